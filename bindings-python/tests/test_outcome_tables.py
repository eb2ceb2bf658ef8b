"""Outcomes of tables of events, with the libraries that people have."""

import os
import signal
import threading
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest

import doorstep as ds

AS_AT = "2022-12-31"
VOCABULARY = """
vocabulary: v
facts: {economic_status: {type: text}, age: {type: number}}
records:
  employment: {spell: true, attributes: {hours_per_week: number}}
  support: {attributes: {hours: number}}
"""
PROGRAMME = """
programme: %s
name: P
in_force: {}
outcomes:
  - {id: into_work, record: employment, where: hours_per_week >= 7}
  - id: kept
    record: employment
    where: hours_per_week >= 7
    open_spells: continue
    lasting: {continuous: P13W, gap: P14D}
%s
"""
SUPPORTED = "  - {id: supported, record: support, sum: hours, at_least: 3}"
INACTIVE = "  - {id: from_inactivity, record: employment, from: 'economic_status = \"economically_inactive\"'}"

# Person, kind, programme, start, end, hours a week, hours.
ROWS: list[tuple[Any, ...]] = [
    (7, "employment", "p", date(2022, 6, 1), date(2022, 7, 31), 16, None),
    (8, "started", "p", date(2022, 5, 1), None, None, None),
    (7, "employment", None, date(2022, 8, 14), None, 20, None),
    (8, "employment", "p", date(2022, 6, 1), None, 6, None),
    (9, "started", "q", date(2022, 11, 1), None, None, None),
    (7, "started", "p", date(2022, 5, 1), None, None, None),
    (9, "employment", "q", date(2022, 12, 1), None, 30, None),
    (7, "ended", "p", date(2022, 9, 30), None, None, None),
    (9, "support", "q", date(2022, 11, 9), None, None, 1.5),
    (9, "support", "q", date(2022, 11, 3), None, None, 1.5),
    (7, "started", "q", date(2023, 1, 1), None, None, None),
]
EXPECTED = {
    "person_id": [7, 8, 9],
    "programme": ["p", "p", "q"],
    "started_on": ["2022-05-01", "2022-05-01", "2022-11-01"],
    "ended_on": ["2022-09-30", None, None],
    "into_work": ["achieved", "not_achieved", "achieved"],
    "into_work.on": ["2022-06-01", None, "2022-12-01"],
    "into_work.due_on": [None, None, None],
    "kept": ["achieved", "not_achieved", "not_yet_due"],
    "kept.on": ["2022-08-30", None, None],
    "kept.due_on": [None, None, "2023-03-01"],
    "supported": [None, None, "achieved"],
    "supported.on": [None, None, "2022-11-09"],
    "supported.due_on": [None, None, None],
}


def parsed(**more: str) -> ds.Catalogue:
    """Two programmes, and what each has more."""
    programmes = {f"{name}.yaml": PROGRAMME % (name, more.get(name, "")) for name in ("p", "q")}
    return ds.Catalogue.parse({"v.yaml": VOCABULARY, **programmes})


@pytest.fixture(scope="module")
def working() -> ds.Catalogue:
    return parsed(q=SUPPORTED)


def events(rows: list[tuple[Any, ...]] = ROWS) -> pa.Table:
    names = ["person_id", "kind", "programme", "start", "end", "hours_per_week", "hours"]
    table = pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows])
    return table.add_column(0, "event_id", pa.array(range(len(rows))))


def test_each_enrolment_has_its_outcomes_in_whatever_order_rows_come(working: ds.Catalogue) -> None:
    for order in (range(len(ROWS)), reversed(range(len(ROWS)))):
        judged = working.outcome_table(events([ROWS[at] for at in order]), as_at=AS_AT)
        assert judged.to_dict() == EXPECTED
        assert (len(judged), judged.used) == (3, len(ROWS))
        assert (judged.problems, judged.fact_problems, judged.table_problems, judged.rejected) == ([], [], [], [])
    assert repr(judged) == "OutcomeTable(rows=3, columns=13, problems=0, rejected=0)"


def test_whatever_library_has_it_a_table_has_the_same_outcomes(working: ds.Catalogue) -> None:
    table = events()
    encoded = table.set_column(2, "kind", table["kind"].dictionary_encode())
    parts = pa.concat_tables([table.slice(0, 3), table.slice(3, 0), table.slice(3)])
    forms = [pl.DataFrame(table), table.to_pandas(), encoded, duckdb.from_arrow(table), table.to_reader(), parts]
    for form in forms:
        judged = working.outcome_table(form, as_at=date(2022, 12, 31), threads=2)
        assert judged.to_dict() == EXPECTED, type(form)
    arrow = pa.table(judged)
    assert arrow.column_names == judged.column_names == list(EXPECTED)
    assert arrow.schema.field("into_work.on").type == pa.date32() and not arrow.schema.field("person_id").nullable
    assert pl.DataFrame(judged)["into_work"].to_list() == EXPECTED["into_work"]
    assert duckdb.from_arrow(arrow).filter("\"kept.on\" = date '2022-08-30'").fetchall()[0][0] == 7


