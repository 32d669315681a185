//! What a page says about itself in the words of schema.org, as JSON-LD.

use model::{Kind, Publication};
use serde::Serialize;

use super::Head;
use crate::page::{ForPrograms, Link};
use crate::snapshot::ArticleSnapshot;
use crate::{address, dates, html::one_line};

const CONTEXT: &str = "https://schema.org";

/// schema.org's `Article` and its kinds. A struct, because the order of its fields is the order in the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Article<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'a str,
    headline: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    alternative_headline: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: String,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    main_entity_of_page: Option<Identified>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<Image>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_based_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article_section: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<String>,
    word_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_required: Option<String>,
}

#[derive(Serialize)]
struct Named {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<Image>,
}

#[derive(Serialize)]
struct Identified {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
}

#[derive(Serialize)]
struct Image {
    #[serde(rename = "@type")]
    kind: &'static str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
}

impl Image {
    fn of(picture: &ForPrograms) -> Self {
        let (width, height) = picture.size.unzip();
        Self { kind: "ImageObject", url: picture.url.clone(), width, height }
    }
}

/// The article, its authors and its publisher.
pub fn article(snapshot: &ArticleSnapshot, head: &Head<'_>, canonical: Option<String>) -> String {
    let metadata = &snapshot.article.metadata;
    let derived = &snapshot.derived;
    let publisher = one_line(&snapshot.publication.title);
    let page = head.surroundings.url.as_deref();
    let person = |name: String| {
        let own = head.surroundings.authors.get(&name);
        let url = own.and_then(|url| address::below(page.unwrap_or_default(), url));
        Named { kind: "Person", url, name, logo: None }
    };
    written(&Article {
        context: CONTEXT,
        kind: match metadata.kind {
            Kind::Post => head.article_type,
            Kind::Page => "Article",
        },
        headline: head.title,
        alternative_headline: one_line(&metadata.subtitle),
        description: snapshot.description(),
        in_language: derived.language.as_str(),
        author: snapshot.authors().into_iter().map(person).collect(),
        date_published: metadata.published_at.map(dates::machine),
        date_modified: metadata.revised_at.or(metadata.published_at).map(dates::machine),
        main_entity_of_page: canonical.clone().map(|id| Identified { kind: "WebPage", id }),
        url: canonical,
        image: head.picture.as_ref().map(Image::of),
        publisher: (!publisher.is_empty()).then(|| Named {
            kind: "Organization",
            name: publisher,
            url: snapshot.base_url(),
            logo: head.logo.as_ref().map(Image::of),
        }),
        is_based_on: metadata.original.as_ref().and_then(|original| address::web_only(&original.url)),
        article_section: metadata.section.as_deref().map(one_line).filter(|section| !section.is_empty()),
        keywords: metadata.tags.iter().map(|tag| one_line(tag)).filter(|tag| !tag.is_empty()).collect(),
        word_count: derived.words,
        time_required: (derived.reading_minutes > 0).then(|| format!("PT{}M", derived.reading_minutes)),
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BreadcrumbList {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    item_list_element: Vec<ListItem>,
}

#[derive(Serialize)]
struct ListItem {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: String,
    item: String,
}

/// The way from the front page to a page; `None` where there is none worth telling.
pub fn breadcrumbs(path: &[Link]) -> Option<String> {
    if path.len() < 2 {
        return None;
    }
    let steps = path.iter().enumerate().map(|(at, step)| ListItem {
        kind: "ListItem",
        position: at + 1,
        name: one_line(&step.label),
        item: step.url.clone(),
    });
    Some(written(&BreadcrumbList {
        context: CONTEXT,
        kind: "BreadcrumbList",
        item_list_element: steps.collect(),
    }))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WebSite {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: String,
    in_language: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    publisher: Named,
}

/// The publication, on its front page.
pub fn publication(publication: &Publication, url: Option<&str>) -> String {
    let url = url.map(str::to_owned);
    written(&WebSite {
        context: CONTEXT,
        kind: "WebSite",
        name: one_line(&publication.title),
        description: one_line(&publication.tagline),
        in_language: publication.language.as_str().to_owned(),
        publisher: Named {
            kind: "Organization",
            name: one_line(&publication.title),
            url: url.clone(),
            logo: None,
        },
        url,
    })
}

/// Strings and numbers always serialise. Nothing in the result may end the element or open a comment in it.
fn written(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}
