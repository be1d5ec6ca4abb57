//! What a monitor is told, by a real server on a real port: its address is what decides.

use std::collections::HashMap;
use std::sync::Arc;

use duban::app::App;
use duban::config::{Config, Secret};
use duban::domain::access::Role;
use duban::domain::plan::Plan;
use duban::jobs::{deliver, remind};
use duban::web;
use reqwest::{Client, Response};
use tokio::net::TcpListener;

use crate::support::{World, stories};

stories! {
    figures_say_what_waits_and_what_was_sent
    figures_are_for_this_machine_or_the_token
    ready_is_who_has_the_plan_and_the_database
}

const TOKEN: &str = "0123456789abcdef";

/// Where a monitor finds this world.
async fn serve(world: &World, config: Config) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let app = App { config: config.into(), ..world.app.clone() };
    tokio::spawn(web::serve(app, listener, std::future::pending()));
    address
}

fn config(world: &World) -> Config {
    Config::clone(&world.app.config)
}

async fn get(address: &str, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = Client::new().get(format!("{address}{path}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

/// The samples by name and labels.
async fn samples(address: &str) -> HashMap<String, String> {
    let answer = get(address, "/metrics", &[]).await;
    assert_eq!(answer.status(), 200);
    assert!(answer.headers()["content-type"].to_str().unwrap().starts_with("application/openmetrics-text"));
    let text = answer.text().await.unwrap();
    assert!(text.ends_with("# EOF\n"));
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.rsplit_once(' ').unwrap())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

async fn figures_say_what_waits_and_what_was_sent(world: World) {
    let address = serve(&world, config(&world)).await;
    world.user("li", Role::Liaison, "keji").await;
    world.set_time((2026, 6, 4, 9, 0));
    remind::run(&world.app).await.unwrap();
    world.set_time((2026, 6, 4, 9, 10));
    let before = samples(&address).await;
    assert_eq!(before["duban_messages_waiting{channel=\"mail\"}"], "1");
    assert_eq!(before["duban_oldest_waiting_message_age_seconds{channel=\"mail\"}"], "600");
    deliver::drain(&world.app).await.unwrap();
    assert_eq!(get(&address, "/links/secret-token", &[]).await.status(), 404);
    let after = samples(&address).await;
    assert_eq!(after["duban_messages_waiting{channel=\"mail\"}"], "0");
    assert_eq!(after["duban_oldest_waiting_message_age_seconds{channel=\"mail\"}"], "0");
    assert_eq!(after["duban_messages_given_up{channel=\"mail\"}"], "0");
    assert_eq!(after["duban_messages_total{outcome=\"sent\",channel=\"mail\"}"], "1");
    let labels = "{method=\"GET\",route=\"/links/{token}\",status=\"404\"}";
    assert_eq!(after[&format!("duban_http_request_seconds_count{labels}")], "1");
    assert!(!after.keys().any(|name| name.contains("secret-token")), "a path holds a secret");
}

async fn figures_are_for_this_machine_or_the_token(world: World) {
    let open = serve(&world, config(&world)).await;
    assert_eq!(get(&open, "/metrics", &[]).await.status(), 200);
    for passed_on in ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"] {
        assert_eq!(get(&open, "/metrics", &[(passed_on, "127.0.0.1")]).await.status(), 403, "{passed_on}");
    }
    let proxied = serve(&world, Config { trusted_proxies: 1, ..config(&world) }).await;
    let refused = get(&proxied, "/metrics", &[]).await;
    assert_eq!(refused.status(), 403);
    assert!(refused.text().await.unwrap().contains("metrics_token"), "says what to do");

    let token = serve(&world, Config { metrics_token: Some(Secret::new(TOKEN)), ..config(&world) }).await;
    assert_eq!(get(&token, "/metrics", &[]).await.status(), 401);
    for (given, expected) in
        [("Bearer 0123456789abcdef", 200), ("Bearer 0123456789abcdeg", 401), (TOKEN, 401)]
    {
        assert_eq!(get(&token, "/metrics", &[("Authorization", given)]).await.status(), expected, "{given}");
    }
    let with_token = [("Authorization", "Bearer 0123456789abcdef"), ("X-Forwarded-For", "203.0.113.9")];
    assert_eq!(get(&token, "/metrics", &with_token).await.status(), 200);
}

async fn ready_is_who_has_the_plan_and_the_database(world: World) {
    let address = serve(&world, config(&world)).await;
    assert_eq!(get(&address, "/readyz", &[]).await.status(), 204);
    let mut plan = Plan::clone(&world.app.plan);
    plan.rename("another-2026".parse().unwrap());
    let other = App { plan: Arc::new(plan), ..world.app.clone() };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let unapplied = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(web::serve(other, listener, std::future::pending()));
    let answer = get(&unapplied, "/readyz", &[]).await;
    assert_eq!(answer.status(), 503);
    assert_eq!(answer.text().await.unwrap(), "the plan has not been applied yet\n");

    world.app.db.close().await;
    let answer = get(&address, "/readyz", &[]).await;
    assert_eq!(answer.status(), 503);
    assert_eq!(answer.text().await.unwrap(), "the database answers with an error; see the log\n");
    assert_eq!(get(&address, "/healthz", &[]).await.status(), 204, "alive all the same");
}
