//! SARIF 2.1.0 (OASIS), as code scanning of GitHub and others read it.
//!
//! Every rule has one entry with its page, whether something was found or not. A result is the same
//! one as long as rule, file and address are: its fingerprint holds no line.

use serde_json::{Value, json};

use super::{Remark, Review, uri};
use crate::diagnostics::{RuleInfo, Severity};
use crate::render::json::{JsonLocation, JsonRelated};
use crate::rules;
use crate::text::words;

/// Where the schema of the format is published.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The document.
#[must_use]
pub fn document(review: &Review) -> Value {
    let all: Vec<&'static RuleInfo> = rules::all().collect();
    let results = review.remarks.iter().map(|r| result(review, &all, r));
    let results: Vec<Value> = results.collect();
    let mut invocation = json!({ "executionSuccessful": true });
    if review.omitted > 0 {
        let more = words::count(review.omitted, "more error");
        let text = format!("{more} that are only counted; guestlist shows the first ones.");
        invocation["toolExecutionNotifications"] =
            json!([{ "level": "error", "message": { "text": text } }]);
    }
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "guestlist",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": all.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            } },
            "automationDetails": { "id": format!("guestlist/{}/{}/", review.command, uri(review.workspace())) },
            "invocations": [invocation],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn descriptor(rule: &RuleInfo) -> Value {
    let mut help = rule.explanation.to_owned();
    if !rule.fact.is_empty() {
        help = format!("{help}\n\nSource: {}", rule.fact);
    }
    let text = format!("{help}\n\nguestlist rules {}", rule.id);
    let markdown = format!("{help}\n\n`guestlist rules {}`", rule.id);
    let mut configuration = json!({ "level": level(rule.default.unwrap_or(Severity::Note)) });
    if rule.default.is_none() {
        configuration["enabled"] = json!(false);
    }
    json!({
        "id": rule.id,
        "name": name(rule.id),
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.explanation },
        "help": { "text": text, "markdown": markdown },
        "defaultConfiguration": configuration,
    })
}

/// `allow-list-blocks-rest` as `AllowListBlocksRest`.
fn name(id: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    id.split('-').map(word).collect()
}

fn result(review: &Review, all: &[&'static RuleInfo], remark: &Remark) -> Value {
    let parts = [&remark.message, &remark.detail, &remark.help];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(|part| message(part))
        .collect();
    let place = match &remark.location {
        Some(location) => physical(location),
        None => {
            let file = remark.file.clone().unwrap_or_else(|| review.root_file());
            json!({ "artifactLocation": artifact(&file) })
        }
    };
    let mut result = json!({
        "ruleId": remark.rule.id,
        "level": level(remark.severity),
        "message": { "text": parts.join("\n") },
        "locations": [{ "physicalLocation": place }],
        "partialFingerprints": {
            "guestlist/v1": remark.fingerprint,
            // The one that code scanning of GitHub goes by; it would be made from the line otherwise.
            "primaryLocationLineHash": format!("{}:1", remark.fingerprint),
        },
    });
    if let Some(index) = all.iter().position(|rule| rule.id == remark.rule.id) {
        result["ruleIndex"] = json!(index);
    }
    if !remark.related.is_empty() {
        result["relatedLocations"] = remark.related.iter().enumerate().map(related).collect();
    }
    // Of one run either all results have it or none (SARIF 2.1.0, 3.27.24).
    if review.base.is_some() {
        result["baselineState"] = json!(if remark.stood { "unchanged" } else { "new" });
    }
    if let Some(reason) = &remark.accepted {
        result["suppressions"] = json!([{
            "kind": "inSource",
            "status": "accepted",
            "justification": message(reason),
        }]);
    }
    result
}

fn related((at, related): (usize, &JsonRelated)) -> Value {
    let mut place = json!({
        "id": at + 1,
        "physicalLocation": physical(&related.location),
    });
    if !related.message.is_empty() {
        place["message"] = json!({ "text": message(&related.message) });
    }
    place
}

fn physical(location: &JsonLocation) -> Value {
    json!({
        "artifactLocation": artifact(&location.file),
        "region": {
            "startLine": location.line,
            "startColumn": location.column,
            "endLine": location.end_line,
            "endColumn": location.end_column,
        },
    })
}

fn artifact(path: &str) -> Value {
    json!({ "uri": uri(path), "uriBaseId": "%SRCROOT%" })
}

/// Plain text of a message, in which `[text](target)` would be a link (SARIF 2.1.0, 3.11.6).
fn message(text: &str) -> String {
    text.replace("](", "] (")
}

fn level(severity: Severity) -> &'static str {
    severity.as_str()
}
