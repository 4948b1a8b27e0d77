"""The form of any declared act: its fields, what is missing, and the dialog that shows the prepared act before it is signed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import msgspec
from rich.text import Text
from textual.widget import Widget
from textual.widgets import Static

from console import reading
from console.acting import steps
from console.domain import declared
from console.domain.declared import Asked
from console.domain.refusals import Refusal
from console.locale import words
from console.screens import signing
from console.screens.fields_page import FieldsPage
from console.screens.labelled import rows
from console.screens.page import Page
from console.screens.windows import to_day, to_instant
from console.widgets.fields import Choice, Field, LinesInput, Tick, Ticks
from console.widgets.line_input import LineInput
from console.widgets.modals import Filled, Form, Item, Line
from console.widgets.picked import Picked
from console.widgets.room import ROOM
from console.wire.acts import Given
from console.wire.answers import Done, Prepared

Shown = Sequence[tuple[str, str]]
"""Pairs of label and words that the signer sees beside the values of the act."""


class Part(NamedTuple):
    """One text of a list: the words above its field, its label, the fixed beginning of the text, the refusal if it is left out."""

    above: Text
    label: str
    begins: str
    missing: Refusal


class ActForm(FieldsPage):
    """Subclasses give the act, the widgets above its fields, the values known already, and what happens at the signature."""

    CSS = FieldsPage.CSS

    def __init__(self, kind: type[msgspec.Struct]) -> None:
        super().__init__()
        self.kind = kind

    # ---- what subclasses give

    def above(self) -> Iterable[Widget]:
        """The widgets above the fields."""
        return ()

    def given(self) -> Mapping[str, Given]:
        """The values of fields that are known already or that the page asks for in its own way."""
        return {}

    def items(self, one: Asked) -> Sequence[Item]:
        """The choices for a field that holds a person, a department or another thing that is picked."""
        del one
        return ()

    def parts(self) -> Sequence[Part]:
        """The texts of the list that the act asks for."""
        return ()

    def ready_words(self) -> str:
        """The words below the fields once nothing is missing."""
        return self.t("people.ready", key=self.key_words("sign"))

    def sign(self, said: dict[str, Given]) -> None:
        """Have the act prepared and signed; called when every field is right."""

    # ---- the fields

    def fields(self) -> Iterable[Widget]:
        """Yield the widgets above the fields, then each field with its known value."""
        yield from self.above()
        for one in self.asked():
            kept = self.kept.get(one.name)
            if one.kind == TEXTS:
                yield from self._texts(one, kept or ())
            else:
                yield Field(one.name, _label(self, one), KINDS[one.kind].make(self, one, kept))

    def _texts(self, one: Asked, typed: Sequence[str]) -> Iterable[Widget]:
        for nth, part in enumerate(self.parts()):
            name = f"{one.name}{nth}"
            above: Text = part.above
            yield Static(above, markup=False)
            most = one.most - len(part.begins)
            control = LineInput(typed[nth] if typed else "", id=f"control-{name}", most=most)
            yield Field(name, part.label, control)

    def gather(self) -> None:
        """Keep the values of the fields as they were typed."""
        for one in self.asked():
            self.kept[one.name] = self.typed(one)

    def typed(self, one: Asked) -> Any:
        """The value of a field as it was typed."""
        if one.kind == TEXTS:
            return [self.value(f"{one.name}{nth}") for nth in range(len(self.parts()))]
        control = self.control_named(one.name)
        if isinstance(control, Ticks):
            return control.taken
        return self.ticked(one.name) if one.kind == "tick" else self.value(one.name)

    def asked(self) -> list[Asked]:
        """The fields that this form asks for."""
        given = self.given()
        return [one for one in declared.of(self.kind) if one.name not in given]

    def said(self) -> dict[str, Given]:
        """The values of all fields: times as instants, empty where no time was typed."""
        return {one.name: self._meant(one, self.typed(one)) for one in self.asked()} | {**self.given()}

    def _meant(self, one: Asked, typed: Any) -> Given:
        if one.kind == TEXTS:
            return [part.begins + text for part, text in zip(self.parts(), typed, strict=True)]
        return KINDS[one.kind].mean(self, typed)

    def now(self) -> str:
        """The instant used where a time is left empty."""
        return self.session.now()

    def judge(self) -> None:
        """Say what is still missing or wrong."""
        if not self.query(f"#control-{self.asked()[-1].name}"):
            return
        self.faults = dict(declared.faults(self.kind, self.typed_whole()))
        for one in self.asked():
            if one.kind == TEXTS:
                sections = zip(self.parts(), self.typed(one), strict=True)
                empty = {
                    f"{one.name}{nth}": part.missing for nth, (part, text) in enumerate(sections) if not text
                }
                self.faults |= empty
        self.draw_faults()
        self.preview(self.still() if self.faults else self.ready_words())

    def typed_whole(self) -> dict[str, Given]:
        """The values of all fields, the present where a time may be left empty."""
        return _with_now(self.asked(), self.said(), self.now())

    def do_sign(self) -> None:
        """Show what will be signed, ask for the passphrase, and sign."""
        if self.complete():
            self.sign(self.typed_whole())


def _with_now(asked: Iterable[Asked], said: Mapping[str, Given], now: str) -> dict[str, Given]:
    return {**said, **{one.name: now for one in asked if one.kind == "now" and not said[one.name]}}


class _Kind(NamedTuple):
    """How a kind of input is drawn, and how its typed value becomes a value of the act."""

    make: Callable[[Page, Asked, Any], Widget]
    mean: Callable[[Page, Any], Given]


def _line(page: Page, one: Asked, value: Any) -> Widget:
    control = LineInput(value or "", id=f"control-{one.name}", most=one.most or declared.LINE)
    if words.has(f"ask.{one.field}"):
        control.placeholder = page.t(f"ask.{one.field}")
    return control


def _mobile(page: Page, one: Asked, value: Any) -> Widget:
    return _line(page, one._replace(most=_TYPED_NUMBER), value)


_TYPED_NUMBER: Final = 40
"""Characters of a mobile number with what people write in it, so that nothing is cut off before it is judged."""


def _number(_page: Page, one: Asked, value: Any) -> Widget:
    control = LineInput(str(value or ""), id=f"control-{one.name}", most=_DIGITS)
    control.restrict = "[0-9]*"
    return control


_DIGITS: Final = 7
"""Digits of a typed number; of the values that an act may hold only the largest (10,000,000) has more."""


def _lines(_page: Page, one: Asked, value: Any) -> Widget:
    return LinesInput(value or "", id=f"control-{one.name}")


def _tick(page: Page, one: Asked, value: Any) -> Widget:
    return Tick(page.t(f"ask.{one.field}"), value=bool(value), id=f"control-{one.name}")


def _hinted(page: Page, one: Asked, value: Any) -> Widget:
    made = LineInput(value or "", id=f"control-{one.name}", most=declared.LINE)
    made.placeholder = page.t(f"ask.{one.kind}")
    return made


def _mobile_meant(_page: Page, value: Any) -> Given:
    # What is no number is refused as one that no handset has.
    return int(value) if value.isascii() and value.isdigit() else -1 if value else 0


def _as_it_is(_page: Page, value: Any) -> Given:
    given: Given = value
    return given


def _time(page: Page, value: Any) -> Given:
    return to_instant(value, page.session.zone())


def _day(_page: Page, value: Any) -> Given:
    return to_day(value)


def _picked(page: Page, one: Asked, value: Any) -> Widget:
    def items() -> Sequence[Item]:
        return page.items(one) if isinstance(page, ActForm) else ()

    return Picked(items, page.t("people.pick_hint"), value or "", id=f"control-{one.name}")


def _choice(page: Page, one: Asked, value: Any) -> Widget:
    return Choice(_named(page, one), value or "", id=f"control-{one.name}")


def _choices(page: Page, one: Asked, value: Any) -> Widget:
    return Ticks(_named(page, one), value or [], id=f"control-{one.name}")


def _named(page: Page, one: Asked) -> list[tuple[str, str]]:
    """The values of an enumeration, each with its words; first none, where the catalogue has words for that."""
    kind = reading.set_of(one.reads)
    none = [("", page.t(f"ask.{one.field}"))] if not one.needed and words.has(f"ask.{one.field}") else []
    return none + [(value, page.session.label(kind, value)) for value in one.choices]


KINDS: Final = {
    "line": _Kind(_line, _as_it_is),
    "lines": _Kind(_lines, _as_it_is),
    "tick": _Kind(_tick, _as_it_is),
    "time": _Kind(_line, _time),
    "now": _Kind(_hinted, _time),
    "day": _Kind(_hinted, _day),
    "key": _Kind(_line, _as_it_is),
    "phone": _Kind(_line, _as_it_is),
    "mobile": _Kind(_mobile, _mobile_meant),
    "number": _Kind(_number, lambda _page, value: int(value) if value.isascii() and value.isdigit() else 0),
    "person": _Kind(_picked, _as_it_is),
    "department": _Kind(_picked, _as_it_is),
    "gateway": _Kind(_picked, _as_it_is),
    "pick": _Kind(_picked, _as_it_is),
    "choice": _Kind(_choice, _as_it_is),
    "choices": _Kind(_choices, _as_it_is),
}
"""How each kind of input that is a single field of a form is drawn (`domain.asks`)."""
AGAIN: Final = "again"
"""Kind of a number that is typed again; it is asked for beside the signature."""
TEXTS: Final = "texts"
"""Kind of a list of texts; each text has its own field."""


def _label(page: Page, one: Asked) -> str:
    return page.t(words.field_key(one.noun, one.named))


Prepares = Callable[[steps.Core], Prepared]


def ask(  # noqa: PLR0913 - what a dialog asks of its page
    page: Page,
    kind: type[msgspec.Struct],
    title: Callable[[], str],
    about: Callable[[], Text],
    prepare: Callable[[steps.Core, dict[str, Given]], Prepared],
    then: Callable[[], None],
    beside: Callable[[], Shown] = tuple,
    given: Mapping[str, Given] = MappingProxyType({}),
    also: Callable[[], Sequence[Line]] = tuple,
    begun: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Ask in a dialog for the few texts of an act, below the words of `about`; then have the act read and signed, as `sign` does.

    `given` are fields that are known already, `begun` texts that stand in their lines at first; `also` are lines above those of the
    act that do not belong to it.
    """

    def form() -> Form:
        made = asking(page, kind, given, begun=begun)
        return made._replace(lines=[*also(), *made.lines])

    def meant(_core: steps.Core, filled: Filled) -> Prepares:
        said = answered(page, kind, given, filled)
        return lambda core: prepare(core, said)

    ask_first(page, title, about, form, meant, then, beside)


