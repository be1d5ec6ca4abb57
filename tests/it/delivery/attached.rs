//! Files that go with a letter: they arrive byte for byte beside its text, as a parser reads it that was not written
//! here.

use duban::domain::access::Role;
use duban::domain::attachment::Attachment;
use duban::jobs::deliver::{self, Step};
use duban::mail::{Files, Mailer};
use duban::store::outbox::{self, Kind, State};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::smtp::{python, read_mails};
use crate::support::{World, stories};

stories! {
    files_arrive_as_they_were_queued_and_in_their_order
    a_media_type_that_is_none_fails_for_good
}

fn new(world: &World, id: &str, attachments: Vec<Attachment>) -> outbox::New {
    let at = world.app.clock.now();
    outbox::New {
        id: id.to_owned(),
        kind: Kind::Returned,
        user_id: "li".parse().unwrap(),
        address: "li@example.gov.cn".to_owned(),
        day: world.app.plan.local_date(at),
        subject: "【督办】附件两份".to_owned(),
        body_text: "请查收附件。".to_owned(),
        body_html: "<p>请查收附件。</p>".to_owned(),
        attachments,
        at,
    }
}

fn file(name: &str, media_type: &str, bytes: &[u8]) -> Attachment {
    Attachment { name: name.to_owned(), media_type: media_type.to_owned(), bytes: bytes.to_vec() }
}

async fn queue(world: &World, message: &outbox::New) -> bool {
    let plan = &world.app.plan.id;
    let mut tx = world.app.db.write(plan).await.unwrap();
    let is_new = outbox::enqueue(&mut tx, plan, message).await.unwrap();
    tx.commit().await.unwrap();
    is_new
}

async fn files_arrive_as_they_were_queued_and_in_their_order(mut world: World) {
    world.user("li", Role::Liaison, "keji").await;
    let office = world.sign_in("ban", Role::Office, "").await;
    let folder = world.folder.path().join("mail");
    world.app.mailer = Mailer::Files(Files::new(folder.clone(), "https://duban.example.gov.cn"));
    // Every byte, and lines that a mail program would break.
    let bytes: Vec<u8> = (0..4000_u32).map(|n| u8::try_from(n % 256).unwrap()).collect();
    let text = "BEGIN:VCALENDAR\r\nDESCRIPTION:信用体系建设\r\nEND:VCALENDAR\r\n".repeat(3);
    let files = [
        file("督办通知单（区教育局）.docx", "application/octet-stream", &bytes),
        file("dates.ics", "text/calendar; charset=utf-8; method=PUBLISH", text.as_bytes()),
    ];
    assert!(queue(&world, &new(&world, "returned-1", files.to_vec())).await);
    assert!(
        !queue(&world, &new(&world, "returned-1", files.to_vec())).await,
        "queued once, and so are its files"
    );

    let listed = office.get("/messages/returned-1").await.all("main > ul li");
    assert_eq!(listed, ["督办通知单（区教育局）.docx 3 KB", "dates.ics 192 B"]);
    assert_eq!(deliver::step(&world.app).await.unwrap(), Step::Sent);
    if python("read_mail.py").is_none() {
        return;
    }
    let mail = &read_mails(&folder)[0];
    assert_eq!(mail["defects"], json!([]), "{mail}");
    assert_eq!(
        (mail["text"].as_str(), mail["html"].as_str()),
        (Some("请查收附件。"), Some("<p>请查收附件。</p>"))
    );
    let digest = |bytes: &[u8]| hex::encode(Sha256::digest(bytes));
    let wanted = json!([
        { "name": "督办通知单（区教育局）.docx", "type": "application/octet-stream", "size": 4000, "sha256": digest(&bytes) },
        { "name": "dates.ics", "type": "text/calendar", "size": text.len(), "sha256": digest(text.as_bytes()) },
    ]);
    assert_eq!(mail["attachments"], wanted, "{mail}");
}

async fn a_media_type_that_is_none_fails_for_good(mut world: World) {
    world.user("li", Role::Liaison, "keji").await;
    world.app.mailer =
        Mailer::Files(Files::new(world.folder.path().join("mail"), "https://duban.example.gov.cn"));
    assert!(queue(&world, &new(&world, "returned-1", vec![file("a", "nonsense", b"a")])).await);
    assert_eq!(deliver::step(&world.app).await.unwrap(), Step::Failed);
    let mut tx = world.app.db.read().await.unwrap();
    let message = outbox::get(&mut tx, &world.app.plan.id, "returned-1").await.unwrap().unwrap();
    assert_eq!(
        (message.state, message.reply.as_deref()),
        (State::Failed, Some("not a media type: nonsense"))
    );
}
