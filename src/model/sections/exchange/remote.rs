//! Remote domains. Source: `New-RemoteDomain`, `Set-RemoteDomain`.

use crate::model::section::{
    Default, FlagOrInherit, MailDomain, NumberOrUnlimited, Text, Wider, choice, settings,
};

const REMOTE: &str = "RemoteDomain";

choice! {
    /// Which automatic replies go to the domain.
    enum OofType {
        /// Those meant for people outside.
        External = "external" / "External",
        /// Those meant for people outside, and those of old mail programs.
        ExternalLegacy = "external_legacy" / "ExternalLegacy",
        /// Those meant for colleagues, and those of old mail programs.
        InternalLegacy = "internal_legacy" / "InternalLegacy",
        /// None.
        None = "none" / "None",
    }
}

choice! {
    /// The format of messages.
    enum ContentType {
        /// HTML and text.
        HtmlAndText = "mime_html_text" / "MimeHtmlText",
        /// Text.
        PlainText = "mime_text" / "MimeText",
        /// HTML.
        OnlyHtml = "mime_html" / "MimeHtml",
    }
}

settings! {
    /// What mail to a domain may carry. `Default` is built in, stands for `*` and can't be removed;
    /// a more specific domain wins over it.
    object(Name) struct RemoteDomain at "exchange.remote_domains[]" = {
        title: "Remote domain",
        object: REMOTE,
        uncertain: "That the most specific remote domain wins is common knowledge; the pages do not \
                    say it.",
    } {
        /// The domain; `*.fabrikam.com` is the domain with all its subdomains, `*` every domain.
        /// It can't be changed once the remote domain exists.
        domain: MailDomain = {
            title: "Domain",
            object: REMOTE, property: "DomainName",
        },
        /// Whether mail may be forwarded there by rules of mailboxes. The outbound spam policy
        /// (`auto_forwarding`) and mail flow rules must permit it as well.
        auto_forward: bool = {
            title: "Automatic forwarding",
            object: REMOTE, property: "AutoForwardEnabled",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whether automatic replies go there.
        auto_reply: bool = {
            title: "Automatic replies",
            object: REMOTE, property: "AutoReplyEnabled",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Which out-of-office messages go there. `internal_legacy` makes `is_internal` true, and
        /// switching `is_internal` off makes this `external_legacy`.
        allowed_oof: OofType = {
            title: "Out-of-office messages",
            object: REMOTE, property: "AllowedOOFType",
            default: Default::Word("external"), wider: Wider::Neither,
        },
        /// Counts recipients there as internal in mail flow rules: rules that keep data from leaving
        /// no longer see them.
        is_internal: bool = {
            title: "Counts as internal",
            object: REMOTE, property: "IsInternal",
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// Whether delivery reports go there.
        delivery_reports: bool = {
            title: "Delivery reports",
            object: REMOTE, property: "DeliveryReportEnabled",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whether non-delivery reports go there.
        ndr: bool = {
            title: "Non-delivery reports",
            object: REMOTE, property: "NDREnabled",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whether people there learn that a meeting was forwarded.
        meeting_forward_notification: bool = {
            title: "Notice of forwarded meetings",
            object: REMOTE, property: "MeetingForwardNotificationEnabled",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whether the sender's name is shown; for support only.
        display_sender_name: bool = {
            title: "Show the sender's name",
            object: REMOTE, property: "DisplaySenderName",
            default: Default::Flag(true), wider: Wider::Neither,
        },
        /// Whether the sender's simple name is used.
        use_simple_display_name: bool = {
            title: "Simple display name",
            object: REMOTE, property: "UseSimpleDisplayName",
            default: Default::Flag(false), wider: Wider::Neither,
        },
        /// Mail from there skips the filtering of content and recipients.
        trusted_mail_inbound: bool = {
            title: "Trust mail from there",
            object: REMOTE, property: "TrustedMailInboundEnabled",
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// Mail to there is marked as trusted.
        trusted_mail_outbound: bool = {
            title: "Trusted mail to there",
            object: REMOTE, property: "TrustedMailOutboundEnabled",
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
        /// Uses the domain for addresses of people in another forest.
        target_delivery_domain: bool = {
            title: "Target delivery domain",
            object: REMOTE, property: "TargetDeliveryDomain",
            default: Default::Flag(false), wider: Wider::Neither,
        },
        /// Whether messages go in Outlook's own format (TNEF). `inherit` is officially no value:
        /// other settings decide.
        tnef: FlagOrInherit = {
            title: "Outlook's own format",
            object: REMOTE, property: "TNEFEnabled",
            default: Default::Word("inherit"), wider: Wider::Neither,
        },
        /// The format of messages.
        content_type: ContentType = {
            title: "Message format",
            object: REMOTE, property: "ContentType",
            default: Default::Word("mime_html_text"), wider: Wider::Neither,
        },
        /// Where lines of text are broken: 0 to 132 characters, or unlimited.
        line_wrap: NumberOrUnlimited<0, 132> = {
            title: "Line length",
            object: REMOTE, property: "LineWrapSize",
            default: Default::Word("unlimited"), wider: Wider::Neither,
        },
        /// Character set of MIME messages.
        character_set: Text = {
            title: "Character set",
            object: REMOTE, property: "CharacterSet",
            uncertain: "No value by default; iso-8859-1 for the built-in remote domain.",
        },
        /// Character set of other messages.
        non_mime_character_set: Text = {
            title: "Character set of plain messages",
            object: REMOTE, property: "NonMimeCharacterSet",
            uncertain: "No value by default; iso-8859-1 for the built-in remote domain.",
        },
    }
}
