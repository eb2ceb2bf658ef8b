"""The reference rules over a population: the answers are those of DuckDB and Polars, row by row."""

from __future__ import annotations

import pyarrow as pa
import pytest
from tables import RULES, counted, engines, population

PEOPLE = 20_000
Answers = dict[str, pa.Table]

pytest.importorskip("duckdb", reason="DuckDB is not installed: its answers are not compared")
pytest.importorskip("polars", reason="Polars is not installed: its answers are not compared")


@pytest.fixture(scope="module")
def answers() -> Answers:
    """What each engine says of the same people."""
    return {name: answered(run()) for name, run, answered in engines(population(PEOPLE))}


def test_every_count_agrees(answers: Answers) -> None:
    """As many people are eligible, not eligible and neither yet, by every engine."""
    assert {"doorstep, 1 thread", "polars", "duckdb"} <= set(answers)
    counts = {name: counted(table) for name, table in answers.items()}
    ours = counts["doorstep, 1 thread"]
    assert all(theirs == ours for theirs in counts.values()), counts
    # Every rule takes some, refuses some, and cannot tell of some: else there would be little to agree on.
    assert all(sum(of) == PEOPLE and min(of) > 0 for of in ours.values()), ours


@pytest.mark.parametrize("peer", ["duckdb", "polars"])
@pytest.mark.parametrize("rule", RULES)
def test_every_row_agrees(answers: Answers, peer: str, rule: str) -> None:
    """No two differences cancel out."""
    ours, theirs = (answers[name][rule].to_pylist() for name in ("doorstep, 1 thread", peer))
    assert [row for row in range(PEOPLE) if ours[row] is not theirs[row]] == []
