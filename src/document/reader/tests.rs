use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::super::{Map, SchemaChecker, parse};
use super::*;
use crate::text::{FileId, Spanned};

#[derive(Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct File {
    version: Option<Spanned<u32>>,
    tenants: Map<Tenant>,
    tests: Vec<Test>,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Tenant {
    #[serde(default)]
    domains: Vec<Spanned<String>>,
    #[serde(default)]
    sharing: Option<Spanned<Sharing>>,
    #[serde(default)]
    even: Option<Spanned<Even>>,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Test {
    from: Spanned<String>,
    to: Even,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Sharing {
    Disabled,
    EntireScreen,
}

/// Says what a schema can't.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(try_from = "i64")]
struct Even(i64);

impl TryFrom<i64> for Even {
    type Error = String;

    fn try_from(number: i64) -> Result<Self, String> {
        if number % 2 == 0 {
            Ok(Self(number))
        } else {
            Err(format!("{number} is odd"))
        }
    }
}

fn tree(text: &str) -> Node<'_> {
    parse(FileId(3), text, &mut Findings::new()).expect("YAML")
}

fn covered<T>(text: &str, spanned: &Spanned<T>) -> String {
    assert_eq!(spanned.span.file, FileId(3));
    text[spanned.span.start as usize..spanned.span.end as usize].to_owned()
}

fn error(text: &str) -> (String, String, String) {
    let tree = tree(text);
    let error = read::<File>(&tree).unwrap_err();
    let span = error.span();
    let marked = text[span.start as usize..span.end as usize].to_owned();
    (error.path().join("/"), marked, error.message().to_owned())
}

#[test]
fn values_keep_their_places_and_keys_too() {
    let text = "tenants:\n  contoso: &c\n    domains: [a.com, 'b.com']\n    sharing: entire_screen\n  litware: *c\nversion: 7\n";
    let tree = tree(text);
    let file: File = read(&tree).unwrap();
    assert_eq!(covered(text, file.version.as_ref().unwrap()), "7");
    let names: Vec<_> = file
        .tenants
        .iter()
        .map(|(name, _)| covered(text, name))
        .collect();
    assert_eq!(names, ["contoso", "litware"]);
    let (_, tenant) = &file.tenants.iter().next().unwrap();
    let domains: Vec<_> = tenant
        .domains
        .iter()
        .map(|domain| covered(text, domain))
        .collect();
    assert_eq!(domains, ["a.com", "'b.com'"]);
    assert_eq!(tenant.sharing.unwrap().value, Sharing::EntireScreen);
    assert_eq!(covered(text, &tenant.sharing.unwrap()), "entire_screen");
    assert_eq!(file.tests, []);
}

#[test]
fn text_is_borrowed_from_the_file() {
    let text = "a: plain\nb: \"es\\x63aped\"\n";
    let tree = tree(text);
    let map: std::collections::BTreeMap<&str, &str> = read(&tree).unwrap();
    assert_eq!((map["a"], map["b"]), ("plain", "escaped"));
}

#[test]
fn an_error_is_placed_at_the_innermost_value() {
    let of = |path: &str, marked: &str, message: &str| (path.into(), marked.into(), message.into());
    assert_eq!(
        error("tenants:\n  a:\n    domains: [x, [y]]\n"),
        of(
            "tenants/a/domains/1",
            "[y]",
            "sequence stands where a string belongs"
        )
    );
    assert_eq!(
        error("tenants:\n  a:\n    even: 3\n"),
        of("tenants/a/even", "3", "3 is odd")
    );
    assert_eq!(
        error("tenants:\n  a:\n    evn: 3\n"),
        of("tenants/a/evn", "evn", "there is no key \"evn\" here")
    );
    assert_eq!(
        error("tests:\n  - from: x\n    to: 2\n  - to: 2\n"),
        of("tests/1", "to", "the key \"from\" is missing")
    );
    assert_eq!(error("tenants:\n  a:\n    sharing: all\n").1, "all");
}

#[test]
fn every_fault_that_a_schema_can_not_say_is_told() {
    let text = "tenants:\n  a:\n    even: 3\n    domains: [x]\n  b:\n    even: 5\n  c:\n    even: 4\ntests:\n  \
                - {from: x, to: 7}\n  - {from: y, to: 8}\n";
    let tree = tree(text);
    let (mut poison, mut findings) = (Poison::new(), Findings::new());
    let file: File = read_with_poison(&tree, &mut poison, &mut findings).unwrap();
    let told: Vec<_> = findings
        .items()
        .iter()
        .map(|f| f.message.as_str())
        .collect();
    assert_eq!(told, ["3 is odd", "5 is odd", "7 is odd"]);
    let read: Vec<_> = file
        .tenants
        .iter()
        .map(|(name, tenant)| {
            (
                name.value.as_str(),
                tenant.domains.len(),
                tenant.even.map(|e| e.value),
            )
        })
        .collect();
    assert_eq!(
        read,
        [("a", 1, None), ("b", 0, None), ("c", 0, Some(Even(4)))]
    );
    // `to` is required, so the whole test is left out.
    assert_eq!(file.tests.len(), 1);
    assert!(poison.hides(&["tests", "0", "from"]) && !poison.hides(&["tests", "1"]));
}

#[test]
fn a_document_that_can_not_be_read_is_spoiled_as_a_whole() {
    let text = "a: 1\n";
    let tree = tree(text);
    let (mut poison, mut findings) = (Poison::new(), Findings::new());
    assert_eq!(
        read_with_poison::<Vec<u8>>(&tree, &mut poison, &mut findings),
        None
    );
    assert_eq!(findings.items().len(), 1);
    assert!(poison.hides::<&str>(&[]));

    // More faults than are looked for.
    let text = format!("tests:\n{}", "  - {from: x, to: 1}\n".repeat(1_000));
    let tree = self::tree(&text);
    let (mut poison, mut findings) = (Poison::new(), Findings::new());
    assert_eq!(
        read_with_poison::<File>(&tree, &mut poison, &mut findings),
        None
    );
    assert!(poison.hides::<&str>(&[]) && !findings.items().is_empty());
}

#[test]
fn the_schema_is_that_of_the_values_and_what_it_spoils_is_not_read() {
    let settings = schemars::generate::SchemaSettings::draft07();
    let schema = settings
        .into_generator()
        .into_root_schema_for::<File>()
        .to_value();
    let tenant = &schema["properties"]["tenants"]["additionalProperties"];
    assert_eq!(tenant, &json!({ "$ref": "#/definitions/Tenant" }));
    let domains = &schema["definitions"]["Tenant"]["properties"]["domains"]["items"];
    assert_eq!(domains, &json!({ "type": "string" }));

    let text = "tenants:\n  a:\n    colour: 1\n    domains: [x, 7, y]\n    sharing: off\n  b: []\ntests:\n  - {from: 1, to: 2}\n";
    let tree = tree(text);
    let mut findings = Findings::new();
    let checker = SchemaChecker::new(schema).unwrap();
    let mut poison = checker.check(&tree, text, &|_, _, _| None, &mut findings);
    let before = findings.items().len();
    let file: File = read_with_poison(&tree, &mut poison, &mut findings).unwrap();
    assert_eq!(
        findings.items().len(),
        before,
        "told twice: {:?}",
        findings.items()
    );
    let [(name, tenant)] = &file.tenants.into_iter().collect::<Vec<_>>()[..] else {
        panic!()
    };
    let domains: Vec<_> = tenant.domains.iter().map(|d| d.value.as_str()).collect();
    assert_eq!((name.value.as_str(), &domains[..]), ("a", &["x", "y"][..]));
    assert_eq!(file.tests, []);
    assert!(poison.touches(&["tenants", "a", "domains"]) && !poison.touches(&["version"]));
}
