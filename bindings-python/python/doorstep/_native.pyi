"""
The native part of the package `doorstep`; import `doorstep` instead.
"""

import datetime
import typing
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from os import PathLike
from typing import Any, Final, Literal, SupportsIndex, final

__all__ = [
    "__version__",
    "Accounts",
    "ActionState",
    "AdviceDescription",
    "AreaProvision",
    "Assignment",
    "Audit",
    "CaseFile",
    "CaseloadItem",
    "Catalogue",
    "Cell",
    "CellChange",
    "Cells",
    "ClaimFinding",
    "ClaimMade",
    "Claims",
    "CodeDescription",
    "Comparison",
    "Contained",
    "Criterion",
    "CriterionDescription",
    "Decision",
    "Description",
    "Diagnostic",
    "EventProblem",
    "EventsTable",
    "ExampleResult",
    "Exported",
    "FactDescription",
    "FactProblem",
    "Flow",
    "Goal",
    "GroupDescription",
    "HeadCount",
    "Imported",
    "ImportedServices",
    "JourneyState",
    "Late",
    "LeftOut",
    "Move",
    "Nearest",
    "NextStep",
    "NotCovered",
    "NotMet",
    "OtherProgramme",
    "OutcomeResult",
    "OutcomeTable",
    "Outcomes",
    "Overlap",
    "Parameter",
    "ParameterDescription",
    "ParameterValue",
    "Partial",
    "PeriodDescription",
    "PersonProblem",
    "Programme",
    "Progress",
    "Provision",
    "Question",
    "Reach",
    "Recovered",
    "ReferralsDescription",
    "Rejected",
    "RejectedLine",
    "Rejection",
    "Release",
    "Report",
    "Review",
    "RowProblem",
    "Scored",
    "Scores",
    "ScreenedBatches",
    "ScreenedTable",
    "Screening",
    "SetAside",
    "StageReached",
    "TableProblem",
    "TargetGroup",
    "TestReport",
    "Tombstone",
    "TriedDenominator",
    "Unnoticed",
    "Untried",
    "ValueDescription",
    "Verdict",
    "VersionDescription",
    "Why",
    "WhyEnrolment",
    "Words",
    "WorkerDecision",
    "evaluate",
    "import_service",
    "import_services",
    "to_json",
]

__version__: Final[str]
"""
The library's version.
"""

@final
class Accounts:
    """
    What became of everything that came in: `used`, `later`, `rejected` and `repeated` events add up to
    `events`.

    >>> accounts = report.accounts
    >>> accounts
    Accounts(events=5, used=5, later=0, rejected=0, repeated=0, people=3)
    >>> accounts.without_events
    0
    """
    def __repr__(self, /) -> str: ...
    @property
    def erased(self, /) -> int:
        """
        How many people were erased.
        """
    @property
    def events(self, /) -> int:
        """
        How many events were given.
        """
    @property
    def later(self, /) -> int:
        """
        How many are dated after the day judged, or were not known yet.
        """
    @property
    def people(self, /) -> int:
        """
        How many people there are, by events or by what is told beside them.
        """
    @property
    def rejected(self, /) -> int:
        """
        How many cannot be used.
        """
    @property
    def repeated(self, /) -> int:
        """
        How many told the same as an earlier one of the same table, text or list.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def used(self, /) -> int:
        """
        How many were used, or stand corrected by another.
        """
    @property
    def without_events(self, /) -> int:
        """
        How many people have no events.
        """

@final
class ActionState:
    """
    An action and how it stands.

    >>> cv, hours = state.actions[1:]
    >>> cv
    ActionState(id='cv', status='ready')
    >>> cv.due_on, cv.overdue_days
    (datetime.date(2022, 6, 2), 8)
    >>> hours.so_far, hours.needed
    (Decimal('4'), Decimal('10'))
    """
    def __repr__(self, /) -> str: ...
    @property
    def added(self, /) -> bool:
        """
        Whether it was added to the person's own plan.
        """
    @property
    def after(self, /) -> list[str]:
        """
        The actions that come before it.
        """
    @property
    def due_on(self, /) -> date | None:
        """
        The day it is due: pauses since it was ready put it off.
        """
    @property
    def event(self, /) -> str | None:
        """
        The id of the event that made it so; None while it waits.
        """
    @property
    def id(self, /) -> str:
        """
        Its id.
        """
    @property
    def needed(self, /) -> Decimal | None:
        """
        How much it takes.
        """
    @property
    def never_ready(self, /) -> bool:
        """
        Whether it waits for one that the plan does not have, or in a circle.
        """
    @property
    def out_of_order(self, /) -> bool:
        """
        Whether it was done before those that come before it. It counts.
        """
    @property
    def overdue_days(self, /) -> int:
        """
        How many days it is overdue; 0 once it is done or dropped.
        """
    @property
    def owner(self, /) -> str | None:
        """
        Who does it.
        """
    @property
    def ready_on(self, /) -> date | None:
        """
        The day on which it could be begun: the start, or the day the last of those before it was done or dropped.
        """
    @property
    def reason(self, /) -> str | None:
        """
        Why it was dropped, where that is told.
        """
    @property
    def since(self, /) -> date | None:
        """
        Since when it stands so; None while it waits.
        """
    @property
    def so_far(self, /) -> Decimal | None:
        """
        How much there is of the records that do it: their number, or the sum of an attribute.
        """
    @property
    def status(self, /) -> str:
        """
        `waiting`, `ready`, `started`, `done` or `dropped`.
        """
    @property
    def text(self, /) -> str | None:
        """
        What is to be done; None where it was added without words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def unclear(self, /) -> int:
        """
        How many records may count too: what decides it, or the attribute that is added up, is not told.
        """
    @property
    def waits_for(self, /) -> list[str]:
        """
        Those of them that are still open.
        """

@final
class AdviceDescription:
    """
    Advice that a programme gives to some.

    >>> version.advice
    [AdviceDescription(when='tenure = "social"')]
    """
    def __repr__(self, /) -> str: ...
    @property
    def note(self, /) -> Words | None:
        """
        What an author wants readers to know.
        """
    @property
    def source(self, /) -> Words | None:
        """
        The words it stands for.
        """
    @property
    def text(self, /) -> Words:
        """
        What is said.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def when(self, /) -> str:
        """
        Whom it is for, in canonical text.
        """

@final
class AreaProvision:
    """
    What the people of one area can go to.

    >>> provision.areas[0]
    AreaProvision(area='Abbey', people=2, nowhere=HeadCount(low=1, high=1, small=True))
    """
    def __repr__(self, /) -> str: ...
    @property
    def area(self, /) -> str | None:
        """
        The area; None is not told.
        """
    @property
    def nowhere(self, /) -> HeadCount:
        """
        How many can go nowhere.
        """
    @property
    def one(self, /) -> HeadCount:
        """
        How many can go to one programme.
        """
    @property
    def people(self, /) -> int:
        """
        How many rows it has.
        """
    @property
    def several(self, /) -> HeadCount:
        """
        How many can go to several.
        """
    @property
    def small(self, /) -> bool:
        """
        Whether they are few: from 1 to below the minimum.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Assignment:
    """
    A worker of the person's.

    >>> assigned = {"id": "g", "person": 7, "kind": "assigned", "on": "2022-05-02", "data": {"worker": "w1"}}
    >>> phone.propose(assigned).state("example", "2022-06-10").workers
    [Assignment(worker='w1', role=None)]
    """
    def __repr__(self, /) -> str: ...
    @property
    def event(self, /) -> str:
        """
        The event's id.
        """
    @property
    def role(self, /) -> str | None:
        """
        As what.
        """
    @property
    def since(self, /) -> date:
        """
        From which day.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def worker(self, /) -> str:
        """
        The worker.
        """

@final
class Audit:
    """
    What became of trying to undo a release: `Release.audit` makes it.

    >>> audit = published.audit()
    >>> audit
    Audit(recovered=[], hidden=1, contradictory=False)
    """
    def __repr__(self, /) -> str: ...
    @property
    def bounds(self, /) -> int:
        """
        How many sums, bands and other bounds were used.
        """
    @property
    def contradictory(self, /) -> bool:
        """
        Whether the numbers contradict each other, so that nothing follows from them.
        """
    @property
    def hidden(self, /) -> int:
        """
        How many numbers are hidden.
        """
    @property
    def recovered(self, /) -> list[Recovered]:
        """
        What is recovered, cell by cell in the release's order, then what earlier releases hid.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class CaseFile:
    """
    A person's events as a set, which devices build apart and merge in any order.

    `events` are mappings with `id`, `person`, `kind`, `on` (or `start` and `end`) and what else is told of them. Everything
    that a case file says is a function of the set alone. What cannot count is kept, and listed in `problems`.

    Raises `EventError` with every event that has no readable id, person, kind or day.

    >>> phone = ds.CaseFile([
    ...     {"id": "a", "person": 7, "kind": "started", "programme": "example", "on": "2022-05-01"},
    ...     {"id": "b", "person": 7, "kind": "action_done", "programme": "example", "on": "2022-05-05",
    ...      "data": {"action": "agreement"}},
    ... ], catalogue)
    >>> office = ds.CaseFile([
    ...     {"id": "c", "person": 7, "kind": "course", "on": "2022-05-20", "data": {"hours": 4}},
    ... ], catalogue)
    >>> case_file = phone.merge(office)
    >>> case_file
    CaseFile(events=3, problems=0, rejected=0)
    >>> case_file.state("example", "2022-06-10").next_actions
    ['cv', 'hours']
    """
    def __len__(self, /) -> int: ...
    def __new__(cls, /, events: typing.Sequence[typing.Mapping[str, typing.Any]], catalogue: Catalogue) -> CaseFile: ...
    def __repr__(self, /) -> str: ...
    def erase(self, /, person: str | int, on: datetime.date | str | None = None) -> CaseFile:
        """
        Erases a person, by any of their ids, as on a day, by default today: all their events, and those that any device
        gives for them later. What is left is a tombstone with their ids and the day.

        A file that was written before still holds what was erased: write it again whole.

        >>> erased = case_file.erase(7, on="2022-07-01")
        >>> erased, erased.tombstones
        (CaseFile(events=0, problems=0, rejected=0), [Tombstone(on=datetime.date(2022, 7, 1))])
        >>> erased.merge(phone).events
        []
        """
    @property
    def events(self, /) -> list[dict[str, Any]]:
        """
        Every event that was given and could be read, whatever became of it, in order: as mappings that can be given again.

        >>> [event["id"] for event in case_file.events]
        ['a', 'b', 'c']
        >>> case_file.events[2]["data"]
        {'hours': Decimal('4')}
        """
    @staticmethod
    def from_jsonl(text: str | bytes, catalogue: Catalogue) -> CaseFile:
        """
        Reads JSON lines, one event each, with the checksums that `to_jsonl` writes or without.

        It never fails: a line that cannot be read, that breaks off or whose checksum does not match is kept aside in
        `rejected`, and all others count. Give bytes where a file may break off within a letter.

        >>> torn = ds.CaseFile.from_jsonl(case_file.to_jsonl() + '{"id": "d", "pers', catalogue)
        >>> torn, torn.rejected
        (CaseFile(events=3, problems=1, rejected=1), [RejectedLine(line=4, code='D672')])
        """
    @staticmethod
    def from_table(
        table: typing.Any,
        catalogue: Catalogue,
        *,
        progress: bool | typing.Callable[[int, int | None], object] | None = None,
    ) -> CaseFile:
        """
        Reads a table of events, of however many people: anything with `__arrow_c_stream__`.

        `event_id` and `person_id` are whole numbers or texts; `programme`, `kind`, `start`, `end`, `evidence` and
        `recorded_at` (or `recorded_on`) are the event's own parts. What its data tell is in columns by name: `hours`,
        `worker`, facts that are told; where a name would say something else, as `data.person`. A null was not told. Columns
        that tell nothing that events have are ignored, and listed in `table_problems`. A row that holds no event that can
        be read is kept aside in `rejected`, with its place from 1. `progress` is as for `screen_table`.

        Raises `TableError` with every column that cannot be used.

        >>> import pyarrow as pa
        >>> table = pa.table({"event_id": [1, 2], "person_id": [7, 7], "kind": ["course", "course"],
        ...                   "start": ["2022-05-02", None], "hours": [2.5, 4.0], "colour": ["red", "blue"]})
        >>> told = ds.CaseFile.from_table(table, catalogue)
        >>> told, told.rejected, [problem.column for problem in told.table_problems]
        (CaseFile(events=1, problems=1, rejected=1), [RejectedLine(line=2, code='D601')], ['colour'])
        """
    def merge(self, /, other: CaseFile) -> CaseFile:
        """
        The union of two sets, whatever the order. Where they were read against different catalogues, the other's events are
        read again against this one's.

        >>> phone.merge(office).to_jsonl() == office.merge(phone).to_jsonl()
        True
        """
    @property
    def problems(self, /) -> list[EventProblem]:
        """
        Everything that counts for nothing or less than it seems to, and why, as far as everything is known; by event.

        >>> case_file.problems
        []
        """
    def propose(
        self, /, event: typing.Mapping[str, typing.Any], override: str | typing.Mapping[str, str | None] | None = None
    ) -> CaseFile:
        """
        The file with one more event, if nothing speaks against it.

        What only the plan, the journey or the calendar speaks against may be overridden, with a reason, or a mapping with
        `reason` and where known `by` and `authority`; the event then carries the override.

        Raises `EventError` with every reason against it.

        >>> done = {"id": "e", "person": 7, "kind": "action_done", "programme": "example", "on": "2022-05-02",
        ...         "data": {"action": "cv"}}
        >>> try:
        ...     phone.propose(done)
        ... except ds.EventError as error:
        ...     [problem] = error.problems
        >>> problem.code
        'D659'
        >>> phone.propose(done, override="Brought one along")
        CaseFile(events=3, problems=0, rejected=0)
        """
    @property
    def rejected(self, /) -> list[RejectedLine]:
        """
        The lines that could not be read, as they came.
        """
    def state(
        self, /, programme: str, as_at: datetime.date | str, known_at: datetime.date | str | None = None
    ) -> JourneyState:
        """
        Where the person stands in a programme on a day; with `known_at`, as it was known on another.

        Raises `KeyError` for a programme that is not in the catalogue.

        >>> case_file.state("example", "2022-06-10", known_at="2022-06-01").stage
        'started'
        """
    @property
    def table_problems(self, /) -> list[TableProblem]:
        """
        What was odd about the columns of the table that it was read from; empty if it was not, and after a merge.
        """
    def to_append(self, /, written: CaseFile) -> str:
        """
        What this set has beyond another one, as JSON lines to append to that one's file; empty if there is nothing.

        It begins with a new line, so that a line that was torn before stays by itself. What was erased stays in a file that
        is only appended to: write that one again whole.

        >>> len(case_file.to_append(phone).splitlines())
        2
        """
    def to_jsonl(self, /) -> str:
        """
        The whole set as JSON lines, each with a checksum: erasures, the events in their order, and what could not be read,
        as it came. One set has one text.

        >>> ds.CaseFile.from_jsonl(case_file.to_jsonl(), catalogue).to_jsonl() == case_file.to_jsonl()
        True
        """
    def to_table(self, /) -> EventsTable:
        """
        The events as a table, in their order: the event's own parts, and a column for each name that data tell.

        Numbers are decimals with ten digits behind the point. What no column can hold as it is stands in the last column,
        `data`, as JSON. Read again it is the same events; what is left of people who were erased, and lines that could not
        be read, are not in it.

        >>> ds.CaseFile.from_table(case_file.to_table(), catalogue).to_jsonl() == case_file.to_jsonl()
        True
        """
    @property
    def tombstones(self, /) -> list[Tombstone]:
        """
        What is left of people who were erased.
        """

