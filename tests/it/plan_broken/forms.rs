//! Faults of `forms/*.toml`, and of duties that ask for forms.

use std::fs;

use duban::plan_files;

use super::{Copy, Fault, P1, P4, fault};

const LIAISONS: &str = "forms/liaisons.toml";
const LICENCES: &str = "forms/licences.toml";
const PENALTIES: &str = "forms/penalties.toml";
const SYSTEMS: &str = "forms/systems.toml";
const DISTRICT: &str = "forms/district-catalogue.toml";
const CASES: &str = "forms/joint-cases.toml";

const TYPES: &str = r#"choices = [
  { code = "守信激励", label = "守信激励", label_en = "Reward" },
  { code = "失信惩戒", label = "失信惩戒", label_en = "Penalty" },
]"#;
const TIMED: &str = "kind = \"reported-within\"\ndate = \"XK_JDRQ\"\nworking_days = 7";

#[rustfmt::skip]
pub const FAULTS: &[Fault] = &[
    // ids
    fault(LICENCES, "id = \"licences\"", "id = \"liaisons\"", "id = ∧\"liaisons\"", "报表标识“liaisons”重复", "换个标识"),
    fault(SYSTEMS, "id = \"standard_title\"", "id = \"standard\"", "label = \"对应标准名称\"", "字段标识“standard”重复", "换个标识"),
    fault(SYSTEMS, "id = \"field\"", "id = \"1field\"", "∧\"1field\"", "“1field”不能作字段代码", "不以数字开头"),
    fault(SYSTEMS, "id = \"field\"", "id = \"the-field\"", "∧\"the-field\"", "“the-field”不能作字段代码", "下划线"),
    fault(SYSTEMS, "type = \"integer\"", "type = \"number\"", "∧\"number\"", "没有“number”这个取值", "可用的有"),
    // what a type needs
    fault(SYSTEMS, "type = \"text\"\nmax = 200\naliases", "type = \"text\"\naliases", "type = ∧\"text\"", "类型 text 缺少 max", "max ="),
    fault(SYSTEMS, "type = \"integer\"", "type = \"integer\"\nplaces = 2", "places = ∧2", "类型 integer 用不到 places", "去掉"),
    fault(SYSTEMS, "max = 500", "max = 5000", "∧5000", "字数5000不合适", "2000"),
    fault(SYSTEMS, "min = 1\n", "min = 154\n", "∧154", "最小值154大于最大值153", "更正"),
    fault(PENALTIES, "places = 6", "places = 0", "places = ∧0", "0位小数不合适", "integer"),
    fault(CASES, TYPES, "choices = []", "choices = ∧[]", "没有可选的代码", "choices ="),
    fault(SYSTEMS, "{ code = \"起草中\"", "{ code = \"\"", "code = ∧\"\"", "代码是空的", "含义"),
    fault(LICENCES, "{ code = \"06\", label = \"其他\"", "{ code = \"1\", label = \"其他\"", "code = ∧\"1\", label", "“1”在可选值中重复", "各不相同"),
    fault(LICENCES, "{ code = \"06\", label = \"其他\"", "{ code = \"06\", label = \"普通\"", "code = \"06\", label = ∧\"普通\"", "“普通”在可选值中重复", "各不相同"),
    // when it must be filled
    fault(LIAISONS, "required_when = { column = \"role\"", "required = true\nrequired_when = { column = \"role\"", "required_when = { column = ∧\"role\"", "必填和有条件必填只能写一个", "去掉一个"),
    fault(LIAISONS, "{ column = \"role\", is = [\"联络员\"] }", "{ column = \"role\" }", "required_when = { column = ∧\"role\" }", "条件必须且只能写一种", "三者选一"),
    fault(LIAISONS, "{ column = \"role\", is", "{ column = \"rule\", is", "∧\"rule\", is", "没有字段“rule”", "是不是“role”"),
    fault(LIAISONS, "{ column = \"role\", is", "{ column = \"email\", is", "∧\"email\", is", "字段不能以自身为条件", "另一个字段"),
    fault(LIAISONS, "is = [\"联络员\"]", "is = [\"联系员\"]", "∧\"联系员\"", "字段“role”不会有值“联系员”", "是不是“联络员”"),
    // headings
    fault(LICENCES, "aliases = [\"证书名称\"]", "aliases = [\"xk＿wsh\"]", "∧\"xk＿wsh\"", "表头“xk＿wsh”与字段“XK_WSH”的表头分不清", "只能属于一个字段"),
    fault(SYSTEMS, "label = \"备注\"", "label = \"备注\"\nlabel_zh = \"备注\"", "∧label_zh", "没有“label_zh”这个字段", "label_en"),
    fault(SYSTEMS, "label = \"适用领域\"", "label = \"文 号\"", "∧\"文 号\"", "与字段“document_number”的表头分不清", "只能属于一个字段"),
    fault(SYSTEMS, "label = \"适用领域\"", "label = \"备注*\"", "∧\"备注\"", "表头“备注”与字段“field”的表头分不清", "只能属于一个字段"),
    // the example
    fault(LICENCES, "example = \"91310000631696382C\"", "example = \"91310000631696382D\"", "∧\"91310000631696382D\"", "末位应为“C”", "example"),
    fault(LICENCES, "2026-03-05\"\n\n[[column]]\nid = \"XK_YXQZI\"", "2032-03-05\"\n\n[[column]]\nid = \"XK_YXQZI\"", "∧\"2032-03-05\"", "不能晚于“有效期至”", "example"),
    fault(LIAISONS, "example = \"liaison@example.gov.cn\"\n", "", "∧\"email\"", "“责任类别”为“联络员”时必填", "example"),
    // rules
    fault(LICENCES, "low = \"XK_YXQZ\"", "low = \"XK_YXZQ\"", "∧\"XK_YXZQ\"", "没有字段“XK_YXZQ”", "是不是“XK_YXQZ"),
    fault(LICENCES, "high = \"XK_YXQZI\"", "high = \"XK_NR\"", "high = ∧\"XK_NR\"", "字段“XK_YXQZ”与“XK_NR”不能比较", "都用日期"),
    fault(LICENCES, "high = \"XK_YXQZI\"", "high = \"XK_YXQZ\"", "high = ∧\"XK_YXQZ\"", "同一个字段不必比较", "另一个"),
    fault(LICENCES, "high = \"XK_YXQZI\"\n", "", "kind = ∧\"at-most\"", "规则 at-most 缺少 high", "high ="),
    fault(LICENCES, TIMED, "kind = \"unique-in-district\" #\ncolumns = [\"BZ\"]", "∧\"unique-in-district\" #", "规则 unique-in-district 只能有一条", "删去一条"),
    fault(LICENCES, "kind = \"unique\"\ncolumns = [\"XK_WSH\", \"XK_XDR_MC\"]", "kind = \"one-of\"\ncolumns = [\"XK_WSH\"]", "columns = ∧[\"XK_WSH\"]", "至少要2个字段", "补上"),
    fault(LICENCES, "kind = \"unique\"\ncolumns = [\"XK_WSH\", \"XK_XDR_MC\"]", "kind = \"unique\"\ncolumns = [\"XK_WSH\", \"XK_WSH\"]", "\"XK_WSH\", ∧\"XK_WSH\"", "字段“XK_WSH”写了两次", "删去一处"),
    fault(LICENCES, "date = \"XK_JDRQ\"", "date = \"XK_WSH\"", "date = ∧\"XK_WSH\"", "字段“XK_WSH”不是日期", "date"),
    fault(LIAISONS, "kind = \"every-choice\"\ncolumn = \"role\"", "kind = \"every-choice\"\ncolumn = \"name\"", "column = ∧\"name\"", "字段“name”没有代码", "类型为 code"),
    fault(SYSTEMS, "kind = \"not-future\"\ndate", "kind = \"not-future\"\ncolumn", "kind = ∧\"not-future\"", "规则 not-future 缺少 date", "date ="),
    fault(LICENCES, "working_days = 7", "working_days = 0", "working_days = ∧0", "0个工作日不合适", "250"),
    fault(LICENCES, "column = \"XK_XDR_ZJHM\"\nwhen", "column = \"XK_JDRQ\"\nwhen", "column = ∧\"XK_JDRQ\"", "字段“XK_JDRQ”不是文字", "类型为 text"),
    fault(LICENCES, "when = { column = \"XK_XDR_ZJLX\", is = [\"01\"] }", "when = { column = \"XK_XDR_ZJLX\", is = [\"1\"] }", "is = [∧\"1\"]", "字段“XK_XDR_ZJLX”不会有值“1”", ""),
    fault(SYSTEMS, "kind = \"unique\"\ncolumns = [\"standard\", \"title\"]", "kind = \"reported-within\"\ndate = \"issued_on\"\nworking_days = 7", "∧\"reported-within\"", "认不出首次报送的日期", "unique"),
    // what is counted
    fault(CASES, "of = \"rows\"", "of = \"late\"", "∧\"late\"", "谈不上按时或迟报", "reported-within"),
    fault(CASES, "of = \"rows\"", "of = \"distinct\"", "∧\"distinct\"", "计数 distinct 缺少 column", "column ="),
    fault(CASES, "of = \"rows\"", "of = \"rows\"\nonly = { column = \"type\", is = [\"失信惩罚\"] }", "∧\"失信惩罚\"", "字段“type”不会有值“失信惩罚”", "是不是“失信惩戒”"),
    fault(CASES, "figure = \"cases-sent\"", "figure = \"case-sent\"", "∧\"case-sent\"", "没有标识为“case-sent”的数据", "是不是“cases-sent”"),
    // contacts
    fault(LIAISONS, "phone = \"phone\"", "phone = \"post\"", "phone = ∧\"post\"", "字段“post”的类型不合用", "类型为 phone"),
    fault(LIAISONS, "liaison = \"联络员\"", "liaison = \"联系员\"", "liaison = ∧\"联系员\"", "字段“role”不会有值“联系员”", "联络员"),
    fault(LIAISONS, "role = \"role\"\n", "", "liaison = ∧\"联络员\"", "写了 liaison，没写 role", "role"),
    // beside other forms and duties
    fault(DISTRICT, "merges = \"catalogue\"", "merges = \"catalog\"", "∧\"catalog\"", "没有标识为“catalog”的报表", "是不是“catalogue”"),
    fault(DISTRICT, "merges = \"catalogue\"", "merges = \"licences\"", "∧\"licences\"", "与报表“licences”没有相同的字段", "同一代码"),
    fault(DISTRICT, "id = \"name\"", "id = \"name\"\nprivate = true", "id = ∧\"name\"", "字段“name”是个人敏感信息", "去掉这个字段"),
    fault(P1, "forms = [\"liaisons\"]", "forms = [\"liaison\"]", "∧\"liaison\"", "没有标识为“liaison”的报表", "是不是“liaisons”"),
    fault(P1, "forms = [\"liaisons\"]", "forms = [\"liaisons\", \"liaisons\"]", "\"liaisons\", ∧\"liaisons\"", "报表“liaisons”写了两次", "删去"),
    fault(P1, "forms = [\"liaisons\"]", "forms = [\"liaisons\", \"joint-cases\"]", "∧\"joint-cases\"", "本事项没有这个数据", "figures"),
];

