//! Articles as Markdown files with front matter, their pictures in `media/` beside them: everything an author needs
//! to leave, and what `galley import` reads back as it was.

use std::collections::BTreeMap;

use markup::front_matter::{ArticleFile, LeadReference, write};
use model::{Article, ArticleId, ContentHash};

use crate::pictures::{Pictures, file_name};
use crate::plan::PlannedFile;
use crate::preflight::Problem;
use crate::resolver::{ARTICLE_LINK, linked_article};
use crate::safe_name;
use crate::site::address::Taken;

/// The folder of the pictures, beside the texts.
pub const MEDIA: &str = "media";

/// The files of an export as Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MarkdownPlan {
    /// The texts, by name, in the order of the articles.
    pub texts: Vec<PlannedFile>,
    /// The pictures in [`MEDIA`]: names there, and which media they are.
    pub media: BTreeMap<String, ContentHash>,
    /// What is not as it should be: the article it is about, by its place, and what.
    pub problems: Vec<(usize, Problem)>,
}

/// The names of the texts: each article's address, made different where a file system would take two for one.
#[must_use]
pub fn names<'a>(
    articles: impl IntoIterator<Item = (&'a ArticleId, &'a str)>,
) -> BTreeMap<ArticleId, String> {
    let mut taken = Taken::default();
    articles.into_iter().map(|(id, slug)| (id.clone(), taken.take_free(&safe_name(slug, "md")))).collect()
}

/// Adds an article to a plan under its name among `names`. Links to other articles of the export become links to
/// their files; links to others stay as they are.
pub fn add(
    plan: &mut MarkdownPlan,
    article: &Article,
    names: &BTreeMap<ArticleId, String>,
    pictures: &dyn Pictures,
) {
    let place = plan.texts.len();
    let mut problems = Vec::new();
    let mut take = |hash: &ContentHash, what: &str, line: Option<u32>| match pictures.facts(hash) {
        Some(facts) => {
            let name = file_name(hash, facts.kind);
            plan.media.insert(name.clone(), hash.clone());
            Some(format!("{MEDIA}/{name}"))
        }
        None => {
            let message = format!("{what} is not in the library; its address stays in the text.");
            problems.push(Problem { line, message });
            None
        }
    };
    let lead = article.metadata.lead.as_ref().map(|lead| LeadReference {
        // A picture that is gone keeps its name, so that it can be found again.
        address: take(&lead.medium, "The lead picture", None)
            .unwrap_or_else(|| format!("{MEDIA}/{}", lead.medium)),
        alt: lead.alt.clone(),
        caption: lead.caption.clone(),
        credit: lead.credit.clone(),
    });
    let rendered = markup::render(&article.body, &markup::RenderOptions::default(), &markup::AsWritten);
    for picture in &rendered.pictures {
        if let Some((hash, _)) = model::medium::parse_reference(&picture.address) {
            take(&hash, "A picture", Some(picture.line + 1));
        }
    }
    let text = write(&ArticleFile {
        id: Some(&article.id),
        status: Some(article.status),
        created_at: Some(article.created_at),
        metadata: &article.metadata,
        lead: lead.as_ref(),
        body: &link_to_files(&article.body, names),
    });
    let name = names.get(&article.id).cloned().unwrap_or_else(|| safe_name(article.slug.as_str(), "md"));
    plan.texts.push(PlannedFile { name, bytes: text.into_bytes() });
    plan.problems.extend(problems.into_iter().map(|problem| (place, problem)));
}

/// The text with `article:<id>` in its links replaced by the names of files. Code stays as it is.
fn link_to_files(body: &str, names: &BTreeMap<ArticleId, String>) -> String {
    if !body.contains(ARTICLE_LINK) {
        return body.to_owned();
    }
    let mut out = String::with_capacity(body.len());
    let mut fence: Option<(char, usize)> = None;
    for line in body.split_inclusive('\n') {
        let bare = line.trim_start_matches(' ');
        let mark = bare.chars().next().filter(|mark| matches!(mark, '`' | '~'));
        let length = mark.map_or(0, |mark| bare.chars().take_while(|it| *it == mark).count());
        match (fence, mark) {
            (None, Some(mark)) if length >= 3 => fence = Some((mark, length)),
            (Some((open, long)), Some(mark)) if mark == open && length >= long => fence = None,
            _ => {}
        }
        if fence.is_some() || line.starts_with("    ") || line.starts_with('\t') {
            out.push_str(line);
        } else {
            push_linked(&mut out, line, names);
        }
    }
    out
}

fn push_linked(out: &mut String, line: &str, names: &BTreeMap<ArticleId, String>) {
    let mut rest = line;
    while let Some(at) = rest.find(ARTICLE_LINK) {
        let (before, link) = rest.split_at(at);
        out.push_str(before);
        let end = link.find(|c: char| c.is_whitespace() || [')', '>', ']', '`', '#'].contains(&c));
        let (address, after) = link.split_at(end.unwrap_or(link.len()));
        let is_target = ["(", "<", "]: ", "](<"].iter().any(|opening| before.ends_with(opening));
        match linked_article(address).and_then(|id| names.get(&id)).filter(|_| is_target) {
            Some(name) => out.push_str(&crate::address::percent_encode(name)),
            None => out.push_str(address),
        }
        rest = after;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_exported_articles_lead_to_their_files_and_code_stays() {
        let id = "0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a";
        let other = "0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6b";
        let names = BTreeMap::from([(ArticleId::parse(id).expect("an id"), "the lamp.md".to_owned())]);
        for (written, linked) in [
            (format!("[a](article:{id})\n"), "[a](the%20lamp.md)\n".to_owned()),
            (format!("[a](article:{id}#b \"t\")"), "[a](the%20lamp.md#b \"t\")".to_owned()),
            (format!("[a]: article:{id}\n"), "[a]: the%20lamp.md\n".to_owned()),
            (format!("<article:{id}>"), "<the%20lamp.md>".to_owned()),
            (format!("[a](article:{other})"), format!("[a](article:{other})")),
            (format!("`[a](article:{id}x)` article:{id}"), format!("`[a](article:{id}x)` article:{id}")),
            (format!("```\n[a](article:{id})\n```\n"), format!("```\n[a](article:{id})\n```\n")),
        ] {
            assert_eq!(link_to_files(&written, &names), linked);
        }
    }

    #[test]
    fn names_differ_on_every_file_system() {
        let ids = ["0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a", "0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6b"]
            .map(|id| ArticleId::parse(id).expect("an id"));
        let names = names([(&ids[0], "A"), (&ids[1], "a")]);
        assert_eq!(names[&ids[0]], "A.md");
        assert_eq!(names[&ids[1]], "a-2.md");
    }
}
