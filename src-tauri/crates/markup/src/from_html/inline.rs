//! A run of text with marks, on its way to Markdown: white space, emphasis, links, line breaks.

use std::rc::Rc;

use super::escape;

/// What stands in a run of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// Text as readers see it; white space is collapsed later.
    Text(String),
    /// A mark begins.
    Open(Rc<Mark>),
    /// The mark ends that began last.
    Close(Rc<Mark>),
    /// Code within a line.
    Code(String),
    /// A picture.
    Image { alt: String, address: String, title: String },
    /// A line break.
    Break,
    /// HTML that Markdown has no form for; never empty.
    Html(String),
    /// The mark of a footnote.
    Footnote(String),
}

/// What can be said about a piece of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// Strong.
    Strong,
    /// Emphasised.
    Emphasis,
    /// Struck through.
    Strike,
    /// A link.
    Link { address: String, title: String },
    /// An element Markdown has no form for; the attributes are written out, each after a space.
    Tag { name: String, attributes: String },
}

/// What becomes of line breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Breaks {
    /// One is a break, two part paragraphs.
    #[default]
    Paragraphs,
    /// As spaces: a heading is one line.
    Spaces,
    /// As `<br>`: a cell of a table is one line.
    Tags,
}

/// The run as Markdown: its paragraphs, none of them empty; without [`Breaks::Paragraphs`] at most one.
pub(super) fn write(pieces: &[Piece], breaks: Breaks) -> Vec<String> {
    tidy(pieces, breaks).iter().map(|pieces| spell(pieces, breaks)).collect()
}

/// Whether a run shows anything.
pub(super) fn is_blank(pieces: &[Piece]) -> bool {
    pieces.iter().all(|piece| match piece {
        Piece::Text(text) | Piece::Code(text) => text.chars().all(char::is_whitespace),
        Piece::Open(_) | Piece::Close(_) | Piece::Break => true,
        _ => false,
    })
}

/// White space collapsed and moved out of marks, empty marks gone, equal neighbours joined, parted in
/// paragraphs.
fn tidy(pieces: &[Piece], breaks: Breaks) -> Vec<Vec<Piece>> {
    let mut tidy = Tidy { breaks, ..Tidy::default() };
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                for character in text.chars() {
                    if character.is_whitespace() {
                        tidy.space = Some(if tidy.space.is_none() { character } else { ' ' });
                    } else {
                        tidy.settle();
                        tidy.push_character(character);
                    }
                }
            }
            Piece::Open(mark) => tidy.waiting.push(mark.clone()),
            Piece::Close(mark) => tidy.close(mark),
            Piece::Break => {
                tidy.space = (breaks == Breaks::Spaces).then_some(' ');
                tidy.line_ends += usize::from(breaks != Breaks::Spaces);
            }
            Piece::Code(code) => tidy.code(code),
            content => {
                tidy.settle();
                tidy.done.push(content.clone());
            }
        }
    }
    tidy.end_paragraph();
    tidy.paragraphs
}

#[derive(Default)]
struct Tidy {
    breaks: Breaks,
    paragraphs: Vec<Vec<Piece>>,
    done: Vec<Piece>,
    /// Marks that stand open in `done`.
    open: Vec<Rc<Mark>>,
    /// Marks that have begun since the last content, and white space and line ends since then.
    waiting: Vec<Rc<Mark>>,
    space: Option<char>,
    line_ends: usize,
}

impl Tidy {
    /// Puts down what has been waiting for content to come.
    fn settle(&mut self) {
        let line_ends = std::mem::take(&mut self.line_ends);
        let space = self.space.take();
        if line_ends > 1 && self.breaks == Breaks::Paragraphs && !self.done.is_empty() {
            let mut again = self.open.clone();
            self.end_paragraph();
            again.append(&mut self.waiting);
            self.waiting = again;
        } else if line_ends > 0 && !self.done.is_empty() {
            match self.breaks {
                Breaks::Tags => (0..line_ends).for_each(|_| self.done.push(Piece::Html("<br>".to_owned()))),
                _ => self.done.push(Piece::Break),
            }
        } else if let (Some(space), false) = (space, self.done.is_empty()) {
            // A no-break space is kept where it stands alone; in runs it is what editors make of two spaces.
            self.push_character(if matches!(space, '\u{a0}' | '\u{202f}') { space } else { ' ' });
        }
        for mark in std::mem::take(&mut self.waiting) {
            if matches!(self.done.last(), Some(Piece::Close(last)) if *last == mark) {
                self.done.pop();
            } else {
                self.done.push(Piece::Open(mark.clone()));
            }
            self.open.push(mark);
        }
    }

