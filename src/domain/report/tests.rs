use super::super::deadline::{DueRule, When};
use super::super::sample::{duty, each, figure, id};
use super::*;
use Fault::*;

/// Asks for a file and for figures: `trained` of `listed`, both required, and `cases`.
fn strict() -> Duty {
    let figures = vec![
        figure("listed", true, None),
        figure("trained", true, Some("listed")),
        figure("cases", false, None),
    ];
    Duty { evidence_required: true, figures, ..loose() }
}

/// Asks for nothing in particular, and takes no nil return.
fn loose() -> Duty {
    duty("duty", each(), DueRule::new(When::Undated))
}

fn with_nil(duty: Duty) -> Duty {
    Duty { nil_allowed: true, ..duty }
}

fn file() -> Evidence {
    Evidence {
        sha256: "0".repeat(64),
        name: "报告.pdf".into(),
        media_type: "application/pdf".into(),
        size: 1,
    }
}

fn draft(text: &str, figures: &[(&str, &str)], files: usize) -> Draft {
    let figures = figures.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
    Draft { text: text.into(), figures, evidence: vec![file(); files], ..Draft::default() }
}

fn nil(text: &str, figures: &[(&str, &str)], files: usize) -> Draft {
    Draft { nil: true, ..draft(text, figures, files) }
}

fn faults(draft: Draft, duty: &Duty) -> Vec<Fault> {
    Report::parse(draft, duty).err().unwrap_or_default()
}

/// The figure `cases` as it was typed, and what is stored.
fn cases(typed: &str) -> Result<Option<i64>, Vec<Fault>> {
    let duty = Duty { evidence_required: false, figures: vec![figure("cases", false, None)], ..loose() };
    Report::parse(draft("报告", &[("cases", typed)], 0), &duty)
        .map(|report| report.figures().get(&id("cases")).copied())
}

const WHOLE: &[(&str, &str)] = &[("listed", "5"), ("trained", "5")];

#[test]
fn each_fault_alone() {
    let long = "字".repeat(MAX_TEXT + 1);
    let table: Vec<(&str, Draft, Duty, Fault)> = vec![
        ("nothing at all", draft(" \n\u{3000}", &[], 0), loose(), Nothing),
        ("too long", draft(&long, &[], 0), loose(), TextTooLong),
        ("no file", draft("报告", WHOLE, 0), strict(), EvidenceMissing),
        ("a figure left out", draft("报告", &[("listed", "5")], 1), strict(), FigureMissing(id("trained"))),
        (
            "a figure of spaces",
            draft("报告", &[("listed", "5"), ("trained", " \u{3000}")], 1),
            strict(),
            FigureMissing(id("trained")),
        ),
        (
            "an optional figure in words",
            draft("报告", &[("listed", "5"), ("trained", "5"), ("cases", "两件")], 1),
            strict(),
            FigureNotANumber(id("cases")),
        ),
        (
            "more than the whole",
            draft("报告", &[("listed", "5"), ("trained", "6")], 1),
            strict(),
            FigureTooLarge { part: (id("trained"), 6), whole: (id("listed"), 5) },
        ),
        (
            "another duty's figure",
            draft("报告", &[("sites", "1")], 0),
            loose(),
            FigureUnknown("sites".into()),
        ),
        ("nil not allowed", nil("本期无", &[], 0), loose(), NilNotAllowed),
        ("nil without reason", nil("  ", &[], 0), with_nil(loose()), NilWithoutReason),
        ("nil with a file", nil("本期无", &[], 1), with_nil(loose()), NilWithContent),
        ("nil with a figure", nil("本期无", &[("cases", "1")], 0), with_nil(strict()), NilWithContent),
    ];
    for (name, draft, duty, fault) in table {
        assert_eq!(faults(draft, &duty), [fault], "{name}");
    }
}

