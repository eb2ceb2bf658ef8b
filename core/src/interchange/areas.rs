//! Areas: what a directory calls a place, and the condition that says somebody lives there.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::ids;
use crate::condition::{self, Comparison, ConditionError, Form, Syntax, SyntaxTest};
use crate::document::{Fact, FactType};
use crate::problems::DocumentError;

/// An area of a directory and the condition that stands for it.
///
/// The same table serves both ways: `{when: 'local_authority = "hackney"', name: "Hackney", uri: …}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// The condition that holds for people who live in it.
    pub when: String,
    /// What the directory calls it.
    pub name: String,
    /// The URI that identifies it: one of <http://statistics.data.gov.uk>, say.
    #[serde(default)]
    pub uri: Option<String>,
}

impl Area {
    /// An area that no table knows: it is asked about by a fact of its own, since areas may overlap.
    pub(super) fn unknown(name: &str, uri: Option<&str>) -> Self {
        let when = ids::name("lives_in_", name, &[name, uri.unwrap_or_default()]);
        Self { when, name: name.to_owned(), uri: uri.map(str::to_owned) }
    }

    /// The fact that an area of its own is asked about by.
    pub(super) fn fact(&self) -> Value {
        let mut fact = json!({"type": "boolean", "question": format!("Do you live in this area: {}?", self.name)});
        if let (Some(fields), Some(uri)) = (fact.as_object_mut(), &self.uri) {
            fields.insert("source".to_owned(), Value::from(uri.as_str()));
        }
        fact
    }
}

/// A table of areas, their conditions read.
#[derive(Debug, Default)]
pub(super) struct Table(Vec<(Area, String)>);

impl Table {
    /// Reads the conditions of a table.
    ///
    /// # Errors
    /// [`DocumentError`] for every condition that cannot be read, with `areas[0].when` as its file.
    pub(super) fn new(areas: &[Area]) -> Result<Self, DocumentError> {
        let mut read = Vec::with_capacity(areas.len());
        let mut diagnostics = Vec::new();
        for (at, area) in areas.iter().enumerate() {
            match condition::parse(&area.when) {
                Ok(syntax) => read.push((area.clone(), syntax.to_string())),
                Err(problem) => {
                    let problems = ConditionError::new(&area.when, vec![problem]).diagnostics;
                    diagnostics.extend(problems.into_iter().map(|mut problem| {
                        problem.file = format!("areas[{at}].when");
                        problem
                    }));
                }
            }
        }
        if diagnostics.is_empty() { Ok(Self(read)) } else { Err(DocumentError { diagnostics }) }
    }

    /// Adds an area for each code of a fact.
    pub(super) fn add_codes(&mut self, name: &str, fact: &Fact, language: &str) {
        for (code, value) in fact.values.iter().filter(|_| fact.r#type == FactType::Code) {
            let when = equals(name, code).to_string();
            let area = Area { when: when.clone(), name: value.text.in_language(language).text, uri: None };
            self.0.push((area, when));
        }
    }

    /// The area of a directory: by its URI where both have one, else by its name.
    pub(super) fn of(&self, name: &str, uri: Option<&str>) -> Option<&Area> {
        let by_uri = self.0.iter().find(|(area, _)| uri.is_some() && area.uri.as_deref() == uri);
        let same_name = |area: &Area| area.name.trim().to_lowercase() == name.trim().to_lowercase();
        let by_name = || self.0.iter().find(|(area, _)| (uri.is_none() || area.uri.is_none()) && same_name(area));
        by_uri.or_else(by_name).map(|(area, _)| area)
    }

    /// Whether what a directory calls an area of the table is enough to find it again.
    pub(super) fn is_told(&self, area: &Area) -> bool {
        self.of(&area.name, area.uri.as_deref()) == Some(area)
    }

