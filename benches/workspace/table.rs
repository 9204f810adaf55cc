//! The result, as tables.

use std::time::Duration;

use crate::STEPS;
use crate::measure::{Measured, Written};
use crate::workspace::Size;

/// One line a step, with Terraform's figures and how many times ours fit into them.
pub(crate) fn print(ours: &[Measured], theirs: Option<&[Measured]>) {
    match theirs {
        Some(_) => println!(
            "{:26} {:>10} {:>10} {:>8}   {:>9} {:>9} {:>6}   {:>18} {:>18}",
            "",
            "guestlist",
            "terraform",
            "times",
            "memory",
            "terraform",
            "times",
            "written",
            "terraform"
        ),
        None => println!(
            "{:26} {:>10}   {:>9}   {:>18}",
            "", "wall", "memory", "written"
        ),
    }
    for (index, (step, a)) in STEPS.iter().zip(ours).enumerate() {
        let (wall, memory, written) = (time(a.wall), bytes(a.memory), files(a.written));
        match theirs.map(|theirs| theirs[index]) {
            Some(b) => println!(
                "{step:26} {wall:>10} {:>10} {:>8}   {memory:>9} {:>9} {:>6}   {written:>18} {:>18}",
                time(b.wall),
                times(b.wall.as_secs_f64() / a.wall.as_secs_f64()),
                bytes(b.memory),
                times(b.memory as f64 / a.memory as f64),
                files(b.written),
            ),
            None => println!("{step:26} {wall:>10}   {memory:>9}   {written:>18}"),
        }
    }
    if theirs.is_some() {
        println!(
            "\nterraform validate reads none of the YAML files; guestlist judges every line of them."
        );
    }
}

/// Processor time for each domain of the workspace: with linear growth a line stays level or falls.
pub(crate) fn print_growth(grown: &[(Size, Vec<Measured>)]) {
    println!("\nmicroseconds of processor time for each domain: level or falling is linear\n");
    print!("{:26}", "");
    for (size, _) in grown {
        print!(" {:>10}", format!("{}×{}", size.tenants, size.domains));
    }
    println!();
    for (index, step) in STEPS.iter().enumerate() {
        print!("{step:26}");
        for (size, steps) in grown {
            let microseconds = steps[index].processor.as_secs_f64() * 1e6;
            print!(" {:>10.2}", microseconds / size.all_domains() as f64);
        }
        println!();
    }
}

pub(crate) fn times(ratio: f64) -> String {
    if ratio < 10.0 {
        format!("{ratio:.1}")
    } else {
        format!("{ratio:.0}")
    }
}

pub(crate) fn time(wall: Duration) -> String {
    let milliseconds = wall.as_secs_f64() * 1e3;
    match milliseconds {
        ..10.0 => format!("{milliseconds:.2} ms"),
        10.0..1000.0 => format!("{milliseconds:.0} ms"),
        _ => format!("{:.2} s", milliseconds / 1e3),
    }
}

pub(crate) fn bytes(count: u64) -> String {
    match count {
        0..10_000 => format!("{count} B"),
        10_000..10_000_000 => format!("{} KB", count / 1_000),
        _ => format!("{} MB", count / 1_000_000),
    }
}

fn files(written: Written) -> String {
    match written.files {
        0 => "nothing".to_owned(),
        1 => format!("1 file, {}", bytes(written.bytes)),
        files => format!("{files} files, {}", bytes(written.bytes)),
    }
}
