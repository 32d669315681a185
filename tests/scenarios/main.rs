//! What the program does, through the contract and through the command line, on real libraries in real files.
#![allow(missing_docs)]

mod articles;
mod backups;
mod command_line;
mod conflicts;
mod drafts;
mod export_hostile;
mod export_page;
mod libraries;
mod media;
mod metadata;
mod mirror;
mod nu;
mod publication;
mod repairs;
mod slugs;
mod two_engines;
mod writing;
mod writing_paste;
mod writing_problems;
mod writing_spelling;
