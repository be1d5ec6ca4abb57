//! A list of people to be invited (邀请名单), as it was pasted or stands in a workbook: which column is what,
//! and what each row comes to. Nothing is written here; [`check`] only says what would be.

mod check;
mod text;

pub use check::{Account, Checked, Fault, Known, Outcome, check};
pub use text::{grid, plain, text};

/// More people than any plan has; a longer list is a mistake.
pub const MAX_ROWS: usize = 500;
/// The head of the list is looked for in so many rows: a title and remarks may stand above it.
const HEAD_ROWS: usize = 6;

/// Characters of a cell: more than anything here may have.
const CELL: usize = 260;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// 单位
    Unit,
    /// 角色: 联络员 where nothing is said
    Role,
    /// 姓名
    Name,
    /// 邮箱
    Email,
    /// 手机
    Phone,
    /// 账号: made from the address where nothing is said
    Login,
}

/// Names of columns as people write them, without spaces and in lower case.
const NAMES: [(Column, &[&str]); 6] = [
    (
        Column::Unit,
        &[
            "单位",
            "单位名称",
            "责任单位",
            "工作单位",
            "所在单位",
            "部门",
            "unit",
            "organisation",
            "organization",
            "department",
        ],
    ),
    (Column::Role, &["角色", "身份", "role"]),
    (Column::Name, &["姓名", "联络员", "联络员姓名", "联系人", "name", "fullname", "liaison"]),
    (
        Column::Email,
        &["邮箱", "电子邮箱", "邮箱地址", "邮件", "电子邮件", "email", "e-mail", "mail", "emailaddress"],
    ),
    (
        Column::Phone,
        &[
            "手机",
            "手机号",
            "手机号码",
            "电话",
            "联系电话",
            "联系方式",
            "phone",
            "mobile",
            "telephone",
            "tel",
        ],
    ),
    (Column::Login, &["账号", "帐号", "登录名", "用户名", "login", "account", "username"]),
];

/// Without a head, columns are taken to stand as in the template.
pub const ORDER: [Column; 6] =
    [Column::Unit, Column::Name, Column::Email, Column::Phone, Column::Role, Column::Login];

/// One person as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Counted from 1, as the workbook counts.
    pub line: usize,
    pub unit: String,
    pub role: String,
    pub name: String,
    pub email: String,
    pub phone: String,
    pub login: String,
}

/// The people of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    pub rows: Vec<Row>,
    /// A head was found; without one the columns were taken in [`ORDER`].
    pub head: bool,
}

/// Why a list cannot be taken at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Nobody is in it.
    Empty,
    /// It has more than [`MAX_ROWS`] rows.
    TooLong,
    /// There is a head, but no column of units or of names.
    NoUnitOrName,
}

/// Finds the columns and the people. Rows in which nothing but a unit stands, as in the template, are nobody.
pub fn read(grid: &[Vec<String>]) -> Result<List, Unreadable> {
    let head = grid.iter().take(HEAD_ROWS).position(|row| columns(row).iter().flatten().count() >= 2);
    let found = head.and_then(|at| grid.get(at)).map_or_else(|| ORDER.map(Some).to_vec(), |row| columns(row));
    if ![Column::Unit, Column::Name].iter().all(|column| found.contains(&Some(*column))) {
        return Err(Unreadable::NoUnitOrName);
    }
    let mut rows = Vec::new();
    let mut unit_above = String::new();
    for (at, cells) in grid.iter().enumerate().skip(head.map_or(0, |at| at + 1)) {
        let mut row = row(at + 1, &found, cells);
        if row.is_nobody() {
            unit_above = row.unit;
            continue;
        }
        // A unit's cell that spans several people is empty but for the first of them.
        if row.unit.is_empty() {
            row.unit.clone_from(&unit_above);
        }
        unit_above.clone_from(&row.unit);
        rows.push(row);
    }
    match rows.len() {
        0 => Err(Unreadable::Empty),
        MAX_ROWS.. if rows.len() > MAX_ROWS => Err(Unreadable::TooLong),
        _ => Ok(List { rows, head: head.is_some() }),
    }
}

impl List {
    /// The same list as text: [`read`] makes the same of it, each row in its line.
    pub fn text(&self) -> String {
        let mut text = String::new();
        if self.head {
            // These are among [`NAMES`].
            text.push_str("单位\t姓名\t邮箱\t手机\t角色\t账号\n");
        }
        let mut line = 1 + usize::from(self.head);
        for row in &self.rows {
            text.extend(std::iter::repeat_n('\n', row.line.saturating_sub(line)));
            let cells = [&row.unit, &row.name, &row.email, &row.phone, &row.role, &row.login];
            text.push_str(&cells.map(String::as_str).join("\t"));
            text.push('\n');
            line = row.line + 1;
        }
        text
    }
}

