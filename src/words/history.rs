//! What events (办理记录, 操作日志) are called, and what their details say.

use time::{OffsetDateTime, UtcOffset};

use super::{Lang, exact, t};
use crate::domain::correction::{self, Altered};
use crate::domain::ids::FigureId;
use crate::domain::plan::{Duty, Plan};

/// What an event of the history is called; an act of a later version by its own name.
pub fn act(lang: Lang, act: &str) -> String {
    match act {
        "acknowledged" => t!(lang, "act-acknowledged"),
        "submitted" => t!(lang, "act-submitted"),
        "accepted" => t!(lang, "act-accepted"),
        "returned" => t!(lang, "act-returned"),
        "reminded_by_hand" => t!(lang, "by-hand"),
        "notice_issued" => t!(lang, "act-notice-issued"),
        "bulletin_issued" => t!(lang, "act-bulletin-issued"),
        "exempted" => t!(lang, "act-exempted"),
        "reinstated" => t!(lang, "act-reinstated"),
        "extension_asked" => t!(lang, "act-extension-asked"),
        "extension_granted" => t!(lang, "act-extension-granted"),
        "extension_refused" => t!(lang, "act-extension-refused"),
        "figures_corrected" => t!(lang, "correction"),
        "row_corrected" => t!(lang, "rows-correct"),
        "row_withdrawn" => t!(lang, "act-row-withdrawn"),
        "signed_in" => t!(lang, "act-signed-in"),
        "password_set" => t!(lang, "act-password-set"),
        "plan_applied" => t!(lang, "act-plan-applied"),
        "account_created" => t!(lang, "act-account-created"),
        "account_updated" => t!(lang, "act-account-updated"),
        "account_disabled" => t!(lang, "act-account-disabled"),
        "account_enabled" => t!(lang, "act-account-enabled"),
        "plan_retired" => t!(lang, "act-plan-retired"),
        "plan_revived" => t!(lang, "act-plan-revived"),
        "plan_moved" => t!(lang, "act-plan-moved"),
        "person_invited" => t!(lang, "act-person-invited"),
        "link_made" => t!(lang, "act-link-made"),
        "mail_resent" => t!(lang, "act-mail-resent"),
        "feed_made" => t!(lang, "act-feed-made"),
        "feed_renewed" => t!(lang, "act-feed-renewed"),
        "feed_ended" => t!(lang, "act-feed-ended"),
        "scores_opened" => t!(lang, "act-scores-opened"),
        "scores_frozen" => t!(lang, "act-scores-frozen"),
        "score_marked" => t!(lang, "act-score-marked"),
        "mark_withdrawn" => t!(lang, "act-mark-withdrawn"),
        "score_replied" => t!(lang, "act-score-replied"),
        "score_consented" => t!(lang, "act-score-consented"),
        "score_ruled" => t!(lang, "act-score-ruled"),
        "score_corrected" => t!(lang, "act-score-corrected"),
        "scores_published" => t!(lang, "act-scores-published"),
        other => other.to_owned(),
    }
}

/// The same as [`detail`], of an event of one obligation, whose duty names its figures.
pub fn detail_of(lang: Lang, plan: &Plan, duty: &Duty, act: &str, detail: &str) -> String {
    let words = match act {
        "figures_corrected" => correction::read(detail).map(|(changes, reason)| {
            let changes = altered(lang, duty, &changes);
            t!(lang, "detail-figures-corrected", changes = changes, reason = reason)
        }),
        "row_corrected" | "row_withdrawn" => of_row(lang, plan, detail),
        _ => None,
    };
    words.unwrap_or_else(|| self::detail(lang, plan.zone, act, detail))
}

/// Which row of which form, and which of its columns; see `store/ledgers/acts.rs`.
fn of_row(lang: Lang, plan: &Plan, detail: &str) -> Option<String> {
    let (row, reason) = detail.split_once('\n')?;
    let form = plan.form(&value(row, "form")?.parse().ok()?)?;
    let labels = value(row, "columns")?.split(',').filter(|id| !id.is_empty()).map(|id| {
        let column = form.columns.iter().find(|column| column.id.as_str() == id);
        column.map_or(id, |column| super::forms::column(lang, column))
    });
    let columns = labels.collect::<Vec<_>>().join(super::separator(lang));
    let (title, row) = (lang.pick(&form.title), value(row, "row")?);
    Some(if columns.is_empty() {
        t!(lang, "detail-row", form = title, row = row, reason = reason)
    } else {
        t!(lang, "detail-row-columns", form = title, row = row, columns = columns, reason = reason)
    })
}

