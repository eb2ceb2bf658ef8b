// What runners of vectors share.
package org.doorstep

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ArrayNode
import com.fasterxml.jackson.databind.node.ObjectNode
import org.junit.jupiter.api.Assertions.assertEquals

/** Fails if there are other keys. */
internal fun known(
    node: JsonNode,
    vararg keys: String,
) = assertEquals(emptyList<String>(), node.fieldNames().asSequence().toList() - keys.toSet(), "unknown keys")

internal fun fromJson(node: JsonNode): FactValue =
    when {
        node.isNull -> FactValue.Nothing
        node.isBoolean -> fact(node.booleanValue())
        node.isNumber -> fact(node.decimalValue())
        node.isTextual -> fact(node.textValue())
        node.isArray -> FactValue.Items(node.map(::fromJson))
        else -> FactValue.Record(node.properties().map { (name, value) -> Fact(name, fromJson(value)) })
    }

/** What is expected is a part of what there is: of an object the keys expected, of a list each item in order. */
internal fun part(
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
            assertEquals(0, expected.decimalValue().compareTo(actual.decimalValue()), "$path: $expected and $actual")
        actual?.isNumber == true && expected.textValue()?.contains('/') == true ->
            assertEquals(divided(expected.textValue()), actual.doubleValue(), path)
        else -> assertEquals(expected, actual, path)
    }
}

/** A number that is written divided: `1/3`. */
private fun divided(text: String): Double = text.split("/").let { (over, under) -> over.toDouble() / under.toDouble() }
