//! Assessments over HTTP, on both databases: from the opening of a period to a corrected edition.

use duban::domain::access::Role;

use crate::support::{Browser, Page, World, stories};

mod letters;
mod privacy;
mod verification;

stories! {
    a_period_is_opened_judged_frozen_answered_ruled_and_published
    nothing_happens_before_its_time
    several_units_are_judged_at_once_or_none
    a_mark_is_withdrawn_and_stays_to_be_read
    two_at_once_are_told_of_each_other
    a_reply_may_change_until_its_time_is_over
    a_period_is_published_early_when_all_accept
    what_a_form_brought_is_not_lost
}

/// 16 April to 15 June.
const PERIOD: &str = "/assessments/two-monthly-3";
/// The first day on which it can be frozen.
const AFTER: (i32, u8, u8, u8, u8) = (2026, 6, 16, 9, 0);
/// Five working days later the time to reply is over: the 19th to the 21st are a holiday.
const LAST: (i32, u8, u8, u8, u8) = (2026, 6, 24, 16, 0);
const OVER: (i32, u8, u8, u8, u8) = (2026, 6, 25, 9, 0);

struct Cast {
    scorer: Browser,
    unit: Browser,
}

async fn cast(world: &World) -> Cast {
    let scorer = world.sign_in("jixiao", Role::ScoringOffice, "").await;
    Cast { scorer, unit: world.sign_in("li", Role::Liaison, "jiaoyu").await }
}

