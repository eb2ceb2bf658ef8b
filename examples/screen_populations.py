"""Screen two populations against every programme in the catalogue, on two days that follow each other.

Usage: python screen_populations.py
It shows the library at work: load a catalogue, tell it facts, read its decisions. Nobody is turned away by it: a
decision is advice on published rules, and a fact that was not told leaves it undetermined.
"""
from __future__ import annotations

import csv
import subprocess
import sys
import textwrap
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import doorstep as ds

DATA = Path(__file__).resolve().parent / "data"
PROGRAMMES = Path(__file__).resolve().parents[1] / "programmes"
DAYS = [date(2022, 3, 31), date(2022, 4, 1)]
LISTS = {"barriers"}                                   # the facts that hold several codes
PERSON = "synthetic-00003"                             # whose decisions are shown in full
STATUSES = ["eligible", "not_eligible", "undetermined"]
Facts = dict[str, object]


# --- Reading: one row of a table is one person's facts --------------------------------------------------------------

def fact_value(name: str, text: str) -> object:
    """A cell as the library takes it. Numbers stay decimal: no binary float decides anything."""
    if name in LISTS:
        return text.split(";")
    if text in ("true", "false"):
        return text == "true"
    try:
        return Decimal(text)
    except InvalidOperation:
        return text                                    # a code, or a date as ISO text


def read_residents(path: Path) -> dict[str, Facts]:
    """Facts by person. An empty cell was not asked, so its key is left out: not told is never no."""
    people: dict[str, Facts] = {}
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            facts = people[row.pop("person_id")] = {}
            for column, text in row.items():
                name, _, part = column.partition(".")
                if text:
                    facts[name] = {"absent": text} if part == "absent" else fact_value(name, text)
    return people


def read_trial(path: Path) -> dict[str, Facts]:
    """Of the trial's columns only age and the earnings of the year before mean a fact of ours (data/README.md)."""
    with path.open(newline="", encoding="utf-8") as file:
        return {
            f"nsw-{n:03}": {"age": Decimal(row["age"]), "earned_last_year": Decimal(row["re75"])}
            for n, row in enumerate(csv.DictReader(file), start=1)
        }


# --- Screening -------------------------------------------------------------------------------------------------------

@dataclass
class Tally:
    """What the decisions about one population on one day add up to."""
    statuses: dict[str, Counter] = field(default_factory=dict)        # by programme
    availability: dict[str, str] = field(default_factory=dict)       # by programme
    places: Counter = field(default_factory=Counter)     # by how many open programmes (eligible, undetermined)
    refused: list[str] = field(default_factory=list)     # people whose facts cannot be used, and why

    def between(self, low: int, high: int | None) -> str:
        """How many people have `low` to `high` places to go: those who surely do, to those who may."""
        def within(n: int) -> bool:
            return low <= n and (high is None or n <= high)
        surely = may = 0
        for (eligible, undetermined), people in self.places.items():
            possible = [within(n) for n in range(eligible, eligible + undetermined + 1)]
            surely += people * all(possible)
            may += people * any(possible)
        return f"{surely:,} to {may:,}"


def open_to_all(catalogue: ds.Catalogue, day: date) -> dict[str, str]:
    """The programmes without a rule on who may join, with their names: everybody can ask there."""
    return {programme: d.name for programme, d in catalogue.screen({}, day).items() if not d.criteria}


def tally(catalogue: ds.Catalogue, people: dict[str, Facts], day: date) -> Tally:
    result = Tally()
    for_all = open_to_all(catalogue, day)
    for person, facts in people.items():
        try:
            screening = catalogue.screen(facts, day)
        except ds.FactError as error:                  # say whose, and go on with the others
            result.refused.append(f"{person}: {error}")
            continue
        places: Counter = Counter()
        for programme, decision in screening.items():
            result.statuses.setdefault(programme, Counter())[decision.status] += 1
            result.availability[programme] = decision.availability
            if decision.availability == "open" and programme not in for_all:
                places[decision.status] += 1
        result.places[places["eligible"], places["undetermined"]] += 1
    return result


def availability(decision: ds.Decision) -> str:
    return f"opens {decision.opens_on}" if decision.availability == "opens_on" else decision.availability


# --- Printing: 100 columns -------------------------------------------------------------------------------------------

def wrapped(text: str, indent: str = "", then: str | None = None) -> None:
    print(textwrap.fill(text, 100, initial_indent=indent, subsequent_indent=indent if then is None else then))


def why_not_in_force(versions: list, day: date) -> str:
    ended = [version.to for version in versions if version.to and version.to < day]
    starts = [version.from_ for version in versions if version.from_ and version.from_ > day]
    reasons = [f"ended on {max(ended)}"] if ended else []
    return " and ".join(reasons + ([f"starts on {min(starts)}"] if starts else []))


