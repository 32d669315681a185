//! A temporary library, an engine over it, and calls as JSON.
