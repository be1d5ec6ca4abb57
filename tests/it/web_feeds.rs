//! Calendars by a secret address, over HTTP: who gets one, what stands in it, and what moves in it.

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use axum_test::TestResponse;
use duban::domain::access::Role;
use duban::domain::plan::{Parts, Plan};
use duban::passwords::token_hash;
use duban::store::{feeds, materialise};
use serde_json::{Value, json};

use crate::support::server::Server;
use crate::support::{Browser, World, stories};

stories! {
    an_address_is_shown_once_and_ends_when_its_person_says_so
    an_address_is_good_for_its_own_person_as_long_as_the_account_is
    an_address_is_never_logged
    what_a_program_has_is_not_sent_again
    what_moves_or_is_called_off_keeps_its_name_and_counts_up
    what_was_sent_is_marked_and_rings_no_more
    others_than_units_get_what_the_plan_says
    what_the_plan_drops_is_called_off_for_everyone
    two_other_programs_read_the_same
}

const HERE: &str = "/calendar/subscription";
const REPORT: &str = "1.4-report~jiaoyu~2026-06";

/// Makes an address: its path.
async fn subscribe(browser: &Browser) -> String {
    let page = browser.post(HERE, &[]).await;
    assert_eq!(page.status, 201);
    let url = page.one(".secret");
    assert_eq!(page.attribute(".buttons a", "href"), url.replacen("http", "webcal", 1));
    url.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned()
}

/// A program that has no cookies.
async fn ask(world: &World, path: &str) -> TestResponse {
    world.guest().server.get(path).await
}

/// The lines of the event whose id begins like this, unfolded.
async fn event(world: &World, path: &str, id: &str) -> Vec<String> {
    let answer = ask(world, path).await;
    assert_eq!(answer.status_code(), 200);
    let text = answer.text().replace("\r\n ", "");
    let found = text.split("BEGIN:VEVENT\r\n").find(|event| event.starts_with(&format!("UID:{id}@")));
    let found = found.unwrap_or_else(|| panic!("no {id} in\n{text}"));
    found.split("\r\n").map(str::to_owned).collect()
}

/// Those of these properties that the event has, without their names.
fn values<'a>(event: &'a [String], name: &str) -> Vec<&'a str> {
    event.iter().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':')).collect()
}

async fn an_address_is_shown_once_and_ends_when_its_person_says_so(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let before = liaison.get(HERE).await;
    assert_eq!(before.all(".panel h2"), ["尚未订阅"]);
    assert!(liaison.get("/calendar").await.has(&format!("main a[href='{HERE}']")));

    let first = subscribe(&liaison).await;
    let page = liaison.get(HERE).await;
    assert!(!page.has(".secret") && !page.text.contains(&first), "it is shown once");
    assert_eq!(page.all(".facts dd"), ["2026-06-10 09:00", "还没有读取过"]);
    world.set_time((2026, 6, 10, 9, 30));
    let answer = ask(&world, &first).await;
    assert_eq!(
        (answer.status_code().as_u16(), answer.content_type().as_str()),
        (200, "text/calendar; charset=utf-8")
    );
    assert!(answer.text().contains("X-WR-CALNAME:督办：区教育局\r\n"));
    assert_eq!(liaison.get(HERE).await.all(".facts dd")[1], "2026-06-10 09:30");
    world.set_time((2026, 6, 10, 10, 29));
    ask(&world, &first).await;
    assert_eq!(liaison.get(HERE).await.all(".facts dd")[1], "2026-06-10 09:30", "noted once an hour");

    let second = subscribe(&liaison).await;
    assert_eq!(ask(&world, &first).await.status_code(), 404, "renewed");
    assert_eq!(ask(&world, &second).await.status_code(), 200);
    let done = liaison.post(&format!("{HERE}/end"), &[]).await;
    assert_eq!((done.status, done.location.as_str()), (303, "/calendar/subscription?done=feed-ended"));
    assert_eq!(ask(&world, &second).await.status_code(), 404, "ended");
    assert_eq!(liaison.post(&format!("{HERE}/end"), &[]).await.status, 303, "twice does no harm");

    let log = world.sign_in("guan", Role::Admin, "").await.get("/accounts/log").await;
    let acts: Vec<String> = log.all("tbody td:nth-child(3)");
    assert_eq!(acts[..3], ["停止日历订阅", "更换日历订阅网址", "生成日历订阅网址"]);
    assert!(!log.text.contains("/feeds/"));
}

