//! The review queue: its order and its parts, one after the other, and what changed between two revisions.

use duban::domain::access::Role;
use duban::domain::obligation::State;

use crate::support::{Browser, Page, World, stories};

stories! {
    the_queue_is_asked_for_in_parts
    one_is_reviewed_after_the_other
    the_reviewer_stays_in_the_queue_when_a_reason_is_missing
    what_somebody_else_decided_is_no_longer_in_the_queue
    two_revisions_stand_side_by_side
    a_unit_compares_its_own_and_nobody_elses
    several_are_accepted_after_a_summary
    what_changed_meanwhile_is_left_out_and_named
    of_two_who_accept_several_at_once_each_is_accepted_once
    a_milestone_among_several_says_what_it_ends
}

const JIAOYU: &str = "1.4-report~jiaoyu~2026-06";
const KEJI: &str = "1.4-report~keji~2026-06";
const MINZHENG: &str = "1.4-report~minzheng~2026-06";
const LATE: &str = "4.2-weekly~jiaoyu~2026-W22";

/// Three reports of one duty, a working day apart, and a weekly one that is late.
async fn waiting(world: &World) -> Browser {
    for (day, id, text) in
        [(8, JIAOYU, "教育局的报告"), (9, KEJI, "科技局的报告"), (10, MINZHENG, "民政局的报告")]
    {
        world.set_time((2026, 6, day, 9, 0));
        let unit = id.split('~').nth(1).unwrap();
        let liaison = world.sign_in(unit, Role::Liaison, unit).await;
        sent(&liaison, id, 0, text).await;
        if unit == "jiaoyu" {
            world.set_time((2026, 6, 8, 10, 0));
            let nil = [("seen", "0"), ("text", "本周没有许可和处罚"), ("nil", "yes")];
            assert_eq!(
                liaison.post_files(&format!("/obligations/{LATE}/submission"), &nil, &[]).await.status,
                303
            );
        }
    }
    world.sign_in("ban", Role::Office, "").await
}

async fn sent(liaison: &Browser, id: &str, seen: i64, text: &str) {
    let seen = seen.to_string();
    let fields = [("seen", seen.as_str()), ("text", text)];
    let page =
        liaison.post_files(&format!("/obligations/{id}/submission"), &fields, &[("报告.pdf", b"%PDF")]).await;
    assert_eq!(page.status, 303, "{}", page.text);
}

/// The ids of the queue, in its order.
fn ids(page: &Page) -> Vec<String> {
    let picks = page.attributes("tbody input[name=pick]", "value");
    picks.iter().map(|pick| pick.split(':').next().unwrap().to_owned()).collect()
}

async fn the_queue_is_asked_for_in_parts(world: World) {
    let office = waiting(&world).await;
    let all = office.get("/reviews").await;
    assert_eq!(ids(&all), [JIAOYU, LATE, KEJI, MINZHENG], "longest waiting first");
    assert_eq!(all.one("h1"), "审核 4件待审");
    let waited: Vec<String> = all.all("tbody tr td:nth-of-type(3)");
    assert_eq!(waited, ["已等2个工作日", "已等2个工作日 迟报", "已等1个工作日", "今天报送"]);
    let table: [(&str, &[&str]); 6] = [
        ("unit=jiaoyu", &[JIAOYU, LATE]),
        ("project=1", &[JIAOYU, KEJI, MINZHENG]),
        ("sent=late", &[LATE]),
        ("sent=on-time&unit=jiaoyu", &[JIAOYU]),
        ("unit=&project=&sent=", &[JIAOYU, LATE, KEJI, MINZHENG]),
        ("unit=none&project=many", &[]),
    ];
    for (query, expected) in table {
        let page = office.get(&format!("/reviews?{query}")).await;
        assert_eq!(
            (page.status, ids(&page)),
            (200, expected.iter().map(|id| (*id).to_owned()).collect()),
            "{query}"
        );
    }
    let part = office.get("/reviews?project=1").await;
    assert_eq!(part.one("h1"), "审核 筛选出3件，共4件待审");
    assert_eq!(part.attribute("select[name=project] option[selected]", "value"), "1");
    assert_eq!(part.attribute("tbody a", "href"), format!("/reviews/{JIAOYU}?project=1"));
    assert!(office.get("/reviews?unit=none").await.one(".empty").contains("清除筛选"));
}

