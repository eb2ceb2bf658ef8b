// The errors that the package throws. Rust makes them, so that a `catch` can tell them apart with `instanceof`.

/** Documents that do not make a catalogue. */
class DocumentError extends Error {
    constructor(message, diagnostics) {
        super(message);
        this.diagnostics = diagnostics;
    }
    get name() {
        return "DocumentError";
    }
}

/** Facts, or a day, that cannot be used. */
class FactError extends Error {
    constructor(message, problems) {
        super(message);
        this.problems = problems;
    }
    get name() {
        return "FactError";
    }
}

/** Events that cannot be read. */
class EventError extends Error {
    constructor(message, problems) {
        super(message);
        this.problems = problems;
    }
    get name() {
        return "EventError";
    }
}

/** A condition that cannot be read, or does not fit its facts. */
class ConditionError extends Error {
    constructor(message, diagnostics) {
        super(message);
        this.diagnostics = diagnostics;
    }
    get name() {
        return "ConditionError";
    }
}

/** A return that cannot be computed, a cell that a report does not have, or states that do not merge. */
class ReturnError extends Error {
    get name() {
        return "ReturnError";
    }
}

export { DocumentError, FactError, EventError, ConditionError, ReturnError };
