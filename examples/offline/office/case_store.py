"""One person's case file on a disk, safe from a power cut or a kill at any moment."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import doorstep as ds


class CaseStore:
    """A case file and the path that it is written to. One process at a time writes it."""

    def __init__(self, catalogue: ds.Catalogue, path: Path) -> None:
        """Opens what is on the disk, or begins it."""
        self.path = path
        if not path.exists():
            replace(path, "")
        self.file = read(catalogue, path)
        """What is on the disk."""

    def record(self, event: Mapping[str, object], override: str | None = None) -> None:
        """Records an event that nothing speaks against: once this returns, it is on the disk."""
        proposed = self.file.propose(event, override)
        # What was written before is never touched, and a line that was torn stays by itself.
        append(self.path, proposed.to_append(self.file))
        self.file = proposed

    def merge(self, others: Iterable[ds.CaseFile]) -> None:
        """Takes in what others recorded. The file is written whole: lines of others may belong between its own."""
        merged = self.file
        for other in others:
            merged = merged.merge(other)
        self._keep(merged)

    def erase(self, person: str, on: str) -> None:
        """Erases a person: the file is written whole, since what is only appended to forgets nothing."""
        self._keep(self.file.erase(person, on))

    def _keep(self, file: ds.CaseFile) -> None:
        replace(self.path, file.to_jsonl())
        self.file = file


def read(catalogue: ds.Catalogue, path: Path) -> ds.CaseFile:
    """Bytes, not text: a file that breaks off may break off within a letter."""
    return ds.CaseFile.from_jsonl(path.read_bytes(), catalogue)


def append(path: Path, text: str) -> None:
    """Appends and waits until the disk has it."""
    _write(path, text, "ab")


def replace(path: Path, text: str) -> None:
    """Puts another file in its place: whatever happens, either the old one or the new one is there, whole."""
    fresh = path.with_name(path.name + ".new")
    _write(fresh, text, "wb")
    fresh.replace(path)
    # The folder says under which name a file is found, and is to be on the disk too.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _write(path: Path, text: str, mode: str) -> None:
    with path.open(mode) as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
