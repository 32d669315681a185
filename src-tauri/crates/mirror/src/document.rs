//! An article in a file that other programs write too: what the file says beside it stays as it is.
//!
//! Unknown fields, comments, the order of fields, line ends, a byte order mark and the end of the last line
//! are the file's own. Of the front matter only the entries are written anew that have to say something else.
//! What is written is read back; where it does not say what it should, more of its entries are written anew, and
//! the whole front matter only where nothing else helps.

mod toml;

use std::collections::{BTreeMap, BTreeSet};

use markup::front_matter::{self, ArticleFile};

/// How a file is written, beside what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Form {
    mark: bool,
    ends: LineEnd,
}

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum LineEnd {
    #[default]
    Lf,
    CrLf,
    Cr,
}

/// A file, its text in the form everything else understands: line feeds only, no mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    form: Form,
    text: String,
}

/// A file that is no text in UTF-8. It is left alone, because guessing would change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line} has bytes that are no letters in UTF-8. Save it as UTF-8 in the program that wrote it")]
pub struct NotText {
    /// The first line with such bytes.
    pub line: usize,
}

impl Document {
    /// Reads a file.
    ///
    /// # Errors
    /// [`NotText`].
    pub fn read(bytes: &[u8]) -> Result<Self, NotText> {
        let text = std::str::from_utf8(bytes).map_err(|error| NotText {
            line: bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1,
        })?;
        if text.contains('\0') {
            let before = text.split('\0').next().unwrap_or_default();
            return Err(NotText { line: before.matches('\n').count() + 1 });
        }
        let mark = text.starts_with('\u{feff}');
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (both, feeds) = (text.matches("\r\n").count(), text.matches('\n').count());
        let returns = text.matches('\r').count();
        let ends = if both * 2 > feeds {
            LineEnd::CrLf
        } else if feeds == 0 && returns > 0 {
            LineEnd::Cr
        } else {
            LineEnd::Lf
        };
        let text =
            if returns == 0 { text.to_owned() } else { text.replace("\r\n", "\n").replace('\r', "\n") };
        Ok(Self { form: Form { mark, ends }, text })
    }

    /// The text, with line feeds.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes for a text with line feeds.
    fn bytes(&self, text: &str) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(text.len() + 3);
        if self.form.mark {
            bytes.extend_from_slice("\u{feff}".as_bytes());
        }
        match self.form.ends {
            LineEnd::Lf => bytes.extend_from_slice(text.as_bytes()),
            LineEnd::CrLf => bytes.extend_from_slice(text.replace('\n', "\r\n").as_bytes()),
            LineEnd::Cr => bytes.extend_from_slice(text.replace('\n', "\r").as_bytes()),
        }
        bytes
    }

    /// The file with other things to say. `said` is what it says now, as it was understood: what stands in no
    /// field but was found out in another way (a title from a heading) is not written into one.
    #[must_use]
    pub fn rewritten(&self, said: &ArticleFile<'_>, wanted: &ArticleFile<'_>) -> Vec<u8> {
        let split = front_matter::split(&self.text);
        let head = &self.text[..self.text.len() - split.body.len()];
        let body = if trimmed(wanted.body) == trimmed(said.body) {
            split.body.to_owned()
        } else {
            let ending = &split.body[trimmed(split.body).len()..];
            format!("{}{}", trimmed(wanted.body), if split.body.is_empty() { "\n" } else { ending })
        };
        let fresh = || format!("{}{body}", fresh_head(wanted));
        let Some(head) = head_with(head, said, wanted) else { return self.bytes(&fresh()) };
        // A text may itself begin like a head, or stand right behind the last dash.
        let says_it = |text: &String| trimmed(front_matter::split(text).body) == trimmed(&body);
        let text = [format!("{head}{body}"), format!("{head}\n{body}")].into_iter().find(says_it);
        self.bytes(&text.unwrap_or_else(fresh))
    }
}

/// A new file for an article.
#[must_use]
pub fn new_file(article: &ArticleFile<'_>) -> Vec<u8> {
    let mut text = front_matter::write(&ArticleFile { body: trimmed(article.body), ..article.clone() });
    text.push('\n');
    text.into_bytes()
}

