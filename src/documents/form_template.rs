//! The workbook in which a report form is filled in (填报模板): typed cells, lists to choose from, help at each heading,
//! an example, and a sheet on how to fill it in. [`super::sheet_file`] reads it.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format,
    FormatAlign, Formula, Note, Workbook, Worksheet, XlsxError,
};

use super::workbook;
use crate::domain::forms::{Choice, Column, Form, Given, Kind};
use crate::words::{self, Lang, t};

/// Rows with typed cells.
const LAST: u32 = 100_000;
/// Beyond it a spreadsheet's own lengths and numbers end.
const MOST: f64 = 1e15;

/// The same form makes the same bytes.
pub fn write(form: &Form, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&workbook::day_one()?));
    let mut names = std::collections::BTreeSet::new();
    let mut name = |wanted: &str| workbook::tab_name(wanted, &mut names);
    let (rows, codes, guide) = (
        name(lang.pick(&form.title)),
        name(&t!(lang, "form-template-codes")),
        name(&t!(lang, "form-template-guide")),
    );
    put_rows(book.add_worksheet().set_name(rows)?, form, lang, &codes)?;
    put_guide(book.add_worksheet().set_name(guide)?, form, lang)?;
    if form.columns.iter().any(|column| matches!(column.kind, Kind::Code(_))) {
        put_codes(book.add_worksheet().set_name(codes)?, form, lang)?;
    }
    book.save_to_buffer()
}

fn put_rows(sheet: &mut Worksheet, form: &Form, lang: Lang, codes: &str) -> Result<(), XlsxError> {
    let head = workbook::head().set_text_wrap().set_align(FormatAlign::Center);
    let required = head.clone().set_background_color(0x00fc_e4d6);
    on_paper(sheet);
    sheet.set_freeze_panes(1, 0)?.set_row_height(0, 36)?.set_column_width(0, 6)?;
    sheet.write_string_with_format(0, 0, t!(lang, "form-template-ordinal"), &head)?;
    let has_example = form.columns.iter().any(|column| !column.example.is_empty());
    if has_example {
        sheet.write_string_with_format(1, 0, t!(lang, "form-template-example"), &faint(Format::new()))?;
    }
    let mut list = 0;
    for (at, column) in (1..).zip(&form.columns) {
        let label = words::forms::column(lang, column);
        let (label, look) =
            if column.is_required() { (format!("*{label}"), &required) } else { (label.to_owned(), &head) };
        let look_of_cells = format(&column.kind);
        sheet.set_column_format(at, &look_of_cells)?.set_column_width(at, width(lang, column))?;
        sheet.write_string_with_format(0, at, workbook::clean(&label), look)?;
        sheet.insert_note(0, at, &note(lang, form, column))?;
        if has_example {
            put_example(sheet, at, lang, column, &faint(look_of_cells))?;
        }
        let choices = if let Kind::Code(choices) = &column.kind { Some((choices.len(), list)) } else { None };
        list += u16::from(choices.is_some());
        if let Some(rule) = validation(lang, &column.kind, choices, codes)? {
            sheet.add_data_validation(1, at, LAST, at, &rule)?;
        }
    }
    Ok(())
}

/// A4 across, as wide as one page.
fn on_paper(sheet: &mut Worksheet) {
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
}

fn faint(format: Format) -> Format {
    format.set_italic().set_font_color(0x0080_8080)
}

/// A telephone number is a text: as a number it would lose its zero and show as 1.38E+10.
fn format(kind: &Kind) -> Format {
    match kind {
        Kind::Integer { .. } => Format::new().set_num_format("0"),
        Kind::Decimal { places: 0, .. } => Format::new().set_num_format("0"),
        // As many places as it has.
        Kind::Decimal { .. } => Format::new().set_num_format("General"),
        Kind::Date => Format::new().set_num_format("yyyy-mm-dd"),
        _ => Format::new().set_num_format("@"),
    }
}

/// In digits; a Chinese character is two.
fn width(lang: Lang, column: &Column) -> f64 {
    let wide = |text: &str| {
        f64::from(u16::try_from(unicode_width::UnicodeWidthStr::width(text)).unwrap_or(u16::MAX))
    };
    let own: f64 = match &column.kind {
        Kind::Text { max } if *max > 100 => 36.0,
        Kind::Text { .. } | Kind::Email => 24.0,
        Kind::CreditCode | Kind::IdentityNumber => 22.0,
        Kind::Phone => 16.0,
        Kind::Date | Kind::Integer { .. } | Kind::Decimal { .. } => 12.0,
        Kind::Code(choices) => {
            choices.iter().map(|each| wide(&words::forms::choice(lang, each)) + 4.0).fold(10.0, f64::max)
        }
    };
    own.max(wide(words::forms::column(lang, column)) + 3.0).clamp(10.0, 40.0)
}

fn note(lang: Lang, form: &Form, column: &Column) -> Note {
    let text = workbook::clean(&words::forms::guidance(lang, form, column));
    // Some twenty-four Chinese characters to a line.
    let lines =
        u32::try_from(unicode_width::UnicodeWidthStr::width(text.as_str()) / 40).unwrap_or(20).min(20) + 2;
    Note::new(text).add_author_prefix(false).set_width(300).set_height(20 * lines + 10)
}

