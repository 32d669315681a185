//! WordPress's block markup: HTML between comments that name the block (the block grammar of the block editor's
//! handbook). Each block is written as the editor itself would save it, so that it finds nothing to mend.

use super::classic::brackets_as_entities;
use super::tree::{Element, Node, change, text, write as html};

/// Writes a fragment as blocks.
pub fn write(nodes: Vec<Node>) -> String {
    let nodes = brackets_as_entities(nodes);
    let mut blocks = blocks(&nodes);
    blocks.push('\n');
    blocks
}

fn blocks(nodes: &[Node]) -> String {
    let mut written = Vec::new();
    // Words that stand in no block of their own.
    let mut loose: Vec<Node> = Vec::new();
    for node in nodes {
        let own = node.element().filter(|element| is_block(&element.name));
        match own {
            Some(element) => {
                flush(&mut loose, &mut written);
                written.push(block(element));
            }
            None => loose.push(node.clone()),
        }
    }
    flush(&mut loose, &mut written);
    written.join("\n\n")
}

fn flush(loose: &mut Vec<Node>, written: &mut Vec<String>) {
    let words = std::mem::take(loose);
    if words.iter().any(|node| !node.is_blank()) {
        written.push(paragraph(&Element::new("p", words)));
    }
}

fn is_block(name: &str) -> bool {
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "blockquote",
        "figure",
        "pre",
        "table",
        "hr",
        "details",
        "dl",
        "div",
        "math",
        "section",
    ]
    .contains(&name)
}

/// A block between its comments.
fn between(name: &str, attributes: &str, content: &str) -> String {
    let space = if attributes.is_empty() { "" } else { " " };
    format!("<!-- wp:{name}{space}{attributes} -->\n{content}\n<!-- /wp:{name} -->")
}

fn block(element: &Element) -> String {
    match element.name.as_str() {
        "p" => paragraph(element),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => heading(element),
        "ul" | "ol" => list(element).unwrap_or_else(|| as_html(element)),
        "blockquote" => quote(element),
        "figure" => picture(element).unwrap_or_else(|| other_figure(element)),
        "pre" => code(element),
        "table" => table(element),
        "hr" => between("separator", "", "<hr class=\"wp-block-separator has-alpha-channel-opacity\"/>"),
        "details" => details(element),
        _ => as_html(element),
    }
}

/// HTML as it is: for what no block of its own stands for, such as formulas and notes.
fn as_html(element: &Element) -> String {
    between("html", "", &html(&[Node::Element(element.clone())]))
}

fn paragraph(element: &Element) -> String {
    if let [Node::Element(only)] = &element.children[..]
        && only.name == "img"
    {
        let figure = Element::new("figure", element.children.clone());
        return picture(&figure).unwrap_or_else(|| as_html(element));
    }
    let (attributes, direction) = match element.get("dir") {
        Some("rtl") => ("{\"direction\":\"rtl\"}", " dir=\"rtl\""),
        Some("ltr") => ("{\"direction\":\"ltr\"}", " dir=\"ltr\""),
        _ => ("", ""),
    };
    between("paragraph", attributes, &format!("<p{direction}>{}</p>", inline(&element.children)))
}

/// Words within a block, elements without content closed as the editor closes them.
fn inline(nodes: &[Node]) -> String {
    let nodes: Vec<Node> = nodes
        .iter()
        .map(|node| match node {
            Node::Text(text) => Node::Text(text.replace('\n', " ")),
            element => element.clone(),
        })
        .collect();
    html(&nodes).trim().to_owned()
}

fn heading(element: &Element) -> String {
    let level = element.name.trim_start_matches('h');
    let attributes = if level == "2" { String::new() } else { format!("{{\"level\":{level}}}") };
    let id = element.get("id").map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
    let content = inline(&element.children);
    between("heading", &attributes, &format!("<h{level} class=\"wp-block-heading\"{id}>{content}</h{level}>"))
}

/// A list of words and further lists; `None` where an item holds something else.
fn list(element: &Element) -> Option<String> {
    if element.get("class").is_some()
        || element.elements().any(|item| item.name != "li" || !item.attributes.is_empty())
    {
        return None;
    }
    let ordered = element.name == "ol";
    let start = element.get("start").and_then(|start| start.parse::<i64>().ok());
    let attributes = match (ordered, start) {
        (true, Some(start)) => format!("{{\"ordered\":true,\"start\":{start}}}"),
        (true, None) => "{\"ordered\":true}".to_owned(),
        (false, _) => String::new(),
    };
    let mut items = Vec::new();
    for item in element.elements() {
        items.push(between("list-item", "", &list_item(item)?));
    }
    let start = start.map(|start| format!(" start=\"{start}\"")).unwrap_or_default();
    let name = &element.name;
    let content = format!("<{name}{start} class=\"wp-block-list\">{}</{name}>", items.join("\n\n"));
    Some(between("list", &attributes, &content))
}