/// What an article says, in a form that does not depend on how a file spells it: what is hashed to see
/// whether both sides say the same, and what a merge starts from.
#[must_use]
pub fn canonical(article: &ArticleFile<'_>) -> String {
    let body = trimmed(article.body);
    front_matter::write(&ArticleFile { id: None, created_at: None, body, ..article.clone() })
}

/// Without the ends of its last lines: whether a file ends in one is a matter of editors.
fn trimmed(body: &str) -> &str {
    body.trim_end_matches('\n')
}

fn fresh_head(wanted: &ArticleFile<'_>) -> String {
    front_matter::write(&ArticleFile { body: "", ..wanted.clone() })
}

/// The entries of front matter as this program writes them, by their keys.
fn entries(article: &ArticleFile<'_>) -> Vec<(String, String)> {
    let head = front_matter::write(&ArticleFile { body: "", created_at: None, ..article.clone() });
    entries_of(&head)
}

/// The entries of a head, by their keys.
pub(crate) fn entries_of(head: &str) -> Vec<(String, String)> {
    blocks(source_of(head).unwrap_or_default())
        .into_iter()
        .filter_map(|block| Some((block.key?, block.text)))
        .collect()
}

/// What stands between the lines of three dashes; `None` for anything else.
fn source_of(head: &str) -> Option<&str> {
    between(head, "---")
}

/// What stands between two lines of such a mark; `None` for anything else.
fn between<'h>(head: &'h str, mark: &str) -> Option<&'h str> {
    let source = head.trim_end_matches('\n').strip_prefix(mark)?.strip_prefix('\n')?.strip_suffix(mark)?;
    (source.is_empty() || source.ends_with('\n')).then_some(source)
}

/// Some lines of front matter: an entry with its key, or what stands between entries.
struct Block {
    key: Option<String>,
    text: String,
}

/// Takes YAML apart at the lines that begin an entry of the outermost mapping.
fn blocks(source: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    // Comments and blank lines belong to an entry only where it goes on behind them.
    let mut between = String::new();
    for line in source.split_inclusive('\n') {
        let content = line.trim_end();
        let inner = line.starts_with([' ', '\t']) || content == "-" || line.starts_with("- ");
        if content.is_empty() || (content.starts_with('#')) {
            between.push_str(line);
        } else if inner && blocks.last().is_some_and(|block| block.key.is_some()) {
            if let Some(block) = blocks.last_mut() {
                block.text.push_str(&between);
                block.text.push_str(line);
            }
            between.clear();
        } else {
            if !between.is_empty() {
                blocks.push(Block { key: None, text: std::mem::take(&mut between) });
            }
            blocks.push(Block { key: Some(key_of(content).to_owned()), text: line.to_owned() });
        }
    }
    if !between.is_empty() {
        blocks.push(Block { key: None, text: between });
    }
    blocks
}

/// The key that a line begins with, as it is written.
fn key_of(line: &str) -> &str {
    let mut quote = None;
    for (at, character) in line.char_indices() {
        match (quote, character) {
            (None, '"' | '\'') if at == 0 => quote = Some(character),
            (Some(open), _) if character == open && !line[..at].ends_with('\\') => quote = None,
            (None, ':') if line[at + 1..].is_empty() || line[at + 1..].starts_with([' ', '\t']) => {
                return &line[..at];
            }
            _ => {}
        }
    }
    line
}

/// What one entry of a file says, in our own words.
fn meaning(block: &str) -> BTreeMap<String, String> {
    meaning_of_head(&format!("---\n{block}---\n"))
}

/// What a whole head says, in our own words.
fn meaning_of_head(head: &str) -> BTreeMap<String, String> {
    let Some(front) = front_matter::split(head).front else { return BTreeMap::new() };
    entries(&article_of(&front, "")).into_iter().collect()
}

/// The same values, for writing.
fn article_of<'a>(front: &'a front_matter::FrontMatter, body: &'a str) -> ArticleFile<'a> {
    ArticleFile {
        id: front.id.as_ref(),
        status: front.status,
        created_at: front.created_at,
        metadata: &front.metadata,
        lead: front.lead.as_ref(),
        body,
    }
}