async fn post(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Page {
    browser.post(&format!("{PERIOD}/{path}"), fields).await
}

async fn judge(browser: &Browser, seen: &str, points: &str, reason: &str) -> Page {
    let fields = [("seen", seen), ("points-jiaoyu", points), ("reason-jiaoyu", reason)];
    browser.post_files(&format!("{PERIOD}/marks/items/judgement"), &fields, &[]).await
}

async fn reply(unit: &Browser, item: &str, seen: &str, text: &str) -> Page {
    let file: &[(&str, &[u8])] = &[("故障记录.txt", b"down from 9 to 11")];
    unit.post_files(&format!("{PERIOD}/reply/{item}"), &[("seen", seen), ("text", text)], file).await
}

async fn rule(scorer: &Browser, item: &str, seen: &str, verdict: &str, points: &str) -> Page {
    let path = format!("replies/jiaoyu/{item}/ruling");
    let fields = [("seen", seen), ("verdict", verdict), ("points", points), ("reason", "经复核，情况属实")];
    post(scorer, &path, &fields).await
}

/// Opened on 10 June, judged, and frozen on the 16th.
async fn frozen(world: &World) -> Cast {
    let cast = cast(world).await;
    assert_eq!(post(&cast.scorer, "opening", &[]).await.status, 303);
    assert_eq!(judge(&cast.scorer, "0", "18", "工作扎实").await.status, 303);
    world.set_time(AFTER);
    assert_eq!(post(&cast.scorer, "freezing", &[]).await.status, 303);
    cast
}

fn points(page: &Page, item: &str) -> String {
    page.one(&format!("#item-{item} .points"))
}

async fn a_period_is_opened_judged_frozen_answered_ruled_and_published(world: World) {
    let Cast { scorer, unit } = frozen(&world).await;
    let own = unit.get(&format!("{PERIOD}/reply")).await;
    assert_eq!(points(&own, "judgement"), "18 / 20");
    assert!(
        own.one("main .notice").contains("2026-06-24"),
        "the deadline in words: {}",
        own.one("main .notice")
    );
    assert!(own.one("#item-judgement").contains("工作扎实"), "with the reason");

    let sent = reply(&unit, "deadlines", "0", "系统故障所致，请予核减").await;
    assert_eq!(
        (sent.status, sent.location.as_str()),
        (303, "/assessments/two-monthly-3/reply?done=replied#item-deadlines")
    );
    assert_eq!(reply(&unit, "judgement", "0", "请再核").await.status, 303);
    let page = scorer.get(PERIOD).await;
    assert_eq!(
        page.all("main section table tbody tr").iter().filter(|row| row.contains("待裁定")).count(),
        2
    );

    world.set_time(OVER);
    let early = post(&scorer, "publication", &[("seen", "0"), ("reason", "")]).await;
    assert_eq!(early.status, 422);
    assert!(early.one(".notice").contains("2件申诉没有裁定"), "{}", early.one(".notice"));
    let reply = scorer.get(&format!("{PERIOD}/replies/jiaoyu/deadlines")).await;
    assert!(reply.one("article").contains("系统故障所致"));
    let file = reply.attribute("article a[download]", "href");
    assert_eq!(scorer.get(&file).await.text, "down from 9 to 11");
    assert_eq!(rule(&scorer, "deadlines", "1", "uphold", "20.5").await.status, 422, "more than there is");
    assert_eq!(rule(&scorer, "deadlines", "1", "uphold", "17.5").await.status, 303);
    assert_eq!(rule(&scorer, "judgement", "1", "reject", "").await.status, 303);
    assert_eq!(rule(&scorer, "judgement", "1", "reject", "").await.status, 409, "once");

    assert_eq!(post(&scorer, "publication", &[("seen", "0"), ("reason", "")]).await.status, 303);
    let own = unit.get(&format!("{PERIOD}/reply")).await;
    assert_eq!(points(&own, "deadlines"), "17.5 / 20");
    assert_eq!(points(&own, "judgement"), "18 / 20");
    assert!(own.one("#item-judgement").contains("不予采纳"));
    assert!(own.one("#item-deadlines").contains("经复核，情况属实"), "the decision comes with its reason");

    let wrong = [("unit", "jiaoyu"), ("item", "judgement"), ("points", "19"), ("reason", "")];
    assert_eq!(post(&scorer, "corrections", &wrong).await.status, 422);
    let right = [("unit", "jiaoyu"), ("item", "judgement"), ("points", "19"), ("reason", "漏计一次表扬")];
    assert_eq!(post(&scorer, "corrections", &right).await.status, 303);
    assert_eq!(
        points(&unit.get(&format!("{PERIOD}/reply")).await, "judgement"),
        "18 / 20",
        "not before it is published"
    );
    assert_eq!(post(&scorer, "publication", &[("seen", "1"), ("reason", "")]).await.status, 422);
    assert_eq!(post(&scorer, "publication", &[("seen", "1"), ("reason", "更正一处漏计")]).await.status, 303);
    assert_eq!(points(&unit.get(&format!("{PERIOD}/reply")).await, "judgement"), "19 / 20");
    let editions = scorer.get(PERIOD).await.all("section:last-of-type tbody th");
    assert_eq!(editions, ["第2版", "第1版"]);
    let log = world.sign_in("root", Role::Admin, "").await.get("/accounts/log").await;
    for act in ["开启考核", "登记评定", "冻结考核结果", "提出申诉", "裁定申诉", "发布考核结果", "登记更正"]
    {
        assert!(log.text.contains(act), "{act} is in the audit log");
    }
}

async fn nothing_happens_before_its_time(world: World) {
    let Cast { scorer, unit } = cast(&world).await;
    let later = scorer.post("/assessments/half-year-2/opening", &[]).await;
    assert_eq!(later.status, 422);
    assert!(later.one(".notice").contains("7月1日"), "{}", later.one(".notice"));
    assert_eq!(judge(&scorer, "0", "18", "理由").await.status, 409, "not open");
    assert_eq!(post(&scorer, "freezing", &[]).await.status, 409);
    assert_eq!(post(&scorer, "publication", &[("seen", "0")]).await.status, 409);
    assert_eq!(post(&scorer, "opening", &[]).await.status, 303);
    assert_eq!(post(&scorer, "opening", &[]).await.status, 409, "once");
    let early = post(&scorer, "freezing", &[]).await;
    assert_eq!(early.status, 422);
    assert!(early.one(".notice").contains("6月15日"), "{}", early.one(".notice"));
    assert_eq!(reply(&unit, "quality", "0", "请核").await.status, 409, "there is nothing to reply to yet");
    world.set_time(AFTER);
    assert_eq!(post(&scorer, "freezing", &[]).await.status, 303);
    assert_eq!(judge(&scorer, "0", "18", "理由").await.status, 409, "no more");
    let early = post(&scorer, "publication", &[("seen", "0")]).await;
    assert_eq!(early.status, 422);
    assert!(early.one(".notice").contains("2026-06-24"), "{}", early.one(".notice"));
    world.set_time(LAST);
    assert_eq!(reply(&unit, "quality", "0", "还来得及").await.status, 303);
    world.set_time(OVER);
    let late = reply(&unit, "quality", "1", "来不及了").await;
    assert_eq!(late.status, 409);
    assert!(late.one("#item-quality pre").contains("来不及了"), "what was typed can be copied");
}

async fn several_units_are_judged_at_once_or_none(world: World) {
    let Cast { scorer, .. } = cast(&world).await;
    post(&scorer, "opening", &[]).await;
    let path = format!("{PERIOD}/marks/items/judgement");
    let form = |second: &'static str| {
        [
            ("seen", "0"),
            ("points-jiaoyu", "18"),
            ("points-keji", second),
            ("points-minzheng", ""),
            ("reason", "综合评议"),
        ]
    };
    let refused = scorer.post_files(&path, &form("20.001"), &[]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.all(".finding").len(), 0, "none was made");
    assert_eq!(refused.attribute("input[name=points-jiaoyu]", "value"), "18");
    assert!(refused.one("#fault-keji").contains("0至20"), "{}", refused.one("#fault-keji"));
    assert_eq!(scorer.post_files(&path, &form("１５．５"), &[]).await.status, 303, "full width too");
    let page = scorer.get(&format!("{PERIOD}/marks?item=judgement")).await;
    assert_eq!(page.all(".finding").len(), 2);
    assert!(page.all(".finding strong").contains(&"区教育局".to_owned()));
    let by_unit = [
        ("seen", "2"),
        ("what", "award:awards:municipal"),
        ("reason", "市级表彰"),
        ("points", ""),
        ("obligation", ""),
    ];
    let made =
        scorer.post_files(&format!("{PERIOD}/marks/units/keji"), &by_unit, &[("表彰.txt", b"yes")]).await;
    assert_eq!(made.status, 303, "{}", made.text);
    let page = scorer.get(&format!("{PERIOD}/marks?unit=keji")).await;
    assert!(page.one(".finding").contains("奖励：市级"), "{}", page.one(".finding"));
    let file = page.attribute(".finding a[download]", "href");
    assert_eq!(scorer.get(&file).await.text, "yes");
    let wrong = [
        ("seen", "3"),
        ("what", "charge:quality:hollow"),
        ("points", "9"),
        ("reason", "空泛"),
        ("obligation", ""),
    ];
    assert_eq!(scorer.post_files(&format!("{PERIOD}/marks/units/keji"), &wrong, &[]).await.status, 422);
}

