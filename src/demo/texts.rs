//! What the demo's units write and attach.

use super::chance::{draw, pick};
use super::figures::figures;
use crate::domain::deadline::When;
use crate::domain::obligation::Obligation;
use crate::domain::plan::{Place, Plan};
use crate::domain::report::{Draft, Evidence};
use crate::evidence_files::{Error, EvidenceFiles};

/// A sample file in the store, shared by all demo reports.
pub struct Paper {
    title: &'static str,
    evidence: Evidence,
}

const PAPERS: [&str; 4] = ["情况报告", "印发文件", "工作台账", "会议纪要"];

/// Plain text, so that it opens anywhere; each says that it is a sample.
pub async fn store_papers(files: &EvidenceFiles) -> Result<Vec<Paper>, Error> {
    let mut papers = Vec::new();
    for title in PAPERS {
        let text = format!("\u{feff}{title}\r\n\r\n这是演示数据中的样例材料。\r\n");
        let mut incoming = files.begin(4096).await?;
        incoming.push(text.as_bytes()).await?;
        let stored = incoming.finish().await?;
        let size = i64::try_from(stored.size).unwrap_or_default();
        let evidence = Evidence {
            sha256: stored.sha256,
            name: String::new(),
            media_type: "text/plain".to_owned(),
            size,
        };
        papers.push(Paper { title, evidence });
    }
    Ok(papers)
}

/// What this unit sends for this obligation; `again` for the corrected one after a return.
pub fn draft(plan: &Plan, place: Place<'_>, obligation: &Obligation, papers: &[Paper], again: bool) -> Draft {
    let id = obligation.id.as_str();
    let quiet = place.duty.nil_allowed && draw(id, "nil", 3) == 0;
    if quiet {
        return Draft {
            text: "本期没有新产生的行政许可和行政处罚。".to_owned(),
            nil: true,
            ..Draft::default()
        };
    }
    let evidence = if place.duty.evidence_required { attach(id, papers) } else { vec![] };
    let text =
        if again { format!("已按审核意见补充。{}", text(place, id)) } else { text(place, id) };
    Draft { text, figures: figures(plan, place.duty, obligation), evidence, ..Draft::default() }
}

fn attach(id: &str, papers: &[Paper]) -> Vec<Evidence> {
    let paper = pick(id, "paper", papers);
    paper
        .map(|paper| Evidence { name: format!("{}.txt", paper.title), ..paper.evidence.clone() })
        .into_iter()
        .collect()
}

fn text(place: Place<'_>, id: &str) -> String {
    let count = |question, below| draw(id, question, below) + 1;
    match place.duty.due.when {
        When::Monthly { .. } => format!(
            "本期召开专题会议{}次，印发文件{}份，归集信用信息{}条；下一步继续推进重点领域信用信息应用。",
            count("meetings", 3),
            count("papers", 5),
            count("records", 400)
        ),
        When::Weekly(_) => "本周“双公示”信息已核对无误，全部在规定期限内报送。".to_owned(),
        _ => {
            format!("“{}”已按方案要求完成，相关文件见附件，责任已落实到具体科室和人员。", place.duty.title.zh)
        }
    }
}
