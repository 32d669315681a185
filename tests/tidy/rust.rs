//! Tells code, comments and strings of a Rust file apart: enough of the lexer for rules about words.

/// A Rust text in three layers of equal length; what belongs to another layer is blank.
pub struct Layers {
    pub code: String,
    pub comments: String,
    pub strings: String,
}

#[derive(Clone, Copy, PartialEq)]
enum Layer {
    Code,
    Comment,
    Text,
}

/// Splits a text. Line breaks stand in all layers, so that line numbers agree.
pub fn layers(text: &str) -> Layers {
    let characters: Vec<char> = text.chars().collect();
    let mut layers = Layers { code: String::new(), comments: String::new(), strings: String::new() };
    let mut at = 0;
    while at < characters.len() {
        let (layer, end) = token(&characters, at);
        for &character in &characters[at..end] {
            for (which, out) in [
                (Layer::Code, &mut layers.code),
                (Layer::Comment, &mut layers.comments),
                (Layer::Text, &mut layers.strings),
            ] {
                out.push(if which == layer || character == '\n' { character } else { ' ' });
            }
        }
        at = end;
    }
    layers
}

/// The layer of the token that begins at `at`, and where it ends.
fn token(characters: &[char], at: usize) -> (Layer, usize) {
    let rest = &characters[at..];
    match rest {
        ['/', '/', ..] => {
            (Layer::Comment, at + rest.iter().position(|&character| character == '\n').unwrap_or(rest.len()))
        }
        ['/', '*', ..] => (Layer::Comment, block_comment(characters, at)),
        ['"', ..] => (Layer::Text, quoted(characters, at + 1)),
        ['r', '"' | '#', ..] if !continues_a_word(characters, at) => raw(characters, at),
        ['\'', '\\', ..] => {
            let end = rest
                .iter()
                .skip(3)
                .position(|&character| character == '\'')
                .map_or(rest.len(), |found| found + 4);
            (Layer::Text, at + end)
        }
        ['\'', _, '\'', ..] => (Layer::Text, at + 3),
        _ => (Layer::Code, at + 1),
    }
}

fn continues_a_word(characters: &[char], at: usize) -> bool {
    at > 0 && characters[at - 1] != 'b' && (characters[at - 1].is_alphanumeric() || characters[at - 1] == '_')
}

fn block_comment(characters: &[char], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0);
    while at < characters.len() {
        match &characters[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted(characters: &[char], start: usize) -> usize {
    let mut at = start;
    while at < characters.len() {
        match characters[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    characters.len()
}

fn raw(characters: &[char], start: usize) -> (Layer, usize) {
    let hashes = characters[start + 1..].iter().take_while(|&&character| character == '#').count();
    if characters.get(start + 1 + hashes) != Some(&'"') {
        return (Layer::Code, start + 1);
    }
    let mut at = start + 2 + hashes;
    while at < characters.len() {
        let closes = characters[at] == '"'
            && characters.len() > at + hashes
            && characters[at + 1..=at + hashes].iter().all(|&character| character == '#');
        at += 1;
        if closes {
            return (Layer::Text, at + hashes);
        }
    }
    (Layer::Text, characters.len())
}

/// The lines (from 1) in which a word stands by itself.
pub fn lines_with_word(text: &str, word: &str) -> Vec<usize> {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    text.lines()
        .enumerate()
        .filter(|(_, line)| {
            line.match_indices(word).any(|(start, _)| {
                !line[..start].chars().next_back().is_some_and(is_part)
                    // A raw identifier is a name like any other.
                    && !line[..start].ends_with("r#")
                    && !line[start + word.len()..].chars().next().is_some_and(is_part)
            })
        })
        .map(|(number, _)| number + 1)
        .collect()
}

#[test]
fn code_comments_and_strings_are_told_apart() {
    let layers =
        layers("let a = \"unsafe // x\"; // unsafe \"y\n/* b /* c */ d */ r#\"e\"f\"# 'g' '\\'' b\"h\" 'i");
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(squeezed(&layers.code), "let a = ; b 'i");
    assert_eq!(squeezed(&layers.comments), "// unsafe \"y /* b /* c */ d */");
    assert_eq!(squeezed(&layers.strings), "\"unsafe // x\" r#\"e\"f\"# 'g' '\\'' \"h\"");
    assert_eq!(lines_with_word("unsafe_code\nunsafe {\na.r#unsafe\n", "unsafe"), [2]);
}
