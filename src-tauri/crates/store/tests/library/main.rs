//! The store over real files.
#![allow(missing_docs, reason = "the names of tests are sentences")]

mod articles;
mod backups;
mod faults;
mod fixtures;
mod kill;
mod lists;
mod made;
mod media;
mod organising;
mod publishing;
mod rescues;
mod revisions;
mod searches;
mod sequences;
mod site_state;
mod support;
mod sweep;
mod tending;