async fn a_mark_is_withdrawn_and_stays_to_be_read(world: World) {
    let Cast { scorer, .. } = cast(&world).await;
    post(&scorer, "opening", &[]).await;
    judge(&scorer, "0", "18", "工作扎实").await;
    let next = ("next", "item=judgement");
    assert_eq!(post(&scorer, "marks/1/withdrawal", &[next, ("reason", " ")]).await.status, 422);
    assert_eq!(post(&scorer, "marks/1/withdrawal", &[next, ("reason", "登记有误")]).await.status, 303);
    assert_eq!(post(&scorer, "marks/1/withdrawal", &[next, ("reason", "再撤")]).await.status, 409);
    let mark = scorer.get(&format!("{PERIOD}/marks?item=judgement")).await.one(".finding");
    assert!(mark.contains("工作扎实") && mark.contains("已撤回：登记有误"), "{mark}");
}

async fn two_at_once_are_told_of_each_other(world: World) {
    let Cast { scorer, .. } = cast(&world).await;
    post(&scorer, "opening", &[]).await;
    judge(&scorer, "0", "18", "工作扎实").await;
    let second = judge(&scorer, "0", "12", "另有看法").await;
    assert_eq!(second.status, 409);
    assert_eq!(second.attribute("input[name=points-jiaoyu]", "value"), "12", "typed text is kept");
    assert_eq!(second.attribute("main input[name=seen]", "value"), "1", "and can be sent again knowingly");
}

