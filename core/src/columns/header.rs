//! The columns of a table: whom a row is about, and which fact each tells.

use std::collections::HashSet;

use arrow_schema::{DataType, Schema};

use super::bind::fits;
use super::ids;
use super::layout::Telling;
use super::problem::{TableError, TableProblem};
use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, nearest};
use crate::document::FactType;

/// The column that says who a row is about.
pub(super) const PERSON_ID: &str = "person_id";

/// The columns beside a fact's own that tell how it is known. They change no status.
const BESIDE: [&str; 3] = ["absent", "evidence", "on"];

/// The columns of a table.
pub(super) struct Columns {
    /// The place of the ids.
    pub(super) person: usize,
    pub(super) telling: Vec<Telling>,
    /// What is odd about whole columns.
    pub(super) problems: Vec<TableProblem>,
}

/// Reads the columns. `aside` is one that need be no fact.
pub(super) fn read_columns(catalogue: &Catalogue, schema: &Schema, aside: Option<&str>) -> Result<Columns, TableError> {
    let lexicon = catalogue.lexicon();
    let (mut problems, mut ignored, mut telling) = (Vec::new(), Vec::new(), Vec::new());
    let (mut person, mut names) = (None, HashSet::new());
    for (at, field) in schema.fields().iter().enumerate() {
        let name = field.name().as_str();
        if !names.insert(name) {
            let message = format!("the table has two columns `{name}`");
            problems.push(TableProblem::of_column(Code::TableRepeatedColumn, name, message, "give each column once"));
        } else if name == PERSON_ID {
            person = Some(at);
            if !ids::can_be(field.data_type()) {
                let message =
                    format!("the column `{PERSON_ID}` holds {}, and ids are whole numbers or texts", field.data_type());
                problems.push(TableProblem::of_column(
                    Code::TableColumnType,
                    name,
                    message,
                    "give whole numbers or texts",
                ));
            }
        } else if let Some((fact, declared, codes)) = lexicon.fact(name) {
            if !fits(declared.r#type, field.data_type()) {
                let wanted = declared.r#type.wanted();
                let message =
                    format!("the column `{name}` holds {}, and the fact `{name}` is {wanted}", field.data_type());
                let help = help(declared.r#type, field.data_type());
                problems.push(TableProblem::of_column(Code::TableColumnType, name, message, help));
            } else if codes.len() > 62 && declared.r#type == FactType::Codes {
                let message = format!("the fact `{name}` has more than 62 codes, which a table does not hold");
                let help = "screen these people one by one, or leave the column out";
                problems.push(TableProblem::of_column(Code::TableColumnType, name, message, help));
            } else {
                telling.push(Telling { fact, at });
            }
        } else if aside != Some(name)
            && !name.rsplit_once('.').is_some_and(|(fact, part)| lexicon.fact(fact).is_some() && BESIDE.contains(&part))
        {
            let help = match nearest(name, catalogue.facts().map(|(known, _)| known)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => String::new(),
            };
            let message = format!("the column `{name}` is no fact of the vocabulary, and is ignored");
            ignored.push(TableProblem::of_column(Code::TableIgnoredColumn, name, message, help));
        }
    }
    if person.is_none() {
        let message = format!("the table has no column `{PERSON_ID}`");
        problems.push(TableProblem::of_column(
            Code::TableNoId,
            PERSON_ID,
            message,
            "say in `person_id` whom each row is about",
        ));
    }
    match person {
        Some(person) if problems.is_empty() => Ok(Columns { person, telling, problems: ignored }),
        _ => Err(TableError { problems }),
    }
}

fn help(of: FactType, column: &DataType) -> &'static str {
    use FactType as T;
    match of {
        _ if matches!(column, DataType::RunEndEncoded(..)) => "decode the runs: give each row its own value",
        T::Boolean | T::Number | T::Money | T::Date if matches!(column, DataType::Dictionary(..)) => {
            "decode the dictionary: give each row its own value"
        }
        T::Number | T::Money if column.is_decimal() => "give decimals with up to 28 digits behind the point",
        T::Boolean => "give true and false",
        T::Number | T::Money => "give whole numbers, decimals or floats",
        T::Date => "give dates, or timestamps in UTC or without a zone",
        T::Code | T::Text => "give texts, in a dictionary or not",
        T::Codes => "give lists of texts, in a dictionary or not",
    }
}
