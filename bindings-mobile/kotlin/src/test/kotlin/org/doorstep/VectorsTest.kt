package org.doorstep

import com.fasterxml.jackson.core.JsonParser
import com.fasterxml.jackson.databind.DeserializationFeature
import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.json.JsonMapper
import com.fasterxml.jackson.databind.node.ArrayNode
import com.fasterxml.jackson.databind.node.JsonNodeFactory
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

    private val json =
        JsonMapper
            .builder()
            .nodeFactory(JsonNodeFactory(true))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build()

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
        val cases = file.get("cases").toList()
        assertTrue(cases.isNotEmpty(), "there are no cases")
        return cases.map { case -> dynamicTest(case.get("name").textValue()) { run(case, documents) } }
    }

    private fun documents(documents: JsonNode?): Map<String, String> {
        val given = if (documents?.textValue() == "programmes") programmes else documents ?: json.createObjectNode()
        assertTrue(given.isObject, "documents are names and documents")
        return given.properties().associate { (name, document) -> name to (document.textValue() ?: document.toString()) }
    }

    private val programmes by lazy { json.readTree(tests.resolve("documents/programmes.json")) }

    private fun run(
        case: JsonNode,
        documents: Map<String, String>,
    ) {
        known(case, "name", "facts", "as_at", "condition", "expected")
        val expected = case.get("expected")
        known(expected, "programmes", "decisions", "fact_errors", "diagnostics", "value", "fingerprint")
        assertTrue(expected.size() > 0, "the case expects nothing")
        val condition = case.get("condition")?.textValue()
        if (condition != null) runCondition(case, condition, expected) else runDocuments(case, documents, expected)
    }

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
        documents: Map<String, String>,
        expected: JsonNode,
    ) {
        known(expected, "programmes", "decisions", "fact_errors", "diagnostics", "fingerprint")
        val catalogue =
            try {
                Catalogue.parse(documents)
            } catch (error: DoorstepException.Document) {
                if (!expected.has("diagnostics")) throw error
                part(expected.get("diagnostics"), diagnostics(error.diagnostics))
                return
            }
        expected.get("diagnostics")?.let { part(it, diagnostics(catalogue.check())) }
        expected.get("fingerprint")?.let { assertEquals(it.textValue(), catalogue.fingerprint()) }
        case.get("as_at")?.let { runScreening(case, catalogue, it.textValue(), expected) }
        if (!case.has("as_at")) known(expected, "diagnostics", "fingerprint")
    }

    private fun runScreening(
        case: JsonNode,
        catalogue: Catalogue,
        asAt: String,
        expected: JsonNode,
    ) {
        val given = case.get("facts") ?: json.createObjectNode()
        expected.get("fact_errors")?.let { problems ->
            val text = assertThrows<DoorstepException.Fact> { catalogue.screenJson(given.toString(), asAt) }
            part(problems, problems(text.problems))
            // Types leave no way to give facts that are not names and values.
            if (!given.isObject) return
            val typed = assertThrows<DoorstepException.Fact> { catalogue.screen(facts(case), asAt) }
            // Typed facts come in the order of their names.
            val order = given.fieldNames().asSequence().toList()
            part(problems, problems(typed.problems.sortedBy { order.indexOf(it.fact) }))
            return
        }
        val screening = toJson(catalogue.screen(facts(case), asAt))
        assertEquals(catalogue.screenJson(given.toString(), asAt), screening.toString(), "the mirrors and the core differ")
        val decisions = screening.get("decisions")
        expected.get("decisions")?.let { part(it, decisions, "decisions") }
        expected.get("programmes")?.let { ids ->
            assertEquals(ids.map { it.textValue() }, decisions.fieldNames().asSequence().toList())
        }
    }

    private fun known(
        node: JsonNode,
        vararg keys: String,
    ) = assertEquals(emptyList<String>(), node.fieldNames().asSequence().toList() - keys.toSet(), "unknown keys")

    // From JSON.

    private fun facts(case: JsonNode): Map<String, FactValue> =
        case.get("facts")?.properties()?.associate { (name, value) -> name to fromJson(value) } ?: emptyMap()

    private fun fromJson(node: JsonNode): FactValue =
        when {
            node.isNull -> FactValue.Nothing
            node.isBoolean -> fact(node.booleanValue())
            node.isNumber -> fact(node.decimalValue())
            node.isTextual -> fact(node.textValue())
            node.isArray -> FactValue.Items(node.map(::fromJson))
            else -> FactValue.Record(node.properties().map { (name, value) -> Fact(name, fromJson(value)) })
        }

    // To JSON.

    private fun entries(vararg entries: Pair<String, Any?>): ObjectNode {
        val node = json.createObjectNode()
        for ((name, value) in entries) node.set<JsonNode>(name, value as? JsonNode ?: json.valueToTree(value))
        return node
    }

    private fun <T> list(
        items: List<T>,
        toJson: (T) -> JsonNode,
    ): ArrayNode = json.createArrayNode().addAll(items.map(toJson))

    private fun toJson(value: FactValue): JsonNode =
        when (value) {
            is FactValue.Nothing -> json.nodeFactory.nullNode()
            is FactValue.Boolean -> json.nodeFactory.booleanNode(value.value)
            is FactValue.Number -> json.nodeFactory.textNode(value.value)
            is FactValue.Text -> json.nodeFactory.textNode(value.value)
            is FactValue.Date -> json.nodeFactory.textNode(value.value)
            is FactValue.Duration -> json.nodeFactory.textNode(value.value)
            is FactValue.Items -> list(value.items, ::toJson)
            is FactValue.Record -> toJson(value.entries)
        }

    private fun toJson(facts: List<Fact>): ObjectNode =
        entries(*facts.map { (name, value) -> name to toJson(value) }.toTypedArray())

    private fun toJson(screening: Screening): ObjectNode {
        val (asAt, catalogue, library, decisions) = screening
        val byProgramme = entries(*decisions.map { it.programme to toJson(it) }.toTypedArray())
        return entries("as_at" to asAt, "catalogue" to catalogue, "library" to library, "decisions" to byProgramme)
    }

    private fun toJson(decision: Decision): ObjectNode =
        entries(
            "programme" to decision.programme,
            "version" to decision.version,
            "name" to decision.name,
            "language" to decision.language,
            "status" to decision.status.id(),
            "summary" to decision.summary,
            "availability" to decision.availability.id(),
            "opens_on" to decision.opensOn,
            "criteria" to list(decision.criteria, ::toJson),
            "missing" to decision.missing,
            "advice" to list(decision.advice) { entries("text" to it.text, "language" to it.language) },
            "target_groups" to list(decision.targetGroups, ::toJson),
            "as_at" to decision.asAt,
            "catalogue" to decision.catalogue,
            "library" to decision.library,
        )

    private fun toJson(criterion: Criterion): ObjectNode {
        val (id, text, language, status, because, missing) = criterion
        val told = toJson(because)
        return entries(
            "id" to id,
            "text" to text,
            "language" to language,
            "status" to status.id(),
            "because" to told,
            "missing" to missing,
        )
    }

    private fun toJson(group: TargetGroup): ObjectNode {
        val (id, text, language, status) = group
        return entries("id" to id, "text" to text, "language" to language, "status" to status.id())
    }

    private fun diagnostics(diagnostics: List<Diagnostic>): ArrayNode =
        list(diagnostics) {
            entries(
                "code" to it.code,
                "severity" to it.severity.id(),
                "message" to it.message,
                "help" to it.help,
                "file" to it.file,
                "line" to it.line.toLong(),
                "column" to it.column.toLong(),
                "end_line" to it.endLine.toLong(),
                "end_column" to it.endColumn.toLong(),
            )
        }

    private fun problems(problems: List<FactProblem>): ArrayNode =
        list(problems) {
            entries("code" to it.code, "fact" to it.fact, "message" to it.message, "help" to it.help)
        }

    /** What is expected is a part of what there is: of an object the keys expected, of a list each item in order. */
    private fun part(
        expected: JsonNode,
        actual: JsonNode?,
        path: String = "",
    ) {
        when {
            expected.isObject && actual is ObjectNode ->
                expected.properties().forEach { (key, value) -> part(value, actual.get(key), "$path.$key") }
            expected.isArray && actual is ArrayNode && expected.size() == actual.size() ->
                expected.forEachIndexed { at, item -> part(item, actual.get(at), "$path[$at]") }
            expected.isNumber && actual?.isNumber == true ->
                assertEquals(0, expected.decimalValue().compareTo(actual.decimalValue()), path)
            else -> assertEquals(expected, actual, path)
        }
    }
}
