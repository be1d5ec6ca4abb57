//! How a set of obligations stands (进展): how many there are of each light, and how many came on time.

use super::obligation::{Light, State, Timeliness};
use super::standing::{Due, Standing};

/// Counts over any set of obligations: a unit's, a project's, all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    lights: [i64; Light::ALL.len()],
    due: i64,
    on_time: i64,
}

impl Progress {
    /// Counts one more; a retired one does not count.
    pub fn add(&mut self, standing: Standing) {
        let Some(light) = standing.light() else { return };
        if let Some(count) = self.lights.get_mut(light as usize) {
            *count += 1;
        }
        if standing.due == Due::Past && standing.state != State::Exempt {
            self.due += 1;
            self.on_time += i64::from(standing.timeliness() == Timeliness::OnTime);
        }
    }

    /// Counts all of another set.
    pub fn merge(&mut self, other: &Self) {
        for (count, more) in self.lights.iter_mut().zip(other.lights) {
            *count += more;
        }
        self.due += other.due;
        self.on_time += other.on_time;
    }

    pub fn count(&self, light: Light) -> i64 {
        self.lights.get(light as usize).copied().unwrap_or_default()
    }

    /// The lights there are, worst first, with their counts.
    pub fn lights(&self) -> impl Iterator<Item = (Light, i64)> {
        Light::ALL.into_iter().rev().map(|light| (light, self.count(light))).filter(|(_, count)| *count > 0)
    }

    /// The light to worry about most; `None` where nothing was counted.
    pub fn worst(&self) -> Option<(Light, i64)> {
        self.lights().next()
    }

    /// 应办: all but the exempt.
    pub fn total(&self) -> i64 {
        self.lights.iter().sum::<i64>() - self.count(Light::Exempt)
    }

    /// 办结, late or not.
    pub fn done(&self) -> i64 {
        self.count(Light::AcceptedOnTime) + self.count(Light::AcceptedLate)
    }

    /// 应报: those whose due date has passed, the exempt left out.
    pub fn due(&self) -> i64 {
        self.due
    }

    /// Of those due, how many were first sent in time.
    pub fn on_time(&self) -> i64 {
        self.on_time
    }

    /// 按时率 in tenths of a percent, rounded half up; 1000 only where not one was late. `None` while
    /// nothing was due.
    pub fn on_time_permille(&self) -> Option<i64> {
        let rounded = (self.on_time * 2000 + self.due).checked_div(self.due * 2)?;
        Some(if self.on_time < self.due { rounded.min(999) } else { rounded })
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::super::obligation::Obligation;
    use super::super::period::Period;
    use super::super::timestamp::Timestamp;
    use super::*;

    fn obligation(state: State, due: Option<i64>, sent: Option<i64>) -> Obligation {
        let day = |n: i64| now().plus(time::Duration::days(n));
        Obligation {
            id: "d~u~2026".parse().unwrap(),
            duty_id: "d".parse().unwrap(),
            unit_id: "u".parse().unwrap(),
            period: Period::year(2026),
            scheduled_at: due.map(day),
            due_at: due.map(day),
            state,
            revision: i64::from(sent.is_some()),
            first_submitted_at: sent.map(day),
            acknowledged_at: None,
        }
    }

    fn now() -> Timestamp {
        Timestamp::new(datetime!(2026-06-10 09:00 +8))
    }

    fn progress(of: &[Obligation]) -> Progress {
        let mut progress = Progress::default();
        for each in of {
            progress.add(each.standing(now(), now()));
        }
        progress
    }

    #[test]
    fn what_is_due_and_what_came_on_time() {
        let all = progress(&[
            obligation(State::Accepted, Some(-5), Some(-6)),
            obligation(State::Accepted, Some(-5), Some(-4)),
            obligation(State::Returned, Some(-5), Some(-5)),
            obligation(State::Open, Some(-5), None),
            obligation(State::Exempt, Some(-5), None),
            obligation(State::Submitted, Some(5), Some(-1)),
            obligation(State::Open, None, None),
        ]);
        assert_eq!((all.due(), all.on_time(), all.on_time_permille()), (4, 2, Some(500)));
        assert_eq!((all.total(), all.done()), (6, 2));
        assert_eq!(all.worst(), Some((Light::Overdue, 1)));
        assert_eq!(all.count(Light::Submitted), 1);
    }

    #[test]
    fn two_sets_counted_apart_and_together() {
        let late = obligation(State::Open, Some(-5), None);
        let done = obligation(State::Accepted, Some(-5), Some(-6));
        let (mut some, more) =
            (progress(&[late.clone(), done.clone()]), progress(std::slice::from_ref(&done)));
        some.merge(&more);
        assert_eq!(some, progress(&[late, done.clone(), done]));
    }

    #[test]
    fn a_rate_is_whole_only_when_nothing_was_late() {
        let on_time = obligation(State::Accepted, Some(-5), Some(-6));
        let late = obligation(State::Accepted, Some(-5), Some(-4));
        let many = |n: usize, late: &[Obligation]| {
            progress(&[vec![on_time.clone(); n], late.to_vec()].concat()).on_time_permille()
        };
        assert_eq!(many(0, &[]), None);
        assert_eq!(many(3, &[]), Some(1000));
        assert_eq!(many(2, std::slice::from_ref(&late)), Some(667));
        assert_eq!(many(4000, std::slice::from_ref(&late)), Some(999));
        assert_eq!(many(0, &[late]), Some(0));
    }
}
