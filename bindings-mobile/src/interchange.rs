//! Services of Open Referral directories, in and out.

use std::collections::HashMap;

use crate::catalogue::{Catalogue, day};
use crate::error::{Diagnostic, DoorstepError};

/// An area of a directory, and the condition that holds for people who live in it. One table serves both ways.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Area {
    /// The condition that holds for people who live in it.
    pub when: String,
    /// What the directory calls it.
    pub name: String,
    /// The URI that identifies it.
    #[uniffi(default = None)]
    pub uri: Option<String>,
}

/// What to make of a service's free text on who it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum FreeText {
    /// A criterion that somebody must judge, so that nobody is eligible on a part of the rules.
    Asked,
    /// The programme's `source`, which decides nothing.
    Noted,
}

/// How services are imported.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ImportOptions {
    /// What the directory's areas are called in documents that are there already. An area that is not in the table is
    /// asked about by a fact of its own.
    #[uniffi(default)]
    pub areas: Vec<Area>,
    /// The facts that other documents of the catalogue declare: the vocabulary leaves them out.
    #[uniffi(default)]
    pub declared: Vec<String>,
    /// What to make of `eligibility_description`; asked if it is left out.
    #[uniffi(default = None)]
    pub eligibility_description: Option<FreeText>,
}

/// How a programme is exported.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ExportOptions {
    /// The areas that conditions may ask about, and what a directory calls them.
    #[uniffi(default)]
    pub areas: Vec<Area>,
    /// Facts of type `code` all of whose codes are areas, called as the vocabulary calls them.
    #[uniffi(default)]
    pub area_facts: Vec<String>,
}

/// Something that the other side cannot say, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct NotCovered {
    /// Where it stands: `service_areas[0].extent`. What stands below it is not covered either.
    pub path: String,
    /// Why it is not covered, and what became of it.
    pub why: String,
}

/// A service as the documents of one programme, and what of it they do not say.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ImportedService {
    /// The programme's id.
    pub id: String,
    /// The programme, as the JSON of a document.
    pub programme: String,
    /// The vocabulary it needs, as the JSON of a document.
    pub vocabulary: String,
    /// The two by name, as a catalogue takes them.
    pub documents: HashMap<String, String>,
    /// The areas that its conditions ask about: the table that an export of it needs.
    pub areas: Vec<Area>,
    /// What the service says and the programme does not, in the service's order.
    pub not_covered: Vec<NotCovered>,
}

/// A service that cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct RejectedService {
    /// Where it stands: `contents[2]`.
    pub path: String,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Services of a directory, and what could not be used.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ImportedServices {
    /// The services, in order.
    pub services: Vec<ImportedService>,
    /// Those that cannot be imported, and why.
    pub rejected: Vec<RejectedService>,
    /// One vocabulary and all programmes by name, as a catalogue takes them.
    pub documents: HashMap<String, String>,
    /// What the page says beside its services.
    pub not_covered: Vec<NotCovered>,
}

/// A programme as a service of a directory, and what of it the service does not say.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ExportedService {
    /// The programme's id.
    pub programme: String,
    /// The first day of the version that was exported; absent if it has no first day.
    pub version: Option<String>,
    /// The day for which the service's status holds.
    pub as_at: String,
    /// The service, as the JSON of HSDS 3.
    pub service: String,
    /// What the programme says and the service does not, in the document's order.
    pub not_covered: Vec<NotCovered>,
}

/// Imports one service of an Open Referral directory (HSDS 3, or its UK profile), given as JSON.
///
/// # Errors
/// [`DoorstepError::Document`] with every problem of the service.
#[uniffi::export(default(options = None))]
pub fn import_service(service: &str, options: Option<ImportOptions>) -> Result<ImportedService, DoorstepError> {
    Ok(doorstep::import_service(service, &read(options))?.into())
}

/// Imports the services of an Open Referral directory, given as JSON: a page of them (`{"contents": […]}`), a list, or
/// one.
///
/// A service that is not well made is among `rejected`; the others are imported all the same.
///
/// # Errors
/// [`DoorstepError::Document`] if there are no services.
#[uniffi::export(default(options = None))]
pub fn import_services(services: &str, options: Option<ImportOptions>) -> Result<ImportedServices, DoorstepError> {
    let core = doorstep::import_services(services, &read(options))?;
    let rejected = |found: &doorstep::Rejected| RejectedService {
        path: found.path.clone(),
        diagnostics: found.diagnostics.iter().map(Diagnostic::from).collect(),
    };
    Ok(ImportedServices {
        documents: core.documents().into_iter().collect(),
        rejected: core.rejected.iter().map(rejected).collect(),
        services: core.services.into_iter().map(ImportedService::from).collect(),
        not_covered: listed(core.not_covered),
    })
}

#[uniffi::export]
impl Catalogue {
    /// Exports a programme as a service of an Open Referral directory (HSDS 3): the version in force on the day, else
    /// the last that was, else the next.
    ///
    /// # Errors
    /// [`DoorstepError::Document`] if there is no such programme, or the options name something that there is not;
    /// [`DoorstepError::Fact`] if `as_at` is no day.
    #[uniffi::method(default(options = None))]
    pub fn export_service(
        &self,
        programme: &str,
        as_at: &str,
        options: Option<ExportOptions>,
    ) -> Result<ExportedService, DoorstepError> {
        let mut given = doorstep::ExportOptions::default();
        if let Some(ExportOptions { areas, area_facts }) = options {
            given.areas = areas.into_iter().map(doorstep::Area::from).collect();
            given.area_facts = area_facts;
        }
        let core = self.0.export_service(programme, day(as_at)?, &given)?;
        Ok(ExportedService {
            programme: core.programme,
            version: core.version.map(|day| day.to_string()),
            as_at: core.as_at.to_string(),
            service: core.service.to_string(),
            not_covered: listed(core.not_covered),
        })
    }
}

fn read(options: Option<ImportOptions>) -> doorstep::ImportOptions {
    let mut given = doorstep::ImportOptions::default();
    if let Some(ImportOptions { areas, declared, eligibility_description }) = options {
        given.areas = areas.into_iter().map(doorstep::Area::from).collect();
        given.declared = declared;
        given.eligibility_description = match eligibility_description {
            None => doorstep::FreeText::default(),
            Some(FreeText::Asked) => doorstep::FreeText::Asked,
            Some(FreeText::Noted) => doorstep::FreeText::Noted,
        };
    }
    given
}

fn listed(core: Vec<doorstep::NotCovered>) -> Vec<NotCovered> {
    core.into_iter().map(|found| NotCovered { path: found.path, why: found.why }).collect()
}

impl From<Area> for doorstep::Area {
    fn from(area: Area) -> Self {
        let Area { when, name, uri } = area;
        Self { when, name, uri }
    }
}

impl From<doorstep::Area> for Area {
    fn from(core: doorstep::Area) -> Self {
        let doorstep::Area { when, name, uri } = core;
        Self { when, name, uri }
    }
}

impl From<doorstep::Imported> for ImportedService {
    fn from(core: doorstep::Imported) -> Self {
        Self {
            id: core.id().to_owned(),
            programme: core.programme.to_string(),
            vocabulary: core.vocabulary.to_string(),
            documents: core.documents().into_iter().collect(),
            areas: core.areas.into_iter().map(Area::from).collect(),
            not_covered: listed(core.not_covered),
        }
    }
}
