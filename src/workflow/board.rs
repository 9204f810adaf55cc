//! The matrix of answers, put in order for reading: organisations that are treated alike together.

use std::collections::{BTreeMap, BTreeSet};

use super::load::Workspace;
use crate::access::{
    Answer, Capability, Cell, Matrix, Party, Question, QuestionError, RouteKind, Verdict, World,
    answer,
};
use crate::model::Name;
use crate::plan::Seen;

/// What a cell comes to, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    /// Yes, each with their own account.
    Directly,
    /// Yes, once invited as a guest; not, or not surely, directly.
    AsGuest,
    /// It depends on what is not known here.
    Unknown,
    /// Not directly; whether as a guest is not known here.
    UnknownGuest,
    /// Domains of one organisation differ.
    Differs,
    /// No.
    No,
}

impl Way {
    /// All of them, best first.
    pub const ALL: [Self; 6] = [
        Self::Directly,
        Self::AsGuest,
        Self::Unknown,
        Self::UnknownGuest,
        Self::Differs,
        Self::No,
    ];
}

impl From<Cell> for Way {
    fn from(cell: Cell) -> Self {
        let directly = cell.route(RouteKind::External);
        match (cell.answer(), directly) {
            (Verdict::Mixed, _) => Self::Differs,
            (Verdict::Yes, Verdict::Yes) => Self::Directly,
            (Verdict::Yes, _) => Self::AsGuest,
            (Verdict::Unknown, Verdict::No) => Self::UnknownGuest,
            (Verdict::Unknown, _) => Self::Unknown,
            (Verdict::No, _) => Self::No,
        }
    }
}

/// A declared organisation.
#[derive(Debug, Clone)]
pub struct Organisation {
    /// Its name.
    pub name: Name,
    /// Its name for people.
    pub display_name: Option<String>,
    /// Whether it is one that we do not run.
    pub is_partner: bool,
}

/// The answers for all pairs of declared organisations, for one capability.
#[derive(Debug)]
pub struct Board {
    /// The answers.
    pub matrix: Matrix,
    /// Who stands in them, in the same order.
    pub organisations: Vec<Organisation>,
    /// How many answers rest on a default of Microsoft; nothing if none may count.
    pub assumed: Option<usize>,
    /// Contact that reports counted, if there are any.
    pub seen: Option<Seen>,
}

/// Organisations with equal answers, from and to everybody: places in [`Board::organisations`].
pub type Group = Vec<usize>;

/// Groups that have a row, and how many organisations have none.
#[derive(Debug)]
pub struct Grid {
    /// Largest first, if not everybody has a row.
    pub groups: Vec<Group>,
    /// Organisations without a row.
    pub rest: usize,
}

impl Board {
    /// All answers. `strict` is the same world without Microsoft's defaults, to count what rests on
    /// them.
    #[must_use]
    pub fn of(
        workspace: &Workspace,
        world: &World,
        strict: Option<&World>,
        capability: Capability,
    ) -> Self {
        let matrix = Matrix::of(world, capability);
        let assumed = strict.map(|strict| differing(&matrix, &Matrix::of(strict, capability)));
        let organisations = matrix
            .names
            .iter()
            .map(|name| organisation(workspace, world, name));
        Self {
            organisations: organisations.collect(),
            assumed,
            matrix,
            seen: None,
        }
    }

    /// How many organisations there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.organisations.len()
    }

    /// Whether there is no pair to ask about.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() < 2
    }

    /// How many pairs there are, each way counted.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.len() * self.len().saturating_sub(1)
    }

    /// How many pairs come to what.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<Way, usize> {
        let mut out = BTreeMap::new();
        for (way, number) in (0..self.len()).flat_map(|from| self.counts_of(from)) {
            *out.entry(way).or_default() += number;
        }
        out
    }

    /// What the pairs come to in which one organisation asks.
    #[must_use]
    pub fn counts_of(&self, from: usize) -> BTreeMap<Way, usize> {
        let mut out = BTreeMap::new();
        let cells = (0..self.len()).filter_map(|to| self.matrix.get(from, to));
        for way in cells.map(Way::from) {
            *out.entry(way).or_default() += 1;
        }
        out
    }

    /// Everybody in a row of their own if `most` rows are enough; else groups of those who are
    /// treated alike, the largest first, at most `most`.
    #[must_use]
    pub fn grid(&self, most: usize) -> Grid {
        if self.len() <= most {
            let groups = (0..self.len()).map(|at| vec![at]).collect();
            return Grid { groups, rest: 0 };
        }
        let mut groups = Alike::of(self).groups();
        groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
        let rest = groups.iter().skip(most).map(Vec::len).sum();
        groups.truncate(most);
        Grid { groups, rest }
    }

    /// The cell between two groups, or among the members of one; nothing for one organisation with
    /// itself.
    #[must_use]
    pub fn between(&self, from: &Group, to: &Group) -> Option<Cell> {
        let (from, to) = Self::examples(from, to)?;
        self.matrix.get(from, to)
    }

    /// Members who stand for two groups.
    #[must_use]
    pub fn examples(from: &Group, to: &Group) -> Option<(usize, usize)> {
        let first = *from.first()?;
        let other = to.iter().find(|member| **member != first)?;
        Some((first, *other))
    }

    /// The answer of a pair with its proof.
    pub fn proof(&self, world: &World, from: usize, to: usize) -> Result<Answer, QuestionError> {
        let party = |at: usize| Party::Organisation(self.organisations[at].name.clone());
        let question = Question {
            from: party(from),
            capability: self.matrix.capability,
            to: party(to),
        };
        answer(world, &question)
    }
}