    fn push_character(&mut self, character: char) {
        if let Some(Piece::Text(text)) = self.done.last_mut() {
            text.push(character);
        } else {
            self.done.push(Piece::Text(character.to_string()));
        }
    }

    /// White space at the edges of code is the sentence's; spans that touch become one.
    fn code(&mut self, code: &str) {
        if code.starts_with(char::is_whitespace) {
            self.space = self.space.or(Some(' '));
        }
        let inner = code.trim();
        if inner.is_empty() {
            return;
        }
        self.settle();
        if let Some(Piece::Code(before)) = self.done.last_mut() {
            before.push_str(inner);
        } else {
            self.done.push(Piece::Code(inner.to_owned()));
        }
        if code.ends_with(char::is_whitespace) {
            self.space = Some(' ');
        }
    }

    fn close(&mut self, mark: &Rc<Mark>) {
        if self.waiting.last() == Some(mark) {
            self.waiting.pop();
        } else if self.open.last() == Some(mark) {
            self.open.pop();
            self.done.push(Piece::Close(mark.clone()));
        }
    }

    fn end_paragraph(&mut self) {
        while let Some(mark) = self.open.pop() {
            self.done.push(Piece::Close(mark));
        }
        if !self.done.is_empty() {
            self.paragraphs.push(std::mem::take(&mut self.done));
        }
    }
}

/// How a neighbour of a run of `*` or `_` counts (CommonMark 0.31.2, section 6.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Neighbour {
    Space,
    Punctuation,
    Other,
    /// Depends on Unicode tables; what is written must be right either way.
    Unknown,
}

fn neighbour(character: Option<char>) -> Neighbour {
    match character {
        None => Neighbour::Space,
        Some(character) if character.is_whitespace() => Neighbour::Space,
        Some(character) if character.is_ascii_punctuation() => Neighbour::Punctuation,
        Some(character) if character.is_alphanumeric() => Neighbour::Other,
        Some(_) => Neighbour::Unknown,
    }
}

/// Whether a run of delimiters between these two neighbours can open, or, seen from the other side, close.
fn flanks(outside: Neighbour, inside: Neighbour, underscore: bool) -> bool {
    let either = |neighbour| match neighbour {
        Neighbour::Unknown => vec![Neighbour::Punctuation, Neighbour::Other],
        known => vec![known],
    };
    either(outside).into_iter().all(|outside| {
        either(inside).into_iter().all(|inside| {
            let flanking = |ahead, behind| {
                ahead != Neighbour::Space && (ahead != Neighbour::Punctuation || behind != Neighbour::Other)
            };
            flanking(inside, outside)
                && (!underscore || !flanking(outside, inside) || outside == Neighbour::Punctuation)
        })
    })
}

