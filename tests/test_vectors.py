"""The vectors that every language runs, through the Python package. `vectors/README.md` says how to add one."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import doorstep as ds
from doorstep._native import to_json

HERE = Path(__file__).resolve().parent
FILE_KEYS = {"documents", "cases"}
CASE_KEYS = {
    "name",
    "facts",
    "events",
    "case_files",
    "programme",
    "known_at",
    "facts_on",
    "caseload",
    "erase",
    "propose",
    "as_at",
    "language",
    "condition",
    "asked_of",
    "service",
    "export",
    "options",
    "return",
    "people",
    "also",
    "earlier",
    "expected",
}
EXPECTED_KEYS = {
    "programmes",
    "decisions",
    "fact_errors",
    "event_errors",
    "event_problems",
    "diagnostics",
    "value",
    "test",
    "figures",
    "describe",
    "fingerprint",
    "in_words",
    "next_question",
    "review",
    "state",
    "outcomes",
    "outcomes_of",
    "claims",
    "problems",
    "rejected",
    "tombstones",
    "events",
    "lines",
    "caseload",
    "imported",
    "exported",
    "cells",
    "keys",
    "people",
    "why",
    "flow",
    "accounts",
    "assumptions",
    "compared",
    "return_error",
}
KEY_COLUMNS = ("indicator", "programme", "period", "by", "group")


def read(path: Path) -> Any:
    """A JSON file, its numbers as decimals; services are JSON for others, so their numbers are numbers."""
    number = float if path.parent.name == "interchange" else Decimal
    return json.loads(path.read_text(encoding="utf-8"), parse_float=number)


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
        name, vector = path.relative_to(HERE / "vectors").as_posix(), read(path)
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
    facts, as_at, expected = case.get("facts", {}), case["as_at"], case["expected"]
    try:
        screening = catalogue.screen(facts, as_at, case.get("events"), language=case.get("language", "en"))
    except ds.FactError as error:
        return {"fact_errors": [problem.to_dict() for problem in error.problems]}
    except ds.EventError as error:
        return {"event_errors": [problem.to_dict() for problem in error.problems]}
    # Only the decisions that are expected: all reasons of all programmes take their time.
    out: dict[str, Any] = {
        "programmes": list(screening),
        "decisions": {name: screening[name].to_dict() for name in expected.get("decisions", ()) if name in screening},
        "in_words": {name: in_words(screening.get(name)) for name in expected.get("in_words", ())},
        "review": {name: review(catalogue, name, facts, as_at) for name in expected.get("review", ())},
    }
    if "events" in case:
        out["event_problems"] = [problem.to_dict() for problem in screening.event_problems]
    if "next_question" in expected:
        question = screening.ask(case.get("asked_of", "person"))
        assert "asked_of" in case or (question is None) is (screening.next_question is None)
        out["next_question"] = question and question.to_dict()
    return out


def merged(files: Iterable[ds.CaseFile]) -> ds.CaseFile:
    """The union of case files, in the order they come."""
    return reduce(ds.CaseFile.merge, files)


def of_case_files(catalogue: ds.Catalogue, case: Mapping[str, Any]) -> dict[str, Any]:
    """What comes out of case files, by the keys of `expected`; every order of merging must come to the same."""
    texts = ["\n".join(text(line) for line in lines) for lines in case["case_files"]]
    files = [ds.CaseFile.from_jsonl(lines, catalogue) for lines in texts]
    case_file = merged(files)

    def says(file: ds.CaseFile) -> str:
        return everything(catalogue, file, case)

    told = says(case_file)
    assert says(merged(reversed(files))) == told, "merged in the reverse order it is another file"
    assert says(merged(file.merge(file) for file in files)) == told, "each with itself it is another file"
    for pieces, dealt in dealt_out(catalogue, case["case_files"]):
        assert says(dealt) == told, f"dealt out in {pieces} pieces it is another file"
    again = ds.CaseFile.from_jsonl(case_file.to_jsonl().encode(), catalogue)
    assert says(again) == told, "written and read again it is another file"
    if "erase" in case:
        case_file = case_file.erase(case["erase"]["person"], case["erase"]["on"])
        told = says(case_file)
        for file in files:
            assert says(case_file.merge(file)) == says(file.merge(case_file)) == told
    out: dict[str, Any] = {}
    if "propose" in case:
        try:
            case_file = case_file.propose(case["propose"]["event"], override=case["propose"].get("override"))
        except ds.EventError as error:
            out["event_errors"] = [problem.to_dict() for problem in error.problems]
            assert "event_errors" in case["expected"], error
    out |= {
        "problems": [problem.to_dict() for problem in case_file.problems],
        "rejected": [line.to_dict() for line in case_file.rejected],
        "tombstones": [tombstone.to_dict() for tombstone in case_file.tombstones],
        "events": [event["id"] for event in case_file.events],
        "lines": case_file.to_jsonl().splitlines(),
    }
    if "caseload" in case:
        out["caseload"] = caseload(catalogue, [case_file], case)
        text_of_file = case_file.to_jsonl()
        for given in (case_file, [*files, case_file], text_of_file, text_of_file.encode()):
            assert caseload(catalogue, given, case) == out["caseload"], "the caseload of its parts is another"
        if not case_file.tombstones and not case_file.rejected:
            assert caseload(catalogue, case_file.events, case) == out["caseload"], "that of its events is another"
    if not case_file.tombstones and not case_file.rejected:
        assert ds.CaseFile(case_file.events, catalogue).to_jsonl() == case_file.to_jsonl(), "events given again differ"
    if "programme" in case:
        out["state"] = state(case_file, case)
    return out | (judged(catalogue, case_file, case) if asks_for_outcomes(case) else {})


def asks_for_outcomes(case: Mapping[str, Any]) -> bool:
    """Whether a case of case files asks for outcomes and claims."""
    return not case["expected"].keys().isdisjoint(("outcomes", "outcomes_of", "claims", "fact_errors"))


def judged(catalogue: ds.Catalogue, case_file: ds.CaseFile, case: Mapping[str, Any]) -> dict[str, Any]:
    """Outcomes and claims by the keys of `expected`, or what is wrong with the facts."""
    facts, days = case.get("facts", {}), {"known_at": case.get("known_at"), "facts_on": case.get("facts_on")}
    try:
        claims = catalogue.claims(facts, case_file, case["as_at"], **days)
    except ds.FactError as error:
        problems = [problem.to_dict() for problem in error.problems]
        if "programme" in case:
            with pytest.raises(ds.FactError) as caught:
                catalogue.outcomes(case["programme"], facts, case_file, case["as_at"], **days)
            assert [problem.to_dict() for problem in caught.value.problems] == problems
        return {"fact_errors": problems}
    out: dict[str, Any] = {"claims": claims.to_dict()}
    if "programme" not in case:
        return out
    try:
        outcomes = catalogue.outcomes(case["programme"], facts, case_file, case["as_at"], **days)
    except KeyError:
        return out | {"outcomes": None, "outcomes_of": None}
    whole = outcomes.to_dict()
    results = whole.pop("outcomes")
    assert [outcome.to_dict() for outcome in outcomes] == results
    assert all(outcomes[result["id"]].to_dict() == result for result in results)
    return out | {"outcomes": {result["id"]: result for result in results}, "outcomes_of": whole}


def dealt_out(catalogue: ds.Catalogue, files: Sequence[Sequence[Any]]) -> Iterator[tuple[int, ds.CaseFile]]:
    """All lines dealt out in so many pieces, which are merged from each on: one after the other, and two by two.

    What is no JSON stays in its file, where it may be torn.
    """
    lines = [line for file in files for line in file]
    if any(isinstance(line, str) for line in lines):
        return
    for pieces in (pieces for pieces in (2, 3, 7, 20) if pieces <= len(lines)):
        texts = ["\n".join(text(line) for line in lines[first::pieces][::-1]) for first in range(pieces)]
        dealt = [ds.CaseFile.from_jsonl(lines, catalogue) for lines in texts]
        for turn in range(min(pieces, 7)):
            turned = dealt[turn:] + dealt[:turn]
            yield pieces, merged(turned)
            while len(turned) > 1:
                turned = [merged(turned[at : at + 2]) for at in range(0, len(turned), 2)][::-1]
            yield pieces, turned[0]


def caseload(catalogue: ds.Catalogue, given: Any, case: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The items of a caseload, as data."""
    return [item.to_dict() for item in catalogue.caseload(given, **case["caseload"])]


