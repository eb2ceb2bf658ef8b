"""Screenings: decisions, the next question, and the words they come in."""

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest

import doorstep as ds

DAY = date(2022, 6, 1)


def test_a_screening_is_a_mapping(catalogue: ds.Catalogue) -> None:
    screening = catalogue.screen({"age": 30}, DAY)
    assert isinstance(screening, Mapping)
    assert (len(screening), list(screening), screening.as_at) == (1, ["example"], DAY)
    assert "example" in screening
    assert "boost" not in screening
    assert 3 not in screening
    assert screening.keys() == {"example"}
    assert [decision.status for decision in screening.values()] == ["undetermined"]
    assert [(name, decision.programme) for name, decision in screening.items()] == [("example", "example")]
    assert dict(screening).keys() == {"example"}
    assert screening.get("boost") is None
    with pytest.raises(KeyError, match="boost"):
        screening["boost"]


def test_not_told_is_never_no(catalogue: ds.Catalogue) -> None:
    decision = catalogue.screen({"tenure": "social"}, DAY)["example"]
    assert (decision.status, decision.missing) == ("undetermined", ["date_of_birth"])
    declined = catalogue.screen({"tenure": "social", "date_of_birth": {"absent": "declined"}}, DAY)["example"]
    assert declined.status == "undetermined"
    assert catalogue.screen({"tenure": "other"}, DAY)["example"].missing == []


def test_a_decision_says_everything(catalogue: ds.Catalogue) -> None:
    decision = catalogue.screen({"date_of_birth": date(1960, 5, 17), "tenure": "social"}, "2022-06-01")["example"]
    assert (decision.programme, decision.version, decision.name, decision.language) == (
        "example", "2022-04-01", "Example Works", "en"
    )  # fmt: skip
    assert decision.status == "eligible"
    assert decision.summary == "You may be able to join; the provider decides."
    assert (decision.availability, decision.opens_on) == ("opens_on", date(2022, 7, 1))
    age, tenant = decision.criteria
    assert (age.id, age.text, age.language, age.status, age.missing) == ("age", "You are 25 or over", "en", "met", [])
    assert age.because == {"age": Decimal(62), "date_of_birth": date(1960, 5, 17)}
    assert tenant.because == {"tenure": "social"}
    [group] = decision.target_groups
    assert (group.id, group.text, group.language, group.status) == ("over_50", "Aged over 50", "en", "met")
    [advice] = decision.advice
    assert str(advice) == advice.text == "Ask your landlord for a letter"
    for part in (age, group, advice):
        assert part.to_dict()["text"] == part.text


def test_a_decision_says_what_it_rests_on_and_what_would_change_it(catalogue: ds.Catalogue) -> None:
    young = catalogue.screen({"date_of_birth": "1997-06-02", "tenure": "other"}, DAY)["example"]
    assert (young.status, young.reasons, young.missing, young.absent) == ("not_eligible", ["date_of_birth"], [], {})
    told = {"date_of_birth": "1997-06-02", "tenure": "social"}
    assert catalogue.screen(told, DAY)["example"].changes_on == date(2022, 6, 2)
    assert catalogue.screen({"age": 24, "tenure": "social"}, DAY)["example"].changes_on == "uncertain"
    assert catalogue.screen({"age": 30, "tenure": "other"}, DAY)["example"].changes_on is None
    declined = catalogue.screen({"tenure": {"absent": "declined"}}, DAY)["example"]
    assert declined.exact is True
    assert declined.absent == {"date_of_birth": "not_asked", "tenure": "declined"}
    assert list(declined.absent) == declined.missing
    [nearest] = catalogue.screen({"age": 30, "tenure": "other"}, DAY)["example"].nearest
    assert (nearest.criterion, nearest.fact, nearest.to, nearest.language) == ("tenant", "tenure", "social", "en")
    assert nearest.text == "You can ask your council for a home"
    assert list(nearest.to_dict()) == ["criterion", "fact", "to", "text", "language"]
    step = catalogue.screen(told, "2022-07-01")["example"].next_step
    assert (step.text, step.language, step.programme, step.route, step.contact) == (
        "You can ask to join yourself.", "en", "example", "self", None
    )  # fmt: skip
    assert list(step.to_dict()) == ["text", "language", "programme", "route", "contact"]


