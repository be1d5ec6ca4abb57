//! Search over HTTP: what is found, how it is shown, and by whom.

use duban::domain::access::Role;
use duban::store::{obligations, texts};

use crate::support::{Browser, Page, World, stories};

stories! {
    the_plan_is_found_by_words_pinyin_numbers_and_english
    every_word_counts_and_a_time_narrows_obligations
    a_report_is_found_by_its_text_and_its_files_and_only_as_it_last_was
    nobody_finds_what_they_may_not_open
    a_list_that_goes_on_is_leafed_through
    what_is_typed_stays_text
    reports_from_before_there_was_an_index_are_taken_in
    a_resubmission_and_many_reports_keep_apart
}

const ID: &str = "1.4-report~jiaoyu~2026-06";

async fn search(browser: &Browser, query: &str) -> Page {
    let query = percent_encoding::utf8_percent_encode(query, percent_encoding::NON_ALPHANUMERIC);
    let page = browser.get(&format!("/search?q={query}")).await;
    assert_eq!(page.status, 200, "{}", page.text);
    page
}

/// The headings of what was found, each with its count.
async fn kinds(browser: &Browser, query: &str) -> Vec<String> {
    search(browser, query).await.all(".found h2")
}

async fn send(browser: &Browser, id: &str, seen: &str, text: &str, file: &str) {
    let path = format!("/obligations/{id}/submission");
    let sent = browser.post_files(&path, &[("seen", seen), ("text", text)], &[(file, file.as_bytes())]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
}

async fn the_plan_is_found_by_words_pinyin_numbers_and_english(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    for query in ["双公示", "sgs", "shuanggongshi", "SGS", "ｓｇｓ"] {
        let page = search(&office, query).await;
        assert_eq!(page.all(".found h2"), ["重点任务 2", "报送事项 3", "应办事项 26"], "{query}");
        assert_eq!(page.one(".found a"), "4.1 建立信用门户网站并设置“双公示”专栏");
        assert_eq!(page.one(".found mark"), "双公示", "{query}");
    }
    for query in ["区教育局", "教育", "jyj", "jiaoyuju", "Education Bureau"] {
        let page = search(&office, query).await;
        assert!(page.attributes(".found a", "href").contains(&"/units/jiaoyu".to_owned()), "{query}");
    }
    let page = search(&office, "4.2").await;
    assert_eq!(page.one(".found a"), "4.2 报送“双公示”信息");
    assert_eq!(page.attribute(".found a", "href"), "/tasks/4.2");
    assert_eq!(search(&office, "专项工程四").await.attribute(".found a", "href"), "/projects/4");
    let page = search(&office, "各成员单位于每个双数月").await;
    assert_eq!(page.one(".excerpt mark"), "各成员单位于每个双数月", "the plan's own words");
    for nothing in ["甲乙丙丁", "eport", "xqzv", "9.9"] {
        let page = search(&office, nothing).await;
        assert!(page.has(".empty") && page.has(".hints"), "{nothing}: {:?}", page.all(".found h2"));
    }
    let page = office.get("/search").await;
    assert!(page.has(".hints") && !page.has(".empty"), "nothing was asked yet");
    assert_eq!(page.one("title"), "检索 · 督办");
}

async fn every_word_counts_and_a_time_narrows_obligations(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    for (query, expected) in [
        ("jyj 双公示", "每周报送“双公示”信息 · 2026年第1周 · 区教育局■ 逾期"),
        ("区教育局 双公示 第24周", "每周报送“双公示”信息 · 2026年第24周 · 区教育局"),
        ("区教育局 1.4 6月", "信用体系建设情况报告 · 2026年6月 · 区教育局"),
        ("区教育局 1.4 2026-12", "信用体系建设情况报告 · 2026年12月 · 区教育局"),
    ] {
        let page = search(&office, query).await;
        assert_eq!(page.all(".found h2"), ["应办事项 1"], "{query}");
        assert!(page.one(".found li").starts_with(expected), "{query}: {}", page.one(".found li"));
    }
    let page = search(&office, "jyj 双公示").await;
    assert_eq!(page.all(".found li a")[1], "共52期");
    let june = search(&office, "jyj 6月30日").await.all(".found .meta");
    assert!(june.iter().all(|line| line.contains("6月30日")), "{june:?}");
    assert!(!search(&office, "jyj 双公示 双数月").await.has(".found"), "no duty is both");
    assert!(!search(&office, "1.4 7月").await.has(".found"), "due in even months only");
}

async fn a_report_is_found_by_its_text_and_its_files_and_only_as_it_last_was(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let office = world.sign_in("ban", Role::Office, "").await;
    let long = format!("{}开展诚信宣讲进校园12场。{}", "前言。".repeat(60), "后记。".repeat(60));
    send(&liaison, ID, "0", &long, "宣讲现场照片（盖章）.JPG").await;
    for query in ["宣讲", "诚信宣讲 校园", "１２场"] {
        let page = search(&office, query).await;
        assert_eq!(page.all(".found h2"), ["报送内容 1"], "{query}");
        assert_eq!(page.attribute(".found a", "href"), format!("/obligations/{ID}"));
        let excerpt = page.one(".found .excerpt");
        assert!(
            excerpt.starts_with("…") && excerpt.ends_with("…") && excerpt.contains("开展诚信宣讲进校园12场"),
            "{excerpt}"
        );
        assert!(page.has(".excerpt mark"), "{query}");
    }
    let by_file = search(&office, "现场照片 盖章 jpg").await;
    assert_eq!(by_file.all(".found .excerpt"), ["佐证材料：宣讲现场照片（盖章）.JPG"]);
    for nothing in ["校园宣讲", "宣", "百分之五十"] {
        assert!(!kinds(&office, nothing).await.contains(&"报送内容 1".to_owned()), "{nothing}");
    }
    send(&liaison, ID, "1", "改为报送信易贷情况。", "说明.txt").await;
    assert_eq!(kinds(&office, "信易贷").await, ["报送内容 1"]);
    assert!(kinds(&office, "宣讲").await.is_empty(), "an earlier text is history, not a report");
}

async fn nobody_finds_what_they_may_not_open(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    // Task 1.4 is of a project that 区发改局 leads; 区科技局 is another of its units.
    send(&liaison, ID, "0", "内部情况通报若干。", "内部清单.txt").await;
    for (login, role, unit, reports, obligations) in [
        ("own", Role::UnitLeader, "jiaoyu", 1, 1),
        ("lead", Role::Liaison, "fagai", 1, 1),
        ("other", Role::Liaison, "keji", 0, 0),
        ("ban", Role::Office, "", 1, 1),
        ("jixiao", Role::ScoringOffice, "", 1, 1),
        ("qu", Role::DistrictLeader, "", 1, 1),
        ("guan", Role::Admin, "", 0, 0),
    ] {
        let browser = world.sign_in(login, role, unit).await;
        for query in ["内部情况", "内部清单"] {
            let page = search(&browser, query).await;
            assert_eq!(page.all(".found li").len(), reports, "{login}: {query}");
            assert_eq!(page.text.contains("若干"), reports == 1 && query == "内部情况", "{login}");
        }
        let found = search(&browser, "1.4 教育局").await;
        assert_eq!(found.all(".found li").len(), obligations, "{login}");
    }
    // Whatever is asked, only one's own addresses come back.
    let keji = world.sign_in("ke", Role::Liaison, "keji").await;
    for query in ["报送", "信用", "局", "双公示", "bs", "6月", "report", "1"] {
        for kind in ["all", "obligations", "reports"] {
            let query = percent_encoding::utf8_percent_encode(query, percent_encoding::NON_ALPHANUMERIC);
            let page = keji.get(&format!("/search?q={query}&kind={kind}")).await;
            let hrefs = page.attributes("main a", "href");
            let foreign: Vec<_> =
                hrefs.iter().filter(|it| it.starts_with("/obligations/") && !it.contains("~keji~")).collect();
            assert!(foreign.is_empty(), "{query}: {foreign:?}");
        }
    }
}

async fn a_list_that_goes_on_is_leafed_through(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    let page = search(&office, "双公示").await;
    assert_eq!(page.all(".found:last-of-type li").len(), 5);
    assert_eq!(page.one(".found p:last-child a"), "查看全部应办事项（26）");
    let more = page.attribute(".found p:last-child a", "href");
    let first = office.get(&more).await;
    assert_eq!(first.all(".found li").len(), 20);
    let second = office.get(&first.attribute(".pager a[rel=next]", "href")).await;
    assert_eq!((second.all(".found li").len(), second.has(".pager a[rel=next]")), (6, false));
    assert_eq!(second.one(".tabs a[aria-current]"), "应办事项 26");
    let mut all = first.all(".found li a:first-child");
    all.extend(second.all(".found li a:first-child"));
    all.dedup();
    assert_eq!(all.len(), 26, "each once");
    let none = office.get("/search?q=%E5%8F%8C%E5%85%AC%E7%A4%BA&kind=units").await;
    assert!(none.has(".empty") && none.has(".tabs"));
    assert_eq!(office.get("/search?q=a&kind=nothing").await.status, 404);
}

async fn what_is_typed_stays_text(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    send(&liaison, ID, "0", "<b>加粗</b> 100%_完成 \\ 'quoted'", "<i>.txt").await;
    let page = search(&liaison, "<script>alert(1)</script>").await;
    assert!(!page.text.contains("<script>alert") && page.one("h1").contains("<script>"));
    let page = search(&liaison, "加粗").await;
    assert!(page.one(".excerpt").contains("<b>加粗</b>") && !page.has(".excerpt b"));
    for wild in ["%", "_", "\\", "*", "%%%%", "' OR 1=1 --"] {
        let page = search(&liaison, wild).await;
        assert!(!page.text.contains("加粗"), "{wild}");
    }
    assert_eq!(kinds(&liaison, &"字".repeat(5000)).await.len(), 0);
    assert_eq!(page.attribute("header input[name=q]", "value"), "加粗");
}

async fn reports_from_before_there_was_an_index_are_taken_in(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    send(&liaison, ID, "0", "早先报送的内容。", "早先.txt").await;
    let plan = &world.app.plan.id;
    let mut tx = world.app.db.write(plan).await.unwrap();
    for table in ["search_grams", "search_documents"] {
        let sql = sqlx::AssertSqlSafe(format!("DELETE FROM {table}"));
        match tx.conn() {
            duban::store::Conn::Sqlite(conn) => sqlx::query(sql).execute(conn).await.map(drop),
            duban::store::Conn::Postgres(conn) => sqlx::query(sql).execute(conn).await.map(drop),
        }
        .unwrap();
    }
    tx.commit().await.unwrap();
    assert!(kinds(&liaison, "早先报送").await.is_empty());
    duban::jobs::index_texts::run_until(&world.app, || false).await.unwrap();
    assert_eq!(kinds(&liaison, "早先报送").await, ["报送内容 1"]);
    assert_eq!(kinds(&liaison, "早先 txt").await, ["报送内容 1"]);
    let mut tx = world.app.db.write(plan).await.unwrap();
    assert_eq!(texts::catch_up(&mut tx, plan, 100).await.unwrap(), 0, "each once");
}

/// More reports than a block has bits, through the same door.
async fn a_resubmission_and_many_reports_keep_apart(world: World) {
    let liaison = world.sign_in("li", Role::Liaison, "jiaoyu").await;
    let mut tx = world.app.db.read().await.unwrap();
    let all = obligations::by_unit(&mut tx, &world.app.plan.id, &"jiaoyu".parse().unwrap()).await.unwrap();
    drop(tx);
    let weekly = all.iter().filter(|row| row.duty_id.as_str() == "4.2-weekly");
    let nil = |seen: &'static str, text: String| {
        [("seen", seen.to_owned()), ("text", text), ("nil", "yes".to_owned())]
    };
    let mut sent = 0;
    for (number, row) in weekly.enumerate() {
        let path = format!("/obligations/{}/submission", row.id);
        for (seen, text) in [("0", format!("初稿编号{number}号甲")), ("1", format!("定稿编号{number}号乙"))]
        {
            let fields = nil(seen, text);
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(liaison.post_files(&path, &fields, &[]).await.status, 303);
        }
        sent += 1;
    }
    assert_eq!(sent, 52);
    assert!(kinds(&liaison, "初稿编号").await.is_empty());
    assert_eq!(kinds(&liaison, "定稿编号").await, ["报送内容 50+"]);
    assert_eq!(kinds(&liaison, "编号7号乙").await, ["报送内容 1"]);
    let page = liaison.get("/search?q=%E5%AE%9A%E7%A8%BF&kind=reports&page=3").await;
    assert_eq!((page.all(".found li").len(), page.has(".pager a[rel=next]")), (12, false));
}
