"""One return of twelve programmes, from a table of people and one of their events, beside DuckDB and Polars.

Usage: python returns.py [--people FILE --events FILE] [--count 1000000] [--repeat 5] [--threads 2]
       [--scale | --release]
Everything is in memory, and all are timed in turn in one run, on as many threads each. Every number of the peers must
be Doorstep's value, or the low end where that is bounded; what they lack must be 0 or undefined. One number is then
opened, and the return is put together from four parts of the people. `--people` and `--events` name Parquet files;
without, both are made. `--scale` runs Doorstep alone, on so many people and on ten times as many. `--release` publishes
the return of so many people, and of fewer, by several rules, and audits each publication, which must recover nothing.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from happenings import PROGRAMMES, happenings, stored
from people import FACTS
from tables import population, watched

import doorstep as ds

AS_AT = date(2023, 3, 31)
HOURS, WEEKS, GAP, LEVEL, SUPPORT = 8, 13, 14, 2, 12
INACTIVE = "economically_inactive"
BROKEN_DOWN_BY = ["gender", "ethnic_group", "tenure", "local_authority"]
TOLD = ["person_id", *BROKEN_DOWN_BY, "economic_status"]

VOCABULARY = {
    "vocabulary": "happenings",
    "facts": {
        name: {"type": "code", "values": {value: value for value in FACTS[name].values}, "question": f"{name}?"}
        for name in TOLD[1:]
    },
    "records": {
        "employment": {"spell": True, "attributes": {"hours_per_week": "number"}},
        "qualification": {"attributes": {"level": "number"}},
        "support": {"attributes": {"hours": "number"}},
        "job_search": {},
    },
    "scales": {"swemwbs": {}},
}
JOB = {"record": "employment", "where": f"hours_per_week >= {HOURS}", "open_spells": "continue"}
OUTCOMES = [
    {"id": "job_start", **JOB},
    {"id": "sustained_13_weeks", **JOB, "lasting": {"continuous": f"P{WEEKS}W", "gap": f"P{GAP}D"}},
    {"id": "qualified", "record": "qualification", "where": f"level >= {LEVEL}"},
    {"id": "inactive_to_job_search", "record": "job_search", "from": f'economic_status = "{INACTIVE}"'},
    {"id": "supported_12_hours", "record": "support", "sum": "hours", "at_least": SUPPORT},
]
OVER_ALL = {"by": [{"fact": fact, "over": "all"} for fact in BROKEN_DOWN_BY]}
INDICATORS: list[dict[str, Any]] = [
    {"id": "starters", "count": "started", **OVER_ALL},
    {"id": "job_starts", "count": "job_start", **OVER_ALL},
    {"id": "sustained_13_weeks", "count": "sustained_13_weeks", **OVER_ALL},
    {"id": "qualified", "count": "qualified"},
    {"id": "inactive_to_job_search", "count": "inactive_to_job_search"},
    {"id": "into_work_rate", "cohort": "started", "achieved": "job_start", **OVER_ALL},
    {"id": "supported_12_hours", "cohort": "started", "achieved": "supported_12_hours"},
    {"id": "wellbeing_change", "cohort": "started", "median": {"change": "swemwbs"}},
]
RETURN: dict[str, Any] = {
    "return": "quarterly",
    "funder": "made_up",
    "programmes": PROGRAMMES,
    "calendar": "quarter",
    "indicators": [{"unit": "enrolment", **indicator} for indicator in INDICATORS],
}

# Of each enrolment, everything that an indicator asks.
ENROLMENTS = f"""
create or replace table enrolments as
with
joined as (
    select person_id, programme, min(start) as started from events where kind = 'started'
    group by person_id, programme),
jobs as (
    select person_id, programme, events.start as first, least(coalesce(events.end, $as_at), $as_at) as last
    from events join joined using (person_id, programme)
    where kind = 'employment' and hours_per_week >= {HOURS} and events.start >= started),
after_others as (
    select *, first - max(last) over (partition by person_id, programme order by first, last
        rows between unbounded preceding and 1 preceding) > {GAP + 1} as is_apart from jobs),
