//! What the author named, told apart into formats and read as articles.

use std::ops::ControlFlow;
use std::path::Path;

use model::{ArticleId, ContentHash, Language, Profile};

use crate::files::{Entry, Files};
use crate::{Item, Links, PictureNeed, Problem, blogger, folder, html, wordpress};

/// The largest text that is read, in bytes.
const LARGEST_TEXT: u64 = 32 * 1024 * 1024;

/// What a source is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Markdown files: of Hugo, Jekyll, Zola, Obsidian, of Galley itself, or of nobody in particular.
    Markdown,
    /// The export of WordPress (WXR).
    Wordpress,
    /// The export of Blogger (Atom).
    Blogger,
    /// Pages saved from a site.
    Html,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Wordpress, Self::Blogger, Self::Html];

    /// The word for it on the command line and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Wordpress => "wordpress",
            Self::Blogger => "blogger",
            Self::Html => "html",
        }
    }
}

/// What whoever calls knows of the articles of a source.
pub trait Known {
    /// The id of the article that has this name in the source, or is to have it: links lead there.
    fn article(&self, source_id: &str) -> Option<ArticleId>;
    /// Whether this content came in before: then it need not be read again.
    fn is_unchanged(&self, source_id: &str, content: &ContentHash) -> bool;
}

/// Nothing is known: every article is new, and links stay as they are written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nobody;

impl Known for Nobody {
    fn article(&self, _: &str) -> Option<ArticleId> {
        None
    }
    fn is_unchanged(&self, _: &str, _: &ContentHash) -> bool {
        false
    }
}

/// What the first pass over a source learns.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// What the source is called.
    pub title: String,
    /// Where addresses lead, and the names of all articles.
    pub links: Links,
    /// What the source says about its sections and tags.
    pub profiles: Vec<Profile>,
    /// What is wrong with the source as a whole.
    pub problems: Vec<Problem>,
    pub(crate) language: Option<Language>,
    pub(crate) wordpress: wordpress::Index,
    pub(crate) blogger: blogger::Index,
}

/// One step through a source.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// An article.
    Article(Box<Item>),
    /// An article that came in before and is the same; its name in the source.
    Unchanged(String),
    /// Something that is left out on purpose, and why.
    LeftOut(Problem),
    /// Something that cannot be read.
    Broken(Problem),
}

/// What is called for each step; it may end the reading.
pub(crate) type Visit<'v> = dyn FnMut(Step) -> ControlFlow<()> + 'v;

/// What the author named.
pub struct Source {
    files: Files,
    format: Format,
    /// The files with articles in them.
    texts: Vec<Entry>,
    site: folder::Site,
}

impl Source {
    /// Looks at what the author named: a file, a folder, an archive. Without a format it is told by its looks.
    ///
    /// # Errors
    /// A [`Problem`] where it cannot be read, or holds nothing of that format.
    pub fn open(path: &Path, format: Option<Format>) -> Result<Self, Problem> {
        let files = Files::open(path)?;
        let format = match format.or_else(|| detect(&files)) {
            Some(format) => format,
            None => {
                let message = "it is no export of WordPress or Blogger, no Markdown, no HTML page, and no folder or \
                               archive of such files. Name the file that the other program wrote, or its folder, or say \
                               what it is with --from";
                return Err(Problem::new(path.display().to_string(), message));
            }
        };
        let site = folder::Site::of(&files);
        let mut texts: Vec<Entry> =
            files.entries.iter().filter(|entry| is_text(&files, entry, format, &site)).cloned().collect();
        // Of an article and its translations the article itself comes first, and keeps its address.
        texts.sort_by_key(|entry| format == Format::Markdown && site.is_translation(&entry.path));
        if texts.is_empty() {
            let message = format!("there is nothing in it to be read as {}", format.as_str());
            return Err(Problem::new(path.display().to_string(), message));
        }
        Ok(Self { files, format, texts, site })
    }

    /// The format it is in.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// The first pass: what there is, and where links lead. `heard` is told how many articles were found so
    /// far, and may end it.
    pub fn outline(&self, heard: &mut dyn FnMut(u64) -> ControlFlow<()>) -> Outline {
        let mut outline = Outline { problems: self.files.problems.clone(), ..Outline::default() };
        for entry in &self.texts {
            let read = match self.format {
                Format::Wordpress => {
                    self.files.read_with(entry, |reader| wordpress::outline(reader, &mut outline, heard))
                }
                Format::Blogger => {
                    self.files.read_with(entry, |reader| blogger::outline(reader, &mut outline, heard))
                }
                Format::Markdown => {
                    folder::outline(&self.files, entry, &self.site, &mut outline);
                    Ok(heard(outline.links.sources().len() as u64))
                }
                Format::Html => {
                    let source = outline.links.add_source(&html::source_id(&self.files, entry));
                    outline.links.add_path(&entry.path, source);
                    Ok(heard(u64::from(source) + 1))
                }
            };
            match read {
                Ok(ControlFlow::Break(())) => break,
                Ok(ControlFlow::Continue(())) => {}
                Err(problem) => outline.problems.push(problem),
            }
        }
        outline.blogger.finish(&mut outline.problems);
        outline
    }