async fn one_is_reviewed_after_the_other(world: World) {
    let office = waiting(&world).await;
    let page = office.get(&format!("/reviews/{KEJI}?project=1")).await;
    assert_eq!(page.one(".place"), "第2件，共3件2 / 3");
    assert_eq!(page.attribute("a[rel=prev]", "href"), format!("/reviews/{JIAOYU}?project=1"));
    assert_eq!(page.attribute("a[rel=next]", "href"), format!("/reviews/{MINZHENG}?project=1"));
    assert!(page.one(".submission").contains("科技局的报告"));
    assert!(page.one("button[value=accept]").contains("审下一件"));

    let queue = page.attribute("input[name=queue]", "value");
    let accept = [("seen", "1"), ("decision", "accept"), ("reason", ""), ("queue", queue.as_str())];
    let done = office.post(&format!("/obligations/{KEJI}/review"), &accept).await;
    let next = format!("/reviews/{MINZHENG}?project=1&done=accepted:{KEJI}");
    assert_eq!((done.status, done.location.as_str()), (303, &*next));
    let page = office.get(&next).await;
    assert!(page.one("[role=status] p").contains("已通过：区科技局"), "{}", page.one("[role=status] p"));
    assert_eq!(page.one(".place"), "第2件，共2件2 / 2");
    assert_eq!(page.one("button[value=accept]"), "通过", "nothing comes after it");

    let give_back =
        [("seen", "1"), ("decision", "return"), ("reason", "请补充数据"), ("queue", queue.as_str())];
    let done = office.post(&format!("/obligations/{MINZHENG}/review"), &give_back).await;
    assert_eq!(done.location, format!("/reviews?project=1&done=returned:{MINZHENG}"));
    let list = office.get(&done.location).await;
    assert!(list.one("[role=status] p").contains("已退回：区民政局"));
    assert_eq!(ids(&list), [JIAOYU]);
    assert_eq!(world.obligation(MINZHENG).await.state, State::Returned);
}

async fn the_reviewer_stays_in_the_queue_when_a_reason_is_missing(world: World) {
    let office = waiting(&world).await;
    let give_back = [("seen", "1"), ("decision", "return"), ("reason", " "), ("queue", "project=1")];
    let page = office.post(&format!("/obligations/{JIAOYU}/review"), &give_back).await;
    assert_eq!((page.status, page.one(".fault").as_str()), (422, "没有提交：请写明理由。"));
    assert_eq!(page.one(".place"), "第1件，共3件1 / 3");
    assert!(page.has("textarea[name=reason][aria-invalid=true]"));
    assert_eq!(world.obligation(JIAOYU).await.state, State::Submitted);
}

async fn what_somebody_else_decided_is_no_longer_in_the_queue(world: World) {
    let office = waiting(&world).await;
    let other = world.sign_in("zhao", Role::Office, "").await;
    let accept = [("seen", "1"), ("decision", "accept"), ("reason", "")];
    assert_eq!(other.post(&format!("/obligations/{JIAOYU}/review"), &accept).await.status, 303);
    let late = [("seen", "1"), ("decision", "return"), ("reason", "数据有误"), ("queue", "")];
    let page = office.post(&format!("/obligations/{JIAOYU}/review"), &late).await;
    assert_eq!(page.status, 409);
    assert_eq!(page.one(".notice textarea[readonly]"), "数据有误");
    let gone = office.get(&format!("/reviews/{JIAOYU}")).await;
    assert_eq!((gone.status, gone.location), (303, format!("/obligations/{JIAOYU}")));
}

