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
