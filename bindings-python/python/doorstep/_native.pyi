"""
The native part of the package `doorstep`; import `doorstep` instead.
"""

import datetime
import typing
from collections.abc import Iterator
from datetime import date
from os import PathLike
from typing import Any, Final, final

__all__ = [
    "__version__",
    "Catalogue",
    "Criterion",
    "Decision",
    "Diagnostic",
    "FactProblem",
    "Programme",
    "Screening",
    "TargetGroup",
    "Words",
    "evaluate",
    "to_json",
]

__version__: Final[str]
"""
The library's version.
"""

@final
class Catalogue:
    """
    An immutable set of documents that fit together: vocabularies, and the programmes that use them.

    Make one with `Catalogue.load` or `Catalogue.parse`. Threads can share it. The examples here use this one:

    >>> vocabulary = '''
    ... vocabulary: example
    ... facts:
    ...   date_of_birth: {type: date, question: What is your date of birth?}
    ...   age: {type: number, derive: "years between(date_of_birth, as_at)", question: How old are you?}
    ...   tenure: {type: code, values: {social: Council or housing association, other: Other}}
    ... '''
    >>> programme = '''
    ... programme: example
    ... name: Example Works
    ... source: an example
    ... in_force: {from: 2022-04-01}
    ... referrals: {open: [{from: 2022-07-01}]}
    ... eligibility:
    ...   - {id: age, text: {en: You are 25 or over, cy: Rydych yn 25 oed neu drosodd}, when: age >= 25}
    ...   - {id: tenant, text: You rent from a council or housing association, when: 'tenure = "social"'}
    ... target_groups:
    ...   - {id: over_50, text: Aged over 50, when: age > 50}
    ... advice:
    ...   - {when: 'tenure = "social"', text: Ask your landlord for a letter}
    ... '''
    >>> catalogue = ds.Catalogue.parse({"vocabulary.yaml": vocabulary, "example.yaml": programme})
    >>> catalogue
    Catalogue(programmes=['example'])
    """
    def __repr__(self, /) -> str: ...
    def check(self, /) -> list[Diagnostic]:
        """
        What an author would want to know of documents that do load: warnings, by file and place.

        >>> [warning.code for warning in catalogue.check()]
        []
        """
    @property
    def fingerprint(self, /) -> str:
        """
        The SHA-256 of the documents' canonical JSON: the same for the same rules, whatever their spelling and files.

        >>> len(catalogue.fingerprint)
        64
        """
    @staticmethod
    def load(folder: str | PathLike[str]) -> Catalogue:
        """
        Loads every `.yaml`, `.yml` and `.json` document of a folder, and of the folders in it.

        Raises `DocumentError` with every problem of every document.

        >>> ds.Catalogue.load("programmes")  # doctest: +SKIP
        Catalogue(programmes=['boost', 'hackney_gsb', 'kickstart'])
        """
    @staticmethod
    def parse(documents: dict[str, str]) -> Catalogue:
        """
        Makes a catalogue of documents given as names and texts. The names serve diagnostics.

        Raises `DocumentError` with every problem of every document.

        >>> ds.Catalogue.parse({"v.json": '{"vocabulary": "v", "facts": {"age": {"type": "number"}}}'})
        Catalogue(programmes=[])
        """
    @property
    def programmes(self, /) -> dict[str, list[Programme]]:
        """
        The programmes by id, each with its versions from the earliest.

        >>> [version.name for version in catalogue.programmes["example"]]
        ['Example Works']
        """
    @property
    def questions(self, /) -> dict[str, str]:
        """
        How each fact is asked, by its name, in the order a form would ask; facts without a question are left out.

        >>> catalogue.questions["age"]
        'How old are you?'
        """
    def screen(
        self, /, facts: typing.Mapping[str, typing.Any], as_at: datetime.date | str, *, language: str = "en"
    ) -> Screening:
        """
        Screens one person against every programme in force on a day.

        A fact that is not in `facts` was not asked; `{"absent": "not_known"}` and `{"absent": "declined"}` say that it
        was. `as_at` is a `datetime.date` or ISO text; `language` is that of the words, where the documents have it.
        A decision is advice on published rules; the provider decides.

        Raises `FactError` with every fact that cannot be used.

        >>> screening = catalogue.screen({"date_of_birth": "1990-05-17"}, "2022-06-01")
        >>> screening["example"].status, screening["example"].missing
        ('undetermined', ['tenure'])
        """

