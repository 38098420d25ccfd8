//! Formatting: the one layout of scenario files, with every comment kept and no value changed.
//!
//! Whoever writes a file decides where its lines end; this decides everything else. Between two brackets either no line ends,
//! or the first entry and the closing bracket begin lines of their own, and the last entry has its comma. Lines are indented by
//! what is open at their start. Only a line longer than [`LINE_CHARS_MAX`] is broken, and then filled up to
//! [`FILLED_CHARS_MAX`]. Sentences never break a line: of words in quotes only the first [`WORDS_CHARS_COUNTED`] letters count.

use crate::problem::Problem;
use crate::source::SourceFile;
use crate::tree::{Comment, Mark, Piece, pieces, read};

/// Longest line that is left as it is: longer ones are written by programs.
const LINE_CHARS_MAX: usize = 280;
/// Length to which the lines are filled that a longer one is broken into.
const FILLED_CHARS_MAX: usize = 120;
/// Letters of words in quotes that count: ids are counted whole, sentences are not.
const WORDS_CHARS_COUNTED: usize = 24;
/// Indentation for every level of brackets.
const INDENT: &str = "    ";

/// The text in the layout of scenario files; formatting it again changes nothing.
///
/// # Errors
/// What keeps the text from being read: nothing is formatted then.
pub fn format(source: &SourceFile) -> Result<String, Vec<Problem>> {
    read(source)?;
    Ok(Layout::of(&source.text).write())
}

struct Layout<'a> {
    pieces: Vec<Piece<'a>>,
    /// For each opening bracket, whether lines end between it and its closing one; false for all other pieces.
    broken: Vec<bool>,
    newline: &'static str,
    out: String,
    /// Indentation of the line that is being written.
    level: usize,
    /// Its length so far, sentences counted as short.
    chars: usize,
    open: Vec<Open>,
}

/// A pair of brackets that is open where the layout stands.
struct Open {
    /// Index of its piece.
    at: usize,
    /// Indentation of the line it was opened in.
    level: usize,
    /// Its entries stand on lines of their own.
    broken: bool,
    /// Longest line inside.
    chars_max: usize,
}

