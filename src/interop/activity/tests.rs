use super::*;

fn people(text: &str) -> Vec<(String, u64)> {
    let report = read(text).unwrap();
    let rows = report.people.into_iter();
    rows.map(|(domain, people)| (domain.to_string(), people))
        .collect()
}

#[test]
fn columns_are_found_by_what_they_are_called() {
    let expected = [
        ("fabrikam.com".to_owned(), 12),
        ("northwind.de".to_owned(), 1930),
    ];
    for text in [
        "Domain,Users\nfabrikam.com,12\nnorthwind.de,1930\n",
        "domain;people in your organisation\r\nfabrikam.com;12\r\nnorthwind.de;1.930\r\n",
        "External domain\tNumber of users\nFABRIKAM.COM.\t12\nnorthwind.de\t1 930",
        "\u{feff}sep=,\nReport on external domain activity\nPeriod,90 days\n\nRank,\"External domain\",\"Internal users\",\"External users\"\n1,northwind.de,\"1,930\",7\n2,\"fabrikam.com\",12,3\n",
        "Users,Tenant domain,External domain\n12,contoso.com,fabrikam.com\n1930,contoso.com,northwind.de\n",
        "\"Domain\",\"Users\"\n\"fabrikam.com\",\"12\"\n\n\"northwind.de\",\"1'930\"\n,,,\n",
    ] {
        assert_eq!(people(text), expected, "{text}");
    }
}

#[test]
fn what_does_not_count_is_kept_with_its_line() {
    let report = read(
        "Domain,Users\nfabrikam.com,12\n=cmd|'/C calc'!A0,4\nann@fabrikam.com,1\n*.fabrikam.com,3\nco.uk,3\nnorthwind.de,few\nTotal,23\n,23\nFabrikam.com,9\nlitwareinc.com\n",
    )
    .unwrap();
    assert_eq!(report.people.len(), 1);
    assert_eq!(report.people[&Domain::recorded("fabrikam.com")], 12);
    assert_eq!(report.repeated.len(), 1);
    assert_eq!(report.left_out_count, 8);
    let left: Vec<_> = report
        .left_out
        .iter()
        .map(|l| (l.line, l.text.as_str(), l.because))
        .collect();
    use LeftOutBecause::{NoDomain, NoNumber, Total};
    assert_eq!(
        left,
        [
            (3, "=cmd|'/C calc'!A0", NoDomain),
            (4, "ann@fabrikam.com", NoDomain),
            (5, "*.fabrikam.com", NoDomain),
            (6, "co.uk", NoDomain),
            (7, "few", NoNumber),
            (8, "Total", Total),
            (9, "", Total),
            (11, "", NoNumber),
        ]
    );
}

#[test]
fn a_wrong_file_is_told_by_its_columns() {
    let said = |text: &str| read(text).unwrap_err().to_string();
    let text = said("Name,Department,Users\nAnn,Sales,3\n");
    assert!(
        text.contains(
            "no column names a domain; the columns are \"Name\", \"Department\", \"Users\""
        ),
        "{text}"
    );
    let text = said("Domain;Chats\nfabrikam.com;3\n");
    assert!(
        text.contains("no column counts users or people; the columns are \"Domain\", \"Chats\""),
        "{text}"
    );
    let text = said("Domain,Active users,Guest users\nfabrikam.com,3,4\n");
    assert!(
        text.contains("\"Active users\", \"Guest users\" could each be"),
        "{text}"
    );
    assert_eq!(read("Domain,Users\n").unwrap_err(), ActivityError::Nothing);
    assert!(matches!(
        read("{\"a\": [1, 2]}"),
        Err(ActivityError::NoColumn { .. })
    ));
}

#[test]
fn a_file_that_was_cut_off_is_refused() {
    assert_eq!(
        read("Domain,Users\nfabrikam.com,12\nnorthw").unwrap_err(),
        ActivityError::Truncated(3)
    );
    assert_eq!(
        read("Domain,Users\nfabrikam.com,12\n\"northwind.de,3\n").unwrap_err(),
        ActivityError::Truncated(3)
    );
    let long: String = (0..=MOST_DOMAINS)
        .map(|n| format!("d{n}.example,1\n"))
        .collect();
    assert_eq!(
        read(&format!("Domain,Users\n{long}")).unwrap_err(),
        ActivityError::TooMany
    );
}

#[test]
fn numbers_are_read_as_people_write_them() {
    for (text, number) in [
        ("0", Some(0)),
        ("1,930", Some(1930)),
        ("1.234.567", Some(1_234_567)),
        ("12\u{202f}345", Some(12_345)),
        ("12,5", None),
        ("1,9300", None),
        ("-3", None),
        ("+3", None),
        ("<5", None),
        ("99999999999999999999999", None),
        ("", None),
    ] {
        assert_eq!(number_of(text), number, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "((D|d)omain|Users|,|;|\t|\n|\"|[a-z]{1,3}\\.de|=|[0-9,.]{1,6}|\\PC){0,60}") {
        let _ = read(&text);
        let _ = read(&format!("Domain,Users\n{text}"));
    }
}
