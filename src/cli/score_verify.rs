//! `duban score verify`: every published edition, computed again and held against its seal.

use std::io::Write;

use anyhow::Result;

use crate::app::App;
use crate::config::Secret;
use crate::editions::{Checked, Key};
use crate::store::scores::editions::checked;
use crate::words::{self, Lang, t};

/// Prints a line for each edition; whether all are as they were published.
pub async fn verify(app: &App, lang: Lang, out: &mut impl Write) -> Result<bool> {
    let key = Key::existing(&app.config.data_dir, app.config.seal_key.as_ref().map(Secret::expose))?;
    let editions = checked(&mut app.db.read().await?, &app.plan.id, key.as_ref(), None).await?;
    if editions.is_empty() {
        writeln!(out, "{}", t!(lang, "verify-none"))?;
    }
    for edition in &editions {
        writeln!(out, "{}", line(app, lang, edition))?;
    }
    Ok(editions.iter().all(|edition| edition.faults.is_empty()))
}

fn line(app: &App, lang: Lang, edition: &Checked) -> String {
    let (plan, number) = (&app.plan, edition.edition.to_string());
    let span = plan.scoring.span(plan.year, &edition.period);
    let period = span.map_or_else(|| edition.period.clone(), |span| words::span_name(lang, &span));
    if edition.faults.is_empty() {
        let sha256 = edition.sha256.clone().unwrap_or_default();
        return t!(lang, "verify-well", period = period, n = number, sha256 = sha256);
    }
    let faults: Vec<String> = edition.faults.iter().map(|fault| words::fault(lang, plan, fault)).collect();
    let faults = faults.join(&t!(lang, "verify-and"));
    t!(lang, "verify-bad", period = period, n = number, faults = faults)
}
