//! A seeded corpus of articles as people write them: two runs with the same numbers give the same bytes.

use std::fmt::Write;

/// A generator of numbers (SplitMix64, by S. Vigna): the same seed, the same numbers, on every machine.
pub struct Chance(u64);

impl Chance {
    /// Starts from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, which is more than nothing.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % (limit.max(1) as u64)).unwrap_or(0)
    }

    /// A number from `least` to `most`.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// Whether something happens that happens `percent` times in a hundred.
    pub fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

/// Frequent words, then rarer ones: low places are taken more often, as in real text.
const WORDS: &str = "the of and to a in that is was for it with as on be at by this from or had not are but which \
they one were all we there when their can more an each about up out time than other into only some could these \
two may then do first any my now such like over even most made after also before through back years where much \
way well down should because people between just under great still must long against work part place water \
house street river light morning evening market bridge garden letter window table paper story season winter \
summer harbour island village mountain forest field road train station boat captain baker teacher gardener \
reader writer painter neighbour daughter brother kitchen bread apple honey lemon salt copper silver timber \
linen wool lamp clock bell map compass engine wheel lantern ladder bucket shovel needle thread button ribbon \
archive library museum theatre concert orchestra violin chapter margin footnote heading column headline edition \
printing proof galley type serif measure rhythm colour contrast shadow pattern texture surface balance detail \
weather forecast pressure current tide estuary delta meadow hedgerow orchard vineyard pasture quarry limestone \
granite basalt glacier moraine plateau canyon horizon latitude meridian equinox solstice comet orbit telescope \
carefully slowly quietly nearly always seldom often together apart beyond within despite instead otherwise \
measured repaired restored painted printed gathered planted harvested carried mended folded polished sharpened";

const NAMES: [&str; 8] = [
    "The Editors",
    "Desk of the Evening",
    "A Correspondent",
    "The Garden Desk",
    "The Night Desk",
    "A Reader",
    "The Map Room",
    "The Science Desk",
];

const TAGS: [&str; 16] = [
    "craft", "weather", "maps", "gardens", "music", "bread", "rivers", "printing", "history", "night",
    "harbours", "letters", "trains", "walking", "stone", "light",
];

struct Writer {
    chance: Chance,
    words: Vec<&'static str>,
    out: String,
}

impl Writer {
    fn word(&mut self) -> &'static str {
        // The square of an even number leans towards the front of the list.
        let even = self.chance.below(10_000);
        self.words[even * even / 10_000 * self.words.len() / 10_000]
    }

    fn words(&mut self, count: usize) -> String {
        let mut text = String::new();
        for number in 0..count {
            if number > 0 {
                text.push(' ');
            }
            text.push_str(self.word());
        }
        text
    }

    fn capital(&mut self, count: usize) -> String {
        let text = self.words(count);
        let mut characters = text.chars();
        characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
    }

    fn sentence(&mut self) -> String {
        let length = self.chance.between(6, 22);
        let mut text = self.capital(length);
        match self.chance.below(24) {
            0 => {
                let (label, path) = (self.words(2), self.word());
                let _ = write!(text, " [{label}](https://example.org/{path})");
            }
            1 => {
                let words = self.words(2);
                let _ = write!(text, " *{words}*");
            }
            2 => {
                let words = self.words(1);
                let _ = write!(text, " **{words}**");
            }
            3 => {
                let word = self.word();
                let _ = write!(text, " `{word}`");
            }
            4 => {
                let words = self.words(4);
                let _ = write!(text, ", \"{words}\"");
            }
            _ => {}
        }
        text + "."
    }

    fn paragraph(&mut self) {
        let sentences = self.chance.between(3, 6);
        let text: Vec<String> = (0..sentences).map(|_| self.sentence()).collect();
        let _ = write!(self.out, "{}\n\n", text.join(" "));
    }

    fn block(&mut self, notes: &mut Vec<String>) {
        match self.chance.below(24) {
            0 | 1 => {
                let text = self.capital(4);
                let _ = write!(self.out, "## {text}\n\n");
            }
            2 => {
                let text = self.capital(3);
                let _ = write!(self.out, "### {text}\n\n");
            }
            3 | 4 => {
                let ordered = self.chance.happens(30);
                for number in 1..=self.chance.between(3, 6) {
                    let text = self.capital(7);
                    let mark = if ordered { format!("{number}.") } else { "-".to_owned() };
                    let _ = writeln!(self.out, "{mark} {text}");
                }
                self.out.push('\n');
            }
            5 | 6 => {
                let text = self.sentence();
                let _ = write!(self.out, "> {text}\n\n");
            }
            7 => {
                let (name, value) = (self.word(), self.chance.below(1000));
                let _ = write!(self.out, "```rust\nfn {name}() -> u32 {{\n    {value}\n}}\n```\n\n");
            }
            8 => {
                self.out.push_str("| What | How many |\n|---|---:|\n");
                for _ in 0..self.chance.between(2, 5) {
                    let (what, many) = (self.words(2), self.chance.below(10_000));
                    let _ = writeln!(self.out, "| {what} | {many} |");
                }
                self.out.push('\n');
            }
            9 => {
                let number = notes.len() + 1;
                let (text, note) = (self.sentence(), self.sentence());
                let _ = write!(self.out, "{text}[^n{number}]\n\n");
                notes.push(format!("[^n{number}]: {note}\n"));
            }
            10 => {
                let (alt, name) = (self.capital(4), self.word());
                let _ = write!(self.out, "![{alt}](https://example.org/{name}.jpg)\n\n");
            }
            _ => self.paragraph(),
        }
    }
}