def test_it_is_what_was_known_on_a_day(working: ds.Catalogue) -> None:
    rows = events().append_column("recorded_at", pa.array([date(2022, 12, 1)] * 5 + [date(2022, 5, 1)] * 6))
    known = working.outcome_table(rows, as_at=AS_AT, known_at="2022-10-01").to_dict()
    assert known["person_id"] == [7] and known["into_work"] == ["not_achieved"]
    assert len(working.outcome_table(rows, as_at=AS_AT)) == 3


def test_facts_come_from_a_table_of_people() -> None:
    catalogue = parsed(p=INACTIVE)
    people = pa.table(
        {"person_id": [8, 7], "economic_status": ["unemployed", "economically_inactive"], "colour": [1, 2]}
    )
    judged = catalogue.outcome_table(events(), people, as_at=AS_AT)
    assert judged.to_dict()["from_inactivity"] == ["achieved", "excluded", None]
    assert [(problem.code, problem.column) for problem in judged.table_problems] == [
        ("D751", "colour"),
        ("D669", "person_id"),
    ]
    assert (judged.untold, judged.without_events, judged.unstarted) == (1, 0, 0)
    later = catalogue.outcome_table(events(), people, as_at=AS_AT, facts_on="2022-12-31").to_dict()
    assert later["from_inactivity"] == ["unknown", "unknown", None]
    assert catalogue.outcome_table(events(), as_at=AS_AT).to_dict()["from_inactivity"] == ["unknown", "unknown", None]
    unusable = pa.table({"person_id": [7], "economic_status": [3]})
    judged = catalogue.outcome_table(events(), unusable, as_at=AS_AT)
    assert [(problem.person, problem.rows, problem.fact) for problem in judged.fact_problems] == [
        ("7", [0], "economic_status")
    ]
    with pytest.raises(ds.TableError, match="person_id"):
        catalogue.outcome_table(events(), people.drop_columns(["person_id"]), as_at=AS_AT)


def test_rows_that_cannot_be_used_are_listed_and_none_is_lost(working: ds.Catalogue) -> None:
    wrong = [
        (7, "employment", "p", date(2022, 6, 1), date(2022, 5, 1), 16, None),
        (7, "emploiment", "p", date(2022, 6, 1), None, 16, None),
        (7, "employment", "p", date(2022, 5, 2), None, -1, None),
        (None, "employment", "p", date(2022, 6, 1), None, 16, None),
        (7, None, "p", date(2022, 6, 1), None, 16, None),
    ]
    table = events([*ROWS, *wrong]).append_column("hour", pa.array([1] * 16))
    judged = working.outcome_table(table, as_at=AS_AT)
    assert judged.to_dict() == EXPECTED
    assert {(problem.event, problem.person, problem.row, problem.code) for problem in judged.problems} >= {
        ("11", "7", 11, "D656"),
        ("12", "7", 12, "D651"),
        ("13", "7", 13, "D666"),
    }
    assert [problem.help for problem in judged.table_problems] == ["did you mean `hours`?"]
    assert [line.line for line in judged.rejected] == [15, 16]
    assert judged.used + len(judged.rejected) == table.num_rows


def test_ids_join_by_their_text() -> None:
    catalogue = parsed(p=INACTIVE)
    status = ["economically_inactive", "economically_inactive", None]
    kinds: tuple[list[Any], ...] = ([7, 9, None], [7.0, 9.0, None], ["7", "9", None])
    for ids in kinds:
        people = pa.table({"person_id": ids, "economic_status": status}).to_pandas()
        for form in (
            people,
            people.convert_dtypes(),
            pl.DataFrame(pa.table({"person_id": ids, "economic_status": status})),
        ):
            judged = catalogue.outcome_table(events(), form, as_at=AS_AT)
            assert judged.to_dict()["from_inactivity"] == ["achieved", "unknown", None], ids
            assert [(problem.code, problem.first) for problem in judged.table_problems] == [
                ("D752", [2]),
                ("D669", [1, 3]),
            ]
    kinds = ([7.5, 9.0, None], [True, False, None])
    for ids in kinds:
        with pytest.raises(ds.TableError, match="whole numbers or texts"):
            catalogue.outcome_table(events(), pa.table({"person_id": ids}), as_at=AS_AT)


