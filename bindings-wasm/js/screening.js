// A screening as callers see it: statuses at once, the rest when it is read.

/** What a decision works out when it is read. It stands between `opensOn` and `asAt`. */
const WHEN_READ = [
    "nextStep", "criteria", "reasons", "missing", "exact", "absent", "changesOn", "nearest", "advice", "targetGroups",
];

/** The decisions for one person. What was told is kept, as it was then, for what is read later. */
class Screening {
    #ask;
    #problems;
    #next;

    constructor({ asAt, catalogue, library, decisions }, problems, { explain, ask, inWords }) {
        this.#ask = ask;
        this.#problems = problems;
        let explained;
        const explanation = (id) => (explained ??= explain())[id];
        const made = Object.entries(decisions).map(([id, known]) => {
            return [id, decision(known, () => explanation(id), () => inWords(id))];
        });
        Object.assign(this, { asAt, catalogue, library, decisions: Object.fromEntries(made) });
    }

    get eventProblems() {
        return this.#problems;
    }

    get nextQuestion() {
        if (this.#next === undefined) {
            this.#next = this.#ask("person");
        }
        return this.#next;
    }

    ask(askedOf) {
        return this.#ask(askedOf);
    }
}

/** Own members in the core's order, so that a decision can be compared, copied and written as JSON like any object. */
function decision({ asAt, catalogue, library, ...known }, explanation, inWords) {
    for (const name of WHEN_READ) {
        Object.defineProperty(known, name, { enumerable: true, configurable: true, get: () => explanation()[name] });
    }
    Object.assign(known, { asAt, catalogue, library });
    return Object.defineProperty(known, "inWords", { value: inWords });
}

/** A screening of a catalogue; `told` is what it is made again from: facts, day, events, language. */
function screening(catalogue, told, known, problems) {
    return new Screening(known, problems, {
        explain: () => catalogue.__explain(...told),
        ask: (who) => catalogue.__ask(...told, who),
        inWords: (id) => catalogue.__inWords(...told, id),
    });
}

/** Data that can be read as text too: `String(data)`. The data's own members stay as they are. */
function readable(data, text) {
    return Object.defineProperty(data, "toString", { value: () => text });
}

export { screening, readable };