fn writer(seed: u64) -> Writer {
    let words = WORDS.split_whitespace().collect();
    Writer { chance: Chance::new(seed), words, out: String::new() }
}

/// An article of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its title.
    pub title: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Who wrote it.
    pub author: String,
    /// Its Markdown.
    pub body: String,
}

/// The article with this number: 300 to 1,500 words, most about 6 KB.
#[must_use]
pub fn article(seed: u64, number: u64) -> Text {
    let mut writer = writer(seed ^ number.wrapping_mul(0x2545_f491_4f6c_dd1d));
    let length = writer.chance.between(3, 5);
    let title = writer.capital(length);
    let author = writer.chance.of(&NAMES).to_owned();
    let mut tags: Vec<String> = (0..3).map(|_| writer.chance.of(&TAGS).to_owned()).collect();
    tags.sort();
    tags.dedup();
    // Two dice, so that middle lengths are the frequent ones.
    let size = 1_800 + writer.chance.below(4_200) + writer.chance.below(4_200);
    Text { title, tags, author, body: finish(writer, size) }
}

/// One document of about `size` bytes.
#[must_use]
pub fn document(seed: u64, size: usize) -> String {
    finish(writer(seed), size)
}

fn finish(mut writer: Writer, size: usize) -> String {
    let mut notes = Vec::new();
    writer.paragraph();
    while writer.out.len() + notes.iter().map(String::len).sum::<usize>() < size {
        writer.block(&mut notes);
    }
    for note in notes {
        writer.out.push_str(&note);
    }
    writer.out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_gives_the_same_article() {
        assert_eq!(article(1, 7), article(1, 7));
        assert_ne!(article(1, 7), article(1, 8));
        assert_ne!(article(1, 7), article(2, 7));
    }

    #[test]
    fn articles_are_as_long_as_people_write_them() {
        let mut sizes: Vec<usize> = (0..200).map(|number| article(1, number).body.len()).collect();
        sizes.sort_unstable();
        assert!(sizes[0] > 1_700 && sizes[199] < 12_000, "{} to {}", sizes[0], sizes[199]);
        assert!((5_000..7_500).contains(&sizes[100]), "{}", sizes[100]);
        let large = document(1, 1_000_000).len();
        assert!((1_000_000..1_010_000).contains(&large), "{large}");
    }
}
