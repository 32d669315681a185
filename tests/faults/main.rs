//! What goes wrong on real machines: programs that are killed, disks that are full or fail.
//!
//! What runs by default is short; `cargo xtask faults` includes the long runs.
#![cfg(target_os = "linux")]
#![allow(missing_docs)]

mod cut_disk;
mod disk;
mod import;
mod kills;
mod mirror;
mod operations;
mod places;
mod power;
mod recording;
mod site;
mod site_operation;
