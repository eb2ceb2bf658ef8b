"""What is raised. The exceptions are written here so that each can say what it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._native import Diagnostic, EventProblem, FactProblem, TableProblem


class DocumentError(ValueError):
    """Documents that do not make a catalogue: every problem of every document.

    >>> try:
    ...     ds.Catalogue.parse({"example.yaml": "programme: example\\nnam: Example Works\\neligibility: []"})
    ... except ds.DocumentError as error:
    ...     [problem.code for problem in error.diagnostics]
    ['D102', 'D101']
    """

    __module__ = "doorstep"

    #: What is wrong, by file and place. Warnings are among them.
    diagnostics: list[Diagnostic]

    def __init__(self, message: str, diagnostics: list[Diagnostic]) -> None:
        """Make the error of its text and what is wrong."""
        super().__init__(message, diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        """Every problem, a line each, with help."""
        return str(self.args[0])


class ConditionError(ValueError):
    """A condition that cannot be read or does not fit its names: every problem, with its place in the text.

    >>> try:
    ...     ds.evaluate("aeg >= 25", {"age": 30})
    ... except ds.ConditionError as error:
    ...     error.diagnostics[0].help
    'did you mean `age`?'
    """

    __module__ = "doorstep"

    #: What is wrong, by place.
    diagnostics: list[Diagnostic]

    def __init__(self, message: str, diagnostics: list[Diagnostic]) -> None:
        """Make the error of its text and what is wrong."""
        super().__init__(message, diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        """Every problem, a line each, with help."""
        return str(self.args[0])


class EventError(ValueError):
    """Events that cannot be read: every problem, by event. It never says what was told.

    >>> try:
    ...     catalogue.screen({}, "2022-06-01", [{"id": 1, "kind": "course", "on": "2022-05-32"}])
    ... except ds.EventError as error:
    ...     [(problem.event, problem.code) for problem in error.problems]
    [('1', 'D601'), ('1', 'D605')]
    """

    __module__ = "doorstep"

    #: What is wrong, in the order the events were given.
    problems: list[EventProblem]

    def __init__(self, message: str, problems: list[EventProblem]) -> None:
        """Make the error of its text and what is wrong."""
        super().__init__(message, problems)
        self.problems = problems

    def __str__(self) -> str:
        """Every problem, a line each, with help."""
        return str(self.args[0])


class FactError(ValueError):
    """Facts that cannot be used: every problem, by fact. It names facts, never what was told.

    >>> try:
    ...     catalogue.screen({"age": "thirty", "tenure": "rented"}, "2022-06-01")
    ... except ds.FactError as error:
    ...     [(problem.fact, problem.code) for problem in error.problems]
    [('age', 'D502'), ('tenure', 'D503')]
    """

    __module__ = "doorstep"

    #: What is wrong, in the order the facts were given.
    problems: list[FactProblem]

    def __init__(self, message: str, problems: list[FactProblem]) -> None:
        """Make the error of its text and what is wrong."""
        super().__init__(message, problems)
        self.problems = problems

    def __str__(self) -> str:
        """Every problem, a line each, with help."""
        return str(self.args[0])


class ReturnError(ValueError):
    """A return that cannot be computed, opened or put together, and why.

    >>> try:
    ...     catalogue.compute("yearly", [], [], "2022-03-31")
    ... except ds.ReturnError as error:
    ...     print(error)
    the catalogue has no return `yearly`
    """

    __module__ = "doorstep"


class TableError(ValueError):
    """A table that cannot be used: everything that is wrong with its columns.

    >>> import pyarrow as pa
    >>> try:
    ...     catalogue.screen_table(pa.table({"person_id": [1], "tenure": [3]}), "2022-06-01")
    ... except ds.TableError as error:
    ...     error.problems[0].message
    'the column `tenure` holds Int64, and the fact `tenure` is one of its codes, a text'
    """

    __module__ = "doorstep"

    #: What is wrong, column by column.
    problems: list[TableProblem]

    def __init__(self, message: str, problems: list[TableProblem]) -> None:
        """Make the error of its text and what is wrong."""
        super().__init__(message, problems)
        self.problems = problems

    def __str__(self) -> str:
        """Every problem, a line each, with help."""
        return str(self.args[0])
