"""Eligibility for employment support that is linked to housing, decided on published rules, with reasons.

Definitions are documents; a `Catalogue` holds those that fit together and screens people against them. What was not
told stays unknown, and every answer carries its reasons. A decision is advice: the provider decides.

>>> import doorstep as ds
>>> catalogue = ds.Catalogue.parse({
...     "vocabulary.yaml": "{vocabulary: v, facts: {age: {type: number}}}",
...     "example.yaml": "{programme: example, name: Example Works, in_force: {}, source: an example, eligibility: ["
...         "{id: age, text: You are 25 or over, when: age >= 25}]}",
... })
>>> decision = catalogue.screen({"age": 30}, as_at="2022-06-01")["example"]
>>> decision.status, decision.criteria[0].because
('eligible', {'age': Decimal('30')})
"""

from collections.abc import Mapping

from ._errors import ConditionError, DocumentError, EventError, FactError
from ._native import (
    AdviceDescription,
    Catalogue,
    CodeDescription,
    Criterion,
    CriterionDescription,
    Decision,
    Description,
    Diagnostic,
    EventProblem,
    ExampleResult,
    FactDescription,
    FactProblem,
    GroupDescription,
    Nearest,
    NextStep,
    OtherProgramme,
    Parameter,
    ParameterValue,
    PeriodDescription,
    Programme,
    Question,
    ReferralsDescription,
    Screening,
    TargetGroup,
    TestReport,
    Unnoticed,
    Untried,
    VersionDescription,
    Words,
    __version__,
    evaluate,
)

__all__ = [
    "AdviceDescription",
    "Catalogue",
    "CodeDescription",
    "ConditionError",
    "Criterion",
    "CriterionDescription",
    "Decision",
    "Description",
    "Diagnostic",
    "DocumentError",
    "EventError",
    "EventProblem",
    "ExampleResult",
    "FactDescription",
    "FactError",
    "FactProblem",
    "GroupDescription",
    "Nearest",
    "NextStep",
    "OtherProgramme",
    "Parameter",
    "ParameterValue",
    "PeriodDescription",
    "Programme",
    "Question",
    "ReferralsDescription",
    "Screening",
    "TargetGroup",
    "TestReport",
    "Unnoticed",
    "Untried",
    "VersionDescription",
    "Words",
    "__version__",
    "evaluate",
]

Mapping.register(Screening)
del Mapping
