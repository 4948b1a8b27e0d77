"""What keeps a template from being written: its fields, its blanks, and the screening list in force (R9, R10, R11)."""

from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import select

from console.domain import acts, declared
from console.domain.categories import Basis
from console.domain.refusals import Refusal, refuse
from console.domain.requests import text as texts
from console.domain.requests.text import mobile_in
from console.domain.templates import blanks, keeping
from console.domain.templates.keeping import State
from console.services.content import screened
from console.services.context import Context, answers
from console.store.templates import template as table
from console.wire.answers import Fault
from console.wire.requests import templates as wire

NAME, NOTE = 40, 500
"""Characters of a name and of a note, at most."""
_SIGNS = frozenset('「」『』【】《》“”"＝；;{}｛｝\n\r\t')
"""Signs that a name cannot have: on the approval card it stands among quotation marks, with words about it around them."""
_STAND_IN = "【短信】"
"""Stands for a signature that a template leaves to the request."""


def text_of(says: wire.Template) -> acts.Text:
    """The message of a template as it stands, with its blanks."""
    return acts.Text(signature=says.signature, body=says.body, opt_out=says.opt_out)


def blanks_of(says: wire.Template) -> list[str]:
    """Every blank of a template, each once."""
    return list(dict.fromkeys(blank for text in says.texts().values() for blank in blanks.found(text)))


def faults(ctx: Context, department: str, says: wire.Template, known: int = 0) -> list[Fault]:
    """Everything that keeps a template from being written as it stands; `known` is its id, 0 for a new one."""
    found = list(_fields(ctx, department, says, known))
    if not _long(refusal for _, refusal in found):
        found += [*_blanks(says), *_text(ctx, says)]
    return [Fault(field, refusal) for field, refusal in found]


def _long(refusals: Iterable[Refusal]) -> bool:
    """Whether a text is longer than any that could be sent: then it is not read for words."""
    return any(refusal.code == "too_long" for refusal in refusals)


def _fields(ctx: Context, department: str, says: wire.Template, known: int) -> Iterator[tuple[str, Refusal]]:
    for field in ("name", "body"):
        if not getattr(says, field).strip():
            yield field, refuse("field_missing", "R9", field=f"template_{field}")
    # The name is printed, and is kept longer than any number.
    if _SIGNS & set(says.name):
        yield "name", refuse("template_name_signs", "R9")
    if mobile_in(says.name):
        yield "name", refuse("template_mobile", "I6")
    if _taken(ctx, department, says.name.strip(), known):
        yield "name", refuse("template_name_taken", "R9", name=says.name.strip())
    yield from _values(says)
    if says.everyone and (refusal := keeping.may_offer_to_all(ctx.roster, department)) is not None:
        yield "everyone", refusal


def _values(says: wire.Template) -> Iterator[tuple[str, Refusal]]:
    """Yield values that no request could have: unknown, too long, or with characters that nobody sees."""
    if says.basis not in set(Basis):
        yield "basis", refuse("field_missing", "R13", field="request.basis")
    most = {one.name: one.most for one in declared.of(acts.REQUEST)} | {"name": NAME, "note": NOTE}
    for field, value in msgspec.structs.asdict(says).items():
        if not isinstance(value, str):
            continue
        if most.get(field) and len(value) > most[field]:
            named = f"template_{field}" if field in {"name", "note"} else f"request.{field}"
            yield field, refuse("too_long", "R9", field=named, most=most[field])
        if field not in {"signature", "body", "opt_out"} and texts.unseen(value):
            yield field, refuse("hidden_characters", "R11")


def _taken(ctx: Context, department: str, name: str, known: int) -> bool:
    where = (
        table.c.department == department,
        table.c.name == name,
        table.c.state != State.WITHDRAWN,
        table.c.id != known,
    )
    return ctx.conn.execute(select(table.c.id).where(*where).limit(1)).first() is not None


def _blanks(says: wire.Template) -> Iterator[tuple[str, Refusal]]:
    for field, value in says.texts().items():
        for blank in blanks.personal(value):
            yield field, refuse("template_personal", "R10", blank=blank)
        if braces := blanks.stray(value):
            yield field, refuse("template_brace", "R9", braces=" ".join(braces))
    if len(blanks_of(says)) > blanks.MOST:
        yield "body", refuse("template_blanks", "R9", most=blanks.MOST)


def _text(ctx: Context, says: wire.Template) -> Iterator[tuple[str, Refusal]]:
    if not says.body.strip():
        return
    text = text_of(says)
    whole = text if text.signature else msgspec.structs.replace(text, signature=_STAND_IN)
    fields = {"signature": "signature", "opt_out": "opt_out"}
    needs = ctx.policy.category[acts.Category(says.category)].opt_out
    for code in texts.faults(whole, opt_out=needs):
        yield fields.get(code, "body"), refuse(f"text_{code}", "R11" if code != "opt_out" else "R13")
    for refusal in screened.blocked(ctx, text, says.category):
        yield screened.beside(refusal), refusal


def warned(ctx: Context, says: wire.Template) -> list[tuple[str, str]]:
    """Class and words of what the screening list in force warns about."""
    whole, found = screened.judged(ctx, text_of(says), says.category)
    return list(dict.fromkeys((hit.kind, hit.words(whole)) for hit in found.told if hit.level == "warn"))


@answers
def judge(ctx: Context, call: wire.JudgeTemplate) -> wire.Judgement:
    """Judge a template in a form; whose it may be is judged when it is written."""
    says, found = call.says, faults(ctx, call.department, call.says, call.template)
    if _long(fault.refusal for fault in found):
        return wire.Judgement(found, [], [])
    return wire.Judgement(found, warned(ctx, says), blanks_of(says))
