//! What a program asked the disk to do, in its order, read from a trace of its system calls.

use std::path::{Path, PathBuf};
use std::process::Command;

use tests::program::{Ran, finish};

/// One thing the disk was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A new file, or one that was cut to nothing when it was opened.
    Create(PathBuf),
    Write {
        path: PathBuf,
        at: Option<u64>,
        bytes: Vec<u8>,
    },
    Truncate {
        path: PathBuf,
        length: u64,
    },
    /// The content of a file, or the names in a folder, are on the disk when this is over.
    Sync(PathBuf),
    /// Everything is on the disk when this is over.
    SyncAll,
    Rename {
        from: PathBuf,
        to: PathBuf,
    },
    /// Two names change their files.
    Exchange {
        one: PathBuf,
        other: PathBuf,
    },
    /// A file gets a second name.
    Link {
        from: PathBuf,
        to: PathBuf,
    },
    /// A file's name, or an empty folder, is taken away.
    Unlink(PathBuf),
    MakeFolder(PathBuf),
    /// The program said something on its standard output.
    Said(String),
}

const CALLS: &str = "openat,pwrite64,write,ftruncate,fsync,fdatasync,syncfs,rename,renameat,renameat2,linkat,link,\
    unlink,unlinkat,rmdir,mkdir,mkdirat,copy_file_range,sendfile,splice";

/// Copies whose bytes no trace shows; where they do not work, programs read and write.
const UNSEEN: &str = "copy_file_range,sendfile,splice:error=ENOSYS";

/// Runs a command and answers what it asked of the disk below a folder, and how it ended.
pub fn record(plain: &Command, trace: &Path, below: &Path) -> (Vec<Event>, Ran) {
    let mut command = Command::new("strace");
    command
        .args(["-f", "-qq", "-y", "-xx", "-s", "16777216", "-e", &format!("trace={CALLS}")])
        .args(["-e", &format!("inject={UNSEEN}"), "-o"])
        .arg(trace);
    command.arg(plain.get_program()).args(plain.get_args()).env_remove("GALLEY_LIBRARY");
    let ran = finish(command, b"");
    assert!([0, 3].contains(&ran.status), "{ran:?}");
    let events = read(&std::fs::read_to_string(trace).expect("a trace"), below);
    std::fs::remove_file(trace).expect("removed");
    (events, ran)
}

/// Reads a trace.
pub fn read(trace: &str, below: &Path) -> Vec<Event> {
    let mut events = Vec::new();
    let mut unfinished: Vec<(String, String)> = Vec::new();
    for line in trace.lines() {
        let Some((process, call)) = line.split_once(' ') else { continue };
        let call = call.trim_start();
        // Threads run between each other's calls: a call counts when it is over.
        let whole = if let Some(begun) = call.strip_suffix(" <unfinished ...>") {
            unfinished.push((process.to_owned(), begun.to_owned()));
            continue;
        } else if let Some(rest) = call.strip_prefix("<... ") {
            let begun = unfinished.iter().rposition(|(other, _)| other == process);
            let (_, begun) = unfinished.remove(begun.expect("it was begun"));
            begun + rest.split_once(" resumed>").map_or("", |(_, rest)| rest)
        } else {
            call.to_owned()
        };
        events.extend(event(&whole).filter(|event| concerns(event, below)));
    }
    events
}

fn concerns(event: &Event, below: &Path) -> bool {
    match event {
        Event::Said(_) | Event::SyncAll => true,
        Event::Create(path)
        | Event::Write { path, .. }
        | Event::Truncate { path, .. }
        | Event::Sync(path)
        | Event::Rename { to: path, .. }
        | Event::Exchange { other: path, .. }
        | Event::Link { to: path, .. }
        | Event::Unlink(path)
        | Event::MakeFolder(path) => {
            // What is shared in memory is made anew from the log.
            path.starts_with(below) && !path.to_string_lossy().ends_with("-shm")
        }
    }
}

