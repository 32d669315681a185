//! A page saved from a site.

mod linked;

use markup::from_html::{self, percent_decoded};
use model::{Direction, Language, Moment, OriginalPublication, Slug};

use crate::files::{Entry, Files};
use crate::source::{self, Known, Outline, Step};
use crate::{Item, LeadNeed, Problem, ProblemKind, decode, feed, pictures};

/// The name of a page in its source: its place in the folder.
pub(crate) fn source_id(files: &Files, entry: &Entry) -> String {
    if files.is_archive() {
        format!("page:{}", entry.path)
    } else {
        format!("page:{}/{}", files.name, entry.path)
    }
}

/// One page of a source.
pub(crate) fn step(bytes: &[u8], entry: &Entry, files: &Files, outline: &Outline, known: &dyn Known) -> Step {
    let (hash, source_id) = (feed::hash([bytes]), source_id(files, entry));
    if known.is_unchanged(&source_id, &hash) {
        return Step::Unchanged(source_id);
    }
    let link = |address: &str| {
        let path = pictures::inside(address, &entry.path)?;
        let source = outline.links.by_path(&path)?;
        known.article(source).map(|id| format!("article:{id}"))
    };
    match read(bytes, &entry.path, link, |address| pictures::in_folder(files, address, &entry.path)) {
        Ok(mut item) => {
            item.source_id = Some(source_id);
            item.source_hash = Some(hash);
            source::inherit(&mut item, outline);
            Step::Article(Box::new(item))
        }
        Err(problem) => Step::Broken(problem),
    }
}

/// Reads a saved page. `path` is the path of its file inside its folder, with `/`; `link` says where an address
/// leads, `place` where a picture lies in the source.
fn read(
    bytes: &[u8],
    path: &str,
    link: impl Fn(&str) -> Option<String>,
    place: impl Fn(&str) -> Option<String>,
) -> Result<Item, Problem> {
    let (text, mut problems) = text(bytes, path);
    let (mut page, html) = from_html::page(&text).map_err(|error| Problem::new(path, error.to_string()))?;
    linked::complete(&mut page);
    let mut item = Item::default();
    item.metadata.title = page.title;
    item.metadata.subtitle = page.subtitle;
    let site = site(&page.canonical);
    let from_root = |address: &str| {
        let path = address.strip_prefix('/').filter(|path| !path.starts_with('/'))?;
        Some(format!("{}/{path}", site?))
    };
    pictures::take_html(html, &mut item, |address| link(address).or_else(|| from_root(address)), &place);
    item.problems.iter_mut().for_each(|problem| problem.about = path.to_owned());
    let metadata = &mut item.metadata;
    metadata.excerpt = (!page.description.is_empty()).then_some(page.description);
    metadata.authors = page.authors;
    metadata.tags = page.keywords;
    metadata.section = (!page.section.is_empty()).then_some(page.section);
    metadata.language = Language::parse(&page.language);
    let usual = metadata.language.as_ref().map(Language::direction);
    metadata.direction = Direction::parse(&page.direction).filter(|direction| Some(*direction) != usual);
    for (written, field) in
        [(&page.published, &mut metadata.published_at), (&page.modified, &mut metadata.revised_at)]
    {
        *field = Moment::parse(written);
        if field.is_none() && !written.is_empty() {
            let problem = Problem::new(path, format!("“{written}” is not a date"));
            problems.push(problem.of(ProblemKind::Date, written));
        }
    }
    item.created_at = metadata.published_at;
    let web = |address: &str| address.starts_with("https://") || address.starts_with("http://");
    if web(&page.canonical) {
        metadata.slug = slug(&page.canonical);
        metadata.canonical_url = Some(page.canonical.clone());
        item.addresses.push(page.canonical.clone());
        if !page.site.is_empty() {
            metadata.original = Some(OriginalPublication { name: page.site, url: page.canonical });
        }
    } else if !page.site.is_empty() {
        metadata.original = Some(OriginalPublication { name: page.site, url: String::new() });
    }
    if item.metadata.slug.is_none() {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        // What a browser names by the title of the page says nothing of its address.
        item.metadata.slug = Slug::from_text(stem).filter(|slug| slug.as_str() == stem && stem != "index");
    }
    if !page.picture.is_empty() {
        let inside = place(&page.picture);
        item.lead = Some(LeadNeed {
            address: page.picture,
            path: inside,
            alt: page.picture_alt,
            caption: page.picture_caption,
            ..LeadNeed::default()
        });
    }
    item.problems.append(&mut problems);
    Ok(item)
}

/// The beginning of an address, as far as its host goes.
fn site(address: &str) -> Option<&str> {
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let length = host.find(['/', '?', '#']).unwrap_or(host.len());
    (length > 0).then(|| &address[..address.len() - host.len() + length])
}

/// The last part of an address.
fn slug(address: &str) -> Option<Slug> {
    let path = address.split("://").nth(1)?.split(['?', '#']).next()?;
    let (_, path) = path.split_once('/')?;
    let name = path.trim_end_matches('/').rsplit('/').next()?;
    let stem = name.strip_suffix(".html").or_else(|| name.strip_suffix(".htm")).unwrap_or(name);
    Slug::from_text(&percent_decoded(stem)?)
}

