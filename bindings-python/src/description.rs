//! A programme's rules in plain words and as data.

use doorstep::Date;
use pyo3::prelude::*;

use crate::parts::Words;
use crate::shown::shown;

shown! {
    /// What a programme's rules say, in plain words and as data. No person's data is in it.
    ///
    /// As text it has headings and lists, to be read or printed. Words of documents are in the language asked for where
    /// they have it, and say which language they are in.
    ///
    /// >>> description = catalogue.describe("example", "2022-06-01", language="cy")
    /// >>> description
    /// Description(programme='example')
    /// >>> str(description).splitlines()[0]
    /// 'Example Works (in English)'
    /// >>> [criterion.text.language for criterion in description.versions[0].criteria]
    /// ['cy', 'en']
    printed class Description(doorstep::Description) as "programme" {
        /// The programme's id.
        programme: String,
        /// What it is called, in the latest of the versions described.
        name: Words,
        /// The language that was asked for.
        asked_for: String,
        /// The language of the fixed words around what documents say.
        language: &'static str,
        /// The day asked about; None describes every version.
        as_at: Option<Date>,
        /// The versions: the one in force on the day, or all from the earliest. Empty if none is in force on the day.
        versions: Vec<VersionDescription>,
        /// The facts that the rules use, in the vocabulary's order: their own, those of other programmes' criteria
        /// that they ask about, and those that derived facts follow from.
        facts: Vec<FactDescription>,
        /// Whether the other members of the household are asked about.
        household: bool,
        /// The kinds of records that the rules use.
        records: Vec<String>,
        /// The figures that the rules use.
        parameters: Vec<ParameterDescription>,
        /// What the rules ask about other programmes.
        other_programmes: Vec<OtherProgramme>,
        /// The catalogue's fingerprint.
        catalogue: String,
        /// The library's version.
        library: &'static str,
    }
}

shown! {
    /// One version of the rules.
    ///
    /// >>> [version] = description.versions
    /// >>> version
    /// VersionDescription(from_=datetime.date(2022, 4, 1), to=None)
    class VersionDescription(doorstep::VersionDescription) as "from_", "to" {
        /// The first day of the rules, which names the version; None if there is none.
        #[pyo3(name = "from_")]
        from: Option<Date>,
        /// The last day; None if there is none.
        to: Option<Date>,
        /// Where the days are said.
        in_force_source: Option<Words>,
        /// What an author wants readers to know of the days.
        in_force_note: Option<Words>,
        /// What it is called.
        name: Words,
        /// Who runs it.
        provider: Option<Words>,
        /// Whether the document says who can join; if it does not, everyone can.
        says_who: bool,
        /// What must hold, all of it.
        criteria: Vec<CriterionDescription>,
        /// What is asked again while a person is enrolled.
        continuing: Vec<CriterionDescription>,
        /// Whom it is aimed at; they decide nothing.
        target_groups: Vec<GroupDescription>,
        /// What is said to some people; it decides nothing.
        advice: Vec<AdviceDescription>,
        /// How and when people can be referred.
        referrals: ReferralsDescription,
        /// The words the version rests on.
        source: Option<Words>,
        /// What an author wants readers to know.
        note: Option<Words>,
    }
}

shown! {
    /// A criterion of the rules.
    ///
    /// >>> rule = version.criteria[0]
    /// >>> rule
    /// CriterionDescription(id='age', when='age >= 25')
    /// >>> str(rule.text), rule.facts
    /// ('Rydych yn 25 oed neu drosodd', ['date_of_birth', 'age'])
    class CriterionDescription(doorstep::CriterionDescription) as "id", "when" {
        /// Its id.
        id: String,
        /// What it asks.
        text: Words,
        /// The condition, in canonical text.
        when: String,
        /// What allows it to rest on a protected characteristic.
        basis: Option<Words>,
        /// The grade of evidence it asks for.
        evidence: Option<&'static str>,
        /// The types of evidence that are of that grade, or of a better one.
        evidence_types: Vec<String>,
        /// The facts it uses, in the vocabulary's order.
        facts: Vec<String>,
        /// The words it stands for.
        source: Option<Words>,
        /// What an author wants readers to know.
        note: Option<Words>,
    }
}

shown! {
    /// A group that a programme is aimed at.
    ///
    /// >>> version.target_groups
    /// [GroupDescription(id='over_50', when='age > 50')]
    class GroupDescription(doorstep::GroupDescription) as "id", "when" {
        /// Its id.
        id: String,
        /// What it is called.
        text: Words,
        /// Who belongs to it, in canonical text.
        when: String,
        /// The words it stands for.
        source: Option<Words>,
        /// What an author wants readers to know.
        note: Option<Words>,
    }
}

shown! {
    /// Advice that a programme gives to some.
    ///
    /// >>> version.advice
    /// [AdviceDescription(when='tenure = "social"')]
    class AdviceDescription(doorstep::AdviceDescription) as "when" {
        /// What is said.
        text: Words,
        /// Whom it is for, in canonical text.
        when: String,
        /// The words it stands for.
        source: Option<Words>,
        /// What an author wants readers to know.
        note: Option<Words>,
    }
}

