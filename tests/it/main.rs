//! The stories and checks that see duban from outside, in one program: linking it once is what takes long.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "in a test, to panic is to fail"
)]

mod access;
mod accounts;
mod architecture;
mod assessments;
mod delivery;
mod documents;
mod due_words;
mod first_start;
mod indexes;
mod indicators;
mod kill;
mod ledgers;
mod messages;
mod migrations;
mod monitor;
mod notices;
mod plan_broken;
mod plan_readme;
mod plan_shipped;
mod plan_show;
mod punctuation;
mod queries;
mod reminders;
mod robots;
mod schemes;
mod score_explain;
mod scores;
mod scores_other_rules;
mod scores_workbooks;
mod sheet_files;
mod sheets;
mod smtp;
mod store;
mod submissions;
mod support;
mod web_bulletins;
mod web_by_hand;
mod web_calendar;
mod web_changes;
mod web_contacts;
mod web_drafts;
mod web_feeds;
mod web_invitations;
mod web_overview;
mod web_plan;
mod web_previews;
mod web_reviews;
mod web_search;
mod web_start;
mod web_statics;
mod web_story;
mod web_templates;
mod web_uploads;
