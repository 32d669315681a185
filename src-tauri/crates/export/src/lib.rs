//! From an article to what readers see: plans, pages, fragments, and the files written.