async fn an_address_is_good_for_its_own_person_as_long_as_the_account_is(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let admin = world.sign_in("guan", Role::Admin, "").await;
    let path = subscribe(&liaison).await;
    let text = ask(&world, &path).await.text();
    assert!(text.contains("UID:1.4-report~jiaoyu~2026-06@"), "{text}");
    assert!(!text.contains("~keji~"), "another unit's");

    let token = path.strip_prefix("/feeds/").unwrap().strip_suffix(".ics").unwrap();
    let mut tx = world.app.db.read().await.unwrap();
    let plan = &world.app.plan.id;
    assert!(feeds::by_token(&mut tx, plan, &token_hash(token)).await.unwrap().is_some());
    assert!(
        feeds::by_token(&mut tx, plan, token).await.unwrap().is_none(),
        "the database has its hash alone"
    );
    assert!(feeds::by_token(&mut tx, &"other".parse().unwrap(), &token_hash(token)).await.unwrap().is_none());
    drop(tx);
    let stored = token_hash(token);
    for wrong in
        [path.trim_end_matches(".ics"), "/feeds/.ics", "/feeds/x.ics", &format!("/feeds/{stored}.ics")]
    {
        assert_eq!(ask(&world, wrong).await.status_code(), 404, "{wrong}");
    }
    assert_eq!(admin.post("/accounts/li/disablement", &[]).await.status, 303);
    assert_eq!(ask(&world, &path).await.status_code(), 404);
}

/// Not even where everything is logged.
async fn an_address_is_never_logged(world: World) {
    let path = subscribe(&world.sign_in("li", Role::Liaison, "jiaoyu").await).await;
    let log = world.folder.path().join("log");
    let mut server = Server::start_logging(&world, &[], File::create(&log).unwrap()).await;
    let answer = reqwest::get(format!("{}{path}", server.address)).await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    assert!(answer.text().await.unwrap().contains("BEGIN:VCALENDAR"));
    server.kill();
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.contains("/feeds/{file}") && log.contains("TRACE"), "the request was logged: {log}");
    let token = path.strip_prefix("/feeds/").unwrap().strip_suffix(".ics").unwrap();
    for secret in [token.to_owned(), token_hash(token)] {
        let line = log.lines().find(|line| line.contains(&secret));
        assert_eq!(line, None, "{secret}");
    }
}

async fn what_a_program_has_is_not_sent_again(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let path = subscribe(&liaison).await;
    let first = ask(&world, &path).await;
    let header = |answer: &TestResponse, name: &str| answer.header(name).to_str().unwrap().to_owned();
    let (tag, changed) = (header(&first, "etag"), header(&first, "last-modified"));
    assert_eq!(changed, "Wed, 10 Jun 2026 01:00:00 GMT");
    assert_eq!(header(&first, "cache-control"), "private, no-cache");
    let again = async |name: &str, value: &str| {
        world.guest().server.get(&path).add_header(name.to_owned(), value.to_owned()).await
    };
    world.set_time((2026, 7, 20, 9, 0));
    for (name, value, status) in [
        ("if-none-match", tag.as_str(), 304),
        ("if-none-match", tag.trim_start_matches("W/"), 304),
        ("if-none-match", "\"x\", *", 304),
        ("if-none-match", "\"x\"", 200),
        ("if-modified-since", changed.as_str(), 304),
        ("if-modified-since", "Tue, 09 Jun 2026 01:00:00 GMT", 200),
    ] {
        let answer = again(name, value).await;
        assert_eq!(answer.status_code().as_u16(), status, "{name}: {value}");
        assert_eq!(header(&answer, "etag"), tag, "time alone changes nothing");
        assert_eq!(answer.as_bytes().is_empty(), status == 304);
    }
    assert_eq!(liaison.post(&format!("/obligations/{REPORT}/acknowledgement"), &[]).await.status, 303);
    let later = again("if-modified-since", &changed).await;
    assert_eq!(
        (later.status_code().as_u16(), header(&later, "last-modified").as_str()),
        (200, "Mon, 20 Jul 2026 01:00:00 GMT")
    );
}

