//! The design system (设计系统): pieces that pages are put together from, as functions of plain data. The demo
//! shows them all, each in its states, at `/styleguide`.

mod asking;
mod charts;
mod dates;
mod fields;
mod lights;
mod names;
mod pieces;
mod tables;

pub use asking::{Asking, asking};
pub use charts::{Bar, Part, Point, bars, columns, gauge, trend, trend_to};
pub use dates::{due, due_at, instant, moment};
pub use fields::{Control, Field, drop_zone};
pub use lights::{Tone, badge, light, light_count, light_of, lights};
pub use names::{
    obligation_name, project_name, quote, size, title, unit_link, unit_links, unit_marks, unit_name,
    unit_names,
};
pub use pieces::{Stat, Step, Tab, course, crumbs, empty, pager, stats, tabs, toast};
pub use tables::{Head, Order, head_row, scroll, scroll_tall};
