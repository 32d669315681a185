//! Writes the TypeScript side of the contract from the same table and types.

use std::collections::BTreeMap;

use ts_rs::{Config, TS, TypeVisitor};

use crate::*;

/// Gathers the declarations of a type and of everything it mentions, sorted by name.
struct Declarations<'a> {
    config: &'a Config,
    found: BTreeMap<String, String>,
}

impl Declarations<'_> {
    fn add<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() && !self.found.contains_key(&T::ident(self.config)) {
            let docs = T::docs().unwrap_or_default();
            self.found.insert(T::ident(self.config), format!("{docs}export {}\n", T::decl(self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() && self.found.contains_key(&T::ident(self.config)) {
            return;
        }
        self.add::<T>();
    }
}

/// The whole of `ui/src/ipc/contract.gen.ts`.
#[must_use]
pub fn generate() -> String {
    let config = Config::new();
    let mut declarations = Declarations { config: &config, found: BTreeMap::new() };
    let mut rows = String::new();
    macro_rules! read_typescript {
        ($($(#[doc = $doc:literal])* $name:ident($request:ty) -> $response:ty;)*) => {$(
            declarations.add::<$request>();
            declarations.add::<$response>();
            rows.push_str(&format!(
                "  /**{} */\n  {}: {{ request: {}; response: {} }};\n",
                concat!($($doc),*), stringify!($name),
                <$request as TS>::name(&config), <$response as TS>::name(&config),
            ));
        )*};
    }
    crate::commands::command_table!(read_typescript);
    declarations.add::<ApiError>();
    declarations.add::<Event>();
    let types: String = declarations.found.into_values().collect();
    format!(
        "// Written by `cargo xtask codegen` from src-tauri/crates/contract. Do not edit.\n\n{types}\n\
         /** Every command: what it takes and what it answers. */\nexport interface Commands {{\n{rows}}}\n\n\
         /** The channel that carries every event. */\nexport const CHANNEL = \"{CHANNEL}\";\n"
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_command_has_its_typescript_signature() {
        let text = super::generate();
        for command in crate::COMMANDS {
            assert!(text.contains(&format!("  {command}: {{ request: ")), "{command} is missing");
        }
    }
}