async fn what_moves_or_is_called_off_keeps_its_name_and_counts_up(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let office = world.sign_in("ban", Role::Office, "").await;
    let path = subscribe(&liaison).await;
    let look = async || {
        let event = event(&world, &path, REPORT).await;
        let one = |name| values(&event, name).concat();
        (one("SEQUENCE"), one("DTSTART;VALUE=DATE"), one("DTEND;VALUE=DATE"), one("STATUS"), one("SUMMARY"))
    };
    let expect = |sequence: &str, day: &str, end: &str, status: &str, mark: &str| {
        let summary = format!("{mark}1.4 信用体系建设情况报告 · 6月");
        (sequence.to_owned(), day.to_owned(), end.to_owned(), status.to_owned(), summary)
    };
    assert_eq!(look().await, expect("0", "20260615", "20260616", "CONFIRMED", ""));
    let act = async |browser: &Browser, what: &str, fields: &[(&str, &str)]| {
        assert_eq!(
            browser.post(&format!("/obligations/{REPORT}/{what}"), fields).await.status,
            303,
            "{what}"
        );
    };
    act(&liaison, "extension", &[("until", "2026-06-30"), ("reason", "系统维护")]).await;
    assert_eq!(look().await, expect("0", "20260615", "20260616", "CONFIRMED", ""), "asked is not granted");
    act(&office, "extension/decision", &[("number", "1"), ("verdict", "grant"), ("reason", "同意")]).await;
    assert_eq!(look().await, expect("1", "20260630", "20260701", "CONFIRMED", ""));
    act(&office, "exemption", &[("reason", "本期不涉及")]).await;
    assert_eq!(look().await, expect("2", "20260630", "20260701", "CANCELLED", "【免报】"));
    act(&office, "exemption/end", &[("reason", "更正")]).await;
    assert_eq!(look().await, expect("3", "20260630", "20260701", "CONFIRMED", ""));
}

async fn what_was_sent_is_marked_and_rings_no_more(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let path = subscribe(&liaison).await;
    let before = event(&world, &path, REPORT).await;
    // Friday at nine and, since it is due on Monday, that day at nine.
    assert_eq!(values(&before, "TRIGGER"), ["-P2DT15H", "PT9H"]);
    let fields = [("seen", "0"), ("text", "已完成。")];
    let sent =
        liaison.post_files(&format!("/obligations/{REPORT}/submission"), &fields, &[("a.txt", b"x")]).await;
    assert_eq!(sent.status, 303);
    let after = event(&world, &path, REPORT).await;
    assert_eq!(values(&after, "SUMMARY"), ["【待审】1.4 信用体系建设情况报告 · 6月"]);
    assert_eq!((values(&after, "TRIGGER").len(), values(&after, "SEQUENCE")), (0, vec!["0"]));

    let friday = event(&world, &path, "4.2-weekly~jiaoyu~2026-W24").await;
    assert_eq!(values(&friday, "DTEND;TZID=Asia/Shanghai"), ["20260612T170000"], "下班前");
    assert_eq!(values(&friday, "TRIGGER"), ["-PT7H30M"], "what comes every week rings on its day alone");
}

async fn others_than_units_get_what_the_plan_says(world: World) {
    for (login, role) in [
        ("ban", Role::Office),
        ("ping", Role::ScoringOffice),
        ("qu", Role::DistrictLeader),
        ("guan", Role::Admin),
    ] {
        let path = subscribe(&world.sign_in(login, role, "").await).await;
        let report = event(&world, &path, "1.4-report~all~2026-06").await;
        assert_eq!(values(&report, "SUMMARY"), ["1.4 信用体系建设情况报告 · 6月（38个单位）"], "{role:?}");
        assert_eq!(values(&report, "DTSTART;VALUE=DATE"), ["20260615"]);
        assert!(values(&report, "TRIGGER").is_empty(), "what others owe does not ring");
        assert!(!ask(&world, &path).await.text().contains("jiaoyu"), "no unit's business");
    }
    let english = world.sign_in("en", Role::Office, "").await;
    english.server.post("/language").form(&[("lang", "en"), ("next", "/")]).await;
    let path = subscribe(&english).await;
    let report = event(&world, &path, "1.4-report~all~2026-06").await;
    assert!(values(&report, "SUMMARY").concat().ends_with("(38 units)"), "{report:?}");
}

