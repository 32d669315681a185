//! `sitemap.xml` and `robots.txt`: sitemaps.org's protocol 0.9, with Google's extension for pictures and
//! `xhtml:link` for translations.

use std::borrow::Cow;
use std::fmt::Write as _;

use model::ProfileKind;

use super::address::Address;
use super::contents::folder_of;
use super::plan::{SITEMAP_LIMIT, SitePlan, month_folder};
use crate::address::web_only;
use crate::html::escape;
use crate::pictures::SitePictures;

/// A page that search engines should know: its address, and its card if it is an article's.
type Listed<'a> = (Cow<'a, Address>, Option<usize>);

/// How many pages search engines should know.
pub(super) fn length(plan: &SitePlan<'_>) -> usize {
    listed(plan).len()
}

fn listed<'a>(plan: &'a SitePlan<'_>) -> Vec<Listed<'a>> {
    let contents = &plan.contents;
    let folder = |path: &str| (Cow::Owned(Address::folder(path)), None);
    let mut listed = vec![folder("")];
    for card in contents.searchable() {
        let elsewhere = contents.card(card).metadata.canonical_url.as_deref().and_then(web_only);
        let own = contents.links.absolute(&contents.addresses[card]);
        // A page that names another address as its own is not the one to be found.
        if elsewhere.is_none() || elsewhere == own {
            listed.push((Cow::Borrowed(&contents.addresses[card]), Some(card)));
        }
    }
    for kind in ProfileKind::ALL {
        if contents.terms_in(kind).next().is_some() {
            listed.push(folder(folder_of(kind)));
        }
    }
    listed.extend(contents.terms.iter().map(|term| folder(&term.folder)));
    listed.push(folder("archive"));
    let mut year = None;
    for month in &contents.months {
        if year.replace(month.year) != Some(month.year) {
            listed.push(folder(&format!("archive/{:04}", month.year)));
        }
        listed.push(folder(&month_folder(month.year, month.month)));
    }
    listed
}

/// Writes a sitemap: one part of all addresses.
pub(super) fn sitemap(plan: &SitePlan<'_>, part: usize, pictures: &SitePictures<'_>) -> String {
    let contents = &plan.contents;
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    let absolute = |address: &Address| escape(&contents.links.absolute(address).unwrap_or_default());
    for (address, card) in listed(plan).into_iter().skip(part * SITEMAP_LIMIT).take(SITEMAP_LIMIT) {
        let _ = write!(out, "<url><loc>{}</loc>", absolute(&address));
        if let Some(index) = card {
            let metadata = &contents.card(index).metadata;
            if let Some(moment) = metadata.revised_at.max(metadata.published_at) {
                let _ = write!(out, "<lastmod>{moment}</lastmod>");
            }
            for other in contents.translations_of(index) {
                let _ = write!(
                    out,
                    "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>",
                    contents.card(other).language,
                    absolute(&contents.addresses[other])
                );
            }
            let lead = metadata.lead.as_ref().and_then(|lead| pictures.variants(&lead.medium));
            if let Some(widest) = lead.as_ref().and_then(|variants| variants.widest()) {
                let picture = Address::new(format!("{}{}", crate::pictures::site::FOLDER, widest.name));
                let _ =
                    write!(out, "<image:image><image:loc>{}</image:loc></image:image>", absolute(&picture));
            }
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

/// Writes the list of sitemaps.
pub(super) fn index(plan: &SitePlan<'_>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for part in 0..length(plan).div_ceil(SITEMAP_LIMIT) {
        let address = Address::new(format!("sitemaps/{}.xml", part + 1));
        let absolute = plan.contents.links.absolute(&address).unwrap_or_default();
        let _ = writeln!(out, "<sitemap><loc>{}</loc></sitemap>", escape(&absolute));
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// Writes `robots.txt` (RFC 9309): everything may be read.
pub(super) fn robots(plan: &SitePlan<'_>) -> String {
    let mut out = String::from("User-agent: *\nAllow: /\n");
    if let Some(sitemap) = plan.contents.links.absolute(&Address::new("sitemap.xml")) {
        let _ = write!(out, "\nSitemap: {sitemap}\n");
    }
    out
}
