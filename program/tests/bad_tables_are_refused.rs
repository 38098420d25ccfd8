//! A table that cannot be what somebody meant is refused with one clear sentence, in bounded time and memory, and nothing is
//! written.

use std::io::{Cursor, Write};
use std::process::Command;

use crate::exchange::{Desk, replaced, said};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use zip::write::SimpleFileOptions;

const HEADING: &str = "Number,Inject ID,Time,Title,Text,To\n";

fn workbook(fill: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in HEADING.trim().split(',').enumerate() {
        sheet.write(0, column as u16, name).expect("a heading");
    }
    for (column, cell) in ["1", "", "", "A call", "Somebody calls.", "Medical lead"].into_iter().enumerate() {
        sheet.write(1, column as u16, cell).expect("a row");
    }
    fill(sheet);
    workbook.save_to_buffer().expect("a workbook")
}

fn time_cell(serial: f64, format: &str) -> Vec<u8> {
    let format = Format::new().set_num_format(format);
    workbook(|sheet| {
        sheet.write_number_with_format(1, 2, serial, &format).expect("a time");
    })
}

/// A workbook whose one part is written by hand.
fn with_part(name: &str, contents: &[u8]) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(workbook(|_| {}))).expect("a workbook");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for index in 0..old.len() {
        let part = old.by_index_raw(index).expect("a part");
        if part.name().is_ok_and(|part| part != name) {
            new.raw_copy_file(part).expect("copied");
        }
    }
    new.start_file(name, options).expect("a part");
    new.write_all(contents).expect("its contents");
    new.finish().expect("a workbook").into_inner()
}

fn row(time: &str) -> Vec<u8> {
    format!("{HEADING}1,,{time},A call,Somebody calls.,Medical lead\n").into_bytes()
}

#[test]
fn each_mistake_has_its_sentence() {
    let desk = Desk::new();
    let csv = |text: &str| text.as_bytes().to_vec();
    let far = with_part(
        "xl/worksheets/sheet1.xml",
        br#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Title</t></is></c></row><row r="5000"><c r="ZZ5000"><v>1</v></c></row></sheetData></worksheet>"#,
    );
    for (table, sentence) in [
        (row("2024-02-28 09:00:30"), "Row 2 (“A call”): “2024-02-28 09:00:30” has seconds"),
        (
            time_cell(45350.375 + 30.0 / 86400.0, "yyyy-mm-dd hh:mm"),
            "Row 2 (“A call”): “2024-02-28 09:00:30” has seconds",
        ),
        (row("45350.37501"), "has seconds"),
        (time_cell(0.375, "hh:mm"), "has no date"),
        (row("09:00"), "has no date"),
        (row("03/04/2024 09:00"), "nobody can tell the day from the month"),
        (row("2024-02-30 09:00"), "is no time"),
        (row("tomorrow at noon"), "is no time"),
        (row("2024-02-28 08:29"), "lies before the start of the exercise, 2024-02-28 08:30"),
        (row("2034-02-28 08:29"), "lies after the end of the exercise"),
        (csv("Nr,Event\n1,Call\n"), "The column “Nr” is unknown"),
        (csv("Number,Title,To\n1,Call,Medical lead\n"), "The column “Inject ID” is missing"),
        (csv("Title,Title,Inject ID,To\n"), "The column “Title” stands twice"),
        (
            csv(&format!("{HEADING}7,,,A,a,Medical lead\n7,,,B,b,Medical lead\n")),
            "Row 3 (“B”): the number 7 is also given to row 2",
        ),
        (
            csv(&format!("{HEADING}1,note,,A,a,Medical lead\n2,note,,B,b,Medical lead\n")),
            "the inject ID note is also given to row 2",
        ),
        (csv(&format!("{HEADING}1.5,,,A,a,Medical lead\n")), "“1.5” is no number of a row"),
        (csv(&format!("{HEADING}1,,,A,a,The boss\n")), "there is no role “The boss”"),
        (csv(&format!("{HEADING}1,../up,,A,a,Medical lead\n")), "“../up” is no inject ID"),
        (csv(&format!("{HEADING}1,,,,a,Medical lead\n")), "Row 2: a new inject needs a title"),
        (csv(&format!("{HEADING}1,,,A,,Medical lead\n")), "a new inject needs a text"),
        (csv(&format!("{HEADING}1,,,A,a,\n")), "a new inject needs a role"),
        (
            csv("Inject ID,Title,Text,To,Condition\n,A,a,Medical lead,when it rains\n"),
            "a condition cannot be read from words",
        ),
        (csv("Inject ID,Title,Text,To,Options,Expected action\n,A,a,Medical lead,Do it,Do\n"), "“Do it” is no option"),
        (
            csv("Inject ID,Title,Text,To,Options\n,A,a,Medical lead,do [100]: Do it\n"),
            "a question needs an expected action",
        ),
        (csv("Inject ID,Title,Text,To,Deadline (minutes)\n,A,a,Medical lead,1.5\n"), "“1.5” is no deadline"),
        (csv(""), "This table is empty"),
        (vec![0, 1, 2, 0], "This is no table"),
        (csv(&format!("{HEADING}{}", "1,,,A,a,Medical lead\n".repeat(501))), "too many rows: 500"),
        (csv(&("a\n".repeat(1_000_000))), "too many rows: 500"),
        (vec![b'a'; 5 << 20], "too large: a table may have 4 MiB"),
        (csv(&format!("{HEADING}1,,,A,{},Medical lead\n", "x".repeat(9_000))), "A cell in row 2 is too long"),
        (csv(&format!("{}\n", ["Title"; 70].join(","))), "too many columns"),
        (
            workbook(|sheet| {
                sheet.write_formula(1, 4, Formula::new("=1+1")).expect("a formula");
            }),
            "Cell E2 holds a formula",
        ),
        (far, "too many rows"),
        (b"PK\x03\x04 and no more".to_vec(), "This table cannot be read"),
    ] {
        desk.write("bad", table);
        let words = desk.refused("bad");
        assert!(words.contains(sentence), "{sentence}:\n{words}");
        assert!(words.lines().count() <= 2, "one sentence, and that nothing was written: {words}");
    }
}

