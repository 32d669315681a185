//! Media: each stored once, as a file named by its content.
//!
//! Nothing outside `media/` is ever read or written here, whatever is asked for and whatever links stand
//! in the folder: paths are resolved within it (cap-std), and a symbolic link is no medium.

use std::io::{Cursor, Read, Write as _};
use std::path::PathBuf;

use cap_std::ambient_authority;
use cap_std::fs::Dir;
use image::{ImageDecoder as _, ImageReader};
use model::{ContentHash, Medium, MediumKind, Moment};
use rusqlite::{Connection, OptionalExtension as _};

use crate::content::sha256;
use crate::error::{Error, MediumFault, Result};
use crate::file;
use crate::row::hash_bytes;
use crate::store::Store;

/// The largest file that is taken in, in bytes.
pub const LARGEST_MEDIUM: u64 = 100 * 1024 * 1024;

/// The most pixels of a picture that is taken in.
const MOST_PIXELS: u64 = 200_000_000;

impl Store {
    /// Takes a picture into the library: the file first, then its row. The same content twice is one medium;
    /// the first name stays.
    ///
    /// # Errors
    /// [`Error::InvalidMedium`] where the content is no picture of a kind the library takes in, is larger
    /// than [`LARGEST_MEDIUM`] or has more than 200 megapixels; what every write can meet.
    pub fn add_medium(&self, content: &[u8], name: &str, now: Moment) -> Result<Medium> {
        if let Some(reason) = self.read_only() {
            return Err(Error::ReadOnly(reason.to_owned()));
        }
        let invalid = |reason: MediumFault| Error::InvalidMedium { name: name.to_owned(), reason };
        let (kind, dimensions) = inspect(content).map_err(invalid)?;
        let hash = ContentHash::from_bytes(&sha256(content));
        let medium = Medium {
            hash,
            kind,
            name: name.to_owned(),
            size: content.len() as u64,
            dimensions: Some(dimensions),
            alt: String::new(),
            caption: String::new(),
            credit: String::new(),
            added_at: now,
        };
        self.write_file(&medium.file_name(), content).map_err(|error| self.explain(error))?;
        if let Some(known) = self.read(|connection| find(connection, &medium.hash))? {
            return Ok(known);
        }
        self.write(|transaction| {
            transaction
                .prepare_cached(
                    "INSERT INTO medium (hash, kind, name, size, width, height, alt, caption, credit, added_at, \
                     added_offset) VALUES (?1, ?2, ?3, ?4, ?5, ?6, '', '', '', ?7, ?8) ON CONFLICT (hash) DO NOTHING",
                )?
                .execute((
                    hash_bytes(&medium.hash),
                    kind.extension(),
                    &medium.name,
                    content.len() as i64,
                    dimensions.0,
                    dimensions.1,
                    now.milliseconds(),
                    now.offset_minutes(),
                ))?;
            find(transaction, &medium.hash)?.ok_or_else(|| missing(&medium.hash.to_string()))
        })
    }

    /// Takes a picture in from a reader, of which no more than [`LARGEST_MEDIUM`] is read.
    ///
    /// # Errors
    /// As [`Store::add_medium`]; [`Error::Io`] where the reader fails.
    pub fn add_medium_from(&self, reader: impl Read, name: &str, now: Moment) -> Result<Medium> {
        let mut content = Vec::new();
        reader
            .take(LARGEST_MEDIUM + 1)
            .read_to_end(&mut content)
            .map_err(|error| Error::io(&PathBuf::from(name), "read", &error))?;
        self.add_medium(&content, name, now)
    }

    /// What the library knows of a medium.
    ///
    /// # Errors
    /// [`Error::NotFound`], and what SQLite reports.
    pub fn medium(&self, hash: &ContentHash) -> Result<Medium> {
        self.read(|connection| find(connection, hash))?.ok_or_else(|| missing(hash.as_str()))
    }

    /// The content of a medium by its file name, `<hash>.<extension>`, verified against the hash.
    ///
    /// # Errors
    /// [`Error::NotFound`] for every name of another shape and where there is no such file;
    /// [`Error::MediumDamaged`] where it is not what was added.
    pub fn read_medium(&self, file_name: &str) -> Result<(MediumKind, Vec<u8>)> {
        let (hash, kind) = model::medium::parse_reference(&format!("media/{file_name}"))
            .filter(|(hash, kind)| format!("{hash}.{}", kind.extension()) == file_name)
            .ok_or_else(|| missing(file_name))?;
        let content = self.read_file(file_name)?.ok_or_else(|| missing(file_name))?;
        if ContentHash::from_bytes(&sha256(&content)) != hash {
            return Err(Error::MediumDamaged(file_name.to_owned()));
        }
        Ok((kind, content))
    }

    /// The first bytes of a medium by its file name, at most so many; not verified. Empty where there are none.
    #[must_use]
    pub fn medium_beginning(&self, file_name: &str, most: u64) -> Vec<u8> {
        let mut beginning = Vec::new();
        let is_name = model::medium::parse_reference(&format!("media/{file_name}")).is_some();
        if is_name
            && let Ok(Some(folder)) = self.media_folder()
            && folder.symlink_metadata(file_name).is_ok_and(|found| found.is_file())
            && let Ok(file) = folder.open(file_name)
            && file.take(most).read_to_end(&mut beginning).is_err()
        {
            beginning.clear();
        }
        beginning
    }

