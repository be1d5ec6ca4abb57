//! A file that comes in pieces: what has come lies in `partial/…` and outlives the connection, the process and
//! the machine. Its length is how far it has come; nothing else counts along.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::Arc;

use object_store::path::Path;
use sha2::{Digest, Sha256};

use super::{Error, EvidenceFiles, Stored};

/// Bytes that are gathered before the disk is troubled.
const GATHERED: usize = 256 * 1024;

/// One such file, for this holder alone until dropped.
pub struct Partial {
    files: EvidenceFiles,
    id: String,
    file: Arc<File>,
    gathered: Vec<u8>,
    offset: u64,
}

impl EvidenceFiles {
    /// Opens what has come of it so far, which may be nothing. `id` is one that [`new_id`] made.
    pub async fn resume(&self, id: &str) -> Result<Partial, Error> {
        let path = self.partial(id)?;
        let (file, offset) = blocking(move || open(&path)).await?;
        Ok(Partial {
            files: self.clone(),
            id: id.to_owned(),
            file: Arc::new(file),
            gathered: Vec::new(),
            offset,
        })
    }

    /// Removes what has come of it; nothing may have.
    pub async fn discard(&self, id: &str) -> Result<(), Error> {
        let path = self.partial(id)?;
        blocking(move || match std::fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        })
        .await
    }

    fn partial(&self, id: &str) -> Result<PathBuf, Error> {
        // It becomes part of a path.
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Error::Folder(io::ErrorKind::InvalidInput.into()));
        }
        Ok(self.folder.join("partial").join(id))
    }
}

/// A name for a new one.
pub fn new_id() -> String {
    format!("{:032x}", rand::random::<u128>())
}

impl Partial {
    /// How many bytes have come.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    pub async fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.gathered.extend_from_slice(bytes);
        self.offset += bytes.len() as u64;
        if self.gathered.len() >= GATHERED { self.write().await } else { Ok(()) }
    }

    /// Everything that came is on the disk: what is told of now stays true when the power fails.
    pub async fn sync(&mut self) -> Result<(), Error> {
        self.write().await?;
        let file = Arc::clone(&self.file);
        blocking(move || Ok(file.sync_all()?)).await
    }

    /// All of it has come: from here on it is a stored file like any other.
    pub async fn finish(mut self) -> Result<Stored, Error> {
        self.sync().await?;
        let file = Arc::clone(&self.file);
        let sha256 = blocking(move || hash(&file)).await?;
        self.files.settle(&Path::from(format!("partial/{}", self.id)), &sha256).await?;
        Ok(Stored { sha256, size: self.offset })
    }

    async fn write(&mut self) -> Result<(), Error> {
        let (file, bytes) = (Arc::clone(&self.file), std::mem::take(&mut self.gathered));
        blocking(move || Ok((&*file).write_all(&bytes)?)).await
    }
}

/// Locked: of two who send pieces of one file at once, the other waits.
fn open(path: &std::path::Path) -> Result<(File, u64), Error> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let file = OpenOptions::new().create(true).read(true).append(true).open(path)?;
    file.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => Error::Busy,
        TryLockError::Error(error) => Error::Folder(error),
    })?;
    let length = file.metadata()?.len();
    Ok((file, length))
}

/// Of the bytes that the disk gives back, so it holds for every piece of them.
fn hash(mut file: &File) -> Result<String, Error> {
    let (mut hash, mut chunk) = (Sha256::new(), vec![0; GATHERED]);
    file.seek(SeekFrom::Start(0))?;
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(hex::encode(hash.finalize())),
            read => hash.update(chunk.get(..read).unwrap_or_default()),
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}