/// Figures before and after, in the form's order: 其中已培训：5 → 4.
pub fn altered(lang: Lang, duty: &Duty, changes: &[Altered]) -> String {
    let place = |id: &FigureId| duty.figures.iter().position(|figure| figure.id == *id).unwrap_or(usize::MAX);
    let value = |value: Option<i64>| value.map_or_else(|| t!(lang, "figure-none"), |value| value.to_string());
    let mut changes: Vec<&Altered> = changes.iter().collect();
    changes.sort_by_key(|each| place(&each.figure));
    let changes: Vec<String> = changes
        .into_iter()
        .map(|each| {
            let figure = duty.figures.iter().find(|figure| figure.id == each.figure);
            let label = figure.map_or(each.figure.as_str(), |figure| lang.pick(&figure.label));
            format!("{}{} → {}", t!(lang, "labelled", label = label), value(each.before), value(each.after))
        })
        .collect();
    changes.join(super::clause_separator(lang))
}

/// Where the row of such an event has its page.
pub fn row_href(act: &str, detail: &str) -> Option<String> {
    let (row, _) = detail.split_once('\n').filter(|_| act.starts_with("row_"))?;
    let field = |name| value(row, name);
    Some(format!("/ledgers/{}/rows/{}/{}", field("form")?, field("sheet")?, field("row")?))
}

/// What stands below an event: what a person wrote, as it is; what the plan did, in words. `zone` is the plan's.
pub fn detail(lang: Lang, zone: UtcOffset, act: &str, detail: &str) -> String {
    let words = match act {
        "plan_applied" => applied(lang, detail),
        "plan_moved" => moved(lang, zone, detail),
        "notice_issued" => detail.parse().ok().map(|number| super::notice_number(lang, number)),
        _ if act.starts_with("score") || act == "mark_withdrawn" => of_scores(lang, detail),
        _ => None,
    };
    words.unwrap_or_else(|| detail.to_owned())
}

/// See [`crate::domain::materialise::Difference::detail`].
fn applied(lang: Lang, detail: &str) -> Option<String> {
    let number = |name| value(detail, name)?.parse::<i64>().ok();
    Some(t!(
        lang,
        "detail-plan-applied",
        version = number("version")?,
        add = number("add")?,
        retire = number("retire")?,
        revive = number("revive")?,
        moved = number("move")?
    ))
}

/// Which period, unit and item an act was about, by their ids; see `store/scores/acts.rs`.
fn of_scores(lang: Lang, detail: &str) -> Option<String> {
    let field = |name| value(detail, name);
    let period = field("period")?;
    Some(match (field("unit"), field("item"), field("sha256")) {
        (_, _, Some(sha256)) => {
            t!(lang, "detail-score-edition", period = period, edition = field("edition")?, sha256 = sha256)
        }
        (Some(unit), Some(item), _) => {
            t!(lang, "detail-score-item", period = period, unit = unit, item = item)
        }
        (Some(unit), None, _) => t!(lang, "detail-score-unit", period = period, unit = unit),
        _ => t!(lang, "detail-score-period", period = period),
    })
}

/// See [`crate::domain::materialise::moved_detail`].
fn moved(lang: Lang, zone: UtcOffset, detail: &str) -> Option<String> {
    let date = |name| {
        let text = value(detail, name)?;
        if text == "none" {
            return Some(t!(lang, "no-due-date"));
        }
        let at = OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).ok()?;
        Some(exact(at.to_offset(zone)))
    };
    Some(t!(lang, "detail-plan-moved", from = date("from")?, to = date("to")?))
}

fn value<'a>(detail: &'a str, name: &str) -> Option<&'a str> {
    detail.split(' ').find_map(|field| field.strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use time::macros::{datetime, offset};

    use super::*;
    use crate::domain::materialise::{Difference, moved_detail};
    use crate::domain::timestamp::Timestamp;

    #[test]
    fn what_the_plan_did_is_told_in_words() {
        let zone = offset!(+8);
        let nothing = Difference::default().detail(3);
        assert_eq!(
            detail(Lang::Zh, zone, "plan_applied", &nothing),
            "第3版：新增0项，撤销0项，恢复0项，改期0项"
        );
        let june = Some(Timestamp::new(datetime!(2026-06-30 23:59:59 +8)));
        let moved = |from, to| detail(Lang::Zh, zone, "plan_moved", &moved_detail(from, to));
        assert_eq!(moved(june, None), "由2026-06-30 24:00改为无固定时限");
        assert_eq!(moved(None, june), "由无固定时限改为2026-06-30 24:00");
    }

    #[test]
    fn what_people_wrote_stays_as_it_is() {
        for (act, text) in
            [("returned", "version=1 数据有误"), ("plan_applied", "version 1: +600"), ("plan_moved", "")]
        {
            assert_eq!(detail(Lang::Zh, offset!(+8), act, text), text);
        }
    }
}