    /// The areas in which a condition holds, if it asks about nothing else: one of them, or any of several.
    pub(super) fn any_of(&self, condition: &Syntax) -> Option<Vec<&Area>> {
        let written = condition.to_string();
        if let Some((area, _)) = self.0.iter().find(|(_, when)| *when == written) {
            return Some(vec![area]);
        }
        match &condition.form {
            Form::Or(parts) => {
                let each = parts.iter().map(|part| self.any_of(part)).collect::<Option<Vec<_>>>()?;
                Some(each.into_iter().flatten().collect())
            }
            Form::In(value, tests) => {
                let Form::Name(fact) = &value.form else { return None };
                let codes = tests.iter().map(codes).collect::<Option<Vec<_>>>()?;
                let each = codes.into_iter().flatten().map(|code| self.any_of(&equals(fact, code)));
                each.collect::<Option<Vec<_>>>().map(|areas| areas.into_iter().flatten().collect())
            }
            _ => None,
        }
    }
}

/// The codes that a test after `in` lists.
fn codes(test: &SyntaxTest) -> Option<Vec<&str>> {
    let SyntaxTest::Value(test) = test else { return None };
    let text = |item: &'_ Syntax| matches!(item.form, Form::Text(_));
    match &test.form {
        Form::Text(code) => Some(vec![code]),
        Form::List(items) if items.iter().all(text) => Some(
            items
                .iter()
                .filter_map(|item| match &item.form {
                    Form::Text(code) => Some(code.as_str()),
                    _ => None,
                })
                .collect(),
        ),
        _ => None,
    }
}

/// `fact = "code"`.
fn equals(fact: &str, code: &str) -> Syntax {
    let part = |form| Syntax { form, span: crate::tree::Span::START };
    let sides = [Form::Name(fact.to_owned()), Form::Text(code.to_owned())].map(|form| Box::new(part(form)));
    let [left, right] = sides;
    part(Form::Compare(Comparison::Equal, left, right))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(when: &str, name: &str, uri: Option<&str>) -> Area {
        Area { when: when.to_owned(), name: name.to_owned(), uri: uri.map(str::to_owned) }
    }

    fn table() -> Table {
        Table::new(&[
            area(r#"council="hackney""#, "Hackney", Some("http://a/1")),
            area(r#"council = "barnet""#, "Barnet", None),
            area(r#"council in ("leeds", "bradford")"#, "West Yorkshire", None),
        ])
        .unwrap()
    }

    fn names(condition: &str) -> Option<Vec<String>> {
        let syntax = condition::parse(condition).unwrap();
        table().any_of(&syntax).map(|areas| areas.into_iter().map(|area| area.name.clone()).collect())
    }

    #[test]
    fn a_condition_about_areas_alone_is_their_names() {
        let both = Some(vec!["Hackney".to_owned(), "Barnet".to_owned()]);
        assert_eq!(names(r#"council in ("hackney", "barnet")"#), both);
        assert_eq!(names(r#"council in ["hackney", "barnet"]"#), both);
        assert_eq!(names(r#"council = "hackney" or council = "barnet""#), both);
        assert_eq!(names(r#"council in ("leeds", "bradford")"#), Some(vec!["West Yorkshire".to_owned()]));
        assert_eq!(names(r#"council in ("hackney", "leeds")"#), None);
        assert_eq!(names(r#"council = "hackney" or tenant"#), None);
        assert_eq!(names(r#"council != "hackney""#), None);
    }

    #[test]
    fn an_area_is_known_by_its_uri_else_by_its_name() {
        let table = table();
        let found = |name, uri| table.of(name, uri).map(|area| area.name.as_str());
        assert_eq!(found("another name", Some("http://a/1")), Some("Hackney"));
        assert_eq!(found("hackney ", None), Some("Hackney"));
        assert_eq!(found("Hackney", Some("http://a/2")), None);
        assert_eq!(found("Barnet", Some("http://a/3")), Some("Barnet"));
        assert_eq!(found("Leeds", None), None);
    }
}
