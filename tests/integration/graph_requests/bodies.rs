//! The documented shape of each request, written by hand after the pages of Microsoft Graph and of
//! Fabric: method, address, and body as JSON Schema.

use guestlist::interop::write::GraphStep;
use serde_json::{Value as Json, json};

const ID: &str = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/// An object with these members and no others.
fn object(members: Json, required: &[&str]) -> Json {
    json!({
        "type": "object", "properties": members, "required": required,
        "additionalProperties": false, "minProperties": 1,
    })
}

fn flags(names: &[&str]) -> serde_json::Map<String, Json> {
    let flag = |name: &&str| ((*name).to_owned(), json!({ "type": "boolean" }));
    names.iter().map(flag).collect()
}

fn or_null(schema: Json) -> Json {
    json!({ "anyOf": [{ "type": "null" }, schema] })
}

/// `crossTenantAccessPolicyB2BSetting`; whole where nothing is carried over.
fn b2b(is_partner: bool, is_merged: bool, is_new: bool) -> Json {
    let half = |kinds: Json, words: &str| {
        let target = object(
            json!({
                "target": { "type": "string", "pattern": format!("^({ID}|{words})$") },
                "targetType": { "enum": kinds },
            }),
            &["target", "targetType"],
        );
        let members = json!({
            "accessType": { "enum": ["allowed", "blocked"] },
            "targets": { "type": "array", "minItems": 1, "items": target },
        });
        let whole: &[&str] = if is_merged {
            &[]
        } else {
            &["accessType", "targets"]
        };
        match is_partner {
            true => or_null(object(members, whole)),
            false => object(members, whole),
        }
    };
    let members = json!({
        "usersAndGroups": half(json!(["user", "group"]), "AllUsers"),
        "applications": half(json!(["application"]), "AllApplications|AllMicrosoftApps|Office365"),
    });
    let whole: &[&str] = match is_merged || is_new {
        true => &[],
        false => &["usersAndGroups", "applications"],
    };
    match is_partner {
        true => or_null(object(members, whole)),
        false => object(members, whole),
    }
}

/// `crossTenantAccessPolicyConfigurationPartner` and `…Default`.
fn access(is_partner: bool, is_merged: bool, is_new: bool) -> Json {
    let flag = if is_partner {
        json!({ "type": ["boolean", "null"] })
    } else {
        json!({ "type": "boolean" })
    };
    let trust = object(
        json!({
            "isMfaAccepted": flag, "isCompliantDeviceAccepted": flag,
            "isHybridAzureADJoinedDeviceAccepted": flag,
        }),
        &[],
    );
    let mut members = json!({
        "inboundTrust": if is_partner { or_null(trust) } else { trust },
    });
    for name in [
        "b2bCollaborationInbound",
        "b2bCollaborationOutbound",
        "b2bDirectConnectInbound",
        "b2bDirectConnectOutbound",
        "tenantRestrictions",
    ] {
        members[name] = b2b(is_partner, is_merged, is_new);
    }
    if is_partner {
        members["isServiceProvider"] = json!({ "type": "boolean" });
        members["automaticUserConsentSettings"] = object(
            json!({ "inboundAllowed": flag, "outboundAllowed": flag }),
            &[],
        );
    } else {
        let providers = [
            "azureActiveDirectory",
            "externalFederation",
            "socialIdentityProviders",
        ];
        let fallbacks = [
            "defaultConfiguredIdp",
            "emailOneTimePasscode",
            "microsoftAccount",
        ];
        members["invitationRedemptionIdentityProviderConfiguration"] = object(
            json!({
                "primaryIdentityProviderPrecedenceOrder": {
                    "type": "array", "items": { "enum": providers },
                    "minItems": 3, "maxItems": 3, "uniqueItems": true,
                },
                "fallbackIdentityProvider": { "enum": fallbacks },
            }),
            &[],
        );
    }
    if is_partner && is_new {
        members["tenantId"] = json!({ "type": "string", "pattern": format!("^{ID}$") });
        return object(members, &["tenantId"]);
    }
    object(members, &[])
}

