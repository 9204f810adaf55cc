//! Commands without their command line: reads the workspace, puts the layers below together and
//! writes what people decided.
//!
//! Everything from outside (files, the clock, the user's name, git) enters here and is passed down
//! as data. Depends on all layers below; never prints and knows no flags.

pub mod atomic_file;
pub mod cache;
pub mod environment;
pub mod files;
pub mod git;
pub mod init;
pub mod load;
