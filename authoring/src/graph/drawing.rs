//! A picture: boxes and lines that a library lays out, drawn as SVG in our own manner.
//!
//! The library (layout-rs) decides where everything goes and how lines run; here is only how it looks: lines under boxes, the
//! first line of a box as its heading, a title for whoever points at it or has it read out.

use std::fmt::Write;

use askama::Template;
use layout::adt::dag::NodeHandle;
use layout::core::base::Orientation;
use layout::core::color::Color;
use layout::core::format::{ClipHandle, RenderBackend};
use layout::core::geometry::{Point, Position};
use layout::core::style::{LineStyleKind, StyleAttr};
use layout::std_shapes::shapes::{Arrow, Element, LineEndKind, ShapeKind};
use layout::topo::layout::VisualGraph;

/// Size of the words in a box, in pixels.
const FONT: f64 = 14.0;
/// Width of a letter, of a heading's letter, and height of a line, in shares of the font's size.
const LETTER: f64 = 0.57;
const LETTER_BOLD: f64 = 0.67;
const LINE: f64 = 1.35;
/// Room around the words in a box, and around a box.
const PADDING: f64 = 12.0;
const APART: (f64, f64) = (56.0, 12.0);
/// Letters in a line, and in a line of a heading, at most.
const LETTERS: usize = 36;
const LETTERS_BOLD: usize = 30;
/// Room around a picture, and above it for its title and key.
const MARGIN: f64 = 24.0;
const TITLE: f64 = 34.0;
const KEY: f64 = 26.0;

/// How a box looks.
#[derive(Clone, Copy, PartialEq)]
pub enum Look {
    /// Something people care for: a service, a phase.
    Chief,
    /// Something technical, or somebody who calls.
    Plain,
    /// Something that joins others, such as "two of three".
    Joint,
    /// Something that is rated.
    Goal,
}

impl Look {
    /// Fill, edge, and radius of the corners.
    fn style(self) -> (u32, u32, usize) {
        match self {
            Look::Chief => (0xdcebf8ff, 0x0b5ea8ff, 6),
            Look::Plain => (0xffffffff, 0x6c757dff, 2),
            Look::Joint => (0xfff3d6ff, 0xb7791fff, 16),
            Look::Goal => (0xe3f3e6ff, 0x1f6f3fff, 6),
        }
    }
}

/// How a line looks.
#[derive(Clone, Copy)]
pub enum Tie {
    /// What an intruder walks along.
    Strong,
    /// Everything else.
    Plain,
    /// What helps, and is not needed for all of it.
    Soft,
}

impl Tie {
    /// Colour, width, and whether the line is dashed.
    fn style(self) -> (u32, usize, bool) {
        match self {
            Tie::Strong => (0xb3261eff, 2, false),
            Tie::Plain => (0x59636eff, 1, false),
            Tie::Soft => (0x8a95a1ff, 1, true),
        }
    }
}

/// Width of a box and of a line in the key, each with the room to its name.
const KEY_BOX: f64 = 30.0;
const KEY_LINE: f64 = 36.0;

/// A picture to be laid out.
pub struct Picture {
    name: String,
    graph: VisualGraph,
}

impl Picture {
    /// An empty picture with a name, read from left to right.
    pub fn new(name: impl Into<String>) -> Picture {
        Picture { name: name.into(), graph: VisualGraph::new(Orientation::LeftToRight) }
    }

    /// Adds a box: its heading, and lines below it.
    pub fn add(&mut self, look: Look, heading: &str, lines: &[String]) -> NodeHandle {
        let heading = wrapped(heading, LETTERS_BOLD);
        let lines: Vec<String> = lines.iter().flat_map(|line| wrapped(line, LETTERS)).collect();
        let width = width(&heading, LETTER_BOLD).max(width(&lines, LETTER)) + 2.0 * PADDING;
        let words: Vec<String> = heading.iter().cloned().chain(lines).collect();
        let height = words.len() as f64 * FONT * LINE + 1.5 * PADDING;
        let (fill, edge, rounded) = look.style();
        let style = StyleAttr::new(Color::new(edge), 2, Some(Color::new(fill)), rounded, FONT as usize);
        let text = format!("{}\n{}", heading.len(), words.join("\n"));
        let (dir, size) = (Orientation::LeftToRight, Point::new(width, height));
        let mut element = Element::create(ShapeKind::new_box(&text), style, dir, size);
        element.pos = Position::new(Point::zero(), size, Point::zero(), Point::new(APART.0, APART.1));
        self.graph.add_node(element)
    }

