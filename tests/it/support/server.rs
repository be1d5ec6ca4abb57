//! The real program on a world's database, by the system's clock.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::World;

pub struct Server {
    process: Child,
    pub address: String,
}

impl Server {
    /// Starts it and waits for its first answer.
    pub async fn start(world: &World) -> Self {
        Self::start_with(world, &[]).await
    }

    /// With further settings, as variables.
    pub async fn start_with(world: &World, settings: &[(&str, String)]) -> Self {
        Self::begin(world, settings, Stdio::null()).await
    }

    /// Everything there is to log goes into this file.
    pub async fn start_logging(world: &World, settings: &[(&str, String)], log: File) -> Self {
        let all = [settings, &[("RUST_LOG", "trace".to_owned())]].concat();
        Self::begin(world, &all, log.into()).await
    }

    async fn begin(world: &World, settings: &[(&str, String)], log: Stdio) -> Self {
        super::set_up_tls();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("http://127.0.0.1:{port}");
        let mut process = Command::new(env!("CARGO_BIN_EXE_duban"))
            .arg("serve")
            .current_dir(world.folder.path())
            .env("DUBAN_LISTEN", format!("127.0.0.1:{port}"))
            .env("DUBAN_PUBLIC_URL", &address)
            .env("DUBAN_DATABASE", &world.database)
            .env("DUBAN_DATA_DIR", world.folder.path())
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        while reqwest::get(format!("{address}/healthz")).await.is_err() {
            assert!(process.try_wait().unwrap().is_none(), "the server ended");
            tokio::task::yield_now().await;
        }
        Self { process, address }
    }

    /// What it has said, up to the line that begins with this.
    pub fn said(&mut self, beginning: &str) -> String {
        let lines = BufReader::new(self.process.stdout.as_mut().unwrap()).lines();
        lines.map(Result::unwrap).find(|line| line.starts_with(beginning)).unwrap()
    }

    /// SIGKILL
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already dead is as good.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
