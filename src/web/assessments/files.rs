//! Files that come with a mark or a reply. Those of a form that was refused are kept for its sender's next try.
//!
//! They lie where uploads for an obligation lie, under a name that no obligation has.

use maud::{Markup, html};

use crate::domain::ids::ObligationId;
use crate::domain::report::Evidence;
use crate::store::{Tx, uploads};
use crate::web::components::{Control, drop_zone, size};
use crate::web::error::{Error, Result};
use crate::web::uploads::{FILES, Received};
use crate::web::visit::Visit;
use crate::words::t;

/// Where one form's files are kept.
pub struct Drawer(ObligationId);

impl Drawer {
    /// `what` is unlike any other form's of the period.
    pub fn new(period: &str, what: &str) -> Result<Self> {
        format!("score~{period}~{what}").parse().map(Self).map_err(|_| Error::NotFound)
    }

    /// This person's own that no form has taken, and `earlier` ones that may be sent again.
    pub async fn known(&self, tx: &mut Tx, visit: &Visit, earlier: Vec<Evidence>) -> Result<Vec<Evidence>> {
        let mut known = uploads::kept(tx, &visit.plan().id, &self.0, &visit.user.id).await?;
        for file in earlier {
            if !known.iter().any(|each| each.sha256 == file.sha256) {
                known.push(file);
            }
        }
        Ok(known)
    }

    pub async fn keep(&self, tx: &mut Tx, visit: &Visit, received: &Received) -> Result<()> {
        for file in &received.files {
            uploads::keep(tx, &visit.plan().id, &self.0, &visit.user.id, file, visit.now).await?;
        }
        Ok(())
    }

    pub async fn forget(&self, tx: &mut Tx, visit: &Visit) -> Result<()> {
        Ok(uploads::forget(tx, &visit.plan().id, &self.0, &visit.user.id).await?)
    }
}

/// The files that were ticked, and those that came along; each once.
pub fn chosen(received: &Received, known: &[Evidence]) -> Vec<Evidence> {
    let is_ticked = |file: &&Evidence| received.all("keep").any(|hash| hash == file.sha256);
    let mut chosen: Vec<Evidence> = known.iter().filter(is_ticked).cloned().collect();
    for file in &received.files {
        if !chosen.iter().any(|each| each.sha256 == file.sha256) {
            chosen.push(file.clone());
        }
    }
    chosen
}

/// Why the files cannot be taken, if they cannot.
pub fn refused(visit: &Visit, received: &Received, chosen: &[Evidence]) -> Option<String> {
    let (lang, limits) = (visit.lang, visit.app.config.uploads);
    if received.too_many || chosen.len() > limits.files {
        return Some(t!(lang, "files-too-many", limit = limits.files));
    }
    let (names, limit) = (received.too_large.join("、"), limits.file_mib);
    (!received.too_large.is_empty()).then(|| t!(lang, "files-too-large", names = names, limit = limit))
}

/// Known files, each with its tick, and the field for new ones.
pub fn fieldset(visit: &Visit, id: &str, known: &[Evidence]) -> Markup {
    let (lang, limits) = (visit.lang, visit.app.config.uploads);
    let help = format!("{id}-help");
    html! { fieldset .files-field {
        legend { (t!(lang, "evidence")) }
        @if !known.is_empty() { ul .plain { @for file in known { li .chosen {
            label .check { input type="checkbox" name="keep" value=(file.sha256) checked; (file.name) " " span .muted { (size(file.size)) } }
        } } } }
        label .hidden for=(id) { (t!(lang, "evidence")) }
        (drop_zone(lang, &Control { id, name: FILES, required: false, invalid: None, described: Some(help.clone()) }))
        small id=(help) { (t!(lang, "files-help", limit = limits.file_mib, files = limits.files)) }
    } }
}

/// Files with their links; `address` gives each one's by its position.
pub fn links(files: &[(i64, &Evidence)], address: impl Fn(i64) -> String) -> Markup {
    html! { @if !files.is_empty() { ul .plain { @for (position, file) in files { li {
        a href=(address(*position)) download hx-boost="false" { (file.name) } " " span .muted { (size(file.size)) }
    } } } } }
}
