"""Case files and states, used as a newcomer would."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from itertools import permutations
from types import MappingProxyType
from typing import Any

import pytest

import doorstep as ds

DAY = date(2022, 6, 10)
STARTED = {"id": "s", "person": 7, "kind": "started", "programme": "example", "on": "2022-05-01"}
COURSE = {"id": 2, "person": "7", "kind": "course", "on": date(2022, 5, 20), "data": {"hours": Decimal("4.50")}}
GOAL = {"id": "g", "person": 7, "kind": "goal_set", "on": "2022-05-02", "data": {"goal": "job", "text": "secret"}}


def done(action: str, on: str = "2022-05-05") -> dict[str, object]:
    data = {"action": action}
    return {"id": f"done {action}", "person": 7, "kind": "action_done", "programme": "example", "on": on, "data": data}


def codes(error: ds.EventError) -> list[str]:
    return [problem.code for problem in error.problems]


def test_events_are_the_same_in_any_order_and_can_be_given_again(catalogue: ds.Catalogue) -> None:
    files = [ds.CaseFile([event], catalogue) for event in (STARTED, MappingProxyType(COURSE), GOAL)]
    texts = {one.merge(two).merge(three).merge(one).to_jsonl() for one, two, three in permutations(files)}
    assert len(texts) == 1
    file = ds.CaseFile([GOAL, COURSE, STARTED], catalogue)
    assert texts == {file.to_jsonl()}
    assert len(file) == 3 and [event["id"] for event in file.events] == ["s", "g", "2"]
    assert file.events[2] == {
        "id": "2",
        "person": "7",
        "kind": "course",
        "on": "2022-05-20",
        "data": {"hours": Decimal("4.5")},
    }
    assert ds.CaseFile(file.events, catalogue).to_jsonl() == file.to_jsonl()
    assert json.loads(file.to_jsonl().splitlines()[2])["data"] == {"hours": 4.5}


def test_a_file_is_read_from_text_or_bytes_and_never_fails(catalogue: ds.Catalogue) -> None:
    text = ds.CaseFile([STARTED, {**GOAL, "data": {"goal": "job", "text": "café"}}], catalogue).to_jsonl()
    assert ds.CaseFile.from_jsonl(text.encode(), catalogue).to_jsonl() == text
    torn = ds.CaseFile.from_jsonl(text.encode().split(b"\xa9")[0], catalogue)
    [line] = torn.rejected
    assert (len(torn), line.line, line.problem.code) == (1, 2, "D672")
    assert line.to_dict()["text"] == line.text and "café"[:3] in line.text
    large = ds.CaseFile.from_jsonl(text + json.dumps({**GOAL, "note": "x" * 10_000_000}), catalogue)
    assert [line.problem.code for line in large.rejected] == ["D608"]
    assert ds.CaseFile.from_jsonl("", catalogue).events == []
    for other in (3, None, [text]):
        with pytest.raises(TypeError, match="text or bytes"):
            ds.CaseFile.from_jsonl(other, catalogue)  # type: ignore[arg-type]


def test_events_that_cannot_be_read_are_an_error(catalogue: ds.Catalogue) -> None:
    with pytest.raises(ds.EventError) as caught:
        ds.CaseFile([{"id": 1}, {**STARTED, "on": datetime(2022, 5, 1)}], catalogue)
    assert set(codes(caught.value)) == {"D601", "D605"}
    assert ds.CaseFile([{**COURSE, "data": {"hour": 2}}], catalogue).problems[0].code == "D603"


def test_a_proposal_is_refused_or_overridden(catalogue: ds.Catalogue) -> None:
    file = ds.CaseFile([STARTED], catalogue)
    with pytest.raises(ds.EventError, match="agreement") as caught:
        file.propose(done("cv"))
    assert codes(caught.value) == ["D659"] and len(file) == 1
    reasons: list[str | dict[str, str | None]] = [
        "They brought one",
        {"reason": "They brought one", "by": "w1", "authority": None},
    ]
    for reason in reasons:
        kept = file.propose(done("cv"), override=reason)
        assert kept.problems == [] and kept.events[1]["override"]["reason"] == "They brought one"
    wrong: list[Any] = ["", " ", {}, {"by": "w1"}, {"reason": 3, "who": "w1"}, [], True]
    for override in wrong:
        with pytest.raises(ds.EventError):
            file.propose(done("cv"), override=override)
    with pytest.raises(ds.EventError):
        file.propose({**STARTED, "id": "again", "on": "2022-05-09"}, override="It cannot be")


def test_a_state_says_the_same_as_its_dictionary(catalogue: ds.Catalogue) -> None:
    state = ds.CaseFile([STARTED, COURSE, GOAL, done("agreement")], catalogue).state("example", DAY)
    assert state.since == date(2022, 5, 1) and state.known_at is None
    assert state.catalogue == catalogue.fingerprint and state.library == ds.__version__
    assert (state.actions[2].so_far, state.actions[2].needed) == (Decimal("4.5"), Decimal(10))
    assert state.review is not None and state.review.every == "P1M"
    told = state.to_dict()
    assert list(told)[:5] == ["programme", "version", "as_at", "known_at", "stage"]
    assert told["actions"][2]["so_far"] == "4.5" and told["review"]["due_on"] == "2022-06-01"
    assert told["goals"] == [goal.to_dict() for goal in state.goals]
    json.dumps(told)


def test_what_is_told_is_not_in_reprs(catalogue: ds.Catalogue) -> None:
    dropped = {**done("cv"), "kind": "action_dropped", "data": {"action": "cv", "reason": "secret"}}
    file = ds.CaseFile([STARTED, GOAL, dropped], catalogue)
    torn = ds.CaseFile.from_jsonl(file.to_jsonl() + '{"secret', catalogue)
    state = file.state("example", DAY)
    assert state.goals[0].text == "secret" and state.actions[1].reason == "secret"
    assert "secret" not in repr([file, torn, torn.rejected, torn.problems, state, state.goals, state.actions])


def test_who_is_erased_stays_erased(catalogue: ds.Catalogue) -> None:
    file = ds.CaseFile([STARTED, GOAL], catalogue)
    for person in (7, "7"):
        erased = file.erase(person, "2022-07-01")
        assert [tombstone.to_dict() for tombstone in erased.tombstones] == [{"erased": ["7"], "on": "2022-07-01"}]
        assert erased.merge(file).to_jsonl() == file.merge(erased).to_jsonl() == erased.to_jsonl()
    before = date.today()
    [tombstone] = file.erase(7).tombstones
    assert before <= tombstone.on <= date.today()
    for other in (7.0, None, [7]):
        with pytest.raises(TypeError, match="`person` is text or a whole number"):
            file.erase(other)  # type: ignore[arg-type]


def test_days_that_are_none_say_which(catalogue: ds.Catalogue) -> None:
    file = ds.CaseFile([STARTED], catalogue)
    for call, name in (
        (lambda: file.state("example", "soon"), "as_at"),
        (lambda: file.state("example", DAY, "soon"), "known_at"),
        (lambda: file.state("example", DAY, known_at=datetime(2022, 6, 1)), "known_at"),
        (lambda: file.erase(7, on="soon"), "on"),
    ):
        with pytest.raises(ds.FactError) as caught:
            call()
        assert [problem.fact for problem in caught.value.problems] == [name]
    with pytest.raises(KeyError, match="none"):
        file.state("none", DAY)


def test_a_case_file_can_be_screened_with(catalogue: ds.Catalogue) -> None:
    grants = """{vocabulary: v, records: {grant: {attributes: {amount: money}}}}"""
    fund = """{programme: fund, name: Fund, in_force: {}, source: invented, eligibility: [
        {id: cap, text: Grants of less than £300, when: sum(grant.amount) < 300}]}"""
    funds = ds.Catalogue.parse({"v.yaml": grants, "fund.yaml": fund})
    grant = {"id": 1, "person": 7, "kind": "grant", "on": "2022-05-01", "data": {"amount": 300}}
    assert funds.screen({}, DAY, ds.CaseFile([grant], funds))["fund"].status == "not_eligible"
    # Read against another catalogue, it is read again.
    other = ds.CaseFile([grant], catalogue)
    assert [problem.code for problem in other.problems] == ["D651"]
    screening = funds.screen({}, DAY, other)
    assert screening["fund"].status == "not_eligible" and screening.event_problems == []
    assert funds.screen({}, DAY, ds.CaseFile([], funds))["fund"].status == "eligible"


def test_threads_share_a_case_file(catalogue: ds.Catalogue) -> None:
    contacts = [{"id": n, "person": 7, "kind": "contact", "on": "2022-05-03"} for n in range(500)]
    file = ds.CaseFile([STARTED, *contacts], catalogue)
    gate = threading.Barrier(4)

    def state(_: int) -> object:
        gate.wait()
        return file.merge(file).state("example", DAY).to_dict()

    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(state, range(4))
    assert all(other == first for other in others)


def assigned(person: int | str, worker: int | str) -> dict[str, Any]:
    data = {"worker": worker}
    return {"id": f"a{person}", "person": person, "kind": "assigned", "on": "2022-05-01", "data": data}


def test_a_caseload_is_of_events_however_they_come(catalogue: ds.Catalogue) -> None:
    events = [STARTED, assigned(7, 12), {**STARTED, "id": "t", "person": 8}, assigned(8, "w2")]
    files = [ds.CaseFile([event], catalogue) for event in events]
    whole = ds.CaseFile(events, catalogue)
    expected = [item.to_dict() for item in catalogue.caseload(whole, DAY, 12)]
    assert [(item["reason"], item["about"], item["on"], item["days"]) for item in expected] == [
        ("action_overdue", "agreement", "2022-05-08", 33),
        ("review_overdue", None, "2022-06-01", 9),
    ]
    given: list[Any] = [events, tuple(events), iter(events), files, [files[0], *events[1:]], whole.to_jsonl()]
    for form in (*given, whole.to_jsonl().encode(), (event for event in events)):
        assert [item.to_dict() for item in catalogue.caseload(form, "2022-06-10", worker="12")] == expected
    everybody = catalogue.caseload(whole, DAY)
    assert [item.person for item in everybody] == ["7", "8", "7", "8"]
    assert everybody[0].workers == ["12"] and everybody[0].on == date(2022, 5, 8)
    assert "Sign" not in repr(everybody) and everybody[0].text == "Sign the agreement"
    assert catalogue.caseload([], DAY) == catalogue.caseload("", DAY) == catalogue.caseload(whole, DAY, "nobody") == []


def test_a_caseload_of_more_events_than_one_person_may_have(catalogue: ds.Catalogue) -> None:
    events = [{**STARTED, "id": person, "person": person} for person in range(10_001)]
    assert len(catalogue.caseload(events, "2022-05-08")) == 10_001


def test_what_cannot_be_read_is_an_error_or_on_the_list(catalogue: ds.Catalogue) -> None:
    with pytest.raises(ds.EventError, match="event 2") as caught:
        catalogue.caseload([STARTED, {"person": 7}], DAY)
    assert codes(caught.value) == ["D601", "D601", "D601"]
    [item] = catalogue.caseload('{"id": "x", "pers', DAY, "w1")
    assert (item.person, item.programme, item.reason) == (None, None, "problem")
    wrong: list[Any] = [3, None, STARTED, 4.5]
    for events in wrong:
        with pytest.raises(TypeError, match="events are a list"):
            catalogue.caseload(events, DAY)
    with pytest.raises(ds.EventError, match="not a mapping"):
        catalogue.caseload([3], DAY)
    for worker in (1.5, ["w1"], True):
        with pytest.raises(TypeError, match="`worker` is text or a whole number"):
            catalogue.caseload([], DAY, worker)  # type: ignore[arg-type]
    with pytest.raises(ds.FactError, match="known_at"):
        catalogue.caseload([], DAY, known_at="May")


def test_a_case_file_of_another_catalogue_is_read_again(catalogue: ds.Catalogue) -> None:
    other = ds.Catalogue.parse({"v.json": '{"vocabulary": "v"}'})
    file = ds.CaseFile([STARTED, COURSE], other)
    assert [item.programme for item in other.caseload(file, DAY)] == [None, None]
    assert [item.reason for item in catalogue.caseload([file], DAY)] == ["action_overdue", "review_overdue"]


def test_threads_share_a_caseload(catalogue: ds.Catalogue) -> None:
    file = ds.CaseFile([STARTED, assigned(7, 12)], catalogue)
    with ThreadPoolExecutor(4) as pool:
        lists = list(pool.map(lambda _: [item.to_dict() for item in catalogue.caseload(file, DAY)], range(32)))
    assert all(one == lists[0] for one in lists)
