//! Uploads that go on where they broke off: over the wire, and against the real program.

use std::io::{Read, Write};
use std::net::TcpStream;

use axum_test::TestResponse;
use duban::domain::access::Role;
use duban::jobs;
use sha2::{Digest, Sha256};

use crate::support::server::Server;
use crate::support::{Browser, World, stories};

stories! {
    a_file_comes_in_pieces_and_is_submitted
    a_cut_connection_and_a_killed_server_cost_nothing
    pieces_must_follow_one_another
    what_is_too_large_is_refused_before_it_is_sent
    an_upload_is_its_senders_alone
    an_upload_is_cancelled_or_swept
    proxies_that_let_only_post_by_are_no_hindrance
    the_same_content_again_is_named
}

const REPORT: &str = "/obligations/1.4-report~jiaoyu~2026-06";

async fn liaison(world: &World) -> Browser {
    world.sign_in("li", Role::Liaison, "jiaoyu").await
}

/// A request of the protocol with these headers besides.
async fn tus(
    browser: &Browser,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> TestResponse {
    let request = browser.server.method(method.parse().unwrap(), path).bytes(body.to_vec().into());
    let request =
        request.add_header("tus-resumable", "1.0.0").add_header("x-form-token", &browser.form_token);
    let request = request.add_header("content-type", "application/offset+octet-stream");
    headers.iter().fold(request, |request, (name, value)| request.add_header(*name, *value)).await
}

fn metadata(name: &str) -> String {
    use base64::Engine;
    format!("filename {},other dGV4dA==", base64::engine::general_purpose::STANDARD.encode(name))
}

/// Where the new upload is.
async fn announce(browser: &Browser, name: &str, size: usize) -> String {
    let headers = [("upload-length", &*size.to_string()), ("upload-metadata", &*metadata(name))];
    let answer = tus(browser, "POST", &format!("{REPORT}/uploads"), &headers, b"").await;
    assert_eq!(answer.status_code(), 201);
    answer.header("location").to_str().unwrap().to_owned()
}

async fn piece(browser: &Browser, upload: &str, offset: usize, bytes: &[u8]) -> TestResponse {
    tus(browser, "PATCH", upload, &[("upload-offset", &offset.to_string())], bytes).await
}

async fn offset(browser: &Browser, upload: &str) -> u64 {
    let head = tus(browser, "HEAD", upload, &[], b"").await;
    assert_eq!(head.status_code(), 200);
    assert_eq!(head.header("cache-control"), "no-store");
    head.header("upload-offset").to_str().unwrap().parse().unwrap()
}

async fn send(browser: &Browser, fields: &[(&str, &str)], files: &[(&str, &[u8])]) {
    let sent = browser.post_files(&format!("{REPORT}/submission"), fields, files).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
}

async fn a_file_comes_in_pieces_and_is_submitted(world: World) {
    let liaison = liaison(&world).await;
    let options = tus(&liaison, "OPTIONS", &format!("{REPORT}/uploads"), &[], b"").await;
    assert_eq!(options.header("tus-version"), "1.0.0");
    assert_eq!(options.header("tus-extension"), "creation,termination");
    assert_eq!(options.header("tus-max-size"), (50 * 1024 * 1024).to_string());

    let bytes = bytes(700_000);
    let upload = announce(&liaison, "现场 照片.zip", bytes.len()).await;
    assert_eq!(offset(&liaison, &upload).await, 0);
    for (at, part) in bytes.chunks(300_000).enumerate() {
        let answer = piece(&liaison, &upload, at * 300_000, part).await;
        assert_eq!(
            (answer.status_code().as_u16(), answer.header("tus-resumable").as_bytes()),
            (204, &b"1.0.0"[..])
        );
        assert_eq!(answer.header("upload-offset"), (at * 300_000 + part.len()).to_string());
    }
    assert_eq!(offset(&liaison, &upload).await, 700_000);
    // Its row of the form, and the form itself after a reload.
    let hash = hex::encode(Sha256::digest(&bytes));
    let row = liaison.get(&upload).await;
    assert_eq!(row.attribute("input[name=keep][checked]", "value"), hash);
    assert!(row.one("label").contains("现场 照片.zip"));
    let page = liaison.get(REPORT).await;
    assert_eq!(page.attribute("#chosen input[name=keep][checked]", "value"), hash);
    send(&liaison, &[("seen", "0"), ("text", "见附件"), ("keep", &*hash)], &[]).await;
    let page = liaison.get(REPORT).await;
    let got = liaison.server.get(&page.attribute(".files a", "href")).await;
    assert_eq!(got.as_bytes().as_ref(), bytes);
    assert_eq!(files_in(&world, "partial"), 0);
}

async fn a_cut_connection_and_a_killed_server_cost_nothing(world: World) {
    let liaison = liaison(&world).await;
    // The real server goes by today's date, and sweeps what is a week old.
    world.set_time((2099, 1, 1, 9, 0));
    let bytes = bytes(2_000_000);
    let upload = announce(&liaison, "大文件.pdf", bytes.len()).await;
    let mut server = Server::start(&world).await;
    let request = |server: &Server, method: &str, more: &str| {
        let host = server.address.trim_start_matches("http://").to_owned();
        let head = format!(
            "{method} {upload} HTTP/1.1\r\nHost: {host}\r\nCookie: duban=session-of-li\r\nConnection: close\r\n\
             X-Form-Token: {}\r\nTus-Resumable: 1.0.0\r\n{more}\r\n",
            liaison.form_token
        );
        let mut stream = TcpStream::connect(host).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        stream
    };
    let answer = |mut stream: TcpStream| {
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text.to_lowercase()
    };
    let patch = |from: usize, length: usize| {
        format!(
            "Content-Type: application/offset+octet-stream\r\nUpload-Offset: {from}\r\nContent-Length: {length}\r\n"
        )
    };
    let known = |server: &Server| {
        let text = answer(request(server, "HEAD", ""));
        let line = text.lines().find_map(|line| line.strip_prefix("upload-offset: ")).map(str::to_owned);
        line.and_then(|line| line.parse::<usize>().ok())
    };

    // All is announced, half is sent, and the line goes dead.
    let mut stream = request(&server, "PATCH", &patch(0, bytes.len()));
    stream.write_all(&bytes[..1_000_000]).unwrap();
    let id = upload.rsplit('/').next().unwrap();
    let partial = world.folder.path().join("evidence/partial").join(id);
    while std::fs::metadata(&partial).map_or(0, |file| file.len()) == 0 {
        tokio::task::yield_now().await;
    }
    stream.shutdown(std::net::Shutdown::Both).unwrap();
    drop(stream);
    // The server takes what had reached it; until it has seen the end, it says that the upload is in use.
    let from = loop {
        if let Some(from) = known(&server).filter(|from| *from > 0) {
            break from;
        }
        tokio::task::yield_now().await;
    };
    assert!(from <= 1_000_000, "{from}");

    let next = from + 300_000;
    let mut stream = request(&server, "PATCH", &patch(from, next - from));
    stream.write_all(&bytes[from..next]).unwrap();
    assert!(answer(stream).starts_with("http/1.1 204"));
    server.kill();
    let server = Server::start(&world).await;
    assert_eq!(known(&server), Some(next), "what was answered is there after a kill");
    let mut stream = request(&server, "PATCH", &patch(next, bytes.len() - next));
    stream.write_all(&bytes[next..]).unwrap();
    assert!(answer(stream).starts_with("http/1.1 204"));
    assert_eq!(known(&server), Some(bytes.len()));
    let hash = hex::encode(Sha256::digest(&bytes));
    assert_eq!(liaison.get(REPORT).await.attribute("#chosen input[name=keep]", "value"), hash);
}

async fn pieces_must_follow_one_another(world: World) {
    let liaison = liaison(&world).await;
    let upload = announce(&liaison, "a.pdf", 10).await;
    assert_eq!(piece(&liaison, &upload, 0, b"01234").await.status_code(), 204);
    for wrong in [0, 4, 6] {
        let answer = piece(&liaison, &upload, wrong, b"56789").await;
        assert_eq!(
            (answer.status_code().as_u16(), answer.header("upload-offset").as_bytes()),
            (409, &b"5"[..])
        );
        assert!(answer.text().is_empty(), "an answer of the protocol, not a page");
    }
    assert_eq!(piece(&liaison, &upload, 5, b"567890").await.status_code(), 413, "more than was announced");
    assert_eq!(offset(&liaison, &upload).await, 5);
    assert_eq!(piece(&liaison, &upload, 5, b"56789").await.status_code(), 204);
    // The answer was lost, and the client asks or sends again.
    assert_eq!(piece(&liaison, &upload, 10, b"").await.status_code(), 204);
    assert_eq!(piece(&liaison, &upload, 5, b"56789").await.status_code(), 409);
    assert_eq!(offset(&liaison, &upload).await, 10);
    // Other versions, other kinds of body, no form's token.
    let old =
        liaison.server.method("HEAD".parse().unwrap(), &upload).add_header("tus-resumable", "0.2.2").await;
    assert_eq!((old.status_code().as_u16(), old.header("tus-version").as_bytes()), (412, &b"1.0.0"[..]));
    let path = announce(&liaison, "b.pdf", 3).await;
    let patch = |kind: &str, token: &str| {
        let request =
            liaison.server.method("PATCH".parse().unwrap(), &path).add_header("tus-resumable", "1.0.0");
        let request = request.add_header("x-form-token", token).add_header("upload-offset", "0");
        request.bytes("abc".into()).content_type(kind)
    };
    assert_eq!(patch("text/plain", &liaison.form_token).await.status_code(), 415);
    assert_eq!(patch("application/offset+octet-stream", "forged").await.status_code(), 403);
    assert_eq!(offset(&liaison, &path).await, 0);
}

async fn what_is_too_large_is_refused_before_it_is_sent(world: World) {
    let liaison = liaison(&world).await;
    let path = format!("{REPORT}/uploads");
    let (name, limit) = (metadata("视频.mp4"), 50 * 1024 * 1024);
    for (length, name, expected) in [
        ((limit + 1).to_string(), name.as_str(), 413),
        (limit.to_string(), name.as_str(), 201),
        ("-1".to_owned(), name.as_str(), 400),
        ("many".to_owned(), name.as_str(), 400),
        ("5".to_owned(), "", 400),
        ("5".to_owned(), "filename ///", 400),
    ] {
        let headers = [("upload-length", length.as_str()), ("upload-metadata", name)];
        assert_eq!(
            tus(&liaison, "POST", &path, &headers, b"").await.status_code(),
            expected,
            "{length} {name}"
        );
    }
    for _ in 0..39 {
        announce(&liaison, "一.pdf", 5).await;
    }
    let headers = [("upload-length", "5"), ("upload-metadata", name.as_str())];
    assert_eq!(
        tus(&liaison, "POST", &path, &headers, b"").await.status_code(),
        429,
        "forty are begun and unfinished"
    );
}

async fn an_upload_is_its_senders_alone(world: World) {
    let liaison = liaison(&world).await;
    let upload = announce(&liaison, "内部.pdf", 6).await;
    piece(&liaison, &upload, 0, b"sec").await;
    let leader = world.sign_in("wang", Role::UnitLeader, "jiaoyu").await;
    let other = world.sign_in("sun", Role::Liaison, "keji").await;
    let office = world.sign_in("ban", Role::Office, "").await;
    for (browser, expected) in [(&leader, 404), (&other, 403), (&office, 403)] {
        for (method, headers) in
            [("HEAD", [("x", "y")]), ("PATCH", [("upload-offset", "3")]), ("DELETE", [("x", "y")])]
        {
            let answer = tus(browser, method, &upload, &headers, b"ret").await;
            assert_eq!(answer.status_code(), expected, "{method}");
        }
        assert_eq!(browser.get(&upload).await.status, expected);
    }
    let headers = [("upload-length", "5"), ("upload-metadata", &*metadata("a.pdf"))];
    assert_eq!(tus(&other, "POST", &format!("{REPORT}/uploads"), &headers, b"").await.status_code(), 403);
    assert_eq!(offset(&liaison, &upload).await, 3);
    // An id is part of a path on the disk.
    let outside = format!("{REPORT}/uploads/..%2F..%2Fduban.db");
    assert_eq!(tus(&liaison, "DELETE", &outside, &[], b"").await.status_code(), 404);
}

async fn an_upload_is_cancelled_or_swept(world: World) {
    let liaison = liaison(&world).await;
    let upload = announce(&liaison, "a.pdf", 6).await;
    piece(&liaison, &upload, 0, b"abc").await;
    assert_eq!(files_in(&world, "partial"), 1);
    assert_eq!(tus(&liaison, "DELETE", &upload, &[], b"").await.status_code(), 204);
    assert_eq!(tus(&liaison, "HEAD", &upload, &[], b"").await.status_code(), 404);
    assert_eq!(files_in(&world, "partial"), 0);

    let upload = announce(&liaison, "b.pdf", 6).await;
    piece(&liaison, &upload, 0, b"abc").await;
    world.set_time((2026, 6, 17, 8, 59));
    jobs::sweep::run(&world.app).await.unwrap();
    assert_eq!(offset(&liaison, &upload).await, 3, "a week is not over");
    world.set_time((2026, 6, 17, 9, 1));
    jobs::sweep::run(&world.app).await.unwrap();
    assert_eq!(tus(&liaison, "HEAD", &upload, &[], b"").await.status_code(), 404);
    assert_eq!(files_in(&world, "partial"), 0);
}

async fn proxies_that_let_only_post_by_are_no_hindrance(world: World) {
    let liaison = liaison(&world).await;
    let upload = announce(&liaison, "a.pdf", 6).await;
    let patch = [("x-http-method-override", "PATCH"), ("upload-offset", "0")];
    assert_eq!(tus(&liaison, "POST", &upload, &patch, b"abc").await.status_code(), 204);
    let head = tus(&liaison, "POST", &upload, &[("x-http-method-override", "HEAD")], b"").await;
    assert_eq!(head.header("upload-offset"), "3");
    assert_eq!(tus(&liaison, "POST", &upload, &[], b"").await.status_code(), 400);
    let delete = [("x-http-method-override", "DELETE")];
    assert_eq!(tus(&liaison, "POST", &upload, &delete, b"").await.status_code(), 204);
}

async fn the_same_content_again_is_named(world: World) {
    let liaison = liaison(&world).await;
    for (name, said) in
        [("盖章件.pdf", None), ("盖章件 (1).pdf", Some("“盖章件 (1).pdf”与“盖章件.pdf”内容相同"))]
    {
        let upload = announce(&liaison, name, 4).await;
        piece(&liaison, &upload, 0, b"same").await;
        let row = liaison.get(&upload).await;
        assert_eq!(row.has(".twice"), said.is_some());
        assert!(said.is_none_or(|said| row.one(".twice").contains(said)), "{}", row.text);
    }
    assert_eq!(liaison.get(REPORT).await.all("#chosen .chosen").len(), 1);
}

/// Different everywhere, so that a piece in the wrong place is found.
fn bytes(size: usize) -> Vec<u8> {
    (0..size).map(|at| u8::try_from((at * 7 + at / 251) % 256).unwrap()).collect()
}

fn files_in(world: &World, part: &str) -> usize {
    let folder = world.folder.path().join("evidence").join(part);
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}
