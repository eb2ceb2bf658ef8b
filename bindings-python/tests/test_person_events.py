"""Events beside facts: what happened, was decided, and counts for nothing."""

import copy
import math
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

import pytest

import doorstep as ds

DAY = date(2022, 6, 1)


def grant(number: int, on: date | str, amount: object) -> dict[str, object]:
    return {"id": number, "person": 7, "kind": "grant", "on": on, "data": {"amount": amount}}


def test_events_are_told_or_not_or_none(grants: ds.Catalogue) -> None:
    def status(events: object) -> str:
        return grants.screen({}, DAY, events)["fund"].status  # type: ignore[arg-type]

    first, second, late = grant(1, date(2022, 5, 1), 200), grant(2, "2022-06-01", 99.99), grant(3, "2022-06-02", 500)
    assert status(None) == "undetermined"
    assert status([]) == "eligible"
    assert status((first, second, late)) == "eligible"
    assert status([first, MappingProxyType(grant(4, DAY, Decimal("100.00")))]) == "not_eligible"
    started = {"id": 5, "person": 7, "kind": "started", "programme": "fund", "on": "2022-04-01"}
    assert status([started]) == "not_eligible"


def test_a_workers_decision_is_named_and_decides_no_status(grants: ds.Catalogue) -> None:
    data = {"decision": "accepted", "criteria": ["cap"], "reason": "the second one was paid back"}
    decided = {"id": "d1", "person": 7, "kind": "decided", "programme": "fund", "on": DAY, "data": data}
    cap, new = grants.screen({}, DAY, [grant(1, DAY, 300), decided])["fund"].criteria
    assert (cap.status, cap.decided_by, new.decided_by) == ("not_met", "d1", "rules")


def test_events_that_count_for_nothing_are_listed(grants: ds.Catalogue) -> None:
    another = grant(2, DAY, 1) | {"person": 8}
    screening = grants.screen({}, DAY, [grant(1, DAY, 1), another, {**grant(3, DAY, 1), "kind": "gift"}])
    assert {(problem.event, problem.code) for problem in screening.event_problems} == {("2", "D652"), ("3", "D651")}
    problem = screening.event_problems[0]
    assert list(problem.to_dict()) == ["event", "code", "message", "help"]
    assert str(problem).startswith("warning[D65")
    assert grants.screen({}, DAY).event_problems == []


@pytest.mark.parametrize(
    ("events", "codes"),
    [
        ("grant", ["D601"]),
        ({"id": 1}, ["D601"]),
        ([3], ["D601"]),
        ([{"id": 1, "person": 7, "kind": "grant", "on": "2022-02-30"}], ["D605"]),
        ([grant(1, DAY, math.nan)], ["D606"]),
        ([grant(1, DAY, True)], ["D604"]),
        ([grant(1, DAY, 1) | {"data": {"amuont": 1}}], ["D603"]),
        ([grant(1, DAY, 1) | {"whom": 1}, grant(2, datetime(2022, 6, 1), 1)], ["D602", "D605"]),
    ],
)
def test_every_event_that_cannot_be_read_is_reported(grants: ds.Catalogue, events: object, codes: list[str]) -> None:
    with pytest.raises(ds.EventError) as caught:
        grants.screen({}, DAY, events)  # type: ignore[arg-type]
    assert isinstance(caught.value, ValueError)
    assert [problem.code for problem in caught.value.problems] == codes
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    assert copy.copy(caught.value).problems == caught.value.problems


def test_what_is_wrong_with_events_never_shows_what_was_told(grants: ds.Catalogue) -> None:
    wrong = grant(1, "the day they left prison", "a secret") | {"data": {"amount": "a secret", "told": "prison"}}
    with pytest.raises(ds.EventError) as caught:
        grants.screen({}, DAY, [wrong])
    for text in (str(caught.value), repr(caught.value)):
        assert not any(told in text for told in ("prison", "secret"))
    told = {"id": 1, "person": 7, "kind": "told", "on": DAY, "data": {"convicted": True}}
    assert "convicted" not in repr(grants.screen({}, DAY, [told]))