/// The delimiters of the emphasis that begins and ends at each piece; empty: written as HTML.
fn delimiters(pieces: &[Piece]) -> Vec<&'static str> {
    let mut partner = vec![usize::MAX; pieces.len()];
    let mut open = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(_) => open.push(index),
            Piece::Close(_) => {
                if let Some(start) = open.pop() {
                    (partner[start], partner[index]) = (index, start);
                }
            }
            _ => {}
        }
    }
    // The parser looks through the tildes of struck text at what is behind them.
    let beside = |piece: &Piece| match piece {
        Piece::Open(mark) | Piece::Close(mark) if **mark == Mark::Strike => Neighbour::Unknown,
        _ => Neighbour::Punctuation,
    };
    let before = |index: usize| match index.checked_sub(1).map(|index| &pieces[index]) {
        None | Some(Piece::Break) => Neighbour::Space,
        Some(Piece::Text(text)) => neighbour(text.chars().next_back()),
        Some(piece) => beside(piece),
    };
    let after = |index: usize| match pieces.get(index + 1) {
        None | Some(Piece::Break) => Neighbour::Space,
        Some(Piece::Text(text)) => neighbour(text.chars().next()),
        Some(piece) => beside(piece),
    };
    let mut chosen = vec![""; pieces.len()];
    for (start, piece) in pieces.iter().enumerate() {
        let Piece::Open(mark) = piece else { continue };
        let end = partner[start];
        let forms: &[&str] = match (&**mark, end) {
            (_, usize::MAX) => &[],
            (Mark::Emphasis, _) => &["*", "_"],
            (Mark::Strong, _) => &["**", "__"],
            (Mark::Strike, _) => &["~~"],
            _ => &[],
        };
        let touches = |form: &str| {
            let beside = [start.checked_sub(1), Some(end + 1)];
            beside.into_iter().flatten().any(|index| {
                let beside = chosen.get(index).copied().unwrap_or_default();
                beside.chars().next().is_some() && beside.chars().next() == form.chars().next()
            })
        };
        let form = forms.iter().find(|form| {
            let underscore = form.starts_with('_');
            flanks(before(start), after(start), underscore)
                && flanks(after(end), before(end), underscore)
                && !touches(form)
        });
        if let Some(form) = form {
            (chosen[start], chosen[end]) = (form, form);
        }
    }
    chosen
}

/// A tidy run as Markdown.
fn spell(pieces: &[Piece], breaks: Breaks) -> String {
    let delimiters = delimiters(pieces);
    let mut out = String::new();
    let has_breaks = pieces.contains(&Piece::Break);
    let context = escape::Context { cell: breaks == Breaks::Tags, lines: has_breaks };
    let mut index = 0;
    while let Some(piece) = pieces.get(index) {
        match piece {
            Piece::Text(text) => escape::text(text, context, &mut out),
            Piece::Code(code) => escape::code(code, context, &mut out),
            Piece::Html(html) => out.push_str(html),
            Piece::Footnote(label) => out.push_str(&format!("[^{label}]")),
            Piece::Break => out.push_str("\\\n"),
            Piece::Image { alt, address, title } => {
                escape::part_exclamation(&mut out);
                out.push_str("![");
                let mut label = String::new();
                escape::text(alt, context, &mut label);
                out.push_str(&label);
                out.push_str("](");
                escape::destination(address, title, context, &mut out);
                out.push(')');
            }
            Piece::Open(mark) => match &**mark {
                Mark::Link { address, title } => {
                    if let Some(link) = autolink(pieces, index, address, title) {
                        out.push_str(&link);
                        index += 2;
                    } else {
                        escape::part_exclamation(&mut out);
                        out.push('[');
                    }
                }
                Mark::Tag { name, attributes } => out.push_str(&format!("<{name}{attributes}>")),
                other => out.push_str(or_tag(delimiters[index], other, false)),
            },
            Piece::Close(mark) => match &**mark {
                Mark::Link { address, title } => {
                    out.push_str("](");
                    escape::destination(address, title, context, &mut out);
                    out.push(')');
                }
                Mark::Tag { name, .. } => out.push_str(&format!("</{name}>")),
                other => out.push_str(or_tag(delimiters[index], other, true)),
            },
        }
        index += 1;
    }
    if breaks == Breaks::Spaces {
        escape::heading_end(&mut out);
    }
    out
}

fn or_tag<'a>(delimiter: &'a str, mark: &Mark, close: bool) -> &'a str {
    match (delimiter, mark, close) {
        ("", Mark::Strong, false) => "<strong>",
        ("", Mark::Strong, true) => "</strong>",
        ("", Mark::Strike, false) => "<del>",
        ("", Mark::Strike, true) => "</del>",
        ("", _, false) => "<em>",
        ("", _, true) => "</em>",
        (delimiter, ..) => delimiter,
    }
}

/// `<https://…>` for a link whose text is its own address.
fn autolink(pieces: &[Piece], index: usize, address: &str, title: &str) -> Option<String> {
    let [Piece::Text(text), Piece::Close(_)] = pieces.get(index + 1..index + 3)? else { return None };
    let plain = address.starts_with("http://") || address.starts_with("https://");
    let safe = !address.contains(|character: char| character.is_whitespace() || "<>\\|".contains(character));
    (title.is_empty() && plain && safe && text == address).then(|| format!("<{address}>"))
}
