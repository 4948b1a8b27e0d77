"""What stands beside the fields of a request: the live panel, the phone on which it is read, and how far each section is."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rich.text import Text
from textual.content import Content

from console import reading
from console.domain import acts, declared
from console.look.roles import Role
from console.look.senses import Sense
from console.screens.failures import beside
from console.screens.session import Session, money, number
from console.views import documents, windows
from console.views import limits as limit_words
from console.views.contacts import duty_words, left_out_words
from console.widgets.columns import folded
from console.widgets.lines import flow
from console.widgets.paint import coloured, ink, joined, sensed, spread, strong
from console.widgets.parts import bubble, hung
from console.widgets.sections import Part
from console.widgets.show import cells, line, show
from console.widgets.spark import bar
from console.wire.answers import Fault
from console.wire.requests.drafts import Draft, Preview
from console.wire.requests.limits import SlotLimits

SECTIONS: Final = declared.sections(acts.REQUEST)
"""The sections of the form with their fields."""
TEXT: Final = "message"
"""The section whose faults are told in words beneath it."""
Notes = Sequence[tuple[Sense, str]]
"""Words about a text, each with what it means."""
_BLOCKED: Final = "text_screened"
_EMPTY: Final = "field_missing"
_SECTION_OF: Final = {one.name: name for name, fields in SECTIONS.items() for one in fields}
_OF_A_SLOT: Final = 3
"""Fields of a slot that are needed: its list, and when its window opens and closes."""


class Standing(NamedTuple):
    """How far a section is: how many fields it needs, and how many of its fields are still to be filled in or corrected."""

    needed: int
    lacking: int


def section_of(field: str) -> str:
    """The section in which a fault is corrected, by the name of its field (`slots.0.list`); empty for a field that none has."""
    return _SECTION_OF.get(field.partition(".")[0], "")


def standings(draft: Draft, preview: Preview) -> dict[str, Standing]:
    """How far each section of the form is."""
    wrong = {fault.field for fault in preview.faults}
    return {
        name: Standing(
            sum(_OF_A_SLOT * len(draft.slots) if one.kind == "slots" else one.needed for one in fields),
            sum(section_of(field) == name for field in wrong),
        )
        for name, fields in SECTIONS.items()
    }


def steps(
    session: Session,
    draft: Draft | None,
    preview: Preview | None,
    here: str,
    left: set[str],
) -> list[Part]:
    """The sections as they are drawn; `here` is the one in view, `left` those that were left."""
    known = standings(draft, preview) if draft is not None and preview is not None else {}
    parts = []
    for name in SECTIONS:
        far = known.get(name)
        sense = Sense.LATER
        if far is not None:
            sense = Sense.GOOD if not far.lacking else Sense.BAD if name in left else Sense.LATER
        parts.append(Part(sense, session.t(f"form.section.{name}"), _aside(session, far), name == here))
    return parts


def _aside(session: Session, far: Standing | None) -> str:
    if far is None:
        return ""
    return session.t("form.lacking", n=far.lacking) if far.lacking else f"{far.needed}/{far.needed}"


def still(session: Session, preview: Preview | None) -> Text:
    """How much is still to be filled in or corrected in the whole form."""
    if preview is None:
        return line("")
    n = len(preview.faults)
    return (
        sensed(Sense.YOURS, session.t("form.left", n=n))
        if n
        else sensed(Sense.GOOD, session.t("form.filled"))
    )


def hits(preview: Preview | None) -> list[str]:
    """The words in the text that screening found."""
    if preview is None:
        return []
    blocked = [_given(fault, "words") for fault in preview.faults if fault.refusal.code == _BLOCKED]
    return [*blocked, *(words for _, words in preview.warned)]


def live(
    session: Session,
    preview: Preview,
    limits: Sequence[SlotLimits],
    width: int,
    most: int,
    against: Notes = (),
) -> list[Text]:
    """Size and cost, what is wrong with the text, who gets nothing, what is still to do, who signs: `most` lines of `width` cells.

    Figures are never cut; where words are, the whole of them is in `phone`. `against` is what the text has of its template.
    """
    figures = flow(_figures(session, preview, limits), width)
    said = [*found(session, preview, against), *timing(session, preview), *limited(session, limits)]
    texts = [hung(sense, words, width) for sense, words in said]
    rest = [*texts, hung(*_state(session, preview), width), _route(session, preview, width)]
    return [*figures, *_within(rest, max(1, most - len(figures)), width)]


def _figures(session: Session, preview: Preview, limits: Sequence[SlotLimits]) -> Iterator[Text]:
    t = session.t
    yield strong(t("form.chars", n=number(preview.chars)))
    parts = t("form.parts", n=number(preview.billed_each))
    full = t("form.full", used=preview.used, room=preview.room) if preview.room else ""
    yield joined(strong(parts), ink(full, Role.MUTED))
    yield ink(t("form.times", n=number(preview.recipients), total=number(preview.billed_total)))
    total = limit_words.summed(session.viewer, limits)
    if total is not None:
        yield sensed(total.sense, total.words)
    yield strong(t("form.cost", yuan=money(preview.fen)))
    if preview.most_parts:
        over = preview.billed_each > preview.most_parts
        words = t("form.over" if over else "form.most", n=number(preview.most_parts))
        yield sensed(Sense.BAD if over else Sense.GOOD, words)


def found(session: Session, preview: Preview, against: Notes = ()) -> list[tuple[Sense, str]]:
    """What is wrong with the text, what screening asks to check, and what it has of its template; the worst first."""
    wrong = [
        (Sense.BAD, _wrong(session, fault))
        for fault in preview.faults
        if section_of(fault.field) == TEXT and fault.refusal.code != _EMPTY
    ]
    warned = [
        (Sense.YOURS, _named(session, "form.hit", reason, words, preview.screening))
        for reason, words in preview.warned
    ]
    changed = [one for one in against if one[0] is Sense.YOURS]
    based = [(Sense.PLAIN, session.t("template.based_on", template=preview.template))]
    other = [one for one in against if one not in changed] if against else based * bool(preview.template)
    return [*wrong, *warned, *changed, *_quoted(session, preview), *_refused(session, preview), *other]


def quoted(session: Session, preview: Preview | None) -> Content:
    """The links and telephone numbers that are filled in from the text, each on a line; nothing in it is markup."""
    found = documents.quoted(session.viewer, preview.quoted if preview else [])
    return Content.from_rich_text(show("\n".join(found)))


def _quoted(session: Session, preview: Preview) -> Iterator[tuple[Sense, str]]:
    if preview.quoted:
        said = session.t("form.between").join(documents.quoted(session.viewer, preview.quoted))
        yield Sense.PLAIN, session.t("form.quoted", said=said)


def _refused(session: Session, preview: Preview) -> Iterator[tuple[Sense, str]]:
    """Who opted out, by scope; that nobody is left; and whether the message is sent in spite of some opt-outs."""
    viewer, left_out = session.viewer, preview.left_out
    if left_out:
        yield Sense.YOURS, session.t("optouts.left_out", scopes=left_out_words(viewer, left_out))
        if sum(left_out.values()) >= preview.recipients:
            yield Sense.BAD, session.t("optouts.everybody")
    duty = duty_words(viewer, preview.duty, left_out)
    if duty:
        yield Sense.PLAIN, duty


def timing(session: Session, preview: Preview) -> list[tuple[Sense, str]]:
    """What there is to know about windows that can be sent in part; what can't be sent at all stands beside its field."""
    said = zip(preview.hours, windows.notes(session.viewer, preview.hours), strict=True)
    return [
        (one.sense, one.words) for slot, one in said if slot.open and max(slot.total, slot.need) > slot.open
    ]


