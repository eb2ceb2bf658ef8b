// What Kotlin would expect beside the generated sources: facts from Kotlin's own values, and back.
package org.doorstep

import java.math.BigDecimal
import java.time.LocalDate

/** A fact that is true or false. */
fun fact(value: Boolean): FactValue = FactValue.Boolean(value)

/** A whole number. */
fun fact(value: Int): FactValue = FactValue.Number(value.toString())

/** A whole number. */
fun fact(value: Long): FactValue = FactValue.Number(value.toString())

/** An exact decimal, or an amount in pounds. A `Double` is not exact: write `fact(BigDecimal("12.50"))`. */
fun fact(value: BigDecimal): FactValue = FactValue.Number(value.toString())

/** Text, a code, or a day as `YYYY-MM-DD`. */
fun fact(value: String): FactValue = FactValue.Text(value)

/** A day. */
fun fact(value: LocalDate): FactValue = FactValue.Date(value.toString())

/** Any number of codes. They are complete, unless the vocabulary says that the fact is open. */
fun fact(codes: Collection<String>): FactValue = FactValue.Items(codes.map(::fact))

/** All the codes there are, of an open fact too: what a form that asked for each of them sends. */
fun complete(codes: Collection<String>): FactValue =
    FactValue.Record(listOf(Fact("value", fact(codes)), Fact("complete", fact(true))))

/** Codes that hold and codes that do not; the rest of an open fact stays unknown. */
fun codes(told: Collection<String>, not: Collection<String>): FactValue =
    FactValue.Record(listOf(Fact("value", fact(told)), Fact("not", fact(not))))

/** The other members of the household, each with their facts; nobody is an empty list. */
fun household(members: List<Map<String, FactValue>>): FactValue =
    FactValue.Items(members.map { member -> FactValue.Record(member.map { (name, value) -> Fact(name, value) }) })

/** Why a fact that was asked has no value. */
enum class Absence(
    private val id: String,
) {
    /** Asked, and not known. */
    NOT_KNOWN("not_known"),

    /** Asked, and the person chose not to say. */
    DECLINED("declined"),
    ;

    /** The contract's id for it, the same in every language. */
    fun id(): String = id
}

/** A fact that was asked and has no value. One that was not asked is left out. */
fun absent(why: Absence): FactValue = FactValue.Record(listOf(Fact("absent", fact(why.id()))))

/** The value as Kotlin's own: `null`, `Boolean`, `BigDecimal`, `String`, `LocalDate`, `List` or `Map`. */
fun FactValue.plain(): Any? =
    when (this) {
        is FactValue.Nothing -> null
        is FactValue.Boolean -> value
        is FactValue.Number -> BigDecimal(value)
        is FactValue.Text -> value
        is FactValue.Date -> LocalDate.parse(value)
        is FactValue.Duration -> value
        is FactValue.Items -> items.map { it.plain() }
        is FactValue.Record -> entries.associate { it.name to it.value.plain() }
    }

/** The decision for one programme; `null` if it is not in force on the day. */
operator fun Screening.get(programme: String): Decision? = decision(programme)

/** Screens one person on a day; see the other `screen`. */
fun Catalogue.screen(
    facts: Map<String, FactValue>,
    asAt: LocalDate,
    events: List<Event>? = null,
    language: String? = null,
): Screening = screen(facts, asAt.toString(), events, language)

/** Where the person stands in a programme on a day; see the other `state`. */
fun CaseFile.state(
    programme: String,
    asAt: LocalDate,
    knownAt: LocalDate? = null,
): JourneyState? = state(programme, asAt.toString(), knownAt?.toString())

/** Erases a person as on a day; see the other `erase`. */
fun CaseFile.erase(
    person: String,
    on: LocalDate,
): CaseFile = erase(person, on.toString())

/** Whom a worker has to see to on a day; see the other `caseload`. */
fun Catalogue.caseload(
    files: List<CaseFile>,
    asAt: LocalDate,
    worker: String? = null,
    knownAt: LocalDate? = null,
): List<CaseloadItem> = caseload(files, asAt.toString(), worker, knownAt?.toString())

/** One outcome; `null` if the programme has none of that id. */
operator fun Outcomes.get(id: String): OutcomeResult? = outcomes.find { it.id == id }

/** Every outcome of a programme for one person, as at a day; see the other `outcomes`. */
fun Catalogue.outcomes(
    programme: String,
    facts: Map<String, FactValue>,
    file: CaseFile,
    asAt: LocalDate,
    knownAt: LocalDate? = null,
    factsOn: LocalDate? = null,
): Outcomes? = outcomes(programme, facts, file, asAt.toString(), knownAt?.toString(), factsOn?.toString())

/** What was claimed of a person's outcomes by a day; see the other `claims`. */
fun Catalogue.claims(
    facts: Map<String, FactValue>,
    file: CaseFile,
    asAt: LocalDate,
    knownAt: LocalDate? = null,
    factsOn: LocalDate? = null,
): Claims = claims(facts, file, asAt.toString(), knownAt?.toString(), factsOn?.toString())

/** Computes a return for a caseload as at a day; see the other `compute`. */
fun Catalogue.compute(
    returnId: String,
    people: List<ReturnPerson>,
    files: List<CaseFile>,
    asAt: LocalDate,
    knownAt: LocalDate? = null,
    factsOn: LocalDate? = null,
): Report = compute(returnId, people, files, asAt.toString(), knownAt?.toString(), factsOn?.toString())

/** What some of a return's people come to; see the other `partial`. */
fun Catalogue.partial(
    returnId: String,
    people: List<ReturnPerson>,
    files: List<CaseFile>,
    asAt: LocalDate,
    knownAt: LocalDate? = null,
    factsOn: LocalDate? = null,
): Partial = partial(returnId, people, files, asAt.toString(), knownAt?.toString(), factsOn?.toString())

/** One cell by its key columns; `null` if the report has none of them. */
operator fun Report.get(cell: CellKey): Cell? = cells().find { it.key == cell }

/** The ids of the people who count in a cell, or achieved. */
fun Report.people(cell: CellKey): List<String> = people(cell, CellPart.NUMERATOR)

/** The ids of the people that a part of a cell is made of. */
fun Report.people(
    cell: Cell,
    part: CellPart = CellPart.NUMERATOR,
): List<String> = people(cell.key, part)

/** The same by the number of the cell's row, from 0. */
fun Report.people(
    row: Int,
    part: CellPart = CellPart.NUMERATOR,
): List<String> = people(row(row), part)

/** How a person counts in a cell; `null` if they are not among the people given. */
fun Report.why(
    person: String,
    cell: Cell,
): Why? = why(person, cell.key)

/** The same by the number of the cell's row, from 0. */
fun Report.why(
    person: String,
    row: Int,
): Why? = why(person, row(row))

private fun Report.row(row: Int): Cell {
    val cells = cells()
    return cells.getOrNull(row)
        ?: throw DoorstepException.Return("the report has no such cell: there is no row $row; there are ${cells.size}, from 0")
}
