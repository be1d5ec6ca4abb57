//! The `duban` command: parses what was typed, loads settings and the plan, and calls in.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command talks to whoever typed it")]

use std::io::{IsTerminal, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand, ValueEnum};
use duban::app::App;
use duban::cli::{plan_apply, plan_check, plan_schema, plan_show, remind, score_explain, score_verify};
use duban::clock::Clock;
use duban::config::Config;
use duban::documents::press::Press;
use duban::domain::plan::Plan;
use duban::domain::timestamp::Timestamp;
use duban::evidence_files::EvidenceFiles;
use duban::jitter::Jitter;
use duban::mail::Mailer;
use duban::metrics::Metrics;
use duban::plan_files::{self, Calendars, Files, Problems, Style};
use duban::robots::Robots;
use duban::store::Db;
use duban::words::Lang;
use duban::{demo, jobs, passwords, serve};
use time::PrimitiveDateTime;
use time::macros::format_description;
use tracing_subscriber::EnvFilter;

/// 督办：把实施方案变成有人负责、有期限的事项，催办、审核、评分 / turns an implementation plan into obligations with owners and dates
#[derive(Parser)]
#[command(version)]
struct Cli {
    /// 配置文件（默认 duban.toml，如果有） / settings file
    #[arg(long, global = true, env = "DUBAN_CONFIG_FILE")]
    config: Option<PathBuf>,
    /// 输出语言 / language of the output
    #[arg(long, global = true, default_value = "zh")]
    lang: CliLang,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, ValueEnum)]
enum CliLang {
    Zh,
    En,
}

#[derive(Subcommand)]
enum Command {
    /// 正式运行 / run the server
    Serve,
    /// 演示：真实方案、样例账号和一年的数据，放在临时文件夹里 / sample accounts and a year of data
    Demo(DemoArgs),
    /// 提醒：按现在的数据发一次 / send what is owed now, once
    Remind {
        /// 只列出谁会收到什么，不写也不发 / only print who would get what
        #[arg(long)]
        dry_run: bool,
        /// 与 --dry-run 同用：当作这个时刻 / with --dry-run: as if it were this time
        #[arg(long, requires = "dry_run")]
        at: Option<String>,
    },
    /// 实施方案 / the plan's files
    #[command(subcommand)]
    Plan(PlanCommand),
    /// 考核评分 / scores
    #[command(subcommand)]
    Score(ScoreCommand),
}

#[derive(Subcommand)]
enum ScoreCommand {
    /// 一个单位的评分表，每一分都列出算式和依据 / a unit's scorecard, with the sum and the cause of every point
    Explain {
        /// 单位的标识、名称或别称 / a unit's id, name or alias
        unit: String,
        /// 考核期的标识，例如 half-year-1（默认当前一期） / a period's id; without it the current one
        #[arg(long)]
        period: Option<String>,
    },
    /// 校验已发布的各版考核结果，有一版不符即以1退出 / prove that published editions are as they were
    Verify,
}

#[derive(Args)]
struct DemoArgs {
    /// 演示时钟的起点，例如 2026-06-10T09:00 / what its clock shows at the start
    #[arg(long)]
    at: Option<String>,
    /// 监听地址 / address to listen on
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: std::net::SocketAddr,
}