@final
class Criterion:
    """
    One criterion of a decision.

    >>> criterion = decision.criteria[0]
    >>> criterion.text, criterion.because
    ('You are 25 or over', {'age': Decimal('24')})
    """
    def __repr__(self, /) -> str: ...
    @property
    def because(self, /) -> dict[str, Any]:
        """
        The known facts it uses, with their values.
        """
    @property
    def id(self, /) -> str:
        """
        Its id.
        """
    @property
    def language(self, /) -> str:
        """
        The language that is in.
        """
    @property
    def missing(self, /) -> list[str]:
        """
        If it is unknown: the names of the facts not told that keep it so.
        """
    @property
    def status(self, /) -> str:
        """
        `met`, `not_met` or `unknown`.
        """
    @property
    def text(self, /) -> str:
        """
        What it asks.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Decision:
    """
    Whether one programme might take one person. Advice on published rules: the provider decides.

    Its attributes show what was told; its repr and its errors never do.

    >>> decision = catalogue.screen({"age": 24, "tenure": "social"}, "2022-06-01")["example"]
    >>> decision
    Decision(programme='example', status='not_eligible')
    >>> [criterion.id for criterion in decision.criteria if criterion.status == "not_met"]
    ['age']
    """
    def __repr__(self, /) -> str: ...
    @property
    def advice(self, /) -> list[Words]:
        """
        The advice for this person. It decides nothing.

        >>> [str(words) for words in decision.advice]
        ['Ask your landlord for a letter']
        """
    @property
    def availability(self, /) -> str:
        """
        Whether the programme takes referrals: `open`, `closed`, `opens_on`, `full`, `waiting` or `unknown`.

        >>> decision.availability, decision.opens_on
        ('opens_on', datetime.date(2022, 7, 1))
        """
    @property
    def criteria(self, /) -> list[Criterion]:
        """
        Each criterion: whether it holds, because of what, and what is missing.
        """
    @property
    def language(self, /) -> str:
        """
        The language the name is in.
        """
    @property
    def missing(self, /) -> list[str]:
        """
        The names of the facts not told that keep it undetermined; empty once it is decided.
        """
    @property
    def name(self, /) -> str:
        """
        What the programme is called.
        """
    @property
    def opens_on(self, /) -> date | None:
        """
        The day it opens, if it is yet to.
        """
    @property
    def programme(self, /) -> str:
        """
        The programme's id.
        """
    @property
    def status(self, /) -> str:
        """
        `eligible`, `not_eligible` or `undetermined`.
        """
    @property
    def summary(self, /) -> str:
        """
        The decision in plain English.

        >>> decision.summary
        "From what you told us, the published rules don't seem to cover you; you can still ask."
        """
    @property
    def target_groups(self, /) -> list[TargetGroup]:
        """
        The groups the programme is aimed at. They decide nothing.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Everything it says as plain values in a fixed order, with what it was made from.

        It shows what was told, sensitive or not: keep it as carefully as the facts.

        >>> decision.to_dict()["criteria"][0]["because"]
        {'age': '24'}
        """
    @property
    def version(self, /) -> str | None:
        """
        What names the version in force: its first day, as text, or None if it has no first day.

        >>> decision.version
        '2022-04-01'
        """

@final
class Diagnostic:
    """
    One problem of a document or a condition: a stable code, what is wrong, what to do about it, and where.

    Lines and columns count from 1, in Unicode code points; the end is exclusive. As text it is what a compiler would
    print.

    >>> try:
    ...     ds.evaluate("age >= ", {"age": 30})
    ... except ds.ConditionError as error:
    ...     [problem] = error.diagnostics
    >>> problem.code, problem.severity, problem.line, problem.column
    ('D204', 'error', 1, 7)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def code(self, /) -> str:
        """
        The stable code: `D101`.
        """
    @property
    def column(self, /) -> int:
        """
        The column it starts at.
        """
    @property
    def end_column(self, /) -> int:
        """
        The column just after its end.
        """
    @property
    def end_line(self, /) -> int:
        """
        The line it ends on.
        """
    @property
    def file(self, /) -> str:
        """
        The document's name as it was given; empty for a condition given alone.
        """
    @property
    def help(self, /) -> str:
        """
        What to do about it.
        """
    @property
    def line(self, /) -> int:
        """
        The line it starts on.
        """
    @property
    def message(self, /) -> str:
        """
        What is wrong.
        """
    @property
    def severity(self, /) -> str:
        """
        `error`, which stops a catalogue from loading, or `warning`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class FactProblem:
    """
    What is wrong with one fact. It names the fact, and never says what was told.

    >>> try:
    ...     catalogue.screen({"agee": 30}, "2022-06-01")
    ... except ds.FactError as error:
    ...     [problem] = error.problems
    >>> problem.code, problem.fact, problem.help
    ('D501', 'agee', 'did you mean `age`?')
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def code(self, /) -> str:
        """
        The stable code: `D501`.
        """
    @property
    def fact(self, /) -> str:
        """
        The fact's name.
        """
    @property
    def help(self, /) -> str:
        """
        What to do about it.
        """
    @property
    def message(self, /) -> str:
        """
        What is wrong.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Programme:
    """
    One version of one programme.

    >>> [programme] = catalogue.programmes["example"]
    >>> programme
    Programme(id='example', version='2022-04-01')
    """
    def __repr__(self, /) -> str: ...
    @property
    def from_(self, /) -> date | None:
        """
        The first day on which these rules hold, if there is one.
        """
    def historical(self, /, as_at: datetime.date | str) -> bool:
        """
        Whether its last day is past on a day.

        >>> programme.historical("2030-01-01")
        False
        """
    @property
    def id(self, /) -> str:
        """
        The programme's id, the same in all its versions.
        """
    @property
    def name(self, /) -> str:
        """
        What it is called.
        """
    @property
    def to(self, /) -> date | None:
        """
        The last day on which these rules hold, if there is one.
        """
    @property
    def version(self, /) -> str | None:
        """
        What names the version: its first day, as text, or None if it has no first day.
        """

@final
class Screening:
    """
    The decisions for one person on one day: a mapping of programme ids to decisions.

    A programme that is not in force on the day has none.

    >>> screening = catalogue.screen({"age": 30, "tenure": "social"}, "2022-06-01")
    >>> list(screening)
    ['example']
    >>> screening["example"].status
    'eligible'
    >>> catalogue.screen({}, "2021-01-01").get("example") is None
    True
    """
    def __contains__(self, key: Any, /) -> bool:
        """
        A key that is no text is not in it.
        """
    def __getitem__(self, key: str, /) -> Decision: ...
    def __iter__(self, /) -> Iterator[str]: ...
    def __len__(self, /) -> int: ...
    def __repr__(self, /) -> str: ...
    @property
    def as_at(self, /) -> date:
        """
        The day judged.
        """
    def get(self, /, key: str, default: Decision | None = None) -> Decision | None:
        """
        The decision for a programme, or `default` if it is not in force on the day.
        """
    def items(self, /) -> typing.ItemsView[str, Decision]:
        """
        Programme ids with their decisions.
        """
    def keys(self, /) -> typing.KeysView[str]:
        """
        The ids of the programmes in force on the day, in order.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Every decision as plain values, with the day, the catalogue's fingerprint and the library's version.

        It shows what was told, sensitive or not: keep it as carefully as the facts.

        >>> list(catalogue.screen({}, "2022-06-01").to_dict())
        ['as_at', 'catalogue', 'library', 'decisions']
        """
    def values(self, /) -> typing.ValuesView[Decision]:
        """
        The decisions, by programme id.
        """

@final
class TargetGroup:
    """
    Whether a person belongs to a group the programme is aimed at. It decides nothing.

    >>> decision.target_groups
    [TargetGroup(id='over_50', status='not_met')]
    """
    def __repr__(self, /) -> str: ...
    @property
    def id(self, /) -> str:
        """
        Its id.
        """
    @property
    def language(self, /) -> str:
        """
        The language that is in.
        """
    @property
    def status(self, /) -> str:
        """
        `met` (the person belongs to it), `not_met` or `unknown`.
        """
    @property
    def text(self, /) -> str:
        """
        What it is called.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Words:
    """
    Words for people, in the language they are in.

    >>> [words] = decision.advice
    >>> words.language, str(words)
    ('en', 'Ask your landlord for a letter')
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def language(self, /) -> str:
        """
        The language they are in: the one asked for, or the one that was there.
        """
    @property
    def text(self, /) -> str:
        """
        The words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

def evaluate(
    condition: str, facts: typing.Mapping[str, typing.Any] | None = None, as_at: datetime.date | str | None = None
) -> Any:
    """
    The value of a condition, or of any expression, over named values that are typed by what they are.

    None among the facts is unknown, of any type, and so is a None that comes out: not told is never no. Numbers come
    out as `decimal.Decimal`, dates as `datetime.date`, lengths of time and ranges as canonical FEEL text.

    Raises `ConditionError` with every problem of the condition.

    >>> ds.evaluate('age >= 25 and tenure = "social"', {"age": 30, "tenure": "social"})
    True
    >>> ds.evaluate("age >= 25", {"age": None}) is None
    True
    >>> ds.evaluate("0.1 + 0.2")
    Decimal('0.3')
    >>> ds.evaluate('duration("P13W")')
    'P91D'
    """

def to_json(name: str, text: str) -> str:
    """
    A document as JSON text: the same keys and values in the same order, whatever it is written in.

    Raises `DocumentError` if the text cannot be read; whether it makes a document is not asked.
    """
