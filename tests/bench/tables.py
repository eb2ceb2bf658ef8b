"""How long it takes to decide the fourteen reference rules for a whole population, beside DuckDB and Polars.

Usage: python tables.py [--people 1000000] [--repeat 7] [--stream 0]
Columns are in memory, and all are timed in turn in one run. Every answer must agree: how many people each rule takes,
refuses and cannot tell of. With `--stream N` a tenth of so many people and all of them are made and screened batch by
batch instead, with the memory that takes, and a table is stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from people import A_BARRIER, AREAS, BARRIERS, FACTS, Drawn

import doorstep as ds

BENCH = Path(__file__).parent
AS_AT = date(2023, 3, 31)
Counts = dict[str, tuple[int, int, int]]

# Each rule in SQL, with `age` worked out beforehand.
LOCAL = tuple(AREAS[:6])
RULES = {
    "ref_01": f"age >= 16 and age <= 65 and (tenure in ('social', 'supported') or local_authority in {LOCAL})",
    "ref_02": "age >= 25 and economic_status != 'employed' and length(barriers) >= 2",
    "ref_03": "age >= 18 and age <= 24 and economic_status != 'employed' and not in_education",
    "ref_04": "age >= 16 and age <= 24 and (care_leaver or special_educational_needs)",
    "ref_05": "age >= 18 and health_condition in ('mild', 'moderate')",
    "ref_06": f"age >= 16 and local_authority in {tuple(AREAS[10:12])}",
    "ref_07": "age >= 18 and economic_status = 'unemployed' and qualification_level <= 2",
    "ref_08": "age >= 25 and economic_status = 'unemployed' and on_universal_credit",
    "ref_09": "age >= 18 and tenure = 'social' and (qualification_level < 2 or disabled or lone_parent)",
    "ref_10": f"ethnic_group != 'white' and local_authority in {tuple(AREAS[20:53])} and economic_status != 'employed'",
    "ref_11": "tenure = 'supported' and economic_status != 'employed'",
    "ref_12": "stable_in_recovery and referred_by = 'key_worker' and motivated_for_change",
    "ref_13": "age >= 16 and age <= 24 and on_universal_credit and months_out_of_work >= 6",
    "ref_14": "age >= 55 and economic_status != 'employed'",
}
AGE_IN_SQL = "date_part('year', age(date '2023-03-31', date_of_birth))"


def column(draw: np.random.Generator, drawn: Drawn, rows: int) -> pa.Array:
    """A fact's column: texts in a dictionary, whole numbers in 16 bits, and nulls where nobody asked."""
    shares = drawn.weights or [1 / len(drawn.values)] * len(drawn.values)
    places = np.searchsorted(np.cumsum(shares), draw.random(rows) * sum(shares)).clip(max=len(shares) - 1)
    untold = draw.random(rows) < drawn.not_told
    match drawn.values[0]:
        case bool():
            return pa.array(np.asarray(drawn.values)[places], mask=untold)
        case str():
            keys = pa.array(places.astype(np.int32), mask=untold)
            return pa.DictionaryArray.from_arrays(keys, pa.array(drawn.values))
        case _:
            return pa.array(np.asarray(drawn.values, np.int16)[places], mask=untold)


def population(rows: int, first: int = 0) -> pa.Table:
    """People with a date of birth in place of an age; the same numbers make the same people."""
    draw = np.random.default_rng([2023, first])
    columns = {"person_id": pa.array(np.arange(first, first + rows))}
    youngest = np.datetime64("2007-01-01")
    born = youngest - draw.integers(0, 50 * 365, rows).astype("timedelta64[D]")
    columns["date_of_birth"] = pa.array(born, mask=draw.random(rows) < FACTS["age"].not_told)
    columns |= {name: column(draw, drawn, rows) for name, drawn in FACTS.items() if name != "age"}
    has = draw.random((rows, len(BARRIERS))) < A_BARRIER
    ends = np.concatenate([[0], has.sum(axis=1).cumsum()]).astype(np.int32)
    keys = pa.array(np.nonzero(has)[1].astype(np.int8))
    barriers = pa.DictionaryArray.from_arrays(keys, pa.array(BARRIERS))
    columns["barriers"] = pa.ListArray.from_arrays(pa.array(ends), barriers)
    return pa.table(columns)


def counted(screened: pa.Table) -> Counts:
    """How many people are eligible, not eligible, and neither yet."""
    found = {}
    for name in RULES:
        answers = screened[name]
        yes = pc.sum(answers).as_py() or 0
        found[name] = (yes, len(answers) - answers.null_count - yes, answers.null_count)
    return found


def best(run: Callable[[], Any], repeat: int) -> tuple[float, Any]:
    """The shortest time of several, and the last result."""
    times, result = [], None
    for _ in range(repeat):
        start = time.perf_counter()
        result = run()
        times.append(time.perf_counter() - start)
    return min(times), result


