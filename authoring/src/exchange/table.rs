//! Tables as files: CSV and XLSX, in and out.
//!
//! What spreadsheet programs do to tables is dealt with here and nowhere else: byte order marks, semicolons, old character
//! sets, dates that are numbers, cells that hold formulas, workbooks that unpack to gigabytes. A table is refused as a
//! whole, with one sentence, when it cannot be what somebody meant.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use codedark_protocol::Msg;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use super::cell::Cell;

/// Largest table file that is read, in MiB.
const FILE_MIB_MAX: u64 = 4;
/// Largest size of a workbook's parts once unpacked, in MiB.
const UNPACKED_MIB_MAX: u64 = 48;
/// Most rows below the heading: an exercise has dozens of injects.
const ROWS_MAX: usize = 500;
/// Most columns.
const COLUMNS_MAX: usize = 64;
/// Most characters in a cell.
const CELL_CHARS_MAX: usize = 8_000;
/// Letters that make a spreadsheet program take a text for a formula.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// How moments look in a workbook.
const MOMENT_FORMAT: &str = "yyyy-mm-dd hh:mm";
/// Column widths in a workbook: narrow for short values, wide for texts.
const WIDTHS: (f64, f64) = (16.0, 48.0);

/// A row below the heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The row's number as a spreadsheet shows it; the heading is row 1.
    pub row: usize,
    /// Its cells, in the order of the heading.
    pub cells: Vec<Cell>,
}

/// A table: a heading and rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Names of the columns.
    pub heading: Vec<String>,
    /// The rows that are not blank.
    pub lines: Vec<Line>,
}

/// Reads a table, whichever of the two it is.
///
/// # Errors
/// Why it is refused.
pub fn read(bytes: &[u8]) -> Result<Table, Msg> {
    if bytes.len() as u64 > FILE_MIB_MAX << 20 {
        return Err(Msg::new("table-file-large").number("most", FILE_MIB_MAX as i64));
    }
    if bytes.starts_with(b"PK\x03\x04") { read_xlsx(bytes) } else { read_csv(bytes) }
}

/// Largest file worth opening, in bytes.
pub fn file_bytes_max() -> u64 {
    FILE_MIB_MAX << 20
}

/// Collects cells into a table, and keeps the limits.
#[derive(Default)]
struct Collector {
    rows: Vec<Line>,
}

impl Collector {
    fn put(&mut self, row: usize, column: usize, cell: Cell) -> Result<(), Msg> {
        if cell.is_blank() {
            return Ok(());
        }
        if row > ROWS_MAX + 1 {
            return Err(Msg::new("table-rows").number("most", ROWS_MAX as i64));
        }
        if column >= COLUMNS_MAX {
            return Err(Msg::new("table-columns").number("row", row as i64).number("most", COLUMNS_MAX as i64));
        }
        if matches!(&cell, Cell::Text(words) if words.chars().count() > CELL_CHARS_MAX) {
            return Err(Msg::new("table-cell").number("row", row as i64).number("most", CELL_CHARS_MAX as i64));
        }
        if self.rows.last().is_none_or(|last| last.row != row) {
            self.rows.push(Line { row, cells: Vec::new() });
        }
        let cells = &mut self.rows.last_mut().expect("just pushed").cells;
        cells.resize(cells.len().max(column + 1), Cell::Empty);
        cells[column] = cell;
        Ok(())
    }

    fn table(self) -> Result<Table, Msg> {
        let mut rows = self.rows.into_iter();
        let heading = rows.next().ok_or_else(|| Msg::new("table-empty"))?;
        let heading: Vec<String> = heading.cells.iter().map(|cell| cell.words().trim().to_owned()).collect();
        let width = heading.len();
        let lines = rows.map(|mut line| {
            line.cells.resize(width.max(line.cells.len()), Cell::Empty);
            line
        });
        Ok(Table { lines: lines.collect(), heading })
    }
}

fn read_csv(bytes: &[u8]) -> Result<Table, Msg> {
    let text = decoded(bytes)?;
    let delimiter = delimiter_of(&text);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut collector = Collector::default();
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|error| Msg::new("table-unreadable").word("reason", error.to_string()))?;
        for (column, field) in record.iter().enumerate() {
            collector.put(index + 1, column, Cell::text(&restored(field)))?;
        }
    }
    collector.table()
}

/// The text of a CSV file: UTF-8 or UTF-16 by its mark, else UTF-8, else what Windows wrote before.
fn decoded(bytes: &[u8]) -> Result<String, Msg> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let text = match marked {
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => encoding.decode(bytes).0,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').into(),
            Err(_) => WINDOWS_1252.decode(bytes).0,
        },
    };
    if text.contains('\0') { Err(Msg::new("table-no-text")) } else { Ok(text.into_owned()) }
}

