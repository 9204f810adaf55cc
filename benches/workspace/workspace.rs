//! The files of a workspace of a given size, and a change of one domain in it.

use std::fmt::{self, Write as _};
use std::fs;
use std::path::{Path, PathBuf};

/// How large a workspace is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) tenants: usize,
    /// Allowed domains of each tenant.
    pub(crate) domains: usize,
}

impl Size {
    pub(crate) fn all_domains(self) -> usize {
        self.tenants * self.domains
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} tenants × {} domains", self.tenants, self.domains)
    }
}

/// Twenty settings beside the list.
const SETTINGS: &str = "      trial_tenants: blocked
      teams_consumer:
        enabled: true
        inbound: false
    guest_access:
      enabled: true
      calling:
        private_calls: true
      meeting:
        ip_video: true
        screen_sharing: entire_screen
        meet_now: false
        live_captions: disabled_user_override
        transcription: false
      messaging:
        chat: true
        edit_sent_messages: true
        delete_sent_messages: false
        delete_chat: true
        giphy: true
        giphy_rating: strict
        memes: true
        stickers: true
        immersive_reader: true
        delete_bot_messages: false
";

/// Writes one file a tenant. Both programs read these same files.
pub(crate) fn write(root: &Path, size: Size) {
    fs::create_dir_all(root.join("tenants")).unwrap();
    for tenant in 0..size.tenants {
        fs::write(file(root, tenant), text(tenant, size.domains, None)).unwrap();
    }
}

/// Changes one domain of one tenant, another one in every run: a list may be full already.
pub(crate) fn change_one_domain(root: &Path, size: Size, run: usize) {
    let tenant = run % size.tenants;
    fs::write(file(root, tenant), text(tenant, size.domains, Some(run))).unwrap();
}

fn file(root: &Path, tenant: usize) -> PathBuf {
    root.join(format!("tenants/t{tenant:05}.guestlist.yaml"))
}

/// No two tenants share a domain: the most that there can be to hold.
fn text(tenant: usize, domains: usize, changed: Option<usize>) -> String {
    let mut text = format!(
        "tenants:\n  t{tenant:05}:\n    domains: [t{tenant:05}.com]\n    external_access:\n      \
         enabled: true\n      allowed_domains:\n"
    );
    for domain in usize::from(changed.is_some())..domains {
        writeln!(text, "        - p{domain:05}-of-t{tenant:05}.com").unwrap();
    }
    if let Some(run) = changed {
        writeln!(text, "        - changed-{run:05}.com").unwrap();
    }
    text.push_str(SETTINGS);
    text
}
