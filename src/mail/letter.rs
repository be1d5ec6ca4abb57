//! From a letter to the bytes that go out (RFC 5322, RFC 2045).

use std::time::{Duration, SystemTime};

use lettre::Message;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};

use super::{Error, Letter};
use crate::domain::timestamp::Timestamp;

/// Text and HTML as alternatives, and what is attached after them, from `sender`. Fails for good on an address or a
/// media type that is none.
pub(super) fn compose(letter: &Letter, sender: &Mailbox) -> Result<Message, Error> {
    let to =
        letter.to.parse().map_err(|_| Error::Permanent(format!("not an e-mail address: {}", letter.to)))?;
    // RFC 3834: tells out-of-office robots not to answer.
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    Message::builder()
        .message_id(Some(format!("<{}@{}>", letter.id, sender.email.domain())))
        .date(system_time(letter.at))
        .from(sender.clone())
        .to(Mailbox::new(None, to))
        .subject(letter.subject.as_str())
        .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
        .multipart(body(letter)?)
        .map_err(|error| Error::Permanent(error.to_string()))
}

fn body(letter: &Letter) -> Result<MultiPart, Error> {
    let words = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
    if letter.attachments.is_empty() {
        return Ok(words);
    }
    letter.attachments.iter().try_fold(MultiPart::mixed().multipart(words), |all, file| {
        let media_type = ContentType::parse(&file.media_type)
            .map_err(|_| Error::Permanent(format!("not a media type: {}", file.media_type)))?;
        let file = lettre::message::Attachment::new(file.name.clone()).body(file.bytes.clone(), media_type);
        Ok(all.singlepart(file))
    })
}

fn system_time(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(at.unix()).unwrap_or_default())
}
