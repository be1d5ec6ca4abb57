//! The first start of the real thing: one link for the first administrator, good until it is used.

use reqwest::{Client, StatusCode};

use crate::support::server::Server;
use crate::support::{World, stories};

stories! { the_first_administrator_comes_in_by_a_link_that_works_once }

async fn the_first_administrator_comes_in_by_a_link_that_works_once(world: World) {
    let mut server = Server::start(&world).await;
    let old = server.said(&format!("{}/links/", server.address));
    server.kill();
    let mut server = Server::start(&world).await;
    let link = server.said(&format!("{}/links/", server.address));
    let client = Client::builder().cookie_store(true).build().unwrap();
    let ended = old.rsplit('/').next().unwrap();
    let ended = client.get(format!("{}/links/{ended}", server.address)).send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NOT_FOUND, "a new start ends the earlier link");

    let short = [("password", "短"), ("again", "短")];
    assert_eq!(client.post(&link).form(&short).send().await.unwrap().status(), 422);
    let password = [("password", "长风破浪会有时啊啊啊"), ("again", "长风破浪会有时啊啊啊")];
    let home = client.post(&link).form(&password).send().await.unwrap();
    assert!(home.url().path() == "/start", "signed in: {}", home.url());
    assert_eq!(home.status(), 200);
    assert_eq!(Client::new().get(&link).send().await.unwrap().status(), StatusCode::NOT_FOUND, "once");
}
