//! Requests to Microsoft Graph and Fabric, as steps.

use serde_json::Value as Json;

use super::services::{Functions, Service};
use super::steps::object::{done, is_done};
use super::steps::{Step, Steps};
use super::{Object, Read, id};
use crate::interop::write::graph::request::{BETA, Find, Merge, Request, V1};
use crate::interop::write::graph::{Graph, absent, within};
use crate::interop::write::{Deed, Item, Part, Phase, quote, words};

/// What Graph or Fabric does for a part.
pub(super) struct Sent {
    /// The steps.
    pub(super) steps: Steps,
    /// How its object is read.
    pub(super) read: Option<Read>,
    /// Objects that go with it: they are saved, and no setting of them is compared.
    pub(super) along: Vec<Object>,
}

/// The steps of a part that Graph or Fabric carries out.
pub(super) fn steps(graph: &Graph<'_>, part: &Part<'_>, service: Service) -> Sent {
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
    // What goes is saved as a whole, with what only beta knows of it.
    let goes = part.deed == Deed::Delete;
    let read = last.map(|request| Read {
        is_beta: goes || of_beta(&request),
        command: match service {
            Service::Fabric => "Read-Fabric".to_owned(),
            _ => command(request, part.object, goes),
        },
    });
    let along = requests.iter().filter_map(|request| {
        let object = request.takes_along?;
        Some(Object {
            id: id(object, part.name.as_deref()),
            object,
            name: part.name.clone(),
            read: command(request, object, false),
        })
    });
    let along = along.collect();
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
    Sent {
        steps: out,
        read,
        along,
    }
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

/// How Graph is asked for an object.
fn command(request: &Request, object: &str, in_beta: bool) -> String {
    let url = request.read.as_deref().map(|url| match in_beta {
        true => url.replacen(V1, BETA, 1),
        false => url.to_owned(),
    });
    let absent = absent(object).map(|json| quote::string(&json.to_string()));
    format!(
        "Read-Graph @{{ Find = {}; Read = {}; Member = {}; Absent = {} }}",
        finds(&request.find),
        text(url.as_deref()),
        text(within(object)),
        absent.as_deref().unwrap_or("$null")
    )
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
