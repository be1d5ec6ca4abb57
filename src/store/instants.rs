//! How instants stand in the tables.
//!
//! A row that other hands wrote is read as whatever [`Timestamp::new`] makes of it. SQL still compares what is
//! written: on SQLite, whoever writes rows by other means writes instants as duban does, `2026-06-10T01:00:00Z`.

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Encode, Type};
use time::{OffsetDateTime, UtcOffset};

use crate::domain::timestamp::Timestamp;

impl<DB: Database> Type<DB> for Timestamp
where
    OffsetDateTime: Type<DB>,
{
    fn type_info() -> DB::TypeInfo {
        OffsetDateTime::type_info()
    }

    fn compatible(other: &DB::TypeInfo) -> bool {
        OffsetDateTime::compatible(other)
    }
}

impl<'q, DB: Database> Encode<'q, DB> for Timestamp
where
    OffsetDateTime: Encode<'q, DB>,
{
    fn encode_by_ref(&self, into: &mut DB::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        self.in_zone(UtcOffset::UTC).encode(into)
    }
}

impl<'r, DB: Database> Decode<'r, DB> for Timestamp
where
    OffsetDateTime: Decode<'r, DB>,
{
    fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
        OffsetDateTime::decode(value).map(Self::new)
    }
}
