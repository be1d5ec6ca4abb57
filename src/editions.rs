//! Published editions as bytes: canonical JSON, its SHA-256, and a seal.
//!
//! The seal is an HMAC under a key that is not in the database, so that whoever can write to the database alone cannot make
//! an edition that passes [`check`].

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::domain::edition::{FORMAT, Fault, Snapshot};
use crate::domain::scoring::score;
use crate::domain::timestamp::Timestamp;

/// Random bytes of a key that is made here.
const KEY_BYTES: usize = 32;
/// In `data_dir`.
const FILE: &str = "seal.key";

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{path}: {error}")]
    File { path: PathBuf, error: io::Error },
    /// No bytes; whoever emptied it must bring the old key back.
    #[error("{0} is empty: put the key back that published editions were sealed with")]
    Empty(PathBuf),
    #[error("a snapshot cannot be written: {0}")]
    Json(#[from] serde_json::Error),
}

/// What editions are sealed with (封存密钥).
#[derive(Clone)]
pub struct Key(Vec<u8>);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// The one from the settings; else that of `data_dir/seal.key`, made where there is none. Of two processes that
    /// make one at once the first wins.
    pub fn open(data_dir: &Path, set: Option<&str>) -> Result<Self, Error> {
        if let Some(key) = set {
            return Ok(Self(key.as_bytes().to_vec()));
        }
        let path = data_dir.join(FILE);
        let failed = |error| Error::File { path: path.clone(), error };
        if !path.exists() {
            fs::create_dir_all(data_dir).map_err(failed)?;
            // Whole before it has its name: nobody reads half a key.
            let mut file = tempfile::NamedTempFile::new_in(data_dir).map_err(failed)?;
            file.write_all(hex::encode(rand::random::<[u8; KEY_BYTES]>()).as_bytes()).map_err(failed)?;
            file.as_file().sync_all().map_err(failed)?;
            match file.persist_noclobber(&path) {
                Ok(_) => {}
                Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(refused) => return Err(failed(refused.error)),
            }
        }
        let text = fs::read_to_string(&path).map_err(failed)?;
        let text = text.trim();
        if text.is_empty() { Err(Error::Empty(path)) } else { Ok(Self(text.as_bytes().to_vec())) }
    }

    /// To check with; `None` where it is lost: no seal holds then, and none is made in its place.
    pub fn existing(data_dir: &Path, set: Option<&str>) -> Result<Option<Self>, Error> {
        if set.is_none() && !data_dir.join(FILE).exists() {
            Ok(None)
        } else {
            Self::open(data_dir, set).map(Some)
        }
    }

    /// Of these bytes, in lower-case hexadecimal.
    pub fn seal(&self, bytes: &[u8]) -> String {
        hex::encode(self.mac(bytes).finalize().into_bytes())
    }

    fn holds(&self, bytes: &[u8], seal: &str) -> bool {
        hex::decode(seal).is_ok_and(|seal| self.mac(bytes).verify_slice(&seal).is_ok())
    }

    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    fn mac(&self, bytes: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key");
        mac.update(bytes);
        mac
    }
}

/// In lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The same for the same snapshot, ever after.
pub fn write(snapshot: &Snapshot) -> Result<Vec<u8>, Error> {
    Ok(serde_json::to_vec(snapshot)?)
}

/// `None` for bytes that are no snapshot of this format.
pub fn read(bytes: &[u8]) -> Option<Snapshot> {
    let snapshot: Snapshot = serde_json::from_slice(bytes).ok()?;
    (snapshot.format == FORMAT).then_some(snapshot)
}

/// An edition as its row has it.
#[derive(Debug, Clone)]
pub struct Row {
    pub period: String,
    pub edition: i64,
    pub published_at: Timestamp,
    pub published_by: String,
    pub reason: String,
    pub snapshot: Vec<u8>,
    pub sha256: String,
    pub seal: String,
    pub previous_sha256: Option<String>,
}

/// What the history says was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub period: String,
    pub edition: i64,
    pub sha256: String,
}

impl Told {
    /// As the history has it.
    pub fn detail(&self) -> String {
        format!("period={} edition={} sha256={}", self.period, self.edition, self.sha256)
    }

    pub fn parse(detail: &str) -> Option<Self> {
        let value = |name: &str| {
            let fields = detail.split(' ').filter_map(|field| field.split_once('='));
            fields.filter(|(field, _)| *field == name).map(|(_, value)| value.to_owned()).next()
        };
        Some(Self {
            period: value("period")?,
            edition: value("edition")?.parse().ok()?,
            sha256: value("sha256")?,
        })
    }
}

/// An edition that was checked: all is well where there are no faults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub period: String,
    pub edition: i64,
    pub sha256: Option<String>,
    pub faults: Vec<Fault>,
}

/// Checks the editions of one period: those that `rows` has, that `latest` says there are, and that the history tells of.
pub fn check(
    key: Option<&Key>,
    plan: &str,
    period: &str,
    latest: i64,
    rows: &[Row],
    told: &[Told],
) -> Vec<Checked> {
    let last = rows.iter().map(|row| row.edition).chain(told.iter().map(|told| told.edition)).max();
    let numbers = 1..=last.unwrap_or_default().max(latest);
    let mut previous: Option<&str> = None;
    let mut checked = Vec::new();
    for edition in numbers {
        let row = rows.iter().find(|row| row.edition == edition);
        let told: Vec<&Told> = told.iter().filter(|told| told.edition == edition).collect();
        let faults = match row {
            None => vec![Fault::Missing],
            Some(row) => faults(key, plan, row, previous, &told),
        };
        previous = row.map(|row| row.sha256.as_str());
        checked.push(Checked {
            period: period.to_owned(),
            edition,
            sha256: row.map(|row| row.sha256.clone()),
            faults,
        });
    }
    checked
}

fn faults(key: Option<&Key>, plan: &str, row: &Row, previous: Option<&str>, told: &[&Told]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut unless = |holds: bool, fault: Fault| {
        if !holds {
            faults.push(fault);
        }
    };
    unless(sha256(&row.snapshot) == row.sha256, Fault::Hash);
    unless(key.is_some_and(|key| key.holds(&row.snapshot, &row.seal)), Fault::Seal);
    unless(matches!(told, [told] if told.sha256 == row.sha256), Fault::Unknown);
    let Some(snapshot) = read(&row.snapshot) else {
        faults.push(Fault::Unreadable);
        return faults;
    };
    let here = (plan, row.period.as_str(), row.edition);
    unless(
        (snapshot.plan.id.as_str(), snapshot.inputs.span.id.as_str(), snapshot.edition) == here,
        Fault::Misplaced,
    );
    let named = [row.previous_sha256.as_deref(), snapshot.previous_sha256.as_deref()];
    unless(named == [previous; 2] && (row.edition == 1) == previous.is_none(), Fault::Chain);
    let published = &snapshot.published;
    let beside = (row.published_at, row.published_by.as_str(), row.reason.as_str());
    unless((published.at, published.by.as_str(), published.reason.as_str()) == beside, Fault::Told);
    faults.extend(recomputed(&snapshot, &row.snapshot));
    faults
}

/// Whether the same rules and inputs still make the same bytes.
fn recomputed(snapshot: &Snapshot, bytes: &[u8]) -> Option<Fault> {
    let again = score(&snapshot.rules, &snapshot.inputs);
    if let Some(fault) = snapshot.differs(&again) {
        return Some(fault);
    }
    let again = Snapshot { scores: again, ..snapshot.clone() };
    let is_same = write(&again).is_ok_and(|again| again == bytes);
    (!is_same).then_some(Fault::Differs { unit: None, item: None })
}
