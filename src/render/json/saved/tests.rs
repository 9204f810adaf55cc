use super::*;
use crate::render::json::plan::{JsonBase, JsonStanding, JsonSummary, JsonTests, JsonVersion};
use crate::render::plan::Page;

fn document() -> PlanDocument {
    PlanDocument {
        format_version: FORMAT_VERSION.to_owned(),
        as_of: "2026-11-20".to_owned(),
        base: Some(JsonBase::Version(JsonVersion::default())),
        fingerprint: Some("ab".repeat(32)),
        valid: true,
        summary: Some(JsonSummary::default()),
        standing: JsonStanding::default(),
        tests: JsonTests::default(),
        changes: Some(Vec::new()),
        lines: Vec::new(),
        effects: Some(Vec::new()),
        effects_omitted: 0,
        findings: Vec::new(),
        omitted: 0,
        activity: None,
        review: None,
        apply: None,
        seal: None,
    }
}

fn needs() -> ApplyNeeds {
    serde_json::from_value(serde_json::json!({
        "made_by": "0.1.0", "tenants": [], "configuration": "c", "resolved": {"contoso": "d"}, "blocked": null
    }))
    .unwrap()
}

fn sealed() -> Vec<u8> {
    let page = Page {
        headline: "contoso\u{1b}[31m closes".to_owned(),
        ..Page::default()
    };
    seal(document(), page, needs())
}

#[test]
fn a_saved_plan_is_read_back_and_ends_with_its_seal() {
    let bytes = sealed();
    let read = open(&bytes).unwrap();
    assert_eq!(read.apply, Some(needs()));
    let text = String::from_utf8(bytes).unwrap();
    let seal = read.seal.unwrap();
    assert!(text.ends_with(&format!("  \"seal\": \"{seal}\"\n}}\n")));
    assert_eq!(
        open(text.replace('\n', "\r\n").as_bytes()).map(|_| ()),
        Ok(())
    );
}

#[test]
fn every_changed_byte_is_noticed() {
    let bytes = sealed();
    for at in 0..bytes.len() - 1 {
        let mut edited = bytes.clone();
        edited[at] ^= 1;
        assert!(open(&edited).is_err(), "byte {at}");
        edited.remove(at);
        assert!(open(&edited).is_err(), "without byte {at}");
    }
    let text = String::from_utf8(bytes).unwrap();
    let added = text.replacen("\"valid\"", "\"note\": 1,\n  \"valid\"", 1);
    assert_eq!(open(added.as_bytes()).unwrap_err(), PlanFileError::Edited);
    let other = text.replace("\"contoso\": \"d\"", "\"contoso\": \"e\"");
    assert_eq!(open(other.as_bytes()).unwrap_err(), PlanFileError::Edited);
}

#[test]
fn what_is_no_saved_plan_is_named() {
    assert!(matches!(
        open(b"version: 1\n"),
        Err(PlanFileError::NotJson(_))
    ));
    assert!(matches!(open(b""), Err(PlanFileError::NotJson(_))));
    assert!(open("[".repeat(100_000).as_bytes()).is_err());
    for other in [
        "[1]",
        "{}",
        "7",
        r#"{"format_version": "1.0", "valid": true, "findings": []}"#,
    ] {
        assert_eq!(
            open(other.as_bytes()).unwrap_err(),
            PlanFileError::NotAPlan,
            "{other}"
        );
    }
    let printed = serde_json::to_vec(&document()).unwrap();
    assert_eq!(open(&printed).unwrap_err(), PlanFileError::NotSaved);
    let newer = String::from_utf8(sealed())
        .unwrap()
        .replacen("\"1.0\"", "\"2.0\"", 1);
    let error = open(newer.as_bytes()).unwrap_err();
    assert_eq!(error, PlanFileError::OtherFormat("2.0".to_owned()));
}
