// What runners of vectors share: what is expected as JavaScript has it, and how it is compared.

/** The error, if it is of a class that was looked for; anything else is thrown on. */
export function told(error, kind) {
    if (error instanceof kind) {
        return error;
    }
    throw error;
}

/** Whose members are named by callers, by authors, or by a format. */
const NAMED = ["because", "facts", "absent", "values", "to", "programme", "vocabulary", "service"];

/** What vectors expect or give as options, with members as JavaScript has them: `opensOn`. Ids and names of facts stay. */
export function inJavaScript(expected, under) {
    if (Array.isArray(expected)) {
        return expected.map((item) => inJavaScript(item, ""));
    }
    if (expected === null || typeof expected !== "object" || NAMED.includes(under)) {
        return expected;
    }
    const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
    return Object.fromEntries(Object.entries(expected).map(([name, value]) => [camel(name), inJavaScript(value, name)]));
}

/** What is expected under a key; some keys hold programmes or outcomes by their ids. */
export function inMembers(expected, key) {
    if (!["decisions", "describe", "in_words", "review", "outcomes"].includes(key)) {
        return inJavaScript(expected, key);
    }
    return Object.fromEntries(Object.entries(expected).map(([id, value]) => [id, inJavaScript(value, "")]));
}

/** Objects by the keys expected, lists item by item and of one length, numbers as numbers, anything else equal. */
export function mismatches(expected, actual, path) {
    const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
    if (isObject(expected) && isObject(actual)) {
        return Object.entries(expected).flatMap(([key, wanted]) =>
            mismatches(wanted, Object.hasOwn(actual, key) ? actual[key] : "(absent)", `${path}.${key}`),
        );
    }
    if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
        return expected.flatMap((wanted, index) => mismatches(wanted, actual[index], `${path}.${index}`));
    }
    if (JSON.stringify(typeof actual === "number" ? number(expected) : expected) === JSON.stringify(actual)) {
        return [];
    }
    return [`${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`];
}

/** A number that is expected: as it is, or divided, `"1/3"`. */
function number(expected) {
    const [, over, under] = /^(-?[\d.]+)\/([\d.]+)$/.exec(expected) ?? [];
    return under === undefined ? expected : Number(over) / Number(under);
}

/** The keys of an object that vectors do not have, in words. */
export function unknownKeys(object, known, what) {
    return Object.keys(object)
        .filter((key) => !known.includes(key))
        .map((key) => `${what} has the key \`${key}\`, which vectors do not have`);
}
