//! A workbook (.xlsx): its parts are unpacked while they are read, each up to a limit, and never as a whole.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::rc::Rc;

use quick_xml::events::Event;
use zip::ZipArchive;

use super::Sink;
use super::merges::Merges;
use super::notes::{FIRST, Notes, Refused, headings, said};
use super::pump::Pump;
use super::sheet::{Context, Rows};
use super::texts::Texts;
use super::xml::{Whole, Xml, attribute};
use crate::domain::forms::head::{self, Head, NoHead};
use crate::domain::forms::{Checker, Given};

/// Parts of the archive, and sheets that are looked at.
const PARTS: usize = 2000;
const SHEETS: usize = 20;
/// What may be unpacked, in bytes.
const SMALL: u64 = 16 << 20;
const STRINGS: u64 = 256 << 20;
const SHEET: u64 = 512 << 20;
/// Of a sheet, for its head.
const HEAD: u64 = 4 << 20;
/// Of all parts together, some of which are read twice.
const WHOLE: u64 = 1536 << 20;

pub(super) fn read<R: Read + Seek>(
    mut file: R,
    checker: Checker<'_>,
    sink: &mut Sink<'_>,
) -> Result<Notes, Refused> {
    few_parts(&mut file)?;
    let broken = || Refused::Broken { part: "zip".to_owned() };
    let mut book = Book::open(ZipArchive::new(BufReader::new(file)).map_err(|_| broken())?)?;
    let sheets = book.sheets()?;
    let context = book.context()?;
    let mut best: Option<(Head, &Sheet)> = None;
    let (mut others, mut worst) = (Vec::new(), NoHead::None);
    let mut worst_sheet = None;
    for sheet in sheets.iter().take(SHEETS) {
        match Head::find(checker.form(), &book.first_rows(sheet, &context)?) {
            Ok(head) if best.as_ref().is_none_or(|(best, _)| head.known() > best.known()) => {
                others.extend(
                    best.filter(|(best, _)| best.known() == head.known())
                        .map(|(_, sheet)| sheet.name.clone()),
                );
                best = Some((head, sheet));
            }
            Ok(head) if best.as_ref().is_some_and(|(best, _)| head.known() == best.known()) => {
                others.push(sheet.name.clone());
            }
            Ok(_) | Err(NoHead::None) => {}
            Err(no) if worst == NoHead::None => (worst, worst_sheet) = (no, Some(sheet.name.as_str())),
            Err(_) => {}
        }
    }
    let Some((head, sheet)) = best else { return Err(Refused::head(worst, worst_sheet)) };
    // Merged cells are told of after the rows.
    let merges = Merges::of(book.part(&sheet.part, SHEET)?, &head, &sheet.name)?;
    let mut pump = Pump::new(checker, head, Some(&sheet.name), sink);
    let mut rows = Rows::begin(book.part(&sheet.part, SHEET)?, &context, &sheet.name)?;
    let mut merges = merges.filling();
    while let Some(line) = rows.next()? {
        merges.fill(line, &mut rows.cells);
        if pump.row(line, &mut rows.cells)?.is_break() {
            break;
        }
    }
    Ok(Notes { others, ..pump.finish()? })
}

