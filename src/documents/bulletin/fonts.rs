//! Fonts of PDFs: free ones that come with the program (`fonts/`), and an office's own before them.

use std::fs;
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// 仿宋, then our 宋体, which has every character of the others.
pub const BODY: [&str; 5] = ["FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", SONG];
/// 小标宋
pub const TITLE: [&str; 5] =
    ["FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "Duban Title", SONG];
/// 黑体
pub const SECTION: [&str; 4] = ["SimHei", "黑体", "Duban Hei", SONG];
/// 楷体
pub const PART: [&str; 6] = ["KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "Duban Kai", SONG];

const SONG: &str = "Duban Song";

const SHIPPED: [&[u8]; 4] = [
    include_bytes!("../../../fonts/song.otf"),
    include_bytes!("../../../fonts/title.otf"),
    include_bytes!("../../../fonts/hei.otf"),
    include_bytes!("../../../fonts/kai.ttf"),
];

/// Read once and kept: parsing them takes longer than setting a page.
pub struct Fonts {
    pub(super) book: LazyHash<FontBook>,
    pub(super) all: Vec<Font>,
}

/// In both languages, since it is said to whoever starts the server.
#[derive(Debug, thiserror::Error)]
pub enum FontsError {
    #[error("fonts_dir：无法读取 / cannot be read: {}: {source}", path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error("fonts_dir：不是字体文件 / not a font: {}", .0.display())]
    Broken(PathBuf),
}

impl Fonts {
    /// Those that come with the program.
    pub fn shipped() -> Self {
        Self::of(Vec::new())
    }

    /// An office's own besides: every .ttf, .otf and .ttc of a folder.
    pub fn with(folder: &Path) -> Result<Self, FontsError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| FontsError::Read { path, source }
        };
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(failed(folder))? {
            paths.push(entry.map_err(failed(folder))?.path());
        }
        // In the order of their names: the folder has none, and the same fonts make the same bytes.
        paths.sort();
        let mut own = Vec::new();
        for path in paths.iter().filter(|path| is_font(path)) {
            let bytes = fs::read(path).map_err(failed(path))?;
            let before = own.len();
            own.extend(Font::iter(Bytes::new(bytes)));
            if own.len() == before {
                return Err(FontsError::Broken(path.clone()));
            }
        }
        Ok(Self::of(own))
    }

    fn of(own: Vec<Font>) -> Self {
        let shipped = SHIPPED.into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes)));
        let all: Vec<Font> = own.into_iter().chain(shipped).collect();
        Self { book: LazyHash::new(FontBook::from_fonts(&all)), all }
    }
}

fn is_font(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["ttf", "otf", "ttc"].iter().any(|font| ending.eq_ignore_ascii_case(font))
}
