//! Markdown files, alone or in a folder, with the pictures beside them.
//!
//! [`read`] is pure: the bytes of one file to an [`Item`], its text word for word. A folder that is imported is
//! read by [`step`], which also understands the habits of the program it belongs to. [`open_picture`] reads one
//! of the pictures the item needs, below the folder and never through a symbolic link.

mod address;
mod fields;
mod site;

use cap_std::fs::Dir;
use markup::front_matter;
use model::{LeadPicture, MediumKind, Moment, Slug};

use crate::files::{Entry, Files, read_below};
use crate::source::{Known, Outline, Step};
use crate::{Item, LeadNeed, PictureNeed, Problem, ProblemKind, decode, feed, habits, pictures};

pub(crate) use site::{Site, outline};

/// The largest file that [`open_picture`] reads, in bytes.
pub const LARGEST_PICTURE: u64 = 64 * 1024 * 1024;

/// The endings of Markdown files.
pub(crate) const ENDINGS: [&str; 6] = ["md", "markdown", "mdown", "mkd", "mkdn", "mdx"];

/// Reads one Markdown file. `path` is its path inside its folder, with `/`; the name of the file where it
/// stands alone. Whatever the bytes are, an item comes out: what could not be read is in its problems, and the
/// text is kept.
#[must_use]
pub fn read(bytes: &[u8], path: &str) -> Item {
    let (mut item, body) = read_front(bytes, path);
    pictures::take_markdown(body, &mut item, |_| None, |address| pictures::inside(address, path));
    if item.metadata.title.is_empty() {
        item.metadata.title = title_of(&item.body).unwrap_or_default();
    }
    if let Some((date, slug)) = dated_name(path) {
        item.metadata.published_at = item.metadata.published_at.or(Some(date));
        item.metadata.slug = item.metadata.slug.or(slug);
    }
    item
}

/// The front matter of a file as an item, and the text under it.
fn read_front(bytes: &[u8], path: &str) -> (Item, String) {
    let decoded = decode(bytes);
    let mut problems: Vec<Problem> = decoded.told(path);
    let text = fields::json_as_yaml(&decoded.text).unwrap_or(decoded.text);
    let split = front_matter::split(&text);
    problems.extend(split.problems.into_iter().map(|problem| Problem::new(path, problem.message)));
    let front = split.front.unwrap_or_default();
    let mut item = Item {
        metadata: front.metadata,
        status: front.status,
        id: front.id,
        created_at: front.created_at,
        problems,
        ..Item::default()
    };
    if let Some(lead) = front.lead {
        take_lead(&mut item, lead, path);
    }
    (item, split.body.to_owned())
}

/// One file of a folder that is imported.
pub(crate) fn step(
    bytes: &[u8],
    entry: &Entry,
    files: &Files,
    site: &Site,
    outline: &Outline,
    known: &dyn Known,
) -> Step {
    let path = &entry.path;
    let hash = feed::hash([bytes]);
    let (mut item, body) = read_front(bytes, path);
    let source_id = site::source_id(files, path, item.id.as_ref());
    if known.is_unchanged(&source_id, &hash) {
        return Step::Unchanged(source_id);
    }
    item.source_id = Some(source_id);
    item.source_hash = Some(hash);
    if item.id.is_some() {
        // It comes from Galley: everything in it is what it says. An address that is not the one its title makes
        // was made different from another article's, and stands in the name of the file alone.
        let stem =
            path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(stem, _)| stem);
        let made = Slug::from_text(&item.metadata.title);
        if item.metadata.slug.is_none()
            && made.is_some_and(|made| stem.starts_with(made.as_str()) && stem != made.as_str())
        {
            item.metadata.slug = Slug::parse(stem);
        }
        let places = site::Places { outline, known, site, path, address: None };
        pictures::take_markdown(
            body,
            &mut item,
            |address| places.by_address(address),
            |address| pictures::in_folder(files, address, path),
        );
        place_lead(&mut item, files, path);
        return Step::Article(Box::new(item));
    }
    let addressed = fields::lift(&mut item, path);
    site.complete(&mut item, path, addressed, bytes);
    if site.is_section(path) && body.trim().is_empty() {
        return Step::LeftOut(Problem::new(
            path,
            "it is the head of a section without a text and was left out",
        ));
    }
    let address = item.addresses.first().cloned();
    let places = site::Places { outline, known, site, path, address };
    let converted = habits::convert(&body, &places);
    for name in &converted.unknown {
        let message = format!("“{name}” is a tag that is not known and stays as text");
        item.complain(ProblemKind::Tag, name, message);
    }
    for name in &converted.dropped {
        let message = format!("“{name}” says how a program sets the text, and was left out");
        item.complain(ProblemKind::Layout, name, message);
    }
    for name in &converted.nowhere {
        let message = format!("the link to “{name}” leads to nothing in the source and became text");
        item.complain(ProblemKind::DeadLink, name, message);
    }
    let mut body = converted.body;
    if item.metadata.title.is_empty() {
        item.metadata.title = title_of(&body).unwrap_or_default();
        body = without_title(&body, &item.metadata.title).to_owned();
    }
    if item.metadata.title.is_empty() {
        item.metadata.title = site.title_of_file(path);
    }
    pictures::take_markdown(
        body,
        &mut item,
        |address| places.by_address(address),
        |address| pictures::in_folder(files, address, path),
    );
    place_lead(&mut item, files, path);
    Step::Article(Box::new(item))
}

