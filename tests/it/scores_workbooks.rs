//! Scores as workbooks, over HTTP on both databases, read by openpyxl: numbers that can be summed, and the causes beside them.

use duban::domain::access::Role;
use serde_json::Value;

use crate::documents::{kept, read};
use crate::scores::{CARD, january};
use crate::support::{Browser, World, stories};

stories! {
    the_ledger_holds_every_unit_and_every_cause_as_numbers
    a_scorecard_is_the_units_own
}

async fn book(browser: &Browser, path: &str, name: &str) -> Option<Value> {
    let answer = browser.server.get(path).await;
    assert_eq!(answer.status_code(), 200, "{path}");
    read("read_xlsx.py", &[], &kept(name, answer.as_bytes()))
}

fn cell(sheet: &Value, row: usize, column: usize) -> &Value {
    &sheet["rows"][row][column][1]
}

/// The column with this head.
fn column(sheet: &Value, head: &str) -> usize {
    let heads = sheet["rows"][0].as_array().unwrap();
    heads.iter().position(|cell| cell[1] == head).unwrap_or_else(|| panic!("{head} is not in {heads:?}"))
}

async fn the_ledger_holds_every_unit_and_every_cause_as_numbers(world: World) {
    let (_, office) = january(&world).await;
    let path = "/scores/two-monthly-1/ledger.xlsx";
    let name = format!("ledger-{}.xlsx", world.database.split(':').next().unwrap());
    let Some(sheets) = book(&office, path, &name).await else { return };
    let rest = &sheets[0];
    let at = |head: &str| column(rest, head);
    let rows = rest["rows"].as_array().unwrap().len();
    let keji = (1..rows).find(|row| cell(rest, *row, at("单位")) == "区科技局").unwrap();
    // As on the page: see scores.rs for the reckoning.
    for (head, value, format) in [
        ("总分", 49.47, "0.00"),
        ("按时报送率", 0.6, "0.0%"),
        ("已到期", 5.0, "0"),
        ("迟报", 1.0, "0"),
        ("其他有时限事项按时报送", 14.0, "0.00"),
    ] {
        let found = &rest["rows"][keji][at(head)];
        assert_eq!(
            (found[0].as_str(), found[1].as_f64(), found[2].as_str()),
            (Some("n"), Some(value), Some(format)),
            "{head}"
        );
    }
    assert!(rest["rows"][keji][at("双数月报送信用体系建设情况")].is_null(), "what does not apply is empty");
    let causes = sheets.as_array().unwrap().last().unwrap();
    let of_keji: Vec<(String, f64)> = causes["rows"].as_array().unwrap()[1..]
        .iter()
        .filter(|row| row[0][1] == "区科技局" && row[1][1] == "其他有时限事项按时报送")
        .map(|row| (row[3][1].as_str().unwrap().to_owned(), row[4][1].as_f64().unwrap()))
        .collect();
    assert_eq!(of_keji, [("迟报不足1个工作日".to_owned(), -1.0), ("未报".to_owned(), -5.0)]);
}

async fn a_scorecard_is_the_units_own(world: World) {
    let (liaison, _) = january(&world).await;
    let name = format!("card-{}.xlsx", world.database.split(':').next().unwrap());
    if let Some(sheets) = book(&liaison, &format!("{CARD}/card.xlsx"), &name).await {
        let card = &sheets[0];
        let rows = card["rows"].as_array().unwrap().len();
        assert_eq!(cell(card, rows - 1, column(card, "得分")), 49.47);
        assert_eq!(sheets[1]["name"], "得分失分明细");
    }
    assert_eq!(liaison.get("/scores/two-monthly-1/ledger.xlsx").await.status, 403);
    assert_eq!(liaison.get("/scores/two-monthly-1/jiaoyu/card.xlsx").await.status, 403);
    let office = world.sign_in("qu", Role::DistrictLeader, "").await;
    assert_eq!(office.get("/scores/two-monthly-1/quweiban/card.xlsx").await.status, 404, "nothing to score");
}
