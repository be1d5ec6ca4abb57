//! The office corrects accepted rows and strikes them out.

use duban::domain::access::Role;

use super::filled::{LEDGER, ledgers, obligation, row};
use crate::support::{Browser, Page, World, stories};

stories! {
    a_correction_is_seen_everywhere_and_keeps_what_stood_before
    a_correction_is_checked_as_any_row_is
    of_two_corrections_at_once_the_first_wins
    a_row_that_was_struck_out_counts_no_more
    only_the_office_corrects
}

async fn correct(office: &Browser, path: &str, seen: &str, cells: &[(&str, &str)], reason: &str) -> Page {
    let named: Vec<(String, &str)> = cells.iter().map(|(id, value)| (format!("cell-{id}"), *value)).collect();
    let mut form = vec![("seen", seen), ("reason", reason)];
    form.extend(named.iter().map(|(name, value)| (name.as_str(), *value)));
    office.post(&format!("{path}/correction"), &form).await
}

async fn a_correction_is_seen_everywhere_and_keeps_what_stood_before(world: World) {
    let ledgers = ledgers(world).await;
    let (office, path) = (&ledgers.office, row("jiaoyu", 1));
    let page = office.get(&path).await;
    let fields = page.attributes("#correction [name^='cell-']", "name");
    assert_eq!(fields, ["name", "number", "kind", "decided", "fee", "remark"].map(|id| format!("cell-{id}")));
    let cells = [("number", "许〔2026〕7号"), ("decided", "2026年4月2日"), ("kind", "02")];
    let done = correct(office, &path, "0", &cells, "文号和日期录错，\r\n已与单位核对。").await;
    assert_eq!(done.location, format!("{path}?done=row-corrected"));

    let page = office.get(&path).await;
    assert!(!page.has("#twins"), "the number is another now");
    let told = page.one("#corrections li");
    for part in [
        "测试ban",
        "文号：许〔2026〕1号 → 许〔2026〕7号",
        "决定日期：2026-03-25 → 2026-04-02",
        "类别：01 普通 → 02 特许",
        "已与单位核对",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
    let all = office.post(&format!("{path}/disclosure"), &[("reason", "核对")]).await;
    assert!(all.text.contains("11010519491231002X"), "what was masked is as it was");
    assert_eq!(ledgers.names("?late=1").await.len(), 0, "by its new date it was in time");
    assert_eq!(ledgers.names("?q=7%E5%8F%B7").await, ["许〔2026〕7号"]);
    assert!(ledgers.names("?q=%E2%80%B91%E5%8F%B7&unit=jiaoyu").await.is_empty());
    assert!(office.get(LEDGER).await.one("table.rows").contains("已更正"));

    let page = office.get(&format!("/obligations/{}", obligation("jiaoyu"))).await;
    let course = page.one("aside .timeline");
    assert!(
        course.contains("更正明细") && course.contains("《许可明细》第1行（决定日期、类别、文号）"),
        "{course}"
    );
    let unit = ledgers.world.sign_in("yu", Role::Liaison, "jiaoyu").await;
    let seen = unit.get(&page.attribute("aside .timeline a[href*='/rows/']", "href")).await;
    assert!(seen.one("#corrections li").contains("已与单位核对"), "the unit sees what was altered");
    assert_eq!(ledgers.cases("jiaoyu").await, Some(3), "as many rows as before");
    let again = correct(office, &path, "1", &[("fee", "10")], "金额").await;
    assert_eq!(again.status, 303);
    assert_eq!(office.get(&path).await.all("#corrections > ol > li").len(), 2);
}

async fn a_correction_is_checked_as_any_row_is(world: World) {
    let ledgers = ledgers(world).await;
    let (office, path) = (&ledgers.office, row("jiaoyu", 1));
    let cells = [
        ("name", ""),
        ("kind", "03"),
        ("fee", "十元"),
        ("remark", "写了很久的备注"),
        ("number", "许〔2026〕2号"),
    ];
    let page = correct(office, &path, "0", &cells, "更正").await;
    assert_eq!(page.status, 422);
    assert_eq!(page.all("#correction[open] .field .fault").len(), 4, "{:?}", page.all("#correction .fault"));
    assert!(page.one("#correction").contains("与第3行重复"), "{}", page.one("#correction"));
    assert_eq!(page.one("#correction textarea[name=cell-remark]"), "写了很久的备注");
    assert_eq!(page.attribute("#correction input[name=cell-fee]", "value"), "十元");
    assert_eq!(page.one("#correction textarea[name=reason]"), "更正");

    let (name, number) = (("name", "甲公司"), ("number", "许〔2026〕1号"));
    for (cells, reason, said) in [
        (&[name, number][..], "更正", "没有更正"),
        (&[("name", "甲有限公司")][..], " ", "理由"),
        (
            &[
                ("name", ""),
                ("number", ""),
                ("kind", ""),
                ("decided", ""),
                ("fee", ""),
                ("person", ""),
                ("identity", ""),
                ("remark", ""),
            ][..],
            "更正",
            "划去这一行",
        ),
    ] {
        let page = correct(office, &path, "0", cells, reason).await;
        assert_eq!(page.status, 422, "{said}");
        assert!(page.one("main .notice").contains(said), "{} in {}", said, page.one("main .notice"));
    }
    assert_eq!(correct(office, &path, "0", &[("none", "1")], "更正").await.status, 400);
    assert_eq!(correct(office, &row("jiaoyu", 9), "0", &[name], "更正").await.status, 404);
    assert!(!office.get(&path).await.has("#corrections"));
}

async fn of_two_corrections_at_once_the_first_wins(world: World) {
    let ledgers = ledgers(world).await;
    let (office, path) = (&ledgers.office, row("jiaoyu", 2));
    assert_eq!(correct(office, &path, "0", &[("name", "乙有限公司")], "名称").await.status, 303);
    let late = correct(office, &path, "0", &[("name", "乙集团")], "名称有误").await;
    assert_eq!(late.status, 409);
    assert!(late.one(".notice").contains("已经被别人更正"));
    assert_eq!(late.attribute("#correction input[name=cell-name]", "value"), "乙集团");
    assert!(late.one("#correction").contains("乙有限公司"), "what stands now");
    assert_eq!(late.attribute("#correction input[name=seen]", "value"), "1");
    let end = office.post(&format!("{path}/withdrawal"), &[("seen", "0"), ("reason", "重复")]).await;
    assert_eq!(end.status, 409);
}

async fn a_row_that_was_struck_out_counts_no_more(world: World) {
    let ledgers = ledgers(world).await;
    let (office, path) = (&ledgers.office, row("jiaoyu", 1));
    assert_eq!(ledgers.cases("jiaoyu").await, Some(3));
    let withdraw = async |reason: &str| {
        office.post(&format!("{path}/withdrawal"), &[("seen", "0"), ("reason", reason)]).await
    };
    assert_eq!(withdraw("").await.status, 422);
    let done = withdraw("与区科技局重复。").await;
    assert_eq!(done.location, format!("{path}?done=row-withdrawn"));
    assert_eq!(ledgers.cases("jiaoyu").await, Some(2), "the figure that rows are counted into");
    assert_eq!(ledgers.names("").await.len(), 3);
    assert!(
        office
            .get("/ledgers")
            .await
            .all("table.ledgers tbody tr")
            .iter()
            .any(|row| row.starts_with("许可明细32 / "))
    );
    assert!(!office.get(&row("keji", 1)).await.has("#twins"));
    let page = office.get(&path).await;
    assert!(page.one("main").contains("已经划去") && page.one("#corrections").contains("与区科技局重复"));
    assert!(!page.has("#correction") && !page.has("#withdrawal"));
    assert_eq!(withdraw("再划一次").await.status, 409);
    assert_eq!(correct(office, &path, "1", &[("name", "甲")], "更正").await.status, 409);
    let course = office.get(&format!("/obligations/{}", obligation("jiaoyu"))).await.one("aside .timeline");
    assert!(course.contains("划去明细") && course.contains("更正数据"), "{course}");
}

async fn only_the_office_corrects(world: World) {
    let ledgers = ledgers(world).await;
    let path = row("jiaoyu", 2);
    for (login, role) in
        [("ji", Role::ScoringOffice), ("ling", Role::DistrictLeader), ("lian", Role::Liaison)]
    {
        let person = ledgers.world.sign_in(login, role, "jiaoyu").await;
        assert_eq!(correct(&person, &path, "0", &[("name", "乙")], "更正").await.status, 403, "{login}");
        let form = [("seen", "0"), ("reason", "更正")];
        assert_eq!(person.post(&format!("{path}/withdrawal"), &form).await.status, 403, "{login}");
        assert!(!person.get(&path).await.has("#correction"));
    }
}
