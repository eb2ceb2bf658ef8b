"""Case files as JSON lines to each person's overdue actions, beside DuckDB, which is asked the same of the same lines.

Usage: python caseload.py [--files 100000] [--threads 1 2] [--repeat 3] [--folder target/bench]
For each number of threads Doorstep and serde_json are timed by `caseload/main.rs`, then DuckDB here, and each person's
answer must be the same. DuckDB reads the lines from a file that is in the machine's memory already.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import time
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[2]
AS_AT = "2022-05-31"

# What the plan of `caseload/files.rs` comes to for people whose enrolment has not ended, where no event is amended,
# voided, given twice or another person's, and nobody changes their own plan: these lines hold no other.
QUESTION = """
with
-- The actions that have a last day.
plan(action, due, after) as (values
    ('agreement', 7, []::varchar[]), ('cv', 28, ['agreement']), ('skills', 56, ['agreement']), ('references', 42, []),
    ('applications', 84, ['cv', 'references']), ('hours', 84, [])),
events as materialized (
    select person, kind, "on", data
    from read_json($lines, format = 'newline_delimited', columns = {
        person: 'varchar', kind: 'varchar', "on": 'date', programme: 'varchar',
        data: 'struct(action varchar, hours decimal(9, 2))'})
    where "on" <= $as_at::date and (programme = 'example' or programme is null)),
enrolled as (select person, min("on") as started from events where kind = 'started' group by person),
worked as (
    select person, "on", sum(data.hours) over (partition by person order by "on") as hours
    from events join enrolled using (person) where kind = 'support' and "on" >= started),
done as (
    select person, data.action as action, min("on") as done from events where kind = 'action_done' group by all
    union all
    select person, 'hours', min("on") from worked where hours >= 12 group by person),
-- Of several pauses without a `resumed` between them, the first counts.
marks as (
    select person, kind, "on",
        lag(kind) over (partition by person order by "on", kind) as last,
        min("on") filter (where kind = 'resumed') over (
            partition by person order by "on", kind rows between 1 following and unbounded following) as resumed
    from events join enrolled using (person) where kind in ('paused', 'resumed') and "on" >= started),
pauses as (
    select person, "on" as paused, coalesce(resumed, $as_at::date) as resumed
    from marks where kind = 'paused' and last is distinct from 'paused'),
-- The open actions that wait for none, and since when.
waiting as (
    select person, action, due, started, unnest(if(after = [], [null], after)) as earlier
    from enrolled cross join plan anti join done using (person, action)),
ready as (
    select waiting.person, waiting.action, due, greatest(started, max(done.done)) as ready
    from waiting left join done on done.person = waiting.person and done.action = waiting.earlier
    group by waiting.person, waiting.action, due, started
    having count(waiting.earlier) = count(done.done)),
-- Pauses since then put the last day off.
overdue as (
    select person, action from ready left join pauses using (person)
    group by person, action, due, ready
    having $as_at::date - ready > due + coalesce(sum(greatest(resumed - greatest(paused, ready), 0)), 0))
select person, count(action) as overdue from enrolled left join overdue using (person) group by person
"""


def ask(lines: Path, threads: int) -> dict[str, int]:
    """How many overdue actions each person has, by DuckDB."""
    with duckdb.connect(config={"threads": threads, "preserve_insertion_order": False}) as connection:
        return dict(connection.execute(QUESTION, {"lines": str(lines), "as_at": AS_AT}).fetchall())


def main() -> None:
    """Times everything, and holds the answers equal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=ROOT / "target" / "bench")
    options = parser.parse_args()
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    cargo = ["cargo", "bench", "--locked", "--quiet", "--package", "doorstep-tests", "--bench", "caseload", "--"]

    for threads in options.threads:
        command = [*cargo, str(options.files), str(threads), str(folder)]
        told = subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE).stdout
        print(told, end="", flush=True)
        parsing = re.search(r"lines to values +([\d.]+) s", told)
        assert parsing, "the time of parsing is told"
        taken, overdue = [], {}
        for _ in range(options.repeat):
            begun = time.perf_counter()
            overdue = ask(folder / "caseload.jsonl", threads)
            taken.append(time.perf_counter() - begun)
        print(f"DuckDB, lines to answers     {min(taken):9.3f} s   {min(taken) / float(parsing[1]):.2f} x")

        lines = (folder / "caseload.overdue").read_text().split()
        by_person = {f"person-{place}": int(count) for place, count in enumerate(lines)}
        assert overdue == by_person, "DuckDB gives another answer"
        some = sum(count > 0 for count in overdue.values())
        print(
            f"all agree: {some} people among {len(overdue)} have {sum(overdue.values())} overdue actions\n", flush=True
        )


if __name__ == "__main__":
    main()