/// The head of a file with the entries changed that have to say something else; `None` where it would not
/// say what it should.
fn head_with(head: &str, said: &ArticleFile<'_>, wanted: &ArticleFile<'_>) -> Option<String> {
    let says: BTreeMap<String, String> = entries(said).into_iter().collect();
    let wants = entries(wanted);
    let wants_by_key: BTreeMap<&str, &str> =
        wants.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
    let is_other = |key: &str| says.get(key).map(String::as_str) != wants_by_key.get(key).copied();
    let changed: Vec<&str> = says
        .keys()
        .map(String::as_str)
        .chain(wants_by_key.keys().copied())
        .filter(|key| is_other(key))
        .collect();
    if changed.is_empty() {
        return Some(head.to_owned());
    }
    if head.is_empty() {
        let new: String = wants
            .iter()
            .filter(|(key, _)| changed.contains(&key.as_str()))
            .map(|(_, text)| text.as_str())
            .collect();
        return Some(format!("---\n{new}---\n\n"));
    }
    let is_toml = head.starts_with("+++");
    let write = if is_toml { toml::changed } else { yaml_changed };
    let entries = if is_toml { toml::meanings(head)? } else { yaml_meanings(head)? };
    // A file may say one thing twice, in two entries of which only one counts as long as both are there. What
    // comes out wrong because one of them went is taken out of the entries too, and written anew.
    let mut anew = BTreeSet::new();
    loop {
        // An entry that says several things is written anew as a whole, and with it whatever else says them.
        loop {
            let known = anew.len();
            for means in entries.iter().filter(|means| means.len() > 1) {
                if means.keys().any(|key| anew.contains(key) || changed.contains(&key.as_str())) {
                    anew.extend(means.keys().cloned());
                }
            }
            if anew.len() == known {
                break;
            }
        }
        let new = write(head, wanted, &Due { changed: &changed, anew: &anew, wants: &wants_by_key })?;
        let amiss = amiss(head, &new, &changed, &wants_by_key)?;
        let known = anew.len();
        if amiss.is_empty() {
            return Some(new);
        }
        anew.extend(amiss);
        if anew.len() == known {
            return None;
        }
    }
}

/// What a head has to say: in our own words, by the keys of [`entries`].
struct Due<'d> {
    /// What is to be said differently.
    changed: &'d [&'d str],
    /// What is to be written anew even where it is said already.
    anew: &'d BTreeSet<String>,
    /// Everything that is to be said.
    wants: &'d BTreeMap<&'d str, &'d str>,
}

impl Due<'_> {
    /// Whether something of this has to be written.
    fn concerns(&self, key: &str) -> bool {
        self.changed.contains(&key) || self.anew.contains(key)
    }
}

/// What each entry of a head in YAML says.
fn yaml_meanings(head: &str) -> Option<Vec<BTreeMap<String, String>>> {
    let blocks = blocks(source_of(head)?).into_iter().filter(|block| block.key.is_some());
    Some(blocks.map(|block| meaning(&block.text)).collect())
}

/// A head in YAML with the entries changed that have to say something else.
fn yaml_changed(head: &str, wanted: &ArticleFile<'_>, due: &Due<'_>) -> Option<String> {
    let source = source_of(head)?;
    let tail = &head["---\n".len() + source.len()..];
    let mut written = String::with_capacity(head.len() + 256);
    let mut done: Vec<&str> = Vec::new();
    for block in blocks(source) {
        let means = if block.key.is_some() { meaning(&block.text) } else { BTreeMap::new() };
        if !means.keys().any(|key| due.concerns(key)) {
            written.push_str(&block.text);
            continue;
        }
        if let Some((key, text)) = only(&means).and_then(|key| due.wants.get_key_value(key))
            && !done.contains(key)
            && let Some(kept) = in_own_words(&block, key, text)
        {
            written.push_str(&kept);
            done.push(key);
            continue;
        }
        for key in means.keys() {
            if let Some((key, text)) = due.wants.get_key_value(key.as_str())
                && !done.contains(key)
            {
                written.push_str(text);
                done.push(key);
            }
        }
    }
    for (key, text) in &entries(wanted) {
        if due.concerns(key) && !done.contains(&key.as_str()) {
            written.push_str(text);
        }
    }
    Some(format!("---\n{written}{tail}"))
}

