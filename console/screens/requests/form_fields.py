"""The entry form's fields, from a draft to widgets and back. The act declares them; slots, links and papers are drawn here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import msgspec
from rich.text import Text
from textual.message import Message
from textual.widget import Widget

from console.acting.requests.papers import REGISTERED, quoted
from console.domain import declared
from console.domain.declared import Asked
from console.domain.refusals import Refusal
from console.locale import words
from console.screens import act_form
from console.screens.message_signatures import signature_control
from console.screens.page import Page
from console.screens.requests.form_preview import SECTIONS
from console.screens.sectioned import FormSection
from console.screens.session import Session, number
from console.screens.windows import to_instant, to_local, zone_name
from console.views.view import with_id
from console.widgets.fields import Choice, Field, LinesInput, Listed, Tick, value_of
from console.widgets.line_input import LineInput
from console.widgets.show import show
from console.wire.answers import Fault
from console.wire.contacts import lists
from console.wire.requests.drafts import Draft, SlotDraft
from console.wire.sending.slots import GatewayRow


class ListSlot(Listed):
    """The list of a slot: its name and count, or the words that none is attached."""

    class Wanted(Message):
        """The person wants to choose a list for this slot."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, index: int, list_id: int, words: str) -> None:
        super().__init__(id=f"control-slots-{index}-list")
        self.index, self.list_id, self.words = index, list_id, words

    def render(self) -> Text:
        """Draw name and count."""
        return show(self.words)

    @property
    def empty(self) -> bool:
        """Whether no list is attached yet."""
        return not self.list_id

    def action_open(self) -> None:
        """Ask for a list."""
        self.post_message(self.Wanted(self.index))


def fresh(session: Session, department: str, gateways: Sequence[GatewayRow], list_id: int = 0) -> Draft:
    """The draft of a new request, with a list for its first slot if one is given."""
    return Draft(
        department=department,
        signature=session.signature,
        gateway=gateways[0].id if gateways else "",
        slots=[SlotDraft(list_id)],
    )


def with_gateway(draft: Draft, gateways: Sequence[GatewayRow]) -> Draft:
    """A draft begun from another, or from a template, which names no gateway: then the first one, as in a new request."""
    return msgspec.structs.replace(draft, gateway=draft.gateway or (gateways[0].id if gateways else ""))


def form_sections(
    page: Page, draft: Draft, gateways: list[GatewayRow], lists: dict[int, str]
) -> Iterator[FormSection]:
    """Every section with its fields, filled with the draft; the department is chosen before the form is opened.

    The message comes before its signature, which is chosen: whoever goes on into that section writes.
    """
    for name, fields in SECTIONS.items():
        ordered = sorted(fields, key=lambda one: one.name != "body")
        yield FormSection(name, _fields(page, ordered, draft, gateways, lists))


def _fields(
    page: Page,
    asked: Iterable[Asked],
    draft: Draft,
    gateways: list[GatewayRow],
    lists: dict[int, str],
) -> Iterator[Field]:
    for one in asked:
        if one.kind == "slots":
            yield from _slots(page.session, draft, lists)
        elif one.name != _CHOSEN:
            yield _field(page, one, _control(page, one, getattr(draft, one.name), gateways))


def _field(page: Page, one: Asked, control: Widget) -> Field:
    """A field; what is long stands alone, and a text that is needed gets the room that is left."""
    hint = page.t(f"form.hint.{one.name}") if one.name in _HINTED else ""
    long = one.kind == "line" and one.most > declared.LINE
    several = isinstance(control, LinesInput)
    return Field(
        one.name,
        page.t(words.field_key(one.noun, one.path)),
        control,
        needed=one.needed,
        whole=one.needed if several else True if long else None,
        several=(_TEXT if one.needed else _NOTES) if several else 0,
        hint=hint,
    )


_CHOSEN: Final = "department"
_HINTED: Final = frozenset({"signature", "body"})
"""Fields with words in their frame that help to fill them in."""
_TEXT: Final = 3
"""Fewest lines of a text that is needed."""
_NOTES: Final = 2
"""Lines of a text that may be left out."""
_ASKED: Final = [one for fields in SECTIONS.values() for one in fields if one.name != _CHOSEN]


def _control(page: Page, one: Asked, value: Any, gateways: list[GatewayRow]) -> Widget:
    if one.kind == "gateway":
        known = [(g.id, with_id(g.name, g.id)) for g in gateways]
        none = [] if one.needed else [("", page.t("form.no_backup"))]
        return Choice([*none, *known], value, id=f"control-{one.name}")
    if one.name == "signature":
        return signature_control(page.session, value, one.most)
    if one.kind in _AS_LINES:
        return LinesInput(_AS_LINES[one.kind].write(value), id=f"control-{one.name}")
    return act_form.KINDS[one.kind].make(page, one, value)