numbered as (
    select *, sum(if(is_apart, 1, 0)) over (partition by person_id, programme order by first, last
        rows unbounded preceding) as run from after_others),
runs as (
    select person_id, programme, min(first) as first, max(last) as last from numbered
    group by person_id, programme, run),
worked as (
    select person_id, programme, min(first) as job_start,
        min(first + {7 * WEEKS - 1}) filter (last - first >= {7 * WEEKS - 1}) as sustained
    from runs group by person_id, programme),
others as (
    select person_id, programme,
        min(start) filter (kind = 'qualification' and level >= {LEVEL}) as qualified,
        min(start) filter (kind = 'job_search') as searching,
        sum(hours) filter (kind = 'support') as hours
    from events where kind in ('qualification', 'job_search', 'support') group by person_id, programme),
felt as (
    select person_id, programme, arg_max(score, start) - arg_min(score, start) as change
    from events where kind = 'swemwbs' group by person_id, programme having count(*) > 1)
select joined.*, job_start, sustained, qualified, searching, hours, change, {", ".join(TOLD[1:])}
from joined join people using (person_id)
left join worked using (person_id, programme)
left join others using (person_id, programme)
left join felt using (person_id, programme)
"""

# An indicator's number of some enrolments, by the quarter of one of their days.
NUMBERS = {
    "starters": ("started", "count(started)"),
    "job_starts": ("job_start", "count(job_start)"),
    "sustained_13_weeks": ("sustained", "count(sustained)"),
    "qualified": ("qualified", "count(qualified)"),
    "inactive_to_job_search": ("searching", f"count(searching) filter (economic_status = '{INACTIVE}')"),
    "into_work_rate": ("started", "count(job_start) / count(*)"),
    "supported_12_hours": ("started", f"count(*) filter (hours >= {SUPPORT})"),
    "wellbeing_change": ("started", "median(change)"),
}
# Of these shares the peers say how many, which is the numerator.
HOW_MANY = {"supported_12_hours"}
# What is published by, and how many of a hundred people: with fewer, more numbers are small.
RULES = [
    {"minimum": 10, "round_to": 5},
    {"minimum": 5, "round_to": 5},
    {"minimum": 5},
    {"minimum": 10, "zeros": "suppress"},
]
SHARES = (100, 10, 2)
OVER_ALL_TIME = [indicator["id"] for indicator in INDICATORS if "by" in indicator]

Key = tuple[str, str, date | None, str | None, str | None]
Engine = tuple[str, Callable[[], Any], Callable[[Any], pa.Table]]


def catalogue(**more: Any) -> ds.Catalogue:
    """Twelve programmes that have the same outcomes, and their return, of which more may be said."""
    programme = {"name": "P", "in_force": {}, "source": "made up", "outcomes": OUTCOMES}
    documents = {f"{name}.json": json.dumps({"programme": name, **programme}) for name in PROGRAMMES}
    return ds.Catalogue.parse(
        {"vocabulary.json": json.dumps(VOCABULARY), "return.json": json.dumps({**RETURN, **more}), **documents}
    )


def numbers_in_sql() -> str:
    """The question of all indicators, once there are enrolments."""
    every = [
        f"select '{name}' as indicator, programme, date_trunc('quarter', {day})::date as period_start, "
        f"null::varchar as by, null::varchar as group, ({number})::double as value "
        f"from enrolments where {day} is not null group by all"
        for name, (day, number) in NUMBERS.items()
    ]
    every += [
        f"select '{name}', programme, null, '{fact}', {fact}, ({NUMBERS[name][1]})::double "
        f"from enrolments where {NUMBERS[name][0]} is not null group by all"
        for name in OVER_ALL_TIME
        for fact in BROKEN_DOWN_BY
    ]
    return "create or replace table answer as " + " union all ".join(every)


def polars_enrolments(people: Any, events: Any) -> Any:
    """Everything that an indicator asks of each enrolment, in Polars' words, to be collected."""
    import polars as pl

    own = ["person_id", "programme"]
    col = pl.col
    rows = events.lazy()

    def of(kind: str) -> Any:
        return rows.filter(col("kind") == kind)

    joined = of("started").group_by(own).agg(started=col("start").min())
    jobs = (
        of("employment")
        .filter(col("hours_per_week") >= HOURS)
        .join(joined, on=own)
        .filter(col("start") >= col("started"))
        .select(*own, first="start", last=pl.min_horizontal(col("end").fill_null(AS_AT), pl.lit(AS_AT)))
        .sort(*own, "first", "last")
    )
    apart = (col("first") - col("last").cum_max().shift(1).over(own)).dt.total_days() > GAP + 1
    runs = (
        jobs.with_columns(run=apart.fill_null(value=False))
        .with_columns(run=col("run").cum_sum().over(own))
        .group_by(*own, "run")
        .agg(col("first").min(), col("last").max())
    )
    length = 7 * WEEKS - 1
    lasted = (col("last") - col("first")).dt.total_days() >= length
    parts = [
        runs.group_by(own).agg(
            job_start=col("first").min(),
            sustained=(col("first") + pl.duration(days=length)).filter(lasted).min(),
        ),
        of("qualification").filter(col("level") >= LEVEL).group_by(own).agg(qualified=col("start").min()),
        of("job_search").group_by(own).agg(searching=col("start").min()),
        of("support").group_by(own).agg(hours=col("hours").sum()),
        of("swemwbs")
        .sort("start")
        .group_by(own)
        .agg(change=col("score").last() - col("score").first(), scores=pl.len())
        .filter(col("scores") > 1)
        .drop("scores"),
    ]
    enrolments = joined.join(people.lazy(), on="person_id")
    for part in parts:
        enrolments = enrolments.join(part, on=own, how="left")
    return enrolments


