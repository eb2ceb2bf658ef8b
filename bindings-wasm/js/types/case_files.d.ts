/** A line of a case file that cannot be read. Writing the file again writes it again, as it came. */
export interface RejectedLine {
    /** Its place, from 1, in the text that it was read from. */
    line: number;
    /** The line as it came: it may tell of the person. */
    text: string;
    problem: EventProblem;
}

/** What is left of a person who was erased. It wins every merge. */
export interface Tombstone {
    /** The person's ids, in order. */
    erased: string[];
    on: string;
}

/**
 * Where a person stands in a programme on a day: a function of the set of their events. An enrolment that was ended and
 * begun again is one.
 */
export interface JourneyState {
    programme: string;
    /** The first day of the version whose plan it follows. */
    version: string | null;
    /** The day judged. */
    asAt: string;
    /** The day as on which it was known; null is everything. */
    knownAt: string | null;
    /** The furthest stage since the last end; null before the first. */
    stage: StageName | null;
    since: string | null;
    /** Each stage reached, in the order of their days. */
    stages: { stage: StageName; on: string; event: string }[];
    /** The first start. */
    startedOn: string | null;
    /** The last end, if nothing was begun again since. */
    endedOn: string | null;
    endedBecause: string | null;
    pausedSince: string | null;
    /** What workers decided, beside what the rules say; the latest last. */
    decisions: WorkerDecision[];
    /** Who works with the person, by role; the latest of each. */
    workers: { worker: string; role: string | null; since: string; event: string }[];
    /** The plan's actions, then those that were added. */
    actions: ActionState[];
    /** How far the plan is: numbers of actions. */
    progress: { actions: number; done: number; dropped: number; open: number; overdue: number };
    /** The ids of the actions that can be worked on now. */
    nextActions: string[];
    /** When the plan is to be reviewed; null where the programme says nothing of reviews. */
    review: { every: string; last: string | null; dueOn: string | null; overdueDays: number } | null;
    /** The last day on which the person and the programme were in touch. */
    lastContact: string | null;
    /** Since when they are out of touch, if that is longer than the programme allows: the last contact. */
    quietSince: string | null;
    /** Goals, in the order they were set. */
    goals: Goal[];
    /** Each scale's scores, then and now. */
    scores: { scale: string; first: Scored; latest: Scored; change: string | null }[];
    /** Events that were recorded later than on their day, those recorded latest first. */
    late: { event: string; kind: string; on: string; recordedOn: string; days: number }[];
    /** What counts for nothing or less than it seems to, and why. */
    problems: EventProblem[];
    /** The catalogue's fingerprint. */
    catalogue: string;
    /** The library's version. */
    library: string;
}

/** What a worker decided. */
export interface WorkerDecision {
    decision: "accepted" | "waiting" | "declined" | "signposted";
    on: string;
    /** The criteria it overrides. */
    criteria: string[];
    reason: string | null;
    authority: string | null;
    /** Who recorded it. */
    by: string | null;
    event: string;
}

/** An action and how it stands. */
export interface ActionState {
    id: string;
    text: string | null;
    owner: string | null;
    status: "waiting" | "ready" | "started" | "done" | "dropped";
    /** Since when it stands so; null while it waits. */
    since: string | null;
    /** The id of the event that made it so; null while it waits. */
    event: string | null;
    /** Why it was dropped. */
    reason: string | null;
    /** The actions that come before it. */
    after: string[];
    /** Those of them that are still open. */
    waitsFor: string[];
    readyOn: string | null;
    /** The day it is due: pauses since it was ready put it off. */
    dueOn: string | null;
    /** How many days it is overdue; 0 once it is done or dropped. */
    overdueDays: number;
    /** Whether it was done before those that come before it. It counts. */
    outOfOrder: boolean;
    /** Whether it waits for one that the plan does not have, or in a circle. */
    neverReady: boolean;
    /** Whether it was added to the person's own plan. */
    added: boolean;
    /** How much there is of the records that do it: their number, or the sum of an attribute. */
    soFar: string | null;
    /** How much it takes. */
    needed: string | null;
    /** How many records may count too: what decides it is not told. */
    unclear: number;
}

/** A goal, in FHIR's terms. */
export interface Goal {
    id: string;
    text: string | null;
    lifecycleStatus: "active" | "on-hold" | "completed";
    achievementStatus: "in-progress" | "achieved" | "not-achieved";
    setOn: string | null;
    reachedOn: string | null;
    /** The id of the event that made it so. */
    event: string;
}

/** One score. */
export interface Scored {
    on: string;
    /** The raw score; null where items are missing and the scale gives none then. */
    raw: string | null;
    /** Its metric score, where the scale has a table of them. */
    metric: string | null;
    event: string;
}

/** Whose list a caseload is, and as on which day it was known. */
export interface CaseloadOptions {
    /** The worker; everybody's if it is left out. */
    readonly worker?: string | number | bigint | null | undefined;
    /** The day as on which the events were known; everything if it is left out. */
    readonly knownAt?: string | null | undefined;
}

/** Somebody to see to, and why. */
export interface CaseloadItem {
    /** The least of the person's ids; null only where a line cannot be read and does not say whose it is. */
    person: string | null;
    /** Null where a problem is of somebody who is on no programme that there is. */
    programme: string | null;
    /** How far they are in it. */
    stage: StageName | null;
    /** Who works with them in it, by role. */
    workers: string[];
    /**
     * Why they are on the list: `quiet`, or `not_started` of somebody who was referred, when they are out of touch for longer
     * than the programme allows; `action_blocked` when an action can never be begun; `problem` when something about
     * their events counts for nothing, or less than it seems to.
     */
    reason:
        | "quiet" | "not_started" | "action_overdue" | "review_overdue" | "action_due" | "review_due" | "action_blocked"
        | "problem";
    /** The action it is about, or of a problem the event. */
    about: string | null;
    /** The action in words, or the problem. */
    text: string | null;
    /** The day it was due; of somebody who is out of touch, the last contact. */
    on: string | null;
    /** How many days ago that is. */
    days: number;
}
