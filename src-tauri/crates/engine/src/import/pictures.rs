//! The pictures of imported articles: taken from the source, from the text itself, or fetched when the author
//! asks for it.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU32, Ordering};

use base64::Engine as _;
use import::{Item, PictureNeed, Problem, ProblemKind, Source};
use sha2::{Digest as _, Sha256};

use super::fetch::Fetcher;
use super::report::Report;
use crate::library::Library;
use crate::now;

/// Takes pictures into the library.
pub(super) struct Pictures<'a> {
    library: &'a Library,
    source: &'a Source,
    fetcher: Option<Fetcher>,
    /// What was fetched or taken for the present batch: addresses or places, and what became of them.
    taken: HashMap<String, Result<String, String>>,
}

/// What became of the pictures of an item.
pub(super) struct Placed {
    /// New addresses, by the addresses of the source.
    pub(super) addresses: HashMap<String, String>,
    /// The lead picture.
    pub(super) lead: Option<model::LeadPicture>,
    /// Whether some pictures are still elsewhere.
    pub(super) missing: bool,
    /// What could not be taken.
    pub(super) problems: Vec<Problem>,
}

impl Placed {
    fn complain(&mut self, message: String) {
        self.problems.push(Problem::new("", message).of(ProblemKind::Picture, ""));
    }
}

impl<'a> Pictures<'a> {
    pub(super) fn new(library: &'a Library, source: &'a Source, fetcher: Option<Fetcher>) -> Self {
        Self { library, source, fetcher, taken: HashMap::new() }
    }

    /// Fetches the remote pictures of a batch, several at once. `on` is told how many there are so far, and may
    /// end it.
    pub(super) fn fetch(&mut self, items: &[Item], on: &(dyn Fn(u32) -> bool + Sync)) {
        self.taken.clear();
        let Some(fetcher) = &self.fetcher else { return };
        let mut wanted: Vec<String> = Vec::new();
        let mut seen = HashSet::new();
        for item in items {
            let lead = item.lead.iter().filter(|lead| lead.path.is_none()).map(|lead| &lead.address);
            for address in item.elsewhere.iter().chain(lead).filter(|address| is_remote(address)) {
                if !seen.insert(address.clone()) {
                    continue;
                }
                match self.fetched_before(address) {
                    Some(reference) => {
                        self.taken.insert(address.clone(), Ok(reference));
                    }
                    None => wanted.push(address.clone()),
                }
            }
        }
        let library = self.library;
        let mut taken = Vec::new();
        let came = AtomicU32::new(0);
        fetcher.fetch_all(&wanted, &|| on(came.load(Ordering::Relaxed)), &mut |address, content| {
            let kept = content.and_then(|content| {
                let reference = keep(library, &content, address)?;
                // So that an import that is stopped does not fetch it again.
                let _ = library.store().set_setting(&setting(address), &reference);
                Ok(reference)
            });
            came.fetch_add(u32::from(kept.is_ok()), Ordering::Relaxed);
            taken.push((address.to_owned(), kept));
        });
        self.taken.extend(taken);
    }

    fn fetched_before(&self, address: &str) -> Option<String> {
        let reference = self.library.store().setting(&setting(address)).ok().flatten()?;
        let (hash, _) = model::medium::parse_reference(&reference)?;
        self.library.store().medium(&hash).ok().map(|_| reference)
    }

    /// Takes the pictures of an item into the library.
    pub(super) fn place(&mut self, item: &Item, report: &mut Report) -> Placed {
        let mut placed =
            Placed { addresses: HashMap::new(), lead: None, missing: false, problems: Vec::new() };
        for need in &item.pictures {
            if self.has(&need.address) && !self.source.holds(need) {
                continue;
            }
            match self.take(need) {
                Ok(reference) => {
                    report.counts.pictures += 1;
                    placed.addresses.insert(need.address.clone(), reference);
                }
                Err(reason) => {
                    let told =
                        format!("the picture “{}” was not taken into the library: {reason}", need.address);
                    placed.complain(told);
                }
            }
        }
        for address in &item.elsewhere {
            match self.elsewhere(address) {
                Some(Ok(reference)) => {
                    report.counts.pictures += 1;
                    placed.addresses.insert(address.clone(), reference);
                }
                Some(Err(reason)) => {
                    placed.missing |= is_remote(address);
                    let shown: String = address.chars().take(200).collect();
                    placed
                        .complain(format!("the picture “{shown}” was not taken into the library: {reason}"));
                }
                None => {
                    placed.missing = true;
                    report.leave_picture(address, item.name());
                }
            }
        }
        self.place_lead(item, &mut placed, report);
        placed
    }