impl<'a> Layout<'a> {
    fn of(text: &'a str) -> Layout<'a> {
        let windows = text.split_once('\n').is_some_and(|(line, _)| line.ends_with('\r'));
        let newline = if windows { "\r\n" } else { "\n" };
        let pieces = pieces(text);
        let broken = broken_by_author(&pieces);
        Layout { pieces, broken, newline, out: String::new(), level: 0, chars: 0, open: Vec::new() }
    }

    fn write(mut self) -> String {
        for index in 0..self.pieces.len() {
            self.comma(index);
            self.comments(index);
            self.gap(index);
            self.piece(index);
        }
        self.out
    }

    /// The comma between two entries, and behind the last one where the closing bracket stands alone.
    fn comma(&mut self, index: usize) {
        let piece = &self.pieces[index];
        let due = match piece.mark {
            Mark::Close => self.open.last().is_some_and(|open| open.broken && open.at + 1 < index),
            _ => piece.comma,
        };
        if due {
            self.put(",", 1);
        }
    }

    fn comments(&mut self, index: usize) {
        let (between, first) = (self.between_entries(index), self.is_first(index));
        let comments = std::mem::take(&mut self.pieces[index].comments);
        for (number, comment) in comments.iter().enumerate() {
            let opens = first && number == 0;
            let after_line = number.checked_sub(1).is_some_and(|before| comments[before].to_line_end());
            if self.out.is_empty() {
            } else if between && comment.on_new_line {
                self.line(self.level_inside(), comment.after_blank && !opens);
            } else if after_line {
                self.line(self.level_inside() + usize::from(!between), false);
            } else if !opens || comment.to_line_end() || self.out.ends_with('{') {
                self.put(" ", 1);
            }
            self.put(comment.written, comment.written.chars().count());
        }
        self.pieces[index].comments = comments;
    }

    /// What stands between a piece and what is before it: a line end, a space or nothing.
    fn gap(&mut self, index: usize) {
        let piece = &self.pieces[index];
        let (first, commented) = (self.is_first(index), !piece.comments.is_empty());
        let must_end = piece.comments.last().is_some_and(Comment::to_line_end);
        let broken = self.open.last().is_none_or(|open| open.broken);
        let line = match piece.mark {
            Mark::End => Some((0, false)),
            Mark::Close => {
                (broken && (!first || commented)).then(|| (self.open.last().map_or(0, |open| open.level), false))
            }
            _ if self.between_entries(index) => {
                let asked = first || piece.on_new_line || must_end || self.too_long(index);
                let due = if index == 0 { commented } else { broken && asked };
                due.then(|| (self.level_inside(), piece.after_blank && (!first || commented)))
            }
            _ => must_end.then(|| (self.level_inside() + 1, false)),
        };
        match line {
            Some((level, blank)) => self.line(level, blank),
            None if self.space_before(index) => self.put(" ", 1),
            None => {}
        }
    }

    fn piece(&mut self, index: usize) {
        let mark = self.pieces[index].mark;
        let too_long = mark == Mark::Open
            && !self.broken[index]
            && self.longer_than(index, LINE_CHARS_MAX)
            && !self.holds_brackets_alone(index);
        let (written, chars) = (self.pieces[index].written, counted(&self.pieces[index]));
        self.put(written, chars);
        match mark {
            Mark::Open => self.open.push(Open {
                at: index,
                level: self.level,
                broken: too_long || self.broken[index],
                chars_max: if too_long { FILLED_CHARS_MAX } else { LINE_CHARS_MAX },
            }),
            Mark::Close => drop(self.open.pop()),
            _ => {}
        }
    }

    /// Whether an entry has no room on the line.
    fn too_long(&self, index: usize) -> bool {
        self.longer_than(index, self.open.last().map_or(LINE_CHARS_MAX, |open| open.chars_max))
    }

    /// Whether the line gets longer than that before what begins at this piece has ended, or the author ended the line.
    fn longer_than(&self, start: usize, chars_max: usize) -> bool {
        let mut chars = self.chars;
        let mut depth = 0_usize;
        for (index, piece) in self.pieces.iter().enumerate().skip(start) {
            if index > start {
                if depth == 0 && (piece.comma || piece.mark == Mark::Close) {
                    return false;
                }
                chars += usize::from(piece.comma) + usize::from(self.space_before(index));
                for comment in &piece.comments {
                    if comment.to_line_end() {
                        return chars > chars_max;
                    }
                    chars += 1 + comment.written.chars().count();
                }
            }
            chars += counted(piece);
            if chars > chars_max || (piece.mark == Mark::Open && self.broken[index]) {
                return chars > chars_max;
            }
            match piece.mark {
                Mark::Open => depth += 1,
                Mark::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        false
    }

    /// Whether brackets have one entry, which is brackets too, as in `Answers([..])`: then those are broken, not these.
    fn holds_brackets_alone(&self, open: usize) -> bool {
        let named = self.pieces.get(open + 1).is_some_and(|piece| piece.mark == Mark::Plain);
        let inner = open + 1 + usize::from(named);
        let mut depth = 0_usize;
        for (index, piece) in self.pieces.iter().enumerate().skip(inner) {
            match piece.mark {
                Mark::Open => depth += 1,
                Mark::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return index > inner && self.pieces.get(index + 1).is_some_and(|next| next.mark == Mark::Close);
            }
        }
        false
    }

    /// Whether a piece begins a file or stands behind an opening bracket.
    fn is_first(&self, index: usize) -> bool {
        index.checked_sub(1).is_none_or(|before| self.pieces[before].mark == Mark::Open)
    }

    /// Whether a piece begins an entry or ends the last one, so that a line may end before it.
    fn between_entries(&self, index: usize) -> bool {
        between_entries(&self.pieces, index)
    }

    /// Whether a piece stands apart from what is before it on its line.
    fn space_before(&self, index: usize) -> bool {
        let piece = &self.pieces[index];
        let Some(before) = index.checked_sub(1).map(|before| &self.pieces[before]) else { return false };
        match piece.mark {
            Mark::Colon | Mark::End => false,
            Mark::Close => piece.written == "}" && (before.written != "{" || !piece.comments.is_empty()),
            _ if !piece.comments.is_empty() => true,
            _ => piece.comma || before.mark == Mark::Colon || before.written == "{",
        }
    }

    /// Indentation of the entries of the brackets that are open.
    fn level_inside(&self) -> usize {
        self.open.last().map_or(0, |open| open.level + 1)
    }

    fn put(&mut self, written: &str, chars: usize) {
        self.out.push_str(written);
        self.chars += chars;
    }

    /// Ends the line, and leaves an empty one where asked.
    fn line(&mut self, level: usize, blank: bool) {
        self.out.push_str(self.newline);
        if blank {
            self.out.push_str(self.newline);
        }
        self.out.push_str(&INDENT.repeat(level));
        (self.level, self.chars) = (level, level * INDENT.len());
    }
}

/// For each opening bracket, whether a line ends between its entries.
fn broken_by_author(pieces: &[Piece]) -> Vec<bool> {
    let mut broken = vec![false; pieces.len()];
    let mut open = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let commented = piece.comments.iter().any(|comment| comment.on_new_line || comment.to_line_end());
        // A line end between empty brackets is no wish.
        let empty = piece.mark == Mark::Close && open.last().is_some_and(|at| at + 1 == index);
        if between_entries(pieces, index) && (commented || (piece.on_new_line && !empty)) {
            open.last().into_iter().for_each(|at: &usize| broken[*at] = true);
        }
        match piece.mark {
            Mark::Open => open.push(index),
            Mark::Close => drop(open.pop()),
            _ => {}
        }
    }
    broken
}

fn between_entries(pieces: &[Piece], index: usize) -> bool {
    let piece = &pieces[index];
    let first = index.checked_sub(1).is_none_or(|before| pieces[before].mark == Mark::Open);
    first || piece.comma || matches!(piece.mark, Mark::Close | Mark::End)
}

/// What a piece counts in the length of its line.
fn counted(piece: &Piece) -> usize {
    let most = if piece.mark == Mark::Text { WORDS_CHARS_COUNTED } else { usize::MAX };
    piece.written.chars().take(most).count()
}
