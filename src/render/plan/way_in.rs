//! The way in for a new guest, step by step.

use super::page::{PageStep, PageStepState, PageWayIn, Place};
use super::show::Told;
use crate::render::layout::{left_right, width};
use crate::render::terminal::style;

/// Columns of the word for a step's state.
const STATE: usize = 6;
/// Characters of a path that are left at least.
const SHORT: usize = 8;

impl PageStepState {
    /// The word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Opens => "opens",
            Self::Limited => "admins",
            Self::Named => "named",
            Self::Unknown => "?",
            Self::Shut => "SHUT",
            Self::Shuts => "SHUTS",
        }
    }
}

impl Told<'_> {
    /// Every way in that a plan moves.
    pub(super) fn ways_in(&self) -> String {
        let ways: Vec<String> = self.page.ways_in.iter().map(|w| self.way_in(w)).collect();
        ways.join("\n")
    }

    fn way_in(&self, way: &PageWayIn) -> String {
        let head = format!("The way in for a new guest of {}", self.shown(&way.host));
        let head = self.terminal.paint(style::HEADING, &head);
        let mut out = left_right(0, &head, "every step must be open", self.terminal);
        let area = way.steps.iter().map(|s| width(&s.area)).max().unwrap_or(0);
        let what = way.steps.iter().map(|s| width(&s.what)).max().unwrap_or(0);
        for (at, step) in way.steps.iter().enumerate() {
            out.push_str(&self.step(at + 1, step, area, what));
        }
        out
    }

    fn step(&self, number: usize, step: &PageStep, area: usize, what: usize) -> String {
        let word = step.state.word();
        let paint = match step.state {
            PageStepState::Open => style::PATH,
            PageStepState::Opens => style::ADDED,
            PageStepState::Limited | PageStepState::Named | PageStepState::Unknown => {
                style::WARNING
            }
            PageStepState::Shut | PageStepState::Shuts => style::ERROR,
        };
        let space = STATE.saturating_sub(width(word));
        let word = self.terminal.paint(paint, word);
        let (area_is, what_is) = (self.shown(&step.area), self.shown(&step.what));
        let left = format!(
            "{number}  {area_is:area$}  {what_is:what$}  {word}{:space$}",
            ""
        );
        let room = self.terminal.columns().saturating_sub(width(&left) + 4);
        let why = match &step.place {
            Some(place) => self.short(place, room),
            None => self.shown(&step.origin),
        };
        if width(&why) <= room {
            let why = self.terminal.paint(style::PATH, &why);
            return format!("  {left}  {why}\n");
        }
        left_right(2, left.trim_end(), &why, self.terminal)
    }

    /// A place that fits beside a step: the start of its path, and the line.
    fn short(&self, place: &Place, room: usize) -> String {
        let (file, line) = (self.shown(&place.file), format!(":{}", place.line));
        let whole = format!("{file}{line}");
        let ellipsis = self.terminal.ellipsis();
        let most = room.saturating_sub(width(&line) + width(ellipsis));
        // Wide letters are not cut: their columns differ from their number.
        let is_narrow = file.chars().count() == width(&file);
        if width(&whole) <= room || most < SHORT || !is_narrow {
            return whole;
        }
        let head: String = file.chars().take(most).collect();
        format!("{head}{ellipsis}{line}")
    }
}
