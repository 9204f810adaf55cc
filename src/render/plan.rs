//! Stand-in.
use super::Terminal;
use crate::model::Configuration;
use crate::plan::Plan;
use crate::text::Sources;
/// page
pub struct PlanPage<'a> {
    /// p
    pub plan: &'a Plan,
    /// c
    pub config: &'a Configuration,
    /// s
    pub sources: &'a Sources,
    /// v
    pub recorded_on: Option<jiff::civil::Date>,
    /// f
    pub full: bool,
}
/// h
pub fn human(page: &PlanPage<'_>, terminal: &Terminal) -> String {
    let mut t = super::findings::human(
        &page.plan.findings,
        0,
        page.sources,
        terminal,
        super::findings::FindingStyle::Plan,
    );
    for c in &page.plan.changes {
        t += &format!("{} {:?}\n", c.action.as_str(), c.key);
    }
    t += &format!("{:?}\n", page.plan.compared);
    t
}

/// saved
pub fn saved(
    _d: &crate::render::json::plan::PlanDocument,
    _s: Option<&str>,
    _t: &Terminal,
) -> String {
    String::new()
}
