//! Makes PDFs where the program can (cargo feature `pdf`), with fonts that are read once.

#[cfg(feature = "pdf")]
use std::sync::{Arc, LazyLock};

use super::bulletin::Bulletin;
#[cfg(feature = "pdf")]
use super::bulletin::{Fonts, PdfError, pdf};
use crate::config::Config;
use crate::domain::timestamp::Timestamp;

/// Cheap to clone.
#[derive(Clone)]
pub struct Press {
    /// An office's own; `None` for those that come with the program.
    #[cfg(feature = "pdf")]
    own: Option<Arc<Fonts>>,
}

/// Read when the first PDF asks for them, and kept.
#[cfg(feature = "pdf")]
static SHIPPED: LazyLock<Fonts> = LazyLock::new(Fonts::shipped);

impl std::fmt::Debug for Press {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Press")
    }
}

/// Why there is no PDF.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPdf {
    /// This program was built without.
    #[error("built without the feature `pdf`")]
    Off,
    /// No font has these characters; a blank is not shown in their place.
    #[error("no font has {}", .0.iter().collect::<String>())]
    Missing(Vec<char>),
    /// Our own mistake.
    #[error("{0}")]
    Failed(String),
}

/// What is wrong with the fonts that the settings name; said to whoever starts the server.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Error(String);

impl Press {
    /// With the fonts that the settings name.
    #[cfg(feature = "pdf")]
    pub fn from_config(config: &Config) -> Result<Self, Error> {
        let own = config.fonts_dir.as_deref().map(Fonts::with).transpose();
        let own = own.map_err(|error| Error(error.to_string()))?;
        Ok(Self { own: own.map(Arc::new) })
    }

    #[cfg(not(feature = "pdf"))]
    pub fn from_config(_: &Config) -> Result<Self, Error> {
        Ok(Self {})
    }

    /// Takes some 10 ms of computing: not to be called where others wait for the thread.
    #[cfg(feature = "pdf")]
    pub fn bulletin(&self, bulletin: &Bulletin, created: Timestamp) -> Result<Vec<u8>, NoPdf> {
        pdf(bulletin, created, self.own.as_deref().unwrap_or(&SHIPPED)).map_err(|error| match error {
            PdfError::Missing(chars) => NoPdf::Missing(chars),
            PdfError::Set(error) => NoPdf::Failed(error),
        })
    }

    #[cfg(not(feature = "pdf"))]
    pub fn bulletin(&self, _: &Bulletin, _: Timestamp) -> Result<Vec<u8>, NoPdf> {
        Err(NoPdf::Off)
    }
}
