// Looking at values of JavaScript. Each of these may throw what a getter or a proxy of the caller throws; Rust passes
// it on.

/** What a value is: `number`, `Array`, `Date`… A mapping of names to values, whatever its class, is `Object`. */
function kind(value) {
    if (value === null) {
        return "null";
    }
    if (Array.isArray(value)) {
        return "Array";
    }
    return typeof value === "object" ? Object.prototype.toString.call(value).slice(8, -1) : typeof value;
}

/** The first items of a list, at most `limit` of them, as an array that has no surprises. */
function items(list, limit) {
    return Array.from({ length: Math.min(list.length, limit) }, (_, index) => list[index]);
}

/** Names and values in turn: `[name, value, name, value]`. What is undefined was not given. */
function entries(mapping) {
    return Object.entries(mapping).filter(([, value]) => value !== undefined).flat(1);
}

/** A case file as it is written; undefined if the value is none. */
function written(value) {
    return typeof value?.toJsonl === "function" ? value.toJsonl() : undefined;
}

/** A case file of its own with the same events; undefined if the value is no case file. */
function held(value) {
    return typeof value?.toJsonl === "function" ? value.merge(value) : undefined;
}

/**
 * A copy that nobody can change, of what may be read: plain lists and objects, of at most `values` values. Beyond that,
 * and beyond the depth and length at which reading refuses, things are as they were.
 */
function copy(value, values, length) {
    let left = values;
    const copied = (value, depth) => {
        left -= 1;
        if (left < 0 || depth > 66) {
            return value;
        }
        switch (kind(value)) {
            case "Array":
                return items(value, length).map((item) => copied(item, depth + 1));
            case "Object": {
                const pairs = Object.entries(value).filter(([, one]) => one !== undefined);
                return Object.fromEntries(pairs.map(([name, one]) => [name, copied(one, depth + 1)]));
            }
            default:
                return value;
        }
    };
    return copied(value, 0);
}

export { kind, items, entries, held, written, copy };
