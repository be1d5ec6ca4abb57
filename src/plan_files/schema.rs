//! JSON Schemas of the files, for editors.

use schemars::{JsonSchema, generate::SchemaSettings};

use super::raw::{
    CalendarFile, FormFile, IndicatorsFile, PlanFile, ProjectFile, RemindersFile, ScoringFile, UnitsFile,
};

/// Every schema: its file's name and its text.
pub fn schemas() -> Vec<(&'static str, String)> {
    vec![
        ("plan.json", schema::<PlanFile>()),
        ("units.json", schema::<UnitsFile>()),
        ("project.json", schema::<ProjectFile>()),
        ("indicators.json", schema::<IndicatorsFile>()),
        ("reminders.json", schema::<RemindersFile>()),
        ("scoring.json", schema::<ScoringFile>()),
        ("form.json", schema::<FormFile>()),
        ("calendar.json", schema::<CalendarFile>()),
    ]
}

fn schema<T: JsonSchema>() -> String {
    let schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>();
    format!("{:#}\n", schema.as_value())
}
