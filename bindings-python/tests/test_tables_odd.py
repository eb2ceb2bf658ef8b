"""Tables that are odd in ways that real ones are."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Iterator
from decimal import Decimal

import polars as pl
import pyarrow as pa
import pytest

import doorstep as ds

DAY = "2022-04-01"


Facts = dict[str, dict[str, object]]


def rules(facts: Facts, **whens: str | None) -> ds.Catalogue:
    """A programme for each condition; without one it is open to everybody."""
    documents = {"v.json": json.dumps({"vocabulary": "v", "facts": facts})}
    for programme, when in whens.items():
        eligibility = [] if when is None else [{"id": "rule", "text": "The rule", "when": when}]
        programme = programme.replace("__", ".")
        documents[f"{programme}.json"] = json.dumps(
            {"programme": programme, "name": programme, "in_force": {}, "eligibility": eligibility}
        )
    return ds.Catalogue.parse(documents)


NUMBER: Facts = {"n": {"type": "number"}}
BOOLEAN: Facts = {"w": {"type": "boolean"}}


@pytest.mark.parametrize("masked", [True, False])
def test_nothing_is_told_of_a_row_that_is_null_as_a_whole(masked: bool) -> None:
    rows: pa.Array
    if masked:
        columns = [pa.array([1, 2]), pa.array([6, 7])]
        rows = pa.StructArray.from_arrays(columns, names=["person_id", "n"], mask=pa.array([False, True]))
    else:
        rows = pa.array([{"person_id": 1, "n": 6}, None])
    screened = rules(NUMBER, p="n < 18").screen_table(pa.chunked_array([rows]), DAY)
    assert screened.to_dict() == {"person_id": [1, None], "p": [True, None]}
    assert [(problem.code, problem.first) for problem in screened.problems] == [("D752", [1])]


@pytest.mark.parametrize("when", ["years between(date_of_birth, as_at) < 25", 'date_of_birth > date("2000-01-01")'])
def test_nobody_is_born_after_the_day(when: str) -> None:
    people = pa.table({"person_id": [1, 2], "date_of_birth": [datetime.date(2023, 1, 1), datetime.date(2001, 1, 1)]})
    screened = rules({"date_of_birth": {"type": "date"}}, p=when).screen_table(people, DAY)
    assert screened.to_dict()["p"] == [None, True]
    assert [(problem.code, problem.first) for problem in screened.problems] == [("D754", [0])]


def test_columns_of_polars_that_hold_nothing() -> None:
    facts: Facts = BOOLEAN | {"bs": {"type": "codes", "values": {"a": "A"}}}
    people = pl.DataFrame({"person_id": [1, 2], "w": [None, None], "notes": [None, None], "bs": [[], []]})
    screened = rules(facts, p="w or count(bs) > 0").screen_table(people, DAY)
    assert screened.to_dict() == {"person_id": [1, 2], "p": [None, None]}


def test_a_programme_without_criteria_has_no_reasons() -> None:
    screened = rules(BOOLEAN, p=None).screen_table(pa.table({"person_id": [1]}), DAY, reasons=True)
    assert screened.to_dict() == {"person_id": [1], "p": [True], "p.failed": [[]], "p.unknown": [[]]}


def test_dictionaries_without_values() -> None:
    nothing = pa.DictionaryArray.from_arrays(pa.array([None, None], pa.int8()), pa.array([], pa.string()))
    catalogue = rules(BOOLEAN | {"t": {"type": "code", "values": {"a": "A"}}}, p="w", q='t = "a"')
    screened = catalogue.screen_table(pa.table({"person_id": nothing, "t": nothing}), DAY)
    assert screened.to_dict() == {"person_id": [None, None], "p": [None, None], "q": [None, None]}
    assert [(problem.code, problem.rows) for problem in screened.problems] == [("D752", 2)]
    found = catalogue.provision(pa.table({"person_id": [1, 2], "area": nothing}), DAY, area="area")
    assert [(area.area, area.people) for area in found.areas] == [(None, 2)]
    never = pa.DictionaryArray.from_arrays(pa.array([None], pa.int8()), pa.nulls(0))
    assert catalogue.screen_table(pa.table({"person_id": [1], "t": never}), DAY).to_dict()["q"] == [None]


def test_ids_in_dictionaries_are_shown_as_they_are() -> None:
    catalogue = rules(BOOLEAN, p="w")
    numbers = pa.array([5, 7, 5]).dictionary_encode()
    assert catalogue.screen_table(pa.table({"person_id": numbers}), DAY).to_dict()["person_id"] == [5, 7, 5]
    texts = pa.DictionaryArray.from_arrays(pa.array([0, 1, None], pa.int8()), pa.array(["q", None]))
    assert catalogue.screen_table(pa.table({"person_id": texts}), DAY).to_dict()["person_id"] == ["q", None, None]


def test_a_stream_that_contradicts_itself_is_refused() -> None:
    def batches() -> Iterator[pa.RecordBatch]:
        yield pa.record_batch({"person_id": pa.array([1]), "n": pa.array([6])})
        yield pa.record_batch({"person_id": pa.array([2]), "n": pa.nulls(1)})

    schema = pa.schema({"person_id": pa.int64(), "n": pa.int64()})
    stream = pa.RecordBatchReader.from_batches(schema, batches())
    with pytest.raises(ValueError, match="the table cannot be read"):
        rules(NUMBER, p="n < 18").screen_table(stream, DAY)


@pytest.mark.parametrize(
    ("catalogue", "name"),
    [(rules(BOOLEAN, person_id="w"), "person_id"), (rules(BOOLEAN, p="w", p__failed="not(w)"), "p.failed")],
)
def test_columns_of_the_result_have_names_of_their_own(catalogue: ds.Catalogue, name: str) -> None:
    with pytest.raises(ds.TableError, match=f"the result would have two columns `{name}`"):
        catalogue.screen_table(pa.table({"person_id": [7], "w": [True]}), DAY, reasons=True)


@pytest.mark.parametrize(
    ("kind", "value", "status"),
    [
        (pa.decimal128(38, 26), "300", False),
        (pa.decimal128(38, 26), "299.99999999999999999999999999", None),
        (pa.decimal128(38, 26), "299.9999999999999999999999999", True),
        (pa.decimal128(38, 20), "250000000", False),
        (pa.decimal256(60, 28), "5", True),
        (pa.decimal256(60, 28), "12345678901234567890", False),
    ],
)
def test_digits_that_are_0_take_no_room(kind: pa.DataType, value: str, status: bool | None) -> None:
    catalogue = rules({"income": {"type": "money"}}, p="income < 300")
    people = pa.table({"person_id": [1], "income": pa.array([Decimal(value)], kind)})
    assert catalogue.screen_table(people, DAY).to_dict()["p"] == [status]
    if status is None:
        with pytest.raises(ds.FactError):
            catalogue.screen({"income": Decimal(value)}, DAY)
    else:
        assert catalogue.screen({"income": Decimal(value)}, DAY)["p"].status == (
            "eligible" if status else "not_eligible"
        )


def test_a_library_that_cannot_write_its_table_says_so_itself() -> None:
    class Broken:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            raise RuntimeError("column `n` has no Arrow type")

    with pytest.raises(ValueError, match=r"the table, a Broken, cannot be read: .*column `n` has no Arrow type"):
        rules(NUMBER, p="n < 18").screen_table(Broken(), DAY)
    with pytest.raises(TypeError, match="a table with columns"):
        rules(NUMBER, p="n < 18").screen_table(pa.chunked_array([[1, 2]]), DAY)


@pytest.mark.parametrize("zone", ["UTC", "Etc/UTC", "GMT", "Z", "+00:00"])
def test_timestamps_of_utc_by_any_name(zone: str) -> None:
    moments = pa.array([datetime.datetime(2001, 1, 1, 23, 59)], pa.timestamp("us"))
    people = pa.table({"person_id": [1], "since": moments.cast(pa.timestamp("us", zone))})
    catalogue = rules({"since": {"type": "date"}}, p='since = date("2001-01-01")')
    assert catalogue.screen_table(people, DAY).to_dict()["p"] == [True]


def test_a_group_can_be_found_again() -> None:
    """The condition of a group that is left out fits as many people as are told, in a programme of its own."""
    facts: Facts = NUMBER | {"bs": {"type": "codes", "values": {"a": "A", "b": "B"}}}
    rows = [(n, bs) for n in (None, 10, 20, 30, math.nan) for bs in ([], ["a"], ["a", "b"], None)]
    people = pa.table(
        {
            "person_id": range(len(rows)),
            "n": pa.array([n for n, _ in rows], pa.float64()),
            "bs": [bs for _, bs in rows],
        }
    )
    own = {"p": "n < 15 and count(bs) > 1", "q": "n > 25"}
    found = rules(facts, **own).provision(people, DAY, programmes=["p", "q"])
    for group in found.left_out:
        again = rules(facts, **own, group=group.condition).screen_table(people, DAY)
        assert again.to_dict()["group"].count(True) == group.people
