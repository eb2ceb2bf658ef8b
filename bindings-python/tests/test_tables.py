"""Whole tables of people, from every library that has Arrow tables, and what is wrong with some."""

from __future__ import annotations

import datetime
import os
import signal
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import doorstep as ds

VOCABULARY = """
vocabulary: example
facts:
  date_of_birth: {type: date}
  age: {type: number, derive: "years between(date_of_birth, as_at)"}
  pay: {type: money}
  tenure: {type: code, values: {social: Social, other: Other}}
  in_work: {type: boolean}
  barriers: {type: codes, values: {health: Health, debt: Debt, travel: Travel}}
"""
PROGRAMME = """
programme: example
name: Example Works
in_force: {}
eligibility:
  - {id: age, text: You are 25 or over, when: age >= 25}
  - {id: pay, text: You earn less than £9.99, when: pay < 9.99}
  - {id: tenant, text: You rent from a council, when: 'tenure = "social"'}
  - {id: work, text: You are not in work, when: not(in_work)}
  - {id: barriers, text: Two things hold you back, when: count(barriers) >= 2}
"""
AS_AT = "2022-04-01"


@pytest.fixture(scope="module")
def catalogue() -> ds.Catalogue:
    """A programme that asks something of every type of fact."""
    return ds.Catalogue.parse({"vocabulary.yaml": VOCABULARY, "example.yaml": PROGRAMME})


def people() -> dict[str, list[Any]]:
    """Six people: one eligible, four not, one not known."""
    born = datetime.date(1997, 4, 1)
    return {
        "person_id": [1, 2, 3, 4, 5, 6],
        "date_of_birth": [born, born + datetime.timedelta(1), born, born, born, None],
        "pay": [Decimal("9.98"), Decimal("9.98"), Decimal("9.99"), Decimal("9.98"), Decimal("9.98"), Decimal("9.98")],
        "tenure": ["social", "social", "social", "other", "social", "social"],
        "in_work": [False] * 6,
        "barriers": [["health", "debt"]] * 4 + [["debt"], ["health", "travel"]],
    }


EXPECTED = [True, False, False, False, False, None]


def polars_frame() -> pl.DataFrame:
    """The people as Polars has them."""
    return pl.DataFrame(people())


TABLE = pa.table(people())


def with_column(name: str, column: pa.Array) -> pa.Table:
    """The table with another column in place of one."""
    return TABLE.set_column(TABLE.column_names.index(name), name, column)


def cast(name: str, to: pa.DataType) -> pa.Table:
    """The table with a column of another type."""
    return with_column(name, TABLE[name].cast(to))


BARRIERS = TABLE["barriers"].combine_chunks()
CODED = pa.ListArray.from_arrays(BARRIERS.offsets, BARRIERS.values.dictionary_encode())
PAIRS = pa.array([["health", "debt"]] * 4 + [["debt", "debt"], ["health", "travel"]], pa.list_(pa.string(), 2))
TABLES: dict[str, Any] = {
    "pyarrow": lambda: TABLE,
    "dictionary": lambda: with_column("tenure", TABLE["tenure"].dictionary_encode()),
    "chunks": lambda: pa.concat_tables([TABLE.slice(0, 2), TABLE.slice(2)]),
    "large strings": lambda: cast("tenure", pa.large_string()),
    "string views": lambda: cast("tenure", pa.string_view()),
    "floats": lambda: cast("pay", pa.float64()),
    "small floats": lambda: cast("pay", pa.float32()),
    # 9.98 and 9.99 are one float of 16 bits, whose shortest text is 9.98.
    "smallest floats": lambda: with_column("pay", pa.array([9.98, 9.98, 10, 9.98, 9.98, 9.98], pa.float16())),
    "small decimals": lambda: cast("pay", pa.decimal32(5, 2)),
    "wide decimals": lambda: cast("pay", pa.decimal256(60, 20)),
    "days in milliseconds": lambda: cast("date_of_birth", pa.date64()),
    "timestamps": lambda: cast("date_of_birth", pa.timestamp("us")),
    "timestamps in UTC": lambda: cast("date_of_birth", pa.timestamp("ns", "UTC")),
    "lists in a dictionary": lambda: with_column("barriers", CODED),
    "large lists": lambda: cast("barriers", pa.large_list(pa.large_string())),
    "list views": lambda: with_column("barriers", pa.array(BARRIERS.to_pylist(), pa.list_view(pa.string()))),
    "large list views": lambda: with_column(
        "barriers", pa.array(BARRIERS.to_pylist(), pa.large_list_view(pa.string_view()))
    ),
    "lists of one length": lambda: with_column("barriers", PAIRS),
    "small ids": lambda: cast("person_id", pa.uint8()),
    "a stream": TABLE.to_reader,
    "polars": polars_frame,
    "categorical": lambda: polars_frame().with_columns(pl.col("tenure").cast(pl.Categorical)),
    "pandas": lambda: pd.DataFrame(people()),
    "duckdb": lambda: duckdb.from_arrow(TABLE),
}


