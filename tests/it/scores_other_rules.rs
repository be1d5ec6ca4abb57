//! Pages of scores under rules unlike the shipped plan's.

use std::sync::Arc;

use duban::domain::access::Role;
use duban::domain::plan::{Parts, Plan};
use duban::domain::scoring::Rules;
use duban::domain::scoring::periods::Cut;
use duban::domain::scoring::rules::Kind;

use crate::scores::{FEBRUARY, january};
use crate::support::{Page, World, stories};

stories! {
    what_is_not_judged_yet_is_counted_and_totals_are_scaled
    a_distribution_counts_every_ranked_unit
    without_groups_classes_and_periods_there_is_one_plain_table
}

fn under(world: &mut World, change: impl Fn(&mut Rules)) {
    let mut plan = Parts::clone(&world.app.plan);
    change(&mut plan.scoring);
    world.app.plan = Arc::new(Plan::new(plan));
}

/// keji's common items: 14 + 10 + 13 + 0 of 75, of 70: 34.533…, and a tenth of that.
async fn what_is_not_judged_yet_is_counted_and_totals_are_scaled(mut world: World) {
    under(&mut world, |rules| {
        let judged = rules.items.iter_mut().find(|item| item.id == "judgement").unwrap();
        judged.kind = Kind::Judged { otherwise: None };
        rules.scale = Some(10.into());
    });
    let (_, office) = january(&world).await;
    let page = office.get("/scores").await;
    let ranked = page.all(".scores tbody tr").len();
    let expected = format!("尚有{ranked}项评议未评定，涉及{ranked}个单位");
    assert!(page.one("main > .notice").starts_with(&expected), "{}", page.one("main > .notice"));
    assert!(page.all("#group-rest thead th").contains(&"折算10分".to_owned()));
    let row = page.all("#group-rest .scores tbody tr:has(a[href$='/keji']) > *");
    assert_eq!(row[2..5], ["34.53 待评", "不合格", "3.45"]);
    let card = office.get("/scores/two-monthly-1/keji").await;
    assert_eq!(card.all("#item-judgement .sum"), ["待评定，暂计0分（本项满分20分）"]);
    let derivation = card.one(".derivation");
    assert!(derivation.contains("折算为满分10分：34.53 × 10 ÷ 100 = 3.45"), "{derivation}");
    assert!(derivation.contains("其中1项待评定"), "{derivation}");
}

fn counts(page: &Page, figure: &str) -> usize {
    let cells = page.all(&format!("{figure} tbody td"));
    cells.iter().map(|cell| cell.trim_end_matches('个').parse::<usize>().unwrap()).sum()
}

async fn a_distribution_counts_every_ranked_unit(world: World) {
    let (_, office) = january(&world).await;
    let page = office.get("/scores").await;
    let ranked = page.all("#group-rest .scores tbody tr").len();
    assert!(ranked > 10);
    assert_eq!(counts(&page, "#group-rest figure"), ranked);
    assert_eq!(page.all("#group-rest figure tbody th").len(), 10, "by tens");
    let totals = page.all("#group-rest .scores tbody td:nth-child(3)");
    let spread = page.all("#group-rest .spread dd");
    assert_eq!((&spread[0], &spread[4]), (totals.last().unwrap(), &totals[0]), "lowest and highest");
    // The one that stands half way from below.
    assert_eq!(spread[2], totals[ranked - ranked.div_ceil(2)]);
    assert_eq!(counts(&page, "main > figure"), page.all(".scores tbody tr").len(), "each has a grade");
}

async fn without_groups_classes_and_periods_there_is_one_plain_table(mut world: World) {
    under(&mut world, |rules| {
        rules.groups.clear();
        rules.classes.clear();
        rules.items.iter_mut().for_each(|item| item.class = None);
        rules.assessments.truncate(1);
        (rules.assessments[0].cut, rules.assessments[0].id) = (Cut::Months(12), "all".to_owned());
    });
    let office = world.sign_in("ban", Role::Office, "").await;
    world.set_time(FEBRUARY);
    let page = office.get("/scores").await;
    assert_eq!(page.one("h1"), "双月考核排名 1月1日至12月31日");
    assert_eq!(
        (page.has(".tabs"), page.has(".periods"), page.has("a[href$='/compare']")),
        (false, false, false)
    );
    assert_eq!(page.all(".scores").len(), 1);
    assert!(page.one(".scores caption").starts_with("全部单位得分和位次"));
    // minzheng: 0 + 0 + 15 + 16 + 0 of 100.
    let card = office.get("/scores/all/minzheng").await;
    let sums = card.all(".derivation li");
    assert_eq!(sums[..2], ["各项：得31.00分，应得100分，100 × 31.00 ÷ 100 = 31.00", "总分：31.00"]);
    assert!(!card.has("a[href$='/periods']"));
}
