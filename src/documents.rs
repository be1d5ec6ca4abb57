//! Documents that people work on elsewhere: plain data in, bytes out, and the other way round.

pub mod agenda;
pub mod bulletin;
pub mod circular;
pub mod docx;
pub mod export;
pub mod form_template;
pub mod ics;
pub mod ledger;
pub mod official;
pub mod press;
pub mod roster_template;
pub mod sheet_file;
pub mod table;
pub mod workbook;
