package org.doorstep

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import java.time.LocalDate

/** Returns of a caseload: cells, and the people that each of them opens to. */
class ReturnsTest {
    private val vocabulary =
        """{"vocabulary": "work", "facts": {"tenure": {"type": "code", "values": {"social": "Social", "private": "Private"}}},
            "records": {"employment": {"spell": true, "attributes": {"hours_per_week": "number"}}}}"""

    private val programme =
        """{"programme": "boost", "name": "Boost", "in_force": {}, "eligibility": [],
            "outcomes": [{"id": "into_work", "record": "employment", "where": "hours_per_week >= 7"}]}"""

    private val yearly =
        """{"return": "yearly", "funder": "council", "programmes": ["boost"], "calendar": "financial_year", "by": ["tenure"],
            "disclosure": {"minimum": 10, "round_to": 5}, "indicators": [
                {"id": "sign_ups", "unit": "person", "count": "started", "target": {"value": 4.5}},
                {"id": "rate", "unit": "person", "cohort": "started", "achieved": "into_work", "interval": 0.95},
                {"id": "in_a_year", "unit": "person", "cohort": "started", "achieved": "into_work", "due": "P12M"}]}"""

    private val documents = mapOf("work.json" to vocabulary, "boost.json" to programme, "yearly.json" to yearly)

    private val catalogue = Catalogue.parse(documents)

    private val day = LocalDate.of(2022, 3, 31)

    private fun started(
        person: String,
        on: String = "2021-05-01",
    ) = Event("s$person", person, kind = "started", on = on, programme = "boost")

    private fun job(
        person: String,
        hours: Int?,
    ) = Event("j$person", person, kind = "employment", on = "2021-06-01", data = hours?.let { mapOf("hours_per_week" to fact(it)) } ?: emptyMap())

    private fun person(
        id: String,
        tenure: String,
    ) = ReturnPerson(id, mapOf("tenure" to fact(tenure)))

    private fun file(vararg events: Event) = CaseFile(catalogue, events.toList())

    /** One in work, one who is not, one of whom it is not told, and one who started too late to be due soon. */
    private val files =
        listOf(file(started("7"), job("7", 16)), file(started("8")), file(started("9"), job("9", null)), file(started("10", "2021-06-02")))

    private val people = listOf(person("7", "social"), person("8", "private"), ReturnPerson("11", emptyMap()))

    private val report = catalogue.compute("yearly", people, files, day)

    private fun key(
        indicator: String,
        by: String? = null,
        group: String? = null,
    ) = CellKey(indicator, "boost", "2021/22", by, group)

    @Test
    fun `a report says what each number knows`() {
        assertEquals(listOf("yearly"), catalogue.returns())
        assertEquals(listOf("yearly", "$day", null), listOf(report.returnId(), report.asAt(), report.knownAt()))
        assertEquals(catalogue.fingerprint() to libraryVersion(), report.catalogue() to report.library())
        val signedUp = report[key("sign_ups")]!!
        assertEquals(Triple(CellState.EXACT, 4.0, "4.5"), signedUp.let { Triple(it.state, it.value, it.target) })
        assertEquals("2021-04-01" to "2022-03-31", signedUp.periodStart to signedUp.periodEnd)
        val rate = report[key("rate")]!!
        assertEquals(Triple(CellState.BOUNDED, 0.25, 0.5), rate.let { Triple(it.state, it.low, it.high) })
        assertEquals(listOf<Long?>(1L, 4L, 0L), listOf(rate.numerator, rate.denominator, rate.pending))
        assertNull(rate.value)
        assertEquals(CellState.NOT_YET_DUE to 4L, report[key("in_a_year")]!!.let { it.state to it.pending })
        val social = report[key("rate", "tenure", "social")]!!
        assertTrue(social.intervalLow!! in 0.2..0.21, "${social.intervalLow}")
        assertEquals(1L, report[key("sign_ups", "tenure", "private")]!!.numerator)
        assertEquals(2L, report[key("sign_ups", "tenure")]!!.numerator, "of whom it is not told")
        assertNull(report[CellKey("sign_ups")])
    }

