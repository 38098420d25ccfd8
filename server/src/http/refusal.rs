//! How a refusal is told: a status, one sentence, and its id for whoever counts.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use codedark_protocol::Msg;
use serde_json::json;

use crate::words::sentence;

/// What an error tells: a status and a sentence.
pub struct Refusal(pub StatusCode, pub Msg);

impl From<Msg> for Refusal {
    /// A refusal that is no wrong guess.
    fn from(reason: Msg) -> Refusal {
        let status = match reason.id.as_str() {
            "refused-choose-class" | "refused-class-runs" => StatusCode::CONFLICT,
            "no-class" | "store-no-class" => StatusCode::NOT_FOUND,
            _ => StatusCode::BAD_REQUEST,
        };
        Refusal(status, reason)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Refusal(status, reason) = self;
        let choose = reason.id == "refused-choose-class";
        let told = json!({ "error": sentence(&reason), "reason": reason.id, "choose": choose });
        let mut response = (status, Json(told)).into_response();
        response.extensions_mut().insert(Reason(reason));
        response
    }
}

/// Why something was refused, for whoever counts.
#[derive(Clone)]
pub struct Reason(pub Msg);

/// Nobody has time to answer.
pub fn busy() -> Refusal {
    Refusal(StatusCode::SERVICE_UNAVAILABLE, Msg::new("refused-busy"))
}
