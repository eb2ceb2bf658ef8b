"""Facts: what of Python's values is read as what, and what is refused."""

import gc
import math
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from types import MappingProxyType

import pytest

import doorstep as ds

DAY = date(2022, 6, 1)


def problems(catalogue: ds.Catalogue, facts: object, as_at: object = DAY) -> list[tuple[str, str]]:
    with pytest.raises(ds.FactError) as caught:
        catalogue.screen(facts, as_at)  # type: ignore[arg-type]
    return [(problem.fact, problem.code) for problem in caught.value.problems]


class Grade(IntEnum):
    """A whole number that says something else as text."""

    OLD = 30


@pytest.mark.parametrize("age", [30, 30.0, Decimal("30.0"), Grade.OLD, Decimal("3E+1")])
def test_numbers_of_every_kind_are_one_number(catalogue: ds.Catalogue, age: object) -> None:
    assert catalogue.screen({"age": age}, DAY)["example"].criteria[0].because == {"age": Decimal(30)}


def test_a_float_is_its_shortest_text(words: ds.Catalogue) -> None:
    assert words.screen({"rent": 0.1}, DAY)["all_types"].criteria[2].because == {"rent": Decimal("0.1")}
    assert ds.evaluate("x = 0.3", {"x": 0.1 + 0.2}) is False


@pytest.mark.parametrize(
    "rent", [math.nan, math.inf, Decimal("NaN"), Decimal("-Infinity"), 1e300, pytest.param(10**5000, id="10**5000")]
)
def test_numbers_that_no_decimal_holds_are_refused(words: ds.Catalogue, rent: object) -> None:
    assert problems(words, {"rent": rent}) == [("rent", "D505")]


def test_a_bool_is_not_a_number_nor_a_number_a_bool(words: ds.Catalogue, catalogue: ds.Catalogue) -> None:
    assert problems(catalogue, {"age": True}) == [("age", "D502")]
    assert problems(words, {"in_work": 1}) == [("in_work", "D502")]


class Day(date):
    """A date by another name."""


def test_a_date_is_not_a_datetime(catalogue: ds.Catalogue) -> None:
    told = catalogue.screen({"date_of_birth": Day(1990, 5, 17)}, Day(2022, 6, 1))
    assert told["example"].criteria[0].because["date_of_birth"] == date(1990, 5, 17)
    assert problems(catalogue, {"date_of_birth": datetime(1990, 5, 17)}) == [("date_of_birth", "D502")]


@pytest.mark.parametrize("as_at", ["2022-02-30", "1/6/2022", "", datetime(2022, 6, 1), 20220601, True, None, ["x"]])
def test_the_day_judged_must_be_a_day(catalogue: ds.Catalogue, as_at: object) -> None:
    assert problems(catalogue, {}, as_at) == [("as_at", "D509")]
    if as_at is not None:
        with pytest.raises(ds.FactError, match="D509"):
            ds.evaluate("true", {}, as_at)  # type: ignore[arg-type]


def test_an_unknown_fact_is_told_the_nearest_name(catalogue: ds.Catalogue) -> None:
    with pytest.raises(ds.FactError) as caught:
        catalogue.screen({"date_of_brith": "1990-05-17", "tenure": "rented", "age": "x"}, DAY)
    first, *rest = caught.value.problems
    assert (first.code, first.fact, first.help) == ("D501", "date_of_brith", "did you mean `date_of_birth`?")
    assert [problem.code for problem in rest] == ["D503", "D502"]
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    assert first.to_dict()["fact"] == "date_of_brith"


def test_mappings_and_sequences_of_any_kind_are_read(words: ds.Catalogue) -> None:
    facts = MappingProxyType({"barriers": OrderedDict(value=("debt",), complete=True)})
    assert words.screen(facts, DAY)["all_types"].criteria[1].status == "not_met"


def knot() -> object:
    """A list that holds itself twice: it has no end, and 2 to the 64 parts in 64 levels."""
    items: list[object] = []
    items += [items, items]
    return items


@pytest.mark.parametrize(
    "value", [object(), Fraction(1, 2), b"30", {30}, 3j, "\ud800", {1: 2}, {"\ud800": 1}, range(3), knot()]
)
def test_what_has_no_meaning_is_refused_and_never_shown(catalogue: ds.Catalogue, value: object) -> None:
    [(fact, code)] = problems(catalogue, {"age": value})
    assert fact == "age"
    assert code in {"D502", "D507"}
    with pytest.raises(ds.ConditionError):
        ds.evaluate("x = 1", {"x": value})


@pytest.mark.parametrize("facts", [None, [], "age", {30: "age"}, knot()])
def test_facts_are_names_and_values(catalogue: ds.Catalogue, facts: object) -> None:
    assert problems(catalogue, facts) == [("", "D507")]


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


def test_nesting_is_counted_and_never_left_to_the_stack(catalogue: ds.Catalogue) -> None:
    assert ds.evaluate("count(x)", {"x": nested(60)}) == 1
    with pytest.raises(ds.ConditionError, match="nested more than 64 deep"):
        ds.evaluate("count(x)", {"x": nested(100_000)})
    deep = nested(100_000)
    assert problems(catalogue, {"age": deep}) == [("age", "D502")]
    del deep
    gc.collect()


def test_a_list_has_10_000_entries_at_most() -> None:
    assert ds.evaluate("count(x)", {"x": [1] * 10_000}) == 10_000
    with pytest.raises(ds.ConditionError, match="D508"):
        ds.evaluate("count(x)", {"x": [1] * 10_001})


def test_an_error_of_the_callers_own_mapping_comes_through(catalogue: ds.Catalogue) -> None:
    class Broken(Mapping[str, int]):
        def __getitem__(self, key: str) -> int:
            raise RuntimeError("no such luck")

        def __iter__(self):  # type: ignore[no-untyped-def]
            return iter(["age"])

        def __len__(self) -> int:
            return 1

    with pytest.raises(RuntimeError, match="no such luck"):
        catalogue.screen(Broken(), DAY)


def test_numpy_numbers_are_read_by_their_own_width(catalogue: ds.Catalogue, words: ds.Catalogue) -> None:
    np = pytest.importorskip("numpy")
    for kind in (np.float32, np.float64, np.float16):
        assert words.screen({"rent": kind(0.1)}, DAY)["all_types"].criteria[2].because["rent"] in {
            Decimal("0.1"), Decimal("0.09998")
        }  # fmt: skip
    assert catalogue.screen({"age": np.int64(30)}, DAY)["example"].criteria[0].status == "met"
    assert words.screen({"in_work": np.bool_(True)}, DAY)["all_types"].status == "not_eligible"
    assert problems(catalogue, {"age": np.float32("nan")}) == [("age", "D505")]
    assert problems(catalogue, {"age": np.array([30])}) == [("age", "D502")]