    @Test
    fun `every number opens to its people`() {
        val rate = report[key("rate")]!!
        val row = report.cells().indexOf(rate)
        assertEquals(listOf("7"), report.people(rate))
        assertEquals(listOf("7"), report.people(rate.key))
        assertEquals(listOf("7"), report.people(row))
        assertEquals(listOf("10", "7", "8", "9"), report.people(row, CellPart.DENOMINATOR))
        assertEquals(listOf("9"), report.people(rate, CellPart.UNDETERMINED))
        assertEquals(listOf("10", "7", "8", "9"), report.people(key("in_a_year"), CellPart.PENDING))
        val why = report.why("9", rate)!!
        assertEquals(listOf(CellPart.DENOMINATOR, CellPart.UNDETERMINED), why.parts)
        assertEquals(rate.key, why.cell)
        assertEquals(listOf("employment.hours_per_week"), why.enrolments.single().outcomes.single().missing)
        assertEquals(report.why("7", row), report.why("7", rate.key))
        assertNull(report.why("99", row))
        val flow = report.flow("rate")
        assertEquals(listOf<ULong>(4u, 4u, 3u, 1u), listOf(flow.started, flow.due, flow.known, flow.undetermined))
        assertEquals(1uL to 2uL, flow.achieved to flow.notAchieved)
    }

    @Test
    fun `what comes in is counted, and shown to nobody`() {
        val torn = CaseFile.fromJsonl(catalogue, "{\"id\": \"secret")
        val later = file(started("8", "2022-04-01"), started("9").copy(programme = "none"))
        val report = catalogue.compute("yearly", listOf(person("7", "secret")), files.take(1) + torn + later, day)
        val accounts = report.accounts()
        assertEquals(listOf<ULong>(5u, 2u, 1u, 2u), accounts.let { listOf(it.events, it.used, it.later, it.rejected) })
        assertEquals(listOf("" to "D672", "7" to "D503", "9" to "D657"), report.rejected().map { it.person to it.code })
        assertEquals(listOf("facts given without a day are those at each start"), report.assumptions())
        assertFalse("${report.toJson()}${report.rejected()}${report.why("7", 0)}${person("7", "secret")}".contains("secret"))
    }

    @Test
    fun `a return can be as it was known then, and says who moved`() {
        val first = file(started("7"), job("7", 3).copy(recordedAt = "2021-06-01"))
        val before = catalogue.compute("yearly", emptyList(), listOf(first), day)
        val amended = job("7", 16).copy(id = "k7", amends = "j7", recordedAt = "2022-05-01")
        val both = listOf(first, file(amended))
        val restated = catalogue.compute("yearly", emptyList(), both, day)
        val (cells, moves) = restated.compare(before)
        assertEquals(listOf(null, "tenure"), moves.map { it.cell.by })
        val move = moves.first()
        assertEquals("7" to listOf(Cause.CORRECTED), move.person to move.by)
        assertEquals(CellPart.DENOMINATOR to CellPart.NUMERATOR, move.from to move.to)
        assertEquals(Spread(0.0, 0.0) to Spread(1.0, 1.0), cells.first().let { it.before to it.now })
        val then = catalogue.compute("yearly", emptyList(), both, day, LocalDate.of(2022, 4, 30), LocalDate.of(2022, 1, 1))
        assertEquals(before.cells(), then.cells())
        assertEquals("2022-04-30", then.knownAt())
        assertEquals(listOf("facts given without a day are those of 1 January 2022"), then.assumptions())
        assertEquals(Comparison(emptyList(), emptyList()), restated.compare(restated))
    }

    @Test
    fun `states of parts of the people merge in any order, through bytes`() {
        val parts =
            files.zip(listOf("7", "8", "9", "10")).map { (file, id) ->
                catalogue.partial("yearly", people.filter { it.id == id }, listOf(file), day).toBytes()
            } + catalogue.partial("yearly", people.takeLast(1), emptyList(), day).toBytes()
        for (order in listOf(parts, parts.reversed())) {
            val merged = order.map { Partial.fromBytes(it) }.reduce(Partial::merge).report(catalogue)
            assertEquals(report.cells(), merged.cells())
            assertEquals(report.accounts(), merged.accounts())
            val closed = assertThrows<DoorstepException.Return> { merged.people(0) }
            assertTrue(closed.message.contains("partial states, which name nobody"), closed.message)
        }
        val refused = { call: () -> Unit -> assertThrows<DoorstepException.Return> { call() }.message }
        val one = Partial.fromBytes(parts.first())
        val tomorrow = catalogue.partial("yearly", emptyList(), emptyList(), day.plusDays(1))
        assertTrue(refused { one.merge(tomorrow) }.contains("`2022-03-31` and `2022-04-01`"))
        assertTrue(refused { Partial.fromBytes("{".toByteArray()) }.contains("no state of a return"))
        val another = Catalogue.parse(documents + ("boost.json" to programme.replace("Boost", "Another")))
        assertTrue(refused { one.report(another) }.contains("another catalogue"))
    }

