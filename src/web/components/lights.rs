//! Lights (亮灯) and other badges: shape, colour and word, never colour alone.

use maud::{Markup, html};

use crate::domain::obligation::{Light, Obligation, State, Timeliness};
use crate::domain::progress::Progress;
use crate::web::visit::Visit;
use crate::words::{self, Lang, t};

/// What a badge says by its colour: how an obligation stands, or a likeness of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    NotDue,
    Exempt,
    OnTime,
    Late,
    Submitted,
    Soon,
    Returned,
    Overdue,
}

impl Tone {
    pub fn of(light: Light) -> Self {
        match light {
            Light::NotDue => Self::NotDue,
            Light::Exempt => Self::Exempt,
            Light::AcceptedOnTime => Self::OnTime,
            Light::AcceptedLate => Self::Late,
            Light::Submitted => Self::Submitted,
            Light::DueSoon => Self::Soon,
            Light::Returned => Self::Returned,
            Light::Overdue => Self::Overdue,
        }
    }

    /// The class that colours it.
    pub fn class(self) -> &'static str {
        match self {
            Self::NotDue => "not-due",
            Self::Exempt => "exempt",
            Self::OnTime => "on-time",
            Self::Late => "late",
            Self::Submitted => "submitted",
            Self::Soon => "soon",
            Self::Returned => "returned",
            Self::Overdue => "overdue",
        }
    }

    fn shape(self) -> &'static str {
        match self {
            Self::NotDue => "○",
            Self::Exempt => "–",
            Self::OnTime | Self::Late => "✓",
            Self::Submitted => "◆",
            Self::Soon => "▲",
            Self::Returned => "↩",
            Self::Overdue => "■",
        }
    }
}

/// A word with its shape and colour.
pub fn badge(tone: Tone, word: &str) -> Markup {
    html! { span class={ "light " (tone.class()) } { span aria-hidden="true" { (tone.shape()) } " " (word) } }
}

pub fn light(lang: Lang, light: Light) -> Markup {
    badge(Tone::of(light), &words::light(lang, light))
}

/// A light and how many have it.
pub fn light_count(lang: Lang, light: Light, count: i64) -> Markup {
    badge(Tone::of(light), &format!("{} {count}", words::light(lang, light)))
}

/// Every light there is with its count, worst first.
pub fn lights(lang: Lang, progress: &Progress) -> Markup {
    html! { span .lights { @for (light, count) in progress.lights() { (light_count(lang, light, count)) " " } } }
}

/// The light of an obligation as it stands now.
pub fn light_of(visit: &Visit, obligation: &Obligation) -> Markup {
    let current = obligation.light(visit.now, visit.plan().soon(visit.now));
    html! {
        @if let Some(current) = current { (light(visit.lang, current)) }
        @else { span .muted { (words::state(visit.lang, State::Retired)) } }
        @if obligation.state == State::Submitted && obligation.timeliness(visit.now) == Timeliness::Late {
            " " span .muted { (t!(visit.lang, "sent-late")) }
        }
    }
}
