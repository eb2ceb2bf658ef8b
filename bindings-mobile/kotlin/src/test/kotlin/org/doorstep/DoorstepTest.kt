package org.doorstep

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import java.math.BigDecimal
import java.time.LocalDate
import java.util.concurrent.Callable
import java.util.concurrent.Executors

/** The library as somebody who has just met it would use it. */
class DoorstepTest {
    private val vocabulary =
        """
        {"vocabulary": "example", "facts": {
          "date_of_birth": {"type": "date", "question": {"en": "What is your date of birth?", "cy": "Dyddiad geni?"}},
          "age": {"type": "number", "derive": "years between(date_of_birth, as_at)", "protected": "age"},
          "tenure": {"type": "code", "question": "What kind of home do you live in?",
            "values": {"social": "Council or housing association", "other": "Other"}},
          "barriers": {"type": "codes", "open": true, "values": {"health": "Health", "debt": "Debt"}},
          "savings": {"type": "money"},
          "employed": {"type": "boolean", "asked_of": ["key_worker"]}
        }}
        """

    private val programme =
        """
        {"programme": "example", "name": "Example Works", "provider": "Example Homes",
         "in_force": {"from": "2022-04-01", "to": "2023-03-31"},
         "referrals": {"open": [{"from": "2022-09-01"}], "routes": ["self"], "contact": "Ring us"},
         "eligibility": [
           {"id": "age", "text": "You are 25 or over", "when": "age >= 25", "basis": "a test"},
           {"id": "tenant", "text": "You rent from a council or housing association", "when": "tenure = \"social\""}
         ],
         "target_groups": [{"id": "over_50", "text": "Aged over 50", "when": "age > 50"}],
         "advice": [{"when": "tenure = \"social\"", "text": "Ask for a better-off check"}]}
        """

    private val catalogue = Catalogue.parse(mapOf("vocabulary.json" to vocabulary, "example.json" to programme))

    @Test
    fun `a person is screened`() {
        val facts = mapOf("date_of_birth" to fact(LocalDate.of(1990, 5, 17)), "tenure" to fact("social"))
        val screening = catalogue.screen(facts, "2022-06-01")

        val decision = screening["example"]!!
        assertEquals(Status.ELIGIBLE, decision.status)
        assertEquals("eligible", decision.status.id())
        assertEquals("Example Works", decision.name)
        assertEquals("2022-04-01", decision.version)
        assertEquals("You may be able to join; the provider decides.", decision.summary)
        assertEquals(Availability.OPENS_ON, decision.availability)
        assertEquals("2022-09-01", decision.opensOn)
        assertEquals(listOf("Ask for a better-off check"), decision.advice.map { it.text })
        assertEquals(listOf(CriterionStatus.NOT_MET), decision.targetGroups.map { it.status })
        assertEquals(catalogue.fingerprint(), screening.catalogue())
        assertEquals(libraryVersion(), screening.library())
        assertNull(screening["kickstart"])
    }

    @Test
    fun `every criterion says why`() {
        val facts = mapOf("date_of_birth" to fact(LocalDate.of(1998, 5, 17)), "tenure" to fact("other"))
        val decision = catalogue.screen(facts, LocalDate.of(2022, 6, 1))["example"]!!
        assertEquals(Status.NOT_ELIGIBLE, decision.status)

        val age = decision.criteria.first()
        assertEquals(CriterionStatus.NOT_MET, age.status)
        assertEquals("You are 25 or over", age.text)
        val because = age.because.associate { it.name to it.value.plain() }
        assertEquals(BigDecimal(24), because["age"])
        assertEquals(LocalDate.of(1998, 5, 17), because["date_of_birth"])
    }

    @Test
    fun `not told is never no`() {
        val decision = catalogue.screen(mapOf("date_of_birth" to fact("1990-05-17")), "2022-06-01")["example"]!!
        assertEquals(Status.UNDETERMINED, decision.status)
        assertEquals(listOf("tenure"), decision.missing)

        val declined = catalogue.screen(mapOf("tenure" to absent(Absence.DECLINED)), "2022-06-01")["example"]!!
        assertEquals(listOf("date_of_birth", "tenure"), declined.missing)
    }

