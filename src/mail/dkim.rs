//! Signing letters (DKIM, RFC 6376), so that other servers can tell them from forged ones.

use std::path::Path;
use std::sync::Arc;

use lettre::Message;
use lettre::message::dkim::{
    DkimCanonicalization, DkimCanonicalizationType, DkimConfig, DkimSigningAlgorithm, DkimSigningKey,
};
use lettre::message::header::HeaderName;

use super::BadSetup;
use crate::config;

/// What the signature covers beside the body. `Content-Type` cannot be among them: lettre keeps it with the body's
/// parts, where its signing does not find it.
const SIGNED: [&str; 7] = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted"];

/// A key, and whom it speaks for.
#[derive(Debug, Clone)]
pub(super) struct Signer(Arc<DkimConfig>);

impl Signer {
    /// `sender` is the domain that letters come from.
    pub(super) fn new(settings: &config::Dkim, sender: &str) -> Result<Self, BadSetup> {
        let key = key(&settings.key_file)?;
        let domain = settings.domain.as_deref().unwrap_or(sender).to_owned();
        let headers = SIGNED.into_iter().map(HeaderName::new_from_ascii_str).collect();
        // Relaxed: servers on the way fold lines anew.
        let canonical = DkimCanonicalization {
            header: DkimCanonicalizationType::Relaxed,
            body: DkimCanonicalizationType::Relaxed,
        };
        let config = DkimConfig::new(settings.selector.clone(), domain, key, headers, canonical);
        Ok(Self(Arc::new(config)))
    }

    pub(super) fn sign(&self, message: &mut Message) {
        message.sign(&self.0);
    }
}

/// RSA, since hardly any server checks the other kind.
fn key(path: &Path) -> Result<DkimSigningKey, BadSetup> {
    let bad = |problem: String| BadSetup::Dkim { path: path.display().to_string(), problem };
    let pem = std::fs::read_to_string(path).map_err(|error| bad(error.to_string()))?;
    DkimSigningKey::new(&pem, DkimSigningAlgorithm::Rsa).map_err(|error| bad(error.to_string()))
}
