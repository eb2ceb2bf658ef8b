"""Who got a job and who kept one for thirteen weeks, of every enrolment in a table of events, beside DuckDB and Polars.

Usage: python outcomes.py [--people 1000000] [--repeat 5] [--threads 2] [--events FILE] [--folder target/bench]
The events are in memory, and all are timed in turn in one run, on as many threads each. Every enrolment must have the
same two days from all of them. The events are made once; `--events` names a Parquet file of others.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from happenings import PROGRAMMES, stored
from tables import watched

import doorstep as ds

AS_AT = date(2023, 3, 31)
# A run of jobs lasts thirteen weeks if no two of them are more than two weeks apart.
HOURS, WEEKS, GAP = 8, 13, 14

VOCABULARY = {
    "vocabulary": "happenings",
    "facts": {"economic_status": {"type": "text"}},
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
    {"id": "sustained", **JOB, "lasting": {"continuous": f"P{WEEKS}W", "gap": f"P{GAP}D"}},
]

# Of each enrolment: whether an employment counts, the runs of these, and the first run that is long enough.
QUESTION = f"""
create or replace table answer as
with
enrolments as (
    select person_id, programme, min(start) as started_on from events where kind = 'started'
    group by person_id, programme),
jobs as (
    select person_id, programme, events.start as first, least(coalesce(events.end, $as_at), $as_at) as last
    from events join enrolments using (person_id, programme)
    where kind = 'employment' and hours_per_week >= {HOURS} and events.start >= started_on),
after_others as (
    select *, first - max(last) over (partition by person_id, programme order by first, last
        rows between unbounded preceding and 1 preceding) > {GAP + 1} as is_apart from jobs),
numbered as (
    select *, sum(if(is_apart, 1, 0)) over (partition by person_id, programme order by first, last
        rows unbounded preceding) as run from after_others),
runs as (
    select person_id, programme, min(first) as first, max(last) as last from numbered
    group by person_id, programme, run),
found as (
    select person_id, programme, min(first) as job_start,
        min(first + {7 * WEEKS - 1}) filter (last - first >= {7 * WEEKS - 1}) as sustained
    from runs group by person_id, programme)
select person_id, programme, job_start, sustained from enrolments left join found using (person_id, programme)
"""

Engine = tuple[str, Callable[[], Any], Callable[[Any], pa.Table]]


def catalogue(outcomes: list[dict[str, Any]]) -> ds.Catalogue:
    """Twelve programmes that have the same outcomes."""
    programme = {"name": "P", "in_force": {}, "source": "made up", "outcomes": outcomes}
    documents = {f"{name}.json": json.dumps({"programme": name, **programme}) for name in PROGRAMMES}
    return ds.Catalogue.parse({"vocabulary.json": json.dumps(VOCABULARY), **documents})


def polars_plan(events: Any) -> Any:
    """The question in Polars' words, to be collected."""
    import polars as pl

    own = ["person_id", "programme"]
    day = pl.col
    rows = events.lazy()
    starts = rows.filter(day("kind") == "started").group_by(own).agg(started_on=day("start").min())
    jobs = (
        rows.filter((day("kind") == "employment") & (day("hours_per_week") >= HOURS))
        .join(starts, on=own)
        .filter(day("start") >= day("started_on"))
        .select(*own, first="start", last=pl.min_horizontal(day("end").fill_null(AS_AT), pl.lit(AS_AT)))
        .sort(*own, "first", "last")
    )
    apart = (day("first") - day("last").cum_max().shift(1).over(own)).dt.total_days() > GAP + 1
    runs = (
        jobs.with_columns(run=apart.fill_null(value=False))
        .with_columns(run=day("run").cum_sum().over(own))
        .group_by(*own, "run")
        .agg(day("first").min(), day("last").max())
    )
    length = 7 * WEEKS - 1
    lasted = (day("last") - day("first")).dt.total_days() >= length
    found = runs.group_by(own).agg(
        job_start=day("first").min(),
        sustained=(day("first") + pl.duration(days=length)).filter(lasted).min(),
    )
    return starts.join(found, on=own, how="left").select(*own, "job_start", "sustained")


def engines(events: pa.Table, threads: int) -> Iterator[Engine]:
    """Each engine: its name, what is timed, and what that gave as a table."""
    ours = catalogue(OUTCOMES)
    names = {"job_start.on": "job_start", "sustained.on": "sustained"}

    def answered(judged: ds.OutcomeTable) -> pa.Table:
        table = pa.table(judged).select(["person_id", "programme", *names])
        return table.rename_columns(["person_id", "programme", *names.values()])

    yield "doorstep", partial(ours.outcome_table, events, as_at=AS_AT, threads=threads), answered
    import polars as pl

    assert pl.thread_pool_size() == threads, "Polars has another number of threads"
    frame = pl.DataFrame(events)
    yield "polars", lambda: polars_plan(frame).collect(), lambda found: found.to_arrow()
    import duckdb

    database = duckdb.connect(config={"threads": threads})
    database.register("given", events)
    database.execute("create table events as from given")
    yield (
        "duckdb",
        lambda: database.execute(QUESTION, {"as_at": AS_AT}),
        lambda _: database.sql("from answer").to_arrow_table(),
    )


def in_order(found: pa.Table) -> pa.Table:
    """Enrolments by people and programmes, whatever type an engine has for words."""
    schema = [
        ("person_id", pa.int64()),
        ("programme", pa.string()),
        ("job_start", pa.date32()),
        ("sustained", pa.date32()),
    ]
    plain = found.cast(pa.schema(schema))
    return plain.sort_by([("person_id", "ascending"), ("programme", "ascending")]).combine_chunks()


def compare(events: pa.Table, repeat: int, threads: int) -> None:
    """Times every engine on the same events, in turns, and holds their answers equal."""
    every = list(engines(events, threads))
    times = {name: float("inf") for name, *_ in every}
    answer: pa.Table | None = None
    for turn in range(repeat):
        for name, run, answered in every:
            # Untimed: what the system took back while the others had their turns is there again for each of them.
            found = run()
            start = time.perf_counter()
            found = run()
            times[name] = min(times[name], time.perf_counter() - start)
            if turn == 0:
                own = in_order(answered(found))
                assert answer is None or own.equals(answer), f"{name} answers otherwise"
                answer = own
    assert answer is not None
    jobs, kept = (len(answer) - answer[name].null_count for name in ("job_start", "sustained"))
    print(f"  {len(answer):,} enrolments, {jobs:,} jobs, {kept:,} kept; the same days from all, each enrolment's")
    for name, seconds in times.items():
        print(f"  {name:<24} {seconds:8.3f} s   {seconds / times['doorstep']:6.2f} times doorstep's")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=9)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--events", type=Path)
    parser.add_argument("--folder", type=Path, default=Path("target/bench"))
    given = parser.parse_args()
    os.environ["POLARS_MAX_THREADS"] = str(given.threads)
    events = pq.read_table(given.events) if given.events else stored(given.folder, given.people)
    events = events.combine_chunks()
    print(f"2 outcomes of 12 programmes, {events.num_rows:,} events, {given.threads} threads, best of {given.repeat}")
    ours = catalogue(OUTCOMES)
    judged, peak = watched(partial(ours.outcome_table, events, as_at=AS_AT, threads=given.threads))
    result = pa.table(judged).nbytes / 1e6
    print(f"  doorstep's memory beyond the events: {peak:.0f} MB at the most, of which the result {result:.0f} MB")
    del judged
    compare(events, given.repeat, given.threads)


if __name__ == "__main__":
    main()
