//! Tests through the public surface, as one program.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod access_pages;
mod activity;
mod architecture;
mod base;
mod can;
mod contract;
mod doors;
mod editors;
mod effects;
mod entra;
mod environment;
mod examples;
mod exchange;
mod explain;
mod exports;
mod files;
mod flow;
mod fmt;
mod graph_requests;
mod imports;
mod init;
mod m365dsc;
mod markdown;
mod objects;
mod oracle;
mod partners;
mod pasted;
mod pipelines;
mod plan;
mod plan_page;
mod powershell;
mod review;
mod rules;
mod samples;
mod sharing;
mod shells;
mod state;
mod stated;
mod support;
mod teams_policies;
mod tenants;
mod tools;
mod uncertain;
mod wording;
