//! Files that are broken, of another kind, or made to do harm.

use std::fs::File;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::{empty, fixture, recorded};
use crate::support::Workspace;
use guestlist::interop::{Options, activity, decode, read};

/// Imports bytes that must be refused, and what is said then.
fn refused(name: &str, bytes: &[u8]) -> String {
    let workspace = empty();
    std::fs::write(workspace.path().join(name), bytes).unwrap();
    let run = workspace.run(&["import", name, "--tenant", "contoso"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(!workspace.path().join("tenants").exists());
    assert!(!workspace.path().join(".guestlist").exists());
    Workspace::said(&run)
}

#[test]
fn broken_files_and_those_of_another_kind_get_an_answer() {
    let whole = std::fs::read(fixture("scubagear.json")).unwrap();
    let script = std::fs::read(fixture("m365dsc.ps1")).unwrap();
    let deep = "[".repeat(200_000);
    let half = script.iter().position(|b| *b == b'\'').unwrap() + 4;
    for (name, bytes, expected) in [
        ("a.json", &whole[..whole.len() / 2], "cut off"),
        ("a.json", b"", "the file is empty"),
        ("a.json", b"{\"a\": tru}", "not JSON at line 1"),
        ("a.json", b"{\"AllowFederatedUsers\": true} x", "not JSON"),
        ("a.json", deep.as_bytes(), "not JSON"),
        (
            "a.json",
            b"\x89PNG\r\n\x1a\n\x00\x01",
            "neither UTF-8 nor UTF-16",
        ),
        (
            "a.json",
            b"{\"DisplayName\":\"Gr\xf6\xdfe\"}",
            "neither UTF-8 nor UTF-16",
        ),
        (
            "a.csv",
            b"Domain,Users\nfabrikam.com,3\n",
            "it looks like a table (CSV)",
        ),
        ("a.xml", b"<?xml version=\"1.0\"?><a/>", "it looks like XML"),
        (
            "a.txt",
            b"Identity : Global\nAllowFederatedUsers : True\n",
            "ConvertTo-Json",
        ),
        (
            "a.json",
            b"{\"Products\":[{\"Name\":\"x\"}],\"Total\":1}",
            "nothing in it is a setting",
        ),
        ("a.json", b"42", "it begins with"),
        ("a.ps1", &script[..half], "cut off"),
        (
            "a.json",
            b"{\"Enabled\":true,\"ConnectorType\":\"Partner\"}",
            "could be",
        ),
    ] {
        let said = refused(name, bytes);
        assert!(said.contains(expected), "{name}: {said}");
    }
}

/// A script that is whole.
const SCRIPT: &str = "Configuration A\n{\n  Node localhost\n  {\n    TeamsFederationConfiguration 'F'\n    {\n      \
                      AllowedDomains = @('fabrikam.com');\n      AllowTeamsConsumer = $True;\n    }\n    \
                      TeamsClientConfiguration 'C'\n    {\n      AllowGuestUser = $True;\n    }\n  }\n}\n";

#[test]
fn a_script_that_lacks_its_end_is_refused_with_where_that_opened() {
    let first = |lines: usize| SCRIPT.lines().take(lines).collect::<Vec<_>>().join("\n");
    let cases = [
        (
            first(12),
            "line 10: TeamsClientConfiguration \"C\" opens here",
        ),
        (first(13), "line 3: Node localhost opens here"),
        (first(14), "line 1: Configuration A opens here"),
        (first(9), "line 3: Node localhost opens here"),
        (
            SCRIPT.replace("True;\n    }\n    TeamsClient", "True;\n    TeamsClient"),
            "line 5: TeamsFederationConfiguration \"F\" opens here",
        ),
        (
            SCRIPT[..SCRIPT.find("com'").unwrap() + 4].to_owned(),
            "line 7: an array, @(, opens here",
        ),
        (
            SCRIPT[..SCRIPT.find("com'").unwrap()].to_owned(),
            "line 7: a string begins here",
        ),
        (
            format!("{SCRIPT}<# The end"),
            "line 16: a comment begins here",
        ),
        (
            format!("{SCRIPT}${{x"),
            "line 16: a variable's name begins here",
        ),
        (
            format!("{SCRIPT}}}"),
            "line 16: a brace closes here what never opened",
        ),
    ];
    for (text, expected) in cases {
        let said = refused("a.ps1", text.as_bytes());
        assert!(said.contains(expected), "{text}: {said}");
        assert!(said.contains("export it again"), "{text}: {said}");
    }
    // No cut of it passes as a shorter configuration.
    let end = SCRIPT.trim_end().len();
    for cut in 0..end {
        let read = read(&SCRIPT[..cut], &Options::default());
        let taken = read.is_ok_and(|read| !read.values.is_empty());
        assert!(!taken, "{}", &SCRIPT[..cut]);
    }
}

#[test]
fn blocks_without_a_configuration_around_them_are_read() {
    let from = SCRIPT.find("TeamsFed").unwrap();
    let to = SCRIPT.rfind("  }\n}").unwrap();
    let workspace = empty();
    workspace.write("a.ps1", &SCRIPT[from..to]);
    workspace.ok(&[
        "import", "a.ps1", "--tenant", "contoso", "--from", "m365dsc",
    ]);
    assert_eq!(recorded(&workspace).len(), 3);
}

#[test]
fn a_file_of_200_mb_is_refused_before_it_is_read() {
    let workspace = empty();
    let file = File::create(workspace.path().join("a.json")).unwrap();
    file.set_len(200 * 1024 * 1024).unwrap();
    let run = workspace.run(&["import", "a.json", "--tenant", "contoso"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("larger than 64 MB"), "{}", run.err);
    let run = workspace.run(&["import", ".", "--tenant", "contoso"]);
    assert!(run.err.contains("not a regular file"), "{}", run.err);
}

#[test]
fn what_windows_powershell_writes_is_read() {
    let workspace = empty();
    let text =
        "{\r\n  \"AllowFederatedUsers\":  true,\r\n  \"AllowTeamsConsumer\":  false\r\n}\r\n";
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    std::fs::write(workspace.path().join("a.json"), utf16).unwrap();
    workspace.ok(&["import", "a.json", "--tenant", "contoso"]);
    assert_eq!(recorded(&workspace).len(), 2);
}

#[test]
fn code_in_values_and_names_stays_text() {
    let workspace = empty();
    let name = "a: b\n  evil: &x [*x] # ' \" $(Remove-Item)";
    let export = serde_json::json!([{
        "Name": name, "DomainNames": ["fabrikam.com"], "Enabled": true,
        "FreeBusyAccessEnabled": true, "FreeBusyAccessLevel": "$(calc)\n",
        "OrganizationContact": "ann@fabrikam.com",
        "TargetApplicationUri": "{{ evil }} \u{1b}[31m",
    }]);
    workspace.write("a.json", &export.to_string());
    let out = workspace.ok(&[
        "import",
        "a.json",
        "--tenant",
        "contoso",
        "--from",
        "Get-OrganizationRelationship",
    ]);
    assert!(!out.contains('\u{1b}'), "{out:?}");
    workspace.ok(&["validate"]);
    let values = recorded(&workspace);
    assert!(
        values.keys().any(|key| key.contains("$(Remove-Item)")),
        "{values:?}"
    );
    assert!(
        values.keys().all(|key| key.starts_with("exchange.")),
        "{values:?}"
    );
    let plan = workspace.run(&["plan", "--detailed-exitcode"]);
    assert_eq!(plan.code, 0, "{}", plan.out);
}

#[test]
fn a_script_is_never_run_and_what_would_run_is_named() {
    let workspace = empty();
    workspace.write(
        "a.ps1",
        "Configuration A {\n  New-Item -Path ran.txt\n  TeamsFederationConfiguration 'F' {\n    AllowFederatedUsers = $(New-Item ran.txt; $true)\n    AllowTeamsConsumer = \"$(New-Item ran.txt)\"\n    BlockAllSubdomains = $True\n  }\n}\n",
    );
    let out = workspace.ok(&["import", "a.ps1", "--tenant", "contoso"]);
    assert!(!workspace.path().join("ran.txt").exists());
    assert!(
        out.contains("AllowFederatedUsers") && out.contains("an expression"),
        "{out}"
    );
    assert_eq!(recorded(&workspace).len(), 1);
}

proptest! {
    #[test]
    fn no_text_makes_the_readers_panic(text in "(Configuration A \\{|TeamsFederationConfiguration 'F'|\\{|\\}|\\(|\\)|@\\(|@\\{|=|;|,|\n|'|\"|\\$x|`|#|<#|#>|@'|AllowFederatedUsers|\\PC){0,60}") {
        let script = format!("Configuration B {{\n{text}");
        let _ = read(&script, &Options::default());
        let _ = read(&format!("{script}\n}}"), &Options::default());
        let _ = read(&format!("{{\"federation_configuration\":{text}"), &Options::default());
    }

    #[test]
    fn no_bytes_make_the_decoder_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(text) = decode(&bytes) {
            let _ = read(&text, &Options::default());
        }
    }

    #[test]
    fn no_damaged_file_makes_the_readers_panic(
        (file, flips, kept) in (0..FIXTURES.len()).prop_flat_map(|file| {
            let length = WHOLE[file].len();
            let flips = proptest::collection::vec((0..length, 0..8_u32), 0..12);
            let kept = prop_oneof![Just(length), 0..=length];
            (Just(file), flips, kept)
        }),
        from in 0..FROM.len(),
    ) {
        let mut bytes = WHOLE[file].clone();
        for (at, bit) in flips {
            bytes[at] ^= 1 << bit;
        }
        bytes.truncate(kept);
        if let Ok(text) = decode(&bytes) {
            let options = Options { from: FROM[from].parse().ok(), ..Options::default() };
            let _ = read(&text, &options);
            let _ = activity::read(&text);
        }
    }
}

/// Files that are damaged: one of every format, and of every shape.
const FIXTURES: [&str; 8] = [
    "scubagear.json",
    "m365dsc.ps1",
    "graph-partners.json",
    "graph-users.json",
    "federation-shapes.json",
    "invitation-shapes.json",
    "sharepoint-shapes.json",
    "activity.csv",
];

/// What each is said to be; the first is nothing.
const FROM: [&str; 6] = [
    "",
    "scubagear",
    "cmdlet",
    "m365dsc",
    "graph",
    "Get-SPOTenant",
];

/// The bytes of each.
static WHOLE: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let read = |name: &&str| std::fs::read(fixture(name)).unwrap();
    FIXTURES.iter().map(read).collect()
});
