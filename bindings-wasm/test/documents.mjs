// A small catalogue with names that look like members, and a programme that says all there is to say.

export const vocabulary = {
    vocabulary: "test",
    facts: {
        age: { type: "number", question: "How old are you?" },
        date_of_birth: { type: "date", question: { en: "When were you born?", cy: "Pryd gawsoch chi eich geni?" } },
        opens_on: { type: "boolean", question: "Were you there?" },
        savings: { type: "money" },
        target_groups: { type: "codes", open: true, question: "Which?", values: { first_one: "First", second_one: "Second" } },
        town: { type: "text" },
    },
    records: {
        employment: { spell: true, attributes: { hours_per_week: "number", employer: "text" } },
        session: { attributes: { attended: "boolean" } },
    },
    evidence: { payslip: "document" },
    scales: {},
};

export const programme = {
    programme: "as_at",
    name: { en: "Example Works", cy: "Gwaith Enghreifftiol" },
    brand: "good_work",
    neutral_name: "Skills",
    reveals: "high_risk",
    provider: "Example Homes",
    funding: [
        { id: "core", funder: "council", share: 0.6, from: "2022-04-01", to: "2023-03-31" },
        { id: "match", funder: "esf", share: 0.4, matches: "core" },
    ],
    in_force: { from: "2022-04-01", to: "2023-03-31" },
    referrals: { open: [{ from: "2022-07-01", to: "2022-12-31" }], routes: ["self"], capacity: 40, contact: "Ask" },
    eligibility: [
        { id: "is_adult", text: "You are 18 or over", when: "age>=18", basis: "law", source: "the rules" },
        { id: "open_day", text: "You were there", when: "opens_on or count(target_groups) > 1" },
    ],
    continuing: [{ id: "still", text: "Still", when: "age < 66", basis: "law", source: "the rules" }],
    target_groups: [{ id: "over_50", text: "Over 50", when: "age > 50" }],
    advice: [{ when: "age >= 18", text: { en: "Ask first", cy: "Gofynnwch" } }],
    journey: ["referred", { stage: "agreed", required: true }, "started", "ended"],
    active: { contact_within: "P4W" },
    plan: {
        review_every: "P1M",
        actions: [
            { id: "cv", text: "Write a CV", owner: "participant", due: "P7D" },
            { id: "hours", text: "Hours", after: ["cv"], met_by: { record: "employment", sum: "hours_per_week", at_least: 12 } },
        ],
    },
    outcomes: [
        {
            id: "sustained",
            record: "employment",
            where: "hours_per_week >= 7",
            lasting: { continuous: "P13W", gap: "P14D" },
            evidence: "document",
            known_by: { record: "employment", at: "P24M" },
            claim: { funding: "core", amount: 500, within: "P90D" },
            held_at: "start",
            once_per: "person",
        },
        { id: "kept", record: "employment", lasting: { in: { quarter: 2, after: "ended" } } },
        { id: "came", record: "session", attended: { at_least: "80%" } },
        { id: "told", fact: "opens_on", becomes: true },
    ],
    examples: [{ name: "old", facts: { opens_on: true, age: 30 }, as_at: "2022-06-01", expect: "eligible" }],
    source: "the rules",
    note: "made up",
};

export const documents = { "test.json": vocabulary, "as_at.json": programme };

/** A programme that returns can be made of, and two returns. */
export const returns = {
    "work.json": {
        vocabulary: "work",
        facts: { tenure: { type: "code", values: { social: "Social", private: "Private" } } },
        records: { employment: { spell: true, attributes: { hours_per_week: "number" } } },
    },
    "boost.json": {
        programme: "boost", name: "Boost", in_force: {}, eligibility: [],
        outcomes: [{ id: "into_work", record: "employment", where: "hours_per_week >= 7" }],
    },
    "yearly.json": {
        return: "yearly", funder: "council", programmes: ["boost"], calendar: "financial_year", by: ["tenure"],
        disclosure: { minimum: 10, round_to: 5 },
        indicators: [
            { id: "sign_ups", unit: "person", count: "started", target: { value: 4.5 } },
            { id: "rate", unit: "person", cohort: "started", achieved: "into_work", interval: 0.95 },
            { id: "in_a_year", unit: "person", cohort: "started", achieved: "into_work", due: "P12M" },
        ],
    },
    "other.json": {
        return: "other", funder: "council", programmes: ["boost"], calendar: "since_launch", launch: "2021-04-01",
        indicators: [{ id: "sign_ups", unit: "person", count: "started" }],
    },
};