def engines(people: pa.Table) -> Iterator[tuple[str, Callable[[], Any], Callable[[Any], pa.Table]]]:
    """Each engine: its name, what is timed, and what that gave as a table of a boolean a rule."""
    catalogue = ds.Catalogue.load(BENCH / "reference")
    for threads in sorted({1, os.cpu_count() or 1}):
        name = f"doorstep, {threads} thread{'s' if threads > 1 else ''}"
        yield (
            name,
            partial(catalogue.screen_table, people, AS_AT, threads=threads),
            pa.table,
        )
    try:
        import polars as pl

        frame = pl.DataFrame(people)
        born = pl.col("date_of_birth")
        early = (born.dt.month().cast(pl.Int32) * 100 + born.dt.day() > AS_AT.month * 100 + AS_AT.day).cast(pl.Int32)
        rules = [
            pl.sql_expr(rule.replace("length(barriers)", "array_length(barriers)")).alias(name)
            for name, rule in RULES.items()
        ]
        aged = frame.lazy().with_columns(age=AS_AT.year - born.dt.year() - early)
        yield "polars", lambda: aged.select(rules).collect(), lambda found: found.to_arrow()
    except ImportError:
        print("skipped: polars is not installed")
    try:
        import duckdb

        database = duckdb.connect()
        database.register("given", people)
        database.execute("create table people as from given")
        decide = ", ".join(f"({rule}) as {name}" for name, rule in RULES.items())
        query = f"create or replace table decided as select {decide} from (select *, {AGE_IN_SQL} as age from people)"
        yield (
            "duckdb",
            lambda: database.execute(query),
            lambda _: database.sql("from decided").to_arrow_table(),
        )
    except ImportError:
        print("skipped: duckdb is not installed")


def memory(wanted: str) -> float:
    """A line of what the system says of this process's memory, in MB; nothing where it does not say."""
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        return float("nan")
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(wanted))


def watched(run: Callable[[], Any]) -> tuple[Any, float]:
    """What is run, and how much more memory than before that took at the most, in MB."""
    # What was freed earlier would be used again unseen.
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    before = memory("VmRSS")
    return run(), memory("VmHWM") - before


def read_through(people: pa.Table) -> tuple[float, float]:
    """How many MB the columns are, and how long one thread takes to add them up eight bytes at a time."""
    buffers = [buffer for column in people.columns for chunk in column.chunks for buffer in chunk.buffers() if buffer]
    words = [np.frombuffer(buffer, np.uint64, buffer.size // 8) for buffer in buffers]
    seconds, _ = best(lambda: [each.sum() for each in words], 5)
    return sum(each.nbytes for each in words) / 1e6, seconds


def compare(rows: int, repeat: int) -> None:
    """Times every engine on the same people, in turns, and holds their answers equal."""
    people = population(rows)
    print(f"14 rules, {rows:,} people, best of {repeat}, columns in memory")
    catalogue = ds.Catalogue.load(BENCH / "reference")
    _, peak = watched(lambda: catalogue.screen_table(people, AS_AT))
    every = list(engines(people))
    answers: Counts | None = None
    times = {name: float("inf") for name, *_ in every}
    for _ in range(repeat):
        for name, run, answered in every:
            start = time.perf_counter()
            result = run()
            times[name] = min(times[name], time.perf_counter() - start)
            counts = counted(answered(result))
            assert answers in (None, counts), f"{name} answers otherwise: {counts}, not {answers}"
            answers = counts
    ours = min(seconds for name, seconds in times.items() if name.startswith("doorstep"))
    for name, seconds in times.items():
        print(f"  {name:<24} {seconds * 1000:8.1f} ms   {seconds / ours:6.2f} times doorstep's")
    size, seconds = read_through(people)
    print(f"  {'adding up the columns':<24} {seconds * 1000:8.1f} ms   {size:.0f} MB, {size / seconds / 1000:.1f} GB/s")
    print(f"  memory beyond the columns: {peak:.0f} MB at the most")


def stream(rows: int) -> None:
    """Screens people who are made batch by batch, so that no more than one batch is in memory."""
    each = 100_000
    schema = population(1).schema
    catalogue = ds.Catalogue.load(BENCH / "reference")
    for count in (rows // 10, rows):
        making = 0.0

        def batches(count: int = count) -> Iterator[pa.RecordBatch]:
            nonlocal making
            for first in range(0, count, each):
                start = time.perf_counter()
                made = population(min(each, count - first), first).to_batches()
                making += time.perf_counter() - start
                yield from made

        start = time.perf_counter()
        given = pa.RecordBatchReader.from_batches(schema, batches())
        screened, peak = watched(partial(catalogue.screen_table, given, AS_AT))
        seconds = time.perf_counter() - start - making
        result = pa.table(screened).nbytes / 1e6
        print(f"{len(screened):,} people: {seconds:.2f} s, beside {making:.1f} s to make them in batches of {each:,};")
        print(f"  {peak:.0f} MB at the most, of which the result is {result:.0f} MB")


def interrupt() -> None:
    """How long after Ctrl-C a large table is let go."""
    people = pa.concat_tables([population(1_000_000)] * 100)
    catalogue = ds.Catalogue.load(BENCH / "reference")
    sent = 0.0

    def send() -> None:
        nonlocal sent
        sent = time.perf_counter()
        os.kill(os.getpid(), signal.SIGINT)

    threading.Timer(0.2, send).start()
    try:
        catalogue.screen_table(people, AS_AT)
    except KeyboardInterrupt:
        print(f"Ctrl-C ended {len(people):,} people's screening after {(time.perf_counter() - sent) * 1000:.0f} ms")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--stream", type=int, default=0)
    given = parser.parse_args()
    if given.stream:
        stream(given.stream)
        interrupt()
    else:
        compare(given.people, given.repeat)


if __name__ == "__main__":
    main()