def ask_first(
    page: Page,
    title: Callable[[], str],
    about: Callable[[], Text],
    form: Callable[[], Form],
    meant: Callable[[steps.Core, Filled], Prepares],
    then: Callable[[], None],
    beside: Callable[[], Shown] = tuple,
) -> None:
    """Ask for an act with a form of the page's own, have it read, then signed. `meant` runs in a thread, as `prepare` does."""

    def job(filled: Filled) -> tuple[Prepares, Prepared]:
        core = page.session.desk()
        prepare = meant(core, filled)
        return prepare, prepare(core)

    page.act(
        title,
        about,
        form,
        job,
        lambda made: _read(page, made[0], made[1], title, beside, lambda _done: then()),
    )


def asking(
    page: Page,
    kind: type[msgspec.Struct],
    given: Mapping[str, Given] = MappingProxyType({}),
    counts: Mapping[str, int] = MappingProxyType({}),
    begun: Mapping[str, str] = MappingProxyType({}),
) -> Form:
    """Return the form of a dialog for an act of a few fields; `counts` are the numbers in it that are typed again.

    `begun` are texts that stand in their lines at first.
    """
    asked = [one for one in declared.typed(kind) if one.name not in given]
    ticks = [(one.name, page.t(f"ask.{one.field}")) for one in asked if one.kind == "tick"]
    lines = [_line_of(page, one, counts) for one in asked if one.kind != "tick"]
    filled = [line._replace(value=begun.get(line.name, "")) for line in lines if line is not None]
    return Form(ticks, filled)