@final
class CaseloadItem:
    """
    Somebody to see to, and why.

    >>> [first, *_] = catalogue.caseload(case_file, "2022-06-10")
    >>> first
    CaseloadItem(person='7', programme='example', reason='review_overdue', days=9)
    >>> first.on, first.stage
    (datetime.date(2022, 6, 1), 'started')
    """
    def __repr__(self, /) -> str: ...
    @property
    def about(self, /) -> str | None:
        """
        The action it is about, or of a problem the event; empty if that has no id that can be read.
        """
    @property
    def days(self, /) -> int:
        """
        How many days ago that is.
        """
    @property
    def on(self, /) -> date | None:
        """
        The day it was due; of somebody who is out of touch, the last contact.
        """
    @property
    def person(self, /) -> str | None:
        """
        The person: the least of their ids; None only where a line cannot be read and does not say whose it is.
        """
    @property
    def programme(self, /) -> str | None:
        """
        The programme; None where a problem is of somebody who is on no programme that there is.
        """
    @property
    def reason(self, /) -> str:
        """
        Why they are on the list: `quiet` or, of somebody who was referred and has not started, `not_started`, when they
        are out of touch for longer than the programme allows; `action_overdue`, `review_overdue`, `action_due`,
        `review_due`; `action_blocked`, when an action can never be begun; `problem`.
        """
    @property
    def stage(self, /) -> str | None:
        """
        How far they are in it.
        """
    @property
    def text(self, /) -> str | None:
        """
        The action in words, or the problem.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def workers(self, /) -> list[str]:
        """
        Who works with them in it, by role.
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
    ...   tenure:
    ...     type: code
    ...     values: {social: Council or housing association, other: Other}
    ...     question: Who do you rent your home from?
    ...     advise: {to: social, text: You can ask your council for a home}
    ... records:
    ...   course: {attributes: {hours: number}}
    ...   employment: {spell: true, attributes: {hours_per_week: number}}
    ... scales: {confidence: {}}
    ... '''
    >>> programme = '''
    ... programme: example
    ... name: Example Works
    ... source: an example
    ... in_force: {from: 2022-04-01}
    ... referrals: {open: [{from: 2022-07-01}], routes: [self]}
    ... eligibility:
    ...   - {id: age, text: {en: You are 25 or over, cy: Rydych yn 25 oed neu drosodd}, when: age >= 25}
    ...   - {id: tenant, text: You rent from a council or housing association, when: 'tenure = "social"'}
    ... target_groups:
    ...   - {id: over_50, text: Aged over 50, when: age > 50}
    ... advice:
    ...   - {when: 'tenure = "social"', text: Ask your landlord for a letter}
    ... continuing:
    ...   - {id: tenant, text: You still rent from them, when: 'tenure = "social"'}
    ... plan:
    ...   review_every: P1M
    ...   actions:
    ...     - {id: agreement, text: Sign the agreement, due: P7D}
    ...     - {id: cv, text: Write a CV, after: [agreement], due: P4W}
    ...     - {id: hours, text: Ten hours of a course, met_by: {record: course, sum: hours, at_least: 10}}
    ... funding: [{id: lottery, funder: big_fund}, {id: council, funder: town_council}]
    ... outcomes:
    ...   - {id: into_work, text: Into work, record: employment, where: hours_per_week >= 7}
    ...   - {id: sustained, text: A quarter in work, record: employment, lasting: {continuous: P13W, gap: P14D}}
    ... examples:
    ...   - {facts: {age: 25, tenure: social}, as_at: 2022-06-01, expect: eligible}
    ...   - {facts: {age: 23}, as_at: 2022-06-01, expect: not_eligible}
    ...   - {facts: {age: 26, tenure: other}, as_at: 2022-06-01, expect: not_eligible}
    ... '''
    >>> catalogue = ds.Catalogue.parse({"vocabulary.yaml": vocabulary, "example.yaml": programme})
    >>> catalogue
    Catalogue(programmes=['example'])
    """
    def __repr__(self, /) -> str: ...
    def caseload(
        self,
        /,
        events: CaseFile | typing.Iterable[CaseFile | typing.Mapping[str, typing.Any]] | str | bytes | typing.Any,
        as_at: datetime.date | str,
        worker: str | int | None = None,
        known_at: datetime.date | str | None = None,
    ) -> list[CaseloadItem]:
        """
        What there is to see to on a day, of one worker's people or of everybody's: who is quiet, what is overdue or due
        today, whose review is late; the longest ago first, then what has no day.

        `events` are a list of events of however many people, a `CaseFile` of theirs, a list of such files, a table of events
        as `CaseFile.from_table` takes, or JSON lines, as text or bytes. With `known_at` only what was known on that day is looked at.

        A worker's people are those who are assigned to that worker in a programme, or without naming one, unless another
        was assigned in the same role since. An enrolment that has ended is off the list, and so is one that was declined
        or signposted and never started; a paused one is on it for problems only. What is wrong with a person's events is
        told once. Lines that cannot be read are on everybody's list, unless they say that they are of a person who is
        another worker's.

        Raises `EventError` with every event of a list that has no readable id, person, kind or day, and `TableError` with
        every column that cannot be used.

        >>> assigned = {"id": "l", "person": 7, "kind": "assigned", "programme": "example", "on": "2022-05-01",
        ...             "data": {"worker": "w1"}}
        >>> for item in catalogue.caseload([*case_file.events, assigned], "2022-06-10", worker="w1"):
        ...     print(item.person, item.reason, item.text, item.days)
        7 review_overdue None 9
        7 action_overdue Write a CV 8
        """
    def check(self, /) -> list[Diagnostic]:
        """
        What an author would want to know of documents that do load: warnings, by file and place.

        >>> [warning.code for warning in catalogue.check()]
        []
        """
    def check_figures(self, /, *, language: str = "en") -> list[Verdict]:
        """
        A verdict on every published figure: whether it can be reproduced from what was published with it, at the
        precision it was printed to, and which denominators were tried. By document, then in its order.

        `language` is that of the documents' words.

        >>> catalogue.check_figures()
        []
        """
    def claims(
        self,
        /,
        facts: typing.Mapping[str, typing.Any],
        events: CaseFile | typing.Sequence[typing.Mapping[str, typing.Any]],
        as_at: datetime.date | str,
        known_at: datetime.date | str | None = None,
        facts_on: datetime.date | str | None = None,
    ) -> Claims:
        """
        What was claimed of a person's outcomes by a day, over all programmes, and what speaks against it: one outcome, or
        one record, that was claimed from two fundings of which neither matches the other; what was not achieved or not shown
        when it was claimed, or came too late; what was paid and never claimed. The arguments are those of `outcomes`.

        Raises `FactError` with every fact that cannot be used, and `EventError` with every event that cannot be read.

        >>> claimed = {"id": "n", "person": 7, "kind": "claimed", "programme": "example", "on": "2022-06-08",
        ...            "data": {"outcome": "into_work", "funding": "lottery"}}
        >>> for finding in catalogue.claims({}, [*case_file.events, claimed], "2022-06-10").findings:
        ...     print(finding.fault, finding.message)
        not_achieved the event `n` claims the outcome `into_work` on 8 June 2022, and it is not achieved
        """
    def compute(
        self,
        /,
        return_id: str,
        people: typing.Any,
        events: typing.Any,
        as_at: datetime.date | str,
        known_at: datetime.date | str | None = None,
        earlier: typing.Sequence[Release] | None = None,
        facts_on: datetime.date | str | None = None,
        *,
        threads: SupportsIndex | None = None,
        progress: bool | typing.Callable[[int, int | None], object] | None = None,
    ) -> Report:
        """
        Computes a return as at a day: its cells, exact numbers that open to the people each is made of.

        `people` and `events` are tables, anything with `__arrow_c_stream__`: a row of `person_id` and facts for each person,
        and events as `CaseFile.from_table` reads them. Of a caseload, `people` is a list of mappings, each with a `person_id`
        and facts, and `events` are a `CaseFile`, or whatever else `caseload` takes. Nobody need be in `people` of whom
        nothing but events is told: None and an empty list say so of everybody.

        `known_at` makes an old return again, by what was known on a day. `earlier` are the releases that were published before,
        beside which `Report.release` protects another. `facts_on` is the day of which facts are that are
        given without one. `threads` and `progress` are as for `screen_table`, and Ctrl-C stops it. What cannot be used counts as not told, and is in
        `Report.rejected`.

        Raises `ReturnError` if there is no such return or the people given are no list of people, and `TableError` with every
        column that cannot be used.

        >>> import pyarrow as pa
        >>> council = ds.Catalogue.parse({
        ...     "p.yaml": "{programme: works, name: Works, in_force: {}, source: an example, eligibility: []}",
        ...     "r.yaml": "{return: yearly, funder: town_council, programmes: [works], calendar: financial_year, indicators: ["
        ...         "{id: sign_ups, unit: person, count: started}]}",
        ... })
        >>> events = pa.table({"event_id": [1, 2], "person_id": [7, 8], "programme": ["works", "works"],
        ...                    "kind": ["started", "started"], "start": ["2021-05-01", "2021-06-01"]})
        >>> people = pa.table({"person_id": [7, 8]})
        >>> report = council.compute("yearly", people, events, "2022-03-31")
        >>> report.cell({"indicator": "sign_ups", "programme": "works", "period": "2021/22"}).value, report.people(0)
        (2.0, ['7', '8'])
        """
    def describe(
        self, /, programme: str, as_at: datetime.date | str | None = None, *, language: str = "en"
    ) -> Description:
        """
        Describes a programme's rules: who can join and why, what is asked, of whom, and where it is said.

        With `as_at` it is the version in force on that day, if there is one; without, every version. `language` is that
        of the words, where the documents have it. `str(description)` is plain text to be read or printed.

        Raises `KeyError` for a programme that is not in the catalogue, as `catalogue.programmes[programme]` does.

        >>> print(catalogue.describe("example"))  # doctest: +ELLIPSIS
        Example Works
        ...
        1. You are 25 or over
        ...
        """
    def export_service(
        self,
        /,
        programme: str,
        as_at: datetime.date | str,
        *,
        areas: typing.Sequence[typing.Mapping[str, str | None]] | None = None,
        area_facts: typing.Sequence[str] | None = None,
    ) -> Exported:
        """
        Exports a programme as a service of an Open Referral directory (HSDS 3).

        The version is the one in force on `as_at`, else the last that was, else the next. Ages and areas that are said
        exactly become fields; the plain words of every other criterion go into `eligibility_description`, and all that
        the service does not say is in `not_covered`. `areas` are the areas that conditions may ask about and what a
        directory calls them: mappings with `when`, `name` and perhaps `uri`; `area_facts` names facts all of whose codes
        are areas.

        Raises `DocumentError` where the programme, `areas` or `area_facts` name something that there is not.

        >>> exported = catalogue.export_service("example", "2022-06-01")
        >>> exported.service["minimum_age"], exported.service["eligibility_description"].splitlines()[0]
        (25, 'You rent from a council or housing association')
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
    def outcome_table(
        self,
        /,
        events: typing.Any,
        people: typing.Any | None = None,
        *,
        as_at: datetime.date | str,
        known_at: datetime.date | str | None = None,
        facts_on: datetime.date | str | None = None,
        threads: SupportsIndex | None = None,
        progress: bool | typing.Callable[[int, int | None], object] | None = None,
    ) -> OutcomeTable:
        """
        The outcomes of every enrolment in a table of events, whose rows may come in any order: a row for each person and
        each programme that they started by `as_at`.

        `events` are a table as `CaseFile.from_table` reads them: `event_id`, `person_id`, `programme`, `kind`, `start`,
        `end`, and what records tell. `people` tells facts beside the events, a row each: `person_id`, and a column for each
        fact. Both are anything with `__arrow_c_stream__`. The answers are those of `outcomes` for each person.

        `known_at` judges what was known on a day, and `facts_on` is the day of which facts are that are given without one.
        `threads` is how many threads to use, by default all; `progress` is as for `screen_table`, and Ctrl-C stops it.

        Raises `TableError` with every column that cannot be used.

        >>> import pyarrow as pa
        >>> working = ds.Catalogue.parse({
        ...     "v.yaml": "{vocabulary: v, records: {employment: {spell: true, attributes: {hours_per_week: number}}}}",
        ...     "p.yaml": "{programme: p, name: P, in_force: {}, outcomes: ["
        ...         "{id: into_work, record: employment, where: hours_per_week >= 7}]}",
        ... })
        >>> events = pa.table({
        ...     "event_id": [1, 2, 3], "person_id": [7, 8, 7], "programme": ["p", "p", "p"],
        ...     "kind": ["started", "started", "employment"], "start": ["2022-05-01", "2022-05-01", "2022-06-01"],
        ...     "hours_per_week": [None, None, 16],
        ... })
        >>> outcomes = working.outcome_table(events, as_at="2022-12-31").to_dict()
        >>> outcomes["person_id"], outcomes["into_work"], outcomes["into_work.on"]
        ([7, 8], ['achieved', 'not_achieved'], ['2022-06-01', None])
        """
    def outcomes(
        self,
        /,
        programme: str,
        facts: typing.Mapping[str, typing.Any],
        events: CaseFile | typing.Sequence[typing.Mapping[str, typing.Any]],
        as_at: datetime.date | str,
        known_at: datetime.date | str | None = None,
        facts_on: datetime.date | str | None = None,
    ) -> Outcomes:
        """
        Every outcome of a programme for one person, as at a day: what was achieved, when, on which records and what evidence,
        what is not due yet, and what would tell the rest. With `known_at` it is as it was known on another day.

        `events` are a `CaseFile`, or a list as `screen` takes it. `facts` are told beside them: those without a day are those
        at the start, or with `facts_on` those of that day, the day of an extract. The version is that in force on the start.

        Raises `KeyError` for a programme that is not in the catalogue, `FactError` with every fact that cannot be used, and
        `EventError` with every event that cannot be read.

        >>> employed = {"id": "m", "person": 7, "kind": "employment", "start": "2022-06-06", "data": {"hours_per_week": 16}}
        >>> outcomes = catalogue.outcomes("example", {}, [*case_file.events, employed], "2022-06-10")
        >>> for outcome in outcomes:
        ...     print(outcome.text, outcome.state, outcome.on, outcome.due_on)
        Into work achieved 2022-06-06 None
        A quarter in work not_yet_due None 2022-09-04
        """
    @property
    def parameters(self, /) -> dict[str, Parameter]:
        """
        The parameters by id: figures that change with the day and with a person's age.

        >>> catalogue.parameters
        {}
        """
    @staticmethod
    def parse(documents: dict[str, str]) -> Catalogue:
        """
        Makes a catalogue of documents given as names and texts. The names serve diagnostics.

        Raises `DocumentError` with every problem of every document.

        >>> ds.Catalogue.parse({"v.json": '{"vocabulary": "v", "facts": {"age": {"type": "number"}}}'})
        Catalogue(programmes=[])
        """
    def partial(
        self,
        /,
        return_id: str,
        people: typing.Any,
        events: typing.Any,
        as_at: datetime.date | str,
        known_at: datetime.date | str | None = None,
        facts_on: datetime.date | str | None = None,
        *,
        threads: SupportsIndex | None = None,
        progress: bool | typing.Callable[[int, int | None], object] | None = None,
    ) -> Partial:
        """
        What some of a return's people come to, from the arguments of `compute`: a state that merges with those of the other
        people, in any order, to the report of all. Each person's events must all be in one part.

        Raises what `compute` raises.

        >>> def of(*people):
        ...     return [event for event in happened if event["person"] in people]
        >>> parts = [council.partial("yearly", None, of(*people), "2022-03-31") for people in ([7], [8, 9])]
        >>> parts[0].merge(parts[1]).report().cell(0).value
        3.0
        """
    @property
    def programmes(self, /) -> dict[str, list[Programme]]:
        """
        The programmes by id, each with its versions from the earliest.

        >>> [version.name for version in catalogue.programmes["example"]]
        ['Example Works']
        """
    def provision(
        self,
        /,
        people: typing.Any,
        as_at: datetime.date | str,
        *,
        programmes: typing.Sequence[str] | None = None,
        area: str | None = None,
        minimum: SupportsIndex = 10,
        groups: SupportsIndex = 10,
        threads: SupportsIndex | None = None,
        progress: bool | typing.Callable[[int, int | None], object] | None = None,
    ) -> Provision:
        """
        What a population can go to: how many people have nowhere to go, one place, or several, what overlaps, and whom
        every programme leaves out. `people` is a table as `screen_table` takes.

        Looked at are the `programmes` named, or all that are open on the day and have rules on who may join. Numbers are
        ranges where facts are not told. `area` names the column that says where people live, which need be no fact;
        without it, that is `local_authority`, if the table has it. Counts from 1 to below `minimum` are marked as small, and
        at most `groups` groups are described. `progress` is as for `screen_table`.

        Raises `TableError` for columns that cannot be used and programmes that are not in force.

        >>> import pyarrow as pa
        >>> people = pa.table({"person_id": [1, 2, 3], "age": [30, 23, None], "tenure": ["social", "social", "other"],
        ...                    "ward": ["Abbey", "Abbey", "Castle"]})
        >>> [group.text for group in catalogue.provision(people, "2022-08-01").left_out]
        ['tenure: Other', 'age: below 25']
        """
    @property
    def questions(self, /) -> dict[str, str]:
        """
        How each fact is asked, by its name, in the order a form would ask; facts without a question are left out.

        >>> catalogue.questions["age"]
        'How old are you?'
        """
    @property
    def returns(self, /) -> list[str]:
        """
        The ids of the returns.

        >>> catalogue.returns
        []
        """
    def review(
        self, /, programme: str, facts: typing.Mapping[str, typing.Any], as_at: datetime.date | str
    ) -> list[Criterion] | None:
        """
        A programme's continuing criteria for one person on a day: asked again while they are enrolled.

        One that is not met asks for a review, and nothing more. None if the programme is not in force on the day.

        Raises `KeyError` for a programme that is not in the catalogue, and `FactError` with every fact that cannot be
        used.

        >>> catalogue.review("example", {"tenure": "other"}, "2022-06-01")
        [Criterion(id='tenant', status='not_met')]
        >>> catalogue.review("example", {"tenure": "other"}, "2021-06-01") is None
        True
        """
    def screen(
        self,
        /,
        facts: typing.Mapping[str, typing.Any],
        as_at: datetime.date | str,
        events: CaseFile | typing.Sequence[typing.Mapping[str, typing.Any]] | None = None,
        *,
        language: str = "en",
    ) -> Screening:
        """
        Screens one person against every programme in force on a day.

        A fact that is not in `facts` was not asked; `{"absent": "not_known"}` and `{"absent": "declined"}` say that it
        was. `as_at` is a `datetime.date` or ISO text; `language` is that of the words, where the documents have it.
        A decision is advice on published rules; the provider decides.

        `events` are what happened to the person, each a mapping with `id`, `person`, `kind`, `on` (or `start` and
        `end`) and what else is told of it. Without them records and enrolments are unknown; with them, what is not
        among them did not happen, so that `[]` says more than None. A `CaseFile` may be given as well.

        Raises `FactError` with every fact that cannot be used, and `EventError` with every event that cannot be read.

        >>> screening = catalogue.screen({"date_of_birth": "1990-05-17"}, "2022-06-01")
        >>> screening["example"].status, screening["example"].missing
        ('undetermined', ['tenure'])
        """
    def screen_batches(
        self,
        /,
        people: typing.Any,
        as_at: datetime.date | str,
        *,
        reasons: bool = False,
        threads: SupportsIndex | None = None,
    ) -> ScreenedBatches:
        """
        Screens a table as `screen_table` does, batch by batch as you go through what it gives: neither the table nor the
        result need ever be in memory as a whole.

        Raises `TableError` with every column that cannot be used.

        >>> import pyarrow as pa
        >>> people = pa.table({"person_id": [1, 2], "age": [30, 23], "tenure": ["social", None]})
        >>> for batch in catalogue.screen_batches(people, "2022-06-01"):
        ...     print(batch)
        ScreenedTable(rows=2, columns=1, problems=0)
        """
    def screen_table(
        self,
        /,
        people: typing.Any,
        as_at: datetime.date | str,
        *,
        reasons: bool = False,
        threads: SupportsIndex | None = None,
        progress: bool | typing.Callable[[int, int | None], object] | None = None,
    ) -> ScreenedTable:
        """
        Screens a table of people, one a row: `person_id`, and a column for each fact that is told.

        The table is anything with `__arrow_c_stream__`: pyarrow, Polars, pandas, a DuckDB relation. A null was not asked,
        and so was every fact without a column. The result has `person_id` and, for each programme in force on `as_at`, a
        nullable boolean; with `reasons=True` also, for each, which criteria failed and which are unknown. Every row is in
        it, in its place; what cannot be used in a row counts as not told, and is listed in `problems`.

        `threads` is how many threads to use, by default all. `progress=True` writes a line on stderr that says how far it
        is, whether stderr is a terminal or not; else `progress` is called with how many rows are done and how many there
        are, or `None` where that is not known. Ctrl-C stops it.

        Raises `TableError` with every column that cannot be used.

        >>> import pyarrow as pa
        >>> people = pa.table({"person_id": [1, 2], "age": [30, 23], "tenure": ["social", None]})
        >>> catalogue.screen_table(people, "2022-06-01", reasons=True).to_dict()
        {'person_id': [1, 2], 'example': [True, False], 'example.failed': [[], ['age']], 'example.unknown': [[], ['tenant']]}
        """
    def test(self, /) -> TestReport:
        """
        Runs the examples that travel with the documents, and reports each clause that no example would notice if it
        were changed.

        An example says what `eligibility` gives, so only those criteria are tried: no example could notice a change to
        continuing criteria, target groups, advice or outcomes.

        >>> catalogue.test().passed
        True
        """

@final
class Cell:
    """
    One value of a return, with what it knows. A report's `cells` has them all, as a table.

    >>> cell = report.cell({"indicator": "rate", "programme": "works", "period": "2021/22"})
    >>> cell
    Cell(indicator='rate', programme='works', period='2021/22', by=None, group=None, state='bounded')
    >>> cell.value, cell.low, cell.high, cell.numerator, cell.denominator
    (None, 0.3333333333333333, 0.6666666666666666, 1, 3)
    """
    def __repr__(self, /) -> str: ...
    @property
    def by(self, /) -> str | None:
        """
        What it is broken down by; None is the total.
        """
    @property
    def denominator(self, /) -> int | None:
        """
        Of how many, where it is a share, a mean or a median.
        """
    @property
    def group(self, /) -> str | None:
        """
        The group; None beside a `by` is of whom it is not told.
        """
    @property
    def high(self, /) -> float | None:
        """
        The most that it can be; None where nothing bounds it.
        """
    @property
    def indicator(self, /) -> str:
        """
        The indicator's id.
        """
    @property
    def interval_high(self, /) -> float | None:
        """
        The upper end.
        """
    @property
    def interval_low(self, /) -> float | None:
        """
        The lower end of the interval that its indicator asks for (Wilson's).
        """
    @property
    def low(self, /) -> float | None:
        """
        The least that it can be.
        """
    @property
    def numerator(self, /) -> int | None:
        """
        How many were counted, or achieved; of a bounded cell those of `low`.
        """
    @property
    def pending(self, /) -> int | None:
        """
        How many are not due yet; None where that is not published.
        """
    @property
    def period(self, /) -> str | None:
        """
        The period's label; None is the whole time.
        """
    @property
    def period_end(self, /) -> date | None:
        """
        The period's last day.
        """
    @property
    def period_start(self, /) -> date | None:
        """
        The period's first day.
        """
    @property
    def programme(self, /) -> str | None:
        """
        The programme's id; None is all of the return's programmes together, each unit once.
        """
    @property
    def state(self, /) -> str:
        """
        `exact`; `bounded`, when something that decides it is not told; `undefined`, a share of nobody; `not_yet_due`,
        when nobody is due; `suppressed`; or `not_collected`.
        """
    @property
    def target(self, /) -> Decimal | None:
        """
        The target for it, where there is one.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def value(self, /) -> float | None:
        """
        Its value, where that is known. A rate is a fraction of 1.
        """

@final
class CellChange:
    """
    A cell whose value differs.

    >>> comparison.cells[0].now
    (0.6666666666666666, 0.6666666666666666)
    """
    def __repr__(self, /) -> str: ...
    @property
    def before(self, /) -> tuple[float, float | None] | None:
        """
        The least and most that it could be before; None if there was no such cell, or nobody in it.
        """
    @property
    def cell(self, /) -> dict[str, Any]:
        """
        The cell: its key columns.
        """
    @property
    def now(self, /) -> tuple[float, float | None] | None:
        """
        The same now.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Cells:
    """
    Every cell of a report, a row each: by indicator, programme (all of them last), period and group.

    It goes wherever Arrow tables go: `pyarrow.table(report.cells)`, `polars.DataFrame(report.cells)`, and DuckDB by name.

    >>> cells = report.cells
    >>> cells
    Cells(rows=2, columns=15)
    >>> import pyarrow as pa
    >>> pa.table(cells).select(["indicator", "period", "state", "low", "high"]).to_pylist()[0]
    {'indicator': 'sign_ups', 'period': '2021/22', 'state': 'exact', 'low': 3.0, 'high': 3.0}
    """
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> Any:
        """
        The table as an Arrow stream, in a capsule.
        """
    def __len__(self, /) -> int: ...
    def __repr__(self, /) -> str: ...
    @property
    def column_names(self, /) -> list[str]:
        """
        The names of the columns.
        """
    def to_dict(self, /) -> dict[str, list[Any]]:
        """
        Each column as a list of plain values: decimals and days are text.
        """

@final
class ClaimFinding:
    """
    Something that speaks against claims, for somebody to look at.

    >>> [finding] = claims.findings
    >>> finding
    ClaimFinding(fault='two_fundings', events=['n', 'o'])
    >>> finding.records
    ['m']
    """
    def __repr__(self, /) -> str: ...
    @property
    def events(self, /) -> list[str]:
        """
        The ids of the claims, the earlier first, or of the payment.
        """
    @property
    def fault(self, /) -> str:
        """
        What it is: `no_such_outcome`, `no_such_funding`, `not_achieved`, `too_early`, `not_known`, `not_evidenced`,
        `too_late`, `two_fundings`, `claimed_twice`, `other_amount`, `below_zero`, `not_claimed`, `paid_early` or
        `paid_twice`.
        """
    @property
    def message(self, /) -> str:
        """
        The same in words.
        """
    @property
    def records(self, /) -> list[str]:
        """
        The ids of the records that two claims share.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class ClaimMade:
    """
    An outcome that was claimed from a funding.

    >>> claim = claims.claims[0]
    >>> claim
    ClaimMade(event='n', outcome='into_work', funding='lottery')
    >>> claim.funder, claim.amount, claim.achieved, claim.records
    ('big_fund', Decimal('500'), datetime.date(2022, 6, 6), ['m'])
    """
    def __repr__(self, /) -> str: ...
    @property
    def achieved(self, /) -> date | None:
        """
        The day the outcome was achieved.
        """
    @property
    def amount(self, /) -> Decimal | None:
        """
        How much was claimed.
        """
    @property
    def claim_by(self, /) -> date | None:
        """
        The last day for the claim, where that is limited.
        """
    @property
    def event(self, /) -> str:
        """
        The id of the event that says so.
        """
    @property
    def evidenced(self, /) -> date | None:
        """
        The day it was shown by evidence of the grade it asks for.
        """
    @property
    def funder(self, /) -> str | None:
        """
        Who gives that.
        """
    @property
    def funding(self, /) -> str | None:
        """
        The funding it was claimed from: the one told, else the one that the outcome names.
        """
    @property
    def on(self, /) -> date:
        """
        The day it was claimed.
        """
    @property
    def outcome(self, /) -> str:
        """
        The outcome.
        """
    @property
    def paid(self, /) -> date | None:
        """
        The day it was first paid.
        """
    @property
    def programme(self, /) -> str | None:
        """
        The programme it was claimed for; None if the event does not say.
        """
    @property
    def records(self, /) -> list[str]:
        """
        The ids of the events that the outcome rests on.
        """
    @property
    def state(self, /) -> str | None:
        """
        How the outcome stands on the day judged; None if the programme has none of that id.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Claims:
    """
    Every claim of a person, over all programmes, and what speaks against it. It decides nothing.

    >>> claims = catalogue.claims({}, working, "2022-06-10")
    >>> claims
    Claims(as_at=datetime.date(2022, 6, 10), findings=[])
    >>> again = {**claimed, "id": "o", "on": "2022-06-09", "data": {"outcome": "into_work", "funding": "council"}}
    >>> claims = catalogue.claims({}, working.merge(ds.CaseFile([again], catalogue)), "2022-06-10")
    >>> [(finding.fault, finding.events) for finding in claims.findings]
    [('two_fundings', ['n', 'o'])]
    """
    def __repr__(self, /) -> str: ...
    @property
    def as_at(self, /) -> date:
        """
        The day judged.
        """
    @property
    def catalogue(self, /) -> str:
        """
        The catalogue's fingerprint.
        """
    @property
    def claims(self, /) -> list[ClaimMade]:
        """
        Each claim, in the order of events.
        """
    @property
    def findings(self, /) -> list[ClaimFinding]:
        """
        What speaks against each, in the same order; then claims that do not go together, then what speaks
        against payments.
        """
    @property
    def known_at(self, /) -> date | None:
        """
        The day as on which it was known; None is everything.
        """
    @property
    def library(self, /) -> str:
        """
        The library's version.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class CodeDescription:
    """
    A code of a fact.

    >>> tenure.values
    [CodeDescription(code='social'), CodeDescription(code='other')]
    """
    def __repr__(self, /) -> str: ...
    @property
    def code(self, /) -> str:
        """
        The code.
        """
    @property
    def sensitivity(self, /) -> str | None:
        """
        Why it must be guarded, where the fact itself need not be.
        """
    @property
    def text(self, /) -> Words:
        """
        What it is called.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Comparison:
    """
    What changed between two reports of one return: which cells, and who moved by what.

    >>> told = {"id": "f", "person": 9, "kind": "employment", "start": "2021-06-01", "data": {"hours_per_week": 16}}
    >>> later = council.compute("yearly", [], [*happened, told], "2022-03-31")
    >>> comparison = later.compare(report)
    >>> comparison
    Comparison(cells=[CellChange(before=(0.3333333333333333, 0.6666666666666666), now=(0.6666666666666666, 0.6666666666666666))])
    >>> comparison.cells[0].cell["indicator"]
    'rate'
    """
    def __repr__(self, /) -> str: ...
    @property
    def cells(self, /) -> list[CellChange]:
        """
        The cells whose values differ.
        """
    @property
    def moves(self, /) -> list[Move]:
        """
        Who moved, by cell and person.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Contained:
    """
    A programme all of whose people another takes too, as far as the table tells.

    >>> provision.contained
    []
    """
    def __repr__(self, /) -> str: ...
    @property
    def programme(self, /) -> str:
        """
        The programme.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def within(self, /) -> str:
        """
        The programme that takes all of its people.
        """

@final
class Criterion:
    """
    One criterion of a decision, or of a review.

    >>> criterion = decision.criteria[0]
    >>> criterion.text, criterion.because
    ('You are 25 or over', {'age': Decimal('24')})
    """
    def __repr__(self, /) -> str: ...
    @property
    def assured(self, /) -> bool:
        """
        Whether what decides it is told on evidence of the grade it asks for. It never changes the status.

        >>> criterion.assured
        True
        """
    @property
    def because(self, /) -> dict[str, Any]:
        """
        The known facts it uses, with their values.
        """
    @property
    def decided_by(self, /) -> str:
        """
        `rules`; or the id of the `decided` event by which a worker overrode it. The status stays what the rules say.

        >>> criterion.decided_by
        'rules'
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
        If it is unknown: the names of the facts not told that can settle it.
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
class CriterionDescription:
    """
    A criterion of the rules.

    >>> rule = version.criteria[0]
    >>> rule
    CriterionDescription(id='age', when='age >= 25')
    >>> str(rule.text), rule.facts
    ('Rydych yn 25 oed neu drosodd', ['date_of_birth', 'age'])
    """
    def __repr__(self, /) -> str: ...
    @property
    def basis(self, /) -> Words | None:
        """
        What allows it to rest on a protected characteristic.
        """
    @property
    def evidence(self, /) -> str | None:
        """
        The grade of evidence it asks for.
        """
    @property
    def evidence_types(self, /) -> list[str]:
        """
        The types of evidence that are of that grade, or of a better one.
        """
    @property
    def facts(self, /) -> list[str]:
        """
        The facts it uses, in the vocabulary's order.
        """
    @property
    def id(self, /) -> str:
        """
        Its id.
        """
    @property
    def note(self, /) -> Words | None:
        """
        What an author wants readers to know.
        """
    @property
    def source(self, /) -> Words | None:
        """
        The words it stands for.
        """
    @property
    def text(self, /) -> Words:
        """
        What it asks.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def when(self, /) -> str:
        """
        The condition, in canonical text.
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
    def absent(self, /) -> dict[str, str]:
        """
        Why each of the facts in `missing` is not known: `not_asked`, `not_known`, `declined` or `undecided` (told in
        part).

        >>> catalogue.screen({"age": 30, "tenure": {"absent": "declined"}}, "2022-06-01")["example"].absent
        {'tenure': 'declined'}
        """
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
    def changes_on(self, /) -> date | Literal["uncertain"] | None:
        """
        The first later day on which the same facts give another status, or none; None if they never will, and
        `"uncertain"` where it cannot be told: an age given without a date of birth.

        >>> born = {"date_of_birth": "1997-06-02", "tenure": "social"}
        >>> catalogue.screen(born, "2022-06-01")["example"].changes_on
        datetime.date(2022, 6, 2)
        >>> decision.changes_on
        'uncertain'
        """
    @property
    def criteria(self, /) -> list[Criterion]:
        """
        Each criterion: whether it holds, because of what, and what is missing.
        """
    @property
    def exact(self, /) -> bool:
        """
        Whether each of the facts in `missing` surely can matter. If not there may be too many, and never too few.
        """
    def in_words(self, /) -> str:
        """
        The whole decision in plain words: what it is, what each rule asks and whether that is met, what is not known
        yet, advice, and what to do next. It names no answers, so that it can be read over somebody's shoulder.

        Documents' words are in the screening's language where they are there; the rest is English.

        >>> print(decision.in_words().split("\\n\\n")[0])
        Example Works
        From what you told us, the published rules don't seem to cover you; you can still ask.
        """
    @property
    def language(self, /) -> str:
        """
        The language the name is in.
        """
    @property
    def missing(self, /) -> list[str]:
        """
        The names of the facts not told that can matter: for some completion of the others one answer to it settles
        what was undetermined. Empty once it is decided.
        """
    @property
    def name(self, /) -> str:
        """
        What the programme is called.
        """
    @property
    def nearest(self, /) -> list[Nearest]:
        """
        The changes that the authors of the vocabulary are willing to suggest, if they would lift what stands against
        the person; by criterion. Nothing else is ever suggested.
        """
    @property
    def next_step(self, /) -> NextStep:
        """
        What to do next: how to get in; or, where the rules don't seem to cover this person, a service open to all.

        >>> decision.next_step.text
        'You can ask a key worker, your landlord or the Jobcentre what else there is.'
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
    def reasons(self, /) -> list[str]:
        """
        What the decision rests on, as names of facts.

        Decided: a smallest set of known facts that, all else unknown, gives the same status. Undetermined: a smallest
        set of unknown facts for which some answers settle it.

        >>> decision.reasons
        ['age']
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
class Description:
    """
    What a programme's rules say, in plain words and as data. No person's data is in it.

    As text it has headings and lists, to be read or printed. Words of documents are in the language asked for where
    they have it, and say which language they are in.

    >>> description = catalogue.describe("example", "2022-06-01", language="cy")
    >>> description
    Description(programme='example')
    >>> str(description).splitlines()[0]
    'Example Works (in English)'
    >>> [criterion.text.language for criterion in description.versions[0].criteria]
    ['cy', 'en']
    """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def as_at(self, /) -> date | None:
        """
        The day asked about; None describes every version.
        """
    @property
    def asked_for(self, /) -> str:
        """
        The language that was asked for.
        """
    @property
    def catalogue(self, /) -> str:
        """
        The catalogue's fingerprint.
        """
    @property
    def facts(self, /) -> list[FactDescription]:
        """
        The facts that the rules use, in the vocabulary's order: their own, those of other programmes' criteria
        that they ask about, and those that derived facts follow from.
        """
    @property
    def household(self, /) -> bool:
        """
        Whether the other members of the household are asked about.
        """
    @property
    def language(self, /) -> str:
        """
        The language of the fixed words around what documents say.
        """
    @property
    def library(self, /) -> str:
        """
        The library's version.
        """
    @property
    def name(self, /) -> Words:
        """
        What it is called, in the latest of the versions described.
        """
    @property
    def other_programmes(self, /) -> list[OtherProgramme]:
        """
        What the rules ask about other programmes.
        """
    @property
    def parameters(self, /) -> list[ParameterDescription]:
        """
        The figures that the rules use.
        """
    @property
    def programme(self, /) -> str:
        """
        The programme's id.
        """
    @property
    def records(self, /) -> list[str]:
        """
        The kinds of records that the rules use.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def versions(self, /) -> list[VersionDescription]:
        """
        The versions: the one in force on the day, or all from the earliest. Empty if none is in force on the day.
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
class EventProblem:
    """
    What is wrong with one event. It never says what was told.

    >>> try:
    ...     catalogue.screen({}, "2022-06-01", [{"id": 1, "person": 7, "kind": "course"}])
    ... except ds.EventError as error:
    ...     [problem] = error.problems
    >>> problem.event, problem.code
    ('1', 'D601')
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def code(self, /) -> str:
        """
        The stable code: `D601`.
        """
    @property
    def event(self, /) -> str:
        """
        The event's id; empty if it has none that can be read, and then the message says which event it is.
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
class EventsTable:
    """
    The events of a case file as a table.

    It goes wherever Arrow tables go: `pyarrow.table(events)`, `polars.DataFrame(events)`, and DuckDB by name.

    >>> events = case_file.to_table()
    >>> events
    EventsTable(rows=3, columns=19)
    >>> events.column_names[:6]
    ['event_id', 'person_id', 'programme', 'kind', 'start', 'end']
    >>> import pyarrow as pa
    >>> pa.table(events).select(["event_id", "kind", "action", "hours"]).to_pylist()[2]
    {'event_id': 'c', 'kind': 'course', 'action': None, 'hours': Decimal('4.0000000000')}
    """
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> Any:
        """
        The table as an Arrow stream, in a capsule.
        """
    def __len__(self, /) -> int: ...
    def __repr__(self, /) -> str: ...
    @property
    def column_names(self, /) -> list[str]:
        """
        The names of the columns.
        """
    def to_dict(self, /) -> dict[str, list[Any]]:
        """
        Each column as a list of plain values: decimals and days are text.

        >>> case_file.to_table().to_dict()["start"]
        ['2022-05-01', '2022-05-05', '2022-05-20']
        """

@final
class ExampleResult:
    """
    What became of one example. As text it says so, with its place.

    >>> example = tested.examples[0]
    >>> example
    ExampleResult(programme='example', index=1, passed=True)
    >>> example.expect, example.status
    ('eligible', 'eligible')
    """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def column(self, /) -> int:
        """
        The column it starts at.
        """
    @property
    def expect(self, /) -> str:
        """
        The status that its author expects.
        """
    @property
    def file(self, /) -> str:
        """
        The document's name.
        """
    @property
    def index(self, /) -> int:
        """
        Its place among the version's examples, from 1.
        """
    @property
    def line(self, /) -> int:
        """
        The line it starts on.
        """
    @property
    def name(self, /) -> str | None:
        """
        What it shows, if it says so.
        """
    @property
    def passed(self, /) -> bool:
        """
        Whether the two are the same.
        """
    @property
    def problem(self, /) -> str | None:
        """
        Why it cannot be judged. It names facts, never their values.
        """
    @property
    def programme(self, /) -> str:
        """
        The programme's id.
        """
    @property
    def status(self, /) -> str | None:
        """
        The status that it has; None if it cannot be judged.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def version(self, /) -> date | None:
        """
        The first day of the version it stands in, which names it; None if it has no first day.
        """

@final
class Exported:
    """
    A programme as a service of a directory, and what of it the service does not say.

    >>> exported = steps.export_service("first_steps", "2022-04-01")
    >>> exported
    Exported(programme='first_steps', version=None, as_at=datetime.date(2022, 4, 1))
    """
    def __repr__(self, /) -> str: ...
    @property
    def as_at(self, /) -> date:
        """
        The day for which the service's status holds.
        """
    @property
    def not_covered(self, /) -> list[NotCovered]:
        """
        What the programme says and the service does not, in the document's order.
        """
    @property
    def programme(self, /) -> str:
        """
        The programme's id.
        """
    @property
    def service(self, /) -> dict[str, Any]:
        """
        The service, as `json.dumps` can write it: HSDS 3.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def version(self, /) -> date | None:
        """
        The first day of the version that was exported; None if it has no first day.
        """

@final
class FactDescription:
    """
    A fact that the rules use.

    >>> birth, age, tenure = description.facts
    >>> age
    FactDescription(name='age', type='number')
    >>> age.derived_from, age.used_by
    (['date_of_birth'], ['eligibility', 'target_groups'])
    """
    def __repr__(self, /) -> str: ...
    @property
    def asked_of(self, /) -> list[str]:
        """
        Who can tell it.
        """
    @property
    def derivation(self, /) -> str | None:
        """
        How it follows from them, in canonical text.
        """
    @property
    def derived_from(self, /) -> list[str]:
        """
        The facts that it follows from.
        """
    @property
    def name(self, /) -> str:
        """
        Its name.
        """
    @property
    def note(self, /) -> Words | None:
        """
        What an author wants readers to know.
        """
    @property
    def open(self, /) -> bool:
        """
        Whether a code that is not told is unknown, not absent.
        """
    @property
    def protected(self, /) -> list[str]:
        """
        The protected characteristics it is, or follows from.
        """
    @property
    def question(self, /) -> Words | None:
        """
        How it is asked.
        """
    @property
    def sensitivity(self, /) -> str | None:
        """
        Why it must be guarded: `special_category`, `criminal_offence` or `high_risk`.
        """
    @property
    def source(self, /) -> Words | None:
        """
        Where its meaning comes from.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def type(self, /) -> str:
        """
        Its type.
        """
    @property
    def used_by(self, /) -> list[str]:
        """
        What uses it: `eligibility`, `continuing`, `target_groups`, `advice`.
        """
    @property
    def values(self, /) -> list[CodeDescription]:
        """
        Its codes, if it has any.
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
class Flow:
    """
    How many people came to each step of an indicator, over the whole time, and where the others left. It adds up:
    `referred` is `eligible`, `not_eligible` and `eligibility_unknown`, and it is `started` and `not_started`; `started` is
    `excluded`, `pending`, `due` and `not_counted`; `due` is `known` and `undetermined`; `known` is `achieved` and
    `not_achieved`.

    >>> flow = report.flow("rate")
    >>> flow
    Flow(indicator='rate', started=3, due=3, known=2, achieved=1)
    >>> flow.undetermined
    1
    """
    def __repr__(self, /) -> str: ...
    @property
    def achieved(self, /) -> int:
        """
        Who achieved it.
        """
    @property
    def due(self, /) -> int:
        """
        Who is due.
        """
    @property
    def eligibility_unknown(self, /) -> int:
        """
        Of whom that is not known.
        """
    @property
    def eligible(self, /) -> int:
        """
        Who the rules cover, by what is told as it was on the first day.
        """
    @property
    def erased(self, /) -> int:
        """
        Who was erased: they are in none of these.
        """
    @property
    def excluded(self, /) -> int:
        """
        Who the indicator leaves out.
        """
    @property
    def indicator(self, /) -> str:
        """
        The indicator's id.
        """
    @property
    def known(self, /) -> int:
        """
        Of whom it is told.
        """
    @property
    def not_achieved(self, /) -> int:
        """
        Who did not.
        """
    @property
    def not_counted(self, /) -> int:
        """
        Who started and is not of its cohort.
        """
    @property
    def not_eligible(self, /) -> int:
        """
        Who they do not cover.
        """
    @property
    def not_started(self, /) -> int:
        """
        Who has not started.
        """
    @property
    def overridden(self, /) -> int:
        """
        Who was accepted although the rules do not cover them, or it is not known: a worker decided.
        """
    @property
    def pending(self, /) -> int:
        """
        Who is not due yet.
        """
    @property
    def referred(self, /) -> int:
        """
        Who was referred, or is enrolled.
        """
    @property
    def started(self, /) -> int:
        """
        Who started.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def undetermined(self, /) -> int:
        """
        Of whom it is not told whether they achieved.
        """

@final
class Goal:
    """
    A goal, in FHIR's terms.

    >>> goal = {"id": "h", "person": 7, "kind": "goal_set", "on": "2022-05-02", "data": {"goal": "job", "text": "A job"}}
    >>> [goal] = phone.propose(goal).state("example", "2022-06-10").goals
    >>> goal, goal.text
    (Goal(id='job', lifecycle_status='active', achievement_status='in-progress'), 'A job')
    """
    def __repr__(self, /) -> str: ...
    @property
    def achievement_status(self, /) -> str:
        """
        `in-progress`, `achieved`, or `not-achieved` where the enrolment ended without.
        """
    @property
    def event(self, /) -> str:
        """
        The id of the event that made it so.
        """
    @property
    def id(self, /) -> str:
        """
        Its id.
        """
    @property
    def lifecycle_status(self, /) -> str:
        """
        `active`, `on-hold` while the enrolment is paused, or `completed`.
        """
    @property
    def reached_on(self, /) -> date | None:
        """
        The day it was reached.
        """
    @property
    def set_on(self, /) -> date | None:
        """
        The day it was set.
        """
    @property
    def text(self, /) -> str | None:
        """
        The goal in words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class GroupDescription:
    """
    A group that a programme is aimed at.

    >>> version.target_groups
    [GroupDescription(id='over_50', when='age > 50')]
    """
    def __repr__(self, /) -> str: ...
    @property
    def id(self, /) -> str:
        """
        Its id.
        """
    @property
    def note(self, /) -> Words | None:
        """
        What an author wants readers to know.
        """
    @property
    def source(self, /) -> Words | None:
        """
        The words it stands for.
        """
    @property
    def text(self, /) -> Words:
        """
        What it is called.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def when(self, /) -> str:
        """
        Who belongs to it, in canonical text.
        """

@final
class HeadCount:
    """
    How many people: those of whom it is sure, and those of whom it may be so once more is told.

    >>> provision.several
    HeadCount(low=0, high=0, small=False)
    """
    def __repr__(self, /) -> str: ...
    @property
    def high(self, /) -> int:
        """
        Of so many it is sure or possible.
        """
    @property
    def low(self, /) -> int:
        """
        Of so many it is sure.
        """
    @property
    def small(self, /) -> bool:
        """
        Whether one of the two is from 1 to below the minimum: it may tell of single people.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Imported:
    """
    A service as the documents of one programme, and what of it they do not say.

    >>> imported
    Imported(id='first_steps')
    >>> [criterion["when"] for criterion in imported.programme["eligibility"]]
    ['age >= 16', 'age < 25']
    """
    def __repr__(self, /) -> str: ...
    @property
    def areas(self, /) -> list[dict[str, str | None]]:
        """
        The areas that its conditions ask about: the `areas` that an export of it needs.
        """
    @property
    def documents(self, /) -> dict[str, str]:
        """
        The documents as names and texts, for `Catalogue.parse`.

        >>> list(imported.documents)
        ['first_steps_vocabulary.json', 'first_steps.json']
        """
    @property
    def id(self, /) -> str:
        """
        The programme's id: the service's.
        """
    @property
    def not_covered(self, /) -> list[NotCovered]:
        """
        What the service says and the programme does not, in the service's order.
        """
    @property
    def programme(self, /) -> dict[str, Any]:
        """
        The programme, as a document.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def vocabulary(self, /) -> dict[str, Any]:
        """
        The vocabulary it needs, as a document.
        """

@final
class ImportedServices:
    """
    Services of a directory, and what could not be used.

    >>> services.rejected[0].diagnostics[0].message
    '`contents[1].name`: this is missing, or says nothing'
    """
    def __repr__(self, /) -> str: ...
    @property
    def documents(self, /) -> dict[str, str]:
        """
        The documents as names and texts, for `Catalogue.parse`: one vocabulary and all programmes.
        """
    @property
    def not_covered(self, /) -> list[NotCovered]:
        """
        What the page says beside its services.
        """
    @property
    def rejected(self, /) -> list[Rejected]:
        """
        Those that cannot be imported, and why.
        """
    @property
    def services(self, /) -> list[Imported]:
        """
        The services, in order.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class JourneyState:
    """
    Where a person stands in a programme on a day: a function of the set of their events. An enrolment that was ended
    and begun again is one.

    >>> state = case_file.state("example", "2022-06-10")
    >>> state
    JourneyState(programme='example', as_at=datetime.date(2022, 6, 10), stage='started')
    >>> [(action.id, action.status, action.event) for action in state.actions]
    [('agreement', 'done', 'b'), ('cv', 'ready', 'b'), ('hours', 'ready', 'a')]
    >>> state.to_dict()["progress"]
    {'actions': 3, 'done': 1, 'dropped': 0, 'open': 2, 'overdue': 1}
    """
    def __repr__(self, /) -> str: ...
    @property
    def actions(self, /) -> list[ActionState]:
        """
        The plan's actions, then those that were added, in the order they were added.
        """
    @property
    def as_at(self, /) -> date:
        """
        The day judged.
        """
    @property
    def catalogue(self, /) -> str:
        """
        The catalogue's fingerprint.
        """
    @property
    def decisions(self, /) -> list[WorkerDecision]:
        """
        What workers decided, beside what the rules say; the latest last.
        """
    @property
    def ended_because(self, /) -> str | None:
        """
        Why it ended, where that is told.
        """
    @property
    def ended_on(self, /) -> date | None:
        """
        The last end, if nothing was begun again since.
        """
    @property
    def goals(self, /) -> list[Goal]:
        """
        Goals, in the order they were set.
        """
    @property
    def known_at(self, /) -> date | None:
        """
        The day as on which it was known; None is everything.
        """
    @property
    def last_contact(self, /) -> date | None:
        """
        The last day on which the person and the programme were in touch.
        """
    @property
    def late(self, /) -> list[Late]:
        """
        Events that were recorded later than on their day, those recorded latest first.
        """
    @property
    def library(self, /) -> str:
        """
        The library's version.
        """
    @property
    def next_actions(self, /) -> list[str]:
        """
        The ids of the actions that can be worked on now, in the plan's order.
        """
    @property
    def paused_since(self, /) -> date | None:
        """
        Since when it is paused, if it is.
        """
    @property
    def problems(self, /) -> list[EventProblem]:
        """
        What counts for nothing or less than it seems to, and why.
        """
    @property
    def programme(self, /) -> str:
        """
        The programme's id.
        """
    @property
    def progress(self, /) -> Progress:
        """
        How far the plan is.
        """
    @property
    def quiet_since(self, /) -> date | None:
        """
        Since when they are out of touch, if that is longer than the programme allows: the last contact.
        """
    @property
    def review(self, /) -> Review | None:
        """
        When the plan is to be reviewed; None where the programme says nothing of reviews.
        """
    @property
    def scores(self, /) -> list[Scores]:
        """
        Each scale's scores, then and now; in the vocabulary's order.
        """
    @property
    def since(self, /) -> date | None:
        """
        Since when.
        """
    @property
    def stage(self, /) -> str | None:
        """
        The furthest stage since the last end; None before the first.
        """
    @property
    def stages(self, /) -> list[StageReached]:
        """
        Each stage reached, in the order of their days.
        """
    @property
    def started_on(self, /) -> date | None:
        """
        The first start.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def version(self, /) -> date | None:
        """
        The first day of the version whose plan it follows, which names it; None if it has no first day.
        """
    @property
    def workers(self, /) -> list[Assignment]:
        """
        Who works with the person, by role; the latest of each.
        """

@final
class Late:
    """
    An event that was recorded later than on its day.

    >>> late = {"id": "k", "person": 7, "kind": "contact", "on": "2022-05-10", "recorded_at": "2022-05-30"}
    >>> phone.propose(late).state("example", "2022-06-10").late
    [Late(event='k', kind='contact', days=20)]
    """
    def __repr__(self, /) -> str: ...
    @property
    def days(self, /) -> int:
        """
        How many days that is later.
        """
    @property
    def event(self, /) -> str:
        """
        The event's id.
        """
    @property
    def kind(self, /) -> str:
        """
        Its kind.
        """
    @property
    def on(self, /) -> date:
        """
        Its day.
        """
    @property
    def recorded_on(self, /) -> date:
        """
        The day it was recorded, as that is written.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class LeftOut:
    """
    A group of people that every programme leaves out, whatever else is told of them.

    >>> group = provision.left_out[0]
    >>> group
    LeftOut(text='tenure: Other', people=1, more=1, small=True)
    >>> group.condition
    'tenure = "other"'
    """
    def __repr__(self, /) -> str: ...
    @property
    def condition(self, /) -> str:
        """
        The same as a condition.
        """
    @property
    def facts(self, /) -> list[str]:
        """
        The facts it rests on.
        """
    @property
    def more(self, /) -> int:
        """
        How many of them are in no group before this one. These add up.
        """
    @property
    def not_met(self, /) -> list[NotMet]:
        """
        The criteria that none of them meets, where no single fact can say why.
        """
    @property
    def people(self, /) -> int:
        """
        How many they are. Groups share people, so these do not add up.
        """
    @property
    def small(self, /) -> bool:
        """
        Whether they are few: from 1 to below the minimum.
        """
    @property
    def text(self, /) -> str:
        """
        What fits all of them, in words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Move:
    """
    Somebody who counts otherwise in a cell than before. Its repr does not say who.

    >>> [move] = comparison.moves
    >>> move
    Move(from_='undetermined', to='numerator', by=['late'])
    >>> move.person, move.cell["indicator"]
    ('9', 'rate')
    """
    def __repr__(self, /) -> str: ...
    @property
    def by(self, /) -> list[str]:
        """
        By what: `late`, `corrected`, `clause_changed`, `facts_changed`, `day_changed` or `people_changed`; what alone makes a
        difference, else all that changed.
        """
    @property
    def cell(self, /) -> dict[str, Any]:
        """
        The cell: its key columns.
        """
    @property
    def from_(self, /) -> str | None:
        """
        As what they counted: `numerator`, `denominator` (and no more), `undetermined`, `pending`, `excluded` or `late`; None
        if they were not in it.
        """
    @property
    def person(self, /) -> str:
        """
        The person's id.
        """
    @property
    def to(self, /) -> str | None:
        """
        As what they count now; None if they are not in it any more.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Nearest:
    """
    A change that an author of the vocabulary is willing to suggest, for a criterion that is not met.

    >>> [nearest] = catalogue.screen({"age": 30, "tenure": "other"}, "2022-06-01")["example"].nearest
    >>> nearest.criterion, nearest.fact, nearest.to
    ('tenant', 'tenure', 'social')
    >>> nearest
    Nearest(criterion='tenant', fact='tenure')
    """
    def __repr__(self, /) -> str: ...
    @property
    def criterion(self, /) -> str:
        """
        The criterion it would change.
        """
    @property
    def fact(self, /) -> str:
        """
        The fact that would change.
        """
    @property
    def language(self, /) -> str:
        """
        The language that is in.
        """
    @property
    def text(self, /) -> str:
        """
        What to say.
        """
    @property
    def to(self, /) -> Any:
        """
        The value it would have.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class NextStep:
    """
    What to do next: how to get in; or, where the rules don't seem to cover the person, a service open to all.

    >>> step = catalogue.screen({"age": 30, "tenure": "social"}, "2022-07-01")["example"].next_step
    >>> step.text, step.programme, step.route
    ('You can ask to join yourself.', 'example', 'self')
    """
    def __repr__(self, /) -> str: ...
    @property
    def contact(self, /) -> str | None:
        """
        How to get in touch, where the document says.
        """
    @property
    def language(self, /) -> str:
        """
        The language of the words.
        """
    @property
    def programme(self, /) -> str | None:
        """
        The programme to go to: this one, or a service open to all; None if there is none.
        """
    @property
    def route(self, /) -> str | None:
        """
        The way in: the first of the programme's routes.
        """
    @property
    def text(self, /) -> str:
        """
        In words. They are English; the contact is in its own language.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class NotCovered:
    """
    Something that the other side cannot say, and where it stands.

    >>> imported.not_covered
    [NotCovered(path='wait_time')]
    """
    def __repr__(self, /) -> str: ...
    @property
    def path(self, /) -> str:
        """
        Where it stands: `service_areas[0].extent`. What stands below it is not covered either.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def why(self, /) -> str:
        """
        Why it is not covered, and what became of it.
        """

@final
class NotMet:
    """
    A criterion that nobody in a group meets.

    >>> provision.left_out[0].not_met
    []
    """
    def __repr__(self, /) -> str: ...
    @property
    def criterion(self, /) -> str:
        """
        The criterion's id.
        """
    @property
    def programme(self, /) -> str:
        """
        The programme's id.
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
class OtherProgramme:
    """
    What the rules ask about another programme.

    >>> description.other_programmes
    []
    """
    def __repr__(self, /) -> str: ...
    @property
    def criterion(self, /) -> str | None:
        """
        The criterion asked about; None if it is asked whether the person is on it.
        """
    @property
    def name(self, /) -> Words:
        """
        What it is called.
        """
    @property
    def programme(self, /) -> str:
        """
        Its id.
        """
    @property
    def text(self, /) -> Words | None:
        """
        What the criterion asks.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def version(self, /) -> date | None:
        """
        The first day of the version asked about; None if it has no first day, or if an enrolment is asked about.
        """

@final
class OutcomeResult:
    """
    How one outcome of one person stands, and what that rests on.

    >>> outcome = outcomes["into_work"]
    >>> outcome
    OutcomeResult(id='into_work', state='achieved')
    >>> outcome.on, outcome.records, outcome.evidence
    (datetime.date(2022, 6, 6), ['m'], 'self_declared')
    >>> outcome.to_dict()["claimed"]
    '2022-06-08'
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def because(self, /) -> dict[str, Any]:
        """
        The known facts that its conditions use, with their values. If it was not achieved, how near it came too: what it
        came to (`employment.reached`) and what was `asked`, what the latest record that does not count tells, the day of
        one that came too early or too late (`employment.on`), how each part stands, `started` of who has not.
        """
    @property
    def claim_by(self, /) -> date | None:
        """
        The last day on which it can be claimed, where that is limited and it was achieved.
        """
    @property
    def claimed(self, /) -> date | None:
        """
        The first day, from the one on which it was achieved on, on which it was claimed.
        """
    @property
    def due_on(self, /) -> date | None:
        """
        If it is not yet due: the first day from which it can be known; None where that waits for something else.
        """
    @property
    def evidence(self, /) -> str | None:
        """
        The grade of what shows them, the least of theirs: `self_declared`, `adviser_vouched`, `adviser_seen`, `document`
        or `official`.
        """
    @property
    def evidenced(self, /) -> date | None:
        """
        The first day on which it was both achieved and shown by evidence of the grade it asks for.
        """
    @property
    def excluded_by(self, /) -> str | None:
        """
        What the person is left out by: `from` or `exclude`.
        """
    @property
    def id(self, /) -> str:
        """
        Its id.
        """
    @property
    def missing(self, /) -> list[str]:
        """
        What would tell, if it is unknown: names of facts, of a record's attributes (`employment.hours_per_week`), of the
        day a spell ended (`employment.end`), of a scale, a follow-up or a parameter.
        """
    @property
    def on(self, /) -> date | None:
        """
        The day it was achieved.
        """
    @property
    def paid(self, /) -> date | None:
        """
        The day it was first paid.
        """
    @property
    def records(self, /) -> list[str]:
        """
        The ids of the events it rests on, in their order.
        """
    @property
    def set_aside(self, /) -> list[EventProblem]:
        """
        Events that cannot count: before the person's birth, or an amount below 0.
        """
    @property
    def state(self, /) -> str:
        """
        `achieved`; `not_achieved` as far as is told; `not_yet_due`, when it could not have been achieved yet, or a run is
        open that can still achieve it; `unknown`, when what is not told decides it; or `excluded`.
        """
    @property
    def text(self, /) -> str | None:
        """
        What it is called.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def too_late(self, /) -> bool:
        """
        Whether it was claimed after that day, or can no longer be.
        """
    @property
    def undecided(self, /) -> list[str]:
        """
        The ids of the events that may count and are not told enough of.
        """

@final
class OutcomeTable:
    """
    The outcomes of a table of events: a row for each enrolment, by people and programmes.

    It has `person_id`, `programme`, `started_on` and `ended_on`, and for each outcome its state, the day it was achieved
    (`name.on`) and the first day on which it can be known (`name.due_on`). An outcome that the programme does not have is
    null. It goes wherever Arrow tables go: `pyarrow.table(outcomes)`, `polars.DataFrame(outcomes)`, and DuckDB by name.

    >>> import pyarrow as pa
    >>> events = pa.table({"event_id": [1, 2], "person_id": [7, 7], "programme": ["example", None],
    ...                    "kind": ["started", "course"], "start": ["2022-05-01", "2022-05-32"]})
    >>> outcomes = catalogue.outcome_table(events, as_at="2022-06-01")
    >>> outcomes
    OutcomeTable(rows=1, columns=10, problems=1, rejected=1)
    >>> pa.table(outcomes).select(["person_id", "programme", "started_on"]).to_pylist()
    [{'person_id': 7, 'programme': 'example', 'started_on': datetime.date(2022, 5, 1)}]
    >>> [(problem.row, problem.code) for problem in outcomes.problems]
    [(1, 'D605')]
    """
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> Any:
        """
        The table as an Arrow stream, in a capsule.
        """
    def __len__(self, /) -> int: ...
    def __repr__(self, /) -> str: ...
    @property
    def column_names(self, /) -> list[str]:
        """
        The names of the columns.
        """
    @property
    def fact_problems(self, /) -> list[PersonProblem]:
        """
        What could not be used of what is told of people, with the person and the rows: it counts as not told. Values of
        facts that no outcome asks for are not checked.
        """
    @property
    def problems(self, /) -> list[RowProblem]:
        """
        What counts for nothing among the events, or for less than it seems to, and why: with its person and row. What
        outcomes set aside is among it.
        """
    @property
    def rejected(self, /) -> list[RejectedLine]:
        """
        The rows of events that cannot be read, each with its place from 1.
        """
    @property
    def table_problems(self, /) -> list[TableProblem]:
        """
        What is odd about columns and rows: columns that are ignored, rows of people who have started nothing, of whom
        `people` does not tell, without an id or with that of an earlier row.
        """
    def to_dict(self, /) -> dict[str, list[Any]]:
        """
        Each column as a list of plain values: days are text.
        """
    @property
    def unstarted(self, /) -> int:
        """
        How many people have records that outcomes ask for and had started nothing by the day judged: they are in no row.
        """
    @property
    def untold(self, /) -> int:
        """
        How many people have events and no row in `people`, where that is given.
        """
    @property
    def used(self, /) -> int:
        """
        How many rows of events were used: all but those that were rejected.
        """
    @property
    def without_events(self, /) -> int:
        """
        How many people `people` tells of whom no event is about.
        """

@final
class Outcomes:
    """
    Every outcome of a programme for one person, as at a day: a sequence in the document's order, which can be asked by
    id as well.

    >>> employed = {"id": "m", "person": 7, "kind": "employment", "start": "2022-06-06", "data": {"hours_per_week": 16}}
    >>> claimed = {"id": "n", "person": 7, "kind": "claimed", "programme": "example", "on": "2022-06-08",
    ...            "data": {"outcome": "into_work", "funding": "lottery", "amount": 500}}
    >>> working = case_file.merge(ds.CaseFile([employed, claimed], catalogue))
    >>> outcomes = catalogue.outcomes("example", {}, working, "2022-06-10")
    >>> outcomes
    Outcomes(programme='example', as_at=datetime.date(2022, 6, 10))
    >>> [(outcome.id, outcome.state) for outcome in outcomes]
    [('into_work', 'achieved'), ('sustained', 'not_yet_due')]
    >>> outcomes["sustained"].due_on
    datetime.date(2022, 9, 4)
    >>> len(outcomes), "sustained" in outcomes, outcomes[-1].id
    (2, True, 'sustained')
    """
    def __contains__(self, key: Any, /) -> bool:
        """
        Whether there is an outcome of an id, or that very one.
        """
    def __getitem__(self, key: SupportsIndex | str, /) -> OutcomeResult:
        """
        One by its place or its id: `KeyError` for an id that there is not.
        """
    def __iter__(self, /) -> Iterator[OutcomeResult]: ...
    def __len__(self, /) -> int: ...
    def __repr__(self, /) -> str: ...
    def __reversed__(self, /) -> Iterator[OutcomeResult]: ...
    @property
    def as_at(self, /) -> date:
        """
        The day judged.
        """
    @property
    def assumptions(self, /) -> list[str]:
        """
        What was assumed, in words.
        """
    @property
    def catalogue(self, /) -> str:
        """
        The catalogue's fingerprint.
        """
    @property
    def ended_on(self, /) -> date | None:
        """
        Its last day.
        """
    @property
    def known_at(self, /) -> date | None:
        """
        The day as on which it was known; None is everything.
        """
    @property
    def library(self, /) -> str:
        """
        The library's version.
        """
    @property
    def problems(self, /) -> list[EventProblem]:
        """
        What counts for nothing or less than it seems to of the events given, and why, as far as it was known.
        """
    @property
    def programme(self, /) -> str:
        """
        The programme's id.
        """
    @property
    def started_on(self, /) -> date | None:
        """
        The enrolment's first day.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def version(self, /) -> date | None:
        """
        The first day of the version that was judged by, which names it: that in force on the start, else the nearest.
        """

@final
class Overlap:
    """
    Two programmes, and how many are eligible for both.

    >>> provision.overlaps
    []
    """
    def __repr__(self, /) -> str: ...
    @property
    def people(self, /) -> HeadCount:
        """
        How many are eligible for both.
        """
    @property
    def programmes(self, /) -> list[str]:
        """
        The programmes' ids, in order.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Parameter:
    """
    A figure that conditions ask for by name, with its value for each day and age.

    >>> figures = ds.Catalogue.parse({"floor.yaml": "{parameter: floor, type: money, source: an example, "
    ...     "values: [{from: 2022-04-01, to: 2023-03-31, min_age: 23, value: 9.50}]}"})
    >>> floor = figures.parameters["floor"]
    >>> floor
    Parameter(id='floor', type='money')
    >>> [(row.from_, row.min_age, row.value) for row in floor.values]
    [(datetime.date(2022, 4, 1), 23, Decimal('9.5'))]
    """
    def __repr__(self, /) -> str: ...
    @property
    def id(self, /) -> str:
        """
        Its id, which conditions give in quotes.
        """
    @property
    def note(self, /) -> Words | None:
        """
        What an author wants readers to know.
        """
    @property
    def source(self, /) -> Words | None:
        """
        Where all its values come from.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The document as plain values.
        """
    @property
    def type(self, /) -> str:
        """
        The type of its values: `boolean`, `number`, `money`, `date` or `text`.
        """
    @property
    def values(self, /) -> list[ParameterValue]:
        """
        Its values, in the document's order.
        """

@final
class ParameterDescription:
    """
    A figure that the rules use.

    >>> description.parameters
    []
    """
    def __repr__(self, /) -> str: ...
    @property
    def note(self, /) -> Words | None:
        """
        What an author wants readers to know.
        """
    @property
    def parameter(self, /) -> str:
        """
        Its id.
        """
    @property
    def source(self, /) -> Words | None:
        """
        Where all its values come from.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def type(self, /) -> str:
        """
        Its type.
        """
    @property
    def values(self, /) -> list[ValueDescription]:
        """
        Its values, in the document's order.
        """

@final
class ParameterValue:
    """
    A parameter's value for some days and ages.

    >>> row = floor.values[0]
    >>> row
    ParameterValue(value=Decimal('9.5'), from_=datetime.date(2022, 4, 1), to=datetime.date(2023, 3, 31))
    """
    def __repr__(self, /) -> str: ...
    @property
    def from_(self, /) -> date | None:
        """
        The first day it holds; None if it has always held.
        """
    @property
    def max_age(self, /) -> int | None:
        """
        The greatest age it holds for, in completed years.
        """
    @property
    def min_age(self, /) -> int | None:
        """
        The least age it holds for, in completed years.
        """
    @property
    def note(self, /) -> Words | None:
        """
        What an author wants readers to know.
        """
    @property
    def reference(self, /) -> Words | None:
        """
        Where it comes from.
        """
    @property
    def to(self, /) -> date | None:
        """
        The last day it holds; None if it holds until a later value for the same ages begins.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def value(self, /) -> Any:
        """
        The value.
        """

@final
class Partial:
    """
    What some of a return's people come to: `Catalogue.partial` makes it.

    States of any parts of the people, each person with all of their events in one of them, merge in any order to the report
    of all. They name nobody but in what is rejected, and can be pickled and sent: reports are made where the catalogue is.

    >>> first = council.partial("yearly", [], [event for event in happened if event["person"] == 7], "2022-03-31")
    >>> others = council.partial("yearly", [], [event for event in happened if event["person"] != 7], "2022-03-31")
    >>> first
    Partial(return='yearly')
    >>> first.merge(others).report().cells.to_dict() == report.cells.to_dict()
    True
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def from_bytes(state: bytes) -> Partial:
        """
        Reads what `to_bytes` wrote. Bytes do not carry the catalogue: `report` asks for it.

        Raises `ReturnError` if they hold no state, or one of a newer version.

        >>> ds.Partial.from_bytes(first.to_bytes()) == first
        True
        """
    @property
    def id(self, /) -> str:
        """
        The return's id.
        """
    def merge(self, /, other: Partial) -> Partial:
        """
        Both together. A person who is in both is counted twice.

        Raises `ReturnError` where the two are not of one computation, and says in what they differ.

        >>> first.merge(others) == others.merge(first)
        True
        """
    def report(self, /, catalogue: Catalogue | None = None) -> Report:
        """
        The report of all that was merged. Its numbers do not open, as states name nobody.

        `catalogue` is that of the documents it was computed by; it can be left out where the state was computed here.

        Raises `ReturnError` if the catalogue is another one, or if there is none.

        >>> ds.Partial.from_bytes(first.merge(others).to_bytes()).report(council).accounts.people
        3
        """
    def to_bytes(self, /) -> bytes:
        """
        The state as bytes, with their version.
        """

@final
class PeriodDescription:
    """
    A period in which people are taken.

    >>> version.referrals.open
    [PeriodDescription(from_=datetime.date(2022, 7, 1), to=None)]
    """
    def __repr__(self, /) -> str: ...
    @property
    def from_(self, /) -> date | None:
        """
        The first day.
        """
    @property
    def note(self, /) -> Words | None:
        """
        What an author wants readers to know.
        """
    @property
    def source(self, /) -> Words | None:
        """
        Where this is said.
        """
    @property
    def to(self, /) -> date | None:
        """
        The last day.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class PersonProblem:
    """
    What could not be used of what rows of a table tell of one person. It names the fact, and never says what was told.

    >>> import pyarrow as pa
    >>> events = pa.table({"event_id": [1], "person_id": [7], "kind": ["course"], "start": ["2022-05-01"]})
    >>> people = pa.table({"person_id": [7, 7], "age": [30, 31]})
    >>> [problem] = catalogue.outcome_table(events, people, as_at="2022-06-01").fact_problems
    >>> problem.person, problem.rows, problem.fact, problem.code
    ('7', [0, 1], 'age', 'D670')
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def code(self, /) -> str:
        """
        The stable code, such as `D670`.
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
    @property
    def person(self, /) -> str:
        """
        The person's id.
        """
    @property
    def rows(self, /) -> list[int]:
        """
        The first hundred rows that tell of them, by number from 0.
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
class Progress:
    """
    How far a plan is: the numbers of its actions.

    >>> state.progress
    Progress(actions=3, done=1, dropped=0, open=2, overdue=1)
    """
    def __repr__(self, /) -> str: ...
    @property
    def actions(self, /) -> int:
        """
        All of them.
        """
    @property
    def done(self, /) -> int:
        """
        Those done.
        """
    @property
    def dropped(self, /) -> int:
        """
        Those dropped.
        """
    @property
    def open(self, /) -> int:
        """
        Those that are still open.
        """
    @property
    def overdue(self, /) -> int:
        """
        Those of the open ones that are overdue.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Provision:
    """
    What a population can go to on a day: working numbers, in which small ones are marked and none is hidden.

    >>> import pyarrow as pa
    >>> people = pa.table({"person_id": [1, 2, 3], "age": [30, 23, None], "tenure": ["social", "social", "other"],
    ...                    "ward": ["Abbey", "Abbey", "Castle"]})
    >>> provision = catalogue.provision(people, "2022-08-01", area="ward")
    >>> provision.nowhere
    HeadCount(low=2, high=2, small=True)
    >>> provision.to_dict()["one"]
    {'low': 1, 'high': 1, 'small': True}
    """
    def __repr__(self, /) -> str: ...
    @property
    def areas(self, /) -> list[AreaProvision]:
        """
        The same by area, those whose area is not told last; empty where there is no column for it.
        """
    @property
    def contained(self, /) -> list[Contained]:
        """
        Programmes whose people another one takes too.
        """
    @property
    def left_out(self, /) -> list[LeftOut]:
        """
        The largest groups found that every programme leaves out, each after the one that adds most people.
        """
    @property
    def not_described(self, /) -> int:
        """
        How many of those who can surely go nowhere are in none of these groups.
        """
    @property
    def nowhere(self, /) -> HeadCount:
        """
        How many can go nowhere: eligible for none of the programmes.
        """
    @property
    def one(self, /) -> HeadCount:
        """
        How many can go to one.
        """
    @property
    def overlaps(self, /) -> list[Overlap]:
        """
        For each two programmes, how many are eligible for both; by id.
        """
    @property
    def people(self, /) -> int:
        """
        How many rows there were.
        """
    @property
    def problems(self, /) -> list[TableProblem]:
        """
        What was odd about columns and rows.
        """
    @property
    def programmes(self, /) -> list[Reach]:
        """
        The programmes that were looked at, by id, and how many are eligible for each.
        """
    @property
    def set_aside(self, /) -> list[SetAside]:
        """
        The other programmes in force, which were not looked at, and why.
        """
    @property
    def several(self, /) -> HeadCount:
        """
        How many can go to several.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Question:
    """
    A question worth asking.

    >>> question = catalogue.screen({"age": 30}, "2022-07-01").next_question
    >>> question.fact, question.text, question.type, question.programmes
    ('tenure', 'Who do you rent your home from?', 'code', ['example'])
    >>> question.values
    {'social': 'Council or housing association', 'other': 'Other'}
    """
    def __repr__(self, /) -> str: ...
    @property
    def fact(self, /) -> str:
        """
        The fact it asks for, or `household`.
        """
    @property
    def language(self, /) -> str:
        """
        The language that is in.
        """
    @property
    def programmes(self, /) -> list[str]:
        """
        The programmes it can matter for, by id.
        """
    @property
    def text(self, /) -> str:
        """
        How it is asked; the fact's name where the vocabulary has no words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def type(self, /) -> str:
        """
        The fact's type: `boolean`, `number`, `money`, `date`, `code`, `codes` or `text`; or `household`.
        """
    @property
    def values(self, /) -> dict[str, str]:
        """
        For `code` and `codes`: each code and what it is called.
        """

@final
class Reach:
    """
    A programme, and how many are eligible for it.

    >>> provision.programmes
    [Reach(programme='example', people=HeadCount(low=1, high=1, small=True))]
    """
    def __repr__(self, /) -> str: ...
    @property
    def people(self, /) -> HeadCount:
        """
        How many are eligible.
        """
    @property
    def programme(self, /) -> str:
        """
        The programme's id.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Recovered:
    """
    A number that a release hides and that follows from what is shown.

    >>> audit.recovered
    []
    """
    def __repr__(self, /) -> str: ...
    @property
    def as_at(self, /) -> date:
        """
        The day that the release it is hidden in was made for.
        """
    @property
    def key(self, /) -> dict[str, Any]:
        """
        The cell: its key columns.
        """
    @property
    def part(self, /) -> str:
        """
        Which of its numbers: `numerator`, `denominator`, `pending` or `value`.
        """
    @property
    def since(self, /) -> date | None:
        """
        The day of the earlier release from which the number is known to differ by `value`, few enough to be hidden; None
        where `value` is the number itself.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def value(self, /) -> float:
        """
        What it is.
        """

@final
class ReferralsDescription:
    """
    How and when people can be referred.

    >>> version.referrals
    ReferralsDescription(availability='opens_on', opens_on=datetime.date(2022, 7, 1))
    >>> version.referrals.routes
    ['self']
    """
    def __repr__(self, /) -> str: ...
    @property
    def availability(self, /) -> str | None:
        """
        Whether it takes people on the day asked about: `open`, `closed`, `opens_on`, `full`, `waiting` or `unknown`.
        """
    @property
    def capacity(self, /) -> int | None:
        """
        How many places there are.
        """
    @property
    def contact(self, /) -> Words | None:
        """
        How to get in touch.
        """
    @property
    def note(self, /) -> Words | None:
        """
        What an author wants readers to know.
        """
    @property
    def open(self, /) -> list[PeriodDescription] | None:
        """
        The periods it takes people in; None is always, none is never.
        """
    @property
    def opens_on(self, /) -> date | None:
        """
        The day it opens, if on the day asked about it is yet to.
        """
    @property
    def routes(self, /) -> list[str]:
        """
        Who may refer.
        """
    @property
    def source(self, /) -> Words | None:
        """
        Where this is said.
        """
    @property
    def status(self, /) -> str | None:
        """
        What its provider says of its places: `full`, `waiting` or `unknown`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Rejected:
    """
    A service that cannot be imported.

    >>> services.rejected
    [Rejected(path='contents[1]')]
    """
    def __repr__(self, /) -> str: ...
    @property
    def diagnostics(self, /) -> list[Diagnostic]:
        """
        What is wrong with it.
        """
    @property
    def path(self, /) -> str:
        """
        Where it stands.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class RejectedLine:
    """
    A line of a case file that cannot be read. Writing the file again writes it again, as it came.

    >>> [line] = torn.rejected
    >>> line.text, line.problem.code
    ('{"id": "d", "pers', 'D672')
    """
    def __repr__(self, /) -> str: ...
    @property
    def line(self, /) -> int:
        """
        Its place, from 1, in the text that it was read from.
        """
    @property
    def problem(self, /) -> EventProblem:
        """
        Why it cannot be read.
        """
    @property
    def text(self, /) -> str:
        """
        The line as it came: it may tell of the person.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Rejection:
    """
    Something that cannot be used, and why. It never says what was told, and its repr never whose it is.

    >>> told = [{"person_id": 7, "tenure": "rented"}]
    >>> [rejection] = council.compute("yearly", told, happened, "2022-03-31").rejected
    >>> rejection
    Rejection(code='D503', event='')
    >>> rejection.person, rejection.message
    ('7', '`tenure` is given a code that it does not have')
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def code(self, /) -> str:
        """
        The stable code.
        """
    @property
    def event(self, /) -> str:
        """
        The event's id; empty of what is told beside events.
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
    @property
    def person(self, /) -> str:
        """
        The person's id; empty where it is not known.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Release:
    """
    What of a return may be given to its funder or published, without any person's id: `Report.release` makes it.

    >>> documents = {
    ...     "p.yaml": "{programme: works, name: Works, in_force: {}, source: an example, eligibility: []}",
    ...     "r.yaml": "{return: yearly, funder: town_council, programmes: [works], calendar: financial_year, indicators: ["
    ...         "{id: sign_ups, unit: person, count: started}], disclosure: {minimum: 10, round_to: 5}}",
    ... }
    >>> begun = [began(str(person), person) for person in range(4)]
    >>> small = ds.Catalogue.parse(documents).compute("yearly", [], begun, "2022-03-31")
    >>> claim, published = small.release("funder"), small.release("public")
    >>> published
    Release(return='yearly', audience='public', as_at=datetime.date(2022, 3, 31), cells=1)
    >>> claim.cell(0).value, published.cell(0).state, published.cell(0).value
    (4.0, 'suppressed', None)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def as_at(self, /) -> date:
        """
        The day judged.
        """
    @property
    def audience(self, /) -> str:
        """
        For whom it is: `funder` or `public`.
        """
    def audit(self, /, *earlier: Release) -> Audit:
        """
        Tries to undo the release, beside earlier ones: groups, programmes, periods and what was published before add up, and
        a hidden number of which one possible value is left is recovered.
        """
    @property
    def catalogue(self, /) -> str:
        """
        The catalogue's fingerprint.
        """
    def cell(self, /, cell: int | typing.Mapping[str, typing.Any] | Cell) -> Cell:
        """
        One cell, by its row's number or its key columns.

        Raises `ReturnError` if there is none.
        """
    @property
    def cells(self, /) -> Cells:
        """
        Every cell, as a table.
        """
    @property
    def disclosure(self, /) -> dict[str, Any] | None:
        """
        The rule that it is protected by: `minimum`, `round_to` and `zeros_shown`; of a claim that of a publication, None
        if the return has none.
        """
    @staticmethod
    def from_json(text: str) -> Release:
        """
        Reads what `to_json` wrote.

        Raises `ReturnError` if the text is no release, or one of a newer format.

        >>> ds.Release.from_json(published.to_json()) == published
        True
        """
    @property
    def id(self, /) -> str:
        """
        The return's id.
        """
    @property
    def known_at(self, /) -> date | None:
        """
        By which day what it rests on was known; None is all of it.
        """
    @property
    def library(self, /) -> str:
        """
        The library's version.
        """
    def publish(self, /, *earlier: Release) -> Release:
        """
        Protects a claim for the public, beside what was published before, as `Report.release` does.

        Raises `ReturnError` where there is no rule of disclosure, it is public already, or earlier releases give away what is
        to be hidden.

        >>> claim.publish() == published
        True
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Everything it says as plain values.
        """
    def to_json(self, /) -> str:
        """
        The release as JSON, to keep: later ones are made beside it.
        """

@final
class Report:
    """
    A return as computed: exact numbers, for those who may see them, that open to their people. `Catalogue.compute` makes it.

    A cell is asked for by its row's number in `cells`, or by a mapping of its key columns: `indicator`, `programme`,
    `period`, `by` and `group`, those that are null left out.

    >>> council = ds.Catalogue.parse({
    ...     "v.yaml": "{vocabulary: v, facts: {tenure: {type: code, values: {social: Social, other: Other}}}, "
    ...         "records: {employment: {spell: true, attributes: {hours_per_week: number}}}}",
    ...     "p.yaml": "{programme: works, name: Works, in_force: {}, source: an example, eligibility: [], outcomes: ["
    ...         "{id: into_work, record: employment, where: hours_per_week >= 7}]}",
    ...     "r.yaml": "{return: yearly, funder: town_council, programmes: [works], calendar: financial_year, indicators: ["
    ...         "{id: sign_ups, unit: person, count: started}, "
    ...         "{id: rate, unit: person, cohort: started, achieved: into_work}]}",
    ... })
    >>> def began(event, person):
    ...     return {"id": event, "person": person, "kind": "started", "programme": "works", "on": "2021-05-01"}
    >>> def worked(event, person, **data):
    ...     return {"id": event, "person": person, "kind": "employment", "start": "2021-06-01", "data": data}
    >>> happened = [began("a", 7), began("b", 8), began("c", 9), worked("d", 7, hours_per_week=16), worked("e", 9)]
    >>> report = council.compute("yearly", [], happened, "2022-03-31")
    >>> report
    Report(return='yearly', as_at=datetime.date(2022, 3, 31), cells=2, rejected=0)
    >>> [(row["indicator"], row["state"]) for row in report.to_dict()["cells"]]
    [('sign_ups', 'exact'), ('rate', 'bounded')]
    >>> report.people({"indicator": "rate", "programme": "works", "period": "2021/22"}, "undetermined")
    ['9']
    """
    def __repr__(self, /) -> str: ...
    @property
    def accounts(self, /) -> Accounts:
        """
        What became of everything that came in.
        """
    @property
    def as_at(self, /) -> date:
        """
        The day judged.
        """
    @property
    def assumptions(self, /) -> list[str]:
        """
        What was assumed, in words.

        >>> report.assumptions
        ['facts given without a day are those at each start']
        """
    @property
    def catalogue(self, /) -> str:
        """
        The catalogue's fingerprint.
        """
    def cell(self, /, cell: int | typing.Mapping[str, typing.Any] | Cell) -> Cell:
        """
        One cell.

        Raises `ReturnError` if there is none.

        >>> report.cell(0).value
        3.0
        """
    @property
    def cells(self, /) -> Cells:
        """
        Every cell, as a table.
        """
    def compare(self, /, earlier: Report) -> Comparison:
        """
        What changed since an earlier report of the same return: which cells, and who moved in or out of them by what.

        Raises `ReturnError` if the two are not of one return, or one was put together from partial states.
        """
    def flow(self, /, indicator: str) -> Flow:
        """
        How people flow through an indicator: from referral to achievement, and where they leave.

        Raises `ReturnError` if there is no such indicator, or the report was put together from partial states.
        """
    @property
    def id(self, /) -> str:
        """
        The return's id.
        """
    @property
    def known_at(self, /) -> date | None:
        """
        The day as on which it was known; None is everything.
        """
    @property
    def library(self, /) -> str:
        """
        The library's version.
        """
    def people(self, /, cell: int | typing.Mapping[str, typing.Any] | Cell, part: str = "numerator") -> list[str]:
        """
        The people that a part of a cell is made of, by their ids: `numerator`, `denominator`, `pending`, `undetermined`,
        `excluded` or `late` (who achieved after they were due).

        Of a ratio the numerator is made of those of what is divided, the denominator of those of what it is divided by.

        Raises `ReturnError` if there is no such cell or part, or the report was put together from partial states.

        >>> report.people(0), report.people(1, "denominator")
        (['7', '8', '9'], ['7', '8', '9'])
        """
    @property
    def rejected(self, /) -> list[Rejection]:
        """
        What cannot be used, and why; by person and event.
        """
    def release(self, /, audience: typing.Literal["funder", "public"]) -> Release:
        """
        What of the report may be given to an audience, without any person's id: to the `funder` every number, for a claim;
        to the `public` what the return's `disclosure` leaves, beside the `earlier` releases that `compute` was given.

        Raises `ReturnError` if the return has no rule of disclosure, or earlier releases give away what is to be hidden.

        >>> try:
        ...     report.release("public")
        ... except ds.ReturnError as error:
        ...     print(str(error).partition(",")[0])
        the return `yearly` has no `disclosure` rule
        """
    @property
    def rows(self, /) -> int:
        """
        How many rows of events were given.
        """
    @property
    def table_problems(self, /) -> list[TableProblem]:
        """
        What is odd about the columns and rows of tables, such as columns that are ignored.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Everything it says as plain values.
        """
    def why(self, /, person: str | int, cell: int | typing.Mapping[str, typing.Any] | Cell) -> Why | None:
        """
        How a person counts in a cell, and by what; None if they are not among the people given.

        Raises `ReturnError` if there is no such cell, or the report was put together from partial states.

        >>> report.why(9, 1).parts, report.why(9, 1).enrolments[0].outcomes[0].missing
        (['denominator', 'undetermined'], ['employment.hours_per_week'])
        """

@final
class Review:
    """
    When a plan is to be reviewed.

    >>> state.review
    Review(due_on=datetime.date(2022, 6, 1), overdue_days=9)
    """
    def __repr__(self, /) -> str: ...
    @property
    def due_on(self, /) -> date | None:
        """
        The day the next is due; None before the start and after the end.
        """
    @property
    def every(self, /) -> str:
        """
        How often, as canonical text: `P1M`.
        """
    @property
    def last(self, /) -> date | None:
        """
        The last review.
        """
    @property
    def overdue_days(self, /) -> int:
        """
        How many days it is overdue.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class RowProblem:
    """
    What is wrong with one row of a table of events. It never says what was told.

    >>> import pyarrow as pa
    >>> events = pa.table({"event_id": [1], "person_id": [7], "kind": ["cours"], "start": ["2022-05-01"]})
    >>> [problem] = catalogue.outcome_table(events, as_at="2022-06-01").problems
    >>> problem.row, problem.person, problem.code, problem.help
    (0, '7', 'D651', 'did you mean `course`?')
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def code(self, /) -> str:
        """
        The stable code: `D666`.
        """
    @property
    def event(self, /) -> str:
        """
        The event's id; empty if it has none that can be read.
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
    @property
    def person(self, /) -> str:
        """
        Whom it is about; empty if that cannot be read.
        """
    @property
    def row(self, /) -> int | None:
        """
        The row, by number from 0: of several that tell the event the first. `None` if it is about all of a person's.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Scored:
    """
    One score.

    >>> scores.latest, scores.latest.raw
    (Scored(on=datetime.date(2022, 6, 2)), Decimal('15.5'))
    """
    def __repr__(self, /) -> str: ...
    @property
    def event(self, /) -> str:
        """
        The event's id.
        """
    @property
    def metric(self, /) -> Decimal | None:
        """
        Its metric score, where the scale has a table of them.
        """
    @property
    def on(self, /) -> date:
        """
        The day.
        """
    @property
    def raw(self, /) -> Decimal | None:
        """
        The raw score; None where items are missing and the scale gives none then.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Scores:
    """
    The scores on one scale, then and now.

    >>> told = [{"id": "i", "person": 7, "kind": "confidence", "on": "2022-05-02", "data": {"score": 12}},
    ...         {"id": "j", "person": 7, "kind": "confidence", "on": "2022-06-02", "data": {"score": 15.5}}]
    >>> [scores] = phone.merge(ds.CaseFile(told, catalogue)).state("example", "2022-06-10").scores
    >>> scores, scores.change
    (Scores(scale='confidence'), Decimal('3.5'))
    """
    def __repr__(self, /) -> str: ...
    @property
    def change(self, /) -> Decimal | None:
        """
        The latest less the first, raw; None where there is one only, or one of them has no score.
        """
    @property
    def first(self, /) -> Scored:
        """
        The first.
        """
    @property
    def latest(self, /) -> Scored:
        """
        The latest; the first itself if there is one only.
        """
    @property
    def scale(self, /) -> str:
        """
        The scale's id.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class ScreenedBatches:
    """
    A table that is screened batch by batch as you go through it, so that neither it nor the result is ever in memory as a
    whole. Each batch is a `ScreenedTable`.

    >>> import pyarrow as pa
    >>> people = pa.table({"person_id": [1, 2, 2], "age": [30, 23, None], "tenure": ["social", "social", "social"]})
    >>> batches = catalogue.screen_batches(people, "2022-06-01")
    >>> [batch.to_dict()["example"] for batch in batches]
    [[True, False, None]]
    >>> batches.rows, [problem.code for problem in batches.problems]
    (3, ['D753'])
    """
    def __iter__(self, /) -> ScreenedBatches: ...
    def __next__(self, /) -> ScreenedTable: ...
    def __repr__(self, /) -> str: ...
    @property
    def problems(self, /) -> list[TableProblem]:
        """
        What was odd: columns that are ignored, and rows in which something counts as not told. It is told when all has
        been read; before that the list is empty.
        """
    @property
    def rows(self, /) -> int:
        """
        How many rows have been screened so far.
        """

@final
class ScreenedTable:
    """
    A table of people, screened: `person_id`, and for each programme whether the person is eligible.

    It goes wherever Arrow tables go: `pyarrow.table(screened)`, `polars.DataFrame(screened)`, and DuckDB by name.

    >>> import pyarrow as pa
    >>> people = pa.table({"person_id": [1, 2, 3], "age": [30, 23, None], "tenure": ["social", "social", "social"]})
    >>> pa.table(catalogue.screen_table(people, "2022-06-01")).to_pydict()
    {'person_id': [1, 2, 3], 'example': [True, False, None]}
    """
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> Any:
        """
        The table as an Arrow stream, in a capsule.
        """
    def __len__(self, /) -> int: ...
    def __repr__(self, /) -> str: ...
    @property
    def column_names(self, /) -> list[str]:
        """
        The names of the columns.
        """
    @property
    def problems(self, /) -> list[TableProblem]:
        """
        What was odd: columns that are ignored, and rows in which something counts as not told.
        """
    def to_dict(self, /) -> dict[str, list[Any]]:
        """
        Each column as a list.
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
    def ask(self, /, asked_of: str) -> Question | None:
        """
        The question to ask somebody next: `person`, `key_worker`, `gp`…

        >>> screening.ask("key_worker") is None
        True
        """
    @property
    def event_problems(self, /) -> list[EventProblem]:
        """
        What counts for nothing among the events that were given, or less than it seems to, and why; by event id.

        Events of other people are among it, and two of one id with two contents. Events that cannot be read at all
        raise `EventError` instead.

        >>> helped = {"id": 1, "person": 7, "kind": "helped", "on": "2022-05-01"}
        >>> catalogue.screen({}, "2022-06-01", [helped]).event_problems
        [EventProblem(code='D651', event='1')]
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
    @property
    def next_question(self, /) -> Question | None:
        """
        The question to ask the person next; None when nothing they can tell can change any status.

        Of the facts that can still matter for a programme that takes people, it is the one whose answer settles most
        of them in expectation. What was asked before, even in vain, is never asked again.

        >>> screening = catalogue.screen({"age": 30}, "2022-07-01")
        >>> screening.next_question.text
        'Who do you rent your home from?'
        >>> catalogue.screen({"age": 24}, "2022-07-01").next_question is None
        True
        """
    @property
    def statuses(self, /) -> dict[str, str]:
        """
        The status of each programme in force alone, by its id: the fastest way to decide.

        >>> screening.statuses
        {'example': 'eligible'}
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
class SetAside:
    """
    A programme in force that was not looked at.

    >>> catalogue.provision(people, "2022-06-01").set_aside
    [SetAside(programme='example', availability='opens_on', open_to_all=False)]
    """
    def __repr__(self, /) -> str: ...
    @property
    def availability(self, /) -> str:
        """
        Whether it takes people: `open`, `closed`, `opens_on`, `full`, `waiting` or `unknown`.
        """
    @property
    def open_to_all(self, /) -> bool:
        """
        Whether it is open to everybody: its document says so by an empty list of rules.
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
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class StageReached:
    """
    A stage that was reached.

    >>> state.stages
    [StageReached(stage='started', on=datetime.date(2022, 5, 1))]
    """
    def __repr__(self, /) -> str: ...
    @property
    def event(self, /) -> str:
        """
        The id of the event that says so.
        """
    @property
    def on(self, /) -> date:
        """
        The day.
        """
    @property
    def stage(self, /) -> str:
        """
        The stage.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class TableProblem:
    """
    What is wrong with a column of a table, or odd about some of its rows. It names columns and rows, never values.

    >>> import pyarrow as pa
    >>> people = pa.table({"person_id": [1, 2], "tenure": ["social", "sociable"]})
    >>> [problem] = catalogue.screen_table(people, "2022-06-01").problems
    >>> problem.column, problem.rows, problem.first
    ('tenure', 1, [1])
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def code(self, /) -> str:
        """
        The stable code: `D703`.
        """
    @property
    def column(self, /) -> str:
        """
        The column.
        """
    @property
    def first(self, /) -> list[int]:
        """
        The first hundred of them, by number from 0.
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
    @property
    def rows(self, /) -> int:
        """
        How many rows it is about; 0 if it is about the column as a whole.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
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
class TestReport:
    """
    Whether the examples come out as their authors say, and what none of them would notice. As text it is a line for
    each example that fails, each unnoticed change and each criterion not fully tried; then the counts.

    >>> tested = catalogue.test()
    >>> tested
    TestReport(passed=True, examples=3, unnoticed=1, untried=0)
    >>> print(tested)
    example.yaml:8:94: no example notices `age >= 25` of `example.age` with 25 made 24
    examples: 3, failed: 0, changes that none would notice: 1
    """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def examples(self, /) -> list[ExampleResult]:
        """
        Every example: programmes by id, their versions from the earliest, examples in the document's order.
        """
    @property
    def passed(self, /) -> bool:
        """
        Whether every example comes out as its author says. Unnoticed changes are advice, and do not count.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        Everything it says as plain values.
        """
    @property
    def unnoticed(self, /) -> list[Unnoticed]:
        """
        Changes to criteria after which every example still comes out as it did.
        """
    @property
    def untried(self, /) -> list[Untried]:
        """
        Criteria of which not all changes were tried, because there was too much to do.
        """

@final
class Tombstone:
    """
    What is left of a person who was erased. It wins every merge.

    >>> erased.tombstones[0].erased
    ['7']
    """
    def __repr__(self, /) -> str: ...
    @property
    def erased(self, /) -> list[str]:
        """
        The person's ids, in order.
        """
    @property
    def on(self, /) -> date:
        """
        The day of the erasure.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class TriedDenominator:
    """
    A denominator that was tried for a published figure. As text it says what came of it.

    >>> [tried] = verdict.tried
    >>> tried
    TriedDenominator(denominator=Decimal('663'), gives=Decimal('28.7'), fit='does_not_fit')
    >>> print(tried)
    sign-ups: 190 of 663 is 28.7%, not 28%
    """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def because(self, /) -> str:
        """
        Why, in plain English.
        """
    @property
    def denominator(self, /) -> Decimal | None:
        """
        How many; None if that was not published.
        """
    @property
    def fit(self, /) -> str:
        """
        `fits`, `may_fit`, `does_not_fit`, `impossible` or `not_stated`.
        """
    @property
    def gives(self, /) -> Decimal | None:
        """
        What it gives, to one digit more than was printed; None unless it is one value.
        """
    @property
    def high(self, /) -> Decimal | None:
        """
        The most it can give, to the same digit; None if there is none.
        """
    @property
    def language(self, /) -> str:
        """
        The language of those words.
        """
    @property
    def low(self, /) -> Decimal | None:
        """
        The least it can give, to the same digit; None if there is none.
        """
    @property
    def text(self, /) -> str:
        """
        What it is, in the document's words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Unnoticed:
    """
    A change to a criterion that no example notices. As text it says so, with its place.

    >>> [unnoticed] = tested.unnoticed
    >>> unnoticed.clause, unnoticed.change, unnoticed.line
    ('age >= 25', '25 made 24', 8)
    """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def change(self, /) -> str:
        """
        What was changed, in plain words.
        """
    @property
    def clause(self, /) -> str:
        """
        The clause that was changed, in canonical text: the whole condition or a part of it.
        """
    @property
    def column(self, /) -> int:
        """
        The column of what was changed.
        """
    @property
    def criterion(self, /) -> str:
        """
        The criterion's id.
        """
    @property
    def file(self, /) -> str:
        """
        The document's name.
        """
    @property
    def line(self, /) -> int:
        """
        The line of what was changed.
        """
    @property
    def programme(self, /) -> str:
        """
        The programme's id.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def version(self, /) -> date | None:
        """
        The first day of the version, which names it; None if it has no first day.
        """

@final
class Untried:
    """
    A criterion of which not all changes were tried. As text it says so.

    >>> tested.untried
    []
    """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def changes(self, /) -> int:
        """
        How many changes were not tried.
        """
    @property
    def criterion(self, /) -> str:
        """
        The criterion's id.
        """
    @property
    def programme(self, /) -> str:
        """
        The programme's id.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def version(self, /) -> date | None:
        """
        The first day of the version, which names it; None if it has no first day.
        """

@final
class ValueDescription:
    """
    A figure's value for some days and ages.

    >>> figures = ds.Catalogue.parse({
    ...     "v.yaml": "{vocabulary: v, facts: {pay: {type: money}}}",
    ...     "floor.yaml": "{parameter: floor, type: money, source: an example, values: [{value: 9.50}]}",
    ...     "p.yaml": "{programme: p, name: P, in_force: {}, eligibility: ["
    ...         "{id: pay, text: Your pay is low, when: 'pay < parameter(\\"floor\\")'}]}",
    ... })
    >>> figures.describe("p").parameters[0].values
    [ValueDescription(value=Decimal('9.5'), from_=None, to=None)]
    """
    def __repr__(self, /) -> str: ...
    @property
    def from_(self, /) -> date | None:
        """
        The first day it holds; None if it has always held.
        """
    @property
    def max_age(self, /) -> int | None:
        """
        The greatest age it holds for.
        """
    @property
    def min_age(self, /) -> int | None:
        """
        The least age it holds for.
        """
    @property
    def note(self, /) -> Words | None:
        """
        What an author wants readers to know.
        """
    @property
    def reference(self, /) -> Words | None:
        """
        Where it comes from.
        """
    @property
    def to(self, /) -> date | None:
        """
        The last day it holds; None if it holds until a later value for the same ages begins.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def value(self, /) -> Any:
        """
        The value; a day is text.
        """

@final
class Verdict:
    """
    What is said of one published figure. As text it says so, with why and what was tried.

    >>> [verdict] = ds.Catalogue.parse({"figures.yaml": ""\"
    ... figures: centre
    ... source: Annual report
    ... items:
    ...   - id: residents
    ...     text: Residents among those into work
    ...     value: 28
    ...     unit: percent
    ...     numerator: {value: 190, text: residents}
    ...     candidates: [{value: 663, text: sign-ups}]
    ...     quote: 28% (190) of which were residents
    ... ""\"}).check_figures()
    >>> verdict
    Verdict(figure='centre.residents', verdict='under_specified')
    >>> verdict.because[1]
    '190 is 28% of 667 to 690'
    """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def because(self, /) -> list[str]:
        """
        Why, in plain English: what speaks against it, then what it leaves open, then what holds.
        """
    @property
    def figure(self, /) -> str:
        """
        The figure: its document's id, a full stop and its own.
        """
    @property
    def language(self, /) -> str:
        """
        The language of those words.
        """
    @property
    def printed(self, /) -> str:
        """
        The figure as it was printed.
        """
    @property
    def text(self, /) -> str:
        """
        What the figure says, in the document's words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """
    @property
    def tried(self, /) -> list[TriedDenominator]:
        """
        The denominators that were tried: the stated one, then the candidates.
        """
    @property
    def verdict(self, /) -> str:
        """
        `consistent`, `inconsistent` or `under_specified`.
        """

@final
class VersionDescription:
    """
    One version of the rules.

    >>> [version] = description.versions
    >>> version
    VersionDescription(from_=datetime.date(2022, 4, 1), to=None)
    """
    def __repr__(self, /) -> str: ...
    @property
    def advice(self, /) -> list[AdviceDescription]:
        """
        What is said to some people; it decides nothing.
        """
    @property
    def continuing(self, /) -> list[CriterionDescription]:
        """
        What is asked again while a person is enrolled.
        """
    @property
    def criteria(self, /) -> list[CriterionDescription]:
        """
        What must hold, all of it.
        """
    @property
    def from_(self, /) -> date | None:
        """
        The first day of the rules, which names the version; None if there is none.
        """
    @property
    def in_force_note(self, /) -> Words | None:
        """
        What an author wants readers to know of the days.
        """
    @property
    def in_force_source(self, /) -> Words | None:
        """
        Where the days are said.
        """
    @property
    def name(self, /) -> Words:
        """
        What it is called.
        """
    @property
    def note(self, /) -> Words | None:
        """
        What an author wants readers to know.
        """
    @property
    def provider(self, /) -> Words | None:
        """
        Who runs it.
        """
    @property
    def referrals(self, /) -> ReferralsDescription:
        """
        How and when people can be referred.
        """
    @property
    def says_who(self, /) -> bool:
        """
        Whether the document says who can join; if it does not, everyone can.
        """
    @property
    def source(self, /) -> Words | None:
        """
        The words the version rests on.
        """
    @property
    def target_groups(self, /) -> list[GroupDescription]:
        """
        Whom it is aimed at; they decide nothing.
        """
    @property
    def to(self, /) -> date | None:
        """
        The last day; None if there is none.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class Why:
    """
    How a person counts in a cell, and by what. Its repr does not say who.

    >>> why = report.why(7, {"indicator": "rate", "programme": "works", "period": "2021/22"})
    >>> why
    Why(parts=['numerator', 'denominator'])
    >>> why.person, why.cell["indicator"]
    ('7', 'rate')
    """
    def __repr__(self, /) -> str: ...
    @property
    def cell(self, /) -> dict[str, Any]:
        """
        The cell: its key columns.
        """
    @property
    def enrolments(self, /) -> list[WhyEnrolment]:
        """
        Their enrolments in what the cell is about, in the order in which they began.
        """
    @property
    def parts(self, /) -> list[str]:
        """
        The parts of it they are among; none if they are not in it.
        """
    @property
    def person(self, /) -> str:
        """
        The person's id.
        """
    @property
    def records(self, /) -> list[str]:
        """
        The ids of their records that the indicator counts, or may.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dictionary of plain values.
        """

@final
class WhyEnrolment:
    """
    One enrolment of a person, as a cell sees it.

    >>> [enrolment] = why.enrolments
    >>> enrolment.programme, enrolment.started_on
    ('works', datetime.date(2021, 5, 1))
    >>> [(outcome.id, outcome.on) for outcome in enrolment.outcomes]
    [('into_work', datetime.date(2021, 6, 1))]
    """
    def __repr__(self, /) -> str: ...
    @property
    def ended_because(self, /) -> str | None:
        """
        Why it ended.
        """
    @property
    def ended_on(self, /) -> date | None:
        """
        Its last day.
        """
    @property
    def excluded(self, /) -> bool | None:
        """
        Whether the indicator leaves it out; None if what would tell is not told.
        """
    @property
    def outcomes(self, /) -> list[OutcomeResult]:
        """
        The outcomes that the indicator asks for.
        """
    @property
    def programme(self, /) -> str:
        """
        The programme.
        """
    @property
    def started_on(self, /) -> date | None:
        """
        Its first day.
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

@final
class WorkerDecision:
    """
    What a worker decided, beside what the rules say.

    >>> decided = {"id": "f", "person": 7, "kind": "decided", "programme": "example", "on": "2022-04-20",
    ...            "recorded_by": "w1", "data": {"decision": "accepted"}}
    >>> [decision] = phone.propose(decided).state("example", "2022-06-10").decisions
    >>> decision, decision.by
    (WorkerDecision(decision='accepted', on=datetime.date(2022, 4, 20)), 'w1')
    """
    def __repr__(self, /) -> str: ...
    @property
    def authority(self, /) -> str | None:
        """
        On whose authority.
        """
    @property
    def by(self, /) -> str | None:
        """
        Who recorded it.
        """
    @property
    def criteria(self, /) -> list[str]:
        """
        The criteria it overrides.
        """
    @property
    def decision(self, /) -> str:
        """
        `accepted`, `waiting`, `declined` or `signposted`.
        """
    @property
    def event(self, /) -> str:
        """
        The event's id.
        """
    @property
    def on(self, /) -> date:
        """
        The day.
        """
    @property
    def reason(self, /) -> str | None:
        """
        Why.
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

def import_service(
    service: str | typing.Mapping[str, typing.Any],
    *,
    areas: typing.Sequence[typing.Mapping[str, str | None]] | None = None,
    declared: typing.Sequence[str] | None = None,
    eligibility_description: typing.Literal["asked", "noted"] = "asked",
) -> Imported:
    """
    Imports one service of an Open Referral directory (HSDS 3, or its UK profile), as `GET /services/{id}` gives it.

    `service` is JSON text or what `json.loads` makes of it. Ages, areas and required documents become a programme's
    criteria and advice; every other field that says something is in `not_covered`. The same service always gives the
    same documents.

    `areas` says what the directory's areas are called in documents that are there already: mappings with `when`, `name`
    and perhaps `uri`; an area that is not among them is asked about by a fact of its own. `declared` are the facts that
    other documents of the catalogue declare, and that the vocabulary then leaves out. `eligibility_description` is free
    text on who the service is for: `asked` makes a criterion of it that somebody must judge, `noted` the programme's
    source, which decides nothing.

    Raises `DocumentError` with every problem of the service.

    >>> service = {"id": "first_steps", "name": "First Steps into Work", "status": "active", "minimum_age": 16,
    ...     "maximum_age": 24, "wait_time": "About two weeks"}
    >>> imported = ds.import_service(service)
    >>> [entry.path for entry in imported.not_covered]
    ['wait_time']
    >>> steps = ds.Catalogue.parse(imported.documents)
    >>> steps.screen({"date_of_birth": "1997-04-01"}, "2022-04-01")[imported.id].status
    'not_eligible'
    """

def import_services(
    services: str | typing.Mapping[str, typing.Any] | typing.Sequence[typing.Mapping[str, typing.Any]],
    *,
    areas: typing.Sequence[typing.Mapping[str, str | None]] | None = None,
    declared: typing.Sequence[str] | None = None,
    eligibility_description: typing.Literal["asked", "noted"] = "asked",
) -> ImportedServices:
    """
    Imports the services of an Open Referral directory: a page of them (`{"contents": […]}`), a list, or one.

    As `import_service`, except that a service that is not well made is in `rejected`, and the others are imported all
    the same.

    Raises `DocumentError` if there are no services to read.

    >>> page = {"contents": [service, {"id": "nameless", "status": "active"}]}
    >>> services = ds.import_services(page)
    >>> services
    ImportedServices(services=[Imported(id='first_steps')], rejected=[Rejected(path='contents[1]')])
    >>> ds.Catalogue.parse(services.documents)
    Catalogue(programmes=['first_steps'])
    """

def to_json(name: str, text: str) -> str:
    """
    A document as JSON text: the same keys and values in the same order, whatever it is written in.

    Raises `DocumentError` if the text cannot be read; whether it makes a document is not asked.
    """
