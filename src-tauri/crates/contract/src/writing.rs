//! What helps while writing: counts and goals, problems, spelling, the outline, pasting, emoji.
//!
//! Ranges are UTF-16 code units of the text of the open draft, as its edit `number` left it. Where the window
//! has typed on since, it maps them through what was typed, or asks again.

use crate::{TextChange, wire};

wire! {
    /// A stretch of a text, in UTF-16 code units.
    pub struct TextRange {
        /// Start.
        pub from: u32,
        /// End.
        pub to: u32,
    }

    /// Changes that the window is to make to the text of the open draft.
    pub struct TextEdit {
        /// The number of the edit of the draft that the changes fit.
        pub number: u32,
        /// In ascending order, not overlapping; empty where there is nothing to do.
        pub changes: Vec<TextChange>,
    }

    /// Of what to count.
    pub struct DraftStatisticsRequest {
        /// Which open article.
        pub id: String,
        /// What is selected, counted as well.
        #[serde(default)]
        pub selection: Option<TextRange>,
    }

    /// The counts of the open draft.
    pub struct DraftStatistics {
        /// The number of the edit they are of.
        pub number: u32,
        /// The language they are counted by, a BCP 47 tag.
        pub language: String,
        /// Of the whole text.
        pub whole: TextStatistics,
        /// Of what is selected.
        pub selection: Option<TextStatistics>,
    }

    /// Counts of what a reader reads: marks, addresses, front matter and comments are not counted.
    pub struct TextStatistics {
        /// Words (UAX #29).
        pub words: u32,
        /// Characters as people count them (grapheme clusters).
        pub characters: u32,
        /// The same without white space.
        pub characters_without_spaces: u32,
        /// Sentences (UAX #29) of paragraphs, lists and quotes; headings, code and tables have none.
        pub sentences: u32,
        /// Paragraphs, list items counted as such.
        pub paragraphs: u32,
        /// Words of a sentence on average; 0 where there is none.
        pub words_per_sentence: f64,
        /// The words of the longest sentence.
        pub longest_sentence: u32,
        /// Minutes of reading by the language's pace; 0 for no words.
        pub reading_minutes: u32,
        /// How easily it is read, where there is a formula for the language and a sentence to apply it to.
        pub readability: Option<Readability>,
    }

    /// How easily a text is read.
    pub struct Readability {
        /// By which formula.
        pub formula: ReadabilityFormula,
        /// The formula's own figure: for LIX more is harder, for the others more is easier.
        pub score: f64,
        /// What that means.
        pub ease: ReadingEase,
    }
}