def answered(
    page: Page, kind: type[msgspec.Struct], given: Mapping[str, Given], filled: Filled
) -> dict[str, Given]:
    """Return the values from a dialog whose form came from `asking`, together with those in `given`."""
    asked = [one for one in declared.typed(kind) if one.name not in given]
    said: dict[str, Given] = {one.name: filled.ticks[one.name] for one in asked if one.kind == "tick"}
    for one in asked:
        if one.kind == AGAIN and one.name in filled.lines:
            said[one.name] = int(filled.lines[one.name])
        elif one.name in filled.lines:
            said[one.name] = KINDS[one.kind].mean(page, filled.lines[one.name])
    return _with_now(asked, {**given, **said}, page.session.now())


def _line_of(page: Page, one: Asked, counts: Mapping[str, int]) -> Line | None:
    if one.kind == AGAIN:
        return count_line(page, one.field, counts[one.name]) if one.name in counts else None
    now, words = one.kind == "now", _label(page, one)
    if now or not one.needed:
        words = page.t("ask.beside", label=words, hint=page.t("ask.now" if now else "ask.optional"))
    return Line(one.name, words, optional=now or not one.needed, several=one.kind == "lines")


def count_line(page: Page, field: str, n: int) -> Line:
    """Return the line for a number that is typed again; `field` is the act's field as the catalogue names it."""
    key = f"ask.{field}" if words.has(f"ask.{field}") else "act.count"
    return Line(field.rpartition(".")[2], page.t(key), equals=str(n), wrong=page.t(f"{key}_wrong"))


