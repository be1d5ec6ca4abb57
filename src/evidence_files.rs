//! Evidence on disk (佐证材料): each file once, under the SHA-256 of its bytes.
//!
//! # The order of steps
//!
//! 1. Bytes stream into `incoming/…`, hashed as they come; a broken upload is removed. 2. The whole file is
//!    renamed to `sha256/ab/ab12…`, which is atomic and synced. 3. Only then does a row name it. A file that no
//!    row ever named is litter that nobody can reach, never a half-saved submission.
//!
//! A file that comes in pieces is gathered in `partial/…` until it is whole, and goes on from step 2.

use std::path::{Path as FsPath, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::BoxStream;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, WriteMultipart};
use sha2::{Digest, Sha256};

mod partial;

pub use partial::{Partial, new_id};

/// Where the files are.
#[derive(Debug, Clone)]
pub struct EvidenceFiles {
    store: Arc<dyn ObjectStore>,
    folder: PathBuf,
}

/// A stored file's name and length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// lower-case hexadecimal
    pub sha256: String,
    /// bytes
    pub size: u64,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 500: the disk failed or is full.
    #[error("evidence file: {0}")]
    Store(#[from] object_store::Error),
    #[error("evidence folder: {0}")]
    Folder(#[from] std::io::Error),
    /// 413: the file has more bytes than are allowed; nothing of it was kept.
    #[error("the file is larger than {limit} bytes")]
    TooLarge { limit: u64 },
    /// 423: somebody else is sending pieces of the same file.
    #[error("the file is being sent already")]
    Busy,
}

/// A file on its way in.
pub struct Incoming {
    files: EvidenceFiles,
    staging: Path,
    writer: WriteMultipart,
    hash: Sha256,
    size: u64,
    limit: u64,
}

impl EvidenceFiles {
    pub fn open(folder: &FsPath) -> Result<Self, Error> {
        std::fs::create_dir_all(folder)?;
        let store = Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true));
        Ok(Self { store, folder: folder.to_owned() })
    }

    /// Begins a file of at most `limit` bytes.
    pub async fn begin(&self, limit: u64) -> Result<Incoming, Error> {
        let staging = Path::from(format!("incoming/{:032x}", rand::random::<u128>()));
        let upload = self.store.put_multipart(&staging).await?;
        let writer = WriteMultipart::new(upload);
        Ok(Incoming { files: self.clone(), staging, writer, hash: Sha256::new(), size: 0, limit })
    }

    /// The bytes of a stored file, as a stream.
    pub async fn read(
        &self,
        sha256: &str,
    ) -> Result<BoxStream<'static, Result<Bytes, object_store::Error>>, Error> {
        Ok(self.store.get(&location(sha256)).await?.into_stream())
    }

    /// A stored file as one that can be gone about in.
    pub async fn open_file(&self, sha256: &str) -> Result<std::fs::File, Error> {
        let path = self.folder.join(location(sha256).as_ref());
        let opened = tokio::task::spawn_blocking(move || std::fs::File::open(path)).await;
        Ok(opened.map_err(std::io::Error::other)??)
    }

    async fn settle(&self, staging: &Path, sha256: &str) -> Result<(), Error> {
        let target = location(sha256);
        match self.store.head(&target).await {
            Ok(_) => self.store.delete(staging).await?,
            Err(object_store::Error::NotFound { .. }) => self.store.rename(staging, &target).await?,
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}

impl Incoming {
    pub async fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.size += bytes.len() as u64;
        if self.size > self.limit {
            return Err(Error::TooLarge { limit: self.limit });
        }
        self.hash.update(bytes);
        self.writer.wait_for_capacity(4).await?;
        self.writer.write(bytes);
        Ok(())
    }

    pub async fn finish(self) -> Result<Stored, Error> {
        self.writer.finish().await?;
        let sha256 = hex::encode(self.hash.finalize());
        self.files.settle(&self.staging, &sha256).await?;
        Ok(Stored { sha256, size: self.size })
    }

    /// Removes what has come so far.
    pub async fn abort(self) -> Result<(), Error> {
        Ok(self.writer.abort().await?)
    }
}

fn location(sha256: &str) -> Path {
    Path::from(format!("sha256/{}/{sha256}", sha256.get(..2).unwrap_or("xx")))
}