    @Test
    fun `claims are exact, and what is published is protected`() {
        val ids = (0 until 43).map { "$it" }
        val people = ids.take(40).mapIndexed { at, id -> person(id, if (at < 33) "social" else "private") }
        val report = catalogue.compute("yearly", people, ids.map { file(started(it)) }, day)
        val funder = report.release(Audience.FUNDER)
        assertEquals(report.cells(), funder.cells())
        assertEquals(listOf("yearly", "$day", null), listOf(funder.returnId(), funder.asAt(), funder.knownAt()))
        val published = report.release(Audience.PUBLIC, emptyList())
        assertEquals(Audience.PUBLIC to ReleaseRule(10u, 5u, true), published.audience() to published.disclosure())
        assertEquals(report.catalogue() to report.library(), published.catalogue() to published.library())
        val cells = published.cells().associateBy { it.key }
        assertEquals(45.0, cells[key("sign_ups")]!!.value)
        for (group in listOf("private", null)) {
            val cell = cells[key("sign_ups", "tenure", group)]!!
            assertEquals(CellState.SUPPRESSED, cell.state)
            assertEquals(List(6) { null }, cell.run { listOf(value, low, high, numerator, denominator, pending) })
        }
        val audit = published.audit()
        assertEquals(emptyList<Recovered>() to false, audit.recovered to audit.contradictory)
        assertTrue(audit.hidden > 0u && audit.bounds > 0u)
        assertEquals(audit.hidden.toLong(), json.readTree(published.auditJson()).get("hidden").longValue())
        assertEquals(published.cells(), funder.publish().cells())

        val kept = Release.fromJson(published.toJson())
        assertEquals(published.toJson(), kept.toJson())
        assertEquals(published.cells(), report.release(Audience.PUBLIC, listOf(kept)).cells())
        assertEquals(emptyList<Recovered>(), published.audit(listOf(kept)).recovered)
        val refused = { call: () -> Any? -> assertThrows<DoorstepException.Return> { call() }.message }
        assertTrue(refused { published.publish() }.contains("public already"))
        assertTrue(refused { Release.fromJson("{}") }.contains("no release"))
        val open = Catalogue.parse(documents + ("yearly.json" to yearly.replace(Regex("\"disclosure\": .*?}, "), "")))
        assertTrue(refused { open.compute("yearly", people, files, day).release(Audience.PUBLIC) }.contains("no `disclosure` rule"))
    }

    @Test
    fun `what a return cannot be computed of is an error that says which`() {
        val message = { call: () -> Any? -> assertThrows<DoorstepException.Return> { call() }.message }
        assertEquals(
            "the catalogue has no return `yearl`; did you mean `yearly`?",
            message { catalogue.compute("yearl", people, files, day) },
        )
        assertTrue(message { catalogue.compute("yearly", people + people, files, day) }.contains("each person once"))
        assertTrue(message { catalogue.computeOfJson("yearly", "{}", files, "$day") }.contains("no part of a list"))
        assertTrue(message { catalogue.partialOfJson("yearly", "[{}]", files, "$day") }.contains("no `person_id`"))
        assertTrue(message { report.people(99) }.contains("no row 99; there are 12, from 0"))
        assertTrue(message { report.why("7", -1) }.contains("no row -1"))
        assertTrue(message { report.people(key("rates"), CellPart.LATE) }.contains("no indicator `rates`"))
        assertTrue(message { report.why("7", key("rate", "tenure", "own")) }.contains("group `own`"))
        assertEquals("the return has no indicator `rat`; did you mean `rate`?", message { report.flow("rat") })

        val fact = { call: () -> Any? -> assertThrows<DoorstepException.Fact> { call() }.problems.map { it.code to it.fact } }
        assertEquals(listOf("D509" to "as_at"), fact { catalogue.compute("yearly", people, files, "soon") })
        assertEquals(listOf("facts_on"), fact { catalogue.partial("yearly", people, files, "$day", factsOn = "soon") }.map { it.second })
        assertEquals(listOf("known_at"), fact { catalogue.computeOfJson("yearly", "[]", files, "$day", "soon") }.map { it.second })
        assertEquals(1, fact { catalogue.computeOfJson("yearly", "[", files, "$day") }.size)
        var deep: FactValue = FactValue.Nothing
        repeat(65) { deep = FactValue.Items(listOf(deep)) }
        val nested = listOf(ReturnPerson("7", mapOf("tenure" to deep)))
        assertEquals(listOf("D005" to "tenure"), fact { catalogue.compute("yearly", nested, files, day) })
    }
}
