//! What a unit sends (报送内容): parsed from what was typed, against what the duty asks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ids::{ColumnId, FigureId, FormId, SheetId};
use super::plan::Duty;

/// The longest text of a report, in characters.
pub const MAX_TEXT: usize = 20_000;

/// A report as typed; may be anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// 完成情况, or the reason of a nil return
    pub text: String,
    pub figures: Vec<(String, String)>,
    pub evidence: Vec<Evidence>,
    pub sheets: Vec<Sheet>,
    /// 本期无
    pub nil: bool,
}

/// A report that holds everything its duty asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    kind: Kind,
    text: String,
    figures: Figures,
    evidence: Vec<Evidence>,
    sheets: Vec<Sheet>,
}

/// A filled-in report form (明细表) as it stands when the report is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub id: SheetId,
    pub form: FormId,
    pub rows: i64,
    /// 迟报: of these, reported too long after their date.
    pub late: i64,
    /// Rows with something wrong.
    pub faulty: i64,
    /// Its file is still being read.
    pub is_reading: bool,
    /// Codes of which each needs a row, and has none (see `Rule::EveryChoice`), by their columns.
    pub lacking: Vec<(ColumnId, Vec<String>)>,
    /// What its rows come to.
    pub figures: Figures,
}

/// Reported figures (填报数据), never negative.
pub type Figures = BTreeMap<FigureId, i64>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Kind {
    Report,
    /// A nil return (本期无) with its reason
    Nil,
}

/// One stored file (佐证材料): its bytes are found by their hash.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Evidence {
    /// SHA-256, lower-case hexadecimal
    pub sha256: String,
    /// The name it was uploaded under, Chinese and all
    pub name: String,
    pub media_type: String,
    /// Bytes
    pub size: i64,
}

/// What is wrong with a draft, each beside the field it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A submission of nothing would earn the points of a report.
    Nothing,
    TextTooLong,
    NilNotAllowed,
    NilWithoutReason,
    /// A nil return with files or figures contradicts itself.
    NilWithContent,
    EvidenceMissing,
    /// The duty asks for rows, and there are none.
    RowsMissing,
    /// So many rows of this form are wrong.
    RowsFaulty(FormId, i64),
    /// This form has no row for these codes of that column.
    RowsLacking(FormId, ColumnId, Vec<String>),
    /// The file of this form is still being read.
    RowsReading(FormId),
    FigureMissing(FigureId),
    /// Not a whole number from 0 to 999,999,999,999.
    FigureNotANumber(FigureId),
    /// Greater than the figure it is a part of; each with what was given.
    FigureTooLarge {
        part: (FigureId, i64),
        whole: (FigureId, i64),
    },
    /// The duty asks for no such figure.
    FigureUnknown(String),
}

