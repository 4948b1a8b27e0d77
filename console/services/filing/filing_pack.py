"""The filing pack while it is made (R3): one file after another, in steps so short that nobody has to wait for the desk.

Its content depends only on the facts of the quarter: the same quarter gives the same bytes, no matter who compiles it and when. No
file shows a whole mobile number; where the policy asks for whole lists, they are sealed (`signing.annex`).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import msgspec
from sqlalchemy import select

from console.db import chain
from console.domain import acts
from console.domain.filing.filed import STATES, Amended, Filed, FiledEmergency, FiledForm, Standing
from console.domain.filing.filing import FoundGap
from console.domain.filing.quarters import Quarter
from console.domain.filing.sampling import SampleSheet, subject_of
from console.domain.refusals import refuse
from console.domain.requests.documents import file_name
from console.domain.sending.counts import ENDS
from console.domain.sending.limits import GROUPS, by_reason, grouped
from console.errors import RefusedError
from console.exports import filing_form, filing_readme, pack
from console.exports.filing_form import FilingForm
from console.exports.fixed import fixed
from console.exports.shapes import Head, Printing
from console.locale import words
from console.services.contacts import contacts
from console.services.context import Context
from console.services.filing import annexes
from console.services.filing.filing_facts import bounds, sheets
from console.services.filing.filing_keys import csv, key_files, lines
from console.services.printed import forms
from console.services.printed.form_parts import department_name
from console.services.requests import documents, requests
from console.signing import annex
from console.signing.canonical import dumps
from console.store import base, people
from console.store.archive import PaperSendRecord, paper_send
from console.store.contacts import ContactListRecord, contact_list
from console.store.losses import LossStepRecord, loss, loss_step
from console.store.personnel import ApplicationStatementRecord, application_statement, proposal
from console.store.requests import request_version, step
from console.store.sends import HeadRecord, head, result, slot
from console.store.tables import ledger

_SAMPLES: Final = 20
_STATISTICS: Final = ENDS
_ODD: Final = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(slots=True)
class Making:
    """A pack being made. `steps` are the steps, of which `done` are finished; `began` is the ledger's head when it was begun."""

    facts: Filed
    gaps: list[FoundGap]
    amended: list[Amended]
    revision: int
    previous: str
    began: chain.LedgerHead
    printing: Printing
    subjects: list[str]
    steps: list[Callable[[Context, "Making"], None]] = field(default_factory=list)
    done: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    reached: dict[str, int] = field(default_factory=dict)
    """The greatest number that is sealed so far, by list."""

    @property
    def name(self) -> str:
        """The folder's name."""
        return folder_of(self.facts.department, self.facts.quarter, self.revision)

    def manifest(self) -> str:
        """The digest of the manifest; final once every step is done."""
        return hashlib.sha256(pack.manifest(self.files)).hexdigest()

    def printed(self, language: str) -> Printing:
        """The frame of a form in one of the languages."""
        return msgspec.structs.replace(
            self.printing, language=language, by=words.text("paper.filing_pack", language)
        )


def folder_of(department: str, quarter: str, revision: int) -> str:
    """The folder of a pack: `business-2026Q4-r1`."""
    return _ODD.sub("-", f"{department}-{quarter}-r{revision}")


def begin(
    ctx: Context, facts: Filed, gaps: list[FoundGap], changed: list[Amended], revision: int, previous: str
) -> Making:
    """Begin a pack: set up its steps."""
    subjects = [f"request:{form.id}" for form in facts.forms]
    subjects += [f"loss:{one.number}" for one in facts.losses]
    subjects += [f"emergency:{one.number}" for one in facts.emergencies]
    subjects += [f"complaint:{one.number}" for one in facts.complaints]
    subjects += [f"upkeep:{one.number}" for one in facts.upkeep]
    subjects += [subject_of(facts.department, one.month) for one in facts.samples]
    subjects += [f"application:{one.id}" for one in facts.papers if one.kind == "application"]
    making = Making(
        facts=facts,
        gaps=gaps,
        amended=changed,
        revision=revision,
        previous=previous,
        began=chain.head(ctx.conn, ctx.desk.genesis),
        printing=_frame(ctx, facts, subjects),
        subjects=subjects,
    )
    making.steps = [partial(_form, form=form) for form in facts.forms]
    making.steps += [partial(_paper, kind=one.kind, of=one.id, number=one.number) for one in facts.papers]
    making.steps += [partial(_loss, case=one.id) for one in facts.losses]
    making.steps += [partial(_emergency, of=one) for one in facts.emergencies]
    making.steps += [*_annexes(ctx, facts.forms)]
    making.steps += [_samples, _ledger, _keys, _summary, _whole]
    return making


