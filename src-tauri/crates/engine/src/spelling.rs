//! Spelling in the languages of a text, several at once, without a network.
//!
//! A word is misspelt where no dictionary of its block's and its article's languages knows it, and neither the
//! author's own dictionary, which the library keeps. Words in a language or a script that no dictionary is there
//! for are let alone; that one is missing is told once.

mod dictionaries;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex};

use contract as wire;
use contract::{ApiError, Nothing, Reason};
use model::{ArticleId, Language};

use crate::convert::article_id;
use crate::errors::ToApi as _;
use crate::library::Library;
use crate::writing::range_to_wire;
use crate::{Engine, lock};
use dictionaries::{Dictionaries, Script, script_of_language, script_of_word};

/// Where the library keeps the author's own words and the languages chosen.
pub(crate) const PERSONAL: &str = "spelling-words";
const CHOSEN: &str = "spelling-languages";

/// How many suggestions are answered.
const SUGGESTIONS: usize = 8;

/// The longest word that is looked up, in bytes.
const LONGEST: usize = 100;

/// After how many words a newer call is looked for.
const STEP: usize = 256;

/// The spelling of an open library.
#[derive(Default)]
pub(crate) struct Spelling {
    dictionaries: Dictionaries,
    /// Words that pass until the library is closed.
    ignored: Mutex<HashSet<String>>,
    /// Languages that were told to have no dictionary.
    told: Mutex<HashSet<String>>,
    /// The number of the newest call for each article.
    calls: Mutex<HashMap<ArticleId, u64>>,
}

/// The author's choices.
struct Choice {
    personal: BTreeSet<String>,
    chosen: Vec<String>,
}

impl Choice {
    fn load(library: &Library) -> Result<Self, ApiError> {
        let list = |key: &str| -> Result<Vec<String>, ApiError> {
            let stored = library.store().setting(key).to_api()?;
            Ok(stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
        };
        Ok(Self { personal: list(PERSONAL)?.into_iter().collect(), chosen: list(CHOSEN)? })
    }

    fn keep(library: &Library, key: &str, list: &[String]) -> Result<(), ApiError> {
        let text = serde_json::to_string(list)
            .map_err(|error| ApiError::internal(format!("The words could not be written: {error}.")))?;
        library.store().set_setting(key, &text).to_api()
    }
}

/// The dictionaries a block is checked with, and the language its words are taken for.
struct Checker {
    language: String,
    with: Vec<(Arc<spellbook::Dictionary>, Script)>,
}

impl Checker {
    /// Whether a word is right, or none of the dictionaries is for its script.
    fn knows(&self, word: &str) -> bool {
        let script = script_of_word(word);
        let mut able = self.with.iter().filter(|(_, own)| Some(*own) == script).peekable();
        able.peek().is_none() || able.any(|(dictionary, _)| dictionary.check(word))
    }
}

impl Engine {
    pub(crate) fn spelling_of_draft(
        &self,
        request: &wire::SpellingRequest,
    ) -> Result<wire::SpellingReport, ApiError> {
        let library = self.library()?;
        let spelling = library.spelling();
        let id = article_id(&request.id)?;
        let call = {
            let mut calls = lock(&spelling.calls);
            let newest = calls.entry(id.clone()).or_default();
            *newest += 1;
            *newest
        };
        let choice = Choice::load(&library)?;
        let (number, language, passages) = self.shared.drafts.look(&request.id, |draft| {
            let passages = draft.document.passages(request.from_line..request.to_line);
            (draft.number, draft.frame.language().clone(), passages)
        })?;
        let mut report = wire::SpellingReport { number, words: Vec::new(), missing: Vec::new() };
        let mut checkers: HashMap<Option<Language>, Option<Checker>> = HashMap::new();
        let ignored = lock(&spelling.ignored).clone();
        let mut checked = 0;
        for passage in passages {
            let checker = checkers.entry(passage.language.clone()).or_insert_with(|| {
                checker(&library, passage.language.as_ref(), &language, &choice, &mut report.missing)
            });
            let Some(checker) = checker else { continue };
            for word in passage.words {
                checked += 1;
                if checked % STEP == 0 && lock(&spelling.calls).get(&id) != Some(&call) {
                    return Ok(report);
                }
                let plain = word.text.replace('’', "'");
                if !is_checked(&plain)
                    || is_own(&plain, |word| choice.personal.contains(word) || ignored.contains(word))
                    || checker.knows(&plain)
                {
                    continue;
                }
                report.words.push(wire::MisspeltWord {
                    range: range_to_wire(&word.range),
                    word: word.text,
                    language: checker.language.clone(),
                });
            }
        }
        Ok(report)
    }

