//! Exports and links on the wire.

use crate::wire;

wire! {
    /// What comes out.
    pub enum ExportForm {
        /// One self-contained HTML file.
        Page,
        /// Clean HTML to paste into a CMS.
        Fragment,
        /// Markdown with front matter, its pictures in a folder beside it, or all of it in a `.zip`.
        Markdown,
    }

    /// Which state of an article goes out, where the two differ.
    #[derive(Default)]
    pub enum ExportVersion {
        /// The working copy.
        #[default]
        Working,
        /// What readers see.
        Published,
    }

    /// Where a fragment goes.
    pub enum ExportProfile {
        /// Any place: clean semantic HTML.
        Plain,
        /// Blogger, in its HTML view.
        Blogger,
        /// WordPress's classic editor, in its text view.
        Wordpress,
        /// WordPress's block editor, in its code view.
        WordpressBlocks,
        /// A newsletter: mail programs.
        Email,
    }

    /// Where the pictures of a fragment are shown from.
    pub enum ExportPictures {
        /// By their address below the publication's.
        Absolute,
        /// From inside the HTML.
        Data,
        /// From the folder `media` beside the file.
        Folder,
    }

    /// What a copy puts on the clipboard.
    pub enum CopyForm {
        /// Formatted text, with plain text beside it.
        RichText,
        /// The HTML as text.
        HtmlSource,
    }
}

wire! {
    /// Which article, as what.
    pub struct ExportPickTarget {
        /// Which article.
        pub id: String,
        /// As what.
        pub form: ExportForm,
        /// Which state of it; the working copy where it is left out.
        #[serde(default)]
        #[ts(optional)]
        pub version: Option<ExportVersion>,
    }

    /// Which article, as what, where to.
    pub struct ExportArticle {
        /// Which article.
        pub id: String,
        /// As what.
        pub form: ExportForm,
        /// The token of the picked file.
        pub target: String,
        /// Where a fragment goes; plain where it is left out.
        #[serde(default)]
        #[ts(optional)]
        pub profile: Option<ExportProfile>,
        /// Where a fragment's pictures are shown from; as the profile has it where it is left out.
        #[serde(default)]
        #[ts(optional)]
        pub pictures: Option<ExportPictures>,
        /// Which state of it; the working copy where it is left out.
        #[serde(default)]
        #[ts(optional)]
        pub version: Option<ExportVersion>,
        /// Whether the pictures beside Markdown keep what they say about where and when they were taken; no where it
        /// is left out.
        #[serde(default)]
        #[ts(optional)]
        pub originals: Option<bool>,
    }

    /// Which articles, as what, into which folder.
    pub struct ExportArticles {
        /// Which articles; none: all that are not in the trash.
        pub ids: Vec<String>,
        /// As what.
        pub form: ExportForm,
        /// The token of the picked folder.
        pub target: String,
        /// Where fragments go; plain where it is left out.
        #[serde(default)]
        #[ts(optional)]
        pub profile: Option<ExportProfile>,
        /// Where the fragments' pictures are shown from; as the profile has it where it is left out.
        #[serde(default)]
        #[ts(optional)]
        pub pictures: Option<ExportPictures>,
        /// Which state of it; the working copy where it is left out.
        #[serde(default)]
        #[ts(optional)]
        pub version: Option<ExportVersion>,
        /// Whether the pictures beside Markdown keep what they say about where and when they were taken; no where it
        /// is left out.
        #[serde(default)]
        #[ts(optional)]
        pub originals: Option<bool>,
    }

    /// Which article, as what.
    pub struct ExportCopy {
        /// Which article.
        pub id: String,
        /// As what.
        pub form: CopyForm,
        /// Where it goes; plain where it is left out.
        #[serde(default)]
        #[ts(optional)]
        pub profile: Option<ExportProfile>,
        /// Which state of it; the working copy where it is left out.
        #[serde(default)]
        #[ts(optional)]
        pub version: Option<ExportVersion>,
    }

    /// Which article, as what, to be looked at before it goes out.
    pub struct ExportLook {
        /// Which article.
        pub id: String,
        /// As what: a fragment or Markdown.
        pub form: ExportForm,
        /// Where a fragment goes; plain where it is left out.
        #[serde(default)]
        #[ts(optional)]
        pub profile: Option<ExportProfile>,
        /// Which version; the working copy where it is left out.
        #[serde(default)]
        #[ts(optional)]
        pub version: Option<ExportVersion>,
    }

    /// What would go out.
    pub struct ExportLooked {
        /// A page that shows it and loads nothing: a fragment as it looks, Markdown as it is written.
        pub html: String,
        /// What is not as it should be.
        pub problems: Vec<ExportProblem>,
    }

    /// What an export did.
    pub struct ExportReport {
        /// What was written, for people. Empty for the clipboard.
        pub files: Vec<ExportedFile>,
        /// What is not as it should be.
        pub problems: Vec<ExportProblem>,
        /// Whether the author stopped it: what is named was written before.
        pub stopped: bool,
    }

    /// A file that was written.
    pub struct ExportedFile {
        /// Its path.
        pub path: String,
        /// Its size.
        #[ts(type = "number")]
        pub size: u64,
    }

    /// Something in an article that an export could not carry as it is.
    pub struct ExportProblem {
        /// The id of the article it is about; `None`: the export as a whole.
        pub article: Option<String>,
        /// Its title, or its address where it has none.
        pub title: String,
        /// The line of the text, from 1, where it has one.
        pub line: Option<u32>,
        /// What, and what to do.
        pub message: String,
    }

    /// Which link.
    pub struct LinkRef {
        /// The address as it stands in the preview.
        pub url: String,
    }

    /// Where a link leads.
    pub struct LinkDescription {
        /// The address in a form that cannot deceive: the host in punycode where it mixes scripts.
        pub shown: String,
        /// Whether it may be opened.
        pub allowed: bool,
    }
}
