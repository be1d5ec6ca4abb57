//! Files as units bring them, over HTTP: whatever program wrote them, the rows come to the same.

use std::path::Path;
use std::process::Command;

use duban::domain::obligation::State;
use serde_json::json;

use super::{GOOD, HEAD, ID, desk, liaison, licence, send};
use crate::smtp::python;
use crate::support::{World, on_sqlite, stories};

stories! {
    a_file_of_a_chinese_excel_is_read
    the_template_is_filled_in_by_another_program_and_sent
}

async fn a_file_of_a_chinese_excel_is_read(world: World) {
    let liaison = liaison(&world, "li", "jiaoyu").await;
    let rows = [licence(1, GOOD, "2026/6/8"), licence(2, GOOD, "2026年6月9日")].join("\r\n");
    let text = format!("{HEAD}\r\n{rows}\r\n").replace('\t', ",");
    let (bytes, ..) = encoding_rs::GB18030.encode(&text);
    assert_eq!(liaison.post_files(&desk("licences"), &[], &[("许可.csv", &bytes)]).await.status, 303);
    let page = liaison.get(&desk("licences")).await;
    assert!(page.one(".sheet-counts").contains("2行 全部通过校验"), "{}", page.text);
    assert!(page.one("table.sheet").contains("教许字〔2026〕2号"), "{}", page.one("table.sheet"));
    assert_eq!(send(&liaison, ID, "0", "两件").await.status, 303);
}

/// Below the example: 名称, 类别, 信用代码, 文书号, 决定日期, 机关.
fn fill(template: &Path, filled: &Path) -> Option<()> {
    let row = |number: u32| {
        json!({
            "B": "示例培训学校", "C": "法人及非法人组织", "D": GOOD, "O": format!("教许字〔2026〕{number}号"),
            "T": "2026-06-08", "W": "区教育局",
        })
    };
    let rows = json!({ "3": row(1), "4": row(2) });
    let output =
        python("sheets.py")?.arg("fill").args([template, filled]).arg(rows.to_string()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(())
}

async fn downloaded(browser: &crate::support::Browser, to: &Path) {
    let template = browser.server.get(&format!("{}/template.xlsx", desk("licences"))).await;
    std::fs::write(to, template.as_bytes()).unwrap();
}

async fn the_template_is_filled_in_by_another_program_and_sent(world: World) {
    let liaison = liaison(&world, "li", "jiaoyu").await;
    let folder = tempfile::tempdir().unwrap();
    let (template, filled) = (folder.path().join("样表.xlsx"), folder.path().join("许可.xlsx"));
    downloaded(&liaison, &template).await;
    if fill(&template, &filled).is_some() {
        is_taken(&world, &liaison, &filled).await;
    }
}

#[test]
fn what_libreoffice_makes_of_the_template_is_sent() {
    on_sqlite(async |world| {
        let liaison = liaison(&world, "li", "jiaoyu").await;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        downloaded(&liaison, &at("template.xlsx")).await;
        if fill(&at("template.xlsx"), &at("filled.xlsx")).is_none() {
            return;
        }
        let mut office = Command::new("soffice");
        office.arg(format!("-env:UserInstallation=file://{}", at("profile").display()));
        office.args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]);
        if office.arg(at("out")).arg(at("filled.xlsx")).output().is_ok() {
            is_taken(&world, &liaison, &at("out/filled.xlsx")).await;
        }
    });
}

async fn is_taken(world: &World, browser: &crate::support::Browser, file: &Path) {
    let bytes = std::fs::read(file).unwrap();
    assert_eq!(browser.post_files(&desk("licences"), &[], &[("许可.xlsx", &bytes)]).await.status, 303);
    let page = browser.get(&desk("licences")).await;
    assert!(page.one(".sheet-counts").contains("2行 全部通过校验"), "{}", page.text);
    assert_eq!(send(browser, ID, "0", "两件").await.status, 303);
    assert_eq!(world.obligation(ID).await.state, State::Submitted);
}
