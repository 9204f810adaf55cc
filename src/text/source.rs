//! Files that were read, and places in them.

use std::sync::OnceLock;

/// Names one file of a [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub(crate) u32);

/// Set in the names of files as they were earlier: both sets can then be looked into as one.
const EARLIER: u32 = 1 << 31;

/// Bytes `start..end` of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// First byte after.
    pub end: u32,
}

impl Span {
    /// A span over `start..end` of `file`.
    #[must_use]
    pub fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }

    /// Whether it is a place in a file as it was earlier: what stood there is gone from the files.
    #[must_use]
    pub fn is_earlier(self) -> bool {
        self.file.0 & EARLIER != 0
    }
}

/// A value and where it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            value: f(self.value),
            span: self.span,
        }
    }
}

/// A place as people and machine formats give it: 1-based, columns in characters, the end is the
/// first place after.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Path relative to the workspace's root, with `/`.
    pub file: String,
    /// Line of the first character.
    pub line: u32,
    /// Column of the first character.
    pub column: u32,
    /// Line of the first place after.
    pub end_line: u32,
    /// Column of the first place after.
    pub end_column: u32,
    /// Whether it is in the file as it was earlier, and gone now.
    pub removed: bool,
}

/// One file's text.
#[derive(Debug)]
pub struct SourceFile {
    path: String,
    text: String,
    lines: OnceLock<Vec<u32>>,
}

impl SourceFile {
    /// Path relative to the workspace's root, with `/`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Byte offset at which each line starts.
    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
            std::iter::once(0)
                .chain(breaks.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)))
                .collect()
        })
    }

    /// 1-based line and column of a byte offset; an offset inside a character counts as its start.
    #[must_use]
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset).max(1) - 1;
        let start = starts[line] as usize;
        let mut end = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let text = &self.text[start.min(end)..end];
        let column = text.trim_start_matches('\u{feff}').chars().count();
        (
            u32::try_from(line + 1).unwrap_or(u32::MAX),
            u32::try_from(column + 1).unwrap_or(u32::MAX),
        )
    }

    /// Text of a 1-based line without its line break.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        let starts = self.line_starts();
        let at = (line as usize).saturating_sub(1);
        let Some(start) = starts.get(at) else {
            return "";
        };
        let end = starts.get(at + 1).map_or(self.text.len(), |e| *e as usize);
        self.text[*start as usize..end].trim_end_matches(['\n', '\r'])
    }

    /// Number of lines.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        u32::try_from(self.line_starts().len()).unwrap_or(u32::MAX)
    }
}

/// All files of one run; with those of an earlier time, if something is compared with it.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    is_earlier: bool,
    earlier: Option<Box<Sources>>,
}

impl Sources {
    /// An empty set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty set for files as they were earlier.
    #[must_use]
    pub fn earlier() -> Self {
        Self {
            is_earlier: true,
            ..Self::default()
        }
    }

    /// Takes in the files as they were earlier, so that places in them can be looked up here.
    pub fn remember(&mut self, earlier: Self) {
        self.earlier = Some(Box::new(earlier));
    }

    /// Takes a file in and names it.
    pub fn add(&mut self, path: impl Into<String>, text: String) -> FileId {
        let id = self.id(self.files.len());
        self.files.push(SourceFile {
            path: path.into(),
            text,
            lines: OnceLock::new(),
        });
        id
    }

    /// The file of that name.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        match &self.earlier {
            Some(earlier) if id.0 & EARLIER != 0 => earlier.file(id),
            _ => &self.files[(id.0 & !EARLIER) as usize],
        }
    }

    fn id(&self, at: usize) -> FileId {
        let number = u32::try_from(at).unwrap_or(u32::MAX) & !EARLIER;
        FileId(if self.is_earlier {
            number | EARLIER
        } else {
            number
        })
    }

    /// Every file with its name, in the order they were added.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (FileId, &SourceFile)> {
        let files = self.files.iter().enumerate();
        files.map(|(at, file)| (self.id(at), file))
    }

    /// The text that a span covers, as it was written.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        let text = self.file(span.file).text();
        text.get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    /// Where a span is, for people and machine formats.
    #[must_use]
    pub fn location(&self, span: Span) -> Location {
        let file = self.file(span.file);
        let (line, column) = file.position(span.start);
        let (end_line, end_column) = file.position(span.end);
        Location {
            file: file.path.clone(),
            line,
            column,
            end_line,
            end_column,
            removed: span.is_earlier(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_skip_a_byte_order_mark() {
        let mut sources = Sources::new();
        let id = sources.add("a.yaml", "\u{feff}é: x\nzwei: ü1\n".into());
        let place = |start, end| {
            let l = sources.location(Span::new(id, start, end));
            (l.line, l.column, l.end_line, l.end_column)
        };
        assert_eq!(place(3, 5), (1, 1, 1, 2));
        assert_eq!(place(7, 8), (1, 4, 1, 5));
        assert_eq!(place(15, 18), (2, 7, 2, 9));
        assert_eq!(sources.file(id).line(2), "zwei: ü1");
    }
}
