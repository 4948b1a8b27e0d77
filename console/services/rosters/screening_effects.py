"""What another screening list would have blocked: the newest texts judged by it and by the one in force, before anybody signs it (R11).

Submitted requests of the last 90 days and templates in use are named with the words that were found; drafts are only counted.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import func, select

from console.domain import acts, times
from console.domain.content.check import Hit, Screener, blocking, for_others, ready
from console.domain.content.lists import ScreeningList
from console.domain.rosters.rule_files import Kind, Named
from console.domain.states import RequestState
from console.domain.templates.keeping import State
from console.services.context import Context, answers, demand, found
from console.services.requests import requests
from console.services.rosters import roster_judging as judging
from console.services.templates import templates
from console.services.templates.judging import text_of
from console.store import base
from console.store.people import RuleFileRecord
from console.store.requests import RequestRecord, request
from console.store.templates import TemplateRecord
from console.store.templates import template as template_table
from console.wire.requests.drafts import Draft
from console.wire.rosters import rule_files as wire

MOST: Final = 1000
"""Texts that are judged at most: the newest ones."""
STEP: Final = 200
"""Texts of one answer: so many take a second or two where they are long."""
SPAN: Final = timedelta(days=90)
_HITS: Final = 5
"""Hits that a row names at most."""
_LONG: Final = 120
"""Characters of the words of a row at most."""
_RANK: Final = ("pass", "warn", "block")


class _Text(NamedTuple):
    """A text of the past: when it was written, what it belongs to (`request`, `template`, `draft`), and its id."""

    at: str
    about: str
    id: int


class _Said(NamedTuple):
    """What is judged of it, and how it is named."""

    whole: str
    category: str
    third_party: bool
    number: str
    department: str


@answers
def effects(ctx: Context, call: wire.ScreeningEffects) -> wire.Effects:
    """Judge the next texts by both lists; for those who sign rosters."""
    demand(judging.not_a_signer(ctx, ctx.person))
    made = _list(ctx, call.digest)
    new, old = ready(call.digest, made, ctx.roster.org_name), ctx.screener
    every, n = _newest(ctx)
    start = int(call.after) if call.after.isdecimal() else 0
    rows: list[wire.EffectRow] = []
    drafts = 0
    part = every[start : start + STEP]
    for one in part:
        said = _said(ctx, one)
        row = _effect(one, said, old, new) if said is not None else None
        if row is not None and one.about == "draft":
            drafts += 1
        elif row is not None:
            rows.append(row)
    end = start + STEP
    after = str(end) if end < len(every) else ""
    return wire.Effects(ctx.screening.version, made.version, len(part), drafts, n - len(every), rows, after)


def _list(ctx: Context, digest: str) -> ScreeningList:
    row = base.row(
        ctx.conn,
        select(RuleFileRecord).where(RuleFileRecord.digest == digest, RuleFileRecord.kind == Kind.SCREENING),
    )
    row = found(row, "no_such_rule_file", digest=digest)
    file = ctx.file(Named(Kind.SCREENING, row.name, row.digest))
    says = file.says if file is not None else None
    return found(says if isinstance(says, ScreeningList) else None, "no_such_rule_file", digest=digest)


def _newest(ctx: Context) -> tuple[list[_Text], int]:
    """The newest texts, and how many there are in all."""
    since = times.render(times.parse(ctx.at) - SPAN)
    draft = request.c.version == 0
    chosen: list[tuple[str, Any, list[Any]]] = [
        ("request", request.c.submitted, [request.c.version > 0, request.c.submitted >= since]),
        (
            "draft",
            request.c.updated,
            [draft, request.c.state == RequestState.DRAFT, request.c.updated >= since],
        ),
        ("template", template_table.c.at, [template_table.c.state != State.WITHDRAWN]),
    ]
    every: list[_Text] = []
    n = 0
    for about, at, where in chosen:
        table = at.table
        n += ctx.conn.execute(select(func.count()).select_from(table).where(*where)).scalar_one()
        rows = ctx.conn.execute(
            select(at, table.c.id).where(*where).order_by(at.desc(), table.c.id.desc()).limit(MOST)
        )
        every += [_Text(row[0], about, row[1]) for row in rows]
    return sorted(every, key=lambda one: (one.at, one.about, one.id), reverse=True)[:MOST], n


def _said(ctx: Context, one: _Text) -> _Said | None:
    """What a text says; None if it is not there any more."""
    if one.about == "template":
        row = base.row(ctx.conn, select(TemplateRecord).where(TemplateRecord.id == one.id))
        kept = templates.kept_version(ctx, one.id, row.version) if row is not None else None
        if row is None or kept is None:
            return None
        says = templates.says_of(kept)
        return _Said(text_of(says).whole(), says.category, False, row.name, row.department)
    made = base.row(ctx.conn, select(RequestRecord).where(request.c.id == one.id))
    if made is None:
        return None
    if one.about == "draft":
        draft = msgspec.json.decode(made.draft, type=Draft)
        text = acts.Text(draft.signature, draft.body, draft.opt_out)
        return _Said(text.whole(), draft.category, draft.third_party, "", made.department)
    act = requests.statement_of(ctx, one.id, made.version)
    if act is None:
        return None
    return _Said(act.text.whole(), act.category, act.checks.third_party, made.number or "", made.department)


def _effect(one: _Text, said: _Said, old: Screener, new: Screener) -> wire.EffectRow | None:
    """What the new list says of a text that the old one let through; None if it says no more."""
    level, hits = _judged(new, said)
    if level == "pass" or _RANK.index(level) <= _RANK.index(_judged(old, said)[0]):
        return None
    named = list(dict.fromkeys((hit.words(said.whole), hit.rule) for hit in hits))[:_HITS]
    return wire.EffectRow(
        level=level,
        number=said.number,
        department=said.department,
        at=one.at,
        kind=hits[0].kind,
        words=_joined(words for words, _ in named),
        rule=_joined(rule for _, rule in named),
        about=one.about,
        id=one.id,
    )


def _joined(words: Iterator[str]) -> str:
    return "；".join(dict.fromkeys(words))[:_LONG]


def _judged(screener: Screener, said: _Said) -> tuple[str, list[Hit]]:
    """How a submission would be judged: what blocks it, or else what it is warned of."""
    blocked = blocking(screener, said.whole, said.category)
    if not said.third_party:
        blocked += for_others(screener, said.whole, said.category)
    if blocked:
        return "block", blocked
    told = list(screener.judge(said.whole, said.category, whole=True).told)
    return ("warn", told) if told else ("pass", told)
