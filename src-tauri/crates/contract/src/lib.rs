//! Everything that crosses between the window and the engine: the commands, the events, the error and the
//! types they carry. This crate knows no other crate of the project, and nothing else has wire types.
//!
//! The table in [`commands`] is the only place where a command is named. Reading it gives the trait that the
//! engine implements ([`Handler`]), [`dispatch`], and the TypeScript of `ui/src/ipc/contract.gen.ts`.

pub mod article;
pub mod backup;
pub mod commands;
pub mod compare;
pub mod draft;
pub mod error;
pub mod events;
pub mod export;
pub mod import;
pub mod library;
pub mod medium;
pub mod mirror;
pub mod organise;
pub mod reason;
pub mod replace;
pub mod revision;
pub mod site;
pub mod theme;
pub mod typescript;
pub mod writing;

pub use article::*;
pub use backup::*;
pub use commands::{COMMANDS, Handler, dispatch};
pub use compare::*;
pub use draft::*;
pub use error::{ApiError, ErrorCode};
pub use events::*;
pub use export::*;
pub use import::*;
pub use library::*;
pub use medium::*;
pub use mirror::*;
pub use organise::*;
pub use reason::Reason;
pub use replace::*;
pub use revision::*;
pub use site::*;
pub use theme::*;
pub use writing::*;

/// Declares a wire type: serialised in camelCase, unknown fields refused, and known to the TypeScript side.
macro_rules! wire {
    ($($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }
    )*};
    ($($(#[$meta:meta])* pub enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident,)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_meta])* $variant,)* }
    )*};
}
pub(crate) use wire;
