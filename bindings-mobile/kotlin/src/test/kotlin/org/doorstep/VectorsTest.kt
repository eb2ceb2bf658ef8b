package org.doorstep

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ArrayNode
import com.fasterxml.jackson.databind.node.ObjectNode
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicContainer
import org.junit.jupiter.api.DynamicContainer.dynamicContainer
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.assertThrows
import java.io.File

/** The cases of `tests/vectors`, which every language runs; their README says what they mean. */
class VectorsTest {
    private val tests = File(System.getProperty("doorstep.tests"))

    @TestFactory
    fun vectors(): List<DynamicContainer> {
        val vectors = tests.resolve("vectors")
        val files = vectors.walk().filter { it.extension == "json" }.sorted().toList()
        assertTrue(files.isNotEmpty(), "there are no vectors in $vectors")
        return files.map { file -> dynamicContainer(file.relativeTo(vectors).path, cases(json.readTree(file))) }
    }

    private fun cases(file: JsonNode): List<DynamicTest> {
        known(file, "documents", "cases")
        val documents = documents(file.get("documents"))
        // What files share, such as the programmes, is read once.
        val catalogue = catalogues.getOrPut(documents) { lazy { runCatching { Catalogue.parse(documents) } } }
        val cases = file.get("cases").toList()
        assertTrue(cases.isNotEmpty(), "there are no cases")
        return cases.map { case ->
            dynamicTest(case.get("name").textValue()) {
                if (case.has("return")) ReturnVector(documents, case).run() else run(case, catalogue)
            }
        }
    }

    private val catalogues = HashMap<Map<String, String>, Lazy<Result<Catalogue>>>()

    private fun documents(documents: JsonNode?): Map<String, String> {
        val given = if (documents?.textValue() == "programmes") programmes else documents ?: json.createObjectNode()
        assertTrue(given.isObject, "documents are names and documents")
        return given.properties().associate { (name, document) -> name to (document.textValue() ?: document.toString()) }
    }

    private val programmes by lazy { json.readTree(tests.resolve("documents/programmes.json")) }

    private fun run(
        case: JsonNode,
        catalogue: Lazy<Result<Catalogue>>,
    ) {
        known(case, "name", "facts", "events", "as_at", "language", "condition", "asked_of", *ofDirectories, *toCaseFiles, "expected")
        val expected = case.get("expected")
        known(expected, *ofCatalogues, *ofScreenings, *ofCaseFiles, "value", "imported", "exported")
        assertTrue(expected.size() > 0, "the case expects nothing")
        val condition = case.get("condition")?.textValue()
        val (service, export) = case.get("service") to case.get("export")?.textValue()
        when {
            condition != null -> runCondition(case, condition, expected)
            case.has("case_files") -> runCaseFiles(case, catalogue.value.getOrThrow(), expected)
            service != null -> runImport(case, service, expected)
            export != null -> runExport(case, export, catalogue.value.getOrThrow(), expected)
            else -> runDocuments(case, catalogue.value, expected)
        }
    }

    private val toCaseFiles = arrayOf("case_files", "programme", "known_at", "facts_on", "caseload", "erase", "propose")

    private val ofOutcomes = arrayOf("outcomes", "outcomes_of", "claims", "fact_errors")

    private val ofCaseFiles =
        arrayOf("state", "problems", "rejected", "tombstones", "events", "lines", "caseload", *ofOutcomes)

    /**
     * All lines dealt out in so many pieces, which are merged from each of them on: one after the other, and two by two.
     * What is no JSON stays in its file, where it may be torn.
     */
    private fun dealtOut(
        lines: List<JsonNode>,
        read: (String) -> CaseFile,
    ): List<Pair<Int, CaseFile>> {
        val pieces = listOf(2, 3, 7, 20).filter { it <= lines.size && lines.none(JsonNode::isTextual) }
        return pieces.flatMap { of ->
            val dealt =
                (0 until of).map { first ->
                    read(lines.filterIndexed { at, _ -> at % of == first }.reversed().joinToString("\n"))
                }
            (0 until minOf(of, 7)).flatMap { turn ->
                val turned = dealt.drop(turn) + dealt.take(turn)
                var pairs = turned
                while (pairs.size > 1) {
                    pairs = pairs.chunked(2) { two -> two.reduce(CaseFile::merge) }.reversed()
                }
                listOf(of to turned.reduce(CaseFile::merge), of to pairs.single())
            }
        }
    }

