"""Returns: computed of caseloads and tables, opened to their people, compared, and put together of parts."""

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import doorstep as ds

AS_AT = "2022-12-31"
DOCUMENTS = {
    "vocabulary.yaml": """
vocabulary: v
facts:
  tenure: {type: code, values: {social: Council or housing association, other: Other}}
  recovering: {type: boolean, sensitivity: special_category}
records:
  employment: {spell: true, attributes: {hours_per_week: number}}
""",
    "works.yaml": """
programme: works
name: Works
source: invented
in_force: {}
eligibility: [{id: tenant, text: You rent from us, when: 'tenure = "social"'}]
outcomes: [{id: into_work, record: employment, where: hours_per_week >= 7}]
""",
    "return.yaml": """
return: yearly
funder: town_council
programmes: [works]
calendar: financial_year
indicators:
  - {id: sign_ups, unit: person, count: started}
  - {id: rate, unit: person, cohort: started, achieved: into_work, interval: 0.95, target: {value: 0.5}}
  - {id: in_a_year, unit: person, cohort: started, achieved: into_work, due: P12M, by: [tenure]}
""",
}
Event = dict[str, Any]


def started(event: str, person: int, on: str) -> Event:
    return {"id": event, "person": person, "kind": "started", "programme": "works", "on": on}


def employed(event: str, person: int, start: str, **data: object) -> Event:
    return {"id": event, "person": person, "kind": "employment", "start": start, "data": data}


PEOPLE: list[dict[str, Any]] = [
    {"person_id": 1, "tenure": "social"},
    {"person_id": 2, "tenure": "other"},
    {"person_id": 3, "tenure": "social"},
    {"person_id": 4, "tenure": None},
    {"person_id": 5, "tenure": "social"},
]
EVENTS: list[Event] = [
    started("a", 1, "2021-05-01"),
    started("b", 2, "2021-05-02"),
    started("c", 3, "2021-06-01"),
    started("d", 4, "2022-05-01"),
    employed("e", 1, "2021-09-01", hours_per_week=16),
    employed("f", 2, "2021-10-01", hours_per_week=4),
    employed("g", 3, "2021-11-01"),
    employed("h", 4, "2022-06-01", hours_per_week=37.5),
]
RATE = {"indicator": "rate", "period": "2021/22"}
DUE = {"indicator": "in_a_year", "period": "2022/23"}


@pytest.fixture(scope="module")
def council() -> ds.Catalogue:
    """One programme, and one return on it."""
    return ds.Catalogue.parse(DOCUMENTS)


@pytest.fixture(scope="module")
def report(council: ds.Catalogue) -> ds.Report:
    """Of four who started, and one who never did."""
    return council.compute("yearly", PEOPLE, EVENTS, AS_AT)


def people_table(people: Sequence[dict[str, Any]] = PEOPLE) -> pa.Table:
    return pa.table({name: [person[name] for person in people] for name in ("person_id", "tenure")})


def events_table(events: Sequence[Event] = EVENTS) -> pa.Table:
    days = [event.get("on") or event["start"] for event in events]
    hours = [event.get("data", {}).get("hours_per_week") for event in events]
    return pa.table(
        {
            "event_id": [event["id"] for event in events],
            "person_id": [event["person"] for event in events],
            "programme": [event.get("programme") for event in events],
            "kind": [event["kind"] for event in events],
            "start": [date.fromisoformat(day) for day in days],
            "hours_per_week": pa.array(hours, pa.float64()),
        }
    )


