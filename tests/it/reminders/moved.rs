//! Dates that moved come with the next digest, as a file for a calendar, once.

use duban::domain::access::Role;
use duban::domain::attachment::Attachment;
use duban::mail::Letter;
use serde_json::json;

use super::district::{District, addresses, report_of};
use crate::support::{Browser, World, stories};
use crate::web_feeds::python;

stories! {
    a_moved_date_comes_with_the_next_digest_and_not_again
    what_is_called_off_is_cancelled_in_the_calendar
    a_letter_that_could_not_be_delivered_told_nobody
}

const WEEKLY: &str = "4.2-weekly~jiaoyu~2026-W24";

/// Only a report and a weekly one of 区教育局 are owed; and the office's browser.
async fn district(world: World) -> (District, Browser, Browser) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let office = world.sign_in("wang", Role::Office, "").await;
    let district = District::of(world, "2026-06-11 09:00").await;
    assert_eq!(district.sql("UPDATE users SET email = NULL WHERE id IN ('li', 'wang')").await, 2);
    let report = report_of("jiaoyu", "06");
    district.only(|obligation| obligation.id == report || obligation.id.as_str() == WEEKLY).await;
    (district, liaison, office)
}

async fn extend(liaison: &Browser, office: &Browser) {
    let path = format!("/obligations/{}/extension", report_of("jiaoyu", "06"));
    assert_eq!(liaison.post(&path, &[("until", "2026-06-30"), ("reason", "系统切换")]).await.status, 303);
    let grant = [("number", "1"), ("verdict", "grant"), ("reason", "已核实")];
    assert_eq!(office.post(&format!("{path}/decision"), &grant).await.status, 303);
}

/// Of the unit's liaison.
fn file(letters: &[Letter]) -> Option<Attachment> {
    assert_eq!(addresses(letters)[0], "liaison-jiaoyu@example.gov.cn");
    assert!(letters[0].attachments.len() < 2);
    letters[0].attachments.first().cloned()
}

async fn a_moved_date_comes_with_the_next_digest_and_not_again(world: World) {
    let (district, liaison, office) = district(world).await;
    let first = district.minute("2026-06-12 09:00").await;
    assert_eq!(file(&first), None);
    assert!(!first[0].text.contains("时限有变"));
    extend(&liaison, &office).await;
    let letters = district.minute("2026-06-15 09:00").await;
    let calendar = file(&letters).unwrap();
    assert_eq!(calendar.name, "时限变更.ics");
    assert_eq!(calendar.media_type, "text/calendar; charset=utf-8; method=PUBLISH");
    for part in [&letters[0].text, &letters[0].html] {
        assert!(part.contains("二、时限有变（1项）") && part.contains("6月30日"), "{part}");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(&calendar.name);
    std::fs::write(&path, &calendar.bytes).unwrap();
    if let Some(read) = python(&path) {
        let events = &read["icalendar"]["events"];
        assert_eq!(events.as_array().map(Vec::len), Some(1));
        let event = &events[0];
        assert_eq!(
            event["uid"],
            json!("1.4-report~jiaoyu~2026-06@credit-2026.duban"),
            "as in the subscription"
        );
        assert_eq!((&event["start"], &event["sequence"]), (&json!("2026-06-30"), &json!(1)));
        assert_eq!(read["icalendar"], read["vobject"]);
    }
    assert_eq!(file(&district.minute("2026-06-18 09:00").await), None, "told once");
}

async fn what_is_called_off_is_cancelled_in_the_calendar(world: World) {
    let (district, _, office) = district(world).await;
    district.minute("2026-06-12 09:00").await;
    let path = format!("/obligations/{}/exemption", report_of("jiaoyu", "06"));
    assert_eq!(office.post(&path, &[("reason", "机构改革")]).await.status, 303);
    let letters = district.minute("2026-06-15 09:00").await;
    let text = String::from_utf8(file(&letters).unwrap().bytes).unwrap();
    assert!(text.contains("STATUS:CANCELLED") && text.contains("METHOD:PUBLISH"), "{text}");
    assert!(letters[0].text.contains("不再需要报送"), "{}", letters[0].text);
}

async fn a_letter_that_could_not_be_delivered_told_nobody(world: World) {
    let (district, liaison, office) = district(world).await;
    district.minute("2026-06-12 09:00").await;
    extend(&liaison, &office).await;
    assert!(file(&district.minute("2026-06-15 09:00").await).is_some());
    let failed = "UPDATE messages SET state = 'failed' WHERE id = 'digest-liaison-jiaoyu-2026-06-15'";
    assert_eq!(district.sql(failed).await, 1);
    assert!(file(&district.minute("2026-06-18 09:00").await).is_some(), "it is told again");
}
