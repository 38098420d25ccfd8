//! A picture: boxes and lines that a library lays out, drawn as SVG in our own manner.
//!
//! The library (layout-rs) decides where everything goes and how lines run; here is only how it looks: lines under boxes, the
//! first line of a box as its heading, a title for whoever points at it or has it read out.

use std::fmt::Write;

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

/// How a dashed line is broken.
const DASHES: &str = " stroke-dasharray=\"5 4\"";

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
        let arrow = Arrow::with_properties(start, end, kind, "", &style, escaped(told), &None, &None);
        self.graph.add_edge(arrow, from, to);
    }
}

/// Pictures below each other, under a title, with a key of what boxes and lines mean.
pub fn svg(title: &str, looks: &[(Look, &str)], ties: &[(Tie, &str)], pictures: Vec<Picture>) -> String {
    let (mut body, mut width, mut top) = (String::new(), 0.0_f64, MARGIN + TITLE + KEY);
    for Picture { name, mut graph } in pictures {
        if graph.num_nodes() == 0 {
            continue;
        }
        let mut drawn =
            Drawn { lines: String::new(), boxes: String::new(), open: None, at: Point::zero(), corners: None };
        graph.do_it(false, false, false, &mut drawn);
        let (least, most) = drawn.corners.unwrap_or((Point::zero(), Point::zero()));
        if !name.is_empty() {
            let _ =
                write!(body, "<text class=\"part\" x=\"{MARGIN}\" y=\"{:.0}\">{}</text>", top + 22.0, escaped(&name));
            top += 36.0;
        }
        let (x, y) = (MARGIN - least.x, top - least.y);
        let _ = writeln!(body, "<g transform=\"translate({x:.1} {y:.1})\">{}{}</g>", drawn.lines, drawn.boxes);
        top += most.y - least.y + 2.0 * MARGIN;
        width = width.max(most.x - least.x);
    }
    let key = key(looks, ties);
    let (width, height) = (width.max(key.1) + 2.0 * MARGIN, top);
    let title = escaped(title);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-label=\"{title}\">\n<title>{title}</title>\n<style>text {{ font: {FONT}px system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #212529 }} .name {{ font-weight: 600 }} .title {{ font-size: 22px; font-weight: 600 }} .part {{ font-size: 18px; font-weight: 600 }}</style>\n<defs><marker id=\"arrow\" viewBox=\"0 0 10 8\" refX=\"10\" refY=\"4\" markerWidth=\"10\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\"><path d=\"M0 0 10 4 0 8z\" fill=\"context-stroke\"/></marker></defs>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text class=\"title\" x=\"{MARGIN}\" y=\"{:.0}\">{title}</text>\n{}{body}</svg>\n",
        MARGIN + 18.0,
        key.0
    )
}

/// The key under the title, and how wide it is.
fn key(looks: &[(Look, &str)], ties: &[(Tie, &str)]) -> (String, f64) {
    let (mut text, mut x, y) = (String::new(), MARGIN, MARGIN + TITLE);
    for (look, name) in looks {
        let (fill, edge, rounded) = look.style();
        let (fill, edge) = (Color::new(fill).to_web_color(), Color::new(edge).to_web_color());
        let _ = write!(
            text,
            "<rect x=\"{x:.0}\" y=\"{y:.0}\" width=\"22\" height=\"14\" rx=\"{}\" fill=\"{fill}\" stroke=\"{edge}\" stroke-width=\"2\"/>",
            rounded.min(7)
        );
        x = named(&mut text, x + 30.0, y, name);
    }
    for (tie, name) in ties {
        let (colour, wide, dashed) = tie.style();
        let colour = Color::new(colour).to_web_color();
        let _ = write!(
            text,
            "<path d=\"M{x:.0} {:.0}h28\" stroke=\"{colour}\" stroke-width=\"{wide}\"{} marker-end=\"url(#arrow)\"/>",
            y + 7.0,
            if dashed { DASHES } else { "" }
        );
        x = named(&mut text, x + 36.0, y, name);
    }
    text.push('\n');
    (text, x)
}

fn named(text: &mut String, x: f64, y: f64, name: &str) -> f64 {
    let _ = write!(text, "<text x=\"{x:.0}\" y=\"{:.0}\">{}</text>", y + 12.0, escaped(name));
    x + name.chars().count() as f64 * FONT * LETTER + 28.0
}

/// What the library has us draw.
struct Drawn {
    lines: String,
    boxes: String,
    /// The box whose words come next, and where it begins.
    open: Option<String>,
    at: Point,
    /// Least and most of all places.
    corners: Option<(Point, Point)>,
}

impl Drawn {
    fn reach(&mut self, point: Point) {
        let (least, most) = self.corners.get_or_insert((point, point));
        *least = Point::new(least.x.min(point.x), least.y.min(point.y));
        *most = Point::new(most.x.max(point.x), most.y.max(point.y));
    }
}

impl RenderBackend for Drawn {
    fn draw_rect(&mut self, xy: Point, size: Point, look: &StyleAttr, _: Option<String>, _: Option<ClipHandle>) {
        self.reach(xy);
        self.reach(Point::new(xy.x + size.x, xy.y + size.y));
        let fill = look.fill_color.map(|colour| colour.to_web_color()).unwrap_or_default();
        self.open = Some(format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"{}\" fill=\"{fill}\" stroke=\"{}\" stroke-width=\"1.5\"/>",
            xy.x,
            xy.y,
            size.x,
            size.y,
            look.rounded,
            look.line_color.to_web_color()
        ));
        self.at = xy;
    }

    /// The first line says how many lines the heading has.
    fn draw_text(&mut self, _: Point, text: &str, _: &StyleAttr) {
        let Some(shape) = self.open.take() else { return };
        let (xy, mut lines) = (self.at, text.lines());
        let heading = lines.next().and_then(|count| count.parse().ok()).unwrap_or(1);
        let name = lines.clone().take(heading).collect::<Vec<_>>().join(" ");
        let _ = write!(self.boxes, "<g><title>{}</title>{shape}", escaped(&name));
        for (index, line) in lines.enumerate() {
            let (x, y) = (xy.x + PADDING, xy.y + 0.7 * PADDING + (index as f64 + 0.82) * FONT * LINE);
            let class = if index < heading { " class=\"name\"" } else { "" };
            let _ = write!(self.boxes, "<text{class} x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escaped(line));
        }
        self.boxes.push_str("</g>\n");
    }

    fn draw_arrow(
        &mut self,
        path: &[(Point, Point)],
        dashed: bool,
        head: (bool, bool),
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
        let mut line = format!("M{} C{} {} {}", pair(&first.0), pair(&first.1), pair(&second.0), pair(&second.1));
        for (control, end) in others {
            let _ = write!(line, " S{} {}", pair(control), pair(end));
        }
        let ends = [(head.0, " marker-start=\"url(#arrow)\""), (head.1, " marker-end=\"url(#arrow)\"")];
        let ends: String = ends.into_iter().filter_map(|(there, marker)| there.then_some(marker)).collect();
        let _ = writeln!(
            self.lines,
            "<path d=\"{line}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{}{ends}><title>{}</title></path>",
            look.line_color.to_web_color(),
            look.line_width,
            if dashed { DASHES } else { "" },
            told.unwrap_or_default()
        );
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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
