//! The elements that may stand in a page, and what becomes of the others.

/// What becomes of an element the author wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// It goes, with everything in it.
    Drop,
    /// It goes; what is in it stays.
    Unwrap,
    /// It becomes this block, with this class where there is one.
    Block(&'static str, &'static str),
    /// It becomes this element within a line.
    Phrase(&'static str),
    /// It takes the kind of the place it stands in.
    Transparent(&'static str),
    /// It is looked at by itself.
    Special,
}

/// The rule for an element of HTML.
pub(super) fn rule(name: &str) -> Rule {
    match name {
        "p" => Rule::Block("p", ""),
        "pre" | "listing" | "xmp" | "plaintext" | "textarea" => Rule::Block("pre", ""),
        "blockquote" => Rule::Block("blockquote", ""),
        "div" | "article" | "main" | "nav" | "hgroup" | "search" | "fieldset" | "section" | "header"
        | "footer" | "address" | "form" => Rule::Block("div", ""),
        "aside" => Rule::Block("div", "aside"),
        "center" => Rule::Block("div", "align-center"),
        "ul" | "menu" | "dir" => Rule::Block("ul", ""),
        "ol" => Rule::Block("ol", ""),
        "thead" => Rule::Block("thead", ""),
        "tbody" => Rule::Block("tbody", ""),
        "tfoot" => Rule::Block("tfoot", ""),
        "caption" => Rule::Block("caption", ""),
        "td" => Rule::Block("td", ""),
        "th" => Rule::Block("th", ""),
        "b" => Rule::Phrase("b"),
        "i" => Rule::Phrase("i"),
        "em" => Rule::Phrase("em"),
        "strong" => Rule::Phrase("strong"),
        "u" => Rule::Phrase("u"),
        "s" | "strike" => Rule::Phrase("s"),
        "mark" => Rule::Phrase("mark"),
        "small" => Rule::Phrase("small"),
        "sub" => Rule::Phrase("sub"),
        "sup" => Rule::Phrase("sup"),
        "kbd" => Rule::Phrase("kbd"),
        "samp" => Rule::Phrase("samp"),
        "var" => Rule::Phrase("var"),
        "code" | "tt" => Rule::Phrase("code"),
        "q" => Rule::Phrase("q"),
        "cite" => Rule::Phrase("cite"),
        "abbr" | "acronym" => Rule::Phrase("abbr"),
        "dfn" => Rule::Phrase("dfn"),
        "bdi" => Rule::Phrase("bdi"),
        "span" => Rule::Phrase("span"),
        "ins" => Rule::Transparent("ins"),
        "del" => Rule::Transparent("del"),
        "a" | "img" | "br" | "wbr" | "hr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "dl" | "dt"
        | "dd" | "table" | "tr" | "figure" | "figcaption" | "details" | "summary" | "time" | "ruby"
        | "rt" | "rp" | "bdo" | "iframe" | "video" | "audio" | "math" | "input" => Rule::Special,
        "script" | "style" | "template" | "svg" | "canvas" | "head" | "title" | "meta" | "link" | "base"
        | "object" | "embed" | "applet" | "frame" | "frameset" | "noframes" | "noembed" | "noscript"
        | "select" | "datalist" | "option" | "optgroup" | "param" | "source" | "track"
        | "map" | "area" | "col" | "colgroup" | "basefont" | "bgsound" | "isindex" | "keygen" | "dialog"
        | "progress" | "meter" | "rb" | "rtc" => Rule::Drop,
        _ => Rule::Unwrap,
    }
}

/// Whether an element breaks the line it stands in.
pub(super) fn is_block(name: &str) -> bool {
    match rule(name) {
        Rule::Block(..) => true,
        Rule::Special => !matches!(
            name,
            "a" | "img"
                | "br"
                | "wbr"
                | "time"
                | "ruby"
                | "rt"
                | "rp"
                | "bdo"
                | "math"
                | "input"
                | "iframe"
                | "video"
                | "audio"
        ),
        _ => false,
    }
}

/// MathML Core, less what loads or links.
pub(super) const MATH: [&str; 29] = [
    "math",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "none",
    "menclose",
    "semantics",
];

/// The attributes of MathML that may stand.
pub(super) const MATH_ATTRIBUTES: [&str; 30] = [
    "display",
    "displaystyle",
    "scriptlevel",
    "mathvariant",
    "dir",
    "form",
    "fence",
    "separator",
    "lspace",
    "rspace",
    "stretchy",
    "symmetric",
    "maxsize",
    "minsize",
    "largeop",
    "movablelimits",
    "accent",
    "accentunder",
    "linethickness",
    "width",
    "height",
    "depth",
    "voffset",
    "columnspan",
    "rowspan",
    "notation",
    "columnalign",
    "rowspacing",
    "columnspacing",
    "class",
];