def print_day(catalogue: ds.Catalogue, populations: dict[str, dict[str, Facts]], day: date) -> None:
    tallies = [tally(catalogue, people, day) for people in populations.values()]
    print(f"\n{f'ON {day}':42}" + "".join(f"{title:>29}" for title in populations))
    print(f"{'programme':30} {'available':11}" + f"{'eligible':>9}{'not elig.':>10}{'undeterm.':>10}" * len(tallies))
    absent = []
    for programme, versions in catalogue.programmes.items():
        if programme not in tallies[0].statuses:
            absent.append(f"{versions[-1].name} ({why_not_in_force(versions, day)})")
            continue
        counts = [[t.statuses[programme][status] for status in STATUSES] for t in tallies]
        print(f"{programme:30} {tallies[0].availability[programme]:11}"
              + "".join(f"{yes:9,}{no:10,}{unknown:10,}" for yes, no, unknown in counts))
    wrapped("Not in force: " + ("; ".join(absent) or "none") + ".", then="  ")
    wrapped("Open to all: " + ("; ".join(open_to_all(catalogue, day).values()) or "none") + ".", then="  ")
    for label, low, high in (("nowhere", 0, 0), ("to one place", 1, 1), ("to several", 2, None)):
        print(f"{f'People who can go {label}':42}" + "".join(f"{t.between(low, high):>29}" for t in tallies))
    for refused in (t.refused for t in tallies if t.refused):
        wrapped(f"Not screened: {len(refused):,}, the first of them {refused[0]}", then="  ")


def plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def print_decision(decision: ds.Decision, questions: dict[str, str]) -> None:
    wrapped(f"{decision.name} (availability: {availability(decision)})", "  ")
    if not decision.criteria:
        print("    no rule is published on who may join")
    for criterion in decision.criteria:
        because = "; ".join(f"{name}: {plain(value)}" for name, value in criterion.because.items())
        line = f"{criterion.status:8} {criterion.text}" + (f" [{because}]" if because else "")
        wrapped(line, "    ", " " * 13)
        for name in criterion.missing:
            if why := decision.absent.get(name):       # else no answer to it can change this decision any more
                asked = questions.get(name) or "(no question)"
                wrapped(f"{name}, {why.replace('_', ' ')}: {asked}", " " * 13 + "? ", " " * 15)
    if decision.reasons:
        verb = "would be settled by" if decision.status == "undetermined" else "rests on"
        wrapped(f"{verb} {', '.join(decision.reasons)}", "    reasons  ", " " * 13)
    if isinstance(decision.changes_on, date):
        print(f"    changes  on {decision.changes_on}, if all else stays as it is")
    for words in decision.advice:
        wrapped(words.text, "    advice   ", " " * 13)


def print_person(catalogue: ds.Catalogue, person: str, facts: Facts, day: date) -> None:
    print(f"\nONE PERSON IN FULL, ON {day}: {person}, who is invented, so nothing is masked")
    screening = catalogue.screen(facts, day)
    for asked_of in ("person", "key_worker"):
        if question := screening.ask(asked_of):        # of the person it is `screening.next_question`
            wrapped(f"Ask the {asked_of.replace('_', ' ')} next: {question.text} ({question.fact}; "
                    f"it matters for {len(question.programmes)})", then="  ")
    for status in ("eligible", "undetermined", "not_eligible"):
        decisions = [decision for decision in screening.values() if decision.status == status]
        for decision in decisions[:1]:
            print(f"{status}: {decision.summary}")
        for decision in decisions:
            print_decision(decision, catalogue.questions)


def main() -> None:
    subprocess.run([sys.executable, DATA / "make_residents.py"], check=True, stdout=subprocess.DEVNULL)
    residents = read_residents(DATA / "residents.csv")
    trial = read_trial(DATA / "nsw.csv")
    catalogue = ds.Catalogue.load(PROGRAMMES)
    print(f"{len(catalogue.programmes)} programmes, {len(catalogue.check())} remarks on their documents, "
          f"catalogue {catalogue.fingerprint[:12]}")
    wrapped(f"{len(residents):,} residents: SYNTHETIC, of an invented landlord; some shares are published ones. "
            f"{len(trial)} men of the National Supported Work trial: real, United States, 1970s; only age and "
            "earnings are told, so most of what the rules ask is unknown, and stays so.")
    wrapped("Where people can go counts programmes that are open and have a rule on who may join: those open to all, "
            "wherever they are, would hide who is left out. The low number is the people of whom it is certain; the "
            "high one adds those of whom it may be so, as an undetermined decision can still turn out.")
    populations = {f"{len(residents):,} SYNTHETIC residents": residents, f"{len(trial)} in the trial": trial}
    for day in DAYS:
        print_day(catalogue, populations, day)
    print_person(catalogue, PERSON, residents[PERSON], DAYS[-1])


if __name__ == "__main__":
    main()
