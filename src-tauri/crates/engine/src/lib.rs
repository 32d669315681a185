//! Everything the program can do, without a window.
