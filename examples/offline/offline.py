"""Two phones (Kotlin) and an office (Python) record apart, exchange files in any order and agree.

`make example-offline` builds what it needs and runs it. It stops where anything is not as it says.
"""

import hashlib
import itertools
import json
import shutil
import tempfile
from pathlib import Path

from party import HERE, Party

PROGRAMME, AS_AT = "tracks", "2022-09-01"
DOCUMENTS = HERE.parent.parent / "tests/documents/programmes.json"


def event(id: str, kind: str, on: str, recorded_at: str | None = None, **more: object) -> str:
    """An event of the person's as JSON, recorded in the evening of its day unless said otherwise."""
    told = {"id": id, "person": "mo", "kind": kind, "on": on, "programme": PROGRAMME}
    return json.dumps({**told, **more, "recorded_at": recorded_at or f"{on}T17:00:00+01:00"}, ensure_ascii=False)


def action(id: str, kind: str, on: str, action: str, **data: str) -> str:
    """An event about an action of the plan."""
    return event(id, f"action_{kind}", on, data={"action": action, **data})


def hours(id: str, on: str, hours: float, recorded_at: str | None = None, **more: object) -> str:
    """Some hours of support."""
    return event(id, "support", on, recorded_at, data={"hours": hours}, **more)


def contact(id: str, on: str, text: str) -> str:
    """A note of a contact."""
    return event(id, "contact", on, data={"text": text})


OPENED = [
    event("o-1", "assessed", "2022-07-04"),
    event("o-2", "referred", "2022-07-05", data={"route": "day_centre", "by": "day-centre"}),
    event("o-3", "agreed", "2022-07-07"),
    event("o-4", "started", "2022-07-07"),
    action("o-5", "added", "2022-07-07", "cv", text="Write a CV"),
    hours("workshop", "2022-07-14", 1.5),
]
PLANNED = action("a-1", "done", "2022-07-15", "action_plan")
IMPOSSIBLE = event("a-2", "ended", "2022-06-30")
AMIRA = [
    action("a-3", "done", "2022-07-25", "cv"),
    hours("a-4", "2022-07-14", 2, "2022-07-29T09:00:00+01:00", amends="workshop"),
    contact("note-1", "2022-08-01", "Came in to use a computer"),
    contact("a-5", "2022-08-10", "Talked about the interview, at the café"),
]
BEN = [
    action("b-1", "done", "2022-07-08", "client_agreement"),
    action("b-2", "done", "2022-07-27", "cv"),
    hours("b-3", "2022-07-14", 2.5, "2022-07-29T17:00:00+01:00", amends="workshop"),
    contact("note-1", "2022-08-02", "Rang about a job in a kitchen"),
    hours("b-4", "2022-07-12", 1, "2022-08-15T17:00:00+01:00"),
]
OFFICE = [event("o-6", "application", "2022-08-09", data={"employer": "A restaurant"})]


def main(root: Path) -> None:
    """The whole story, in folders below one."""
    documents = root / "documents"
    documents.mkdir()
    for name, document in json.loads(DOCUMENTS.read_text("utf-8")).items():
        if name in ("vocabulary.json", f"{PROGRAMME}.json"):
            (documents / name).write_text(json.dumps(document), "utf-8")
    parties = [
        Party("amira", "phone", documents),
        Party("ben", "phone", documents),
        Party("office", "office", documents),
    ]
    try:
        record_apart(parties, root)
        break_off(parties, root)
        agree(parties, root)
        forget(parties, root)
        kill(parties[0], root)
    finally:
        for party in parties:
            party.close()


def record_apart(parties: list[Party], root: Path) -> None:
    """The office opens a file, the phones take it along, and each records what the others do not hear of."""
    amira, ben, office = parties
    for party in parties:
        (root / party.name).mkdir()
        party.ask("open", root / party.name)
    (root / "shared").mkdir()
    record(office, *OPENED)
    office.ask("exchange", root / "shared")
    taken = [*amira.ask("exchange", root / "shared"), *ben.ask("exchange", root / "shared")]
    print(f"The office opens a case file of {len(OPENED)} events. The phones take along {' and '.join(taken)}.\n")

    print("Apart, each records. Amira's phone has not heard that the agreement is signed:")
    print(f"  amira   {': '.join(amira.ask('record', PLANNED))}")
    print(f"  amira   {amira.ask('record', PLANNED, 'They brought a plan along')[0]}, with a reason")
    print(f"  amira   {': '.join(amira.ask('record', IMPOSSIBLE, 'Somebody said so'))}")
    for party, events in zip(parties, (AMIRA, BEN, OFFICE), strict=True):
        record(party, *events)
        print(f"  {party.name:7} records {len(events)} more")


def record(party: Party, *events: str) -> None:
    """Records events that nothing speaks against."""
    for each in events:
        expect(party.ask("record", each), ["recorded"])


