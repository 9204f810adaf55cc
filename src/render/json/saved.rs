//! Saved plans: the plan's document with what apply needs and a seal.
//!
//! The seal shows an edit, not a forger: whoever can write the file can compute it. Apply therefore
//! makes the plan anew and compares fingerprints.

use serde::Deserialize;

use super::plan::{FORMAT_VERSION, PlanDocument};
use crate::plan::ApplyNeeds;
use crate::render::plan::Page;

/// Why a file is no plan that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanFileError {
    /// Not JSON.
    #[error("this is not a plan: it is not JSON ({0}); guestlist plan --out FILE makes one")]
    NotJson(String),
    /// JSON, but no plan that was saved.
    #[error(
        "this is JSON but not a plan that guestlist saved; guestlist plan --out FILE makes one"
    )]
    NotAPlan,
    /// The output of `plan --format json`.
    #[error(
        "this is the output of plan --format json, which can't be applied; guestlist plan --out FILE \
         makes a plan that can"
    )]
    NotSaved,
    /// A newer format.
    #[error(
        "this plan has format {0}, which another guestlist wrote; this one knows format {FORMAT_VERSION}. \
         Use the version of guestlist that made the plan, or make it again"
    )]
    OtherFormat(String),
    /// Changed since.
    #[error(
        "this plan was changed after it was saved: a plan is applied as it was reviewed, or not at all; \
         run guestlist plan --out FILE again"
    )]
    Edited,
}

/// What tells a plan from other JSON.
#[derive(Deserialize)]
struct Header {
    format_version: Option<String>,
    fingerprint: Option<serde::de::IgnoredAny>,
    changes: Option<serde::de::IgnoredAny>,
    seal: Option<String>,
}

/// The bytes of a saved plan: the document with what is shown of it and what apply needs,
/// pretty-printed, its seal as the last key.
#[must_use]
pub fn seal(mut document: PlanDocument, review: Page, needs: ApplyNeeds) -> Vec<u8> {
    document.review = Some(review);
    document.apply = Some(needs);
    document.seal = None;
    document.seal = Some(digest(&document));
    let mut bytes = pretty(&document);
    bytes.push(b'\n');
    bytes
}

/// Reads a saved plan; one that differs in a single byte is refused. Line ends that git or an editor
/// converted are no difference: no text in the file holds any.
pub fn open(bytes: &[u8]) -> Result<PlanDocument, PlanFileError> {
    let header: Header = serde_json::from_slice(bytes).map_err(|error| {
        if error.is_data() {
            PlanFileError::NotAPlan
        } else {
            PlanFileError::NotJson(error.to_string())
        }
    })?;
    let Header {
        format_version: Some(version),
        fingerprint: Some(_),
        changes: Some(_),
        seal: sealed,
    } = header
    else {
        return Err(PlanFileError::NotAPlan);
    };
    if version != FORMAT_VERSION {
        return Err(PlanFileError::OtherFormat(version));
    }
    let sealed = sealed.ok_or(PlanFileError::NotSaved)?;
    let document: PlanDocument =
        serde_json::from_slice(bytes).map_err(|_| PlanFileError::Edited)?;
    let mut unsealed = document;
    unsealed.seal = None;
    let intact = digest(&unsealed) == sealed && unsealed.apply.is_some();
    unsealed.seal = Some(sealed);
    let written = pretty(&unsealed);
    let given = bytes.trim_ascii_end().iter().filter(|b| **b != b'\r');
    if intact && given.eq(written.iter()) {
        Ok(unsealed)
    } else {
        Err(PlanFileError::Edited)
    }
}

fn digest(document: &PlanDocument) -> String {
    // Strings, numbers, lists and maps with text keys always serialize.
    let bytes = serde_json::to_vec(document).unwrap_or_default();
    blake3::hash(&bytes).to_hex().to_string()
}

fn pretty(document: &PlanDocument) -> Vec<u8> {
    // As in `digest`.
    serde_json::to_vec_pretty(document).unwrap_or_default()
}

#[cfg(test)]
mod tests;
