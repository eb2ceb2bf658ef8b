"""Events of a million people: who started where, and what happened to them; about eleven and a half rows each.

Usage: python happenings.py FILE [--people 1000000] [--seed 2023]
Writes a Parquet file. The same arguments make the same rows, in an order that says nothing.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

PROGRAMMES = [f"p{number:02d}" for number in range(1, 13)]
KINDS = ["referred", "started", "support", "employment", "qualification", "job_search", "swemwbs", "ended"]
FIRST_DAY = np.datetime64("2019-04-01")
LAST_DAY = np.datetime64("2023-03-31")
NUMBERS = {"hours": np.float64, "hours_per_week": np.float64, "level": np.float64, "score": np.float64}

Days = np.ndarray[Any, np.dtype[np.datetime64]]
Places = np.ndarray[Any, np.dtype[np.int64]]


def days(draw: np.random.Generator, least: int, below: int, count: int) -> np.ndarray[Any, Any]:
    """So many lengths of time in whole days."""
    return draw.integers(least, below, count).astype("timedelta64[D]")


class Events:
    """Events, kind by kind; of what a kind does not tell there is nothing."""

    def __init__(self, draw: np.random.Generator, person: Places, programme: Places) -> None:
        """Of enrolments: whose each is, and in which programme."""
        self.draw, self.person, self.programme = draw, person, programme
        self.parts: dict[str, list[Any]] = {
            name: [] for name in ["person", "programme", "kind", "start", "end", *NUMBERS]
        }

    def add(self, kind: str, of: Places, start: Days, end: Days | None = None, **told: np.ndarray[Any, Any]) -> None:
        """Adds an event of a kind for each of some enrolments."""
        nothing = np.full(len(of), np.nan)
        columns = {
            "person": self.person[of],
            "programme": self.programme[of].astype(np.int32),
            "kind": np.full(len(of), KINDS.index(kind), np.int32),
            "start": start,
            "end": np.full(len(of), np.datetime64("NaT"), "datetime64[D]") if end is None else end,
            **{name: told.get(name, nothing) for name in NUMBERS},
        }
        for name, values in columns.items():
            self.parts[name].append(values)

    def some(self, of: Places, share: float) -> Places:
        """A share of enrolments."""
        return of[self.draw.random(len(of)) < share]

    def table(self) -> pa.Table:
        """All that happened by the last day, shuffled."""
        columns = {name: np.concatenate(self.parts.pop(name)) for name in list(self.parts)}
        order = self.draw.permutation(np.flatnonzero(columns["start"] <= LAST_DAY))
        columns = {name: values[order] for name, values in columns.items()}
        rows = len(order)
        recorded = columns["start"] + np.minimum(self.draw.geometric(0.2, rows), 120).astype("timedelta64[D]")
        code = pa.DictionaryArray.from_arrays
        return pa.table(
            {
                "event_id": pa.array(np.arange(rows, dtype=np.int64)),
                "person_id": pa.array(columns["person"]),
                "programme": code(pa.array(columns["programme"]), pa.array(PROGRAMMES)),
                "kind": code(pa.array(columns["kind"]), pa.array(KINDS)),
                "start": pa.array(columns["start"]),
                "end": pa.array(columns["end"]),
                "hours": pa.array(columns["hours"], from_pandas=True),
                "hours_per_week": pa.array(columns["hours_per_week"], from_pandas=True),
                "level": pa.array(columns["level"], from_pandas=True).cast(pa.int8()),
                "score": pa.array(columns["score"], from_pandas=True),
                "recorded_on": pa.array(recorded),
            }
        )


def happenings(people: int, seed: int = 2023) -> pa.Table:
    """The events of so many people: each is referred to a programme, and every third to another one as well."""
    draw = np.random.default_rng(seed)
    first = draw.integers(0, len(PROGRAMMES), people)
    again = draw.permutation(people)[: people // 3]
    other = (first[again] + draw.integers(1, len(PROGRAMMES), len(again))) % len(PROGRAMMES)
    events = Events(draw, np.concatenate([np.arange(people), again]), np.concatenate([first, other]))
    everyone = np.arange(len(events.person))
    referred = FIRST_DAY + days(draw, 0, 4 * 365, len(everyone))
    events.add("referred", everyone, referred)

    joined = events.some(everyone, 0.82)
    started = referred + days(draw, 0, 40, len(everyone))
    stayed = days(draw, 30, 500, len(everyone))
    events.add("started", joined, started[joined])
    left = events.some(joined, 0.7)
    events.add("ended", left, started[left] + stayed[left])

    # About five sessions each, anywhere in the enrolment.
    sessions = np.repeat(joined, draw.poisson(5, len(joined)))
    after = (draw.random(len(sessions)) * stayed[sessions].astype(int)).astype("timedelta64[D]")
    hours = draw.choice([0.5, 1.0, 1.5, 2.0, 3.5], len(sessions))
    events.add("support", sessions, started[sessions] + after, hours=hours)

    # Up to four jobs each, some at the same time, some hardly apart, and three of ten without an end.
    for share in (0.48, 0.3, 0.18, 0.1):
        working = events.some(joined, share)
        begun = started[working] + days(draw, 5, 420, len(working))
        over = begun + days(draw, 3, 300, len(working))
        over[draw.random(len(working)) < 0.3] = np.datetime64("NaT")
        weekly = draw.choice([4.0, 7.0, 8.0, 12.0, 16.0, 20.0, 30.0, 37.5], len(working))
        events.add("employment", working, begun, over, hours_per_week=weekly)

    qualified = events.some(joined, 0.25)
    levels = draw.integers(0, 5, len(qualified)).astype(float)
    events.add("qualification", qualified, started[qualified] + days(draw, 10, 300, len(qualified)), level=levels)
    looking = events.some(joined, 0.35)
    events.add("job_search", looking, started[looking] + days(draw, 1, 200, len(looking)))

    # At the start, at a review and at the end, each time from fewer people.
    for number, share in enumerate((0.9, 0.6, 0.45)):
        asked = events.some(joined, share)
        on = started[asked] + days(draw, number * 60, number * 60 + 20, len(asked))
        score = draw.normal(19 + number, 4, len(asked)).round().clip(7, 35)
        events.add("swemwbs", asked, on, score=score)
    return events.table()


def stored(folder: Path, people: int) -> pa.Table:
    """The events of so many people, made once and kept in a folder."""
    path = folder / f"happenings-{people}.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(happenings(people), path)
    return pq.read_table(path)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=2023)
    given = parser.parse_args()
    made = happenings(given.people, given.seed)
    pq.write_table(made, given.file)
    print(f"{made.num_rows:,} events, {made.nbytes / 1e6:,.0f} MB in memory")
