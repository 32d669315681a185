//! A whole page as it was saved from a site: what it says about itself, and its article apart from what
//! stands around it.

use super::dom::{Id, Tree};
use super::{Html, TooLarge, address, kinds, style, words};

/// What a page is about, as it says itself. Everything may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The title.
    pub title: String,
    /// The line under the title.
    pub subtitle: String,
    /// The value of `lang`.
    pub language: String,
    /// The value of `dir`.
    pub direction: String,
    /// The description.
    pub description: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The date of publication, as it is written.
    pub published: String,
    /// The date of the last change, as it is written.
    pub modified: String,
    /// The canonical address.
    pub canonical: String,
    /// The address of the picture that stands for the page.
    pub picture: String,
    /// What that picture shows.
    pub picture_alt: String,
    /// The line under it.
    pub picture_caption: String,
    /// The name of the site.
    pub site: String,
    /// Its keywords.
    pub keywords: Vec<String>,
    /// The section of the site it stands in.
    pub section: String,
    /// What it says in JSON-LD, word for word: one text for each script of that type.
    pub linked_data: Vec<String>,
}

/// The most JSON-LD of a page that is handed on, in bytes.
const LINKED_DATA: usize = 1024 * 1024;

/// Reads a whole page: what it says about itself, and its article without its title.
///
/// # Errors
/// [`TooLarge`] for what would take gigabytes.
pub fn page(html: &str) -> Result<(Page, Html), TooLarge> {
    let mut tree = Html::parse(html)?.tree;
    let mut page = head(&tree);
    let main = main_content(&tree);
    let furniture: Vec<Id> = tree.within(main).skip(1).filter(|id| is_furniture(&tree, *id, main)).collect();
    let title = title_heading(&tree, main);
    if page.title.is_empty() {
        page.title = title.map(|id| words(&tree, id)).unwrap_or_default();
    }
    // The heading goes only if the title says the same: `Title | Site` in the head, `Title` above the text.
    let same = title.filter(|id| {
        let heading = words(&tree, *id);
        !heading.is_empty() && page.title.starts_with(&heading)
    });
    if let Some(id) = same {
        page.title = words(&tree, id);
        tree.remove(id);
    }
    around(&tree, main, &mut page);
    furniture.into_iter().for_each(|id| tree.remove(id));
    Ok((page, Html { tree, root: main }))
}

/// What stands above the text in the same article: the line under the title, and the picture.
fn around(tree: &Tree, main: Id, page: &mut Page) {
    const UNDER_TITLE: [&str; 9] = [
        "standfirst",
        "subtitle",
        "entry-subtitle",
        "post-subtitle",
        "article-subtitle",
        "subheadline",
        "dek",
        "deck",
        "article-dek",
    ];
    let ups = std::iter::successors(tree.parent(main), |up| tree.parent(*up));
    let Some(article) = ups.into_iter().find(|up| tree.name(*up) == "article") else { return };
    let before: Vec<Id> = tree.within(article).take_while(|id| *id != main).collect();
    if page.subtitle.is_empty()
        && let Some(id) = before.iter().find(|id| style::has_class(tree, **id, &UNDER_TITLE))
    {
        page.subtitle = words(tree, *id);
    }
    let figure = before.iter().copied().filter(|id| tree.name(*id) == "figure");
    for figure in figure.filter(|_| page.picture.is_empty()) {
        let pictures = tree.within(figure).filter(|id| tree.name(*id) == "img");
        let found = pictures.into_iter().find_map(|id| Some((id, address::picture(tree, id)?)));
        let Some((picture, address)) = found else { continue };
        page.picture = address;
        page.picture_alt = tree.attribute(picture, "alt").unwrap_or_default().trim().to_owned();
        let caption = tree.within(figure).find(|id| tree.name(*id) == "figcaption");
        page.picture_caption = caption.map(|id| words(tree, id)).unwrap_or_default();
        break;
    }
}