#[test]
fn several_faults_are_told_at_once() {
    let typed = [("listed", "3"), ("trained", "4"), ("cases", "两件"), ("sites", "1")];
    assert_eq!(
        faults(draft(&"字".repeat(MAX_TEXT + 1), &typed, 0), &strict()),
        [
            TextTooLong,
            FigureUnknown("sites".into()),
            FigureNotANumber(id("cases")),
            FigureTooLarge { part: (id("trained"), 4), whole: (id("listed"), 3) },
            EvidenceMissing,
        ]
    );
    assert_eq!(
        faults(draft("", &[], 1), &strict()),
        [FigureMissing(id("listed")), FigureMissing(id("trained"))]
    );
    assert_eq!(
        faults(nil("", &[("listed", "1")], 1), &strict()),
        [NilNotAllowed, NilWithoutReason, NilWithContent]
    );
}

#[test]
fn what_is_complete_is_kept_as_it_was_sent() {
    let text = format!(" {}\n", "字".repeat(MAX_TEXT));
    let report = Report::parse(draft(&text, WHOLE, 2), &strict()).unwrap();
    assert_eq!(report.kind(), Kind::Report);
    assert_eq!(report.text(), "字".repeat(MAX_TEXT), "trimmed, and counted in characters");
    assert_eq!(report.figures(), &Figures::from([(id("listed"), 5), (id("trained"), 5)]));
    assert_eq!(report.evidence(), [file(), file()]);
    // One of text, figure and file is something.
    assert!(Report::parse(draft("", &[], 1), &loose()).is_ok());
    assert_eq!(cases("0"), Ok(Some(0)));
    let silent = Duty { evidence_required: false, figures: vec![figure("cases", false, None)], ..loose() };
    assert!(Report::parse(draft("", &[("cases", "0")], 0), &silent).is_ok());
    assert_eq!(faults(draft("", &[("cases", "")], 0), &silent), [Nothing]);
}

#[test]
fn a_nil_return_needs_its_reason_and_nothing_else() {
    let duty = with_nil(strict());
    for figures in [&[][..], &[("listed", "0"), ("trained", "0")], &[("listed", "")]] {
        let report = Report::parse(nil(" 本期无此类业务 ", figures, 0), &duty).unwrap();
        assert_eq!((report.kind(), report.text()), (Kind::Nil, "本期无此类业务"));
    }
    // Allowed is not required: the same duty takes a whole report.
    assert_eq!(Report::parse(draft("报告", WHOLE, 1), &duty).unwrap().kind(), Kind::Report);
}

#[test]
fn figures_as_input_methods_and_spreadsheets_leave_them() {
    let read = [
        ("12", 12),
        (" 12\t", 12),
        ("００１２", 12),
        ("1,234,567", 1_234_567),
        ("１，２３４", 1234),
        ("1 234", 1234),
        ("999,999,999,999", 999_999_999_999),
    ];
    for (typed, value) in read {
        assert_eq!(cases(typed), Ok(Some(value)), "{typed}");
    }
    assert_eq!(cases(""), Ok(None));
    let refused = [
        "-1",
        "−1",
        "-１",
        "+1",
        "1.5",
        "1。5",
        "十二",
        "12件",
        "0x10",
        "1e3",
        ",",
        "，",
        "1000000000000", // one more than the greatest
        "9223372036854775808",
        "99999999999999999999999999",
        "٣", // a digit, but not one of ours
        "1\u{200b}2",
    ];
    for typed in refused {
        assert_eq!(cases(typed), Err(vec![FigureNotANumber(id("cases"))]), "{typed}");
    }
}

#[test]
fn a_part_may_be_as_large_as_its_whole_and_is_compared_only_with_one_that_is_there() {
    let duty = Duty {
        figures: vec![figure("listed", false, None), figure("trained", false, Some("listed"))],
        ..loose()
    };
    let table: [(&[(&str, &str)], bool); 4] = [
        (&[("listed", "3"), ("trained", "3")], true),
        (&[("listed", "3"), ("trained", "2")], true),
        (&[("trained", "2")], true),
        (&[("trained", "1"), ("listed", "0")], false),
    ];
    for (figures, fine) in table {
        assert_eq!(Report::parse(draft("报告", figures, 0), &duty).is_ok(), fine, "{figures:?}");
    }
}
