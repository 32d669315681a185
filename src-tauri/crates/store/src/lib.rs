//! The library on disk: the only crate with SQL.
