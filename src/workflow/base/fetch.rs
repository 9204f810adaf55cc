//! How a shallow clone gets a commit that it lacks.
//!
//! `git fetch origin main` alone does not help: a clone of one branch writes no `origin/main` for it,
//! and what a name counts back from has no name at the remote (git-fetch(1), git-clone(1)
//! `--single-branch`).

use std::path::Path;

use super::{BaseError, ask};

/// Everything that the remote has, where no one commit can be asked for.
const WHOLE: &str = "git fetch --unshallow --tags origin \"+refs/heads/*:refs/remotes/origin/*\"";

/// The most generations that a name may count back to be fetched alone.
const MOST_BACK: u32 = 10_000;

/// The command after which a name stands for its commit, or, if it says so, one to write instead.
pub(super) fn command_for(folder: &Path, name: &str) -> Result<String, BaseError> {
    let whole = || Ok(WHOLE.to_owned());
    let Some((start, back)) = counted_back(name).filter(|(start, _)| can_be_fetched(start)) else {
        return whole();
    };
    let peeled = format!("{start}^{{commit}}");
    // Where it starts is here, and the clone ends on the way back.
    if back > 0
        && let Ok(id) = ask(folder, &["rev-parse", "--verify", "--quiet", &peeled])?
    {
        let is_on_branch = ask(folder, &["symbolic-ref", "--quiet", "HEAD"])?.is_ok();
        if is_on_branch && matches!(start, "HEAD" | "@") {
            return Ok(format!("git fetch --deepen={back}"));
        }
        // What is deepened is what was asked for: here the commit at which the history ends.
        let oldest = ask(
            folder,
            &["rev-list", "--max-parents=0", "--max-count=1", &id],
        )?;
        let oldest = oldest.map_err(BaseError::Git)?;
        return Ok(format!("git fetch --deepen={back} origin {oldest}"));
    }
    let depth = back + 1;
    let remotes = ask(folder, &["remote"])?.unwrap_or_default();
    let named = start.strip_prefix("refs/remotes/").unwrap_or(start);
    for remote in remotes.lines() {
        let below = named.strip_prefix(remote);
        if let Some(branch) = below.and_then(|rest| rest.strip_prefix('/'))
            && !branch.is_empty()
        {
            return Ok(format!(
                "git fetch --depth={depth} {remote} {branch}:refs/remotes/{remote}/{branch}"
            ));
        }
    }
    let rest = name.get(start.len()..).unwrap_or_default();
    let fetch = format!("git fetch --depth={depth} origin {start}");
    match start.len() {
        // A whole id stays what it is.
        40 | 64 if is_hex(start) => Ok(fetch),
        // An abbreviated one is nothing to the remote.
        7.. if is_hex(start) => whole(),
        _ => Ok(format!("{fetch}    # then --base FETCH_HEAD{rest}")),
    }
}

fn is_hex(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether it can stand in a command as it is, and is none of git's names for a moment.
fn can_be_fetched(name: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || "._/-+".contains(c);
    let is_moment = name.ends_with("_HEAD");
    name == "@" || !name.is_empty() && !is_moment && name.chars().all(is_plain)
}

/// What a name counts back from, and how many generations at most: `main~2^` is `main` and three.
/// Nothing if it does more than count.
fn counted_back(name: &str) -> Option<(&str, u32)> {
    let end = name.find(['~', '^']).unwrap_or(name.len());
    let (start, mut rest) = name.split_at(end);
    let mut back = 0u32;
    while let Some(sign) = rest.chars().next() {
        let after = rest.strip_prefix(['~', '^'])?;
        let digits = after.find(|c: char| !c.is_ascii_digit());
        let (number, next) = after.split_at(digits.unwrap_or(after.len()));
        // A number after ^ says which parent.
        back += match (sign, number) {
            ('^', "0") => 0,
            ('^', _) | ('~', "") => 1,
            (_, number) => number.parse().ok().filter(|n| *n <= MOST_BACK)?,
        };
        if back > MOST_BACK {
            return None;
        }
        rest = next;
    }
    Some((start, back))
}

#[cfg(test)]
mod tests {
    use super::{can_be_fetched, counted_back};

    #[test]
    fn names_count_back() {
        for (name, start, back) in [
            ("main", "main", 0),
            ("HEAD~1", "HEAD", 1),
            ("HEAD^", "HEAD", 1),
            ("@~~", "@", 2),
            ("origin/main~2^2~", "origin/main", 4),
            ("v1^0", "v1", 0),
        ] {
            assert_eq!(counted_back(name), Some((start, back)), "{name}");
        }
        for name in ["main^{/fix}", "HEAD~99999999999", "HEAD~9999~9999", "v1^{}"] {
            assert_eq!(counted_back(name), None, "{name}");
        }
    }

    #[test]
    fn what_a_shell_would_read_is_in_no_command() {
        for name in [
            "$(x)",
            "a b",
            "a;b",
            "HEAD@{1}",
            "'",
            "\"",
            "`x`",
            "",
            "ORIG_HEAD",
        ] {
            assert!(!can_be_fetched(name), "{name}");
        }
    }
}
