//! Merged ledgers: what is in them, who sees what of it, and what looking leaves behind.

use duban::domain::access::Role;

use crate::support::{World, stories};

mod corrections;
mod filled;

use filled::{LEDGER, ledgers, row};

stories! {
    the_ledgers_say_who_has_sent_and_who_has_not
    a_ledger_holds_the_rows_of_accepted_reports
    a_ledger_is_filtered_searched_and_sorted
    rows_of_the_same_key_are_shown_with_their_twins
    personal_data_is_masked_until_somebody_says_what_for
    files_are_the_page_without_its_end
    only_whoever_gathers_sees_others_rows
    a_unit_sees_its_own_row_in_full
}

async fn the_ledgers_say_who_has_sent_and_who_has_not(world: World) {
    let (ledgers, path) = (ledgers(world).await, "/ledgers");
    let page = ledgers.office.get(path).await;
    assert_eq!(page.status, 200);
    assert!(page.has("nav.main a[href='/ledgers'][aria-current]"));
    let rows = page.all("table.ledgers tbody tr");
    let permits = rows.iter().find(|row| row.starts_with("许可明细4")).unwrap();
    assert!(permits.starts_with("许可明细42 / "), "{permits}");
    assert!(permits.contains("区卫计局") && !permits.contains("区教育局"), "{permits}");
    let gathered = rows.iter().find(|row| row.contains("00 / 1")).unwrap();
    assert!(gathered.starts_with("许可明细"), "{gathered}");
}

async fn a_ledger_holds_the_rows_of_accepted_reports(world: World) {
    let ledgers = ledgers(world).await;
    let page = ledgers.office.get(LEDGER).await;
    assert!(page.one("main").contains("共4行，来自2个单位。其中迟报1行。"), "{}", page.one("main"));
    let heads = page.all("table.rows thead th");
    assert_eq!(heads, ["文号↕", "相对人↕", "类别↕", "决定日期↕", "单位", "报送人", "报送时间", "备注"]);
    let first = page.one("table.rows tbody tr");
    assert!(
        first.contains("许〔2026〕１号甲公司01 普通2026-04-10区科技局测试zhao2026-04-10 10:00"),
        "{first}"
    );
    let late: Vec<String> =
        page.all("table.rows tbody tr").into_iter().filter(|row| row.contains("迟报")).collect();
    assert!(late.len() == 1 && late[0].contains("2026-03-25"), "{late:?}");

    ledgers.world.sql("UPDATE obligations SET state = 'returned' WHERE id = '1.4-report~keji~2026-04'").await;
    assert_eq!(ledgers.names("").await.len(), 3, "a report that was returned takes its rows along");
    let none = ledgers.office.get("/ledgers/none").await;
    assert_eq!(none.status, 404);
}

async fn a_ledger_is_filtered_searched_and_sorted(world: World) {
    let ledgers = ledgers(world).await;
    let number = |names: Vec<String>| -> String {
        names.iter().map(|name| name.trim_start_matches("许〔2026〕").trim_end_matches('号')).collect()
    };
    for (query, expected) in [
        ("", "１123"),
        ("?unit=jiaoyu", "123"),
        ("?unit=none", "１123"),
        ("?holds=kind%3D02", "2"),
        ("?holds=kind%3D03", ""),
        ("?holds=identity%3D11010519491231002X", "１123"),
        ("?late=1", "1"),
        ("?from=2026-04-10", "１"),
        ("?until=2026-04-09", "123"),
        ("?from=2026-04-10&until=2026-04-09", ""),
        ("?q=%E4%B9%99%E5%85%AC%E5%8F%B8", "2"),
        ("?q=%E7%89%B9%E8%AE%B8", "2"),
        ("?q=100%25_", "2"),
        ("?q=%25", "１123"),
        ("?q=1_0", ""),
        ("?q=2+%E7%94%B2", "１1"),
        // 王小敏, who is personal data
        ("?q=%E7%8E%8B%E5%B0%8F%E6%95%8F", ""),
        ("?sort=fee", "1１23"),
        ("?sort=-fee", "2１13"),
        ("?sort=decided", "123１"),
        ("?sort=-decided", "１321"),
        ("?sort=none", "１123"),
        ("?sort=identity", "１123"),
        ("?sort=-fee&unit=jiaoyu&all=1", "213"),
        ("?page=2", ""),
    ] {
        assert_eq!(number(ledgers.names(query).await), expected, "{query}");
    }
    let page = ledgers.office.get(&format!("{LEDGER}?all=1&sort=-fee")).await;
    assert_eq!(page.all("table.rows thead th").len(), 12);
    assert_eq!(page.attribute("table.rows th[aria-sort]", "aria-sort"), "descending");
    let empty = ledgers.office.get(&format!("{LEDGER}?late=1&unit=keji")).await;
    assert!(empty.one(".empty").contains("没有符合条件的明细"));
}

