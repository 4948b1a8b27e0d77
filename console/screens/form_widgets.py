"""The entry form's widgets: from a draft to fields and back."""

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
from rich.text import Text
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from console.domain.acts import Basis
from console.domain.categories import Category
from console.screens.requests.draft_fields import FIELDS, FormField
from console.screens.session import Session
from console.screens.windows import to_instant, to_local, zone_name
from console.widgets.fields import Choice, Field, LineInput, LinesInput, Listed, Tick, value_of
from console.widgets.show import show
from console.wire import views

REGISTERED = "+"
"""A line of `quoted` that begins so was registered by the bank."""


class ListSlot(Listed):
    """The list of a slot: its name and count, or that none is attached."""

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


def form_fields(
    session: Session, draft: views.Draft, gateways: list[views.GatewayRow], lists: dict[int, str]
) -> Iterator[Widget]:
    """Every field, filled with the draft."""
    yield Static(show(session.t("form.head", department=session.department(draft.department))), markup=False)
    for field in FIELDS:
        if field.name == "harmless":
            yield from _slots(session, draft, lists)
        yield _field(session, draft, field, gateways)


def _field(session: Session, draft: views.Draft, field: FormField, gateways: list[views.GatewayRow]) -> Field:
    control_id = f"control-{field.name}"
    value = getattr(draft, field.name)
    label = session.label("field", field.name)
    control: Widget
    match field.kind:
        case "tick":
            control = Tick(session.t(f"tick.{field.name}"), value=bool(value), id=control_id)
        case "choice":
            control = Choice(_options(session, field.name, gateways), str(value), id=control_id)
        case "lines":
            control = LinesInput(_as_lines(field.name, value), id=control_id)
        case _:
            text = "" if field.name == "rate" and not value else str(value)
            control = LineInput(text, id=control_id, most=field.most)
            if field.name == "rate":
                control.restrict = r"[0-9]*"
    return Field(field.name, label, control)


def _options(session: Session, name: str, gateways: list[views.GatewayRow]) -> list[tuple[str, str]]:
    if name == "category":
        return [(str(c), session.label("category", c)) for c in Category]
    if name == "basis":
        return [(str(b), session.label("basis", b)) for b in Basis]
    known = [(g.id, f"{g.name} ({g.id})") for g in gateways]
    return known if name == "gateway" else [("", session.t("form.no_backup")), *known]


def _as_lines(name: str, value: object) -> str:
    match name, value:
        case "quoted", list():
            return "\n".join(f"{REGISTERED} {text}" if registered else text for text, registered in value)
        case "attachments", list():
            return "\n".join(f"{text} {sha256}".rstrip() for text, sha256 in value)
        case _:
            return str(value)


def _slots(session: Session, draft: views.Draft, lists: dict[int, str]) -> Iterator[Widget]:
    zone = session.zone()
    note = session.t("form.slots", n=len(draft.slots), zone=zone_name(zone, datetime.now(UTC)))
    yield Field("slots", session.label("field", "slots"), Static(show(note), markup=False))
    for index, slot in enumerate(draft.slots):
        words = lists.get(slot.list_id, f"#{slot.list_id}") if slot.list_id else session.t("form.no_list")
        yield Vertical(
            Field(
                f"slots.{index}.list",
                f"{index + 1}. {session.label('field', 'list')}",
                ListSlot(index, slot.list_id, words),
            ),
            Field(
                f"slots.{index}.opens",
                f"   {session.t('form.opens')}",
                LineInput(to_local(slot.opens, zone), id=f"control-slots-{index}-opens"),
            ),
            Field(
                f"slots.{index}.window",
                f"   {session.t('form.closes')}",
                LineInput(to_local(slot.closes, zone), id=f"control-slots-{index}-closes"),
            ),
            classes="slot",
        )


def gather(page: Widget, draft: views.Draft, session: Session) -> views.Draft:
    """The draft as the fields stand now."""
    values: dict[str, object] = {}
    for field in FIELDS:
        control = page.query_one(f"#control-{field.name}")
        if isinstance(control, Tick):
            values[field.name] = control.value
        else:
            values[field.name] = _from_words(field.name, value_of(control))
    zone = session.zone()
    slots = []
    for index in range(len(draft.slots)):
        chosen = page.query_one(f"#control-slots-{index}-list", ListSlot)
        opens, closes = (
            to_instant(page.query_one(f"#control-slots-{index}-{end}", LineInput).value, zone)
            for end in ("opens", "closes")
        )
        slots.append(views.SlotDraft(chosen.list_id, opens, closes))
    return msgspec.structs.replace(draft, slots=slots, **values)


def _from_words(name: str, words: str) -> object:
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    match name:
        case "rate":
            return int(words) if words.isascii() and words.isdigit() else 0
        case "quoted":
            return [(line.removeprefix(REGISTERED).strip(), line.startswith(REGISTERED)) for line in lines]
        case "attachments":
            return [_paper(line) for line in lines]
        case _:
            return words


def _paper(line: str) -> tuple[str, str]:
    name, _, last = line.rpartition(" ")
    digest = len(last) == 64 and all(c in "0123456789abcdef" for c in last)  # SHA-256 in lower-case hex
    return (name.strip(), last) if digest and name.strip() else (line, "")
