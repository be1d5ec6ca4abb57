//! Settings (配置): one file, overridden by the environment, checked as a whole before anything starts.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

mod robots;

pub use robots::{Robot, RobotKind};

/// What the names of variables begin with.
const PREFIX: &str = "DUBAN";

/// Characters: enough that nobody finds it by trying.
const SHORTEST_TOKEN: usize = 16;

/// Everything that can be set. Sources, later ones win: the defaults here, the file, and variables such as
/// `DUBAN_LISTEN` or `DUBAN_SMTP__HOST` (two underscores step into a table).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Address and port to listen on.
    pub listen: std::net::SocketAddr,
    /// The address people use, without a slash at the end: links in mails, and which origin forms come from.
    pub public_url: String,
    /// `sqlite:PATH` or `postgres://…`.
    pub database: Secret,
    /// Folder of the uploaded files and of mails that are written instead of sent.
    pub data_dir: PathBuf,
    /// Folder of the plan; without it the plan that comes with the program.
    pub plan: Option<PathBuf>,
    /// Folder of the holiday calendars; without it those that come with the program.
    pub calendar: Option<PathBuf>,
    /// Folder of an office's own fonts for PDFs (仿宋, 小标宋, 楷体, 黑体); without it those that come with the program.
    pub fonts_dir: Option<PathBuf>,
    /// How many reverse proxies stand in front; their entries at the right of X-Forwarded-For are believed.
    pub trusted_proxies: usize,
    /// Hours after which people must sign in again.
    pub session_hours: u32,
    pub uploads: Uploads,
    /// Who has it may read `/metrics` (as `Authorization: Bearer …`); without it only this machine may.
    pub metrics_token: Option<Secret>,
    /// What published editions are sealed with; without it, `data_dir/seal.key`, which is made when it is first needed.
    pub seal_key: Option<Secret>,
    /// Without it, mails are written to `data_dir/mail`.
    pub smtp: Option<Smtp>,
    /// Robots of chat groups, by name.
    pub robots: BTreeMap<String, Robot>,
    /// Whether this is the demo, which shows `/styleguide`; no setting.
    #[serde(skip)]
    pub demo: bool,
}

/// Limits of uploads (上传限制).
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Uploads {
    /// Per file, in MiB.
    pub file_mib: u32,
    /// Files per submission.
    pub files: usize,
}

/// The mail server (邮件服务器).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    pub username: Option<String>,
    pub password: Option<Secret>,
    /// Sender, for example `督办系统 <duban@example.gov.cn>`.
    pub from: String,
    /// PEM file of the authority that signed the server's certificate, where it is not a public one.
    pub ca_file: Option<PathBuf>,
    /// Seconds to wait for each of the server's answers, 40 at most.
    #[serde(default = "default_timeout_s")]
    pub timeout_s: u32,
    /// The most letters that leave within any minute, for a server that turns away whoever sends more.
    pub per_minute: Option<u32>,
    pub dkim: Option<Dkim>,
}

/// What letters are signed with (DKIM, RFC 6376), where the mail server does not do it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dkim {
    /// The key's public half stands in the DNS as `SELECTOR._domainkey.DOMAIN`.
    pub selector: String,
    /// Without it, the domain of [`Smtp::from`].
    pub domain: Option<String>,
    /// PEM file of an RSA key in the traditional format.
    pub key_file: PathBuf,
}

/// Servers that look a sender up before they answer take several seconds.
fn default_timeout_s() -> u32 {
    20
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encryption {
    Starttls,
    Tls,
    /// Only to a server on this machine.
    None,
}

/// A value that is never shown.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// What is wrong with the settings (设置), in both languages: whoever starts a server may read either.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Its own words say it all: as a source it would be told twice.
    #[error("设置有误 / settings: {0}")]
    Read(config::ConfigError),
    /// `field` as the file has it, `smtp.host`; the variable is said beside it, since either may have set it.
    #[error("设置有误 / settings: {field}（{}）：{zh} / {en}", variable(field))]
    Value { field: String, zh: &'static str, en: &'static str },
    #[error("环境变量不是UTF-8 / environment variable is not UTF-8: {0}")]
    Variable(String),
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: ([127, 0, 0, 1], 8080).into(),
            public_url: "http://127.0.0.1:8080".to_owned(),
            database: Secret::new("sqlite:data/duban.db"),
            data_dir: PathBuf::from("data"),
            plan: None,
            calendar: None,
            fonts_dir: None,
            trusted_proxies: 0,
            session_hours: 12,
            uploads: Uploads::default(),
            metrics_token: None,
            seal_key: None,
            smtp: None,
            robots: BTreeMap::new(),
            demo: false,
        }
    }
}