@pytest.mark.parametrize("library", TABLES)
def test_every_librarys_tables(catalogue: ds.Catalogue, library: str) -> None:
    """Each row is decided alike, whatever holds it."""
    screened = catalogue.screen_table(TABLES[library](), AS_AT)
    assert screened.problems == []
    assert screened.to_dict() == {"person_id": [1, 2, 3, 4, 5, 6], "example": EXPECTED}


def test_a_row_is_decided_as_the_person_is(catalogue: ds.Catalogue) -> None:
    """The table's answers are those of `screen`."""
    rows = pa.table(people()).to_pylist()
    for row, expected in zip(rows, EXPECTED, strict=True):
        facts = {name: value for name, value in row.items() if name != "person_id" and value is not None}
        status = {True: "eligible", False: "not_eligible", None: "undetermined"}[expected]
        assert catalogue.screen(facts, AS_AT)["example"].status == status


def test_it_goes_on_as_an_arrow_table(catalogue: ds.Catalogue) -> None:
    """What comes out is read by other libraries."""
    screened = catalogue.screen_table(pa.table(people()), AS_AT, reasons=True)
    assert pl.DataFrame(screened)["example"].to_list() == EXPECTED
    failed = pa.table(screened)["example.failed"].to_pylist()
    assert failed == [[], ["age"], ["pay"], ["tenant"], ["barriers"], []]
    assert pa.table(screened)["example.unknown"].to_pylist()[5] == ["age"]
    assert len(screened) == 6
    assert "rows=6" in repr(screened)


def test_columns_that_cannot_be_used(catalogue: ds.Catalogue) -> None:
    """All of them are told at once, with both types."""
    wrong = {"tenure": [3], "pay": ["9"], "date_of_birth": ["1997-04-01"], "barriers": ["health"]}
    with pytest.raises(ds.TableError) as caught:
        catalogue.screen_table(pa.table(wrong), AS_AT)
    assert [(problem.code, problem.column) for problem in caught.value.problems] == [
        ("D703", "tenure"),
        ("D703", "pay"),
        ("D703", "date_of_birth"),
        ("D703", "barriers"),
        ("D701", "person_id"),
    ]
    assert "holds Int64, and the fact `tenure` is one of its codes, a text" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "column", "help"),
    [
        ("tenure", pa.RunEndEncodedArray.from_arrays([6], ["social"]), "decode the runs"),
        ("pay", pa.array([9] * 6).dictionary_encode(), "decode the dictionary"),
        ("pay", pa.array([None] * 6, pa.decimal128(38, 30)), "28 digits behind the point"),
        ("date_of_birth", pa.array([None] * 6, pa.timestamp("s", "Europe/London")), "timestamps in UTC"),
        ("barriers", pa.array([[1]] * 6), "give lists of texts"),
        ("in_work", pa.array([0] * 6, pa.int8()), "give true and false"),
        ("person_id", pa.array([1.0] * 6), "give whole numbers or texts"),
    ],
)
def test_columns_of_types_that_are_not_read(catalogue: ds.Catalogue, name: str, column: pa.Array, help: str) -> None:
    """The error says what to give instead."""
    with pytest.raises(ds.TableError) as caught:
        catalogue.screen_table(with_column(name, column), AS_AT)
    [problem] = caught.value.problems
    assert (problem.code, problem.column) == ("D703", name)
    assert help in problem.help


def test_values_of_some_rows_behind_others(catalogue: ds.Catalogue) -> None:
    """A slice is what it shows, whatever stands around it, in every layout."""
    padded = {name: [*values[::-1], *values, None] for name, values in people().items()}
    for barriers in (pa.list_(pa.string()), pa.list_view(pa.string()), pa.large_list(pa.string_view())):
        table = pa.table(padded | {"barriers": pa.array(padded["barriers"], barriers)})
        assert catalogue.screen_table(table.slice(6, 6), AS_AT).to_dict()["example"] == EXPECTED


