//! What the lexer knows of each language: its comments, strings and words.

use super::compiled::{C, GO, JAVA};

/// How a string is written.
pub(super) struct Quote {
    pub mark: &'static str,
    pub escapes: bool,
    /// Whether it goes on over the end of a line.
    pub lines: bool,
}

/// What the lexer knows of a language.
pub(super) struct Language {
    pub line_comments: &'static [&'static str],
    pub block_comment: Option<(&'static str, &'static str)>,
    pub nested_comments: bool,
    /// Longer marks before those they begin with.
    pub quotes: &'static [Quote],
    /// Letters that may stand before a string.
    pub string_prefixes: &'static str,
    pub raw_hashes: bool,
    pub lifetimes: bool,
    pub keywords: &'static [&'static str],
    pub constants: &'static [&'static str],
    pub types: &'static [&'static str],
    /// Whether letter case does not matter in words.
    pub any_case: bool,
    /// Whether a capital begins a type.
    pub capital_types: bool,
    /// Whether a word before a bracket is a function.
    pub calls: bool,
    pub macros: bool,
    pub hash_attributes: bool,
    pub directives: bool,
    pub decorators: bool,
    pub variables: bool,
    pub dollar_words: bool,
    /// Whether a word before a colon is a key.
    pub keys: bool,
}

const fn quote(mark: &'static str, escapes: bool, lines: bool) -> Quote {
    Quote { mark, escapes, lines }
}

const C_QUOTES: &[Quote] = &[quote("\"", true, false), quote("'", true, false)];
const BACKTICK: &[Quote] = &[quote("\"", true, false), quote("'", true, false), quote("`", true, true)];
pub(super) const GO_QUOTES: &[Quote] =
    &[quote("\"", true, false), quote("'", true, false), quote("`", false, true)];
const TRIPLE: &[Quote] = &[
    quote("\"\"\"", true, true),
    quote("'''", true, true),
    quote("\"", true, false),
    quote("'", true, false),
];
pub(super) const TEXT_BLOCK: &[Quote] =
    &[quote("\"\"\"", true, true), quote("\"", true, false), quote("'", true, false)];
const SHELL_QUOTES: &[Quote] = &[quote("\"", true, true), quote("'", false, true)];
const SQL_QUOTES: &[Quote] = &[quote("'", false, true), quote("\"", false, true)];

const NONE: Language = Language {
    line_comments: &[],
    block_comment: None,
    nested_comments: false,
    quotes: C_QUOTES,
    string_prefixes: "",
    raw_hashes: false,
    lifetimes: false,
    keywords: &[],
    constants: &[],
    types: &[],
    any_case: false,
    capital_types: false,
    calls: false,
    macros: false,
    hash_attributes: false,
    directives: false,
    decorators: false,
    variables: false,
    dollar_words: false,
    keys: false,
};

/// What languages in the manner of C share.
pub(super) const BRACES: Language = Language {
    line_comments: &["//"],
    block_comment: Some(("/*", "*/")),
    constants: &["true", "false", "null"],
    capital_types: true,
    calls: true,
    ..NONE
};

static RUST: Language = Language {
    nested_comments: true,
    quotes: &[quote("\"", true, true), quote("'", true, false)],
    string_prefixes: "brc",
    raw_hashes: true,
    lifetimes: true,
    macros: true,
    hash_attributes: true,
    keywords: &[
        "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern", "fn",
        "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return",
        "self", "static", "struct", "super", "trait", "type", "union", "unsafe", "use", "where", "while",
    ],
    constants: &["true", "false", "None", "Some", "Ok", "Err"],
    types: &[
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16", "u32",
        "u64", "u128", "usize",
    ],
    ..BRACES
};

static SCRIPT: Language = Language {
    quotes: BACKTICK,
    decorators: true,
    dollar_words: true,
    keywords: &[
        "abstract",
        "as",
        "async",
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "declare",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "export",
        "extends",
        "finally",
        "for",
        "from",
        "function",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "interface",
        "keyof",
        "let",
        "namespace",
        "new",
        "of",
        "private",
        "protected",
        "public",
        "readonly",
        "return",
        "satisfies",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "try",
        "type",
        "typeof",
        "var",
        "void",
        "while",
        "with",
        "yield",
    ],
    constants: &["true", "false", "null", "undefined", "NaN", "Infinity"],
    types: &["any", "bigint", "boolean", "never", "number", "object", "string", "symbol", "unknown"],
    ..BRACES
};

