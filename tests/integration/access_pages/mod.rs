//! `access` and `ask`: what people read, in every format.

mod ask;
mod browser;
mod hostile;
mod human;
mod large;
mod page;

use crate::support::Workspace;

const SHARED: &str = "\
version: 1
partners:
  northwind: { display_name: Northwind Traders, domains: [northwindtraders.com, northwind.de] }
  fabrikam:
    domains: [fabrikam.com]
    confirmed: { external_access: [contoso.com], by: it@fabrikam.com, date: 2026-11-02 }
lists:
  resellers: [{ partner: fabrikam }]
baselines:
  standard:
    external_access:
      enabled: true
      allowed_domains: all
      blocked_domains: [adventure-works.com, northwind.de]
    guest_access: { enabled: false }
tenants:
  litware: { domains: [litwareinc.com], baseline: standard }
  woodgrove: { domains: [woodgrove.com], baseline: standard }
";

const CONTOSO: &str = "\
tenants:
  contoso:
    display_name: Contoso
    domains: [contoso.com]
    baseline: standard
    external_access:
      allowed_domains: [{ list: resellers }, woodgrove.com]
    guest_access: { enabled: true }
";

/// Three tenants and two partners.
fn five() -> Workspace {
    Workspace::new(&[
        ("guestlist.yaml", SHARED),
        ("tenants/contoso.guestlist.yaml", CONTOSO),
    ])
}

/// So many tenants; every third one shuts out what nobody of them is.
fn many(number: usize) -> Workspace {
    use std::fmt::Write as _;

    let mut text = String::from(
        "version: 1\npartners: { northwind: { domains: [northwind.de] } }\nbaselines:\n  wide: { \
         external_access: { enabled: true, allowed_domains: all }, guest_access: { enabled: false \
         } }\n  shut: { external_access: { enabled: false }, guest_access: { enabled: false } \
         }\ntenants:\n",
    );
    for at in 0..number {
        let baseline = if at % 3 == 0 { "shut" } else { "wide" };
        writeln!(
            text,
            "  t{at}: {{ domains: [t{at}.example], baseline: {baseline} }}"
        )
        .unwrap();
    }
    Workspace::of(&text)
}
