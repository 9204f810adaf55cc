//! A workspace in one file, at whose end one tenant states what a test says.

use serde_json::Value;

use crate::support::Workspace;

/// The file up to what the tenant states.
pub(crate) struct Stated(pub(crate) &'static str);

impl Stated {
    /// The file with these lines of the tenant, indented by nothing.
    fn text(&self, lines: &str) -> String {
        let own: String = lines.lines().map(|l| format!("    {l}\n")).collect();
        format!("{}{own}", self.0)
    }

    pub(crate) fn workspace(&self, lines: &str) -> Workspace {
        Workspace::of(&self.text(lines))
    }

    pub(crate) fn restate(&self, w: &Workspace, lines: &str) {
        w.write("guestlist.yaml", &self.text(lines));
    }

    pub(crate) fn findings(&self, lines: &str) -> Vec<Value> {
        let (_, document) = self.workspace(lines).json(&["validate"]);
        document["findings"].as_array().unwrap().clone()
    }

    /// The errors, each with its line within the tenant's own lines.
    pub(crate) fn errors(&self, lines: &str) -> Vec<(i64, String)> {
        let first = self.0.lines().count() as i64;
        let findings = self.findings(lines);
        let errors = findings.iter().filter(|f| f["severity"] == "error");
        errors
            .map(|f| {
                let line = f["location"]["line"].as_i64().unwrap() - first;
                (line, f["rule"].as_str().unwrap().to_owned())
            })
            .collect()
    }

    /// The only error.
    pub(crate) fn error(&self, lines: &str) -> (i64, String) {
        let all = self.errors(lines);
        assert_eq!(all.len(), 1, "{lines}: {all:?}");
        all[0].clone()
    }
}

/// The addresses of what a plan changes, with the action, and the findings' rules.
pub(crate) fn plan(w: &Workspace) -> (Vec<String>, Vec<String>) {
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(plan["valid"], true, "{plan}");
    let changes = plan["changes"].as_array().unwrap().iter();
    let change = |c: &Value| {
        let text = |key: &str| c[key].as_str().unwrap().to_owned();
        format!("{} {}", text("action"), text("address"))
    };
    let rules = Workspace::rules(&plan).into_iter().map(str::to_owned);
    (changes.map(change).collect(), rules.collect())
}
