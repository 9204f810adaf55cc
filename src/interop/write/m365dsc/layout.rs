//! The text of a configuration.

use super::Block;
use super::draft::{Expression, Stated};
use super::resources::{Key, VERSION, VERSION_DATE, class};
use crate::interop::write::{Manual, Task, quote};
use crate::model::SettingKey;
use crate::text::words;

/// Where lines of comments end, if words allow.
const WIDTH: usize = 96;

/// The name of the configuration.
const NAME: &str = "GuestlistConfiguration";

/// The whole text.
pub(super) fn text(task: &Task, blocks: &[Block<'_>], manual: &[Manual], carried: usize) -> String {
    let mut out = Lines::default();
    header(task, carried, manual, &mut out);
    if blocks.is_empty() {
        out.blank();
        out.line(
            0,
            "Write-Warning 'Nothing of it can be said in a configuration: there is none here.'",
        );
    } else {
        usage(task, &mut out);
        configuration(task, blocks, &mut out);
    }
    footer(task, manual, &mut out);
    out.text
}

fn configuration(task: &Task, blocks: &[Block<'_>], out: &mut Lines) {
    out.line(0, &format!("Configuration {NAME}"));
    out.line(0, "{");
    parameters(task, out);
    out.line(
        1,
        &format!("Import-DscResource -ModuleName 'Microsoft365DSC' -ModuleVersion '{VERSION}'"),
    );
    out.blank();
    out.line(1, "Node localhost");
    out.line(1, "{");
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 {
            out.blank();
        }
        write_block(block, after(blocks, at), out);
    }
    out.line(1, "}");
    out.line(0, "}");
}

fn header(task: &Task, carried: usize, manual: &[Manual], out: &mut Lines) {
    let tenant = &task.tenant;
    let mut whose = tenant.name.to_string();
    if let Some(name) = &tenant.display_name {
        whose.push_str(&format!(" ({name})"));
    }
    out.comment(super::MARK);
    out.comment(&format!("Tenant: {whose}"));
    if let Some(id) = &tenant.tenant_id {
        out.comment(&format!("Tenant id: {id}"));
    }
    if !tenant.domains.is_empty() {
        out.comment(&format!("Domains: {}", words::some(&tenant.domains, 6)));
    }
    let what = if task.undo { "Takes back" } else { "From" };
    out.comment(&format!("{what}: {}", task.origin));
    let left = match manual.len() {
        0 => "Nothing is left to a person.".to_owned(),
        n => format!("{} left to a person, at the end.", words::count(n, "step")),
    };
    out.comment(&format!(
        "It sets {}. {left}",
        words::count(carried, "setting")
    ));
    if !task.released.is_empty() {
        let some: Vec<&str> = task.released.iter().map(SettingKey::as_str).collect();
        out.comment(&format!(
            "Not in it, and left as they are: {}",
            words::some(&some, 6)
        ));
    }
}

/// For which version it is, and how to run it.
fn usage(task: &Task, out: &mut Lines) {
    out.comment("");
    out.comment(&format!(
        "The text is written for Microsoft365DSC {VERSION} ({VERSION_DATE}). Later versions read an \
         empty AllowedDomains in another way, and may have changed the rest too: before you change \
         ModuleVersion, write it anew or check each block."
    ));
    out.comment(
        "A resource applies the properties of its block in an order of its own. Where a change of two \
         properties of one block could let somebody in for a moment, use export --to powershell.",
    );
    out.comment("");
    out.comment("Read it before you run it. To compile it, to see what differs, and to apply it:");
    out.comment("  . ./FILE");
    let organization = organization(task);
    let organization = organization.first().map_or("", String::as_str);
    let organization = quote::string(organization);
    out.comment(&format!(
        "  $of = @{{ Credential = Get-Credential; Organization = {organization} }}"
    ));
    out.comment(&format!("  {NAME} @of -ConfigurationData YOURS"));
    out.comment(&format!("  Test-DscConfiguration -Path ./{NAME}"));
    out.comment(&format!(
        "  Start-DscConfiguration -Path ./{NAME} -Wait -Verbose"
    ));
    out.comment(
        "YOURS is the ConfigurationData that your exports of Microsoft365DSC use, with the certificate \
         that the compiled file's credential is encrypted with.",
    );
    out.blank();
}

/// What the tenant is called in the question whose account it is.
fn organization(task: &Task) -> Vec<String> {
    let tenant = &task.tenant;
    let known = tenant.domains.iter().chain(&tenant.tenant_id);
    known.cloned().collect()
}

fn parameters(task: &Task, out: &mut Lines) {
    out.line(1, "param");
    out.line(1, "(");
    out.line(2, "[Parameter(Mandatory = $true)]");
    out.line(2, "[System.Management.Automation.PSCredential]");
    out.line(2, "$Credential,");
    out.blank();
    out.comment_at(
        2,
        "The account decides which tenant is changed. Say which one it belongs to: any other than this \
         one is refused.",
    );
    out.line(2, "[Parameter(Mandatory = $true)]");
    let names = organization(task);
    let names: Vec<String> = names.iter().map(|name| quote::string(name)).collect();
    // Only constants can stand in an attribute.
    let names: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| name.starts_with('\''))
        .collect();
    if !names.is_empty() {
        out.line(2, &format!("[ValidateSet({})]", names.join(", ")));
    }
    out.line(2, "[System.String]");
    out.line(2, "$Organization");
    out.line(1, ")");
    out.blank();
}

