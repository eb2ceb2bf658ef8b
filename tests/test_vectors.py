"""The vectors that every language runs, through the Python package. `vectors/README.md` says how to add one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import doorstep as ds
from doorstep._native import to_json

HERE = Path(__file__).resolve().parent
FILE_KEYS = {"documents", "cases"}
CASE_KEYS = {"name", "facts", "events", "as_at", "language", "condition", "expected"}
EXPECTED_KEYS = {
    "programmes",
    "decisions",
    "fact_errors",
    "event_errors",
    "event_problems",
    "diagnostics",
    "value",
    "test",
    "describe",
    "fingerprint",
}


def read(path: Path) -> Any:
    """A JSON file, its numbers as decimals."""
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def text(document: Any) -> str:
    """A document as JSON text."""
    return document if isinstance(document, str) else json.dumps(document, default=float)


def documents(given: Any) -> dict[str, str]:
    """The documents of a vector file, as names and texts."""
    if given == "programmes":
        path = HERE / "documents" / "programmes.json"
        if not path.exists():
            folder = HERE.parent / "programmes"
            return {f"{file.stem}.json": to_json(file.name, file.read_text("utf-8")) for file in folder.glob("*.yaml")}
        given = read(path)
    return {name: text(document) for name, document in given.items()}


def refuse_other_keys(given: Mapping[str, Any], known: set[str], what: str) -> None:
    """A misspelt key must not make a vector pass."""
    if other := given.keys() - known:
        raise ValueError(f"{what} has no key {sorted(other)}")


def cases() -> Iterator[Any]:
    """Every case of every file, under its name."""
    for path in sorted((HERE / "vectors").rglob("*.json")):
        vector = read(path)
        name = path.relative_to(HERE / "vectors").as_posix()
        refuse_other_keys(vector, FILE_KEYS, name)
        for case in vector["cases"]:
            refuse_other_keys(case, CASE_KEYS, f"{name}: {case.get('name')}")
            refuse_other_keys(case["expected"], EXPECTED_KEYS, f"{name}: {case['name']}: expected")
            yield pytest.param(vector.get("documents"), case, id=f"{name}: {case['name']}")


def plain(value: Any) -> Any:
    """A value as plain JSON: decimals and dates as text."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value


def description(catalogue: ds.Catalogue, programme: str, case: Mapping[str, Any]) -> dict[str, Any] | None:
    """A programme's description as data; None if there is no such programme."""
    try:
        return catalogue.describe(programme, case.get("as_at"), language=case.get("language", "en")).to_dict()
    except KeyError:
        return None


def screened(catalogue: ds.Catalogue, case: Mapping[str, Any]) -> dict[str, Any]:
    """What comes out of screening, by the keys of `expected`."""
    try:
        screening = catalogue.screen(case.get("facts", {}), case["as_at"], case.get("events"))
    except ds.FactError as error:
        return {"fact_errors": [problem.to_dict() for problem in error.problems]}
    except ds.EventError as error:
        return {"event_errors": [problem.to_dict() for problem in error.problems]}
    return {
        "event_problems": [problem.to_dict() for problem in screening.event_problems],
        "programmes": list(screening),
        "decisions": screening.to_dict()["decisions"],
    }


def outcome(given: Any, case: Mapping[str, Any]) -> dict[str, Any]:
    """What comes out, by the keys of `expected`."""
    if "condition" in case:
        try:
            return {"value": plain(ds.evaluate(case["condition"], case.get("facts", {}), case.get("as_at")))}
        except ds.ConditionError as error:
            return {"diagnostics": [found.to_dict() for found in error.diagnostics]}
    try:
        catalogue = ds.Catalogue.parse(documents(given))
    except ds.DocumentError as error:
        return {"diagnostics": [found.to_dict() for found in error.diagnostics]}
    out: dict[str, Any] = {
        "diagnostics": [found.to_dict() for found in catalogue.check()],
        "fingerprint": catalogue.fingerprint,
    }
    if "test" in case["expected"]:
        out["test"] = catalogue.test().to_dict()
    if asked := case["expected"].get("describe"):
        out["describe"] = {programme: description(catalogue, programme, case) for programme in asked}
    if "as_at" in case:
        out |= screened(catalogue, case)
    return out


def differences(expected: Any, actual: Any, path: str) -> Iterator[str]:
    """Where a part that is expected is not there: objects by the keys expected, lists item by item."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            yield from differences(value, actual.get(key, "(absent)"), f"{path}.{key}")
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for at, (one, other) in enumerate(zip(expected, actual, strict=True)):
            yield from differences(one, other, f"{path}.{at}")
    elif expected != actual or type(expected) is not type(actual):
        yield f"{path}: expected {expected!r}, got {actual!r}"


@pytest.mark.parametrize(("given", "case"), list(cases()))
def test_vector(given: Any, case: Mapping[str, Any]) -> None:
    expected = case["expected"]
    assert expected, "the case expects nothing"
    out = outcome(given, case)
    assert expected.keys() <= out.keys(), out
    found = [line for key in expected for line in differences(expected[key], out[key], key)]
    assert not found, "\n".join(found)