fn put_example(
    sheet: &mut Worksheet,
    at: u16,
    lang: Lang,
    column: &Column,
    look: &Format,
) -> Result<(), XlsxError> {
    let stored =
        Given::Text(column.example.clone()).value(&column.kind).unwrap_or_else(|_| column.example.clone());
    if stored.is_empty() {
        return sheet.write_blank(1, at, look).map(drop);
    }
    let number = match &column.kind {
        Kind::Integer { .. } | Kind::Decimal { .. } => {
            stored.parse::<Decimal>().ok().and_then(|number| number.to_f64())
        }
        Kind::Date => ExcelDateTime::parse_from_str(&stored).ok().map(|day| day.to_excel()),
        _ => None,
    };
    match number {
        Some(number) => sheet.write_number_with_format(1, at, number, look)?,
        None => {
            let text = words::forms::value(lang, column, &stored);
            sheet.write_string_with_format(1, at, workbook::clean(&text), look)?
        }
    };
    Ok(())
}

/// What a spreadsheet itself can hold a cell to. `choices` says how many there are, and in which column of the sheet of
/// codes.
fn validation(
    lang: Lang,
    kind: &Kind,
    choices: Option<(usize, u16)>,
    codes: &str,
) -> Result<Option<DataValidation>, XlsxError> {
    let number = |min: f64, max: f64| {
        let rule = DataValidation::new().allow_decimal_number(DataValidationRule::Between(min, max));
        rule.set_error_message(t!(lang, "form-template-number"))
    };
    let rule = match kind {
        Kind::Code(_) => {
            let Some((count, at)) = choices.filter(|(count, _)| *count > 0) else { return Ok(None) };
            let column = super::sheet_file::cell_name(0, at.into()).trim_end_matches('0').to_owned();
            let list = Formula::new(format!("='{codes}'!${column}$2:${column}${}", count + 1));
            DataValidation::new()
                .allow_list_formula(list)
                .set_error_message(t!(lang, "form-template-choose"))?
        }
        Kind::Date => {
            let (from, to) = (ExcelDateTime::from_ymd(1900, 1, 1)?, ExcelDateTime::from_ymd(2199, 12, 31)?);
            let rule = DataValidation::new().allow_date(DataValidationRule::Between(from, to));
            // Written as text, it is understood as well.
            rule.set_error_style(DataValidationErrorStyle::Warning)
                .set_error_message(t!(lang, "form-template-date"))?
        }
        Kind::Integer { min, max } => {
            let limit = |limit: &Option<i64>, or: f64| limit.and_then(|limit| limit.to_f64()).unwrap_or(or);
            number(limit(min, -MOST), limit(max, MOST))?
        }
        Kind::Decimal { min, .. } => number(min.and_then(|min| min.to_f64()).unwrap_or(-MOST), MOST)?,
        Kind::Text { max } => {
            let most = u32::try_from(*max).unwrap_or(u32::MAX).min(32_767);
            let message = t!(lang, "form-template-length", most = max.to_string());
            let rule = DataValidation::new().allow_text_length(DataValidationRule::LessThanOrEqualTo(most));
            rule.set_error_message(message)?
        }
        Kind::CreditCode | Kind::IdentityNumber | Kind::Phone | Kind::Email => return Ok(None),
    };
    Ok(Some(rule))
}

/// A column of choices for each column of codes, headed by its name.
fn put_codes(sheet: &mut Worksheet, form: &Form, lang: Lang) -> Result<(), XlsxError> {
    let head = workbook::head();
    let lists = form.columns.iter().filter_map(|column| match &column.kind {
        Kind::Code(choices) => Some((column, choices)),
        _ => None,
    });
    let text = Format::new().set_num_format("@");
    for (at, (column, choices)) in (0..).zip(lists) {
        sheet.set_column_width(at, width(lang, column))?;
        sheet.write_string_with_format(0, at, words::forms::column(lang, column), &head)?;
        for (row, choice) in (1..).zip(choices as &Vec<Choice>) {
            sheet.write_string_with_format(row, at, words::forms::choice(lang, choice), &text)?;
        }
    }
    Ok(())
}

fn put_guide(sheet: &mut Worksheet, form: &Form, lang: Lang) -> Result<(), XlsxError> {
    on_paper(sheet);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let title = Format::new().set_bold().set_font_size(14);
    for (at, width) in (0..).zip([16.0, 24.0, 30.0, 40.0, 60.0]) {
        sheet.set_column_width(at, width)?;
    }
    sheet.write_string_with_format(0, 0, workbook::clean(lang.pick(&form.title)), &title)?;
    let help = form.help.as_ref().map_or("", |help| lang.pick(help));
    let rules = form.rules.iter().map(|rule| words::forms::rule(lang, form, rule));
    let lines =
        std::iter::once(t!(lang, "form-template-how")).chain(help.lines().map(str::to_owned)).chain(rules);
    let mut row = 1;
    for line in lines {
        sheet.write_string(row, 0, workbook::clean(&line))?;
        row += 1;
    }
    row += 1;
    let heads = [
        t!(lang, "form-template-code"),
        t!(lang, "form-template-label"),
        t!(lang, "form-template-need"),
        t!(lang, "form-template-kind"),
        t!(lang, "form-template-help"),
    ];
    for (at, label) in (0..).zip(heads) {
        sheet.write_string_with_format(row, at, label, &workbook::head())?;
    }
    for (row, column) in (row + 1..).zip(&form.columns) {
        let cells = [
            column.id.to_string(),
            words::forms::column(lang, column).to_owned(),
            words::forms::need(lang, form, column),
            words::forms::kind(lang, &column.kind),
            column.help.as_ref().map_or("", |help| lang.pick(help)).to_owned(),
        ];
        for (at, text) in (0..).zip(cells) {
            sheet.write_string_with_format(row, at, workbook::clean(&text), &wrapped)?;
        }
    }
    Ok(())
}
