//! Bad input: the item is told and the rest comes in; memory stays bounded; nothing outside is read or written.

use std::io::Write as _;
use std::path::Path;

use contract::{ImportReport, ImportState};
use engine::ImportOptions;
use tests::AppTest;
use tests::program::temporary_folder;
use zip::write::SimpleFileOptions;

use super::import::{import, import_with};

/// Writes an archive of a folder, its entries named from `root`.
pub fn zip_folder(archive: &Path, root: &Path, folder: &Path) {
    let mut writer = zip::ZipWriter::new(std::fs::File::create(archive).expect("a file"));
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(root).expect("inside").to_string_lossy().into_owned();
                writer.start_file(name, SimpleFileOptions::default()).expect("an entry");
                writer.write_all(&std::fs::read(&path).expect("a file")).expect("written");
            }
        }
    }
    writer.finish().expect("an archive");
}

/// Copies the files of a folder.
pub fn copy_files(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).into_iter().flatten().flatten() {
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
}

/// Imports some bytes as a file of this name.
fn bytes(name: &str, content: &[u8]) -> (AppTest, ImportReport) {
    let (app, folder) = (AppTest::empty(), temporary_folder());
    let file = folder.path().join(name);
    std::fs::write(&file, content).expect("a file");
    let report = import(&app, &file);
    (app, report)
}

/// An export of WordPress with these items.
fn wordpress(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><link>https://a.example</link>{items}</channel></rss>"
    )
}

fn post(number: u32, content: &str) -> String {
    format!(
        "<item><title>Post {number}</title><wp:post_id>{number}</wp:post_id><wp:post_date>2020-01-02 03:04:05</wp:post_date><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><content:encoded><![CDATA[{content}]]></content:encoded></item>"
    )
}

fn titles(app: &AppTest) -> Vec<String> {
    let mut titles: Vec<String> =
        app.list("all").iter().map(|one| one["title"].as_str().unwrap_or_default().to_owned()).collect();
    titles.sort();
    titles
}

fn body(app: &AppTest, title: &str) -> String {
    let all = app.list("all");
    let one = all.iter().find(|one| one["title"] == title).unwrap_or_else(|| panic!("no {title}"));
    app.show(&one["id"])["body"].as_str().unwrap_or_default().to_owned()
}

/// Whether something of the source or of one of its articles is told in such words.
fn tells(report: &contract::ImportReport, words: &str) -> bool {
    let whole = report.problems.iter().map(|problem| &problem.trouble);
    let told = report.items.iter().flat_map(|item| &item.problems).chain(whole);
    told.into_iter().any(|told| told.message.contains(words))
}

#[test]
fn a_truncated_export_brings_what_is_whole() {
    let whole = wordpress(&(post(1, "one") + &post(2, "two") + &post(3, "three")));
    let cut = whole.find("three").expect("there");
    let (app, report) = bytes("a.xml", &whole.as_bytes()[..cut]);
    assert_eq!(titles(&app), ["Post 1", "Post 2"]);
    assert_eq!((report.counts.new, report.counts.failed), (2, 1));
    assert!(tells(&report, "ends in the middle"), "{report:?}");
}

#[test]
fn other_encodings_are_read_by_their_declaration_or_their_looks() {
    let text = wordpress(&post(1, "caf\u{e9} \u{201c}quoted\u{201d}"));
    let declared =
        text.replace("<?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"windows-1252\"?>");
    let latin: Vec<u8> = declared
        .chars()
        .map(|it| match it {
            '\u{201c}' => 0x93,
            '\u{201d}' => 0x94,
            it => u8::try_from(u32::from(it)).expect("latin"),
        })
        .collect();
    let wide: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut undeclared = latin.clone();
    undeclared.splice(0..declared.find("<rss").expect("there"), b"<?xml version=\"1.0\"?>\n".iter().copied());
    for content in [latin, wide, undeclared] {
        let (app, _) = bytes("a.xml", &content);
        assert_eq!(body(&app, "Post 1"), "café “quoted”\n");
    }
    let (app, report) = bytes("note.md", b"---\ntitle: caf\xe9\n---\nna\xefve\r\n");
    assert_eq!(body(&app, "café"), "naïve\n");
    assert_eq!(report.counts.with_problems, 1, "that the encoding was guessed is told");
    let wide: Vec<u8> =
        "\u{feff}---\ntitle: wide\n---\nüber\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(body(&bytes("wide.md", &wide).0, "wide"), "über\n");
}