/// The text of a page, in the encoding its first kilobytes name (HTML, section 13.2.3.2), if they name one.
fn text(bytes: &[u8], path: &str) -> (String, Vec<Problem>) {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let named = head.split("charset=").nth(1).and_then(|rest| {
        let label = rest.trim_start_matches(['"', '\'', ' ']);
        let label = label
            .split(|character: char| !(character.is_ascii_alphanumeric() || "-_:.".contains(character)))
            .next()?;
        encoding_rs::Encoding::for_label(label.as_bytes())
    });
    let marked = encoding_rs::Encoding::for_bom(bytes).is_some();
    let legacy = named.filter(|encoding| {
        !marked
            && *encoding != encoding_rs::UTF_8
            && *encoding != encoding_rs::UTF_16LE
            && *encoding != encoding_rs::UTF_16BE
    });
    match legacy {
        Some(encoding) => {
            let (text, broken) = encoding.decode_without_bom_handling(bytes);
            let message = || format!("some bytes are not {}; each became “\u{fffd}”", encoding.name());
            let told = || Problem::new(path, message()).of(ProblemKind::Encoding, "");
            let problems = broken.then(told).into_iter().collect();
            (crate::decode::clean(&text).0, problems)
        }
        None => {
            let decoded = decode(bytes);
            let problems = decoded.told(path);
            (decoded.text, problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html lang=fa dir=rtl><head><title>باغ | سایت</title>\
        <meta property='og:site_name' content='سایت'><meta name=description content='درباره باغ'>\
        <meta name=author content='نویسنده'><meta property='article:published_time' content='2021-03-01T09:30:00+03:30'>\
        <link rel=canonical href='https://e.example/2021/garden.html'><meta property=og:image content='lead.jpg'></head>\
        <body><header><nav><a href=/>خانه</a></nav></header><main><article><h1>باغ</h1><p>متن <b>درشت</b>.</p>\
        <img src='a.jpg' alt='گل'><nav>بعدی</nav></article></main><footer>پا</footer><script>x()</script></body></html>";

    fn read_alone(bytes: &[u8], path: &str) -> Item {
        read(bytes, path, |_| None, |address| pictures::inside(address, path)).expect("small")
    }

    #[test]
    fn a_saved_page_becomes_its_article_without_what_stands_around_it() {
        let item = read_alone(PAGE.as_bytes(), "saved/page.html");
        assert_eq!(item.body, "متن **درشت**.\n\n![گل](a.jpg)\n");
        assert_eq!(item.metadata.title, "باغ");
        assert_eq!(item.metadata.excerpt.as_deref(), Some("درباره باغ"));
        assert_eq!(item.metadata.authors, ["نویسنده"]);
        assert_eq!(item.metadata.language.as_ref().map(Language::as_str), Some("fa"));
        assert_eq!(item.metadata.direction, None, "the language says it already");
        assert_eq!(item.metadata.published_at.expect("a date").to_string(), "2021-03-01T09:30:00+03:30");
        assert_eq!(item.metadata.slug.as_ref().map(Slug::as_str), Some("garden"));
        assert_eq!(item.metadata.original.as_ref().map(|original| &*original.name), Some("سایت"));
        assert_eq!(item.lead.expect("a lead picture").path.as_deref(), Some("saved/lead.jpg"));
        assert_eq!(item.pictures[0].path, "saved/a.jpg");
        assert_eq!(item.problems, []);
    }

    #[test]
    fn what_a_page_says_in_microdata_and_linked_data_is_read_and_what_comments_say_is_not() {
        let page = "<html><head><title>Lamps – Site</title><meta property=og:url content='https://e.example/lamps/'>\
            <meta property=og:locale content=en_GB>\
            <script type='application/ld+json'>{\"@type\":\"BlogPosting\",\"articleSection\":\"Light\",\
            \"dateModified\":\"2022-02-03T04:05:06Z\",\"keywords\":[\"oil\",\"wick\"]}</script></head>\
            <body><article itemscope itemtype='https://schema.org/BlogPosting'>\
            <h1 itemprop=headline>Lamps</h1><time itemprop=datePublished datetime='2021-03-01T09:30:00+01:00'>1 March</time>\
            <span itemprop=author itemscope itemtype='https://schema.org/Person'><span itemprop=name>The Lamp Desk</span></span>\
            <div itemprop=articleBody><p>Text.</p></div>\
            <div itemprop=comment itemscope itemtype='https://schema.org/Comment'><span itemprop=author>A Reader</span>\
            <meta itemprop=datePublished content='2020-01-01'></div></article></body></html>";
        let item = read_alone(page.as_bytes(), "x.html");
        let metadata = &item.metadata;
        assert_eq!((&*metadata.title, &*item.body), ("Lamps", "Text.\n"));
        assert_eq!(metadata.authors, ["The Lamp Desk"]);
        assert_eq!(metadata.published_at.expect("a date").to_string(), "2021-03-01T09:30:00+01:00");
        assert_eq!(metadata.revised_at.expect("a date").to_string(), "2022-02-03T04:05:06Z");
        assert_eq!(
            (metadata.section.as_deref(), &*metadata.tags),
            (Some("Light"), &["oil".into(), "wick".into()][..])
        );
        assert_eq!(metadata.language.as_ref().map(Language::as_str), Some("en-GB"));
        assert_eq!(metadata.slug.as_ref().map(Slug::as_str), Some("lamps"));
        assert_eq!(item.addresses, ["https://e.example/lamps/"]);
    }

    #[test]
    fn a_page_without_an_article_or_in_an_old_encoding_is_read_too() {
        let page = b"<html><head><meta http-equiv=content-type content='text/html; charset=windows-1251'></head><body><font><b>\xcf\xf0\xe8\xe2\xe5\xf2</b></font><p>x";
        let item = read_alone(page, "x.html");
        assert_eq!(item.body, "**Привет**\n\nx\n");
        assert!(read_alone(b"", "x.html").body.is_empty());
    }
}