    /// The second pass: the articles one by one.
    pub fn read(&self, outline: &Outline, known: &dyn Known, visit: &mut dyn FnMut(Step) -> ControlFlow<()>) {
        for entry in &self.texts {
            let read = match self.format {
                Format::Wordpress => self
                    .files
                    .read_with(entry, |reader| wordpress::read(reader, outline, &self.files, known, visit)),
                Format::Blogger => {
                    let place = blogger::Place { files: &self.files, feed: &entry.path };
                    self.files.read_with(entry, |reader| blogger::read(reader, outline, &place, known, visit))
                }
                Format::Markdown | Format::Html => match self.files.read(entry, LARGEST_TEXT) {
                    Ok(bytes) => Ok(visit(self.read_file(&bytes, entry, outline, known))),
                    Err(problem) => Err(problem),
                },
            };
            let next = read.unwrap_or_else(|problem| visit(Step::Broken(problem)));
            if next.is_break() {
                return;
            }
        }
    }

    fn read_file(&self, bytes: &[u8], entry: &Entry, outline: &Outline, known: &dyn Known) -> Step {
        if self.format == Format::Html {
            html::step(bytes, entry, &self.files, outline, known)
        } else {
            folder::step(bytes, entry, &self.files, &self.site, outline, known)
        }
    }

    /// Whether a picture that an item needs is there, as far as that can be told without reading it.
    #[must_use]
    pub fn holds(&self, need: &PictureNeed) -> bool {
        self.files.holds(&need.path)
    }

    /// A picture that an item needs.
    ///
    /// # Errors
    /// A [`Problem`] where it is not there, is no plain file or too large.
    pub fn picture(&self, need: &PictureNeed) -> Result<Vec<u8>, Problem> {
        self.files.read_path(&need.path, folder::LARGEST_PICTURE)
    }
}

/// Which format the files are in.
fn detect(files: &Files) -> Option<Format> {
    let mut pages = false;
    let mut texts = false;
    for entry in &files.entries {
        match ending(&entry.path).as_str() {
            "xml" | "atom" | "rss" | "wxr" => {
                if let Some(format) = feed_format(&files.head(entry)) {
                    return Some(format);
                }
            }
            "html" | "htm" | "xhtml" => pages = true,
            ending if folder::ENDINGS.contains(&ending) => texts = true,
            _ if files.single => {
                let head = files.head(entry);
                let lower = crate::decode(&head).text.trim_start().to_ascii_lowercase();
                return feed_format(&head).or_else(|| {
                    let page = lower.starts_with("<!doctype html") || lower.starts_with("<html");
                    let text = matches!(ending(&entry.path).as_str(), "txt" | "text" | "");
                    if page {
                        Some(Format::Html)
                    } else {
                        (text && !lower.contains('\u{fffd}')).then_some(Format::Markdown)
                    }
                });
            }
            _ => {}
        }
    }
    if texts { Some(Format::Markdown) } else { pages.then_some(Format::Html) }
}

/// Which export an XML file is, told by its first lines.
fn feed_format(head: &[u8]) -> Option<Format> {
    let head = crate::decode(head).text;
    let wordpress = head.contains("wordpress.org/export/") || head.contains("<wp:wxr_version");
    let blogger = head.contains("schemas.google.com/blogger/") || head.contains("tag:blogger.com,1999:blog-");
    if head.contains("<rss") && wordpress {
        Some(Format::Wordpress)
    } else {
        (head.contains("<feed") && blogger).then_some(Format::Blogger)
    }
}

fn is_text(files: &Files, entry: &Entry, format: Format, site: &folder::Site) -> bool {
    if files.single {
        return true;
    }
    let ending = ending(&entry.path);
    match format {
        Format::Wordpress | Format::Blogger => {
            matches!(&*ending, "xml" | "atom" | "rss" | "wxr")
                && feed_format(&files.head(entry)) == Some(format)
        }
        Format::Markdown => folder::ENDINGS.contains(&&*ending) && site.is_article(&entry.path),
        // What a browser saved beside a page belongs to the page.
        Format::Html => {
            let beside = entry.path.split('/').rev().skip(1).any(|part| part.ends_with("_files"));
            matches!(&*ending, "html" | "htm" | "xhtml") && !beside
        }
    }
}

/// The ending of a file's name, in lower case.
pub(crate) fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

/// Leads the links of a piece of HTML to the articles of the source, and says what stands in its place.
pub(crate) fn own_link(outline: &Outline, known: &dyn Known, address: &str) -> Option<String> {
    let source = outline.links.by_address(address)?;
    known.article(source).map(|id| format!("article:{id}"))
}

/// Keeps what the whole source says where an item says nothing.
pub(crate) fn inherit(item: &mut Item, outline: &Outline) {
    if item.metadata.language.is_none() {
        // The language of a site is often the one it was set up in; a text of some length knows better.
        let said = outline.language.clone();
        let found = markup::language::detect(&item.body).filter(|_| item.body.len() > 600);
        item.metadata.language =
            said.filter(|said| found.is_none_or(|found| found.primary() == said.primary()));
    }
}