async fn two_revisions_stand_side_by_side(world: World) {
    let office = waiting(&world).await;
    let give_back = [("seen", "1"), ("decision", "return"), ("reason", "请补盖公章")];
    assert_eq!(office.post(&format!("/obligations/{KEJI}/review"), &give_back).await.status, 303);
    let liaison = world.sign_in("keji-2", Role::Liaison, "keji").await;
    let hash = liaison.get(&format!("/obligations/{KEJI}")).await.attribute("input[name=keep]", "value");
    let fields =
        [("seen", "1"), ("text", "科技局已盖章的报告"), ("figure-blacklisted", "2"), ("keep", hash.as_str())];
    let again = liaison
        .post_files(&format!("/obligations/{KEJI}/submission"), &fields, &[("盖章件.pdf", b"new")])
        .await;
    assert_eq!(again.status, 303);

    let page = office.get(&format!("/reviews/{KEJI}")).await;
    assert!(page.one(".notice").contains("请补盖公章"), "why it came again");
    assert_eq!(page.all(".sides ins"), ["已盖章"]);
    assert_eq!(page.all(".sides del"), Vec::<String>::new());
    assert_eq!(page.all(".sides .prose"), ["科技局的报告", "科技局已盖章的报告"]);
    let figures = page.all(".changed-figures tbody tr td");
    assert_eq!(figures.len(), 3);
    assert!(figures[0] == "–" && figures[1].starts_with('2'), "{figures:?}");
    assert_eq!(page.all(".compare .files .mark"), ["未变", "新增"]);
    assert!(page.one(".compare > p").contains("材料新增1个、删去0个"), "{}", page.one(".compare > p"));
}

async fn a_unit_compares_its_own_and_nobody_elses(world: World) {
    waiting(&world).await;
    let liaison = world.sign_in("jiaoyu-2", Role::Liaison, "jiaoyu").await;
    sent(&liaison, JIAOYU, 1, "教育局改过的报告").await;
    let page = liaison.get(&format!("/obligations/{JIAOYU}/revisions/2")).await;
    assert_eq!(page.one("h2"), "第2次报送与第1次对比");
    assert_eq!(page.all(".sides ins"), ["改过"]);
    assert!(liaison.get(&format!("/obligations/{JIAOYU}")).await.has("a[href$='/revisions/2']"));
    let first = liaison.get(&format!("/obligations/{JIAOYU}/revisions/1")).await;
    assert_eq!((first.status, first.location), (303, format!("/obligations/{JIAOYU}")));
    assert_eq!(liaison.get(&format!("/obligations/{JIAOYU}/revisions/9")).await.status, 404);
    let other = world.sign_in("other", Role::Liaison, "keji").await;
    assert_eq!(other.get(&format!("/obligations/{JIAOYU}/revisions/2")).await.status, 403);
    assert_eq!(liaison.get(&format!("/reviews/{JIAOYU}")).await.status, 403);
}

async fn several_are_accepted_after_a_summary(world: World) {
    let office = waiting(&world).await;
    let summary =
        office.get(&format!("/reviews/batch?queue=project%3D1&pick={JIAOYU}:1&pick={KEJI}:1")).await;
    assert_eq!(summary.all("tbody th").len(), 2);
    assert!(summary.one("main").contains("将通过以下2件") && summary.one("main").contains("不另发邮件"));
    assert_eq!(world.obligation(JIAOYU).await.state, State::Submitted, "nothing has happened yet");
    let picks = summary.attributes("form input[name=pick]", "value");
    let queue = summary.attribute("form input[name=queue]", "value");
    let form = [("queue", queue.as_str()), ("pick", &picks[0]), ("pick", &picks[1]), ("reason", "同意")];
    let done = office.post("/reviews/batch", &form).await;
    assert_eq!((done.status, done.location.as_str()), (303, "/reviews?project=1&done=batch:2"));
    let list = office.get(&done.location).await;
    assert_eq!(list.one("[role=status] p"), "已通过2件。");
    assert_eq!(ids(&list), [MINZHENG]);
    for id in [JIAOYU, KEJI] {
        assert_eq!(world.obligation(id).await.state, State::Accepted);
        assert!(office.get(&format!("/obligations/{id}")).await.one(".review").contains("同意"));
    }
    assert_eq!(office.get("/messages").await.all("tbody tr").len(), 0, "as the summary said");
    assert!(office.get("/reviews/batch").await.one(".empty").contains("尚未选择"));
    let unknown = office.post("/reviews/batch", &[("pick", "nothing")]).await;
    assert_eq!(unknown.status, 400);
}

