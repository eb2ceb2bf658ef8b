/** A person of a caseload: the id that their events have, and their facts. */
export type ReturnPerson = Facts & { readonly person_id: string | number | bigint };

/** Which cell: what it counts, of whom, and when. */
export interface CellKey {
    /** The indicator's id. */
    indicator: string;
    /** The programme's id; null is all of the return's programmes together, each unit once. */
    programme: string | null;
    /** The period's label; null is the whole time. */
    period: string | null;
    /** The fact or group that it is broken down by; null is the total. */
    by: string | null;
    /** The group; null beside a `by` is of whom it is not told. */
    group: string | null;
}

/** A cell's key columns, where what is left out is null. A cell itself will do. */
export interface CellColumns {
    readonly indicator: string;
    readonly programme?: string | null | undefined;
    readonly period?: string | null | undefined;
    readonly by?: string | null | undefined;
    readonly group?: string | null | undefined;
}

/** What a cell knows of its value. `undefined` is a share of nobody. */
export type CellState = "exact" | "bounded" | "undefined" | "not_yet_due" | "suppressed" | "not_collected";

/** One value of a return. */
export interface Cell extends CellKey {
    /** The period's first day. */
    periodStart: string | null;
    /** The period's last day. */
    periodEnd: string | null;
    state: CellState;
    /** Its value, where that is known. A rate is a fraction of 1. */
    value: number | null;
    /** The least that it can be. */
    low: number | null;
    /** The most that it can be; null where nothing bounds it. */
    high: number | null;
    /** How many units were counted, or achieved; of a bounded cell those of `low`. */
    numerator: number | null;
    /** Of how many, where it is a share, a mean or a median. */
    denominator: number | null;
    /** How many units are not due yet; null where that is not published. */
    pending: number | null;
    /** The target for it, where there is one. */
    target: string | null;
    /** The lower end of the interval, where its indicator asks for one and it has a value. */
    intervalLow?: number;
    /** The upper end. */
    intervalHigh?: number;
}

/** What cannot be used, and why. */
export interface Rejection {
    /** The person's id; empty where it is not known. */
    person: string;
    /** The event's id; empty of what is told beside events. */
    event: string;
    code: string;
    message: string;
    help: string;
}

/** What became of everything that came in: numbers of events, then of people. */
export interface Accounts {
    /** How many events were given: as many as were used, are later, were rejected and are repeated. */
    events: number;
    /** How many were used, or stand corrected by another. */
    used: number;
    /** How many are dated after the day judged, or were not known yet. */
    later: number;
    /** How many cannot be used. */
    rejected: number;
    /** How many told the same as an earlier one of the same table, text or list. */
    repeated: number;
    /** How many people there are, by events or by what is told beside them. */
    people: number;
    /** How many people have no events. */
    withoutEvents: number;
    /** How many people were erased. */
    erased: number;
}

/** A report as plain data. */
export interface ReportData {
    /** The return's id. */
    return: string;
    /** The day judged. */
    asAt: string;
    /** The day as on which the events were known; null is everything. */
    knownAt: string | null;
    cells: Cell[];
    accounts: Accounts;
    rejected: Rejection[];
    /** What was assumed, in words. */
    assumptions: string[];
    /** The catalogue's fingerprint. */
    catalogue: string;
    /** The library's version. */
    library: string;
}

/**
 * Who counts, or achieved; all that it is a share of; who is not due yet; of whom it is not told whether they count; who
 * is left out; who achieved after they were due.
 */
export type CellPart = "numerator" | "denominator" | "pending" | "undetermined" | "excluded" | "late";

/** How a person counts in a cell, and by what. */
export interface Why {
    /** The person's id. */
    person: string;
    cell: CellKey;
    /** The parts of it they are among; none if they are not in it. */
    parts: CellPart[];
    /** Their enrolments in what the cell is about, in the order in which they began. */
    enrolments: WhyEnrolment[];
    /** The ids of their records that the indicator counts, or may. */
    records: string[];
}