impl Report {
    /// Reports every fault at once.
    pub fn parse(draft: Draft, duty: &Duty) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let text = draft.text.trim().to_owned();
        if text.chars().count() > MAX_TEXT {
            faults.push(Fault::TextTooLong);
        }
        let mut figures = figures(&draft.figures, duty, !draft.nil, &mut faults);
        check_sheets(duty, &draft, &mut faults);
        if draft.nil {
            check_nil(duty, &text, &figures, &draft, &mut faults);
        } else if duty.evidence_required && draft.evidence.is_empty() {
            faults.push(Fault::EvidenceMissing);
        } else if text.is_empty()
            && figures.is_empty()
            && draft.evidence.is_empty()
            && draft.sheets.is_empty()
            && faults.is_empty()
        {
            faults.push(Fault::Nothing);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let kind = if draft.nil { Kind::Nil } else { Kind::Report };
        let sheets: Vec<Sheet> = draft.sheets.into_iter().filter(|sheet| sheet.rows > 0).collect();
        figures.extend(counted(duty, &sheets));
        Ok(Self { kind, text, figures, evidence: draft.evidence, sheets })
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn figures(&self) -> &Figures {
        &self.figures
    }

    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// Those with rows.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }
}

/// All figures that are typed for a duty, without the rest of a report; every fault at once.
pub fn parse_figures(typed: &[(String, String)], duty: &Duty) -> Result<Figures, Vec<Fault>> {
    let mut faults = Vec::new();
    let figures = figures(typed, duty, true, &mut faults);
    if faults.is_empty() { Ok(figures) } else { Err(faults) }
}

fn check_sheets(duty: &Duty, draft: &Draft, faults: &mut Vec<Fault>) {
    for sheet in &draft.sheets {
        if sheet.is_reading {
            faults.push(Fault::RowsReading(sheet.form.clone()));
        } else if sheet.faulty > 0 {
            faults.push(Fault::RowsFaulty(sheet.form.clone(), sheet.faulty));
        } else if sheet.rows > 0 {
            let lacking = |(column, codes): &(ColumnId, Vec<String>)| {
                Fault::RowsLacking(sheet.form.clone(), column.clone(), codes.clone())
            };
            faults.extend(sheet.lacking.iter().map(lacking));
        }
    }
    let has_rows = draft.sheets.iter().any(|sheet| sheet.rows > 0 || sheet.is_reading);
    if !duty.forms.is_empty() && !has_rows && !draft.nil {
        faults.push(Fault::RowsMissing);
    }
}

/// What the rows come to, and 0 for what none counts into.
fn counted<'a>(duty: &'a Duty, sheets: &'a [Sheet]) -> impl Iterator<Item = (FigureId, i64)> + 'a {
    duty.figures.iter().filter(|figure| figure.counted).map(|figure| {
        let numbers = sheets.iter().filter_map(|sheet| sheet.figures.get(&figure.id));
        (figure.id.clone(), numbers.sum())
    })
}

fn check_nil(duty: &Duty, text: &str, figures: &Figures, draft: &Draft, faults: &mut Vec<Fault>) {
    if !duty.nil_allowed {
        faults.push(Fault::NilNotAllowed);
    }
    if text.is_empty() {
        faults.push(Fault::NilWithoutReason);
    }
    let has_rows = draft.sheets.iter().any(|sheet| sheet.rows > 0);
    if has_rows || !draft.evidence.is_empty() || figures.values().any(|value| *value > 0) {
        faults.push(Fault::NilWithContent);
    }
}

fn figures(typed: &[(String, String)], duty: &Duty, required: bool, faults: &mut Vec<Fault>) -> Figures {
    let mut figures = Figures::new();
    let known = |id: &str| duty.figures.iter().any(|figure| !figure.counted && figure.id.as_str() == id);
    faults.extend(typed.iter().filter(|(id, _)| !known(id)).map(|(id, _)| Fault::FigureUnknown(id.clone())));
    for figure in duty.figures.iter().filter(|figure| !figure.counted) {
        let value = typed.iter().find(|(id, _)| id == figure.id.as_str()).map_or("", |(_, text)| text.trim());
        match (value.is_empty(), parse_figure(value)) {
            (true, _) if figure.required && required => faults.push(Fault::FigureMissing(figure.id.clone())),
            (true, _) => {}
            (false, None) => faults.push(Fault::FigureNotANumber(figure.id.clone())),
            (false, Some(value)) => {
                figures.insert(figure.id.clone(), value);
            }
        }
    }
    for figure in &duty.figures {
        let Some(whole) = &figure.at_most else { continue };
        if let (Some(part), Some(all)) = (figures.get(&figure.id), figures.get(whole))
            && part > all
        {
            faults.push(Fault::FigureTooLarge {
                part: (figure.id.clone(), *part),
                whole: (whole.clone(), *all),
            });
        }
    }
    figures
}

/// Takes the full-width digits and thousands separators that Chinese input methods and spreadsheets leave.
fn parse_figure(text: &str) -> Option<i64> {
    let plain: String = text
        .chars()
        .filter(|c| !matches!(c, ',' | '\u{ff0c}' | ' '))
        .map(|c| match c {
            '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
            other => other,
        })
        .collect();
    let all_digits = !plain.is_empty() && plain.len() <= 12 && plain.bytes().all(|b| b.is_ascii_digit());
    if all_digits { plain.parse().ok() } else { None }
}

#[cfg(test)]
mod tests;
