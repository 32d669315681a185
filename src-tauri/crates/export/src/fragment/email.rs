//! HTML for mail programs: styles on the elements, a table that holds the width, nothing that they drop.
//!
//! Mail programs know the HTML of twenty years ago: no style sheet that can be relied on, no `details`, no
//! formulas, no `figure` that keeps its margins. What they cannot show is written more simply, and said.

use model::Direction;

use super::Losses;
use super::tree::{Element, Node, change, text, write as html};

const SERIF: &str = "Georgia, 'Times New Roman', serif";
const SANS: &str = "-apple-system, 'Segoe UI', Roboto, Arial, sans-serif";
const MONO: &str = "Menlo, Consolas, 'Courier New', monospace";

/// The width that mail programs show beside their own lists, in pixels.
const WIDTH: u32 = 600;

/// Writes a fragment for mail.
pub fn write(nodes: Vec<Node>, language: &str, direction: Direction, losses: &mut Losses) -> String {
    let rtl = direction == Direction::RightToLeft;
    let nodes = change(nodes, &mut |element| simpler(element, rtl, losses));
    let body: Vec<String> =
        nodes.iter().filter(|node| !node.is_blank()).map(|node| html(std::slice::from_ref(node))).collect();
    let (align, direction) = (if rtl { "right" } else { "left" }, direction.as_str());
    let family = if rtl { SANS } else { SERIF };
    format!(
        "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" lang=\"{language}\" dir=\"{direction}\" style=\"border-collapse: collapse\">\n<tr><td align=\"center\" style=\"padding: 0 16px\">\n<table role=\"presentation\" width=\"{WIDTH}\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" dir=\"{direction}\" style=\"border-collapse: collapse; width: 100%; max-width: {WIDTH}px\">\n<tr><td align=\"{align}\" style=\"font-family: {family}; font-size: 18px; line-height: 1.6; text-align: {align}\">\n{}\n</td></tr>\n</table>\n</td></tr>\n</table>\n",
        body.join("\n")
    )
}

fn simpler(mut element: Element, rtl: bool, losses: &mut Losses) -> Vec<Node> {
    let (start, end) = if rtl { ("right", "left") } else { ("left", "right") };
    element.remove("class");
    element.remove("id");
    element.remove("role");
    element.remove("aria-label");
    element.remove("scope");
    let style = match element.name.as_str() {
        "p" => "margin: 0 0 1em".to_owned(),
        "h2" => format!("margin: 1.6em 0 0.5em; font-family: {SANS}; font-size: 24px; line-height: 1.25"),
        "h3" => format!("margin: 1.4em 0 0.5em; font-family: {SANS}; font-size: 20px; line-height: 1.3"),
        "h4" | "h5" | "h6" => {
            format!("margin: 1.2em 0 0.4em; font-family: {SANS}; font-size: 18px; line-height: 1.35")
        }
        "ul" | "ol" => format!("margin: 0 0 1em; padding: 0; padding-{start}: 1.4em"),
        "li" => "margin: 0 0 0.35em".to_owned(),
        "blockquote" => format!(
            "margin: 1.2em 0; border-{start}: 3px solid #999999; padding-{start}: 1em; padding-{end}: 0"
        ),
        "pre" => format!(
            "margin: 0 0 1em; padding: 12px; border: 1px solid #cccccc; font-family: {MONO}; font-size: 14px; line-height: 1.5; white-space: pre-wrap; direction: ltr; text-align: left"
        ),
        "code" | "kbd" | "samp" => format!("font-family: {MONO}; font-size: 0.85em"),
        "hr" => "margin: 2em 0; border: 0; border-top: 1px solid #999999".to_owned(),
        "table" => {
            for (name, value) in
                [("cellpadding", "6"), ("cellspacing", "0"), ("border", "1"), ("width", "100%")]
            {
                element.set(name, value);
            }
            format!(
                "margin: 0 0 1em; border-collapse: collapse; font-family: {SANS}; font-size: 15px; line-height: 1.4"
            )
        }
        "th" | "td" => {
            let align = element
                .get("style")
                .and_then(|style| style.strip_prefix("text-align: "))
                .unwrap_or(start)
                .to_owned();
            element.set("align", &align);
            format!("text-align: {align}; vertical-align: top")
        }
        "img" => {
            fit_width(&mut element);
            "display: block; max-width: 100%; height: auto; border: 0".to_owned()
        }
        "sup" | "sub" => "font-size: 0.75em; line-height: 0".to_owned(),
        // Figures and their captions keep their place as plain blocks everywhere.
        "figure" => {
            element.name = "div".to_owned();
            "margin: 0 0 1.4em".to_owned()
        }
        "figcaption" => {
            element.name = "p".to_owned();
            format!("margin: 0.5em 0 0; font-family: {SANS}; font-size: 14px; line-height: 1.4")
        }
        "details" => {
            losses.tell("parts that fold are written out, because mail programs cannot fold");
            element.name = "div".to_owned();
            element.attributes.clear();
            "margin: 0 0 1em".to_owned()
        }
        "summary" => {
            element.name = "p".to_owned();
            "margin: 0 0 0.5em; font-weight: bold".to_owned()
        }
        "math" => {
            losses.tell("formulas are written as plain text, because mail programs cannot set them; make them pictures where that is not enough");
            return vec![Node::Element(Element::new("em", vec![Node::Text(text(&element.children))]))];
        }
        "input" => {
            let mark = if element.get("checked").is_some() { "☑" } else { "☐" };
            return vec![Node::Text(mark.to_owned())];
        }
        "a" if element.get("href").is_none_or(|href| !is_absolute(href)) => {
            if element.get("href").is_some() {
                losses.tell("links that lead within the text or below an unknown address are left out, their words stay");
            }
            return element.children;
        }
        _ => return vec![Node::Element(element)],
    };
    if element.name == "img" && element.get("src").is_some_and(|src| src.starts_with("data:")) {
        losses.tell(
            "pictures inside the HTML are hidden by many mail programs; give the publication its address",
        );
    }
    element.set("style", &style);
    vec![Node::Element(element)]
}

fn is_absolute(href: &str) -> bool {
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme))
}

/// Some mail programs read only the attribute, so it must not be wider than the column.
fn fit_width(image: &mut Element) {
    let number = |image: &Element, name: &str| image.get(name).and_then(|value| value.parse::<u32>().ok());
    let width = number(image, "width").unwrap_or(WIDTH).min(WIDTH);
    image.remove("height");
    image.set("width", &width.to_string());
    image.remove("loading");
}
