"""Made-up people for benchmarks, with the facts of `reference/vocabulary.yaml`.

Usage: python people.py FILE [--people 2000] [--told all]
Writes one JSON object a line. The same arguments give the same people.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Facts = dict[str, Any]

AREAS = [f"E{9000001 + place:08}" for place in range(60)]
BARRIERS = [
    "health",
    "addiction",
    "domestic_abuse",
    "debt",
    "homelessness",
    "language",
    "childcare",
    "travel",
    "digital",
    "confidence",
    "skills",
    "offending",
]
A_BARRIER = 0.16


@dataclass(frozen=True)
class Drawn:
    """How a fact's values are spread, and the share of people who were not asked for it."""

    values: list[Any]
    weights: list[float] | None = None
    not_told: float = 0.0


def yes(share: float, not_told: float) -> Drawn:
    """True for a share of people."""
    return Drawn([True, False], [share, 1 - share], not_told)


FACTS: dict[str, Drawn] = {
    "age": Drawn(list(range(16, 67)), None, 0.02),
    "gender": Drawn(["female", "male", "other"], [0.52, 0.46, 0.02], 0.01),
    "ethnic_group": Drawn(["white", "mixed", "asian", "black", "other"], [0.72, 0.04, 0.12, 0.09, 0.03], 0.06),
    "tenure": Drawn(
        ["social", "supported", "private_rented", "owner_occupied", "homeless"], [0.62, 0.08, 0.18, 0.08, 0.04], 0.03
    ),
    "local_authority": Drawn(AREAS),
    "economic_status": Drawn(["employed", "unemployed", "economically_inactive"], [0.2, 0.45, 0.35], 0.05),
    "on_universal_credit": yes(0.55, 0.08),
    "disabled": yes(0.41, 0.10),
    "health_condition": Drawn(["none", "mild", "moderate", "severe"], [0.5, 0.2, 0.2, 0.1], 0.15),
    "lone_parent": yes(0.3, 0.05),
    "care_leaver": yes(0.04, 0.12),
    "special_educational_needs": yes(0.07, 0.15),
    "in_education": yes(0.08, 0.05),
    "qualification_level": Drawn(list(range(7)), None, 0.10),
    "months_out_of_work": Drawn(list(range(120)), None, 0.12),
    "referred_by": Drawn(["self", "key_worker", "jobcentre", "gp", "landlord"], None, 0.02),
    "stable_in_recovery": yes(0.5, 0.6),
    "motivated_for_change": yes(0.7, 0.5),
}


def people(count: int, *, all_told: bool, seed: int = 7) -> Iterator[Facts]:
    """People as mappings of facts. Whether all is told changes nothing else about them."""
    rng = random.Random(seed)
    for _ in range(count):
        person: Facts = {}
        for name, fact in FACTS.items():
            [value] = rng.choices(fact.values, fact.weights)
            told = rng.random() >= fact.not_told
            if told or all_told:
                person[name] = value
        person["barriers"] = [barrier for barrier in BARRIERS if rng.random() < A_BARRIER]
        yield person


def main() -> None:
    """Write people to a file."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--people", type=int, default=2000)
    arguments.add_argument("--told", choices=["all", "some"], default="some")
    asked = arguments.parse_args()
    made = people(asked.people, all_told=asked.told == "all")
    asked.file.write_text("".join(f"{json.dumps(person)}\n" for person in made), "utf-8")


if __name__ == "__main__":
    main()