def test_cells_are_a_table_that_goes_anywhere(report: ds.Report) -> None:
    cells = report.cells
    table = pa.table(cells)
    assert table.column_names == [
        *(
            "indicator",
            "programme",
            "period",
            "period_start",
            "period_end",
            "by",
            "group",
            "state",
            "value",
            "low",
            "high",
        ),
        *("numerator", "denominator", "pending", "target", "interval_low", "interval_high"),
    ]
    assert table.column_names == cells.column_names and table.num_rows == len(cells)
    first, *_ = table.to_pylist()
    assert first["period_start"] == date(2021, 4, 1) and first["value"] == 3.0 and first["numerator"] == 3
    assert pl.DataFrame(cells).filter(pl.col("indicator") == "sign_ups")["value"].to_list() == [3.0, 1.0]
    summed = duckdb.sql("select sum(value) from cells where indicator = 'sign_ups'")
    assert summed is not None and summed.fetchall() == [(4.0,)]
    assert pd.DataFrame.from_arrow(cells)["state"].iloc[2] == "bounded"
    assert cells.to_dict()["period_start"][0] == "2021-04-01"


def test_a_cell_says_what_it_knows(report: ds.Report) -> None:
    rate = report.cell(RATE)
    assert (rate.state, rate.value, rate.low, rate.high) == ("bounded", None, 1 / 3, 2 / 3)
    assert (rate.numerator, rate.denominator, rate.pending, str(rate.target)) == (1, 3, 0, "0.5")
    exact = report.cell({"indicator": "rate", "period": "2022/23"})
    assert exact.interval_low is not None and round(exact.interval_low, 6) == 0.206549
    due = report.cell(DUE)
    assert (due.state, due.value, due.pending) == ("not_yet_due", None, 1)
    untold = report.cell({**DUE, "by": "tenure", "group": None})
    assert (untold.by, untold.group, untold.pending) == ("tenure", None, 1)
    assert rate.to_dict()["low"] == 1 / 3 and rate.to_dict()["target"] == "0.5"


@pytest.mark.parametrize("part", ["numerator", "denominator", "undetermined", "pending", "excluded", "late"])
def test_a_cell_is_asked_for_in_several_ways(report: ds.Report, part: str) -> None:
    rows = pa.table(report.cells).to_pylist()
    for number, row in enumerate(rows):
        found = report.people(number, part)
        assert report.people(number - len(rows), part) == found
        assert report.people(row, part) == found
        assert report.people(report.cell(number), part) == found
        frame = pd.DataFrame.from_arrow(report.cells).astype(object)
        assert report.people(frame.iloc[number].to_dict(), part) == found


def test_numbers_open_to_their_people(report: ds.Report) -> None:
    assert report.people(RATE) == ["1"]
    assert report.people(RATE, "denominator") == ["1", "2", "3"]
    assert report.people(RATE, "undetermined") == ["3"]
    assert report.people(DUE, "pending") == ["4"]
    why = report.why(3, RATE)
    assert why is not None and why.parts == ["denominator", "undetermined"]
    [enrolment] = why.enrolments
    assert enrolment.started_on == date(2021, 6, 1)
    assert [outcome.missing for outcome in enrolment.outcomes if outcome.id == "into_work"] == [
        ["employment.hours_per_week"]
    ]
    assert report.why("99", RATE) is None
    assert why.cell["period"] == "2021/22" and report.cell(why.cell).low == 1 / 3


def test_flows_add_up(report: ds.Report) -> None:
    flow = report.flow("in_a_year")
    assert flow.referred == flow.eligible + flow.not_eligible + flow.eligibility_unknown == 4
    assert flow.started == flow.excluded + flow.pending + flow.due + flow.not_counted == 4
    assert (flow.due, flow.known, flow.achieved, flow.undetermined, flow.pending) == (3, 2, 1, 1, 1)
    with pytest.raises(ds.ReturnError, match="did you mean `rate`"):
        report.flow("rates")


