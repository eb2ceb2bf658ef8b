package org.doorstep

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ObjectNode
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.assertThrows

/** A vector's case of a return: what its report says, and what holds of any. */
internal class ReturnVector(
    ofFile: Map<String, String>,
    private val case: JsonNode,
) {
    private val documents = ofFile + also(case)

    private val expected = case.get("expected")

    private val id = case.get("return").textValue()

    fun run() {
        val of = arrayOf("people", "events", "as_at", "known_at", "facts_on", "also")
        known(case, "name", "return", "erase", "earlier", "expected", *of)
        known(expected, *ofReports, "flow", "keys", "cells", "people", "why", "compared", "diagnostics", "return_error")
        assertTrue(expected.size() > 0, "the case expects nothing")
        case.get("earlier")?.let { known(it, *of) }
        val diagnostics = expected.get("diagnostics")
        val catalogue =
            try {
                Catalogue.parse(documents)
            } catch (error: DoorstepException.Document) {
                return part(diagnostics ?: throw error, diagnostics(error.diagnostics))
            }
        diagnostics?.let { part(it, diagnostics(catalogue.check())) }
        val given = Given(case)
        expected.get("return_error")?.let { refused ->
            return assertEquals(refused.textValue(), assertThrows<DoorstepException.Return> { given.report(catalogue) }.message)
        }
        if (case.has("as_at")) tell(catalogue, given)
    }

    private val ofReports = arrayOf("accounts", "rejected", "assumptions")

    private fun tell(
        catalogue: Catalogue,
        given: Given,
    ) {
        val report = given.report(catalogue)
        val mirrored = toJson(report)
        same(report.toJson(), mirrored)
        laws(catalogue, given, report)
        ofReports.filter(expected::has).forEach { part(expected.get(it), mirrored.get(it), it) }
        val cells = mirrored.get("cells")
        expected.get("keys")?.let { keys(it, cells) }
        expected.get("cells")?.forEach { cell(it, toJson(find(report, it))) }
        expected.get("people")?.forEach { asked ->
            known(asked, "cell", "part", "ids")
            val part = CellPart.entries.single { it.id() == asked.get("part").textValue() }
            val ids = asked.get("ids").map { it.textValue() }
            assertEquals(ids, report.people(find(report, asked.get("cell")), part), "$asked")
        }
        expected.get("why")?.forEach { asked ->
            known(asked, "person", "cell", "is")
            val (person, key) = asked.get("person").textValue() to find(report, asked.get("cell")).key
            val why = report.why(person, key)?.let(::toJson)
            report.whyJson(person, key)?.let { same(it, why!!) }
            part(asked.get("is"), why ?: json.nodeFactory.nullNode(), "$asked")
        }
        expected.get("flow")?.properties()?.forEach { (indicator, wanted) ->
            val flow = toJson(report.flow(indicator))
            same(report.flowJson(indicator), flow)
            part(wanted, flow, indicator)
        }
        expected.get("compared")?.let { wanted ->
            val changed = case.get("earlier")
            val earlier = Given(case.deepCopy<ObjectNode>().without<ObjectNode>("erase").setAll<ObjectNode>(changed as ObjectNode))
            val before = earlier.report(Catalogue.parse(documents + also(changed)))
            val comparison = toJson(report.compare(before))
            same(report.compareJson(before), comparison)
            part(wanted, comparison)
        }
    }

    private fun cell(
        wanted: JsonNode,
        cell: ObjectNode,
    ) = wanted.properties().filter { (name, _) -> name !in columns }.forEach { (name, value) ->
        if (name.startsWith("interval_") && value.isNumber) {
            // To six decimal places.
            assertEquals(value.doubleValue(), cell.get(name).doubleValue(), 1e-6, "$wanted: $name")
        } else {
            part(value, cell.get(name), "$wanted: $name")
        }
    }

    private fun keys(
        wanted: JsonNode,
        cells: JsonNode,
    ) {
        val all = cells.map { cell -> columns.map { cell.get(it).textValue() } }
        val texts = { keys: JsonNode -> keys.map { key -> key.map { it.textValue() } } }
        if (wanted.isArray) return assertEquals(texts(wanted), all)
        for ((indicator, keys) in wanted.properties()) {
            assertEquals(texts(keys), all.filter { it.first() == indicator }.map { it.drop(1) }, indicator)
        }
    }

    private val columns = listOf("indicator", "programme", "period", "by", "group")

    /** The one cell that is named. Without a programme it is all of them together, or the return's only one. */
    private fun find(
        report: Report,
        named: JsonNode,
    ): Cell {
        val isOne = document.get("programmes").size() == 1
        val text = { name: String -> named.get(name)?.textValue() }
        val found =
            report.cells().filter { (key) ->
                val isOfProgramme = isOne && !named.has("programme") || key.programme == text("programme")
                isOfProgramme && key == CellKey(text("indicator")!!, key.programme, text("period"), text("by"), text("group"))
            }
        assertEquals(1, found.size, "cells that are $named")
        val cell = found.single()
        assertEquals(cell, report[cell.key])
        return cell
    }

    private val document by lazy { documents.values.map(json::readTree).single { it.get("return")?.textValue() == id } }

    /** What holds of every report. */
    private fun laws(
        catalogue: Catalogue,
        given: Given,
        report: Report,
    ) {
        val accounts = report.accounts()
        assertEquals(accounts.events, accounts.used + accounts.later + accounts.rejected + accounts.repeated, "events add up")
        val cells = report.cells()
        if (given.events.none { it.isTextual }) {
            val turned = given.with(given.people.reversed(), given.events.reversed())
            assertEquals(cells, turned.report(catalogue).cells(), "in the reverse order")
        }
        for (pieces in given.dealtOut()) {
            val states = pieces.map { it.partial(catalogue).toBytes() }
            for (order in listOf(states, states.reversed())) {
                val merged = order.map { Partial.fromBytes(it) }.reduce { one, other -> Partial.fromBytes(one.merge(other).toBytes()) }
                assertEquals(cells, merged.report(catalogue).cells(), "merged from ${pieces.size} parts")
            }
        }
        val isOfPeople = { it: JsonNode -> it.get("unit").textValue() == "person" && !it.has("ratio") && !it.has("weight") }
        val ofPeople = document.get("indicators").filter(isOfPeople).map { it.get("id").textValue() }
        for (cell in cells.filter { it.key.indicator in ofPeople && it.state == CellState.EXACT }) {
            cell.numerator?.let { assertEquals(it, report.people(cell).size.toLong(), "${cell.key} opens to as many") }
        }
    }

    /** What a report is made of. */
    private inner class Given(
        private val case: JsonNode,
    ) {
        val people = case.get("people")?.toList() ?: emptyList()
        val events = case.get("events")?.toList() ?: emptyList()

        private fun text(key: String) = case.get(key)?.textValue()

        fun with(
            people: List<JsonNode>,
            events: List<JsonNode>,
        ) = Given(case.deepCopy<ObjectNode>().setAll<ObjectNode>(entries("people" to list(people) { it }, "events" to list(events) { it })))

        private fun file(catalogue: Catalogue): CaseFile {
            val file = CaseFile.fromJsonl(catalogue, events.joinToString("\n") { it.textValue() ?: it.toString() })
            return case.get("erase")?.let { file.erase(it.get("person").textValue(), it.get("on").textValue()) } ?: file
        }

        private val ofJson: String = list(people) { it }.toString()

        /** The same in types, which have room for nothing but an id and facts. */
        private val typed: List<ReturnPerson>? =
            people.takeIf { all -> all.all { it.isObject && it.get("person_id")?.let { id -> id.isTextual || id.isIntegralNumber } == true } }?.map {
                val facts = it.properties().filter { (name, _) -> name != "person_id" }
                ReturnPerson(it.get("person_id").asText(), facts.associate { (name, value) -> name to fromJson(value) })
            }

        /** The report, which must be the same of people in types and in JSON, and of events in one file and in two. */
        fun report(catalogue: Catalogue): Report {
            val (asAt, knownAt, factsOn) = Triple(text("as_at")!!, text("known_at"), text("facts_on"))
            val file = file(catalogue)
            val report = catalogue.computeOfJson(id, ofJson, listOf(file), asAt, knownAt, factsOn)
            typed?.let {
                val same = catalogue.compute(id, it, listOf(CaseFile.fromJsonl(catalogue, ""), file), asAt, knownAt, factsOn)
                assertEquals(report.toJson(), same.toJson(), "what is typed and what is JSON differ")
            }
            return report
        }

        fun partial(catalogue: Catalogue): Partial =
            catalogue.partialOfJson(id, ofJson, listOf(file(catalogue)), text("as_at")!!, text("known_at"), text("facts_on"))

        /** The people dealt out in two and in three parts, in the order in which they come; none where a part could not tell all. */
        fun dealtOut(): List<List<Given>> {
            val person = { it: JsonNode -> (it.get("person") ?: it.get("person_id"))?.asText() }
            val isId = { it: JsonNode? -> it != null && (it.isTextual || it.isIntegralNumber) }
            val isApart = events.all { it.isObject && it.get("kind")?.textValue() != "same_person" && isId(it.get("person")) }
            val owners = events.groupBy({ it.get("id") }, { it.get("person") })
            if (case.has("erase") || !isApart || owners.values.any { it.distinct().size > 1 }) return emptyList()
            val ids = (events + people).map(person).distinct()
            return listOf(2, 3).map { count ->
                (0 until count).map { part ->
                    val isOwn = { it: JsonNode -> ids.indexOf(person(it)) % count == part }
                    with(people.filter(isOwn), events.filter(isOwn))
                }
            }
        }
    }
}

private fun also(of: JsonNode): Map<String, String> =
    of.get("also")?.properties()?.associate { (name, document) -> name to (document.textValue() ?: document.toString()) } ?: emptyMap()

/** The core's JSON and what the mirrors say are the same; floats may be written in several ways. */
private fun same(
    core: String,
    mirrored: JsonNode,
) {
    val numbers = Comparator<JsonNode> { one, other ->
        if (one.isNumber && other.isNumber) one.decimalValue().compareTo(other.decimalValue()) else if (one == other) 0 else 1
    }
    val read = json.readTree(core)
    if (!read.equals(numbers, mirrored)) assertEquals(core, mirrored.toString(), "the mirrors and the core differ")
    val names = { node: JsonNode -> node.findParents("state").map { it.fieldNames().asSequence().toList() } }
    assertEquals(names(read), names(mirrored), "the order of columns")
}
