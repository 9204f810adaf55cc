//! The matrix for programs.

use serde::Serialize;
use serde::ser::SerializeSeq;
use serde_json::ser::{Formatter, PrettyFormatter};

use crate::access::{Cell, RouteKind, Side, Verdict};
use crate::render::access::seen::JsonSeen;
use crate::render::access::{Basis, kind};
use crate::workflow::board::Board;

/// Version of the document.
const FORMAT_VERSION: &str = "1.0";

/// What `guestlist access --format json` prints.
#[derive(Serialize)]
struct Document<'a> {
    format_version: &'static str,
    capability: &'static str,
    /// The edition of the capability table.
    edition: &'a str,
    as_of: &'a str,
    /// The recorded version that was asked, or null for what is desired.
    recorded: Option<u64>,
    no_defaults: bool,
    /// Who stands at each row and column.
    names: Vec<&'a str>,
    organisations: Vec<Organisation<'a>>,
    /// Row by row, who asks; null for an organisation with itself.
    answers: Rows<'a>,
    /// The same by route.
    routes: Routes<'a>,
    /// How many answers rest on a default of Microsoft; null with `no_defaults`.
    assumed: Option<usize>,
    /// With --activity: contact that was counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    activity: Option<JsonSeen<'a>>,
}

#[derive(Serialize)]
struct Organisation<'a> {
    name: &'a str,
    kind: &'static str,
    display_name: Option<&'a str>,
}

#[derive(Serialize)]
struct Routes<'a> {
    external: Rows<'a>,
    /// As a guest of the row's organisation.
    guest_hosted_by_from: Rows<'a>,
    /// As a guest of the column's organisation.
    guest_hosted_by_to: Rows<'a>,
}

/// One word of every cell. A million of them are never held as words.
struct Rows<'a> {
    board: &'a Board,
    word: fn(Cell) -> Verdict,
}

impl Serialize for Rows<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.board.len()))?;
        for from in 0..self.board.len() {
            rows.serialize_element(&Row { rows: self, from })?;
        }
        rows.end()
    }
}

struct Row<'a> {
    rows: &'a Rows<'a>,
    from: usize,
}

impl Serialize for Row<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let board = self.rows.board;
        let cell = |to| board.matrix.get(self.from, to);
        serializer.collect_seq(
            (0..board.len()).map(|to| cell(to).map(|cell| (self.rows.word)(cell).as_str())),
        )
    }
}

/// The whole document, a row of answers on a line.
pub fn text(board: &Board, basis: &Basis<'_>) -> Result<String, serde_json::Error> {
    let rows = |word| Rows { board, word };
    let document = Document {
        format_version: FORMAT_VERSION,
        capability: board.matrix.capability.id(),
        edition: basis.edition,
        as_of: basis.today,
        recorded: basis.recorded,
        no_defaults: basis.no_defaults,
        names: board
            .organisations
            .iter()
            .map(|o| o.name.as_str())
            .collect(),
        organisations: board
            .organisations
            .iter()
            .map(|o| Organisation {
                name: o.name.as_str(),
                kind: kind(o),
                display_name: o.display_name.as_deref(),
            })
            .collect(),
        answers: rows(Cell::answer),
        routes: Routes {
            external: rows(|cell| cell.route(RouteKind::External)),
            guest_hosted_by_from: rows(|cell| cell.route(RouteKind::Guest(Side::From))),
            guest_hosted_by_to: rows(|cell| cell.route(RouteKind::Guest(Side::To))),
        },
        assumed: board.assumed,
        activity: JsonSeen::new(board.seen.as_ref(), basis),
    };
    let mut out = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, OneRowALine::default());
    document.serialize(&mut serializer)?;
    out.push(b'\n');
    // JSON is UTF-8.
    Ok(String::from_utf8(out).unwrap_or_default())
}

/// Like other documents, but what stands in two arrays stands on one line.
#[derive(Default)]
struct OneRowALine {
    pretty: PrettyFormatter<'static>,
    arrays: usize,
}

type Written = std::io::Result<()>;

impl Formatter for OneRowALine {
    fn begin_array<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> Written {
        self.arrays += 1;
        if self.arrays > 1 {
            return writer.write_all(b"[");
        }
        self.pretty.begin_array(writer)
    }

    fn end_array<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> Written {
        self.arrays -= 1;
        if self.arrays > 0 {
            return writer.write_all(b"]");
        }
        self.pretty.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> Written {
        if self.arrays > 1 {
            return writer.write_all(if first { b"" } else { b", " });
        }
        self.pretty.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> Written {
        self.pretty.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> Written {
        self.pretty.begin_object(writer)
    }

    fn end_object<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> Written {
        self.pretty.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> Written {
        self.pretty.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> Written {
        self.pretty.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> Written {
        self.pretty.end_object_value(writer)
    }
}
