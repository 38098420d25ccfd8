//! Parts that every screen uses: colours, headings, buttons, cards, figures, bars.
//!
//! Colour never speaks alone: each state has a shape and a word as well. Every part takes ready words.

use egui::accesskit::Role as Aria;
use egui::{
    Align2, Button, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Frame, Margin, Response,
    RichText, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, WidgetType, pos2, vec2,
};

/// Behind everything.
pub const GROUND: Color32 = Color32::from_rgb(0xf2, 0xf6, 0xf7);
/// Cards.
pub const PAPER: Color32 = Color32::WHITE;
/// Words.
pub const INK: Color32 = Color32::from_rgb(0x1b, 0x2a, 0x30);
/// Words of less weight; still 4.5 to 1 on white.
pub const FAINT: Color32 = Color32::from_rgb(0x55, 0x67, 0x6f);
/// Lines.
pub const LINE: Color32 = Color32::from_rgb(0xd3, 0xdd, 0xe0);
/// The house colour: buttons, what is well.
pub const TEAL: Color32 = Color32::from_rgb(0x0d, 0x5b, 0x63);
/// A quiet version of it.
pub const TEAL_PALE: Color32 = Color32::from_rgb(0xdf, 0xee, 0xef);
/// Needs attention.
pub const AMBER: Color32 = Color32::from_rgb(0x96, 0x5c, 0x00);
/// A quiet version of it.
pub const AMBER_PALE: Color32 = Color32::from_rgb(0xfd, 0xf0, 0xd2);
/// Lost, or dangerous.
pub const RED: Color32 = Color32::from_rgb(0xab, 0x23, 0x1c);
/// A quiet version of it.
pub const RED_PALE: Color32 = Color32::from_rgb(0xfb, 0xe4, 0xe2);
/// Being brought back.
pub const BLUE: Color32 = Color32::from_rgb(0x1f, 0x5f, 0xa8);
/// A quiet version of it.
pub const BLUE_PALE: Color32 = Color32::from_rgb(0xe1, 0xec, 0xf8);

const ROUND: CornerRadius = CornerRadius::same(6);

/// Family of the weighty letters.
const STRONG: &str = "strong";

/// Loads letters and colours, and asks for the next pass: they are ready then.
pub fn dress(context: &egui::Context) {
    fonts(context);
    style(context);
    context.request_repaint();
}

/// All of the window, to draw into.
pub fn root(context: &egui::Context, name: &str) -> Ui {
    let whole = UiBuilder::new().layer_id(egui::LayerId::background()).max_rect(context.viewport_rect());
    Ui::new(context.clone(), egui::Id::new(name), whole)
}

fn fonts(context: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    let regular: &[u8] = include_bytes!("../../../../assets/fonts/inter-regular.ttf");
    let semibold: &[u8] = include_bytes!("../../../../assets/fonts/inter-semibold.ttf");
    fonts.font_data.insert("regular".to_owned(), FontData::from_static(regular).into());
    fonts.font_data.insert(STRONG.to_owned(), FontData::from_static(semibold).into());
    let proportional = fonts.families.entry(FontFamily::Proportional).or_default();
    let mut strong = proportional.clone();
    proportional.insert(0, "regular".to_owned());
    strong.insert(0, STRONG.to_owned());
    fonts.families.insert(FontFamily::Name(STRONG.into()), strong);
    context.set_fonts(fonts);
}

/// Weighty letters of a size.
pub fn strong_font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(STRONG.into()))
}