def test_comparing_says_who_moved_and_by_what(council: ds.Catalogue, report: ds.Report) -> None:
    same = council.compute("yearly", PEOPLE, EVENTS, AS_AT).compare(report)
    assert not same.cells and not same.moves
    late = council.compute("yearly", PEOPLE, [*EVENTS, employed("i", 2, "2022-01-01", hours_per_week=20)], AS_AT)
    comparison = late.compare(report)
    moved = [move for move in comparison.moves if move.cell["indicator"] == "rate"]
    assert [(move.person, move.from_, move.to, move.by) for move in moved] == [
        ("2", "denominator", "numerator", ["late"])
    ]
    [change] = [change for change in comparison.cells if change.cell["indicator"] == "rate"]
    assert change.before == (1 / 3, 2 / 3) and change.now == (2 / 3, 1.0)
    told = council.compute("yearly", [{"person_id": 2, "tenure": "social"}, *PEOPLE[:1], *PEOPLE[2:]], EVENTS, AS_AT)
    assert {cause for move in told.compare(report).moves for cause in move.by} == {"facts_changed"}


def test_an_old_return_can_be_made_again(council: ds.Catalogue) -> None:
    dated = [{**event, "recorded_at": f"{event.get('on') or event['start']}T12:00:00Z"} for event in EVENTS]
    before = council.compute("yearly", PEOPLE, dated, "2022-03-31")
    late = {**employed("z", 2, "2022-01-01", hours_per_week=20), "recorded_at": "2022-09-01T12:00:00Z"}
    again = council.compute("yearly", PEOPLE, [*dated, late], "2022-03-31", known_at="2022-03-31")
    assert again.to_dict()["cells"] == before.to_dict()["cells"] and again.known_at == date(2022, 3, 31)
    assert again.accounts.later == before.accounts.later + 1
    assert council.compute("yearly", PEOPLE, [*dated, late], "2022-03-31").cell(RATE).numerator == 2


def test_a_caseload_comes_in_several_ways(council: ds.Catalogue, report: ds.Report) -> None:
    file = ds.CaseFile([event for event in EVENTS if event["person"] == 1], council)
    files = [ds.CaseFile([event for event in EVENTS if event["person"] == person], council) for person in range(1, 5)]
    assert len(file.events) == 2
    whole = reduce(ds.CaseFile.merge, files)
    cells = report.to_dict()["cells"]
    for events in (files, whole, whole.to_jsonl(), whole.to_jsonl().encode(), tuple(EVENTS)):
        assert council.compute("yearly", PEOPLE, events, AS_AT).to_dict()["cells"] == cells
    assert council.compute("yearly", None, EVENTS, AS_AT).cell(RATE).low == 1 / 3


@pytest.mark.parametrize(
    "of",
    [
        lambda table: table,
        pl.DataFrame,
        lambda table: table.to_pandas(),
        lambda table: duckdb.from_arrow(table),
        lambda table: table.to_reader(),
        lambda table: table.to_batches()[0],
    ],
    ids=["pyarrow", "polars", "pandas", "duckdb", "reader", "batch"],
)
def test_tables_come_to_what_a_caseload_does(
    council: ds.Catalogue, report: ds.Report, of: Callable[[pa.Table], object]
) -> None:
    computed = council.compute("yearly", of(people_table()), of(events_table()), AS_AT)
    assert computed.to_dict()["cells"] == report.to_dict()["cells"]
    assert computed.accounts.to_dict() == report.accounts.to_dict()
    assert computed.rows == len(EVENTS) and computed.table_problems == []
    for part in ("numerator", "denominator", "undetermined"):
        assert computed.people(RATE, part) == report.people(RATE, part)
    assert computed.flow("rate").to_dict() == report.flow("rate").to_dict()
    one, other = computed.why(1, RATE), report.why(1, RATE)
    assert one is not None and other is not None and one.to_dict() == other.to_dict()
    of_nobody: list[object] = [None, [], {}]
    for nobody in of_nobody:
        assert council.compute("yearly", nobody, of(events_table()), AS_AT).cell(RATE).low == 1 / 3


