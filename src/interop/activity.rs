//! The report on external domain activity of the Teams admin centre, saved as CSV: a row for each
//! domain, with the number of people in the organisation who had contact with it.
//!
//! More is not published about its columns, so that they are found by what they are called, whatever
//! else stands beside them.

use std::collections::{BTreeMap, BTreeSet};

use csv::{ReaderBuilder, StringRecord, Terminator};

use crate::model::Domain;

/// Domains that are read. A report of more is not one of a single organisation.
pub const MOST_DOMAINS: usize = 200_000;
/// Rows before the header that are looked at: a title, a period.
const PREAMBLE: usize = 20;
/// Separators between columns.
const DELIMITERS: [u8; 3] = *b",;\t";
/// Columns of a wrong file that are named.
const COLUMNS: usize = 12;
/// What the report does not say. Only the domains and the number of people are published, so that
/// nothing more is counted on.
pub const NOT_COVERED: &str = "the report does not say for which period it is, whether it was a chat, a \
    group chat or a call, who began, or whether guests and personal accounts count; an organisation \
    without contact in that period is not in it";
/// Rows that are kept of those that were left out; the rest is counted.
const LEFT_OUT: usize = 100;
/// Characters of a cell that are kept to be shown.
const CELL: usize = 80;
/// Bytes of the longest cell that may be a domain: 253 characters, more in Unicode.
const LONGEST: usize = 1024;
/// What a row is called that sums up the others.
const TOTALS: [&str; 6] = [
    "total",
    "totals",
    "sum",
    "grand total",
    "all",
    "all domains",
];
/// What the column of people is called, and one of the words that it then holds.
const PEOPLE: [&str; 4] = ["user", "people", "person", "employee"];
/// What tells apart which column counts people of the organisation itself.
const OURS: [&str; 5] = ["internal", "your", "organi", "our ", "tenant"];

/// Why a row was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOutBecause {
    /// It names no domain that an organisation can own.
    NoDomain,
    /// The number is none.
    NoNumber,
    /// It sums up the others.
    Total,
}

impl LeftOutBecause {
    /// The word in machine formats.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoDomain => "no_domain",
            Self::NoNumber => "no_number",
            Self::Total => "total",
        }
    }

    /// What such a row is, for people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NoDomain => "not a domain",
            Self::NoNumber => "no number of people",
            Self::Total => "a total",
        }
    }
}

/// A row that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Counted from 1.
    pub line: u64,
    /// What stands there: the domain, or the number if that is what is wrong.
    pub text: String,
    /// Why.
    pub because: LeftOutBecause,
}

/// What the report says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActivityReport {
    /// The number of people in the organisation who had contact with each domain.
    pub people: BTreeMap<Domain, u64>,
    /// Domains that stand in several rows: the largest number counts.
    pub repeated: BTreeSet<Domain>,
    /// Rows that were left out, the first ones.
    pub left_out: Vec<LeftOut>,
    /// How many were left out in all.
    pub left_out_count: usize,
    /// The columns that were read: of the domain and of the number.
    pub columns: [String; 2],
}

/// Why a report can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActivityError {
    /// No column is the one that is looked for.
    #[error(
        "no column {wanted}; the columns are {}. It should be the report on external domain activity of \
         the Teams admin centre, saved as CSV, with its first line",
        named(.seen)
    )]
    NoColumn {
        /// `names a domain`
        wanted: &'static str,
        /// The columns that are there.
        seen: Vec<String>,
    },
    /// Several columns could be the one.
    #[error(
        "{} could each be the column that {wanted}: leave only the one that is meant in the file",
        named(.seen)
    )]
    SeveralColumns {
        /// `names a domain`
        wanted: &'static str,
        /// Which.
        seen: Vec<String>,
    },
    /// Cut off.
    #[error(
        "the file ends in the middle, at line {0}: it was cut off. Save it again, and check that the \
         whole file was copied"
    )]
    Truncated(u64),
    /// More rows than any report has.
    #[error("more than {MOST_DOMAINS} rows: is it the report of one organisation?")]
    TooMany,
    /// No row counts.
    #[error("no row names a domain with a number of people: is it the whole report?")]
    Nothing,
}

fn named(columns: &[String]) -> String {
    if columns.is_empty() {
        return "none".to_owned();
    }
    let quoted: Vec<String> = columns.iter().map(|c| format!("\"{c}\"")).collect();
    crate::text::words::some(&quoted, COLUMNS)
}

/// What the column of the domain does, for errors.
const NAMES_DOMAIN: &str = "names a domain";
/// The same for that of the number.
const COUNTS_PEOPLE: &str = "counts users or people";

/// Reads the text of a report.
pub fn read(text: &str) -> Result<ActivityReport, ActivityError> {
    let text = text.trim_start_matches('\u{feff}');
    let table = Table::find(text)?;
    // A quote that nothing closes swallows all that follows.
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        return Err(ActivityError::Truncated(text.lines().count() as u64));
    }
    let mut report = ActivityReport {
        columns: [table.domain, table.people].map(|at| cell(&table.header, at)),
        ..ActivityReport::default()
    };
    let whole = text.ends_with(['\n', '\r']);
    let mut rows = records(text, table.delimiter).skip(table.after).peekable();
    let mut count = 0;
    while let Some(row) = rows.next() {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        count += 1;
        if count > MOST_DOMAINS {
            return Err(ActivityError::TooMany);
        }
        let is_short = row.len() < table.header.len();
        let needed = table.domain.max(table.people);
        if is_short && row.len() <= needed && rows.peek().is_none() && !whole {
            return Err(ActivityError::Truncated(line(&row)));
        }
        report.take(&row, table.domain, table.people);
    }
    if report.people.is_empty() {
        return Err(ActivityError::Nothing);
    }
    Ok(report)
}