def break_off(parties: list[Party], root: Path) -> None:
    """A file that breaks off at any byte of its last line loses nothing that was recorded before."""
    amira, _, office = parties
    whole = (root / "amira/case.jsonl").read_bytes()
    begin = whole.rindex(b"\n", 0, -1) + 1
    (root / "torn").mkdir()
    case = root / "torn/case.jsonl"
    before = int(amira.ask("open", root / "amira")[0]) - 1
    for party, length in itertools.product((amira, office), range(begin, len(whole))):
        case.write_bytes(whole[:length])
        count, *aside = party.ask("open", case.parent)
        # A line that lacks no more than its end is whole.
        complete = length == len(whole) - 1
        expect((int(count), len(aside)), (before + complete, int(begin < length and not complete)))
        record(party, contact("later", "2022-08-11", "Recorded after it"))
        expect(party.ask("open", case.parent), [str(before + complete + 1), *aside])
    print(f"\nA file was cut at each of {len(whole) - begin} bytes of its last line, on a phone and in the office:")
    print(f"  the {before} events before it are there, the torn line is reported, what is recorded next counts")
    cut = whole.rindex("é".encode()) + 1
    (root / "amira/case.jsonl").write_bytes(whole[:cut])
    print("Amira's phone dies within a letter of her last note. It starts again, and she writes the note again:")
    for line in amira.ask("open", root / "amira")[1:]:
        print(f"  {line}")
    record(amira, contact("a-6", "2022-08-10", "Talked about the interview, at the café"))
    office.ask("open", root / "office")


def agree(parties: list[Party], root: Path) -> None:
    """Whoever brings a file first: all end with the same file, the same state and the same problems."""
    ends: set[tuple[str, str, str]] = set()
    print("\nThey exchange files, in each order. The SHA-256 of each one's file, state and problems:")
    for at, order in enumerate(itertools.permutations(parties)):
        folder = root / f"order-{at}"
        for name in (*(party.name for party in parties), "shared"):
            shutil.copytree(root / name, folder / name)
        for party in parties:
            party.ask("open", folder / party.name)
        # Who comes first hears in the second round of what the others brought.
        for party in (*order, *order):
            party.ask("exchange", folder / "shared")
        for party in parties:
            [state] = party.ask("state", PROGRAMME, AS_AT)
            problems = "\n".join(party.ask("problems"))
            file = (folder / party.name / "case.jsonl").read_text("utf-8")
            ends.add((file, state, problems))
        expect(len(ends), 1)
        names = ", then ".join(party.name for party in order)
        print(f"  {names:30} {' '.join(digest(text) for text in (file, state, problems))}")
    state = json.loads(state)
    print(f"\nThe same three times six. On {AS_AT} it says:")
    print(
        f"  {state['stage']} since {state['since']}, {state['progress']['done']} of {state['progress']['actions']} done"
    )
    for each in state["actions"]:
        print(f"  {each['id']}: {each['status']} since {each['since']}, by {each['event']}")
    for each in state["late"]:
        print(f"  {each['event']} is of {each['on']} and was recorded {each['days']} days later")
    print("and these problems:", *problems.splitlines(), sep="\n  ")


def forget(parties: list[Party], root: Path) -> None:
    """The office erases the person while a phone is away; nothing that the phone brings later comes back."""
    amira, ben, office = parties
    folder = root / "order-0"
    for party in parties:
        party.ask("open", folder / party.name)
    expect(office.ask("erase", "mo", "2022-09-30"), ["erased"])
    record(amira, contact("a-7", "2022-10-03", "Still on the phone, which was away"))
    for party in (office, ben, amira, office, ben):
        party.ask("exchange", folder / "shared")
    files = [path for path in folder.rglob("*") if path.is_file()]
    [left] = {path.read_text("utf-8") for path in files}
    print("\nThe office erases the person. Amira's phone is away, and records one more event. Once it is back,")
    print(f"all {len(files)} files hold no more than this, and the phone refuses another:")
    print(f"  {left.strip()}")
    print(f"  amira   {': '.join(amira.ask('record', contact('a-8', '2022-10-04', 'Came in')))}")


def kill(phone: Party, root: Path) -> None:
    """A phone is killed while it records: all that it said is recorded is there."""
    (root / "killed").mkdir()
    expect(phone.ask("open", root / "killed"), ["0"])
    ids = [f"c-{at}" for at in range(150)]
    for each in ids:
        phone.send("record", contact(each, "2022-08-12", "One of many"))
    for _ in range(20):
        expect(phone.answer(), ["recorded"])
    said = 20 + phone.answers_left().count(["recorded"])
    expect(said < len(ids), True)
    there = (root / "killed/case.jsonl").read_text("utf-8")
    expect([each for each in ids[:said] if f'"{each}"' not in there], [])
    print("\nA phone is killed while it records one event after another: all that it said is recorded is there.")


def expect(found: object, wanted: object) -> None:
    """Stops where something is not as it should be."""
    if found != wanted:
        raise AssertionError(f"{found!r} instead of {wanted!r}")


def digest(text: str) -> str:
    """The beginning of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder))