    private fun runCaseFiles(
        case: JsonNode,
        catalogue: Catalogue,
        expected: JsonNode,
    ) {
        known(expected, *ofCaseFiles, "event_errors")
        val files =
            case.get("case_files").map { lines ->
                CaseFile.fromJsonl(catalogue, lines.joinToString("\n") { it.textValue() ?: it.toString() })
            }
        var file = files.reduce(CaseFile::merge)
        val told = everything(catalogue, file, case)
        assertEquals(told, everything(catalogue, files.reversed().reduce(CaseFile::merge), case), "merged in the reverse order")
        assertEquals(told, everything(catalogue, files.map { it.merge(it) }.reduce(CaseFile::merge), case), "each with itself")
        for ((pieces, dealt) in dealtOut(case.get("case_files").flatten()) { CaseFile.fromJsonl(catalogue, it) }) {
            assertEquals(told, everything(catalogue, dealt, case), "dealt out in $pieces pieces")
        }
        assertEquals(told, everything(catalogue, CaseFile.fromJsonl(catalogue, file.toJsonl()), case), "written and read again")
        case.get("erase")?.let { erasure ->
            known(erasure, "person", "on")
            file = file.erase(erasure.get("person").textValue(), erasure.get("on").textValue())
            val left = everything(catalogue, file, case)
            for (given in files) {
                assertEquals(left, everything(catalogue, file.merge(given), case), "what was erased comes back")
                assertEquals(left, everything(catalogue, given.merge(file), case), "what was erased comes back")
            }
        }
        case.get("propose")?.let { proposal ->
            val propose = { propose(file, proposal) }
            when (val refused = expected.get("event_errors")) {
                null -> file = propose()
                else -> part(refused, eventProblems(assertThrows<DoorstepException.Event> { propose() }.problems))
            }
        }
        if (file.rejected().isEmpty() && file.tombstones().isEmpty()) {
            assertEquals(file.toJsonl(), CaseFile(catalogue, file.events()).toJsonl(), "its events given again")
        }
        val made =
            entries(
                "problems" to eventProblems(file.problems()),
                "rejected" to list(file.rejected()) {
                    entries("line" to it.line.toLong(), "text" to it.text, "problem" to eventProblem(it.problem))
                },
                "tombstones" to list(file.tombstones()) { entries("erased" to it.erased, "on" to it.on) },
                "events" to file.events().map { it.id },
                "lines" to file.toJsonl().lines().dropLast(1),
                "state" to (state(file, case) ?: json.nodeFactory.nullNode()),
                "caseload" to (caseload(catalogue, files + file, case) ?: json.nodeFactory.nullNode()),
            )
        judged(catalogue, file, case)?.let { made.setAll<JsonNode>(it) }
        ofCaseFiles.filter(expected::has).forEach { part(expected.get(it), made.get(it), it) }
    }

    private fun propose(
        file: CaseFile,
        proposal: JsonNode,
    ): CaseFile {
        known(proposal, "event", "override")
        val (event, given) = proposal.get("event") to proposal.get("override")
        val overriding =
            given?.let {
                val text = { name: String -> it.get(name)?.textValue() }
                Override(it.textValue() ?: text("reason")!!, text("by"), text("authority"))
            }
        return if (isTyped(event)) file.propose(event(event), overriding) else file.proposeJson(event.toString(), overriding)
    }

    /** All that a file says, as text. */
    private fun everything(
        catalogue: Catalogue,
        file: CaseFile,
        case: JsonNode,
    ): String =
        listOf(file.toJsonl(), eventProblems(file.problems()), state(file, case), judged(catalogue, file, case)).joinToString("\n")