async fn what_changed_meanwhile_is_left_out_and_named(world: World) {
    let office = waiting(&world).await;
    let picks = [format!("{JIAOYU}:1"), format!("{KEJI}:1"), format!("{MINZHENG}:1")];
    let liaison = world.sign_in("jiaoyu-2", Role::Liaison, "jiaoyu").await;
    sent(&liaison, JIAOYU, 1, "又改了一稿").await;
    let accept = [("seen", "1"), ("decision", "accept"), ("reason", "")];
    assert_eq!(office.post(&format!("/obligations/{KEJI}/review"), &accept).await.status, 303);

    let summary =
        office.get(&format!("/reviews/batch?pick={}&pick={}&pick={}", picks[0], picks[1], picks[2])).await;
    assert_eq!(summary.attributes("form input[name=pick]", "value"), [picks[2].as_str()]);
    assert_eq!(summary.one(".notice h2"), "以下2件不在其列");
    let form: Vec<(&str, &str)> = picks.iter().map(|pick| ("pick", pick.as_str())).collect();
    let page = office.post("/reviews/batch", &form).await;
    assert_eq!((page.status, page.one("[role=status] p").as_str()), (200, "已通过1件。"));
    let left = page.all(".notice li");
    assert!(left[0].contains("区教育局") && left[0].contains("又报送了新的内容"), "{left:?}");
    assert!(left[1].contains("区科技局") && left[1].contains("已由他人审核"), "{left:?}");
    assert_eq!(world.obligation(JIAOYU).await.state, State::Submitted, "nobody has seen the second revision");
    let again = office.post("/reviews/batch", &form).await;
    assert_eq!((again.status, again.all(".notice li").len()), (409, 3));
}

async fn of_two_who_accept_several_at_once_each_is_accepted_once(world: World) {
    let one = waiting(&world).await;
    let two = world.sign_in("zhao", Role::Office, "").await;
    let picks: Vec<String> = [JIAOYU, KEJI, MINZHENG].iter().map(|id| format!("{id}:1")).collect();
    let form: Vec<(&str, &str)> = picks.iter().map(|pick| ("pick", pick.as_str())).collect();
    let (a, b) = tokio::join!(one.post("/reviews/batch", &form[..2]), two.post("/reviews/batch", &form[1..]));
    let mut accepted = 0;
    for page in [&a, &b] {
        accepted += match page.status {
            303 => 2,
            200 => page.one("[role=status] p").replace("已通过", "").replace("件。", "").parse().unwrap(),
            status => panic!("{status} {}", page.text),
        };
    }
    assert_eq!(accepted, 3, "{} {}", a.status, b.status);
    let late = if a.status == 200 { a } else { b };
    assert_eq!(late.all(".notice li").len(), 1);
    assert!(late.one(".notice li").contains("区科技局"));
    for id in [JIAOYU, KEJI, MINZHENG] {
        assert_eq!(world.obligation(id).await.state, State::Accepted);
        let story = one.get(&format!("/obligations/{id}")).await;
        assert_eq!(story.all(".review").len(), 1, "{id}");
    }
}

async fn a_milestone_among_several_says_what_it_ends(world: World) {
    let lead = world.sign_in("zf", Role::Liaison, "zhengfuban").await;
    let office = world.sign_in("ban", Role::Office, "").await;
    world.set_time((2026, 11, 18, 10, 0));
    sent(&lead, "4.1-site~zhengfuban~2026", 0, "网站上线").await;
    let summary = office.get("/reviews/batch?pick=4.1-site~zhengfuban~2026:1").await;
    assert!(summary.one("main p.notice").contains("不再需要报送"), "{}", summary.text);
}