/// Sets the look of the whole app.
fn style(context: &egui::Context) {
    context.set_theme(egui::Theme::Light);
    context.all_styles_mut(|style| {
        style.interaction.selectable_labels = false;
        style.animation_time = 0.0;
        style.scroll_animation = egui::style::ScrollAnimation::none();
        style.spacing.item_spacing = vec2(8.0, 6.0);
        style.spacing.button_padding = vec2(10.0, 5.0);
        style.spacing.interact_size.y = 28.0;
        style.spacing.scroll = egui::style::ScrollStyle::solid();
        // The fade darkens cards; a scroll bar that is always there says enough.
        style.spacing.scroll.fade.strength = 0.0;
        style.text_styles = [
            (egui::TextStyle::Small, FontId::proportional(11.5)),
            (egui::TextStyle::Body, FontId::proportional(13.0)),
            (egui::TextStyle::Button, FontId::proportional(13.0)),
            (egui::TextStyle::Heading, FontId::proportional(19.0)),
            (egui::TextStyle::Monospace, FontId::monospace(13.0)),
        ]
        .into();
        let visuals = &mut style.visuals;
        visuals.panel_fill = PAPER;
        visuals.window_fill = PAPER;
        visuals.window_stroke = Stroke::new(1.0, LINE);
        visuals.extreme_bg_color = Color32::from_rgb(0xf7, 0xfa, 0xfa);
        visuals.selection.bg_fill = TEAL_PALE;
        visuals.selection.stroke = Stroke::new(1.0, TEAL);
        visuals.override_text_color = Some(INK);
        for state in [&mut visuals.widgets.inactive, &mut visuals.widgets.hovered, &mut visuals.widgets.active] {
            state.corner_radius = ROUND;
        }
        visuals.widgets.inactive.weak_bg_fill = PAPER;
        visuals.widgets.inactive.bg_stroke = Stroke::new(1.0, LINE);
        visuals.widgets.hovered.weak_bg_fill = TEAL_PALE;
        visuals.widgets.hovered.bg_stroke = Stroke::new(1.0, TEAL);
        visuals.widgets.active.weak_bg_fill = TEAL_PALE;
        visuals.widgets.active.bg_stroke = Stroke::new(1.5, TEAL);
        visuals.widgets.open = visuals.widgets.hovered;
        visuals.faint_bg_color = GROUND;
        visuals.widgets.noninteractive.bg_stroke = Stroke::new(1.0, LINE);
    });
}

/// A part whose widgets keep their ids while rows come and go around it.
pub fn keyed<R>(ui: &mut Ui, key: impl std::hash::Hash + std::fmt::Debug, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope_builder(UiBuilder::new().id(egui::Id::new(("keyed", key))), add).inner
}

/// The same, from top to bottom, wherever it stands.
pub fn keyed_column<R>(
    ui: &mut Ui,
    key: impl std::hash::Hash + std::fmt::Debug,
    width: f32,
    add: impl FnOnce(&mut Ui) -> R,
) -> R {
    let layout = egui::Layout::top_down(egui::Align::Min);
    let builder = UiBuilder::new().id(egui::Id::new(("keyed", key))).layout(layout);
    let shown = ui.scope_builder(builder, |ui| {
        ui.set_width(width);
        add(ui)
    });
    shown.inner
}

/// A white card with a thin line around it.
pub fn card<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    tinted_card(ui, PAPER, LINE, add)
}

/// A card that asks for attention.
pub fn tinted_card<R>(ui: &mut Ui, fill: Color32, line: Color32, add: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new()
        .fill(fill)
        .stroke(Stroke::new(1.0, line))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui)
        })
        .inner
}

/// Gives a widget another accessible role and name than egui would.
pub fn speaks(response: &Response, role: Option<Aria>, name: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        if let Some(role) = role {
            node.set_role(role);
        }
        node.set_label(name);
    });
}

/// The name of a screen.
pub fn title(ui: &mut Ui, text: &str) {
    let response = ui.label(RichText::new(text).font(strong_font(22.0)).color(TEAL));
    speaks(&response, Some(Aria::Heading), text);
}

/// The name of a panel.
pub fn heading(ui: &mut Ui, text: &str) {
    let response = ui.label(RichText::new(text).font(strong_font(15.0)).color(TEAL));
    speaks(&response, Some(Aria::Heading), text);
}

/// Words that must not be missed.
pub fn alert(ui: &mut Ui, text: &str, ink: Color32) {
    let response = ui.label(RichText::new(text).font(strong_font(13.0)).color(ink));
    speaks(&response, Some(Aria::Alert), text);
}

/// Small words of less weight.
pub fn note(ui: &mut Ui, text: &str) -> Response {
    ui.label(RichText::new(text).small().color(FAINT))
}

