//! Choosing tenants: a name, a glob, or `tag:NAME`.

use globset::{Glob, GlobMatcher};

use crate::model::{Configuration, Name};
use crate::text::words;

/// Which tenants a plan is about. Without a pattern: all.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    patterns: Vec<Pattern>,
}

#[derive(Debug, Clone)]
struct Pattern {
    text: String,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Tag(String),
    Glob(Box<GlobMatcher>),
}

/// Why a pattern chooses nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// Not a glob.
    #[error("\"{0}\" is no pattern: write a tenant's name, a glob such as contoso-*, or tag:NAME")]
    NotAPattern(String),
    /// No tenant has the tag.
    #[error("no tenant has the tag \"{0}\"")]
    NoSuchTag(String),
    /// No tenant fits.
    #[error("no tenant fits \"{pattern}\"{}", .near.as_ref().map(|n| format!("; did you mean {n}?")).unwrap_or_default())]
    NothingFits {
        /// The pattern.
        pattern: String,
        /// A tenant with a similar name.
        near: Option<String>,
    },
}

impl Selection {
    /// Reads patterns.
    pub fn parse(patterns: &[String]) -> Result<Self, SelectionError> {
        let read = |text: &String| {
            let kind = match text.strip_prefix("tag:") {
                Some(tag) => Kind::Tag(tag.to_owned()),
                None => {
                    let glob = Glob::new(text);
                    let glob = glob.map_err(|_| SelectionError::NotAPattern(text.clone()))?;
                    Kind::Glob(Box::new(glob.compile_matcher()))
                }
            };
            Ok(Pattern {
                text: text.clone(),
                kind,
            })
        };
        let patterns = patterns.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self { patterns })
    }

    /// Whether all tenants are chosen.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.patterns.is_empty()
    }

    /// The patterns, as written.
    #[must_use]
    pub fn patterns(&self) -> Vec<String> {
        self.patterns.iter().map(|p| p.text.clone()).collect()
    }

    /// Whether a tenant is chosen; one that is recorded only has no tags.
    #[must_use]
    pub fn chooses(&self, config: &Configuration, name: &Name) -> bool {
        self.is_all() || self.patterns.iter().any(|p| p.fits(config, name))
    }

    /// Every pattern must choose something: a misspelled one would choose nothing in silence.
    pub fn check<'a>(
        &self,
        config: &'a Configuration,
        recorded: impl Iterator<Item = &'a Name> + Clone,
    ) -> Result<(), SelectionError> {
        for pattern in &self.patterns {
            let mut names = config.tenants.keys().chain(recorded.clone());
            if names.any(|name| pattern.fits(config, name)) {
                continue;
            }
            if let Kind::Tag(tag) = &pattern.kind {
                return Err(SelectionError::NoSuchTag(tag.clone()));
            }
            let names = config.tenants.keys().chain(recorded).map(Name::as_str);
            let near = words::nearest(&pattern.text, names).map(str::to_owned);
            let pattern = pattern.text.clone();
            return Err(SelectionError::NothingFits { pattern, near });
        }
        Ok(())
    }
}

impl Pattern {
    fn fits(&self, config: &Configuration, name: &Name) -> bool {
        match &self.kind {
            Kind::Glob(glob) => glob.is_match(name.as_str()),
            Kind::Tag(tag) => config.tenants.get(name).is_some_and(|tenant| {
                let tags = tenant.spec.tags.as_deref().unwrap_or_default();
                tags.iter().any(|t| t.value == tag.as_str())
            }),
        }
    }
}
