"""What the tests share: the examples' catalogue, as the docstring of `Catalogue` makes it."""

import doctest

import pytest

import doorstep as ds


@pytest.fixture(scope="session")
def examples() -> dict[str, object]:
    """The names that the docstrings' examples use."""
    names: dict[str, object] = {"ds": ds}
    for example in doctest.DocTestParser().get_examples(ds.Catalogue.__doc__ or ""):
        exec(compile(example.source, "<Catalogue>", "single"), names)
    return names


@pytest.fixture(scope="session")
def catalogue(examples: dict[str, object]) -> ds.Catalogue:
    """One programme, for people of 25 or over who rent from a council or housing association."""
    catalogue = examples["catalogue"]
    assert isinstance(catalogue, ds.Catalogue)
    return catalogue


@pytest.fixture(scope="session")
def first_words() -> str:
    """A vocabulary with a fact of every type."""
    return """\
vocabulary: first_words
facts:
  in_work: {type: boolean}
  tenure: {type: code, values: {social: Social housing, other: Other}}
  barriers: {type: codes, open: true, values: {health: My health, debt: Debt, digital: Getting online}}
  rent: {type: money}
"""


@pytest.fixture(scope="module")
def words(first_words: str) -> ds.Catalogue:
    """A vocabulary of every type, and a programme that shows what it was told."""
    programme = """
programme: all_types
name: {en: All Types, cy: Pob Math}
source: invented
in_force: {}
eligibility:
  - {id: work, text: Not in work, when: not(in_work)}
  - {id: barriers, text: Barriers, when: count(barriers) > 1}
  - {id: rent, text: Rent, when: rent < 100.5}
"""
    return ds.Catalogue.parse({"words.yaml": first_words, "all_types.yaml": programme})


@pytest.fixture(scope="module")
def grants() -> ds.Catalogue:
    """A programme for those who had less than £300 so far, and are not on it."""
    vocabulary = """
vocabulary: grants
facts: {convicted: {type: boolean, sensitivity: criminal_offence}}
records: {grant: {attributes: {amount: money}}}
"""
    programme = """
programme: fund
name: Fund
source: invented
in_force: {}
eligibility:
  - {id: cap, text: Grants of less than £300, when: sum(grant.amount) < 300}
  - {id: new, text: You are not on it, when: 'not(enrolled("fund"))'}
"""
    return ds.Catalogue.parse({"grants.yaml": vocabulary, "fund.yaml": programme})
