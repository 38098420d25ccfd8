//! The strip under the map: what is known of the chosen zone.

use egui::{ScrollArea, Ui};

use super::context::ScreenContext;
use super::{map, parts};

/// Draws the strip.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    let chosen = context.screen.zone.clone();
    let row = chosen.as_ref().and_then(|id| context.class.view.zones.iter().find(|row| &row.id == id));
    let Some(row) = row else {
        parts::note(ui, &words.t("zone-none-chosen"));
        return;
    };
    let (state, ink, ground) = map::look(row.state);
    parts::keyed(ui, "chosen-zone", |ui| {
        ui.horizontal(|ui| {
            parts::strong(ui, &words.text(&format!("zone.{}", row.id)));
            parts::chip(ui, &words.t(state), ink, ground);
            for (id, count) in [
                ("devices-count", row.devices),
                ("devices-compromised", row.compromised),
                ("devices-encrypted", row.encrypted),
                ("devices-restoring", row.restoring),
            ] {
                if count > 0 {
                    parts::note(ui, &words.count(id, i64::from(count)));
                }
            }
        });
        ScrollArea::vertical().id_salt("zone-groups").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            let neighbours = neighbours(context, &row.id);
            if !neighbours.is_empty() {
                parts::note(ui, &words.with("zone-talks-to", &[("zones", &neighbours.join(", "))]));
            }
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::vec2(14.0, 3.0);
                for group in context.class.view.groups.iter().filter(|group| group.zone == row.id) {
                    let name = words.text(&format!("group.{}", group.id));
                    let (working, devices) = (group.working.to_string(), group.devices.to_string());
                    let args = [("group", name.as_str()), ("working", working.as_str()), ("devices", devices.as_str())];
                    parts::note(ui, &words.with("group-working", &args));
                }
            });
        });
    });
}

/// Names of the zones that this one may talk to, or that may talk to it.
fn neighbours(context: &ScreenContext, id: &str) -> Vec<String> {
    let mut zones: Vec<&str> = context
        .class
        .catalogue
        .flows
        .iter()
        .filter_map(|(from, to, _)| match (from == id, to == id) {
            (true, false) => Some(to.as_str()),
            (false, true) => Some(from.as_str()),
            _ => None,
        })
        .collect();
    zones.sort_unstable();
    zones.dedup();
    zones.into_iter().map(|zone| context.words.text(&format!("zone.{zone}"))).collect()
}
