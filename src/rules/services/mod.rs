//! Services beside Teams, Entra, SharePoint and Exchange.

pub(super) mod engage_not_available;
pub(super) mod manual_step;
pub(super) mod power_bi_open_to_everybody;
