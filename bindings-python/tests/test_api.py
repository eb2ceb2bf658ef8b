"""The public API, used as a newcomer would."""

import copy
import gc
import json
import math
import threading
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import pytest

import doorstep as ds

DAY = date(2022, 6, 1)
FIRST_PROGRAMME = """\
programme: first_programme
name: "Evening Course"
prvider: "An invented landlord"
source: "Invented"
in_force: {from: 2022-04-01}
eligibility:
  - {id: out_of_work, text: "You are not in work", when: 'in_work is false'}
  - {id: home, text: "You live in social housing", when: 'tenur = "social"'}
"""
FIRST_WORDS = """\
vocabulary: first_words
facts:
  in_work: {type: boolean}
  tenure: {type: code, values: {social: Social housing, other: Other}}
  barriers: {type: codes, open: true, values: {health: My health, debt: Debt, digital: Getting online}}
  rent: {type: money}
"""


@pytest.fixture(scope="module")
def words() -> ds.Catalogue:
    """A vocabulary of every type, and a programme that shows what it was told."""
    programme = """
programme: all_types
name: {en: All Types, cy: Pob Math}
source: invented
in_force: {}
eligibility:
  - {id: work, text: Not in work, when: not(in_work)}
  - {id: barriers, text: Barriers, when: count(barriers) > 1}
  - {id: rent, text: Rent, when: rent < 100.5}
"""
    return ds.Catalogue.parse({"words.yaml": FIRST_WORDS, "all_types.yaml": programme})


def problems(catalogue: ds.Catalogue, facts: object, as_at: object = DAY) -> list[tuple[str, str]]:
    with pytest.raises(ds.FactError) as caught:
        catalogue.screen(facts, as_at)  # type: ignore[arg-type]
    return [(problem.fact, problem.code) for problem in caught.value.problems]


# --- Catalogues -----------------------------------------------------------------------------------------------------


