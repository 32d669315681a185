//! Where addresses lead within a source: by the addresses readers know, by the numbers of WordPress, by the
//! paths of files and by the names of notes.

use std::collections::HashMap;

use markup::from_html::percent_decoded;

/// Addresses of a source and the names of the articles they lead to.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// Hosts of the source itself, without `www.`; empty: addresses with a host lead elsewhere.
    hosts: Vec<String>,
    to: HashMap<String, u32>,
    /// Names of notes, which lead somewhere only where no two notes have the same.
    notes: HashMap<String, Option<u32>>,
    sources: Vec<String>,
}

impl Links {
    /// Notes a host of the source.
    pub(crate) fn add_host(&mut self, address: &str) {
        if let Some((host, _)) = host_and_rest(address)
            && !self.hosts.contains(&host)
        {
            self.hosts.push(host);
        }
    }

    /// Notes an article by its name in the source.
    pub(crate) fn add_source(&mut self, source_id: &str) -> u32 {
        self.sources.push(source_id.to_owned());
        u32::try_from(self.sources.len() - 1).unwrap_or(u32::MAX)
    }

    /// Notes an address of an article; the first article keeps it.
    pub(crate) fn add(&mut self, address: &str, source: u32) {
        if let Some(key) = self.key(address) {
            self.to.entry(key).or_insert(source);
        }
    }

    /// Notes an address of Blogger whatever its host: an export from Takeout does not say where the blog is, and
    /// a path with year, month and name is telling enough.
    pub(crate) fn add_blog_path(&mut self, address: &str, source: u32) {
        if let Some(path) = blog_path(address) {
            self.to.entry(format!("blog:{path}")).or_insert(source);
        }
    }

    /// Notes an address within one blog of several. The paths of blogs are alike.
    pub(crate) fn add_in_blog(&mut self, blog: &str, address: &str, source: u32) {
        if let Some(path) = blog_path(address) {
            self.to.entry(format!("blog {blog}:{path}")).or_insert(source);
        }
    }

    /// The article that an address of Blogger leads to in this blog.
    pub(crate) fn in_blog(&self, blog: &str, address: &str) -> Option<&str> {
        let key = format!("blog {blog}:{}", blog_path(address.trim())?);
        self.source(self.to.get(&key).copied())
    }

    /// Notes the path of the file an article stands in.
    pub(crate) fn add_path(&mut self, path: &str, source: u32) {
        self.to.entry(format!("file:{}", path.to_lowercase())).or_insert(source);
    }

    /// Notes a name by which notes know an article.
    pub(crate) fn add_note(&mut self, name: &str, source: u32) {
        let entry = self.notes.entry(name.trim().to_lowercase()).or_insert(Some(source));
        if *entry != Some(source) {
            *entry = None;
        }
    }

    /// The article an address that readers know leads to.
    #[must_use]
    pub fn by_address(&self, address: &str) -> Option<&str> {
        let found = self.key(address).and_then(|key| self.to.get(&key).copied());
        let blog = || self.to.get(&format!("blog:{}", blog_path(address)?)).copied();
        self.source(found.or_else(blog))
    }

    /// The article that stands in a file.
    #[must_use]
    pub fn by_path(&self, path: &str) -> Option<&str> {
        self.source(self.to.get(&format!("file:{}", path.to_lowercase())).copied())
    }

    /// The article a note's name means; `None` too where it means more than one.
    #[must_use]
    pub fn by_note(&self, name: &str) -> Option<&str> {
        self.source(self.notes.get(&name.trim().to_lowercase()).copied().flatten())
    }

    /// The names of all articles, in the order of the source.
    #[must_use]
    pub fn sources(&self) -> &[String] {
        &self.sources
    }

    fn source(&self, number: Option<u32>) -> Option<&str> {
        self.sources.get(number? as usize).map(String::as_str)
    }