    @Test
    fun `facts come from Kotlin's own values`() {
        val facts =
            mapOf(
                "age" to fact(30),
                "savings" to fact(BigDecimal("12.50")),
                "barriers" to complete(listOf("debt")),
                "employed" to fact(false),
                "household" to household(listOf(mapOf("age" to fact(3)))),
            )
        assertEquals(listOf("tenure"), catalogue.screen(facts, "2022-06-01")["example"]!!.missing)
        val open = facts + mapOf("barriers" to codes(told = listOf("debt"), not = listOf("health")))
        assertEquals(listOf("tenure"), catalogue.screen(open, "2022-06-01")["example"]!!.missing)
    }

    @Test
    fun `services of directories come in and go out`() {
        val service = """{"id": "a", "name": "A", "status": "active", "maximum_age": 24, "fees": "None"}"""
        val imported = importService(service)
        assertEquals("a", imported.id)
        assertEquals(listOf("fees"), imported.notCovered.map { it.path })
        val made = Catalogue.parse(imported.documents)
        val born = mapOf("date_of_birth" to fact(LocalDate.of(1997, 6, 2)))
        assertEquals(Status.ELIGIBLE, made.screen(born, "2022-06-01")["a"]!!.status)
        assertEquals(Status.NOT_ELIGIBLE, made.screen(born, "2022-06-02")["a"]!!.status)
        assertTrue("\"maximum_age\":24" in made.exportService("a", "2022-06-01").service)

        val words = """{"id": "b", "name": "B", "status": "active", "eligibility_description": "For carers"}"""
        val several = importServices("[$service, $words, {}]", ImportOptions(eligibilityDescription = FreeText.NOTED))
        assertEquals(listOf("a", "b"), several.services.map { it.id })
        assertEquals(listOf("[2]"), several.rejected.map { it.path })
        assertEquals(2, Catalogue.parse(several.documents).screen(emptyMap(), "2022-06-01").decisions().size)
        assertThrows<DoorstepException.Document> { importService("[]") }
        assertThrows<DoorstepException.Document> { made.exportService("b", "2022-06-01") }
        assertThrows<DoorstepException.Fact> { made.exportService("a", "soon") }
    }

    @Test
    fun `a programme that is not in force has no decision`() {
        assertEquals(emptyList<Decision>(), catalogue.screen(emptyMap(), "2022-03-31").decisions())
        assertEquals(1, catalogue.screen(emptyMap(), "2023-03-31").decisions().size)
    }

    @Test
    fun `a decision says what it rests on and what to do`() {
        val decision = catalogue.screen(mapOf("date_of_birth" to fact("1997-07-17")), "2022-06-01")["example"]!!
        assertEquals(listOf("date_of_birth"), decision.reasons)
        assertEquals("2022-07-17", decision.changesOn)
        assertTrue(decision.exact)
        val open = catalogue.screen(mapOf("age" to fact(30)), "2022-06-01")["example"]!!
        assertEquals(listOf(AbsentFact("tenure", Absent.NOT_ASKED)), open.absent)
        assertEquals("uncertain", catalogue.screen(mapOf("age" to fact(24), "tenure" to fact("social")), "2022-06-01")["example"]!!.changesOn)
        assertEquals("self", open.nextStep.route)
        assertEquals(listOf("rules", "rules"), open.criteria.map { it.decidedBy })
        val screening = catalogue.screen(mapOf("age" to fact(30)), "2022-06-01")
        assertEquals(listOf(ProgrammeStatus("example", Status.UNDETERMINED)), screening.statuses())
        assertTrue(screening.inWords("example")!!.startsWith("Example Works\n"))
        assertNull(screening.inWords("kickstart"))
    }

    @Test
    fun `a form asks until nothing matters`() {
        val facts = mutableMapOf<String, FactValue>()
        val asked = mutableListOf<String>()
        while (true) {
            val question = catalogue.screen(facts, "2022-09-01").nextQuestion() ?: break
            asked += question.text
            facts[question.fact] =
                if (question.type == FactType.DATE) fact(LocalDate.of(1990, 5, 17)) else fact(question.values.first().code)
        }
        assertEquals(listOf("What is your date of birth?", "What kind of home do you live in?").toSet(), asked.toSet())
        assertEquals(Status.ELIGIBLE, catalogue.screen(facts, "2022-09-01")["example"]!!.status)
        assertNull(catalogue.screen(emptyMap(), "2022-09-01").ask("gp"))
        assertNull(catalogue.screen(emptyMap(), "2022-06-01").nextQuestion(), "it does not take people yet")
    }

