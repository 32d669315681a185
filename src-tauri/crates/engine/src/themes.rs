//! Themes: the built-in ones and those in the library's folder `themes`, and the one in use.
//!
//! A theme of the author's own is read below its folder and nowhere else. Where its files have a mistake, the last
//! good one stays in use and the mistake is told with its file and line.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use cap_std::fs::Dir;
use contract as wire;
use contract::{ApiError, Event};
use export::theme::{OptionAbout, OptionKind, OptionProblem, ThemeFiles, built_in_names};
use export::{Theme, ThemeError};

use crate::Engine;
use crate::library::Library;

/// The folder of the author's own themes, in the library.
const FOLDER: &str = "themes";

/// The theme of a publication that has not chosen one, and in the place of one that cannot be used.
const DEFAULT: &str = "news";

/// The longest name of a theme, in bytes.
const LONGEST_NAME: usize = 60;

/// The theme in use, with what is wrong with it.
pub(crate) struct InUse {
    theme: Arc<Theme>,
    /// Why another one stands in the place of the chosen one, or an older state of it.
    mistake: Option<ThemeError>,
    options: Vec<OptionProblem>,
}

impl InUse {
    /// The theme that a publication has chosen; the default one where that cannot be used.
    pub(crate) fn of(library: &Path, publication: &model::Publication) -> Self {
        let (theme, mistake) = match load(library, &publication.theme) {
            Ok(theme) => (theme, None),
            Err(error) => (default(), Some(error)),
        };
        let (theme, options) = theme.with_options(&publication.theme_options);
        Self { theme: Arc::new(theme), mistake, options }
    }

    pub(crate) fn theme(&self) -> Arc<Theme> {
        self.theme.clone()
    }

    /// Reads the files again. What was good stays in use where they are not.
    fn refresh(&mut self, library: &Path, publication: &model::Publication) {
        match load(library, &publication.theme) {
            Ok(theme) => {
                let (theme, options) = theme.with_options(&publication.theme_options);
                *self = Self { theme: Arc::new(theme), mistake: None, options };
            }
            Err(error) => self.mistake = Some(error),
        }
    }
}

/// The folder of the theme in use, watched for as long as this lives.
pub(crate) struct WatchedTheme {
    folder: PathBuf,
    _watching: mirror::watch::Watcher,
}

fn default() -> Theme {
    Theme::built_in(DEFAULT).expect("a test reads every built-in theme")
}

/// A theme by its name: a built-in one, or one from the library's folder.
pub(crate) fn load(library: &Path, name: &str) -> Result<Theme, ThemeError> {
    if built_in_names().contains(&name) {
        return Theme::built_in(name);
    }
    let unknown = || {
        let names: Vec<String> =
            built_in_names().into_iter().map(str::to_owned).chain(own_names(library)).collect();
        ThemeError::Unknown(name.to_owned(), names.join(", "))
    };
    if !is_theme_name(name) {
        return Err(unknown());
    }
    let folder = themes_folder(library).and_then(|themes| themes.open_dir(name)).map_err(|_| unknown())?;
    Theme::from_files(name, &ThemeFiles::read(name, &folder)?)
}

/// One segment of letters, digits and hyphens: no way out of the folder, and the same on every file system.
fn is_theme_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    !name.is_empty() && name.len() <= LONGEST_NAME && name.bytes().all(allowed)
}

fn themes_folder(library: &Path) -> std::io::Result<Dir> {
    Dir::open_ambient_dir(library, cap_std::ambient_authority())?.open_dir(FOLDER)
}

/// The names of the author's own themes, in order.
fn own_names(library: &Path) -> Vec<String> {
    let entries = themes_folder(library).and_then(|themes| themes.entries());
    let Ok(entries) = entries else { return Vec::new() };
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| is_theme_name(name) && !built_in_names().contains(&name.as_str()))
        .collect();
    names.sort();
    names
}

fn summary(library: &Path, name: &str, own: bool) -> wire::ThemeSummary {
    let loaded = load(library, name);
    let mut summary = wire::ThemeSummary {
        name: name.to_owned(),
        title: name.to_owned(),
        description: String::new(),
        author: String::new(),
        own,
        problem: None,
        options: Vec::new(),
    };
    match loaded {
        Ok(theme) => {
            let about = theme.about();
            summary.title.clone_from(&about.title);
            summary.description.clone_from(&about.description);
            summary.author.clone_from(&about.author);
            summary.options =
                about.options.iter().map(|(name, option)| option_to_wire(name, option)).collect();
        }
        Err(error) => summary.problem = Some(format!("{error}.")),
    }
    summary
}

fn option_to_wire(name: &str, option: &OptionAbout) -> wire::ThemeOption {
    wire::ThemeOption {
        name: name.to_owned(),
        label: option.label.clone(),
        kind: match option.kind {
            OptionKind::Colour { .. } => wire::ThemeOptionKind::Colour,
            OptionKind::Type => wire::ThemeOptionKind::Type,
            OptionKind::Choice(_) => wire::ThemeOptionKind::Choice,
        },
        default: option.default.clone(),
        choices: option
            .choices()
            .into_iter()
            .map(|choice| wire::ThemeChoice { value: choice.value, label: choice.label })
            .collect(),
    }
}

