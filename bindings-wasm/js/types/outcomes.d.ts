/** As known when outcomes are judged, and facts of which day. */
export interface OutcomeOptions {
    /** The day as on which the events were known; everything if it is left out. */
    readonly knownAt?: string | null | undefined;
    /** The day of which facts given without a day are, that of an extract; those at the start if it is left out. */
    readonly factsOn?: string | null | undefined;
}

/** Every outcome of a programme for one person, and what they rest on. */
export interface Outcomes {
    programme: string;
    /** The first day of the version that was judged by: that in force on the start, else the nearest. */
    version: string | null;
    /** The day judged. */
    asAt: string;
    /** The day as on which it was known; null is everything. */
    knownAt: string | null;
    /** The enrolment's first day. */
    startedOn: string | null;
    /** Its last day. */
    endedOn: string | null;
    /** Each outcome, in the programme's order. */
    outcomes: OutcomeResult[];
    /** What was assumed, in words. */
    assumptions: string[];
    /** What counts for nothing or less than it seems to of the events given, and why, as far as it was known. */
    problems: EventProblem[];
    /** The catalogue's fingerprint. */
    catalogue: string;
    /** The library's version. */
    library: string;
}

/**
 * `not_achieved` is so as far as is told; `not_yet_due` could not have been achieved yet, or a run is open that still can;
 * of `unknown`, what is not told decides it.
 */
export type OutcomeState = "achieved" | "not_achieved" | "not_yet_due" | "unknown" | "excluded";

/** One outcome of one person. */
export interface OutcomeResult {
    id: string;
    text: string | null;
    state: OutcomeState;
    /** The day it was achieved. */
    on: string | null;
    /** The ids of the events it rests on, in their order. */
    records: string[];
    /** The grade of what shows them: the least of theirs. */
    evidence: Grade | null;
    /**
     * The known facts that its conditions use, with their values. If it was not achieved, how near it came too: what it
     * came to (`employment.reached`) and what was `asked`, what the latest record that does not count tells, the day of one
     * that came too early or too late (`employment.on`), how each part stands, `started` of who has not.
     */
    because: Record<string, Value>;
    /**
     * What would tell, if it is unknown: names of facts, of a record's attributes (`employment.hours_per_week`), of the day a
     * spell ended (`employment.end`), of a scale, a follow-up or a parameter.
     */
    missing: string[];
    /** The ids of the events that may count and are not told enough of. */
    undecided: string[];
    /** If it is not yet due: the first day from which it can be known; null where that waits for something else. */
    dueOn: string | null;
    /** What the person is left out by. */
    excludedBy: "from" | "exclude" | null;
    /** The first day on which it was both achieved and shown by evidence of the grade it asks for. */
    evidenced: string | null;
    /** The first day, from the one on which it was achieved on, on which it was claimed. */
    claimed: string | null;
    /** The day it was first paid. */
    paid: string | null;
    /** The last day on which it can be claimed, where that is limited and it was achieved. */
    claimBy: string | null;
    /** Whether it was claimed after that day, or can no longer be. */
    tooLate: boolean;
    /** Events that cannot count: before the person's birth, or an amount below 0. */
    setAside: EventProblem[];
}

/** Every claim of a person, over all programmes, and what speaks against it. */
export interface Claims {
    /** The day judged. */
    asAt: string;
    /** The day as on which it was known; null is everything. */
    knownAt: string | null;
    /** Each claim, in the order of events. */
    claims: ClaimMade[];
    /** What speaks against each; then claims that do not go together, then what speaks against payments. */
    findings: ClaimFinding[];
    /** The catalogue's fingerprint. */
    catalogue: string;
    /** The library's version. */
    library: string;
}

/** An outcome that was claimed from a funding. */
export interface ClaimMade {
    /** The id of the event that says so. */
    event: string;
    programme: string | null;
    outcome: string;
    /** The funding it was claimed from: the one told, else the one that the outcome names. */
    funding: string | null;
    /** Who gives that. */
    funder: string | null;
    amount: string | null;
    /** The day it was claimed. */
    on: string;
    /** The day it was first paid. */
    paid: string | null;
    /** How the outcome stands on the day judged; null if the programme has none of that id. */
    state: OutcomeState | null;
    /** The day the outcome was achieved. */
    achieved: string | null;
    /** The day it was shown by evidence of the grade it asks for. */
    evidenced: string | null;
    /** The last day for the claim, where that is limited. */
    claimBy: string | null;
    /** The ids of the events that the outcome rests on. */
    records: string[];
}

/** Something that speaks against claims, for somebody to look at. */
export interface ClaimFinding {
    fault:
        | "no_such_outcome" | "no_such_funding" | "not_achieved" | "too_early" | "not_known" | "not_evidenced"
        | "too_late" | "two_fundings" | "claimed_twice" | "other_amount" | "below_zero" | "not_claimed" | "paid_early"
        | "paid_twice";
    /** The same in words. */
    message: string;
    /** The ids of the claims, the earlier first, or of the payment. */
    events: string[];
    /** The ids of the records that two claims share. */
    records: string[];
}
