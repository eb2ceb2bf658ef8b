"""Outcomes and claims, used as a newcomer would."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest

import doorstep as ds

START = {"id": "s", "person": 7, "kind": "started", "programme": "p", "on": "2022-05-01"}
JOB = {"id": "j", "person": 7, "kind": "job", "start": date(2022, 6, 1), "data": {"hours": Decimal("7.5")}}
LEFT = {"id": "l", "person": 7, "kind": "job", "start": "2022-05-10", "end": "2022-05-20", "data": {"hours": -1}}
ON = "2022-07-01"


def claim(id: str, on: str, **data: object) -> dict[str, object]:
    told = {"outcome": "work", **data}
    return {"id": id, "person": 7, "kind": "claimed", "programme": "p", "on": on, "data": told}


@pytest.fixture(scope="module")
def catalogue() -> ds.Catalogue:
    """A programme that counts work, work that lasts, and a fact that changes."""
    vocabulary = """
vocabulary: v
facts:
  working: {type: boolean}
  secret: {type: text}
records: {job: {spell: true, attributes: {hours: number}}}
evidence: {payslip: document}
"""
    programme = """
programme: p
name: P
in_force: {from: 2022-01-01}
funding: [{id: council, funder: town}, {id: lottery, funder: fund}, {id: match, funder: esf, matches: council}]
outcomes:
  - id: work
    text: Into work
    record: job
    where: hours >= 7
    evidence: document
    claim: {funding: council, within: P30D}
  - {id: lasting, record: job, lasting: {continuous: P13W}}
  - {id: told, fact: working, becomes: true}
  - {id: left_out, record: job, exclude: 'secret = "x"'}
