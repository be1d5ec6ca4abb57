//! What pages load: one stylesheet and one script, named by their content, kept for good, sent compressed.

use duban::config::Config;
use duban::domain::access::Role;

use crate::support::{Page, World, stories};

stories! {
    a_page_loads_one_stylesheet_and_one_script_and_holds_none
    what_pages_load_is_kept_for_good_and_sent_small
    an_address_of_another_version_is_not_kept
    the_style_guide_is_in_the_demo_only
}

/// Every page of these, signed in or not, found or not.
const PAGES: &[&str] =
    &["/overview", "/projects/1", "/units", "/calendar", "/reviews", "/password", "/no/such/page"];

async fn a_page_loads_one_stylesheet_and_one_script_and_holds_none(world: World) {
    let office = world.sign_in("ban", Role::Office, "").await;
    let mut pages = vec![world.guest().get("/sign-in").await];
    for path in PAGES {
        pages.push(office.get(path).await);
    }
    let [style, script] = addresses(&pages[0]);
    for page in &pages {
        assert_eq!(addresses(page), [style.clone(), script.clone()]);
        assert_eq!(page.all("style").len() + page.attributes("[style]", "style").len(), 0);
        assert_eq!(page.all("script").concat(), "", "a script of the page's own");
        assert!(!page.text.contains("hx-on"), "htmx would need eval for it");
    }
}

/// Exactly one each, of this site.
fn addresses(page: &Page) -> [String; 2] {
    let styles = page.attributes("link[rel=stylesheet]", "href");
    let scripts = page.attributes("script[src][defer]", "src");
    assert_eq!((styles.len(), scripts.len(), page.all("script").len()), (1, 1, 1), "{}", page.text);
    [styles[0].clone(), scripts[0].clone()]
}

async fn what_pages_load_is_kept_for_good_and_sent_small(world: World) {
    let guest = world.guest();
    let page = guest.get("/sign-in").await;
    let [style, script] = addresses(&page);
    let icon = page.attribute("link[rel=icon]", "href");
    for (address, media_type) in [
        (style, "text/css; charset=utf-8"),
        (script, "text/javascript; charset=utf-8"),
        (icon, "image/svg+xml"),
    ] {
        let plain = guest.server.get(&address).await;
        assert_eq!(plain.status_code().as_u16(), 200, "{address}");
        let header = |name: &str| plain.header(name).to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), media_type);
        assert_eq!(header("cache-control"), "public, max-age=31536000, immutable");
        if media_type == "image/svg+xml" {
            continue; // a few hundred bytes
        }
        for encoding in ["br", "gzip"] {
            let small = guest.server.get(&address).add_header("accept-encoding", encoding).await;
            assert_eq!(small.header("content-encoding"), encoding);
            assert!(small.as_bytes().len() * 2 < plain.as_bytes().len(), "{address} as {encoding}");
        }
    }
    let page = guest.server.get("/sign-in").add_header("accept-encoding", "br, gzip").await;
    assert_eq!(page.header("content-encoding"), "br");
}

async fn an_address_of_another_version_is_not_kept(world: World) {
    let guest = world.guest();
    let old = guest.server.get("/static/0123456789ab/app.css").await;
    assert_eq!(
        (old.status_code().as_u16(), old.header("cache-control").to_str().unwrap()),
        (200, "no-store")
    );
    for path in ["/static/0123456789ab/none.css", "/static/0123456789ab/htmx.js"] {
        assert_eq!(guest.get(path).await.status, 404, "{path}");
    }
}

async fn the_style_guide_is_in_the_demo_only(mut world: World) {
    assert_eq!(world.guest().get("/styleguide").await.status, 404);
    world.app.config = Config { demo: true, ..(*world.app.config).clone() }.into();
    let page = world.guest().get("/styleguide").await;
    assert_eq!((page.status, page.one("h1").as_str()), (200, "样式总览"));
    assert_eq!(page.all(".chart").len(), page.all(".chart details table").len(), "a table behind each chart");
    assert_eq!(page.all(".lights .light").len(), 8 + 3, "every light, and the key of a chart");
    for control in page.attributes("[aria-describedby]", "aria-describedby") {
        for id in control.split(' ') {
            assert!(page.has(&format!("#{id}")), "{id} is said to describe a field");
        }
    }
}
