"""One return computed by Spark from Parquet, in partial states, which come to the cells of one machine.

Usage: python spark.py
It runs on a cluster of two workers of its own (`local-cluster`): other processes, to which everything is sent. People are
parted by their ids, so that each person's facts and events come together; each part becomes a state of some kilobytes,
and the states are merged where the report is made.
"""
from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import doorstep as ds

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from one_return import AS_AT, happenings, read_documents, read_people  # noqa: E402

RETURN = "six_months"
PEOPLE = 10_000
PARTS = 8
CLUSTER = "local-cluster[2,1,1024]"                    # two workers, each of one core and 1,024 MB


def write_tables(folder: Path) -> tuple[Path, Path]:
    """The synthetic residents and what happened to them, as Parquet."""
    people = read_people(PEOPLE)
    events = happenings(people)
    columns = {
        "event_id": [event["id"] for event in events],
        "person_id": [event["person"] for event in events],
        "programme": [event.get("programme") for event in events],
        "kind": [event["kind"] for event in events],
        "start": [event.get("on") or event["start"] for event in events],
        "hours_per_week": [event.get("data", {}).get("hours_per_week") for event in events],
    }
    tables = {"people": pa.Table.from_pylist(people), "events": pa.table(columns)}
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")
    return folder / "people.parquet", folder / "events.parquet"


def on_one_machine(documents: dict[str, str], people: Path, events: Path) -> ds.Report:
    return ds.Catalogue.parse(documents).compute(RETURN, pq.read_table(people), pq.read_table(events), AS_AT)


def part_to_state(documents: dict[str, str]) -> Callable[[pa.Table, pa.Table], pa.Table]:
    """What a worker does with the people and events of one part."""
    as_at = AS_AT.isoformat()

    def state(people: pa.Table, events: pa.Table) -> pa.Table:
        import doorstep

        partial = doorstep.Catalogue.parse(documents).partial("six_months", people.drop_columns(["part"]),
                                                              events.drop_columns(["part"]), as_at)
        return pa.table({"state": pa.array([partial.to_bytes()], pa.binary()), "worker": [os.getpid()]})

    return state


def on_spark(documents: dict[str, str], people: Path, events: Path) -> tuple[ds.Report, int, int, int]:
    """The report, how many parts and workers' processes it came from, and how many bytes their states have."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    from pyspark.sql import SparkSession, functions

    builder: Any = SparkSession.builder.master(CLUSTER).appName("doorstep")
    settings = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.executor.memory": "512m",
                "spark.sql.adaptive.enabled": "false", "spark.sql.shuffle.partitions": str(PARTS)}
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        part = functions.pmod(functions.hash("person_id"), functions.lit(PARTS)).alias("part")
        both = [session.read.parquet(str(path)).select("*", part).groupBy("part") for path in (people, events)]
        states = both[0].cogroup(both[1]).applyInArrow(part_to_state(documents), "state binary, worker long").collect()
    finally:
        session.stop()
    merged = reduce(ds.Partial.merge, (ds.Partial.from_bytes(bytes(row.state)) for row in states))
    workers, size = {row.worker for row in states}, sum(len(row.state) for row in states)
    return merged.report(ds.Catalogue.parse(documents)), len(states), len(workers), size


def main() -> int:
    if not shutil.which("java"):
        sys.exit("Spark needs Java 17 or later, and there is none: install one, such as openjdk-17-jre-headless")
    documents = read_documents()
    with tempfile.TemporaryDirectory() as folder:
        people, events = write_tables(Path(folder))
        whole = on_one_machine(documents, people, events)
        merged, parts, workers, size = on_spark(documents, people, events)
    is_same = merged.cells.to_dict() == whole.cells.to_dict() and merged.accounts.to_dict() == whole.accounts.to_dict()
    print(f"{whole.accounts.people:,} people and {whole.accounts.events:,} events in Parquet, on {CLUSTER}: {parts} states of "
          f"{workers} processes, {size:,} bytes in all")
    print(f"{len(whole.cells)} cells: {'the same as' if is_same else 'OTHERS THAN'} those of one machine")
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main())
