//! Code in colours: classes in the HTML, colours in a style sheet, nothing that runs.

mod compiled;
mod languages;
mod lexer;

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::emit::escape;

/// The classes that highlighted code carries: comment, keyword, string, number, constant, function, type,
/// attribute, tag, variable, inserted, deleted, heading.
pub const CLASSES: [&str; 13] =
    ["hl-c", "hl-k", "hl-s", "hl-n", "hl-l", "hl-f", "hl-t", "hl-a", "hl-g", "hl-v", "hl-i", "hl-d", "hl-h"];

/// A style sheet for highlighted code, for light and dark pages. Each colour has a contrast of at least 4.5
/// (WCAG 2.2, AA) on backgrounds from white to `#f0f0f0` and from black to `#262626`.
#[must_use]
pub fn highlight_css() -> &'static str {
    include_str!("highlight/highlight.css")
}

/// The longest code that is highlighted, in bytes, and its longest line: syntax definitions are regular
/// expressions, whose time nobody can vouch for.
const LONGEST: usize = 100_000;
const LONGEST_LINE: usize = 2_000;

/// Scopes and the classes they get; the more special first.
const SCOPES: [(&str, usize); 36] = [
    ("comment", 0),
    ("markup.inserted", 10),
    ("markup.deleted", 11),
    ("markup.heading", 12),
    ("meta.diff.header", 12),
    ("constant.numeric", 3),
    ("constant.character.escape", 4),
    ("constant.language", 4),
    ("constant.other", 4),
    ("constant", 4),
    ("support.constant", 4),
    ("entity.name.function", 5),
    ("entity.name.macro", 5),
    ("support.function", 5),
    ("support.macro", 5),
    ("variable.function", 5),
    ("entity.name.type", 6),
    ("entity.name.class", 6),
    ("entity.name.struct", 6),
    ("entity.name.enum", 6),
    ("entity.name.trait", 6),
    ("entity.name.impl", 6),
    ("entity.name.namespace", 6),
    ("entity.other.inherited-class", 6),
    ("support.type", 6),
    ("support.class", 6),
    ("entity.other.attribute-name", 7),
    ("entity.name.tag", 8),
    ("entity.name.section", 12),
    ("variable.parameter", 9),
    ("variable.other.readwrite", 9),
    ("keyword.operator", usize::MAX),
    ("keyword", 1),
    ("storage", 1),
    ("punctuation.definition.string", 2),
    ("string", 2),
];

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

static TABLE: LazyLock<Vec<(Scope, usize)>> = LazyLock::new(|| {
    SCOPES.iter().filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class))).collect()
});

/// The language an info string names, as it may stand in a class.
pub(crate) fn language(info: &str) -> Option<String> {
    let name = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
    let name: String = name
        .chars()
        .filter(|character| character.is_ascii_alphanumeric() || "+-#._".contains(*character))
        .take(40)
        .collect::<String>()
        .to_ascii_lowercase();
    (!name.is_empty()).then_some(name)
}

/// Highlighted code, or `None` where it stays plain: the language is unknown or the code too long.
pub(crate) fn html(code: &str, language: &str, mark: &str) -> Option<String> {
    if code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let mut spans =
        Spans { html: String::with_capacity(code.len() * 3), open: None, blank: String::new(), mark };
    let mut token = |code: &str, class| spans.push(code, class);
    match language {
        "text" | "txt" | "plain" | "plaintext" | "none" => return None,
        "html" | "xhtml" | "xml" | "svg" | "plist" | "rss" | "vue" | "svelte"
            if !["<script", "<style", "<?php", "<%"].iter().any(|other| code.contains(other)) =>
        {
            lexer::markup(code, &mut token);
        }
        "diff" | "patch" => lexer::patch(code, &mut token),
        name => match languages::by_name(name) {
            Some(known) => lexer::lex(code, known, &mut token),
            None => by_definition(code, name, &mut spans)?,
        },
    }
    Some(spans.finish())
}

/// Highlights by the syntax definitions of Sublime Text.
fn by_definition(code: &str, language: &str, spans: &mut Spans<'_>) -> Option<()> {
    let syntax = syntax(language)?;
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    for line in code.split_inclusive('\n') {
        let mut at = 0;
        for (end, change) in state.parse_line(line, &SYNTAXES).ok()? {
            spans.push(&line[at..end], class(&stack));
            stack.apply(&change).ok()?;
            at = end;
        }
        spans.push(&line[at..], class(&stack));
    }
    Some(())
}

/// Writes stretches of code; those of the same class share an element.
struct Spans<'m> {
    html: String,
    open: Option<usize>,
    /// White space, which has no colour and joins what it stands between only if that is of one class.
    blank: String,
    mark: &'m str,
}

impl Spans<'_> {
    fn push(&mut self, code: &str, class: Option<usize>) {
        let trimmed = code.trim_end();
        if !trimmed.is_empty() {
            if class != self.open {
                self.close();
                if let Some(class) = class {
                    for part in ["<span", self.mark, " class=\"", CLASSES[class], "\">"] {
                        self.html.push_str(part);
                    }
                }
                self.open = class;
            }
            self.html.push_str(&self.blank);
            self.blank.clear();
            escape(&mut self.html, trimmed);
        }
        self.blank.push_str(&code[trimmed.len()..]);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
        self.html.push_str(&self.blank);
        self.blank.clear();
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}