    @Test
    fun `events tell records, and none given is not none`() {
        val grants =
            Catalogue.parse(
                mapOf(
                    "v.json" to """{"vocabulary": "v", "records": {"grant": {"attributes": {"amount": "money"}}}}""",
                    "p.json" to
                        """{"programme": "p", "name": "P", "in_force": {}, "eligibility": [
                        {"id": "cap", "text": "Grants of less than £300", "when": "sum(grant.amount) < 300"}]}""",
                ),
            )
        val status = { events: List<Event>? -> grants.screen(emptyMap(), LocalDate.of(2022, 6, 1), events)["p"]!!.status }
        val grant = { id: String, amount: String ->
            Event(id, "a", kind = "grant", on = "2022-05-01", data = mapOf("amount" to fact(BigDecimal(amount))))
        }
        assertEquals(Status.UNDETERMINED, status(null))
        assertEquals(Status.ELIGIBLE, status(emptyList()))
        assertEquals(Status.ELIGIBLE, status(listOf(grant("1", "200"), grant("2", "99.99"))))
        assertEquals(Status.NOT_ELIGIBLE, status(listOf(grant("1", "200"), grant("2", "100"))))
        assertEquals(Status.ELIGIBLE, status(listOf(grant("1", "200"), grant("2", "100"), Event("3", "a", voids = "2"))))
        val problem = grants.screen(emptyMap(), "2022-06-01", listOf(Event("3", "a", voids = "9"))).eventProblems().single()
        assertEquals(listOf("3", "D654"), listOf(problem.event, problem.code))
        assertEquals(Severity.WARNING, problem.severity)

        val secret = Event("g", "a", kind = "grant", on = "2022-05-01", data = mapOf("amount" to fact("secret")))
        val error = assertThrows<DoorstepException.Event> { status(listOf(secret)) }
        assertEquals(listOf("D604" to "g"), error.problems.map { it.code to it.event })
        assertEquals(error.problems.joinToString("\n"), error.message)
        assertFalse("$error $secret".contains("secret"), "$error $secret")
        val json = assertThrows<DoorstepException.Event> { grants.screenJson("{}", "2022-06-01", "[secret]") }
        assertFalse("$json".contains("secret"), json.message)
        var deep: FactValue = FactValue.Nothing
        repeat(65) { deep = FactValue.Items(listOf(deep)) }
        val nested = Event("g", "a", kind = "grant", on = "2022-05-01", data = mapOf("amount" to deep))
        assertEquals(listOf("D608"), assertThrows<DoorstepException.Event> { status(listOf(nested)) }.problems.map { it.code })
    }

    @Test
    fun `authors are told what examples tell, and can read their rules`() {
        val wrong = programme.replace(
            "\"advice\"",
            "\"examples\": [{\"facts\": {\"age\": 30}, \"as_at\": \"2022-06-01\", \"expect\": \"eligible\"}], \"advice\"",
        )
        val report = Catalogue.parse(mapOf("vocabulary.json" to vocabulary, "example.json" to wrong)).test()
        assertFalse(report.passed)
        assertEquals(Status.UNDETERMINED, report.examples.single().status)
        assertTrue(report.text.contains("is undetermined, and eligible was expected"), report.text)
        assertTrue(catalogue.describe("example")!!.contains("1. You are 25 or over"))
        assertTrue(catalogue.describeJson("example", "2022-06-01")!!.startsWith("{\"programme\":\"example\""))
        assertNull(catalogue.describe("kickstart"))
        assertThrows<DoorstepException.Fact> { catalogue.describe("example", "soon") }
        assertEquals(emptyList<Criterion>(), catalogue.review("example", emptyMap(), "2022-06-01"))
        assertNull(catalogue.review("example", emptyMap(), "2021-06-01"))
    }

