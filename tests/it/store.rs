//! The store on both databases: every statement is understood, and acts at once have one winner.

use duban::domain::obligation::State;
use duban::store::{self, Conn, obligations};
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};

use crate::support::{World, stories};

stories! {
    every_statement_is_understood
    the_same_plan_twice_changes_nothing
    two_processes_at_once_make_each_row_once
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
    let again = obligations::materialise(&mut tx, &app.plan, app.clock.now()).await.unwrap();
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
        let made = obligations::materialise(&mut tx, &plan, world.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        made.add.len()
    };
    let (a, b) = tokio::join!(apply(), apply());
    assert_eq!((a.max(b), a.min(b)), (before, 0));
}
