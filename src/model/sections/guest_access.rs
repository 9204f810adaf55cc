//! Teams guest access: the master switch and what guests may do, four tenant-wide objects.
//!
//! Facts: learn.microsoft.com, `Set-CsTeamsClientConfiguration`,
//! `Set-CsTeamsGuestCallingConfiguration`, `Set-CsTeamsGuestMeetingConfiguration`,
//! `Set-CsTeamsGuestMessagingConfiguration` (state of August 2026). Most defaults are those that
//! "Microsoft 365 guest sharing settings reference" shows for the admin centre.

use crate::model::section::{Default, Wider, choice, settings};

const CLIENT: &str = "CsTeamsClientConfiguration";
const CALLING: &str = "CsTeamsGuestCallingConfiguration";
const MEETING: &str = "CsTeamsGuestMeetingConfiguration";
const MESSAGING: &str = "CsTeamsGuestMessagingConfiguration";

/// The path of 2021; that of 2026 was not read.
const PATH: &str = "Teams admin centre > Users > Guest access";

settings! {
    /// Teams guest access.
    struct GuestAccess at "guest_access" {
        /// Whether guests may use Teams here. While it is false every other guest setting is without
        /// effect; guests are not deleted and keep their access to SharePoint and groups. Takes up
        /// to 24 hours.
        enabled: bool = {
            title: "Guest access", label: "Allow guest access in Teams", admin_centre: PATH,
            object: CLIENT, property: "AllowGuestUser",
            default: Default::Flag(true), wider: Wider::WhenTrue,
            uncertain: "On since 8 February 2021 for tenants that never set it, off before. The \
                        admin centre also shows \"Service default\".",
        },
    } groups {
        /// What guests may do in calls.
        calling: Calling,
        /// What guests may do in meetings.
        meeting: Meeting,
        /// What guests may do in chats and channels.
        messaging: Messaging,
    }
}

settings! {
    /// Guests in calls.
    struct Calling at "guest_access.calling" {
        /// Whether guests may make and take one-to-one calls. Guests never dial telephone numbers.
        private_calls: bool = {
            title: "Private calls", label: "Make private calls", admin_centre: PATH,
            object: CALLING, property: "AllowPrivateCalling",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
    }
}

choice! {
    /// What guests may share of their screen.
    enum ScreenSharing {
        /// Nothing.
        Disabled = "disabled" / "Disabled",
        /// One application.
        SingleApplication = "single_application" / "SingleApplication",
        /// The whole screen, or one application.
        EntireScreen = "entire_screen" / "EntireScreen",
    }
}

choice! {
    /// Whether guests may switch on live captions.
    enum LiveCaptions {
        /// They may not.
        Disabled = "disabled" / "Disabled",
        /// They may, for themselves.
        DisabledUserOverride = "disabled_user_override" / "DisabledUserOverride",
    }
}

settings! {
    /// Guests in meetings.
    struct Meeting at "guest_access.meeting" {
        /// Whether guests may send video in calls and meetings.
        ip_video: bool = {
            title: "Video", admin_centre: PATH,
            object: MEETING, property: "AllowIPVideo",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// What guests may share of their screen.
        screen_sharing: ScreenSharing = {
            title: "Screen sharing", admin_centre: PATH,
            object: MEETING, property: "ScreenSharingMode",
            default: Default::Word("entire_screen"),
            wider: Wider::Order(&["disabled", "single_application", "entire_screen"]),
        },
        /// Whether guests may start a meeting on the spot.
        meet_now: bool = {
            title: "Meet now", admin_centre: PATH,
            object: MEETING, property: "AllowMeetNow",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whether guests may switch on live captions for themselves.
        live_captions: LiveCaptions = {
            title: "Live captions", admin_centre: PATH,
            object: MEETING, property: "LiveCaptionsEnabledType",
            default: Default::Word("disabled_user_override"),
            wider: Wider::Order(&["disabled", "disabled_user_override"]),
        },
        /// Whether guests may have captions and transcripts after a meeting.
        transcription: bool = {
            title: "Transcription", admin_centre: PATH,
            object: MEETING, property: "AllowTranscription",
            default: Default::Undocumented, wider: Wider::WhenTrue,
            uncertain: "The default is not documented.",
        },
    }
}

choice! {
    /// How animated pictures are rated.
    enum GiphyRating {
        /// Fit for children.
        Strict = "strict" / "Strict",
        /// Some adult content.
        Moderate = "moderate" / "Moderate",
        /// Allow all content.
        NoRestriction = "no_restriction" / "NoRestriction",
    }
}

settings! {
    /// Guests in chats and channels.
    struct Messaging at "guest_access.messaging" {
        /// Whether guests may chat.
        chat: bool = {
            title: "Chat", label: "Chat", admin_centre: PATH,
            object: MESSAGING, property: "AllowUserChat",
            default: Default::Flag(true), wider: Wider::WhenTrue,
            uncertain: "That editing, deleting, Giphy, memes and stickers count in channels only \
                        while it is false is inferred.",
        },
        /// Whether guests may edit messages that they sent.
        edit_sent_messages: bool = {
            title: "Edit sent messages", admin_centre: PATH,
            object: MESSAGING, property: "AllowUserEditMessage",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whether guests may delete messages that they sent.
        delete_sent_messages: bool = {
            title: "Delete sent messages", admin_centre: PATH,
            object: MESSAGING, property: "AllowUserDeleteMessage",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whether guests may delete a chat for themselves.
        delete_chat: bool = {
            title: "Delete chat", admin_centre: PATH,
            object: MESSAGING, property: "AllowUserDeleteChat",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whether guests may use animated pictures from Giphy.
        giphy: bool = {
            title: "Giphy", admin_centre: PATH,
            object: MESSAGING, property: "AllowGiphy",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// How the pictures are rated. No effect while `giphy` is false.
        giphy_rating: GiphyRating = {
            title: "Giphy content rating", admin_centre: PATH,
            object: MESSAGING, property: "GiphyRatingType",
            default: Default::Word("moderate"),
            wider: Wider::Order(&["strict", "moderate", "no_restriction"]),
        },
        /// Whether guests may use memes.
        memes: bool = {
            title: "Memes", admin_centre: PATH,
            object: MESSAGING, property: "AllowMemes",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whether guests may use stickers.
        stickers: bool = {
            title: "Stickers", admin_centre: PATH,
            object: MESSAGING, property: "AllowStickers",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whether guests may open messages in the immersive reader.
        immersive_reader: bool = {
            title: "Immersive reader", admin_centre: PATH,
            object: MESSAGING, property: "AllowImmersiveReader",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whether guests may delete messages of bots.
        delete_bot_messages: bool = {
            title: "Delete bot messages",
            object: MESSAGING, property: "UsersCanDeleteBotMessages",
            default: Default::Flag(false), wider: Wider::WhenTrue,
        },
    }
}