impl Default for Uploads {
    fn default() -> Self {
        Self { file_mib: 50, files: 20 }
    }
}

impl Uploads {
    pub fn file_bytes(self) -> u64 {
        u64::from(self.file_mib) * 1024 * 1024
    }
}

impl Config {
    /// Reads `file` (if given, it must be there; otherwise `duban.toml` is read if it is) and the environment.
    pub fn load(file: Option<&Path>) -> Result<Self, Error> {
        Self::read(file, own_variables(std::env::vars_os())?)
    }

    fn read(file: Option<&Path>, variables: HashMap<String, String>) -> Result<Self, Error> {
        let path = file.unwrap_or(Path::new("duban.toml"));
        let source = config::File::from(path).format(config::FileFormat::Toml).required(file.is_some());
        // Values stay texts until a field asks for a number: a password such as 007 is not seven.
        let environment = config::Environment::with_prefix(PREFIX)
            .prefix_separator("_")
            .separator("__")
            .ignore_empty(true)
            .source(Some(variables));
        let settings = config::Config::builder().add_source(source).add_source(environment).build();
        let config: Self = settings.and_then(config::Config::try_deserialize).map_err(Error::Read)?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), Error> {
        let wrong = |field: &str, zh, en| Err(Error::Value { field: field.to_owned(), zh, en });
        let url = &self.public_url;
        if !(url.starts_with("http://") || url.starts_with("https://")) || url.ends_with('/') {
            return wrong(
                "public_url",
                "请以http://或https://开头，末尾不带斜杠",
                "write http://… or https://… without a slash at the end",
            );
        }
        if self.uploads.file_mib == 0 {
            return wrong("uploads.file_mib", "至少为1", "must be at least 1");
        }
        if self.uploads.files == 0 {
            return wrong("uploads.files", "至少为1", "must be at least 1");
        }
        if self.session_hours == 0 {
            return wrong("session_hours", "至少为1", "must be at least 1");
        }
        if self.metrics_token.as_ref().is_some_and(|token| token.expose().len() < SHORTEST_TOKEN) {
            return wrong("metrics_token", "至少16个字符", "must be at least 16 characters");
        }
        if self.seal_key.as_ref().is_some_and(|key| key.expose().len() < SHORTEST_TOKEN) {
            return wrong("seal_key", "至少16个字符", "must be at least 16 characters");
        }
        self.robots.iter().try_for_each(|(name, robot)| robot.check(name))?;
        let Some(smtp) = &self.smtp else { return Ok(()) };
        let local = matches!(smtp.host.as_str(), "localhost" | "127.0.0.1" | "::1");
        if smtp.encryption == Encryption::None && !local {
            return wrong(
                "smtp.encryption",
                "`none`只能用于本机的邮件服务器，请改为`starttls`或`tls`",
                "`none` is only for a server on this machine; use `starttls` or `tls`",
            );
        }
        if smtp.username.is_some() != smtp.password.is_some() {
            return wrong(
                "smtp.username",
                "用户名和口令（smtp.password）要么都填，要么都不填",
                "username and password (smtp.password) go together",
            );
        }
        if !(1..=40).contains(&smtp.timeout_s) {
            return wrong("smtp.timeout_s", "须为1至40", "must be from 1 to 40");
        }
        if smtp.per_minute == Some(0) {
            return wrong(
                "smtp.per_minute",
                "至少为1；不填则不限",
                "must be at least 1; without it there is no limit",
            );
        }
        Ok(())
    }

    /// Cookies are marked secure exactly when people come by https.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// The environment's variables that are settings. `DUBAN_CONFIG_FILE` is none: it says where the file is, and
/// the command line has read it.
fn own_variables(all: impl Iterator<Item = (OsString, OsString)>) -> Result<HashMap<String, String>, Error> {
    let named = all.filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    named
        .filter(|(name, _)| name.starts_with(PREFIX) && name != "DUBAN_CONFIG_FILE")
        .map(|(name, value)| {
            let value = value.into_string().map_err(|_| Error::Variable(name.clone()))?;
            Ok((name, value))
        })
        .collect()
}

/// `DUBAN_SMTP__HOST` of `smtp.host`.
pub fn variable(field: &str) -> String {
    format!("{PREFIX}_{}", field.replace('.', "__").to_uppercase())
}

#[cfg(test)]
mod tests;
