"""What is done in the office, as lines of words between tabs. What it answers ends with an empty line."""

import json
import sys
from pathlib import Path

from case_store import CaseStore, read, replace

import doorstep as ds


class Office:
    """The office's end of the exchange: the same words as a phone's."""

    def __init__(self, name: str, catalogue: ds.Catalogue) -> None:
        """Nothing is open yet."""
        self.name, self.catalogue = name, catalogue

    def answer(self, words: list[str]) -> list[str]:
        """Does what a line says; what is refused is said with its reasons."""
        try:
            match words:
                case ["open", folder]:
                    return self.open(Path(folder))
                case ["record", event, *reason]:
                    self.store.record(json.loads(event), *reason)
                    return ["recorded"]
                case ["exchange", folder]:
                    return self.exchange(Path(folder))
                case ["erase", person, on]:
                    self.store.erase(person, on)
                    return ["erased"]
                case ["state", programme, as_at]:
                    state = self.store.file.state(programme, as_at).to_dict()
                    return [json.dumps(state, ensure_ascii=False, separators=(",", ":"))]
                case ["problems"]:
                    return [f"{problem.code} {problem.message}" for problem in self.store.file.problems]
                case _:
                    raise ValueError(f"there is no `{words[0]}`")
        except ds.EventError as refused:
            return ["refused", *(problem.message for problem in refused.problems)]

    def open(self, folder: Path) -> list[str]:
        """How many events there are, and each line that was kept aside."""
        self.store = CaseStore(self.catalogue, folder / "case.jsonl")
        aside = (f"line {it.line}: {it.problem.code} {it.problem.message}" for it in self.store.file.rejected)
        return [str(len(self.store.file)), *aside]

    def exchange(self, folder: Path) -> list[str]:
        """Takes in what others left in a folder, and leaves there what the office has."""
        self.store.merge(read(self.catalogue, path) for path in folder.glob("*.jsonl"))
        replace(folder / f"{self.name}.jsonl", self.store.file.to_jsonl())
        return [str(len(self.store.file))]


if __name__ == "__main__":
    name, documents = sys.argv[1:]
    office = Office(name, ds.Catalogue.load(documents))
    for line in sys.stdin:
        for answer in office.answer(line.rstrip("\n").split("\t")):
            print(answer)
        print(flush=True)
