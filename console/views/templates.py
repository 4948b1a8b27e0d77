"""How templates are shown, and in words what a request has of the one that it names."""

from collections.abc import Iterator
from functools import cache
from typing import Protocol

import msgspec

from console.domain import acts, declared
from console.domain.differences import GONE, NEW, pieces
from console.domain.templates.comparing import Change, Comparison, Value
from console.look.senses import Sense
from console.views.view import EVERYTHING, Field, View, Viewer
from console.wire.requests import templates as wire


def _whose(viewer: Viewer, row: wire.TemplateRow) -> str:
    """The department, or that all may use it."""
    own = viewer.department(row.department)
    return viewer.t("template.everyone", department=own) if row.everyone else own


def _nth(_viewer: Viewer, row: wire.TemplateRow | wire.VersionRow) -> str:
    return f"v{row.version}"


def _screened(viewer: Viewer, view: wire.TemplateView) -> str:
    """Why its text may not be sent now."""
    if view.screened is None:
        return ""
    said = view.screened.params
    reason = viewer.label("screening", said.get("reason", ""))
    return viewer.t("template.screened_words", words=said.get("words", ""), reason=reason)


def _warned(viewer: Viewer, view: wire.TemplateView) -> str:
    return "\n".join(f"{viewer.label('screening', kind)}: {words}" for kind, words in view.warned)


class _Whole(View[wire.TemplateView]):
    """A version is called and offered as it says itself; the row beside it says so of the newest one."""

    def read(self, viewer: Viewer, field: Field, value: wire.TemplateView, room: int = EVERYTHING) -> str:
        says = value.kept.says
        row = msgspec.structs.replace(value.row, name=says.name, everyone=says.everyone)
        return super().read(viewer, field, msgspec.structs.replace(value, row=row), room)


ROW = View(wire.TemplateRow, "template", whose=_whose, nth=_nth)
WHOLE = _Whole(wire.TemplateView, "template", whose=_whose, nth=_nth, screened=_screened, warned=_warned)
VERSION = View(wire.VersionRow, "template", nth=_nth)
SHIPPED = View(wire.ShippedRow, "template")


class _Held(Protocol):
    @property
    def kept(self) -> wire.Version: ...
    @property
    def found(self) -> Comparison: ...
    @property
    def newest(self) -> int: ...


def notes(viewer: Viewer, held: _Held | None) -> list[tuple[Sense, str]]:
    """What a request has of its template: that it is the same with its blanks filled, or each part that was changed."""
    if held is None:
        return []
    named = viewer.t("template.named", name=held.kept.says.name, version=held.kept.version)
    told = [(Sense.YOURS, viewer.t("template.newer", template=named, newest=held.newest))]
    told *= held.newest > held.kept.version
    if not held.found.changes:
        # Each value for itself: however it is written, it cannot pass for two, or for words of the program.
        values = [(Sense.PLAIN, _filled(viewer, one)) for one in held.found.values]
        return [(Sense.GOOD, viewer.t("template.as_it_is", template=named)), *told, *values]
    for one in held.found.changes:
        said, field = _change(viewer, one), viewer.label("field", one.field)
        told.append((Sense.YOURS, viewer.t("template.changed", template=named, field=field, words=said)))
    return told


def _filled(viewer: Viewer, one: Value) -> str:
    return viewer.t("template.value", name=one.name or "___", value=one.value)


def _change(viewer: Viewer, one: Change) -> str:
    """The words that went and that came, in their order."""
    words = _choices().get(one.field)
    if words:
        before, after = (viewer.label(words, value) for value in (one.before, one.after))
        return viewer.t("template.other_choice", before=before, after=after)
    return viewer.t("template.between").join(_pieces(viewer, one)) or viewer.t("template.blank_left")


@cache
def _choices() -> dict[str, str]:
    """The fields of a request that are chosen from a set, with the prefix of its words."""
    return {one.name: one.reads.lower() for one in declared.of(acts.REQUEST) if one.choices}


def _pieces(viewer: Viewer, one: Change) -> Iterator[str]:
    for piece in pieces(one.before, one.after):
        if piece.how == GONE:
            yield viewer.t("template.gone", words=piece.words)
        elif piece.how == NEW:
            yield viewer.t("template.came", words=piece.words)