/// What parts the columns: the one of three that the heading holds most of.
fn delimiter_of(text: &str) -> u8 {
    let heading = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |delimiter: &u8| heading.bytes().filter(|byte| byte == delimiter).count();
    // Of equals, `max_by_key` takes the last: the comma.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

fn read_xlsx(bytes: &[u8]) -> Result<Table, Msg> {
    measure_unpacked(bytes)?;
    let unreadable = |error: calamine::XlsxError| Msg::new("table-unreadable").word("reason", error.to_string());
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let first = workbook.sheet_names().into_iter().next().ok_or_else(|| Msg::new("table-empty"))?;
    // Cell by cell: a table made at once would be as large as the far corner that a single cell claims.
    let mut cells = workbook.worksheet_cells_reader(&first).map_err(unreadable)?;
    let mut collector = Collector::default();
    while let Some(found) = cells.next_cell_with_formula().map_err(unreadable)? {
        let (row, column) = (found.pos.0 as usize + 1, found.pos.1 as usize);
        if found.formula.is_some() {
            let msg = Msg::new("table-formula").number("row", row as i64);
            return Err(msg.word("column", column_letters(column)));
        }
        let cell = match found.value {
            DataRef::Empty => Cell::Empty,
            DataRef::String(words) => Cell::text(&restored(&words)),
            DataRef::SharedString(words) => Cell::text(&restored(words)),
            DataRef::Int(number) => Cell::Number(number as f64),
            DataRef::Float(number) => Cell::Number(number),
            DataRef::Bool(yes) => Cell::text(if yes { "yes" } else { "no" }),
            DataRef::DateTime(moment) => Cell::Moment(serial_1900(&moment)),
            DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => Cell::text(&words),
            DataRef::Error(error) => {
                let msg = Msg::new("table-error-cell").number("row", row as i64);
                return Err(msg.word("column", column_letters(column)).word("error", error.to_string()));
            }
        };
        collector.put(row, column, cell)?;
    }
    collector.table()
}

/// A moment in days since the end of 1899, also from a workbook that counts from 1904.
fn serial_1900(moment: &calamine::ExcelDateTime) -> f64 {
    const DAYS_1904: f64 = 1462.0;
    let (year, ..) = moment.to_ymd_hms_milli();
    let plain = calamine::ExcelDateTime::new(moment.as_f64(), calamine::ExcelDateTimeType::DateTime, false);
    let (as_1900, ..) = plain.to_ymd_hms_milli();
    if moment.is_datetime() && year.abs_diff(as_1900) >= 3 { moment.as_f64() + DAYS_1904 } else { moment.as_f64() }
}

/// Refuses a workbook that unpacks to more than a table could hold, whatever sizes it claims to have.
fn measure_unpacked(bytes: &[u8]) -> Result<(), Msg> {
    let broken = |reason: String| Msg::new("table-unreadable").word("reason", reason);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let mut left = UNPACKED_MIB_MAX << 20;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| broken(error.to_string()))?;
        let size =
            std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|error| broken(error.to_string()))?;
        left =
            left.checked_sub(size).ok_or_else(|| Msg::new("table-unpacked").number("most", UNPACKED_MIB_MAX as i64))?;
    }
    Ok(())
}

/// A column as spreadsheets call it: A, B, .. Z, AA.
fn column_letters(column: usize) -> String {
    let (before, last) = (column / 26, (b'A' + (column % 26) as u8) as char);
    if before == 0 { last.to_string() } else { column_letters(before - 1) + &last.to_string() }
}

/// Words that no spreadsheet takes for a formula: an apostrophe stands before them where one could.
fn guarded(words: &str) -> String {
    if could_be_formula(words) { format!("'{words}") } else { words.to_owned() }
}

/// The words that [`guarded`] was given.
fn restored(words: &str) -> String {
    match words.strip_prefix('\'') {
        Some(rest) if could_be_formula(rest) => rest.to_owned(),
        _ => words.to_owned(),
    }
}

/// Whether words begin as a formula does, behind any apostrophes that they have themselves.
fn could_be_formula(words: &str) -> bool {
    words.trim_start_matches('\'').starts_with(FORMULA_STARTS)
}

/// Writes a table as CSV: UTF-8 with a mark, commas, as spreadsheet programs open it without questions.
pub fn write_csv(table: &Table) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![0xef, 0xbb, 0xbf]);
    let rows = table.lines.iter().map(|line| line.cells.iter().map(|cell| guarded(&cell.words())).collect::<Vec<_>>());
    for row in std::iter::once(table.heading.clone()).chain(rows) {
        writer.write_record(&row).expect("memory takes every row");
    }
    writer.into_inner().expect("memory takes every row")
}

/// Writes a table as XLSX, its heading fixed above. `wide` says which columns hold texts.
///
/// # Errors
/// A reason of the library, where a cell is too long for a workbook.
pub fn write_xlsx(table: &Table, title: &str, wide: &dyn Fn(usize) -> bool) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Without the hour of its making, the same table gives the same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    let top = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let heading = Format::new().set_bold();
    let moment = Format::new().set_num_format(MOMENT_FORMAT).set_align(FormatAlign::Top);
    let sheet = workbook.add_worksheet();
    sheet.set_name("MSEL")?.set_freeze_panes(1, 0)?;
    for (column, name) in table.heading.iter().enumerate() {
        let width = if wide(column) { WIDTHS.1 } else { WIDTHS.0 };
        sheet.set_column_width(column as u16, width)?;
        sheet.write_string_with_format(0, column as u16, name, &heading)?;
    }
    for (row, line) in table.lines.iter().enumerate() {
        for (column, cell) in line.cells.iter().enumerate() {
            let (row, column) = (row as u32 + 1, column as u16);
            match cell {
                Cell::Empty => continue,
                Cell::Text(words) => sheet.write_string_with_format(row, column, guarded(words), &top)?,
                Cell::Moment(serial) => sheet.write_number_with_format(row, column, *serial, &moment)?,
                Cell::Number(number) => sheet.write_number_with_format(row, column, *number, &top)?,
            };
        }
    }
    workbook.save_to_buffer()
}