/// Looks for the lead picture wherever the site may keep it. One that is named by its hash may have come along.
fn place_lead(item: &mut Item, files: &Files, path: &str) {
    if let Some(lead) = &item.metadata.lead {
        let names = MediumKind::ALL.map(|kind| format!("media/{}.{}", lead.medium, kind.extension()));
        let found = names.into_iter().find_map(|address| {
            let path =
                pictures::in_folder(files, &address, path).filter(|path| files.find(path).is_some())?;
            Some((address, path))
        });
        if let Some((address, path)) = found {
            let LeadPicture { alt, caption, credit, .. } = lead.clone();
            item.lead = Some(LeadNeed { address, path: Some(path), alt, caption, credit });
        }
        return;
    }
    if let Some(lead) = &mut item.lead {
        lead.path = pictures::in_folder(files, &lead.address, path);
    }
}

/// The lead picture: in the library already, in the folder, or somewhere else.
fn take_lead(item: &mut Item, lead: front_matter::LeadReference, path: &str) {
    let front_matter::LeadReference { address, alt, caption, credit } = lead;
    if let Some((medium, _)) = model::medium::parse_reference(&address) {
        item.metadata.lead = Some(LeadPicture { medium, alt, caption, credit });
    } else {
        let path = pictures::inside(&address, path);
        item.lead = Some(LeadNeed { path, address, alt, caption, credit });
    }
}

/// The text of a first heading of the first level, with which a text without front matter says its title.
///
/// The heading itself stays in the text, word for word; [`without_title`] takes it away.
fn title_of(body: &str) -> Option<String> {
    let first = body.lines().find(|line| !line.trim().is_empty())?;
    let heading = first.strip_prefix("# ")?;
    let title = markup::plain_text(&format!("# {heading}\n"));
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}

/// The text without its first line, if that is a heading that says just this title: for a page that shows the
/// title itself.
#[must_use]
pub fn without_title<'t>(body: &'t str, title: &str) -> &'t str {
    if title.is_empty() || title_of(body).as_deref() != Some(title) {
        return body;
    }
    let rest = body.trim_start_matches(['\n', ' ']);
    rest.split_once('\n').map_or("", |(_, rest)| rest.trim_start_matches('\n'))
}