/// Strong words.
pub fn strong(ui: &mut Ui, text: &str) -> Response {
    ui.label(RichText::new(text).font(strong_font(13.0)))
}

/// Words in a colour.
pub fn tinted(ui: &mut Ui, text: &str, color: Color32) -> Response {
    ui.label(RichText::new(text).color(color))
}

/// The button of the thing to do here. `name` is what a screen reader says, when it is more than the visible words.
pub fn main_button(ui: &mut Ui, text: &str, name: Option<&str>, enabled: bool) -> bool {
    let enabled = enabled && ui.is_enabled();
    let fill = if enabled { TEAL } else { Color32::from_rgb(0xb9, 0xc6, 0xca) };
    let words = RichText::new(text).font(strong_font(13.0)).color(Color32::WHITE);
    let response = ui.add_enabled(enabled, Button::new(words).fill(fill).corner_radius(ROUND));
    speaks(&response, None, name.unwrap_or(text));
    response.clicked()
}

/// A button of less weight.
pub fn quiet_button(ui: &mut Ui, text: &str, name: Option<&str>) -> bool {
    let response = ui.add(Button::new(RichText::new(text).color(TEAL)).corner_radius(ROUND));
    speaks(&response, None, name.unwrap_or(text));
    response.clicked()
}

/// A button that stays pressed.
pub fn toggle(ui: &mut Ui, text: &str, on: bool) -> bool {
    ui.add(selectable(text, on)).clicked()
}

/// A button that stays pressed, with another name than its words.
pub fn row_button(ui: &mut Ui, text: &str, name: &str, on: bool) -> bool {
    let response = ui.add(selectable(text, on));
    speaks(&response, None, name);
    response.clicked()
}

/// A button that shows whether it is chosen, in one line.
fn selectable(text: &str, on: bool) -> Button<'_> {
    let words = RichText::new(text).color(TEAL);
    let words = if on { words.font(strong_font(13.0)) } else { words };
    Button::selectable(on, words).corner_radius(ROUND).wrap_mode(egui::TextWrapMode::Extend)
}

/// One of several pages.
pub fn tab(ui: &mut Ui, text: &str, on: bool) -> bool {
    let response = ui.add(selectable(text, on));
    speaks(&response, Some(Aria::Tab), text);
    response.clicked()
}

/// A choice of ids with names. Returns what is chosen now.
pub fn choice(ui: &mut Ui, name: &str, chosen: &str, options: &[(String, String)]) -> String {
    let mut now = chosen.to_owned();
    let shown = options.iter().find(|(id, _)| id == chosen).map_or(chosen, |(_, text)| text.as_str());
    let width = (ui.available_width() - 4.0).clamp(60.0, 290.0);
    let response =
        egui::ComboBox::from_id_salt(("choice", name)).width(width).truncate().selected_text(shown).show_ui(ui, |ui| {
            for (id, text) in options {
                let option = ui.add(Button::selectable(id == chosen, text.as_str()));
                speaks(&option, Some(Aria::ListBoxOption), text);
                if option.clicked() {
                    now = id.clone();
                    ui.close();
                }
            }
        });
    speaks(&response.response, Some(Aria::ComboBox), name);
    now
}

/// How a figure is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Calm,
    /// Needs attention.
    Warn,
    /// Bad.
    Bad,
}

impl Tone {
    /// Colour of words.
    pub fn ink(self) -> Color32 {
        match self {
            Tone::Calm => INK,
            Tone::Warn => AMBER,
            Tone::Bad => RED,
        }
    }
}

/// A name above a value, read as one: "Budget: 600,000 EUR".
pub fn figure(ui: &mut Ui, name: &str, value: &str, spoken: &str, tone: Tone) {
    let small = ui.painter().layout_no_wrap(name.to_owned(), FontId::proportional(11.0), FAINT);
    let large = ui.painter().layout_no_wrap(value.to_owned(), strong_font(15.0), tone.ink());
    let size = vec2(small.size().x.max(large.size().x), 36.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, spoken));
    ui.painter().galley(rect.left_top(), small, FAINT);
    ui.painter().galley(rect.left_top() + vec2(0.0, 15.0), large, tone.ink());
}