    @Test
    fun `facts may be JSON, and so is the answer`() {
        val json = catalogue.screenJson("""{"age": 30, "tenure": "social"}""", "2022-06-01")
        assertTrue(json.startsWith("""{"as_at":"2022-06-01","catalogue":"${catalogue.fingerprint()}""""))
        assertTrue(json.contains(""""status":"eligible""""))
    }

    @Test
    fun `programmes and questions are shown`() {
        val example = catalogue.programmes().single()
        assertEquals("example", example.id)
        assertEquals("Example Homes", example.provider?.text)
        assertEquals(listOf("self"), example.routes)
        assertEquals("2023-03-31", example.to)

        val questions = catalogue.questions(language = "cy").associateBy { it.fact }
        assertEquals(Words("Dyddiad geni?", "cy"), questions["date_of_birth"]?.text)
        assertEquals(Words("What kind of home do you live in?", "en"), questions["tenure"]?.text)
        assertEquals(listOf("social", "other"), questions["tenure"]?.values?.map { it.code })
        assertEquals(FactType.MONEY, questions["savings"]?.type)
        assertEquals(Protected.AGE, questions["age"]?.protected)
        assertEquals(listOf("key_worker"), questions["employed"]?.askedOf)
    }

    @Test
    fun `warnings are listed`() {
        val documents = mapOf("v.json" to vocabulary, "example.json" to """{"programme": "example", "name": "X", "in_force": {}}""")
        val warning = Catalogue.parse(documents).check().single()
        assertEquals("D404", warning.code)
        assertEquals(Severity.WARNING, warning.severity)
        assertEquals("example.json", warning.file)
        assertTrue(warning.toString().startsWith("example.json:1:"), warning.toString())
    }

    @Test
    fun `an expression has a value, or none`() {
        assertEquals(fact(BigDecimal("0.3")), evaluate("x + 0.2", mapOf("x" to fact(BigDecimal("0.1")))))
        assertEquals(true, evaluate("x >= 25", mapOf("x" to fact(30)))?.plain())
        assertEquals("P91D", evaluate("duration(\"P13W\")", emptyMap())?.plain())
        assertEquals(LocalDate.of(2022, 4, 1), evaluate("as_at", emptyMap(), "2022-04-01")?.plain())
        assertNull(evaluate("x >= 25", mapOf("x" to FactValue.Nothing)))
        assertNull(evaluate("1 / 0", emptyMap()))
    }

    @Test
    fun `documents that do not load say every problem`() {
        val documents = mapOf("bad.json" to "{\n  \"programme\": \"x y\",\n  \"nme\": \"X\"\n}")
        val error = assertThrows<DoorstepException.Document> { Catalogue.parse(documents) }
        val id = error.diagnostics.first { it.code == "D108" }
        assertEquals(2u, id.line)
        assertEquals(16u, id.column)
        assertTrue(error.diagnostics.size > 2)
        // `message` is for reading: one problem after the other, as each says itself.
        assertEquals(error.diagnostics.joinToString("\n"), error.message)
        assertTrue(error.message.startsWith("bad.json:"), error.message)
        assertEquals(error.message, error.toString())
    }

    @Test
    fun `facts that cannot be used are named, not shown`() {
        val facts = mapOf("tenur" to fact("secret"), "tenure" to fact("secret"), "savings" to FactValue.Number("secret"))
        val error = assertThrows<DoorstepException.Fact> { catalogue.screen(facts, "2022-06-01") }
        val found = error.problems.associate { it.fact to it.code }
        assertEquals(mapOf("tenur" to "D501", "tenure" to "D503", "savings" to "D505"), found)
        assertTrue(error.problems.first { it.fact == "tenur" }.help.contains("`tenure`"))
        assertEquals(error.problems.joinToString("\n"), error.message)
        assertFalse("$error ${error.message} ${error.problems}".contains("secret"))

        val json = assertThrows<DoorstepException.Fact> { catalogue.screenJson("{\"tenure\": secret}", "2022-06-01") }
        assertFalse("$json".contains("secret"), json.message)
    }

    @Test
    fun `a day that is none is a problem`() {
        for (day in listOf("", "1/6/2022", "2023-02-29")) {
            val error = assertThrows<DoorstepException.Fact> { catalogue.screen(emptyMap(), day) }
            assertEquals(listOf("D509" to "as_at"), error.problems.map { it.code to it.fact })
        }
    }

    @Test
    fun `a condition that cannot be read says where`() {
        val error = assertThrows<DoorstepException.Condition> { evaluate("age >= and", mapOf("age" to fact(30))) }
        assertEquals(8u, error.diagnostics.first().column)
        assertTrue(error.message.startsWith("1:8: error[D204]"), error.message)
        val all: DoorstepException = error
        assertEquals(error.message, all.message)
    }

    @Test
    fun `a value that is printed is not shown`() {
        val facts = mapOf("tenure" to fact("social"), "savings" to fact(4321))
        assertEquals("{tenure=Text(…), savings=Number(…)}", facts.toString())
        val screening = catalogue.screen(facts, "2022-06-01").decisions().toString()
        assertTrue(screening.contains("Fact(name=tenure, value=Text(…))"), screening)
        assertFalse(screening.contains("4321"))
        assertEquals("Nothing", FactValue.Nothing.toString())
    }

    @Test
    fun `values nested too deep are refused`() {
        var value: FactValue = FactValue.Nothing
        repeat(65) { value = FactValue.Items(listOf(value)) }
        val error = assertThrows<DoorstepException.Fact> { catalogue.screen(mapOf("tenure" to value), "2022-06-01") }
        assertEquals(listOf("D005"), error.problems.map { it.code })
    }

    @Test
    fun `threads share a catalogue`() {
        val pool = Executors.newFixedThreadPool(4)
        val screening = catalogue.screen(mapOf("age" to fact(30)), "2022-06-01")
        val screen = Callable { screening.decisions() to catalogue.screen(mapOf("age" to fact(30)), "2022-06-01").decisions() }
        val answers = pool.invokeAll(List(64) { screen }).map { it.get() }
        pool.shutdown()
        assertEquals(1, answers.toSet().size)
    }

    @Test
    fun `a catalogue may be closed, and is not used after that`() {
        val closed = Catalogue.parse(mapOf("v.json" to vocabulary))
        closed.use { assertEquals(64, it.fingerprint().length) }
        assertThrows<IllegalStateException> { closed.fingerprint() }
    }

    @Test
    fun `two phones record apart and agree`() {
        val catalogue = Catalogue.parse(mapOf("v.json" to vocabulary, "p.json" to programme))
        val on = LocalDate.of(2022, 6, 1)
        val started = Event("s", "7", kind = "started", on = "$on", programme = "example")
        val met = Event("c", "7", kind = "contact", on = "2022-06-03", data = mapOf("note" to fact("private")))
        val (one, other) = CaseFile(catalogue, listOf(started)) to CaseFile(catalogue, listOf(met))
        val file = one.merge(other)
        assertEquals(other.merge(one).toJsonl(), file.toJsonl())
        val state = file.state("example", on.plusDays(9))!!
        assertEquals(StageName.STARTED, state.stage)
        assertEquals("2022-06-03", state.lastContact)
        assertNull(file.state("another", on))

        val ended = Event("e", "7", kind = "ended", on = "2022-05-01", programme = "example")
        val refused = assertThrows<DoorstepException.Event> { file.propose(ended, Override("They left")) }
        assertEquals(listOf("D656"), refused.problems.map { it.code }.distinct())

        val assigned = Event("w", "7", kind = "assigned", on = "2022-06-02", data = mapOf("worker" to fact("w1")))
        val again = started.copy(id = "s2", on = "2022-06-04")
        val list = catalogue.caseload(listOf(file, CaseFile(catalogue, listOf(assigned, again))), on.plusDays(9), "w1")
        assertEquals(listOf("7" to CaseloadReason.PROBLEM), list.map { it.person to it.reason })
        assertEquals("s2", list.single().about)
        assertTrue(catalogue.caseload(listOf(file), on.plusDays(9), "w2", on).isEmpty())

        val torn = CaseFile.fromJsonl(catalogue, file.toJsonl() + "{\"id\": \"private")
        assertEquals(listOf("D672"), torn.rejected().map { it.problem.code })
        assertFalse((torn.rejected().toString() + file.events() + state).contains("private"))
        assertTrue(file.erase("7", on).merge(one).events().isEmpty())
        assertEquals(listOf(listOf("7")), file.erase("7", on).tombstones().map { it.erased })
    }

    @Test
    fun `outcomes have days of their own, and claims are looked at`() {
        val records = """{"vocabulary": "v", "facts": {"working": {"type": "boolean"}},
            "records": {"job": {"spell": true, "attributes": {"hours": "number"}}}}"""
        val counting = """{"programme": "p", "name": "P", "in_force": {},
            "funding": [{"id": "council", "funder": "town"}, {"id": "lottery", "funder": "fund"}], "outcomes": [
                {"id": "work", "text": "private", "record": "job", "where": "hours >= 7", "claim": {"funding": "council"}},
                {"id": "lasting", "record": "job", "lasting": {"continuous": "P13W"}},
                {"id": "told", "fact": "working", "becomes": true}]}"""
        val catalogue = Catalogue.parse(mapOf("v.json" to records, "p.json" to counting))
        val on = LocalDate.of(2022, 6, 1)
        val claim = { id: String, funding: String ->
            val data = mapOf("outcome" to fact("work"), "funding" to fact(funding), "amount" to fact(BigDecimal("500.50")))
            Event(id, "7", kind = "claimed", on = "2022-06-10", programme = "p", data = data)
        }
        val started = Event("s", "7", kind = "started", on = "2022-05-01", programme = "p")
        val job = Event("j", "7", kind = "job", on = "$on", data = mapOf("hours" to fact(16)))
        val file = CaseFile(catalogue, listOf(claim("c", "council"), job, started, claim("d", "lottery")))

        val outcomes = catalogue.outcomes("p", mapOf("working" to fact(false)), file, on.plusDays(30))!!
        assertEquals(OutcomeState.ACHIEVED to "$on", outcomes["work"]!!.let { it.state to it.on })
        assertEquals(OutcomeState.NOT_YET_DUE to "2022-08-30", outcomes["lasting"]!!.let { it.state to it.dueOn })
        assertEquals(OutcomeState.NOT_ACHIEVED, outcomes["told"]!!.state)
        assertEquals(Grade.SELF_DECLARED to listOf("j"), outcomes["work"]!!.let { it.evidence to it.records })
        assertNull(outcomes["another"])
        assertNull(catalogue.outcomes("another", emptyMap(), file, on))
        assertEquals(OutcomeState.NOT_ACHIEVED, catalogue.outcomes("p", emptyMap(), file, on.minusDays(1))!!["work"]!!.state)

        val claims = catalogue.claims(emptyMap(), file, on.plusDays(30))
        assertEquals(listOf("town" to "500.5", "fund" to "500.5"), claims.claims.map { it.funder to it.amount })
        val finding = claims.findings.single()
        assertEquals(Triple(ClaimFault.TWO_FUNDINGS, listOf("c", "d"), listOf("j")), finding.let { Triple(it.fault, it.events, it.records) })
        assertFalse("$outcomes$claims".contains("private") || "$claims".contains("500"))

        val wrong = assertThrows<DoorstepException.Fact> { catalogue.outcomes("p", mapOf("workin" to fact(true)), file, on) }
        assertEquals(listOf("workin"), wrong.problems.map { it.fact })
        val day = assertThrows<DoorstepException.Fact> { catalogue.claims(emptyMap(), file, "$on", factsOn = "soon") }
        assertEquals(listOf("facts_on"), day.problems.map { it.fact })
    }

    @Test
    fun `a file that breaks off within a letter is read, and what is appended then counts`() {
        val event = { id: String -> Event(id, "7", kind = "contact", on = "2022-06-03", data = mapOf("text" to fact("At the café"))) }
        val whole = CaseFile(catalogue, listOf(event("a"), event("b")))
        val bytes = whole.toJsonl().toByteArray()
        val cut = bytes.copyOf(bytes.lastIndexOf(0xc3.toByte()) + 1)
        val torn = CaseFile.fromJsonlBytes(catalogue, cut)
        assertEquals(listOf("a"), torn.events().map { it.id })
        val line = torn.rejected().single()
        assertEquals(2uL to "D672", line.line to line.problem.code)
        assertTrue(line.text.endsWith("caf\uFFFD"))

        val appended = torn.propose(event("c")).toAppend(torn)
        val mended = CaseFile.fromJsonlBytes(catalogue, cut + appended.toByteArray())
        assertEquals(listOf("a", "c"), mended.events().map { it.id })
        assertEquals(torn.rejected(), mended.rejected())
        assertEquals("", mended.toAppend(mended))
    }
}
