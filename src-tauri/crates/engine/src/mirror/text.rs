//! What an article and a file say, in one form, so that they can be compared, merged and written.

use std::collections::{BTreeMap, HashMap};

use contract::MirrorTroubleKind as Kind;
use markup::front_matter::{ArticleFile, LeadReference};
use mirror::document::{Document, NotText, canonical};
use mirror::folder::hash;
use model::{ArticleId, ContentHash, LeadPicture, Metadata, Status};

use super::pictures::Noted;
use crate::library::Library;

/// Before the name of a medium of the library, where no file has to be found under it.
const MEDIUM: &str = "medium:";

/// A text with its metadata and status: what both sides compare.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Text {
    pub(super) metadata: Metadata,
    pub(super) status: Status,
    pub(super) body: String,
}

impl Text {
    pub(super) fn of(article: &model::Article) -> Self {
        Self { metadata: article.metadata.clone(), status: article.status, body: article.body.clone() }
    }

    /// In the form that is compared and merged.
    pub(super) fn canonical(&self) -> String {
        let lead = self.metadata.lead.as_ref().map(|lead| LeadReference {
            address: format!("{MEDIUM}{}", lead.medium),
            alt: lead.alt.clone(),
            caption: lead.caption.clone(),
            credit: lead.credit.clone(),
        });
        canonical(&ArticleFile {
            id: None,
            status: Some(self.status),
            created_at: None,
            metadata: &self.metadata,
            lead: lead.as_ref(),
            body: &self.body,
        })
    }

    /// Reads that form again.
    pub(super) fn parse(canonical: &str) -> Option<Self> {
        let split = markup::front_matter::split(canonical);
        let front = split.front?;
        let mut metadata = front.metadata;
        metadata.lead = front.lead.and_then(|lead| {
            let medium = ContentHash::parse(lead.address.strip_prefix(MEDIUM)?).ok()?;
            Some(LeadPicture { medium, alt: lead.alt, caption: lead.caption, credit: lead.credit })
        });
        Some(Self { metadata, status: front.status.unwrap_or(Status::Draft), body: split.body.to_owned() })
    }
}

/// Pictures of the library whose files in the folder are other ones by now, by their paths there.
pub(super) type Altered = BTreeMap<String, ContentHash>;

/// What a file says, with everything it needs in the library.
pub(super) struct Settled {
    pub(super) text: Text,
    /// What could not be taken over.
    pub(super) problems: Vec<(Kind, String)>,
    /// The pictures of the folder that it shows.
    pub(super) pictures: Vec<store::MirrorShown>,
}

/// A file, read.
pub(super) struct Reading {
    pub(super) document: Document,
    item: import::Item,
}

impl Reading {
    pub(super) fn new(bytes: &[u8], name: &str) -> Result<Self, NotText> {
        let document = Document::read(bytes)?;
        let item = import::folder::read(document.text().as_bytes(), name);
        Ok(Self { document, item })
    }

    /// The article the file says it is.
    pub(super) fn id(&self) -> Option<&ArticleId> {
        self.item.id.as_ref()
    }

    /// The status it names.
    pub(super) fn status(&self) -> Option<Status> {
        self.item.status
    }

    /// The hash of what it says, before anything of it is in the library.
    pub(super) fn content(&self, library: &Library, altered: &Altered) -> ContentHash {
        let item = &self.item;
        let body = import::rewrite_pictures(&item.body, &self.own_pictures(library, altered));
        let text =
            Text { metadata: item.metadata.clone(), status: item.status.unwrap_or(Status::Draft), body };
        let mut canonical = text.canonical();
        if let Some(lead) = &item.lead {
            // A picture outside the library is something else than none.
            canonical.push_str(&lead.address);
        }
        hash(canonical.as_bytes())
    }

