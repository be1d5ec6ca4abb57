//! Report forms of a duty: filled in, checked, sent and counted, over HTTP, on both databases.

mod between;
mod files;
mod rules;

use duban::domain::access::Role;
use duban::domain::ids::SheetId;
use duban::domain::obligation::State;
use duban::intake;
use duban::store::sheets::{self, New, Source};

use crate::support::{Browser, Page, World, stories};

stories! {
    rows_are_pasted_mended_sent_and_counted
    a_report_waits_for_its_rows
    a_corrected_file_replaces_the_draft_and_a_broken_one_does_not
    a_long_file_is_read_beside_the_page_and_survives_the_programs_end
    rows_are_typed_one_by_one
}

const ID: &str = "4.2-weekly~jiaoyu~2026-W24";
const HEAD: &str = "行政许可决定文书号\t行政相对人名称\t行政相对人类别\t统一社会信用代码\t许可决定日期\t许可机关\t证件类型\t证件号码";

fn path(id: &str) -> String {
    format!("/obligations/{id}")
}

fn desk(form: &str) -> String {
    format!("/obligations/{ID}/sheets/{form}")
}

fn licence(number: u32, code: &str, day: &str) -> String {
    format!("教许字〔2026〕{number}号\t示例培训学校{number}\t法人及非法人组织\t{code}\t{day}\t区教育局\t\t")
}

async fn liaison(world: &World, login: &str, unit: &str) -> Browser {
    world.sign_in(login, Role::Liaison, unit).await
}

async fn paste(browser: &Browser, desk: &str, rows: &[String]) -> Page {
    let text = std::iter::once(HEAD.to_owned()).chain(rows.iter().cloned()).collect::<Vec<_>>().join("\n");
    let answer = browser.post_files(desk, &[("text", &text)], &[]).await;
    assert_eq!((answer.status, answer.location.as_str()), (303, desk), "{}", answer.text);
    browser.get(desk).await
}

async fn send(browser: &Browser, id: &str, seen: &str, text: &str) -> Page {
    browser.post_files(&format!("{}/submission", path(id)), &[("seen", seen), ("text", text)], &[]).await
}

async fn post(browser: &Browser, path: &str, fields: &[(&str, String)]) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(path, &fields).await
}

const GOOD: &str = "91310000631696382C";

async fn rows_are_pasted_mended_sent_and_counted(world: World) {
    let liaison = liaison(&world, "li", "jiaoyu").await;
    let rows = [
        licence(1, GOOD, "2026-06-08"),
        licence(2, "91440300715267260X", "2026年6月9日"),
        licence(3, GOOD, "2026-05-20"),
    ];
    let page = paste(&liaison, &desk("licences"), &rows).await;
    assert!(page.one(".sheet-counts").contains("3行 1行有误"), "{}", page.one(".sheet-counts"));
    assert_eq!(page.all("table.sheet tbody tr").len(), 1, "what is wrong stands alone");
    let wrong = page.one("table.sheet td.what");
    assert!(wrong.contains("统一社会信用代码") && wrong.contains("应为“N”"), "{wrong}");
    assert_eq!(page.one("table.sheet td.wrong"), "91440300715267260X");

    let refused = send(&liaison, ID, "0", "本周情况").await;
    assert_eq!(refused.status, 422);
    assert!(refused.one("#sheets-faults").contains("1行有误"));
    assert_eq!(refused.one("textarea[name=text]"), "本周情况");

    let row = page.attribute("table.sheet tbody th a", "href");
    let form = liaison.get(&row).await;
    assert_eq!(form.attribute("[name=cell-XK_XDR_SHXYM]", "value"), "91440300715267260X");
    let fields = [
        ("cell-XK_WSH", "教许字〔2026〕2号"),
        ("cell-XK_XDR_MC", "示例培训学校2"),
        ("cell-XK_XDR_LB", "法人及非法人组织"),
        ("cell-XK_XDR_SHXYM", "91440300715267260Y"),
        ("cell-XK_JDRQ", "2026-06-09"),
        ("cell-XK_XKJG", "区教育局"),
    ];
    let seen = form.attribute("[name=seen]", "value");
    let with_seen = |fields: &[(&'static str, &'static str)]| {
        fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .chain([("seen", seen.clone())])
            .collect::<Vec<_>>()
    };
    let still = post(&liaison, &row, &with_seen(&fields)).await;
    assert_eq!(still.status, 422);
    assert!(still.one(".field .fault").contains("应为“N”"));
    let mut mended = fields;
    mended[3].1 = "91440300715267260N";
    assert_eq!(post(&liaison, &row, &with_seen(&mended)).await.status, 303);
    assert!(liaison.get(&desk("licences")).await.one(".sheet-counts").contains("全部通过校验"));

    let sent = send(&liaison, ID, "0", "本周3件许可。").await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let page = liaison.get(&path(ID)).await;
    let figures = page.one(".submission dl.figures");
    assert!(
        figures.contains("行政许可数量3 件") && figures.contains("迟报1 条"),
        "counted, not typed: {figures}"
    );
    assert!(figures.contains("行政处罚数量0 件"), "{figures}");
    assert!(
        page.one(".sheets-sent").contains("3行 1行迟报"),
        "decided on 20 May: {}",
        page.one(".sheets-sent")
    );
    let shown = liaison.get(&page.attribute(".sheets-sent a", "href")).await;
    assert_eq!(shown.all("table.sheet tbody tr").len(), 3);
    assert_eq!(shown.all("table.sheet tbody th .mark"), ["迟报"]);
}