def everything(catalogue: ds.Catalogue, case_file: ds.CaseFile, case: Mapping[str, Any]) -> str:
    """All that a case file says, as text."""
    problems = [problem.to_dict() for problem in case_file.problems]
    stands = state(case_file, case) if "programme" in case else None
    achieved = judged(catalogue, case_file, case) if asks_for_outcomes(case) else None
    return json.dumps([case_file.to_jsonl(), problems, stands, achieved])


def state(case_file: ds.CaseFile, case: Mapping[str, Any]) -> dict[str, Any] | None:
    """Where the person stands, as data; None if there is no such programme."""
    try:
        return case_file.state(case["programme"], case["as_at"], case.get("known_at")).to_dict()
    except KeyError:
        return None


def in_words(decision: ds.Decision | None) -> str | None:
    """A decision in plain words; None if the programme is not in force."""
    return decision and decision.in_words()


def review(catalogue: ds.Catalogue, programme: str, facts: Mapping[str, Any], as_at: str) -> Any:
    """A programme's review as data; None if it is not in force."""
    reviewed = catalogue.review(programme, facts, as_at)
    return reviewed and [criterion.to_dict() for criterion in reviewed]


# --- Returns: a report is matched as `vectors/README.md` says ------------------------------------------------------


def of_return(given: Any, case: Mapping[str, Any]) -> dict[str, Any]:
    """What comes out of a return, by the keys of `expected`: where it is not as expected, it says so in its place."""
    expected = case["expected"]
    texts = documents(given) | documents(case.get("also", {}))
    try:
        catalogue = ds.Catalogue.parse(texts)
    except ds.DocumentError as error:
        return {"diagnostics": [found.to_dict() for found in error.diagnostics]}
    out: dict[str, Any] = {}
    if "diagnostics" in expected:
        out["diagnostics"] = [found.to_dict() for found in catalogue.check()]
    if expected.keys() == {"diagnostics"}:
        return out
    try:
        report = computed(catalogue, case)
    except ds.ReturnError as error:
        return out | {"return_error": str(error)}
    whole = report.to_dict()
    keys = [[cell[column] for column in KEY_COLUMNS] for cell in whole["cells"]]
    if isinstance(of := expected.get("keys"), dict):
        out["keys"] = {name: [key[1:] for key in keys if key[0] == name] for name in of}
    else:
        out["keys"] = keys
    out |= {name: whole[name] for name in ("accounts", "rejected", "assumptions")}
    out["cells"] = [report.cell(key_of(cell)).to_dict() for cell in expected.get("cells", ())]
    out["people"] = [
        asked | {"ids": report.people(asked["cell"], asked["part"])} for asked in expected.get("people", ())
    ]
    out["why"] = [asked | {"is": why(report, asked)} for asked in expected.get("why", ())]
    out["flow"] = {name: report.flow(name).to_dict() for name in expected.get("flow", ())}
    if "earlier" in case:
        other = {**case, **case["earlier"]}
        earlier = ds.Catalogue.parse(documents(given) | documents(other.get("also", {})))
        out["compared"] = report.compare(computed(earlier, other)).to_dict()
        assert not report.compare(report).cells and not report.compare(report).moves
    holds_of_any(catalogue, case, report, count_people(texts, case["return"]))
    return out