impl ActivityReport {
    fn take(&mut self, row: &StringRecord, domain: usize, people: usize) {
        let name = row.get(domain).unwrap_or_default().trim();
        let number = row.get(people).unwrap_or_default().trim();
        let is_total = match name {
            "" => number_of(number).is_some(),
            name => TOTALS.contains(&name.to_lowercase().trim_end_matches(':')),
        };
        if is_total {
            return self.leave_out(row, domain, LeftOutBecause::Total);
        }
        let parsed = (name.len() <= LONGEST).then(|| Domain::parse(name).ok());
        let Some(parsed) = parsed.flatten() else {
            return self.leave_out(row, domain, LeftOutBecause::NoDomain);
        };
        let Some(number) = number_of(number) else {
            return self.leave_out(row, people, LeftOutBecause::NoNumber);
        };
        if let Some(known) = self.people.get_mut(&parsed) {
            *known = number.max(*known);
            self.repeated.insert(parsed);
        } else {
            self.people.insert(parsed, number);
        }
    }

    fn leave_out(&mut self, row: &StringRecord, at: usize, because: LeftOutBecause) {
        self.left_out_count += 1;
        if self.left_out.len() < LEFT_OUT {
            let (line, text) = (line(row), cell(row, at));
            self.left_out.push(LeftOut {
                line,
                text,
                because,
            });
        }
    }
}

/// Where the columns are.
struct Table {
    delimiter: u8,
    header: StringRecord,
    /// Records up to the header, itself counted.
    after: usize,
    domain: usize,
    people: usize,
}

impl Table {
    /// Looks for the header with every separator. What is told of a file without one is told of the
    /// separator that parts its first line best.
    fn find(text: &str) -> Result<Self, ActivityError> {
        let mut best: Option<(usize, ActivityError)> = None;
        for delimiter in DELIMITERS {
            for (at, header) in records(text, delimiter).take(PREAMBLE).enumerate() {
                match columns(&header) {
                    Ok([domain, people]) => {
                        return Ok(Self {
                            delimiter,
                            header,
                            after: at + 1,
                            domain,
                            people,
                        });
                    }
                    Err(error) => {
                        let named = matches!(&error, ActivityError::SeveralColumns { .. });
                        let has_domain = header.iter().any(is_domain_column);
                        let weight = usize::from(named) * 2000
                            + usize::from(has_domain && header.len() > 1) * 1000
                            + header.len().min(900);
                        if best.as_ref().is_none_or(|(most, _)| *most < weight) {
                            best = Some((weight, error));
                        }
                    }
                }
            }
        }
        Err(best.map_or(ActivityError::Nothing, |(_, error)| error))
    }
}

fn is_domain_column(name: &str) -> bool {
    name.to_lowercase().contains("domain")
}

/// The places of the domain and of the number.
fn columns(header: &StringRecord) -> Result<[usize; 2], ActivityError> {
    let names: Vec<String> = header
        .iter()
        .map(|name| name.trim().to_lowercase())
        .collect();
    let seen = |places: &[usize]| places.iter().map(|at| cell(header, *at)).collect();
    let all: Vec<usize> = (0..names.len()).collect();
    let choose = |places: Vec<usize>, wanted, better: &dyn Fn(&str) -> bool| {
        let preferred: Vec<usize> = places
            .iter()
            .copied()
            .filter(|at| better(&names[*at]))
            .collect();
        match (places.as_slice(), preferred.as_slice()) {
            ([only], _) | (_, [only]) => Ok(*only),
            ([], _) => {
                let seen = seen(&all);
                Err(ActivityError::NoColumn { wanted, seen })
            }
            (several, _) => {
                let seen = seen(several);
                Err(ActivityError::SeveralColumns { wanted, seen })
            }
        }
    };
    let has = |at: &usize, words: &[&str]| words.iter().any(|word| names[*at].contains(word));
    let domains = all
        .iter()
        .copied()
        .filter(|at| has(at, &["domain"]) && !has(at, &PEOPLE));
    let domain = choose(domains.collect(), NAMES_DOMAIN, &|name| {
        name.contains("external") || name == "domain"
    })?;
    let people = all
        .iter()
        .copied()
        .filter(|at| *at != domain && has(at, &PEOPLE));
    let people = choose(people.collect(), COUNTS_PEOPLE, &|name| {
        OURS.iter().any(|word| name.contains(word))
    })?;
    Ok([domain, people])
}

fn records(text: &str, delimiter: u8) -> impl Iterator<Item = StringRecord> {
    let reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .terminator(Terminator::CRLF)
        .from_reader(text.as_bytes());
    // Text is UTF-8 and rows may be of any length: nothing else can be wrong.
    reader.into_records().map_while(Result::ok)
}

fn line(row: &StringRecord) -> u64 {
    row.position().map_or(0, csv::Position::line)
}

fn cell(row: &StringRecord, at: usize) -> String {
    let text = row.get(at).unwrap_or_default().trim();
    text.chars().take(CELL).collect()
}

/// A number of people, with or without separators of thousands: `1930`, `1,930`, `1.930`, `1 930`.
fn number_of(text: &str) -> Option<u64> {
    if let Ok(number) = text.parse() {
        return (!text.starts_with('+')).then_some(number);
    }
    let groups: Vec<&str> = text
        .split([',', '.', ' ', '\'', '\u{a0}', '\u{202f}', '’'])
        .collect();
    let [first, rest @ ..] = groups.as_slice() else {
        return None;
    };
    let digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1..=3).contains(&first.len())
        && groups.iter().all(digits)
        && !rest.is_empty()
        && rest.iter().all(|group| group.len() == 3);
    fits.then(|| groups.concat().parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
