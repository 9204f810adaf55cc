//! Exports of other tools: no file makes the readers panic.

#![no_main]

use guestlist::interop::{Options, decode, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = decode(bytes) {
        let _ = read(&text, &Options::default());
    }
});