#[rustfmt::skip]
pub const DOUBTS: &[Fault] = &[
    fault(P4, "unit_en = \"licences\" }", "unit_en = \"licences\", required = true }", "∧\"licences\", label", "数据“licences”由报表计数", "去掉 required"),
    fault("projects/7.toml", "unit_en = \"cases\" }", "unit_en = \"cases\", aggregate = \"last\" }", "∧\"cases-sent\"", "最近一期的行数不是累计数", "sum"),
];

#[test]
fn a_form_that_no_duty_asks_for_is_a_doubt() {
    let copy = Copy::new();
    copy.replace(P1, "forms = [\"liaisons\"]\n", "");
    let found = copy.problems();
    let said: Vec<_> = found.iter().map(|p| (p.file.as_str(), p.line, p.message.zh.as_str())).collect();
    assert_eq!(said, [(LIAISONS, 4, "没有事项要填报表“liaisons”")]);
    assert!(plan_files::check(&copy.files()).plan.is_some());
}

#[test]
fn contacts_come_from_one_form() {
    let copy = Copy::new();
    let text = copy.text(LICENCES) + "\n[contacts]\nname = \"XK_XDR_MC\"\n";
    fs::write(copy.path(LICENCES), text).unwrap();
    let found = copy.problems();
    let said: Vec<_> = found.iter().map(|p| (p.file.as_str(), p.message.zh.as_str())).collect();
    assert_eq!(said, [(LICENCES, "报表“liaisons”已有 [contacts]")]);
}

/// No folder, no forms: a plan may do without.
#[test]
fn a_plan_without_forms_is_one() {
    let copy = Copy::new();
    fs::remove_dir_all(copy.path("forms")).unwrap();
    for number in 1..=8 {
        let file = format!("projects/{number}.toml");
        let text: Vec<String> = copy
            .text(&file)
            .lines()
            .filter(|line| !line.starts_with("forms = "))
            .map(str::to_owned)
            .collect();
        fs::write(copy.path(&file), text.join("\n")).unwrap();
    }
    assert!(copy.problems().is_empty());
    let plan = plan_files::open(&copy.files()).unwrap();
    assert!(plan.forms.is_empty());
    assert!(plan.duties().flat_map(|place| &place.duty.figures).all(|figure| !figure.counted));
}