def test_what_is_odd_about_tables_is_listed(council: ds.Catalogue) -> None:
    odd = events_table().append_column("colour", pa.array(["red"] * len(EVENTS)))
    people = people_table([*PEOPLE[:3], {"person_id": 4, "tenure": "castle"}])
    computed = council.compute("yearly", people, odd, AS_AT)
    assert [problem.column for problem in computed.table_problems] == ["colour"]
    assert [(rejection.person, rejection.event) for rejection in computed.rejected] == [("4", "")]
    with pytest.raises(ds.TableError, match="event_id"):
        council.compute("yearly", people, odd.drop_columns(["event_id"]), AS_AT)


def test_what_is_given_twice_is_repeated_and_adds_up(council: ds.Catalogue, report: ds.Report) -> None:
    twice = [*EVENTS, *EVENTS[:3], EVENTS[0]]
    two_contents = [*EVENTS, {**EVENTS[0], "programme": None, "kind": "contact"}]
    for given, more, repeated in ((twice, 0, 4), (two_contents, 2, 0), ([*two_contents, EVENTS[0]], 2, 1)):
        by_table = council.compute("yearly", people_table(), events_table(given), AS_AT)
        accounts = by_table.accounts
        assert accounts.events == by_table.rows == len(given)
        assert accounts.used + accounts.later + accounts.rejected + accounts.repeated == accounts.events
        assert (accounts.rejected - report.accounts.rejected, accounts.repeated) == (more, repeated)
        lines = [{key: value for key, value in event.items() if value is not None} for event in given]
        assert council.compute("yearly", PEOPLE, lines, AS_AT).accounts.to_dict() == accounts.to_dict()
        parts = [council.partial("yearly", people_table(), events_table(given), AS_AT)]
        assert parts[0].report(council).accounts.to_dict() == accounts.to_dict()
    assert council.compute("yearly", PEOPLE, twice, AS_AT).to_dict()["cells"] == report.to_dict()["cells"]


def test_what_cannot_be_used_is_listed_and_adds_up(council: ds.Catalogue) -> None:
    events = [
        *EVENTS,
        {"id": "a", "person": 1, "kind": "started", "programme": "works", "on": "2021-05-09"},
        {"id": "x", "person": 2, "kind": "started", "programme": "wroks", "on": "2021-05-09"},
        started("y", 3, "2030-01-01"),
    ]
    computed = council.compute("yearly", PEOPLE, events, AS_AT)
    accounts = computed.accounts
    assert (accounts.events, accounts.later) == (11, 1)
    assert accounts.used + accounts.later + accounts.rejected == accounts.events and accounts.rejected > 0
    found = {rejection.event: rejection for rejection in computed.rejected}
    assert found["x"].person == "2" and "wroks" in found["x"].message and found["x"].help
    assert found["a"].code != found["x"].code
    assert len(set(computed.rejected)) == len(computed.rejected)
    assert accounts.repeated == 0
    before = council.compute("yearly", PEOPLE, EVENTS, "2000-01-01")
    assert before.accounts.used == 0 and any("count is of nobody" in words for words in before.assumptions)


