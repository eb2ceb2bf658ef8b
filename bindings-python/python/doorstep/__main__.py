"""The command line: `python -m doorstep`."""

from __future__ import annotations

import argparse
import difflib
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from . import Catalogue, Diagnostic, DocumentError, FactError, __version__
from ._native import to_json

EXTENSIONS = {".yaml", ".yml", ".json"}


def documents(folder: Path) -> dict[str, Path]:
    """Return the documents of a folder and of the folders in it, by their path from it, as `Catalogue.load` does."""
    found = {}
    for parent, _, names in os.walk(folder):
        paths = (Path(parent, name) for name in names)
        found.update({path.relative_to(folder).as_posix(): path for path in paths if path.suffix.lower() in EXTENSIONS})
    return dict(sorted(found.items()))


def diagnose(folder: Path) -> list[Diagnostic]:
    """Return every problem of a folder's documents: errors if they do not load, else warnings."""
    try:
        return Catalogue.load(folder).check()
    except DocumentError as error:
        return error.diagnostics


def check(folder: Path) -> int:
    """Print every problem of a folder's documents; 1 if any is an error."""
    diagnostics = diagnose(folder)
    for diagnostic in diagnostics:
        print(diagnostic)
    errors = sum(diagnostic.severity == "error" for diagnostic in diagnostics)
    print(f"{counted(errors, 'error')}, {counted(len(diagnostics) - errors, 'warning')}")
    return 1 if errors else 0


def counted(count: int, noun: str) -> str:
    """Return a count in words: `1 error`, `0 errors`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def write_json(folder: Path) -> int:
    """Write one JSON object of a folder's documents, each as JSON; 1, and nothing written, if they do not load."""
    errors = [str(found) for found in diagnose(folder) if found.severity == "error"]
    texts: dict[str, str] = {}
    for name, path in documents(folder).items() if not errors else ():
        target = Path(name).with_suffix(".json").as_posix()
        if target in texts:
            errors.append(f"{name}: error: two documents would be named {target}")
        texts[target] = to_json(name, path.read_text(encoding="utf-8"))
    if errors:
        print("\n".join(errors), file=sys.stderr)
        return 1
    # The documents' JSON is put together as text: no number goes through a float.
    entries = (f"{json.dumps(name, ensure_ascii=False)}: {text}" for name, text in texts.items())
    sys.stdout.buffer.write(("{\n" + ",\n".join(entries) + "\n}\n").encode())
    return 0


def test(folder: Path) -> int:
    """Run the examples of a folder's documents and print what fails and what none would notice; 1 if any fails."""
    report = Catalogue.load(folder).test()
    print(report)
    return 0 if report.passed else 1


def describe(folder: Path, programme: str, as_at: str | None, language: str) -> int:
    """Print a programme's rules in plain words; 1 if the folder has no such programme."""
    catalogue = Catalogue.load(folder)
    try:
        print(catalogue.describe(programme, as_at, language=language), end="")
    except KeyError:
        near = difflib.get_close_matches(programme, catalogue.programmes)
        there_are = f"did you mean {near[0]}?" if near else f"there are {', '.join(catalogue.programmes) or 'none'}"
        print(f"there is no programme {programme} in {folder}: {there_are}", file=sys.stderr)
        return 1
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name."""
    parser = argparse.ArgumentParser(prog="doorstep", description="Work with Doorstep's documents.")
    parser.add_argument("--version", action="version", version=f"doorstep {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(run: Callable[..., int], name: str, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        command.add_argument("folder", type=Path, metavar="FOLDER")
        command.set_defaults(run=run)
        return command

    add(check, "check", "print every problem of a folder's documents, and fail if one is an error")
    add(
        test,
        "test",
        "run the examples of a folder's documents, print which fail and what none of them would notice, "
        "and fail if one fails",
    )
    description = add(describe, "describe", "print a programme's rules in plain words")
    description.add_argument("programme", metavar="PROGRAMME", help="the programme's id")
    description.add_argument("--as-at", metavar="DAY", help="the version in force on this day (YYYY-MM-DD), not all")
    description.add_argument("--language", default="en", help="the words' language, where documents have it: cy")
    add(write_json, "json", "write a folder's documents as one JSON object, for the browser")
    chosen = vars(parser.parse_args(arguments))
    run = chosen.pop("run")
    try:
        return int(run(**chosen))
    except (DocumentError, FactError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
