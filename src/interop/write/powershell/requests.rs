//! Requests to Microsoft Graph and Fabric, as steps.

use serde_json::Value as Json;

use super::Read;
use super::services::{Functions, Service};
use super::steps::object::{done, is_done};
use super::steps::{Step, Steps};
use crate::interop::write::graph::request::{BETA, Find, Merge, Request};
use crate::interop::write::graph::{Graph, absent, within};
use crate::interop::write::{Deed, Item, Part, Phase, quote, words};

/// The steps of a part that Graph or Fabric carries out, and how its object is read.
pub(super) fn steps(graph: &Graph<'_>, part: &Part<'_>, service: Service) -> (Steps, Option<Read>) {
    let carried = graph.of(part);
    let mut out = Steps {
        manual: carried.manual,
        ..Steps::default()
    };
    let (send, functions) = match service {
        Service::Fabric => (
            "Send-Fabric",
            [Functions::Graph, Functions::Fabric].as_slice(),
        ),
        _ => ("Send-Graph", [Functions::Graph].as_slice()),
    };
    let requests = &carried.requests;
    let of_beta = |r: &&Request| r.read.as_ref().is_some_and(|url| url.starts_with(BETA));
    let last = requests.iter().rfind(of_beta).or(requests.last());
    let read = last.map(|request| Read {
        is_beta: of_beta(&request),
        command: match service {
            Service::Fabric => "Read-Fabric".to_owned(),
            _ => {
                let absent = absent(part.object).map(|json| quote::string(&json.to_string()));
                format!(
                    "Read-Graph @{{ Find = {}; Read = {}; Member = {}; Absent = {} }}",
                    finds(&request.find),
                    text(request.read.as_deref()),
                    text(within(part.object)),
                    absent.as_deref().unwrap_or("$null")
                )
            }
        },
    });
    for request in carried.requests {
        out.services.insert(service);
        out.rights.add(service, request.rights, part.object);
        out.functions.extend(functions);
        out.keys.extend(request.keys.iter().cloned());
        let commands = format!(
            "{}{send} {}\n",
            guard(graph, part, &request),
            table(&request)
        );
        out.steps.push(Step {
            title: request.title.clone(),
            about: words::lines(part, &request.keys),
            commands: super::steps::indented(&commands),
        });
    }
    (out, read)
}
/// What a later request opens, one before it closes in passing: it may say the object whole, with what
/// that is until then. So it is not sent where all is as it is to be.
///
/// Nothing comes before what closes, so that its own settings decide; what comes between may have been
/// closed by that in passing, and is sent unless nothing of the object is to be changed.
fn guard(graph: &Graph<'_>, part: &Part<'_>, request: &Request) -> String {
    let items = part.items.iter();
    let of_request = |item: &&Item<'_>| request.keys.contains(&item.wanted.key);
    let items: Vec<&Item<'_>> = items.filter(of_request).collect();
    let opens_later = part.deed == Deed::Set && graph.changes_after(part);
    match part.phase {
        Phase::Close if opens_later => is_done(request.keys.iter()),
        Phase::Replace if opens_later => is_done(graph.changed(part).into_iter()),
        _ => done(&items),
    }
}

fn table(request: &Request) -> String {
    let mut lines = vec![
        format!("    Find = {}", finds(&request.find)),
        format!("    Read = {}", text(request.read.as_deref())),
        format!("    Merge = {}", merge(request.merge)),
        format!("    Method = {}", quote::string(request.method.word())),
        format!("    Url = {}", quote::string(&request.url)),
    ];
    if let Some(body) = &request.body {
        lines.push(format!("    Body = {}", json(body, 4)));
    }
    if let Some(instead) = &request.instead {
        lines.push("    Instead = @{".to_owned());
        lines.push(format!("        IfThere = ${}", instead.if_there));
        lines.push(format!("        Merge = {}", merge(instead.merge)));
        lines.push(format!(
            "        Method = {}",
            quote::string(instead.method.word())
        ));
        lines.push(format!("        Url = {}", quote::string(&instead.url)));
        lines.push(format!("        Body = {}", json(&instead.body, 8)));
        lines.push("    }".to_owned());
    }
    format!("@{{\n{}\n}}", lines.join("\n"))
}

/// A text; `$null` for none.
fn text(text: Option<&str>) -> String {
    text.map_or_else(|| "$null".to_owned(), quote::string)
}

fn merge(how: Merge) -> String {
    quote::string(how.word().unwrap_or_default())
}

fn finds(finds: &[Find]) -> String {
    let one = |find: &Find| {
        let is = match &find.equals {
            Json::String(text) => quote::string(text),
            Json::Bool(on) => format!("${on}"),
            other => quote::string(&other.to_string()),
        };
        format!(
            "@{{ Placeholder = {}; Get = {}; Member = {}; Is = {is}; MustExist = ${} }}",
            quote::string(find.placeholder),
            quote::string(&find.get),
            quote::string(find.member),
            find.must_exist
        )
    };
    let all: Vec<String> = finds.iter().map(one).collect();
    format!("@({})", all.join(", "))
}

/// JSON as a text of PowerShell that a person can read: its lines, joined when the script runs.
fn json(body: &Json, indent: usize) -> String {
    let pretty = format!("{body:#}");
    if pretty.lines().count() == 1 {
        return quote::string(&pretty);
    }
    let pad = " ".repeat(indent);
    let lines: Vec<String> = pretty
        .lines()
        .map(|line| format!("{pad}    {}\n", quote::string(line)))
        .collect();
    format!("(@(\n{}{pad}) -join ' ')", lines.concat())
}