def polars_numbers(enrolments: Any) -> Any:
    """The numbers of all indicators, in Polars' words."""
    import polars as pl

    col = pl.col
    numbers = {
        **{name: pl.len() for name in NUMBERS},
        "inactive_to_job_search": (col("economic_status") == INACTIVE).sum(),
        "into_work_rate": col("job_start").count() / pl.len(),
        "supported_12_hours": (col("hours") >= SUPPORT).sum(),
        "wellbeing_change": col("change").median(),
    }
    nothing = pl.lit(None, pl.String)

    def asked(name: str, parted: Any, **keys: Any) -> Any:
        told = enrolments.lazy().filter(col(NUMBERS[name][0]).is_not_null())
        found = told.group_by("programme", parted).agg(value=numbers[name].cast(pl.Float64))
        programme = col("programme").cast(pl.String)
        return found.select(pl.lit(name).alias("indicator"), programme, **keys, value="value")

    every = [
        asked(
            name,
            col(day).dt.truncate("1q").alias("quarter"),
            period_start=col("quarter").cast(pl.Date),
            by=nothing,
            group=nothing,
        )
        for name, (day, _) in NUMBERS.items()
    ]
    every += [
        asked(name, fact, period_start=pl.lit(None, pl.Date), by=pl.lit(fact), group=col(fact).cast(pl.String))
        for name in OVER_ALL_TIME
        for fact in BROKEN_DOWN_BY
    ]
    return pl.concat(pl.collect_all(every))


def engines(people: pa.Table, events: pa.Table, threads: int) -> Iterator[Engine]:
    """Each engine: its name, what is timed, and what that gave as a table of numbers."""
    ours = catalogue()
    yield (
        "doorstep",
        partial(ours.compute, RETURN["return"], people, events, AS_AT, threads=threads),
        lambda report: pa.table(report.cells),
    )
    import polars as pl

    assert pl.thread_pool_size() == threads, "Polars has another number of threads"
    of_people, of_events = pl.DataFrame(people), pl.DataFrame(events)
    yield (
        "polars",
        lambda: polars_numbers(polars_enrolments(of_people, of_events).collect()),
        lambda found: found.to_arrow(),
    )
    import duckdb

    database = duckdb.connect(config={"threads": threads})
    for name, given in (("people", people), ("events", events)):
        database.register("given", given)
        database.execute(f"create table {name} as from given")
        database.unregister("given")
    numbers = numbers_in_sql()

    def run() -> None:
        database.execute(ENROLMENTS, {"as_at": AS_AT})
        database.execute(numbers)

    yield "duckdb", run, lambda _: database.sql("from answer").to_arrow_table()