def test_errors_say_what_to_do(council: ds.Catalogue, report: ds.Report) -> None:
    with pytest.raises(ds.ReturnError, match="no return `yaerly`; did you mean `yearly`"):
        council.compute("yaerly", PEOPLE, EVENTS, AS_AT)
    with pytest.raises(ds.ReturnError, match="no return"):
        council.compute("yaerly", people_table(), events_table(), AS_AT)
    with pytest.raises(ds.ReturnError, match=r"row 2 .* `person_id`"):
        council.compute("yearly", [PEOPLE[0], {"tenure": "social"}], EVENTS, AS_AT)
    with pytest.raises(ds.ReturnError, match=r"no such cell.*period `2035/36`"):
        report.people({**RATE, "period": "2035/36"})
    with pytest.raises(ds.ReturnError, match=r"no such cell.*period"):
        report.cell({"indicator": "rate"})
    with pytest.raises(ds.ReturnError, match="no key column `perod`; did you mean `period`"):
        report.people({**RATE, "perod": "2021/22"})
    with pytest.raises(ds.ReturnError, match="name its `indicator`"):
        report.people({"period": "2021/22"})
    with pytest.raises(ds.ReturnError, match="no row 99: its rows are those from 0 to"):
        report.cell(99)
    with pytest.raises(ds.ReturnError, match="no part `numerators`; its parts are numerator, denominator"):
        report.people(0, "numerators")
    for wrong in (True, 1.5, None, "rate"):
        with pytest.raises(TypeError, match="row's number or a mapping"):
            report.people(wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="`period` of a cell is text"):
        report.people({**RATE, "period": 2021})
    with pytest.raises(TypeError, match="give both as tables"):
        council.compute("yearly", people_table(), EVENTS, AS_AT)
    with pytest.raises(TypeError, match="give both as tables"):
        council.compute("yearly", PEOPLE, events_table(), AS_AT)
    with pytest.raises(TypeError, match="`person` is text or a whole number"):
        report.why(1.5, RATE)  # type: ignore[arg-type]
    with pytest.raises(ds.EventError, match="kind"):
        council.compute("yearly", PEOPLE, [{"id": 1, "person": 2}], AS_AT)
    with pytest.raises(ds.FactError, match="as_at"):
        council.compute("yearly", PEOPLE, EVENTS, "soon")


def test_a_return_that_cannot_be_is_refused_when_it_is_read() -> None:
    with pytest.raises(ds.DocumentError, match="is about no programme"):
        ds.Catalogue.parse({**DOCUMENTS, "return.yaml": DOCUMENTS["return.yaml"].replace("[works]", "[]")})


def test_reprs_show_nobody(council: ds.Catalogue) -> None:
    person = "Zebedee-4711"
    events = [{**event, "person": person} for event in (started("a", 1, "2021-05-01"), employed("e", 1, "2021-09-01"))]
    people = [{"person_id": person, "recovering": True, "tenure": "castle"}]
    report = council.compute("yearly", people, events, AS_AT)
    later = council.compute(
        "yearly", people, [*events, {**employed("f", 1, "2021-10-01", hours_per_week=9), "person": person}], AS_AT
    )
    why = report.why(person, RATE)
    comparison = later.compare(report)
    assert why is not None and comparison.moves and report.rejected
    state = council.partial("yearly", people, events, AS_AT)
    shown = [report, report.cells, report.accounts, report.rejected, why, why.enrolments, report.flow("rate")]
    shown += [comparison, comparison.moves, comparison.cells, state, report.cell(0)]
    assert person not in repr(shown) and "castle" not in repr(shown)
    assert person not in str(shown)
    assert report.people(RATE, "denominator") == [person]


@pytest.mark.parametrize("is_table", [False, True])
@pytest.mark.parametrize("parts", [1, 2, 3, 5])
def test_any_partition_of_people_comes_to_the_same(
    council: ds.Catalogue, report: ds.Report, parts: int, is_table: bool
) -> None:
    states = []
    for part in range(parts):
        people = [person for person in PEOPLE if person["person_id"] % parts == part]
        events = [event for event in EVENTS if event["person"] % parts == part]
        state = (
            council.partial("yearly", people_table(people), events_table(events), AS_AT)
            if is_table
            else council.partial("yearly", people, events, AS_AT)
        )
        again = pickle.loads(pickle.dumps(state))
        assert again == state and ds.Partial.from_bytes(state.to_bytes()) == state
        states.append(again)
    merged, turned = reduce(ds.Partial.merge, states), reduce(ds.Partial.merge, states[::-1])
    assert merged == turned and merged.to_bytes() == turned.to_bytes() and merged.id == "yearly"
    put_together = merged.report(council)
    assert put_together.to_dict()["cells"] == report.to_dict()["cells"]
    assert put_together.accounts.to_dict() == report.accounts.to_dict()
    with pytest.raises(ds.ReturnError, match="put together from partial states"):
        put_together.people(RATE)


