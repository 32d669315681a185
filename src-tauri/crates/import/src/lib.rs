//! From files of other programs to articles: bytes to values.
