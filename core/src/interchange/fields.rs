//! Why fields that a service or a programme has are not represented on the other side.

/// Why a field of a service is not represented, by its path in the service without positions.
pub(super) fn of_service(path: &str) -> &'static str {
    let last = path.rsplit('.').next().unwrap_or(path);
    if last == "id" || last.ends_with("_id") {
        return "an id that serves the directory alone; an export makes its own";
    }
    if matches!(last, "attributes" | "metadata") {
        return match last {
            "attributes" => "a classification is no rule, even where it says whom the service is for",
            _ => "the history of the record, which belongs to the directory",
        };
    }
    let first = path.split('.').next().unwrap_or(path);
    match first {
        "alternate_name" => "a programme has one name",
        "organization" => "of the organisation a programme keeps its name",
        "phones" => "of a phone a programme keeps its number",
        "service_areas" => "of an area a condition keeps its name and URI; a shape on a map is not executable",
        "required_documents" => "of a document a programme keeps its words and its link",
        "funding" => "of a funding a programme keeps the funder, where it is written as an id",
        "program" | "service_at_locations" | "contacts" | "schedules" | "languages" | "interpretation_services" => {
            "it says where, when, in what language or with whom, which decides nothing"
        }
        "cost_options" | "fees" | "fees_description" => "it says what the service costs, which decides nothing",
        "additional_urls" => "a programme has one way to get in touch, which holds the `url`",
        "accreditations" | "licenses" => "it says how good the provider is, which decides nothing",
        "wait_time" | "capacities" => "how many places there are is not read: it changes from day to day",
        "alert" => "news of the day are not part of the rules",
        "assured_date" | "assurer_email" | "last_modified" => {
            "it says when the record was last checked, not on which days the rules hold"
        }
        _ => "HSDS 3 has no such field, so it is not known what it means",
    }
}

/// Why a field of a page of services is not represented.
pub(super) const OF_PAGE: &str = "it is about the page, not about a service";

/// Why a key of a programme is not represented, by its path without positions.
pub(super) fn of_programme(path: &str) -> &'static str {
    match path {
        "referrals.open" => return "a service has no periods; its `status` is as of the day asked",
        "referrals.status" => return "a service's `status` does not say whether there are places",
        _ => {}
    }
    let first = path.split('.').next().unwrap_or(path);
    match first {
        "name" | "provider" | "note" => "a service is in one language",
        "in_force" => "a service has no days on which its rules hold; its `status` is as of the day asked",
        "brand" | "neutral_name" | "reveals" => "a service has one name, which is public",
        "funding" => "of a funding a service keeps the funder",
        "referrals" => "of referrals a service keeps the way to get in touch; its `status` is as of the day asked",
        "eligibility" => "a service has its ages and areas, not what they rest on",
        "advice" => "a service has no advice for some people",
        "source" => "a service has no sources",
        "examples" => "a service has no tests",
        _ => "a service describes what is offered, not how it is carried out and counted",
    }
}
