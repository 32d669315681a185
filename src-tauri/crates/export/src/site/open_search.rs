//! The description of the search for browsers (OpenSearch 1.1, draft 6).

use super::address::Address;
use super::plan::SitePlan;
use crate::html::{escape, one_line};

/// The longest short name that the format takes, in characters.
const SHORT_NAME: usize = 16;

/// Writes the description.
pub(super) fn description(plan: &SitePlan<'_>) -> String {
    let contents = &plan.contents;
    let name = one_line(&contents.snapshot.publication.title);
    let short: String = name.chars().take(SHORT_NAME).collect();
    let search = contents.links.absolute(&Address::folder("search")).unwrap_or_default();
    let own = contents.links.absolute(&Address::new("opensearch.xml")).unwrap_or_default();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
         <ShortName>{}</ShortName>\n<Description>{}</Description>\n<InputEncoding>UTF-8</InputEncoding>\n\
         <Url type=\"text/html\" template=\"{}?q={{searchTerms}}\"/>\n\
         <Url type=\"application/opensearchdescription+xml\" rel=\"self\" template=\"{}\"/>\n\
         </OpenSearchDescription>\n",
        escape(short.trim()),
        escape(&name),
        escape(&search),
        escape(&own),
    )
}
