"""Nothing that is printed or raised shows what somebody told."""

from datetime import date

import pytest

import doorstep as ds

DAY = date(2022, 6, 1)


def test_reprs_and_errors_show_no_fact(catalogue: ds.Catalogue) -> None:
    screening = catalogue.screen({"date_of_birth": "1961-05-17", "tenure": "social"}, DAY)
    decision = screening["example"]
    shown = [catalogue, screening, decision, *decision.criteria, *decision.target_groups, *decision.advice]
    for text in map(repr, shown):
        assert "1961" not in text
        assert "social" not in text
        assert text.startswith(("Catalogue(", "Screening(", "Decision(", "Criterion(", "TargetGroup(", "Words("))
    other = catalogue.screen({"date_of_birth": "1961-05-17", "tenure": "other"}, DAY, [])["example"]
    untold = catalogue.screen({"date_of_birth": "1961-05-17"}, "2022-07-01")
    parts = [*other.nearest, other.next_step, untold.next_question, *(catalogue.review("example", {}, DAY) or [])]
    assert [type(part).__name__ for part in parts] == ["Nearest", "NextStep", "Question", "Criterion"]
    for text in map(repr, parts):
        assert not any(told in text for told in ("1961", "social", "other"))
    with pytest.raises(ds.FactError) as caught:
        catalogue.screen({"date_of_birth": "1961-17-05", "age": "sixty-one", "tenure": "a friend's sofa"}, DAY)
    for text in (str(caught.value), repr(caught.value)):
        assert not any(told in text for told in ("1961", "sixty", "sofa"))
