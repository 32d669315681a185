//! The one command of the window. It carries every command of the contract.

use contract::ApiError;
use serde_json::Value;
use tauri::State;

use crate::backend::{Backend, guard};

/// Carries out one command of the contract, away from the thread that draws the window.
#[tauri::command]
pub async fn call(backend: State<'_, Backend>, name: String, payload: Value) -> Result<Value, ApiError> {
    let backend = backend.inner().clone();
    backend.note_call();
    tauri::async_runtime::spawn_blocking(move || {
        guard(|| contract::dispatch(backend.engine()?, &name, payload))
    })
    .await
    .unwrap_or_else(|error| Err(ApiError::internal(format!("The call was not carried out: {error}."))))
}
