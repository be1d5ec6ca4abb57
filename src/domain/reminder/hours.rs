//! When messages may leave (发送时段).

use time::{Date, Duration, Time};

use super::Rules;
use crate::domain::deadline::Setting;
use crate::domain::timestamp::Timestamp;

/// A break within the sending hours (午休): from `from` until before `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    pub from: Time,
    pub until: Time,
}

/// What leaves on a day off (休息日).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DaysOff {
    /// Nothing: what falls on one is told of on the working day before it.
    Never,
    /// Only what goes to people for whom something falls due that day.
    #[default]
    Due,
    /// The same as on any day.
    Always,
}

/// Which digests may leave at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// Outside the sending hours (非发送时段): none.
    Closed,
    /// Sending hours of a day off: those written that day to people for whom something falls due on it.
    DueOn(Date),
    /// Sending hours of a working day: all.
    Open,
}

impl Rules {
    /// Which digests may leave now.
    pub fn window(&self, setting: Setting<'_>, now: Timestamp) -> Window {
        let local = now.in_zone(setting.zone);
        if self.opens(local.time()) != Some(local.time()) {
            return Window::Closed;
        }
        match self.days_off {
            _ if setting.calendar.is_working_day(local.date()) => Window::Open,
            DaysOff::Always => Window::Open,
            DaysOff::Due => Window::DueOn(local.date()),
            DaysOff::Never => Window::Closed,
        }
    }

    /// This instant if everything may leave at it, else when the next such hours begin.
    pub fn next_sending(&self, setting: Setting<'_>, at: Timestamp) -> Timestamp {
        self.next_sending_of(setting, at, None)
    }

    /// The same for what goes to people for whom something falls due on `due`.
    pub fn next_sending_of(&self, setting: Setting<'_>, at: Timestamp, due: Option<Date>) -> Timestamp {
        let local = at.in_zone(setting.zone);
        let every_day = self.days_off == DaysOff::Always;
        let due_today = self.days_off == DaysOff::Due && due == Some(local.date());
        if (every_day || due_today || setting.calendar.is_working_day(local.date()))
            && let Some(time) = self.opens(local.time())
        {
            return if time == local.time() {
                at
            } else {
                Timestamp::local(local.date(), time, setting.zone)
            };
        }
        // Before the hours of a day off, or after those of any day.
        let next = if local.time() > self.send_until { local.date() + Duration::DAY } else { local.date() };
        let day = if every_day { next } else { setting.calendar.on_or_after(next) };
        Timestamp::local(day, self.send_from, setting.zone)
    }

    /// This time of day if it lies in the sending hours, else the first one after it that does.
    fn opens(&self, time: Time) -> Option<Time> {
        if time > self.send_until {
            return None;
        }
        let time = time.max(self.send_from);
        let pause = self.pause.filter(|pause| (pause.from..pause.until).contains(&time));
        Some(pause.map_or(time, |pause| pause.until))
    }
}
