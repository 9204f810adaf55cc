//! Time, memory and bytes written of the main job, on workspaces made for it.
//!
//! ```text
//! cargo bench --bench workspace                       100 tenants with 100 domains each
//! cargo bench --bench workspace -- 1000 100 50 4000   two sizes: tenants, domains each
//! cargo bench --bench workspace -- --growth           whether time grows with the size, no faster
//! cargo bench --bench workspace -- --access 1000 4000 the access model alone
//! cargo bench --bench workspace -- --base             one line of a shared list against many
//! ```
//!
//! Every step is a process of its own, as a user starts it. Where `terraform` is on PATH it does the
//! same work in the same run: one `terraform_data` a tenant, fed by the same YAML files, with local
//! state.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints its result and fails by panicking"
)]

mod access;
mod base;
mod guestlist;
mod measure;
mod table;
mod terraform;
mod workspace;

use std::path::Path;

use clap::Parser;

use measure::Measured;
use workspace::Size;

/// What is measured, in this order.
pub(crate) const STEPS: [&str; 7] = [
    "validate",
    "plan, nothing recorded",
    "apply, nothing recorded",
    "plan, no change, no cache",
    "plan, no change",
    "plan, one domain",
    "apply, one domain",
];

/// Above this many domains Terraform needs minutes and gigabytes: only when asked.
const MOST_FOR_TERRAFORM: usize = 200_000;

/// Tenants and domains each, doubling twice either way, up to the largest that is promised.
const GROWTH: [Size; 6] = [
    Size {
        tenants: 125,
        domains: 100,
    },
    Size {
        tenants: 250,
        domains: 100,
    },
    Size {
        tenants: 500,
        domains: 100,
    },
    Size {
        tenants: 1000,
        domains: 100,
    },
    Size {
        tenants: 1000,
        domains: 1000,
    },
    Size {
        tenants: 1000,
        domains: 4000,
    },
];

#[derive(Parser)]
struct Options {
    /// Tenants and domains each, in pairs.
    #[arg(value_name = "N")]
    sizes: Vec<usize>,
    /// How often each step is run; the median counts. Large sizes run less often unless stated.
    #[arg(long)]
    runs: Option<usize>,
    /// A series of sizes up to 1,000 tenants with 4,000 domains.
    #[arg(long)]
    growth: bool,
    /// Terraform at any size.
    #[arg(long)]
    terraform: bool,
    /// guestlist alone.
    #[arg(long, conflicts_with = "terraform")]
    no_terraform: bool,
    /// What a plan says about people, and the access matrix, alone.
    #[arg(long)]
    access: bool,
    /// `plan --base` with one changed line of a shared list and with many, alone.
    #[arg(long)]
    base: bool,
    /// Cargo passes this.
    #[arg(long, hide = true)]
    bench: bool,
}

impl Options {
    fn sizes(&self) -> Vec<Size> {
        assert!(
            self.sizes.len().is_multiple_of(2),
            "sizes come in pairs: tenants, domains"
        );
        let mut sizes: Vec<Size> = self
            .sizes
            .chunks(2)
            .map(|pair| Size {
                tenants: pair[0],
                domains: pair[1],
            })
            .collect();
        if self.growth {
            sizes.extend(GROWTH);
        }
        if sizes.is_empty() {
            sizes.push(Size {
                tenants: 100,
                domains: 100,
            });
        }
        sizes
    }

    fn runs(&self, size: Size) -> usize {
        self.runs.unwrap_or(match size.all_domains() {
            0..=200_000 => 5,
            200_001..=1_000_000 => 3,
            _ => 1,
        })
    }

    fn wants_terraform(&self, size: Size) -> bool {
        !self.no_terraform && (self.terraform || size.all_domains() <= MOST_FOR_TERRAFORM)
    }
}

fn main() {
    let options = Options::parse();
    let program = Path::new(env!("CARGO_BIN_EXE_guestlist"));
    if options.base {
        base::print(program, options.runs.unwrap_or(5));
        return;
    }
    let terraform = terraform::version();
    println!("guestlist {}", env!("CARGO_PKG_VERSION"));
    match &terraform {
        Some(version) => println!("{version}"),
        None => println!("terraform: not on PATH, so nothing to compare with"),
    }
    let mut grown: Vec<(Size, Vec<Measured>)> = Vec::new();
    for size in options.sizes() {
        let runs = options.runs(size);
        println!("\n{size}, median of {runs}");
        if options.access {
            access::measure(program, size, runs).print();
            continue;
        }
        let ours = guestlist::measure(program, size, runs);
        let theirs = (terraform.is_some() && options.wants_terraform(size)).then(|| {
            let runs = terraform::runs(size, runs);
            println!("terraform: median of {runs}");
            terraform::measure(size, runs)
        });
        println!();
        table::print(&ours, theirs.as_deref());
        access::measure(program, size, runs).print();
        grown.push((size, ours));
    }
    if grown.len() > 1 {
        table::print_growth(&grown);
    }
}
