//! What all tests share: a temporary library with an engine on it, the command `galley`, the real window,
//! a seeded corpus, and the checkers of what is exported.

pub mod app_test;
pub mod beacon;
pub mod corpus;
pub mod hostile;
pub mod page;
pub mod pictures;
pub mod program;
pub mod site;
#[cfg(target_os = "linux")]
pub mod window;
pub mod xml;

pub use app_test::AppTest;
