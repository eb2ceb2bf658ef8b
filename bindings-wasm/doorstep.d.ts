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

/** What is wrong with one event, or what counts for nothing. It never says what was told. */
export interface EventProblem {
    /** The event's id; empty if it has none that can be read. */
    event: string;
    /** The stable code: `"D601"`. */
    code: string;
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

/** Events that cannot be read. */
export class EventError extends Error {
    private constructor();
    readonly name: "EventError";
    /** What is wrong, in the order the events were given. */
    readonly problems: EventProblem[];
}

/** A condition that cannot be read, or does not fit its facts. */
export class ConditionError extends Error {
    private constructor();
    readonly name: "ConditionError";
    /** Every problem. */
    readonly diagnostics: Diagnostic[];
}

/** A return that cannot be computed, a cell that a report does not have, or states that do not merge. */
export class ReturnError extends Error {
    private constructor();
    readonly name: "ReturnError";
}

/** Something that happened to a person on a day, or from one day to another. */
export interface PersonEvent {
    readonly id: string | number | bigint;
    /** The person's id. */
    readonly person: string | number | bigint;
    /** A stage (`"started"`), a kind of record of the vocabulary (`"employment"`), `"decided"`… */
    readonly kind?: string;
    /** The day it happened, YYYY-MM-DD. */
    readonly on?: string;
    /** The day it began, instead of `on`. */
    readonly start?: string;
    /** Its last day. */
    readonly end?: string | null;
    readonly programme?: string | null;
    /** What else is told of it: a record's attributes. */
    readonly data?: { readonly [name: string]: EventValue | undefined } | null;
    /** What shows it: a type of evidence of the vocabulary. */
    readonly evidence?: { readonly type: string; readonly on?: string; readonly by?: string } | null;
    /** When it was recorded, RFC 3339 or a day. */
    readonly recorded_at?: string | null;
    readonly recorded_by?: string | null;
    /** Whom or what it is about, where that is not the person. */
    readonly subject?: string | null;
    /** The id of the event that it replaces. */
    readonly amends?: string | number | bigint | null;
    /** The id of the event that it takes back. */
    readonly voids?: string | number | bigint | null;
    /** Why it was recorded although the plan does not allow it. */
    readonly override?: Override | null;
}

/** Why a worker records what the plan does not allow. */
export interface Override {
    readonly reason: string;
    /** Who decided it. */
    readonly by?: string | null;
    /** On whose authority. */
    readonly authority?: string | null;
}

/** What an event tells. */
export type EventValue = FactValue | readonly EventValue[] | { readonly [name: string]: EventValue | undefined };

/** What may be given with a screening. */
export interface ScreenOptions {
    /**
     * Everything that is known to have happened to the person: records, and the programmes they are or were on. Without
     * it both are unknown; `[]` says that there is nothing.
     */
    readonly events?: readonly PersonEvent[] | null | undefined;
    /** The language of the words, where documents have it: `"cy"`. English if it is left out. */
    readonly language?: string | null | undefined;
}

/** The decisions for one person as at one day. Statuses are there at once; `readonly` members are worked out when read. */
export interface Screening {
    /** The day judged. */
    asAt: string;
    /** The catalogue's fingerprint. */
    catalogue: string;
    /** The library's version. */
    library: string;
    /** A decision for every programme in force on the day, by its id. */
    decisions: Record<string, Decision>;
    /** What to ask the person next; null when nothing they can tell can change any status. Not in copies or JSON. */
    readonly nextQuestion: Question | null;
    /** What counts for nothing among the events, and why. Not in copies or JSON. */
    readonly eventProblems: EventProblem[];
    /** What to ask somebody next: `"person"`, `"key_worker"`, `"gp"`… */
    ask(askedOf: string): Question | null;
}

/** A question worth asking. */
export interface Question {
    /** The fact it asks for, or `household`. */
    fact: string;
    /** How it is asked; the fact's name where the vocabulary has no words. */
    text: string;
    /** The language that is in. */
    language: string;
    type: FactType | "household";
    /** For `code` and `codes`: each code and what it is called. */
    values: Record<string, string>;
    /** The programmes it can matter for. */
    programmes: string[];
}

export type FactType = "boolean" | "number" | "money" | "date" | "code" | "codes" | "text";

/** What to do next. */
export interface NextStep {
    text: string;
    /** The language that is in. */
    language: string;
    /** The programme to go to: this one, or a service open to all. */
    programme: string | null;
    /** The way in: the first of its routes. */
    route: string | null;
    /** How to get in touch. */
    contact: string | null;
}

/** A change that an author suggests, for a criterion that is not met. */
export interface Nearest {
    criterion: string;
    /** The fact that would change, and the value it would have. */
    fact: string;
    to: Value;
    text: string;
    /** The language that is in. */
    language: string;
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
    /** What to do next: how to get in, or a service open to all. */
    readonly nextStep: NextStep;
    /** Each criterion, in the programme's order. */
    readonly criteria: CriterionResult[];
    /**
     * What it rests on, as names of facts. Decided: a smallest set of known facts that alone decides the same.
     * Undetermined: a smallest set of unknown facts for which some answers settle it.
     */
    readonly reasons: string[];
    /** The facts not told that can settle it; empty once it is decided. */
    readonly missing: string[];
    /** Whether each of those surely can. If not, there may be too many of them, never too few. */
    readonly exact: boolean;
    /** Why each of those is not known. */
    readonly absent: Record<string, "not_asked" | "not_known" | "declined" | "undecided">;
    /** The first later day on which the same facts decide otherwise, or `"uncertain"`; null if they never will. */
    readonly changesOn: string | null;
    /** What would lift what stands against the person, where authors are willing to suggest it. */
    readonly nearest: Nearest[];
    /** Advice for this person. It decides nothing. */
    readonly advice: Words[];
    /** The groups the programme is aimed at. They decide nothing. */
    readonly targetGroups: GroupResult[];
    /** The day judged. */
    asAt: string;
    /** The catalogue's fingerprint. */
    catalogue: string;
    /** The library's version. */
    library: string;
    /** All of it in plain words, to be read or printed. Not in copies or JSON. */
    inWords(): string;
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
    /** If it is unknown: the facts not told that can settle it. */
    missing: string[];
    /** Whether what decides it is told on evidence of the grade it asks for. It never changes the status. */
    assured: boolean;
    /** `"rules"`, or the id of the event by which a worker decided otherwise. The status stays. */
    decidedBy: string;
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

/** What a catalogue's examples tell. `String(report)` is the same as text. */
export interface TestReport {
    /** Whether every example comes out as its author says. */
    passed: boolean;
    examples: ExampleResult[];
    /** Changes to criteria after which every example still comes out as it did. */
    unnoticed: Unnoticed[];
    /** Criteria of which not all changes were tried, because there was too much to do. */
    untried: Untried[];
}

/** What became of one example. */
export interface ExampleResult {
    programme: string;
    /** The first day of the version it stands in. */
    version: string | null;
    /** Its place among the version's examples, from 1. */
    index: number;
    name: string | null;
    expect: Status;
    /** The status that it has; null if it cannot be judged. */
    status: Status | null;
    passed: boolean;
    /** Why it cannot be judged. */
    problem: string | null;
    file: string;
    line: number;
    column: number;
}

/** A change to a criterion that no example notices. */
export interface Unnoticed {
    programme: string;
    version: string | null;
    criterion: string;
    /** The clause that was changed: the whole condition or a part of it. */
    clause: string;
    /** What was changed, in plain words. */
    change: string;
    file: string;
    line: number;
    column: number;
}

/** A criterion of which not all changes were tried. */
export interface Untried {
    programme: string;
    version: string | null;
    criterion: string;
    /** How many were not. */
    changes: number;
}

/** What may be given with a description. */
export interface DescribeOptions {
    /** The day whose version is described, YYYY-MM-DD; every version if it is left out. */
    readonly asAt?: string | null | undefined;
    /** The language of the words, where documents have it. English if it is left out. */
    readonly language?: string | null | undefined;
}

/** What a programme's rules say. `String(description)` is the same as text, with headings and lists. */
export interface Description {
    programme: string;
    /** What it is called, in the latest of the versions described. */
    name: Words;
    /** The language that was asked for. */
    askedFor: string;
    /** The language of the fixed words of the text. */
    language: string;
    /** The day asked about; null describes every version. */
    asAt: string | null;
    versions: VersionDescription[];
    /** The facts that the rules use, in the vocabulary's order. */
    facts: FactDescription[];
    /** The figures that the rules use. */
    parameters: ParameterDescription[];
    /** Whether the other members of the household are asked about. */
    household: boolean;
    /** The kinds of records that the rules use. */
    records: string[];
    /** What the rules ask about other programmes. */
    otherProgrammes: OtherProgramme[];
    catalogue: string;
    library: string;
}

/** Where something is said, and what an author wants readers to know of it. */
export interface Sourced {
    source: Words | null;
    note: Words | null;
}

/** One version of the rules. */
export interface VersionDescription extends Sourced {
    from: string | null;
    to: string | null;
    inForceSource: Words | null;
    inForceNote: Words | null;
    name: Words;
    provider: Words | null;
    /** Whether the document says who can join; if it does not, everyone can. */
    saysWho: boolean;
    /** What must hold, all of it. */
    criteria: CriterionDescription[];
    /** What is asked again while a person is enrolled. */
    continuing: CriterionDescription[];
    /** Whom it is aimed at; they decide nothing. */
    targetGroups: GroupDescription[];
    advice: AdviceDescription[];
    referrals: ReferralsDescription;
}

export interface CriterionDescription extends Sourced {
    id: string;
    text: Words;
    when: string;
    /** What allows it to rest on a protected characteristic. */
    basis: Words | null;
    evidence: Grade | null;
    /** The types of evidence that are of that grade, or of a better one. */
    evidenceTypes: string[];
    /** The facts it uses. */
    facts: string[];
}

export interface GroupDescription extends Sourced {
    id: string;
    text: Words;
    when: string;
}

export interface AdviceDescription extends Sourced {
    text: Words;
    when: string;
}

/** How and when people can be referred. */
export interface ReferralsDescription extends Sourced {
    /** The periods it takes people in; null is always, none is never. */
    open: PeriodDescription[] | null;
    status: "full" | "waiting" | "unknown" | null;
    /** Whether it takes people on the day asked about. */
    availability: Decision["availability"] | null;
    opensOn: string | null;
    routes: string[];
    capacity: number | null;
    contact: Words | null;
}

export interface PeriodDescription extends Sourced {
    from: string | null;
    to: string | null;
}

/** Why something told about a person must be guarded. */
export type Sensitivity = "special_category" | "criminal_offence" | "high_risk";

/** A fact that the rules use. */
export interface FactDescription extends Sourced {
    name: string;
    /** How it is asked. */
    question: Words | null;
    type: FactType;
    values: { code: string; text: Words; sensitivity: Sensitivity | null }[];
    /** Whether a code that is not told is unknown, not absent. */
    open: boolean;
    usedBy: ("eligibility" | "continuing" | "target_groups" | "advice")[];
    /** The facts that it follows from. */
    derivedFrom: string[];
    /** How it follows from them. */
    derivation: string | null;
    /** Who can tell it. */
    askedOf: string[];
    sensitivity: Sensitivity | null;
    /** The protected characteristics it is, or follows from. */
    protected: string[];
}

/** A figure that the rules use. */
export interface ParameterDescription extends Sourced {
    parameter: string;
    type: "number" | "money";
    /** Its values, in the document's order. */
    values: ValueDescription[];
}

/** A figure's value for some days and ages. */
export interface ValueDescription {
    value: Value;
    /** The first day it holds; null if it has always held. */
    from: string | null;
    /** The last day it holds; null if it holds until a later value for the same ages begins. */
    to: string | null;
    minAge: number | null;
    maxAge: number | null;
    /** Where it comes from. */
    reference: Words | null;
    note: Words | null;
}

/** What the rules ask about another programme. */
export interface OtherProgramme {
    programme: string;
    /** The first day of the version asked about. */
    version: string | null;
    name: Words;
    /** The criterion asked about; null if it is asked whether the person is on it. */
    criterion: string | null;
    /** What the criterion asks. */
    text: Words | null;
}

/** An area of a directory, and the condition that stands for it. */
export interface Area {
    when: string;
    /** What the directory calls it. */
    name: string;
    uri?: string | null;
}

/** How services are imported. */
export interface ImportOptions {
    /** What the directory's areas are in documents that are there already. Another is asked about by its own fact. */
    readonly areas?: readonly Readonly<Area>[];
    /** The facts that other documents declare: the vocabulary leaves them out. */
    readonly declared?: readonly string[];
    /** What to make of `eligibility_description`: a criterion that somebody must judge, or a note. */
    readonly eligibilityDescription?: "asked" | "noted";
}

/** How a programme is exported. */
export interface ExportOptions {
    /** The areas that conditions may ask about, and what a directory calls them. */
    readonly areas?: readonly Readonly<Area>[];
    /** Facts all of whose codes are areas. */
    readonly areaFacts?: readonly string[];
}

/** Something that the other side cannot say, and where it stands. */
export interface NotCovered {
    path: string;
    /** Why, and what became of it. */
    why: string;
}

/** A document or a service as JSON, its members as the format has them. */
export type Json = boolean | number | string | null | Json[] | { [name: string]: Json };

/** A service as documents, and what of it they do not say. */
export interface ImportedService {
    programme: { [name: string]: Json };
    /** The vocabulary it needs. */
    vocabulary: { [name: string]: Json };
    /** The areas that its conditions ask about: what an export of it needs. */
    areas: Area[];
    notCovered: NotCovered[];
    /** Both documents, as `Catalogue.parse` takes them. */
    documents: Record<string, string>;
}

/** Services of a directory, and what could not be used. */
export interface ImportedServices {
    services: Omit<ImportedService, "documents">[];
    /** Those that cannot be imported, and why. */
    rejected: { path: string; diagnostics: Diagnostic[] }[];
    notCovered: NotCovered[];
    /** One vocabulary and all programmes, as `Catalogue.parse` takes them. */
    documents: Record<string, string>;
}

/** A programme as a service of a directory, and what of it the service does not say. */
export interface ExportedService {
    programme: string;
    /** The first day of the version that was exported. */
    version: string | null;
    asAt: string;
    /** The service, as the JSON of HSDS 3. */
    service: { [name: string]: Json };
    notCovered: NotCovered[];
}

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

/** What is said of one published figure. */
export interface Verdict {
    /** The figure: its document's id, a full stop and its own. */
    figure: string;
    /** What the figure says, in the document's words. */
    text: string;
    /** The language of those words. */
    language: string;
    /** The figure as it was printed. */
    printed: string;
    verdict: "consistent" | "inconsistent" | "under_specified";
    /** Why, in plain English: what speaks against it, then what it leaves open, then what holds. */
    because: string[];
    /** The denominators that were tried: the stated one, then the candidates. */
    tried: TriedDenominator[];
}

/** A denominator that was tried for a published figure. Numbers are decimals as text. */
export interface TriedDenominator {
    /** What it is, in the document's words. */
    text: string;
    language: string;
    /** How many; null if that was not published. */
    denominator: string | null;
    /** What it gives, to one digit more than was printed; null unless it is one value. */
    gives: string | null;
    /** The least it can give; null if there is none. */
    low: string | null;
    /** The most it can give; null if there is none. */
    high: string | null;
    fit: "fits" | "may_fit" | "does_not_fit" | "impossible" | "not_stated";
    /** Why, in plain English. */
    because: string;
}



/**
 * A person's events as a set, which devices build apart and merge in any order.
 *
 * Everything that a case file says is a function of the set alone. What cannot count is kept, and listed in `problems`.
 */
export class CaseFile {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Erases a person, by any of their ids, as on a day: all their events, and those that any device gives for them
     * later. What is left is a tombstone with their ids and the day.
     *
     * A file that was written before still holds what was erased: write it again whole.
     */
    erase(person: string | number | bigint, on: string): CaseFile;
    /**
     * Reads JSON lines, one event each, with the checksums that `toJsonl` writes or without.
     *
     * A line that cannot be read, that breaks off or whose checksum does not match is kept aside in `rejected`, and all
     * others count.
     */
    static fromJsonl(catalogue: Catalogue, text: string): CaseFile;
    /**
     * The union of two sets, whatever the order.
     */
    merge(other: CaseFile): CaseFile;
    /**
     * Makes a case file of events. Throws an `EventError` with every event that has no readable id, person, kind or day.
     */
    constructor(catalogue: Catalogue, events: readonly PersonEvent[]);
    /**
     * The file with one more event, if nothing speaks against it.
     *
     * What only the plan, the journey or the calendar speaks against may be overridden, with a reason; the event then
     * carries the override. Throws an `EventError` with every reason against it.
     */
    propose(event: PersonEvent, override?: string | Override | null): CaseFile;
    /**
     * Where the person stands in a programme on a day; with `knownAt`, as it was known on another. Null if there is no
     * such programme.
     */
    state(programme: string, asAt: string, knownAt?: string | null): JourneyState | null;
    /**
     * What this set has beyond another one, as JSON lines to append to that one's file; empty if there is nothing.
     *
     * What was erased stays in a file that is only appended to: write that one again whole.
     */
    toAppend(written: CaseFile): string;
    /**
     * The whole set as JSON lines, each with a checksum: erasures, the events in their order, and what could not be read,
     * as it came. One set has one text.
     */
    toJsonl(): string;
    /**
     * Every event that was given and could be read, whatever became of it, in order: as they can be given again.
     */
    readonly events: PersonEvent[];
    /**
     * Everything that counts for nothing or less than it seems to, and why; by event.
     */
    readonly problems: EventProblem[];
    /**
     * The lines that could not be read, as they came.
     */
    readonly rejected: RejectedLine[];
    /**
     * What is left of people who were erased.
     */
    readonly tombstones: Tombstone[];
}

/**
 * An immutable set of documents that fit together.
 */
export class Catalogue {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * What there is to see to on a day, of one worker's people or of everybody's: the longest ago first, then what has no
     * day. `events` are those of however many people: JSON lines, a case file, or a list of case files or of events.
     *
     * A worker's people are those who are assigned to that worker in a programme and whose enrolment in it has not ended.
     * Throws an `EventError` with every event of a list that has no readable id, person, kind or day.
     */
    caseload(events: string | CaseFile | readonly (CaseFile | PersonEvent)[], asAt: string, options?: CaseloadOptions | null): CaseloadItem[];
    /**
     * A verdict on every published figure: whether it can be reproduced from what was published with it, at the
     * precision it was printed to, and which denominators were tried. By document, then in its order. `language` is that
     * of the documents' words.
     */
    checkFigures(language?: string | null): Verdict[];
    /**
     * What an author would want to know of documents that do load: warnings, by document and place.
     */
    check(): Diagnostic[];
    /**
     * What was claimed of a person's outcomes by a day, over all programmes, and what speaks against it. It decides
     * nothing. Throws a `FactError` with every fact that cannot be used.
     */
    claims(facts: Facts, file: CaseFile, asAt: string, options?: OutcomeOptions | null): Claims;
    /**
     * Computes a return for a caseload as at a day: its cells, with from whom each is made.
     *
     * `people` is a list of objects, each with a `person_id` and that person's facts; `events` are those of all of them:
     * JSON lines, a case file, or a list of case files or of events. What cannot be used of either is in the report's
     * `rejected`. Facts without a day are those at each start, or of the day `factsOn`.
     *
     * Throws a `ReturnError` if there is no such return, or the people are no list of people, and an `EventError` with
     * every event of a list that has no readable id, person, kind or day.
     */
    compute(returnId: string, people: readonly ReturnPerson[] | null, events: string | CaseFile | readonly (CaseFile | PersonEvent)[], asAt: string, options?: OutcomeOptions | null): Report;
    /**
     * What a programme's rules say, to be read and checked: who can join, what is asked, of whom, and where it is said.
     *
     * With `asAt` it is the version in force on that day; without, every version. Null if there is no such programme.
     * `String(description)` is the same as plain text.
     */
    describe(programme: string, options?: DescribeOptions | null): Description | null;
    /**
     * Exports a programme as a service of an Open Referral directory (HSDS 3): the version in force on the day, else
     * the last that was, else the next.
     *
     * What the service does not say of it is in `notCovered`. Throws a `DocumentError` if there is no such programme.
     */
    exportService(programme: string, asAt: string, options?: ExportOptions | null): ExportedService;
    /**
     * Every outcome of a programme for one person, as at a day: what was achieved, when, on which records and what
     * evidence, what is not due yet, and what would tell the rest. Null if there is no such programme.
     *
     * `facts` are told beside the file: those without a day are those at the start, or of the day `factsOn`. Throws a
     * `FactError` with every fact that cannot be used.
     */
    outcomes(programme: string, facts: Facts, file: CaseFile, asAt: string, options?: OutcomeOptions | null): Outcomes | null;
    /**
     * Makes a catalogue of documents by name, each the text of a JSON document or the same as an object.
     *
     * Names serve diagnostics only. Throws a `DocumentError` with every problem of every document.
     */
    static parse(documents: Readonly<Record<string, string | object>>): Catalogue;
    /**
     * What some of a return's people come to, as `compute` does all of them. States of any parts of the people, each
     * person's events in one of them, merge in any order to the report of all.
     *
     * Throws what `compute` throws.
     */
    partial(returnId: string, people: readonly ReturnPerson[] | null, events: string | CaseFile | readonly (CaseFile | PersonEvent)[], asAt: string, options?: OutcomeOptions | null): Partial;
    /**
     * The programmes by id, each with its versions from the earliest.
     */
    programmes(): Record<string, Programme[]>;
    /**
     * The question for each fact that has one, by the fact's name, in the order a form would ask them.
     */
    questions(language?: string | null): Record<string, string>;
    /**
     * The ids of the returns.
     */
    returns(): string[];
    /**
     * A programme's continuing criteria for one person on a day: what is asked again while they are enrolled.
     *
     * One that is not met asks for a review, and nothing more. Null if the programme is not in force on the day. Throws
     * a `FactError` with every fact that cannot be used.
     */
    review(programme: string, facts: Facts, asAt: string): CriterionResult[] | null;
    /**
     * Screens one person: a decision for every programme in force on a day, written YYYY-MM-DD.
     *
     * A fact that is left out, or undefined, was not asked. Without `events` the person's records and enrolments are
     * unknown; `[]` says that there are none. A decision is advice on published rules; the provider decides.
     *
     * Throws a `FactError` with every fact that cannot be used, and an `EventError` with every event that cannot be
     * read.
     */
    screen(facts: Facts, asAt: string, options?: ScreenOptions | null): Screening;
    /**
     * Runs the examples that travel with the documents, and tells which changes to a criterion none of them would
     * notice. `String(report)` is the same as plain text.
     */
    test(): TestReport;
    /**
     * The SHA-256 of what the documents say, in hexadecimal: the same for the same rules, however they are written.
     */
    readonly fingerprint: string;
}

/**
 * What some of a return's people come to: numbers, and nobody's id beside what is in `rejected`.
 */
export class Partial {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Reads what `toBytes` wrote, in any language. Throws a `ReturnError` if it is no state, or one of a newer version.
     */
    static fromBytes(bytes: Uint8Array): Partial;
    /**
     * Both together, whatever the order. Who is in both is counted twice.
     *
     * Throws a `ReturnError` if the two are not of one computation.
     */
    merge(other: Partial): Partial;
    /**
     * The report of all that was merged. Its numbers do not open: states name nobody.
     *
     * Throws a `ReturnError` if the catalogue is not the one that it was computed by.
     */
    report(catalogue: Catalogue): Report;
    /**
     * The state as bytes, with its version.
     */
    toBytes(): Uint8Array;
}

/**
 * What may be given of a return, without any person's id.
 */
export class Release {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Tries to undo it, beside earlier ones, as somebody would who knows the rule, and lists every number that it recovers.
     */
    audit(earlier?: readonly (Release | object | string)[] | null): Audit;
    /**
     * Reads a release that `JSON.stringify` wrote, or what that parses to. Throws a `ReturnError` if it is none, or one of
     * a newer format.
     */
    static fromJson(release: string | object): Release;
    /**
     * Protects a release to a funder for the public, beside what was published before. Throws what `release` throws.
     */
    publish(earlier?: readonly (Release | object | string)[] | null): Release;
    /**
     * All of it as it is kept, which `JSON.stringify` writes and `Release.fromJson` reads in any language: its names are
     * the format's own.
     */
    toJSON(): object;
    /**
     * The day judged.
     */
    readonly asAt: string;
    /**
     * For whom it is.
     */
    readonly audience: Audience;
    /**
     * The catalogue's fingerprint.
     */
    readonly catalogue: string;
    /**
     * Its cells, in the report's order. A suppressed one has no numbers.
     */
    readonly cells: Cell[];
    /**
     * The rule that it is protected by; of a release to the funder the one that a publication would be.
     */
    readonly disclosure: ReleaseRule | null;
    /**
     * The day as on which the events were known; null is everything.
     */
    readonly knownAt: string | null;
    /**
     * The library's version.
     */
    readonly library: string;
    /**
     * The return's id.
     */
    readonly returnId: string;
}

/**
 * A return as computed: exact numbers, for those who may see them.
 *
 * It keeps the people it was computed from, so that its numbers open to them.
 */
export class Report {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * What changed since an earlier report of the same return: the cells that differ, and who moved in or out of them by
     * what.
     *
     * Throws a `ReturnError` if the two are not of one return, or one was put together from partial states.
     */
    compare(earlier: Report): Comparison;
    /**
     * How people flow through an indicator that counts people by stages or outcomes, over all its programmes.
     *
     * Throws a `ReturnError` if there is no such indicator, or the report was put together from partial states.
     */
    flow(indicator: string): Flow;
    /**
     * The ids of the people that a part of a cell is made of, each once; who achieved, if no part is given. A cell is the
     * number of its row, or its key columns.
     *
     * Throws a `ReturnError` if there is no such cell, or the report was put together from partial states.
     */
    people(cell: number | CellColumns, part?: CellPart | null): string[];
    /**
     * What may be given of it: to its funder every number as it is, to the public small counts hidden, and whatever would
     * give them away, beside what was published before. It has nobody's id.
     *
     * Throws a `ReturnError` if the return has no rule to protect it by, or if what is to be hidden follows from `earlier`.
     */
    release(audience: Audience, earlier?: readonly (Release | object | string)[] | null): Release;
    /**
     * All of it as plain data, which `JSON.stringify` writes.
     */
    toJSON(): ReportData;
    /**
     * How a person counts in a cell, and by what. Null if they are not among the people given.
     *
     * Throws a `ReturnError` if there is no such cell, or the report was put together from partial states.
     */
    why(person: string | number | bigint, cell: number | CellColumns): Why | null;
    /**
     * What became of everything that came in: `used`, `later` and `rejected` events add up to those given.
     */
    readonly accounts: Accounts;
    /**
     * The day judged.
     */
    readonly asAt: string;
    /**
     * What was assumed, in words.
     */
    readonly assumptions: string[];
    /**
     * The fingerprint of the catalogue that it was computed by.
     */
    readonly catalogue: string;
    /**
     * Every cell: by indicator, programme (all of them last), period and group.
     */
    readonly cells: Cell[];
    /**
     * The day as on which the events were known; null is everything.
     */
    readonly knownAt: string | null;
    /**
     * The library's version.
     */
    readonly library: string;
    /**
     * What cannot be used, and why; by person and event.
     */
    readonly rejected: Rejection[];
    /**
     * The return's id.
     */
    readonly returnId: string;
}

/**
 * The value of a condition, or of any expression, over values that are given with it.
 *
 * Decimals, dates and durations come as text, and unknown as null. Null is a way to give unknown; what is left out has
 * no name in the condition. Throws a `ConditionError` with every problem of the condition or of a value, and a
 * `FactError` if `asAt` is no day.
 */
export function evaluate(condition: string, facts?: Facts | null, asAt?: string | null): Value;

/**
 * Imports one service of an Open Referral directory (HSDS 3, or its UK profile): its JSON, or what that parses to.
 *
 * What the documents do not say of it is in `notCovered`. Throws a `DocumentError` with every problem of the service.
 */
export function importService(service: string | object, options?: ImportOptions | null): ImportedService;

/**
 * Imports the services of an Open Referral directory: a page of them (`{contents: […]}`), a list, or
 * one.
 *
 * A service that is not well made is in `rejected`; the others are imported all the same. Throws a `DocumentError` if
 * there are no services.
 */
export function importServices(services: string | object, options?: ImportOptions | null): ImportedServices;