#[derive(Subcommand)]
enum PlanCommand {
    /// 检查方案，一次报告所有问题 / report every problem at once
    Check {
        /// 方案文件夹（默认内置方案） / folder; without it the plan that is built in
        dir: Option<PathBuf>,
    },
    /// 列出工程、任务和报送事项，或某单位、某月有期限的事项 / print the plan, or what a unit or a month owes
    Show {
        /// 方案文件夹（默认内置方案） / folder; without it the plan that is built in
        dir: Option<PathBuf>,
        /// 单位的标识、名称或别称 / a unit's id, name or alias
        #[arg(long)]
        unit: Option<String>,
        /// 月份，例如 2026-06 / a month
        #[arg(long)]
        month: Option<String>,
    },
    /// 把方案的事项写入数据库 / write the plan's obligations to the database
    Apply {
        /// 只说会改什么 / only say what would change
        #[arg(long)]
        dry_run: bool,
    },
    /// 写出 JSON Schema / write the JSON Schemas
    Schema {
        /// 写到这个文件夹 / folder to write them to
        dir: PathBuf,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt()
        .with_env_filter(log_filter())
        .with_writer(std::io::stderr)
        .with_ansi(colours)
        .init();
    // One TLS stack for the database and the mail server.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        eprintln!("TLS was set up twice");
    }
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(cli)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        // `duban plan show | head` has read enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("duban: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn log_filter() -> EnvFilter {
    let filter = EnvFilter::try_from_env("RUST_LOG")
        .unwrap_or_else(|_| EnvFilter::new("info,tokio_cron_scheduler=warn"));
    // Below that it writes whole paths, and a path may be somebody's key.
    match "tower_http::csrf=warn".parse() {
        Ok(directive) => filter.add_directive(directive),
        Err(_) => filter,
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kind = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
    kind == Some(std::io::ErrorKind::BrokenPipe)
}

/// Whether all is well.
async fn run(cli: Cli) -> Result<bool> {
    let lang = match cli.lang {
        CliLang::Zh => Lang::Zh,
        CliLang::En => Lang::En,
    };
    let config = || Config::load(cli.config.as_deref()).map_err(anyhow::Error::from);
    match cli.command {
        Command::Serve => serve_for_real(config()?, lang).await.map(|()| true),
        Command::Demo(args) => serve_demo(args, lang).await.map(|()| true),
        Command::Remind { dry_run, at } => {
            send_reminders(config()?, dry_run, at.as_deref(), lang).await.map(|()| true)
        }
        Command::Score(ScoreCommand::Verify) => {
            score_verify::verify(&open(config()?, lang).await?, lang, &mut stdout()).await
        }
        Command::Plan(PlanCommand::Check { dir }) => check(dir.as_deref(), lang),
        Command::Plan(PlanCommand::Show { dir, unit, month }) => {
            show(dir.as_deref(), unit.as_deref(), month.as_deref(), lang).map(|()| true)
        }
        Command::Plan(PlanCommand::Apply { dry_run }) => {
            let app = open(config()?, lang).await?;
            plan_apply::apply(&app, dry_run, lang, &mut stdout()).await?;
            Ok(true)
        }
        Command::Score(ScoreCommand::Explain { unit, period }) => {
            let app = open(config()?, lang).await?;
            let choice = score_explain::Choice::new(&app, &unit, period.as_deref(), lang)
                .map_err(anyhow::Error::msg)?;
            score_explain::run(&app, &choice, lang, &mut stdout()).await?;
            Ok(true)
        }
        Command::Plan(PlanCommand::Schema { dir }) => {
            plan_schema::write(&dir)?;
            Ok(true)
        }
    }
}

async fn serve_for_real(config: Config, lang: Lang) -> Result<()> {
    let app = open(config, lang).await?;
    let listener = serve::listen(&app).await?;
    plan_apply::apply(&app, false, lang, &mut stdout()).await?;
    println!("{}", app.config.public_url);
    if let Some(link) = passwords::first_admin_link(&app.db, &app.plan.id, app.clock.now()).await? {
        let until = duban::words::exact(link.expires_at.in_zone(app.plan.zone));
        println!("还没有管理员：请打开这个一次性链接设置口令（{until}前有效）");
        println!("There is no administrator yet: open this one-time link to set a password");
        println!("{}{}", app.config.public_url, link.path);
    }
    Ok(serve::run(app, listener).await?)
}

async fn serve_demo(args: DemoArgs, lang: Lang) -> Result<()> {
    let plan = plan_files::load_shipped().map_err(|problems| broken(&problems, lang))?;
    let start = demo_start(args.at.as_deref(), &plan)?;
    let folder = tempfile::tempdir().context("a temporary folder")?;
    let public_url = format!("http://{}", args.listen);
    let config = Config { listen: args.listen, public_url, ..Config::default() };
    let app = demo::build(folder.path(), plan, start, config).await?;
    let listener = serve::listen(&app).await?;
    welcome(&app, start, folder.path(), &mut stdout())?;
    Ok(serve::run(app, listener).await?)
}

/// What the demo prints: where it is, what time it is there, and whom one can be.
fn welcome(app: &App, start: Timestamp, folder: &Path, out: &mut impl Write) -> std::io::Result<()> {
    let local = duban::words::exact(start.in_zone(app.plan.zone));
    writeln!(out, "督办演示 / demo: {}", app.config.public_url)?;
    writeln!(out, "演示时间 / its clock: {local}")?;
    writeln!(out, "邮件和附件 / mails and files: {}", folder.display())?;
    writeln!(out, "\n口令都是 / every password: {}", demo::PASSWORD)?;
    for account in demo::accounts(&app.plan).iter().filter(|account| !account.login.contains('-')) {
        let role = duban::words::role(Lang::Zh, account.role);
        let unit = account.unit.as_ref().and_then(|id| app.plan.unit(id));
        let unit = unit.map_or(String::new(), |unit| format!("（{}）", unit.name.zh));
        writeln!(out, "  {:<10} {} {role}{unit}", account.login, account.name)?;
    }
    writeln!(out, "其他单位 / other units: liaison-keji, leader-keji …\n\nCtrl-C 结束 / ends it\n")
}

/// Late November: a year of data behind, the website due in a week, the December report in three.
fn demo_start(at: Option<&str>, plan: &Plan) -> Result<Timestamp> {
    instant(&at.map_or_else(|| format!("{}-11-23T09:00", plan.year), str::to_owned), plan)
}

/// A local date and time of the plan's zone.
fn instant(text: &str, plan: &Plan) -> Result<Timestamp> {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]");
    let local = PrimitiveDateTime::parse(text, format).map_err(|_| {
        anyhow::anyhow!("--at {text}：请写作 2026-06-10T09:00 / write it like 2026-06-10T09:00")
    })?;
    Ok(Timestamp::local(local.date(), local.time(), plan.zone))
}