def test_attributes_and_to_dict_say_the_same(catalogue: ds.Catalogue) -> None:
    decision = catalogue.screen({"date_of_birth": "1997-06-02", "tenure": "other"}, DAY)["example"]
    plain = decision.to_dict()
    for name in ("programme", "version", "name", "language", "status", "summary", "reasons", "missing", "exact"):
        assert plain[name] == getattr(decision, name)
    assert plain["changes_on"] is None
    assert plain["nearest"] == [part.to_dict() for part in decision.nearest]
    assert plain["criteria"] == [part.to_dict() for part in decision.criteria]
    assert list(plain["criteria"][0]) == [
        "id", "text", "language", "status", "because", "missing", "assured", "decided_by"
    ]  # fmt: skip
    assert plain["next_step"] == decision.next_step.to_dict()


def test_the_next_question_comes_to_an_end(catalogue: ds.Catalogue) -> None:
    answers = {"date_of_birth": "1990-05-17", "tenure": "social"}
    facts: dict[str, object] = {}
    asked = []
    while question := catalogue.screen(facts, "2022-07-01").next_question:
        asked.append(question.fact)
        assert question.programmes == ["example"]
        facts[question.fact] = answers[question.fact]
    assert sorted(asked) == ["date_of_birth", "tenure"]
    screening = catalogue.screen({"tenure": "social"}, "2022-07-01", language="cy")
    question = screening.next_question
    assert question is not None
    assert (question.fact, question.text, question.language, question.type, question.values) == (
        "date_of_birth", "What is your date of birth?", "en", "date", {}
    )  # fmt: skip
    assert list(question.to_dict()) == ["fact", "text", "language", "type", "values", "programmes"]
    assert screening.ask("person") is not None
    assert screening.ask("gp") is None


def test_words_come_in_the_language_asked_for_or_say_which_they_are(catalogue: ds.Catalogue) -> None:
    decision = catalogue.screen({}, DAY, language="cy")["example"]
    assert [criterion.language for criterion in decision.criteria] == ["cy", "en"]
    assert decision.criteria[0].text == "Rydych yn 25 oed neu drosodd"


def test_because_has_pythons_values(words: ds.Catalogue) -> None:
    facts = {"in_work": False, "barriers": ["debt", "health"], "rent": 99.9}
    work, barriers, rent = words.screen(facts, DAY)["all_types"].criteria
    assert work.because == {"in_work": False}
    assert barriers.because == {"barriers": ["health", "debt"]}
    assert rent.because == {"rent": Decimal("99.9")}


def test_to_dict_is_plain_and_in_a_fixed_order(words: ds.Catalogue) -> None:
    screening = words.screen({"rent": Decimal("30.00"), "barriers": ["debt"]}, DAY)
    plain = screening.to_dict()
    assert list(plain) == ["as_at", "catalogue", "library", "decisions"]
    assert (plain["as_at"], plain["catalogue"], plain["library"]) == ("2022-06-01", words.fingerprint, ds.__version__)
    decision = screening["all_types"].to_dict()
    assert plain["decisions"] == {"all_types": decision}
    assert list(decision) == [
        "programme", "version", "name", "language", "status", "summary", "availability", "opens_on", "next_step",
        "criteria", "reasons", "missing", "exact", "absent", "changes_on", "nearest", "advice", "target_groups",
        "as_at", "catalogue", "library",
    ]  # fmt: skip
    assert decision["criteria"][2]["because"] == {"rent": "30"}
    assert decision["version"] is None


def test_threads_share_a_catalogue(catalogue: ds.Catalogue) -> None:
    barrier = threading.Barrier(4)

    def screen(seed: int) -> list[str]:
        barrier.wait()
        ages = range(seed, 100, 4)
        return [catalogue.screen({"age": age, "tenure": "social"}, DAY)["example"].status for age in ages]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(screen, range(4)))
    assert found == [["eligible" if age >= 25 else "not_eligible" for age in range(seed, 100, 4)] for seed in range(4)]
