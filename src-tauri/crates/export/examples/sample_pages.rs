//! Throwaway: pages of the sample library.
use std::{collections::BTreeMap, fs, path::PathBuf};
use export::{page::{PageInput, page}, pictures::*, resolver::{PageResolver, Picture}, snapshot::*, theme::Theme};
use model::*;
use sha2::{Digest, Sha256};

struct P(BTreeMap<ContentHash, Vec<u8>>);
impl Pictures for P {
    fn facts(&self, h: &ContentHash) -> Option<PictureFacts> { let b = self.0.get(h)?; Some(PictureFacts { kind: MediumKind::from_content(b)?, dimensions: None }) }
    fn bytes(&self, h: &ContentHash) -> Result<Vec<u8>, String> { self.0.get(h).cloned().ok_or_else(|| "gone".into()) }
}
struct R<'a>(PageResolver<'a>);
impl markup::Resolver for R<'_> {
    fn picture(&self, a: &str) -> markup::PictureSource { match self.0.picture(a) {
        Picture::Shown { src, dimensions } => markup::PictureSource::Shown { src, width: dimensions.map(|d| d.0), height: dimensions.map(|d| d.1) },
        Picture::Remote => markup::PictureSource::Remote, Picture::Missing => markup::PictureSource::Missing } }
    fn link(&self, a: &str) -> markup::LinkTarget { self.0.link(a).map_or(markup::LinkTarget::Broken, markup::LinkTarget::To) }
}
fn main() {
    let root = PathBuf::from("src-tauri/crates/engine/sample");
    let mut media = BTreeMap::new(); let mut names = BTreeMap::new();
    for e in fs::read_dir(root.join("pictures")).unwrap() { let p = e.unwrap().path(); let b = fs::read(&p).unwrap();
        let h = ContentHash::from_bytes(&Sha256::digest(&b).into()); let n = p.file_name().unwrap().to_str().unwrap().to_owned();
        names.insert(n, (h.clone(), MediumKind::from_content(&b).unwrap())); media.insert(h, b); }
    let pictures = P(media);
    let publication = Publication { version: 1, title: "The Quayside Letter".into(), tagline: "Plain reports from a town where the river meets the sea".into(), base_url: "https://example.org/quayside/".into(), language: Language::parse("en").unwrap(), default_author: "The Quayside desk".into(),
        links: vec![PublicationLink { label: "Video channel".into(), url: "https://video.example.org/@quayside".into() }, PublicationLink { label: "Letter by e-mail".into(), url: "https://example.org/quayside/letter/".into() }], theme: "news".into(), smart_punctuation: true, comments: CommentsPolicy::None, pinned: vec![] };
    let theme = Theme::built_in("news").unwrap(); let out = PathBuf::from("/tmp/pages"); fs::create_dir_all(&out).unwrap();
    for e in fs::read_dir(root.join("articles")).unwrap() {
        let p = e.unwrap().path(); let text = fs::read_to_string(&p).unwrap();
        let split = markup::front_matter::split(&text); let front = split.front.expect("front"); let name = p.file_stem().unwrap().to_str().unwrap().to_owned();
        for x in &split.problems { println!("{name}: front matter: {x:?}"); }
        let mut metadata = front.metadata.clone();
        if let Some(l) = &front.lead { let (h, _) = names[l.address.strip_prefix("../pictures/").unwrap()].clone(); metadata.lead = Some(LeadPicture { medium: h, alt: l.alt.clone(), caption: l.caption.clone(), credit: l.credit.clone() }); }
        let mut body = split.body.to_owned();
        for (n, (h, k)) in &names { body = body.replace(&format!("../pictures/{n}"), &format!("media/{h}.{}", k.extension())); }
        let detected = markup::language::detect(&body); let language = metadata.language.clone().or(detected.clone()).unwrap_or(publication.language.clone());
        let r = R(PageResolver::new(&pictures, Some(publication.base_url.clone())));
        let rendered = markup::render(&body, &markup::RenderOptions { language: Some(language.clone()), smart_punctuation: true, heading_offset: 1, source_lines: false }, &r);
        for x in &rendered.problems { println!("{name}: {x:?}"); }
        let article = Article { id: ArticleId::parse("0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a").unwrap(), version: 1, status: front.status.unwrap(), slug: metadata.slug.clone().or_else(|| Slug::from_text(&metadata.title)).unwrap(), body: body.clone(), metadata: metadata.clone(), created_at: Moment::from_milliseconds(0), updated_at: Moment::from_milliseconds(0), trashed_at: None };
        println!("{name}: {:?} detected {:?} {} words, {} min, custom {:?}, slug {}, excerpt {:?}", article.status, detected.map(|l| l.to_string()), rendered.words, markup::statistics::reading_minutes(rendered.words, Some(&language)), metadata.custom, article.slug, markup::excerpt(&body, 200));
        let derived = Derived { direction: metadata.direction.unwrap_or(language.direction()), words: rendered.words, reading_minutes: markup::statistics::reading_minutes(rendered.words, Some(&language)), excerpt: metadata.excerpt.clone().unwrap_or_else(|| markup::excerpt(&body, 200)), language };
        let s = ArticleSnapshot { article, publication: publication.clone(), derived };
        let pg = page(&PageInput { snapshot: &s, body: &rendered.html(), pictures: &pictures, theme: &theme }).unwrap();
        for x in &pg.problems { println!("{name}: page: {x:?}"); }
        fs::write(out.join(format!("{name}.html")), pg.html).unwrap();
    }
}
