//! The real window in a display of its own, driven through WebKitWebDriver. Linux only.

mod accessibility;
mod chromium;
mod dialog;
mod display;
mod driver;
mod galley;
pub mod keys;
mod processes;
mod setup;
mod undriven;

pub use accessibility::{contrast_violations, violations};
pub use chromium::document_in_chromium;
pub use dialog::{active_process, answer_open_dialog, answer_save_dialog, cancel_dialog};
pub use display::Display;
pub use driver::{Browser, Driven};
pub use galley::GalleyWindow;
pub use processes::memory_below;
pub use setup::Setup;
pub use undriven::{Undriven, start_of, wait_until};
