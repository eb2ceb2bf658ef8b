package org.doorstep.offline

import org.doorstep.Catalogue
import org.doorstep.DoorstepException
import org.doorstep.Override
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readText

/** What a caseworker does on a phone, as lines of words between tabs. What it answers ends with an empty line. */
fun main(arguments: Array<String>) {
    val (name, documents) = arguments
    val phone = Phone(name, Catalogue.parse(Path(documents).listDirectoryEntries().associate { it.name to it.readText() }))
    val screen = System.out.bufferedWriter()
    for (line in System.`in`.bufferedReader().lineSequence()) {
        for (answer in phone.answer(line.split('\t'))) screen.appendLine(answer)
        screen.appendLine()
        screen.flush()
    }
}

class Phone(
    private val name: String,
    private val catalogue: Catalogue,
) {
    private lateinit var store: CaseStore

    fun answer(words: List<String>): List<String> =
        try {
            when (words[0]) {
                "open" -> open(Path(words[1]))
                "record" -> record(words[1], words.getOrNull(2))
                "exchange" -> exchange(Path(words[1]))
                "erase" -> erase(words[1], words[2])
                "state" -> listOf(store.file.stateJson(words[1], words[2])!!)
                "problems" -> store.file.problems().map { "${it.code} ${it.message}" }
                else -> error("there is no `${words[0]}`")
            }
        } catch (refused: DoorstepException.Event) {
            listOf("refused") + refused.problems.map { it.message }
        }

    private fun open(folder: Path): List<String> {
        store = CaseStore(catalogue, folder.resolve("case.jsonl"))
        val aside = store.file.rejected().map { "line ${it.line}: ${it.problem.code} ${it.problem.message}" }
        return listOf("${store.file.events().size}") + aside
    }

    private fun record(
        event: String,
        reason: String?,
    ): List<String> {
        store.record(event, reason?.let { Override(it) })
        return listOf("recorded")
    }

    /** Takes in what others left in a folder, and leaves there what this phone has. */
    private fun exchange(folder: Path): List<String> {
        store.merge(folder.listDirectoryEntries("*.jsonl").map { CaseStore.read(catalogue, it) })
        CaseStore.replace(folder.resolve("$name.jsonl"), store.file.toJsonl())
        return listOf("${store.file.events().size}")
    }

    private fun erase(
        person: String,
        on: String,
    ): List<String> {
        store.erase(person, on)
        return listOf("erased")
    }
}
