/**
 * One version of one programme: its document, with defaults filled in. Conditions and durations are text; dates are
 * YYYY-MM-DD.
 */
export interface Programme {
    /** The format's version. */
    doorstep: number;
    /** The programme's id, the same in all its versions. */
    programme: string;
    name: Text;
    /** What the person sees; several programmes may share one. */
    brand: string | null;
    /** A name for papers that travel. */
    neutralName: Text | null;
    /** What the programme's very name discloses. */
    reveals: Sensitivity | null;
    provider: Text | null;
    funding: Funding[];
    /** The days on which these rules hold. */
    inForce: Period;
    /** How and when people can be referred; without it the programme is always open. */
    referrals: Referrals | null;
    /** What must hold, all of it. Empty is everyone. */
    eligibility: Criterion[] | null;
    /** What is asked again while a person is enrolled. */
    continuing: Criterion[];
    targetGroups: TargetGroup[];
    advice: Advice[];
    /** The stages of an enrolment. */
    journey: Stage[];
    active: { contactWithin: string | null } | null;
    plan: Plan | null;
    outcomes: Outcome[];
    examples: Example[];
    /** The words the programme rests on. */
    source: Text | null;
    note: Text | null;
}

/** Days from one to another, both inclusive; either may be open. */
export interface Period {
    from: string | null;
    to: string | null;
    source: Text | null;
    note: Text | null;
}

/** A fund that pays for a programme, or for a share of it. */
export interface Funding {
    id: string;
    funder: string;
    /** The share it pays, from 0 to 1, as text. */
    share: string | null;
    from: string | null;
    to: string | null;
    /** The funding that it matches. */
    matches: string | null;
    source: Text | null;
    note: Text | null;
}

/** How and when people can be referred. */
export interface Referrals {
    /** The periods it takes referrals in; null is always, none is never. */
    open: Period[] | null;
    status: "full" | "waiting" | "unknown" | null;
    routes: string[];
    capacity: number | null;
    contact: Text | null;
    source: Text | null;
    note: Text | null;
}

/** A condition with an id and plain words. */
export interface Criterion {
    id: string;
    text: Text;
    when: string;
    /** What allows it to rest on a protected characteristic. */
    basis: Text | null;
    evidence: Grade | null;
    source: Text | null;
    note: Text | null;
}

/** People a programme is aimed at. */
export interface TargetGroup {
    id: string;
    text: Text;
    when: string;
    source: Text | null;
    note: Text | null;
}

/** Something to say to those for whom a condition holds. */
export interface Advice {
    when: string;
    text: Text;
    source: Text | null;
    note: Text | null;
}

export type StageName = "referred" | "assessed" | "agreed" | "started" | "ended";

/** A stage of a journey, and whether an enrolment must pass through it. */
export interface Stage {
    stage: StageName;
    required: boolean;
}

/** The template of an action plan. */
export interface Plan {
    reviewEvery: string | null;
    actions: Action[];
    source: Text | null;
    note: Text | null;
}

/** Something to be done. */
export interface Action {
    id: string;
    text: Text;
    owner: string | null;
    after: string[];
    due: string | null;
    metBy: { record: string; where: string | null; sum: string | null; atLeast: string | null } | null;
    source: Text | null;
    note: Text | null;
}

/** What an outcome's window hangs on. */
export type Anchor = "started" | "ended" | "none";

/** Something to be achieved, told by one of several forms. */
export interface Outcome {
    id: string;
    text: Text | null;
    record: string | null;
    where: string | null;
    from: string | null;
    exclude: string | null;
    lasting: Lasting | null;
    count: number | null;
    sum: string | null;
    /** How much it must come to. */
    atLeast: string | null;
    /** How much it must exceed. */
    moreThan: string | null;
    /** The least share of sessions, from 0 to 1. */
    attended: { atLeast: string } | null;
    fact: string | null;
    becomes: Value;
    gains: string | null;
    loses: string | null;
    rises: boolean | null;
    scale: string | null;
    /** By how many points, or the name of one of the scale's thresholds. */
    change: string | null;
    score: "raw" | "metric" | null;
    /** Which of the later scores. */
    to: "latest" | "exit" | null;
    stage: StageName | null;
    action: string | null;
    goal: string | null;
    anyOf: string[];
    allOf: string[];
    anchor: Anchor;
    heldAt: "start" | null;
    within: string | null;
    openSpells: "confirmed" | "continue";
    knownBy: { record: string; at: string | null } | null;
    facts: "at_start" | "at_event";
    together: "each" | "sum" | "max";
    oncePer: "person" | "enrolment" | "period" | null;
    evidence: Grade | null;
    claim: { funding: string; amount: string | null; within: string | null } | null;
    source: Text | null;
    note: Text | null;
}

/** How long a run of spells must last. */
export interface Lasting {
    continuous: string | null;
    gap: string | null;
    days: number | null;
    weeks: number | null;
    months: number | null;
    of: number | null;
    touched: boolean;
    total: string | null;
    at: string | null;
    in: { quarter: number; after: Anchor } | null;
    after: Anchor | null;
    /** The first day of the window of weeks or months; without it each begins with a spell. */
    from: string | null;
    over: boolean;
    while: string | null;
}

/** A person and what the programme should say of them: a test that travels with the document. */
export interface Example {
    name: Text | null;
    facts: Value;
    /** The person's events, as `screen` takes them; null if none are given. */
    events: Value;
    asAt: string;
    expect: Status;
}
