//! The store on both databases: every statement is understood, and acts at once have one winner.

use duban::domain::ids::ObligationId;
use duban::domain::obligation::State;
use duban::store::{self, Conn, Tx, events, materialise, obligations};
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};

use crate::support::{World, stories};

stories! {
    every_statement_is_understood
    the_same_plan_twice_changes_nothing
    two_processes_at_once_make_each_row_once
    what_the_plan_takes_away_restores_or_moves_is_in_the_history
}

async fn every_statement_is_understood(world: World) {
    let mut tx = world.app.db.read().await.unwrap();
    let mut count = 0;
    for (module, name, sql) in store::all_statements() {
        let sql = AssertSqlSafe(sql).into_sql_str();
        let prepared = match tx.conn() {
            Conn::Sqlite(conn) => conn.prepare(sql).await.map(drop),
            Conn::Postgres(conn) => conn.prepare(sql).await.map(drop),
        };
        assert!(prepared.is_ok(), "{module}::{name}: {}", prepared.unwrap_err());
        count += 1;
    }
    assert!(count > 50, "only {count} statements are listed");
}

async fn the_same_plan_twice_changes_nothing(world: World) {
    let app = &world.app;
    let mut tx = app.db.write(&app.plan.id).await.unwrap();
    let again = materialise::apply(&mut tx, &app.plan, app.clock.now()).await.unwrap();
    assert!(again.is_empty(), "{again:?}");
    assert!(again.unchanged > 2000, "{}", again.unchanged);
    let all = obligations::live(&mut tx, &app.plan.id).await.unwrap();
    assert_eq!(all.len(), again.unchanged);
    assert!(all.iter().all(|row| row.state == State::Open && row.revision == 0));
}

async fn two_processes_at_once_make_each_row_once(world: World) {
    let before = {
        let mut tx = world.app.db.read().await.unwrap();
        obligations::live(&mut tx, &world.app.plan.id).await.unwrap().len()
    };
    // Another plan id, so that both start from nothing.
    let mut plan = world.app.plan.as_ref().clone();
    plan.rename("credit-2026-b".parse().unwrap());
    let apply = async || {
        let mut tx = world.app.db.write(&plan.id).await.unwrap();
        let made = materialise::apply(&mut tx, &plan, world.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        made.add.len()
    };
    let (a, b) = tokio::join!(apply(), apply());
    assert_eq!((a.max(b), a.min(b)), (before, 0));
}

/// The rows stand as an earlier edition of the plan would have left them.
async fn what_the_plan_takes_away_restores_or_moves_is_in_the_history(world: World) {
    let app = &world.app;
    let [dropped, restored, moved, extended] = ["jiaoyu", "keji", "minzheng", "gongan"]
        .map(|unit| format!("1.4-report~{unit}~2026-06").parse::<ObligationId>().unwrap());
    let (old, later) = ("2026-06-10T15:59:59Z", "2026-07-31T15:59:59Z");
    for statement in [
        format!("UPDATE obligations SET id = 'x~jiaoyu~2026', duty_id = 'x' WHERE id = '{dropped}'"),
        format!("UPDATE obligations SET state = 'retired' WHERE id = '{restored}'"),
        format!("UPDATE obligations SET scheduled_at = '{old}', due_at = '{old}' WHERE id = '{moved}'"),
        format!("UPDATE obligations SET state = 'retired', due_at = '{later}' WHERE id = '{extended}'"),
    ] {
        let statement = AssertSqlSafe(statement); // this test's own constants
        let mut tx = app.db.write(&app.plan.id).await.unwrap();
        match tx.conn() {
            Conn::Sqlite(conn) => sqlx::query(statement).execute(conn).await.map(drop).unwrap(),
            Conn::Postgres(conn) => sqlx::query(statement).execute(conn).await.map(drop).unwrap(),
        }
        tx.commit().await.unwrap();
    }
    let mut tx = app.db.write(&app.plan.id).await.unwrap();
    let difference = materialise::apply(&mut tx, &app.plan, app.clock.now()).await.unwrap();
    let counts = [&difference.revive, &difference.reschedule].map(Vec::len);
    assert_eq!((difference.add.len(), difference.retire.len(), counts), (1, 1, [2, 1]));
    assert!(materialise::apply(&mut tx, &app.plan, app.clock.now()).await.unwrap().is_empty());

    let history = async |tx: &mut Tx, id: &ObligationId| {
        let events = events::of_obligation(tx, &app.plan.id, id).await.unwrap();
        events.into_iter().map(|event| (event.act, event.detail)).collect::<Vec<_>>()
    };
    let act = |act: &str, detail: &str| vec![(act.to_owned(), detail.to_owned())];
    assert_eq!(history(&mut tx, &"x~jiaoyu~2026".parse().unwrap()).await, act("plan_retired", ""));
    assert_eq!(history(&mut tx, &restored).await, act("plan_revived", ""));
    let dates = "from=2026-06-10T15:59:59Z to=2026-06-15T15:59:59Z";
    assert_eq!(history(&mut tx, &moved).await, act("plan_moved", dates));
    assert!(history(&mut tx, &dropped).await.is_empty(), "a new row has no history");
    let extended = obligations::get(&mut tx, &app.plan.id, &extended).await.unwrap().unwrap();
    assert_eq!(
        extended.due_at.unwrap().to_string(),
        later,
        "an extension outlives the plan's change of mind"
    );
}
