//! When a message that was not taken is tried again (重试): later each time, and not all of them at once.

use time::Duration;

/// Minutes until the next try; after the last one the message has failed.
const WAITS: [i64; 5] = [1, 5, 15, 60, 240];

/// Until the next try of a message for which no server was there. Such tries are not counted: that the server is
/// down for a day is no fault of any message.
const NO_SERVER: Duration = Duration::minutes(1);

/// How long to wait after so many tries that the server turned down for now; `None` when there have been enough.
/// `jitter` is a percentage by chance: at 100 the wait is half as long again.
pub fn wait(tries: i64, jitter: u8) -> Option<Duration> {
    let minutes = WAITS.get(usize::try_from(tries).ok()?.checked_sub(1)?)?;
    Some(stretched(Duration::minutes(*minutes), jitter))
}

/// How long to wait when the server could not be reached.
pub fn wait_for_server(jitter: u8) -> Duration {
    stretched(NO_SERVER, jitter)
}

fn stretched(wait: Duration, jitter: u8) -> Duration {
    wait + wait * i32::from(jitter.min(100)) / 200
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let waits = |jitter| (0..=7).map(|tries| wait(tries, jitter)).collect::<Vec<_>>();
        let minutes = |n| Some(Duration::minutes(n));
        let none = None;
        assert_eq!(
            waits(0),
            [none, minutes(1), minutes(5), minutes(15), minutes(60), minutes(240), none, none]
        );
        let seconds = |n| Some(Duration::seconds(n));
        assert_eq!(
            waits(100),
            [none, seconds(90), seconds(450), seconds(1350), minutes(90), minutes(360), none, none]
        );
        assert_eq!(wait(-1, 0), None);
        assert_eq!((wait_for_server(0), wait_for_server(50)), (Duration::minutes(1), Duration::seconds(75)));
    }

    #[test]
    fn chance_spreads_the_next_try_and_never_brings_it_forward() {
        for tries in 1..=5 {
            let waits: Vec<_> = (0..=100).map(|jitter| wait(tries, jitter).unwrap()).collect();
            assert!(waits.is_sorted() && waits.first() < waits.last());
            assert_eq!(wait(tries, 255), wait(tries, 100));
        }
    }
}