def test_states_know_what_they_are_of(council: ds.Catalogue) -> None:
    state = council.partial("yearly", PEOPLE, EVENTS, AS_AT)
    assert state.report().cell(RATE).low == 1 / 3
    read = ds.Partial.from_bytes(state.to_bytes())
    with pytest.raises(ds.ReturnError, match="came as bytes: give `report` the catalogue"):
        read.report()
    assert read.merge(council.partial("yearly", [], [], AS_AT)).report().cell(RATE).low == 1 / 3
    other = ds.Catalogue.parse({**DOCUMENTS, "works.yaml": DOCUMENTS["works.yaml"].replace(">= 7", ">= 8")})
    with pytest.raises(ds.ReturnError, match="another catalogue"):
        read.report(other)
    with pytest.raises(ds.ReturnError, match="differ in their day judged: `2022-12-31` and `2022-12-30`"):
        state.merge(council.partial("yearly", PEOPLE, EVENTS, "2022-12-30"))
    with pytest.raises(ds.ReturnError, match="no state of a return"):
        ds.Partial.from_bytes(b"{}")
    with pytest.raises(ds.ReturnError, match="newer release"):
        ds.Partial.from_bytes(state.to_bytes().replace(b'"doorstep_partial":1', b'"doorstep_partial":99'))


@pytest.fixture(scope="module")
def open_council() -> ds.Catalogue:
    """The same, with a rule of what may be published."""
    rule = "disclosure: {minimum: 10, round_to: 5}\n"
    return ds.Catalogue.parse({**DOCUMENTS, "return.yaml": DOCUMENTS["return.yaml"] + rule})


def begun(counts: dict[str, int]) -> tuple[list[dict[str, Any]], list[Event]]:
    """So many people of each tenure who started on one day."""
    people = [{"tenure": tenure} for tenure, count in counts.items() for _ in range(count)]
    for number, person in enumerate(people):
        person["person_id"] = str(number)
    return people, [started(f"s{number}", number, "2021-05-01") for number in range(len(people))]


def test_claims_are_exact_and_publications_protected(open_council: ds.Catalogue) -> None:
    report = open_council.compute("yearly", *begun({"social": 40, "other": 3}), as_at="2022-12-31")
    claim, published = report.release("funder"), report.release("public")
    assert [claim.audience, published.audience, claim.id] == ["funder", "public", "yearly"]
    assert claim.cells.to_dict() == report.cells.to_dict()
    other = {"indicator": "in_a_year", "period": "2021/22", "by": "tenure", "group": "other"}
    hidden = published.cell(other)
    assert claim.cell(other).denominator == 3 and hidden.state == "suppressed"
    assert (hidden.value, hidden.low, hidden.high, hidden.numerator, hidden.denominator) == (None,) * 5
    assert hidden.pending is None
    assert published.cell({"indicator": "sign_ups", "period": "2021/22"}).value == 45.0
    audit = published.audit()
    assert audit.recovered == [] and audit.hidden > 0 and not audit.contradictory
    assert claim.publish() == published and claim != published
    for release in (claim, published):
        assert pickle.loads(pickle.dumps(release)) == release
        assert ds.Release.from_json(release.to_json()).to_dict() == release.to_dict()
    assert "suppressed" in pa.table(published.cells)["state"].to_pylist()
    assert published.disclosure == {"minimum": 10, "round_to": 5, "zeros_shown": True}


def test_a_publication_stands_beside_earlier_ones(open_council: ds.Catalogue) -> None:
    before = open_council.compute("yearly", *begun({"social": 40}), as_at="2022-12-31").release("public")
    people, events = begun({"social": 43})
    alone = open_council.compute("yearly", people, events, "2022-12-31").release("public")
    beside = open_council.compute("yearly", people, events, "2022-12-31", earlier=[before]).release("public")
    assert beside.audit(before).recovered == []
    assert isinstance(alone.audit(before).contradictory, bool)


