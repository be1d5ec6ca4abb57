//! An instant, UTC, in whole seconds.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime, Time, UtcOffset};

/// An instant. SQLite keeps instants as text, which sorts rightly only when every one has the same offset
/// and no fraction; so none can be built that has another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[sqlx(transparent)]
#[serde(transparent)]
pub struct Timestamp(#[serde(with = "time::serde::rfc3339")] OffsetDateTime);

impl Timestamp {
    pub fn new(instant: OffsetDateTime) -> Self {
        let utc = instant.to_offset(UtcOffset::UTC);
        Self(utc.replace_nanosecond(0).unwrap_or(utc))
    }

    /// The instant at which the clocks of `zone` show this date and time.
    pub fn local(date: Date, time: Time, zone: UtcOffset) -> Self {
        Self::new(date.with_time(time).assume_offset(zone))
    }

    pub fn in_zone(self, zone: UtcOffset) -> OffsetDateTime {
        self.0.to_offset(zone)
    }

    pub fn date_in(self, zone: UtcOffset) -> Date {
        self.in_zone(zone).date()
    }

    pub fn unix(self) -> i64 {
        self.0.unix_timestamp()
    }

    pub fn plus(self, span: Duration) -> Self {
        Self::new(self.0.saturating_add(span))
    }

    pub fn minus(self, span: Duration) -> Self {
        Self::new(self.0.saturating_sub(span))
    }

    pub fn since(self, earlier: Self) -> Duration {
        self.0 - earlier.0
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339, for logs and files; what people read is made by the views.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.format(&time::format_description::well_known::Rfc3339);
        f.write_str(&text.map_err(|_| fmt::Error)?)
    }
}
