//! Reads Rust source just well enough to say which paths it names, in `use` trees, in code and in macros alike,
//! with `crate`, `self` and `super` resolved.

use std::iter::Peekable;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree, token_stream};

/// A path from the crate's root (`crate::web::session`) or from another crate's (`sqlx::query`).
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    pub path: String,
    pub line: usize,
    /// Inside `#[…]`: a derive, or an attribute that a derive reads.
    pub in_attribute: bool,
}

/// The paths named in `source`, the text of the module `module` (`crate::web::session`; the root is `crate`).
/// The error says why it is not Rust.
pub fn paths(module: &str, source: &str) -> Result<Vec<Named>, String> {
    let tokens: TokenStream = source.parse().map_err(|error| format!("{module}: {error}"))?;
    let mut named = Vec::new();
    read(tokens, module, false, &mut named);
    Ok(named)
}

type Tokens = Peekable<token_stream::IntoIter>;

fn read(tokens: TokenStream, module: &str, in_attribute: bool, named: &mut Vec<Named>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.peek() {
        match token {
            TokenTree::Ident(word) if word == "mod" => inline_module(&mut tokens, module, named),
            TokenTree::Ident(_) => tree(&mut tokens, module, "", in_attribute, named),
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                tokens.next();
                tokens.next_if(|token| is(token, '!'));
                if let Some(TokenTree::Group(group)) =
                    tokens.next_if(|token| bracketed(token, Delimiter::Bracket))
                {
                    read(group.stream(), module, true, named);
                }
            }
            TokenTree::Group(group) => {
                read(group.stream(), module, in_attribute, named);
                tokens.next();
            }
            _ => drop(tokens.next()),
        }
    }
}

/// `mod name { … }`; what `super` means inside is another module than outside. `mod name;` is another file.
fn inline_module(tokens: &mut Tokens, module: &str, named: &mut Vec<Named>) {
    tokens.next();
    let name = tokens.next_if(|token| matches!(token, TokenTree::Ident(_)));
    if let (Some(name), Some(TokenTree::Group(body))) =
        (name, tokens.next_if(|token| bracketed(token, Delimiter::Brace)))
    {
        read(body.stream(), &format!("{module}::{name}"), false, named);
    }
}

/// One path, or the tree of a `use`: `a::b`, `a::{b, c::d as e}`, `a::*`. It ends with whatever does not go on.
fn tree(tokens: &mut Tokens, module: &str, prefix: &str, in_attribute: bool, named: &mut Vec<Named>) {
    let mut path = prefix.to_owned();
    let mut line = 0;
    while let Some(TokenTree::Ident(word)) = tokens.next_if(|token| matches!(token, TokenTree::Ident(_))) {
        let end = word.span().end();
        line = end.line;
        path = join(module, &path, &word.to_string());
        // Right after it, as against `use ::other`.
        if tokens.next_if(|token| opens_colons(token) && token.span().start() == end).is_none() {
            break;
        }
        tokens.next();
        if let Some(TokenTree::Group(group)) = tokens.next_if(|token| bracketed(token, Delimiter::Brace)) {
            let mut branches = group.stream().into_iter().peekable();
            while let Some(token) = branches.peek() {
                match token {
                    TokenTree::Ident(_) => tree(&mut branches, module, &path, in_attribute, named),
                    _ => drop(branches.next()),
                }
                if branches.next_if(|token| matches!(token, TokenTree::Ident(word) if word == "as")).is_some()
                {
                    branches.next();
                }
            }
            return;
        }
    }
    // A lone word names what is in scope, and some `use` brought it there; an attribute may name its crate alone.
    if path.contains("::") || in_attribute {
        named.push(Named { path, line, in_attribute });
    }
}

/// `prefix::word`, where the words that stand for a place in the crate become that place.
fn join(module: &str, prefix: &str, word: &str) -> String {
    match (prefix, word) {
        ("", "self") => module.to_owned(),
        ("", "super") => parent(module),
        (_, "self") => prefix.to_owned(),
        (_, "super") => parent(prefix),
        ("", word) => word.to_owned(),
        (prefix, word) => format!("{prefix}::{word}"),
    }
}

fn parent(module: &str) -> String {
    module.rsplit_once("::").map_or_else(|| "crate".to_owned(), |(parent, _)| parent.to_owned())
}

fn is(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

/// The first half of `::`, as against the colon of `name: Type`.
fn opens_colons(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':' && mark.spacing() == Spacing::Joint)
}

fn bracketed(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}
