//! `can`, `test` and `capabilities`: what people and programs read.

mod answers;
mod capabilities;
mod document;
mod expectations;
mod proofs;
mod record;

use crate::support::Workspace;

const SHARED: &str = "\
version: 1
partners:
  northwind:
    display_name: Northwind
    domains: [northwindtraders.com]
";

const BASELINES: &str = "\
baselines:
  standard:
    external_access:
      enabled: true
      allowed_domains: all
    guest_access:
      enabled: false
tenants:
  litware: { domains: [litwareinc.com], baseline: standard }
  woodgrove: { domains: [woodgrove.com], baseline: standard }
";

const CONTOSO: &str = "\
tenants:
  contoso:
    domains: [contoso.com]
    baseline: standard
    external_access:
      allowed_domains:
        - fabrikam.com
";

fn group() -> Workspace {
    Workspace::new(&[
        ("guestlist.yaml", SHARED),
        ("baselines.guestlist.yaml", BASELINES),
        ("tenants/contoso.guestlist.yaml", CONTOSO),
    ])
}
