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