async fn a_report_waits_for_its_rows(world: World) {
    let liaison = liaison(&world, "li", "jiaoyu").await;
    let none = send(&liaison, ID, "0", "有许可").await;
    assert_eq!(none.status, 422);
    assert!(none.one("#sheets-faults").contains("请先填写明细表"));
    paste(&liaison, &desk("licences"), &[licence(1, GOOD, "2026-06-08")]).await;
    let nil = [("seen", "0"), ("text", "没有"), ("nil", "yes")];
    let both = liaison.post_files(&format!("{}/submission", path(ID)), &nil, &[]).await;
    assert_eq!(both.status, 422, "rows and 本期无 contradict each other");
    assert_eq!(liaison.post(&format!("{}/end", desk("licences")), &[]).await.status, 303);
    let nil = liaison.post_files(&format!("{}/submission", path(ID)), &nil, &[]).await;
    assert_eq!(nil.status, 303);
    assert_eq!(world.obligation(ID).await.state, State::Submitted);
}

fn csv(rows: usize) -> Vec<u8> {
    let mut text = format!("\u{feff}{}\r\n", HEAD.replace('\t', ","));
    for number in 1..=rows {
        let number = u32::try_from(number).unwrap();
        text += &(licence(number, GOOD, "2026-06-08").replace('\t', ",") + "\r\n");
    }
    text.into_bytes()
}

async fn a_corrected_file_replaces_the_draft_and_a_broken_one_does_not(world: World) {
    let liaison = liaison(&world, "li", "jiaoyu").await;
    let desk = desk("licences");
    let upload = async |name: &str, bytes: &[u8]| {
        assert_eq!(liaison.post_files(&desk, &[], &[(name, bytes)]).await.status, 303);
        liaison.get(&desk).await
    };
    let page = upload("许可.csv", &csv(2)).await;
    assert!(page.one(".sheet-counts").contains("2行"));
    let page = upload("封面.pdf", "%PDF-1.7\n\0".as_bytes()).await;
    assert!(page.has("#refused-file .fault") && page.one(".sheet-counts").contains("2行"), "{}", page.text);
    let page = upload("别的表.csv", "姓名,年龄\r\n张三,30\r\n".as_bytes()).await;
    assert!(page.one("#refused-file").contains("别的表.csv"), "{}", page.text);
    let page = upload("许可（改）.csv", &csv(5)).await;
    assert!(!page.has("#refused-file") && page.one(".sheet-counts").contains("5行"), "{}", page.text);
    let nothing = liaison.post_files(&desk, &[("text", "  ")], &[]).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.one("#refused").contains("请选择文件"));
}