    /** Outcomes and claims by the keys that are expected, or what is wrong with the facts; `null` if none are asked. */
    private fun judged(
        catalogue: Catalogue,
        file: CaseFile,
        case: JsonNode,
    ): ObjectNode? {
        if (ofOutcomes.none(case.get("expected")::has)) return null
        val text = { key: String -> case.get(key)?.textValue() }
        val (asAt, knownAt, factsOn) = Triple(text("as_at")!!, text("known_at"), text("facts_on"))
        val given = case.get("facts") ?: json.createObjectNode()
        val programme = text("programme")
        val ofJson = { catalogue.claimsJson(given.toString(), file, asAt, knownAt, factsOn) }
        if (case.get("expected").has("fact_errors")) {
            val problems = problems(assertThrows<DoorstepException.Fact> { ofJson() }.problems)
            if (!given.isObject) return entries("fact_errors" to problems)
            val order = given.fieldNames().asSequence().toList()
            val typed = assertThrows<DoorstepException.Fact> { catalogue.claims(facts(case), file, asAt, knownAt, factsOn) }
            assertEquals(problems, problems(typed.problems.sortedBy { order.indexOf(it.fact) }), "claims of typed facts")
            programme?.let {
                val outcomes = { catalogue.outcomes(it, facts(case), file, asAt, knownAt, factsOn) }
                assertEquals(typed.problems, assertThrows<DoorstepException.Fact> { outcomes() }.problems, "outcomes of them")
            }
            return entries("fact_errors" to problems)
        }
        val claims = toJson(catalogue.claims(facts(case), file, asAt, knownAt, factsOn))
        assertEquals(ofJson(), claims.toString(), "the mirrors and the core differ")
        if (programme == null) return entries("claims" to claims)
        val outcomes = catalogue.outcomes(programme, facts(case), file, asAt, knownAt, factsOn)
        val mirrored = outcomes?.let(::toJson)
        val core = catalogue.outcomesJson(programme, given.toString(), file, asAt, knownAt, factsOn)
        assertEquals(core, mirrored?.toString(), "the mirrors and the core differ")
        val results = outcomes?.let { entries(*it.outcomes.map { of -> of.id to toJson(of) }.toTypedArray()) }
        return entries("outcomes" to results, "outcomes_of" to mirrored?.without<ObjectNode>("outcomes"), "claims" to claims)
    }

    /** The caseload as the mirrors say it, which must be as the core does and that of the merged file; `null` if none is asked. */
    private fun caseload(
        catalogue: Catalogue,
        files: List<CaseFile>,
        case: JsonNode,
    ): JsonNode? {
        val asked = case.get("caseload") ?: return null
        known(asked, "as_at", "worker", "known_at")
        val text = { key: String -> asked.get(key)?.textValue() }
        val (asAt, worker, knownAt) = Triple(text("as_at")!!, text("worker"), text("known_at"))
        val mirrored =
            list(catalogue.caseload(files, asAt, worker, knownAt)) {
                entries(
                    "person" to it.person,
                    "programme" to it.programme,
                    "stage" to it.stage?.id(),
                    "workers" to it.workers,
                    "reason" to it.reason.id(),
                    "about" to it.about,
                    "text" to it.text,
                    "on" to it.on,
                    "days" to it.days.toLong(),
                )
            }
        assertEquals(catalogue.caseloadJson(files, asAt, worker, knownAt), mirrored.toString(), "the mirrors and the core differ")
        assertEquals(catalogue.caseloadJson(files.takeLast(1), asAt, worker, knownAt), mirrored.toString(), "of the merged file")
        return mirrored
    }

    /** The state as the mirrors say it, which must be as the core does; `null` where there is none. */
    private fun state(
        file: CaseFile,
        case: JsonNode,
    ): JsonNode? {
        val programme = case.get("programme")?.textValue() ?: return null
        val (asAt, knownAt) = case.get("as_at").textValue() to case.get("known_at")?.textValue()
        val mirrored = file.state(programme, asAt, knownAt)?.let(::toJson)
        assertEquals(file.stateJson(programme, asAt, knownAt), mirrored?.toString(), "the mirrors and the core differ")
        return mirrored
    }

    private val ofDirectories = arrayOf("service", "export", "options")

    private fun runImport(
        case: JsonNode,
        service: JsonNode,
        expected: JsonNode,
    ) {
        known(expected, "imported", "diagnostics")
        val given = case.get("options") ?: json.createObjectNode()
        known(given, "areas", "declared", "eligibility_description")
        val words = given.get("eligibility_description")?.let { FreeText.valueOf(it.textValue().uppercase()) }
        val options = ImportOptions(areas(given), texts(given.get("declared")), words)
        val import = { importService(service.toString(), options.takeUnless { case.get("options") == null }) }
        expected.get("diagnostics")?.let { wanted ->
            return part(wanted, diagnostics(assertThrows<DoorstepException.Document> { import() }.diagnostics))
        }
        val imported = import()
        val made =
            entries(
                "programme" to json.readTree(imported.programme),
                "vocabulary" to json.readTree(imported.vocabulary),
                "areas" to list(imported.areas) { entries("when" to it.`when`, "name" to it.name, "uri" to it.uri) },
                "not_covered" to notCovered(imported.notCovered),
            )
        part(expected.get("imported"), made)
        assertEquals(setOf(imported.programme, imported.vocabulary), imported.documents.values.toSet())
    }

