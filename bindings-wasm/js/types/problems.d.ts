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
