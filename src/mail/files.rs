//! Letters as files, where no mail server is set up: what would have gone out can be read.

use std::io;
use std::path::PathBuf;

use lettre::Address;
use lettre::message::Mailbox;

use super::{Error, Letter, letter};

/// A folder of `.eml` files, one per letter, under the letter's id.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
    sender: Mailbox,
}

impl Files {
    /// `public_url` gives the sender's host name.
    pub fn new(folder: PathBuf, public_url: &str) -> Self {
        Self { folder, sender: Mailbox::new(Some("督办".to_owned()), sender_at(host(public_url))) }
    }

    pub(super) async fn write(&self, letter: &Letter) -> Result<String, Error> {
        let bytes = letter::compose(letter, &self.sender)?.formatted();
        let path = self.folder.join(format!("{}.eml", letter.id));
        let unfinished = path.with_extension("part");
        let write = async {
            tokio::fs::create_dir_all(&self.folder).await?;
            tokio::fs::write(&unfinished, bytes).await?;
            // Whoever sees the file sees all of it.
            tokio::fs::rename(&unfinished, &path).await
        };
        let result: io::Result<()> = write.await;
        let name = path.display().to_string();
        result.map_err(|error| Error::Transient(format!("{name}: {error}")))?;
        Ok(format!("written to {name}"))
    }
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or_default()
}

#[expect(clippy::expect_used, reason = "a constant address")]
fn sender_at(host: &str) -> Address {
    let named = host.parse::<std::net::Ipv4Addr>().is_err();
    let address = Address::new("duban", host).ok().filter(|_| named);
    address.unwrap_or_else(|| Address::new("duban", "localhost").expect("an address"))
}