    private fun runExport(
        case: JsonNode,
        programme: String,
        catalogue: Catalogue,
        expected: JsonNode,
    ) {
        known(expected, "exported", "diagnostics")
        val given = case.get("options") ?: json.createObjectNode()
        known(given, "areas", "area_facts")
        val options = ExportOptions(areas(given), texts(given.get("area_facts")))
        val export = {
            catalogue.exportService(programme, case.get("as_at").textValue(), options.takeUnless { case.get("options") == null })
        }
        expected.get("diagnostics")?.let { wanted ->
            return part(wanted, diagnostics(assertThrows<DoorstepException.Document> { export() }.diagnostics))
        }
        val exported = export()
        val made =
            entries(
                "programme" to exported.programme,
                "version" to exported.version,
                "as_at" to exported.asAt,
                "service" to json.readTree(exported.service),
                "not_covered" to notCovered(exported.notCovered),
            )
        part(expected.get("exported"), made)
    }

    private fun areas(options: JsonNode): List<Area> =
        options.get("areas")?.map { area ->
            known(area, "when", "name", "uri")
            Area(area.get("when").textValue(), area.get("name").textValue(), area.get("uri")?.textValue())
        } ?: emptyList()

    private fun texts(list: JsonNode?): List<String> = list?.map { it.textValue() } ?: emptyList()

    private fun notCovered(listed: List<NotCovered>): ArrayNode =
        list(listed) { entries("path" to it.path, "why" to it.why) }

    private val ofCatalogues = arrayOf("diagnostics", "fingerprint", "test", "describe", "figures")

    private val ofScreenings =
        arrayOf(
            "programmes", "decisions", "in_words", "next_question", "review", "fact_errors", "event_errors", "event_problems",
        )

    private fun runCondition(
        case: JsonNode,
        condition: String,
        expected: JsonNode,
    ) {
        known(expected, "value", "diagnostics", "fact_errors")
        val evaluated = { evaluate(condition, facts(case), case.get("as_at")?.textValue()) }
        val (diagnostics, problems) = expected.get("diagnostics") to expected.get("fact_errors")
        when {
            diagnostics != null ->
                part(diagnostics, diagnostics(assertThrows<DoorstepException.Condition> { evaluated() }.diagnostics))
            problems != null -> part(problems, problems(assertThrows<DoorstepException.Fact> { evaluated() }.problems))
            else -> assertEquals(expected.get("value"), toJson(evaluated() ?: FactValue.Nothing))
        }
    }

    private fun runDocuments(
        case: JsonNode,
        loaded: Result<Catalogue>,
        expected: JsonNode,
    ) {
        known(expected, *ofCatalogues, *ofScreenings)
        val (asAt, language) = case.get("as_at")?.textValue() to case.get("language")?.textValue()
        val catalogue =
            try {
                loaded.getOrThrow()
            } catch (error: DoorstepException.Document) {
                if (!expected.has("diagnostics")) throw error
                part(expected.get("diagnostics"), diagnostics(error.diagnostics))
                return
            }
        expected.get("diagnostics")?.let { part(it, diagnostics(catalogue.check())) }
        expected.get("fingerprint")?.let { assertEquals(it.textValue(), catalogue.fingerprint()) }
        expected.get("test")?.let { part(it, toJson(catalogue.test())) }
        expected.get("figures")?.let { part(it, list(catalogue.checkFigures(language), ::toJson)) }
        expected.get("describe")?.forEachEntry { id, described ->
            val description = catalogue.describeJson(id, asAt, language)
            part(described, description?.let(json::readTree) ?: json.nodeFactory.nullNode(), id)
            assertEquals(description == null, catalogue.describe(id, asAt, language) == null)
        }
        if (asAt == null) return known(expected, *ofCatalogues)
        runScreening(case, catalogue, asAt, expected)
        expected.get("review")?.forEachEntry { id, review ->
            val criteria = catalogue.review(id, facts(case), asAt)
            part(review, criteria?.let { list(it, ::toJson) } ?: json.nodeFactory.nullNode(), id)
        }
    }

