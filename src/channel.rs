//! Channels (渠道): the ways by which messages leave. Mail is one, each chat group's robot is one of its own, and all
//! go by the same outbox and ledger. A channel knows nothing of either: it is handed one message at a time.

/// What the outbox calls mail; every other channel is a robot by its name.
pub const MAIL: &str = "mail";

/// A way by which messages leave.
pub trait Channel: Sync {
    /// A message as this channel wants it.
    type Parcel: Send + Sync;

    /// Sends one; gives the other side's reply. It ends by itself: whoever does not answer has failed.
    fn deliver(&self, parcel: &Self::Parcel) -> impl Future<Output = Result<String, Failure>> + Send;

    /// There is nothing to send for now.
    fn rest(&self) -> impl Future<Output = ()> + Send {
        async {}
    }
}

/// Why a message was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Worth another try, and no fault of the message: the server cannot be reached, does not let us in, or takes
    /// nothing from us.
    #[error("{0}")]
    NoServer(String),
    /// Worth another try: it was turned down for now, or the connection broke over it.
    #[error("{0}")]
    Transient(String),
    /// Not worth one: it was turned down for good.
    #[error("{0}")]
    Permanent(String),
}
