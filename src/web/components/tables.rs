//! Tables (表格) that may be wider than a phone, and heads that sort.

use maud::{Markup, html};

use crate::words::{Lang, t};

/// Around a table that may be wider than a phone: it scrolls by itself, also with the keyboard, and says what
/// it is.
pub fn scroll(label: &str, table: Markup) -> Markup {
    html! { div .scroll tabindex="0" role="region" aria-label=(label) { (table) } }
}

/// The same for a table whose head must stay in sight; `fit` says that a desk's width holds it.
pub fn scroll_tall(label: &str, fit: bool, table: Markup) -> Markup {
    html! { div .scroll.tall.fit[fit] tabindex="0" role="region" aria-label=(label) { (table) } }
}

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Ascending,
    Descending,
}

/// The head of a column.
#[derive(Debug, Clone, Default)]
pub struct Head {
    label: String,
    is_number: bool,
    /// Its name in addresses, and where the table is sorted by it, the other way round if it is already.
    sorts: Option<(String, String)>,
    order: Option<Order>,
}

impl Head {
    pub fn new(label: String) -> Self {
        Self { label, ..Self::default() }
    }

    /// Numbers stand at the right.
    pub fn number(label: String) -> Self {
        Self { label, is_number: true, ..Self::default() }
    }

    /// Makes the head a link that sorts; `name` is unlike any other on the page, `order` says how the table is
    /// sorted by it now.
    pub fn sorts(self, name: impl Into<String>, href: String, order: Option<Order>) -> Self {
        Self { sorts: Some((name.into(), href)), order, ..self }
    }
}

/// A table's head. The way it is sorted is shown, and told to screen readers.
pub fn head_row(lang: Lang, heads: &[Head]) -> Markup {
    html! { thead { tr { @for head in heads {
        th scope="col" .number[head.is_number] aria-sort=[head.order.map(spoken)] {
            @if let Some((name, href)) = &head.sorts {
                a .sort id={ "sort-" (name) } href=(href) title=(t!(lang, "sort-by", column = head.label.as_str())) {
                    (head.label) span aria-hidden="true" { (arrow(head.order)) }
                }
            } @else { (head.label) }
        }
    } } } }
}

fn spoken(order: Order) -> &'static str {
    match order {
        Order::Ascending => "ascending",
        Order::Descending => "descending",
    }
}

fn arrow(order: Option<Order>) -> &'static str {
    match order {
        None => "↕",
        Some(Order::Ascending) => "↑",
        Some(Order::Descending) => "↓",
    }
}
