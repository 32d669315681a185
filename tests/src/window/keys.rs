//! Keys that have no letter, as WebDriver writes them (W3C WebDriver, 17.4.2, "Keyboard actions").

#![allow(missing_docs)]

pub const BACKSPACE: char = '\u{e003}';
pub const TAB: char = '\u{e004}';
pub const ENTER: char = '\u{e007}';
pub const SHIFT: char = '\u{e008}';
pub const CONTROL: char = '\u{e009}';
pub const ALT: char = '\u{e00a}';
pub const ESCAPE: char = '\u{e00c}';
pub const SPACE: char = '\u{e00d}';
pub const PAGE_UP: char = '\u{e00e}';
pub const PAGE_DOWN: char = '\u{e00f}';
pub const END: char = '\u{e010}';
pub const HOME: char = '\u{e011}';
pub const LEFT: char = '\u{e012}';
pub const UP: char = '\u{e013}';
pub const RIGHT: char = '\u{e014}';
pub const DOWN: char = '\u{e015}';
pub const DELETE: char = '\u{e017}';
