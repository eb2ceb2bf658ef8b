/** An area of a directory, and the condition that stands for it. */
export interface Area {
    when: string;
    /** What the directory calls it. */
    name: string;
    uri?: string | null;
}

/** How services are imported. */
export interface ImportOptions {
    /** What the directory's areas are in documents that are there already. Another is asked about by its own fact. */
    readonly areas?: readonly Readonly<Area>[];
    /** The facts that other documents declare: the vocabulary leaves them out. */
    readonly declared?: readonly string[];
    /** What to make of `eligibility_description`: a criterion that somebody must judge, or a note. */
    readonly eligibilityDescription?: "asked" | "noted";
}

/** How a programme is exported. */
export interface ExportOptions {
    /** The areas that conditions may ask about, and what a directory calls them. */
    readonly areas?: readonly Readonly<Area>[];
    /** Facts all of whose codes are areas. */
    readonly areaFacts?: readonly string[];
}

/** Something that the other side cannot say, and where it stands. */
export interface NotCovered {
    path: string;
    /** Why, and what became of it. */
    why: string;
}

/** A document or a service as JSON, its members as the format has them. */
export type Json = boolean | number | string | null | Json[] | { [name: string]: Json };

/** A service as documents, and what of it they do not say. */
export interface ImportedService {
    programme: { [name: string]: Json };
    /** The vocabulary it needs. */
    vocabulary: { [name: string]: Json };
    /** The areas that its conditions ask about: what an export of it needs. */
    areas: Area[];
    notCovered: NotCovered[];
    /** Both documents, as `Catalogue.parse` takes them. */
    documents: Record<string, string>;
}

/** Services of a directory, and what could not be used. */
export interface ImportedServices {
    services: Omit<ImportedService, "documents">[];
    /** Those that cannot be imported, and why. */
    rejected: { path: string; diagnostics: Diagnostic[] }[];
    notCovered: NotCovered[];
    /** One vocabulary and all programmes, as `Catalogue.parse` takes them. */
    documents: Record<string, string>;
}

/** A programme as a service of a directory, and what of it the service does not say. */
export interface ExportedService {
    programme: string;
    /** The first day of the version that was exported. */
    version: string | null;
    asAt: string;
    /** The service, as the JSON of HSDS 3. */
    service: { [name: string]: Json };
    notCovered: NotCovered[];
}