def test_rows_of_one_person_that_differ_tell_nothing() -> None:
    catalogue = parsed(p=INACTIVE)
    for order in (["economically_inactive", "unemployed"], ["unemployed", "economically_inactive"]):
        people = pa.table({"person_id": [7, 7], "economic_status": order})
        judged = catalogue.outcome_table(events(), people, as_at=AS_AT)
        assert judged.to_dict()["from_inactivity"] == ["unknown", "unknown", None]
        [problem] = judged.fact_problems
        assert (problem.person, problem.rows, problem.fact, problem.code) == ("7", [0, 1], "economic_status", "D670")


def test_people_who_started_nothing_are_counted(working: ds.Catalogue) -> None:
    more = (10, "employment", "p", date(2022, 6, 1), None, 16, None)
    judged = working.outcome_table(events([*ROWS, more]), as_at=AS_AT)
    assert judged.to_dict() == EXPECTED
    assert judged.unstarted == 1
    assert [(problem.code, problem.first) for problem in judged.table_problems] == [("D668", [11])]


def test_what_is_no_table_of_events_is_refused(working: ds.Catalogue) -> None:
    for other in (3, None, [1]):
        with pytest.raises(TypeError, match="events are a table"):
            working.outcome_table(other, as_at=AS_AT)
    with pytest.raises(TypeError, match="people are a table"):
        working.outcome_table(events(), 3, as_at=AS_AT)
    with pytest.raises(ds.TableError, match="event_id"):
        working.outcome_table(events().drop_columns(["event_id"]), as_at=AS_AT)
    with pytest.raises(ds.FactError, match="known_at"):
        working.outcome_table(events(), as_at=AS_AT, known_at="soon")
    nothing = working.outcome_table(events().slice(0, 0).to_reader(), as_at=AS_AT)
    assert len(nothing) == 0 and nothing.column_names == list(EXPECTED)


def many(people: int) -> pa.Table:
    """So many people, each with a start and a job."""
    ids = [person for person in range(people) for _ in range(2)]
    return pa.table(
        {
            "event_id": range(2 * people),
            "person_id": ids,
            "programme": ["p"] * (2 * people),
            "kind": ["started", "employment"] * people,
            "start": pa.array([date(2022, 5, 1), date(2022, 6, 1)] * people),
            "hours_per_week": [None, 8] * people,
        }
    )


@pytest.mark.parametrize("threads", [1, 2])
def test_progress_is_told(working: ds.Catalogue, threads: int, capsys: pytest.CaptureFixture[str]) -> None:
    told: list[tuple[int, int | None]] = []
    table = many(100_000)
    working.outcome_table(table, as_at=AS_AT, threads=threads, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (100_000, 100_000) and len(told) > 3
    assert told == sorted(told)
    working.outcome_table(table, as_at=AS_AT, progress=True)
    *_, line, end = capsys.readouterr().err.replace("\n", "\r").split("\r")
    assert end == "" and "100 %  100,000 of 100,000 people" in line
    with pytest.raises(ValueError, match="enough"):
        working.outcome_table(table, as_at=AS_AT, progress=raising)


def raising(done: int, total: int | None) -> None:
    """What is told, and has seen enough."""
    raise ValueError(f"enough: {done} of {total}")


def interrupt() -> None:
    """Ctrl-C, sent to the process by another thread."""
    sender = threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGINT))
    sender.start()
    sender.join()


@pytest.mark.parametrize("is_whole", [False, True])
def test_ctrl_c_stops_it_wherever_it_is(working: ds.Catalogue, is_whole: bool) -> None:
    """People are judged by columns, or read whole where something is amended."""
    table = many(100_000)
    if is_whole:
        # Events that amend themselves cannot count.
        table = table.append_column("amends", table["event_id"])
    seen: list[int] = []

    def progress(done: int, _: int | None) -> None:
        seen.append(done)
        if len(seen) == 3:
            interrupt()

    with pytest.raises(KeyboardInterrupt):
        working.outcome_table(table, as_at=AS_AT, progress=progress)
    assert len(seen) < 6


def test_ctrl_c_stops_a_long_stream(working: ds.Catalogue) -> None:
    made: list[int] = []

    def batches() -> Iterator[pa.RecordBatch]:
        for number in range(100_000):
            made.append(number)
            if number == 10:
                interrupt()
            yield from events().to_batches()

    with pytest.raises(KeyboardInterrupt):
        working.outcome_table(pa.RecordBatchReader.from_batches(events().schema, batches()), as_at=AS_AT)
    assert len(made) < 20
