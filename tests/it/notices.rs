//! Supervision notices (督办通知单), on both databases: who gets one and when, that it is issued once, and what is kept.

mod issuing;
mod papers;
mod web;

use duban::domain::supervision::{Notice, Number};
use duban::jobs::{deliver, supervise};
use duban::mail::Letter;
use duban::store::notices;
use duban::store::obligations::Slice;

use crate::reminders::district::District;

/// One run of the job; gives how many notices it issued.
async fn run(district: &District, local: &str) -> usize {
    district.set_clock(local);
    supervise::run(&district.app).await.unwrap()
}

/// The same, and gives the letters that left.
async fn letters(district: &District, local: &str) -> Vec<Letter> {
    run(district, local).await;
    deliver::drain(&district.app).await.unwrap();
    district.take_letters()
}

/// All notices of a year, in the order of their numbers.
async fn issued(district: &District, year: i64) -> Vec<Notice> {
    let plan = &district.app.plan.id;
    let mut tx = district.app.db.read().await.unwrap();
    let listed = notices::list(&mut tx, plan, year, None, Slice::page(1, 10_000)).await.unwrap();
    let mut all = Vec::new();
    for row in listed.iter().rev() {
        all.push(notices::get(&mut tx, plan, row.number).await.unwrap().unwrap());
    }
    all
}

fn number(year: i64, number: i64) -> Number {
    Number { year, number }
}
