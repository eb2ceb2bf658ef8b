"""The residents of `examples/data`, with all that is true of each, told or not: what they would answer if asked.

Usage: python residents.py FILE
Writes one JSON object a line: 10,000 SYNTHETIC residents of an invented landlord.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples" / "data"))

import make_residents


def answers(person: dict[str, Any]) -> dict[str, Any]:
    """What a resident answers, as a form would send it: lists are complete. A fact without an answer is left out."""
    told = {name: value for name, value in person.items() if value is not None and name != "age"}
    told["date_of_birth"] = str(person["date_of_birth"])
    # The three facts that the economic status follows from. Who does not look for work may be able to start, or not.
    told["in_work"] = person["economic_status"] == "employed"
    if not told["in_work"]:
        told["looked_for_work"] = person["economic_status"] == "unemployed"
    if person["economic_status"] == "unemployed":
        told["able_to_start"] = True
    told["barriers"] = {"value": person["barriers"], "complete": True}
    return told


def main(out: Path) -> None:
    """Write the residents to a file."""
    draw = make_residents.Draw(make_residents.SEED)
    people = (make_residents.resident(draw) for _ in range(make_residents.PEOPLE))
    out.write_text("".join(f"{json.dumps(answers(person))}\n" for person in people), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