    fn place_lead(&mut self, item: &Item, placed: &mut Placed, report: &mut Report) {
        placed.lead.clone_from(&item.metadata.lead);
        let Some(lead) = &item.lead else { return };
        let taken = match &lead.path {
            Some(path) => Some(self.take(&PictureNeed { address: lead.address.clone(), path: path.clone() })),
            None => self.elsewhere(&lead.address),
        };
        match taken {
            Some(Ok(reference)) => {
                report.counts.pictures += 1;
                placed.lead =
                    model::medium::parse_reference(&reference).map(|(medium, _)| model::LeadPicture {
                        medium,
                        alt: lead.alt.clone(),
                        caption: lead.caption.clone(),
                        credit: lead.credit.clone(),
                    });
            }
            Some(Err(reason)) if placed.lead.is_none() => {
                placed.missing |= is_remote(&lead.address);
                placed.complain(format!(
                    "the lead picture “{}” was not taken into the library: {reason}",
                    lead.address
                ));
            }
            None => {
                placed.missing = true;
                report.leave_picture(&lead.address, item.name());
            }
            Some(Err(_)) => {}
        }
    }

    /// The addresses of pictures of an item that are neither in the source nor in the library.
    pub(super) fn absent(&self, item: &Item) -> Vec<String> {
        let absent = item.pictures.iter().filter(|need| !self.source.holds(need) && !self.has(&need.address));
        absent.map(|need| need.address.clone()).collect()
    }

    /// Whether an address names a picture that the library has.
    fn has(&self, address: &str) -> bool {
        model::medium::parse_reference(address)
            .is_some_and(|(hash, _)| self.library.store().medium(&hash).is_ok())
    }

    fn take(&mut self, need: &PictureNeed) -> Result<String, String> {
        if let Some(known) = self.taken.get(&need.path) {
            return known.clone();
        }
        let taken = self
            .source
            .picture(need)
            .map_err(|problem| problem.message)
            .and_then(|content| keep(self.library, &content, &need.path));
        self.taken.insert(need.path.clone(), taken.clone());
        taken
    }

    /// A picture that lies elsewhere: written out in the text, or fetched; `None` where nobody asked for it.
    fn elsewhere(&self, address: &str) -> Option<Result<String, String>> {
        if let Some(content) = address.strip_prefix("data:") {
            return Some(decoded(content).and_then(|content| keep(self.library, &content, "picture")));
        }
        if !is_remote(address) {
            return Some(Err("its address leads to nothing that can be read".into()));
        }
        self.taken.get(address).cloned()
    }
}

/// Whether a picture lies on another computer.
fn is_remote(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://") || address.starts_with("//")
}

/// Puts a picture into the library; answers with the address it has from now on.
fn keep(library: &Library, content: &[u8], address: &str) -> Result<String, String> {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let name = path.rsplit('/').next().unwrap_or(path);
    let medium = library.store().add_medium(content, name, now()).map_err(|error| error.to_string())?;
    Ok(format!("media/{}", medium.file_name()))
}

/// The content of a `data:` address (RFC 2397).
fn decoded(address: &str) -> Result<Vec<u8>, String> {
    let (kind, content) = address.split_once(',').ok_or("it is cut off")?;
    if !kind.ends_with(";base64") {
        return Err("it is written in a way that is not read".into());
    }
    let content: String = content.chars().filter(|character| !character.is_whitespace()).collect();
    let content = content.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
    base64::engine::general_purpose::STANDARD
        .decode(content)
        .map_err(|_| "what stands there is no picture".to_owned())
}

/// The name under which the library remembers what was fetched from an address.
fn setting(address: &str) -> String {
    let hash: [u8; 32] = Sha256::digest(address.as_bytes()).into();
    format!("fetched {}", model::ContentHash::from_bytes(&hash))
}
