//! The command `galley`.
fn main() {}
