//! What a running duban holds.

use std::sync::Arc;

use crate::channel::MAIL;
use crate::clock::Clock;
use crate::config::Config;
use crate::documents::press::Press;
use crate::domain::plan::Plan;
use crate::evidence_files::EvidenceFiles;
use crate::jitter::Jitter;
use crate::mail::Mailer;
use crate::metrics::Metrics;
use crate::robots::{Robot, Robots};
use crate::store::Db;

/// Shared by every handler and job; cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    pub db: Db,
    pub clock: Clock,
    pub jitter: Jitter,
    pub mailer: Mailer,
    pub robots: Robots,
    pub plan: Arc<Plan>,
    pub config: Arc<Config>,
    pub evidence: EvidenceFiles,
    pub press: Press,
    pub metrics: Metrics,
}

impl App {
    /// Every channel by which messages leave, mail first.
    pub fn channels(&self) -> Vec<&str> {
        std::iter::once(MAIL).chain(self.robots.iter().map(Robot::name)).collect()
    }
}