/// The block that must be done before this one: what closes before what opens.
fn after<'b>(blocks: &'b [Block<'b>], at: usize) -> Option<&'b Block<'b>> {
    let this = blocks.get(at)?;
    let last = blocks.last()?.phase;
    let before = blocks.get(..at)?;
    if this.phase < last {
        // In a chain, so that each phase has one end.
        return before.last();
    }
    before.iter().rfind(|block| block.phase < this.phase)
}

fn write_block(block: &Block<'_>, after: Option<&Block<'_>>, out: &mut Lines) {
    let draft = &block.draft;
    let resource = draft.resource;
    out.line(
        2,
        &format!("{} {}", resource.name, quote::string(&block.instance)),
    );
    out.line(2, "{");
    for note in &draft.notes {
        out.comment_at(3, note);
    }
    if block.is_mixed {
        out.comment_at(
            3,
            "Some of it opens and some of it closes, and the resource decides what comes first.",
        );
    }
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let key = match resource.key {
        Key::Global => "Identity",
        Key::Single => "IsSingleInstance",
        Key::Name(name) | Key::TenantId(name) => name,
    };
    entries.push(Entry::constant(key, block.identity.clone()));
    if resource.is_named() {
        let word = if draft.deletes() {
            "'Absent'"
        } else {
            "'Present'"
        };
        entries.push(Entry::constant("Ensure", word.to_owned()));
    }
    let mut stated: Vec<&Stated<'_>> = draft.stated.iter().collect();
    stated.sort_by_key(|stated| stated.place);
    // Several settings may share one property.
    stated.dedup_by_key(|stated| stated.place);
    for stated in stated {
        let (path, _) = resource.properties[stated.place];
        put(&mut entries, path, &stated.value);
    }
    for (name, value) in &draft.extra {
        entries.push(Entry::constant(name, value.clone()));
    }
    entries.push(Entry::constant("Credential", "$Credential".to_owned()));
    if let Some(before) = after {
        let id = format!("[{}]{}", before.draft.resource.name, before.instance);
        entries.push(Entry::constant("DependsOn", quote::string(&id)));
    }
    write_entries(3, &entries, out);
    out.line(2, "}");
}

/// A property with its value.
struct Entry<'e> {
    name: &'e str,
    value: Shown<'e>,
}

enum Shown<'e> {
    Leaf(Expression),
    /// An instance of a class.
    Instance(&'static str, Vec<Entry<'e>>),
}

