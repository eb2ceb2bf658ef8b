//! Published figures.

use std::collections::HashMap;

use doorstep_mobile::{Catalogue, TriedDenominator, Verdict};
use serde_json::{Value, json};

fn tried_json(tried: TriedDenominator) -> Value {
    let TriedDenominator { text, language, denominator, gives, low, high, fit, because } = tried;
    json!({
        "text": text, "language": language, "denominator": denominator, "gives": gives, "low": low, "high": high,
        "fit": fit.id(), "because": because,
    })
}

fn verdict_json(verdict: Verdict) -> Value {
    let Verdict { figure, text, language, printed, verdict, because, tried } = verdict;
    json!({
        "figure": figure, "text": text, "language": language, "printed": printed, "verdict": verdict.id(),
        "because": because, "tried": tried.into_iter().map(tried_json).collect::<Value>(),
    })
}

#[test]
fn verdicts_say_what_the_cores_json_says() {
    let document = r#"{"figures": "centre", "source": "report", "items": [
        {"id": "residents", "text": {"en": "Residents", "cy": "Preswylwyr"}, "value": 28, "unit": "percent",
         "numerator": {"value": 190, "text": "residents"}, "quote": "28% (190)",
         "candidates": [{"value": 663, "text": "sign-ups"}, {"value": 137, "text": "tenants"}, {"text": "others"},
                        {"value": 680, "text": "people"}, {"value": 600, "to": 680, "text": "somebody"}]},
        {"id": "age", "text": "Least age", "value": 18, "unit": "years", "quote": "aged 18",
         "elsewhere": [{"value": 16, "text": "the rule"}]},
        {"id": "all", "text": "All", "value": 5, "unit": "count", "quote": "five", "sums": [{"value": 5, "text": "all"}]}
    ]}"#;
    let core = doorstep::Catalogue::parse([("f.json", document)]).unwrap();
    let catalogue = Catalogue::parse(HashMap::from([("f.json".to_owned(), document.to_owned())])).unwrap();
    for language in [None, Some("cy")] {
        let verdicts = catalogue.check_figures(language.map(str::to_owned));
        let said = verdicts.iter().map(|verdict| verdict.verdict.id()).collect::<Vec<_>>();
        assert_eq!(said, ["under_specified", "inconsistent", "consistent"]);
        let mirrored: Value = verdicts.into_iter().map(verdict_json).collect();
        assert_eq!(mirrored.to_string(), json!(core.check_figures(language.unwrap_or("en"))).to_string());
    }
}
