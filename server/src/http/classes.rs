//! The facilitator's list of classes: prepared, running, ended. They are prepared, copied, deleted, and their records
//! taken home, all with the facilitator's key, which is checked before a byte of the body is read.

use std::net::SocketAddr;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use codedark_protocol::Msg;
use codedark_scenario::built_in_names;
use codedark_sim::exercise::{Setup, Skill};
use serde::Deserialize;
use serde_json::{Value, json};

use super::office::{Office, Refusal, answer, apart, read, status_of};
use crate::content::{Content, TEAMS_MAX, class, usual_mode, usual_title};
use crate::hub::{Call, Card};
use crate::recorded::{read_lines, recorded};
use crate::secrets;
use crate::words::sentence;

#[derive(Deserialize)]
struct New {
    scenario: String,
    teams: u32,
}

/// The list's routes.
pub fn routes() -> Router<Office> {
    Router::new()
        .route("/api/classes", get(list).post(prepare))
        .route("/api/classes/{class}/copy", post(copy))
        .route("/api/classes/{class}/delete", post(delete))
        .route("/api/classes/{class}/record", get(record))
}

async fn list(
    State(office): State<Office>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    answer(async {
        office.check_key(from, &headers).await?;
        let classes: Vec<Value> = office.desk.directory.cards().iter().map(row).collect();
        let library = office.library.clone();
        let scenarios = apart(move || Ok(scenarios(&library.names()))).await?;
        Ok(Json(json!({ "classes": classes, "scenarios": scenarios })).into_response())
    })
    .await
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
    let saved = saved.iter().map(|name| json!({ "name": name, "title": name }));
    let shipped = built_in_names().into_iter().filter(|name| !saved_over(name, saved.clone()));
    let shipped = shipped.filter_map(|name| {
        let content = Content::named(name).ok()?;
        Some(json!({ "name": name, "title": format!("{} ({name})", usual_title(&content.scenario)) }))
    });
    saved.clone().chain(shipped).collect()
}

fn saved_over(name: &str, mut saved: impl Iterator<Item = Value>) -> bool {
    saved.any(|saved| saved["name"] == name)
}

async fn prepare(
    State(office): State<Office>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    answer(async {
        office.check_key(from, &headers).await?;
        let New { scenario, teams } = read(body)?;
        if !(1..=TEAMS_MAX).contains(&teams) {
            let msg = Msg::new("refused-too-many-teams").number("most", TEAMS_MAX.into());
            return Err((StatusCode::BAD_REQUEST, msg.number("teams", teams.into())));
        }
        let library = office.library.clone();
        let content = apart(move || library.offered(&scenario)).await?;
        let mode = usual_mode(&content.scenario);
        let setup = class(&content.scenario, mode, teams, secrets::seed(), Skill::Novice);
        open(&office, content, setup).await
    })
    .await
}

/// Another class of the same scenario, for as many teams, with other luck.
async fn copy(
    State(office): State<Office>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Path(class): Path<i64>,
    headers: HeaderMap,
) -> Response {
    answer(async {
        office.check_key(from, &headers).await?;
        let text = record_of(&office, class).await?;
        let (content, setup) = apart(move || {
            let (content, setup) = recorded(&read_lines(&text)?)?;
            Ok((content?, Setup { seed: secrets::seed(), ..setup }))
        })
        .await?;
        open(&office, content, setup).await
    })
    .await
}

async fn open(office: &Office, content: Content, setup: Setup) -> Result<Response, Refusal> {
    let content = Box::new(content);
    let opened = office.ask(|reply| Call::Open { content, setup, reply }).await?;
    let class = opened.map_err(|reason| (status_of(&reason), reason))?;
    Ok(Json(json!({ "class": class })).into_response())
}

async fn delete(
    State(office): State<Office>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Path(class): Path<i64>,
    headers: HeaderMap,
) -> Response {
    answer(async {
        office.check_key(from, &headers).await?;
        let deleted = office.ask(|reply| Call::Delete { class, reply }).await?;
        deleted.map_err(|reason| (status_of(&reason), reason))?;
        Ok(Json(json!({})).into_response())
    })
    .await
}

async fn record(
    State(office): State<Office>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Path(class): Path<i64>,
    headers: HeaderMap,
) -> Response {
    answer(async {
        office.check_key(from, &headers).await?;
        let text = record_of(&office, class).await?;
        let name = format!("attachment; filename=\"class-{class}.jsonl\"");
        let headers = [(header::CONTENT_TYPE, "application/jsonl".to_owned()), (header::CONTENT_DISPOSITION, name)];
        Ok((headers, text).into_response())
    })
    .await
}

/// The record of a class, as it is stored.
async fn record_of(office: &Office, class: i64) -> Result<String, Refusal> {
    let unknown = || (StatusCode::NOT_FOUND, Msg::new("no-class").number("class", class));
    let card = office.desk.directory.card(class).ok_or_else(unknown)?;
    let writer = office.desk.writer.clone();
    apart(move || crate::export::record(&writer, card.stored.record)).await
}
