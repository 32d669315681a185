//! A folder of Markdown files kept in step with the library: the only crate that watches files.
