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
