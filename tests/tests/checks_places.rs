//! Where warnings of a catalogue as a whole point: at the operand or branch itself, however its text is written.

use doorstep::{Catalogue, Diagnostic};

const VOCABULARY: &str = "
vocabulary: v
facts:
  a: {type: boolean}
  n: {type: number}
  t: {type: code, values: {x: X, y: Y}}
";

/// A programme whose only criterion is written in this way.
fn programme(when: &str) -> String {
    format!("programme: p\nname: P\nin_force: {{}}\neligibility:\n  - id: c\n    text: Éligible\n    when: {when}\n")
}

fn check(text: &str) -> Vec<Diagnostic> {
    let catalogue = Catalogue::parse([("v.yaml", VOCABULARY), ("p.yaml", text)]).unwrap();
    catalogue.check()
}

/// The text a warning points at.
fn pointed_at(text: &str, found: &Diagnostic) -> String {
    let offset = |line: u32, column: u32| {
        let before: usize = text.lines().take(line as usize - 1).map(|line| line.chars().count() + 1).sum();
        before + column as usize - 1
    };
    let (start, end) = (offset(found.line, found.column), offset(found.end_line, found.end_column));
    text.chars().skip(start).take(end - start).collect()
}

fn points_at(when: &str) -> Vec<(&'static str, String)> {
    let text = programme(when);
    let found = check(&text);
    found.iter().map(|found| (found.code.as_str(), pointed_at(&text, found))).collect()
}

#[test]
fn an_operand_is_pointed_at_in_every_style() {
    for (when, operand) in [
        ("n < 16 or n < 8 and a", "n < 8 and a"),
        ("n < 16 or\n      n < 8\n      and a", "n < 8\n      and a"),
        ("'t = \"x\" or t = \"x\" and a'", "t = \"x\" and a"),
        ("\"t = \\\"x\\\" or t = \\\"x\\\" and a\"", "t = \\\"x\\\" and a"),
        ("\"n < 16 \\\n      or n < 8 and a\"", "n < 8 and a"),
        ("|\n      n < 16\n      or n < 8 and a", "n < 8 and a"),
        ("|-\n      n < 16\n      or (n < 8\n      and a)", "(n < 8\n      and a)"),
        (">\n      n < 16\n\n      or n < 8\n      and a", "n < 8\n      and a"),
        (">-\n      n < 16 or not(a and n > 3 and n > 2)", "n > 2"),
    ] {
        assert_eq!(points_at(when), [("D426", operand.to_owned())], "{when}");
    }
}

#[test]
fn a_branch_is_pointed_at() {
    let when = "|\n      if t = \"x\" and t = \"y\"\n      then n > 3\n      else a";
    let found = points_at(when);
    assert!(found.contains(&("D426", "n > 3".to_owned())), "{found:?}");
}

#[test]
fn a_whole_condition_is_pointed_at() {
    assert_eq!(points_at("'t = \"x\" and t = \"y\"'"), [("D421", "t = \"x\" and t = \"y\"".to_owned())]);
    let found = points_at("|\n      t = \"x\"\n      and t = \"y\"");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0, found[0].1.trim_end()), ("D421", "t = \"x\"\n      and t = \"y\""));
}