@pytest.mark.parametrize("barriers", [pa.list_(pa.string()), pa.list_view(pa.string()), pa.list_(pa.string(), 2)])
def test_lists_that_are_not_told(catalogue: ds.Catalogue, barriers: pa.DataType) -> None:
    """No list was not asked; one with something else than a code is listed, and counts as not told."""
    lists = [["health", "debt"], None, ["health", None], ["health", "debts"], ["debt", "debt"], None]
    table = with_column("barriers", pa.array(lists, barriers))
    screened = catalogue.screen_table(table, AS_AT, reasons=True)
    assert [(problem.code, problem.first) for problem in screened.problems] == [("D503", [2, 3])]
    assert [row[-1:] for row in screened.to_dict()["example.unknown"]][:5] == [[]] + [["barriers"]] * 3 + [[]]
    assert screened.to_dict()["example.failed"][4] == ["barriers"]


def coded(ids: pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts in a dictionary."""
    return ids.cast(pa.string()).dictionary_encode()


KINDS = (pa.int64(), pa.uint16(), pa.string(), pa.large_string(), pa.string_view())


@pytest.mark.parametrize("made", [coded, *(lambda ids, kind=kind: ids.cast(kind) for kind in KINDS)])
def test_a_person_comes_back_in_a_later_batch(
    catalogue: ds.Catalogue, made: Callable[[pa.ChunkedArray], pa.ChunkedArray]
) -> None:
    """Each row with an id that was there before is listed, and decided."""
    ids = pa.chunked_array([[1, 2], [3, 4], [3, None], [5, 1]])
    screened = catalogue.screen_table(pa.table({"person_id": made(ids), "pay": [9] * 8}), AS_AT)
    problems = [(problem.code, problem.rows, problem.first) for problem in screened.problems]
    assert problems == [("D752", 1, [5]), ("D753", 2, [4, 7])]
    assert len(screened) == 8


@pytest.mark.parametrize("kind", [pa.float16(), pa.float32(), pa.float64()])
def test_what_is_no_number_decides_nothing(catalogue: ds.Catalogue, kind: pa.DataType) -> None:
    """Neither NaN nor infinity is above or below anything."""
    pay = pa.array([float("nan"), float("inf"), float("-inf"), 9, 10, None]).cast(kind)
    screened = catalogue.screen_table(with_column("pay", pay), AS_AT, reasons=True)
    assert [(problem.code, problem.first) for problem in screened.problems] == [("D505", [0, 1, 2])]
    assert ["pay" in row for row in screened.to_dict()["example.unknown"]] == [True] * 3 + [False, False, True]
    assert ["pay" in row for row in screened.to_dict()["example.failed"]] == [False] * 4 + [True, False]


def test_decimals_that_no_number_holds(catalogue: ds.Catalogue) -> None:
    """Numbers have 28 digits."""
    pay = pa.array([Decimal(10) ** 28, -(Decimal(10) ** 28), Decimal(10) ** 28 - 1, Decimal(9), None, None])
    for kind in (pa.decimal128(38, 0), pa.decimal256(76, 0)):
        screened = catalogue.screen_table(with_column("pay", pay.cast(kind)), AS_AT, reasons=True)
        assert [(problem.code, problem.first) for problem in screened.problems] == [("D505", [0, 1])]
        assert ["pay" in row for row in screened.to_dict()["example.failed"]] == [
            False,
            False,
            True,
            False,
            False,
            False,
        ]


def test_tables_without_rows_or_columns(catalogue: ds.Catalogue) -> None:
    """No rows are no rows; no columns are no table of people."""
    assert len(catalogue.screen_table(pa.table(people()).slice(0, 0), AS_AT)) == 0
    with pytest.raises(ds.TableError, match="person_id"):
        catalogue.screen_table(pa.table({}), AS_AT)
    repeated = pa.Table.from_arrays([pa.array([1]), pa.array([2]), pa.array([3])], ["person_id", "pay", "pay"])
    with pytest.raises(ds.TableError, match="two columns `pay`"):
        catalogue.screen_table(repeated, AS_AT)
    with pytest.raises(TypeError, match="__arrow_c_stream__"):
        catalogue.screen_table([{"person_id": 1}], AS_AT)


def test_rows_that_cannot_be_used_are_listed_and_kept(catalogue: ds.Catalogue) -> None:
    """Nothing is dropped, and nothing that is odd decides."""
    odd = {
        "person_id": [1, None, 1, 4, 5],
        "date_of_birth": [datetime.date(1990, 1, 1)] * 3 + [datetime.date(2030, 1, 1), None],
        "pay": [float("nan"), 1.0, 1.0, 1.0, float("inf")],
        "tenure": ["social", "social", "sociable", "social", "social"],
        "shoe_size": [4, 4, 4, 4, 4],
        "barriers": [["health", "debt"], ["health", None], ["health", "debt"], ["health", "debts"], []],
        "in_work": [False] * 5,
    }
    screened = catalogue.screen_table(pa.table(odd), AS_AT, reasons=True)
    assert [(problem.code, problem.column, problem.rows, problem.first) for problem in screened.problems] == [
        ("D751", "shoe_size", 0, []),
        ("D752", "person_id", 1, [1]),
        ("D753", "person_id", 1, [2]),
        ("D754", "date_of_birth", 1, [3]),
        ("D505", "pay", 2, [0, 4]),
        ("D503", "tenure", 1, [2]),
        ("D503", "barriers", 2, [1, 3]),
    ]
    assert screened.to_dict()["example"] == [None, None, None, None, False]
    assert screened.to_dict()["example.unknown"] == [
        ["pay"],
        ["barriers"],
        ["tenant"],
        ["age", "barriers"],
        ["age", "pay"],
    ]


def test_a_derived_fact_must_agree_with_its_sources(catalogue: ds.Catalogue) -> None:
    """An age that is not that of the date of birth is listed, and neither is used."""
    born = datetime.date(1990, 1, 1)
    table = pa.table({"person_id": ["a", "b", "c"], "date_of_birth": [born, born, None], "age": [32, 33, 24]})
    screened = catalogue.screen_table(table, AS_AT, reasons=True)
    assert [(problem.code, problem.column, problem.first) for problem in screened.problems] == [("D506", "age", [1])]
    assert [ids[:1] for ids in screened.to_dict()["example.unknown"]] == [["pay"], ["age"], ["pay"]]
    assert screened.to_dict()["example"] == [None, None, False]


def watched(rows: int) -> pa.Table:
    """A table that takes a while."""
    return pa.table({"person_id": range(rows), "in_work": [True] * rows})


def test_progress_is_told(catalogue: ds.Catalogue) -> None:
    """A large table can be watched."""
    rows = 600_000
    seen: list[tuple[int, int | None]] = []
    catalogue.screen_table(watched(rows), AS_AT, threads=1, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (rows, rows)
    assert len(seen) == 3
    seen.clear()
    catalogue.screen_table(watched(5).to_reader(max_chunksize=2), AS_AT, progress=lambda *told: seen.append(told))
    assert seen == [(2, None), (4, None), (5, None)]
    with pytest.raises(TypeError, match="progress is True, or is called with two numbers, not str"):
        catalogue.screen_table(watched(1), AS_AT, progress="yes")  # type: ignore[arg-type]


def test_progress_is_a_line_on_stderr(catalogue: ds.Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    """The last of it says that all is done, and the line ends."""
    catalogue.screen_table(watched(1000), AS_AT, progress=True)
    *_, line, end = capsys.readouterr().err.replace("\n", "\r").split("\r")
    assert end == ""
    assert line.startswith(f"[{'#' * 30}] 100 %  1,000 of 1,000 people, ")
    catalogue.screen_table(watched(1000), AS_AT, progress=False)
    assert capsys.readouterr() == ("", "")


def interrupt() -> None:
    """Ctrl-C, sent to the process by another thread."""
    sender = threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGINT))
    sender.start()
    sender.join()


@pytest.mark.parametrize("batches_before", [1, 100])
def test_ctrl_c_stops_a_long_stream(catalogue: ds.Catalogue, batches_before: int) -> None:
    """It ends after few more batches, wherever it was."""
    made: list[int] = []

    def batches() -> Iterator[pa.RecordBatch]:
        for number in range(100_000):
            made.append(number)
            if number == batches_before:
                interrupt()
            yield from pa.table({"person_id": [number], "in_work": [True]}).to_batches()

    schema = pa.schema({"person_id": pa.int64(), "in_work": pa.bool_()})
    with pytest.raises(KeyboardInterrupt):
        catalogue.screen_table(pa.RecordBatchReader.from_batches(schema, batches()), AS_AT)
    assert len(made) - batches_before < 5


def test_ctrl_c_stops_a_large_table(catalogue: ds.Catalogue) -> None:
    """It ends with the rows that are being screened."""
    seen: list[int] = []

    def progress(done: int, _: int | None) -> None:
        seen.append(done)
        if len(seen) == 2:
            interrupt()

    chunks = pa.concat_tables([watched(10)] * 1000)
    with pytest.raises(KeyboardInterrupt):
        catalogue.screen_table(chunks, AS_AT, progress=progress)
    assert len(seen) < 5


def test_a_stream_is_let_go(catalogue: ds.Catalogue) -> None:
    """Of the batches of a stream nothing stays but the ids."""
    rows, before = 50_000, pa.total_allocated_bytes()

    def batches() -> Iterator[pa.RecordBatch]:
        for number in range(20):
            ids = range(number * rows, (number + 1) * rows)
            yield from pa.table({"person_id": ids, "pay": [9.0] * rows}).to_batches()

    schema = pa.schema({"person_id": pa.int64(), "pay": pa.float64()})
    screened = catalogue.screen_table(pa.RecordBatchReader.from_batches(schema, batches()), AS_AT)
    assert len(screened) == 20 * rows
    assert pa.total_allocated_bytes() - before < 3 * rows * 16


@pytest.mark.parametrize("codes", [250, 251, 254, 255, 256, 400])
@pytest.mark.parametrize("coded", [False, True])
def test_facts_of_many_codes(codes: int, coded: bool) -> None:
    """Each code is itself, however many there are."""
    names = [f"c{code}" for code in range(codes)]
    values = ", ".join(f"{name}: C" for name in names)
    when = f'\'area in ("c3", "{names[-1]}")\''
    programme = PROGRAMME.split("eligibility:")[0] + f"eligibility: [{{id: a, text: A, when: {when}}}]"
    vocabulary = f"{{vocabulary: example, facts: {{area: {{type: code, values: {{{values}}}}}}}}}"
    catalogue = ds.Catalogue.parse({"vocabulary.yaml": vocabulary, "example.yaml": programme})
    areas = pa.array([*names, None])
    table = pa.table({"person_id": range(codes + 1), "area": areas.dictionary_encode() if coded else areas})
    screened = catalogue.screen_table(table, AS_AT)
    assert screened.problems == []
    assert screened.to_dict()["example"] == [code in (3, codes - 1) for code in range(codes)] + [None]


def test_batches_are_screened_as_you_go(catalogue: ds.Catalogue) -> None:
    taken = []

    def batches() -> Iterator[pa.RecordBatch]:
        for at in range(5):
            taken.append(at)
            yield pa.record_batch({"person_id": pa.array([at, at]), "age": pa.array([30, 20], pa.int8())})

    schema = pa.schema({"person_id": pa.int64(), "age": pa.int8()})
    stream = pa.RecordBatchReader.from_batches(schema, batches())
    screened = catalogue.screen_batches(stream, AS_AT, reasons=True)
    first = next(screened)
    assert (taken, screened.rows, screened.problems) == ([0], 2, [])
    assert first.to_dict()["example"] == [None, False]
    rest = [row for batch in screened for row in pa.table(batch).column("person_id").to_pylist()]
    assert rest == [1, 1, 2, 2, 3, 3, 4, 4]
    assert screened.rows == 10
    assert [(problem.code, problem.rows) for problem in screened.problems] == [("D753", 5)]
    assert list(screened) == []


def test_a_large_batch_comes_in_parts(catalogue: ds.Catalogue) -> None:
    rows = 600_000
    people = pa.table({"person_id": range(rows), "age": pa.array([30] * rows, pa.int8())})
    batches = catalogue.screen_batches(people, AS_AT)
    whole = pa.concat_tables([pa.table(batch) for batch in batches])
    assert whole.equals(pa.table(catalogue.screen_table(people, AS_AT)))
    assert whole.column("person_id").num_chunks > 1


def test_batches_refuse_what_tables_refuse(catalogue: ds.Catalogue) -> None:
    with pytest.raises(ds.TableError, match="no column `person_id`"):
        catalogue.screen_batches(pa.table({"age": [30]}), AS_AT)
    with pytest.raises(TypeError, match="__arrow_c_stream__"):
        catalogue.screen_batches([{"age": 30}], AS_AT)