class _AsLines(NamedTuple):
    """How a list becomes the text of a field with several lines, and how it is read back."""

    write: Callable[[Any], str]
    read: Callable[[list[str]], list[Any]]


_AS_LINES: Final = {
    "quoted": _AsLines(
        lambda value: "\n".join(f"{REGISTERED} {text}" if registered else text for text, registered in value),
        lambda lines: [quoted(one) for one in lines],
    ),
    "papers": _AsLines(
        lambda value: "\n".join(f"{text} {sha256}".rstrip() for text, sha256 in value),
        lambda lines: [_paper(one) for one in lines],
    ),
}


def _slots(session: Session, draft: Draft, lists: dict[int, str]) -> Iterator[Field]:
    zone = session.zone()
    offset = zone_name(zone, datetime.now(UTC)).rpartition(" ")[2]
    for index, slot in enumerate(draft.slots):
        named = lists.get(slot.list_id, f"#{slot.list_id}") if slot.list_id else session.t("form.no_list")
        nth = f"{index + 1}. "
        yield Field(
            f"slots.{index}.list",
            nth + session.label("field", "list"),
            ListSlot(index, slot.list_id, named),
            needed=True,
            whole=True,
        )
        for end, instant in (("opens", slot.opens), ("closes", slot.closes)):
            control = LineInput(to_local(instant, zone), id=f"control-slots-{index}-{end}")
            control.placeholder = session.t("ask.time")
            label = nth + session.t(f"form.{end}", zone=offset)
            yield Field(f"slots.{index}.{end}", label, control, needed=True)


def beside(faults: Iterable[Fault]) -> dict[str, Refusal]:
    """The first fault of each field, by the name of the field beside which it is shown.

    What is about a whole window stands beside its end, what is about all slots beside the list of the first one.
    """
    found: dict[str, Refusal] = {}
    for fault in faults:
        name = "slots.0.list" if fault.field == "slots" else fault.field
        slot, _, last = name.rpartition(".")
        found.setdefault(f"{slot}.closes" if last == "window" else name, fault.refusal)
    return found


def gather(page: Page, draft: Draft) -> Draft:
    """The draft with the present values of the fields."""
    values = {one.name: _taken(page, one) for one in _ASKED if one.kind != "slots"}
    zone = page.session.zone()
    slots = []
    for index in range(len(draft.slots)):
        chosen = page.query_one(f"#control-slots-{index}-list", ListSlot)
        opens, closes = (
            to_instant(page.query_one(f"#control-slots-{index}-{end}", LineInput).value, zone)
            for end in ("opens", "closes")
        )
        slots.append(SlotDraft(chosen.list_id, opens, closes))
    return msgspec.structs.replace(draft, slots=slots, **values)


def _taken(page: Page, one: Asked) -> Any:
    control = page.query_one(f"#control-{one.name}")
    if isinstance(control, Tick):
        return control.value
    typed = value_of(control)
    if one.kind in _AS_LINES:
        return _AS_LINES[one.kind].read([line.strip() for line in typed.split("\n") if line.strip()])
    return act_form.KINDS[one.kind].mean(page, typed)


def _paper(line: str) -> tuple[str, str]:
    name, _, last = line.rpartition(" ")
    digest = len(last) == 64 and all(c in "0123456789abcdef" for c in last)  # SHA-256 in lower-case hex
    return (name.strip(), last) if digest and name.strip() else (line, "")


def named_list(row: lists.ListRow) -> str:
    """A list as the form names it."""
    return f"{row.name} ({row.id})  {number(row.n)}"


def put(page: Page, values: Mapping[str, str]) -> None:
    """Write texts, and values of choices, into their fields."""
    for name, value in values.items():
        for control in page.query(f"#control-{name}"):
            if isinstance(control, LinesInput):
                control.text = value
            elif isinstance(control, LineInput | Choice):
                control.value = value


def with_paper(page: Page, added: tuple[str, str]) -> None:
    """Add a file, by name and digest, to the papers of the form."""
    control = page.query_one("#control-attachments", LinesInput)
    others = [one for one in control.text.split("\n") if one.strip() and _paper(one.strip())[1] != added[1]]
    control.text = "\n".join([*others, " ".join(added)])