/// A large number under its name: a score.
pub fn score(ui: &mut Ui, name: &str, value: &str, spoken: &str) {
    let small = ui.painter().layout_no_wrap(name.to_owned(), FontId::proportional(12.0), FAINT);
    let large = ui.painter().layout_no_wrap(value.to_owned(), strong_font(30.0), TEAL);
    let size = vec2(small.size().x.max(large.size().x), 54.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, spoken));
    ui.painter().galley(rect.left_top(), small, FAINT);
    ui.painter().galley(rect.left_top() + vec2(0.0, 16.0), large, TEAL);
}

/// Words that are read from across the room: the class's code.
pub fn large(ui: &mut Ui, text: &str, spoken: &str) {
    let response = ui.label(RichText::new(text).font(strong_font(40.0)).color(TEAL));
    speaks(&response, None, spoken);
}

/// A button as wide as its column, whose words wrap: an answer to a question.
pub fn answer_button(ui: &mut Ui, text: &str, name: &str, chosen: bool) -> bool {
    let words = RichText::new(text).color(TEAL);
    let words = if chosen { words.font(strong_font(13.0)) } else { words };
    let fill = if chosen { TEAL_PALE } else { PAPER };
    let button = Button::new(words).wrap().fill(fill).corner_radius(ROUND);
    let response = ui.add_sized([ui.available_width(), 30.0], button);
    speaks(&response, None, name);
    response.clicked()
}

/// Rows of names and values, close together.
pub fn rows(ui: &mut Ui, key: impl std::hash::Hash + std::fmt::Debug, columns: usize, add: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        egui::Grid::new(egui::Id::new(key)).num_columns(columns).striped(true).spacing(vec2(14.0, 4.0)).show(ui, add);
    });
}

/// A bar from 0 to 1,000 with a spoken name.
pub fn bar(ui: &mut Ui, spoken: &str, milli: i64, width: f32) {
    let tone = match milli {
        850.. => TEAL,
        500..850 => Color32::from_rgb(0xd0, 0x8a, 0x1c),
        _ => RED,
    };
    let (rect, response) = ui.allocate_exact_size(vec2(width, 10.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::ProgressIndicator, true, spoken));
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_numeric_value(milli as f64 / 10.0);
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(100.0);
    });
    let share = (milli.clamp(0, 1000) as f32) / 1000.0;
    let painter = ui.painter();
    painter.rect_filled(rect, 5.0, Color32::from_rgb(0xe4, 0xeb, 0xed));
    if share > 0.0 {
        let filled = egui::Rect::from_min_size(rect.min, vec2((rect.width() * share).max(6.0), rect.height()));
        painter.rect_filled(filled, 5.0, tone);
    }
    for quarter in 1..4 {
        let x = rect.left() + rect.width() * quarter as f32 / 4.0;
        painter.vline(x, rect.y_range(), Stroke::new(1.0, Color32::from_white_alpha(140)));
    }
}

/// A short word on a coloured ground.
pub fn chip(ui: &mut Ui, text: &str, ink: Color32, ground: Color32) {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), FontId::proportional(11.0), ink);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(12.0, 6.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text));
    ui.painter().rect(rect, 9.0, ground, Stroke::new(1.0, ink.gamma_multiply(0.35)), StrokeKind::Inside);
    ui.painter().galley(rect.min + vec2(6.0, 3.0), galley, ink);
}

/// A letter in a box: the rating of an objective.
pub fn badge(ui: &mut Ui, letter: &str, spoken: &str, ink: Color32, ground: Color32) {
    let (rect, response) = ui.allocate_exact_size(vec2(26.0, 22.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, spoken));
    ui.painter().rect(rect, 5.0, ground, Stroke::new(1.0, ink), StrokeKind::Inside);
    ui.painter().text(pos2(rect.center().x, rect.center().y), Align2::CENTER_CENTER, letter, strong_font(13.0), ink);
}

