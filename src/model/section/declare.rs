//! Declarations of settings and choices.

/// Declares a group of settings: the struct that files are read into, the schema's text, and the
/// table. Taking the struct apart without `..` makes it impossible to leave a field out.
///
/// `object(FORM) struct` declares what a named object holds: FORM is what its name looks like, its
/// paths carry `[]` for the name, and notes (reason, ticket, owner, expires) may stand in it.
macro_rules! settings {
    (
        $(#[doc = $doc:literal])*
        object($form:ident) struct $name:ident at $prefix:literal = { $($object:tt)* } {
            $(
                $(#[doc = $field_doc:literal])*
                $field:ident: $ty:ty = { $($meta:tt)* },
            )*
        }
        $( groups {
            $(
                $(#[doc = $group_doc:literal])*
                $group:ident: $group_ty:ty,
            )*
        } )?
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Default, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Why it is there.
            pub reason: Option<$crate::text::Spanned<String>>,
            /// The ticket in which it was decided.
            pub ticket: Option<$crate::text::Spanned<String>>,
            /// Who answers for it.
            pub owner: Option<$crate::text::Spanned<String>>,
            /// The last day on which it is valid, UTC, such as 2027-03-31.
            #[serde(default)]
            #[schemars(schema_with = "crate::model::config::date_schema")]
            pub expires: Option<$crate::text::Spanned<String>>,
            $( $(#[doc = $field_doc])* pub $field: Option<$crate::document::Field<$ty>>, )*
            $( $( $(#[doc = $group_doc])* pub $group: Option<$group_ty>, )* )?
        }

        impl $crate::model::section::Object for $name {
            const KEY: $crate::model::SettingKey = $crate::model::SettingKey::of($prefix);
            const FORM: $crate::model::section::Form = $crate::model::section::Form::$form;
            #[allow(clippy::needless_update, reason = "some declarations leave nothing out")]
            fn object() -> $crate::model::section::Setting {
                $crate::model::section::Setting {
                    key: Self::KEY,
                    kind: $crate::model::section::Kind::Object(Self::FORM),
                    summary: concat!($($doc, "\n"),*),
                    $($object)*
                    ..$crate::model::section::Setting::UNSTATED
                }
            }
            fn notes(&self) -> $crate::model::config::NotesRef<'_> {
                $crate::model::config::NotesRef {
                    reason: self.reason.as_ref(),
                    ticket: self.ticket.as_ref(),
                    owner: self.owner.as_ref(),
                    expires: self.expires.as_ref(),
                }
            }
        }

        settings!(
            @table $name at $prefix,
            (reason ticket owner expires),
            ($( $field: $ty = ($($field_doc)*) ($($meta)*), )*),
            ($( $( $group: $group_ty, )* )?)
        );
    };
    (
        $(#[doc = $doc:literal])*
        struct $name:ident at $prefix:literal {
            $(
                $(#[doc = $field_doc:literal])*
                $field:ident: $ty:ty = { $($meta:tt)* },
            )*
        }
        $( groups {
            $(
                $(#[doc = $group_doc:literal])*
                $group:ident: $group_ty:ty,
            )*
        } )?
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Default, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $( $(#[doc = $field_doc])* pub $field: Option<$crate::document::Field<$ty>>, )*
            $( $( $(#[doc = $group_doc])* pub $group: Option<$group_ty>, )* )?
        }

        settings!(
            @table $name at $prefix,
            (),
            ($( $field: $ty = ($($field_doc)*) ($($meta)*), )*),
            ($( $( $group: $group_ty, )* )?)
        );
    };
    // `$note`: fields that are no settings.
    (
        @table $name:ident at $prefix:literal,
        ($($note:ident)*),
        ($( $field:ident: $ty:ty = ($($field_doc:literal)*) ($($meta:tt)*), )*),
        ($( $group:ident: $group_ty:ty, )*)
    ) => {
        impl $crate::model::section::Settings for $name {
            fn table(out: &mut Vec<$crate::model::section::Setting>) {
                $( settings!(@row out $prefix, $field: $ty, ($($field_doc)*), ($($meta)*)); )*
                $( <$group_ty as $crate::model::section::Settings>::table(out); )*
            }

            fn leaves<'c>(&'c self, out: &mut Vec<$crate::model::section::Leaf<'c>>) {
                let Self { $($note: _,)* $($field,)* $($group,)* } = self;
                $( settings!(@leaf out $prefix, $field); )*
                $( settings!(@group out $group); )*
            }
        }
    };
    (@row $out:ident $prefix:literal, $field:ident: $ty:ty, ($($field_doc:literal)*), ($($meta:tt)*)) => {
        #[allow(clippy::needless_update, reason = "some declarations leave nothing out")]
        $out.push($crate::model::section::Setting {
            key: $crate::model::SettingKey::of(concat!($prefix, ".", stringify!($field))),
            kind: <$ty as $crate::model::section::SettingType>::KIND,
            summary: concat!($($field_doc, "\n"),*),
            $($meta)*
            ..$crate::model::section::Setting::UNSTATED
        });
    };
    (@leaf $out:ident $prefix:literal, $field:ident) => {
        if let Some(value) = $field {
            $out.push($crate::model::section::Leaf {
                key: $crate::model::SettingKey::of(concat!($prefix, ".", stringify!($field))),
                object: None,
                span: value.place,
                value_span: value.span,
                stated: $crate::model::section::SettingType::stated(&value.value),
            });
        }
    };
    (@group $out:ident $group:ident) => {
        if let Some(group) = $group {
            $crate::model::section::Settings::leaves(group, $out);
        }
    };
}

/// Declares a choice: the enum, its YAML words and its official spellings.
macro_rules! choice {
    (
        $(#[doc = $doc:literal])*
        enum $name:ident {
            $( $(#[doc = $meaning:literal])* $variant:ident = $yaml:literal / $official:literal, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
        pub enum $name {
            $( $(#[doc = $meaning])* #[serde(rename = $yaml)] $variant, )*
        }

        impl $crate::model::section::SettingType for $name {
            const KIND: $crate::model::section::Kind = $crate::model::section::Kind::Choice(&[
                $( $crate::model::section::Choice {
                    yaml: $yaml,
                    official: $official,
                    meaning: concat!($($meaning),*),
                } ),*
            ]);
            fn stated(&self) -> $crate::model::section::Stated<'_> {
                $crate::model::section::Stated::Choice(match self { $(Self::$variant => $yaml),* })
            }
        }

        // Flat on purpose: a list of constants gives editors one message instead of one a branch.
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [$($yaml),*] })
            }
            fn inline_schema() -> bool {
                true
            }
        }
    };
}

pub(crate) use {choice, settings};
