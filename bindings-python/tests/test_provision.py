"""Provision of a population from Python."""

import math
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

import doorstep as ds

PROGRAMMES = Path(__file__).resolve().parents[2] / "programmes"
DAY = "2022-08-01"


def rules(**whens: str) -> ds.Catalogue:
    """A programme for each condition."""
    vocabulary = """
vocabulary: v
facts:
  age: {type: number}
  tenure: {type: code, values: {social: Social housing, private: Private rent, owned: Own home}}
  in_work: {type: boolean}
  barriers: {type: codes, values: {health: Health, debt: Debt, skills: Skills}}
  local_authority: {type: code, values: {north: North, south: South}}
"""
    documents = {"v.yaml": vocabulary}
    for programme, when in whens.items():
        documents[f"{programme}.yaml"] = f"""
programme: {programme}
name: {programme}
source: made up
in_force: {{}}
eligibility:
  - {{id: rule, text: The rule of {programme}, when: '{when}'}}
"""
    return ds.Catalogue.parse(documents)


def population(rows: int = 3_000) -> pa.Table:
    """People of all kinds; the same every time."""

    def pick(n: int, *values: object) -> list[object]:
        return [values[(row * n + row // 7) % len(values)] for row in range(rows)]

    return pa.table(
        {
            "person_id": range(rows),
            "age": pa.array(pick(5, *range(16, 70), None), pa.int16()),
            "tenure": pick(3, "social", "private", None, "owned", "social"),
            "in_work": pick(11, True, False, None, False),
            "barriers": pa.array(
                pick(13, [], ["health"], ["debt", "skills"], None, ["health", "debt"]), pa.list_(pa.string())
            ),
            "local_authority": pick(17, "north", "south", "north", None),
        }
    )


WHENS = {
    "young": "age < 25 and not(in_work)",
    "tenants": 'tenure = "social" and age >= 25 and not(in_work)',
    "older": 'age >= 55 and tenure in ["social", "private"]',
    "more": "count(barriers) >= 2 and not(in_work)",
    "any_tenant": 'tenure = "social" and not(in_work)',
}
SQL = {
    "young": "age < 25 and not in_work",
    "tenants": "tenure = 'social' and age >= 25 and not in_work",
    "older": "age >= 55 and tenure in ('social', 'private')",
    "more": "len(barriers) >= 2 and not in_work",
    "any_tenant": "tenure = 'social' and not in_work",
}


def test_every_number_is_that_of_sql() -> None:
    people = population()
    found = rules(**WHENS).provision(people, DAY)
    connection = duckdb.connect()
    connection.register("people", people)
    truths = ", ".join(f"({sql}) as {name}" for name, sql in SQL.items())
    sure = " + ".join(f"coalesce({name}, false)::int" for name in SQL)
    possible = " + ".join(f"coalesce({name}, true)::int" for name in SQL)
    connection.execute(f"create view all_truths as select local_authority, {truths} from people")
    connection.execute(f"create view truths as select *, {sure} as sure, {possible} as possible from all_truths")

    def count(where: str) -> int:
        [row] = connection.execute(f"select count(*) from truths where {where}").fetchall()
        return int(row[0])

    def numbers(where: str = "true") -> list[tuple[int, int]]:
        return [
            (count(f"possible = 0 and {where}"), count(f"sure = 0 and {where}")),
            (count(f"sure = 1 and possible = 1 and {where}"), count(f"sure <= 1 and possible >= 1 and {where}")),
            (count(f"sure >= 2 and {where}"), count(f"possible >= 2 and {where}")),
        ]

    def told(counts: list[ds.HeadCount]) -> list[tuple[int, int]]:
        return [(count.low, count.high) for count in counts]

    assert found.people == people.num_rows
    assert told([found.nowhere, found.one, found.several]) == numbers()
    assert found.nowhere.low > 100, "else this shows little"
    for reach in found.programmes:
        assert (reach.people.low, reach.people.high) == (
            count(reach.programme),
            count(f"coalesce({reach.programme}, true)"),
        )
    assert len(found.overlaps) == math.comb(len(WHENS), 2)
    for overlap in found.overlaps:
        one, other = overlap.programmes
        both = (count(f"{one} and {other}"), count(f"coalesce({one} and {other}, true)"))
        assert (overlap.people.low, overlap.people.high) == both
    assert [(part.programme, part.within) for part in found.contained] == [("tenants", "any_tenant")]
    assert [area.area for area in found.areas] == ["north", "south", None]
    for area in found.areas:
        where = "local_authority is null" if area.area is None else f"local_authority = '{area.area}'"
        assert area.people == count(where)
        assert told([area.nowhere, area.one, area.several]) == numbers(where)


def test_groups_say_whom_every_programme_leaves_out() -> None:
    people = population()
    found = rules(**WHENS).provision(people, DAY, groups=20)
    connection = duckdb.connect()
    connection.register("people", people)
    whole = found.left_out[0]
    assert whole.text == "age: below 55; in work: yes"
    assert (whole.condition, whole.facts) == ("age < 55 and in_work", ["age", "in_work"])
    [row] = connection.execute("select count(*) from people where age < 55 and in_work").fetchall()
    assert whole.people == whole.more == row[0]
    assert sum(group.more for group in found.left_out) + found.not_described == found.nowhere.low
    assert found.not_described == 0
    # What no single fact can say is said by the criterion.
    by_criterion = [group for group in found.left_out if group.not_met]
    assert [(not_met.programme, not_met.criterion) for not_met in by_criterion[0].not_met] == [("more", "rule")]
    assert by_criterion[0].text.endswith("not met: The rule of more (more)")


def test_small_numbers_are_marked() -> None:
    people = population(40)
    found = rules(**WHENS).provision(people, DAY, minimum=5)
    counts = [found.nowhere, found.one, found.several, *(reach.people for reach in found.programmes)]
    assert {count.small for count in counts} == {True, False}
    for count in counts:
        assert count.small == (0 < count.low < 5 or 0 < count.high < 5)
    for group in found.left_out:
        assert group.small == (group.people < 5)
    assert not any(group.small for group in rules(**WHENS).provision(people, DAY, minimum=1).left_out)


def test_programmes_can_be_named() -> None:
    catalogue = ds.Catalogue.load(PROGRAMMES)
    people = pa.table({"person_id": ["a", "b"], "age": [20, 40]})
    found = catalogue.provision(people, "2022-03-31", programmes=["kickstart"])
    assert [reach.programme for reach in found.programmes] == ["kickstart"]
    assert {"restart"} <= {aside.programme for aside in found.set_aside}
    with pytest.raises(ds.TableError, match=r"there is no programme `kickstrat`\n  help: did you mean `kickstart`\?"):
        catalogue.provision(people, "2022-03-31", programmes=["kickstrat"])
    with pytest.raises(ds.TableError, match="not in force on 2030-01-01"):
        catalogue.provision(people, "2030-01-01", programmes=["kickstart"])


def test_what_is_open_to_everybody_is_set_aside() -> None:
    documents = {
        "v.yaml": "vocabulary: v\nfacts: {age: {type: number}}",
        "all.yaml": "{programme: for_all, name: All, source: made up, in_force: {}, eligibility: []}",
        "shut.yaml": "{programme: shut, name: Shut, source: made up, in_force: {}, referrals: {status: full}, "
        'eligibility: [{id: a, text: A, when: "age < 25"}]}',
    }
    people = pa.table({"person_id": [1, 2], "age": [20, 40]})
    catalogue = ds.Catalogue.parse(documents)
    found = catalogue.provision(people, DAY)
    assert [(aside.programme, aside.availability, aside.open_to_all) for aside in found.set_aside] == [
        ("for_all", "open", True),
        ("shut", "full", False),
    ]
    assert found.nowhere.low == 2
    found = catalogue.provision(people, DAY, programmes=["for_all", "shut"])
    assert (found.nowhere.high, found.one.low, found.several.low) == (0, 1, 1)


@pytest.mark.parametrize(
    "texts",
    [
        lambda values: pa.array(values, pa.large_string()),
        lambda values: pa.array(values, pa.string_view()),
        lambda values: pa.array(values).dictionary_encode(),
    ],
)
def test_areas_are_texts_of_any_kind(texts: Callable[[list[str | None]], pa.Array]) -> None:
    wards = ["Abbey", None, "Castle", "Abbey"]
    people = pa.table({"person_id": range(4), "age": [20, 20, 60, 60], "ward": texts(wards)})
    found = rules(young="age < 25").provision(people, DAY, area="ward")
    areas = [(area.area, area.people, area.nowhere.low) for area in found.areas]
    assert areas == [("Abbey", 2, 1), ("Castle", 1, 1), (None, 1, 0)]
    assert found.problems == []


def test_a_column_of_areas_must_be_there_and_be_texts() -> None:
    people = pa.table({"person_id": [1], "age": [20], "wards": [4]})
    with pytest.raises(ds.TableError, match="no column `ward` of areas\n  help: did you mean `wards`"):
        rules(young="age < 25").provision(people, DAY, area="ward")
    with pytest.raises(ds.TableError, match="holds Int64, and areas are texts"):
        rules(young="age < 25").provision(people, DAY, area="wards")


def test_nobody_and_nothing() -> None:
    nobody = pa.table({"person_id": pa.array([], pa.int64()), "age": pa.array([], pa.int8())})
    found = rules(young="age < 25").provision(nobody, DAY)
    assert found.people == found.nowhere.high == 0
    assert [reach.people.high for reach in found.programmes] == [0]
    assert (found.left_out, found.contained, found.areas) == ([], [], [])
    untold = pa.table({"person_id": [1, 2]})
    found = rules(young="age < 25", never="age < 25 and age > 30").provision(untold, DAY)
    assert (found.nowhere.low, found.nowhere.high, found.one.high) == (0, 2, 2)
    none = ds.Catalogue.parse({"v.yaml": "vocabulary: v\nfacts: {age: {type: number}}"})
    found = none.provision(untold, DAY)
    assert (found.nowhere.low, [group.text for group in found.left_out]) == (2, ["everybody"])


def test_what_is_odd_is_listed_and_counted() -> None:
    people = pa.table({"person_id": [1, 1, None], "age": [20.0, math.nan, 30.0]})
    found = rules(young="age < 25").provision(people, DAY)
    assert found.people == 3
    assert (found.one.low, found.one.high) == (1, 2), "an age that is no number is not told"
    assert [problem.column for problem in found.problems] == ["person_id", "person_id", "age"]


def test_progress_is_told() -> None:
    told = []
    rules(young="age < 25").provision(population(10), DAY, progress=lambda done, total: told.append((done, total)))
    assert told == [(10, 10)]


def test_plain_values() -> None:
    plain = rules(young="age < 25").provision(population(200), DAY).to_dict()
    assert list(plain) == [
        *("people", "nowhere", "one", "several", "programmes", "set_aside", "overlaps", "contained", "left_out"),
        *("not_described", "areas", "problems"),
    ]
    assert list(plain["left_out"][0]) == ["text", "condition", "facts", "not_met", "people", "more", "small"]
