use duban::documents::workbook::write;
use serde_json::json;

use super::samples::book;
use super::{kept, read};

#[test]
fn numbers_are_numbers_and_dates_are_dates() {
    let path = kept("typed.xlsx", &write(&book()).unwrap());
    let Some(read) = read("read_xlsx.py", &[], &path) else { return };
    let head =
        |labels: &[&str]| labels.iter().map(|label| json!(["s", label, "General"])).collect::<Vec<_>>();
    let wanted = json!([{
        "name": "评分表",
        "frozen": "B2",
        "filter": "A1:G6",
        "print": {
            "paper": 9, "orientation": "landscape", "fit": true, "pages": [null, 0], "repeated": "$1:$1",
            "header": "2026年上半年评分表 <甲&&乙>", "footer": "第&P页，共&N页",
        },
        "rows": [
            head(&["单位", "事项数", "得分", "按期率", "发布日", "报送时间", "备注"]),
            [["s", "区教育局", "General"], ["n", 1236, "0"], ["n", 95.5, "0.00"], ["n", 0.947, "0.0%"],
             ["d", "2026-07-08 00:00:00", "yyyy-mm-dd"], ["d", "2026-06-30 17:05:00", "yyyy-mm-dd hh:mm"], ["s", "李喆、张堃、王昇", "General"]],
            [["s", "=1+1", "General"], ["n", 0, "0"], ["n", -0.05, "0.00"], null, null, null, ["s", "+86 10", "General"]],
            [["s", "-甲", "General"], null, ["s", "不适用", "General"], ["n", 1, "0.0%"], null, null, ["s", "@SUM(A1)", "General"]],
            [["s", "𰻝𰻝镇", "General"], null, ["s", "0.12345678901234567", "General"], null, ["s", "1899-12-30", "General"], null, ["s", "两行\n文字", "General"]],
            [["s", "合计", "General"], ["n", 1236, "0"], null, null, null, null, null],
        ],
    }, {
        "name": "说明",
        "frozen": "A2",
        "filter": "A1",
        "print": {
            "paper": 9, "orientation": "landscape", "fit": true, "pages": [null, 0], "repeated": "$1:$1",
            "header": "说明", "footer": "第&P页，共&N页",
        },
        "rows": [head(&["说明"])],
    }]);
    assert_eq!(read, wanted, "{read:#}");
}
