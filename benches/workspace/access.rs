//! What a plan says about people, and the access matrix.
//!
//! The plan: all tenants use one shared list, and one entry of it changes. The program is run as its
//! user runs it; then the same plan is made here, in this process, by the functions of the library
//! that the program calls, and what serves effects alone is timed again on that plan: the world
//! before, the comparison of both worlds, and what it comes to in words. A plan without effects is the
//! whole less those, so a ratio compares two figures of one and the same run.
//!
//! The matrix: every third tenant has a list of its own that names half of the others, every third
//! blocks a few, the rest share a list, so that cells differ. It is made for half as many tenants as
//! well: memory for each pair tells whether it grows with the pairs.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use guestlist::access;
use guestlist::plan::{self, Plan, Selection};
use guestlist::state::{LocalStore, State};
use guestlist::workflow::{files, load, planning, state_folder};

use crate::guestlist::{RECORDED, TODAY};
use crate::measure::{self, Measured, median};
use crate::table::{bytes, time, times};
use crate::workspace::Size;

/// In-process steps are short: the median of so many.
const REPEATED: usize = 5;

/// What was measured.
pub(crate) struct Access {
    effects: Vec<(&'static str, Effects)>,
    matrices: Vec<(usize, Vec<(&'static str, Measured)>)>,
}

/// A plan with and without effects.
struct Effects {
    whole_program: Measured,
    with: Duration,
    before: Duration,
    compared: Duration,
    told: Duration,
    found: usize,
}

impl Effects {
    fn without(&self) -> Duration {
        self.with
            .saturating_sub(self.before + self.compared + self.told)
    }
}

/// Measures both.
pub(crate) fn measure(program: &Path, size: Size, runs: usize) -> Access {
    let mut matrices = Vec::new();
    for tenants in [size.tenants.div_ceil(2), size.tenants] {
        matrices.push((tenants, matrix(program, tenants, runs)));
    }
    Access {
        effects: vec![
            (
                "an unknown domain for another",
                effects(program, size, size.domains - 1, runs),
            ),
            ("a tenant leaves the list", effects(program, size, 0, runs)),
        ],
        matrices,
    }
}

fn domain(tenant: usize) -> String {
    format!("t{tenant:05}.com")
}

/// A list that every tenant uses: the domains of as many tenants as fit into half of it, then domains
/// that nobody declares. One entry can be another.
fn write_shared(root: &Path, size: Size, changed: Option<usize>) {
    let own = size.tenants.min(size.domains.div_ceil(2));
    let mut text = String::from("version: 1\nlists:\n  shared:\n");
    for at in 0..size.domains {
        let entry = match at {
            at if changed == Some(at) => "changed.com".to_owned(),
            at if at < own => domain(at),
            at => format!("p{at:05}.com"),
        };
        writeln!(text, "    - {entry}").unwrap();
    }
    text.push_str("baselines:\n  standard:\n    external_access:\n      enabled: true\n      ");
    text.push_str("allowed_domains: [{ list: shared }]\ntenants:\n");
    for tenant in 0..size.tenants {
        let domain = domain(tenant);
        writeln!(
            text,
            "  t{tenant:05}: {{ domains: [{domain}], baseline: standard }}"
        )
        .unwrap();
    }
    fs::write(root.join("guestlist.yaml"), text).unwrap();
}

pub(crate) fn command(program: &Path, root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.arg("-C").arg(root).args(arguments);
    command
        .env("GUESTLIST_CACHE_DIR", root.join("cache"))
        .env("GUESTLIST_AUTHOR", "benchmark")
        .env("SOURCE_DATE_EPOCH", RECORDED)
        .env("GUESTLIST_AS_OF", TODAY);
    command
}

fn effects(program: &Path, size: Size, changed: usize, runs: usize) -> Effects {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write_shared(root, size, None);
    let run = |arguments: &[&str]| measure::run(&mut command(program, root, arguments), root);
    run(&["apply", "--auto-approve"]);
    write_shared(root, size, Some(changed));
    let whole_program = median((0..runs).map(|_| run(&["plan"])).collect());

    let today = TODAY.parse().unwrap();
    let make = || {
        let workspace = load::load(files::find_root(root).unwrap()).unwrap();
        let (folder, _) = state_folder(&workspace.root, &workspace.config);
        let state = State::open(Arc::new(LocalStore::new(folder))).unwrap();
        let plan = planning::make(&workspace, &state, today, Selection::default()).unwrap();
        (workspace, plan)
    };
    let (workspace, plan) = make();
    assert_eq!(
        plan.changes.len(),
        size.tenants,
        "one change for each tenant"
    );
    let changed = plan.tenants().into_iter().cloned().collect();
    let values = plan.recorded.iter();
    let recorded = values.map(|(n, r)| (n.clone(), Some(r.clone()))).collect();
    let worlds = &plan.worlds;
    Effects {
        whole_program,
        with: timed(|| {
            let (workspace, plan) = make();
            let told = plan::consequences(&plan, &workspace.config, None);
            (workspace, plan, told)
        }),
        before: timed(|| worlds.after.with_recorded(&recorded)),
        compared: timed(|| access::effects(&worlds.before, &worlds.after, &changed)),
        told: timed(|| plan::consequences(&plan, &workspace.config, None)),
        found: found(&plan),
    }
}

fn found(plan: &Plan) -> usize {
    plan.effects.list.len() + plan.effects.omitted
}

/// The median; what comes out is dropped after the clock has stopped.
fn timed<T>(step: impl Fn() -> T) -> Duration {
    let once = || {
        let started = Instant::now();
        let made = black_box(step());
        let took = started.elapsed();
        drop(made);
        took
    };
    let mut took: Vec<Duration> = (0..REPEATED).map(|_| once()).collect();
    took.sort();
    took[REPEATED / 2]
}

fn matrix(program: &Path, tenants: usize, runs: usize) -> Vec<(&'static str, Measured)> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write_mixed(root, tenants);
    let formats = ["human", "json", "html"].into_iter();
    let run = |format| {
        let mut access = command(program, root, &["access", "--format", format]);
        measure::run(&mut access, &root.join("nothing"))
    };
    formats
        .map(|format| (format, median((0..runs).map(|_| run(format)).collect())))
        .collect()
}

fn write_mixed(root: &Path, tenants: usize) {
    let list = |from: usize, step: usize| {
        let domains: Vec<String> = (from..tenants).step_by(step).map(domain).collect();
        domains.join(", ")
    };
    let mut text = format!(
        "version: 1\nlists:\n  shared: [{}, fabrikam.com]\ntenants:\n",
        list(0, 3)
    );
    for tenant in 0..tenants {
        let policy = match tenant % 3 {
            0 => "allowed_domains: [{ list: shared }]".to_owned(),
            1 => format!("allowed_domains: [{}, fabrikam.com]", list(tenant % 2, 2)),
            _ => format!(
                "allowed_domains: all, blocked_domains: [{}]",
                domain((tenant + 1) % tenants)
            ),
        };
        writeln!(
            text,
            "  t{tenant:05}: {{ domains: [{}], external_access: {{ enabled: true, {policy} }} }}",
            domain(tenant)
        )
        .unwrap();
    }
    fs::write(root.join("guestlist.yaml"), text).unwrap();
}

impl Access {
    /// Two tables.
    pub(crate) fn print(&self) {
        println!(
            "\n{:34} {:>9} {:>9} {:>9} {:>6}   {:>9} {:>9} {:>9}   {:>9} {:>9}",
            "plan, one entry of a shared list",
            "effects",
            "with",
            "without",
            "times",
            "before",
            "compared",
            "in words",
            "program",
            "memory"
        );
        for (step, of) in &self.effects {
            println!(
                "{step:34} {:>9} {:>9} {:>9} {:>6}   {:>9} {:>9} {:>9}   {:>9} {:>9}",
                of.found,
                time(of.with),
                time(of.without()),
                times(of.with.as_secs_f64() / of.without().as_secs_f64()),
                time(of.before),
                time(of.compared),
                time(of.told),
                time(of.whole_program.wall),
                bytes(of.whole_program.memory),
            );
        }
        println!(
            "\n{:34} {:>9} {:>9} {:>16}",
            "access matrix", "wall", "memory", "memory per pair"
        );
        for (tenants, formats) in &self.matrices {
            for (format, of) in formats {
                let step = format!("{tenants} × {tenants}, {format}");
                let pairs = (tenants * tenants.saturating_sub(1)).max(1) as u64;
                println!(
                    "{step:34} {:>9} {:>9} {:>16}",
                    time(of.wall),
                    bytes(of.memory),
                    bytes(of.memory / pairs)
                );
            }
        }
    }
}