    /// Pictures that the library has already, by the addresses this file has for them.
    fn own_pictures(&self, library: &Library, altered: &Altered) -> HashMap<String, String> {
        let known = |need: &import::PictureNeed| {
            if altered.contains_key(&need.path) {
                return None;
            }
            let (medium, _) = model::medium::parse_reference(&need.path)?;
            let medium = library.store().medium(&medium).ok()?;
            Some((need.address.clone(), format!("media/{}", medium.file_name())))
        };
        self.item.pictures.iter().filter_map(known).collect()
    }

    /// What it says, with its pictures taken into the library.
    pub(super) fn settle(&self, library: &Library, folder: &mirror::Folder, altered: &Altered) -> Settled {
        let own = self.own_pictures(library, altered);
        let mut item = self.item.clone();
        item.body = import::rewrite_pictures(&item.body, &own);
        item.pictures.retain(|need| !own.contains_key(&need.address));
        self.find_lead(library, &mut item, altered);
        let noted = Noted::default();
        let settled = library.settle(&item, &|need: &import::PictureNeed| noted.read(folder, &need.path));
        let text = Text {
            metadata: settled.metadata,
            status: item.status.unwrap_or(Status::Draft),
            body: settled.body,
        };
        let kind = |at| if at < item.problems.len() { Kind::Text } else { Kind::Picture };
        let problems = (0..).map(kind).zip(settled.problems).collect();
        Settled { text, problems, pictures: noted.shown() }
    }

    /// A lead picture that came along with the files and is not in this library yet.
    fn find_lead(&self, library: &Library, item: &mut import::Item, altered: &Altered) {
        let front = markup::front_matter::split(self.document.text()).front;
        let address = front.and_then(|front| front.lead).map(|lead| lead.address).unwrap_or_default();
        let is_other = altered.contains_key(address.trim_start_matches("../"));
        let is_new = |lead: &mut LeadPicture| is_other || library.store().medium(&lead.medium).is_err();
        let Some(lead) = item.metadata.lead.take_if(is_new) else { return };
        item.lead = Some(import::LeadNeed {
            path: Some(address.trim_start_matches("../").to_owned()),
            address,
            alt: lead.alt,
            caption: lead.caption,
            credit: lead.credit,
        });
    }
}

/// An article in the form of a file: its pictures under the addresses they have from there.
pub(super) struct Filed {
    pub(super) lead: Option<LeadReference>,
    pub(super) body: String,
    /// The file names of the media it shows.
    pub(super) media: Vec<String>,
}

impl Filed {
    /// `name` is the name of the file: one that lies deeper has a longer way to the pictures.
    pub(super) fn new(library: &Library, text: &Text, name: &str) -> Self {
        let up = "../".repeat(name.matches('/').count());
        let mut media = Vec::new();
        let mut addresses = HashMap::new();
        if text.body.contains("media/") {
            for need in import::used_pictures(&text.body, "text.md") {
                let Some((medium, _)) = model::medium::parse_reference(&need.path) else { continue };
                let Ok(medium) = library.store().medium(&medium) else { continue };
                if !up.is_empty() {
                    addresses.insert(need.address, format!("{up}media/{}", medium.file_name()));
                }
                media.push(medium.file_name());
            }
        }
        let lead = text.metadata.lead.as_ref().and_then(|lead| {
            let medium = library.store().medium(&lead.medium).ok()?;
            media.push(medium.file_name());
            Some(LeadReference {
                address: format!("{up}media/{}", medium.file_name()),
                alt: lead.alt.clone(),
                caption: lead.caption.clone(),
                credit: lead.credit.clone(),
            })
        });
        Self { lead, body: import::rewrite_pictures(&text.body, &addresses), media }
    }

    pub(super) fn article_file<'a>(&'a self, id: Option<&'a ArticleId>, text: &'a Text) -> ArticleFile<'a> {
        ArticleFile {
            id,
            status: Some(text.status),
            created_at: None,
            metadata: &text.metadata,
            lead: self.lead.as_ref(),
            body: &self.body,
        }
    }
}
