//! An instant, UTC, in whole seconds.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use time::macros::datetime;
use time::{Date, Duration, OffsetDateTime, Time, UtcOffset};

/// An instant. SQLite keeps instants as text, which sorts rightly only when every one has the same offset
/// and no fraction; so none can be built that has another, nor read from a file or a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(
    #[serde(serialize_with = "time::serde::rfc3339::serialize", deserialize_with = "normalised")]
    OffsetDateTime,
);

fn normalised<'de, D: Deserializer<'de>>(from: D) -> Result<OffsetDateTime, D::Error> {
    time::serde::rfc3339::deserialize(from).map(|instant| Timestamp::new(instant).0)
}

impl Timestamp {
    /// Before anything that a plan knows of.
    pub const EARLIEST: Self = Self(datetime!(1900-01-01 00:00 UTC));

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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, StrDeserializer};

    fn read(text: &str) -> Result<Timestamp, Error> {
        let text: StrDeserializer<'_, Error> = text.into_deserializer();
        Timestamp::deserialize(text)
    }

    #[test]
    fn whoever_wrote_it_an_instant_is_utc_and_whole() {
        let nine = Timestamp::new(datetime!(2026-06-10 01:00 UTC));
        for text in [
            "2026-06-10T01:00:00Z",
            "2026-06-10T09:00:00+08:00",
            "2026-06-09T20:30:00.999999999-04:30",
            "2026-06-10T09:00:00.5+08:00",
        ] {
            assert_eq!(read(text).unwrap(), nine, "{text}");
            assert_eq!(read(text).unwrap().to_string(), "2026-06-10T01:00:00Z");
        }
        for text in ["2026-06-10", "2026-06-10 09:00", "2026-02-29T00:00:00Z", ""] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    proptest! {
        /// As texts, instants sort as they follow each other, whatever they were made from.
        #[test]
        fn texts_sort_as_instants(
            a in 0i64..4_000_000_000, b in 0i64..4_000_000_000,
            fraction in 0i64..1_000_000_000, hours in -12i8..=12,
        ) {
            let at = |seconds: i64| {
                let instant = OffsetDateTime::from_unix_timestamp(seconds).unwrap() + Duration::nanoseconds(fraction);
                Timestamp::new(instant.to_offset(UtcOffset::from_hms(hours, 0, 0).unwrap()))
            };
            prop_assert_eq!(at(a).to_string().cmp(&at(b).to_string()), a.cmp(&b));
            prop_assert_eq!(at(a).unix(), a);
            prop_assert_eq!(read(&at(a).to_string()).unwrap(), at(a));
        }
    }
}
