//! Submissions (报送), their evidence and their reviews.

use sqlx::FromRow;
use sqlx::types::Json;

use super::{Result, Tx, on, sheets, statements, texts};
use crate::domain::ids::{ObligationId, PlanId, UserId};
use crate::domain::obligation::{Change, Decision};
use crate::domain::report::{Evidence, Figures, Kind, Report};
use crate::domain::timestamp::Timestamp;

statements! {
    INSERT = "INSERT INTO submissions (plan_id, obligation_id, revision, kind, body, figures, user_id, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    INSERT_EVIDENCE = "INSERT INTO evidence (plan_id, obligation_id, revision, position, sha256, name, media_type, size)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    INSERT_REVIEW = "INSERT INTO reviews (plan_id, obligation_id, revision, decision, reason, user_id, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    OF_OBLIGATION = "SELECT s.revision, s.kind, s.body, s.figures, s.user_id, u.name AS user_name, s.at,
            r.decision, r.reason, r.at AS reviewed_at, ru.name AS reviewer_name
        FROM submissions s
        JOIN users u ON u.plan_id = s.plan_id AND u.id = s.user_id
        LEFT JOIN reviews r ON r.plan_id = s.plan_id AND r.obligation_id = s.obligation_id AND r.revision = s.revision
        LEFT JOIN users ru ON ru.plan_id = r.plan_id AND ru.id = r.user_id
        WHERE s.plan_id = $1 AND s.obligation_id = $2 ORDER BY s.revision DESC";
    EVIDENCE_OF_OBLIGATION = "SELECT revision, position, sha256, name, media_type, size FROM evidence
        WHERE plan_id = $1 AND obligation_id = $2 ORDER BY revision, position";
    ONE_EVIDENCE = "SELECT sha256, name, media_type, size FROM evidence
        WHERE plan_id = $1 AND obligation_id = $2 AND revision = $3 AND position = $4";
    SUBMITTER = "SELECT user_id FROM submissions WHERE plan_id = $1 AND obligation_id = $2 AND revision = $3";
}

/// A submission with its review, if it has one.
#[derive(Debug, Clone, FromRow)]
pub struct Submission {
    pub revision: i64,
    pub kind: Kind,
    pub body: String,
    pub figures: Json<Figures>,
    pub user_id: UserId,
    pub user_name: String,
    pub at: Timestamp,
    pub decision: Option<Decision>,
    pub reason: Option<String>,
    pub reviewed_at: Option<Timestamp>,
    pub reviewer_name: Option<String>,
}

/// A file and the submission it came with.
#[derive(Debug, Clone, FromRow)]
pub struct Attached {
    pub revision: i64,
    pub position: i64,
    #[sqlx(flatten)]
    pub file: Evidence,
}

pub(super) async fn insert(tx: &mut Tx, plan: &PlanId, change: &Change, report: &Report) -> Result<()> {
    let (id, revision) = (&change.after.id, change.after.revision);
    on!(tx, |conn| sqlx::query(INSERT)
        .bind(plan)
        .bind(id)
        .bind(revision)
        .bind(report.kind())
        .bind(report.text())
        .bind(Json(report.figures()))
        .bind(&change.by)
        .bind(change.at)
        .execute(conn)
        .await
        .map(drop))?;
    for (position, file) in (0i64..).zip(report.evidence()) {
        on!(tx, |conn| sqlx::query(INSERT_EVIDENCE)
            .bind(plan)
            .bind(id)
            .bind(revision)
            .bind(position)
            .bind(&file.sha256)
            .bind(&file.name)
            .bind(&file.media_type)
            .bind(file.size)
            .execute(conn)
            .await
            .map(drop))?;
    }
    sheets::sent::attach(tx, plan, id, revision, report.sheets()).await?;
    let file_names = report.evidence().iter().map(|file| file.name.as_str());
    texts::put(tx, plan, &change.after, report.text(), file_names).await
}

pub(super) async fn insert_review(
    tx: &mut Tx,
    plan: &PlanId,
    change: &Change,
    decision: Decision,
    reason: &str,
) -> Result<()> {
    on!(tx, |conn| sqlx::query(INSERT_REVIEW)
        .bind(plan)
        .bind(&change.after.id)
        .bind(change.after.revision)
        .bind(decision)
        .bind(reason)
        .bind(&change.by)
        .bind(change.at)
        .execute(conn)
        .await
        .map(drop))?;
    Ok(())
}

/// Latest first.
pub async fn of_obligation(tx: &mut Tx, plan: &PlanId, id: &ObligationId) -> Result<Vec<Submission>> {
    Ok(on!(tx, |conn| sqlx::query_as(OF_OBLIGATION).bind(plan).bind(id).fetch_all(conn).await)?)
}

pub async fn evidence_of(tx: &mut Tx, plan: &PlanId, id: &ObligationId) -> Result<Vec<Attached>> {
    Ok(on!(tx, |conn| sqlx::query_as(EVIDENCE_OF_OBLIGATION).bind(plan).bind(id).fetch_all(conn).await)?)
}

pub async fn one_evidence(
    tx: &mut Tx,
    plan: &PlanId,
    id: &ObligationId,
    revision: i64,
    position: i64,
) -> Result<Option<Evidence>> {
    Ok(on!(tx, |conn| sqlx::query_as(ONE_EVIDENCE)
        .bind(plan)
        .bind(id)
        .bind(revision)
        .bind(position)
        .fetch_optional(conn)
        .await)?)
}

/// Who sent this revision.
pub async fn submitter(
    tx: &mut Tx,
    plan: &PlanId,
    id: &ObligationId,
    revision: i64,
) -> Result<Option<UserId>> {
    Ok(on!(tx, |conn| sqlx::query_scalar(SUBMITTER)
        .bind(plan)
        .bind(id)
        .bind(revision)
        .fetch_optional(conn)
        .await)?)
}