def key_of(cell: Mapping[str, Any]) -> dict[str, Any]:
    """The key columns among those of a cell."""
    return {column: cell[column] for column in KEY_COLUMNS if column in cell}


def why(report: ds.Report, asked: Mapping[str, Any]) -> dict[str, Any] | None:
    """How a person counts, as data; None of nobody known."""
    found = report.why(asked["person"], asked["cell"])
    return found and found.to_dict()


def lines_of(case: Mapping[str, Any]) -> list[Any]:
    """The lines of a case's events."""
    lines: list[Any] = case.get("events", [])
    return lines


def days_of(case: Mapping[str, Any]) -> dict[str, Any]:
    """The days that a return is computed for."""
    return {name: case.get(name) for name in ("as_at", "known_at", "facts_on")}


def computed(catalogue: ds.Catalogue, case: Mapping[str, Any]) -> ds.Report:
    """The report of a case."""
    case_file = ds.CaseFile.from_jsonl("\n".join(map(text, lines_of(case))), catalogue)
    if "erase" in case:
        case_file = case_file.erase(case["erase"]["person"], case["erase"]["on"])
    return catalogue.compute(case["return"], case.get("people", []), case_file, **days_of(case))


def holds_of_any(catalogue: ds.Catalogue, case: Mapping[str, Any], report: ds.Report, of_people: Sequence[str]) -> None:
    """What holds of every report, however it came about. `of_people` are the indicators that count people."""
    accounts, cells = report.accounts, report.to_dict()["cells"]
    assert accounts.events == accounts.used + accounts.later + accounts.rejected + accounts.repeated
    turned = {**case, "events": lines_of(case)[::-1], "people": case.get("people", [])[::-1]}
    assert json.dumps(computed(catalogue, turned).to_dict()["cells"]) == json.dumps(cells), "in reverse it is another"
    for cell in cells:
        if cell["state"] == "exact" and cell["numerator"] is not None and cell["indicator"] in of_people:
            people = report.people(key_of(cell))
            assert len(people) == cell["numerator"], f"{key_of(cell)} is of {people}"
    lines = lines_of(case)
    if "erase" in case or any(isinstance(line, str) or line.get("kind") == "same_person" for line in lines):
        return
    for pieces in (2, 3):
        dealt = parts(case, pieces)
        for states in (dealt, dealt[::-1]):
            merged = reduce(ds.Partial.merge, (partial(catalogue, part) for part in states))
            again = ds.Partial.from_bytes(merged.to_bytes()).report(catalogue)
            assert again.to_dict()["cells"] == cells, f"put together of {pieces} parts it is another"
            assert again.accounts.to_dict() == accounts.to_dict()
    as_tables(catalogue, case, cells)


