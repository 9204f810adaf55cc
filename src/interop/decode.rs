//! From bytes to text: what PowerShell and other tools write.

/// The largest file that is read, in bytes. A whole export of a large tenant is some ten million.
pub const FILE_LIMIT: u64 = 64 * 1024 * 1024;

/// Why bytes are no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Neither UTF-8 nor UTF-16.
    #[error(
        "the file is neither UTF-8 nor UTF-16 text (the byte at offset {0}): export it again, or save \
         it as UTF-8"
    )]
    Neither(usize),
}

/// The text of a file. UTF-8, and UTF-16 as Windows PowerShell writes it with `>` and `Out-File`.
pub fn decode(bytes: &[u8]) -> Result<String, TextError> {
    let text = match bytes {
        [] => return Err(TextError::Empty),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, 3)?,
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        [first, 0, ..] if *first != 0 => utf16(bytes, u16::from_le_bytes)?,
        [0, second, ..] if *second != 0 => utf16(bytes, u16::from_be_bytes)?,
        bytes => utf8(bytes, 0)?,
    };
    if text.trim().is_empty() {
        return Err(TextError::Empty);
    }
    Ok(text)
}

fn utf8(bytes: &[u8], before: usize) -> Result<String, TextError> {
    let text = std::str::from_utf8(bytes);
    text.map(ToOwned::to_owned)
        .map_err(|error| TextError::Neither(before + error.valid_up_to()))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, TextError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(TextError::Neither(bytes.len()));
    }
    let units = pairs.iter().map(|pair| unit(*pair));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.map_err(|_| TextError::Neither(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_powershell_writes_is_read() {
        let text = "{\"Identity\":\"Größe\"}";
        let units = || text.encode_utf16();
        let le: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
        let with = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            with(&[0xEF, 0xBB, 0xBF], text.as_bytes()),
            with(&[0xFF, 0xFE], &le),
            with(&[0xFE, 0xFF], &be),
            le,
            be,
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b""), Err(TextError::Empty));
        assert_eq!(decode(b" \r\n"), Err(TextError::Empty));
        assert_eq!(decode(b"{\"a\":\"Gr\xf6\"}"), Err(TextError::Neither(8)));
        assert_eq!(
            decode(&[0xFF, 0xFE, 0x00, 0xD8]),
            Err(TextError::Neither(0))
        );
        assert_eq!(decode(&[0xFF, 0xFE, 0x41]), Err(TextError::Neither(1)));
    }
}
