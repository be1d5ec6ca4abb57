//! What happens by itself (定时任务): the schedule, as one table.
//!
//! The scheduler only knocks. Each job has a worker of its own that runs when it was knocked at, so runs of a
//! job never overlap, knocks during a run come to one more run, and a failed run is logged and forgotten:
//! every job works from what the tables say, and the next run makes up for the last.

use std::sync::Arc;

use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
pub use tokio_cron_scheduler::JobSchedulerError as StartError;
use tokio_cron_scheduler::{Job as CronJob, JobScheduler};

use crate::app::App;
use crate::intake;
use crate::robots::Robot;

pub mod announce;
pub mod deliver;
pub mod index_texts;
pub mod remind;
pub mod supervise;
pub mod sweep;
pub mod sync_plan;

/// Every job, and when the scheduler knocks: second, minute, hour, day, month, weekday, in UTC. All of them
/// run once at start besides.
const SCHEDULE: [(Job, &str); 8] = [
    (Job::SyncPlan, "0 5 17 * * *"), // 01:05 in China, while nobody works
    (Job::Remind, "0 * * * * *"),
    (Job::Supervise, "2 * * * * *"),
    (Job::Announce, "3 * * * * *"),
    (Job::Deliver, DELIVERING),
    (Job::Sweep, "30 15 * * * *"),
    (Job::IndexTexts, "0 35 17 * * *"),
    (Job::TakeIn, "40 * * * * *"),
];

/// A returned report is told of at once, and digests some seconds after they were queued.
const DELIVERING: &str = "5/10 * * * * *";

#[derive(Debug, Clone)]
enum Job {
    SyncPlan,
    Remind,
    Supervise,
    Announce,
    /// Mail
    Deliver,
    /// What goes to one chat group: each robot has a worker of its own, so that none waits for another.
    Post(Robot),
    Sweep,
    IndexTexts,
    /// Files that were being read when the program ended.
    TakeIn,
}

/// Running jobs; [`Handle::shutdown`] ends them.
pub struct Handle {
    scheduler: JobScheduler,
    stop: watch::Sender<bool>,
    workers: Vec<JoinHandle<()>>,
}

/// Starts the workers and the scheduler that knocks at them.
pub async fn start(app: App) -> Result<Handle, StartError> {
    let scheduler = JobScheduler::new().await?;
    let (stop, stopped) = watch::channel(false);
    let mut workers = Vec::new();
    let robots = app.robots.iter().map(|robot| (Job::Post(robot.clone()), DELIVERING));
    for (job, cron) in SCHEDULE.into_iter().chain(robots) {
        let knock = Arc::new(Notify::new());
        knock.notify_one();
        workers.push(tokio::spawn(work(job, app.clone(), Arc::clone(&knock), stopped.clone())));
        scheduler.add(CronJob::new(cron, move |_, _| knock.notify_one())?).await?;
    }
    scheduler.start().await?;
    Ok(Handle { scheduler, stop, workers })
}

impl Handle {
    /// Waits until every worker has ended the step it is in: a message that was claimed is sent and marked, or released.
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        for worker in self.workers {
            if let Err(error) = worker.await {
                tracing::error!(%error, "a job ended badly");
            }
        }
        if let Err(error) = self.scheduler.shutdown().await {
            tracing::error!(%error, "the scheduler ended badly");
        }
    }
}

async fn work(job: Job, app: App, knock: Arc<Notify>, mut stopped: watch::Receiver<bool>) {
    let (metrics, clock, name) = (app.metrics.clone(), app.clock.clone(), job.name());
    loop {
        tokio::select! {
            biased;
            _ = stopped.wait_for(|stopped| *stopped) => return,
            () = knock.notified() => {}
        }
        let (app, stopped, job) = (app.clone(), stopped.clone(), job.clone());
        // A task of its own: a defect in one run must not end all runs.
        match tokio::spawn(async move { job.run(&app, &stopped).await }).await {
            Ok(Ok(())) => metrics.job_ended(&name, clock.now()),
            Ok(Err(error)) => {
                metrics.job_failed(&name);
                tracing::error!(job = name, %error, "a job failed; its next run makes up for it");
            }
            Err(error) => {
                metrics.job_failed(&name);
                tracing::error!(job = name, %error, "a job ended badly; it will run again");
            }
        }
    }
}

/// Why a run failed, for the log.
type Failure = Box<dyn std::error::Error + Send + Sync>;

impl Job {
    /// As the metrics call it.
    fn name(&self) -> String {
        let name = match self {
            Self::SyncPlan => "sync_plan",
            Self::Remind => "remind",
            Self::Supervise => "supervise",
            Self::Announce => "announce",
            Self::Deliver => "deliver",
            Self::Post(robot) => return format!("post-{}", robot.name()),
            Self::Sweep => "sweep",
            Self::IndexTexts => "index_texts",
            Self::TakeIn => "take_in",
        };
        name.to_owned()
    }

    async fn run(self, app: &App, stopped: &watch::Receiver<bool>) -> Result<(), Failure> {
        match self {
            Self::SyncPlan => drop(sync_plan::run(app).await?),
            Self::Remind => log(&remind::run(app).await?),
            Self::Supervise => drop(supervise::run(app).await?),
            Self::Announce => drop(announce::run(app).await?),
            Self::Deliver => drop(deliver::drain_mail(app, stopped).await?),
            Self::Post(robot) => drop(deliver::drain_robot(app, &robot, stopped).await?),
            Self::Sweep => sweep::run(app).await?,
            Self::IndexTexts => index_texts::run_until(app, || *stopped.borrow()).await?,
            Self::TakeIn => drop(intake::resume(app).await?),
        }
        Ok(())
    }
}

/// Says who cannot be reached whenever somebody was reminded, and not every minute.
fn log(summary: &remind::Summary) {
    let remind::Summary { digests, bulletins, entries, unreachable } = summary;
    if digests + bulletins == 0 {
        return;
    }
    tracing::info!(digests, bulletins, entries, "reminders queued");
    for unit in unreachable {
        tracing::warn!(%unit, "owes something and has no liaison with an e-mail address");
    }
}
