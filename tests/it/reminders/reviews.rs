//! The office is reminded of what waits for its review.

use duban::domain::access::Role;
use duban::jobs::{deliver, remind};
use duban::store::outbox::State;

use super::district::{District, addresses, report_of};
use crate::support::{World, stories};

stories! {
    the_office_hears_of_a_report_that_waits_and_nobody_else_does
    what_was_reviewed_before_the_letter_left_needs_none
    an_obligations_page_says_when_the_office_will_be_reminded
}

const OFFICE: [&str; 1] = ["office@example.gov.cn"];

/// A report that 区教育局 sent on Wednesday, the 10th of June, and nothing else.
async fn waiting(world: World) -> District {
    let district = District::of(world, "2026-06-10 10:00").await;
    let id = report_of("jiaoyu", "06");
    district.only(|obligation| obligation.id == id).await;
    district.submit(&id).await;
    district
}

async fn the_office_hears_of_a_report_that_waits_and_nobody_else_does(world: World) {
    let district = waiting(world).await;
    for early in ["2026-06-11 09:00", "2026-06-12 09:00", "2026-06-15 08:59"] {
        assert_eq!(addresses(&district.minute(early).await), [""; 0], "{early}");
    }
    let letters = district.minute("2026-06-15 09:00").await;
    assert_eq!(addresses(&letters), OFFICE);
    assert_eq!(letters[0].subject, "【待审】有1件报送等待审核");
    for part in [&letters[0].text, &letters[0].html] {
        assert!(part.contains("一、待审核（1件）") && part.contains("待审3个工作日以上"), "{part}");
        assert!(part.contains("区教育局") && !part.contains("逾期"), "{part}");
    }
    // 端午节 is on Friday the 19th.
    for quiet in ["2026-06-15 09:01", "2026-06-17 09:00"] {
        assert!(district.minute(quiet).await.is_empty(), "{quiet}");
    }
    assert_eq!(addresses(&district.minute("2026-06-18 09:00").await), OFFICE);
    // Once it was returned it is the unit's again.
    district.send_back(&report_of("jiaoyu", "06"), "缺少盖章").await;
    let letters = district.minute("2026-06-24 09:00").await;
    assert_eq!(addresses(&letters), ["liaison-jiaoyu@example.gov.cn"]);
    district.submit(&report_of("jiaoyu", "06")).await;
    assert!(district.minute("2026-06-26 09:00").await.is_empty(), "counted from when it was sent again");
    assert_eq!(addresses(&district.minute("2026-06-29 09:00").await), OFFICE);
}

async fn what_was_reviewed_before_the_letter_left_needs_none(world: World) {
    let district = waiting(world).await;
    district.set_clock("2026-06-15 09:00");
    remind::run(&district.app).await.unwrap();
    district.send_back(&report_of("jiaoyu", "06"), "缺少盖章").await;
    deliver::drain(&district.app).await.unwrap();
    assert!(district.take_letters().is_empty());
    assert_eq!(district.messages().await[0].state, State::Withdrawn);
}

async fn an_obligations_page_says_when_the_office_will_be_reminded(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    let district = waiting(world).await;
    let page = office.get(&format!("/obligations/{}", report_of("jiaoyu", "06"))).await;
    let ahead = page.all(".timeline > li.ahead > div:last-child");
    let expected = "待发提醒 · 待审3个工作日发给领导小组办公室";
    assert_eq!(ahead.last().map(String::as_str), Some(expected), "{ahead:?}");
    assert!(!page.text.contains("提醒无法送达"));
    drop(district);
}
