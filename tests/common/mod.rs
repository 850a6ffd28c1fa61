//! What the end-to-end tests share: the real binary, run on the real project.

use assert_cmd::Command;

/// Exit code, standard output and standard error of `yice arguments`, run at the root.
pub fn yice(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("yice")
        .unwrap()
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}