    private fun JsonNode.forEachEntry(run: (String, JsonNode) -> Unit) = properties().forEach { (name, value) -> run(name, value) }

    private fun runScreening(
        case: JsonNode,
        catalogue: Catalogue,
        asAt: String,
        expected: JsonNode,
    ) {
        val given = case.get("facts") ?: json.createObjectNode()
        val (events, language) = case.get("events") to case.get("language")?.textValue()
        val screen = { catalogue.screenOfJson(given.toString(), asAt, events?.toString(), language) }
        expected.get("event_errors")?.let { problems ->
            return part(problems, eventProblems(assertThrows<DoorstepException.Event> { screen() }.problems))
        }
        expected.get("fact_errors")?.let { problems ->
            val text = assertThrows<DoorstepException.Fact> { screen() }
            part(problems, problems(text.problems))
            // Types leave no way to give facts that are not names and values.
            if (!given.isObject) return
            val typed = assertThrows<DoorstepException.Fact> { catalogue.screen(facts(case), asAt) }
            // Typed facts come in the order of their names.
            val order = given.fieldNames().asSequence().toList()
            part(problems, problems(typed.problems.sortedBy { order.indexOf(it.fact) }))
            return
        }
        val screening = screen()
        val mirrored = toJson(screening)
        assertEquals(screening.toJson(), mirrored.toString(), "the mirrors and the core differ")
        if (events == null || areTyped(events)) {
            val typed = catalogue.screen(facts(case), asAt, events?.map(::event), language)
            assertEquals(screening.toJson(), typed.toJson(), "what is typed and what is JSON differ")
        }
        val decisions = mirrored.get("decisions")
        val statuses = decisions.associate { it.get("programme").textValue() to it.get("status").textValue() }
        assertEquals(statuses, screening.statuses().associate { it.programme to it.status.id() })
        expected.get("event_problems")?.let { part(it, eventProblems(screening.eventProblems())) }
        expected.get("in_words")?.forEachEntry { id, words -> assertEquals(words.textValue(), screening.inWords(id)) }
        expected.get("next_question")?.let { question ->
            val asked = case.get("asked_of")?.textValue()
            val next = if (asked == null) screening.nextQuestion() else screening.ask(asked)
            part(question, next?.let(::toJson) ?: json.nodeFactory.nullNode())
        }
        expected.get("decisions")?.let { part(it, decisions, "decisions") }
        expected.get("programmes")?.let { ids ->
            assertEquals(ids.map { it.textValue() }, decisions.fieldNames().asSequence().toList())
        }
    }

    // From JSON.

    private fun facts(case: JsonNode): Map<String, FactValue> =
        case.get("facts")?.properties()?.associate { (name, value) -> name to fromJson(value) } ?: emptyMap()

    /** Whether events say no more than their type has room for: malformed ones come as JSON alone. */
    private fun areTyped(events: JsonNode): Boolean = events.isArray && events.all(::isTyped)

    private fun isTyped(event: JsonNode): Boolean =
        event.properties().all { (name, value) ->
            when (name) {
                "id", "person", "amends", "voids" -> value.isTextual || value.isIntegralNumber
                "kind", "on", "end", "programme", "recorded_at", "recorded_by", "subject" -> value.isTextual
                "data" -> value.isObject
                "evidence" -> value.isObject && value.has("type") && value.all { it.isTextual }
                else -> false
            }
        } && event.has("id") && event.has("person")

    private fun event(node: JsonNode): Event {
        val text = { name: String -> node.get(name)?.asText() }
        return Event(
            id = text("id")!!,
            person = text("person")!!,
            kind = text("kind"),
            on = text("on"),
            end = text("end"),
            programme = text("programme"),
            data = node.get("data")?.properties()?.associate { (name, value) -> name to fromJson(value) } ?: emptyMap(),
            evidence =
                node.get("evidence")?.let { Evidence(it.get("type").textValue(), it.get("on")?.textValue(), it.get("by")?.textValue()) },
            recordedAt = text("recorded_at"),
            recordedBy = text("recorded_by"),
            subject = text("subject"),
            amends = text("amends"),
            voids = text("voids"),
        )
    }
}