async fn a_long_file_is_read_beside_the_page_and_survives_the_programs_end(world: World) {
    let liaison = liaison(&world, "li", "jiaoyu").await;
    let (desk, bytes) = (desk("licences"), csv(3_000));
    assert!(bytes.len() > 256 * 1024);
    assert_eq!(liaison.post_files(&desk, &[], &[("许可.csv", &bytes)]).await.status, 303);
    loop {
        let page = liaison.get(&desk).await;
        if page.has(".sheet-counts") {
            assert!(page.one(".sheet-counts").contains("3000行"), "{}", page.one(".sheet-counts"));
            assert!(page.has("nav.pager"));
            break;
        }
        assert!(page.one("[role=status]").contains("许可.csv"), "{}", page.text);
        tokio::task::yield_now().await;
    }

    // A reading that nobody has heard of since the program ended is taken up again.
    let (plan, id) = (&world.app.plan.id, SheetId::of_number(7));
    let draft = {
        let mut tx = world.app.db.read().await.unwrap();
        let user = "li".parse().unwrap();
        sheets::in_hand(&mut tx, plan, &ID.parse().unwrap(), &user).await.unwrap().remove(0)
    };
    let mut tx = world.app.db.write(plan).await.unwrap();
    let file = (draft.file_sha256.as_deref().unwrap(), "许可.csv");
    let new = New {
        id: id.clone(),
        obligation: &draft.obligation_id,
        form: &draft.form_id,
        user: &draft.user_id,
        source: Source::File,
        file: Some(file),
    };
    sheets::begin(&mut tx, plan, &new, world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(intake::resume(&world.app).await.unwrap(), 0, "it may still be read");
    world.set_time((2026, 6, 10, 9, 10));
    assert_eq!(intake::resume(&world.app).await.unwrap(), 1);
    assert_eq!(intake::resume(&world.app).await.unwrap(), 0);
    let mut tx = world.app.db.read().await.unwrap();
    let now = sheets::get(&mut tx, plan, &id).await.unwrap().unwrap();
    assert_eq!((now.state, now.rows_read), (sheets::State::Draft, 3_000));
    assert!(sheets::get(&mut tx, plan, &draft.id).await.unwrap().is_none(), "the draft before is gone");
}

async fn rows_are_typed_one_by_one(world: World) {
    let liaison = liaison(&world, "li", "jiaoyu").await;
    let desk = desk("licences");
    let empty = liaison.post(&format!("{desk}/rows"), &[]).await;
    assert_eq!(empty.status, 422);
    let fields = [
        ("cell-XK_WSH", "教许字〔2026〕9号"),
        ("cell-XK_XDR_MC", "示例学校"),
        ("cell-XK_XDR_LB", "法人及非法人组织"),
        ("cell-XK_JDRQ", "2026-06-09"),
        ("cell-XK_XKJG", "区教育局"),
    ];
    assert_eq!(liaison.post(&format!("{desk}/rows"), &fields).await.status, 303);
    let again = liaison.post(&format!("{desk}/rows"), &fields).await;
    assert_eq!(again.status, 303, "it repeats the first, which the table says beside it");
    let page = liaison.get(&desk).await;
    assert!(page.one("td.what").contains("重复"), "{}", page.text);
    let row = page.attribute("table.sheet tbody th a", "href");
    let seen = liaison.get(&row).await.attribute("[name=seen]", "value");
    assert_eq!(liaison.post(&format!("{row}/end"), &[("seen", &seen)]).await.status, 303);
    assert!(liaison.get(&desk).await.one(".sheet-counts").contains("1行 全部通过校验"));
    let template = liaison.server.get(&format!("{desk}/template.xlsx")).await;
    assert_eq!(template.status_code().as_u16(), 200);
    assert!(template.as_bytes().starts_with(b"PK"));
}
