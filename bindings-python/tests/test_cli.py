"""The command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import doorstep as ds
from doorstep.__main__ import main

VOCABULARY = "vocabulary: v\nfacts: {age: {type: number}, rent: {type: money}}\n"
PROGRAMME = (
    "programme: p\nname: Caffè\nsource: s\nin_force: {}\neligibility:\n  - {id: a, text: A, when: age >= 0.10}\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "v.yaml").write_text(VOCABULARY, encoding="utf-8")
    (tmp_path / "deeper" / "p.yml").write_text(PROGRAMME, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a document", encoding="utf-8")
    return tmp_path


def test_check_passes_a_good_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == "0 errors, 0 warnings\n"


def test_check_passes_warnings_and_says_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "q.yaml").write_text("{programme: q, name: Q, in_force: {}}", encoding="utf-8")
    assert main(["check", str(folder)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("q.yaml:1:13: warning[D404]: ")
    assert said[-1] == "0 errors, 1 warning"


def test_check_fails_on_errors_with_every_one_and_its_help(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "deeper" / "p.yml").write_text(PROGRAMME.replace("age", "aeg") + "prvider: X\n", encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("deeper/p.yml:6:28: error[D301]: ")
    assert said[1::2][:2] == ["  help: did you mean `age`?", "  help: did you mean `provider`?"]
    assert said[-1] == "2 errors, 0 warnings"


def test_check_fails_where_there_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 1
    assert "error[D011]" in capsys.readouterr().out


EXAMPLES = "examples: [{facts: {age: 1}, as_at: 2022-06-01, expect: eligible}]\n"


def test_test_passes_and_says_what_no_example_would_notice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "deeper" / "p.yml").write_text(PROGRAMME + EXAMPLES, encoding="utf-8")
    assert main(["test", str(folder)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("deeper/p.yml:6:28: no example notices `age >= 0.1` of `p.a` with ")
    assert said[-1] == f"examples: 1, failed: 0, changes that none would notice: {len(said) - 1}"


def test_test_fails_if_an_example_does(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "deeper" / "p.yml").write_text(PROGRAMME + EXAMPLES.replace(": 1}", ": 0}"), encoding="utf-8")
    assert main(["test", str(folder)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "deeper/p.yml:7:12: example 1 of `p` is not_eligible, and eligible was expected"


def test_describe_prints_the_rules(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["describe", str(folder), "p"]) == 0
    said = capsys.readouterr().out
    assert said == str(ds.Catalogue.load(folder).describe("p"))
    assert said.startswith("Caffè\n")
    assert said.endswith("\n")


def test_describe_takes_a_day_and_a_language(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = PROGRAMME.replace("{}", "{from: 2022-04-01}").replace("Caffè", "{en: Coffee, cy: Coffi}")
    (folder / "deeper" / "p.yml").write_text(document, encoding="utf-8")
    assert main(["describe", str(folder), "p", "--as-at", "2022-06-01", "--language", "cy"]) == 0
    assert capsys.readouterr().out == str(ds.Catalogue.load(folder).describe("p", "2022-06-01", language="cy"))
    assert main(["describe", str(folder), "p", "--as-at", "June"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "error[D509]" in said.err


def test_describe_names_the_nearest_programme(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["describe", str(folder), "pp"]) == 1
    assert "did you mean p?" in capsys.readouterr().err
    assert main(["describe", str(folder), "boost"]) == 1
    assert "there are p" in capsys.readouterr().err


@pytest.mark.parametrize(("command", "more"), [("test", []), ("describe", ["p"])])
def test_documents_that_do_not_load_are_an_error(folder: Path, command: str, more: list[str]) -> None:
    (folder / "v.yaml").write_text("vocabulary: [", encoding="utf-8")
    done = run(command, str(folder), *more)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"error[D002]" in done.stderr
    assert b"Traceback" not in done.stderr


def test_extensions_are_read_in_any_case_as_load_does(folder: Path) -> None:
    (folder / "v.yaml").rename(folder / "V.YAML")
    done = run("json", str(folder))
    assert (done.returncode, list(json.loads(done.stdout))) == (0, ["V.json", "deeper/p.json"])


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "doorstep", *arguments], capture_output=True, check=False)


def test_json_makes_the_same_catalogue(folder: Path) -> None:
    done = run("json", str(folder))
    assert (done.returncode, done.stderr) == (0, b"")
    documents = json.loads(done.stdout)
    assert list(documents) == ["deeper/p.json", "v.json"]
    assert documents["deeper/p.json"]["name"] == "Caffè"
    again = ds.Catalogue.parse({name: json.dumps(document) for name, document in documents.items()})
    assert again.fingerprint == ds.Catalogue.load(folder).fingerprint


def test_json_writes_nothing_of_documents_that_do_not_load(folder: Path) -> None:
    (folder / "v.yaml").write_text("vocabulary: [", encoding="utf-8")
    done = run("json", str(folder))
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"error[D002]" in done.stderr


def test_json_refuses_two_documents_of_one_name(folder: Path) -> None:
    (folder / "v.yml").write_text("vocabulary: w\n", encoding="utf-8")
    done = run("json", str(folder))
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"v.json" in done.stderr


def test_the_version_is_the_librarys() -> None:
    assert run("--version").stdout.decode().split() == ["doorstep", ds.__version__]


def test_a_command_is_needed() -> None:
    assert run().returncode == 2
