//! What a question about provision is about: which programmes, and which column says where people live.

use arrow_schema::Schema;

use super::SetAside;
use super::areas;
use crate::catalogue::Catalogue;
use crate::columns::problem::{TableError, TableProblem};
use crate::diagnostic::{Code, help_for_name};
use crate::eligibility::Availability;
use crate::value::Date;

/// The column that says where people live, unless another is named.
const AREA: &str = "local_authority";

/// The programmes to look at, by id, and the others in force.
pub(super) fn programmes(
    catalogue: &Catalogue,
    as_at: Date,
    wanted: Option<&[String]>,
) -> Result<(Vec<String>, Vec<SetAside>), TableError> {
    let rules = catalogue.rules();
    let (mut looked_at, mut set_aside) = (Vec::new(), Vec::new());
    for (index, (id, _)) in rules.programmes.iter().enumerate() {
        let Some(version) = rules.in_force(index, as_at) else { continue };
        let availability = Availability::of(&version.document, as_at);
        let open_to_all = version.document.eligibility.as_ref().is_some_and(Vec::is_empty);
        let is_wanted = match wanted {
            Some(wanted) => wanted.contains(id),
            None => availability == Availability::Open && !open_to_all,
        };
        if is_wanted {
            looked_at.push(id.clone());
        } else {
            set_aside.push(SetAside {
                programme: id.clone(),
                availability,
                opens_on: availability.opens_on(),
                open_to_all,
            });
        }
    }
    let known = || rules.programmes.keys().map(String::as_str);
    let mut problems = Vec::new();
    for id in wanted.unwrap_or(&[]).iter().filter(|id| !looked_at.contains(id)) {
        let (message, help) = if rules.programmes.contains_key(id) {
            (
                format!("the programme `{id}` is not in force on {as_at}"),
                "leave it out, or ask about another day".to_owned(),
            )
        } else {
            (format!("there is no programme `{id}`"), help_for_name(id, known(), "programmes"))
        };
        problems.push(TableProblem::of_column(Code::TableProgramme, "", message, help));
    }
    if problems.is_empty() { Ok((looked_at, set_aside)) } else { Err(TableError { problems }) }
}

/// The place of the column of areas.
pub(super) fn area(schema: &Schema, wanted: Option<&str>) -> Result<Option<usize>, TableError> {
    let name = wanted.unwrap_or(AREA);
    let Some((at, field)) = schema.fields().iter().enumerate().find(|(_, field)| field.name() == name) else {
        if wanted.is_none() {
            return Ok(None);
        }
        let message = format!("the table has no column `{name}` of areas");
        let names = schema.fields().iter().map(|field| field.name().as_str());
        let help = help_for_name(name, names.collect::<Vec<_>>(), "columns");
        return Err(TableError { problems: vec![TableProblem::of_column(Code::TableArea, name, message, help)] });
    };
    if areas::can_be(field.data_type()) {
        return Ok(Some(at));
    }
    let message = format!("the column `{name}` of areas holds {}, and areas are texts", field.data_type());
    let help = "give texts, in a dictionary or not";
    Err(TableError { problems: vec![TableProblem::of_column(Code::TableArea, name, message, help)] })
}