wire! {
    /// A formula of readability.
    pub enum ReadabilityFormula {
        /// Flesch (1948), English.
        Flesch,
        /// Amstad (1978), German.
        Amstad,
        /// Fernández Huerta (1959), Spanish.
        FernandezHuerta,
        /// Kandel and Moles (1958), French.
        KandelMoles,
        /// Gulpease (1988), Italian.
        Gulpease,
        /// LIX, Björnsson (1968): other languages in Latin letters.
        Lix,
    }

    /// How easily a text is read, in words.
    pub enum ReadingEase {
        /// As for children.
        VeryEasy,
        /// As talk.
        Easy,
        /// As a newspaper.
        Medium,
        /// As a textbook.
        Difficult,
        /// As a thesis or a law.
        VeryDifficult,
    }

    /// How much a problem matters.
    pub enum Severity {
        /// A reader meets something broken.
        Error,
        /// A reader, or a search engine, misses something.
        Warning,
        /// It could be better.
        Hint,
    }

    /// What is wrong. The window says it in its own language; `subject` names the concerned thing.
    pub enum WritingProblemKind {
        /// The article has no title.
        MissingTitle,
        /// The title is longer than search results show.
        LongTitle,
        /// There is no excerpt, so lists and search results show the beginning of the text.
        MissingExcerpt,
        /// The description is longer than search results show.
        LongDescription,
        /// There is no lead picture.
        MissingLead,
        /// A picture has no description. `subject`: its address.
        MissingAlt,
        /// The library has no such picture. `subject`: its address.
        MissingPicture,
        /// The picture is on another computer and is not shown. `subject`: its address.
        RemotePicture,
        /// The picture has very many pixels or bytes. `subject`: its address.
        OversizedPicture,
        /// A link leads nowhere or to something that pages may not link to. `subject`: its address.
        BrokenLink,
        /// A link to an article of the library that does not exist or is in the trash. `subject`: its id.
        MissingTarget,
        /// A link to an article that readers cannot see yet. `subject`: its title.
        UnpublishedTarget,
        /// A link to a heading of this article that is not there. `subject`: the anchor.
        MissingAnchor,
        /// A link without a text, or without an address. `subject`: whichever it has.
        EmptyLink,
        /// An address that stands in the text as it is. `subject`: the address.
        BareUrl,
        /// A heading more than one level below the one above it. `subject`: its text.
        HeadingJump,
        /// A heading with the text of another one. `subject`: its text.
        DuplicateHeading,
        /// A heading without text.
        EmptyHeading,
        /// A frame, a film or a sound of another site that is left out. `subject`: its address.
        LeftOut,
        /// A formula that cannot be read. `subject`: the formula.
        UnreadableFormula,
        /// A part that is nested too deep, and shown as it is written.
        TooDeep,
        /// A text with more in one part than can be shown: it is shown as it is written.
        TooLarge,
        /// Front matter that cannot be read. `subject`: the field, where it is one only.
        UnreadableFields,
    }

    /// What a fix does.
    pub enum ProblemFixKind {
        /// Takes an empty heading away.
        RemoveHeading,
        /// Raises a heading to the level below the one above it.
        RaiseHeading,
        /// Leaves the text of a link without a link.
        LeaveText,
        /// Shows the address of a link that has no text.
        ShowAddress,
        /// Puts the marks of an address around one.
        MarkAddress,
    }

    /// What a card leads to.
    pub enum CardKind {
        /// Something to see.
        Video,
        /// Something that was posted.
        Post,
        /// Something to hear.
        Sound,
    }

    /// What of an article's metadata a problem is about.
    pub enum ProblemField {
        /// The title.
        Title,
        /// The excerpt.
        Excerpt,
        /// The description for search engines.
        Description,
        /// The lead picture.
        Lead,
    }
}