    /// The path of the folder of media, for showing it to people.
    fn media_path(&self) -> PathBuf {
        self.folder().join("media")
    }

    /// The folder of media; `None` where there is none, or a link in its place.
    pub(crate) fn media_folder(&self) -> Result<Option<Dir>> {
        let path = self.media_path();
        match std::fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_dir() => Dir::open_ambient_dir(&path, ambient_authority())
                .map(Some)
                .map_err(|error| Error::io(&path, "read", &error)),
            Ok(_) => Err(Error::Unreadable { path, reason: "it is not a folder".into() }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::io(&path, "read", &error)),
        }
    }

    /// A file of the folder of media; `None` where there is none. Links are not followed.
    pub(crate) fn read_file(&self, file_name: &str) -> Result<Option<Vec<u8>>> {
        let Some(folder) = self.media_folder()? else { return Ok(None) };
        let path = self.media_path().join(file_name);
        let failed = |error: &std::io::Error| Error::io(&path, "read", error);
        match folder.symlink_metadata(file_name) {
            Ok(metadata) if metadata.is_file() && metadata.len() <= LARGEST_MEDIUM => {}
            Ok(_) => return Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&error)),
        }
        let file = folder.open(file_name).map_err(|error| failed(&error))?;
        let mut content = Vec::new();
        file.take(LARGEST_MEDIUM + 1).read_to_end(&mut content).map_err(|error| failed(&error))?;
        Ok(Some(content))
    }

    /// Puts a file into the folder of media, durably, unless it is there and whole.
    fn write_file(&self, file_name: &str, content: &[u8]) -> Result<()> {
        let path = self.media_path();
        let failed = |error: &std::io::Error| Error::io(&path, "written", error);
        if self.media_folder()?.is_none() {
            file::make_folder(&path).map_err(|error| failed(&error))?;
        }
        if self.read_file(file_name)?.is_some_and(|old| old == content) {
            return Ok(());
        }
        let mut unfinished = file::unfinished(&path, "").map_err(|error| failed(&error))?;
        unfinished.write_all(content).map_err(|error| failed(&error))?;
        unfinished.as_file().sync_all().map_err(|error| failed(&error))?;
        // A rename replaces a link, or an altered file, and follows nothing.
        unfinished.persist(path.join(file_name)).map_err(|error| failed(&error.error))?;
        file::sync_folder(&path).map_err(|error| failed(&error))
    }
}

/// What a medium is: its kind, and its size as shown. Only the head of the picture is decoded.
fn inspect(content: &[u8]) -> std::result::Result<(MediumKind, (u32, u32)), MediumFault> {
    if content.is_empty() {
        return Err(MediumFault::Empty);
    }
    if content.len() as u64 > LARGEST_MEDIUM {
        return Err(MediumFault::TooLarge { most: (LARGEST_MEDIUM / (1024 * 1024)) as u32 });
    }
    let kind = MediumKind::from_content(content).ok_or(MediumFault::NoPicture)?;
    let format = match kind {
        MediumKind::Jpeg => image::ImageFormat::Jpeg,
        MediumKind::Png => image::ImageFormat::Png,
        MediumKind::Gif => image::ImageFormat::Gif,
        MediumKind::WebP => image::ImageFormat::WebP,
    };
    let broken = |_: image::ImageError| MediumFault::Broken;
    let mut decoder =
        ImageReader::with_format(Cursor::new(content), format).into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(MediumFault::NoSize);
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(MediumFault::TooManyPixels { width, height, most: (MOST_PIXELS / 1_000_000) as u32 });
    }
    use image::metadata::Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    let turned = matches!(decoder.orientation(), Ok(Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH));
    Ok((kind, if turned { (height, width) } else { (width, height) }))
}

pub(crate) fn missing(name: &str) -> Error {
    Error::NotFound { what: "picture", name: name.to_owned() }
}

/// Reads the row of a medium.
pub(crate) fn find(connection: &Connection, hash: &ContentHash) -> Result<Option<Medium>> {
    let found = connection
        .prepare_cached(
            "SELECT kind, name, size, width, height, alt, caption, credit, added_at, added_offset FROM medium \
             WHERE hash = ?1",
        )?
        .query_row([hash_bytes(hash)], |row| {
            let kind: String = row.get(0)?;
            let size: i64 = row.get(2)?;
            let width: Option<u32> = row.get(3)?;
            Ok(Medium {
                hash: hash.clone(),
                kind: MediumKind::from_extension(&kind).unwrap_or(MediumKind::Jpeg),
                name: row.get(1)?,
                size: u64::try_from(size).unwrap_or_default(),
                dimensions: width.zip(row.get(4)?),
                alt: row.get(5)?,
                caption: row.get(6)?,
                credit: row.get(7)?,
                added_at: Moment::from_milliseconds(row.get(8)?).at_offset(row.get(9)?),
            })
        })
        .optional()?;
    Ok(found)
}
