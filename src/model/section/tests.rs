//! The page "Add a section" is true: the section that it declares is compiled here as it stands
//! there, read from YAML, and stands in the table and the schema.

#[allow(
    unreachable_pub,
    reason = "the file is what the page shows, where it is part of a section"
)]
mod loop_sharing;

use self::loop_sharing::LoopSharing;
use super::{Default, Kind, Settings, Stated, Wider};
use crate::diagnostics::Findings;
use crate::document::{parse, read};
use crate::text::FileId;

#[test]
fn the_page_shows_the_file_that_is_compiled() {
    let page = include_str!("../../../docs/add-a-section.md").replace("\r\n", "\n");
    let file = include_str!("tests/loop_sharing.rs").replace("\r\n", "\n");
    let shown = page
        .split_once("```rust\n")
        .and_then(|(_, rest)| rest.split_once("```"))
        .map(|(code, _)| code);
    assert_eq!(shown, Some(file.as_str()));
}

#[test]
fn a_declared_section_is_read_and_stands_in_the_table() {
    let mut findings = Findings::new();
    let text = "audience: nobody\nlink_days: 7\nallowed_domains: [fabrikam.com]\n";
    let node = parse(FileId(0), text, &mut findings).unwrap();
    let section: LoopSharing = read(&node).unwrap();
    let mut leaves = Vec::new();
    section.leaves(&mut leaves);
    let keys: Vec<&str> = leaves.iter().map(|leaf| leaf.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "loop_sharing.audience",
            "loop_sharing.link_days",
            "loop_sharing.allowed_domains"
        ]
    );
    assert!(matches!(leaves[0].stated, Stated::Choice("nobody")));
    assert!(matches!(leaves[1].stated, Stated::Number(7)));

    let mut table = Vec::new();
    LoopSharing::table(&mut table);
    assert_eq!(table[0].set_by(), "Set-LoopConfiguration -Audience");
    assert_eq!(table[1].default, Default::Number(30));
    assert_eq!(table[1].wider, Wider::Longer);
    assert_eq!((table[2].kind, table[2].most), (Kind::Domains, Some(500)));

    let schema = schemars::schema_for!(LoopSharing).to_value();
    assert_eq!(schema["properties"]["link_days"]["maximum"], 90);
    assert!(jsonschema::is_valid(
        &schema,
        &serde_json::json!({ "audience": "guests" })
    ));
    assert!(!jsonschema::is_valid(
        &schema,
        &serde_json::json!({ "audience": "all" })
    ));
}
