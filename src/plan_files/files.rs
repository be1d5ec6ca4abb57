//! Where a plan's files come from: a folder, or the ones built into the program.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use rust_embed::Embed;

#[derive(Embed)]
#[folder = "plan/"]
struct Built;

/// The id of the plan that is built in.
pub const SHIPPED: &str = "credit-2026";

/// Where to read from.
#[derive(Debug, Clone)]
pub enum Files {
    Folder { plan: PathBuf, calendar: Calendars },
    Shipped,
}

/// Where the calendar's years are read from.
#[derive(Debug, Clone)]
pub enum Calendars {
    Folder(PathBuf),
    /// The years that are built in.
    Shipped,
}

impl Files {
    /// A plan's folder and the calendar that goes with it: `calendar/` in it or beside it, else the years
    /// that are built in.
    pub fn folder(plan: &Path) -> Self {
        // A bare `.` has no parent by name, so the folder is looked up first.
        let real = plan.canonicalize().unwrap_or_else(|_| plan.to_owned());
        let beside = real.parent().map(|parent| parent.join("calendar"));
        let found = [Some(real.join("calendar")), beside].into_iter().flatten().find(|dir| dir.is_dir());
        let calendar = found.map_or(Calendars::Shipped, Calendars::Folder);
        Self::Folder { plan: plan.to_owned(), calendar }
    }

    /// The plan's folder, if it is not there.
    pub(super) fn missing_folder(&self) -> Option<String> {
        match self {
            Self::Folder { plan, .. } if !plan.is_dir() => Some(plan.display().to_string()),
            _ => None,
        }
    }

    /// The bytes of a file of the plan, `None` if there is none.
    pub(super) fn read(&self, path: &str) -> io::Result<Option<Cow<'static, [u8]>>> {
        match self {
            Self::Folder { plan, .. } => read(&plan.join(path)),
            Self::Shipped => Ok(built(&format!("{SHIPPED}/{path}"))),
        }
    }

    /// The names of the `.toml` files in a folder of the plan; none if there is no such folder.
    pub(super) fn listed(&self, folder: &str) -> io::Result<Vec<String>> {
        match self {
            Self::Folder { plan, .. } => list(&plan.join(folder)),
            Self::Shipped => Ok(built_list(&format!("{SHIPPED}/{folder}/"))),
        }
    }

    /// The calendar's files: name and bytes.
    pub(super) fn calendar(&self) -> io::Result<Vec<(String, Cow<'static, [u8]>)>> {
        if let Self::Folder { calendar: Calendars::Folder(dir), .. } = self {
            let names = list(dir)?;
            return names
                .into_iter()
                .filter_map(|name| match read(&dir.join(&name)) {
                    Ok(bytes) => bytes.map(|bytes| Ok((name, bytes))),
                    Err(error) => Some(Err(error)),
                })
                .collect();
        }
        let names = built_list("calendar/");
        Ok(names
            .into_iter()
            .filter_map(|name| built(&format!("calendar/{name}")).map(|bytes| (name, bytes)))
            .collect())
    }
}

fn read(path: &Path) -> io::Result<Option<Cow<'static, [u8]>>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(Cow::Owned(bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn list(dir: &Path) -> io::Result<Vec<String>> {
    let entries = match std::fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let names: io::Result<Vec<String>> =
        entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect();
    Ok(in_order(names?))
}

fn built(path: &str) -> Option<Cow<'static, [u8]>> {
    Built::get(path).map(|file| file.data)
}

fn built_list(dir: &str) -> Vec<String> {
    in_order(Built::iter().filter_map(|path| path.strip_prefix(dir).map(str::to_owned)).collect())
}

/// 2.toml before 10.toml.
fn in_order(mut names: Vec<String>) -> Vec<String> {
    names.retain(|name| name.ends_with(".toml") && !name.starts_with('.'));
    names.sort_by_key(|name| (name.len(), name.clone()));
    names
}
