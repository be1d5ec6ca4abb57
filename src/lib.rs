//! duban (督办) turns an implementation plan into obligations with owners and dates, collects what units
//! report, chases what is missing and scores every unit.
//!
//! One way to look: `main → {web, jobs, cli} → {store, mail, robots, plan_files,
//! evidence_files, documents} → domain`.
//! `web` and `jobs` never import each other; nor do `store` and `mail`. `tests/it/architecture.rs` reads the
//! `use` lines and holds all of this.

pub mod app;
pub mod channel;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod documents;
pub mod domain;
pub mod editions;
pub mod evidence_files;
pub mod intake;
pub mod jitter;
pub mod jobs;
pub mod mail;
pub mod metrics;
pub mod passwords;
pub mod plan_files;
pub mod robots;
pub mod search;
pub mod serve;
pub mod store;
pub mod web;
pub mod words;
