"""The statements of a founding as people read them, line by line from the statements themselves, and findings in words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from console.acting.founding.signatures import Hand, Signing
from console.cli import tables
from console.cli.session import Session
from console.domain.people.people import Key, Person, Roster, Signers
from console.domain.rosters.staffing import Finding
from console.locale import words
from console.signing.sshsig import BadSignatureError, fingerprint


def finding(run: Session, one: Finding, roster: Roster) -> str:
    """Return a finding in words, with its clause where it has one; `roster` has the names of people and departments."""
    key = f"finding.{one.code}" if one.kind == "finding" else f"{one.kind}.{one.code}.what"
    line = words.text(key, run.lang, **_worded(run, one.params, roster))
    what = f"{line} [{words.clause(one.clause, run.lang)}]" if one.clause else line
    return run.t("org.wrong", what=what) if one.blocks else run.t("org.weigh", what=what)


def findings_data(run: Session, findings: Iterable[Finding], roster: Roster) -> list[dict[str, Any]]:
    """Return findings as JSON: code, clause, whether it blocks, values, words."""
    return [{**msgspec.to_builtins(one), "words": finding(run, one, roster)} for one in findings]


def _worded(run: Session, params: Mapping[str, str], roster: Roster) -> dict[str, str]:
    """Values in words: ids of people and departments with their names, and the words of fixed sets."""
    people = {one.id: f"{one.name} ({one.id})" for one in roster.people}
    departments = {one.id: one.name for one in roster.departments}
    worded = dict(params)
    for name in worded.keys() & {"person", "people"}:
        worded[name] = ", ".join(people.get(id_, id_) for id_ in worded[name].split(", "))
    if "department" in worded:
        worded["department"] = departments.get(worded["department"], worded["department"])
    for name, prefix in (("post", "post"), ("category", "category"), ("of", "org.kind")):
        if name in worded:
            worded[name] = run.name(prefix, worded[name])
    if "expires" in worded:
        worded["expires"] = run.when(worded["expires"])
    return worded


def statement(run: Session, act: Roster | Signers, roster: Roster) -> Iterator[str]:
    """Yield a statement's lines; `roster` says to whom the keys of a signers statement belong."""
    if isinstance(act, Roster):
        yield from _roster(run, act)
    else:
        yield from _signers(run, act, roster)


def state(run: Session, signing: Signing) -> Iterator[str]:
    """Yield the progress of signing a statement: who has signed, and who may."""
    key = "org.complete" if not signing.missing else "org.incomplete"
    yield run.t(key, name=signing.name, missing=signing.missing, least=signing.least)
    rows = [
        (run.t("org.signed") if hand.signed else run.t("org.unsigned"), owner(run, hand), hand.fingerprint)
        for hand in signing.hands
    ]
    yield from tables.table([run.t(f"org.column.{name}") for name in ("signed", "key_of", "key")], rows)


def owner(run: Session, hand: Hand) -> str:
    """Return the owner of a key in words."""
    if hand.root:
        return run.t("org.root", number=hand.root)
    return f"{hand.name} ({hand.owner})" if hand.owner else "-"


def prints(keys: Iterable[Key] | Iterable[str]) -> str:
    """Return the fingerprints of keys, or the text itself where it is no key."""
    return ", ".join(_print(key.public if isinstance(key, Key) else key) for key in keys)


def _roster(run: Session, roster: Roster) -> Iterator[str]:
    yield run.t("org.roster", version=roster.version)
    yield from tables.pairs(
        [
            (run.t("org.column.organisation"), f"{roster.org_name} ({roster.org})"),
            (run.t("org.column.separation"), run.t("cli.solo") if roster.solo else run.t("cli.separated")),
            (run.t("org.column.at"), run.when(roster.at)),
            (run.t("org.column.expires"), run.when(roster.expires)),
            (run.t("org.column.policy"), f"{roster.policy.version}  {roster.policy.digest[:16]}"),
            (
                run.t("org.column.screening"),
                f"{roster.screening.version}  {roster.screening.digest[:16]}",
            ),
            (
                run.t("org.column.gateways"),
                "\n".join(f"{one.id}  {one.digest[:16]}" for one in roster.gateways),
            ),
            (run.t("org.column.pledge"), roster.pledge),
            (
                run.t("org.column.departments"),
                "\n".join(
                    f"{one.name} ({one.id})  {run.name('department', one.kind)}" for one in roster.departments
                ),
            ),
            (
                run.t("org.column.services"),
                "\n".join(f"{one.id}  {_print(one.public)}" for one in roster.services),
            ),
            (run.t("org.column.signers"), roster.signers[:16]),
        ]
    )
    yield from _people(run, roster)
    yield from _posts(run, roster)


def _people(run: Session, roster: Roster) -> Iterator[str]:
    head = [run.t(f"org.column.{name}") for name in ("person", "name", "staff_no", "phone", "uid", "key")]
    rows = [
        (one.id, one.name, one.staff_no, one.phone, one.uid if one.uid >= 0 else "-", prints(one.keys))
        for one in roster.people
    ]
    yield from tables.table(head, rows)


def _posts(run: Session, roster: Roster) -> Iterator[str]:
    head = [run.t(f"org.column.{name}") for name in ("post", "department", "name", "since", "until", "note")]
    people: dict[str, Person] = {one.id: one for one in roster.people}
    departments = {one.id: one.name for one in roster.departments}
    rows = [
        (
            run.name("post", one.post),
            departments.get(one.department, one.department) or "-",
            people[one.person].name if one.person in people else one.person,
            run.when(one.since),
            run.when(one.until) or "-",
            run.t("org.standby") if one.standby else "",
        )
        for one in roster.posts
    ]
    yield from tables.table(head, rows)


def _signers(run: Session, signers: Signers, roster: Roster) -> Iterator[str]:
    yield run.t("org.signers", version=signers.version, threshold=signers.threshold, count=len(signers.keys))
    rows = []
    for key in signers.keys:
        person = roster.key_owner(key)
        rows.append((f"{person.name} ({person.id})" if person else "-", _print(key)))
    yield from tables.table([run.t("org.column.key_of"), run.t("org.column.key")], rows)
    yield from tables.pairs(
        [(run.t("org.column.organisation"), signers.org), (run.t("org.column.at"), run.when(signers.at))]
    )


def _print(key: str) -> str:
    try:
        return fingerprint(key)
    except BadSignatureError:
        return key
