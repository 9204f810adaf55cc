//! Small switches of other services of Microsoft 365 for people outside.
//!
//! Facts: CIS Microsoft 365 Foundations 7.0 (1.3.7, 1.3.8), Microsoft365DSC `O365OrgSettings`,
//! learn.microsoft.com `Set-OrganizationConfig`.

use crate::model::section::{Api, Default, Rights, Wider, settings};

const ORG_SETTINGS: &str = "Microsoft 365 admin centre > Settings > Org settings";
const FORMS: &str = "Microsoft Forms";
const FORMS_API: Api = Api::Graph("/beta/admin/forms", Rights::UNKNOWN);
const TO_DO: &str = "Microsoft To Do";
const TO_DO_API: Api = Api::Graph("/beta/admin/todo", Rights::UNKNOWN);
const BOOKINGS: &str = "OrganizationConfig";

settings! {
    /// Small switches of other services for people outside.
    struct Microsoft365 at "microsoft_365" {
        /// People may open files of other storage services in Microsoft 365 on the web.
        third_party_storage: bool = {
            title: "Storage of others", admin_centre: ORG_SETTINGS,
            object: "servicePrincipal", property: "accountEnabled",
            api: Api::Graph(
                "/servicePrincipals(appId='c1f33bc0-bdb4-4248-ba9b-096807ddb43e')",
                Rights::UNKNOWN,
            ),
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
    } groups {
        /// Microsoft Forms.
        forms: Forms,
        /// Microsoft To Do.
        to_do: ToDo,
        /// Planner.
        planner: Planner,
        /// Sway.
        sway: Sway,
        /// Bookings.
        bookings: Bookings,
    }
}

settings! {
    /// Forms and people outside.
    struct Forms at "microsoft_365.forms" {
        /// People may send forms to people outside.
        external_send_form: bool = {
            title: "Forms sent outside", admin_centre: ORG_SETTINGS,
            object: FORMS, property: "isExternalSendFormEnabled", api: FORMS_API,
            default: Default::Undocumented, wider: Wider::WhenTrue,
            uncertain: "Believed to be on; the path is not verified.",
        },
        /// People may work on forms together with people outside.
        external_share_collaboration: bool = {
            title: "Forms edited with people outside", admin_centre: ORG_SETTINGS,
            object: FORMS, property: "isExternalShareCollaborationEnabled", api: FORMS_API,
            default: Default::Undocumented, wider: Wider::WhenTrue,
            uncertain: "Believed to be on; the path is not verified.",
        },
        /// People may share results with people outside.
        external_share_result: bool = {
            title: "Results shared outside", admin_centre: ORG_SETTINGS,
            object: FORMS, property: "isExternalShareResultEnabled", api: FORMS_API,
            default: Default::Undocumented, wider: Wider::WhenTrue,
            uncertain: "Believed to be on; the path is not verified.",
        },
        /// People may share templates with people outside.
        external_share_template: bool = {
            title: "Templates shared outside", admin_centre: ORG_SETTINGS,
            object: FORMS, property: "isExternalShareTemplateEnabled", api: FORMS_API,
            default: Default::Undocumented, wider: Wider::WhenTrue,
            uncertain: "Believed to be on; the path is not verified.",
        },
    }
}

settings! {
    /// To Do and people outside.
    struct ToDo at "microsoft_365.to_do" {
        /// People may join lists of people outside.
        external_join: bool = {
            title: "Lists of people outside", admin_centre: ORG_SETTINGS,
            object: TO_DO, property: "isExternalJoinEnabled", api: TO_DO_API,
            default: Default::Undocumented, wider: Wider::WhenTrue,
            uncertain: "Neither the default nor the path is verified.",
        },
        /// People may share lists with people outside.
        external_share: bool = {
            title: "Lists shared outside", admin_centre: ORG_SETTINGS,
            object: TO_DO, property: "isExternalShareEnabled", api: TO_DO_API,
            default: Default::Undocumented, wider: Wider::WhenTrue,
            uncertain: "Neither the default nor the path is verified.",
        },
    }
}

settings! {
    /// Planner and people outside.
    struct Planner at "microsoft_365.planner" {
        /// People may publish their tasks as a calendar (iCalendar) at a public address.
        allow_calendar_sharing: bool = {
            title: "Tasks as a calendar", admin_centre: ORG_SETTINGS,
            object: "Planner", property: "allowCalendarSharing",
            api: Api::Other(
                "Microsoft365DSC O365OrgSettings (PlannerAllowCalendarSharing)",
                "Microsoft365DSC O365OrgSettings (PlannerAllowCalendarSharing)",
            ),
            default: Default::Undocumented, wider: Wider::WhenTrue,
            uncertain: "The default is not verified.",
        },
    }
}

settings! {
    /// Sway and people outside.
    struct Sway at "microsoft_365.sway" {
        /// People may share sways with people outside.
        external_sharing: bool = {
            title: "Sways shared outside", admin_centre: "Microsoft 365 admin centre > Settings > Org settings > Sway",
            object: "Sway", property: "externalSharing", api: Api::Nobody,
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
    }
}

settings! {
    /// Bookings and people outside.
    struct Bookings at "microsoft_365.bookings" {
        /// Customers do not see details of the staff.
        exposure_of_staff_details_restricted: bool = {
            title: "Staff details hidden", admin_centre: ORG_SETTINGS,
            object: BOOKINGS, property: "BookingsExposureOfStaffDetailsRestricted",
            default: Default::Undocumented, wider: Wider::WhenFalse,
            uncertain: "The default is not verified.",
        },
        /// Booking pages are not shared in social networks.
        social_sharing_restricted: bool = {
            title: "No sharing in social networks", admin_centre: ORG_SETTINGS,
            object: BOOKINGS, property: "BookingsSocialSharingRestricted",
            default: Default::Undocumented, wider: Wider::WhenFalse,
            uncertain: "The default is not verified.",
        },
    }
}
