"""Compute one return, say what each of its numbers knows, open one to its people, and publish what may be published.

Usage: python one_return.py
The people are the first of the synthetic residents, and what happens to them here is invented as well.
"""
from __future__ import annotations

import csv
import random
import subprocess
import sys
import textwrap
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import doorstep as ds

HERE = Path(__file__).resolve().parent
PROGRAMMES = HERE.parent / "programmes"
RESIDENTS = HERE / "data" / "residents.csv"
AS_AT = date(2022, 3, 31)
PEOPLE = 130
SHARES = {"in_work"}                                   # the indicators that are rates
UNTOLD = 0.1                                           # of how many jobs the hours are not told


def read_documents() -> dict[str, str]:
    """Every programme there is, and a return on one of them."""
    paths = [*sorted(PROGRAMMES.glob("*.yaml")), HERE / "one_return.yaml"]
    return {path.name: path.read_text("utf-8") for path in paths}


def read_people(count: int = PEOPLE) -> list[dict[str, Any]]:
    """The first residents, and of their facts the one that the return asks for; an empty cell was not asked."""
    if not RESIDENTS.exists():
        subprocess.run([sys.executable, HERE / "data" / "make_residents.py"], check=True, stdout=subprocess.DEVNULL)
    with RESIDENTS.open(newline="", encoding="utf-8") as file:
        rows = [row for row, _ in zip(csv.DictReader(file), range(count), strict=False)]
    return [{name: row[name] for name in ("person_id", "tenure") if row[name]} for row in rows]


def happenings(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A start for each person, and for about half of them a job: the same ones every time."""
    chance = random.Random(2015)
    events: list[dict[str, Any]] = []
    for number, person in enumerate(people, start=1):
        start = date(2021, 4, 1) + timedelta(days=chance.randrange(365))
        job = start + timedelta(days=chance.randrange(10, 300))
        hours = {} if chance.random() < UNTOLD else {"hours_per_week": chance.choice([6, 16, 20, 30, 37.5])}
        about = {"person": person["person_id"]}
        events.append({"id": f"start-{number:03}", "kind": "started", "programme": "boost", "on": start, **about})
        if chance.random() < 0.5 and job <= AS_AT:
            events.append({"id": f"job-{number:03}", "kind": "employment", "start": job, "data": hours, **about})
    return events


# --- Printing: 100 columns -------------------------------------------------------------------------------------------

def number(cell: dict[str, Any]) -> str:
    """What a cell says of its value."""
    if cell["low"] is None:
        return ""
    low, high = (f"{100 * end:.0f}%" if cell["indicator"] in SHARES else f"{end:.0f}" for end in (cell["low"], cell["high"]))
    return low if low == high else f"{low} to {high}"


def print_cells(cells: list[dict[str, Any]]) -> None:
    print(f"  {'indicator':12}{'period':14}{'tenure':16}{'state':14}{'value':>12}{'of':>8}{'not yet due':>14}")
    for cell in cells:
        if cell["by"] and cell["state"] != "suppressed" and not (cell["low"] or cell["denominator"] or cell["pending"]):
            continue                                   # a group of nobody
        group = (cell["group"] or "(not told)") if cell["by"] else ""
        of = "" if cell["denominator"] is None else str(cell["denominator"])
        pending = "" if not cell["pending"] else str(cell["pending"])
        print(f"  {cell['indicator']:12}{cell['period'] or 'all':14}{group:16}{cell['state']:14}{number(cell):>12}{of:>8}"
              f"{pending:>14}")


def print_opened(report: ds.Report, cell: dict[str, Any]) -> None:
    """One cell's people, and how one of them counts."""
    print(f"\nONE NUMBER OPENED: {cell['indicator']}, {cell['period']}; the people are invented, so nothing is masked")
    for part in ("numerator", "denominator", "undetermined"):
        people = report.people(cell, part)
        shown = ", ".join(people[:4]) + (", and so on" if len(people) > 4 else "")
        print(textwrap.fill(f"{part:14}{len(people):4}  {shown}", 100, initial_indent="  "))
    person = report.people(cell, "undetermined")[0]
    why = report.why(person, cell)
    assert why is not None
    [enrolment] = why.enrolments
    for outcome in enrolment.outcomes:
        wants = f"; what would tell: {', '.join(outcome.missing)} of {', '.join(outcome.undecided)}" if outcome.missing else ""
        print(textwrap.fill(f"{person}, who started on {enrolment.started_on}: {outcome.id} is {outcome.state}{wants}", 100,
                            initial_indent="  ", subsequent_indent="    "))
    flow = report.flow(cell["indicator"])
    print(textwrap.fill(f"Over the whole time: {flow.started} started = {flow.pending} not due yet + {flow.due} due; of these "
                        f"{flow.undetermined} are not known + {flow.known} known, of whom {flow.achieved} achieved it.", 100,
                        initial_indent="  ", subsequent_indent="    "))


def print_published(report: ds.Report) -> None:
    """What may be published, and whether that gives away what it hides."""
    published = report.release("public")
    rule = report.release("funder").disclosure or {}
    print(f"\nAS PUBLISHED: counts below {rule['minimum']} are hidden, and what would give them away; the others are rounded "
          f"to {rule['round_to']}")
    print_cells(published.to_dict()["cells"])
    audit = published.audit()
    print(f"  {audit.hidden} numbers are hidden; an audit that tries to undo it recovers {len(audit.recovered)}.")


def main() -> None:
    catalogue = ds.Catalogue.parse(read_documents())
    people = read_people()
    report = catalogue.compute("six_months", people, happenings(people), AS_AT)
    cells = report.to_dict()["cells"]
    print(f"ONE RETURN, AS AT {AS_AT}: {len(people)} SYNTHETIC residents who signed up with BOOST, for those who may see it")
    print_cells(cells)
    print(textwrap.fill("A share is bounded where it is not told how many hours somebody works. It is over those whose six "
                        "months are past; of a quarter of which nobody's are, it is not yet due.", 100,
                        initial_indent="  ", subsequent_indent="  "))
    accounts = report.accounts
    print(f"  Events: {accounts.events} given = {accounts.used} used + {accounts.later} later + {accounts.rejected} rejected "
          f"+ {accounts.repeated} repeated")
    bounded = next(cell for cell in cells if cell["state"] == "bounded" and cell["period"])
    print_opened(report, bounded)
    print_published(report)


if __name__ == "__main__":
    main()