    /// Adds a line from one box to another, with what is told about it.
    pub fn join(&mut self, from: NodeHandle, to: NodeHandle, tie: Tie, both_ways: bool, told: &str) {
        let (colour, width, dashed) = tie.style();
        let style = StyleAttr::new(Color::new(colour), width, None, 0, FONT as usize);
        let start = if both_ways { LineEndKind::Arrow } else { LineEndKind::None };
        let (end, kind) = (LineEndKind::Arrow, if dashed { LineStyleKind::Dashed } else { LineStyleKind::Normal });
        let arrow = Arrow::with_properties(start, end, kind, "", &style, told.to_owned(), &None, &None);
        self.graph.add_edge(arrow, from, to);
    }
}

/// The whole drawing, as its template wants it.
#[derive(Template)]
#[template(path = "drawing.svg")]
struct Drawing<'a> {
    title: &'a str,
    width: f64,
    height: f64,
    boxes: Vec<KeyBox<'a>>,
    lines: Vec<KeyLine<'a>>,
    parts: Vec<Part>,
}

/// What a box means, in the key under the title.
struct KeyBox<'a> {
    x: f64,
    name: &'a str,
    fill: String,
    edge: String,
    rounded: usize,
}

/// What a line means, in the key.
struct KeyLine<'a> {
    x: f64,
    name: &'a str,
    colour: String,
    width: usize,
    dashed: bool,
}

/// One picture, where it lies in the whole.
struct Part {
    name: String,
    /// Where its name stands.
    name_y: f64,
    x: f64,
    y: f64,
    drawn: Drawn,
}

/// Pictures below each other, under a title, with a key of what boxes and lines mean.
pub fn svg(title: &str, looks: &[(Look, &str)], ties: &[(Tie, &str)], pictures: Vec<Picture>) -> String {
    let (mut parts, mut width, mut top) = (Vec::new(), 0.0_f64, MARGIN + TITLE + KEY);
    for Picture { name, mut graph } in pictures {
        if graph.num_nodes() == 0 {
            continue;
        }
        let mut drawn = Drawn::default();
        graph.do_it(false, false, false, &mut drawn);
        let (least, most) = drawn.corners.unwrap_or((Point::zero(), Point::zero()));
        let name_y = top + 22.0;
        if !name.is_empty() {
            top += 36.0;
        }
        parts.push(Part { name, name_y, x: MARGIN - least.x, y: top - least.y, drawn });
        top += most.y - least.y + 2.0 * MARGIN;
        width = width.max(most.x - least.x);
    }
    let (boxes, lines, key_width) = key(looks, ties);
    let width = width.max(key_width) + 2.0 * MARGIN;
    let drawing = Drawing { title, width, height: top, boxes, lines, parts };
    drawing.render().expect("a drawing of plain data can be written")
}

