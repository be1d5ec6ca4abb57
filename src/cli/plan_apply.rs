//! `duban plan apply`: the plan's obligations become rows; what that adds, changes and retires is said.

use std::io::{self, Write};

use crate::app::App;
use crate::domain::materialise::Difference;
use crate::store::{self, materialise};
use crate::words::{Lang, t};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("output: {0}")]
    Output(#[from] io::Error),
}

/// With `dry_run`, only says what would change.
pub async fn apply(app: &App, dry_run: bool, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let difference = if dry_run {
        materialise::compare(&mut app.db.read().await?, &app.plan).await?
    } else {
        let mut tx = app.db.write(&app.plan.id).await?;
        let difference = materialise::apply(&mut tx, &app.plan, app.clock.now()).await?;
        tx.commit().await?;
        difference
    };
    if !app.plan.calendar.covers(app.plan.year) {
        writeln!(out, "{}", t!(lang, "calendar-missing", year = app.plan.year.to_string()))?;
    }
    writeln!(out, "{}", say(&difference, lang))?;
    Ok(())
}

fn say(difference: &Difference, lang: Lang) -> String {
    let [add, retire, revive, move_, same] = [
        difference.add.len(),
        difference.retire.len(),
        difference.revive.len(),
        difference.reschedule.len(),
        difference.unchanged,
    ];
    t!(lang, "plan-difference", add = add, retire = retire, revive = revive, moved = move_, same = same)
}