def test_what_cannot_be_released_says_why(open_council: ds.Catalogue, report: ds.Report) -> None:
    with pytest.raises(ds.ReturnError, match="`yearly` has no `disclosure` rule"):
        report.release("public")
    assert report.release("funder").disclosure is None
    with pytest.raises(ds.ReturnError, match="`press` is no audience: write `funder` or `public`"):
        report.release("press")  # type: ignore[arg-type]
    published = open_council.compute("yearly", PEOPLE, EVENTS, AS_AT).release("public")
    with pytest.raises(ds.ReturnError, match="is public already"):
        published.publish()
    with pytest.raises(ds.ReturnError, match="no such cell"):
        published.cell({"indicator": "sign_ups", "period": "1999/00"})
    with pytest.raises(ds.ReturnError, match="this is no release"):
        ds.Release.from_json("{}")
    with pytest.raises(TypeError):
        published.audit(report)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        open_council.compute("yearly", PEOPLE, EVENTS, AS_AT, earlier=[report])  # type: ignore[list-item]


def many(people: int) -> pa.Table:
    """So many people, each with a start and a job."""
    return pa.table(
        {
            "event_id": range(2 * people),
            "person_id": [person for person in range(people) for _ in range(2)],
            "programme": ["works"] * (2 * people),
            "kind": ["started", "employment"] * people,
            "start": pa.array([date(2022, 5, 1), date(2022, 6, 1)] * people),
            "hours_per_week": [None, 8] * people,
        }
    )


def test_progress_is_told(council: ds.Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    told: list[tuple[int, int | None]] = []
    table = many(20_000)
    report = council.compute("yearly", None, table, AS_AT, progress=lambda done, of: told.append((done, of)))
    assert report.cell(0).value == 20_000
    assert told and told[-1][0] == told[-1][1] and told == sorted(told)
    council.compute("yearly", None, table, AS_AT, progress=True)
    assert "100 %" in capsys.readouterr().err
    told.clear()
    council.compute("yearly", PEOPLE, EVENTS, AS_AT, progress=lambda done, of: told.append((done, of)))
    assert told == [(5, 5)]
    with pytest.raises(TypeError, match="progress is True"):
        council.compute("yearly", None, table, AS_AT, progress=3)  # type: ignore[arg-type]

    def enough(done: int, total: int | None) -> None:
        raise ValueError(f"enough: {done} of {total}")

    with pytest.raises(ValueError, match="enough"):
        council.compute("yearly", None, table, AS_AT, progress=enough)


@pytest.mark.parametrize("does", ["compute", "partial"])
def test_ctrl_c_stops_it(council: ds.Catalogue, does: str) -> None:
    seen: list[int] = []

    def progress(done: int, _: int | None) -> None:
        seen.append(done)
        if len(seen) == 2:
            sender = threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGINT))
            sender.start()
            sender.join()

    with pytest.raises(KeyboardInterrupt):
        getattr(council, does)("yearly", None, many(100_000), AS_AT, progress=progress)
    assert len(seen) < 6


def test_others_run_meanwhile(council: ds.Catalogue) -> None:
    table = many(20_000)
    ticks: list[int] = []
    is_done = threading.Event()

    def tick() -> None:
        while not is_done.wait(0.001):
            ticks.append(1)

    ticking = threading.Thread(target=tick)
    # Python itself takes nothing from a thread for that long: the other runs only while it is let run.
    interval = sys.getswitchinterval()
    sys.setswitchinterval(60)
    ticking.start()
    try:
        for _ in range(100):
            before = len(ticks)
            council.compute("yearly", None, table, AS_AT)
            if len(ticks) > before:
                break
        else:
            pytest.fail("no other thread ran while a return was computed")
    finally:
        sys.setswitchinterval(interval)
        is_done.set()
        ticking.join()
