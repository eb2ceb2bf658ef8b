"""How long it takes to decide the reference rules for one person from a dict, beside three peers in the same run.

Usage: python one_person.py [--people 2000] [--repeat 7]
Each engine has its rules compiled beforehand and is given the same dicts, with every fact told: what peers make of
facts that are not told is not comparable (JSONLogic reads them as null, the others fail). Every answer must agree.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from people import Facts, people

import doorstep as ds

BENCH = Path(__file__).parent
AS_AT = date(2023, 3, 31)
PEERS = json.loads((BENCH / "peers.json").read_text("utf-8"))
Engine = Callable[[Facts], list[bool]]


def doorstep_engines() -> dict[str, Engine]:
    """Doorstep, deciding alone and with everything a decision says."""
    catalogue = ds.Catalogue.load(BENCH / "reference")
    ids = list(PEERS)
    assert ids == list(catalogue.programmes)

    def decide(facts: Facts) -> list[bool]:
        return [status == "eligible" for status in catalogue.screen(facts, AS_AT).statuses.values()]

    def explain(facts: Facts) -> list[bool]:
        decisions = catalogue.screen(facts, AS_AT).to_dict()["decisions"]
        return [decisions[rule]["status"] == "eligible" for rule in ids]

    return {"doorstep": decide, "doorstep, to_dict": explain}


def engines() -> dict[str, Engine]:
    """Each engine as a function from facts to its answers; peers that are not installed are left out."""
    found = doorstep_engines()
    try:
        import zen

        compiled = [zen.compile_expression(rule["zen"]) for rule in PEERS.values()]
        found["zen-engine"] = lambda facts: [rule.evaluate(facts) for rule in compiled]
    except ImportError:
        print("skipped: zen-engine is not installed")
    try:
        import cel

        programs = [cel.compile(rule["cel"]) for rule in PEERS.values()]
        found["cel"] = lambda facts: [program.execute(facts) for program in programs]
    except ImportError:
        print("skipped: common-expression-language is not installed")
    try:
        import datalogic_py

        engine = datalogic_py.Engine()
        logic = [engine.compile(rule["jsonlogic"]) for rule in PEERS.values()]
        session = engine.session()

        def at_once(facts: Facts) -> list[bool]:
            return [answer == "true" for answer in session.evaluate_many(logic, datalogic_py.DataHandle(facts))]

        found["datalogic-py"] = lambda facts: [rule.evaluate(facts) for rule in logic]
        found["datalogic-py, read once"] = at_once
    except ImportError:
        print("skipped: datalogic-py is not installed")
    return found


def main() -> None:
    """Time every engine, in turn."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--people", type=int, default=2000)
    arguments.add_argument("--repeat", type=int, default=7)
    asked = arguments.parse_args()
    told = list(people(asked.people, all_told=True))
    running = engines()
    wanted = [running["doorstep"](facts) for facts in told]
    best = dict.fromkeys(running, float("inf"))
    for _ in range(asked.repeat):  # in turn, so that a slow spell of the machine touches all alike
        for name, decide in running.items():
            start = time.perf_counter()
            answers = [decide(facts) for facts in told]
            best[name] = min(best[name], time.perf_counter() - start)
            if answers != wanted:
                raise SystemExit(f"{name} gives other answers than doorstep")
    print(f"{len(PEERS)} rules, {asked.people} people, best of {asked.repeat}; every answer agrees")
    for name, seconds in best.items():
        each = seconds / asked.people * 1e6
        print(f"  {name:<24}{each:8.2f} µs a person   {seconds / best['doorstep']:6.2f} times doorstep's")


if __name__ == "__main__":
    main()