fn head(tree: &Tree) -> Page {
    let mut page = Page::default();
    let [mut document_title, mut card_title, mut address, mut locale] = <[String; 4]>::default();
    let set = |field: &mut String, value: &str| {
        if field.is_empty() {
            *field = value.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    };
    for id in tree.within(Tree::ROOT) {
        let attribute = |name| tree.attribute(id, name).unwrap_or_default();
        match tree.name(id) {
            "html" => {
                set(&mut page.language, attribute("lang"));
                set(&mut page.direction, attribute("dir"));
            }
            "title" => set(&mut document_title, &tree.text(id)),
            "script" if attribute("type").eq_ignore_ascii_case("application/ld+json") => {
                let text = tree.text(id);
                let known: usize = page.linked_data.iter().map(String::len).sum();
                if known + text.len() <= LINKED_DATA {
                    page.linked_data.push(text);
                }
            }
            "link" if attribute("rel").eq_ignore_ascii_case("canonical") => {
                set(&mut page.canonical, attribute("href"))
            }
            "meta" => {
                let name = [attribute("property"), attribute("name"), attribute("itemprop")];
                let name =
                    name.into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_ascii_lowercase();
                let content = attribute("content");
                match &*name {
                    "og:title" => set(&mut page.title, content),
                    "twitter:title" | "dc.title" => set(&mut card_title, content),
                    "og:url" => set(&mut address, content),
                    "og:locale" => set(&mut locale, &content.replace('_', "-")),
                    "description" | "og:description" | "twitter:description" | "dc.description" => {
                        set(&mut page.description, content)
                    }
                    "author" | "article:author" | "dc.creator" => {
                        let names = content.split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
                        let names = names.filter(|name| !name.starts_with("http"));
                        names.for_each(|name| push_new(&mut page.authors, name));
                    }
                    "article:published_time" | "datepublished" | "dc.date" | "date" => {
                        set(&mut page.published, content)
                    }
                    "article:modified_time" | "og:updated_time" | "datemodified" => {
                        set(&mut page.modified, content)
                    }
                    "og:image" | "og:image:url" | "og:image:secure_url" | "twitter:image" => {
                        set(&mut page.picture, content)
                    }
                    "og:image:alt" | "twitter:image:alt" => set(&mut page.picture_alt, content),
                    "article:section" => set(&mut page.section, content),
                    "og:site_name" => set(&mut page.site, content),
                    "article:tag" => push_new(&mut page.keywords, content.trim()),
                    "keywords" => {
                        content.split(',').map(str::trim).for_each(|word| push_new(&mut page.keywords, word))
                    }
                    _ => {}
                }
            }
            "time"
                if attribute("itemprop") == "datePublished" || attribute("class").contains("published") =>
            {
                set(&mut page.published, attribute("datetime"));
            }
            "a" if attribute("rel") == "author" => push_new(&mut page.authors, &words(tree, id)),
            _ => {}
        }
    }
    microdata(tree, &mut page, set);
    for title in [&card_title, &document_title] {
        set(&mut page.title, title);
    }
    set(&mut page.canonical, &address);
    set(&mut page.language, &locale);
    page
}

/// What the page says in attributes of its own text (HTML, section 5), where nothing else says it. What belongs
/// to something within the article, a comment for instance, is not the article's.
fn microdata(tree: &Tree, page: &mut Page, set: impl Fn(&mut String, &str)) {
    for id in tree.within(Tree::ROOT) {
        let Some(property) = tree.attribute(id, "itemprop") else { continue };
        if !is_of_article(tree, id) {
            continue;
        }
        let attribute = |name| tree.attribute(id, name).filter(|value| !value.is_empty());
        let shown = || words(tree, id);
        let value = || attribute("content").or(attribute("datetime")).map_or_else(shown, str::to_owned);
        let place = || {
            let inner = || {
                let urls = |inner: &Id| tree.attribute(*inner, "itemprop").is_some_and(|name| name == "url");
                let inner = tree.within(id).skip(1).find(urls)?;
                tree.attribute(inner, "content")
                    .or(tree.attribute(inner, "href"))
                    .or(tree.attribute(inner, "src"))
            };
            attribute("content").or(attribute("src")).or(attribute("href")).or_else(inner).unwrap_or_default()
        };
        for property in property.split_ascii_whitespace() {
            match property {
                "headline" => set(&mut page.title, &value()),
                "description" if attribute("content").is_some() => set(&mut page.description, &value()),
                "datePublished" => set(&mut page.published, &value()),
                "dateModified" => set(&mut page.modified, &value()),
                "inLanguage" => set(&mut page.language, &value()),
                "articleSection" => set(&mut page.section, &value()),
                "keywords" => {
                    value().split(',').map(str::trim).for_each(|word| push_new(&mut page.keywords, word));
                }
                "image" | "thumbnailUrl" => set(&mut page.picture, place()),
                "url" | "mainEntityOfPage" => set(&mut page.canonical, place()),
                "author" | "creator" => {
                    let named = |inner: &Id| tree.attribute(*inner, "itemprop") == Some("name");
                    let name = tree.within(id).skip(1).find(named).map(|inner| {
                        tree.attribute(inner, "content").map_or_else(|| words(tree, inner), str::to_owned)
                    });
                    push_new(&mut page.authors, name.unwrap_or_else(value).trim());
                }
                _ => {}
            }
        }
    }
}

/// Whether a property stands in an article, and not in something within it.
fn is_of_article(tree: &Tree, id: Id) -> bool {
    let scopes = std::iter::successors(tree.parent(id), |up| tree.parent(*up));
    let scope = scopes.into_iter().find(|up| tree.attribute(*up, "itemscope").is_some());
    let kind = scope.and_then(|scope| tree.attribute(scope, "itemtype")).unwrap_or_default();
    kind.contains("schema.org/") && (kind.ends_with("Article") || kind.ends_with("Posting"))
}

fn push_new(list: &mut Vec<String>, value: &str) {
    if !value.is_empty() && list.len() < 100 && !list.iter().any(|known| known == value) {
        list.push(value.to_owned());
    }
}

/// The element that holds the article: the first of these that there is, the one with most text where there
/// are several.
fn main_content(tree: &Tree) -> Id {
    let kinds: [fn(&Tree, Id) -> bool; 5] = [
        |tree, id| tree.attribute(id, "itemprop") == Some("articleBody"),
        |tree, id| {
            style::has_class(
                tree,
                id,
                &[
                    "entry-content",
                    "post-body",
                    "post-content",
                    "article-body",
                    "article-content",
                    "e-content",
                ],
            )
        },
        |tree, id| tree.name(id) == "article",
        |tree, id| tree.name(id) == "main" || tree.attribute(id, "role") == Some("main"),
        |tree, id| matches!(tree.attribute(id, "id"), Some("content" | "main" | "main-content")),
    ];
    for is_kind in kinds {
        let found = tree.within(Tree::ROOT).filter(|id| is_kind(tree, *id)).take(50);
        let largest = found.map(|id| (tree.text(id).len(), id)).max_by_key(|(length, _)| *length);
        if let Some((_, id)) = largest.filter(|(length, _)| *length > 0) {
            return id;
        }
    }
    Tree::ROOT
}

/// Navigation and the like: never part of an article.
fn is_furniture(tree: &Tree, id: Id, main: Id) -> bool {
    let whole = main == Tree::ROOT;
    match tree.name(id) {
        "nav" | "form" | "button" | "select" | "dialog" => true,
        "header" | "footer" | "aside" if whole => true,
        "" => false,
        _ => {
            let role = tree.attribute(id, "role").unwrap_or_default();
            matches!(role, "navigation" | "search" | "banner" | "contentinfo")
                || style::has_class(
                    tree,
                    id,
                    &[
                        "sharedaddy",
                        "share-buttons",
                        "social-share",
                        "jp-relatedposts",
                        "related",
                        "related-articles",
                        "related-posts",
                        "ad",
                        "advert",
                        "advertisement",
                        "newsletter-signup",
                        "cookie-banner",
                        "post-navigation",
                        "screen-reader-text",
                    ],
                )
        }
    }
}

/// The heading of the article.
fn title_heading(tree: &Tree, main: Id) -> Option<Id> {
    tree.within(main)
        .find(|id| tree.name(*id) == "h1")
        .filter(|id| !kinds::is_unseen(tree.name(*id)) && address_free(tree, *id))
}

/// Whether taking an element away loses no picture.
fn address_free(tree: &Tree, id: Id) -> bool {
    !tree.within(id).any(|inner| tree.name(inner) == "img" && address::picture(tree, inner).is_some())
}
