//! What a report's form held when it came, sent or only saved.

use crate::domain::ids::ObligationId;
use crate::domain::report::{Draft, Evidence};
use crate::store::{self, Tx, uploads};
use crate::web::error::{Error, Result};
use crate::web::form::TOKEN;
use crate::web::uploads::Received;
use crate::web::visit::Visit;

/// The fields that the form has, and what its script and buttons add, and the beginning of each figure's.
const FIELDS: [&str; 12] =
    [TOKEN, "seen", "draft", "text", "nil", "file", "keep", "remove", "next", "quiet", "fill", "sheet"];
const FIGURE: &str = "figure-";

/// Read against the files that this person may attach.
pub struct Typed {
    pub draft: Draft,
    /// The obligation's revision that the form was made for.
    pub seen: i64,
    /// The version of the saved draft that the form started from; empty for none.
    pub version: String,
    /// Every file the form showed, in its order, and the new ones; and whether it is to be sent.
    pub files: Vec<(String, bool)>,
    /// New files whose content is there already: their name, and that of the one that stays.
    pub twice: Vec<(String, String)>,
}

/// What may be attached without choosing it again: this person's uploads, then files of earlier revisions.
pub async fn attachable(tx: &mut Tx, visit: &Visit, id: &ObligationId) -> Result<Vec<Evidence>> {
    let plan = &visit.plan().id;
    let mut files = uploads::kept(tx, plan, id, &visit.user.id).await?;
    let attached = store::submissions::evidence_of(tx, plan, id).await?;
    files.extend(attached.into_iter().map(|attached| attached.file));
    Ok(files)
}

/// 400 where the form does not say for which revision it is, or has fields that ours has not.
pub fn read(received: &Received, attachable: &[Evidence]) -> Result<Typed> {
    let known = |name: &str| FIELDS.contains(&name) || name.starts_with(FIGURE);
    if let Some((unknown, _)) = received.fields.iter().find(|(name, _)| !known(name)) {
        return Err(Error::BadRequest(unknown.clone()));
    }
    let seen = received.field("seen").and_then(|seen| seen.parse().ok());
    let seen = seen.ok_or_else(|| Error::BadRequest("seen".to_owned()))?;
    let figure = |name: &str| name.strip_prefix(FIGURE).map(str::to_owned);
    let figures =
        received.fields.iter().filter_map(|(name, value)| Some((figure(name)?, value.clone()))).collect();
    let (files, twice) = files(received, attachable);
    let find = |hash: &str| attachable.iter().chain(&received.files).find(|file| file.sha256 == hash);
    let evidence =
        files.iter().filter(|(_, ticked)| *ticked).filter_map(|(hash, _)| find(hash)).cloned().collect();
    let text = received.field("text").unwrap_or_default().replace("\r\n", "\n");
    let draft = Draft { text, figures, evidence, sheets: Vec::new(), nil: received.field("nil").is_some() };
    let version = received.field("draft").unwrap_or_default().to_owned();
    Ok(Typed { draft, seen, version, files, twice })
}

type Ticks = Vec<(String, bool)>;

fn files(received: &Received, attachable: &[Evidence]) -> (Ticks, Vec<(String, String)>) {
    let name = |hash: &str| attachable.iter().find(|file| file.sha256 == hash).map(|file| &file.name);
    let mut ticks: Ticks = Vec::new();
    let shown = received.all("file").map(|hash| (hash, received.all("keep").any(|kept| kept == hash)));
    let ticked = received.all("keep").map(|hash| (hash, true));
    for (hash, keep) in shown.chain(ticked) {
        if name(hash).is_some() && !ticks.iter().any(|(each, _)| each == hash) {
            ticks.push((hash.to_owned(), keep));
        }
    }
    let mut twice = Vec::new();
    for (at, file) in received.files.iter().enumerate() {
        let before = received.files.iter().take(at).find(|each| each.sha256 == file.sha256);
        if let Some(first) = before.map(|each| &each.name).or_else(|| name(&file.sha256)) {
            twice.push((file.name.clone(), first.clone()));
        }
        match ticks.iter_mut().find(|(hash, _)| *hash == file.sha256) {
            Some((_, ticked)) => *ticked = true,
            None => ticks.push((file.sha256.clone(), true)),
        }
    }
    (ticks, twice)
}