async fn a_reply_may_change_until_its_time_is_over(world: World) {
    let Cast { scorer, unit } = frozen(&world).await;
    assert_eq!(reply(&unit, "quality", "0", "第一稿").await.status, 303);
    let stale = reply(&unit, "quality", "0", "没看到第一稿").await;
    assert_eq!(stale.status, 409);
    assert_eq!(stale.one("#text-quality"), "没看到第一稿");
    assert_eq!(reply(&unit, "quality", "1", "第二稿").await.status, 303);
    let page = scorer.get(&format!("{PERIOD}/replies/jiaoyu/quality")).await;
    assert_eq!(page.all("article .text"), ["第二稿", "第一稿"], "each version is kept");
    assert_eq!(
        rule(&scorer, "quality", "1", "reject", "").await.status,
        409,
        "that was not the one that stands"
    );
    assert_eq!(rule(&scorer, "quality", "2", "reject", "").await.status, 303);
    assert_eq!(reply(&unit, "quality", "2", "裁定之后").await.status, 409);
    assert_eq!(
        unit.post_files(&format!("{PERIOD}/reply/nowhere"), &[("seen", "0"), ("text", "?")], &[])
            .await
            .status,
        422
    );
}

async fn a_period_is_published_early_when_all_accept(world: World) {
    let Cast { scorer, unit } = frozen(&world).await;
    let first = scorer.get(PERIOD).await;
    let ranked: usize = first
        .one("main .panel")
        .split("个参加排名")
        .next()
        .unwrap()
        .chars()
        .filter(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .unwrap();
    assert_eq!(post(&unit, "consent", &[]).await.status, 303);
    assert_eq!(post(&unit, "consent", &[]).await.status, 303, "once more changes nothing");
    assert_eq!(reply(&unit, "quality", "0", "想起一事").await.status, 303, "and it may still object");
    assert!(scorer.get(PERIOD).await.text.contains("，0个已确认无异议"));
    rule(&scorer, "quality", "1", "reject", "").await;
    world.app.clock.set(world.app.clock.now().plus(time::Duration::SECOND));
    for place in world.app.plan.units.iter().filter(|unit| !unit.external) {
        if place.id.as_str() != "jiaoyu" {
            let login = format!("l-{}", place.id);
            let other = world.sign_in(&login, Role::Liaison, place.id.as_str()).await;
            assert_eq!(post(&other, "consent", &[]).await.status, 303);
        }
    }
    assert_eq!(
        post(&scorer, "publication", &[("seen", "0")]).await.status,
        422,
        "{ranked} are ranked, one has not accepted"
    );
    assert_eq!(post(&unit, "consent", &[]).await.status, 303);
    assert_eq!(post(&scorer, "publication", &[("seen", "0")]).await.status, 303);
}

async fn what_a_form_brought_is_not_lost(world: World) {
    let Cast { unit, scorer } = frozen(&world).await;
    let refused = reply(&unit, "quality", "0", " ").await;
    assert_eq!(refused.status, 422);
    let hash = refused.attribute("#item-quality input[name=keep]", "value");
    let again = [("seen", "0"), ("text", "有材料"), ("keep", hash.as_str())];
    assert_eq!(unit.post_files(&format!("{PERIOD}/reply/quality"), &again, &[]).await.status, 303);
    let page = scorer.get(&format!("{PERIOD}/replies/jiaoyu/quality")).await;
    assert_eq!(page.one("article a[download]"), "故障记录.txt");
}
