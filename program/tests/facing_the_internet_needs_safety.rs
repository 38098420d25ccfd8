//! With `--public` a server that is not safe does not start, and says all that is wrong at once.

use crate::common::program::{KEY, Program};

#[test]
fn all_reasons_come_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    #[cfg(unix)]
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("a mode");
    let data = folder.path().join("class.sqlite");
    let key = folder.path().join("key");
    std::fs::write(&key, "ELEVEN-CHARS").expect("written");
    #[cfg(unix)]
    std::fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o644)).expect("a mode");
    let key = key.to_str().expect("text");
    let refused = |options: &[&str], key: Option<&str>| {
        let output = Program::spawn_with(&data, options, key).wait_with_output().expect("it ends by itself");
        assert!(!output.status.success(), "{options:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let said = refused(&["--public", "--key-file", key], None);
    let (no_tls, origin, short) = ("Nothing is encrypted", "Say so with --origin", "at least 16");
    let files = if cfg!(unix) { &["chmod 700", "chmod 600"][..] } else { &[] };
    for reason in [no_tls, origin, short].iter().chain(files) {
        assert!(said.contains(reason), "{reason}: {said}");
    }
    let said = refused(&["--public", "--tls", "self"], None);
    assert!(said.contains("Nobody can check") && said.contains(origin) && !said.contains(no_tls), "{said}");
    assert!(!data.exists(), "nothing was made");

    #[cfg(unix)]
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o700)).expect("a mode");
    let safe = ["--public", "--origin", "https://class.example.org", "--trusted-proxy", "127.0.0.1"];
    let (program, said) = Program::start_with(&data, &safe, Some("A LONGER KEY OF OWN CHOICE"));
    assert!(said.contains("https://class.example.org"), "it says what to write on the board: {said}");
    program.kill();
    assert!(refused(&safe, Some(KEY)).contains(short), "a short key is still one");
    let (program, _) = Program::start_with(&data, &safe, None);
    program.end();
}