def go_on(ctx: Context, making: Making) -> None:
    """Do the next step."""
    making.steps[making.done](ctx, making)
    making.done += 1


# ---- the frame


def _frame(ctx: Context, facts: Filed, subjects: list[str]) -> Printing:
    """The frame of every form in the pack: dated by the newest entry in it, citing the first head that covers that entry."""
    rows = list(_entries(ctx, subjects))
    at = max([bounds(ctx, Quarter.read(facts.quarter)).ends, *(row.time for row in rows)])
    kept = _cited(ctx, rows[-1].seq if rows else 0)
    heading = Head()
    if kept is not None:
        body = msgspec.json.decode(kept.text, type=dict[str, Any])
        heading = Head(kept.seq, bytes(kept.hash).hex(), kept.at, str(body.get("by", "")))
    return Printing(ctx.roster.org_name, "zh", ctx.desk.timezone, "", at, heading)


def _entries(ctx: Context, subjects: list[str]) -> list[Any]:
    """The ledger entries of the quarter's papers, without those that only record a printing."""
    contents: list[Any] = []
    for start in range(0, len(subjects), 400):
        contents += ctx.conn.execute(
            select(ledger).where(
                ledger.c.subject.in_(subjects[start : start + 400]), ledger.c.kind != "form.printed"
            )
        ).all()
    return sorted(contents, key=lambda row: row.seq)


def _cited(ctx: Context, last: int) -> Any:
    """The first signed head at or after an entry; if there is none yet, the newest one."""
    after = ctx.conn.execute(select(head).where(head.c.seq >= last).order_by(head.c.seq).limit(1)).first()
    return after or ctx.conn.execute(select(head).order_by(head.c.seq.desc()).limit(1)).first()


def folder_of_form(department: str, number: str) -> str:
    """A form's number in characters that every program accepts: `2026-business-0001`."""
    year, _, rest = number.partition("-")
    return _ODD.sub("-", f"{year}-{department}-{rest.rpartition('-')[2]}")


# ---- one form


def _form(ctx: Context, making: Making, *, form: FiledForm) -> None:
    where = folder_of_form(making.facts.department, form.number)
    frame = making.printed("zh")
    if requests.statement_of(ctx, form.id, form.version) is None:
        # The gap check reports the missing form; the rest of the quarter is compiled anyway.
        return
    _book(making, f"forms/{where}-v{form.version}", forms.made(ctx, "request", str(form.id), frame).data)
    if any(one.kind == "acceptance" for one in requests.steps_of(ctx, form.id, form.version)):
        _book(making, f"forms/{where}-receipt", forms.made(ctx, "receipt", str(form.id), frame).data)
    _documents(ctx, making, form, where)
    making.files[f"texts/{where}.txt"] = f"{form.text}\n".encode()
    _scope(ctx, making, form, where)
    _approvals(ctx, making, form, where)
    if form.standing is Standing.SENT:
        _results(ctx, making, form, where)


def _documents(ctx: Context, making: Making, form: FiledForm, where: str) -> None:
    """The bank's approval of what is for others (R11), as it was attached; other attachments are named by their digests."""
    statement = requests.statement_of(ctx, form.id, form.version)
    if statement is None or not statement.checks.third_party:
        return
    here = documents.sizes(ctx, form.id)
    for name, sha256 in documents.of_statement(statement):
        if sha256 in here:
            data = documents.whole(ctx, form.id, sha256)
            making.files[f"attachments/{where}/{file_name(sha256, name)}"] = data


def _book(making: Making, name: str, data: bytes) -> None:
    making.files[f"{name}.xlsx"] = fixed(data, making.printing.at)