/// The class of the innermost scope that has one.
fn class(stack: &ScopeStack) -> Option<usize> {
    let found = stack
        .as_slice()
        .iter()
        .rev()
        .find_map(|scope| TABLE.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)))
        .map(|(_, class)| *class);
    found.filter(|class| *class < CLASSES.len())
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let name = match language {
        "vue" | "svelte" | "xhtml" => "html",
        "plist" | "svg" | "rss" => "xml",
        other => other,
    };
    SYNTAXES.find_syntax_by_token(name).filter(|syntax| syntax.name != "Plain Text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_in_a_known_language_gets_classes() {
        let html = html("fn main() { // x\n    \"a<b\"; 1\n}\n", "rust", "").expect("Rust is known");
        assert!(html.contains("<span class=\"hl-k\">fn</span>"), "{html}");
        assert!(html.contains("<span class=\"hl-c\">// x"), "{html}");
        assert!(html.contains("<span class=\"hl-s\">&quot;a&lt;b&quot;</span>"), "{html}");
        assert!(html.contains("<span class=\"hl-n\">1</span>"), "{html}");
    }

    /// The classes of some code: each stretch in brackets with its class before it.
    fn shown(code: &str, language: &str) -> String {
        let html = html(code, language, "").expect("a known language");
        let html = html.replace("<span class=\"hl-", "[").replace("\">", ":").replace("</span>", "]");
        html.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    }

    #[test]
    fn languages_are_taken_apart_as_their_authors_read_them() {
        for (language, code, expected) in [
            ("rust", "let x: &'a str = r#\"a\"b\"#;", "[k:let] x: &'a [t:str] = [s:r#\"a\"b\"#];"),
            (
                "rust",
                "#[test] fn f<'a>(c: char) { 'x'; }",
                "[a:#[test]] [k:fn] f<'a>(c: [t:char]) { [s:'x']; }",
            ),
            ("rs", "/* a /* b */ c */ Vec::new()", "[c:/* a /* b */ c */] [t:Vec]::[f:new]()"),
            ("ts", "const a = `x\ny`; // z", "[k:const] a = [s:`x\ny`]; [c:// z]"),
            (
                "python",
                "@cached\ndef f(x): return f\"{x}\" # no",
                "[a:@cached]\n[k:def] [f:f](x): [k:return] [s:f\"{x}\"] [c:# no]",
            ),
            ("python", "\"\"\"a\n\"b\"\"\"", "[s:\"\"\"a\n\"b\"\"\"]"),
            ("c", "#include <stdio.h>\nint x = 0xFF;", "[k:#include] <stdio.h>\n[t:int] x = [n:0xFF];"),
            ("bash", "echo $HOME # ${x}\necho a#b", "echo [v:$HOME] [c:# ${x}]\necho a#b"),
            ("json", "{\"a\": [1.5e-3, null]}", "{[s:\"a\"]: [[n:1.5e-3], [l:null]]}"),
            ("sql", "select 'a' from t -- x", "[k:select] [s:'a'] [k:from] t [c:-- x]"),
            ("html", "<a href=\"x\">b &amp; c</a>", "<[g:a] [a:href]=[s:\"x\"]>b [l:&amp;] c</[g:a]>"),
            ("diff", "@@ 1 @@\n-a\n+b\n c\n", "[h:@@ 1 @@]\n[d:-a]\n[i:+b]\n c\n"),
            ("yaml", "key: 1 # x", "[a:key]: [n:1] [c:# x]"),
        ] {
            assert_eq!(shown(code, language), expected, "{language}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_character_of_code_is_lost(
            code in "[a-zA-Z0-9 \n\"'`<>/*#$@!&;{}()\\\\é.+-]{0,60}",
            language in proptest::sample::select(vec!["rust", "ts", "py", "c", "java", "go", "sh", "json", "toml", "sql", "xml", "diff"]),
        ) {
            let html = html(&code, language, "").expect("a known language");
            let mut plain = String::new();
            let mut inside = false;
            for character in html.chars() {
                match character {
                    '<' => inside = true,
                    '>' if inside => inside = false,
                    other if !inside => plain.push(other),
                    _ => {}
                }
            }
            let plain = plain.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            proptest::prop_assert_eq!(plain, code);
        }
    }

    #[test]
    fn unknown_languages_and_long_code_stay_plain() {
        assert_eq!(html("x", "no-such-language", ""), None);
        assert_eq!(html(&"x".repeat(LONGEST_LINE + 1), "rust", ""), None);
        assert_eq!(html(&"x\n".repeat(LONGEST), "rust", ""), None);
        assert_eq!(language("Rust,ignore"), Some("rust".into()));
        assert_eq!(language("\"><script>"), Some("script".into()));
    }

    /// The relative luminance of WCAG 2.2.
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("two digits")) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_colour_can_be_read_on_light_and_dark() {
        let (light, dark) = highlight_css().split_once("@media").expect("a dark part");
        for (css, backgrounds) in [(light, ["#ffffff", "#f0f0f0"]), (dark, ["#000000", "#262626"])] {
            let colours: Vec<&str> =
                css.match_indices("color:").map(|(at, _)| &css[at + 6..].trim_start()[..7]).collect();
            assert_eq!(colours.len(), CLASSES.len());
            for colour in colours {
                for background in backgrounds {
                    let contrast = contrast(colour, background);
                    assert!(contrast >= 4.5, "{colour} on {background}: {contrast}");
                }
            }
        }
        for class in CLASSES {
            assert_eq!(highlight_css().matches(&format!(".{class} ")).count(), 2, "{class}");
        }
    }
}
