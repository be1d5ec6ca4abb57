//! Search (检索) in what units sent: an obligation's latest report and the names of its files.
//!
//! Each pair of neighbouring characters is a gram; a gram's row holds a bit for each of 64 documents that have it. A
//! query's grams are and-ed together, what the person may see (a label of the unit or the duty) is and-ed to that, and
//! what is left is read, newest first, and held against the whole words. The rows are written in the transaction of the submission.
//! A resubmission adds bits and takes none away: a stale bit costs a look, and the look decides.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::FromRow;

use super::{Result, Tx, on, statements};
use crate::domain::folded::{fold, grams, label};
use crate::domain::ids::{DutyId, ObligationId, PlanId, UnitId};
use crate::domain::obligation::Obligation;
use crate::domain::report::Kind;
use crate::domain::timestamp::Timestamp;

statements! {
    PUT = "INSERT INTO search_documents (plan_id, number, obligation_id, revision, folded)
        VALUES ($1, (SELECT COALESCE(MAX(number), -1) + 1 FROM search_documents WHERE plan_id = $1), $2, $3, $4)
        ON CONFLICT (plan_id, obligation_id) DO UPDATE SET revision = $3, folded = $4 RETURNING number";
    /// As many at once as [`GRAMS`].
    SET = "INSERT INTO search_grams (plan_id, gram, block, bits)
        SELECT CAST($1 AS TEXT), column1, CAST($2 AS BIGINT), CAST($3 AS BIGINT)
        FROM (VALUES (CAST($4 AS BIGINT)),
            ($5),($6),($7),($8),($9),($10),($11),($12),($13),($14),($15),($16),($17),($18),($19),($20),
            ($21),($22),($23),($24),($25),($26),($27),($28),($29),($30),($31),($32),($33),($34),($35),($36),
            ($37),($38),($39),($40),($41),($42),($43),($44),($45),($46),($47),($48),($49),($50),($51),($52),
            ($53),($54),($55),($56),($57),($58),($59),($60),($61),($62),($63),($64),($65),($66),($67)) AS given
        WHERE column1 IS NOT NULL
        ON CONFLICT (plan_id, gram, block) DO UPDATE SET bits = search_grams.bits | excluded.bits";
    /// The documents that have all four.
    ALL_OF = "SELECT a.block, a.bits & b.bits & c.bits & d.bits AS bits FROM search_grams a
        JOIN search_grams b ON b.plan_id = a.plan_id AND b.gram = $3 AND b.block = a.block
        JOIN search_grams c ON c.plan_id = a.plan_id AND c.gram = $4 AND c.block = a.block
        JOIN search_grams d ON d.plan_id = a.plan_id AND d.gram = $5 AND d.block = a.block
        WHERE a.plan_id = $1 AND a.gram = $2 AND (a.bits & b.bits & c.bits & d.bits) <> 0";
    /// The documents that have any of as many as [`LABELS`].
    ANY_OF = "SELECT block, bits FROM search_grams WHERE plan_id = $1 AND gram IN (
            $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    /// As many at once as [`BATCH`].
    READ = "SELECT t.folded, o.id, o.duty_id, o.unit_id, o.period, o.scheduled_at, o.due_at, o.state, o.revision,
            o.first_submitted_at, o.acknowledged_at, s.kind, s.body, s.at
        FROM search_documents t
        JOIN obligations o ON o.plan_id = t.plan_id AND o.id = t.obligation_id
        JOIN submissions s ON s.plan_id = t.plan_id AND s.obligation_id = t.obligation_id AND s.revision = t.revision
        WHERE t.plan_id = $1 AND t.number IN (
            $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
            $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33,
            $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49,
            $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64, $65)
        ORDER BY t.number DESC";
    /// Reports from before there was an index, or written by other hands.
    UNREAD = "SELECT o.id, o.duty_id, o.unit_id, o.period, o.scheduled_at, o.due_at, o.state, o.revision,
            o.first_submitted_at, o.acknowledged_at, s.body
        FROM obligations o
        JOIN submissions s ON s.plan_id = o.plan_id AND s.obligation_id = o.id AND s.revision = o.revision
        LEFT JOIN search_documents t ON t.plan_id = o.plan_id AND t.obligation_id = o.id AND t.revision = o.revision
        WHERE o.plan_id = $1 AND o.revision > 0 AND t.number IS NULL ORDER BY s.at, o.id LIMIT $2";
    FILE_NAMES = "SELECT name FROM evidence WHERE plan_id = $1 AND obligation_id = $2 AND revision = $3 ORDER BY position";
    /// As many at once as [`SHOWN`].
    FILES_OF = "SELECT e.obligation_id, e.name FROM search_documents t
        JOIN evidence e ON e.plan_id = t.plan_id AND e.obligation_id = t.obligation_id AND e.revision = t.revision
        WHERE t.plan_id = $1 AND t.obligation_id IN (
            $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        ORDER BY e.obligation_id, e.position";
}

const GRAMS: usize = 64;
const LABELS: usize = 16;
const BATCH: usize = 64;
/// The reports of a page.
pub const SHOWN: usize = 20;
/// More of a query's grams than this make it no narrower.
const MOST_GRAMS: usize = 12;

/// Whose reports a person may see (范围).
#[derive(Debug, Clone)]
pub enum Scope {
    Everyone,
    /// Those of a unit, and those of these duties whoever owes them.
    Of {
        unit: UnitId,
        duties: Vec<DutyId>,
    },
}

/// A report that was found.
#[derive(Debug, Clone, FromRow)]
pub struct Hit {
    folded: String,
    #[sqlx(flatten)]
    pub obligation: Obligation,
    pub kind: Kind,
    pub body: String,
    pub at: Timestamp,
}

/// Puts the report of the obligation's revision in the place of its earlier one.
pub(super) async fn put<'a>(
    tx: &mut Tx,
    plan: &PlanId,
    obligation: &Obligation,
    body: &'a str,
    file_names: impl Iterator<Item = &'a str>,
) -> Result<()> {
    let lines: Vec<String> = std::iter::once(body).chain(file_names).map(fold).collect();
    let folded = lines.join("\n");
    let number: i64 = on!(tx, |conn| sqlx::query_scalar(PUT)
        .bind(plan)
        .bind(&obligation.id)
        .bind(obligation.revision)
        .bind(&folded)
        .fetch_one(conn)
        .await)?;
    let mut all: Vec<i64> = grams(&folded).into_iter().collect();
    all.extend([unit_label(&obligation.unit_id), duty_label(&obligation.duty_id)]);
    for some in all.chunks(GRAMS) {
        on!(tx, |conn| {
            let query = sqlx::query(SET).bind(plan).bind(number / 64).bind(1_i64 << (number % 64));
            let padded = some.iter().copied().map(Some).chain(std::iter::repeat(None)).take(GRAMS);
            padded.fold(query, sqlx::query::Query::bind).execute(conn).await.map(drop)
        })?;
    }
    Ok(())
}

