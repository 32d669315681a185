//! Tables: as Markdown where every cell is a line of text, as HTML where cells span or hold more, and taken
//! apart where they only lay out a page.

use std::rc::Rc;

use super::block::Block;
use super::dom::{Data, Id, Tree};
use super::inline::{Breaks, Mark, Piece};
use super::walk::{Flow, Walker};
use super::{raw, style};

/// Converts a table.
pub(super) fn convert(walker: &mut Walker<'_>, id: Id, flow: &mut Flow) {
    let tree = walker.tree;
    if style::has_class(tree, id, &["tr-caption-container"]) && captioned(walker, id, flow) {
        return;
    }
    let rows = rows(tree, id);
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let presentation =
        tree.attribute(id, "role").is_some_and(|role| role == "presentation" || role == "none");
    let nested = tree.within(id).skip(1).any(|inner| tree.name(inner) == "table");
    let header =
        rows.first().is_some_and(|row| !row.is_empty() && row.iter().all(|cell| tree.name(*cell) == "th"));
    if width <= 1 && !header || presentation || nested || !raw::is_simple(tree, id) {
        walker.container(id, flow);
        return;
    }
    let cells = || rows.iter().flatten();
    let spans = cells().any(|cell| {
        ["colspan", "rowspan"]
            .into_iter()
            .any(|name| tree.attribute(*cell, name).is_some_and(|value| !matches!(value.trim(), "" | "1")))
    });
    let lines = cells().all(|cell| {
        tree.within(*cell).skip(1).all(|inner| {
            !matches!(
                tree.name(inner),
                "ul" | "ol"
                    | "pre"
                    | "blockquote"
                    | "hr"
                    | "dl"
                    | "figure"
                    | "details"
                    | "h1"
                    | "h2"
                    | "h3"
                    | "h4"
                    | "h5"
                    | "h6"
            )
        })
    });
    let caption = tree.children(id).find(|child| tree.name(*child) == "caption");
    let noted = tree
        .within(id)
        .any(|inner| walker.notes.references.contains_key(&inner) || walker.notes.texts.contains_key(&inner));
    let regular = !spans && lines && rows.len() < 10_000 && width < 256;
    let marks = flow.marks();
    let bold =
        regular && !header && !noted && width > 1 && rows.len() > 1 && is_bold(walker, &rows[0], &marks);
    let simple = regular && (header || bold);
    if !simple && !noted && !flow.in_link() && (rows.len() > 1 || width > 1) && lines_or_small(tree, id) {
        let html = raw::write(tree, id);
        if !html.is_empty() {
            flow.push_block(Block::Html(html));
        }
        return;
    }
    if !simple {
        walker.container(id, flow);
        return;
    }
    if let Some(caption) = caption {
        walker.container(caption, flow);
    }
    let columns =
        (0..width).map(|column| alignment(tree, rows.iter().filter_map(|row| row.get(column)).copied()));
    let columns: Vec<&'static str> = columns.collect();
    let mut rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| walker.line(*cell, &marks, Breaks::Tags)).collect())
        .collect();
    if bold {
        // A header cell is bold by itself.
        for cell in &mut rows[0] {
            *cell = unmarked(cell).unwrap_or_default().to_owned();
        }
    }
    if rows.iter().flatten().any(|cell| !cell.is_empty()) {
        flow.push_block(Block::Table { columns, rows });
    }
}

/// Whether every cell of a row is bold: word processors know no other way to say that a row is the header.
fn is_bold(walker: &mut Walker<'_>, row: &[Id], marks: &[Rc<Mark>]) -> bool {
    !row.is_empty() && row.iter().all(|cell| unmarked(&walker.line(*cell, marks, Breaks::Tags)).is_some())
}

/// The text of a cell, or a heading, that is bold as a whole.
pub(super) fn unmarked(cell: &str) -> Option<&str> {
    let inner = cell.strip_prefix("**")?.strip_suffix("**")?;
    (!inner.is_empty() && !inner.contains("**")).then_some(inner)
}

/// HTML in a text is for tables, not for whole pages laid out in one.
fn lines_or_small(tree: &Tree, id: Id) -> bool {
    tree.within(id)
        .filter(|inner| {
            matches!(tree.name(*inner), "h1" | "h2" | "h3" | "pre" | "article" | "section" | "main" | "nav")
        })
        .count()
        == 0
}

/// The cells of each row.
fn rows(tree: &Tree, id: Id) -> Vec<Vec<Id>> {
    let mut rows = Vec::new();
    let mut groups: Vec<Id> = tree.children(id).collect();
    groups.sort_by_key(|group| match tree.name(*group) {
        "thead" => 0,
        "tfoot" => 2,
        _ => 1,
    });
    for group in groups {
        if tree.name(group) == "tr" {
            rows.push(cells(tree, group));
        } else if matches!(tree.name(group), "thead" | "tbody" | "tfoot") {
            rows.extend(
                tree.children(group).filter(|row| tree.name(*row) == "tr").map(|row| cells(tree, row)),
            );
        }
    }
    rows
}

fn cells(tree: &Tree, row: Id) -> Vec<Id> {
    tree.children(row).filter(|cell| matches!(tree.name(*cell), "td" | "th")).collect()
}

fn alignment(tree: &Tree, cells: impl Iterator<Item = Id>) -> &'static str {
    let of = |cell: Id| {
        style::property(tree, cell, "text-align")
            .or_else(|| tree.attribute(cell, "align").map(str::to_ascii_lowercase))
            .or_else(|| tree.attribute(cell, "data-align").map(str::to_ascii_lowercase))
    };
    match cells.filter_map(of).last().as_deref() {
        Some("left" | "start") => ":--",
        Some("center") => ":-:",
        Some("right" | "end") => "--:",
        _ => "---",
    }
}

/// Blogger's table of a picture and the line under it.
fn captioned(walker: &mut Walker<'_>, id: Id, flow: &mut Flow) -> bool {
    let tree = walker.tree;
    let pictures: Vec<Id> = tree.within(id).filter(|inner| tree.name(*inner) == "img").collect();
    let caption = tree.within(id).find(|inner| style::has_class(tree, *inner, &["tr-caption"]));
    let ([picture], Some(caption)) = (&pictures[..], caption) else { return false };
    let plain = tree.within(caption).skip(1).all(|inner| match tree.data(inner) {
        Data::Element(_) => matches!(tree.name(inner), "span" | "br" | "font" | "div"),
        _ => true,
    });
    let text = tree.text(caption).split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(Piece::Image { .. }) = walker.picture(*picture, &text) else { return false };
    if !plain && raw::is_simple(tree, caption) && !flow.in_link() {
        let link = tree.parent(*picture).filter(|up| tree.name(*up) == "a");
        let shown = raw::write(tree, link.unwrap_or(*picture));
        let caption = raw::write_children(tree, caption);
        flow.push_block(Block::Html(format!(
            "<figure>{shown}\n<figcaption>{caption}</figcaption>\n</figure>"
        )));
        return true;
    }
    walker.captioned_picture(*picture, if plain { &text } else { "" }, flow);
    if !plain {
        walker.container(caption, flow);
    }
    true
}
