//! `guestlist can`

use crate::access::{self, Answer, Question, QuestionError, Verdict, World};
use crate::cli::Format;
use crate::cli::error::CliError;
use crate::cli::outcome::Outcome;
use crate::cli::past::Past;
use crate::cli::progress::Phase;
use crate::cli::session::{Session, faults};
use crate::model::config::Edition;
use crate::render::can as page;
use crate::render::json;
use crate::workflow::remedy;
use crate::workflow::sides::Sides;
use crate::workflow::worlds::{self, Values};

/// May this one do that with that one? The answer by every route, and the proof.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "FROM and TO are a person, a domain, a tenant, a partner, consumer or anyone.\n\n\
    Examples:\n  guestlist can ann@contoso.com chat northwindtraders.com\n  \
    guestlist can northwind share-files contoso\n  guestlist can contoso chat consumer --at 12"
)]
pub(in crate::cli) struct Can {
    /// Who.
    #[arg(value_name = "FROM")]
    from: String,
    /// What: a name from guestlist capabilities, such as chat or share-files.
    #[arg(value_name = "CAPABILITY")]
    capability: String,
    /// With whom.
    #[arg(value_name = "TO")]
    to: String,
    #[command(flatten)]
    past: Past,
    /// Count Microsoft's documented defaults as not known.
    #[arg(long)]
    no_defaults: bool,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Can {
    pub(in crate::cli) fn run(self, session: &mut Session<'_>) -> Result<Outcome, CliError> {
        let workspace = session.workspace()?;
        let values = self.past.values();
        // What is recorded does not depend on the files.
        if !workspace.is_valid() && values == Values::Desired {
            match self.format {
                Format::Json => {
                    let asked = [&*self.from, &*self.capability, &*self.to];
                    let (faults, sources) = (&workspace.faults, &workspace.sources);
                    let document = json::can::faulty(asked, faults, sources);
                    session.console.json(&document)?;
                }
                Format::Human => {
                    let text = faults(&workspace, session.console.terminal());
                    session.console.page(&text)?;
                }
            }
            return Ok(Outcome::Wrong);
        }
        if !workspace.is_valid() {
            let note = "note: the configuration has faults; guestlist validate shows them\n\n";
            session.console.say(note);
        }
        let state = session.state(&workspace)?;
        let today = session.clock.today;
        session.console.working(Phase::Answering);
        let world = worlds::world(&workspace, &state, values, today, self.no_defaults)?;
        let question = Question::parse(&self.from, &self.capability, &self.to, &world)
            .map_err(|error| unknown_then(error, values))?;
        let answer = access::answer(&world, &question)?;
        let other = other_edition(&world, &answer)?;
        if self.format == Format::Json {
            let document = json::can::document(&answer, other, &workspace.sources);
            session.console.json(&document)?;
            return Ok(Outcome::Done);
        }
        let sides = Sides::of(&question, &world);
        // The past and the recorded state are not changed by hand.
        let remedy = match values {
            Values::Desired => remedy::remedy(&answer, &sides, &workspace.config),
            Values::Recorded | Values::At(_) => None,
        };
        let differs = |(_, verdict)| (verdict != answer.answer).then_some(verdict);
        let page = page::CanPage {
            answer: &answer,
            sides: &sides,
            other_edition: other.and_then(differs),
            remedy: remedy.as_ref(),
            sources: &workspace.sources,
        };
        let text = page::human(&page, session.console.terminal());
        session.console.page(&text)?;
        Ok(Outcome::Done)
    }
}

/// A name that the files declare may be missing from what is recorded.
fn unknown_then(error: QuestionError, values: Values) -> CliError {
    let when = match values {
        Values::Desired => return error.into(),
        Values::Recorded => "in what is recorded".to_owned(),
        Values::At(serial) => format!("in version {serial}"),
    };
    match error {
        QuestionError::NoSuchParty { .. } => CliError::user(format!("{when}: {error}")),
        other => other.into(),
    }
}

/// The answer by the other edition of the table, for a capability about which they differ.
fn other_edition(world: &World, answer: &Answer) -> Result<Option<(Edition, Verdict)>, CliError> {
    if answer.other_edition.is_none() {
        return Ok(None);
    }
    let edition = match world.edition {
        Edition::Y2019 => Edition::Y2021,
        Edition::Y2021 => Edition::Y2019,
    };
    let mut other = world.clone();
    other.edition = edition;
    let answer = access::answer(&other, &answer.question)?;
    Ok(Some((edition, answer.answer)))
}