/// Takes in reports that are not in the index yet; gives how many there were, `limit` at most.
pub async fn catch_up(tx: &mut Tx, plan: &PlanId, limit: i64) -> Result<i64> {
    #[derive(FromRow)]
    struct Unread {
        #[sqlx(flatten)]
        obligation: Obligation,
        body: String,
    }
    let unread: Vec<Unread> =
        on!(tx, |conn| sqlx::query_as(UNREAD).bind(plan).bind(limit).fetch_all(conn).await)?;
    let mut count = 0;
    for Unread { obligation, body } in unread {
        let names = file_names(tx, plan, &obligation).await?;
        put(tx, plan, &obligation, &body, names.iter().map(String::as_str)).await?;
        count += 1;
    }
    Ok(count)
}

/// The names of the files of an obligation's latest report.
async fn file_names(tx: &mut Tx, plan: &PlanId, obligation: &Obligation) -> Result<Vec<String>> {
    Ok(on!(tx, |conn| sqlx::query_scalar(FILE_NAMES)
        .bind(plan)
        .bind(&obligation.id)
        .bind(obligation.revision)
        .fetch_all(conn)
        .await)?)
}

/// The names of the files of the first [`SHOWN`] of these reports.
pub async fn files_of(tx: &mut Tx, plan: &PlanId, hits: &[Hit]) -> Result<Vec<(ObligationId, String)>> {
    let Some(last) = hits.last() else { return Ok(Vec::new()) };
    Ok(on!(tx, |conn| {
        let padded = hits.iter().chain(std::iter::repeat(last)).take(SHOWN);
        let query = sqlx::query_as(FILES_OF).bind(plan);
        padded.fold(query, |query, hit| query.bind(&hit.obligation.id)).fetch_all(conn).await
    })?)
}