    /// The one form in which addresses of the source are compared: the path without its end, or the number of
    /// WordPress; `None` for what leads elsewhere.
    fn key(&self, address: &str) -> Option<String> {
        let address = address.trim();
        let rest = match host_and_rest(address) {
            Some((host, rest)) => {
                let own = self.hosts.iter().any(|known| same_site(known, &host));
                own.then_some(rest)?
            }
            None if address.starts_with('/') && !address.starts_with("//") => address,
            None => return None,
        };
        let rest = rest.split('#').next().unwrap_or_default();
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        for pair in query.split('&') {
            if let Some((name @ ("p" | "page_id"), number)) = pair.split_once('=')
                && !number.is_empty()
                && number.bytes().all(|byte| byte.is_ascii_digit())
            {
                let _ = name;
                return Some(format!("?{number}"));
            }
        }
        let path = percent_decoded(path).unwrap_or_else(|| path.to_owned());
        let path = path.trim_end_matches('/');
        let path = path.strip_suffix("/index.html").or_else(|| path.strip_suffix("/amp")).unwrap_or(path);
        (!path.is_empty()).then(|| path.to_lowercase())
    }
}

/// The host of an address, without `www.` and port, and what follows it.
fn host_and_rest(address: &str) -> Option<(String, &str)> {
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))
        .or_else(|| address.strip_prefix("//"))?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest[..end].split(':').next().unwrap_or_default().to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    (!host.is_empty()).then_some((host, &rest[end..]))
}

/// The path of an address of Blogger: `/2019/03/name.html`, or `/p/name.html` on one of its own hosts.
fn blog_path(address: &str) -> Option<String> {
    let (host, rest) = host_and_rest(address).unwrap_or((String::new(), address));
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let telling = match parts[..] {
        ["", year, month, name] => digits(year, 4) && digits(month, 2) && name.ends_with(".html"),
        ["", "p", name] => name.ends_with(".html") && (host.is_empty() || host.contains(".blogspot.")),
        _ => false,
    };
    telling.then(|| path.to_lowercase())
}

/// Blogger shows one blog under the address of each reader's country.
fn same_site(one: &str, other: &str) -> bool {
    let blog = |host: &str| host.split_once(".blogspot.").map(|(name, _)| name.to_owned());
    one == other || blog(one).is_some_and(|name| blog(other) == Some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_an_own_address_leads_to_the_article() {
        let mut links = Links::default();
        links.add_host("https://www.lamps.example");
        links.add_host("https://lamps.blogspot.com/");
        let one = links.add_source("one");
        links.add("https://lamps.example/2020/05/old-lamp/", one);
        links.add("https://lamps.example/?p=11", one);
        links.add("/%d8%a8%d8%a7%d8%ba/", one);
        links.add_path("posts/Old Lamp.md", one);
        for address in [
            "http://lamps.example/2020/05/old-lamp",
            "https://www.lamps.example/2020/05/Old-Lamp/#more",
            "//lamps.example/2020/05/old-lamp/?utm_source=x",
            "/2020/05/old-lamp/",
            "https://lamps.blogspot.de/2020/05/old-lamp/",
            "/?p=11",
            "https://lamps.example/?page_id=11&x=1",
            "https://lamps.example/باغ",
        ] {
            assert_eq!(links.by_address(address), Some("one"), "{address}");
        }
        for address in
            ["https://other.example/2020/05/old-lamp/", "/", "", "old-lamp", "/?p=x", "#top", "https://"]
        {
            assert_eq!(links.by_address(address), None, "{address}");
        }
        assert_eq!(links.by_path("posts/old lamp.md"), Some("one"));
    }

    #[test]
    fn a_name_that_two_notes_have_leads_nowhere() {
        let mut links = Links::default();
        let (one, two) = (links.add_source("one"), links.add_source("two"));
        links.add_note("Lamp", one);
        links.add_note("lamp ", one);
        assert_eq!(links.by_note("LAMP"), Some("one"));
        links.add_note("lamp", two);
        assert_eq!(links.by_note("lamp"), None);
    }
}
