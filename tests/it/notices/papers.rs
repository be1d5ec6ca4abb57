//! What a notice looks like: its mail and its document, read by parsers that were not written here.

use std::io::Cursor;
use std::process::Command;
use std::sync::Arc;

use duban::jobs::deliver;
use duban::mail::{Files, Mailer};
use duban::store::notices;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{issued, letters, number, run};
use crate::reminders::district::{District, plan_with, report_of};
use crate::smtp::{python, read_mails};
use crate::support::{World, stories};

stories! {
    the_mail_says_what_the_notice_says_and_has_it_attached
    the_document_has_the_official_form
    a_notice_stays_as_it_was_when_the_plan_changes
}

const NAME: &str = "督办〔2026〕1号（区教育局）.docx";

/// The education bureau's two reports that are late.
async fn late(world: World) -> District {
    let district = District::of(world, "2026-06-15 09:00").await;
    let ids = [report_of("jiaoyu", "06"), report_of("jiaoyu", "04")];
    district.only(|obligation| ids.contains(&obligation.id)).await;
    district
}

async fn document(district: &District) -> Vec<u8> {
    let mut tx = district.app.db.read().await.unwrap();
    notices::document(&mut tx, &district.app.plan.id, number(2026, 1)).await.unwrap().unwrap()
}

async fn the_mail_says_what_the_notice_says_and_has_it_attached(world: World) {
    let district = late(world).await;
    let sent = letters(&district, "2026-06-18 09:00").await;
    let [leader, office] =
        ["leader", "office"].map(|to| sent.iter().find(|letter| letter.to.starts_with(to)).unwrap());
    assert_eq!(leader.id, "credit-2026.notice-2026-1-leader-jiaoyu");
    assert_eq!(leader.subject, "【督办〔2026〕1号】区教育局2项事项逾期未报\u{ff0c}请督促办理");
    insta::assert_snapshot!("mail_to_the_leader", leader.text);
    insta::assert_snapshot!("mail_to_the_office", office.text);
    for part in [&leader.text, &leader.html, &office.text, &office.html] {
        assert!(!part.contains('@'), "no address stands in a letter: {part}");
        assert!(part.contains("https://duban.example.gov.cn/notices/2026-1"), "{part}");
    }
    let bytes = document(&district).await;
    for letter in &sent {
        let [file] = letter.attachments.as_slice() else { panic!("{:?}", letter.attachments) };
        assert_eq!((file.name.as_str(), &file.bytes), (NAME, &bytes));
    }
}

async fn the_document_has_the_official_form(world: World) {
    let district = late(world).await;
    let folder = district.folder.path().join("mail");
    let district =
        district.with_mailer(Mailer::Files(Files::new(folder.clone(), "https://duban.example.gov.cn")));
    assert_eq!(run(&district, "2026-06-18 09:00").await, 1);
    deliver::drain(&district.app).await.unwrap();
    let bytes = document(&district).await;
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    assert_eq!(archive.by_index(0).unwrap().name().unwrap(), "[Content_Types].xml");

    let path = district.folder.path().join("notice.docx");
    std::fs::write(&path, &bytes).unwrap();
    let Some(mut read) = python("read_docx.py") else { return };
    let output = read.arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(read["odd"], json!([]), "elements out of the schema's order");
    insta::assert_json_snapshot!("document", read);

    let mail = &read_mails(&folder)[0];
    assert_eq!(mail["defects"], json!([]), "{mail}");
    let digest = hex::encode(Sha256::digest(&bytes));
    let media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let attached = json!([{ "name": NAME, "type": media_type, "size": bytes.len(), "sha256": digest }]);
    assert_eq!(mail["attachments"], attached);
    opens_in_libreoffice(&path);
}

/// Where it is installed: it turns the document into a PDF of one page.
fn opens_in_libreoffice(path: &std::path::Path) {
    let folder = path.parent().unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("office").display());
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]).arg(folder).arg(path);
    let Ok(output) = office.output() else { return };
    let pdf = std::fs::read(folder.join("notice.pdf"));
    assert!(output.status.success() && pdf.is_ok_and(|pdf| pdf.starts_with(b"%PDF")), "{output:?}");
}

async fn a_notice_stays_as_it_was_when_the_plan_changes(world: World) {
    let mut district = late(world).await;
    run(&district, "2026-06-18 09:00").await;
    let (notice, bytes) = (issued(&district, 2026).await.remove(0), document(&district).await);
    let renamed = |text: String| text.replace("信用体系建设情况报告", "信用体系建设进展报告");
    district.app.plan = Arc::new(plan_with("projects/1.toml", renamed));
    district.submit(&report_of("jiaoyu", "06")).await;
    assert_eq!(run(&district, "2026-07-30 09:00").await, 0);
    assert_eq!((issued(&district, 2026).await.remove(0), document(&district).await), (notice, bytes));
}
