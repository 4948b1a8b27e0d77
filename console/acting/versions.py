"""Two versions of a request compared by the reader's own program from the two signed statements, every field of them."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from console import reading
from console.acting import steps
from console.domain import acts
from console.errors import ConsoleError
from console.reading import Reader
from console.signing.statements import digest
from console.wire import approvals, views

_CARRIED: Final = frozenset(
    {"org", "by", "at", "roster", "number", "version", "previous", "applied_on", "category_was"}
)
"""Fields of a statement that differ from version to version by themselves."""


class Version(NamedTuple):
    """One signed version: its text and digest, the names of its lists by slot, and the step that sent it back, if one did."""

    act: acts.Request
    digest: str
    lists: dict[int, str]
    returned: views.StepRow | None


class Change(NamedTuple):
    """A field that differs between two versions: its path in the statement, its label, and both values as they are read."""

    path: tuple[str | int, ...]
    label: str
    old: str
    new: str

    @property
    def field(self) -> str:
        """The path in one word, as machines read it (`text.body`, `slots.1.opens`)."""
        return ".".join(map(str, self.path))


class Compared(NamedTuple):
    """The changed fields, and the unchanged ones (label, value), both in the order of the form."""

    changed: tuple[Change, ...]
    stayed: tuple[tuple[str, str], ...]


def of_view(view: views.RequestView) -> Version:
    """Read one version from the desk's answer. Raises ConsoleError("prepared_unreadable" or "prepared_differs")."""
    act = _request(view.statement)
    own = digest(view.statement.encode())
    if act.version == view.versions[-1] and own != view.digest:
        raise ConsoleError("prepared_differs", fields="request")
    sent_back = [step for step in view.steps if step.kind == "return"]
    lists = {slot.id: slot.list_name for slot in view.slots}
    return Version(act, own, lists, sent_back[-1] if sent_back else None)


def of_card(card: approvals.ScopeCard) -> tuple[Version, Version] | None:
    """The version before that of a card, and the card's own; None for the first version.

    Raises ConsoleError("prepared_differs") if the earlier statement is not the one that the newer was signed as the successor of.
    """
    now = _request(card.statement)
    if now.version == 1:
        return None
    before = _request(card.before)
    pair = (_named(before, card.before, card.list_names), _named(now, card.statement, card.list_names))
    if now.previous != pair[0].digest:
        raise ConsoleError("prepared_differs", fields="previous")
    return pair


def follows(before: Version, after: Version) -> None:
    """Raise ConsoleError("prepared_differs") if the next version was not signed as the successor of the first."""
    if after.act.version == before.act.version + 1 and after.act.previous != before.digest:
        raise ConsoleError("prepared_differs", fields="previous")


def compared(reader: Reader, before: Version, after: Version) -> Compared:
    """Compare every field as it is read; the parts of the text one by one, so that no words move unseen between them."""
    left, right = ({one.path: one for one in _lines(reader, version)} for version in (before, after))
    changed: list[Change] = []
    stayed: list[tuple[str, str]] = []
    for path, said in (right | left).items():
        old, new = (side[path].value if path in side else "" for side in (left, right))
        if old != new:
            changed.append(Change(path, said.label, old, new))
        else:
            stayed.append((said.label, new))
    return Compared(tuple(changed), tuple(stayed))


def changed_on(reader: Reader, card: approvals.ScopeCard) -> tuple[Change, ...]:
    """What differs on a card from the version before; raises as `of_card`."""
    pair = of_card(card)
    return compared(reader, *pair).changed if pair is not None else ()


def listed(changed: tuple[Change, ...]) -> list[dict[str, str]]:
    """Return the changes as machines read them."""
    return [{"field": one.field, "old": one.old, "new": one.new} for one in changed]


def _request(text: str) -> acts.Request:
    act = steps.read(views.Prepared(text))
    if not isinstance(act, acts.Request):
        raise ConsoleError("prepared_unreadable")
    return act


def _named(act: acts.Request, text: str, names: Mapping[str, str]) -> Version:
    lists = {slot.id: names[slot.list] for slot in act.slots if slot.list in names}
    return Version(act, digest(text.encode()), lists, None)


def _lines(reader: Reader, version: Version) -> Iterator[reading.Line]:
    for one in reading.of_request(reader, version.act, version.lists):
        if one.path != reading.WHOLE and one.path[0] not in _CARRIED:
            yield one
