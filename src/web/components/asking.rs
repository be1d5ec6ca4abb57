//! Asking before something that is hard to take back (确认): what will happen, and then the button.

use maud::{Markup, html};

use crate::words::{Lang, t};

/// A step that is asked about first.
#[derive(Debug)]
pub struct Asking<'a> {
    /// Unlike any other on the page; begins the ids inside.
    pub id: &'a str,
    /// On the button that asks, as a heading, and on the button that does it.
    pub label: &'a str,
    /// What will happen, and whether it can be taken back.
    pub text: &'a str,
    /// Whether it takes something away.
    pub is_danger: bool,
    /// Shown at once: it was refused, and says why.
    pub is_open: bool,
    pub action: &'a str,
}

/// A button and the dialog behind it. Without scripts the button is a link to the dialog, which shows when it is
/// the target; with them it opens as the browser's own.
pub fn asking(lang: Lang, asking: &Asking<'_>, fields: Markup) -> Markup {
    let (id, heading) = (asking.id, format!("{}-heading", asking.id));
    html! {
        div .asking {
            a .button.danger[asking.is_danger] id={ (id) "-button" } href={ "#" (id) } data-opens=(id) { (asking.label) "…" }
            dialog .panel id=(id) aria-labelledby=(heading) open[asking.is_open] {
                h2 id=(heading) { (asking.label) }
                p .muted { (asking.text) }
                form method="post" action=(asking.action) .stack {
                    (fields)
                    div .buttons {
                        button .primary[!asking.is_danger] .danger[asking.is_danger] { (asking.label) }
                        a .button href={ "#" (id) "-button" } data-closes { (t!(lang, "cancel")) }
                    }
                }
            }
        }
    }
}