"""
    return ds.Catalogue.parse({"v.yaml": vocabulary, "p.yaml": programme})


def test_outcomes_are_a_sequence_that_is_asked_by_id_too(catalogue: ds.Catalogue) -> None:
    outcomes = catalogue.outcomes("p", {}, [START, JOB], ON)
    assert len(outcomes) == 4 and [outcome.id for outcome in outcomes] == ["work", "lasting", "told", "left_out"]
    assert [outcome.id for outcome in reversed(outcomes)] == ["left_out", "told", "lasting", "work"]
    assert outcomes[0].id == outcomes[-4].id == outcomes["work"].id == "work"
    assert "work" in outcomes and "working" not in outcomes and 0 not in outcomes
    for place in (4, -5):
        with pytest.raises(IndexError):
            outcomes[place]
    with pytest.raises(KeyError, match="'working'"):
        outcomes["working"]
    wrong: list[Any] = [1.0, None, slice(0, 2), b"work"]
    for key in wrong:
        with pytest.raises(TypeError, match="an outcome is asked for by its id or its place, not by a"):
            outcomes[key]
    assert all(outcome in outcomes and outcome == outcomes[outcome.id] for outcome in outcomes)
    assert len({outcomes["work"], outcomes[0], outcomes["told"]}) == 2 and outcomes["work"] != outcomes["told"]


def test_what_is_wrong_with_the_events_given_is_told(catalogue: ds.Catalogue) -> None:
    wrong = {**JOB, "id": "w", "start": "2022-06-01", "end": "2022-05-01"}
    outcomes = catalogue.outcomes("p", {}, [START, wrong], ON)
    assert [problem.event for problem in outcomes.problems] == ["w"]
    assert outcomes.problems == ds.CaseFile([START, wrong], catalogue).problems
    assert catalogue.outcomes("p", {}, [START, JOB], ON).problems == []


def test_who_has_not_started_is_told_so(catalogue: ds.Catalogue) -> None:
    outcomes = catalogue.outcomes("p", {}, [JOB], ON)
    assert outcomes.assumptions == ["no start is told: what counts from it is not achieved"]
    assert (outcomes["work"].state, outcomes["work"].because) == ("not_achieved", {"started": False})


def test_outcomes_say_the_same_as_their_dictionary(catalogue: ds.Catalogue) -> None:
    outcomes = catalogue.outcomes("p", {"working": False}, [START, JOB, LEFT, claim("c", "2022-06-05")], ON)
    assert (outcomes.programme, outcomes.version, outcomes.as_at) == ("p", date(2022, 1, 1), date(2022, 7, 1))
    assert (outcomes.started_on, outcomes.ended_on, outcomes.known_at) == (date(2022, 5, 1), None, None)
    assert outcomes.assumptions == ["facts given without a day are those at the start"]
    assert (outcomes.catalogue, outcomes.library) == (catalogue.fingerprint, ds.__version__)
    work = outcomes["work"]
    assert (work.state, work.on, work.records) == ("achieved", date(2022, 6, 1), ["j"])
    assert (work.evidence, work.evidenced, work.text) == ("self_declared", None, "Into work")
    assert (work.claimed, work.paid, work.claim_by, work.too_late) == (date(2022, 6, 5), None, date(2022, 7, 1), False)
    assert [problem.event for problem in work.set_aside] == ["l"]
    assert (outcomes["lasting"].state, outcomes["lasting"].due_on) == ("not_yet_due", date(2022, 8, 30))
    told = outcomes.to_dict()
    assert list(told)[-5:] == ["outcomes", "assumptions", "problems", "catalogue", "library"]
    assert told["outcomes"] == [outcome.to_dict() for outcome in outcomes]
    for outcome in outcomes:
        for name, value in outcome.to_dict().items():
            shown = getattr(outcome, name)
            assert (shown.isoformat() if isinstance(shown, date) else shown) == value or name in (
                "because",
                "set_aside",
            )
    json.dumps(told)


def test_what_is_not_told_is_unknown_and_says_what_would_tell(catalogue: ds.Catalogue) -> None:
    outcomes = catalogue.outcomes("p", {}, [START, {**JOB, "data": {}}], ON)
    assert (outcomes["work"].state, outcomes["work"].missing) == ("unknown", ["job.hours"])
    assert outcomes["work"].undecided == ["j"]
    assert (outcomes["left_out"].state, outcomes["left_out"].missing) == ("unknown", ["secret"])
    left_out = catalogue.outcomes("p", {"secret": "x"}, [START, JOB], ON)["left_out"]
    assert (left_out.state, left_out.excluded_by, left_out.because) == ("excluded", "exclude", {"secret": "x"})


def test_events_are_a_list_or_a_case_file_of_any_order(catalogue: ds.Catalogue) -> None:
    events = [START, JOB, LEFT]
    told = catalogue.outcomes("p", {}, events, ON).to_dict()
    for order in permutations(events):
        assert catalogue.outcomes("p", {}, order, ON).to_dict() == told
        file = ds.CaseFile(order, catalogue)
        assert catalogue.outcomes("p", {}, file.merge(file), date(2022, 7, 1)).to_dict() == told
    nothing = {outcome.id: outcome.state for outcome in catalogue.outcomes("p", {}, [], ON)}
    assert nothing == {**dict.fromkeys(("work", "lasting", "told"), "not_achieved"), "left_out": "unknown"}
    unread: list[dict[str, object]] = [{"id": 1}]
    with pytest.raises(ds.EventError):
        catalogue.outcomes("p", {}, unread, ON)
    with pytest.raises(ds.EventError):
        catalogue.claims({}, unread, ON)


def test_days_are_as_known_and_facts_as_of(catalogue: ds.Catalogue) -> None:
    late = {**JOB, "recorded_at": "2022-06-20"}
    assert catalogue.outcomes("p", {}, [START, late], ON, known_at="2022-06-19")["work"].state == "not_achieved"
    known = catalogue.outcomes("p", {}, [START, late], ON, date(2022, 6, 20))
    assert (known["work"].state, known.known_at) == ("achieved", date(2022, 6, 20))
    told = {**START, "id": "t", "kind": "told", "data": {"working": False}}
    became = catalogue.outcomes("p", {"working": True}, [START, told], ON, facts_on="2022-06-15")
    assert (became["told"].state, became["told"].on) == ("achieved", date(2022, 6, 15))
    assert became.assumptions == ["facts given without a day are those of 15 June 2022"]


def test_what_cannot_be_judged_is_an_error_that_says_which(catalogue: ds.Catalogue) -> None:
    with pytest.raises(KeyError, match="'q'"):
        catalogue.outcomes("q", {}, [START], ON)
    calls: list[tuple[tuple[Any, ...], dict[str, Any], str]] = [
        (({"workin": True}, [START], ON), {}, "workin"),
        (({"working": "secret"}, [START], ON), {}, "working"),
        (({}, [START], datetime(2022, 7, 1)), {}, "as_at"),
        (({}, [START], ON), {"known_at": "secret"}, "known_at"),
        (({}, [START], ON), {"facts_on": 3}, "facts_on"),
    ]
    for arguments, options, fact in calls:
        for ask in (catalogue.claims, lambda *given, **named: catalogue.outcomes("p", *given, **named)):
            with pytest.raises(ds.FactError) as caught:
                ask(*arguments, **options)
            assert [problem.fact for problem in caught.value.problems] == [fact]
            assert "secret" not in str(caught.value)


def test_claims_and_what_speaks_against_them(catalogue: ds.Catalogue) -> None:
    shown = {**JOB, "evidence": {"type": "payslip", "on": "2022-06-10"}}
    events = [
        *(
            START,
            shown,
            claim("a", "2022-06-05"),
            claim("b", "2022-07-10", funding="lottery", amount=500.5),
        ),
        *(claim("c", "2022-06-12", funding="match"), {**claim("d", "2022-07-12", funding="match"), "kind": "paid"}),
    ]
    claims = catalogue.claims({}, events, "2022-08-01")
    assert [(made.event, made.funder, made.evidenced) for made in claims.claims] == [
        ("a", "town", date(2022, 6, 10)),
        ("c", "esf", date(2022, 6, 10)),
        ("b", "fund", date(2022, 6, 10)),
    ]
    assert (claims.claims[1].paid, claims.claims[2].amount) == (date(2022, 7, 12), Decimal("500.5"))
    assert [(finding.fault, finding.events) for finding in claims.findings] == [
        ("not_evidenced", ["a"]),
        ("too_late", ["b"]),
        ("two_fundings", ["a", "b"]),
        ("two_fundings", ["c", "b"]),
    ]
    told = claims.to_dict()
    assert told["claims"] == [made.to_dict() for made in claims.claims] and told["claims"][2]["amount"] == "500.5"
    assert told["findings"] == [finding.to_dict() for finding in claims.findings]
    assert (claims.catalogue, claims.library) == (catalogue.fingerprint, ds.__version__)
    assert catalogue.claims({}, events, "2022-08-01", known_at="2022-06-01").known_at == date(2022, 6, 1)
    json.dumps(told)


def test_what_is_told_is_not_in_reprs(catalogue: ds.Catalogue) -> None:
    outcomes = catalogue.outcomes("p", {"secret": "secret"}, [START, JOB, claim("c", "2022-06-05", amount=98765)], ON)
    claims = catalogue.claims({"secret": "secret"}, [START, JOB, claim("c", "2022-06-05", amount=98765)], ON)
    printed = repr([outcomes, list(outcomes), claims, claims.claims, claims.findings])
    assert outcomes["left_out"].because == {"secret": "secret"} and claims.claims[0].amount == 98765
    assert "'secret'" not in printed and "98765" not in printed


def test_threads_share_a_catalogue(catalogue: ds.Catalogue) -> None:
    file = ds.CaseFile([START, JOB], catalogue)
    with ThreadPoolExecutor(4) as pool:
        told = pool.map(lambda _: json.dumps(catalogue.outcomes("p", {}, file, ON).to_dict()), range(32))
    assert len(set(told)) == 1