/// The key under the title, and how wide it is.
fn key<'a>(looks: &[(Look, &'a str)], ties: &[(Tie, &'a str)]) -> (Vec<KeyBox<'a>>, Vec<KeyLine<'a>>, f64) {
    let mut next = MARGIN;
    let mut place = |mark: f64, name: &str| {
        let x = next;
        next += mark + name.chars().count() as f64 * FONT * LETTER + 28.0;
        x
    };
    let as_box = |(look, name): &(Look, &'a str)| {
        let (fill, edge, rounded) = look.style();
        let (fill, edge) = (Color::new(fill).to_web_color(), Color::new(edge).to_web_color());
        KeyBox { x: place(KEY_BOX, name), name, fill, edge, rounded: rounded.min(7) }
    };
    let boxes = looks.iter().map(as_box).collect();
    let as_line = |(tie, name): &(Tie, &'a str)| {
        let (colour, width, dashed) = tie.style();
        KeyLine { x: place(KEY_LINE, name), name, colour: Color::new(colour).to_web_color(), width, dashed }
    };
    let lines = ties.iter().map(as_line).collect();
    (boxes, lines, next)
}

/// What the library has us draw.
#[derive(Default)]
struct Drawn {
    lines: Vec<DrawnLine>,
    boxes: Vec<DrawnBox>,
    /// Least and most of all places.
    corners: Option<(Point, Point)>,
}

/// A line with curves, and what is told about it.
struct DrawnLine {
    path: String,
    colour: String,
    width: usize,
    dashed: bool,
    /// Whether it has a head at its start, and at its end.
    heads: (bool, bool),
    told: String,
}

/// A box with its words.
struct DrawnBox {
    at: Point,
    size: Point,
    fill: String,
    edge: String,
    rounded: usize,
    /// Lines that belong to the heading.
    heading: usize,
    words: Vec<String>,
}

impl DrawnBox {
    /// The heading on one line.
    fn name(&self) -> String {
        self.words[..self.heading.min(self.words.len())].join(" ")
    }

    /// Where a line of its words stands.
    fn line_y(&self, index: &usize) -> f64 {
        self.at.y + 0.7 * PADDING + (*index as f64 + 0.82) * FONT * LINE
    }
}

impl Drawn {
    fn reach(&mut self, point: Point) {
        let (least, most) = self.corners.get_or_insert((point, point));
        *least = Point::new(least.x.min(point.x), least.y.min(point.y));
        *most = Point::new(most.x.max(point.x), most.y.max(point.y));
    }
}

impl RenderBackend for Drawn {
    fn draw_rect(&mut self, at: Point, size: Point, look: &StyleAttr, _: Option<String>, _: Option<ClipHandle>) {
        self.reach(at);
        self.reach(Point::new(at.x + size.x, at.y + size.y));
        self.boxes.push(DrawnBox {
            at,
            size,
            fill: look.fill_color.map(|colour| colour.to_web_color()).unwrap_or_default(),
            edge: look.line_color.to_web_color(),
            rounded: look.rounded,
            heading: 1,
            words: Vec::new(),
        });
    }

    /// The words of the box drawn last; the first line says how many lines the heading has.
    fn draw_text(&mut self, _: Point, text: &str, _: &StyleAttr) {
        let Some(shape) = self.boxes.last_mut() else { return };
        let mut lines = text.lines();
        shape.heading = lines.next().and_then(|count| count.parse().ok()).unwrap_or(1);
        shape.words = lines.map(str::to_owned).collect();
    }

    fn draw_arrow(
        &mut self,
        path: &[(Point, Point)],
        dashed: bool,
        heads: (bool, bool),
        look: &StyleAttr,
        told: Option<String>,
        _: &str,
    ) {
        let [first, second, others @ ..] = path else { return };
        path.iter().for_each(|(one, other)| {
            self.reach(*one);
            self.reach(*other);
        });
        let pair = |point: &Point| format!("{:.1} {:.1}", point.x, point.y);
        let mut path = format!("M{} C{} {} {}", pair(&first.0), pair(&first.1), pair(&second.0), pair(&second.1));
        for (control, end) in others {
            let _ = write!(path, " S{} {}", pair(control), pair(end));
        }
        self.lines.push(DrawnLine {
            path,
            colour: look.line_color.to_web_color(),
            width: look.line_width,
            dashed,
            heads,
            told: told.unwrap_or_default(),
        });
    }

    fn draw_line(&mut self, _: Point, _: Point, _: &StyleAttr, _: Option<String>) {}

    fn draw_circle(&mut self, _: Point, _: Point, _: &StyleAttr, _: Option<String>) {}

    fn create_clip(&mut self, _: Point, _: Point, _: usize) -> ClipHandle {
        0
    }
}

/// Width of lines in pixels, by the width of their letters.
fn width(lines: &[String], letter: f64) -> f64 {
    let letters = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0).max(4);
    letters as f64 * FONT * letter
}

/// A text in lines of at most so many letters, as far as its words are not longer.
fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
