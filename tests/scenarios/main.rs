//! What the program does, through the contract and through the command line, on real libraries in real files.
#![allow(missing_docs)]

mod articles;
mod backups;
mod command_line;
mod conflicts;
mod drafts;
mod export_hostile;
mod export_page;
mod fragments;
mod import;
mod import_bad;
mod import_round_trip;
mod libraries;
mod markdown_export;
mod media;
mod metadata;
mod mirror;
mod mirror_command;
mod mirror_conflicts;
mod nu;
mod organise;
mod publication;
mod publishing;
mod repairs;
mod replacing;
mod site;
mod site_feeds;
mod site_folder;
mod site_server;
mod slugs;
mod themes;
mod two_engines;
mod writing;
mod writing_paste;
mod writing_problems;
mod writing_spelling;
