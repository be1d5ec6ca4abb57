//! Evidence shown beside the page: only what its bytes say can be shown, and only in a sandbox.

use duban::domain::access::Role;

use crate::support::{Browser, World, stories};

stories! {
    nothing_is_shown_that_is_not_what_it_shows
    only_ones_own_uploads_are_shown_before_they_are_sent
}

const REPORT: &str = "/obligations/1.4-report~jiaoyu~2026-06";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR and so on";

async fn liaison(world: &World) -> Browser {
    world.sign_in("li", Role::Liaison, "jiaoyu").await
}

async fn nothing_is_shown_that_is_not_what_it_shows(world: World) {
    let liaison = liaison(&world).await;
    let html = b"<!doctype html><script>alert(1)</script>";
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let cases: [(&str, &[u8], Option<&str>); 10] = [
        ("照片.png", PNG, Some("image/png")),
        ("照片.jpg", b"\xff\xd8\xff\xe0 jpeg", Some("image/jpeg")),
        ("动图.gif", b"GIF89a gif", Some("image/gif")),
        ("图.webp", b"RIFF\x10\0\0\0WEBPVP8 ", Some("image/webp")),
        ("文件.pdf", b"%PDF-1.7 pdf", Some("application/pdf")),
        // Its bytes, not its name, say what it is.
        ("其实是图.txt", b"GIF87a gif", Some("image/gif")),
        ("假的.png", html, None),
        ("矢量.png", svg, None),
        ("矢量.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", None),
        ("空.jpg", b"\xff", None),
    ];
    let files: Vec<(&str, &[u8])> = cases.iter().map(|(name, bytes, _)| (*name, *bytes)).collect();
    let fields = [("seen", "0"), ("text", "图文")];
    assert_eq!(liaison.post_files(&format!("{REPORT}/submission"), &fields, &files).await.status, 303);
    let page = liaison.get(REPORT).await;
    for (at, (name, bytes, shown)) in cases.iter().enumerate() {
        let answer = liaison.server.get(&format!("{REPORT}/evidence/1/{at}/preview")).await;
        let header = |name: &str| answer.header(name).to_str().unwrap().to_owned();
        assert_eq!(answer.as_bytes().as_ref(), *bytes, "{name}");
        assert_eq!(header("x-content-type-options"), "nosniff");
        let policy = header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; sandbox") && !policy.contains("allow"),
            "{name}: {policy}"
        );
        match shown {
            Some(kind) => {
                assert_eq!(header("content-type"), *kind, "{name}");
                assert!(header("content-disposition").starts_with("inline"), "{name}");
                assert!(
                    policy.ends_with("frame-ancestors 'self'") && header("x-frame-options") == "SAMEORIGIN"
                );
            }
            None => {
                assert!(header("content-disposition").starts_with("attachment"), "{name}");
                assert_eq!(header("x-frame-options"), "DENY", "{name}");
            }
        }
        let plain = liaison.server.get(&format!("{REPORT}/evidence/1/{at}")).await;
        assert!(plain.header("content-disposition").to_str().unwrap().starts_with("attachment"), "{name}");
    }
    let offered = page.attributes(".files a.preview", "data-name");
    assert_eq!(
        offered,
        ["照片.png", "照片.jpg", "动图.gif", "图.webp", "文件.pdf", "假的.png", "矢量.png", "空.jpg"]
    );
    // Only evidence may stand in a frame, and only in ours.
    let page = liaison.server.get(REPORT).await;
    let policy = page.header("content-security-policy").to_str().unwrap().to_owned();
    assert!(policy.contains("frame-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    let other = world.sign_in("sun", Role::Liaison, "keji").await;
    assert_eq!(other.get(&format!("{REPORT}/evidence/1/0/preview")).await.status, 403);
    assert_eq!(liaison.get(&format!("{REPORT}/evidence/1/99/preview")).await.status, 404);
}

async fn only_ones_own_uploads_are_shown_before_they_are_sent(world: World) {
    let liaison = liaison(&world).await;
    let saved = liaison.post_files(&format!("{REPORT}/draft"), &[("seen", "0")], &[("截图.png", PNG)]).await;
    assert_eq!(saved.status, 303);
    let link = liaison.get(REPORT).await.attribute("#chosen a.preview", "href");
    let shown = liaison.server.get(&link).await;
    assert_eq!(
        (shown.header("content-type").as_bytes(), shown.as_bytes().as_ref()),
        (&b"image/png"[..], PNG)
    );
    let leader = world.sign_in("wang", Role::UnitLeader, "jiaoyu").await;
    let other = world.sign_in("sun", Role::Liaison, "keji").await;
    assert_eq!((leader.get(&link).await.status, other.get(&link).await.status), (404, 403));
}
