//! `duban score explain`: what is read at the command line, beside the reckoning by hand of `scores`.

use duban::cli::score_explain::{Choice, run};
use duban::domain::access::Role;
use duban::words::Lang;

use crate::scores::{FEBRUARY, january};
use crate::support::{World, stories};

stories! {
    the_whole_derivation_of_a_card_is_printed
    a_unit_with_nothing_due_is_told_so
    what_is_not_there_is_named_with_what_is
}

async fn explained(world: &World, unit: &str, period: Option<&str>, lang: Lang) -> String {
    let choice = Choice::new(&world.app, unit, period, lang).unwrap();
    let mut out = Vec::new();
    run(&world.app, &choice, lang, &mut out).await.unwrap();
    String::from_utf8(out).unwrap()
}

async fn the_whole_derivation_of_a_card_is_printed(world: World) {
    january(&world).await;
    let text = explained(&world, "区科技局", None, Lang::Zh).await;
    for expected in [
        "区科技局  双月考核第1期（two-monthly-1），1月1日至2月15日\n",
        "  1月1日至2月15日到期并计入考核的事项5件：按时3件，迟报1件，未报1件；退回1次\n",
        "\n其他有时限事项按时报送  14.00 / 20\n  20 − 1 − 5 = 14.00\n    \
         −1  每周报送“双公示”信息 · 第2周  迟报不足1个工作日\n    \
         −5  每周报送“双公示”信息 · 第4周  未报\n",
        "  共性指标：得53.00分，应得75分，100 × 7 ÷ 10 × 53.00 ÷ 75 = 49.47\n",
        "  总分：49.47 + 0.00 = 49.47\n",
        "\n等次\n  总分49.47分，未达到60分：不合格\n",
    ] {
        assert!(text.contains(expected), "{expected}\nin\n{text}");
    }
    // A Chinese character is two cells wide: all points begin in the same column.
    assert!(
        text.contains("  办结率                      10.00 / 20\n  报送质量                    13.00 / 15\n"),
        "{text}"
    );
    assert_eq!(text, explained(&world, "keji", Some("two-monthly-1"), Lang::Zh).await);
    let year = explained(&world, "keji", Some("year"), Lang::En).await;
    assert!(
        year.contains("Total: 49.47 + 0.00 = 49.47\n") && year.contains("5 obligations fell due"),
        "{year}"
    );
}

async fn a_unit_with_nothing_due_is_told_so(world: World) {
    world.sign_in("ban", Role::Office, "").await;
    world.set_time(FEBRUARY);
    let text = explained(&world, "quweiban", None, Lang::Zh).await;
    assert!(text.contains("不参加排名"), "{text}");
}

async fn what_is_not_there_is_named_with_what_is(world: World) {
    let no_unit = Choice::new(&world.app, "没有的局", None, Lang::Zh).unwrap_err();
    assert!(no_unit.contains("没有的局"), "{no_unit}");
    let no_period = Choice::new(&world.app, "keji", Some("month-1"), Lang::En).unwrap_err();
    assert!(no_period.contains("`month-1`") && no_period.contains("half-year-2 year"), "{no_period}");
}