def keyed(found: pa.Table) -> dict[Key, dict[str, Any]]:
    """Rows by what number they are."""
    rows = found.to_pylist()
    by_key = {(row["indicator"], row["programme"], row["period_start"], row["by"], row["group"]): row for row in rows}
    assert len(by_key) == len(rows), "a number is there twice"
    return by_key


def hold_equal(cells: pa.Table, answer: pa.Table, name: str) -> int:
    """Compares a peer's numbers with the cells of each programme; gives how many of these it lacks."""
    # The totals of all programmes are Doorstep's alone.
    ours = {key: row for key, row in keyed(cells).items() if key[1] is not None}
    theirs = {key: row["value"] for key, row in keyed(answer).items() if row["value"] is not None}
    assert theirs, f"{name} has no numbers"
    assert not theirs.keys() - ours.keys(), f"{name} alone has {sorted(map(str, theirs.keys() - ours.keys()))[:5]}"
    lacking = 0
    for key, row in ours.items():
        value = row["low"] if row["state"] == "bounded" else row["value"]
        if key[0] in HOW_MANY:
            value = row["numerator"]
        if key not in theirs:
            lacking += 1
            assert not value and (value == 0 or row["state"] == "undefined"), f"{name} lacks {key}: {row}"
        else:
            close = value is not None and math.isclose(value, theirs[key], rel_tol=1e-12)
            assert close, f"{name} has {theirs[key]} for {key}, not {value} ({row['state']})"
    return lacking


def compare(every: list[Engine], repeat: int) -> dict[str, Any]:
    """Times every engine on the same people, in turns, and holds their numbers equal."""
    times = {name: float("inf") for name, *_ in every}
    told: dict[str, Any] = {"lacking": {}}
    for turn in range(repeat):
        cells: pa.Table | None = None
        for name, run, answered in every:
            # Untimed: what the system took back while the others had their turns is there again for each of them.
            answered(run())
            start = time.perf_counter()
            answer = answered(run())
            times[name] = min(times[name], time.perf_counter() - start)
            if turn:
                continue
            if cells is None:
                cells = answer
                states = pc.value_counts(answer.filter(answer["programme"].is_valid())["state"]).to_pylist()
                told["states"] = {each["values"]: each["counts"] for each in states}
                told["cells"] = sum(told["states"].values())
                told["totals"] = len(answer) - told["cells"]
            else:
                told["lacking"][name] = hold_equal(cells, answer, name)
    own = times["doorstep"]
    told["seconds"] = {name: round(seconds, 4) for name, seconds in times.items()}
    told["ratios"] = {name: round(seconds / own, 2) for name, seconds in times.items() if name != "doorstep"}
    return told


def opened(report: ds.Report, events: pa.Table) -> dict[str, Any]:
    """Opens the most starters of a quarter, and of what is bounded the widest; they must be the events' own people."""
    rows = pa.table(report.cells).to_pylist()
    of_programmes = [(at, row) for at, row in enumerate(rows) if row["programme"] and row["by"] is None]
    most = max(
        (each for each in of_programmes if each[1]["indicator"] == "starters"), key=lambda each: each[1]["value"]
    )
    at, row = most
    start = time.perf_counter()
    people = report.people(at)
    seconds = time.perf_counter() - start
    joined = events.filter((pc.field("kind") == "started") & (pc.field("programme") == row["programme"]))
    first = joined.group_by("person_id").aggregate([("start", "min")])
    theirs = first.filter((pc.field("start_min") >= row["period_start"]) & (pc.field("start_min") <= row["period_end"]))
    assert sorted(people) == sorted(map(str, theirs["person_id"].to_pylist())), "the number opens to other people"
    found = {"seconds": round(seconds, 4), "people": len(people)}
    counted = [each for each in of_programmes if each[1]["state"] == "bounded" and each[1]["numerator"] is not None]
    counts = [each for each in counted if each[1]["denominator"] is None]
    if counts:
        at, row = max(counts, key=lambda each: each[1]["high"] - each[1]["low"])
        start = time.perf_counter()
        unsure = report.people(at, "undetermined")
        found["undetermined_seconds"] = round(time.perf_counter() - start, 4)
        found["undetermined"] = len(unsure)
        assert len(unsure) == row["high"] - row["low"], f"{len(unsure)} people are not told of in {row}"
        assert len(report.people(at)) == row["low"], f"the low end of {row} opens to others"
    return found


