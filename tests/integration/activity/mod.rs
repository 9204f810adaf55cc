//! Reports on external domain activity: how many people a plan, a door, an entry is about.

mod files;
mod pages;

use std::fmt::Write as _;

use crate::support::Workspace;

const CONTOSO: &str = "\
version: 1
partners:
  northwind: { domains: [northwindtraders.com, northwind.de] }
tenants:
  contoso:
    domains: [contoso.com]
    external_access:
      enabled: true
      allowed_domains: all
      blocked_domains: []
rules: { open-federation: off, federation-partner-unknown: off }
";

/// A report of 214 organisations, as an administrator saves it.
fn report() -> String {
    let mut text = String::from(
        "\u{feff}External domain,Internal users,External users\r\n\
         fabrikam.com,310,12\r\nlitwareinc.com,\"1,120\",40\r\n\
         northwind.de,45,9\r\nnorthwindtraders.com,7,2\r\ncontoso.com,4,4\r\n",
    );
    for number in 1..=211 {
        let _ = write!(text, "org{number}.example.net,{},1\r\n", number % 5 + 1);
    }
    text + "Litwareinc.com,3,1\r\n=cmd|'/C calc'!A0,3,1\r\nTotal,2122,99\r\n"
}

/// One tenant that talks to everybody, recorded, and its report.
fn contoso() -> Workspace {
    let workspace = Workspace::of(CONTOSO);
    workspace.apply();
    workspace.write("activity.csv", &report());
    workspace
}

/// The same after the first allow entry was written.
fn narrowed() -> Workspace {
    let workspace = contoso();
    let text = CONTOSO.replace("allowed_domains: all", "allowed_domains: [fabrikam.com]");
    workspace.write("guestlist.yaml", &text);
    workspace
}

/// A page as one line, however it was broken.
fn words(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}
