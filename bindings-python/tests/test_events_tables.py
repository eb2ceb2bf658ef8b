"""Tables of events, in and out, with the libraries that people have."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest

import doorstep as ds

ROWS: list[dict[str, Any]] = [
    {"event_id": 1, "person_id": 7, "programme": "example", "kind": "started", "start": date(2022, 5, 1)},
    {"event_id": 2, "person_id": 7, "kind": "course", "start": date(2022, 5, 20), "hours": 4.5},
    {"event_id": 3, "person_id": 8, "kind": "told", "start": date(2022, 5, 20), "tenure": "social"},
    {"event_id": 4, "person_id": 7, "kind": "assigned", "start": date(2022, 5, 1), "worker": "w1", "amends": None},
]
NAMES = ["event_id", "person_id", "programme", "kind", "start", "hours", "tenure", "worker", "amends"]


@pytest.fixture
def table() -> pa.Table:
    return pa.Table.from_pylist([{name: row.get(name) for name in NAMES} for row in ROWS])


def as_lines() -> str:
    keys = {"event_id": "id", "person_id": "person"}
    lines = []
    for row in ROWS:
        own = ("event_id", "person_id", "programme", "kind", "start")
        line: dict[str, Any] = {keys.get(name, name): row.get(name) for name in own}
        line["data"] = {name: row[name] for name in ("hours", "tenure", "worker") if name in row}
        lines.append(json.dumps(line, default=str))
    return "\n".join(lines)


def test_whatever_library_has_it_a_table_is_the_same_events(catalogue: ds.Catalogue, table: pa.Table) -> None:
    expected = ds.CaseFile.from_jsonl(as_lines(), catalogue)
    assert len(expected) == 4 and [problem.code for problem in expected.problems] == ["D652"]
    frame = table.to_pandas()
    encoded = table.set_column(3, "kind", table["kind"].dictionary_encode())
    large = table.cast(pa.schema([field.with_type(larger(field.type)) for field in table.schema]))
    given = [table, pl.DataFrame(table), frame, encoded, large, duckdb.from_arrow(table), table.to_reader()]
    given += [
        pa.concat_tables([table.slice(0, 2), table.slice(2)]),
        pl.DataFrame(table.slice(0, 0)).vstack(pl.DataFrame(table)),
    ]
    for form in given:
        file = ds.CaseFile.from_table(form, catalogue)
        assert file.to_jsonl() == expected.to_jsonl(), type(form)
        assert (file.rejected, file.table_problems) == ([], [])
    stamped = table.set_column(4, "start", table["start"].cast(pa.timestamp("ns")))
    assert ds.CaseFile.from_table(stamped.to_pandas(), catalogue).to_jsonl() == expected.to_jsonl()


def larger(of: pa.DataType) -> pa.DataType:
    return pa.large_string() if of == pa.string() else of


def test_a_table_that_is_written_is_the_same_events_wherever_it_went(catalogue: ds.Catalogue) -> None:
    told = {"id": "t", "person": 7, "kind": "told", "on": "2022-05-02"}
    events = [
        {**told, "data": {"tenure": {"value": "social", "evidence": "letter", "on": "2022-05-01"}}},
        {**told, "id": "u", "data": {"age": {"absent": "declined"}, "household": [{"age": 3}]}},
        {"id": "c", "person": 7, "kind": "confidence", "on": "2022-05-02", "data": {"items": [1, None, 2.5]}},
        {"id": "v", "person": 7, "voids": "t", "recorded_at": "2022-06-01T09:30:00+01:00", "recorded_by": "w1"},
    ]
    file = ds.CaseFile(events, catalogue)
    written = file.to_table()
    assert (len(written), repr(written)) == (4, f"EventsTable(rows=4, columns={len(written.column_names)})")
    arrow = pa.table(written)
    assert arrow.schema.field("start").type == pa.date32() and not arrow.schema.field("event_id").nullable
    assert arrow.schema.field("items").type == pa.list_(pa.decimal128(38, 10))
    assert written.column_names[17:] == ["items", "age.absent", "tenure", "tenure.evidence", "tenure.on", "data"]
    for form in (written, arrow, pl.DataFrame(written), pl.DataFrame(written).to_pandas()):
        assert ds.CaseFile.from_table(form, catalogue).to_jsonl() == file.to_jsonl(), type(form)
    columns = written.to_dict()
    assert columns["event_id"] == ["v", "t", "u", "c"]
    place = columns["event_id"].index("c")
    assert columns["items"][place] == ["1", None, "2.5"] and columns["start"][place] == "2022-05-02"
    json.dumps(columns)
    empty = ds.CaseFile([], catalogue).to_table()
    assert len(empty) == 0 and len(empty.column_names) == 17 == len(pa.table(empty).schema)
    assert len(ds.CaseFile.from_table(empty, catalogue)) == 0


def test_what_is_wrong_with_a_table_is_said_by_column(catalogue: ds.Catalogue, table: pa.Table) -> None:
    wrong = [
        (table.drop_columns(["event_id"]), [("D701", "event_id")]),
        (pa.table({}), [("D701", "event_id"), ("D701", "person_id")]),
        (table.set_column(4, "start", pa.array([True] * 4)), [("D703", "start")]),
        (table.set_column(0, "event_id", pa.array([1.5] * 4)), [("D703", "event_id")]),
        (table.append_column("kind", table["kind"]), [("D702", "kind")]),
    ]
    for given, expected in wrong:
        with pytest.raises(ds.TableError) as caught:
            ds.CaseFile.from_table(given, catalogue)
        assert [(problem.code, problem.column) for problem in caught.value.problems] == expected
    for other in (3, None, [1], {"event_id": [1]}):
        with pytest.raises(TypeError, match="events are a table"):
            ds.CaseFile.from_table(other, catalogue)


def test_rows_that_cannot_be_read_are_kept_and_columns_that_say_nothing_listed(catalogue: ds.Catalogue) -> None:
    given = {
        "event_id": ["a", None, "c", "d"],
        "person_id": [7, 7, 7, 7],
        "kind": ["course"] * 4,
        "start": ["2022-05-01", "2022-05-01", "2022-05-32", "2022-05-09"],
        "end": [None, None, None, "2022-05-01"],
        "hour": [1, 2, 3, 4],
    }
    file = ds.CaseFile.from_table(pa.table(given), catalogue)
    assert sorted((line.line, line.problem.code) for line in file.rejected) == [(2, "D601"), (3, "D605")]
    assert {problem.event: problem.code for problem in file.problems if problem.event} == {"c": "D605", "d": "D656"}
    [ignored] = file.table_problems
    assert (ignored.code, ignored.column, ignored.help) == ("D751", "hour", "did you mean `hours`?")
    assert len(file) + len(file.rejected) == 4
    again = ds.CaseFile.from_jsonl(file.to_jsonl(), catalogue)
    assert again.to_jsonl() == file.to_jsonl() and file.merge(again).table_problems == []


def test_a_caseload_is_of_a_table_too(catalogue: ds.Catalogue, table: pa.Table) -> None:
    expected = [item.to_dict() for item in catalogue.caseload(as_lines(), "2022-06-10", "w1")]
    assert [(item["person"], item["reason"]) for item in expected] == [("7", "action_overdue"), ("7", "review_overdue")]
    for form in (table, pl.DataFrame(table), table.to_pandas()):
        assert [item.to_dict() for item in catalogue.caseload(form, "2022-06-10", "w1")] == expected
    with pytest.raises(ds.TableError):
        catalogue.caseload(table.drop_columns(["person_id"]), "2022-06-10")


def test_progress_is_told_and_moments_keep_their_offset(catalogue: ds.Catalogue, table: pa.Table) -> None:
    told: list[tuple[int, int | None]] = []
    ds.CaseFile.from_table(table, catalogue, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (4, 4)
    noon = datetime(2022, 6, 1, 12, tzinfo=UTC)
    stamped = table.append_column("recorded_at", pa.array([noon] * 4, pa.timestamp("us", "+01:00")))
    file = ds.CaseFile.from_table(stamped, catalogue)
    assert {event["recorded_at"] for event in file.events} == {"2022-06-01T13:00:00+01:00"}
    zoned = table.append_column("recorded_at", pa.array([noon] * 4, pa.timestamp("us", "Europe/London")))
    with pytest.raises(ds.TableError, match="recorded_at"):
        ds.CaseFile.from_table(zoned, catalogue)
    assert file.events[0]["person"] == "7" and file.state("example", "2022-06-10").actions[2].so_far == Decimal("4.5")