def in_parts(report: ds.Report, people: pa.Table, events: pa.Table, threads: int, parts: int = 4) -> dict[str, Any]:
    """The return from states of some people each, which went through bytes and were merged from the last."""
    ours = catalogue()

    def own(table: pa.Table, part: int) -> pa.Table:
        return table.filter(np.asarray(table["person_id"]) % parts == part)

    given = [(own(people, part), own(events, part)) for part in range(parts)]
    start = time.perf_counter()
    states = [ours.partial(RETURN["return"], *each, AS_AT, threads=threads).to_bytes() for each in given]
    seconds = time.perf_counter() - start
    merged, *others = [ds.Partial.from_bytes(state) for state in reversed(states)]
    for state in others:
        merged = merged.merge(state)
    again = merged.report(ours)
    assert pa.table(again.cells).equals(pa.table(report.cells)), "the parts come to other cells"
    assert again.accounts.events == report.accounts.events, "the parts had other events"
    return {"parts": parts, "seconds": round(seconds, 4), "megabytes": round(sum(map(len, states)) / 1e6, 2)}


def several(count: int, parts: int) -> Iterator[tuple[pa.Table, pa.Table]]:
    """People and their events, part by part, each with people of its own."""
    for part in range(parts):
        events = happenings(count, 2023 + part)
        for place, name in enumerate(["event_id", "person_id"]):
            # No part has more events than this, and each has as many people.
            apart = part * (count if name == "person_id" else 100 * count)
            events = events.set_column(place, name, pc.add(events[name], apart))
        yield population(count, part * count).select(TOLD), events


def scale(count: int, repeat: int, threads: int) -> None:
    """How the time grows: one part of the people, and ten of them in batches."""
    ours = catalogue()
    made = list(several(count, 10))
    told = {}
    for parts in (1, len(made)):
        people, events = (pa.concat_tables(tables) for tables in zip(*made[:parts], strict=True))
        run = partial(ours.compute, RETURN["return"], people, events, AS_AT, threads=threads)
        report, peak = watched(run)
        assert report.accounts.used == events.num_rows, f"rejected: {report.rejected[:5]}"
        assert report.accounts.people == people.num_rows, "there are other people"
        del report
        seconds = float("inf")
        for _ in range(repeat):
            start = time.perf_counter()
            run()
            seconds = min(seconds, time.perf_counter() - start)
        millions = people.num_rows / 1e6
        told[f"{people.num_rows}"] = {
            "events": events.num_rows,
            "seconds": round(seconds, 4),
            "seconds_per_million": round(seconds / millions, 4),
            "peak_mb": round(peak),
            "peak_mb_per_million": round(peak / millions),
        }
        print(
            f"  {people.num_rows:>10,} people, {events.num_rows:>11,} events: {seconds:8.3f} s, "
            f"{seconds / millions:.3f} s a million; {peak:.0f} MB at the most",
            flush=True,
        )
    print(json.dumps({"bench": "returns_scale", "threads": threads, "people": told}))


def read_or_made(given: argparse.Namespace) -> tuple[pa.Table, pa.Table]:
    """The people and their events, read or made."""
    events = pq.read_table(given.events) if given.events else stored(given.folder, given.count)
    people = pq.read_table(given.people, columns=TOLD) if given.people else population(given.count).select(TOLD)
    return people.combine_chunks(), events.combine_chunks()


