//! The project's own figures: those that case studies and articles published.

use std::collections::BTreeMap;

use doorstep::{Catalogue, Consistency, FigureVerdict, Fit};
use doorstep_tests::repository;

pub fn programmes() -> Catalogue {
    Catalogue::load(repository().join("programmes")).unwrap()
}

fn verdicts() -> BTreeMap<String, FigureVerdict> {
    programmes().check_figures("en").into_iter().map(|verdict| (verdict.figure.clone(), verdict)).collect()
}

/// Every figure that was published and is ambiguous, wrong or right, by its verdict.
#[test]
fn each_figure_has_the_verdict_that_its_words_allow() {
    let said = |wanted: Consistency| {
        let verdicts = verdicts().into_values().filter(move |verdict| verdict.verdict == wanted);
        verdicts.map(|verdict| verdict.figure).collect::<Vec<_>>()
    };
    assert_eq!(
        said(Consistency::Consistent),
        [
            "boost.interventions",
            "boost.into_work",
            "foundations_4_work.moved_through",
            "stockport.motiv8_into_employment",
            "stockport.motiv8_participants",
            "stockport.steps_to_work",
            "whg.work4health_ethnic_minority",
        ]
    );
    assert_eq!(
        said(Consistency::Inconsistent),
        [
            "labour_market.employment_gap",
            "labour_market.ethnic_minority",
            "labour_market.inactive_into_work_quarterly",
            "labour_market.into_work_quarterly",
            "labour_market.optivo_section_2_1",
            "labour_market.section_13_2",
            "labour_market.section_3_2_3",
            "labour_market.unemployment_rate",
            "labour_market.working_age",
            "whg.kickstart_age",
        ]
    );
    assert_eq!(
        said(Consistency::UnderSpecified),
        [
            "boost.job_outcomes",
            "boost.residents",
            "boost.rough_sleepers_into_work",
            "hackney_gsb.completed",
            "hackney_gsb.hackney_completed",
            "hackney_gsb.more_employable",
            "hecs.homeseekers",
            "hecs.jobs_advertised",
            "labour_market.disabled",
            "labour_market.flexible_work",
            "labour_market.inactivity",
            "labour_market.poverty",
            "labour_market.starting_or_changing_jobs",
            "optivo.ethnic_minority",
            "optivo.increase_vs",
            "optivo.jobs_and_training",
            "optivo.not_in_work",
            "stockport.attendances",
            "stockport.hidden_talent",
            "stockport.into_employment",
            "stockport.motiv8_looking_for_work",
            "stockport.views",
            "syha.found_or_stayed",
            "syha.service_users",
            "syha.sustained",
            "syha.swemwbs",
            "syha.working_win_signed_up",
            "syha.working_win_supported",
            "tyne.entered_work",
            "tyne.volunteering",
            "whg.employability_skills",
            "whg.health_champions",
            "whg.secured_employment",
            "whg.work4health_unemployed",
        ]
    );
}

#[test]
fn nothing_that_boost_gives_makes_28_per_cent() {
    let verdicts = verdicts();
    let residents = verdicts.get("boost.residents").unwrap();
    let tried = residents
        .tried
        .iter()
        .map(|tried| (tried.denominator.unwrap().to_string(), tried.gives.map(|gives| gives.to_string()), tried.fit));
    let text = |text: &str| text.to_owned();
    assert_eq!(
        tried.collect::<Vec<_>>(),
        [
            (text("387"), Some(text("49.1")), Fit::DoesNotFit),
            (text("663"), Some(text("28.7")), Fit::DoesNotFit),
            (text("858"), Some(text("22.1")), Fit::DoesNotFit),
            (text("137"), None, Fit::Impossible),
        ]
    );
    assert!(residents.because.contains(&text("190 is 28% of 667 to 690")));
}

#[test]
fn shares_of_what_was_published_are_worked_out() {
    let verdicts = verdicts();
    let gives = |figure: &str| -> Vec<String> {
        let tried = verdicts.get(figure).unwrap().tried.iter();
        tried.filter_map(|tried| Some(tried.gives?.to_string())).collect()
    };
    assert_eq!(gives("boost.into_work"), ["58.4"]);
    assert_eq!(gives("boost.rough_sleepers_into_work"), ["17.2", "50"]);
    assert_eq!(gives("foundations_4_work.moved_through"), ["76.3"]);
    assert_eq!(gives("stockport.steps_to_work"), ["23.8"]);
    assert_eq!(gives("optivo.increase_vs"), ["29.5", "56.7"]);
    assert_eq!(gives("whg.secured_employment"), ["15", "18.3"]);
    let unemployed = &verdicts.get("whg.work4health_unemployed").unwrap().because;
    assert_eq!(*unemployed, ["people supported into work: 93 or 94 of 114 prints as 82%"]);
    let talent = &verdicts.get("stockport.hidden_talent").unwrap().because;
    assert_eq!(*talent, ["3 + 2 + 12 = 17, more than 16: they overlap, and how is not told"]);
}

#[test]
fn each_has_its_source_and_quote_and_something_to_check() {
    let catalogue = programmes();
    let figures = catalogue.figures();
    assert_eq!(figures.iter().map(|document| document.items.len()).sum::<usize>(), verdicts().len());
    assert!(figures.iter().all(|document| document.source.is_some()));
    let warnings: Vec<String> =
        catalogue.check().iter().filter(|found| found.file.contains("figures_")).map(ToString::to_string).collect();
    assert_eq!(warnings, Vec::<String>::new());
}
