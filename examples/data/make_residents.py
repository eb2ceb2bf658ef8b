"""Write residents.csv: 10,000 SYNTHETIC residents of an invented landlord. None of them is a real person.

Usage: python make_residents.py [OUT.csv]
Standard library only. The same script gives the same file, byte for byte.

Where a share comes from is written beside it: "report" is the share among people of 16 to 64 in social housing in
England that is published in the report by the Institute for Employment Studies and Learning and Work Institute
(README.md); every other share is assumed. Facts are independent of each other except where the code says otherwise.
"""
import csv
import random
import sys
from datetime import date
from pathlib import Path

PEOPLE = 10_000
SEED = 20220331
AS_AT = date(2022, 3, 31)
Row = dict[str, str]

# Ages on 31 March and 1 April 2022: (youngest, oldest): (share of people, disabled, lone parent).
# Over all ages disabled is 41% and lone parent 30% (report); the spread over ages is assumed.
AGES = {(16, 24): (.15, .28, .13), (25, 34): (.20, .33, .45), (35, 49): (.35, .41, .43), (50, 64): (.30, .53, .15)}
# In work 53%, inactive 40% (report), and the rest. In work: 30% of disabled people (report), so 69% of others.
STATUS = {
    True: {"employed": .30, "unemployed": .04, "economically_inactive": .66},
    False: {"employed": .69, "unemployed": .09, "economically_inactive": .22},
}
QUALIFICATIONS = {"none": .18, "below_level_2": .25, "level_2": .32, "level_3_or_above": .25}   # none: report
ETHNIC_GROUPS = {"white": .79, "asian": .06, "black": .10, "mixed": .03, "other": .02}         # not white 21%: report
PLACES = {"barnet": .62, "hackney": .08, "other_london": .22, "hastings": .02, "other_sussex": .02, "stockport": .01,
          "other": .03}
REFERRERS = {"self": .40, "landlord": .30, "jobcentre": .12, "key_worker": .10, "health_professional": .05,
             "local_services": .03}
# By disabled or not: the gravity of a health condition.
HEALTH = {
    True: {"none": .05, "mild": .25, "moderate": .42, "severe": .28},
    False: {"none": .80, "mild": .15, "moderate": .04, "severe": .01},
}
BARRIERS = {"health": .05, "addiction": .04, "domestic_abuse": .04, "debt": .14, "homelessness": .02, "language": .06,
            "childcare": .06, "travel": .08, "digital": .08, "confidence": .15, "skills": .10, "offending": .04}
# Each fact is left out at its own rate, whatever its value: (not asked, declined, not known).
NOT_TOLD = {
    "date_of_birth": (.02, .02, 0), "local_authority": (.02, 0, 0), "tenure": (.02, 0, 0),
    "barnet_homes_tenant": (.05, 0, 0), "behind_with_rent": (.03, .01, 0), "economic_status": (.08, .02, 0),
    "wants_work": (.40, .05, .05), "months_out_of_work": (.15, .02, .10), "on_universal_credit": (.10, .04, .01),
    "in_education": (.10, 0, 0), "qualification_level": (.10, .02, .05), "lone_parent": (.05, .02, 0),
    "care_leaver": (.20, .05, .01), "special_educational_needs": (.20, .05, .05), "disabled": (.08, .07, .01),
    "health_condition": (.30, .10, .02), "barriers": (.45, .05, 0), "gender": (.02, .01, 0),
    "ethnic_group": (.05, .08, 0), "referred_by": (.55, 0, 0), "young_person": (.40, 0, .05),
    "disadvantage": (.50, 0, .10), "furthest_from_work": (.50, 0, .08), "stable_in_recovery": (.60, 0, 0),
    "motivated_for_change": (.55, 0, .05), "long_term_unemployment_risk": (.55, 0, .05),
}
COLUMNS = ["person_id", "age", *NOT_TOLD, *(f"{name}.absent" for name, rates in NOT_TOLD.items() if any(rates[1:]))]


class Draw(random.Random):
    """Draws by `random()` alone: the one method whose numbers Python promises to keep from version to version."""

    def chance(self, share: float) -> bool:
        return self.random() < share

    def pick(self, shares: dict):
        left = self.random() * sum(shares.values())
        for value, share in shares.items():
            left -= share
            if left < 0:
                return value
        return value

    def between(self, low: int, high: int) -> int:
        return low + int(self.random() * (high - low + 1))