def beside(given: argparse.Namespace) -> None:
    """Everything of one size: memory, time beside the peers, one number opened, and the return in parts."""
    people, events = read_or_made(given)
    size = f"{people.num_rows:,} people, {events.num_rows:,} events"
    print(f"one return of 12 programmes, {size}, {given.threads} threads, best of {given.repeat}", flush=True)
    run = partial(catalogue().compute, RETURN["return"], people, events, AS_AT, threads=given.threads)
    report, peak = watched(run)
    assert report.accounts.used == events.num_rows, f"rejected: {report.rejected[:5]}"
    found = opened(report, events)
    parts = in_parts(report, people, events, given.threads)
    del report
    told = compare(list(engines(people, events, given.threads)), given.repeat)
    print(f"  {told['cells']:,} numbers, the same from all; {told['totals']:,} more of all programmes are Doorstep's")
    for name, seconds in told["seconds"].items():
        times = seconds / told["seconds"]["doorstep"]
        print(f"  {name:<24} {seconds:8.3f} s   {times:6.2f} times doorstep's")
    print(f"  doorstep's memory beyond people and events: {peak:.0f} MB at the most")
    print(f"  one number opened to its {found['people']:,} people in {found['seconds']:.3f} s")
    print(f"  the same cells from {parts['parts']} parts of the people, {parts['seconds']:.3f} s one after another")
    sizes = {"people": people.num_rows, "events": events.num_rows, "threads": given.threads}
    last = {"peak_mb": round(peak), "opened": found, "partial": parts}
    print(json.dumps({"bench": "returns", **sizes, **told, **last}))


def published(given: argparse.Namespace) -> None:
    """Publishes the return by each rule, of all the people and of fewer, and tries to undo it."""
    people, events = read_or_made(given)
    told = []
    for share, rule in ((share, rule) for share in SHARES for rule in RULES):
        some = [table.filter(np.asarray(table["person_id"]) % 100 < share) for table in (people, events)]
        report = catalogue(disclosure=rule).compute(RETURN["return"], *some, AS_AT, threads=given.threads)
        start = time.perf_counter()
        public, peak = watched(partial(report.release, "public"))
        publishing = time.perf_counter() - start
        start = time.perf_counter()
        audit = public.audit()
        auditing = time.perf_counter() - start
        suppressed = pc.sum(pc.equal(pa.table(public.cells)["state"], "suppressed")).as_py()
        row = {
            **{"people": some[0].num_rows, "rule": rule, "cells": len(public.cells), "suppressed": suppressed},
            **{"hidden": audit.hidden, "recovered": len(audit.recovered)},
            **{"publish_seconds": round(publishing, 3), "audit_seconds": round(auditing, 3), "peak_mb": round(peak)},
        }
        told.append(row)
        words = ", ".join(f"{name}: {value}" for name, value in rule.items())
        print(
            f"  {row['people']:>9,} people, {words:<28} {suppressed:>5,} of {row['cells']:,} cells suppressed, "
            f"published in {publishing:.2f} s, audited in {auditing:.2f} s, {len(audit.recovered)} recovered",
            flush=True,
        )
        assert not audit.recovered, f"recovered: {audit.recovered[:5]}"
        assert not audit.contradictory, "the numbers contradict each other, so that nothing was tried"
    print(json.dumps({"bench": "returns_release", "published": told}))


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=Path, help="a Parquet file; needs --events")
    parser.add_argument("--events", type=Path, help="a Parquet file; needs --people")
    parser.add_argument("--count", type=int, default=1_000_000, help="how many people are made without files")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path("target/bench"))
    parser.add_argument("--scale", action="store_true", help="Doorstep alone, on --count people and ten times as many")
    parser.add_argument("--release", action="store_true", help="publish and audit, Doorstep alone")
    given = parser.parse_args()
    if (given.people is None) != (given.events is None):
        parser.error("--people and --events go together")
    if given.scale and (given.people or given.release):
        parser.error("--scale makes its own people: leave --people, --events and --release out")
    os.environ["POLARS_MAX_THREADS"] = str(given.threads)
    if given.release:
        print("one return of 12 programmes, published and audited", flush=True)
        published(given)
    elif given.scale:
        print(f"one return of 12 programmes, {given.threads} threads, best of {given.repeat}", flush=True)
        scale(given.count, given.repeat, given.threads)
    else:
        beside(given)


if __name__ == "__main__":
    main()