fn only(means: &BTreeMap<String, String>) -> Option<&str> {
    let mut keys = means.keys();
    let first = keys.next()?;
    if keys.next().is_none() { Some(first) } else { None }
}

/// The one thing that is said, with its key.
fn only_text(means: &BTreeMap<String, String>) -> Option<(&str, &str)> {
    let key = only(means)?;
    Some((key, means.get(key)?))
}

/// An entry that keeps the name it has in the file (`lang` for `language`), its quotes or brackets, and the
/// remark behind it.
fn in_own_words(block: &Block, key: &str, text: &str) -> Option<String> {
    let wanted = meaning(text);
    let (name, new) = (block.key.as_deref()?, text.strip_prefix(key)?);
    let renamed = in_own_style(block, name, new)
        .filter(|styled| meaning(styled) == wanted)
        .unwrap_or_else(|| format!("{name}{new}"));
    if meaning(&renamed) != wanted {
        return None;
    }
    let one_line = renamed.matches('\n').count() == 1;
    let with_remark = remark_of(&block.text)
        .filter(|_| one_line)
        .map(|remark| format!("{} {remark}\n", renamed.trim_end_matches('\n')))
        .filter(|with| meaning(with) == wanted);
    Some(with_remark.unwrap_or(renamed))
}

/// An entry in the quotes or brackets that it has in the file. Whether it says the same is for the caller to see.
fn in_own_style(block: &Block, name: &str, new: &str) -> Option<String> {
    let before = block.text.strip_prefix(name)?.strip_prefix(':')?;
    let gap = &before[..before.len() - before.trim_start_matches(' ').len()];
    let styled = match (before.trim_start().chars().next()?, new.strip_prefix(": ")) {
        ('[', None) => {
            let items: Vec<&str> =
                new.lines().skip(1).map(|line| line.strip_prefix("  - ")).collect::<Option<_>>()?;
            format!("[{}]", items.join(", "))
        }
        (quote @ ('"' | '\''), Some(value)) => {
            let value = value.trim_end();
            let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
            let text = inner.filter(|inner| !inner.contains('\\')).unwrap_or(value);
            let text = if quote == '\'' { text.replace('\'', "''") } else { text.to_owned() };
            format!("{quote}{text}{quote}")
        }
        _ => return None,
    };
    Some(format!("{name}:{gap}{styled}\n"))
}

/// The remark at the end of an entry of one line.
fn remark_of(block: &str) -> Option<&str> {
    let line = block.strip_suffix('\n').filter(|line| !line.contains('\n'))?;
    let means = meaning(block);
    line.match_indices(" #")
        .find(|(at, _)| meaning(&format!("{}\n", &line[..*at])) == means)
        .map(|(at, _)| line[at..].trim())
}

/// The keys of what a head does not say as it should where it was changed, or as it did elsewhere; `None` for
/// a head that cannot be read.
fn amiss(old: &str, new: &str, changed: &[&str], wanted: &BTreeMap<&str, &str>) -> Option<BTreeSet<String>> {
    let read = |head: &str| -> Option<BTreeMap<String, String>> {
        let split = front_matter::split(head);
        if !split.body.is_empty() {
            return None;
        }
        Some(entries(&article_of(&split.front?, "")).into_iter().collect())
    };
    let (before, after) = (read(old)?, read(new)?);
    let keys = before.keys().chain(after.keys()).map(String::as_str).chain(wanted.keys().copied());
    let is_amiss = |key: &&str| {
        let now = after.get(*key).map(String::as_str);
        let due = if changed.contains(key) {
            wanted.get(key).copied()
        } else {
            before.get(*key).map(String::as_str)
        };
        now != due
    };
    Some(keys.filter(is_amiss).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests;
