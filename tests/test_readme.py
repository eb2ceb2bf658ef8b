"""What the README shows is what happens."""

from __future__ import annotations

import doctest
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
README = (REPOSITORY / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    """The README's code of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def python(*arguments: str) -> str:
    """What a Python prints that is run in the repository."""
    ran = subprocess.run([sys.executable, *arguments], cwd=REPOSITORY, capture_output=True, text=True)
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran.stdout


@pytest.mark.parametrize("code", blocks("python"))
def test_the_quick_start_prints_what_it_says(code: str) -> None:
    said = [line.split("    # ")[1] for line in code.splitlines() if line.startswith("print(")]
    assert said
    assert python("-c", code).splitlines() == said


def test_the_page_on_tables_shows_what_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (REPOSITORY / "docs/tables.md").read_text("utf-8")
    examples = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(examples) == 7
    monkeypatch.chdir(REPOSITORY)
    said: list[str] = []
    test = doctest.DocTestParser().get_doctest("".join(examples), {}, "tables.md", None, None)
    assert doctest.DocTestRunner().run(test, out=said.append).failed == 0, "".join(said)


def test_the_page_on_case_files_shows_what_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (REPOSITORY / "docs/case_files.md").read_text("utf-8")
    examples = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(examples) == 2
    monkeypatch.chdir(REPOSITORY)
    said: list[str] = []
    test = doctest.DocTestParser().get_doctest("".join(examples), {}, "case_files.md", None, None)
    assert doctest.DocTestRunner().run(test, out=said.append).failed == 0, "".join(said)


def test_the_page_on_figures_shows_what_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (REPOSITORY / "docs/figures.md").read_text("utf-8")
    [example] = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(REPOSITORY)
    said: list[str] = []
    test = doctest.DocTestParser().get_doctest(example, {}, "figures.md", None, None)
    assert doctest.DocTestRunner().run(test, out=said.append).failed == 0, "".join(said)


def test_the_first_programme_is_the_one_in_examples() -> None:
    vocabulary, programme = blocks("yaml")
    assert re.findall(r"^  (\w+): ", vocabulary, re.MULTILINE) == ["age", "in_work", "tenure", "barriers"]
    example = (REPOSITORY / "examples/first_programme/first_programme.yaml").read_text("utf-8")
    conditions = re.findall(r"when: ('.*?')", programme)
    assert len(conditions) == 3
    assert all(condition in example for condition in conditions)


def test_three_mistakes_print_what_it_says(tmp_path: Path) -> None:
    folder = shutil.copytree(REPOSITORY / "examples/first_programme", tmp_path / "first_programme")
    document = folder / "first_programme.yaml"
    text = document.read_text("utf-8")
    for right, wrong in (
        ("\nprovider:", "\nprvider:"),
        ("not(in_work)", "in_work is false"),
        ("tenure in (", "tenur in ("),
    ):
        assert right in text
        text = text.replace(right, wrong)
    document.write_text(text, "utf-8")
    printed = python("-m", "doorstep", "check", str(folder))
    [said] = [block for block in blocks("text") if "error[D101]" in block]
    assert said.strip() in printed
