// Eligibility in the browser. Serve the repository (`python3 -m http.server`) and open /examples/browser/.
// A page of your own imports "doorstep-wasm/web" and fetches its own documents.
import init, { Catalogue, FactError } from "../../bindings-wasm/pkg/web/doorstep.js";

const documents = await (await fetch("../../tests/documents/programmes.json")).json();
await init();
const catalogue = Catalogue.parse(documents);
const questions = catalogue.questions();
const facts = Object.assign({}, ...Object.values(documents).map((document) => document.facts ?? {}));
const asked = Object.entries(facts).filter(
    ([name, fact]) => name in questions && !fact.derive && (fact.asked_of ?? ["person"]).includes("person"),
);

/** An element with properties and what is in it; text is only ever text. */
const element = (name, properties, ...inside) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...inside);
    return made;
};
const label = (value) => value.label?.en ?? value.label ?? value.en ?? value;

function field([name, { type, values }]) {
    if (type === "codes") {
        const boxes = Object.entries(values).map(([code, value]) =>
            element("label", {}, element("input", { type: "checkbox", name, value: code }), " ", label(value)),
        );
        return element("fieldset", {}, element("legend", {}, questions[name]), ...boxes);
    }
    const options = Object.entries(type === "boolean" ? { true: "Yes", false: "No" } : (values ?? {}));
    const input =
        type === "boolean" || type === "code"
            ? element("select", {}, ...[["", "No answer"], ...options, ["declined", "I'd rather not say"]].map(([code, value]) => new Option(label(value), code)))
            : element("input", { type: type === "date" ? "date" : type === "text" ? "text" : "number", step: "any" });
    Object.assign(input, { id: name, name });
    return element("div", { className: "field" }, element("label", { htmlFor: name }, questions[name]), input);
}

/** What was answered. What was not is left out: not told is never no. */
function told(form) {
    const read = ([name, { type }]) => {
        const given = new FormData(form).getAll(name).filter((value) => value !== "");
        if (given.length === 0) return [];
        if (type === "codes") return [[name, { value: given, complete: true }]];
        if (given[0] === "declined") return [[name, { absent: "declined" }]];
        const value = { boolean: given[0] === "true", number: Number(given[0]), money: Number(given[0]) }[type];
        return [[name, value ?? given[0]]];
    };
    return Object.fromEntries(asked.flatMap(read));
}

function card({ name, status, summary, criteria, missing }) {
    const unmet = criteria.filter((one) => one.status === "not_met").map((one) => element("li", {}, one.text));
    const next = missing.filter((fact) => fact in questions).map((fact) => element("li", {}, questions[fact]));
    const list = (title, items) => (items.length > 0 ? [element("p", {}, title), element("ul", {}, ...items)] : []);
    const why = [...list("The rules ask for:", unmet), ...list("It depends on:", next)];
    return element("article", { className: status }, element("h3", {}, name), element("p", {}, summary), ...why);
}

document.getElementById("questions").append(...asked.map(field));
document.getElementById("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const [heading, results] = ["heading", "results"].map((id) => document.getElementById(id));
    try {
        const { decisions } = catalogue.screen(told(event.target), document.getElementById("as_at").value);
        const order = ["eligible", "undetermined", "not_eligible"];
        const sorted = Object.values(decisions).sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
        results.replaceChildren(...(sorted.length > 0 ? sorted.map(card) : ["No programme is in force on that day."]));
    } catch (error) {
        if (!(error instanceof FactError)) throw error;
        results.replaceChildren(...error.problems.map(({ message, help }) => element("p", {}, `${message}: ${help}`)));
    }
    heading.hidden = false;
    heading.focus();
});
document.body.dataset.ready = "true";