def count_people(texts: Mapping[str, str], return_id: str) -> list[str]:
    """The indicators of a return that count people, each once, and not what rows stand for."""
    [document] = [own for own in map(json.loads, texts.values()) if own.get("return") == return_id]
    own = document["indicators"]
    return [each["id"] for each in own if each["unit"] == "person" and not each.keys() & {"base", "ratio"}]


def parts(case: Mapping[str, Any], pieces: int) -> list[Mapping[str, Any]]:
    """A case dealt out by people."""
    lines, people = lines_of(case), case.get("people", [])
    ids = [str(line.get("person")) for line in lines] + [str(person["person_id"]) for person in people]
    places = {person: place % pieces for place, person in enumerate(dict.fromkeys(ids))}
    return [
        {
            **case,
            "events": [line for line in lines if places[str(line.get("person"))] == piece],
            "people": [person for person in people if places[str(person["person_id"])] == piece],
        }
        for piece in range(pieces)
    ]


def partial(catalogue: ds.Catalogue, case: Mapping[str, Any]) -> ds.Partial:
    """What the people of a case come to, through a pickle."""
    case_file = ds.CaseFile.from_jsonl("\n".join(map(text, lines_of(case))), catalogue)
    state = catalogue.partial(case["return"], case.get("people", []), case_file, **days_of(case))
    again = pickle.loads(pickle.dumps(state))
    assert isinstance(again, ds.Partial) and again == state
    return again