/// Reports that have each of these folded words, newest obligations first, `limit` at most. A word of one character finds none.
pub async fn find(
    tx: &mut Tx,
    plan: &PlanId,
    words: &[&str],
    scope: &Scope,
    limit: usize,
) -> Result<Vec<Hit>> {
    let mut blocks = candidates(tx, plan, words).await?;
    if let Scope::Of { unit, duties } = scope
        && !blocks.is_empty()
    {
        let labels: Vec<i64> =
            std::iter::once(unit_label(unit)).chain(duties.iter().map(duty_label)).collect();
        blocks = both(&blocks, &any_of(tx, plan, &labels).await?);
    }
    let numbers: Vec<i64> = blocks.into_iter().rev().flat_map(|(block, bits)| numbers(block, bits)).collect();
    let mut hits: Vec<Hit> = Vec::new();
    for some in numbers.chunks(BATCH) {
        let read = read(tx, plan, some).await?;
        hits.extend(read.into_iter().filter(|hit| words.iter().all(|word| hit.folded.contains(word))));
        if hits.len() >= limit {
            hits.truncate(limit);
            break;
        }
    }
    Ok(hits)
}

/// Blocks of 64 documents, and which of them.
type Blocks = BTreeMap<i64, i64>;

/// The documents that have every gram of every word.
async fn candidates(tx: &mut Tx, plan: &PlanId, words: &[&str]) -> Result<Blocks> {
    let of_words: Vec<BTreeSet<i64>> = words.iter().map(|word| grams(word)).collect();
    if of_words.is_empty() || of_words.iter().any(BTreeSet::is_empty) {
        return Ok(Blocks::new());
    }
    let wanted: BTreeSet<i64> = of_words.into_iter().flatten().collect();
    let wanted: Vec<i64> = wanted.into_iter().take(MOST_GRAMS).collect();
    let mut found: Option<Blocks> = None;
    for some in wanted.chunks(4) {
        let rows: Vec<(i64, i64)> = on!(tx, |conn| {
            let padded = some.iter().chain(some.last().into_iter().cycle()).take(4);
            padded
                .fold(sqlx::query_as(ALL_OF).bind(plan), |query, gram| query.bind(*gram))
                .fetch_all(conn)
                .await
        })?;
        let rows: Blocks = rows.into_iter().collect();
        found = Some(found.map_or_else(|| rows.clone(), |before| both(&before, &rows)));
    }
    Ok(found.unwrap_or_default())
}

async fn any_of(tx: &mut Tx, plan: &PlanId, labels: &[i64]) -> Result<Blocks> {
    let mut found = Blocks::new();
    for some in labels.chunks(LABELS) {
        let rows: Vec<(i64, i64)> = on!(tx, |conn| {
            let padded = some.iter().chain(some.last().into_iter().cycle()).take(LABELS);
            padded
                .fold(sqlx::query_as(ANY_OF).bind(plan), |query, gram| query.bind(*gram))
                .fetch_all(conn)
                .await
        })?;
        for (block, bits) in rows {
            *found.entry(block).or_default() |= bits;
        }
    }
    Ok(found)
}

fn both(a: &Blocks, b: &Blocks) -> Blocks {
    let common = |(block, bits): (&i64, &i64)| Some((*block, bits & b.get(block)?));
    a.iter().filter_map(common).filter(|(_, bits)| *bits != 0).collect()
}

/// A block's documents by number, latest first.
fn numbers(block: i64, bits: i64) -> impl Iterator<Item = i64> {
    (0..64).rev().filter(move |bit| bits & (1 << bit) != 0).map(move |bit| block * 64 + bit)
}

async fn read(tx: &mut Tx, plan: &PlanId, numbers: &[i64]) -> Result<Vec<Hit>> {
    Ok(on!(tx, |conn| {
        let padded = numbers.iter().chain(numbers.last().into_iter().cycle()).take(BATCH);
        padded
            .fold(sqlx::query_as(READ).bind(plan), |query, number| query.bind(*number))
            .fetch_all(conn)
            .await
    })?)
}

fn unit_label(unit: &UnitId) -> i64 {
    label("unit", unit.as_str())
}

fn duty_label(duty: &DutyId) -> i64 {
    label("duty", duty.as_str())
}
