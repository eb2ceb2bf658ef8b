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
