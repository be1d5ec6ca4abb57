//! `duban plan schema`: the JSON Schemas that editors complete and check a plan's files with.

use std::io;
use std::path::Path;

use crate::plan_files::schemas;

/// Writes every schema into a folder, which is made if need be.
pub fn write(dir: &Path) -> io::Result<()> {
    std::fs::create_dir_all(dir)?;
    schemas().into_iter().try_for_each(|(name, text)| std::fs::write(dir.join(name), text))
}
