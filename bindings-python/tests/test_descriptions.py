"""Reviews, examples and descriptions of programmes."""

from datetime import date

import pytest

import doorstep as ds

DAY = date(2022, 6, 1)


def test_a_review_asks_the_continuing_criteria(catalogue: ds.Catalogue) -> None:
    reviewed = catalogue.review("example", {"tenure": "social"}, DAY)
    assert reviewed is not None
    [tenant] = reviewed
    assert (tenant.id, tenant.status, tenant.because, tenant.decided_by) == (
        "tenant", "met", {"tenure": "social"}, "rules"
    )  # fmt: skip
    [tenant] = catalogue.review("example", {}, DAY) or []
    assert (tenant.status, tenant.missing) == ("unknown", ["tenure"])
    assert catalogue.review("example", {}, "2022-03-31") is None
    with pytest.raises(KeyError, match="exmaple"):
        catalogue.review("exmaple", {}, DAY)
    with pytest.raises(ds.FactError):
        catalogue.review("example", {"tenur": "social"}, DAY)


def test_examples_are_run_and_say_what_they_miss(first_words: str) -> None:
    documents = {
        "words.yaml": first_words,
        "p.yaml": "{programme: p, name: P, source: s, in_force: {},"
        " eligibility: [{id: rent, text: R, when: rent < 100}],"
        "\n examples: [{name: cheap, facts: {rent: 99}, as_at: 2022-06-01, expect: not_eligible},"
        "\n  {facts: {rent: 250}, as_at: 2022-06-01, expect: not_eligible}]}",
    }
    report = ds.Catalogue.parse(documents).test()
    assert not report.passed
    cheap, dear = report.examples
    assert (cheap.programme, cheap.version, cheap.index, cheap.name) == ("p", None, 1, "cheap")
    assert (cheap.expect, cheap.status, cheap.passed, cheap.problem) == ("not_eligible", "eligible", False, None)
    assert (cheap.file, cheap.line, dear.line, dear.passed) == ("p.yaml", 2, 3, True)
    assert str(cheap) == "p.yaml:2:13: example 1 of `p` (cheap) is eligible, and not_eligible was expected"
    assert report.unnoticed
    assert {(found.criterion, found.file, found.line) for found in report.unnoticed} == {("rent", "p.yaml", 1)}
    assert report.untried == []
    assert str(report).splitlines()[0] == str(cheap)
    plain = report.to_dict()
    assert list(plain) == ["passed", "examples", "unnoticed", "untried"]
    assert plain["examples"] == [example.to_dict() for example in report.examples]
    assert plain["unnoticed"] == [found.to_dict() for found in report.unnoticed]


def test_a_description_is_text_and_data(catalogue: ds.Catalogue) -> None:
    description = catalogue.describe("example")
    assert str(description).splitlines()[0] == "Example Works"
    assert "1. You are 25 or over" in str(description)
    assert (description.as_at, description.language, str(description.name)) == (None, "en", "Example Works")
    [version] = description.versions
    age, tenant = version.criteria
    assert (age.id, age.when, str(age.text)) == ("age", "age >= 25", "You are 25 or over")
    assert age.facts == ["date_of_birth", "age"]
    assert (tenant.basis, tenant.evidence, tenant.evidence_types) == (None, None, [])
    [period] = version.referrals.open or []
    assert (period.from_, period.to, version.referrals.availability) == (date(2022, 7, 1), None, None)
    assert {fact.name: fact.type for fact in description.facts} == {
        "date_of_birth": "date", "age": "number", "tenure": "code"
    }  # fmt: skip
    welsh = catalogue.describe("example", DAY, language="cy")
    assert (welsh.asked_for, welsh.as_at, welsh.versions[0].referrals.availability) == ("cy", DAY, "opens_on")
    assert str(welsh.versions[0].criteria[0].text) == "Rydych yn 25 oed neu drosodd"
    assert catalogue.describe("example", "2021-01-01").versions == []


def test_every_part_of_a_description_says_what_its_dict_says(catalogue: ds.Catalogue) -> None:
    def same(shown: object, plain: object) -> None:
        if isinstance(shown, list):
            assert isinstance(plain, list)
            for one, other in zip(shown, plain, strict=True):
                same(one, other)
        elif isinstance(plain, dict):
            assert plain == shown.to_dict()  # type: ignore[attr-defined]
            for name, value in plain.items():
                same(getattr(shown, f"{name}_" if name == "from" else name), value)
        else:
            assert plain == (shown.isoformat() if isinstance(shown, date) else shown)

    description = catalogue.describe("example", DAY)
    same(description, description.to_dict())


def test_a_programme_that_is_not_there_is_a_key_error(catalogue: ds.Catalogue) -> None:
    with pytest.raises(KeyError, match="exmaple"):
        catalogue.describe("exmaple")
    with pytest.raises(KeyError, match="exmaple"):
        catalogue.programmes["exmaple"]
    with pytest.raises(ds.FactError, match="D509"):
        catalogue.describe("example", "yesterday")


def test_a_decision_in_words_names_no_answer(catalogue: ds.Catalogue) -> None:
    told = {"date_of_birth": "1961-05-17", "tenure": "other"}
    decision = catalogue.screen(told, DAY, language="cy")["example"]
    words = decision.in_words()
    assert words.startswith(f"{decision.name}\n{decision.summary}\n")
    assert "Rydych yn 25 oed neu drosodd: yes" in words
    assert "1961" not in words