def _scope(ctx: Context, making: Making, form: FiledForm, where: str) -> None:
    statement = requests.statement_of(ctx, form.id, form.version)
    if statement is None:
        return
    lists: list[dict[str, Any]] = []
    whole = {row.digest for row in annexes.filed(ctx, form) if row.salt is not None}
    for digest in dict.fromkeys(one.list for one in statement.slots):
        row = base.row(ctx.conn, select(ContactListRecord).where(contact_list.c.digest == digest))
        if row is None or row.text is None:
            continue
        manifest = msgspec.json.decode(row.text, type=acts.AnyManifest)
        lists.append(
            {
                "list": digest,
                "root": manifest.root,
                "name": manifest.name,
                "rows": manifest.rows,
                "valid": manifest.n,
                "counts": manifest.counts,
                "file_sha256": manifest.source.sha256,
                "samples": contacts.samples_of(ctx, row, _SAMPLES),
            }
            | ({"annex": annex.names(digest, manifest.n)} if digest in whole else {})
        )
    scope = {
        "number": form.number,
        "audience": statement.audience,
        "selection": statement.selection,
        "source": statement.list_source,
        "recipients": statement.recipients(),
        "slots": [
            {"slot": one.id, "n": one.n, "list": one.list, "opens": one.opens, "closes": one.closes}
            for one in statement.slots
        ],
        "lists": lists,
    }
    making.files[f"scope/{where}.json"] = dumps(scope)


def _annexes(ctx: Context, forms: list[FiledForm]) -> Iterator[Callable[[Context, Making], None]]:
    """A step for each part of each list that is filed whole; a list of several forms is filed once."""
    rows = {
        str(row.digest): row for form in forms for row in annexes.filed(ctx, form) if row.salt is not None
    }
    for digest, row in rows.items():
        for nth, name in enumerate(annex.names(digest, row.n), 1):
            yield partial(_annex, digest=digest, nth=nth, name=name)


def _annex(ctx: Context, making: Making, *, digest: str, nth: int, name: str) -> None:
    row = base.one(ctx.conn, select(ContactListRecord).where(contact_list.c.digest == digest))
    if row.salt is None:
        # It was erased meanwhile.
        raise RefusedError(refuse("filing_moved_on", "R3"))
    numbers = annexes.part(ctx, row, making.reached.get(digest, 0))
    making.reached[digest] = numbers[-1]
    making.files[name] = annex.sealed(bytes(row.salt), digest, numbers, nth, annex.parts(row.n))


def _approvals(ctx: Context, making: Making, form: FiledForm, where: str) -> None:
    """Every signed version and step of a form, its two-person acts, and the manifests of its lists."""
    versions = ctx.conn.execute(
        select(request_version)
        .where(request_version.c.request == form.id)
        .order_by(request_version.c.version)
    )
    for row in versions:
        _signed(making, f"approvals/{where}/v{row.version}-00-request", row.text, row.signature)
    steps = ctx.conn.execute(
        select(step).where(step.c.request == form.id).order_by(step.c.version, step.c.nth)
    )
    for row in steps:
        name = f"approvals/{where}/v{row.version}-{row.nth:02d}-{row.kind}"
        _signed(making, name, row.text, row.signature)
    ids = select(slot.c.list_id).where(slot.c.request == form.id)
    lists = base.rows(
        ctx.conn, select(ContactListRecord).where(contact_list.c.id.in_(ids)).order_by(contact_list.c.id)
    )
    for used in lists:
        if used.text and used.signature and used.digest:
            _signed(making, f"approvals/{where}/list-{used.digest[:12]}", used.text, used.signature)
    two = ctx.conn.execute(select(proposal).where(proposal.c.request == form.id).order_by(proposal.c.at))
    for row in two:
        name = f"approvals/{where}/two-{row.digest[:12]}"
        _signed(making, f"{name}-proposal", row.text, row.signature)
        if row.confirmation:
            _signed(making, f"{name}-confirmation", row.confirmation, row.confirmation_signature)


def _signed(making: Making, name: str, text: str, signature: str) -> None:
    making.files[f"{name}.json"] = text.encode()
    making.files[f"{name}.json.sig"] = signature.encode()