fn mistake_to_wire(error: &ThemeError) -> wire::ThemeProblem {
    let (file, line) = match error {
        ThemeError::File { file, line, .. } => {
            (Some(file.clone()), line.and_then(|line| u32::try_from(line).ok()))
        }
        ThemeError::Unknown(..) => (None, None),
    };
    wire::ThemeProblem { file, line, option: None, message: format!("{error}.") }
}

impl Library {
    /// What is wrong with the theme in use, and with what was chosen among its options.
    pub(crate) fn theme_problems(&self) -> Vec<wire::ThemeProblem> {
        let in_use = self.theme_in_use().read().unwrap_or_else(PoisonError::into_inner);
        let options = in_use.options.iter().map(|problem| wire::ThemeProblem {
            file: None,
            line: None,
            option: Some(problem.option.clone()),
            message: problem.message.clone(),
        });
        in_use.mistake.iter().map(mistake_to_wire).chain(options).collect()
    }

    /// Reads the files of the theme in use again; what is wrong with them now.
    fn refresh_theme(&self) -> Option<wire::ThemeProblem> {
        let publication = self.publication();
        let mut in_use = self.theme_in_use().write().unwrap_or_else(PoisonError::into_inner);
        in_use.refresh(self.folder(), &publication);
        in_use.mistake.as_ref().map(mistake_to_wire)
    }

    /// The folder of the theme in use, where it is the author's own.
    pub(crate) fn own_theme_folder(&self) -> Option<PathBuf> {
        let name = self.publication().theme;
        let own = is_theme_name(&name) && !built_in_names().contains(&name.as_str());
        own.then(|| self.folder().join(FOLDER).join(name))
    }
}

impl Engine {
    pub(crate) fn themes(&self) -> Result<Vec<wire::ThemeSummary>, ApiError> {
        let library = self.library()?;
        let folder = library.folder();
        let built_in = built_in_names().into_iter().map(|name| summary(folder, name, false));
        let own = own_names(folder).into_iter().map(|name| summary(folder, &name, true));
        Ok(built_in.chain(own).collect())
    }

    pub(crate) fn copy_theme(&self, request: &wire::ThemeCopy) -> Result<wire::ThemeSummary, ApiError> {
        let library = self.library()?;
        let name = request.name.trim();
        if !is_theme_name(name) {
            return Err(ApiError::invalid(format!(
                "“{name}” cannot be the name of a theme. Use letters a to z, digits and hyphens."
            )));
        }
        if built_in_names().contains(&name) {
            return Err(ApiError::invalid(format!(
                "“{name}” is the name of a theme that comes with Galley. Choose another."
            )));
        }
        let files = ThemeFiles::built_in(&request.from).ok_or_else(|| {
            ApiError::invalid(format!(
                "There is no built-in theme “{}”; there are: {}.",
                request.from,
                built_in_names().join(", ")
            ))
        })?;
        write_copy(library.folder(), name, &files).map_err(|error| {
            ApiError::internal(format!(
                "The theme could not be written to {}: {error}.",
                library.folder().join(FOLDER).join(name).display()
            ))
        })?;
        Ok(summary(library.folder(), name, true))
    }

    /// Writes a copy of a built-in theme into the library's folder of themes, and answers where.
    ///
    /// # Errors
    /// Where there is one of this name, or the folder cannot be written.
    pub fn new_theme(&self, name: &str, from: &str) -> Result<PathBuf, ApiError> {
        let request = wire::ThemeCopy { from: from.to_owned(), name: name.to_owned() };
        let copied = self.copy_theme(&request)?;
        Ok(self.library()?.folder().join(FOLDER).join(copied.name))
    }

    /// Watches the folder of the theme in use, where it is the author's own; called again and again.
    pub(crate) fn watch_theme(&self, watched: &mut Option<WatchedTheme>) {
        let folder = self.library().ok().and_then(|library| library.own_theme_folder());
        if watched.as_ref().map(|watched| &watched.folder) == folder.as_ref() {
            return;
        }
        *watched = None;
        let Some(folder) = folder.filter(|folder| folder.is_dir()) else { return };
        let shared = Arc::downgrade(&self.shared);
        let watching = mirror::watch::Watcher::new(&folder, move |_| {
            if let Some(shared) = shared.upgrade() {
                Engine { shared }.theme_files_changed();
            }
        });
        // Where a folder cannot even be asked, its theme stays as it was read, and that is tried again.
        if let Ok(watching) = watching {
            *watched = Some(WatchedTheme { folder, _watching: watching });
            // It may have changed between the reading and now.
            self.theme_files_changed();
        }
    }

    /// Reads the files of the theme in use again and tells what came of it.
    fn theme_files_changed(&self) {
        let Ok(library) = self.library() else { return };
        let problem = library.refresh_theme();
        self.tell(Event::ThemeChanged { problem });
    }
}

/// Writes the files of a copy and the guide beside them. Nothing is replaced: the folder must be new.
fn write_copy(library: &Path, name: &str, files: &ThemeFiles) -> std::io::Result<()> {
    let library = Dir::open_ambient_dir(library, cap_std::ambient_authority())?;
    library.create_dir_all(FOLDER)?;
    let themes = library.open_dir(FOLDER)?;
    themes.create_dir(name)?;
    let folder = themes.open_dir(name)?;
    folder.write("README.md", export::theme::GUIDE)?;
    for (path, text) in files.iter() {
        if let Some((parent, _)) = path.rsplit_once('/') {
            folder.create_dir_all(parent)?;
        }
        folder.write(path, text)?;
    }
    Ok(())
}
