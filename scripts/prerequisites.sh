# Sourced by the scripts beside it: what they need before they can start.
# shellcheck shell=bash

# Says what is missing and how to get it, and ends.
missing() {
  printf 'missing: %s\n  to get it:  %s\n' "$1" "$2" >&2
  exit 1
}

# rustup puts cargo where a new shell finds it, and this shell may be older than that.
need_rust() {
  command -v cargo >/dev/null || PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
  command -v cargo >/dev/null || missing "Rust 1.95 or newer" \
    "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh    (https://rustup.rs)"
  command -v cc >/dev/null || missing "a C compiler and linker" \
    "sudo apt-get install build-essential, or your system's equivalent"
}

# A component of the toolchain; rustup adds it where it is missing.
need_component() {
  cargo "$1" --version >/dev/null 2>&1 && return
  command -v rustup >/dev/null && rustup component add "$2" && return
  missing "cargo $1" "rustup component add $2"
}

# cargo-deny in target/tools, installed there once (some minutes).
need_cargo_deny() {
  local version=0.20.2
  PATH="$PWD/target/tools/bin:$PATH"
  [ "$(cargo deny --version 2>/dev/null)" = "cargo-deny $version" ] && return
  echo "installing cargo-deny $version into target/tools (once)"
  cargo install cargo-deny --locked --quiet --version "$version" --root target/tools
}

# Builds the program and puts its path into $program.
build_program() {
  cargo build --locked --quiet
  # Used by the scripts that source this one.
  # shellcheck disable=SC2034
  program=$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/debug/guestlist
}