async fn what_the_plan_drops_is_called_off_for_everyone(mut world: World) {
    let liaison = subscribe(&world.sign_in("li", Role::Liaison, "jiaoyu").await).await;
    let office = subscribe(&world.sign_in("ban", Role::Office, "").await).await;
    world.set_time((2026, 6, 11, 9, 0));
    let mut plan = Parts::clone(&world.app.plan);
    plan.tracked_from = Some(time::macros::date!(2026 - 07 - 01));
    plan.digest.push('x');
    world.app.plan = Arc::new(Plan::new(plan));
    let mut tx = world.app.db.write(&world.app.plan.id).await.unwrap();
    materialise::apply(&mut tx, &world.app.plan, world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    for (path, id) in [(&liaison, REPORT), (&office, "1.4-report~all~2026-06")] {
        let dropped = event(&world, path, id).await;
        assert_eq!(
            (values(&dropped, "STATUS"), values(&dropped, "SEQUENCE")),
            (vec!["CANCELLED"], vec!["1"]),
            "{id}"
        );
        assert!(values(&dropped, "SUMMARY").concat().starts_with("【撤销】"), "{dropped:?}");
        let kept = event(&world, path, &id.replace("-06", "-08")).await;
        assert_eq!(
            (values(&kept, "STATUS"), values(&kept, "SEQUENCE")),
            (vec!["CONFIRMED"], vec!["0"]),
            "{id}"
        );
    }
}

/// Needs TEST_PYTHON, which `bin/test` sets; without it this says so and passes.
async fn two_other_programs_read_the_same(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let path = subscribe(&liaison).await;
    let file = world.folder.path().join("duban.ics");
    std::fs::write(&file, ask(&world, &path).await.as_bytes()).unwrap();
    let Some(read) = python(&file) else { return };
    let (one, other) = (&read["icalendar"], &read["vobject"]);
    assert_eq!(one["name"], "督办：区教育局");
    assert_eq!(one["zones"], json!(["Asia/Shanghai"]));
    assert_eq!(one, other);
    let events = one["events"].as_array().unwrap();
    assert!(events.len() > 30, "{}", events.len());
    let find =
        |id: &str| events.iter().find(|event| event["uid"] == format!("{id}@credit-2026.duban")).unwrap();
    let weekly = find("4.2-weekly~jiaoyu~2026-W24");
    assert_eq!(weekly["start"], "2026-06-12T16:30:00+08:00");
    assert_eq!(weekly["end"], "2026-06-12T17:00:00+08:00");
    assert_eq!(weekly["alarms"], json!(["2026-06-12T09:00"]));
    let report = find(REPORT);
    assert_eq!((&report["start"], &report["end"]), (&json!("2026-06-15"), &json!("2026-06-16")));
    assert_eq!(report["alarms"], json!(["2026-06-12T09:00", "2026-06-15T09:00"]));
    assert!(report["description"].as_str().unwrap().lines().count() >= 5, "{report}");
    let url = report["url"].as_str().unwrap().strip_prefix("http://127.0.0.1:8080").unwrap();
    assert_eq!(liaison.get(url).await.status, 200);
}

#[expect(clippy::print_stderr, reason = "a story that was not run must not look as if it was")]
pub fn python(file: &Path) -> Option<Value> {
    let Some(program) = std::env::var_os("TEST_PYTHON") else {
        eprintln!("not tested: TEST_PYTHON is not set; bin/test sets it");
        return None;
    };
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/read_ics.py");
    let output = Command::new(program).arg(tool).arg(file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}
