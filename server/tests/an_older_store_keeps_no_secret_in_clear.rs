//! A store that an earlier version left holds keys and tokens in clear: once it was opened, neither stands in it any more, and
//! both are still good.

use std::path::Path;

use crate::stores::{Folder, open, unpack_fixture};
use codedark_server::store::Store;

/// What stands in a store of version 1: tokens, each with its class and person, and keys.
fn in_clear(file: &Path) -> (Vec<(i64, u32, String)>, Vec<String>) {
    let former = rusqlite::Connection::open(file).expect("the file opens");
    let mut query = former.prepare("SELECT session, id, token FROM person").expect("of version 1");
    let row = |row: &rusqlite::Row| Ok((row.get::<_, i64>(0)?, row.get::<_, u32>(1)?, row.get::<_, String>(2)?));
    let tokens = query.query_map([], row).expect("readable").map(|row| row.expect("readable")).collect();
    let mut query = former.prepare("SELECT key FROM session ORDER BY id").expect("of version 1");
    let keys = query.query_map([], |row| row.get::<_, String>(0)).expect("readable");
    (tokens, keys.map(|key| key.expect("readable")).collect())
}

#[test]
fn they_are_hashed_in_place() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    unpack_fixture(&file);
    let (tokens, keys) = in_clear(&file);
    assert!(tokens.len() > 9 && keys.len() == 2, "there is something to be hashed");

    let store = open(&file);
    let traces = |when: &str| {
        let secrets = tokens.iter().map(|(_, _, token)| token).chain(&keys);
        for (secret, (name, bytes)) in
            secrets.flat_map(|secret| folder.files().into_iter().map(move |file| (secret, file)))
        {
            let found = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!found, "{when}: {secret} stands in {name}");
        }
    };
    traces("while it is open");
    let opens = |store: &Store| {
        for (class, id, token) in &tokens {
            let people = store.people(*class).expect("readable");
            let owner = people.iter().find(|person| person.id == *id).expect("they are there");
            assert!(owner.tokens.open(token), "the token of {id} in class {class} is still good");
            assert_eq!(people.iter().filter(|person| person.tokens.open(token)).count(), 1, "for nobody else");
        }
        assert!(store.key().expect("readable").expect("a key").opens(&keys[1]), "and so is the newest class's key");
    };
    opens(&store);
    drop(store);
    traces("when it is closed");
    opens(&open(&file));

    let backup = folder.path("backup.sqlite");
    let old = folder.path("old.sqlite");
    unpack_fixture(&old);
    Store::read_only(&old).expect("readable").back_up(&backup, None).expect("written");
    std::fs::remove_file(&old).expect("it is there");
    traces("of a backup that was made from the older file");
    opens(&open(&backup));
}
