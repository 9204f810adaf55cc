//! A PowerShell script that a person can read: it checks that it is in the right tenant, saves what is
//! there, refuses if that is not what the change was made from, carries out step by step, stops at the
//! first error, and reads back.
//!
//! The functions that steps use are PowerShell files beside this one; a script holds those that it
//! needs. Everything that differs from script to script is constants, quoted by `quote`.

mod literal;
mod objects;
mod requests;
mod rights;
mod rows;
mod services;
mod steps;

use std::collections::{BTreeMap, BTreeSet};

use super::graph::Graph;
use super::parts::{Part, Phase, parts};
use super::{Manual, Task, Wanted, Written, manual, quote};
use crate::model::SettingKey;
use crate::model::sections::setting;
use objects::{Object, Read, id, id_of, objects, root_site};
use rights::Needed;
use services::{Functions, Service, service};
use steps::{Step, Steps};

pub(super) fn write(task: &Task) -> Written {
    let parts = parts(task);
    let mut all = Steps::default();
    all.functions.insert(Functions::Common);
    let mut steps: Vec<(Phase, Step)> = Vec::new();
    let graph = Graph::new(task, &parts);
    let mut reads: BTreeMap<String, Read> = BTreeMap::new();
    let mut along: Vec<Object> = Vec::new();
    for part in &parts {
        let (mut of_part, read) = match part_service(part) {
            Some(service @ (Service::Graph | Service::Fabric)) => {
                let sent = requests::steps(&graph, part, service);
                along.extend(sent.along);
                (sent.steps, sent.read)
            }
            _ => {
                let command = steps::read(task, part);
                let is_beta = false;
                let read = Some(Read { command, is_beta });
                (steps::steps(task, part), read)
            }
        };
        if let Some(read) = read {
            let id = id(part.object, part.name.as_deref());
            // Beta answers all that v1.0 does, and more: once some step needs it, it is read there.
            if !reads.get(&id).is_some_and(|known| known.is_beta) {
                reads.insert(id, read);
            }
        }
        steps.extend(of_part.steps.drain(..).map(|step| (part.phase, step)));
        all.append(of_part);
    }
    let refused: BTreeSet<SettingKey> = all.manual.iter().map(|m| m.key.clone()).collect();
    let set = |wanted: &&Wanted| all.keys.contains(&wanted.key) && !refused.contains(&wanted.key);
    let carried: Vec<&Wanted> = task.wanted.iter().filter(set).collect();
    let mut manual = manual::of(task);
    manual.append(&mut all.manual);
    // Nothing is lost: what no step sets is for a person.
    let told: BTreeSet<SettingKey> = manual.iter().map(|m| m.key.clone()).collect();
    let lost = task
        .wanted
        .iter()
        .filter(|w| !all.keys.contains(&w.key) && !told.contains(&w.key));
    manual.extend(lost.map(|wanted| Manual::of(wanted, "no cmdlet for it is known")));
    let rows: Vec<(&Wanted, Option<String>)> = carried
        .iter()
        .map(|w| (*w, rows::row(w, &id_of(w), rows::between(&parts, w))))
        .collect();
    let read = rows.iter().filter(|(_, row)| row.is_some());
    let mut objects = objects(&parts, read.map(|(wanted, _)| *wanted), &reads);
    objects.extend(along);
    let script = Script {
        task,
        objects,
        rows,
        steps: &steps,
        services: &all.services,
        cmdlets: &all.cmdlets,
        rights: &all.rights,
        functions: &all.functions,
        manual: &manual,
    };
    Written {
        text: script.text(),
        carried: carried.len(),
        manual,
    }
}

/// The service that a part is of.
fn part_service(part: &Part<'_>) -> Option<Service> {
    let first = part.items.first().map(|item| item.wanted);
    service(part.itself.or(first)?.setting)
}

struct Script<'s> {
    task: &'s Task,
    /// What is carried out, and its row; none where it can't be read back.
    rows: Vec<(&'s Wanted, Option<String>)>,
    objects: Vec<Object>,
    steps: &'s [(Phase, Step)],
    services: &'s BTreeSet<Service>,
    cmdlets: &'s BTreeMap<String, BTreeSet<String>>,
    rights: &'s Needed,
    functions: &'s BTreeSet<Functions>,
    manual: &'s [Manual],
}