/** One enrolment, as a cell sees it. */
export interface WhyEnrolment {
    programme: string;
    startedOn: string | null;
    endedOn: string | null;
    endedBecause: string | null;
    /** Whether the indicator leaves it out; null if what would tell is not told. */
    excluded: boolean | null;
    /** The outcomes that the indicator asks for. */
    outcomes: OutcomeResult[];
}

/**
 * How many people came to each step of an indicator, over the whole time, and where the others left. It adds up:
 * `referred` is `eligible` and `notEligible` and `eligibilityUnknown`, or `started` and `notStarted`; `started` is
 * `excluded` and `pending` and `due` and `notCounted`; `due` is `known` and `undetermined`, and `known` is `achieved` and
 * `notAchieved`.
 */
export interface Flow {
    /** The indicator's id. */
    indicator: string;
    /** Who was referred, or is enrolled. */
    referred: number;
    /** Who the rules cover, by what is told as it was on the first day. */
    eligible: number;
    /** Who they do not cover. */
    notEligible: number;
    /** Of whom that is not known. */
    eligibilityUnknown: number;
    /** Who was accepted although the rules do not cover them, or it is not known: a worker decided. */
    overridden: number;
    notStarted: number;
    started: number;
    /** Who the indicator leaves out. */
    excluded: number;
    /** Who is not due yet. */
    pending: number;
    /** Who started and is not of its cohort. */
    notCounted: number;
    due: number;
    /** Of whom it is not told whether they achieved. */
    undetermined: number;
    /** Of whom it is told. */
    known: number;
    achieved: number;
    notAchieved: number;
    /** Who was erased: they are in none of these. */
    erased: number;
}

/** What changed between two reports of one return. */
export interface Comparison {
    /** The cells whose values differ. */
    cells: CellChange[];
    /** Who moved, by cell and person. */
    moves: CellMove[];
}

/** A cell whose value differs: the least and most that it can be. Null where there was no such cell, or nobody in it. */
export interface CellChange {
    cell: CellKey;
    before: [number, number | null] | null;
    now: [number, number | null] | null;
}

/** Somebody who counts otherwise in a cell than before. */
export interface CellMove {
    cell: CellKey;
    /** The person's id. */
    person: string;
    /** As what they counted; null if they were not in it. */
    from: CellPart | null;
    /** As what they count now; null if they are not in it any more. */
    to: CellPart | null;
    /** By what: what alone makes a difference, else all that changed. */
    by: ("late" | "corrected" | "clause_changed" | "facts_changed" | "day_changed" | "people_changed")[];
}

/** For whom a release is: to its funder every number as it is, to the public protected. */
export type Audience = "funder" | "public";

/** The rule by which a release is protected. */
export interface ReleaseRule {
    /** Smaller counts are hidden. */
    minimum: number;
    /** Counts are rounded to multiples of this, half up. */
    roundTo: number;
    /** Whether counts of nobody are shown. */
    zerosShown: boolean;
}

/** What became of trying to undo a release. */
export interface Audit {
    /** What is recovered, cell by cell in the release's order, then what earlier releases hid. */
    recovered: Recovered[];
    /** How many numbers are hidden. */
    hidden: number;
    /** How many sums, bands and other bounds were used. */
    bounds: number;
    /** Whether the numbers contradict each other, so that nothing follows from them. */
    contradictory: boolean;
}

/** A number that a release hides and that follows from what is shown. */
export interface Recovered {
    key: CellKey;
    /** The day that the release it is hidden in was made for. */
    asAt: string;
    part: "numerator" | "denominator" | "pending" | "value";
    /**
     * The day of the earlier release from which the number is known to differ by `value`, few enough to be hidden; null
     * where `value` is the number itself.
     */
    since: string | null;
    value: number;
}
