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
