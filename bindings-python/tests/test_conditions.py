"""Conditions by themselves, and what is wrong with them."""

import copy
from datetime import date
from decimal import Decimal

import pytest

import doorstep as ds


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        ("1 < 2", True),
        ("0.1 + 0.2", Decimal("0.3")),
        ('"social"', "social"),
        ("[1, [true, null]]", [Decimal(1), [True, None]]),
        ('date("2022-04-01") + duration("P1M")', date(2022, 5, 1)),
        ('duration("P13W")', "P91D"),
        ("[18..25)", "[18..25)"),
        ("null", None),
        ("1 / 0", None),
    ],
)
def test_values_come_out_as_pythons(condition: str, value: object) -> None:
    found = ds.evaluate(condition)
    assert found == value
    assert type(found) is type(value)


def test_named_values_are_typed_by_what_they_are() -> None:
    born = {"born": date(1990, 5, 17)}
    assert ds.evaluate("years between(born, as_at)", born, "2022-05-16") == 31
    assert ds.evaluate("years between(born, as_at)", born, date(2022, 5, 17)) == 32
    assert ds.evaluate("years between(born, as_at)", born) is None
    assert ds.evaluate("home.rent < 100", {"home": {"rent": 99}}) is True
    assert ds.evaluate("home", {"home": {"rent": 99, "with": ["a"]}}) == {"rent": Decimal(99), "with": ["a"]}


def test_a_condition_reports_where_it_is_wrong() -> None:
    with pytest.raises(ds.ConditionError) as caught:
        ds.evaluate("age >= 25 and tenure > 3", {"age": 30, "tenure": "social"})
    [problem] = caught.value.diagnostics
    assert (problem.code, problem.file, problem.line, problem.column) == ("D302", "", 1, 15)
    assert str(caught.value) == str(problem)


def test_diagnostics_are_values() -> None:
    def found() -> ds.Diagnostic:
        with pytest.raises(ds.ConditionError) as caught:
            ds.evaluate("age >=")
        return caught.value.diagnostics[0]

    assert found() == found()
    assert len({found(), found()}) == 1


def test_errors_can_be_copied() -> None:
    with pytest.raises(ds.ConditionError) as caught:
        ds.evaluate("age >=")
    again = copy.copy(caught.value)
    assert (str(again), again.diagnostics) == (str(caught.value), caught.value.diagnostics)