#[test]
fn every_wrong_row_is_named_at_once() {
    let desk = Desk::new();
    desk.write("bad.csv", format!("{HEADING}x,,2024-02-28 09:00:01,A,a,Nobody\n2,,noon,B,b,Medical lead\n"));
    let words = desk.refused("bad.csv");
    for part in ["“x” is no number", "has seconds", "no role “Nobody”", "Row 3 (“B”): “noon” is no time"]
    {
        assert!(words.contains(part), "{part}: {words}");
    }
}

/// A workbook of a hundred kilobytes that unpacks to a hundred megabytes, with memory for a tenth of what reading it would
/// take.
#[cfg(target_os = "linux")]
#[test]
fn a_bomb_goes_off_small() {
    let desk = Desk::new();
    let bomb = with_part("xl/sharedStrings.xml", &vec![b' '; 100 << 20]);
    assert!(bomb.len() < 1 << 20, "it looks harmless: {} bytes", bomb.len());
    desk.write("bomb.xlsx", bomb);
    let line = format!(
        "ulimit -v 200000 && exec '{}' scenario exchange import bomb.xlsx --into small.ron",
        env!("CARGO_BIN_EXE_codedark")
    );
    let said = said(Command::new("sh").args(["-c", &line]).current_dir(desk.path("")));
    assert!(!said.well && said.words.contains("unpacks to too much: 48 MiB"), "{}", said.words);
}

#[test]
fn what_spreadsheets_do_to_a_good_table_is_no_mistake() {
    let desk = Desk::new();
    let table = desk.table(|table| table);
    let unmarked = table.trim_start_matches('\u{feff}');
    let semicolons = |text: &str| {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        reader.records().for_each(|record| writer.write_record(&record.expect("a row")).expect("written"));
        writer.into_inner().expect("a table")
    };
    let utf_16: Vec<u8> =
        std::iter::once(0xfeff_u16).chain(unmarked.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let windows = encoding_rs::WINDOWS_1252.encode(unmarked).0.into_owned();
    assert!(std::str::from_utf8(&windows).is_err(), "the table has letters that tell the two apart");
    let german = replaced(&table, "2024-02-29 10:01", "29.02.2024 10:01:00");
    for (bytes, why) in [
        (unmarked.as_bytes().to_vec(), "no byte order mark"),
        (semicolons(unmarked), "semicolons"),
        (semicolons(&table), "semicolons, and a mark"),
        (utf_16, "UTF-16"),
        (windows, "Windows-1252"),
        (replaced(&table, "2024-02-29 10:01", "2024-02-29T10:01").into_bytes(), "a T between date and time"),
        (replaced(&table, "2024-02-29 10:01", "45351.4173611111").into_bytes(), "a serial number as text"),
        (german.into_bytes(), "day first, with dots, and no seconds in words"),
        (replaced(&table, "Incident commander", "incident_commander").into_bytes(), "the id of a role"),
    ] {
        desk.write("t.csv", bytes);
        let said = desk.exchange(&["import", "t.csv", "--into", "small.ron"]);
        assert!(said.well && said.words.contains("Nothing changes"), "{why}: {}", said.words);
    }
}

#[test]
fn times_of_workbooks_are_exact() {
    for (bytes, minute, why) in [
        (time_cell(45350.375, "yyyy-mm-dd hh:mm"), 30, "a time"),
        (time_cell(45350.375, "General"), 30, "a time that somebody formatted as a number"),
        (time_cell(45351.0 - 1.0 / 1440.0, "dd.mm.yyyy"), 929, "a minute before midnight, whatever of it is shown"),
        (time_cell(45351.0 + 61.0 / 1440.0, "[h]:mm"), 991, "formatted as a length of time"),
    ] {
        let desk = Desk::new();
        desk.write("t.xlsx", bytes);
        let said = desk.exchange(&["import", "t.xlsx", "--into", "small.ron"]);
        assert!(said.well, "{why}: {}", said.words);
        assert!(
            desk.text("small.ron").contains(&format!("when: After({minute}),")),
            "{why}: {}",
            desk.text("small.ron")
        );
    }
}
