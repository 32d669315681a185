//! Hugo, and a theme for it with the kinds of pages that Galley's sites have: articles with what heads and search
//! engines want, lists with pages, tags, authors, feeds, a sitemap. What Galley's have besides is left out: related
//! articles, which take Hugo longer than all the rest, the archive, the search, Atom and JSON feeds.

use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::peak::{Peak, try_run};

const CONFIG: &str = r#"title = "Corpus"
languageCode = "en"
paginate = 10
enableRobotsTXT = true
[permalinks]
posts = "/:slug/"
[taxonomies]
tag = "tags"
author = "author"
[outputs]
home = ["HTML", "RSS"]
taxonomy = ["HTML"]
term = ["HTML", "RSS"]
section = ["HTML"]
[services.rss]
limit = 20
"#;

const BASE: &str = r#"<!DOCTYPE html>
<html lang="{{ .Site.LanguageCode }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} · {{ .Site.Title }}</title>
<meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
<meta property="og:title" content="{{ .Title }}">
<meta property="og:description" content="{{ .Description }}">
<meta property="og:url" content="{{ .Permalink }}">
<meta property="og:site_name" content="{{ .Site.Title }}">
<meta name="twitter:card" content="summary">
{{ range .AlternativeOutputFormats }}<link rel="{{ .Rel }}" type="{{ .MediaType.Type }}" href="{{ .Permalink }}">
{{ end }}<link rel="stylesheet" href="{{ "style.css" | relURL }}">
{{ block "head" . }}{{ end }}
</head>
<body>
<header><a href="{{ "/" | relURL }}">{{ .Site.Title }}</a></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer><p>{{ .Site.Title }}</p></footer>
</body>
</html>
"#;

const SINGLE: &str = r#"{{ define "head" }}<script type="application/ld+json">{{ dict "@context" "https://schema.org" "@type" "BlogPosting" "headline" .Title "description" .Description "datePublished" (.Date.Format "2006-01-02T15:04:05Z07:00") "author" (dict "@type" "Person" "name" .Params.author) "mainEntityOfPage" .Permalink | jsonify | safeJS }}</script>{{ end }}
{{ define "main" }}<article>
<h1>{{ .Title }}</h1>
<p><a href="{{ printf "author/%s/" (.Params.author | urlize) | relURL }}">{{ .Params.author }}</a> <time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time> {{ .ReadingTime }} min</p>
{{ .Content }}
<ul>{{ range .Params.tags }}<li><a href="{{ printf "tags/%s/" (. | urlize) | relURL }}">{{ . }}</a></li>{{ end }}</ul>
<nav>{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
</article>{{ end }}
"#;

const LIST: &str = r#"{{ define "main" }}<h1>{{ .Title }}</h1>
{{ $pages := .Paginator.Pages }}{{ range $pages }}<section><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Params.author }} <time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time></p><p>{{ .Description }}</p></section>
{{ end }}<nav>{{ with .Paginator.Prev }}<a rel="prev" href="{{ .URL }}">Newer</a>{{ end }} {{ .Paginator.PageNumber }} / {{ .Paginator.TotalPages }} {{ with .Paginator.Next }}<a rel="next" href="{{ .URL }}">Older</a>{{ end }}</nav>{{ end }}
"#;

const HOME: &str = r#"{{ define "main" }}<h1>{{ .Site.Title }}</h1>
{{ $all := where .Site.RegularPages "Section" "posts" }}{{ $paginator := .Paginate $all }}{{ range $paginator.Pages }}<section><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Params.author }} <time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time></p><p>{{ .Description }}</p></section>
{{ end }}<nav>{{ with $paginator.Prev }}<a rel="prev" href="{{ .URL }}">Newer</a>{{ end }} {{ $paginator.PageNumber }} / {{ $paginator.TotalPages }} {{ with $paginator.Next }}<a rel="next" href="{{ .URL }}">Older</a>{{ end }}</nav>{{ end }}
"#;

const TERMS: &str = r#"{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.ByCount }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}
"#;

const MISSING: &str = r#"{{ define "main" }}<h1>Not found</h1>{{ end }}
"#;

/// What of Hugo is installed.
pub fn version() -> Option<String> {
    let output = Command::new("hugo").arg("version").stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Writes settings and theme beside the content.
pub fn write_theme(folder: &Path, base: &str) -> io::Result<()> {
    let layouts = folder.join("layouts");
    std::fs::create_dir_all(layouts.join("_default"))?;
    std::fs::create_dir_all(folder.join("static"))?;
    std::fs::write(folder.join("config.toml"), format!("baseURL = \"{base}\"\n{CONFIG}"))?;
    std::fs::write(folder.join("static/style.css"), "body { max-width: 40em; margin: auto }\n")?;
    for (name, text) in [
        ("_default/baseof.html", BASE),
        ("_default/single.html", SINGLE),
        ("_default/list.html", LIST),
        ("_default/terms.html", TERMS),
        ("index.html", HOME),
        ("404.html", MISSING),
    ] {
        std::fs::write(layouts.join(name), text)?;
    }
    Ok(())
}

/// Makes the whole site.
///
/// # Errors
/// Why it could not.
pub fn build(source: &Path, into: &Path) -> Result<(Duration, Peak), String> {
    let mut command = Command::new("hugo");
    let _ = command.arg("--source").arg(source).arg("--destination").arg(into).arg("--quiet");
    let (time, peak, _) = try_run(&mut command)?;
    Ok((time, peak))
}

/// Hugo's server, which makes again what changes.
pub struct Server {
    child: Child,
    into: PathBuf,
}

impl Server {
    /// Starts it and waits until it has made the whole site and watches the folder; `None` where it does not.
    pub fn start(source: &Path, into: &Path) -> Option<Self> {
        // A port that was free a moment ago.
        let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).ok()?.port();
        let mut command = Command::new("hugo");
        let _ = command.args(["server", "--renderToDisk", "--bind", "127.0.0.1", "--source"]).arg(source);
        let _ = command.arg("--destination").arg(into).args(["--port", &port.to_string()]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let mut server = Self { child, into: into.to_owned() };
        let out = BufReader::new(server.child.stdout.take()?);
        let (say, hear) = std::sync::mpsc::channel();
        // Read to its end, so that it never waits for a reader.
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok).filter(|line| line.contains("Press Ctrl+C")) {
                let _ = say.send(line);
            }
        });
        // It answers on its port long before that, and sees no edit until then.
        hear.recv_timeout(Duration::from_secs(180)).ok()?;
        Some(server)
    }

    /// Waits until a page holds some words; `false` where they do not come.
    pub fn shows(&mut self, slug: &str, words: &str) -> bool {
        let path = self.into.join(slug).join("index.html");
        let begun = Instant::now();
        while !std::fs::read_to_string(&path).is_ok_and(|text| text.contains(words)) {
            if begun.elapsed() > Duration::from_secs(60) {
                return false;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        true
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
