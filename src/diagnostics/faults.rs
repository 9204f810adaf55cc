//! Faults of the files: what keeps guestlist from knowing what was meant. Always errors.

use super::RuleInfo;

macro_rules! faults {
    ($($name:ident = $id:literal, $summary:literal, $explanation:literal;)*) => {
        $(
            #[doc = $summary]
            pub static $name: RuleInfo = RuleInfo::fault($id, $summary, $explanation);
        )*
        /// Every fault, in the order of this file.
        pub static FAULTS: &[&RuleInfo] = &[$(&$name),*];
    };
}

faults! {
    SYNTAX = "syntax", "A file is not YAML that guestlist reads.",
        "guestlist reads YAML 1.2, one document per file, in UTF-8. Tags, merge keys (<<), tabs as \
         indentation and control characters are refused, because readers of YAML disagree about them. \
         A plain scalar may not start with * & ! | > @ ` % or a quote: put it in quotes.";
    DUPLICATE_KEY = "duplicate-key", "A key stands twice in one block.",
        "YAML readers disagree about which of the two counts, so neither does. Keep one; both places \
         are shown.";
    UNKNOWN_KEY = "unknown-key", "A key that guestlist does not know.",
        "A misspelled key would otherwise be ignored in silence. The keys that may stand there are in \
         the schema; an editor that uses it completes them.";
    WRONG_TYPE = "wrong-type", "A value of the wrong kind.",
        "guestlist reads YAML 1.2: true and false are switches, while yes, no, on and off are text. \
         Numbers stand without quotes.";
    INVALID_VALUE = "invalid-value", "A value out of range or not one of the choices.",
        "Choices are the official values in snake_case; the official spelling is named in the fix. \
         Dates are written 2027-03-31.";
    MISSING_KEY = "missing-key", "A required key is missing.",
        "The key named in the message must be written.";
    MISPLACED_KEY = "misplaced-key", "A key stands in a file where it does not belong.",
        "version, requires, state, capabilities and rules stand only in guestlist.yaml at the root, \
         so that there is one place to look for them.";
    UNSUPPORTED_VERSION = "unsupported-version", "The file asks for another version.",
        "version names the format of the files; this guestlist knows version 1. requires names the \
         versions of guestlist that may work with this workspace.";
    WRONG_FILE_NAME = "wrong-file-name", "A configuration file ends in .yml.",
        "guestlist reads guestlist.yaml and *.guestlist.yaml. A file that ends in .yml would be left \
         out without a word, so it is an error until it is renamed.";
    UNREADABLE_FILE = "unreadable-file", "A file can't be read.",
        "The file is missing, not a regular file, larger than the limit, or not UTF-8 text. Save it \
         as UTF-8; a byte order mark is fine.";
    MISSING_FILE = "missing-file", "A list names a file that does not exist.",
        "The path is relative to the YAML file that names it.";
    OUTSIDE_ROOT = "outside-root", "A path leads out of the workspace.",
        "Everything that decides must be in the folder that is reviewed, so paths may not leave the \
         root, neither by .. nor through a link.";
    INVALID_DOMAIN = "invalid-domain", "Not a domain name.",
        "An entry is a DNS domain such as fabrikam.com: no scheme, no @, no path, no wildcard, no IP \
         address, and no public suffix such as com or co.uk, which nobody owns. Names are compared in \
         lower case and in their ASCII form.";
    INVALID_NAME = "invalid-name", "A name that can't be used.",
        "Names of tenants, partners, lists, baselines and tests start with a lower-case letter and go \
         on with letters, digits, - and _. Some words have a meaning of their own in questions and \
         addresses and can't be names.";
    DUPLICATE_NAME = "duplicate-name", "A name is defined twice.",
        "Each tenant, partner, list, baseline and test is defined in one place, in one file; tenants \
         and partners share one namespace. Both places are shown.";
    UNKNOWN_NAME = "unknown-name", "A name that no file defines.",
        "The list, partner, tenant or baseline is not defined in any file of the workspace. Check the \
         spelling, and whether the file is left out by .gitignore.";
    UNKNOWN_RULE = "unknown-rule", "No rule has that name.",
        "guestlist rules prints all rules.";
    FIXED_SEVERITY = "fixed-severity", "A severity that can't be changed, or an error that was accepted.",
        "Faults, and rules whose default is error, can't be set lower, and errors can't be accepted: \
         they say that guestlist does not know what was meant or that the service would refuse it.";
    INVALID_ENTRY = "invalid-entry", "A list entry that does not say one thing.",
        "An entry is a domain, or has exactly one of domain, list, partner, tenant and \
         inherited; reason, ticket, owner and expires may stand beside it.";
    NOTHING_INHERITED = "nothing-inherited", "inherited: true where the layer below has no entries.",
        "inherited: true stands for the entries of the layer below (the baselines). Where those say \
         all, or nothing, there is nothing to take over.";
    EMPTY_LIST = "empty-list", "An empty list of allowed domains.",
        "To Teams an empty allow list means nobody; some tools read it as everybody. Write all or \
         none. A list whose entries resolve to no domain is the same trap.";
    LIST_CYCLE = "list-cycle", "Lists that contain each other.",
        "A list may contain lists, but not itself by way of others.";
    TOO_MANY_ENTRIES = "too-many-entries", "More entries than the service takes.",
        "Teams takes at most 4,000 entries in each list of domains. Microsoft's pages give 4,000 per \
         list; one of its engineers spoke of 4,000 for both lists together, which is why a sum above \
         that is a warning. Exchange takes 238 domains in an organisation relationship, and 200 \
         senders and domains without the mark \"External\". The list of invitation domains in Entra \
         ID is limited by length: 25,000 characters of the whole policy. SharePoint takes 5,000 \
         domains in a list of the tenant and 500 in that of a site.";
    RETIRED_SETTING = "retired-setting", "A setting that is retired or has another name here.",
        "The official name is recognised, but the setting is gone, reserved, or written differently \
         in guestlist. The message says what to write instead.";
    CONTRADICTION = "contradiction", "Two settings that can't both hold.",
        "The service refuses this combination, so it can't be planned.";
    XTAP_USERS_APPS_CONFLICT = "xtap-users-apps-conflict",
        "Users and applications of a cross-tenant setting exclude each other.",
        "If all users are blocked all applications must be blocked, and if users are allowed not every \
         application may be blocked: the admin centre refuses anything else (Cross-tenant access \
         overview).";
    XTAP_SYNC_NEEDS_REDEEM = "xtap-sync-needs-redeem",
        "Cross-tenant synchronisation without automatic redemption.",
        "A tenant can write its people into another one only if automatic redemption is on for both: \
         outbound at their home, inbound here (Configure automatic redemption).";
    DOMAIN_IN_TWO_TENANTS = "domain-in-two-tenants", "A domain belongs to two organisations.",
        "A domain name can be attached to exactly one tenant. Remove it from one of the two places.";
    NAMESPACE_SHARED = "namespace-shared", "Two tenants share a domain for sign-in, mail or chat.",
        "The names with which people sign in (UPN), receive mail (SMTP) and are called (SIP) are \
         namespaces of one tenant each; a domain that two tenants declare can't be split between \
         them. Give one of the two another domain, such as a subdomain.";
    FAULTY_BASE = "faulty-base", "The configuration at the commit of --base has faults.",
        "plan --base compares the files with the configuration at a commit. That one has faults of its \
         own, so nobody can tell what it meant. Repair it there, or compare with an older commit that \
         was in order; guestlist validate shows whether the files of today are.";
    TOO_LARGE = "too-large", "More than guestlist reads.",
        "Files, aliases and nesting have limits, so that a hostile file can't take the machine down: \
         256 MB and ten million values a file, a depth of 128, one million values made by aliases, \
         1,024 characters a key, ten million entries made by lists within lists.";
}