def _results(ctx: Context, making: Making, form: FiledForm, where: str) -> None:
    """For each slot of the quarter one line per chunk of a thousand recipients: the count of each state, and the states' digest."""
    for one in form.slots:
        table = [",".join(("chunk", "revision", "sha256", *STATES))]
        rows = ctx.conn.execute(
            select(result)
            .where(result.c.request == form.id, result.c.slot == one.slot)
            .order_by(result.c.chunk)
        )
        for row in rows:
            states = bytes(row.states)
            counts = [states.count(nth) for nth in range(len(STATES))]
            table.append(csv([row.chunk, row.revision, hashlib.sha256(states).hexdigest(), *counts]))
        making.files[f"results/{where}.{one.slot}.csv"] = lines(table)


# ---- other papers


def _paper(ctx: Context, making: Making, *, kind: str, of: str, number: str) -> None:
    year, _, rest = number.partition("-")
    name = f"{kind}-{of}" if kind == "pledge" else _ODD.sub("-", f"{kind}-{year}-{rest.rpartition('-')[2]}")
    _book(making, f"forms/{name}", forms.made(ctx, kind, of, making.printed("zh")).data)
    if kind == "application":
        rows = base.rows(
            ctx.conn,
            select(ApplicationStatementRecord)
            .where(application_statement.c.application == int(of))
            .order_by(application_statement.c.nth),
        )
        for said in rows:
            _signed(making, f"approvals/{name}/{said.nth:02d}-{said.kind}", said.text, said.signature)
        return
    row = ctx.conn.execute(
        select(people.pledge).where(people.pledge.c.person == of).order_by(people.pledge.c.at.desc()).limit(1)
    ).one()
    _signed(making, f"approvals/pledges/{_ODD.sub('-', of)}", row.text, row.signature)


def _loss(ctx: Context, making: Making, *, case: int) -> None:
    number = ctx.conn.execute(select(loss.c.number).where(loss.c.id == case)).scalar_one()
    report = ctx.conn.execute(select(loss.c.text).where(loss.c.id == case)).scalar_one()
    making.files[f"losses/{number}-report.json"] = report.encode()
    rows = base.rows(
        ctx.conn, select(LossStepRecord).where(loss_step.c.loss == case).order_by(loss_step.c.nth)
    )
    for row in rows:
        if row.text and row.signature:
            _signed(making, f"approvals/loss-{number}/{row.nth:02d}-{row.step}", row.text, row.signature)
    if any(row.step == "certified" for row in rows):
        _book(making, f"forms/loss-{number}", forms.made(ctx, "loss", str(case), making.printed("zh")).data)


def _samples(ctx: Context, making: Making) -> None:
    """The sheets by which the department shows that it looked at sends of each month (R7), and the heads that drew them."""
    quarter = Quarter.read(making.facts.quarter)
    for one, (text, signature) in zip(
        making.facts.samples, sheets(ctx, making.facts.department, quarter), strict=True
    ):
        _signed(making, f"approvals/samples/{one.month}-{one.digest[:12]}", text, signature)
        seq = msgspec.json.decode(text, type=SampleSheet).seq
        _head(making, base.one(ctx.conn, select(HeadRecord).where(head.c.seq == seq)))


def _emergency(ctx: Context, making: Making, *, of: FiledEmergency) -> None:
    """An emergency send as it was entered, word for word, and the manager's signature over its digest."""
    name = f"emergency-{folder_of_form(making.facts.department, of.number)}"
    row = base.one(ctx.conn, select(PaperSendRecord).where(paper_send.c.number == of.number))
    making.files[f"emergencies/{name}.json"] = row.text.encode()
    if row.statement:
        _signed(making, f"approvals/{name}/acknowledgement", row.statement, row.signature)


# ---- the ledger


def _ledger(ctx: Context, making: Making) -> None:
    """The entries, the dispatcher's signed reports about sends, the head, and the links that connect the entries to the head."""
    rows = _entries(ctx, making.subjects)
    for row in rows:
        making.files[f"ledger/entries/{row.seq:08d}.json"] = bytes(row.envelope)
        if row.signature and row.kind.startswith("send."):
            name = f"reports/{row.seq:08d}-{row.kind.partition('.')[2]}"
            _signed(making, name, bytes(row.statement).decode(), row.signature)
    kept = _cited(ctx, rows[-1].seq if rows else 0)
    if kept is not None:
        _head(making, kept)
    if rows:
        at = kept.seq if kept is not None else 0
        # If the head is older than every entry, it is the last one signed before them, so the chain starts at it.
        first = min(rows[0].seq, at + 1) if at else rows[0].seq
        making.files["ledger/links.csv"] = lines(_links(ctx, first, max(rows[-1].seq, at)))


