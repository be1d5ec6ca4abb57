//! The `duban` command.

fn main() {}
