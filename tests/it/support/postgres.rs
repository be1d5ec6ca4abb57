//! A database of its own for each story, on the cluster that `TEST_POSTGRES` names.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// The address of the cluster's `postgres` database, without a name at the end.
#[expect(clippy::print_stderr, reason = "whoever runs the tests should see that some were not run")]
pub fn cluster() -> Option<String> {
    let address = std::env::var("TEST_POSTGRES").ok().filter(|address| !address.is_empty());
    if address.is_none() {
        eprintln!("not run on PostgreSQL: TEST_POSTGRES is not set (bin/test sets it)");
    }
    address
}

pub struct Database {
    pub address: String,
    cluster: String,
    name: String,
}

impl Database {
    pub async fn create(cluster: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("duban_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        // The name is made of two numbers; identifiers cannot be bound.
        run(cluster, format!("CREATE DATABASE {name}")).await;
        let (server, _) = cluster.rsplit_once('/').unwrap();
        Self { address: format!("{server}/{name}"), cluster: cluster.to_owned(), name }
    }

    pub async fn drop(self) {
        run(&self.cluster, format!("DROP DATABASE {} WITH (FORCE)", self.name)).await;
    }
}

async fn run(cluster: &str, statement: String) {
    let mut connection = PgConnection::connect(cluster).await.unwrap();
    connection.execute(AssertSqlSafe(statement)).await.unwrap();
    connection.close().await.unwrap();
}
