//! The letter to a partner's administrator.

use snapbox::{IntoData, assert_data_eq, str};

use super::five;

#[test]
fn the_letter() {
    assert_data_eq!(
        five().ok(&["ask", "fabrikam"]),
        str![[r#"
Subject: Microsoft Teams: contact with Contoso, litware and woodgrove

Hello,

we at Contoso, litware and woodgrove would like our people and yours at
fabrikam to find each other in Microsoft Teams, to chat and to call,
each with their own account. Microsoft calls this external access, or
federation. It works only if both organisations allow each other. Our
side lets yours in already; please check that yours lets ours in.

1. Our domains, exactly as they have to be entered

     contoso.com
     litwareinc.com
     woodgrove.com

   Each is entered by itself: on an allow list a domain does not stand
   for its subdomains.

2. In your Teams admin centre

   Open the settings for external access. Depending on its version they
   stand under "Users", "Org-wide settings" or "External collaboration";
   names and places may differ from those in this letter.

   - If you use an allow list ("Allow only specific external domains"):
     add every domain above.
   - If you use a block list ("Block only specific external domains"):
     make sure that none of the domains above is on it and, if you block
     subdomains too, no domain that one of them is a subdomain of.
   - If all external domains are allowed: there is nothing to add.
   - If external access is off, or all external domains are blocked: it
     has to be switched on. To let in us and nobody else, choose the
     allow list and enter the domains above. An allow list shuts out
     every organisation that is not on it.

   Then make sure that the people concerned may use it: their external
   access policy must let them communicate with other organisations. In
   PowerShell, Get-CsTenantFederationConfiguration shows the settings
   (AllowFederatedUsers, AllowedDomains, BlockedDomains) and
   Get-CsExternalAccessPolicy the policies.

3. Your domains, as we know them

     fabrikam.com

   Please tell us every other domain that your people use to sign in to
   Teams: whoever uses one that our side does not allow can't be
   reached.

4. How we both test it

   - Give it time. We know of no published figure for these settings;
     allow up to 24 hours.
   - In Teams, search for a person of the other side by the whole e-mail
     address. A search by name does not find people of other
     organisations.
   - Let one of your people start a chat with one of ours, and one of
     ours with one of yours: each direction needs a test of its own.
   - If it fails although both sides are set, try from another network,
     for example over a mobile phone. If it works there, a firewall on
     the way is the likely cause, not these settings.

   This opens chat and calls, not teams, channels or files. For those a
   person is invited as a guest, which your organisation must let its
   people be (Microsoft Entra, cross-tenant access settings, outbound).
   Settings for guests can take up to 24 hours.

5. Please answer

   Please tell us when it is done, and which of our domains you allow
   now. We note it with the date and your name, so that nobody has to
   ask again.

Kind regards,

"#]]
        .raw()
    );
}

#[test]
fn how_our_side_stands_goes_to_standard_error() {
    let run = five().run(&["ask", "northwind"]);
    assert_eq!(run.code, 0);
    assert_data_eq!(
        run.err,
        str![[r#"
Our side, before the letter to northwind goes out
  ▲ litware                                       open for some of their domains
    ✗ litware blocks northwind.de                              guestlist.yaml:14
      first  take northwind.de off blocked_domains of the baseline "standard"
                                                               guestlist.yaml:14
             (woodgrove would be open to it as well; to open litware alone,
             state its own blocked_domains)
  ▲ woodgrove                                     open for some of their domains
    ✗ woodgrove blocks northwind.de                            guestlist.yaml:14
      first  take northwind.de off blocked_domains of the baseline "standard"
                                                               guestlist.yaml:14
             (litware would be open to it as well; to open woodgrove alone,
             state its own blocked_domains)
  ✗ contoso                                     shut for them; not in the letter
    ✗ contoso allows 2 domains; northwind.de, northwindtraders.com are not among
      them                                      tenants/contoso.guestlist.yaml:7

Change our side first: the letter asks northwind for contact that 2 tenants do
not allow in full.
When they answer, note it under partners.northwind:
  confirmed:
    external_access: [litwareinc.com, woodgrove.com]
    by: WHO
    date: 2026-11-20


"#]]
        .raw()
    );
}

#[test]
fn every_line_fits_a_mail() {
    for partner in ["northwind", "competitor.example"] {
        let letter = five().ok(&["ask", partner]);
        assert!(letter.is_ascii());
        let mut lines = letter.lines().skip(1);
        assert!(lines.all(|line| line.len() <= 72), "{letter}");
    }
}

#[test]
fn a_tenant_that_a_test_wants_is_named_though_it_is_shut() {
    let w = five();
    w.write(
        "tests.guestlist.yaml",
        "tests:\n  friends:\n    - { from: northwind.de, can: chat, by: external, to: contoso, \
         expect: yes }\n",
    );
    let (_, document) = w.json(&["ask", "northwind"]);
    let domains = document["our_domains"].as_array().unwrap();
    assert!(domains.iter().any(|d| d == "contoso.com"), "{document}");
    let contoso = &document["tenants"][0];
    assert_eq!(
        (&contoso["state"], &contoso["wanted"]),
        (&"shut".into(), &true.into())
    );
    assert_eq!(
        contoso["reasons"][0]["location"]["file"],
        "tenants/contoso.guestlist.yaml"
    );
    let side = w.run(&["ask", "northwind"]).err;
    for words in [
        "first  add to allowed_domains of contoso",
        "- partner: northwind",
    ] {
        assert!(side.contains(words), "{side}");
    }
    // The same as can says.
    let answer = w.run(&["can", "northwind", "chat", "contoso"]).out;
    assert!(
        answer.contains("1  add to allowed_domains of contoso"),
        "{answer}"
    );
}

#[test]
fn nobody_is_written_to_who_has_no_administrator_of_their_own() {
    let w = five();
    for (name, words) in [
        ("litware", "litware is a tenant of yours"),
        ("litwareinc.com", "litware is a tenant of yours"),
        ("consumer", "has no administrator to write to"),
        ("northwnd", "did you mean northwind?"),
    ] {
        let run = w.run(&["ask", name]);
        assert_eq!(run.code, 1);
        assert!(
            crate::support::Workspace::said(&run).contains(words),
            "{}",
            run.err
        );
        assert_eq!(run.out, "");
    }
}