#[test]
fn no_entity_of_a_file_is_expanded_and_nothing_outside_is_opened() {
    let secret = temporary_folder();
    let file = secret.path().join("secret.txt");
    std::fs::write(&file, "TOP SECRET").expect("a file");
    let bomb = format!(
        "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\">{}<!ENTITY x SYSTEM \"file://{}\"><!ENTITY % p SYSTEM \"http://127.0.0.1:9/\"> %p;]>",
        (1..30)
            .map(|n| format!(
                "<!ENTITY a{n} \"&a{0};&a{0};&a{0};\">",
                if n == 1 { String::new() } else { (n - 1).to_string() }
            ))
            .collect::<String>(),
        file.display()
    );
    let item = "<item><title>Post &a29; &x;</title><wp:post_id>1</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><content:encoded>&lt;p&gt;&a29;&x;&amp;eacute;&lt;/p&gt;</content:encoded></item>";
    let text = wordpress(item).replace("<rss", &format!("{bomb}<rss"));
    let (app, _) = bytes("a.xml", text.as_bytes());
    assert_eq!(titles(&app), ["Post &a29; &x;"]);
    let text = body(&app, "Post &a29; &x;");
    assert!(
        text.contains("a29") && text.contains('é') && !text.contains("SECRET") && text.len() < 200,
        "{text}"
    );
}

#[test]
fn a_text_node_of_any_size_is_left_out_in_bounded_memory() {
    let folder = temporary_folder();
    let file = folder.path().join("a.xml");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&file).expect("a file"));
    let huge = wordpress(&format!(
        "{}<item><title>Huge</title><content:encoded>@</content:encoded></item>{}",
        post(1, "one"),
        post(2, "two")
    ));
    let (before, after) = huge.split_once('@').expect("there");
    out.write_all(before.as_bytes()).expect("written");
    for _ in 0..60 {
        out.write_all(&vec![b'x'; 1024 * 1024]).expect("written");
    }
    out.write_all(after.as_bytes()).expect("written");
    drop(out);
    let app = AppTest::empty();
    let report = import(&app, &file);
    assert_eq!(titles(&app), ["Post 1", "Post 2"]);
    assert_eq!(report.counts.failed, 1);
    assert!(tells(&report, "larger than 32 MB"), "{report:?}");
}

#[test]
fn an_archive_never_leads_out_of_itself_and_bombs_are_not_unpacked() {
    let folder = temporary_folder();
    std::fs::write(folder.path().join("outside.md"), "# Outside\n\nSECRET\n").expect("a file");
    let inner = folder.path().join("in");
    std::fs::create_dir(&inner).expect("a folder");
    let archive = inner.join("a.zip");
    let mut writer = zip::ZipWriter::new(std::fs::File::create(&archive).expect("a file"));
    let plain = SimpleFileOptions::default();
    for name in [
        "../outside.md",
        "/etc/passwd.md",
        "a/../../outside.md",
        "C:\\windows\\x.md",
        "..\\outside.md",
        "good.md",
    ] {
        writer.start_file(name, plain).expect("an entry");
        writer
            .write_all(
                format!("---\ntitle: From {}\n---\n\n![](../outside.md)\n", name.replace('\\', "/"))
                    .as_bytes(),
            )
            .expect("written");
    }
    writer.add_symlink("link.md", "../outside.md", plain).expect("an entry");
    writer.start_file("bomb.md", plain).expect("an entry");
    for _ in 0..300 {
        writer.write_all(&vec![b' '; 1024 * 1024]).expect("written");
    }
    writer.finish().expect("an archive");
    let app = AppTest::empty();
    let report = import(&app, &archive);
    assert_eq!(titles(&app), ["From good.md"], "{report:?}");
    assert!(!format!("{report:?}").contains("SECRET"));
    for told in ["leads out of the archive", "symbolic link", "fill a disk"] {
        assert!(tells(&report, told), "{told}: {:?}", report.problems);
    }
    let mut left: Vec<_> =
        std::fs::read_dir(folder.path()).expect("a folder").flatten().map(|one| one.file_name()).collect();
    left.sort();
    assert_eq!(left, ["in", "outside.md"], "nothing was written beside it");
    let mut broken = std::fs::read(&archive).expect("the archive");
    broken.truncate(broken.len() / 2);
    std::fs::write(&archive, broken).expect("written");
    let error =
        app.engine().import(&archive, &ImportOptions::default(), &|_| true).expect_err("it is broken");
    assert!(error.message.contains("archive"), "{error}");
}