def _head(making: Making, kept: HeadRecord) -> None:
    _signed(making, f"ledger/heads/{kept.seq:08d}", kept.text, kept.signature)


def _links(ctx: Context, first: int, last: int) -> Iterator[str]:
    before = ctx.conn.execute(select(ledger.c.hash).where(ledger.c.seq == first - 1)).scalar_one_or_none()
    yield "seq,entry,signature,hash"
    yield csv([first - 1, "", "", (bytes(before) if before is not None else ctx.desk.genesis).hex()])
    for link in chain.links(ctx.conn, first - 1):
        if link.seq > last:
            break
        yield csv([link.seq, link.envelope.hex(), link.signature.hex(), link.hash.hex()])


# ---- summary, statistics, the rest


def _keys(ctx: Context, making: Making) -> None:
    making.files |= key_files(ctx, making.files)


def form_of(ctx: Context, making: Making, language: str) -> FilingForm:
    """The quarter's form as the pack holds it, before anybody has signed."""
    facts = making.facts
    quarter = Quarter.read(facts.quarter)
    return FilingForm(
        filed=facts,
        department=department_name(ctx.roster, facts.department),
        revision=making.revision,
        state=words.text("filing.state.compiled", language),
        due=quarter.due(ctx.calendar, ctx.desk.timezone),
        compiled_by=words.text("paper.filing_pack", language),
        gaps=making.gaps,
        amended=making.amended,
    )


def _summary(ctx: Context, making: Making) -> None:
    for language in ("zh", "en"):
        data = filing_form.make(form_of(ctx, making, language), making.printed(language))
        _book(making, f"summary-{language}", data)


def _whole(ctx: Context, making: Making) -> None:
    facts = making.facts
    making.files["statistics.csv"] = lines(_statistics(facts))
    if making.amended:
        table = [csv([one.slot, one.state, one.before, one.after]) for one in making.amended]
        making.files["amendment.csv"] = lines(["slot,state,before,after", *table])
    table = _plain(facts) | {
        "revision": making.revision,
        "previous": making.previous,
        "as_of": making.printing.at,
        "nil": facts.nil,
        "gaps": _plain(making.gaps),
    }
    for form in table["forms"]:
        form["folder"] = folder_of_form(facts.department, form["number"])
    making.files["facts.json"] = dumps(table)
    making.files["README.txt"] = filing_readme.text(
        department=department_name(ctx.roster, facts.department),
        department_id=facts.department,
        quarter=facts.quarter,
        revision=making.revision,
    )


def _plain(value: object) -> Any:
    """Convert to plain JSON values: lists instead of tuples."""
    return msgspec.json.decode(msgspec.json.encode(value))


def _statistics(facts: Filed) -> Iterator[str]:
    yield ",".join(
        (
            "category",
            "requests",
            "recipients",
            "billed",
            "fen",
            *_STATISTICS,
            *(f"suppressed_{one}" for one in GROUPS),
        )
    )
    groups = [
        (one, [f for f in facts.sent if f.category == one])
        for one in sorted({f.category for f in facts.sent})
    ]
    for name, group in [*groups, ("all", facts.sent)]:
        sums = [sum(getattr(form, key) for form in group) for key in ("recipients", "billed", "fen")]
        whys = grouped(_reasons(group).items())
        states = (sum(f.count(state) for f in group) for state in _STATISTICS)
        yield csv([name, len(group), *sums, *states, *whys.values()])


def _reasons(forms: list[FiledForm]) -> dict[str, int]:
    """How many recipients of these forms were suppressed for each reason; the parts add up to the suppressed."""
    whys: Counter[str] = Counter()
    for one in (part for form in forms for part in form.slots):
        whys.update(dict(by_reason(one.tally.get("suppressed", 0), one.suppressed)))
    return dict(whys)
