//! Which stage reaches whom on which day, from 30 working days before the 15th of an even month to 30 after it:
//! over 春节 (the day itself is off), over 清明节 and 劳动节, and over 国庆节, with their make-up days.

use std::collections::BTreeMap;

use duban::store::reminders;
use time::format_description::well_known::Iso8601;
use time::{Date, Duration};

use super::district::{District, addresses, report_of};
use crate::support::{World, stories};

stories! {
    thirty_working_days_before_and_after_the_15th_of_an_even_month
}

#[derive(Clone, Copy)]
enum To {
    Liaison,
    /// With the unit's leader and the office.
    Leaders,
    /// And the liaison of the project's lead unit.
    Lead,
}

impl To {
    fn addresses(self) -> Vec<String> {
        let all = ["leader-jiaoyu", "liaison-fagai", "liaison-jiaoyu", "office"];
        let told = match self {
            Self::Liaison => &all[2..3],
            Self::Leaders => &[all[0], all[2], all[3]][..],
            Self::Lead => &all[..],
        };
        told.iter().map(|login| format!("{login}@example.gov.cn")).collect()
    }
}
use To::{Lead, Leaders, Liaison};

/// The month, 30 working days before the 15th and after it, and every day on which a letter leaves.
struct Table {
    month: &'static str,
    from: &'static str,
    until: &'static str,
    days: [(&'static str, &'static str, To); 11],
}

const TABLES: [Table; 3] = [
    Table {
        month: "02",
        from: "2026-01-06",
        until: "2026-04-03",
        days: [
            ("2026-02-06", "before-7", Liaison),
            ("2026-02-12", "before-3", Liaison),
            ("2026-02-14", "before-1", Liaison), // a Saturday that is worked
            ("2026-02-15", "due", Liaison),      // 春节 begins; what is due that day leaves
            ("2026-02-24", "overdue-1", Liaison),
            ("2026-02-26", "overdue-3", Leaders),
            ("2026-03-03", "overdue-7", Lead), // the 28th, a Saturday, was worked
            ("2026-03-10", "overdue-12", Lead),
            ("2026-03-17", "overdue-17", Lead),
            ("2026-03-24", "overdue-22", Lead),
            ("2026-03-31", "overdue-27", Lead),
        ],
    },
    Table {
        month: "04",
        from: "2026-03-03",
        until: "2026-05-29",
        days: [
            ("2026-04-03", "before-7", Liaison), // over 清明节
            ("2026-04-10", "before-3", Liaison),
            ("2026-04-14", "before-1", Liaison),
            ("2026-04-15", "due", Liaison),
            ("2026-04-16", "overdue-1", Liaison),
            ("2026-04-20", "overdue-3", Leaders),
            ("2026-04-24", "overdue-7", Lead),
            ("2026-05-06", "overdue-12", Lead), // over 劳动节
            ("2026-05-12", "overdue-17", Lead), // the 9th, a Saturday, was worked
            ("2026-05-19", "overdue-22", Lead),
            ("2026-05-26", "overdue-27", Lead),
        ],
    },
    Table {
        month: "10",
        from: "2026-08-28",
        until: "2026-11-26",
        days: [
            ("2026-09-30", "before-7", Liaison), // over 国庆节; the 10th, a Saturday, is worked
            ("2026-10-12", "before-3", Liaison),
            ("2026-10-14", "before-1", Liaison),
            ("2026-10-15", "due", Liaison),
            ("2026-10-16", "overdue-1", Liaison),
            ("2026-10-20", "overdue-3", Leaders),
            ("2026-10-26", "overdue-7", Lead),
            ("2026-11-02", "overdue-12", Lead),
            ("2026-11-09", "overdue-17", Lead),
            ("2026-11-16", "overdue-22", Lead),
            ("2026-11-23", "overdue-27", Lead),
        ],
    },
];

fn day(text: &str) -> Date {
    Date::parse(text, &Iso8601::DATE).unwrap()
}

async fn thirty_working_days_before_and_after_the_15th_of_an_even_month(world: World) {
    let district = District::of(world, "2026-01-04 09:00").await;
    district.only(|_| false).await;
    for table in &TABLES {
        let id = report_of("jiaoyu", table.month);
        let open = format!("UPDATE obligations SET state = 'open', revision = 0 WHERE id = '{id}'");
        assert_eq!(district.sql(&open).await, 1);
        walk(&district, table).await;
        district.submit(&id).await;
        assert_eq!(
            district.sql(&format!("UPDATE obligations SET state = 'accepted' WHERE id = '{id}'")).await,
            1
        );
    }
}

async fn walk(district: &District, table: &Table) {
    let (calendar, due) = (&district.app.plan.calendar, day(&format!("2026-{}-15", table.month)));
    let (from, until) = (calendar.add_working_days(due, -30), calendar.add_working_days(due, 30));
    assert_eq!((from, until), (day(table.from), day(table.until)));
    let expected: BTreeMap<Date, Vec<String>> =
        table.days.iter().map(|(on, _, to)| (day(on), to.addresses())).collect();
    for n in 0..=(until - from).whole_days() {
        let today = from + Duration::days(n);
        let letters = district.minute(&format!("{today} 09:00")).await;
        assert_eq!(addresses(&letters), expected.get(&today).cloned().unwrap_or_default(), "{today}");
    }
    let mut tx = district.app.db.read().await.unwrap();
    let (plan, id) = (&district.app.plan, report_of("jiaoyu", table.month));
    let told = reminders::of_obligation(&mut tx, &plan.id, &id).await.unwrap();
    let mut stages: Vec<_> = told.into_iter().map(|told| (plan.local_date(told.at), told.stage)).collect();
    stages.dedup();
    let expected = table.days.iter().map(|(on, stage, _)| (day(on), format!("{stage}@{due}")));
    assert_eq!(stages, expected.collect::<Vec<_>>());
}