wire! {
    /// The problems of an article.
    pub struct ArticleProblems {
        /// The number of the edit they are of; 0 for an article that is not open.
        pub number: u32,
        /// In the order of the text, those of the metadata first.
        pub problems: Vec<WritingProblem>,
    }

    /// A problem of an article.
    pub struct WritingProblem {
        /// What is wrong.
        pub kind: WritingProblemKind,
        /// How much it matters.
        pub severity: Severity,
        /// What is wrong and what to do, in English.
        pub message: String,
        /// What it is about, see the kinds.
        pub subject: Option<String>,
        /// Figures that belong to it: the letters of an overlong title or description, the levels that a heading
        /// jumps, the megabytes of a picture.
        pub count: Option<u32>,
        /// How much of that there is to be at most.
        pub most: Option<u32>,
        /// Of a picture: its pixels across and down.
        pub pixels: Option<Pixels>,
        /// The part of the metadata it is in.
        pub field: Option<ProblemField>,
        /// The line of the text it is in, counted from 0.
        pub line: Option<u32>,
        /// Where exactly.
        pub range: Option<TextRange>,
        /// What would mend it.
        pub fix: Option<ProblemFix>,
    }

    /// A size in pixels.
    pub struct Pixels {
        /// Across.
        pub width: u32,
        /// Down.
        pub height: u32,
    }

    /// What would mend a problem: one click.
    pub struct ProblemFix {
        /// What it does.
        pub kind: ProblemFixKind,
        /// The level that a heading is raised to.
        pub level: Option<u8>,
        /// The changes, in ascending order, not overlapping.
        pub changes: Vec<TextChange>,
    }

    /// The headings of the open draft, and what else stands out in it.
    pub struct DraftOutline {
        /// The number of the edit they are of.
        pub number: u32,
        /// In the order of the text.
        pub headings: Vec<OutlineHeading>,
        /// The addresses that the page shows as cards, likewise.
        pub cards: Vec<OutlineCard>,
    }

    /// The address of a video, a post or a sound on a line of its own.
    pub struct OutlineCard {
        /// Where it stands.
        pub range: TextRange,
        /// What is there.
        pub kind: CardKind,
        /// The name of the service.
        pub service: String,
    }

    /// A heading and what stands under it.
    pub struct OutlineHeading {
        /// The id of its element in the page: a link to `#id` leads to it.
        pub id: String,
        /// Its level in the page, 1 to 6.
        pub level: u8,
        /// Its text without marks.
        pub text: String,
        /// Its line, counted from 0.
        pub line: u32,
        /// From the start of its line to the next heading that is not below it, or to the end of the text
        /// (before definitions of notes and links there).
        pub section: TextRange,
    }

    /// A section that is to move, with everything under its heading.
    pub struct SectionMove {
        /// Which open article.
        pub id: String,
        /// Which heading of the outline, counted from 0.
        pub from: u32,
        /// Before which heading of the outline; as many as there are headings: to the end.
        pub to: u32,
    }

    /// Which lines to spell-check.
    pub struct SpellingRequest {
        /// Which open article.
        pub id: String,
        /// The first line, counted from 0.
        pub from_line: u32,
        /// The line after the last.
        pub to_line: u32,
    }

    /// What is misspelt in the lines that were asked for.
    pub struct SpellingReport {
        /// The number of the edit it is of.
        pub number: u32,
        /// In the order of the text.
        pub words: Vec<MisspeltWord>,
        /// Languages of these lines without a dictionary, each told once for each open library.
        pub missing: Vec<String>,
    }

    /// A word that no dictionary of its languages knows.
    pub struct MisspeltWord {
        /// Where it stands.
        pub range: TextRange,
        /// The word.
        pub word: String,
        /// The language it was taken for, a BCP 47 tag; suggestions are asked for with it.
        pub language: String,
    }

    /// A word and its language.
    pub struct SpellingWord {
        /// The word.
        pub word: String,
        /// A BCP 47 tag.
        #[serde(default)]
        pub language: Option<String>,
    }

    /// What spelling is checked with.
    pub struct SpellingLanguages {
        /// The dictionaries found.
        pub dictionaries: Vec<SpellingDictionary>,
        /// Languages that every text is checked in, besides its own: the author's choice.
        pub chosen: Vec<String>,
        /// The author's own words, sorted.
        pub personal: Vec<String>,
    }

    /// A dictionary.
    pub struct SpellingDictionary {
        /// BCP 47 tag.
        pub language: String,
        /// Where it comes from: a folder, or empty for the one that comes with Galley.
        pub folder: String,
    }

    /// Languages that every text is checked in, besides its own. The first of a language decides its variant:
    /// with `en-GB`, English is checked as in Britain.
    pub struct SpellingChoice {
        /// BCP 47 tags.
        pub languages: Vec<String>,
    }

    /// HTML from the clipboard.
    pub struct PasteHtml {
        /// As the clipboard holds it.
        pub html: String,
    }

    /// The same as Markdown.
    pub struct Pasted {
        /// The Markdown, without a line feed at its end.
        pub markdown: String,
        /// Addresses of pictures on other computers; they stay links until the author asks for them.
        pub remote_pictures: Vec<String>,
        /// What could not be taken over, in English.
        pub problems: Vec<String>,
    }

    /// The beginning of an emoji's name, with or without a colon before it.
    pub struct EmojiQuery {
        /// As typed.
        pub prefix: String,
    }

    /// An emoji.
    pub struct Emoji {
        /// Its short name, to be written between colons.
        pub shortcode: String,
        /// The character itself.
        pub emoji: String,
        /// Its name in Unicode (CLDR), in English.
        pub name: String,
    }

    /// A goal, set or (with no words) lifted.
    pub struct GoalSave {
        /// Which article; `None`: the goal of every day.
        #[serde(default)]
        pub article: Option<String>,
        /// How many words.
        pub words: Option<u32>,
    }

    /// How far the author is.
    pub struct GoalQuery {
        /// The day where the author is, as `2026-01-31`.
        pub date: String,
        /// Which article.
        #[serde(default)]
        pub article: Option<String>,
    }

    /// Goals, and what was written.
    pub struct GoalState {
        /// The goal of the article.
        pub article_goal: Option<u32>,
        /// The words of the article, as it is open or as it is kept; 0 where none was asked for.
        pub article_words: u32,
        /// The goal of every day.
        pub day_goal: Option<u32>,
        /// Words written on the day: added less taken away, in all articles; not below 0.
        pub day_words: u32,
        /// The same since this library was opened.
        pub session_words: u32,
        /// The days something was written on, oldest first, at most a year of them.
        pub days: Vec<DayWords>,
    }

    /// What was written on a day.
    pub struct DayWords {
        /// As `2026-01-31`.
        pub date: String,
        /// How many words.
        pub words: u32,
    }
}