fn event(call: &str) -> Option<Event> {
    let (name, rest) = call.split_once('(')?;
    let (arguments, result) = rest.rsplit_once(" = ")?;
    if result.starts_with('-') || result.starts_with('?') {
        return None;
    }
    let arguments = split(arguments.trim_end().strip_suffix(')')?);
    let argument = |index: usize| arguments.get(index).map(String::as_str).unwrap_or_default();
    let number = |index: usize| argument(index).parse::<u64>().ok();
    let string = |index: usize| Some(PathBuf::from(String::from_utf8(quoted(argument(index))?).ok()?));
    // A name below the folder that stands before it.
    let below = |index: usize| {
        let path = described(argument(index)).unwrap_or_default().join(string(index + 1)?);
        // A folder that was opened as `.` of another.
        Some(path.components().collect())
    };
    Some(match name {
        "openat" => {
            let flags = argument(2);
            let new = flags.contains("O_TRUNC") || flags.contains("O_EXCL") || flags.contains("O_CREAT");
            // Opened again, an existing file is created again, which changes nothing unless it is cut.
            return new.then(|| {
                described(result).map(|path| {
                    if flags.contains("O_TRUNC") {
                        Event::Truncate { path, length: 0 }
                    } else {
                        Event::Create(path)
                    }
                })
            })?;
        }
        "pwrite64" => {
            Event::Write { path: described(argument(0))?, at: number(3), bytes: quoted(argument(1))? }
        }
        "write" if argument(0).starts_with("1<") => {
            Event::Said(String::from_utf8_lossy(&quoted(argument(1))?).into_owned())
        }
        "write" => Event::Write { path: described(argument(0))?, at: None, bytes: quoted(argument(1))? },
        "ftruncate" => Event::Truncate { path: described(argument(0))?, length: number(1)? },
        "fsync" | "fdatasync" => Event::Sync(described(argument(0))?),
        "syncfs" => Event::SyncAll,
        "rename" => Event::Rename { from: string(0)?, to: string(1)? },
        "renameat2" if argument(4).contains("EXCHANGE") => {
            Event::Exchange { one: below(0)?, other: below(2)? }
        }
        "renameat" | "renameat2" => Event::Rename { from: below(0)?, to: below(2)? },
        "link" => Event::Link { from: string(0)?, to: string(1)? },
        "linkat" => Event::Link { from: below(0)?, to: below(2)? },
        "unlink" | "rmdir" => Event::Unlink(string(0)?),
        "unlinkat" => Event::Unlink(below(0)?),
        "mkdir" => Event::MakeFolder(string(0)?),
        "mkdirat" => Event::MakeFolder(below(0)?),
        other => panic!("{other} is not understood: {call:.200}"),
    })
}

/// The arguments of a call: what stands between commas that are not inside quotation marks or brackets.
fn split(text: &str) -> Vec<String> {
    let (mut parts, mut quoted, mut depth) = (vec![String::new()], false, 0_usize);
    for character in text.chars() {
        match character {
            '"' => quoted = !quoted,
            '<' | '{' | '[' if !quoted => depth += 1,
            '>' | '}' | ']' if !quoted => depth = depth.saturating_sub(1),
            ',' if !quoted && depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("one at least").push(character);
    }
    parts.into_iter().map(|part| part.trim().to_owned()).collect()
}

/// The bytes of `"\x41\x42"`.
fn quoted(text: &str) -> Option<Vec<u8>> {
    let inside = text.strip_prefix('"')?;
    let inside = inside.strip_suffix('"').expect("the whole of it was recorded");
    Some(unescaped(inside))
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4);
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.strip_prefix(b"x").and_then(|digits| digits.get(..2)).filter(|_| first == b'\\');
        let byte = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[3..] } else { after };
    }
    bytes
}

/// The path behind a descriptor: `5</tmp/library.db>`.
fn described(text: &str) -> Option<PathBuf> {
    let path = text.split_once('<')?.1.strip_suffix('>')?;
    let path = String::from_utf8(unescaped(path)).ok()?;
    Some(PathBuf::from(path.trim_end_matches(" (deleted)")))
}

#[test]
fn a_trace_is_read_as_what_was_asked_of_the_disk() {
    let trace = "\
7 openat(AT_FDCWD</a>, \"\\x2f\\x6c\\x2f\\x64\", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 3</l/d>
7 pwrite64(3</l/d>, \"\\x41\\x2c\\x22\", 3, 4096 <unfinished ...>
8 fdatasync(3</l/d>) = 0
7 <... pwrite64 resumed>) = 3
7 rename(\"\\x2f\\x6c\\x2f\\x64\", \"\\x2f\\x6c\\x2f\\x65\") = 0
7 unlink(\"\\x2f\\x6c\\x2f\\x65\") = -1 ENOENT (No such file or directory)
7 write(1<pipe:[9]>, \"\\x32\\x0a\", 2) = 2
7 write(4</elsewhere/x>, \"\\x32\", 1) = 1";
    let path = |name: &str| PathBuf::from(name);
    assert_eq!(
        read(trace, Path::new("/l")),
        [
            Event::Create(path("/l/d")),
            Event::Sync(path("/l/d")),
            Event::Write { path: path("/l/d"), at: Some(4096), bytes: b"A,\"".to_vec() },
            Event::Rename { from: path("/l/d"), to: path("/l/e") },
            Event::Said("2\n".into()),
        ]
    );
}
