//! What is shown under the pointer.

use super::{MODELINE, editor};

/// The hover at the mark, without the line that names the schema's file.
fn hover(text: &str) -> Option<String> {
    let (_workspace, mut editor) = editor()?;
    let open = editor.open("new.guestlist.yaml", &format!("{MODELINE}{text}"));
    let shown = editor.hover(&open);
    let (shown, source) = shown.split_once("\n\nSource: ").unwrap();
    assert!(source.starts_with("[guestlist.schema.json]"), "{source}");
    Some(shown.to_owned())
}

#[test]
fn a_setting_shows_its_consequence_its_official_name_and_its_default() {
    let text = "tenants:\n  contoso:\n    external_access:\n      allowed_do¦mains: all\n";
    let Some(shown) = hover(text) else { return };
    snapbox::assert_data_eq!(
        shown,
        snapbox::str![[r#####"
#### guestlist configuration

Whom people here may talk to: `all` is everybody but the blocked domains, `none` is nobody, a list is these domains and nobody else. Adding the first entry blocks everybody else. The other organisation must allow you as well. Read only while `enabled` is true.

Official: `CsTenantFederationConfiguration`, property `AllowedDomains`.

Default: all.

Admin centre: "Allow only specific external domains" (Teams admin centre > External collaboration > External access).

Not certain: At most 4,000 entries; whether that counts together with the blocked ones is not certain. Subdomains: no switch exists, list each one.

Example:

```yaml
all
```

Example:

```yaml
none
```
"#####]]
    );
}

#[test]
fn a_choice_shows_what_each_word_means() {
    let text = "tenants:\n  contoso:\n    guest_access:\n      meeting:\n        screen_shar¦ing: disabled\n";
    let Some(shown) = hover(text) else { return };
    snapbox::assert_data_eq!(
        shown,
        snapbox::str![[r#"
#### guestlist configuration

What guests may share of their screen.

Official: `CsTeamsGuestMeetingConfiguration`, property `ScreenSharingMode`.

Default: entire_screen.

Allowed Values:

* `disabled`: Nothing.
* `single_application`: One application.
* `entire_screen`: The whole screen, or one application.
"#]]
    );
}

#[test]
fn an_entry_and_its_keys_are_explained() {
    let text = "lists:\n  resellers:\n    - domain: fabrikam.com\n      expi¦res: 2027-03-31\n";
    let Some(shown) = hover(text) else { return };
    snapbox::assert_data_eq!(
        shown,
        snapbox::str![[r#"
#### guestlist configuration

The last day on which it is valid, UTC, such as 2027-03-31.
"#]]
    );
    let Some(shown) = hover("lists:\n  resellers:\n    - fabri¦kam.com\n") else {
        return;
    };
    snapbox::assert_data_eq!(
        shown,
        snapbox::str![[r#"
#### guestlist configuration

An entry of a domain list: a domain, or all domains of a list, a partner or a tenant. It may say why it is there, who answers for it and until when.
"#]]
    );
}

#[test]
fn a_rule_is_explained_where_its_severity_is_set() {
    let Some(shown) = hover("rules:\n  open-fede¦ration: warning\n") else {
        return;
    };
    snapbox::assert_data_eq!(
        shown,
        snapbox::str![[r#####"
#### guestlist configuration

External access is open to every organisation.

Allowed Values:

* `warning`
* `"off"`
* `note`
* `error`
"#####]]
    );
}