def as_tables(catalogue: ds.Catalogue, case: Mapping[str, Any], cells: list[Any]) -> None:
    """The same of tables, where all that is told of people goes into columns."""
    people = [{**person, "person_id": str(person["person_id"])} for person in case.get("people", [])]
    case_file = ds.CaseFile.from_jsonl("\n".join(map(text, lines_of(case))), catalogue)
    is_plain = all(not isinstance(value, (dict, list)) for person in people for value in person.values())
    if not is_plain or case_file.rejected or not len(case_file.events):
        return
    try:
        table = pa.table({name: [person.get(name) for person in people] for name in sorted(set().union(*people))})
    except pa.ArrowException:
        return
    events = case_file.to_table()
    report = catalogue.compute(case["return"], table if people else [], events, **days_of(case))
    assert report.to_dict()["cells"] == cells, "of tables it is another"


def quotient(written: str) -> float:
    """A number, or one divided by another, in float64."""
    over, _, under = written.partition("/")
    return float(Fraction(over) / Fraction(under or "1"))


def mismatches(expected: Any, actual: Any, path: str) -> Iterator[str]:
    """Where a part of a report that is expected is not there. Numbers are equal as numbers, and `1/3` is one."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            yield from mismatches(value, actual.get(key, "(absent)"), f"{path}.{key}")
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for at, (one, other) in enumerate(zip(expected, actual, strict=True)):
            yield from mismatches(one, other, f"{path}.{at}")
    elif isinstance(actual, (int, float)) and not isinstance(actual, bool) and expected is not None:
        number = quotient(str(expected))
        is_near = "interval" in path and abs(number - actual) < 5e-7
        if number != actual and not is_near:
            yield f"{path}: expected {expected!r}, got {actual!r}"
    elif expected != actual or type(expected) is not type(actual):
        yield f"{path}: expected {expected!r}, got {actual!r}"


# --- All of them ------------------------------------------------------------------------------------------------------


def outcome(given: Any, case: Mapping[str, Any]) -> dict[str, Any]:
    """What comes out, by the keys of `expected`."""
    if "return" in case:
        return of_return(given, case)
    if "condition" in case:
        try:
            return {"value": plain(ds.evaluate(case["condition"], case.get("facts", {}), case.get("as_at")))}
        except ds.ConditionError as error:
            return {"diagnostics": [found.to_dict() for found in error.diagnostics]}
    try:
        if "service" in case:
            return {"imported": ds.import_service(case["service"], **case.get("options", {})).to_dict()}
        catalogue = ds.Catalogue.parse(documents(given))
        if "export" in case:
            exported = catalogue.export_service(case["export"], case["as_at"], **case.get("options", {}))
            return {"exported": exported.to_dict()}
    except ds.DocumentError as error:
        return {"diagnostics": [found.to_dict() for found in error.diagnostics]}
    if "case_files" in case:
        return of_case_files(catalogue, case)
    out: dict[str, Any] = {
        "fingerprint": catalogue.fingerprint,
    }
    if "diagnostics" in case["expected"]:
        out["diagnostics"] = [found.to_dict() for found in catalogue.check()]
    if "test" in case["expected"]:
        out["test"] = catalogue.test().to_dict()
    if "figures" in case["expected"]:
        verdicts = catalogue.check_figures(language=case.get("language", "en"))
        out["figures"] = [verdict.to_dict() for verdict in verdicts]
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
    match = mismatches if "return" in case else differences
    found = [line for key in expected for line in match(expected[key], out[key], key)]
    assert not found, "\n".join(found)
