//! The compiler's source from Debian, without touching the machine's own package lists.
//!
//! apt works in a private folder with one source: the site that the machine already trusts, in the suite that carries
//! the pinned compiler. Signatures are checked against Debian's keyring. The package is unpacked, not installed.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use crate::cargo;

/// The suite that holds compilers newer than the stable Debian's.
const SUITE: &str = "trixie-backports";
const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// Whether `source` is our link to the source of this very compiler, and the source is there.
pub fn linked(source: &Path, compiler: &str) -> bool {
    let ours = fs::read_link(source).is_ok_and(|target| target.ends_with(unpacked(compiler)));
    ours && source.join("library/std/Cargo.toml").is_file()
}

/// Fetches the source of `compiler` and links it as `source`.
pub fn fetch(project: &Path, compiler: &str, source: &Path) -> anyhow::Result<()> {
    let folder = cache_folder()?;
    let apt = PrivateApt::open(project, &folder)?;
    apt.run("apt-get", &["--quiet", "update"])?;
    let offers = cargo::output(apt.command("apt-cache", &["madison", "rust-src"]))?;
    let version = pick(&offers, compiler).with_context(|| format!("{SUITE} has no rust-src {compiler}"))?;
    apt.run("apt-get", &["--quiet", "download", &format!("rust-src={version}")])?;
    let package = downloaded(&folder)?;
    let mut dpkg = cargo::program("dpkg", &folder);
    dpkg.arg("-x").arg(&package).arg(&folder);
    cargo::run(dpkg)?;
    fs::remove_file(&package)?;
    link(&folder.join(unpacked(compiler)), source)
}

/// The folder that the package unpacks to.
fn unpacked(compiler: &str) -> PathBuf {
    Path::new("usr/src").join(format!("rustc-{compiler}"))
}

/// The version that `apt-cache madison` offers for this compiler.
pub fn pick(offers: &str, compiler: &str) -> Option<String> {
    let versions = offers.lines().filter_map(|line| line.split('|').nth(1)).map(str::trim);
    // `1.95.0+dfsg1-2` is 1.95.0, `1.95.01` is not.
    let fits = |version: &&str| {
        version.strip_prefix(compiler).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    versions.into_iter().find(fits).map(str::to_owned)
}

/// The site of the machine's own Debian packages, from `apt-get indextargets` in the format `SITE CODENAME`.
pub fn site(targets: &str) -> Option<&str> {
    let sites = targets.lines().filter_map(|line| line.split_whitespace().next());
    // Security updates lie on a site of their own, which carries no backports.
    sites.into_iter().find(|site| !site.contains("security"))
}

fn cache_folder() -> anyhow::Result<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")));
    Ok(cache.context("HOME is not set")?.join("codedark/rust-src"))
}

fn downloaded(folder: &Path) -> anyhow::Result<PathBuf> {
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "deb") {
            return Ok(path);
        }
    }
    bail!("apt-get downloaded no package")
}

fn link(target: &Path, source: &Path) -> anyhow::Result<()> {
    if !target.join("library/std/Cargo.toml").is_file() {
        bail!("{} holds no standard library", target.display());
    }
    fs::create_dir_all(source.parent().context("the link lies in a folder")?)?;
    // A link of an older compiler, or one whose source is gone, is replaced; a real folder is not ours to touch.
    if fs::symlink_metadata(source).is_ok_and(|found| found.is_symlink()) {
        fs::remove_file(source)?;
    }
    symlink(target, source).with_context(|| format!("{} cannot be linked", source.display()))
}

/// apt in a folder of its own.
struct PrivateApt {
    folder: PathBuf,
    options: Vec<String>,
}

impl PrivateApt {
    fn open(project: &Path, folder: &Path) -> anyhow::Result<Self> {
        let lists = folder.join("lists");
        let cache = folder.join("apt");
        fs::create_dir_all(lists.join("partial"))?;
        fs::create_dir_all(cache.join("archives/partial"))?;
        let mut targets = cargo::program("apt-get", project);
        targets.args(["indextargets", "--format", "$(SITE) $(CODENAME)", "Created-By: Packages"]);
        let targets = cargo::output(targets).context("this machine has no apt, and rustup has not helped")?;
        let site = site(&targets).context("apt knows no Debian site")?;
        let list = folder.join("sources.list");
        fs::write(&list, format!("deb [signed-by={KEYRING}] {site} {SUITE} main\n"))?;
        let option = |name: &str, path: &Path| format!("{name}={}", path.display());
        let options = vec![
            option("Dir::Etc::sourcelist", &list),
            "Dir::Etc::sourceparts=-".to_owned(),
            option("Dir::State::lists", &lists),
            option("Dir::Cache", &cache),
            // apt's own user cannot write below a home folder.
            format!("APT::Sandbox::User={}", std::env::var("USER").unwrap_or_else(|_| "root".to_owned())),
        ];
        Ok(PrivateApt { folder: folder.to_owned(), options })
    }

    fn command(&self, name: &str, arguments: &[&str]) -> Command {
        let mut command = cargo::program(name, &self.folder);
        for option in &self.options {
            command.args(["-o", option]);
        }
        command.args(arguments);
        command
    }

    fn run(&self, name: &str, arguments: &[&str]) -> anyhow::Result<()> {
        cargo::run(self.command(name, arguments))
    }
}
