/** What is said of one published figure. */
export interface Verdict {
    /** The figure: its document's id, a full stop and its own. */
    figure: string;
    /** What the figure says, in the document's words. */
    text: string;
    /** The language of those words. */
    language: string;
    /** The figure as it was printed. */
    printed: string;
    verdict: "consistent" | "inconsistent" | "under_specified";
    /** Why, in plain English: what speaks against it, then what it leaves open, then what holds. */
    because: string[];
    /** The denominators that were tried: the stated one, then the candidates. */
    tried: TriedDenominator[];
}

/** A denominator that was tried for a published figure. Numbers are decimals as text. */
export interface TriedDenominator {
    /** What it is, in the document's words. */
    text: string;
    language: string;
    /** How many; null if that was not published. */
    denominator: string | null;
    /** What it gives, to one digit more than was printed; null unless it is one value. */
    gives: string | null;
    /** The least it can give; null if there is none. */
    low: string | null;
    /** The most it can give; null if there is none. */
    high: string | null;
    fit: "fits" | "may_fit" | "does_not_fit" | "impossible" | "not_stated";
    /** Why, in plain English. */
    because: string;
}