/// A tape archive with these files, written byte by byte, so that names may be what no program would write.
fn tape(files: &[(&str, u8, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, kind, content) in files {
        let mut head = [0_u8; 512];
        head[..name.len()].copy_from_slice(name.as_bytes());
        head[100..107].copy_from_slice(b"0000644");
        head[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
        head[136..147].copy_from_slice(b"00000000000");
        head[148..156].copy_from_slice(b"        ");
        head[156] = *kind;
        if matches!(kind, b'1' | b'2') {
            head[157..170].copy_from_slice(b"../outside.md");
        }
        head[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
        head[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        bytes.extend(head);
        bytes.extend(*content);
        bytes.resize(bytes.len().next_multiple_of(512), 0);
    }
    bytes.extend([0; 1024]);
    bytes
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).expect("packed");
    writer.finish().expect("packed")
}

#[test]
fn a_tape_archive_brings_what_a_folder_would_and_never_leads_out_of_itself() {
    let folder = temporary_folder();
    std::fs::write(folder.path().join("outside.md"), "# Outside\n\nSECRET\n").expect("a file");
    let inner = folder.path().join("in");
    std::fs::create_dir(&inner).expect("a folder");
    let picture = tests::pictures::png(1, 3, 2);
    let good = b"---\ntitle: Good\n---\n\n![](../pictures/a.png)\n";
    let archived = tape(&[
        ("notes/", b'5', b""),
        ("notes/good.md", b'0', good),
        ("pictures/a.png", b'0', &picture),
        ("../outside.md", b'0', b"# Bad 1"),
        ("/etc/bad.md", b'0', b"# Bad 2"),
        ("a/../../bad.md", b'0', b"# Bad 3"),
        ("C:\\bad.md", b'0', b"# Bad 4"),
        ("link.md", b'2', b""),
        ("hard.md", b'1', b""),
        ("device.md", b'3', b""),
        ("notes/last.md", b'0', b"---\ntitle: Last\n---\n\nText.\n"),
    ]);
    for (name, content) in
        [("a.tar", archived.clone()), ("a.tar.gz", packed(&archived)), ("a.tgz", packed(&archived))]
    {
        let app = AppTest::empty();
        let archive = inner.join(name);
        std::fs::write(&archive, content).expect("a file");
        let report = import(&app, &archive);
        assert_eq!(titles(&app), ["Good", "Last"], "{name}: {report:?}");
        assert_eq!(report.counts.pictures, 1, "{name}");
        assert!(!format!("{report:?}").contains("SECRET"));
        for (told, times) in
            [("leads out of the archive", 4), ("link is not followed", 2), ("no plain file", 1)]
        {
            let found =
                report.problems.iter().filter(|problem| problem.trouble.message.contains(told)).count();
            assert_eq!(found, times, "{name}, {told}: {:?}", report.problems);
        }
        assert_eq!(import(&app, &archive).counts.unchanged, 2, "{name}: nothing comes twice");
    }
    let cut = packed(&archived);
    let (app, report) = bytes("cut.tar.gz", &cut[..cut.len() - 40]);
    assert_eq!(titles(&app)[0], "Good", "what is whole comes in: {report:?}");
    assert!(tells(&report, "left out"), "{report:?}");
    let cut = &archived[..archived.len() - 1024 - 512];
    let (app, report) = bytes("cut.tar", cut);
    assert_eq!(titles(&app), ["Good"]);
    assert!(tells(&report, "ends in the middle"), "{report:?}");
}

#[test]
fn a_tape_archive_that_unpacks_to_a_thousand_times_its_size_is_not_read() {
    let folder = temporary_folder();
    let file = folder.path().join("bomb.tar.gz");
    let mut writer = flate2::write::GzEncoder::new(
        std::fs::File::create(&file).expect("a file"),
        flate2::Compression::default(),
    );
    let entry = tape(&[("a.md", b'0', b"# A")]);
    writer.write_all(&entry[..entry.len() - 1024]).expect("packed");
    for _ in 0..400 {
        writer.write_all(&vec![0; 1024 * 1024]).expect("packed");
    }
    writer.finish().expect("packed");
    let app = AppTest::empty();
    let error = app.engine().import(&file, &ImportOptions::default(), &|_| true).expect_err("it is a bomb");
    assert!(error.message.contains("fill"), "{error}");
    let text = packed(b"# Only a text\n");
    std::fs::write(&file, text).expect("a file");
    let error = app.engine().import(&file, &ImportOptions::default(), &|_| true).expect_err("no archive");
    assert!(error.message.contains("no archive"), "{error}");
}

#[cfg(unix)]
#[test]
fn symbolic_links_in_a_folder_are_not_followed() {
    let folder = temporary_folder();
    let outside = folder.path().join("outside");
    std::fs::create_dir(&outside).expect("a folder");
    std::fs::write(outside.join("secret.md"), "# Secret\n").expect("a file");
    std::fs::write(outside.join("secret.png"), tests::pictures::png(1, 2, 2)).expect("a file");
    let notes = folder.path().join("notes");
    std::fs::create_dir(&notes).expect("a folder");
    std::fs::write(
        notes.join("a.md"),
        "# A\n\n![](secret.png) ![](../outside/secret.png) ![](sub/secret.png)\n",
    )
    .expect("a file");
    for (target, name) in [
        ("../outside/secret.md", "b.md"),
        ("../outside", "sub"),
        ("../outside/secret.png", "secret.png"),
        (".", "loop"),
    ] {
        std::os::unix::fs::symlink(target, notes.join(name)).expect("a link");
    }
    let app = AppTest::empty();
    let report = import(&app, &notes);
    assert_eq!(titles(&app), ["A"]);
    assert_eq!(report.counts.pictures, 0);
    assert_eq!(
        report.problems.iter().filter(|problem| problem.trouble.message.contains("symbolic link")).count(),
        4
    );
}

#[test]
fn dates_of_every_kind_and_none_keep_the_article() {
    let dates = [
        "2020-02-30",
        "someday",
        "0000-00-00",
        "2020-01-02",
        "02/01/2020",
        "2020-01-02T03:04:05+14:30",
        "99999",
        "-1",
        "2999-01-01",
    ];
    let folder = temporary_folder();
    for (number, date) in dates.iter().enumerate() {
        let text = format!("---\ntitle: Date {number}\ndate: \"{date}\"\nstatus: published\n---\n\nx\n");
        std::fs::write(folder.path().join(format!("d{number}.md")), text).expect("a file");
    }
    let app = AppTest::empty();
    let report = import(&app, folder.path());
    assert_eq!(report.counts.new as usize, dates.len());
    assert!(report.counts.with_problems >= 5, "{:?}", report.items);
    let later = app.list("draft");
    assert!(
        later.iter().any(|one| one["title"] == "Date 8"),
        "what is dated for later is not public: {later:?}"
    );
    let items =
        (1..).zip(["Wed, 30 Nov -0001 00:00:00 +0000", "Fri, 06 May 2022 09:30:00 +0200", "", "6 Mai 2022"]);
    let items: String = items
        .map(|(number, date)| {
            post(number, "x").replace(
                "<wp:post_date>2020-01-02 03:04:05</wp:post_date>",
                &format!("<pubDate>{date}</pubDate>"),
            )
        })
        .collect();
    assert_eq!(bytes("a.xml", wordpress(&items).as_bytes()).1.counts.new, 4);
}

#[test]
fn duplicate_addresses_names_and_ids_stay_apart() {
    let twice =
        post(1, "a").replace("<wp:post_id>", "<wp:post_name>same</wp:post_name><guid>g</guid><wp:post_id>");
    let (app, report) = bytes("a.xml", wordpress(&twice.repeat(3)).as_bytes());
    let mut slugs: Vec<String> =
        app.list("all").iter().map(|one| one["slug"].as_str().unwrap_or_default().to_owned()).collect();
    slugs.sort();
    assert_eq!(slugs, ["same", "same-2", "same-3"]);
    assert_eq!(report.counts.with_problems, 2);
    let folder = temporary_folder();
    let file = folder.path().join("a.xml");
    std::fs::write(&file, wordpress(&twice.repeat(3))).expect("a file");
    let _ = app.new_article("Same", "x");
    assert_eq!(import(&app, &file).counts.unchanged, 3);
    let other = post(9, "other").replace("<wp:post_id>", "<wp:post_name>same</wp:post_name><wp:post_id>");
    std::fs::write(&file, wordpress(&other)).expect("a file");
    assert_eq!(import(&app, &file).counts.new, 1, "an address that is taken here is no failure");
}

#[test]
fn html_of_2004_and_endless_nesting_come_in() {
    let soup = "<FONT face=Verdana size=2><B>Bold<BR><BR><FONT color=red>red <I>both</B> slanted</I></FONT><P>Next<TABLE><TR><TD>cell</FONT><CENTER>middle";
    let nested = "<blockquote>".repeat(10_000) + "deep";
    let (app, report) =
        bytes("a.xml", wordpress(&(post(1, soup) + &post(2, &nested) + &post(3, "after"))).as_bytes());
    assert_eq!(titles(&app), ["Post 1", "Post 2", "Post 3"]);
    let text = body(&app, "Post 1");
    for word in ["Bold", "red", "both", "slanted", "Next", "cell", "middle"] {
        assert!(text.contains(word), "{word} is missing from {text}");
    }
    assert!(!text.to_lowercase().contains("<font"), "{text}");
    assert!(body(&app, "Post 2").contains("deep"));
    let deep = report.items.iter().find(|item| item.title == "Post 2").expect("listed");
    assert!(
        deep.problems.iter().any(|told| told.message.contains("quotations")),
        "what could not be carried is told: {deep:?}"
    );
}

#[test]
fn broken_front_matter_is_told_and_the_text_kept() {
    let folder = temporary_folder();
    let broken = [
        "---\ntitle: [a\n---\nText.\n",
        "+++\ntitle = \n+++\nText.\n",
        "{\n\"title\": \n}\nText.\n",
        "---\ntitle: never closed\nText.\n",
        "---\na: &x [1]\nb: *x\n---\nText.\n",
        "",
        "---\n---\n",
    ];
    for (number, text) in broken.iter().enumerate() {
        std::fs::write(folder.path().join(format!("b{number}.md")), text).expect("a file");
    }
    let app = AppTest::empty();
    let report = import(&app, folder.path());
    assert_eq!((report.counts.new as usize, report.counts.failed), (broken.len(), 0));
    let texts: Vec<String> =
        app.list("all").iter().map(|one| app.show(&one["id"])["body"].to_string()).collect();
    assert_eq!(texts.iter().filter(|text| text.contains("Text.")).count(), 5, "{texts:?}");
    assert!(report.counts.with_problems >= 2, "{:?}", report.items);
}

#[test]
fn what_is_no_export_at_all_changes_nothing() {
    let app = AppTest::empty();
    let folder = temporary_folder();
    for (name, content) in
        [("a.xml", &b"<a/>"[..]), ("a.bin", b"\x00\x01"), ("a.zip", b"PK\x03\x04junk"), ("empty.xml", b"")]
    {
        let file = folder.path().join(name);
        std::fs::write(&file, content).expect("a file");
        let error = app.engine().import(&file, &ImportOptions::default(), &|_| true).expect_err(name);
        assert!(error.message.contains("Nothing was changed"), "{error}");
    }
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).expect("a folder");
    assert!(app.engine().import(&empty, &ImportOptions::default(), &|_| true).is_err());
    let _ = import_with(
        &app,
        &folder.path().join("a.bin"),
        &ImportOptions {
            from: Some(contract::ImportFormat::Html),
            dry_run: true,
            ..ImportOptions::default()
        },
    );
    assert!(app.list("all").is_empty());
}

#[test]
fn a_hostile_text_is_harmless_once_it_is_here() {
    let hostile = "<script>alert(1)</script><a href='javascript:alert(1)'>x</a><img src=x onerror=alert(1)><iframe src='javascript:alert(1)'></iframe><svg onload=alert(1)>";
    let (app, report) = bytes("a.xml", wordpress(&post(1, hostile)).as_bytes());
    let text = body(&app, "Post 1");
    assert!(!text.contains("script") && !text.contains("onerror") && !text.contains("onload"), "{text}");
    assert!(report.items.iter().all(|item| item.state == ImportState::New));
}