def counts(page: Page, act: msgspec.Struct) -> list[Line]:
    """Return the lines for the numbers in an act that its signer types again."""
    said, asked = declared.said_in(act), declared.typed(declared.kind_of(act))
    return [count_line(page, one.field, said[one.name]) for one in asked if one.kind == AGAIN]


def sign(
    page: Page,
    prepare: Prepares,
    title: Callable[[], str],
    then: Callable[[], None],
    beside: Callable[[], Shown] = tuple,
) -> None:
    """Have an act read and signed, as `sign_told` does."""
    sign_told(page, prepare, title, lambda _done: then(), beside)


def sign_told(
    page: Page,
    prepare: Prepares,
    title: Callable[[], str],
    then: Callable[[Done], None],
    beside: Callable[[], Shown] = tuple,
    draft: int = 0,
) -> None:
    """Show every value of the act that the desk prepares, ask for the passphrase, and sign the act as it was read.

    The act is prepared again for the signature, so that it carries the date of the signature; nothing else in it may have
    changed. `beside` gives words that are not part of the act but help to read it; `draft` is the request it was prepared from.
    """
    page.work(
        lambda: prepare(page.session.desk()),
        lambda made: _read(page, prepare, made, title, beside, then, draft),
        slot="sign",
    )


def _read(
    page: Page,
    prepare: Prepares,
    prepared: Prepared,
    title: Callable[[], str],
    beside: Callable[[], Shown],
    then: Callable[[Done], None],
    draft: int = 0,
) -> None:
    session, act = page.session, steps.read(prepared)

    def job(filled: Filled) -> Done:
        core = session.desk()
        again = prepare(core)
        signing.insist_apart(again, filled)
        return steps.enact(core, act, again, lambda: signing.unlocked(session, filled), draft=draft)

    def about() -> Text:
        lines = [
            (line.label, line.value) for line in reading.read(session.reader, act) if line.path != ("at",)
        ]
        return rows(session, [*beside(), *lines], ROOM)

    def form() -> Form:
        return Form(lines=counts(page, act), passphrase=signing.passphrase_field(session))

    page.act(title, about, form, job, then)
