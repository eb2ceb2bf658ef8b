"""Everything public says what it is, and the examples in what it says are true."""

import doctest
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import doorstep as ds

PARSER = doctest.DocTestParser()
WHOLES = [
    *("Decision", "Programme", "TestReport", "Parameter", "Description", "VersionDescription", "FactDescription"),
    *("Provision", "CaseFile", "CaseFile.from_jsonl", "CaseFile.erase", "JourneyState", "Scores"),
    *("Outcomes", "Claims", "Verdict", "Report", "Why", "Comparison", "Release", "Audit"),
    *("import_service", "import_services"),
]


def public() -> Iterator[tuple[str, object]]:
    """Every public name, class members too, that can have a docstring."""
    yield "doorstep", ds
    for name in ds.__all__:
        thing = getattr(ds, name)
        if isinstance(thing, str):
            continue
        yield name, thing
        if inspect.isclass(thing):
            for member, value in vars(thing).items():
                if not member.startswith("_") and not issubclass(thing, Exception):
                    yield f"{name}.{member}", getattr(value, "__func__", value)


NAMED = dict(public())


@pytest.mark.parametrize("name", NAMED)
def test_everything_public_has_a_docstring(name: str) -> None:
    assert (NAMED[name].__doc__ or "").strip()


def test_classes_and_functions_show_an_example() -> None:
    silent = [name for name, thing in NAMED.items() if "." not in name and ">>>" not in (thing.__doc__ or "")]
    assert silent == []


@pytest.mark.parametrize("name", [name for name, thing in NAMED.items() if ">>>" in (thing.__doc__ or "")])
def test_examples_are_true(name: str, examples: dict[str, object]) -> None:
    names = dict(examples)
    # A member's examples go on from its class's, and those of parts of something from those of the whole.
    for earlier in (*WHOLES, name.partition(".")[0]):
        run(earlier, names)
    run(name, names)


def test_the_readmes_examples_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    package = Path(__file__).resolve().parents[1]
    blocks = re.findall(r"^```python\n(.*?)^```$", (package / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 8
    monkeypatch.chdir(package.parent)
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)
        assert capsys.readouterr().out


def run(name: str, names: dict[str, object]) -> None:
    test = PARSER.get_doctest(inspect.cleandoc(NAMED[name].__doc__ or ""), names, name, None, None)
    said: list[str] = []
    doctest.DocTestRunner().run(test, out=said.append, clear_globs=False)
    names.update(test.globs)
    assert not said, "".join(said)
