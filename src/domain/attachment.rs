//! A file that goes with a letter (附件).

/// A file as it is sent.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Attachment {
    /// What it is saved as; may be Chinese.
    pub name: String,
    /// With its parameters, as in `text/calendar; charset=utf-8; method=PUBLISH`.
    pub media_type: String,
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Attachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { name, media_type, bytes } = self;
        write!(f, "Attachment({name:?}, {media_type:?}, {} bytes)", bytes.len())
    }
}
