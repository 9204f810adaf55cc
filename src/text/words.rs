//! Small pieces of English: counts, lists of names, suggestions.

/// `1 tenant`, `2 tenants`, `1,204 domains`.
#[must_use]
pub fn count(n: usize, one: &str) -> String {
    if n == 1 {
        return format!("1 {one}");
    }
    let plural = match one.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if one.ends_with('s') => format!("{one}es"),
        _ => format!("{one}s"),
    };
    format!("{} {plural}", thousands(n))
}

/// `1 person`, `1,930 people`.
#[must_use]
pub fn people(n: u64) -> String {
    match n {
        1 => "1 person".to_owned(),
        many => format!("{} people", thousands_of(many)),
    }
}

/// Digits in groups of three.
#[must_use]
pub fn thousands(n: usize) -> String {
    thousands_of(n as u64)
}

/// Digits in groups of three, of any number.
#[must_use]
pub fn thousands_of(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn and<S: AsRef<str>>(items: &[S]) -> String {
    join(items, "and")
}

/// `a`, `a or b`, `a, b or c`.
#[must_use]
pub fn or<S: AsRef<str>>(items: &[S]) -> String {
    join(items, "or")
}

fn join<S: AsRef<str>>(items: &[S], word: &str) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [start @ .., last] => format!("{} {word} {last}", start.join(", ")),
    }
}

/// The first `most` names and how many more there are: `adatum, coho, … 33 more`.
#[must_use]
pub fn some<S: AsRef<str>>(items: &[S], most: usize) -> String {
    let first = items.get(..most).unwrap_or(items);
    some_of(first, items.len())
}

/// The first names of so many, and how many more there are: `adatum, coho, … 33 more`.
#[must_use]
pub fn some_of<S: AsRef<str>>(first: &[S], all: usize) -> String {
    let shown: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
    match all.saturating_sub(shown.len()) {
        0 => shown.join(", "),
        more => format!("{}, … {} more", shown.join(", "), thousands(more)),
    }
}

/// `guestlist plan --base main --full`: a command, what it was compared with, and another option.
#[must_use]
pub fn command(command: &str, base: Option<&str>, option: &str) -> String {
    match base {
        Some(base) => format!("{command} {base} {option}"),
        None => format!("{command} {option}"),
    }
}

/// The candidate that the user may have meant.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Hostile input may be long: comparing costs the product of the lengths.
    if word.len() > 80 {
        return None;
    }
    let candidates: Vec<&str> = candidates.into_iter().take(2_000).collect();
    let folded = word.to_lowercase();
    similar::get_close_matches(folded.as_str(), &candidates, 1, 0.6)
        .into_iter()
        .next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_lists_read_as_english() {
        assert_eq!(count(1, "entry"), "1 entry");
        assert_eq!(count(1204, "entry"), "1,204 entries");
        assert_eq!(count(0, "day"), "0 days");
        assert_eq!(and(&["a", "b", "c"]), "a, b and c");
        assert_eq!(some(&["a", "b", "c"], 2), "a, b, … 1 more");
        assert_eq!(
            nearest("alowed_domains", ["allowed_domains", "enabled"]),
            Some("allowed_domains")
        );
        assert_eq!(nearest("zzz", ["allowed_domains"]), None);
    }
}