/// Jekyll's names: `2024-05-06-the-slug.md`.
pub(crate) fn dated_name(path: &str) -> Option<(Moment, Option<Slug>)> {
    let name = path.rsplit('/').next()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let (date, rest) = (stem.get(..10)?, stem.get(10..)?);
    let shaped = date.bytes().enumerate().all(|(index, byte)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let rest = rest.strip_prefix('-').filter(|_| shaped)?;
    Some((Moment::parse(date)?, Slug::from_text(rest)))
}

/// Reads a picture that an item needs from the folder its file lies in.
///
/// # Errors
/// A [`Problem`] where there is no such file, where it is no plain file, where a symbolic link stands in its
/// path, or where it is larger than [`LARGEST_PICTURE`].
pub fn open_picture(folder: &Dir, need: &PictureNeed) -> Result<Vec<u8>, Problem> {
    read_below(folder, &need.path, LARGEST_PICTURE).map_err(|reason| Problem::new(&need.path, reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_front_matter_is_an_article_with_its_pictures() {
        let text = "---\ntitle: The Lamp\nstatus: review\ntags: [light, night]\nimage: ../lead.jpg\nimage_alt: A lamp\nmood: calm\n---\n\n![](a.jpg)\n";
        let item = read(text.as_bytes(), "posts/lamp.md");
        assert_eq!(item.metadata.title, "The Lamp");
        assert_eq!(item.status, Some(model::Status::Review));
        assert_eq!(item.metadata.tags, ["light", "night"]);
        assert_eq!(item.metadata.custom.get("mood").map(String::as_str), Some("calm"));
        assert_eq!(item.body, "![](a.jpg)\n");
        assert_eq!(item.pictures, [PictureNeed { address: "a.jpg".into(), path: "posts/a.jpg".into() }]);
        let lead = item.lead.expect("a lead picture");
        assert_eq!((lead.path.as_deref(), lead.alt.as_str()), (Some("lead.jpg"), "A lamp"));
        assert_eq!(item.problems, []);
    }

    #[test]
    fn a_text_without_front_matter_takes_its_title_from_its_first_heading_and_keeps_every_byte() {
        let text = "\n# The *Old* Lamp\n\nText.\n";
        let item = read(text.as_bytes(), "notes.md");
        assert_eq!(item.metadata.title, "The Old Lamp");
        assert_eq!(item.body, text);
        assert_eq!(without_title(&item.body, "The Old Lamp"), "Text.\n");
        assert_eq!(without_title(&item.body, "Another"), text);
        assert_eq!(read(b"plain", "x.md").metadata.title, "");
    }

    #[test]
    fn a_dated_name_gives_date_and_slug_unless_the_file_says_otherwise() {
        let item = read(b"text", "_posts/2024-05-06-the-lamp.md");
        assert_eq!(
            item.metadata.published_at.map(|date| date.to_string()).as_deref(),
            Some("2024-05-06T00:00:00Z")
        );
        assert_eq!(item.metadata.slug.as_ref().map(Slug::as_str), Some("the-lamp"));
        let item = read(b"---\nslug: other\ndate: 2020-01-01\n---\ntext", "2024-05-06-the-lamp.md");
        assert_eq!(item.metadata.slug.as_ref().map(Slug::as_str), Some("other"));
        assert_eq!(read(b"x", "2024-99-06-x.md").metadata.published_at, None);
    }

    #[test]
    fn bad_bytes_and_broken_front_matter_are_reported_and_the_text_is_kept() {
        let item = read(b"---\ntitle: [broken\n---\ncaf\xe9\r\n", "a.md");
        assert!(item.body.contains("café\n"), "{:?}", item.body);
        assert_eq!(item.problems.len(), 2, "{:?}", item.problems);
    }

    #[test]
    fn a_picture_is_read_below_the_folder_and_never_through_a_link() {
        let outer = tempfile::tempdir().expect("a folder");
        let root = outer.path().join("in");
        std::fs::create_dir_all(root.join("sub")).expect("a folder");
        std::fs::write(root.join("sub/a.jpg"), b"picture").expect("a file");
        std::fs::write(outer.path().join("secret"), b"secret").expect("a file");
        let dir = Dir::open_ambient_dir(&root, cap_std::ambient_authority()).expect("the folder");
        let need = |path: &str| PictureNeed { address: path.into(), path: path.into() };
        assert_eq!(open_picture(&dir, &need("sub/a.jpg")), Ok(b"picture".to_vec()));
        for wrong in ["../secret", "sub/../../secret", "sub", "none.jpg", ""] {
            assert!(open_picture(&dir, &need(wrong)).is_err(), "{wrong}");
        }
        #[cfg(unix)]
        for (link, target) in [("link.jpg", "sub/a.jpg"), ("out", "..")] {
            std::os::unix::fs::symlink(target, root.join(link)).expect("a link");
            let path = if link == "out" { "out/secret" } else { link };
            assert!(open_picture(&dir, &need(path)).is_err(), "{path}");
        }
    }
}