shown! {
    /// How and when people can be referred.
    ///
    /// >>> version.referrals
    /// ReferralsDescription(availability='opens_on', opens_on=datetime.date(2022, 7, 1))
    /// >>> version.referrals.routes
    /// ['self']
    class ReferralsDescription(doorstep::ReferralsDescription) as "availability", "opens_on" {
        /// The periods it takes people in; None is always, none is never.
        open: Option<Vec<PeriodDescription>>,
        /// What its provider says of its places: `full`, `waiting` or `unknown`.
        status: Option<&'static str>,
        /// Whether it takes people on the day asked about: `open`, `closed`, `opens_on`, `full`, `waiting` or `unknown`.
        availability: Option<&'static str>,
        /// The day it opens, if on the day asked about it is yet to.
        opens_on: Option<Date>,
        /// Who may refer.
        routes: Vec<String>,
        /// How many places there are.
        capacity: Option<u32>,
        /// How to get in touch.
        contact: Option<Words>,
        /// Where this is said.
        source: Option<Words>,
        /// What an author wants readers to know.
        note: Option<Words>,
    }
}

shown! {
    /// A period in which people are taken.
    ///
    /// >>> version.referrals.open
    /// [PeriodDescription(from_=datetime.date(2022, 7, 1), to=None)]
    class PeriodDescription(doorstep::PeriodDescription) as "from_", "to" {
        /// The first day.
        #[pyo3(name = "from_")]
        from: Option<Date>,
        /// The last day.
        to: Option<Date>,
        /// Where this is said.
        source: Option<Words>,
        /// What an author wants readers to know.
        note: Option<Words>,
    }
}

shown! {
    /// A fact that the rules use.
    ///
    /// >>> birth, age, tenure = description.facts
    /// >>> age
    /// FactDescription(name='age', type='number')
    /// >>> age.derived_from, age.used_by
    /// (['date_of_birth'], ['eligibility', 'target_groups'])
    class FactDescription(doorstep::FactDescription) as "name", "type" {
        /// Its name.
        name: String,
        /// How it is asked.
        question: Option<Words>,
        /// Its type.
        r#type: &'static str,
        /// Its codes, if it has any.
        values: Vec<CodeDescription>,
        /// Whether a code that is not told is unknown, not absent.
        open: bool,
        /// What uses it: `eligibility`, `continuing`, `target_groups`, `advice`.
        used_by: Vec<&'static str>,
        /// The facts that it follows from.
        derived_from: Vec<String>,
        /// How it follows from them, in canonical text.
        derivation: Option<String>,
        /// Who can tell it.
        asked_of: Vec<String>,
        /// Why it must be guarded: `special_category`, `criminal_offence` or `high_risk`.
        sensitivity: Option<&'static str>,
        /// The protected characteristics it is, or follows from.
        protected: Vec<&'static str>,
        /// Where its meaning comes from.
        source: Option<Words>,
        /// What an author wants readers to know.
        note: Option<Words>,
    }
}

shown! {
    /// A code of a fact.
    ///
    /// >>> tenure.values
    /// [CodeDescription(code='social'), CodeDescription(code='other')]
    class CodeDescription(doorstep::CodeDescription) as "code" {
        /// The code.
        code: String,
        /// What it is called.
        text: Words,
        /// Why it must be guarded, where the fact itself need not be.
        sensitivity: Option<&'static str>,
    }
}

shown! {
    /// A figure that the rules use.
    ///
    /// >>> description.parameters
    /// []
    class ParameterDescription(doorstep::ParameterDescription) as "parameter", "type" {
        /// Its id.
        parameter: String,
        /// Its type.
        r#type: &'static str,
        /// Its values, in the document's order.
        values: Vec<ValueDescription>,
        /// Where all its values come from.
        source: Option<Words>,
        /// What an author wants readers to know.
        note: Option<Words>,
    }
}

shown! {
    /// A figure's value for some days and ages.
    ///
    /// >>> figures = ds.Catalogue.parse({
    /// ...     "v.yaml": "{vocabulary: v, facts: {pay: {type: money}}}",
    /// ...     "floor.yaml": "{parameter: floor, type: money, source: an example, values: [{value: 9.50}]}",
    /// ...     "p.yaml": "{programme: p, name: P, in_force: {}, eligibility: ["
    /// ...         "{id: pay, text: Your pay is low, when: 'pay < parameter(\"floor\")'}]}",
    /// ... })
    /// >>> figures.describe("p").parameters[0].values
    /// [ValueDescription(value=Decimal('9.5'), from_=None, to=None)]
    class ValueDescription(doorstep::ValueDescription) as "value", "from_", "to" {
        /// The value; a day is text.
        value: Bound<'py, PyAny>,
        /// The first day it holds; None if it has always held.
        #[pyo3(name = "from_")]
        from: Option<Date>,
        /// The last day it holds; None if it holds until a later value for the same ages begins.
        to: Option<Date>,
        /// The least age it holds for.
        min_age: Option<u32>,
        /// The greatest age it holds for.
        max_age: Option<u32>,
        /// Where it comes from.
        reference: Option<Words>,
        /// What an author wants readers to know.
        note: Option<Words>,
    }
}

shown! {
    /// What the rules ask about another programme.
    ///
    /// >>> description.other_programmes
    /// []
    class OtherProgramme(doorstep::OtherProgramme) as "programme", "criterion" {
        /// Its id.
        programme: String,
        /// The first day of the version asked about; None if it has no first day, or if an enrolment is asked about.
        version: Option<Date>,
        /// What it is called.
        name: Words,
        /// The criterion asked about; None if it is asked whether the person is on it.
        criterion: Option<String>,
        /// What the criterion asks.
        text: Option<Words>,
    }
}
