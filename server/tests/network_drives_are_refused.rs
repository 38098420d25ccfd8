//! Drives in the network are found by the longest mount above the file: the log does not work there.

use std::path::Path;

use codedark_server::store::kind_in;

/// Mounts of a computer, as the kernel lists them.
const MOUNTS: &str = "\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
31 27 0:40 / /home rw,relatime shared:7 - nfs4 files:/home rw,vers=4.2
32 31 0:41 / /home/una/local rw,relatime - ext4 /dev/sdb1 rw
33 27 0:42 / /mnt/ward\\0403 rw,relatime - cifs //files/ward rw
34 27 0:43 / /srv rw,relatime - ext4 /dev/sdc1 rw
35 27 0:44 / /srv rw,relatime - fuse.sshfs una@files:/srv rw
36 27 0:45 / /srv2 rw,relatime - fuse.encfs encfs rw
37 27 0:46 / /mnt/share rw,relatime - 9p share rw,trans=virtio
";

#[test]
fn by_the_longest_mount_above_the_file() {
    for (file, kind, why) in [
        ("/var/data/codedark.sqlite", None, "on the computer's own disk"),
        ("/home/una/codedark.sqlite", Some("nfs4"), "a home in the network"),
        ("/home/una/local/data/codedark.sqlite", None, "a local disk below it"),
        ("/home2/codedark.sqlite", None, "a name that only begins alike"),
        ("/mnt/ward 3/codedark.sqlite", Some("cifs"), "a blank in the name of the mount"),
        ("/srv/codedark.sqlite", Some("fuse.sshfs"), "the later of two mounts hides the other"),
        ("/srv2/codedark.sqlite", None, "a file system of a program, on the own disk"),
        ("/mnt/share/codedark.sqlite", Some("9p"), "a share of a virtual machine's host"),
    ] {
        assert_eq!(kind_in(MOUNTS, Path::new(file)).as_deref(), kind, "{why}");
    }
    assert_eq!(kind_in("nothing of the kind\n", Path::new("/var")), None, "a list that cannot be read");
}
