//! Prints the TypeScript side of the contract, for `cargo xtask codegen`.
#![allow(clippy::print_stdout)]

fn main() {
    print!("{}", contract::typescript::generate());
}