/// How a notice is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// News.
    Tell,
    /// A question before a press that cannot be taken back.
    Ask,
    /// Something went wrong.
    Warn,
    /// Everybody must know.
    Grave,
}

/// What was pressed on a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// A button under the lines, by its place.
    Button(usize),
    /// The button that puts the notice away.
    Close,
}

/// Highest list of lines under the first one of a notice.
const NOTICE_LINES_HEIGHT: f32 = 96.0;

/// A notice across the page: sentences, of which the first is announced, and buttons with whether they can be pressed.
///
/// Nothing on any screen that asks before it acts lies where these buttons lie, at the left end: the second press of a
/// double press meets none of them.
pub fn notice(
    ui: &mut Ui,
    key: &str,
    weight: Weight,
    lines: &[String],
    buttons: &[(&str, bool)],
    close: Option<&str>,
) -> Option<Pressed> {
    let (ink, fill) = match weight {
        Weight::Tell => (TEAL, TEAL_PALE),
        Weight::Ask => (BLUE, BLUE_PALE),
        Weight::Warn => (AMBER, AMBER_PALE),
        Weight::Grave => (RED, RED_PALE),
    };
    let mut pressed = None;
    let frame = Frame::new().fill(fill).inner_margin(Margin::symmetric(16, 6));
    egui::Panel::top(egui::Id::new(("notice", key))).frame(frame).show_separator_line(false).show(ui, |ui| {
        keyed(ui, ("notice", key), |ui| {
            ui.horizontal(|ui| {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if close.is_some_and(|close| quiet_button(ui, close, None)) {
                        pressed = Some(Pressed::Close);
                    }
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center).with_main_wrap(true), |ui| {
                        lines.iter().take(1).for_each(|line| alert(ui, line, ink));
                    });
                });
            });
            more_lines(ui, key, lines.get(1..).unwrap_or_default());
            if !buttons.is_empty() {
                ui.horizontal_wrapped(|ui| {
                    for (at, (text, enabled)) in buttons.iter().enumerate() {
                        let press =
                            if at == 0 { main_button(ui, text, None, *enabled) } else { second(ui, text, *enabled) };
                        pressed = if press { Some(Pressed::Button(at)) } else { pressed };
                    }
                });
            }
        });
    });
    pressed
}

/// A button beside the main one.
fn second(ui: &mut Ui, text: &str, enabled: bool) -> bool {
    ui.add_enabled_ui(enabled, |ui| quiet_button(ui, text, None)).inner
}

fn more_lines(ui: &mut Ui, key: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    egui::ScrollArea::vertical()
        .id_salt(("notice", key))
        .max_height(NOTICE_LINES_HEIGHT)
        .min_scrolled_height(NOTICE_LINES_HEIGHT)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            lines.iter().for_each(|line| _ = ui.label(line));
        });
}

/// Share of the height above the words of a page that says one thing.
pub const PAGE_TOP_SHARE: f32 = 0.18;

/// The heading of a page that says one thing.
pub fn banner_title(ui: &mut Ui, text: &str, ink: Color32) {
    let response = ui.label(RichText::new(text).font(strong_font(34.0)).color(ink));
    speaks(&response, Some(Aria::Heading), text);
}

/// A sentence of a page that says one thing.
pub fn large_line(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).size(17.0));
}

/// The button of a page that says one thing.
pub fn large_button(ui: &mut Ui, text: &str, enabled: bool) -> bool {
    let words = RichText::new(text).font(strong_font(20.0)).color(Color32::WHITE);
    let button = Button::new(words).fill(TEAL).corner_radius(ROUND).min_size(vec2(220.0, 52.0));
    let response = ui.add_enabled(enabled, button);
    speaks(&response, None, text);
    response.clicked()
}

/// A button for what is no part of the exercise.
pub fn grave_button(ui: &mut Ui, text: &str) -> bool {
    let response = ui.add(Button::new(RichText::new(text).color(RED)).corner_radius(ROUND));
    speaks(&response, None, text);
    response.clicked()
}

/// A panel's frame.
pub fn panel_frame(fill: Color32) -> Frame {
    Frame::new().fill(fill).inner_margin(Margin::symmetric(12, 10))
}
