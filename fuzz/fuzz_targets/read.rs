//! Any bytes as a configuration file: the tree, the schema, the typed read, and the resolution.
//!
//! Nothing may panic, and every place that is reported must lie within the text.
#![no_main]

use std::sync::LazyLock;

use guestlist::diagnostics::Findings;
use guestlist::document::{SchemaChecker, parse, read_with_poison};
use guestlist::model::config::ConfigFile;
use guestlist::model::resolve::{Input, ListFiles, ReadFile, resolve};
use guestlist::model::schema;
use guestlist::model::sections::retired;
use guestlist::text::Sources;
use libfuzzer_sys::fuzz_target;

static CHECKER: LazyLock<SchemaChecker> =
    LazyLock::new(|| SchemaChecker::new(schema::config()).expect("the schema is ours"));

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let mut sources = Sources::new();
    let id = sources.add("guestlist.yaml", text.to_owned());
    let mut findings = Findings::new();
    if let Some(tree) = parse(id, text, &mut findings) {
        let mut poison = CHECKER.check(&tree, text, &retired::advice, &mut findings);
        let config = read_with_poison::<ConfigFile>(&tree, &mut poison, &mut findings);
        let file = ReadFile {
            id,
            is_root: true,
            config: config.unwrap_or_default(),
            poison,
        };
        let input = Input {
            files: vec![file],
            list_files: ListFiles::new(),
            incomplete: false,
        };
        let _ = resolve(input, &mut findings);
    }
    for finding in findings.items() {
        for label in finding.place.iter().chain(&finding.related) {
            assert!(label.span.end as usize <= text.len());
            assert!(text.is_char_boundary(label.span.start as usize));
            assert!(text.is_char_boundary(label.span.end as usize));
        }
    }
});
