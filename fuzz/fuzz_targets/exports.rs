//! Exports of other tools: no file makes the readers panic, whatever it is said to be.

#![no_main]

use guestlist::interop::{EmptyList, Options, activity, decode, read};
use libfuzzer_sys::fuzz_target;

/// What a file is said to be; the first is nothing, so that it is recognised.
const FROM: [&str; 6] = ["", "scubagear", "cmdlet", "m365dsc", "graph", "Get-SPOTenant"];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else {
        return;
    };
    let Ok(text) = decode(bytes) else {
        return;
    };
    let first = usize::from(*first);
    let options = Options {
        from: FROM[first % FROM.len()].parse().ok(),
        empty_allow_list: (first >= 128).then_some(EmptyList::None),
    };
    let _ = read(&text, &options);
    let _ = activity::read(&text);
});
