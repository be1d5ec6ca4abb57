//! The only source of chance in when things are done, so that many do not happen at once.

/// Where chance comes from: tests have it fixed.
#[derive(Debug, Clone, Copy)]
pub enum Jitter {
    System,
    /// Always this many percent.
    Fixed(u8),
}

impl Jitter {
    /// From 0 to 100.
    pub fn percent(self) -> u8 {
        match self {
            Self::System => rand::random_range(0..=100),
            Self::Fixed(percent) => percent.min(100),
        }
    }
}
