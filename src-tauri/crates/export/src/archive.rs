//! A ZIP archive that is the same bytes for the same files, on any day and any machine.

use std::io::{Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Writes files into an archive, in the order in which they come.
pub struct Archive<W: Write + Seek> {
    writer: ZipWriter<W>,
}

impl<W: Write + Seek> Archive<W> {
    /// An empty archive.
    pub fn new(target: W) -> Self {
        Self { writer: ZipWriter::new(target) }
    }

    /// Adds a file. `path` is relative, with `/`; text is packed, what is packed already is stored as it is.
    ///
    /// # Errors
    /// What the target says.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> std::io::Result<()> {
        let packed = path.ends_with(".md") || path.ends_with(".html");
        let method = if packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            // The first moment that the format knows: what a file says of its time is in its front matter.
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            .large_file(bytes.len() as u64 >= u64::from(u32::MAX));
        self.writer.start_file(path, options)?;
        self.writer.write_all(bytes)
    }

    /// Ends the archive.
    ///
    /// # Errors
    /// What the target says.
    pub fn finish(self) -> std::io::Result<W> {
        Ok(self.writer.finish()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Read as _};

    fn archive() -> Vec<u8> {
        let mut archive = Archive::new(Cursor::new(Vec::new()));
        archive.add("سلام.md", "سلام ".repeat(100).as_bytes()).expect("added");
        archive.add("media/a.jpg", &[1, 2, 3]).expect("added");
        archive.finish().expect("finished").into_inner()
    }

    #[test]
    fn an_archive_is_the_same_bytes_every_time_and_reads_back() {
        let bytes = archive();
        assert_eq!(bytes, archive());
        let mut read = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        assert_eq!(read.len(), 2);
        let mut text = String::new();
        read.by_name("سلام.md").expect("the text").read_to_string(&mut text).expect("text");
        assert_eq!(text, "سلام ".repeat(100));
    }
}