def resident(draw: Draw) -> dict:
    """Everything that is true of one invented resident, told or not."""
    band = draw.pick({ages: shares[0] for ages, shares in AGES.items()})
    # The birthdays are such that the age is within the band on both days.
    born = date.fromordinal(draw.between(date(2022 - band[1] - 1, 4, 2).toordinal(),
                                         date(2022 - band[0], 3, 31).toordinal()))
    age = AS_AT.year - born.year - ((born.month, born.day) > (AS_AT.month, AS_AT.day))
    disabled = draw.chance(AGES[band][1])
    lone_parent = age >= 18 and draw.chance(AGES[band][2])
    qualification = draw.pick(QUALIFICATIONS)
    supported = draw.chance(.06)
    status = draw.pick(STATUS[disabled])
    in_work = status == "employed"
    months = draw.between(0, 36) if status == "unemployed" else draw.between(3, 150)
    months = min(months, (age - 16) * 12)
    likelier = {"health": .6 * disabled, "childcare": .5 * lone_parent, "skills": .6 * (qualification == "none"),
                "homelessness": .5 * supported, "addiction": .2 * supported}
    barriers = [name for name, share in BARRIERS.items() if draw.chance(max(share, likelier.get(name, 0)))]
    benefit = draw.chance({"employed": .30, "unemployed": .85, "economically_inactive": .62}[status])
    several = len(barriers) > 1
    return {
        "date_of_birth": born,
        "age": age,
        "local_authority": draw.pick(PLACES),
        "tenure": "supported" if supported else "social",
        "barnet_homes_tenant": False,                                           # this landlord is another one
        "behind_with_rent": draw.chance(.20 if benefit else .08),
        "economic_status": status,
        "wants_work": None if in_work else status == "unemployed" or draw.chance(.19),   # 1.7 of 9 million: report
        "months_out_of_work": None if in_work else months,
        "on_universal_credit": benefit,
        "in_education": draw.chance(.80 if age < 19 else .20 if age < 25 else .03),
        "qualification_level": qualification,
        "lone_parent": lone_parent,
        "care_leaver": draw.chance(.04),
        "special_educational_needs": draw.chance(.12 if age < 25 else .06),
        "disabled": disabled,
        "health_condition": draw.pick(HEALTH[disabled]),
        "barriers": barriers,
        "gender": draw.pick({"female": .87, "male": .12, "other": .01} if lone_parent else
                            {"female": .43, "male": .56, "other": .01}),
        "ethnic_group": draw.pick(ETHNIC_GROUPS),
        "referred_by": draw.pick(REFERRERS),
        # What a key worker or work coach would say.
        "young_person": age < 25,
        "disadvantage": draw.pick({"some": .6, "significant": .4} if several else {"none": .7, "some": .3}),
        "furthest_from_work": several and not in_work and draw.chance(.7),
        "stable_in_recovery": "addiction" in barriers and draw.chance(.6),
        "motivated_for_change": draw.chance(.7),
        "long_term_unemployment_risk": not in_work and draw.chance(.8 if months >= 12 else .3),
    }


def told(draw: Draw, person: dict) -> Row:
    """The row of what was told: text for each value, empty where it was not asked."""
    row: Row = {}
    for name, (not_asked, declined, not_known) in NOT_TOLD.items():
        absent = draw.pick({"not_asked": not_asked, "declined": declined, "not_known": not_known,
                            "": 1 - not_asked - declined - not_known})
        if person[name] is None or absent == "not_asked":
            continue
        if absent:
            row[f"{name}.absent"] = absent
        else:
            row[name] = text(person[name])
    if "date_of_birth.absent" in row and draw.chance(.5):      # some who do not give the day still give the age
        row["age"] = text(person["age"])
    return row


def text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ";".join(value) if isinstance(value, list) else str(value)


def main(out: Path) -> None:
    draw = Draw(SEED)
    people = [resident(draw) for _ in range(PEOPLE)]
    with out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        for number, person in enumerate(people, start=1):
            writer.writerow({"person_id": f"synthetic-{number:05}", **told(draw, person)})
    made = [
        ("disabled", 41, sum(p["disabled"] for p in people)),
        ("lone parent", 30, sum(p["lone_parent"] for p in people)),
        ("ethnic minority", 21, sum(p["ethnic_group"] != "white" for p in people)),
        ("no qualifications", 18, sum(p["qualification_level"] == "none" for p in people)),
        ("in work", 53, sum(p["economic_status"] == "employed" for p in people)),
        ("inactive", 40, sum(p["economic_status"] == "economically_inactive" for p in people)),
    ]
    print(f"{out.name}: {PEOPLE:,} SYNTHETIC residents of an invented landlord; made (published): "
          + ", ".join(f"{name} {count / PEOPLE:.1%} ({share}%)" for name, share, count in made))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("residents.csv"))