fn values(is_whole: bool, names: &[&str]) -> Json {
    let entry = object(
        json!({ "name": { "enum": names }, "value": { "type": "string" } }),
        &["name", "value"],
    );
    let least = if is_whole { names.len() } else { 1 };
    json!({ "type": "array", "items": entry, "minItems": least, "maxItems": names.len() })
}

const GROUP_VALUES: [&str; 15] = [
    "AllowGuestsToAccessGroups",
    "AllowToAddGuests",
    "AllowGuestsToBeGroupOwner",
    "GuestUsageGuidelinesUrl",
    "UsageGuidelinesUrl",
    "EnableGroupCreation",
    "GroupCreationAllowedGroupId",
    "EnableMIPLabels",
    "ClassificationList",
    "DefaultClassification",
    "ClassificationDescriptions",
    "PrefixSuffixNamingRequirement",
    "CustomBlockedWordsList",
    "EnableMSStandardBlockedWords",
    "NewUnifiedGroupWritebackDefault",
];

fn setting_values(template: Option<&str>, names: &[&str]) -> Json {
    match template {
        Some(template) => object(
            json!({ "templateId": { "const": template }, "values": values(true, names) }),
            &["templateId", "values"],
        ),
        None => object(json!({ "values": values(false, names) }), &["values"]),
    }
}

fn fabric(is_merged: bool) -> Json {
    let group = object(
        json!({ "graphId": { "type": "string", "pattern": format!("^{ID}$") } }),
        &["graphId"],
    );
    let mut members = flags(&[
        "enabled",
        "delegateToCapacity",
        "delegateToDomain",
        "delegateToWorkspace",
    ]);
    for name in ["enabledSecurityGroups", "excludedSecurityGroups"] {
        members.insert(name.to_owned(), json!({ "type": "array", "items": group }));
    }
    let property = object(
        json!({
            "name": { "const": "CreateP2w" }, "value": { "enum": ["true", "false"] },
            "type": { "const": "Boolean" },
        }),
        &["name", "value", "type"],
    );
    members.insert(
        "properties".to_owned(),
        json!({ "type": "array", "items": property }),
    );
    object(members.into(), if is_merged { &[] } else { &["enabled"] })
}

fn authorization() -> Json {
    let mut members = flags(&[
        "allowEmailVerifiedUsersToJoinOrganization",
        "allowedToSignUpEmailBasedSubscriptions",
        "allowedToUseSSPR",
        "blockMsolPowerShell",
    ]);
    let invites = [
        "none",
        "adminsAndGuestInviters",
        "adminsGuestInvitersAndAllMembers",
        "everyone",
    ];
    let roles = [
        "a0b1b346-4d3e-4e8b-98f8-753987be4970",
        "10dae51f-b6af-4016-8d66-8c2a99b929b3",
        "2af84b1e-32c8-42b7-82bc-daa82404023b",
    ];
    members.insert("allowInvitesFrom".to_owned(), json!({ "enum": invites }));
    members.insert("guestUserRoleId".to_owned(), json!({ "enum": roles }));
    for name in ["displayName", "description"] {
        members.insert(name.to_owned(), json!({ "type": "string" }));
    }
    let mut role = flags(&[
        "allowedToCreateApps",
        "allowedToCreateSecurityGroups",
        "allowedToCreateTenants",
        "allowedToReadBitlockerKeysForOwnedDevice",
        "allowedToReadOtherUsers",
    ]);
    let words = json!({ "type": "array", "items": { "type": "string" } });
    role.insert("permissionGrantPoliciesAssigned".to_owned(), words);
    let role = object(role.into(), &[]);
    members.insert("defaultUserRolePermissions".to_owned(), role);
    object(members.into(), &[])
}

fn sharepoint() -> Json {
    let levels = [
        "disabled",
        "externalUserSharingOnly",
        "externalUserAndGuestSharing",
        "existingExternalUserSharingOnly",
    ];
    let words = json!({ "type": "array", "items": { "type": "string" } });
    object(
        json!({
            "sharingCapability": { "enum": levels },
            "sharingDomainRestrictionMode": { "enum": ["none", "allowList", "blockList"] },
            "sharingAllowedDomainList": words,
            "sharingBlockedDomainList": words,
            "isResharingByExternalUsersEnabled": { "type": "boolean" },
        }),
        &[],
    )
}

