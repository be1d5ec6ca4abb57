//! What a monitor wants to know of this process (运行指标), as OpenMetrics text
//! (<https://prometheus.io/docs/specs/om/open_metrics_spec/>).
//!
//! Counters are this process's, since its start. What is true of all processes together (what waits, since when)
//! the database knows: see [`crate::store::backlog`].

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::domain::timestamp::Timestamp;

/// Upper bounds in seconds: pages answer within 0.05, uploads may take long.
const BUCKETS: [f64; 10] = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

/// Shared; cheap to clone. Nothing of it is global: tests run several apps in one process.
#[derive(Debug, Clone, Default)]
pub struct Metrics(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    registry: Registry,
    requests: Family<Request, Histogram, fn() -> Histogram>,
    messages: Family<Message, Counter>,
    runs: Family<Run, Counter>,
    ended: Family<Job, Gauge>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    method: &'static str,
    /// The pattern; paths hold one-time links.
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Message {
    outcome: &'static str,
    channel: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Channel {
    channel: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Run {
    /// Robots have jobs of their own, by name.
    job: String,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Job {
    job: String,
}

/// What the database says of a channel's messages, of all processes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Backlog {
    /// Queued or being sent
    pub waiting: i64,
    /// Given up; somebody has to look
    pub failed: i64,
    /// Seconds since the oldest of those that wait was written; 0 if none does
    pub oldest_seconds: i64,
}

impl Default for Inner {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("duban");
        let requests: Family<Request, Histogram, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(BUCKETS));
        let (messages, runs, ended) = (Family::default(), Family::default(), Family::default());
        registry.register_with_unit(
            "http_request",
            "How long an answer took to begin",
            Unit::Seconds,
            requests.clone(),
        );
        registry.register("messages", "Messages this process tried to send", messages.clone());
        registry.register("job_runs", "Runs of a scheduled job in this process", runs.clone());
        registry.register_with_unit(
            "job_last_end_timestamp",
            "When a scheduled job last ended well in this process, in Unix time",
            Unit::Seconds,
            ended.clone(),
        );
        Self { registry, requests, messages, runs, ended }
    }
}

impl Metrics {
    pub fn request(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        let labels = Request { method, route: route.to_owned(), status };
        self.0.requests.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// `outcome` is `sent`, `postponed`, `no_server`, `failed` or `released`.
    pub fn message(&self, channel: &str, outcome: &'static str) {
        self.0.messages.get_or_create(&Message { outcome, channel: channel.to_owned() }).inc();
    }

    /// A run that ended well at `now`.
    pub fn job_ended(&self, job: &str, now: Timestamp) {
        let job = job.to_owned();
        self.0.runs.get_or_create(&Run { job: job.clone(), outcome: "ok" }).inc();
        self.0.ended.get_or_create(&Job { job }).set(now.unix());
    }

    pub fn job_failed(&self, job: &str) {
        self.0.runs.get_or_create(&Run { job: job.to_owned(), outcome: "failed" }).inc();
    }

    /// Everything as text, for `Content-Type` [`MEDIA_TYPE`]; `backlog` by channel.
    pub fn render(&self, backlog: &BTreeMap<String, Backlog>) -> Result<String, fmt::Error> {
        let mut text = String::new();
        text::encode_registry(&mut text, &self.0.registry)?;
        text::encode_registry(&mut text, &of_database(backlog))?;
        text::encode_eof(&mut text)?;
        Ok(text)
    }
}

pub const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

fn of_database(backlog: &BTreeMap<String, Backlog>) -> Registry {
    let mut registry = Registry::with_prefix("duban");
    let mut gauge = |name: &str, help: &str, value: fn(&Backlog) -> i64| {
        let gauge: Family<Channel, Gauge> = Family::default();
        for (channel, backlog) in backlog {
            gauge.get_or_create(&Channel { channel: channel.clone() }).set(value(backlog));
        }
        registry.register(name, help, gauge);
    };
    gauge("messages_waiting", "Messages queued or being sent, of all processes", |all| all.waiting);
    gauge("messages_given_up", "Messages that could not be delivered, of all processes", |all| all.failed);
    gauge(
        "oldest_waiting_message_age_seconds",
        "Seconds since the oldest waiting message was written",
        |all| all.oldest_seconds,
    );
    registry
}