fn list_item(item: &Element) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    let mut loose: Vec<Node> = Vec::new();
    let mut lists = String::new();
    for node in &item.children {
        match node.element() {
            Some(inner) if inner.name == "p" => words.push(inline(&inner.children)),
            Some(inner) if inner.name == "ul" || inner.name == "ol" => {
                lists.push_str(&list(inner)?);
            }
            Some(inner) if is_block(&inner.name) => return None,
            _ => loose.push(node.clone()),
        }
    }
    let loose = inline(&loose);
    if !loose.is_empty() {
        words.insert(0, loose);
    }
    Some(format!("<li>{}{lists}</li>", words.join("<br>")))
}

fn quote(element: &Element) -> String {
    let is_source =
        |node: &Node| node.element().is_some_and(|inner| ["footer", "cite"].contains(&inner.name.as_str()));
    let (source, words): (Vec<Node>, Vec<Node>) = element.children.iter().cloned().partition(is_source);
    let source = text(&source);
    let source =
        if source.trim().is_empty() { String::new() } else { format!("<cite>{}</cite>", source.trim()) };
    let content = format!("<blockquote class=\"wp-block-quote\">{}{source}</blockquote>", blocks(&words));
    between("quote", "", &content)
}

/// One picture, with a link and a caption where it has them.
fn picture(figure: &Element) -> Option<String> {
    let mut elements = figure.elements();
    let first = elements.next()?;
    let (link, image) = match first.name.as_str() {
        "img" => (None, first),
        "a" => (first.get("href"), first.elements().next().filter(|inner| inner.name == "img")?),
        _ => return None,
    };
    let caption = elements.find(|inner| inner.name == "figcaption");
    let (src, alt) = (image.get("src")?, image.get("alt").unwrap_or_default());
    let mut content = format!("<img src=\"{src}\" alt=\"{alt}\"/>");
    let mut attributes = "";
    if let Some(link) = link {
        attributes = "{\"linkDestination\":\"custom\"}";
        content = format!("<a href=\"{link}\">{content}</a>");
    }
    if let Some(caption) = caption {
        content.push_str(&format!(
            "<figcaption class=\"wp-element-caption\">{}</figcaption>",
            inline(&caption.children)
        ));
    }
    Some(between("image", attributes, &format!("<figure class=\"wp-block-image\">{content}</figure>")))
}

/// A figure of something else: a table, a quotation, a link to something to see elsewhere.
fn other_figure(element: &Element) -> String {
    match element.elements().next() {
        Some(link) if link.name == "a" => paragraph(&Element::new("p", vec![Node::Element(link.clone())])),
        _ => as_html(element),
    }
}

fn code(element: &Element) -> String {
    let code = element.elements().find(|inner| inner.name == "code");
    let language = code.and_then(|code| code.get("class")).filter(|class| {
        class.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_+".contains(&byte))
            && !class.contains("--")
    });
    let content = code.map_or_else(|| text(&element.children), |code| text(&code.children));
    let (attributes, class) = match language {
        Some(class) => (format!("{{\"className\":\"{class}\"}}"), format!(" {class}")),
        None => (String::new(), String::new()),
    };
    let content = content.trim_end_matches('\n');
    between("code", &attributes, &format!("<pre class=\"wp-block-code{class}\"><code>{content}</code></pre>"))
}

fn table(element: &Element) -> String {
    let caption = element.elements().find(|inner| inner.name == "caption");
    let caption = caption
        .map(|caption| {
            format!("<figcaption class=\"wp-element-caption\">{}</figcaption>", inline(&caption.children))
        })
        .unwrap_or_default();
    let rows: Vec<Node> = element
        .children
        .iter()
        .filter(|node| node.element().is_some_and(|inner| inner.name != "caption"))
        .cloned()
        .collect();
    let rows = change(rows, &mut |mut inner| {
        inner.remove("scope");
        if let Some(align) = inner.get("style").and_then(|style| style.strip_prefix("text-align: ")) {
            let align = align.to_owned();
            inner.remove("style");
            inner.set("class", &format!("has-text-align-{align}"));
            inner.set("data-align", &align);
        }
        inner.children.retain(|node| {
            !node.is_blank() || !["table", "thead", "tbody", "tfoot", "tr"].contains(&inner.name.as_str())
        });
        vec![Node::Element(inner)]
    });
    let content =
        format!("<figure class=\"wp-block-table\"><table>{}</table>{caption}</figure>", html(&rows));
    between("table", "{\"hasFixedLayout\":false}", &content)
}

fn details(element: &Element) -> String {
    let is_summary = |node: &Node| node.element().is_some_and(|inner| inner.name == "summary");
    let (summary, rest): (Vec<Node>, Vec<Node>) = element.children.iter().cloned().partition(is_summary);
    let summary = summary.first().and_then(Node::element).map(|summary| inline(&summary.children));
    let content = format!(
        "<details class=\"wp-block-details\"><summary>{}</summary>{}</details>",
        summary.unwrap_or_default(),
        blocks(&rest)
    );
    between("details", "", &content)
}