fn columns(row: &[String]) -> Vec<Option<Column>> {
    let mut found = Vec::new();
    for cell in row {
        // 邮箱（必填） is 邮箱; a column that comes twice counts once.
        let name: String =
            plain(cell).to_lowercase().chars().filter(|c| !c.is_whitespace() && *c != '*').collect();
        let name = name.split(['(', '：', ':']).next().unwrap_or_default();
        let column = NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(column, _)| *column);
        found.push(column.filter(|column| !found.contains(&Some(*column))));
    }
    found
}

fn row(line: usize, columns: &[Option<Column>], cells: &[String]) -> Row {
    let mut row = Row { line, ..Row::default() };
    for (column, cell) in columns.iter().zip(cells) {
        let field = match column {
            Some(Column::Unit) => &mut row.unit,
            Some(Column::Role) => &mut row.role,
            Some(Column::Name) => &mut row.name,
            Some(Column::Email) => &mut row.email,
            Some(Column::Phone) => &mut row.phone,
            Some(Column::Login) => &mut row.login,
            None => continue,
        };
        *field = plain(cell).chars().take(CELL).collect();
    }
    row.name = closed_up(&row.name);
    row
}

impl Row {
    fn is_nobody(&self) -> bool {
        [&self.name, &self.email, &self.phone, &self.login].iter().all(|text| text.is_empty())
    }
}

/// 王 敏 is 王敏: two characters are often set apart to fill a column.
fn closed_up(name: &str) -> String {
    if name.is_ascii() { name.to_owned() } else { name.split_whitespace().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Result<Vec<[String; 4]>, Unreadable> {
        let rows = read(&grid(text))?.rows;
        Ok(rows.into_iter().map(|row| [row.unit, row.name, row.email, row.phone]).collect())
    }

    #[test]
    fn columns_stand_in_any_order_under_any_usual_name() {
        let wanted = [["区教育局", "李明", "li@example.cn", "13800000000"].map(str::to_owned)];
        for text in [
            "单位\t姓名\t邮箱\t手机\n区教育局\t李明\tli@example.cn\t13800000000",
            "序号\t联系电话\t电子邮箱\t联络员\t责任单位\n1\t13800000000\tli@example.cn\t李 明\t 区教育局 ",
            "Name,E-mail,Phone,Unit\n李明,li@example.cn,13800000000,区教育局\n",
            "附件2\n联络员名单\t\t\t\n单位（全称）\t姓名*\t邮箱：\t手机号码\n区教育局\t李　明\tli＠example.cn\t１３８００００００００\r\n",
            "区教育局，李明，li@example.cn，13800000000",
            "\u{feff}\"单位\",\"姓名\",\"邮箱\",\"手机\"\r\n\"区教育局\",\"李明\",\"li@example.cn\",\"13800000000\"\r\n",
        ] {
            assert_eq!(list(text).as_deref(), Ok(&wanted[..]), "{text}");
        }
    }

    #[test]
    fn a_unit_over_several_rows_belongs_to_each_of_them() {
        let rows = list("单位\t姓名\n区教育局\t李明\n\t王敏\n\n区科委\t\n区财政局\t赵磊").unwrap();
        let short: Vec<_> = rows.iter().map(|row| (row[0].as_str(), row[1].as_str())).collect();
        assert_eq!(short, [("区教育局", "李明"), ("区教育局", "王敏"), ("区财政局", "赵磊")]);
        let lines: Vec<usize> =
            read(&grid("单位\t姓名\n\n区教育局\t李明")).unwrap().rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [3]);
    }

    #[test]
    fn a_list_survives_as_text() {
        for text in [
            "联络员名单\t\n单位\t序号\t姓名\n\n区教育局\t1\t李明\n\t2\t王敏\n\n区科委\t3\t",
            "区教育局,李明,li@example.cn\n\n区科委,\"王,敏\"",
        ] {
            let list = read(&grid(text)).unwrap();
            assert_eq!(read(&grid(&list.text())).as_ref(), Ok(&list), "{text}");
        }
    }

    #[test]
    fn what_is_no_list_is_refused() {
        assert_eq!(list(""), Err(Unreadable::Empty));
        assert_eq!(list("单位\t姓名\n区教育局\t\n"), Err(Unreadable::Empty));
        assert_eq!(list("邮箱\t手机\na@b.cn\t1"), Err(Unreadable::NoUnitOrName));
        let long = "区教育局\t李明\n".repeat(MAX_ROWS + 1);
        assert_eq!(list(&long), Err(Unreadable::TooLong));
        assert_eq!(list(&"区教育局\t李明\n".repeat(MAX_ROWS)).unwrap().len(), MAX_ROWS);
    }
}