impl Script<'_> {
    fn text(&self) -> String {
        let mut out = String::new();
        self.head(&mut out);
        self.parameters(&mut out);
        self.data(&mut out);
        for functions in self.functions {
            out.push('\n');
            out.push_str(functions.text());
        }
        self.start(&mut out);
        self.all_steps(&mut out);
        self.end(&mut out);
        out
    }

    /// What it is, as comments.
    fn head(&self, out: &mut String) {
        let task = self.task;
        let tenant = &task.tenant;
        let mut say = |text: &str| {
            out.push('#');
            if !text.is_empty() {
                out.push(' ');
                out.push_str(&quote::comment(text));
            }
            out.push('\n');
        };
        let name = match &tenant.display_name {
            Some(display_name) => format!("{} ({display_name})", tenant.name),
            None => tenant.name.to_string(),
        };
        say(&match task.undo {
            true => format!("guestlist: what takes back, in {name}, {}.", task.origin),
            false => format!(
                "guestlist: what is to change in {name}, from {}.",
                task.origin
            ),
        });
        say("Nothing was sent to Microsoft 365: running this script does that.");
        say("");
        for (phase, step) in self.steps {
            say(&format!("  {:<8} {}", word(*phase), step.title));
        }
        for manual in self.manual {
            say(&format!("  by hand  {}", manual.key));
        }
        if !task.released.is_empty() {
            say("");
            let why = match task.undo {
                true => {
                    "Not taken back, because no earlier value is recorded (what the first script saved \
                         before it changed anything says it):"
                }
                false => "No longer managed, and left as it is:",
            };
            say(why);
            for key in &task.released {
                say(&format!("  {key}"));
            }
        }
        self.made_again(&mut say);
        say("");
        if self.services.is_empty() {
            say("No step of it is for a script: it changes nothing.");
            return;
        }
        say("Connect first, with an account that may change these settings:");
        for service in self.services {
            for line in service.connect(self.rights) {
                say(&format!("  {line}"));
            }
        }
        say(
            "Then run it with -WhatIf to see the steps, and without to take them. It saves what is there",
        );
        say("before and after as JSON, stops at the first error, and may be run again.");
    }

    /// What does not come back with an object that had gone.
    fn made_again(&self, say: &mut impl FnMut(&str)) {
        let task = self.task;
        let made: Vec<String> = task
            .wanted
            .iter()
            .filter(|wanted| task.undo && wanted.makes())
            .map(|wanted| wanted.key.to_string())
            .collect();
        if made.is_empty() {
            return;
        }
        say("");
        say(
            "Made again with what is recorded of it, and nothing else: properties that guestlist has no",
        );
        say(
            "setting for are not taken back (what the first script saved says those that it read).",
        );
        let lost = task.released.iter().filter(|key| {
            let declared = setting(&key.declared());
            let is_held = declared.is_some_and(rows::is_unread);
            is_held && key.object().is_some_and(|o| made.contains(&o.to_string()))
        });
        let lost: Vec<&SettingKey> = lost.collect();
        if !lost.is_empty() {
            say(
                "Who had it is not recorded, and no cmdlet lists it, so that no saved file says it:",
            );
            for key in lost {
                say(&format!("  {key}"));
            }
        }
    }

    fn parameters(&self, out: &mut String) {
        let tenant = &self.task.tenant;
        out.push_str("[CmdletBinding(SupportsShouldProcess = $true)]\nparam(\n");
        out.push_str("    # The id of the tenant; the script runs in no other.\n");
        match &tenant.tenant_id {
            Some(id) => out.push_str(&format!(
                "    [string] $TenantId = {},\n",
                quote::string(id)
            )),
            None => out.push_str("    [Parameter(Mandatory = $true)]\n    [string] $TenantId,\n"),
        }
        if self.services.contains(&Service::SharePoint) {
            out.push_str("    # The root site: it can be read in its tenant alone.\n");
            out.push_str(&match root_site(self.task) {
                Some(url) => format!("    [string] $SharePointUrl = {},\n", quote::string(&url)),
                None => "    # Such as https://contoso.sharepoint.com.\n    \
                         [Parameter(Mandatory = $true)]\n    [string] $SharePointUrl,\n"
                    .to_owned(),
            });
        }
        if self.services.contains(&Service::Fabric) {
            out.push_str(
                "    # An access token for https://api.fabric.microsoft.com.\n    \
                 [Parameter(Mandatory = $true)]\n    [string] $FabricToken,\n",
            );
        }
        out.push_str(
            "    # Go on where something is neither as it was when this was decided nor as it is to be.\n    \
             [switch] $EvenIfChanged,\n    # Where to save what is there before and after.\n    \
             [string] $Folder = '.'\n)\n\n",
        );
    }

    fn data(&self, out: &mut String) {
        let name = quote::string(self.task.tenant.name.as_str());
        out.push_str("Set-StrictMode -Version 1.0\n$ErrorActionPreference = 'Stop'\n");
        out.push_str(&format!(
            "$Tenant = {name}\n$Steps = {}\n",
            self.steps.len()
        ));
        out.push_str("$script:Cmdlet = $PSCmdlet\n$script:Number = 0\n$script:Done = 0\n");
        out.push_str("$script:Current = 'the checks before the first step'\n");
        out.push_str(
            "\n# What is to be, and what it was as far as that is known.\n$Settings = @(\n",
        );
        for (_, row) in &self.rows {
            out.push_str(row.as_deref().unwrap_or_default());
        }
        out.push_str(")\n\n# Where it is read.\n$Objects = @(\n");
        for object in &self.objects {
            let name = object.name.as_deref().unwrap_or_default();
            out.push_str(&format!(
                "    @{{\n        Id = {}\n        Object = {}\n        Name = {}\n        Read = {{ {} }}\n    \
                 }}\n",
                quote::string(&object.id),
                quote::string(object.object),
                quote::string(name),
                object.read,
            ));
        }
        out.push_str(")\n");
    }

    fn start(&self, out: &mut String) {
        out.push_str("\n# ---- The right tenant, and what is there now --------------------------------\n\ntry {\n");
        for service in self.services {
            out.push_str(service.check());
            out.push('\n');
            if *service == Service::Graph
                && let Some(check) = self.rights.check()
            {
                out.push_str(&check);
                out.push('\n');
            }
        }
        for (cmdlet, names) in self.cmdlets {
            let names = literal::texts(names.iter().map(String::as_str), 0);
            out.push_str(&format!("Test-Cmdlet {} {names}\n", quote::string(cmdlet)));
        }
        out.push_str(include_str!("start.ps1"));
    }

    fn all_steps(&self, out: &mut String) {
        let mut last = None;
        for (phase, step) in self.steps {
            if last != Some(*phase) {
                out.push_str(match phase {
                    Phase::Close => "\n# ---- What closes comes first -------------------------------------------------\n",
                    Phase::Replace => "\n# ---- What neither opens nor closes, or both ---------------------------------\n",
                    Phase::Open => "\n# ---- What opens comes last ---------------------------------------------------\n",
                });
                last = Some(*phase);
            }
            out.push('\n');
            for line in step.about.iter().filter(|line| **line != step.title) {
                out.push_str(&format!("# {}\n", quote::comment(line)));
            }
            out.push_str(&format!(
                "Step {} {{\n{}}}\n",
                quote::string(&step.title),
                step.commands
            ));
        }
    }

    fn end(&self, out: &mut String) {
        out.push_str(include_str!("end.ps1"));
        let unread = self.rows.iter().filter(|(_, row)| row.is_none());
        let unread: Vec<&str> = unread.map(|(wanted, _)| wanted.key.as_str()).collect();
        let mut say = |text: &str| {
            out.push_str(&format!("Write-Host {}\n", quote::string(text)));
        };
        if !unread.is_empty() {
            say("");
            say("Carried out and not read back, because no cmdlet lists it:");
            unread.iter().for_each(|key| say(&format!("  {key}")));
        }
        if !self.manual.is_empty() {
            say("");
            say("Still to be done by a person:");
            for manual in self.manual {
                say(&format!("  [ ] {}: {}", manual.key, manual.todo));
                say(&format!("      ({})", manual.why));
            }
        }
        say("");
        say("How to test:");
        for (number, test) in self.task.tests.iter().enumerate() {
            say(&format!("  {}. {test}", number + 1));
        }
        out.push_str(
            "if ($wrong.Count -gt 0) { exit 1 }\n}\ncatch {\n    Write-Host ''\n    Write-Host ('Stopped at ' + \
             $script:Current)\n    Write-Host ([string] $_.Exception.Message)\n    Write-Host ([string] \
             $script:Done + ' of ' + $Steps + ' steps were taken. Nothing after that was done; the script may \
             be run again.')\n    exit 1\n}\n",
        );
    }
}

fn word(phase: Phase) -> &'static str {
    match phase {
        Phase::Close => "closes",
        Phase::Replace => "changes",
        Phase::Open => "opens",
    }
}
