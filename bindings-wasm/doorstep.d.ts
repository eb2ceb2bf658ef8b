/// <reference lib="esnext.disposable" />
/* tslint:disable */
/* eslint-disable */
/** A person's facts by name: what the catalogue's vocabulary declares, and `household`. */
export type Facts = { readonly [name: string]: Fact | readonly Facts[] | undefined };

/** A fact: its value, or the value with its evidence, or why there is none. A fact that is left out was not asked. */
export type Fact = FactValue | GivenFact | AbsentFact;

/**
 * The value of a fact. A date is text, `"1990-05-17"`; money is pounds. A number counts as its shortest decimal text. In
 * a condition by itself `null` is unknown.
 */
export type FactValue = boolean | number | bigint | string | readonly FactValue[] | null;

/** A fact with more than its value. */
export interface GivenFact {
    /** The value. It may be left out where `not` is given. */
    readonly value?: FactValue;
    /** For a fact of several codes: those that do not apply. */
    readonly not?: readonly string[];
    /** For a fact of several codes: whether all that apply are given. */
    readonly complete?: boolean;
    /** The type of evidence. */
    readonly evidence?: string;
    /** The day of the evidence, YYYY-MM-DD. */
    readonly on?: string;
}

/** A fact that was asked and is not there. */
export interface AbsentFact {
    /** Why. */
    readonly absent: "not_known" | "declined";
}

/**
 * A value as results have it: decimals, dates and durations are text (`"12.5"`, `"2022-04-01"`, `"P13W"`), unknown is
 * null. A number that is known only to a range is `{low, high}`.
 */
export type Value = boolean | string | null | Value[] | { [name: string]: Value };

/** One problem of a document or condition. Lines and columns are 1-based and count code points; the end is exclusive. */
export interface Diagnostic {
    /** The stable code: `"D101"`. */
    code: string;
    /** Whether it stops a catalogue from loading. */
    severity: "error" | "warning";
    /** What is wrong. */
    message: string;
    /** What to do about it. */
    help: string;
    /** The document's name; empty for a condition given alone. */
    file: string;
    line: number;
    column: number;
    endLine: number;
    endColumn: number;
}

/** What is wrong with one fact. It never says what was told. */
export interface FactProblem {
    /** The stable code: `"D501"`. */
    code: string;
    /** The fact's name; `as_at` for the day to judge. */
    fact: string;
    /** What is wrong. */
    message: string;
    /** What to do about it. */
    help: string;
}

/** Documents that do not make a catalogue. */
export class DocumentError extends Error {
    private constructor();
    readonly name: "DocumentError";
    /** Every problem of every document. */
    readonly diagnostics: Diagnostic[];
}

/** Facts, or a day, that cannot be used. */
export class FactError extends Error {
    private constructor();
    readonly name: "FactError";
    /** What is wrong, in the order the facts were given. */
    readonly problems: FactProblem[];
}

/** A condition that cannot be read, or does not fit its facts. */
export class ConditionError extends Error {
    private constructor();
    readonly name: "ConditionError";
    /** Every problem. */
    readonly diagnostics: Diagnostic[];
}

/** The decisions for one person as at one day. */
export interface Screening {
    /** The day judged. */
    asAt: string;
    /** The catalogue's fingerprint. */
    catalogue: string;
    /** The library's version. */
    library: string;
    /** A decision for every programme in force on the day, by its id. */
    decisions: Record<string, Decision>;
}

/** Whether one programme might take one person. Advice on published rules: the provider decides. */
export interface Decision {
    /** The programme's id. */
    programme: string;
    /** The first day of the version in force, which names it. */
    version: string | null;
    /** What the programme is called. */
    name: string;
    /** The language that is in. */
    language: string;
    /** Whether it might take the person. `undetermined` is neither yes nor no. */
    status: Status;
    /** The decision in plain English. */
    summary: string;
    /** Whether it takes referrals. */
    availability: "open" | "closed" | "opens_on" | "full" | "waiting" | "unknown";
    /** The day it opens, if it is yet to. */
    opensOn: string | null;
    /** Each criterion, in the programme's order. */
    criteria: CriterionResult[];
    /** The facts not told that keep it undetermined. */
    missing: string[];
    /** Advice for this person. It decides nothing. */
    advice: Words[];
    /** The groups the programme is aimed at. They decide nothing. */
    targetGroups: GroupResult[];
    /** The day judged. */
    asAt: string;
    /** The catalogue's fingerprint. */
    catalogue: string;
    /** The library's version. */
    library: string;
}

export type Status = "eligible" | "not_eligible" | "undetermined";

/** One criterion of a decision. */
export interface CriterionResult {
    id: string;
    /** What it asks. */
    text: string;
    /** The language that is in. */
    language: string;
    status: "met" | "not_met" | "unknown";
    /** The known facts it uses, with their values. */
    because: Record<string, Value>;
    /** If it is unknown: the facts not told that keep it so. */
    missing: string[];
}

/** Whether a person belongs to a group the programme is aimed at. */
export interface GroupResult {
    id: string;
    /** What it is called. */
    text: string;
    /** The language that is in. */
    language: string;
    status: "met" | "not_met" | "unknown";
}

/** Words in the language they are in. */
export interface Words {
    text: string;
    language: string;
}

/** Words by language: `{en: "…", cy: "…"}`. */
export type Text = Record<string, string>;

/** A grade of evidence, from a person's own word to an official record. */
export type Grade = "self_declared" | "adviser_vouched" | "adviser_seen" | "document" | "official";

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
    reveals: "special_category" | "criminal_offence" | "high_risk" | null;
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
    atLeast: string | null;
    attended: { atLeast: Text } | null;
    fact: string | null;
    becomes: Value;
    gains: string | null;
    loses: string | null;
    rises: boolean | null;
    scale: string | null;
    change: string | null;
    score: "raw" | "metric" | null;
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
    over: boolean;
    while: string | null;
}

/** A person and what the programme should say of them: a test that travels with the document. */
export interface Example {
    name: Text | null;
    facts: Value;
    asAt: string;
    expect: Status;
}



/**
 * An immutable set of documents that fit together.
 */
export class Catalogue {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * What an author would want to know of documents that do load: warnings, by document and place.
     */
    check(): Diagnostic[];
    /**
     * Makes a catalogue of documents by name, each the text of a JSON document or the same as an object.
     *
     * Names serve diagnostics only. Throws a `DocumentError` with every problem of every document.
     */
    static parse(documents: Readonly<Record<string, string | object>>): Catalogue;
    /**
     * The programmes by id, each with its versions from the earliest.
     */
    programmes(): Record<string, Programme[]>;
    /**
     * The question for each fact that has one, by the fact's name, in the order a form would ask them.
     */
    questions(language?: string | null): Record<string, string>;
    /**
     * Screens one person: a decision for every programme in force on a day, written YYYY-MM-DD.
     *
     * A fact that is left out, or undefined, was not asked. A decision is advice on published rules; the provider
     * decides. Throws a `FactError` with every fact that cannot be used.
     */
    screen(facts: Facts, asAt: string, language?: string | null): Screening;
    /**
     * The SHA-256 of what the documents say, in hexadecimal: the same for the same rules, however they are written.
     */
    readonly fingerprint: string;
}

/**
 * The value of a condition, or of any expression, over values that are given with it.
 *
 * Decimals, dates and durations come as text, and unknown as null. Null is a way to give unknown; what is left out has
 * no name in the condition. Throws a `ConditionError` with every problem of the condition or of a value, and a
 * `FactError` if `asAt` is no day.
 */
export function evaluate(condition: string, facts?: Facts | null, asAt?: string | null): Value;