impl<'e> Entry<'e> {
    fn constant(name: &'e str, value: String) -> Self {
        let value = Shown::Leaf(Expression::Constant(value));
        Self { name, value }
    }
}

/// Puts a value at a path: instances are made on the way.
fn put<'e>(entries: &mut Vec<Entry<'e>>, path: &'e str, value: &Expression) {
    let Some((first, rest)) = path.split_once('.') else {
        let value = Shown::Leaf(value.clone());
        entries.push(Entry { name: path, value });
        return;
    };
    let at = entries.iter().position(|entry| entry.name == first);
    let at = at.unwrap_or_else(|| {
        let value = Shown::Instance(class(first), Vec::new());
        entries.push(Entry { name: first, value });
        entries.len() - 1
    });
    if let Some(Shown::Instance(_, inner)) = entries.get_mut(at).map(|e| &mut e.value) {
        put(inner, rest, value);
    }
}

fn write_entries(depth: usize, entries: &[Entry<'_>], out: &mut Lines) {
    let width = entries
        .iter()
        .map(|entry| entry.name.len())
        .max()
        .unwrap_or(0);
    for entry in entries {
        let start = format!("{:width$} =", entry.name);
        match &entry.value {
            Shown::Leaf(Expression::Constant(value)) => {
                out.line(depth, &format!("{start} {value}"));
            }
            Shown::Leaf(Expression::List(items)) => {
                let line = format!("{start} @({})", items.join(", "));
                if items.len() < 2 || depth * 4 + line.len() <= WIDTH {
                    out.line(depth, &line);
                } else {
                    out.line(depth, &format!("{start} @("));
                    for item in items {
                        out.line(depth + 1, item);
                    }
                    out.line(depth, ")");
                }
            }
            Shown::Leaf(Expression::Instances(class, items)) => {
                out.line(depth, &format!("{start} @("));
                for item in items {
                    out.line(depth + 1, &format!("{class} {{"));
                    for (name, value) in item {
                        out.line(depth + 2, &format!("{name} = {value}"));
                    }
                    out.line(depth + 1, "}");
                }
                out.line(depth, ")");
            }
            Shown::Instance(class, inner) => {
                out.line(depth, &format!("{start} {class} {{"));
                write_entries(depth + 1, inner, out);
                out.line(depth, "}");
            }
        }
    }
}

fn footer(task: &Task, manual: &[Manual], out: &mut Lines) {
    if !manual.is_empty() {
        out.blank();
        out.comment("Left to a person:");
        for step in manual {
            out.item(&format!("{}: {}", step.key, step.todo));
            out.hanging(&format!("Why: {}.", step.why.trim_end_matches('.')));
        }
    }
    if !task.tests.is_empty() {
        out.blank();
        out.comment("How to test afterwards:");
        for test in &task.tests {
            out.item(test);
        }
    }
}

/// The text, line by line.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn line(&mut self, depth: usize, line: &str) {
        self.text.push_str(&"    ".repeat(depth));
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn comment(&mut self, text: &str) {
        self.comment_at(0, text);
    }

    fn comment_at(&mut self, depth: usize, text: &str) {
        self.wrapped(depth, text, "", "");
    }

    fn item(&mut self, text: &str) {
        self.wrapped(0, text, "- ", "  ");
    }

    fn hanging(&mut self, text: &str) {
        self.wrapped(0, text, "  ", "  ");
    }

    /// A comment on as many lines as it takes.
    fn wrapped(&mut self, depth: usize, text: &str, first: &str, others: &str) {
        let text = quote::comment(text);
        let room = WIDTH.saturating_sub(depth * 4 + 2);
        let mut line = first.to_owned();
        let mut is_empty = true;
        for word in text.split(' ') {
            if !is_empty && line.len() + 1 + word.len() > room {
                self.line(depth, format!("# {line}").trim_end());
                line = others.to_owned();
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
            is_empty = false;
        }
        self.line(depth, format!("# {line}").trim_end());
    }
}