/// What may be sent to an address: methods and bodies by a pattern of the whole address.
fn documented(is_merged: bool) -> Vec<(&'static str, String, Json)> {
    let v1 = r"https://graph\.microsoft\.com/v1\.0";
    let beta = r"https://graph\.microsoft\.com/beta";
    let either = r"https://graph\.microsoft\.com/(v1\.0|beta)";
    let nothing = json!({ "type": "null" });
    let definition = json!({
        "type": "array", "minItems": 1, "maxItems": 1,
        "items": { "type": "string", "maxLength": 25_000 },
    });
    let sync = object(
        json!({
            "displayName": { "type": "string" },
            "userSyncInbound": object(flags(&["isSyncAllowed"]).into(), &[]),
        }),
        &[],
    );
    let one_group = "08d542b9-071f-4e16-94b0-74abb372e3d9";
    let all_groups = "62375ab9-6b52-47ed-826b-58e47e0e304b";
    let guests = ["AllowToAddGuests"];
    let partners = "/policies/crossTenantAccessPolicy/partners";
    let group = format!(r"({ID}|\{{group\}})");
    let settings = |names: &[&str]| {
        object(
            json!({ "settings": object(flags(names).into(), &[]) }),
            &["settings"],
        )
    };
    vec![
        (
            "PATCH",
            format!("{v1}/policies/authorizationPolicy"),
            authorization(),
        ),
        (
            "PATCH",
            format!("{v1}/policies/crossTenantAccessPolicy"),
            object(
                json!({ "allowedCloudEndpoints": { "type": "array", "items": { "type": "string" } } }),
                &[],
            ),
        ),
        (
            "PATCH",
            format!("{either}/policies/crossTenantAccessPolicy/default"),
            access(false, is_merged, false),
        ),
        (
            "POST",
            format!("{either}{partners}"),
            access(true, false, true),
        ),
        (
            "PATCH",
            format!("{either}{partners}/{ID}"),
            access(true, is_merged, false),
        ),
        ("DELETE", format!("{v1}{partners}/{ID}"), nothing.clone()),
        (
            "DELETE",
            format!("{v1}{partners}/{ID}/identitySynchronization"),
            nothing.clone(),
        ),
        (
            "PATCH",
            format!("{v1}{partners}/{ID}/identitySynchronization"),
            sync.clone(),
        ),
        (
            "PUT",
            format!("{v1}{partners}/{ID}/identitySynchronization"),
            sync,
        ),
        (
            "PATCH",
            format!(r"{beta}/policies/b2bManagementPolicies/\{{policy\}}"),
            object(json!({ "definition": definition }), &["definition"]),
        ),
        (
            "POST",
            format!("{beta}/policies/b2bManagementPolicies"),
            object(
                json!({
                    "definition": definition, "displayName": { "type": "string" },
                    "description": { "type": "string" }, "isOrganizationDefault": { "const": true },
                }),
                &[
                    "definition",
                    "displayName",
                    "description",
                    "isOrganizationDefault",
                ],
            ),
        ),
        (
            "PATCH",
            format!("{v1}/policies/authenticationFlowsPolicy"),
            object(
                json!({ "selfServiceSignUp": object(flags(&["isEnabled"]).into(), &["isEnabled"]) }),
                &["selfServiceSignUp"],
            ),
        ),
        (
            "PATCH",
            format!("{beta}/policies/externalIdentitiesPolicy"),
            object(flags(&["allowExternalIdentitiesToLeave"]).into(), &[]),
        ),
        (
            "PATCH",
            format!(
                "{v1}/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/email"
            ),
            object(
                json!({
                    "@odata.type": {
                        "const": "#microsoft.graph.emailAuthenticationMethodConfiguration"
                    },
                    "allowExternalIdToUseEmailOtp": { "enum": ["default", "enabled", "disabled"] },
                }),
                &["@odata.type", "allowExternalIdToUseEmailOtp"],
            ),
        ),
        (
            "PATCH",
            format!(r"{v1}/groupSettings/\{{setting\}}"),
            setting_values(None, &GROUP_VALUES),
        ),
        (
            "POST",
            format!("{v1}/groupSettings"),
            setting_values(Some(all_groups), &GROUP_VALUES),
        ),
        (
            "PATCH",
            format!(r"{v1}/groups/{group}/settings/\{{setting\}}"),
            setting_values(None, &guests),
        ),
        (
            "POST",
            format!("{v1}/groups/{group}/settings"),
            setting_values(Some(one_group), &guests),
        ),
        (
            "DELETE",
            format!(r"{v1}/groups/{group}/settings/\{{setting\}}"),
            nothing,
        ),
        (
            "PATCH",
            format!(r"{v1}/teams/({ID}|\{{team\}})"),
            object(
                json!({ "guestSettings": object(
                    flags(&["allowCreateUpdateChannels", "allowDeleteChannels"]).into(), &[],
                ) }),
                &["guestSettings"],
            ),
        ),
        (
            "PATCH",
            format!("{v1}/admin/sharepoint/settings"),
            sharepoint(),
        ),
        (
            "PATCH",
            format!("{beta}/admin/forms"),
            settings(&[
                "isExternalSendFormEnabled",
                "isExternalShareCollaborationEnabled",
                "isExternalShareResultEnabled",
                "isExternalShareTemplateEnabled",
            ]),
        ),
        (
            "PATCH",
            format!("{beta}/admin/todo"),
            settings(&["isExternalJoinEnabled", "isExternalShareEnabled"]),
        ),
        (
            "PATCH",
            format!(r"{v1}/servicePrincipals\(appId='{ID}'\)"),
            object(flags(&["accountEnabled"]).into(), &["accountEnabled"]),
        ),
        (
            "POST",
            r"https://api\.fabric\.microsoft\.com/v1/admin/tenantsettings/[A-Za-z0-9]+/update"
                .to_owned(),
            fabric(is_merged),
        ),
    ]
}

