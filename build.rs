//! Locales and migrations are compiled in; Cargo does not see that by itself.

fn main() {
    for folder in ["src/locales", "migrations", "plan", "static"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