    pub(crate) fn suggest_spelling(&self, request: &wire::SpellingWord) -> Result<Vec<String>, ApiError> {
        let library = self.library()?;
        let word = request.word.trim().replace('’', "'");
        if word.is_empty() || word.len() > LONGEST {
            return Ok(Vec::new());
        }
        let choice = Choice::load(&library)?;
        let asked = request.language.as_deref().and_then(Language::parse);
        let asked = asked.unwrap_or_else(|| library.publication().language);
        let Some(dictionary) = library.spelling().dictionaries.get(&library, asked.as_str(), &choice.chosen)
        else {
            return Ok(Vec::new());
        };
        let mut suggestions = Vec::new();
        dictionary.suggest(&word, &mut suggestions);
        suggestions.truncate(SUGGESTIONS);
        if request.word.contains('’') {
            for suggestion in &mut suggestions {
                *suggestion = suggestion.replace('\'', "’");
            }
        }
        Ok(suggestions)
    }

    pub(crate) fn learn_word(&self, request: &wire::SpellingWord) -> Result<Nothing, ApiError> {
        self.change_words(request, |personal, word| personal.insert(word))
    }

    pub(crate) fn forget_word(&self, request: &wire::SpellingWord) -> Result<Nothing, ApiError> {
        self.change_words(request, |personal, word| personal.remove(&word))
    }

    fn change_words(
        &self,
        request: &wire::SpellingWord,
        change: impl FnOnce(&mut BTreeSet<String>, String) -> bool,
    ) -> Result<Nothing, ApiError> {
        let library = self.library()?;
        let word = whole_word(&request.word)?;
        let mut choice = Choice::load(&library)?;
        if change(&mut choice.personal, word) {
            Choice::keep(&library, PERSONAL, &choice.personal.into_iter().collect::<Vec<_>>())?;
        }
        Ok(Nothing {})
    }

    pub(crate) fn ignore_word(&self, request: &wire::SpellingWord) -> Result<Nothing, ApiError> {
        let word = whole_word(&request.word)?;
        lock(&self.library()?.spelling().ignored).insert(word);
        Ok(Nothing {})
    }

    pub(crate) fn spelling_state(&self) -> Result<wire::SpellingLanguages, ApiError> {
        let library = self.library()?;
        let choice = Choice::load(&library)?;
        Ok(wire::SpellingLanguages {
            dictionaries: library
                .spelling()
                .dictionaries
                .found(&library)
                .into_iter()
                .map(|(language, folder)| wire::SpellingDictionary { language, folder })
                .collect(),
            chosen: choice.chosen,
            personal: choice.personal.into_iter().collect(),
        })
    }

    pub(crate) fn choose_languages(
        &self,
        request: wire::SpellingChoice,
    ) -> Result<wire::SpellingLanguages, ApiError> {
        let mut chosen: Vec<String> = Vec::new();
        for tag in request.languages {
            let language = Language::parse(&tag).ok_or_else(|| {
                ApiError::invalid(format!(
                    "“{tag}” names no language. A language is named as “en” or “en-GB”."
                ))
            })?;
            if !chosen.contains(&language.to_string()) {
                chosen.push(language.to_string());
            }
        }
        let library = self.library()?;
        Choice::keep(&library, CHOSEN, &chosen)?;
        lock(&library.spelling().told).clear();
        self.spelling_state()
    }
}

/// What a block is checked with; `None` where nothing is there for its language.
fn checker(
    library: &Library,
    own: Option<&Language>,
    of_article: &Language,
    choice: &Choice,
    missing: &mut Vec<String>,
) -> Option<Checker> {
    let spelling = library.spelling();
    let get = |tag: &str| spelling.dictionaries.get(library, tag, &choice.chosen);
    let language = own.unwrap_or(of_article);
    // An article in British English is not corrected to American in its blocks.
    let language = if language.primary() == of_article.primary() { of_article } else { language };
    let first = get(language.as_str());
    if first.is_none() && lock(&spelling.told).insert(language.primary().to_owned()) {
        missing.push(language.to_string());
    }
    let first = first?;
    let mut with = vec![(first, script_of_language(language.primary()))];
    for tag in std::iter::once(of_article.as_str()).chain(choice.chosen.iter().map(String::as_str)) {
        let primary = tag.split('-').next().unwrap_or(tag);
        if primary != language.primary()
            && let Some(dictionary) = get(tag)
        {
            with.push((dictionary, script_of_language(primary)));
        }
    }
    Some(Checker { language: language.to_string(), with })
}

/// Whether a word is one that dictionaries tell about: no abbreviation in capitals, nothing endless.
fn is_checked(word: &str) -> bool {
    let letters = word.chars().filter(|character| character.is_alphabetic()).count();
    let capitals = word.chars().filter(|character| character.is_uppercase()).count();
    word.len() <= LONGEST && letters > 1 && capitals < letters
}

/// Whether a word, or its form in small letters, is on a list.
fn is_own(word: &str, listed: impl Fn(&str) -> bool) -> bool {
    listed(word) || listed(&word.to_lowercase()) || word.strip_suffix("'s").is_some_and(&listed)
}

fn whole_word(written: &str) -> Result<String, ApiError> {
    let word = written.trim().replace('’', "'");
    let fits = !word.is_empty() && word.len() <= LONGEST && !word.contains(char::is_whitespace);
    fits.then_some(word).ok_or_else(|| {
        let word = written.trim().to_owned();
        ApiError::invalid(format!("“{word}” is no single word. Choose one word."))
            .because(Reason::NoSingleWord { word })
    })
}