fn organisation(workspace: &Workspace, world: &World, name: &Name) -> Organisation {
    let partner = world.partners.get(name);
    let tenant = workspace.config.tenants.get(name);
    let tenant = tenant.and_then(|t| t.spec.display_name.as_ref());
    let partners = partner.and_then(|p| p.display_name.clone());
    Organisation {
        name: name.clone(),
        display_name: partners.or_else(|| tenant.map(|d| d.value.clone())),
        is_partner: partner.is_some(),
    }
}

/// How many answers differ.
fn differing(a: &Matrix, b: &Matrix) -> usize {
    let places = 0..a.names.len();
    let pairs = places
        .clone()
        .flat_map(|from| places.clone().map(move |to| (from, to)));
    pairs
        .filter(|(from, to)| {
            let answer = |m: &Matrix| m.get(*from, *to).map(Cell::answer);
            answer(a) != answer(b)
        })
        .count()
}

/// Who is treated alike: equal rows and columns but for the two cells of an organisation with
/// itself. That is an equivalence: those of one group also have equal answers among themselves.
struct Alike {
    size: usize,
    rows: Vec<u8>,
    columns: Vec<u8>,
    partners: BTreeSet<usize>,
}

/// The byte of an organisation with itself. Any would do: it is never compared, and in counts every
/// organisation has it once.
const ITSELF: u8 = 0;

impl Alike {
    fn of(board: &Board) -> Self {
        let size = board.len();
        let mut rows = vec![ITSELF; size * size];
        let mut columns = vec![ITSELF; size * size];
        for from in 0..size {
            for to in 0..size {
                let code = board.matrix.get(from, to).map_or(ITSELF, code);
                rows[from * size + to] = code;
                columns[to * size + from] = code;
            }
        }
        let organisations = board.organisations.iter().enumerate();
        let partners = organisations.filter(|(_, o)| o.is_partner);
        Self {
            size,
            rows,
            columns,
            partners: partners.map(|(at, _)| at).collect(),
        }
    }

    fn groups(&self) -> Vec<Group> {
        let mut buckets: BTreeMap<_, Vec<Group>> = BTreeMap::new();
        for at in 0..self.size {
            let bucket = buckets.entry(self.signature(at)).or_default();
            match bucket.iter_mut().find(|g| self.is_alike(g[0], at)) {
                Some(group) => group.push(at),
                None => bucket.push(vec![at]),
            }
        }
        let mut groups: Vec<Group> = buckets.into_values().flatten().collect();
        groups.sort_unstable();
        groups
    }

    /// What those who are alike have in common, whoever the others are.
    fn signature(&self, at: usize) -> (bool, BTreeMap<(bool, u8), usize>) {
        let mut counts = BTreeMap::new();
        for (is_row, cells) in [(true, &self.rows), (false, &self.columns)] {
            let mut by_code = [0_usize; 256];
            for code in self.line(cells, at) {
                by_code[usize::from(*code)] += 1;
            }
            let codes = (0..=u8::MAX).zip(by_code).filter(|(_, count)| *count > 0);
            counts.extend(codes.map(|(code, count)| ((is_row, code), count)));
        }
        (self.partners.contains(&at), counts)
    }

    fn line<'a>(&self, cells: &'a [u8], at: usize) -> &'a [u8] {
        &cells[at * self.size..(at + 1) * self.size]
    }

    fn is_alike(&self, a: usize, b: usize) -> bool {
        let (low, high) = (a.min(b), a.max(b));
        // Everything but the two places of the pair itself.
        let spans = [0..low, low + 1..high, high + 1..self.size];
        let equal = |cells: &[u8]| {
            let (x, y) = (self.line(cells, a), self.line(cells, b));
            spans.iter().all(|span| x[span.clone()] == y[span.clone()])
        };
        let one_way = self.rows[a * self.size + b];
        let other_way = self.rows[b * self.size + a];
        one_way == other_way && equal(&self.rows) && equal(&self.columns)
    }
}

/// A cell as a byte: two bits for the answer and for every route.
fn code(cell: Cell) -> u8 {
    let bits = |verdict: Verdict| match verdict {
        Verdict::Yes => 0,
        Verdict::No => 1,
        Verdict::Unknown => 2,
        Verdict::Mixed => 3,
    };
    let routes = RouteKind::ALL.map(|kind| bits(cell.route(kind)));
    routes
        .iter()
        .fold(bits(cell.answer()), |code, route| code << 2 | route)
}
