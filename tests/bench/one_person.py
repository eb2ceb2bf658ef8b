"""How long it takes to decide ten rules for one person from a dict, beside three peers in the same run.

Usage: python one_person.py [--people 2000] [--repeat 5]
Each engine has its rules compiled beforehand and is given the same dicts, with every fact told: what peers make of
facts that are not told is not comparable (JSONLogic reads them as null, the others fail). Every answer must agree.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import doorstep as ds

AS_AT = date(2022, 3, 31)
Facts = dict[str, Any]

VOCABULARY = """
vocabulary: bench
facts:
  age: {type: number}
  local_authority: {type: code, values: {barnet: B, hackney: H, other: O}}
  barnet_homes_tenant: {type: boolean}
  economic_status: {type: code, values: {employed: E, unemployed: U, economically_inactive: I}}
  in_education: {type: boolean}
  on_universal_credit: {type: boolean}
  health_condition: {type: code, values: {none: N, mild: M, moderate: O, severe: S}}
  barriers: {type: codes, values: {health: H, debt: D, digital: G, travel: T}}
"""


def var(name: str) -> Facts:
    """A fact's value in JSONLogic."""
    return {"var": name}


# A rule in Doorstep's words, in ZEN's, in CEL's and in JSONLogic.
RULES: list[tuple[str, str, str, Facts]] = [
    ("age >= 25", "age >= 25", "age >= 25", {">=": [var("age"), 25]}),
    ("count(barriers) > 1", "len(barriers) > 1", "size(barriers) > 1", {">": [{"length": [var("barriers")]}, 1]}),
    ("age in [18..24]", "age in [18..24]", "age >= 18 && age <= 24", {"<=": [18, var("age"), 24]}),
    ("not(in_education)", "not in_education", "!in_education", {"!": [var("in_education")]}),
    (
        'economic_status != "employed"',
        "economic_status != 'employed'",
        "economic_status != 'employed'",
        {"!=": [var("economic_status"), "employed"]},
    ),
    ("age in [16..24]", "age in [16..24]", "age >= 16 && age <= 24", {"<=": [16, var("age"), 24]}),
    ("on_universal_credit", "on_universal_credit", "on_universal_credit", var("on_universal_credit")),
    (
        'local_authority = "barnet" or barnet_homes_tenant',
        "local_authority == 'barnet' or barnet_homes_tenant",
        "local_authority == 'barnet' || barnet_homes_tenant",
        {"or": [{"==": [var("local_authority"), "barnet"]}, var("barnet_homes_tenant")]},
    ),
    ("age > 55", "age > 55", "age > 55", {">": [var("age"), 55]}),
    (
        'health_condition in ("mild", "moderate")',
        "health_condition in ['mild', 'moderate']",
        "health_condition in ['mild', 'moderate']",
        {"in": [var("health_condition"), ["mild", "moderate"]]},
    ),
]


def person(rng: random.Random) -> Facts:
    """One person, every fact told."""
    return {
        "age": rng.randint(16, 66),
        "local_authority": rng.choice(["barnet", "hackney", "other"]),
        "barnet_homes_tenant": rng.random() < 0.2,
        "economic_status": rng.choice(["employed", "unemployed", "economically_inactive"]),
        "in_education": rng.random() < 0.1,
        "on_universal_credit": rng.random() < 0.5,
        "health_condition": rng.choice(["none", "mild", "moderate", "severe"]),
        "barriers": [code for code in ("health", "debt", "digital", "travel") if rng.random() < 0.3],
    }


def doorstep_engine() -> ds.Catalogue:
    """A catalogue with a programme for each rule."""
    programmes = {
        f"r{at}.yaml": f"programme: r{at}\nname: R\nin_force: {{}}\neligibility:\n"
        f"  - id: c\n    text: C\n    when: '{rule[0]}'\n"
        for at, rule in enumerate(RULES)
    }
    return ds.Catalogue.parse({"vocabulary.yaml": VOCABULARY, **programmes})


def engines() -> dict[str, Callable[[Facts], list[bool]]]:
    """Each engine as a function from facts to its ten answers; peers that are not installed are left out."""
    catalogue = doorstep_engine()
    ids = [f"r{at}" for at in range(len(RULES))]

    def doorstep(facts: Facts) -> list[bool]:
        screening = catalogue.screen(facts, AS_AT)
        return [screening[programme].status == "eligible" for programme in ids]

    def doorstep_with_reasons(facts: Facts) -> list[bool]:
        decisions = catalogue.screen(facts, AS_AT).to_dict()["decisions"]
        return [decisions[programme]["status"] == "eligible" for programme in ids]

    found: dict[str, Callable[[Facts], list[bool]]] = {
        "doorstep": doorstep,
        "doorstep, all reasons": doorstep_with_reasons,
    }
    try:
        import zen

        compiled = [zen.compile_expression(rule[1]) for rule in RULES]
        found["zen-engine"] = lambda facts: [rule.evaluate(facts) for rule in compiled]
    except ImportError:
        print("skipped: zen-engine is not installed")
    try:
        import cel

        programs = [cel.compile(rule[2]) for rule in RULES]
        found["cel"] = lambda facts: [program.execute(facts) for program in programs]
    except ImportError:
        print("skipped: common-expression-language is not installed")
    try:
        import datalogic_py

        engine = datalogic_py.Engine()
        logic = [engine.compile(rule[3]) for rule in RULES]
        found["datalogic-py"] = lambda facts: [bool(rule.evaluate(facts)) for rule in logic]
    except ImportError:
        print("skipped: datalogic-py is not installed")
    return found


def main() -> None:
    """Time every engine, in turn."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--people", type=int, default=2000)
    arguments.add_argument("--repeat", type=int, default=5)
    asked = arguments.parse_args()
    rng = random.Random(7)
    people = [person(rng) for _ in range(asked.people)]
    running = engines()
    wanted = [running["doorstep"](facts) for facts in people]
    best = dict.fromkeys(running, float("inf"))
    for _ in range(asked.repeat):  # in turn, so that a slow spell of the machine touches all alike
        for name, decide in running.items():
            start = time.perf_counter()
            answers = [decide(facts) for facts in people]
            best[name] = min(best[name], time.perf_counter() - start)
            if answers != wanted:
                raise SystemExit(f"{name} gives other answers than doorstep")
    print(f"{len(RULES)} rules, {asked.people} people, best of {asked.repeat}; every answer agrees")
    for name, seconds in best.items():
        each = seconds / asked.people * 1e6
        print(f"  {name:<24}{each:8.2f} µs a person   {seconds / best['doorstep']:6.2f} times doorstep's")


if __name__ == "__main__":
    main()
