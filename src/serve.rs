//! A running server: the web app and the jobs together, until told to stop.

use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::app::App;
use crate::{jobs, web};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot listen on {address}: {error}")]
    Listen { address: SocketAddr, error: std::io::Error },
    #[error("server: {0}")]
    Serve(#[from] std::io::Error),
    #[error("jobs: {0}")]
    Jobs(#[from] jobs::StartError),
}

/// Listens where the settings say; from here on connections wait rather than fail.
pub async fn listen(app: &App) -> Result<TcpListener, Error> {
    let address = app.config.listen;
    TcpListener::bind(address).await.map_err(|error| Error::Listen { address, error })
}

/// Serves until Ctrl-C or SIGTERM; then requests and the message in hand are finished.
pub async fn run(app: App, listener: TcpListener) -> Result<(), Error> {
    let jobs = jobs::start(app.clone()).await?;
    web::serve(app.clone(), listener, stop()).await?;
    jobs.shutdown().await;
    app.db.close().await;
    Ok(())
}

async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} },
            Err(error) => {
                tracing::error!(%error, "cannot wait for SIGTERM");
                interrupt.await.unwrap_or_default();
            }
        }
    }
    #[cfg(not(unix))]
    interrupt.await.unwrap_or_default();
    tracing::info!("stopping");
}
