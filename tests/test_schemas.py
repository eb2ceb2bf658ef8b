"""The JSON Schemas say what the decoder says: the project's documents pass, and what it refuses they refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import doorstep as ds

REPOSITORY = Path(__file__).resolve().parents[1]
DOCUMENTS: dict[str, dict[str, Any]] = json.loads((REPOSITORY / "tests/documents/programmes.json").read_text("utf-8"))
SCHEMAS = {
    path.name.split(".")[0]: json.loads(path.read_text("utf-8"))
    for path in (REPOSITORY / "docs/schemas").glob("*.schema.json")
}
MINIMAL = {"programme": "p", "name": "P", "in_force": {}}
# An example of a whole programme, with every part that is read but not yet evaluated.
EVERYTHING = MINIMAL | {
    "doorstep": 1,
    "journey": ["referred", {"stage": "agreed", "required": True}, "ended"],
    "active": {"contact_within": "P4W"},
    "funding": [{"id": "core", "funder": "council", "share": 0.6, "from": "2022-04-01"}],
    "plan": {"review_every": "P1M", "actions": [{"id": "cv", "text": "Write a CV", "after": [], "due": "P4W"}]},
    "outcomes": [
        {
            "id": "kept",
            "record": "employment",
            "where": "hours_per_week >= 7",
            "lasting": {"continuous": "P13W", "gap": "P14D"},
            "evidence": "document",
            "claim": {"funding": "core", "amount": 500.0, "within": "P90D"},
        }
    ],
    "eligibility": [{"id": "a", "text": {"en": "A", "cy": "A"}, "when": "age >= 1"}],
    "examples": [{"facts": {"age": 3}, "as_at": "2022-01-01", "expect": "eligible"}],
}
VOCABULARY = {
    "vocabulary": "v",
    "facts": {"age": {"type": "number"}},
    "records": {"employment": {"spell": True, "attributes": {"hours_per_week": "number"}}},
}
FIGURE = {"id": "f", "text": "F", "value": 50, "unit": "percent", "quote": "50%"}
WRONG = {
    "unknown key": MINIMAL | {"nmae": "P"},
    "missing name": {"programme": "p", "in_force": {}},
    "null": MINIMAL | {"referrals": None},
    "list for a mapping": MINIMAL | {"in_force": []},
    "criterion without when": MINIMAL | {"eligibility": [{"id": "a", "text": "A"}]},
    "unknown status": MINIMAL | {"referrals": {"status": "closed"}},
    "grade that is none": MINIMAL | {"eligibility": [{"id": "a", "text": "A", "when": "true", "evidence": "good"}]},
    "duration that is none": MINIMAL | {"active": {"contact_within": "4 weeks"}},
    "empty text": MINIMAL | {"name": ""},
    "text in no language": MINIMAL | {"name": {}},
    "figure without a quote": {"figures": "f", "items": [FIGURE | {"quote": None}]},
    "figure in a unit that is none": {"figures": "f", "items": [FIGURE | {"unit": "percentage"}]},
    "part of a figure without words": {"figures": "f", "items": [FIGURE | {"denominator": {"value": 2}}]},
}


def validator(document: dict[str, Any]) -> Draft202012Validator:
    """The validator for a document's kind."""
    schema = SCHEMAS[next((kind for kind in SCHEMAS if kind in document), "programme")]
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def loads(document: dict[str, Any]) -> bool:
    """Whether the library takes the document."""
    try:
        ds.Catalogue.parse({"v.json": json.dumps(VOCABULARY), "p.json": json.dumps(document)})
    except ds.DocumentError:
        return False
    return True


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_projects_documents_pass(name: str) -> None:
    assert list(validator(DOCUMENTS[name]).iter_errors(DOCUMENTS[name])) == []


def test_a_document_with_every_part_passes_both() -> None:
    assert loads(EVERYTHING)
    assert list(validator(EVERYTHING).iter_errors(EVERYTHING)) == []


@pytest.mark.parametrize("name", WRONG)
def test_what_the_library_refuses_the_schema_refuses(name: str) -> None:
    assert not loads(WRONG[name])
    assert not validator(WRONG[name]).is_valid(WRONG[name])