def test_a_folder_loads_by_text_or_path(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "words.yml").write_text(FIRST_WORDS, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a document", encoding="utf-8")
    assert ds.Catalogue.load(tmp_path).fingerprint == ds.Catalogue.load(str(tmp_path)).fingerprint


def test_spelling_and_files_do_not_change_the_fingerprint() -> None:
    block = ds.Catalogue.parse({"a.yaml": "# a comment\nvocabulary: v\nfacts:\n  age:\n    type: number\n"})
    flow = ds.Catalogue.parse({"b.json": '{"facts": {"age": {"type": "number"}}, "vocabulary": "v"}'})
    assert block.fingerprint == flow.fingerprint


def test_three_mistakes_in_one_document_are_all_reported() -> None:
    documents = {"first_programme.yaml": FIRST_PROGRAMME, "words.yaml": FIRST_WORDS}
    with pytest.raises(ds.DocumentError) as caught:
        ds.Catalogue.parse(documents)
    assert isinstance(caught.value, ValueError)
    found = caught.value.diagnostics
    assert [(problem.code, problem.file, problem.line) for problem in found] == [
        ("D101", "first_programme.yaml", 3),
        ("D204", "first_programme.yaml", 7),
        ("D301", "first_programme.yaml", 8),
    ]
    assert [problem.help for problem in found] == [
        "did you mean `provider`?", 'write `=` for "is"', "did you mean `tenure`?"
    ]  # fmt: skip
    assert str(caught.value) == "\n".join(map(str, found))
    assert str(found[0]).startswith("first_programme.yaml:3:1: error[D101]: ")
    assert FIRST_PROGRAMME.splitlines()[7][found[2].column - 1 : found[2].end_column - 1] == "tenur"
    assert list(found[0].to_dict()) == [
        "code", "severity", "message", "help", "file", "line", "column", "end_line", "end_column"
    ]  # fmt: skip


def test_a_folder_that_is_not_there_is_a_document_error(tmp_path: Path) -> None:
    with pytest.raises(ds.DocumentError, match="D011"):
        ds.Catalogue.load(tmp_path / "nowhere")
    with pytest.raises(ds.DocumentError, match="D410"):
        ds.Catalogue.load(tmp_path)


def test_programmes_have_versions_and_days() -> None:
    version = "{{programme: p, name: P, source: s, in_force: {}, eligibility: []}}"
    catalogue = ds.Catalogue.parse(
        {"2.yaml": version.format("{from: 2023-04-01}"), "1.yaml": version.format("{to: 2023-03-31}")}
    )
    first, second = catalogue.programmes["p"]
    assert (first.id, first.name, first.version, first.from_, first.to) == ("p", "P", None, None, date(2023, 3, 31))
    assert (second.version, second.from_, second.to) == ("2023-04-01", date(2023, 4, 1), None)
    assert not first.historical(date(2023, 3, 31))
    assert first.historical("2023-04-01")
    assert not second.historical("9999-12-31")


def test_warnings_do_not_stop_a_catalogue() -> None:
    catalogue = ds.Catalogue.parse({"p.yaml": "{programme: p, name: P, in_force: {}}"})
    [warning] = catalogue.check()
    assert (warning.code, warning.severity) == ("D404", "warning")


def test_documents_are_text_by_name() -> None:
    with pytest.raises(TypeError):
        ds.Catalogue.parse({"v.yaml": 3})  # type: ignore[dict-item]


def test_nothing_can_be_set(catalogue: ds.Catalogue) -> None:
    with pytest.raises(AttributeError):
        catalogue.fingerprint = "0"  # type: ignore[misc]


# --- Screenings -----------------------------------------------------------------------------------------------------


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


# --- Events ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def grants() -> ds.Catalogue:
    """A programme for those who had less than £300 so far, and are not on it."""
    vocabulary = """
vocabulary: grants
facts: {convicted: {type: boolean, sensitivity: criminal_offence}}
records: {grant: {attributes: {amount: money}}}
"""
    programme = """
programme: fund
name: Fund
source: invented
in_force: {}
eligibility:
  - {id: cap, text: Grants of less than £300, when: sum(grant.amount) < 300}
  - {id: new, text: You are not on it, when: 'not(enrolled("fund"))'}
"""
    return ds.Catalogue.parse({"grants.yaml": vocabulary, "fund.yaml": programme})


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


# --- Reviews, examples, descriptions, parameters --------------------------------------------------------------------


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


def test_examples_are_run_and_say_what_they_miss() -> None:
    documents = {
        "words.yaml": FIRST_WORDS,
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


def test_services_of_directories_come_in_and_go_out() -> None:
    service = {
        "id": "first_steps", "name": "First Steps", "status": "active", "minimum_age": 0.5, "wait_time": "a week",
        "service_areas": [{"name": "Hackney"}],
    }  # fmt: skip
    imported = ds.import_service(service)
    assert ds.import_service(json.dumps(service)).to_dict() == imported.to_dict()
    assert list(imported.to_dict()) == ["programme", "vocabulary", "areas", "not_covered"]
    assert (imported.id, imported.programme["name"], imported.vocabulary["vocabulary"]) == (
        "first_steps", "First Steps", "open_referral"
    )  # fmt: skip
    [area] = imported.areas
    assert (area["name"], area["uri"]) == ("Hackney", None)
    [wait] = imported.not_covered
    assert (wait.path, wait.to_dict()) == ("wait_time", {"path": "wait_time", "why": wait.why})
    catalogue = ds.Catalogue.parse(imported.documents)
    exported = catalogue.export_service("first_steps", DAY, areas=imported.areas)
    assert (exported.programme, exported.version, exported.as_at) == ("first_steps", None, DAY)
    assert exported.service["minimum_age"] == 0.5
    assert [found["name"] for found in exported.service["service_areas"]] == ["Hackney"]
    assert json.loads(json.dumps(exported.service)) == exported.to_dict()["service"]
    mapped = ds.import_service(
        service, areas=[{"when": 'council = "hackney"', "name": "Hackney"}], declared=["council"]
    )
    assert "council" in mapped.programme["eligibility"][1]["when"]


def test_services_that_cannot_be_imported_are_named() -> None:
    service = {"id": "a", "name": "A", "status": "active", "eligibility_description": "For carers"}
    services = ds.import_services([service, {"id": "b"}], eligibility_description="noted")
    [imported] = services.services
    [rejected] = services.rejected
    assert (imported.id, rejected.path) == ("a", "[1]")
    assert rejected.to_dict()["diagnostics"] == [found.to_dict() for found in rejected.diagnostics]
    assert ds.Catalogue.parse(services.documents).programmes.keys() == {"a"}
    with pytest.raises(ds.DocumentError):
        ds.import_service({"id": "b"})
    with pytest.raises(ds.DocumentError):
        ds.import_services("[")
    with pytest.raises(ds.DocumentError):
        ds.import_service(service, areas=[{"when": "council =", "name": "Hackney"}])
    with pytest.raises(ValueError, match="areas: unknown field `nmae`"):
        ds.import_service(service, areas=[{"when": "true", "nmae": "Hackney"}])
    with pytest.raises(ValueError, match="'asked' or 'noted'"):
        ds.import_service(service, eligibility_description="shown")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        ds.import_service({"id": object()})


def test_what_cannot_be_exported_is_an_error(catalogue: ds.Catalogue) -> None:
    with pytest.raises(ds.DocumentError, match="did you mean `example`"):
        catalogue.export_service("exmaple", DAY)
    with pytest.raises(ds.DocumentError, match="age"):
        catalogue.export_service("example", DAY, area_facts=["age"])
    assert catalogue.export_service("example", DAY, area_facts=["tenure"]).service["minimum_age"] == 25


def test_a_decision_in_words_names_no_answer(catalogue: ds.Catalogue) -> None:
    told = {"date_of_birth": "1961-05-17", "tenure": "other"}
    decision = catalogue.screen(told, DAY, language="cy")["example"]
    words = decision.in_words()
    assert words.startswith(f"{decision.name}\n{decision.summary}\n")
    assert "Rydych yn 25 oed neu drosodd: yes" in words
    assert "1961" not in words


def test_parameters_have_values_by_day_and_age() -> None:
    document = """
parameter: opens
type: date
source: {en: invented, cy: dyfeisiwyd}
values:
  - {to: 2022-03-31, value: 2022-01-01, max_age: 24}
  - {from: 2022-04-01, value: 2022-05-01, reference: a letter}
"""
    opens = ds.Catalogue.parse({"opens.yaml": document}).parameters["opens"]
    assert (opens.id, opens.type, str(opens.source), opens.note) == ("opens", "date", "invented", None)
    first, second = opens.values
    assert (first.value, first.from_, first.to, first.min_age, first.max_age) == (
        date(2022, 1, 1), None, date(2022, 3, 31), None, 24
    )  # fmt: skip
    assert (second.value, str(second.reference)) == (date(2022, 5, 1), "a letter")
    assert second.to_dict() | {"reference": None} == opens.to_dict()["values"][1] | {"reference": None}
    assert opens.to_dict()["parameter"] == "opens"


# --- Facts ----------------------------------------------------------------------------------------------------------


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


# --- Privacy --------------------------------------------------------------------------------------------------------


def test_reprs_and_errors_show_no_fact(catalogue: ds.Catalogue) -> None:
    screening = catalogue.screen({"date_of_birth": "1961-05-17", "tenure": "social"}, DAY)
    decision = screening["example"]
    shown = [catalogue, screening, decision, *decision.criteria, *decision.target_groups, *decision.advice]
    for text in map(repr, shown):
        assert "1961" not in text
        assert "social" not in text
        assert text.startswith(("Catalogue(", "Screening(", "Decision(", "Criterion(", "TargetGroup(", "Words("))
    other = catalogue.screen({"date_of_birth": "1961-05-17", "tenure": "other"}, DAY, [])["example"]
    untold = catalogue.screen({"date_of_birth": "1961-05-17"}, "2022-07-01")
    parts = [*other.nearest, other.next_step, untold.next_question, *(catalogue.review("example", {}, DAY) or [])]
    assert [type(part).__name__ for part in parts] == ["Nearest", "NextStep", "Question", "Criterion"]
    for text in map(repr, parts):
        assert not any(told in text for told in ("1961", "social", "other"))
    with pytest.raises(ds.FactError) as caught:
        catalogue.screen({"date_of_birth": "1961-17-05", "age": "sixty-one", "tenure": "a friend's sofa"}, DAY)
    for text in (str(caught.value), repr(caught.value)):
        assert not any(told in text for told in ("1961", "sixty", "sofa"))


def test_what_is_wrong_with_events_never_shows_what_was_told(grants: ds.Catalogue) -> None:
    wrong = grant(1, "the day they left prison", "a secret") | {"data": {"amount": "a secret", "told": "prison"}}
    with pytest.raises(ds.EventError) as caught:
        grants.screen({}, DAY, [wrong])
    for text in (str(caught.value), repr(caught.value)):
        assert not any(told in text for told in ("prison", "secret"))
    told = {"id": 1, "person": 7, "kind": "told", "on": DAY, "data": {"convicted": True}}
    assert "convicted" not in repr(grants.screen({}, DAY, [told]))


# --- Conditions -----------------------------------------------------------------------------------------------------


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
