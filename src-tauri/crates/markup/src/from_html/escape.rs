//! Text, code and addresses spelled so that Markdown reads them back as they are.

/// What the text stands in.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// In a cell of a table, where `|` ends the cell.
    pub(super) cell: bool,
    /// In a paragraph of several lines, where a line could make a table of it.
    pub(super) lines: bool,
}

/// Adds text, with a backslash before whatever would be markup.
pub(super) fn text(text: &str, context: Context, out: &mut String) {
    let line_start = out.is_empty() || out.ends_with('\n');
    let mut rest = text;
    if line_start {
        rest = line_beginning(text, out);
    }
    let mut before = out.chars().next_back().unwrap_or(' ');
    let mut characters = rest.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map(|(_, character)| *character);
        let escaped = match character {
            '\\' | '`' | '*' | '[' | ']' | '$' | '~' => true,
            '_' => !(before.is_alphanumeric() && after.is_some_and(char::is_alphanumeric)),
            '<' => after.is_none_or(|after| after.is_ascii_alphabetic() || "/!?".contains(after)),
            '&' => after.is_none_or(|_| looks_like_entity(&rest[at + 1..])),
            '|' => context.cell || context.lines,
            // An address that was no link must not become one, and backslashes within one would show.
            ':' => rest[at + 1..].starts_with("//"),
            '.' => {
                rest[..at].get(at.saturating_sub(3)..).is_some_and(|word| word.eq_ignore_ascii_case("www"))
            }
            // What stands before it in an address, and could make a link of it.
            '@' => {
                (before.is_ascii_alphanumeric() || ".-_+".contains(before))
                    && after.is_some_and(|after| !after.is_whitespace())
            }
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(character);
        before = character;
    }
}

/// `copy;` and `#169;` after an ampersand.
fn looks_like_entity(rest: &str) -> bool {
    let name: String = rest
        .chars()
        .take_while(|character| character.is_ascii_alphanumeric() || *character == '#')
        .take(40)
        .collect();
    !name.is_empty() && rest[name.len()..].starts_with(';')
}

/// The beginning of a line, where `#`, `>`, `-`, `+`, `=`, `:`, `|` and `1.` mean something; answers with the rest.
fn line_beginning<'a>(text: &'a str, out: &mut String) -> &'a str {
    let mut characters = text.chars();
    let Some(first) = characters.next() else { return text };
    let next = characters.next();
    let followed_by_blank = next.is_none_or(char::is_whitespace);
    let special = match first {
        '#' => text.trim_start_matches('#').chars().next().is_none_or(char::is_whitespace),
        '>' | '=' | '|' | ':' => true,
        '-' => !next.is_some_and(char::is_alphanumeric),
        '+' => followed_by_blank,
        _ => false,
    };
    if special {
        out.push('\\');
        out.push(first);
        return &text[first.len_utf8()..];
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut after = text[digits..].chars();
    let point = after.next();
    if (1..=9).contains(&digits)
        && matches!(point, Some('.' | ')'))
        && after.next().is_none_or(char::is_whitespace)
    {
        out.push_str(&text[..digits]);
        out.push('\\');
        out.push(point.unwrap_or('.'));
        return &text[digits + 1..];
    }
    text
}

/// Keeps a `!` before a link from making a picture of it.
pub(super) fn part_exclamation(out: &mut String) {
    if out.ends_with('!') {
        out.insert(out.len() - 1, '\\');
    }
}

/// Keeps the `#`s at the end of a heading, which would be taken for its end.
pub(super) fn heading_end(out: &mut String) {
    let stem = out.trim_end_matches('#').len();
    if stem < out.len() && (stem == 0 || out[..stem].ends_with([' ', '\u{a0}'])) {
        out.insert(out.len() - 1, '\\');
    }
}

/// Adds code within a line: a fence longer than any run of backticks in it.
pub(super) fn code(code: &str, context: Context, out: &mut String) {
    let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let code = if context.cell { code.replace('|', "\\|") } else { code };
    let fence = "`".repeat(longest_run(&code, '`') + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    *out += &format!("{fence}{pad}{code}{pad}{fence}");
}

/// The length of the longest run of a character.
pub(super) fn longest_run(text: &str, character: char) -> usize {
    text.split(|other| other != character).map(str::len).max().unwrap_or(0)
}

/// Adds an address and a title as they stand between the parentheses of a link.
pub(super) fn destination(address: &str, title: &str, context: Context, out: &mut String) {
    let mut spelled = String::with_capacity(address.len());
    for character in address.trim().chars() {
        match character {
            '<' => spelled.push_str("%3C"),
            '>' => spelled.push_str("%3E"),
            '\\' => spelled.push_str("%5C"),
            '|' if context.cell || context.lines => spelled.push_str("%7C"),
            _ if character.is_whitespace() || character.is_control() => {
                let mut bytes = [0; 4];
                for byte in character.encode_utf8(&mut bytes).bytes() {
                    spelled.push_str(&format!("%{byte:02X}"));
                }
            }
            _ => spelled.push(character),
        }
    }
    let spelled = guard_entities(&spelled);
    if spelled.is_empty() || spelled.contains(['(', ')']) {
        *out += &format!("<{spelled}>");
    } else {
        out.push_str(&spelled);
    }
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if !title.is_empty() {
        let mut quoted = String::new();
        for character in title.chars() {
            let special =
                matches!(character, '"' | '\\') || (character == '|' && (context.cell || context.lines));
            if special {
                quoted.push('\\');
            }
            quoted.push(character);
        }
        *out += &format!(" \"{}\"", guard_entities(&quoted));
    }
}

/// A backslash before each `&` that begins something like an entity.
fn guard_entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut parts = text.split('&');
    let mut guarded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        guarded.push_str(if looks_like_entity(part) { "\\&" } else { "&" });
        guarded.push_str(part);
    }
    guarded
}