async fn send_reminders(config: Config, dry_run: bool, at: Option<&str>, lang: Lang) -> Result<()> {
    let app = open(config, lang).await?;
    let at = at.map(|text| instant(text, &app.plan)).transpose()?.unwrap_or_else(|| app.clock.now());
    if dry_run {
        return remind::dry_run(&app, lang, at, &mut stdout()).await;
    }
    let summary = jobs::remind::run(&app).await?;
    let letters = (summary.digests + summary.bulletins, jobs::deliver::drain(&app).await?);
    Ok(remind::done(&app.plan, lang, letters, &summary.unreachable, &mut stdout())?)
}

fn check(dir: Option<&Path>, lang: Lang) -> Result<bool> {
    let files = dir.map_or(Files::Shipped, Files::folder);
    Ok(plan_check::check(&files, lang, style(), &mut stdout())?)
}

fn show(dir: Option<&Path>, unit: Option<&str>, month: Option<&str>, lang: Lang) -> Result<()> {
    let files = dir.map_or(Files::Shipped, Files::folder);
    let plan = plan_files::open(&files).map_err(|problems| broken(&problems, lang))?;
    if unit.is_none() && month.is_none() {
        return Ok(plan_show::tree(&plan, lang, &mut stdout())?);
    }
    let choice =
        plan_show::Choice::new(&plan, unit, month).map_err(|bad| anyhow::anyhow!(bad.words(lang)))?;
    Ok(plan_show::obligations(&plan, &choice, lang, &mut stdout())?)
}

/// Everything a command needs that works on real data.
async fn open(config: Config, lang: Lang) -> Result<App> {
    let plan = load_plan(&config).map_err(|problems| broken(&problems, lang))?;
    Ok(App {
        db: Db::open(config.database.expose()).await?,
        metrics: Metrics::default(),
        clock: Clock::System,
        jitter: Jitter::System,
        mailer: Mailer::from_config(&config)?,
        robots: Robots::from_config(&config, &plan)?,
        plan: Arc::new(plan),
        press: Press::from_config(&config)?,
        evidence: EvidenceFiles::open(&config.data_dir.join("evidence"))?,
        config: Arc::new(config),
    })
}

fn load_plan(config: &Config) -> std::result::Result<Plan, Problems> {
    let mut files = config.plan.as_deref().map_or(Files::Shipped, Files::folder);
    if let (Files::Folder { calendar, .. }, Some(folder)) = (&mut files, &config.calendar) {
        *calendar = Calendars::Folder(folder.clone());
    }
    plan_files::open(&files)
}

fn broken(problems: &Problems, lang: Lang) -> anyhow::Error {
    anyhow::anyhow!("{}", plan_files::render(problems, lang, style()))
}

fn style() -> Style {
    if stdout().is_terminal() { Style::Coloured } else { Style::Plain }
}