static PYTHON: Language = Language {
    line_comments: &["#"],
    quotes: TRIPLE,
    string_prefixes: "rbfuRBFU",
    decorators: true,
    capital_types: true,
    calls: true,
    keywords: &[
        "and", "as", "assert", "async", "await", "break", "case", "class", "continue", "def", "del", "elif",
        "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "match",
        "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ],
    constants: &["True", "False", "None", "self", "cls"],
    types: &["bool", "bytes", "dict", "float", "int", "list", "set", "str", "tuple"],
    ..NONE
};

static SHELL: Language = Language {
    line_comments: &["#"],
    quotes: SHELL_QUOTES,
    variables: true,
    keywords: &[
        "case", "do", "done", "elif", "else", "esac", "export", "fi", "for", "function", "if", "in", "local",
        "readonly", "return", "select", "set", "shift", "source", "then", "trap", "unset", "until", "while",
    ],
    constants: &["true", "false"],
    ..NONE
};

static JSON: Language = Language {
    line_comments: &["//"],
    block_comment: Some(("/*", "*/")),
    constants: &["true", "false", "null"],
    ..NONE
};

static SETTINGS: Language = Language {
    line_comments: &["#", ";"],
    quotes: TRIPLE,
    constants: &["true", "false", "null", "yes", "no", "on", "off"],
    keys: true,
    ..NONE
};

static SQL: Language = Language {
    line_comments: &["--"],
    block_comment: Some(("/*", "*/")),
    quotes: SQL_QUOTES,
    any_case: true,
    calls: true,
    keywords: &[
        "add",
        "all",
        "alter",
        "and",
        "as",
        "asc",
        "begin",
        "between",
        "by",
        "cascade",
        "case",
        "check",
        "commit",
        "constraint",
        "create",
        "cross",
        "default",
        "delete",
        "desc",
        "distinct",
        "drop",
        "else",
        "end",
        "except",
        "exists",
        "foreign",
        "from",
        "full",
        "group",
        "having",
        "if",
        "in",
        "index",
        "inner",
        "insert",
        "intersect",
        "into",
        "is",
        "join",
        "key",
        "left",
        "like",
        "limit",
        "not",
        "offset",
        "on",
        "or",
        "order",
        "outer",
        "over",
        "partition",
        "primary",
        "references",
        "returning",
        "right",
        "rollback",
        "select",
        "set",
        "table",
        "then",
        "transaction",
        "trigger",
        "union",
        "unique",
        "update",
        "using",
        "values",
        "view",
        "virtual",
        "when",
        "where",
        "with",
    ],
    constants: &["true", "false", "null"],
    types: &[
        "bigint",
        "blob",
        "boolean",
        "char",
        "date",
        "decimal",
        "float",
        "int",
        "integer",
        "numeric",
        "real",
        "text",
        "time",
        "timestamp",
        "varchar",
    ],
    ..NONE
};

/// The language of a name, lower case; `None` where the lexer does not know it.
pub(super) fn by_name(name: &str) -> Option<&'static Language> {
    Some(match name {
        "rust" | "rs" => &RUST,
        "js" | "javascript" | "jsx" | "mjs" | "cjs" | "node" | "ts" | "typescript" | "tsx" => &SCRIPT,
        "python" | "py" | "python3" | "py3" => &PYTHON,
        "c" | "h" | "cpp" | "c++" | "cc" | "cxx" | "hpp" => &C,
        "java" | "kotlin" | "kt" | "kts" | "cs" | "c#" | "csharp" => &JAVA,
        "go" | "golang" => &GO,
        "bash" | "sh" | "shell" | "zsh" | "console" | "shell-session" | "sh-session" => &SHELL,
        "json" | "jsonc" | "json5" => &JSON,
        "toml" | "ini" | "yaml" | "yml" => &SETTINGS,
        "sql" | "sqlite" | "postgresql" | "mysql" => &SQL,
        _ => return None,
    })
}