/// An archive's list of parts is read as a whole, whatever its length; so it is counted first, by the mark of each entry.
fn few_parts<R: Read + Seek>(file: &mut R) -> Result<(), Refused> {
    const ENTRY: &[u8] = b"PK\x01\x02";
    let (mut window, mut entries): (Vec<u8>, usize) = (Vec::new(), 0);
    loop {
        let kept = window.len().saturating_sub(ENTRY.len() - 1);
        window.drain(..kept);
        if file.by_ref().take(1 << 16).read_to_end(&mut window)? == 0 {
            break;
        }
        entries += window.windows(ENTRY.len()).filter(|part| *part == ENTRY).count();
        if entries > PARTS {
            return Err(Refused::TooLarge { part: "zip".to_owned() });
        }
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(())
}

struct Sheet {
    name: String,
    part: String,
}

struct Book<R> {
    archive: ZipArchive<R>,
    /// In small letters, as some programs write them.
    parts: HashMap<String, usize>,
    workbook: String,
    /// What the workbook names by id: kind and part.
    related: HashMap<String, (String, String)>,
    is_1904: bool,
    left: Whole,
}

impl<R: Read + Seek> Book<R> {
    fn open(archive: ZipArchive<R>) -> Result<Self, Refused> {
        let names =
            (0..archive.len()).filter_map(|at| Some((archive.name_for_index(at)?.ok()?.into_owned(), at)));
        let parts = names.map(|(name, at)| (name.replace('\\', "/").to_lowercase(), at)).collect();
        let mut book = Self {
            archive,
            parts,
            workbook: String::new(),
            related: HashMap::new(),
            is_1904: false,
            left: Rc::new(Cell::new(WHOLE)),
        };
        let roots = book.relations("")?;
        let root = roots.into_values().find(|(kind, _)| kind == "officeDocument");
        book.workbook = root.map_or_else(|| "xl/workbook.xml".to_owned(), |(_, part)| part);
        // .ods and .xlsb are archives as well.
        if !book.parts.contains_key(&book.workbook) || !book.workbook.ends_with(".xml") {
            return Err(Refused::NotATable);
        }
        book.related = book.relations(&book.workbook.clone())?;
        Ok(book)
    }

    fn part(&mut self, name: &str, limit: u64) -> Result<Xml<impl Read + use<'_, R>>, Refused> {
        let broken = || Refused::Broken { part: name.to_owned() };
        let at = *self.parts.get(name).ok_or_else(broken)?;
        let part = self.archive.by_index(at).map_err(|_| broken())?;
        Ok(Xml::new(part, name, limit, &self.left))
    }

    /// What a part names by id; nothing where it names nothing.
    fn relations(&mut self, of: &str) -> Result<HashMap<String, (String, String)>, Refused> {
        let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
        let list = if folder.is_empty() {
            format!("_rels/{name}.rels")
        } else {
            format!("{folder}/_rels/{name}.rels")
        };
        let mut found = HashMap::new();
        if !self.parts.contains_key(&list) {
            return Ok(found);
        }
        let mut xml = self.part(&list, SMALL)?;
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "Relationship" && found.len() < PARTS => {
                    let kind = attribute(&tag, "Type").rsplit('/').next().unwrap_or_default().to_owned();
                    let target = attribute(&tag, "Target").replace('\\', "/").to_lowercase();
                    found.insert(attribute(&tag, "Id"), (kind, resolved(folder, &target)));
                }
                Event::Eof => return Ok(found),
                _ => {}
            }
        }
    }

    fn sheets(&mut self) -> Result<Vec<Sheet>, Refused> {
        let (workbook, mut named) = (self.workbook.clone(), Vec::new());
        let mut is_1904 = false;
        let mut xml = self.part(&workbook, SMALL)?;
        loop {
            match xml.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "workbookPr" => is_1904 = matches!(attribute(&tag, "date1904").as_str(), "1" | "true"),
                    "sheet" if named.len() < PARTS => {
                        named.push((attribute(&tag, "name"), attribute(&tag, "id")));
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        drop(xml);
        self.is_1904 = is_1904;
        // Each part once, under whatever names.
        let mut seen = HashSet::new();
        let sheet = |(name, id): (String, String)| {
            let (kind, part) = self.related.get(&id)?;
            let is_there = kind == "worksheet" && self.parts.contains_key(part) && seen.insert(part);
            is_there.then(|| Sheet { name: said(&name), part: part.clone() })
        };
        Ok(named.into_iter().filter_map(sheet).collect())
    }

    /// The part of this kind that the workbook has one of.
    fn only(&self, kind: &str) -> Option<String> {
        let mut all =
            self.related.values().filter(|(each, part)| each == kind && self.parts.contains_key(part));
        all.next().map(|(_, part)| part.clone())
    }

    fn context(&mut self) -> Result<Context, Refused> {
        let mut context = Context { is_1904: self.is_1904, ..Context::default() };
        if let Some(part) = self.only("styles") {
            let mut xml = self.part(&part, SMALL)?;
            context.dates = super::sheet::dates(&mut xml)?;
        }
        if let Some(part) = self.only("sharedStrings") {
            let mut xml = self.part(&part, STRINGS)?;
            context.texts = Texts::read(&mut xml, &part)?;
        }
        Ok(context)
    }

    fn first_rows(&mut self, sheet: &Sheet, context: &Context) -> Result<Vec<(usize, Vec<Given>)>, Refused> {
        let left = Rc::clone(&self.left);
        let mut rows = Rows::begin(self.part(&sheet.part, HEAD)?, context, &sheet.name)?;
        let mut first = Vec::new();
        for _ in 0..FIRST {
            match rows.next() {
                Ok(Some(line)) if !rows.cells.iter().all(Given::is_empty) => {
                    headings(&mut rows.cells);
                    first.push((line, std::mem::take(&mut rows.cells)));
                }
                Ok(Some(_)) => {}
                // Nobody looks further down for a head; what is too large is told of when the rows are read.
                Err(Refused::TooLarge { part }) if part == sheet.part && left.get() > 0 => break,
                Ok(None) => break,
                Err(refused) => return Err(refused),
            }
            if first.len() == head::ROWS {
                break;
            }
        }
        Ok(first)
    }
}

/// A part's name from a place in another's folder.
fn resolved(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}
