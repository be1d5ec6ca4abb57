//! An administrator's steps (系统管理员): from an empty system to one that people can work with.

use maud::{Markup, html};

use super::{Step, mail_step, robots};
use crate::config::Config;
use crate::domain::access::Role;
use crate::store::users::User;
use crate::store::{Tx, materialise, users};
use crate::web::contacts::Lacking;
use crate::web::error::Result;
use crate::web::visit::Visit;
use crate::words::{self, Lang, t};

/// Whose accounts an administrator makes by hand.
const CENTRAL: [Role; 3] = [Role::Office, Role::ScoringOffice, Role::DistrictLeader];

pub async fn steps(tx: &mut Tx, visit: &Visit) -> Result<Vec<Step>> {
    let applied = materialise::is_applied(tx, visit.plan()).await?;
    let all = users::all(tx, &visit.plan().id).await?;
    let mail = mail_step::step(tx, visit).await?;
    let mut steps = vec![plan(visit, applied), central(visit, &all), liaisons(visit, &all), mail];
    steps.extend(robots::step(tx, visit).await?);
    steps.push(settings(visit));
    Ok(steps)
}

fn plan(visit: &Visit, applied: bool) -> Step {
    let (lang, plan) = (visit.lang, visit.plan());
    let (title, duties) = (lang.pick(&plan.title), plan.duties().count());
    Step {
        id: "plan",
        title: t!(lang, "start-plan"),
        why: t!(lang, "start-plan-why"),
        done: applied,
        now: html! { p { (t!(lang, "start-plan-is", title = title, version = plan.version, duties = duties)) } },
        link: Some(("/projects".to_owned(), t!(lang, "start-plan-link"))),
    }
}

fn central(visit: &Visit, all: &[User]) -> Step {
    let lang = visit.lang;
    let has = |role: Role| all.iter().any(|user| user.role == role && user.disabled_at.is_none());
    let missing: Vec<Role> = CENTRAL.into_iter().filter(|role| !has(*role)).collect();
    Step {
        id: "accounts",
        title: t!(lang, "start-central"),
        why: t!(lang, "start-central-why"),
        done: missing.is_empty(),
        now: html! {
            @if !missing.is_empty() {
                p { (t!(lang, "start-central-missing")) }
                ul .wrapped { @for role in missing {
                    li { a href={ "/accounts/new?role=" (role.as_str()) } { (t!(lang, "start-central-new", role = words::role(lang, role))) } }
                } }
            }
        },
        link: Some(("/accounts".to_owned(), t!(lang, "nav-accounts"))),
    }
}

fn liaisons(visit: &Visit, all: &[User]) -> Step {
    let lang = visit.lang;
    let without = Lacking::of(visit.plan(), all).liaison;
    Step {
        id: "liaisons",
        title: t!(lang, "start-liaisons"),
        why: t!(lang, "start-liaisons-why-admin"),
        done: without.is_empty(),
        now: html! { @if !without.is_empty() { p { (t!(lang, "invite-no-liaison", count = without.len())) } } },
        link: Some(("/invitations/new".to_owned(), t!(lang, "invite-new"))),
    }
}

fn settings(visit: &Visit) -> Step {
    let lang = visit.lang;
    let problems = problems(lang, &visit.app.config);
    Step {
        id: "settings",
        title: t!(lang, "start-settings"),
        why: t!(lang, "start-settings-why"),
        done: problems.is_empty(),
        now: list(&problems),
        link: None,
    }
}

fn list(problems: &[String]) -> Markup {
    html! { @if !problems.is_empty() { ul { @for problem in problems { li { (problem) } } } } }
}

/// What works, and will not do for more than one person at the server.
fn problems(lang: Lang, config: &Config) -> Vec<String> {
    let url = config.public_url.as_str();
    let host = url.split("://").nth(1).unwrap_or_default();
    let local = ["127.", "localhost", "[::1]"].iter().any(|name| host.starts_with(name));
    let mut problems = Vec::new();
    if local {
        problems.push(t!(lang, "start-settings-local", url = url));
    } else if !config.is_https() {
        problems.push(t!(lang, "start-settings-http", url = url));
    }
    if config.is_https() && config.trusted_proxies == 0 {
        problems.push(t!(lang, "start-settings-proxies"));
    }
    if config.smtp.is_none() {
        problems.push(t!(lang, "start-settings-smtp"));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_will_not_do_are_named() {
        let with = |url: &str, proxies| {
            let config = Config { public_url: url.to_owned(), trusted_proxies: proxies, ..Config::default() };
            problems(Lang::Zh, &config)
                .iter()
                .map(|text| text.chars().take(16).collect())
                .collect::<Vec<String>>()
        };
        assert_eq!(with("http://127.0.0.1:8080", 0).len(), 2);
        assert_eq!(with("http://duban.example.gov.cn", 0).len(), 2);
        assert_eq!(with("https://duban.example.gov.cn", 0).len(), 2);
        assert_eq!(with("https://duban.example.gov.cn", 1).len(), 1, "no mail server");
    }
}
