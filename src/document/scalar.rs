//! What text without quotes means: the core schema of YAML 1.2, and nothing that readers of YAML
//! disagree about.

use std::borrow::Cow;

use serde_json::Number;

use super::Kind;

/// The value of a plain scalar. `no`, `on`, `017`, `1_000` and `12:30` are text: in YAML 1.1 they
/// were something else.
pub(super) fn resolve(text: Cow<'_, str>) -> Kind<'_> {
    match text.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" => return Kind::Null,
        "true" | "True" | "TRUE" => return Kind::Bool(true),
        "false" | "False" | "FALSE" => return Kind::Bool(false),
        _ => {}
    }
    match number(&text) {
        Some(number) => Kind::Number(number),
        None => Kind::Text(text),
    }
}

/// A number of the core schema. What serde_json can't hold (`.inf`, `1e999`) is text.
pub(super) fn number(text: &str) -> Option<Number> {
    // Nearly all text is not a number, and nearly all of that does not start like one.
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) {
        return None;
    }
    for (prefix, radix) in [("0o", 8), ("0x", 16)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            let digit = digits.starts_with(|c: char| c.is_digit(radix));
            let value = u64::from_str_radix(digits, radix).ok().filter(|_| digit);
            return value.map(Number::from);
        }
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    // A leading zero was octal in YAML 1.1 and is decimal in 1.2.
    if digits > 1 && unsigned.starts_with('0') {
        return None;
    }
    if digits == unsigned.len() {
        let plain = text.strip_prefix('+').unwrap_or(text);
        if let Ok(value) = plain.parse::<u64>() {
            return Some(value.into());
        }
        if let Ok(value) = plain.parse::<i64>() {
            return Some(value.into());
        }
    }
    is_float(unsigned, digits)
        .then(|| text.parse::<f64>().ok().and_then(Number::from_f64))
        .flatten()
}

/// `[0-9]+(\.[0-9]*)?` or `\.[0-9]+`, then `([eE][-+]?[0-9]+)?`; `digits` of them lead.
fn is_float(unsigned: &str, digits: usize) -> bool {
    let count = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = &unsigned[digits..];
    let mut fraction = 0;
    if let Some(after) = rest.strip_prefix('.') {
        fraction = count(after);
        rest = &after[fraction..];
    }
    if digits + fraction == 0 {
        return false;
    }
    match rest.strip_prefix(['e', 'E']) {
        None => rest.is_empty(),
        Some(exponent) => {
            let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            !exponent.is_empty() && count(exponent) == exponent.len()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_core_schema_and_leaves_the_rest_as_text() {
        let numbers = [
            ("0", 0.0),
            ("-0", 0.0),
            ("12", 12.0),
            ("+12", 12.0),
            ("-12", -12.0),
            ("0o17", 15.0),
            ("0x1F", 31.0),
            ("1.50", 1.5),
            (".5", 0.5),
            ("5.", 5.0),
            ("12e3", 12_000.0),
            ("1.5E-1", 0.15),
            ("18446744073709551615", 18_446_744_073_709_551_615.0),
            ("99999999999999999999", 1e20),
        ];
        for (text, value) in numbers {
            let number = number(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(number.as_f64(), Some(value), "{text}");
        }
        for text in [
            "no",
            "on",
            "yes",
            "off",
            "017",
            "-01",
            "00.5",
            "12:30",
            "1_000",
            "2027-03-31",
            "+",
            "-",
            ".",
            "1e",
            "1e+",
            "e3",
            "1.2.3",
            "0x",
            "0o8",
            "0x+1",
            "0o-7",
            ".inf",
            "-.inf",
            ".nan",
            "1e999",
            "--1",
            "+-1",
            "12 ",
            "١",
            "nULL",
            "tRUE",
        ] {
            assert_eq!(resolve(text.into()), Kind::Text(text.into()), "{text}");
        }
        assert_eq!(resolve("".into()), Kind::Null);
        assert_eq!(resolve("~".into()), Kind::Null);
        assert_eq!(resolve("TRUE".into()), Kind::Bool(true));
    }
}
