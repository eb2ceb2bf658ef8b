// Eligibility in the browser, a question at a time: never one that cannot matter. Serve the repository
// (`python3 -m http.server`) and open /examples/browser/. A page of your own imports "doorstep-wasm/web" and fetches its
// own documents.
import init, { Catalogue, FactError } from "../../bindings-wasm/pkg/web/doorstep.js";

const documents = await (await fetch("../../tests/documents/programmes.json")).json();
await init();
const catalogue = Catalogue.parse(documents);
const questions = catalogue.questions();
const [form, answer, asked, results] = ["form", "answer", "asked", "results"].map((id) => document.getElementById(id));

/** What was answered so far, as names of facts and what was told. */
const answers = [];

/** An element with properties and what is in it; text is only ever text. */
const element = (name, properties, ...inside) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...inside);
    return made;
};

/** The control for a question. Its words are a legend or a label, so that they are read out with it. */
function control({ text, type, values }) {
    const input = { money: "number", number: "number", date: "date", text: "text" }[type];
    if (input !== undefined) {
        const step = { number: "any", money: "0.01" }[type];
        const field = element("input", { id: "told", name: "told", type: input, required: true, ...(step && { step }) });
        return element("div", {}, element("label", { htmlFor: "told" }, text), field);
    }
    const choices = type === "boolean" ? { true: "Yes", false: "No" } : values;
    const several = type === "codes";
    const boxes = Object.entries(choices).map(([value, words]) => {
        const box = { type: several ? "checkbox" : "radio", name: "told", value, required: !several };
        return element("label", {}, element("input", box), " ", words);
    });
    const hint = several ? [element("p", {}, "Tick all that apply, or none.")] : [];
    return element("fieldset", {}, element("legend", {}, text), ...hint, ...boxes);
}

/** What was told: a value, or why there is none. */
function told({ type }, button) {
    if (button.value !== "next") return { absent: button.value };
    const given = new FormData(form).getAll("told");
    if (type === "codes") return { value: given, complete: true };
    return { boolean: given[0] === "true", number: Number(given[0]), money: Number(given[0]) }[type] ?? given[0];
}

function card({ name, status, summary, criteria, missing, nextStep }) {
    const unmet = criteria.filter((one) => one.status === "not_met").map((one) => element("li", {}, one.text));
    const depends = missing.filter((fact) => fact in questions).map((fact) => element("li", {}, questions[fact]));
    const list = (title, items) => (items.length > 0 ? [element("p", {}, title), element("ul", {}, ...items)] : []);
    const why = [...list("The rules ask for:", unmet), ...list("It depends on:", depends)];
    const step = element("p", {}, [nextStep.text, nextStep.contact].filter(Boolean).join(" "));
    return element("article", { className: status }, element("h3", {}, name), element("p", {}, summary), ...why, step);
}

function show(screening) {
    const order = ["eligible", "undetermined", "not_eligible"];
    const sorted = Object.values(screening.decisions).sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
    const none = element("p", {}, "No programme is in force on that day.");
    const heading = element("h2", { tabIndex: -1 }, "Programmes");
    results.replaceChildren(heading, ...(sorted.length > 0 ? sorted.map(card) : [none]));
    heading.focus();
}

/** Asks the next question; at the end, or on request, shows what came out. */
function go({ enough = false, quietly = false } = {}) {
    const screening = catalogue.screen(Object.fromEntries(answers), document.getElementById("as_at").value);
    const question = enough ? null : screening.nextQuestion;
    // Who else lives at home is a form of its own, which this page does not have.
    const ask = question !== null && question.type !== "household";
    form.question = question;
    form.hidden = !ask;
    form.elements.back.hidden = answers.length === 0;
    asked.textContent = answers.length === 1 ? "1 question answered." : `${answers.length} questions answered.`;
    if (!ask) return show(screening);
    results.replaceChildren();
    answer.replaceChildren(control(question));
    if (!quietly) answer.querySelector("input").focus();
}

/** A fact that cannot be used is not kept; the page says what is wrong with it. */
function attempt(answered) {
    try {
        go();
    } catch (error) {
        if (!(error instanceof FactError)) throw error;
        if (answered) answers.pop();
        results.replaceChildren(...error.problems.map(({ message, help }) => element("p", { role: "alert" }, `${message}: ${help}`)));
    }
}

form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter ?? form.elements.next;
    if (button.value === "back") answers.pop();
    else if (button.value === "enough") return go({ enough: true });
    else answers.push([form.question.fact, told(form.question, button)]);
    attempt(button.value !== "back");
});
document.getElementById("again").addEventListener("click", () => {
    answers.length = 0;
    attempt(false);
});
document.getElementById("as_at").addEventListener("change", () => attempt(false));
go({ quietly: true });
document.body.dataset.ready = "true";
