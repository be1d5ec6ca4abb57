//! The workbook in which an office collects its liaisons (联络员名单模板): units are chosen from a list.

use rust_xlsxwriter::{DataValidation, DocProperties, Format, Formula, Workbook, XlsxError};

use super::workbook;

/// What the workbook says.
pub struct Template<'a> {
    /// The first sheet's name, and the second's, on which the units stand.
    pub sheets: [&'a str; 2],
    pub columns: &'a [String],
    /// One of [`Template::columns`] each, by place: how wide, in characters.
    pub widths: &'a [f64],
    /// Every unit that may be chosen.
    pub units: &'a [&'a str],
    /// Units whose rows stand ready, to be filled in.
    pub missing: &'a [&'a str],
    /// What may stand in the column of roles, and which column that is.
    pub roles: (u16, &'a [String]),
    /// Said when something else is typed.
    pub wrong_choice: &'a str,
    /// How to fill it in, line by line, beside the units.
    pub help: &'a [String],
}

/// Rows with lists to choose from.
const ROWS: u32 = 500;

/// The same data makes the same bytes.
pub fn write(template: &Template<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&workbook::day_one()?));
    let head = workbook::head();
    // A telephone number is a text: as a number it would lose its zero and show as 1.38E+10.
    let text = Format::new().set_num_format("@");
    let [people, units] = template.sheets;
    let last = template.units.len() + 1;
    let choice = DataValidation::new()
        .allow_list_formula(Formula::new(format!("='{units}'!$A$2:$A${last}")))
        .set_error_message(template.wrong_choice)?;
    let (column, roles) = template.roles;
    let role = DataValidation::new().allow_list_strings(roles)?.set_error_message(template.wrong_choice)?;
    let sheet = book.add_worksheet().set_name(people)?;
    sheet.set_freeze_panes(1, 0)?.set_row_height(0, 24)?;
    for ((at, name), width) in (0..).zip(template.columns).zip(template.widths) {
        sheet.set_column_format(at, &text)?.set_column_width(at, *width)?;
        sheet.write_string_with_format(0, at, name, &head)?;
    }
    for (row, unit) in (1..).zip(template.missing) {
        sheet.write_string_with_format(row, 0, *unit, &text)?;
    }
    sheet.add_data_validation(1, 0, ROWS, 0, &choice)?.add_data_validation(1, column, ROWS, column, &role)?;
    let sheet = book.add_worksheet().set_name(units)?;
    sheet.set_column_width(0, 36)?.set_column_width(2, 80)?;
    sheet.write_string_with_format(0, 0, units, &head)?;
    for (row, unit) in (1..).zip(template.units) {
        sheet.write_string(row, 0, *unit)?;
    }
    for (row, line) in (0..).zip(template.help) {
        sheet.write_string(row, 2, line)?;
    }
    book.save_to_buffer()
}
