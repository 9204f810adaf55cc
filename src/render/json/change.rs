//! Changes of settings in the document of a plan, and the lines of files behind them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::finding::JsonLocation;
use super::value::{JsonValue, JsonWords};
use crate::diff::{Action, Change};
use crate::model::Value;
use crate::plan::{Line, Move, Plan};
use crate::text::Sources;

/// What happens to a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Action")]
pub enum JsonAction {
    /// No value was recorded.
    Create,
    /// The recorded value differs.
    Update,
    /// A named object goes.
    Delete,
    /// Managed and no longer stated: the recorded value stays. Of a partner nothing stays recorded.
    Forget,
}

impl From<Action> for JsonAction {
    fn from(action: Action) -> Self {
        match action {
            Action::Create => Self::Create,
            Action::Update => Self::Update,
            Action::Delete => Self::Delete,
            Action::Forget => Self::Forget,
        }
    }
}

impl From<JsonAction> for Action {
    fn from(action: JsonAction) -> Self {
        match action {
            JsonAction::Create => Self::Create,
            JsonAction::Update => Self::Update,
            JsonAction::Delete => Self::Delete,
            JsonAction::Forget => Self::Forget,
        }
    }
}

/// A change of one setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Change")]
pub struct JsonChange {
    /// The setting of the tenant: `contoso.external_access.allowed_domains`; or what changes of a
    /// partner: `partners.northwind.domains`.
    pub address: String,
    /// The tenant; null for a change of a partner.
    pub tenant: Option<String>,
    /// The section; null for what belongs to the tenant itself, such as its domains; `partners` for
    /// a change of a partner.
    pub section: Option<String>,
    /// The setting below it.
    pub setting: String,
    /// What happens.
    pub action: JsonAction,
    /// The recorded value; null if there is none.
    pub before: Option<JsonValue>,
    /// The value to record; null if it is forgotten or deleted.
    pub after: Option<JsonValue>,
    /// Entries that come.
    pub added: JsonWords,
    /// Entries that go.
    pub removed: JsonWords,
    /// With --base: the lines behind it, as numbers in `lines` that count from 0; absent if none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<usize>,
    /// With --base: where it stood, if no file states it any longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<JsonLocation>,
}

/// With --base: a line of the files that comes, goes or says something else, and by which settings
/// change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "FileLine")]
pub struct JsonLine {
    /// What holds it: `lists.resellers`, `baselines.standard.external_access.enabled`,
    /// `partners.northwind.domains`, or a setting of a tenant.
    pub address: String,
    /// Whether it is `added`, `removed` or `changed`.
    pub action: JsonLineAction,
    /// Of an entry of a list: what it names, such as `fabrikam.com` or `partner: tailspin`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// Why it is there, or had been.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The ticket in which it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The last day on which it is valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// Where it stands, or stood.
    pub location: JsonLocation,
}

/// What happens to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "LineAction")]
pub enum JsonLineAction {
    /// It is gone; its place is in the file as it was at the commit.
    Removed,
    /// It says something else.
    Changed,
    /// It is new.
    Added,
}

impl JsonLine {
    /// A line behind changes.
    pub(super) fn of(line: &Line, sources: &Sources) -> Self {
        let notes = &line.notes;
        Self {
            address: line.holder.address().to_string(),
            action: match line.moves {
                Move::Removed => JsonLineAction::Removed,
                Move::Changed => JsonLineAction::Changed,
                Move::Added => JsonLineAction::Added,
            },
            entry: line.says.entry(),
            reason: notes.reason.clone(),
            ticket: notes.ticket.clone(),
            owner: notes.owner.clone(),
            expires: notes.expires.map(|day| day.to_string()),
            location: JsonLocation::of(line.span, sources),
        }
    }
}

impl JsonChange {
    /// A change of a plan, with the lines behind it.
    pub(super) fn of(plan: &Plan, change: &Change, sources: &Sources) -> Self {
        let lines = plan.origin(change).map(|origin| origin.lines.clone());
        let gone = plan.gone(change);
        Self {
            lines: lines.unwrap_or_default(),
            location: gone.map(|gone| JsonLocation::of(gone.span, sources)),
            ..Self::from(change)
        }
    }
}

impl From<&Change> for JsonChange {
    fn from(change: &Change) -> Self {
        let value = |value: &Option<Value>| value.as_ref().map(JsonValue::from);
        // A list that is wholly new is shared, not copied.
        let added = match (&change.before, &change.after) {
            (None | Some(Value::Text(_)), Some(Value::Set(set))) => JsonWords(set.clone()),
            _ => change.added().into_iter().collect(),
        };
        Self {
            address: change.address().to_string(),
            tenant: change.tenant().map(ToString::to_string),
            section: change.key.section().map(str::to_owned),
            setting: change.key.setting().to_owned(),
            action: change.action.into(),
            before: value(&change.before),
            after: value(&change.after),
            added,
            removed: change.removed().into_iter().collect(),
            lines: Vec::new(),
            location: None,
        }
    }
}

#[cfg(test)]
mod tests;
