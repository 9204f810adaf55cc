//! The JSON of one question, and what can't be asked.

use snapbox::{IntoData, assert_data_eq, str};

use super::group;

#[test]
fn the_document() {
    let (code, document) = group().json(&["can", "ann@contoso.com", "chat", "northwind"]);
    assert_eq!(code, 0);
    let text = serde_json::to_string_pretty(&document).unwrap();
    assert_data_eq!(
        text,
        str![[r#"
{
  "answer": "unknown",
  "capability": "chat-across-organisations",
  "format_version": "1.0",
  "from": "ann@contoso.com",
  "routes": [
    {
      "answer": "no",
      "assumed": [],
      "host": null,
      "kind": "external",
      "next": {
        "address": null,
        "location": null,
        "origin": "not known here",
        "state": "unknown",
        "text": "Northwind must allow contoso.com too",
        "value": null
      },
      "reasons": [
        {
          "address": "contoso.external_access.allowed_domains",
          "location": {
            "column": 7,
            "end_column": 22,
            "end_line": 6,
            "file": "tenants/contoso.guestlist.yaml",
            "line": 6
          },
          "origin": "stated in the tenant",
          "state": "shut",
          "text": "contoso allows 1 domain; northwindtraders.com is not it",
          "value": null
        },
        {
          "address": null,
          "location": null,
          "origin": "not known here",
          "state": "unknown",
          "text": "Northwind must allow contoso.com too",
          "value": null
        }
      ]
    },
    {
      "answer": "no",
      "assumed": [],
      "existing_guests": "no",
      "host": "contoso",
      "kind": "guest",
      "next": {
        "address": null,
        "location": null,
        "origin": "not known here",
        "state": "unknown",
        "text": "whether Northwind lets its people be guests elsewhere",
        "value": null
      },
      "reasons": [
        {
          "address": "contoso.guest_access.enabled",
          "location": {
            "column": 7,
            "end_column": 21,
            "end_line": 7,
            "file": "baselines.guestlist.yaml",
            "line": 7
          },
          "origin": "baseline \"standard\"",
          "state": "shut",
          "text": "contoso accepts no guests in Teams: guest access is off",
          "value": false
        },
        {
          "address": null,
          "location": null,
          "origin": "not known here",
          "state": "unknown",
          "text": "whether Northwind lets its people be guests elsewhere",
          "value": null
        }
      ]
    },
    {
      "answer": "unknown",
      "assumed": [
        "contoso.cross_tenant_access.default.b2b_collaboration_outbound.users"
      ],
      "existing_guests": "unknown",
      "host": "northwind",
      "kind": "guest",
      "next": null,
      "reasons": [
        {
          "address": null,
          "location": null,
          "origin": "not known here",
          "state": "unknown",
          "text": "whether Northwind invites them and lets them in",
          "value": null
        },
        {
          "address": "contoso.cross_tenant_access.default.b2b_collaboration_outbound.users",
          "location": null,
          "origin": "Microsoft's default, stated nowhere",
          "state": "open",
          "text": "contoso lets its people be guests elsewhere",
          "value": "allowed"
        }
      ]
    }
  ],
  "to": "northwind"
}
"#]]
        .raw()
    );
}

#[test]
fn what_can_not_be_asked_is_an_error() {
    let w = group();
    let error = |arguments: &[&str]| {
        let run = w.run(arguments);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{arguments:?}");
        run.err
    };
    let errors = [
        error(&["can", "contoso", "share-file", "litware"]),
        error(&["can", "contso", "chat", "litware"]),
        error(&["can", "ann@contoso.com", "chat", "contoso"]),
        error(&["can", "contoso", "chat", "litware", "--recorded"]),
        error(&["can", "contoso", "chat", "litware", "--at", "7"]),
    ];
    assert_data_eq!(
        errors.concat(),
        str![[r#"
error: "share-file" is no capability; did you mean share-files?
error: no tenant or partner is called "contso", and it is no domain; did you mean contoso?
error: ann@contoso.com and contoso are one organisation: this is about people of different ones
error: in what is recorded: no tenant or partner is called "contoso", and it is no domain
error: there is no version 7; nothing is recorded yet

"#]]
        .raw()
    );
}
