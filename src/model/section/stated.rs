//! What files state, setting by setting.

use compact_str::CompactString;

use super::{Form, Kind, Setting};
use crate::model::SettingKey;
use crate::model::config::{
    AllowedSpec, DomainEntries, MailEntries, MailForms, NotesRef, SharingEntries, SubdomainEntries,
};
use crate::text::{Span, Spanned};

/// A setting's value as a file states it, before lists are resolved.
#[derive(Debug, Clone, Copy)]
pub enum Stated<'c> {
    /// A switch.
    Flag(bool),
    /// A choice.
    Choice(&'static str),
    /// Whom the allow list lets in.
    AllowedDomains(&'c AllowedSpec),
    /// Domains.
    Domains(&'c DomainEntries),
    /// Domains as mail systems name them.
    MailDomains(&'c DomainEntries, MailForms),
    /// A number.
    Number(i64),
    /// A text of that form.
    Text(Form, &'c str),
    /// Words of that form.
    Words(Form, &'c [Spanned<CompactString>]),
    /// A named object.
    Object(StatedObject<'c>),
}

/// What a file says of a named object itself.
#[derive(Debug, Clone, Copy)]
pub struct StatedObject<'c> {
    /// Whether it is wanted; otherwise it is to be deleted.
    pub is_present: bool,
    /// The form of its name.
    pub form: Form,
    /// Why it is there.
    pub notes: NotesRef<'c>,
}

/// A stated setting and where its value stands.
#[derive(Debug, Clone)]
pub struct Leaf<'c> {
    /// Which setting.
    pub key: SettingKey,
    /// The name of its object, as written.
    pub object: Option<&'c Spanned<CompactString>>,
    /// Where it is written: the key and its value, or the key alone before a block.
    pub span: Span,
    /// Where the value alone stands.
    pub value_span: Span,
    /// What it says.
    pub stated: Stated<'c>,
}

/// A type that can be a setting's value.
pub trait SettingType {
    /// What values it takes.
    const KIND: Kind;
    /// The value as stated.
    fn stated(&self) -> Stated<'_>;
}

impl SettingType for bool {
    const KIND: Kind = Kind::Flag;
    fn stated(&self) -> Stated<'_> {
        Stated::Flag(*self)
    }
}

impl SettingType for AllowedSpec {
    const KIND: Kind = Kind::AllowedDomains;
    fn stated(&self) -> Stated<'_> {
        Stated::AllowedDomains(self)
    }
}

impl SettingType for DomainEntries {
    const KIND: Kind = Kind::Domains;
    fn stated(&self) -> Stated<'_> {
        Stated::Domains(self)
    }
}

/// A group of settings: a section, or a group within one.
pub trait Settings {
    /// Adds the settings of the group to the table.
    fn table(out: &mut Vec<Setting>);
    /// Adds what is stated.
    fn leaves<'c>(&'c self, out: &mut Vec<Leaf<'c>>);
}

macro_rules! mail_entries {
    ($($name:ident),*) => { $(
        impl SettingType for $name {
            const KIND: Kind = Kind::MailDomains;
            fn stated(&self) -> Stated<'_> {
                Stated::MailDomains(&self.0, Self::FORMS)
            }
        }
    )* };
}

mail_entries!(SubdomainEntries, MailEntries, SharingEntries);
