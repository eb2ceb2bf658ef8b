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
