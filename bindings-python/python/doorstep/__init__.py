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

from ._errors import ConditionError, DocumentError, EventError, FactError, TableError
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
    Exported,
    FactDescription,
    FactProblem,
    GroupDescription,
    Imported,
    ImportedServices,
    Nearest,
    NextStep,
    NotCovered,
    OtherProgramme,
    Parameter,
    ParameterDescription,
    ParameterValue,
    PeriodDescription,
    Programme,
    Question,
    ReferralsDescription,
    Rejected,
    ScreenedTable,
    Screening,
    TableProblem,
    TargetGroup,
    TestReport,
    Unnoticed,
    Untried,
    ValueDescription,
    VersionDescription,
    Words,
    __version__,
    evaluate,
    import_service,
    import_services,
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
    "Exported",
    "FactDescription",
    "FactError",
    "FactProblem",
    "GroupDescription",
    "Imported",
    "ImportedServices",
    "Nearest",
    "NextStep",
    "NotCovered",
    "OtherProgramme",
    "Parameter",
    "ParameterDescription",
    "ParameterValue",
    "PeriodDescription",
    "Programme",
    "Question",
    "ReferralsDescription",
    "Rejected",
    "ScreenedTable",
    "Screening",
    "TableError",
    "TableProblem",
    "TargetGroup",
    "TestReport",
    "Unnoticed",
    "Untried",
    "ValueDescription",
    "VersionDescription",
    "Words",
    "__version__",
    "evaluate",
    "import_service",
    "import_services",
]

Mapping.register(Screening)
del Mapping
