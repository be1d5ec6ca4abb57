//! `duban remind`: what a run did; with `--dry-run`, who would be told what at a given time.

use std::io::Write;

use super::table::table;
use crate::app::App;
use crate::domain::bulletin::{Bulletin, bulletins};
use crate::domain::digest::{Digest, Item, digests, unreachable};
use crate::domain::ids::UnitId;
use crate::domain::plan::Plan;
use crate::domain::timestamp::Timestamp;
use crate::robots::Robot;
use crate::store::reminders::{self, Gathered};
use crate::store::users::User;
use crate::words::{self, Lang, t};

/// Prints what a run did: how many letters it queued and how many it tried to send, and who cannot be reached.
pub fn done(
    plan: &Plan,
    lang: Lang,
    (queued, tried): (usize, usize),
    unreachable: &[UnitId],
    out: &mut impl Write,
) -> std::io::Result<()> {
    writeln!(out, "{}", t!(lang, "remind-done", queued = queued, tried = tried))?;
    print_unreachable(plan, lang, unreachable, out)
}

fn print_unreachable(plan: &Plan, lang: Lang, units: &[UnitId], out: &mut impl Write) -> std::io::Result<()> {
    if units.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", t!(lang, "remind-unreachable"))?;
    let names = units.iter().filter_map(|unit| plan.unit(unit));
    names.map(|unit| lang.pick(&unit.name)).try_for_each(|name| writeln!(out, "  {name}"))
}

/// Prints every digest that is owed at `at`, with its reader, and who cannot be reached. Reads only.
pub async fn dry_run(app: &App, lang: Lang, at: Timestamp, out: &mut impl Write) -> anyhow::Result<()> {
    let mut connection = app.db.read().await?;
    let gathered = reminders::gather(&mut connection, &app.plan, at).await?;
    drop(connection);
    print(&Outlook { app, lang, at, gathered: &gathered }, out)?;
    Ok(())
}

struct Outlook<'a> {
    app: &'a App,
    lang: Lang,
    at: Timestamp,
    gathered: &'a Gathered,
}

fn print(outlook: &Outlook<'_>, out: &mut impl Write) -> std::io::Result<()> {
    let Outlook { app, lang, at, gathered } = *outlook;
    let digests = digests(&app.plan, gathered.facts(), at);
    let (leaving, waiting): (Vec<_>, Vec<_>) =
        digests.into_iter().partition(|digest| digest.may_leave(&app.plan, at));
    let when = words::exact(at.in_zone(app.plan.zone));
    writeln!(out, "{}", t!(lang, "remind-when", when = when))?;
    for digest in &leaving {
        outlook.print_digest(digest, out)?;
    }
    if !waiting.is_empty() {
        let hours = words::sending_hours(lang, &app.plan.reminders);
        writeln!(out, "\n{}", t!(lang, "remind-quiet", hours = hours))?;
    }
    for digest in &waiting {
        outlook.print_digest(digest, out)?;
    }
    for bulletin in bulletins(&app.plan, gathered.facts(), app.robots.chats(), at) {
        outlook.print_bulletin(&bulletin, out)?;
    }
    outlook.print_end(leaving.iter().chain(&waiting), out)
}

impl Outlook<'_> {
    fn print_digest(&self, digest: &Digest<'_>, out: &mut impl Write) -> std::io::Result<()> {
        let Some((user, _)) = self.gathered.user(digest.recipient) else { return Ok(()) };
        writeln!(out, "\n{}", self.reader(user))?;
        self.print_items(&digest.items, out)
    }

    fn print_bulletin(&self, bulletin: &Bulletin<'_>, out: &mut impl Write) -> std::io::Result<()> {
        let name = self.app.robots.of(bulletin.chat).map(Robot::name).unwrap_or_default();
        writeln!(out, "\n{}", t!(self.lang, "remind-robots", name = name))?;
        self.print_items(&bulletin.items, out)
    }

    fn print_items(&self, items: &[Item<'_>], out: &mut impl Write) -> std::io::Result<()> {
        let rows: Vec<[String; 5]> = items.iter().map(|item| self.row(item)).collect();
        table(&rows).lines().try_for_each(|line| writeln!(out, "  {line}"))
    }

    fn reader(&self, user: &User) -> String {
        let role = words::role(self.lang, user.role);
        let unit = user.unit_id.as_ref().and_then(|unit| self.app.plan.unit(unit));
        let unit = unit.map(|unit| format!("{}  ", self.lang.pick(&unit.name))).unwrap_or_default();
        format!("{unit}{}  {role}", user.name)
    }

    fn row(&self, item: &Item<'_>) -> [String; 5] {
        let (plan, lang, obligation) = (&self.app.plan, self.lang, item.obligation);
        let stage = match item.stage {
            Some(stage) => words::stage(lang, &stage.key()),
            None => t!(lang, "remind-returned"),
        };
        let due = obligation.due_at.map(|due| {
            let (day, left) = (due.in_zone(plan.zone), words::days_left(lang, plan, self.at, due));
            (words::exact(day), left)
        });
        let (due, left) = due.unwrap_or_default();
        let title =
            plan.duty(&obligation.duty_id).map(|place| lang.pick(&place.duty.title)).unwrap_or_default();
        let period = words::period(lang, &obligation.period);
        let unit = plan.unit(&obligation.unit_id).map(|unit| lang.pick(&unit.name)).unwrap_or_default();
        [stage, due, left, unit.to_owned(), t!(lang, "mail-item", title = title, period = period)]
    }

    fn print_end<'d>(
        &self,
        digests: impl Iterator<Item = &'d Digest<'d>>,
        out: &mut impl Write,
    ) -> std::io::Result<()> {
        let (people, items) =
            digests.fold((0, 0), |(people, items), digest| (people + 1, items + digest.items.len()));
        match people {
            0 => writeln!(out, "\n{}", t!(self.lang, "remind-none"))?,
            _ => writeln!(out, "\n{}", t!(self.lang, "remind-total", people = people, items = items))?,
        }
        let plan = &self.app.plan;
        let missing = unreachable(plan, &self.gathered.obligations, &self.gathered.recipients);
        print_unreachable(plan, self.lang, &missing, out)
    }
}
