"""Catalogues: how documents are loaded, and what they hold."""

from datetime import date
from pathlib import Path

import pytest

import doorstep as ds

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


def test_a_folder_loads_by_text_or_path(first_words: str, tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "words.yml").write_text(first_words, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a document", encoding="utf-8")
    assert ds.Catalogue.load(tmp_path).fingerprint == ds.Catalogue.load(str(tmp_path)).fingerprint


def test_spelling_and_files_do_not_change_the_fingerprint() -> None:
    block = ds.Catalogue.parse({"a.yaml": "# a comment\nvocabulary: v\nfacts:\n  age:\n    type: number\n"})
    flow = ds.Catalogue.parse({"b.json": '{"facts": {"age": {"type": "number"}}, "vocabulary": "v"}'})
    assert block.fingerprint == flow.fingerprint


def test_three_mistakes_in_one_document_are_all_reported(first_words: str) -> None:
    documents = {"first_programme.yaml": FIRST_PROGRAMME, "words.yaml": first_words}
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
