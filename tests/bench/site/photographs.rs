//! 200 photographs of 12 megapixels to three widths and two formats: by the whole program, on all cores.

use std::ffi::OsStr;
use std::io::Cursor;
use std::path::Path;

use image::{ExtendedColorType, ImageEncoder as _, codecs::jpeg::JpegEncoder};
use tests::corpus::Chance;
use tests::program::Galley;

use super::BASE;
use crate::figures::{Figures, Runs, Target};
use crate::peak::{Peak, run};

const PHOTOGRAPHS: u64 = 200;
const IN_AN_ARTICLE: u64 = 10;
const WIDTH: u32 = 4_000;
const HEIGHT: u32 = 3_000;

pub fn measure(figures: &mut Figures) {
    figures.group(&format!("{PHOTOGRAPHS} photographs of {WIDTH} × {HEIGHT}, three widths, two formats"));
    let folder = tempfile::tempdir().expect("a folder");
    let notes = folder.path().join("notes");
    std::fs::create_dir(&notes).expect("made");
    let photograph = photograph();
    figures.note("size of one", photograph.len() as f64 / 1_000_000.0, "MB");
    for article in 0..PHOTOGRAPHS / IN_AN_ARTICLE {
        let mut text =
            format!("---\ntitle: Album {article}\ndate: 2020-01-01T00:00:00Z\ndraft: false\n---\n\n");
        for number in article * IN_AN_ARTICLE..(article + 1) * IN_AN_ARTICLE {
            std::fs::write(notes.join(format!("{number}.jpg")), another(&photograph, number))
                .expect("written");
            text.push_str(&format!("![Photograph {number}]({number}.jpg)\n\n"));
        }
        std::fs::write(notes.join(format!("album-{article}.md")), text).expect("written");
    }
    let library = folder.path().join("library");
    let galley = Galley::on(&library);
    let _ = galley.run(&["init"]).exits(0);
    let _ = galley.run(&[OsStr::new("import"), notes.as_os_str()]).exits(0);
    let export = |name: &str| {
        let into = folder.path().join(name);
        let to = into.to_string_lossy();
        let (time, peak, _) =
            run(&mut galley.command(&["--json", "export", "--site", "--to", &to, "--base-url", BASE]));
        let made = super::count(&into.join("media"));
        assert_eq!(made as u64, PHOTOGRAPHS * 6, "not every file was made");
        let _ = std::fs::remove_dir_all(into);
        (time, peak)
    };
    let (mut cold, mut kept, mut most) = (Runs::default(), Runs::default(), Peak::default());
    for turn in 0..3 {
        forget(&library);
        let (time, peak) = export(&format!("cold{turn}"));
        cold.add(time);
        most = most.max(peak);
        kept.add(export(&format!("kept{turn}")).0);
    }
    figures.add("all of them made", &cold, &Target::None, None);
    figures.note("  photographs each second", PHOTOGRAPHS as f64 * 1_000.0 / cold.quantile(0.5), "");
    figures.note("  most memory", most.mebibytes(), "MiB");
    let yardstick = Some(("all of them made", &cold));
    figures.add("into another folder, made before", &kept, &Target::Multiple(0.2), yardstick);
}

/// Forgets what was made before.
fn forget(library: &Path) {
    let _ = std::fs::remove_dir_all(library.join("cache"));
}

/// Light and shade with the noise of a sensor, so that no coder has it easy.
fn photograph() -> Vec<u8> {
    let mut chance = Chance::new(12);
    let mut pixels = Vec::with_capacity((WIDTH * HEIGHT * 3) as usize);
    for row in 0..HEIGHT {
        for column in 0..WIDTH {
            let (x, y) = (f64::from(column), f64::from(row));
            let light = 120.0 + 70.0 * (x / 310.0).sin() * (y / 270.0).cos() + 30.0 * ((x + y) / 41.0).sin();
            let noise = chance.below(17) as f64;
            for shade in [1.0, 0.9, 0.8] {
                pixels.push((light * shade + noise).clamp(0.0, 255.0) as u8);
            }
        }
    }
    let mut file = Cursor::new(Vec::new());
    let encoder = JpegEncoder::new_with_quality(&mut file, 90);
    encoder.write_image(&pixels, WIDTH, HEIGHT, ExtendedColorType::Rgb8).expect("a JPEG");
    file.into_inner()
}

/// The same picture as another file: a comment (ITU-T T.81, B.2.4.5) tells them apart.
fn another(photograph: &[u8], number: u64) -> Vec<u8> {
    let (start, rest) = photograph.split_at(2);
    let words = format!("{number:08}");
    let mut file = start.to_vec();
    file.extend([0xff, 0xfe, 0, 10]);
    file.extend(words.as_bytes());
    file.extend(rest);
    file
}