fn matches(pattern: &str, text: &str) -> bool {
    let schema = json!({ "pattern": format!("^{pattern}$") });
    jsonschema::is_valid(&schema, &json!(text))
}

fn sent(method: &str, url: &str, body: &Json, is_merged: bool) {
    let all = documented(is_merged);
    let found = all
        .iter()
        .find(|(m, pattern, _)| *m == method && matches(pattern, url));
    let (_, _, schema) = found.unwrap_or_else(|| panic!("{method} {url} is not documented"));
    if let Err(error) = jsonschema::validate(schema, body) {
        panic!(
            "{method} {url}: {error} at {}\n{body:#}",
            error.instance_path()
        );
    }
}

/// That a step is nothing but what is documented, what is found first and sent instead included.
pub(super) fn fits(step: &GraphStep) {
    let is_merged = step.merge.as_deref() == Some("members");
    let body = step.body.clone().unwrap_or(Json::Null);
    sent(&step.method, &step.url, &body, is_merged);
    if let Some(instead) = &step.instead
        && instead.body != json!({})
    {
        let is_merged = instead.merge.as_deref() == Some("members");
        sent(&instead.method, &instead.url, &instead.body, is_merged);
    }
    let lists = [
        r"https://graph\.microsoft\.com/beta/policies/b2bManagementPolicies".to_owned(),
        r"https://graph\.microsoft\.com/v1\.0/groupSettings".to_owned(),
        format!(r"https://graph\.microsoft\.com/v1\.0/groups/({ID}|\{{group\}})/settings"),
        r"https://graph\.microsoft\.com/v1\.0/(groups|teams)\?\$filter=displayName%20eq%20%27([A-Za-z0-9._~-]|%27%27|%2[0-689A-F]|%[013-9A-F][0-9A-F])+%27&\$select=id,displayName".to_owned(),
        r"https://api\.fabric\.microsoft\.com/v1/admin/tenantsettings".to_owned(),
    ];
    for find in &step.find {
        assert!(
            lists.iter().any(|list| matches(list, &find.url)),
            "{}",
            find.url
        );
    }
    let mut url = step.url.clone();
    for find in &step.find {
        url = url.replace(&format!("{{{}}}", find.placeholder), "x");
    }
    assert!(!url.contains(['{', '}', ' ', '"', '\\', '<', '>']), "{url}");
}
