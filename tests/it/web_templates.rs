//! The template of the list: another program opens it, and what another program writes is taken. Needs
//! TEST_PYTHON, which `bin/test` sets; without it these stories say so and pass.

use std::path::Path;
use std::process::Command;

use duban::domain::access::Role;
use serde_json::{Value, json};

use crate::support::{World, stories};

stories! {
    openpyxl_reads_the_template_with_its_lists
    a_workbook_from_openpyxl_is_taken
    the_csv_template_is_taken_back
}

#[expect(clippy::print_stderr, reason = "a story that was not run must not look as if it was")]
fn openpyxl(arguments: &[&str]) -> Option<Vec<u8>> {
    let Some(program) = std::env::var_os("TEST_PYTHON") else {
        eprintln!("not tested: TEST_PYTHON is not set; bin/test sets it");
        return None;
    };
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/roster.py");
    let output = Command::new(program).arg(tool).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(output.stdout)
}

async fn openpyxl_reads_the_template_with_its_lists(world: World) {
    let office = world.sign_in("office", Role::Office, "").await;
    world.user("li", Role::Liaison, "jiaoyu").await;
    let answer = office.server.get("/invitations/template.xlsx").await;
    assert!(answer.header("content-disposition").to_str().unwrap().starts_with("attachment"));
    let again = office.server.get("/invitations/template.xlsx").await;
    assert_eq!(answer.as_bytes(), again.as_bytes(), "the same data makes the same bytes");
    let file = world.folder.path().join("template.xlsx");
    std::fs::write(&file, answer.as_bytes()).unwrap();
    let Some(read) = openpyxl(&["read", file.to_str().unwrap()]) else { return };
    let sheets: Value = serde_json::from_slice(&read).unwrap();
    let (people, units) = (&sheets[0], &sheets[1]);
    assert_eq!(people["name"], "联络员名单");
    assert_eq!(people["rows"][0], json!(["单位", "姓名", "邮箱", "手机", "角色"]));
    assert!(people["formats"]["D"] == "@", "telephones stay texts");
    let listed = |sheet: &Value, name: &str| {
        sheet["rows"].as_array().unwrap().iter().skip(1).any(|row| row[0] == name)
    };
    assert!(listed(people, "区科技局") && !listed(people, "区教育局"), "ready for units without a liaison");
    assert!(listed(units, "区科技局") && listed(units, "区教育局"), "any unit can be chosen");
    let last = units["rows"].as_array().unwrap().iter().filter(|row| !row[0].is_null()).count();
    let lists = &people["lists"];
    assert_eq!(lists[0], json!(["A2:A501", "list", format!("'单位'!$A$2:$A${last}")]));
    assert_eq!(lists[1], json!(["E2:E501", "list", "\"联络员,单位负责人\""]));
    let unfilled = office.post_files("/invitations/check", &[], &[("t.xlsx", answer.as_bytes())]).await;
    assert_eq!(unfilled.status, 422, "nobody is in it yet");
}

async fn a_workbook_from_openpyxl_is_taken(world: World) {
    let office = world.sign_in("office", Role::Office, "").await;
    let file = world.folder.path().join("list.xlsx");
    let rows = json!([
        ["序号", "责任单位", "联系电话", "联络员", "电子邮箱"],
        [1, "区教育局", 13_800_000_000_i64, "李 明", "LI@example.cn"],
        [2, null, 62_345_678, "王敏", null],
    ]);
    let rows = rows.to_string();
    let Some(_) = openpyxl(&["write", file.to_str().unwrap(), &rows]) else { return };
    let bytes = std::fs::read(&file).unwrap();
    let page = office.post_files("/invitations/check", &[], &[("list.xlsx", &bytes)]).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let cells = page.all(".invited tbody tr > :not(.said)");
    assert_eq!(cells[..6], ["3", "区教育局", "李明", "li@example.cn", "LI@example.cn", "13800000000"]);
    assert_eq!(cells[6..], ["4", "区教育局", "王敏", "王敏", "–", "62345678"]);
}

async fn the_csv_template_is_taken_back(world: World) {
    let office = world.sign_in("office", Role::Office, "").await;
    let answer = office.server.get("/invitations/template.csv").await;
    let mut text = String::from_utf8(answer.as_bytes().to_vec()).unwrap();
    assert_eq!(text, "\u{feff}单位,姓名,邮箱,手机,角色\r\n");
    text.push_str("区教育局,李明,,,单位负责人\r\n");
    let page = office.post_files("/invitations/check", &[], &[("list.csv", text.as_bytes())]).await;
    assert_eq!(page.one(".invited tbody th"), "李明单位负责人");
    assert!(!page.has(".notice"), "the head was found");
}
