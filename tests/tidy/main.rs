//! The rules of ARCHITECTURE.md that a program can check, checked. Every rule is also shown a tree that breaks it.
#![allow(missing_docs)]

mod edges;
mod interface;
mod layout;
mod licences;
mod rust;
mod security;
mod sources;
mod tree;
