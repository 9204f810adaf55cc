//! What comes from outside the workspace: the clock, chance, the user's name, the cache folder.
//!
//! It is read once and passed on as data, so that a test, or a build that must give the same bytes
//! again, can fix it.

use std::env;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::git::git_user;

/// The longest name of an author that is recorded, in characters.
const LONGEST_AUTHOR: usize = 200;

/// The variables of the process that guestlist heeds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// `GUESTLIST_AUTHOR`: who decides.
    pub author: Option<String>,
    /// The login name.
    pub login: Option<String>,
    /// `SOURCE_DATE_EPOCH`: the time to record, in seconds since 1970.
    pub source_date_epoch: Option<String>,
    /// Where the files of this run can be looked at on the web, in a pipeline of GitHub or GitLab.
    pub forge: Option<Forge>,
    /// Where facts may be kept between runs; nothing if there is no such place.
    pub cache_folder: Option<PathBuf>,
}

/// The web pages of a repository, as the variables of a pipeline name them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forge {
    /// The address below which the files of every commit are, with a `/` at the end.
    files: String,
    /// The commit of the run.
    commit: String,
}

impl Forge {
    /// From `GITHUB_SERVER_URL`, `GITHUB_REPOSITORY` and `GITHUB_SHA`, else from `CI_PROJECT_URL` and
    /// `CI_COMMIT_SHA` (GitLab). What is no address of a web page is no forge.
    fn of_pipeline(text: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let github = || {
            let (server, repository) = (text("GITHUB_SERVER_URL")?, text("GITHUB_REPOSITORY")?);
            let files = format!("{server}/{repository}/blob/");
            Some((files, text("GITHUB_SHA")?))
        };
        let gitlab = || {
            let project = text("CI_PROJECT_URL")?;
            Some((format!("{project}/-/blob/"), text("CI_COMMIT_SHA")?))
        };
        let (files, commit) = github().or_else(gitlab)?;
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "/:.-_~%".contains(c);
        let is_page = files.starts_with("https://") || files.starts_with("http://");
        let mut signs = files.chars().chain(commit.chars());
        (is_page && signs.all(is_plain)).then_some(Self { files, commit })
    }

    /// The address of the files at the commit of the run, with a `/` at the end.
    #[must_use]
    pub fn pages(&self) -> String {
        self.pages_at(&self.commit)
    }

    /// The same at another commit.
    #[must_use]
    pub fn pages_at(&self, commit: &str) -> String {
        format!("{}{commit}/", self.files)
    }
}

/// Why the environment can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnvironmentError {
    /// The variable holds something else.
    #[error("SOURCE_DATE_EPOCH must be a number of seconds since 1970, not \"{0}\"")]
    SourceDateEpoch(String),
    /// The system gives no random bytes.
    #[error("the system gives no random bytes: {0}")]
    NoRandomness(String),
}

/// The time of this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The day that dates are compared with.
    pub today: Date,
    /// The time that is recorded, in whole seconds.
    pub now: Timestamp,
}

impl Environment {
    /// Reads the variables of this process.
    #[must_use]
    pub fn of_process() -> Self {
        let text = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let login = ["USER", "LOGNAME", "USERNAME"];
        Self {
            author: text("GUESTLIST_AUTHOR"),
            login: login.into_iter().find_map(text),
            source_date_epoch: text("SOURCE_DATE_EPOCH"),
            forge: Forge::of_pipeline(text),
            cache_folder: cache_folder(),
        }
    }

    /// The time: the day is `as_of` or the system's in UTC; the time to record is
    /// `SOURCE_DATE_EPOCH` or the system's. A fixed time to record does not move the day: builds
    /// often fix it at 1980, and every date in the files would be to come.
    pub fn clock(&self, as_of: Option<Date>) -> Result<Clock, EnvironmentError> {
        let system = Timestamp::now();
        let fixed = self.source_date_epoch.as_deref().map(seconds).transpose()?;
        let whole = Timestamp::from_second(system.as_second()).unwrap_or(system);
        Ok(Clock {
            today: as_of.unwrap_or_else(|| system.to_zoned(TimeZone::UTC).date()),
            now: fixed.unwrap_or(whole),
        })
    }

    /// Who decides: `GUESTLIST_AUTHOR`, else git's user in that folder, else the login name. A
    /// claim, not proof.
    #[must_use]
    pub fn author(&self, folder: &Path) -> String {
        let tidy = |name: String| Some(one_line(&name)).filter(|name| !name.is_empty());
        let named = self.author.clone().and_then(tidy);
        named
            .or_else(|| git_user(folder).and_then(tidy))
            .or_else(|| self.login.clone().and_then(tidy))
            .unwrap_or_else(|| "unknown".to_owned())
    }
}

/// Sixteen random bytes, from which a new state's lineage is made.
pub fn lineage_seed() -> Result<[u8; 16], EnvironmentError> {
    let mut seed = [0; 16];
    getrandom::fill(&mut seed)
        .map_err(|error| EnvironmentError::NoRandomness(error.to_string()))?;
    Ok(seed)
}

fn seconds(text: &str) -> Result<Timestamp, EnvironmentError> {
    let seconds = text.trim().parse::<i64>().ok();
    seconds
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .ok_or_else(|| EnvironmentError::SourceDateEpoch(text.to_owned()))
}

/// A name as one line of bounded length.
fn one_line(name: &str) -> String {
    let spaced = name.replace(char::is_control, " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST_AUTHOR).collect()
}

/// `GUESTLIST_CACHE_DIR`, else a folder in the user's own cache.
fn cache_folder() -> Option<PathBuf> {
    let chosen = env::var_os("GUESTLIST_CACHE_DIR").filter(|folder| !folder.is_empty());
    chosen.map(PathBuf::from).or_else(|| {
        let system = etcetera::choose_base_strategy().ok()?;
        Some(system.cache_dir().join("guestlist"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recorded_time_can_be_fixed_without_moving_the_day() {
        let fixed = Environment {
            source_date_epoch: Some("315532800".to_owned()),
            ..Environment::default()
        };
        let clock = fixed.clock(None).unwrap();
        assert_eq!(clock.now.to_string(), "1980-01-01T00:00:00Z");
        assert!(clock.today.year() > 2000);
        let day = jiff::civil::date(2026, 11, 20);
        assert_eq!(fixed.clock(Some(day)).unwrap().today, day);
        assert_eq!(
            Environment::default()
                .clock(None)
                .unwrap()
                .now
                .subsec_nanosecond(),
            0
        );
    }

    #[test]
    fn a_time_that_is_none_is_refused() {
        for wrong in [
            "yesterday",
            "1e9",
            "99999999999999999999",
            "9223372036854775807",
        ] {
            let wrong = Environment {
                source_date_epoch: Some(wrong.to_owned()),
                ..Environment::default()
            };
            assert!(wrong.clock(None).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn an_author_is_one_line() {
        let author = |name: &str| Environment {
            author: Some(name.to_owned()),
            login: Some("ann".to_owned()),
            ..Environment::default()
        };
        let here = tempfile::tempdir().unwrap();
        assert_eq!(
            author("Ann\n\u{1b}[31m Lee ").author(here.path()),
            "Ann [31m Lee"
        );
        assert_eq!(
            author(&"x".repeat(5_000)).author(here.path()).len(),
            LONGEST_AUTHOR
        );
    }

    #[test]
    fn lineages_differ() {
        assert_ne!(lineage_seed().unwrap(), lineage_seed().unwrap());
    }
}
