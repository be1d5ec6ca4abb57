//! Personal data shown in part (脱敏): enough to tell two people apart, too little to use.

use super::Kind;

/// Of a number fewer starred characters than these could be guessed.
const HIDDEN: usize = 4;

/// 110***********002X, 138****5678, 王**: what stands between the first and last few characters is starred.
pub fn masked(kind: &Kind, value: &str) -> String {
    let length = value.chars().count();
    let (head, tail) = match kind {
        Kind::IdentityNumber => (3, 4),
        Kind::Phone => (3, 4),
        Kind::Email => (2, value.chars().rev().take_while(|c| *c != '@').count() + 1),
        _ => (1, 0),
    };
    // A value too short for its mask shows its first character only.
    let least = if matches!(kind, Kind::IdentityNumber | Kind::Phone) { HIDDEN } else { 1 };
    let (head, tail) = if head + tail + least <= length { (head, tail) } else { (1.min(length), 0) };
    let hidden = length - head - tail;
    let chars = value.chars().enumerate();
    chars.map(|(at, c)| if at >= head && at < head + hidden { '*' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_starred_and_the_length_stays() {
        for (kind, value, shown) in [
            (Kind::IdentityNumber, "11010519491231002X", "110***********002X"),
            (Kind::Phone, "13812345678", "138****5678"),
            (Kind::Phone, "88886", "8****"),
            (Kind::Phone, "8688123", "8******"),
            (Kind::Phone, "86881234", "8*******"),
            (Kind::Email, "liming@example.cn", "li****@example.cn"),
            (Kind::Text { max: 20 }, "王小敏", "王**"),
            (Kind::Text { max: 20 }, "", ""),
        ] {
            assert_eq!(masked(&kind, value), shown);
        }
    }
}
