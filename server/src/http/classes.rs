//! The facilitator's list of classes: prepared, running, ended. They are prepared, copied, deleted, and their records
//! taken home, all with a facilitator's session, which is checked before a byte of the body is read.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use codedark_protocol::Msg;
use codedark_shipped::built_in_names;
use codedark_sim::exercise::Setup;
use serde::Deserialize;
use serde_json::{Value, json};

use super::app_state::{AppState, Question, apart};
use super::refusal::Refusal;
use super::session::Facilitator;
use crate::content::{Content, TEAMS_MAX, random_seed, usual_title};
use crate::hub::{Call, Card};
use crate::recorded::{read_lines, recorded};
use crate::words::sentence;

#[derive(Deserialize)]
struct New {
    scenario: String,
    teams: u32,
}

/// The list's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/classes", get(list).post(prepare))
        .route("/api/classes/{class}/copy", post(copy))
        .route("/api/classes/{class}/delete", post(delete))
        .route("/api/classes/{class}/record", get(record))
}

async fn list(State(app): State<AppState>, _: Facilitator) -> Result<Response, Refusal> {
    let classes: Vec<Value> = app.hub.directory.cards().iter().map(row).collect();
    let library = app.library.clone();
    let scenarios = apart(move || Ok(scenarios(&library.names()))).await?;
    Ok(Json(json!({ "classes": classes, "scenarios": scenarios })).into_response())
}

fn row(card: &Card) -> Value {
    let stored = &card.stored;
    json!({
        "id": stored.id,
        "title": stored.title,
        "scenario": stored.scenario,
        "code": stored.code,
        "state": card.state.name(),
        "created_ms": stored.created_ms,
        "ended_ms": stored.ended_ms,
        "keep_until_ms": card.keep_until_ms(),
        "people": card.people,
        "here": card.here,
        "teams": stored.teams,
        "playable": card.playable,
        "missing": card.missing.iter().map(sentence).collect::<Vec<_>>(),
    })
}

/// What can be played: the authors' scenarios, by name, and those that came with the program, by title.
fn scenarios(saved: &[String]) -> Vec<Value> {
    let shipped = built_in_names().into_iter().filter(|name| !saved.iter().any(|saved| saved == name));
    let shipped = shipped.filter_map(|name| {
        let content = Content::named(name).ok()?;
        Some(json!({ "name": name, "title": format!("{} ({name})", usual_title(&content.scenario)) }))
    });
    saved.iter().map(|name| json!({ "name": name, "title": name })).chain(shipped).collect()
}

async fn prepare(
    State(app): State<AppState>,
    _: Facilitator,
    Question(New { scenario, teams }): Question<New>,
) -> Result<Response, Refusal> {
    if !(1..=TEAMS_MAX).contains(&teams) {
        let msg = Msg::new("refused-too-many-teams").number("most", TEAMS_MAX.into());
        return Err(msg.number("teams", teams.into()).into());
    }
    let library = app.library.clone();
    let content = apart(move || library.offered(&scenario)).await?;
    let setup = content.set_up(teams, None, None);
    let class = app.open((content, setup)).await?;
    Ok(Json(json!({ "class": class })).into_response())
}

/// Another class of the same scenario, for as many teams, with other luck.
async fn copy(State(app): State<AppState>, _: Facilitator, Path(class): Path<i64>) -> Result<Response, Refusal> {
    let text = record_of(&app, class).await?;
    let prepared = apart(move || {
        let (content, setup) = recorded(&read_lines(&text)?)?;
        Ok((content?, Setup { seed: random_seed(), ..setup }))
    })
    .await?;
    let class = app.open(prepared).await?;
    Ok(Json(json!({ "class": class })).into_response())
}

async fn delete(State(app): State<AppState>, _: Facilitator, Path(class): Path<i64>) -> Result<Response, Refusal> {
    app.ask(|reply| Call::Delete { class, reply }).await??;
    Ok(Json(json!({})).into_response())
}

async fn record(State(app): State<AppState>, _: Facilitator, Path(class): Path<i64>) -> Result<Response, Refusal> {
    let text = record_of(&app, class).await?;
    let name = format!("attachment; filename=\"class-{class}.jsonl\"");
    let headers = [(header::CONTENT_TYPE, "application/jsonl".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, text).into_response())
}

/// The record of a class, as it is stored.
async fn record_of(app: &AppState, class: i64) -> Result<String, Refusal> {
    let unknown = || Msg::new("no-class").number("class", class);
    let record = app.hub.directory.card(class).ok_or_else(unknown)?.stored.record;
    let writer = app.hub.writer.clone();
    apart(move || writer.with(move |store| store.record_text(record)).map_err(|error| error.msg())).await
}
