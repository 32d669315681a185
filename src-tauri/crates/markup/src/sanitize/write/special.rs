//! Elements that are more than a name and a place.

use super::{Kind, Place, Step, Writer};
use crate::from_html::dom::{Data, Id};
use crate::sanitize::attribute::attributes;
use crate::sanitize::embed;
use crate::{Concern, LinkTarget, LinkUse, PictureSource, PictureUse, Problem, address};

impl Writer<'_> {
    pub(super) fn special(&mut self, id: Id, place: Place) {
        match self.tree.name(id) {
            "br" | "wbr" => {
                let name = if self.tree.name(id) == "br" { "br" } else { "wbr" };
                if !matches!(place.kind, Kind::List | Kind::Table | Kind::Descriptions) {
                    self.out.html.push('<');
                    self.out.html.push_str(name);
                    self.out.html.push('>');
                    self.out.text.push(' ');
                }
            }
            "hr" => {
                if matches!(place.kind, Kind::Flow) {
                    self.open(id, "hr", "");
                }
            }
            "a" => self.link(id, place),
            "img" => self.picture(id, place),
            "input" => {
                if self.is_own(id) {
                    self.open(id, "input", "");
                }
            }
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => self.heading(id, name, place),
            "li" => match place.kind {
                Kind::List => self.element_as(id, "li", Kind::Flow, place),
                _ => self.block(id, "div", "", place),
            },
            "dl" => self.descriptions(id, place),
            name @ ("dt" | "dd") => match place.kind {
                Kind::Descriptions if name == "dt" => self.element_as(id, "dt", Kind::Phrasing, place),
                Kind::Descriptions => self.element_as(id, "dd", Kind::Flow, place),
                _ => self.block(id, "div", "", place),
            },
            "table" => self.table(id, place),
            "tr" => {
                let cells = self.tree.children(id).any(|child| matches!(self.tree.name(child), "td" | "th"));
                if place.kind == Kind::Table && cells {
                    self.open(id, "tr", "");
                    self.steps.push(Step::Leave("tr", true));
                    for _ in 0..self.lacking.get(&id).copied().unwrap_or(0) {
                        self.steps.push(Step::Html("<td></td>"));
                    }
                    self.children(id, place);
                }
            }
            "figure" => self.figure(id, place),
            "figcaption" | "summary" if self.moved.contains(&id) => {}
            "figcaption" | "summary" => self.block(id, "div", "", place),
            "details" => self.details(id, place),
            "ruby" => {
                let annotated = self.tree.children(id).any(|child| self.tree.name(child) == "rt");
                if annotated && !self.blocks[id as usize] {
                    self.element_as(id, "ruby", Kind::Ruby, place);
                } else {
                    self.children(id, place);
                }
            }
            name @ ("rt" | "rp") => match place.kind {
                Kind::Ruby if name == "rt" => self.element_as(id, "rt", Kind::Phrasing, place),
                Kind::Ruby => self.element_as(id, "rp", Kind::Phrasing, place),
                _ => self.children(id, place),
            },
            "bdo" if !self.blocks[id as usize] => {
                let directed = matches!(self.tree.attribute(id, "dir"), Some("ltr" | "rtl"));
                let name = if directed { "bdo" } else { "span" };
                self.element_as(id, name, Kind::Phrasing, place);
            }
            "time" if !self.blocks[id as usize] => self.time(id, place),
            "iframe" | "video" | "audio" => self.embed(id, place),
            _ => self.children(id, place),
        }
    }

    /// An element whose name and content are known to fit.
    fn element_as(&mut self, id: Id, name: &'static str, kind: Kind, place: Place) {
        let place =
            if matches!(name, "li" | "tr" | "dt" | "dd" | "rt" | "rp") { place } else { self.in_list(place) };
        self.open(id, name, "");
        self.steps.push(Step::Leave(name, !matches!(kind, Kind::Phrasing | Kind::Ruby)));
        self.children(id, Place { kind, ..place });
    }

    fn heading(&mut self, id: Id, name: &str, place: Place) {
        let shown = !self.tree.text(id).trim().is_empty();
        if !shown || !matches!(place.kind, Kind::Flow | Kind::List) {
            self.separate();
            self.children(id, Place { kind: if shown { place.kind } else { Kind::Phrasing }, ..place });
            return;
        }
        let written = name.as_bytes()[1] - b'0';
        let level = if self.is_own(id) { written } else { self.levels.next().copied().unwrap_or(self.level) };
        self.level = level;
        let name = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level) - 1];
        let place = self.in_list(place);
        self.open(id, name, "");
        self.steps.push(Step::Leave(name, true));
        self.children(id, Place { kind: Kind::Phrasing, ..place });
    }

    fn link(&mut self, id: Id, place: Place) {
        if place.linked || matches!(place.kind, Kind::Table | Kind::Descriptions) {
            self.children(id, place);
            return;
        }
        let place = self.in_list(place);
        if self.is_own(id) {
            self.open(id, "a", "");
        } else {
            let mut attributes = attributes(self.tree, id, "a", "", &mut self.ids);
            let written = self.tree.attribute(id, "href").map(str::trim);
            let target = written.and_then(|written| self.target(written));
            if target.is_none() && attributes.is_empty() {
                self.children(id, place);
                return;
            }
            let name = if target.is_some() { "a" } else { "span" };
            attributes.extend(target.map(|target| ("href", target)));
            if name == "span" && self.blocks[id as usize] {
                // An anchor around blocks: only the place it names is kept.
                self.start("span", attributes);
                self.out.html.push_str("</span>");
                self.children(id, place);
                return;
            }
            self.start(name, attributes);
            self.steps.push(Step::Leave(name, false));
            self.children(id, Place { linked: name == "a" || place.linked, ..place });
            return;
        }
        self.steps.push(Step::Leave("a", false));
        self.children(id, Place { linked: true, ..place });
    }

    fn problem(&mut self, concern: Concern, subject: &str, message: String) {
        self.out.problems.push(Problem { line: 0, message, concern, subject: subject.to_owned() });
    }

    /// Where a link the author wrote leads.
    fn target(&mut self, written: &str) -> Option<String> {
        self.out.links.push(LinkUse { address: written.to_owned(), line: 0 });
        if !address::is_written_link(written) {
            let message = format!("The address “{written}” is of a kind that pages may not link to.");
            self.problem(Concern::HtmlLink, written, message);
            return None;
        }
        match self.setting.resolver.link(written) {
            LinkTarget::To(target) if !address::is_article(&target) => Some(address::encode(&target)),
            _ => {
                self.problem(Concern::HtmlLink, written, format!("The link to “{written}” leads nowhere."));
                None
            }
        }
    }

    fn picture(&mut self, id: Id, place: Place) {
        if matches!(place.kind, Kind::Table | Kind::Descriptions) {
            return;
        }
        let place = self.in_list(place);
        if self.is_own(id) {
            self.open(id, "img", "");
            return;
        }
        let written = self.tree.attribute(id, "src").unwrap_or_default().trim().to_owned();
        let alt = self.tree.attribute(id, "alt").unwrap_or_default().trim().to_owned();
        self.out.pictures.push(PictureUse { address: written.clone(), alt: alt.clone(), line: 0 });
        let source = if address::is_picture(&written) && !written.is_empty() {
            self.setting.resolver.picture(&written)
        } else {
            PictureSource::Missing
        };
        match source {
            PictureSource::Shown { src, width, height } if !src.is_empty() => {
                let mut attributes = attributes(self.tree, id, "img", "", &mut self.ids);
                let src = if src.starts_with("data:image/") { src } else { address::encode(&src) };
                attributes.push(("src", src));
                attributes.push(("alt", alt));
                let wanted = self.tree.attribute(id, "width").and_then(wanted_width);
                if let (Some(width), Some(height)) = (width, height) {
                    let (width, height) =
                        wanted.map_or((width, height), |wanted| scaled(width, height, wanted));
                    attributes.push(("width", width.to_string()));
                    attributes.push(("height", height.to_string()));
                }
                attributes.push(("loading", "lazy".to_owned()));
                attributes.push(("decoding", "async".to_owned()));
                self.start("img", attributes);
            }
            other => {
                let remote = other == PictureSource::Remote;
                let class = if remote { "picture-remote" } else { "picture-missing" };
                self.start("span", vec![("class", class.to_owned())]);
                let link = remote && !place.linked && address::is_link(&written);
                if link {
                    self.start("a", vec![("href", address::encode(&written))]);
                }
                self.plain(if alt.is_empty() && link { &written } else { &alt });
                if link {
                    self.out.html.push_str("</a>");
                }
                self.out.html.push_str("</span>");
                let (concern, what) = if remote {
                    (Concern::HtmlRemotePicture, "is on another computer and is not shown")
                } else {
                    (Concern::HtmlMissingPicture, "cannot be found")
                };
                self.problem(concern, &written, format!("The picture “{written}” {what}."));
            }
        }
    }

    fn table(&mut self, id: Id, place: Place) {
        let cells = self.tree.within(id).any(|id| matches!(self.tree.name(id), "td" | "th"));
        if place.kind == Kind::Phrasing || !cells {
            self.separate();
            self.children(id, Place { kind: Kind::Phrasing, ..place });
            return;
        }
        self.measure_rows(id);
        if self.is_own(id) || place.table || place.linked {
            self.element_as(id, "table", Kind::Table, Place { table: true, ..place });
            return;
        }
        let place = self.in_list(place);
        let frame = vec![
            ("class", "table-scroll".to_owned()),
            ("role", "group".to_owned()),
            ("aria-label", self.setting.phrases.table.to_owned()),
            ("tabindex", "0".to_owned()),
        ];
        self.start("div", frame);
        self.steps.push(Step::Leave("div", true));
        self.element_as(id, "table", Kind::Table, Place { table: true, ..place });
    }

    /// Notes how many cells each row of a table lacks to be as wide as the widest; cells that span rows are
    /// counted where they begin and below.
    fn measure_rows(&mut self, table: Id) {
        let mut rows: Vec<(Id, usize)> = Vec::new();
        for part in self
            .tree
            .children(table)
            .filter(|part| matches!(self.tree.name(*part), "thead" | "tbody" | "tfoot"))
        {
            let mut spanning: Vec<usize> = Vec::new();
            for row in self.tree.children(part).filter(|row| self.tree.name(*row) == "tr") {
                let mut width: usize = spanning.iter().filter(|left| **left > 0).count();
                spanning.iter_mut().for_each(|left| *left = left.saturating_sub(1));
                let mut cells = 0;
                for cell in
                    self.tree.children(row).filter(|cell| matches!(self.tree.name(*cell), "td" | "th"))
                {
                    let span = |name| {
                        let value = self
                            .tree
                            .attribute(cell, name)
                            .and_then(|value| value.trim().parse::<usize>().ok());
                        value.filter(|value| (2..=100).contains(value)).unwrap_or(1)
                    };
                    let (columns, down) = (span("colspan"), span("rowspan"));
                    width += columns;
                    cells += 1;
                    spanning.extend(std::iter::repeat_n(down - 1, columns));
                }
                if cells > 0 {
                    rows.push((row, width));
                }
            }
        }
        let widest = rows.iter().map(|(_, width)| *width).max().unwrap_or(0);
        self.lacking.extend(rows.into_iter().map(|(row, width)| (row, (widest - width).min(200))));
    }

    /// A list of terms, if it is one: terms, each followed by at least one description.
    fn descriptions(&mut self, id: Id, place: Place) {
        let mut terms = 0;
        let mut described = true;
        let fits = self.tree.children(id).all(|child| match self.tree.data(child) {
            Data::Text(text) => text.trim().is_empty(),
            Data::Other => true,
            Data::Element(_) => match self.tree.name(child) {
                "dt" if !self.blocks[child as usize] => {
                    terms += 1;
                    described = false;
                    true
                }
                "dd" => {
                    described = true;
                    terms > 0
                }
                _ => false,
            },
        });
        if fits && terms > 0 && described && place.kind != Kind::Phrasing {
            self.element_as(id, "dl", Kind::Descriptions, place);
        } else {
            self.block(id, "div", "", place);
        }
    }

    fn figure(&mut self, id: Id, place: Place) {
        if place.kind == Kind::Phrasing {
            self.block(id, "div", "", place);
            return;
        }
        let place = self.in_list(place);
        self.open(id, "figure", "");
        self.steps.push(Step::Leave("figure", true));
        let caption = self.tree.children(id).find(|child| self.tree.name(*child) == "figcaption");
        if let Some(caption) = caption {
            self.moved.insert(caption);
            // The caption goes last, the one place that is always allowed; captions after the first are text.
            let inside = Place { kind: Kind::Flow, ..place };
            let at = self.steps.len();
            self.children(caption, inside);
            let children: Vec<Step> = self.steps.drain(at..).collect();
            self.steps.push(Step::Leave("figcaption", true));
            self.steps.extend(children);
            self.steps.push(Step::Open("figcaption", caption));
        }
        self.children(id, Place { kind: Kind::Flow, ..place });
    }

    fn details(&mut self, id: Id, place: Place) {
        let summary = self.tree.children(id).find(|child| self.tree.name(*child) == "summary");
        let Some(summary) = summary.filter(|_| place.kind != Kind::Phrasing && !place.linked) else {
            self.block(id, "div", "", place);
            return;
        };
        let place = self.in_list(place);
        self.moved.insert(summary);
        self.open(id, "details", "");
        self.steps.push(Step::Leave("details", true));
        self.children(id, Place { kind: Kind::Flow, ..place });
        self.steps.push(Step::Leave("summary", true));
        self.children(summary, Place { kind: Kind::Phrasing, ..place });
        self.steps.push(Step::Open("summary", summary));
    }

    fn time(&mut self, id: Id, place: Place) {
        let written = self.tree.attribute(id, "datetime").map(str::trim);
        let date = written.filter(|written| {
            // RFC 3339, or a date alone: the forms that every reader of HTML takes.
            model::Moment::parse(written).is_some()
                && written.is_ascii()
                && (written.len() == 10 || (written.len() >= 20 && !written.contains(' ')))
        });
        let mut attributes = attributes(self.tree, id, "time", "", &mut self.ids);
        let name = if date.is_some() { "time" } else { "span" };
        attributes.extend(date.map(|date| ("datetime", date.to_owned())));
        let place = self.in_list(place);
        self.start(name, attributes);
        self.steps.push(Step::Leave(name, false));
        self.children(id, Place { kind: Kind::Phrasing, ..place });
    }

    /// A frame, a video or a sound: a link to it.
    fn embed(&mut self, id: Id, place: Place) {
        if matches!(place.kind, Kind::Table | Kind::Descriptions | Kind::Ruby) {
            return;
        }
        let inner = self.tree.children(id).find(|child| self.tree.name(*child) == "source");
        let source =
            self.tree.attribute(id, "src").or_else(|| inner.and_then(|it| self.tree.attribute(it, "src")));
        let source = source.unwrap_or_default().trim().to_owned();
        let title = self.tree.attribute(id, "title").map(str::trim).filter(|title| !title.is_empty());
        let frame = self.tree.name(id) == "iframe";
        let found = if frame || address_is_remote(&source) { embed::target(&source) } else { None };
        let (target, host, named) = match found {
            Some(found) => found,
            None if !frame && !source.is_empty() && address::is_link(&source) => {
                (source.clone(), source.clone(), false)
            }
            None => {
                let message = format!("The embedded “{source}” is left out.");
                self.problem(Concern::Embedded, &source, message);
                return;
            }
        };
        let kind = if named || self.tree.name(id) == "video" { self.setting.phrases.video } else { "" };
        let text = match (title, kind) {
            (Some(title), _) => title.to_owned(),
            (None, "") => host,
            (None, kind) => format!("{kind}: {host}"),
        };
        let place = self.in_list(place);
        let figure = place.kind == Kind::Flow;
        if figure {
            self.start("figure", vec![("class", "embed".to_owned())]);
        }
        let link = if place.linked { None } else { self.target(&target) };
        let linked = link.is_some();
        if let Some(link) = link {
            self.start("a", vec![("href", link)]);
        }
        self.plain(&text);
        if linked {
            self.out.html.push_str("</a>");
        }
        if figure {
            self.out.html.push_str("</figure>");
            self.separate();
        }
    }
}

fn address_is_remote(source: &str) -> bool {
    source.starts_with("//") || source.starts_with("http://") || source.starts_with("https://")
}

/// The width in pixels that an author gave a picture; none where it is no width of a picture on a page.
fn wanted_width(written: &str) -> Option<u32> {
    written.trim().parse().ok().filter(|width| (1..=9999).contains(width))
}

/// A picture's width and height where it is to be so wide.
fn scaled(width: u32, height: u32, wanted: u32) -> (u32, u32) {
    let exact = u64::from(height) * u64::from(wanted) / u64::from(width.max(1));
    (wanted, u32::try_from(exact).unwrap_or(u32::MAX).max(1))
}