async fn rows_of_the_same_key_are_shown_with_their_twins(world: World) {
    let ledgers = ledgers(world).await;
    let page = ledgers.office.get(LEDGER).await;
    assert_eq!(
        page.attributes("table.rows tbody td a[href*='/rows/']", "href"),
        [row("jiaoyu", 1), row("keji", 1)]
    );
    let page = ledgers.office.get(&row("jiaoyu", 1)).await;
    let twins = page.one("#twins");
    assert!(twins.contains("“文号”") && twins.contains("区科技局 第2行"), "{twins}");
    assert_eq!(page.attribute("#twins a", "href"), row("keji", 1));
    assert!(!ledgers.office.get(&row("jiaoyu", 2)).await.has("#twins"));
    assert_eq!(ledgers.office.get(&row("jiaoyu", 9)).await.status, 404);
}

async fn personal_data_is_masked_until_somebody_says_what_for(world: World) {
    let ledgers = ledgers(world).await;
    let (office, path) = (&ledgers.office, format!("{LEDGER}?all=1&unit=jiaoyu"));
    for page in [office.get(&path).await, office.get(&row("jiaoyu", 1)).await] {
        assert!(page.text.contains("110***********002X") && page.text.contains("王**"));
        assert!(!page.text.contains("11010519491231002X") && !page.text.contains("王小敏"));
    }
    let disclosure = format!("{LEDGER}/disclosure");
    let query = office.get(&path).await.attribute("#disclosure input[name=query]", "value");
    let ask = async |what: &str, reason: &str| {
        let form = [("query", query.as_str()), ("what", what), ("reason", reason)];
        office.post(&disclosure, &form).await
    };
    let refused = ask("page", " \n").await;
    assert_eq!(refused.status, 422);
    assert!(refused.has("#disclosure[open] .fault") && !refused.text.contains("王小敏"));
    let full = ask("page", "核对重复许可").await;
    assert_eq!(full.status, 200);
    assert!(full.text.contains("11010519491231002X") && full.text.contains("王小敏"));
    assert!(full.one(".notice").contains("已记入查看记录"));
    let file = ask("csv", "移送\r\n市局").await;
    assert!(file.text.contains("11010519491231002X"), "{}", file.text);
    let full = office.post(&format!("{}/disclosure", row("jiaoyu", 1)), &[("reason", "回复来电")]).await;
    assert!(full.text.contains("11010519491231002X"));

    let log = office.get("/ledgers/disclosures").await.all("table.log tbody tr");
    assert_eq!(log.len(), 3, "{log:?}");
    let said = log.join("\n");
    for part in [
        "测试ban许可明细台账一页unit=jiaoyu all=13核对重复许可",
        "导出（CSV）",
        "移送 市局",
        "一行",
        "回复来电",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let admin = ledgers.world.sign_in("guan", Role::Admin, "").await;
    assert!(admin.get("/ledgers/disclosures").await.one("table.log").contains("核对重复许可"));
    for (login, role) in [("ji", Role::ScoringOffice), ("ling", Role::DistrictLeader)] {
        let person = ledgers.world.sign_in(login, role, "").await;
        assert!(person.get(&path).await.text.contains("110***********002X"));
        assert!(!person.get(&path).await.has("#disclosure"));
        let form = [("query", ""), ("what", "page"), ("reason", "看看")];
        assert_eq!(person.post(&disclosure, &form).await.status, 403);
        assert_eq!(
            person.post(&format!("{}/disclosure", row("jiaoyu", 1)), &[("reason", "看看")]).await.status,
            403
        );
    }
}

async fn files_are_the_page_without_its_end(world: World) {
    let ledgers = ledgers(world).await;
    let page = ledgers.office.get(&format!("{LEDGER}?sort=fee&unit=jiaoyu")).await;
    let hrefs = page.attributes("a[href*='/export.']", "href");
    let csv = ledgers.office.get(&hrefs[1]).await;
    let lines: Vec<&str> = csv.text.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert!(
        lines[0].starts_with("\u{feff}相对人,文号,类别,决定日期,金额,法定代表人,身份证号,备注,单位,"),
        "{}",
        lines[0]
    );
    let row = "甲公司,许〔2026〕1号,01 普通,2026-03-25,9.5,王**,110***********002X,'=2+3,区教育局,";
    assert!(lines[1].starts_with(row), "{}", lines[1]);
    assert!(lines[1].ends_with(",测试li,2026-04-09 10:00,1,2,迟报,0"), "{}", lines[1]);
    let book = ledgers.office.server.get(&hrefs[0]).await;
    assert_eq!(book.status_code().as_u16(), 200);
    assert!(book.as_bytes().starts_with(b"PK"));
    let disposition = book.header("content-disposition");
    assert!(disposition.to_str().unwrap().ends_with("-2026-06-10.xlsx"), "{disposition:?}");
}

async fn only_whoever_gathers_sees_others_rows(world: World) {
    let ledgers = ledgers(world).await;
    let plan = ledgers.world.app.plan.clone();
    let owner = plan.duty(&"2.4-catalogue".parse().unwrap()).unwrap().duty.owed.owners()[0].clone();
    let gatherer = ledgers.world.sign_in("hui", Role::Liaison, owner.as_str()).await;
    let other = ledgers.world.sign_in("qi", Role::UnitLeader, "jiaoyu").await;
    let page = gatherer.get("/ledgers").await;
    assert_eq!(page.attributes("table.ledgers a", "href"), [LEDGER]);
    assert!(page.has("nav.main a[href='/ledgers']"));
    let page = gatherer.get(LEDGER).await;
    assert_eq!(page.all("table.rows tbody tr").len(), 4);
    assert_eq!(page.attribute("main a[href^='/tasks/2.4']", "href"), "/tasks/2.4#d-2.4-catalogue");
    assert_eq!(
        gatherer
            .post(&format!("{LEDGER}/disclosure"), &[("query", ""), ("what", "page"), ("reason", "用")])
            .await
            .status,
        403
    );
    assert_eq!(gatherer.get("/ledgers/disclosures").await.status, 403);

    let page = other.get("/ledgers").await;
    assert!(page.has(".empty") && !page.has("nav.main a[href='/ledgers']"));
    for path in [LEDGER.to_owned(), format!("{LEDGER}/export.csv"), row("keji", 1)] {
        assert_eq!(other.get(&path).await.status, 403, "{path}");
    }
}

/// One that gathers, and sends too; and one that only sends.
async fn a_unit_sees_its_own_row_in_full(world: World) {
    let ledgers = ledgers(world).await;
    let plan = ledgers.world.app.plan.clone();
    let owner = plan.duty(&"2.4-catalogue".parse().unwrap()).unwrap().duty.owed.owners()[0].clone();
    let liaison = ledgers.world.sign_in("hui", Role::Liaison, owner.as_str()).await;
    let own = ["丁公司", "许〔2026〕9号", "01", "2026-04-10", "", "赵六", "", ""];
    filled::accept(&ledgers.world, owner.as_str(), "hui", &[own], "2026-04-10T03:00:00Z").await;
    let path = row(owner.as_str(), 1);
    let page = liaison.get(&path).await;
    assert!(page.text.contains("赵*") && !page.text.contains("赵六"));
    let page = liaison.post(&format!("{path}/disclosure"), &[("reason", "核对")]).await;
    assert!(page.status == 200 && page.text.contains("赵六"), "{}", page.status);
    let others = row("jiaoyu", 1);
    assert!(!liaison.get(&others).await.has("#disclosure"));
    assert_eq!(liaison.post(&format!("{others}/disclosure"), &[("reason", "核对")]).await.status, 403);

    let sender = ledgers.world.sign_in("yu", Role::UnitLeader, "jiaoyu").await;
    let page = sender.get(&others).await;
    assert_eq!(page.status, 200);
    assert!(
        page.text.contains("王**")
            && !page.has("main a[href^='/ledgers/']")
            && page.one("#twins").contains("区科技局")
    );
    assert!(
        sender.post(&format!("{others}/disclosure"), &[("reason", "核对")]).await.text.contains("王小敏")
    );
    assert_eq!(sender.get(&row("keji", 1)).await.status, 403);
    assert_eq!(sender.get(&row("jiaoyu", 9)).await.status, 403);
}
