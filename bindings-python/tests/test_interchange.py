"""Directories' services, in and out."""

import json
from datetime import date

import pytest

import doorstep as ds

DAY = date(2022, 6, 1)


def test_services_of_directories_come_in_and_go_out() -> None:
    service = {
        "id": "first_steps", "name": "First Steps", "status": "active", "minimum_age": 0.5, "wait_time": "a week",
        "service_areas": [{"name": "Hackney"}],
    }  # fmt: skip
    imported = ds.import_service(service)
    assert ds.import_service(json.dumps(service)).to_dict() == imported.to_dict()
    assert list(imported.to_dict()) == ["programme", "vocabulary", "areas", "not_covered"]
    assert (imported.id, imported.programme["name"], imported.vocabulary["vocabulary"]) == (
        "first_steps", "First Steps", "open_referral"
    )  # fmt: skip
    [area] = imported.areas
    assert (area["name"], area["uri"]) == ("Hackney", None)
    [wait] = imported.not_covered
    assert (wait.path, wait.to_dict()) == ("wait_time", {"path": "wait_time", "why": wait.why})
    catalogue = ds.Catalogue.parse(imported.documents)
    exported = catalogue.export_service("first_steps", DAY, areas=imported.areas)
    assert (exported.programme, exported.version, exported.as_at) == ("first_steps", None, DAY)
    assert exported.service["minimum_age"] == 0.5
    assert [found["name"] for found in exported.service["service_areas"]] == ["Hackney"]
    assert json.loads(json.dumps(exported.service)) == exported.to_dict()["service"]
    mapped = ds.import_service(
        service, areas=[{"when": 'council = "hackney"', "name": "Hackney"}], declared=["council"]
    )
    assert "council" in mapped.programme["eligibility"][1]["when"]


def test_services_that_cannot_be_imported_are_named() -> None:
    service = {"id": "a", "name": "A", "status": "active", "eligibility_description": "For carers"}
    services = ds.import_services([service, {"id": "b"}], eligibility_description="noted")
    [imported] = services.services
    [rejected] = services.rejected
    assert (imported.id, rejected.path) == ("a", "[1]")
    assert rejected.to_dict()["diagnostics"] == [found.to_dict() for found in rejected.diagnostics]
    assert ds.Catalogue.parse(services.documents).programmes.keys() == {"a"}
    with pytest.raises(ds.DocumentError):
        ds.import_service({"id": "b"})
    with pytest.raises(ds.DocumentError):
        ds.import_services("[")
    with pytest.raises(ds.DocumentError):
        ds.import_service(service, areas=[{"when": "council =", "name": "Hackney"}])
    with pytest.raises(ValueError, match="areas: unknown field `nmae`"):
        ds.import_service(service, areas=[{"when": "true", "nmae": "Hackney"}])
    with pytest.raises(ValueError, match="'asked' or 'noted'"):
        ds.import_service(service, eligibility_description="shown")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        ds.import_service({"id": object()})


def test_what_cannot_be_exported_is_an_error(catalogue: ds.Catalogue) -> None:
    with pytest.raises(ds.DocumentError, match="did you mean `example`"):
        catalogue.export_service("exmaple", DAY)
    with pytest.raises(ds.DocumentError, match="age"):
        catalogue.export_service("example", DAY, area_facts=["age"])
    assert catalogue.export_service("example", DAY, area_facts=["tenure"]).service["minimum_age"] == 25