def limited(session: Session, limits: Sequence[SlotLimits]) -> list[tuple[Sense, str]]:
    """How many numbers will have reached a limit; nothing for lists in which none has."""
    return [
        (one.sense, one.words)
        for one in limit_words.notes(session.viewer, limits)
        if one.sense in {Sense.YOURS, Sense.BAD}
    ]


def _wrong(session: Session, fault: Fault) -> str:
    if fault.refusal.code == _BLOCKED:
        reason, words, version = (_given(fault, name) for name in ("reason", "words", "version"))
        return _named(session, "form.blocked", reason, words, version)
    return beside(fault.refusal, session)


def _given(fault: Fault, name: str) -> str:
    """What a refusal says, if the desk said it."""
    return fault.refusal.params.get(name, "")


def _named(session: Session, key: str, reason: str, words: str, version: str) -> str:
    return session.t(key, words=words, reason=session.label("screening", reason), version=version)


def _state(session: Session, preview: Preview) -> tuple[Sense, str]:
    fields = (fault.field.rpartition(".")[2] for fault in preview.faults)
    names = dict.fromkeys(reading.asked(acts.REQUEST, field, session.lang) for field in fields)
    if not names:
        return Sense.GOOD, session.t("form.ready")
    listed = session.t("form.between").join(names)
    return Sense.YOURS, session.t("form.faults", n=len(preview.faults), names=listed)


def _route(session: Session, preview: Preview, width: int) -> list[Text]:
    """Who will sign, further lines beginning under the first name."""
    label = f"{session.t('statement.route')}  "
    lines = folded(show(session.viewer.route(preview.route)), max(8, width - cells(label)))
    return [
        joined(ink(label if nth == 0 else " " * cells(label), Role.MUTED), one)
        for nth, one in enumerate(lines)
    ]


def _within(items: Sequence[list[Text]], most: int, width: int) -> list[Text]:
    """As many lines of each item as there is room for, by turns; what is cut ends in a mark."""
    shown = [0] * len(items)
    while sum(shown) < most and any(n < len(one) for n, one in zip(shown, items, strict=True)):
        for nth, one in enumerate(items):
            shown[nth] += int(shown[nth] < len(one) and sum(shown) < most)
    return [text for n, one in zip(shown, items, strict=True) for text in _first(one, n, width)]


def _first(lines: Sequence[Text], n: int, width: int) -> Iterator[Text]:
    yield from lines[: n - 1] if n else ()
    if n:
        more = line(" " * width if n < len(lines) else "")
        yield spread(joined(lines[n - 1], more), line(""), width)


def phone(session: Session, draft: Draft, preview: Preview | None, width: int) -> list[Text]:
    """The message as customers see it, and how full its last part is."""
    text = draft.signature + draft.body + draft.opt_out
    lines = [*bubble(text, width, hits(preview)).split("\n"), coloured(session.t("form.as_seen"), Role.MUTED)]
    if preview is not None and preview.room:
        said = session.t(
            "form.part", nth=number(max(1, preview.billed_each)), used=preview.used, room=preview.room
        )
        full = bar(preview.used, preview.room, min(width, _BAR))
        lines += [*folded(strong(said), width), ink(full, Role.ACCENT)]
    return lines


_BAR: Final = 30
"""Cells of the bar that shows how full a part is."""


def whole(
    session: Session,
    draft: Draft,
    preview: Preview | None,
    limits: Sequence[SlotLimits],
    width: int,
    against: Notes = (),
) -> Text:
    """Phone and live panel in full, for a dialog."""
    lines = phone(session, draft, preview, width)
    if preview is not None:
        lines += [line(""), *live(session, preview, limits, width, _ALL, against)]
    return Text("\n").join(lines)


_ALL: Final = 99
