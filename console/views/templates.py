"""How templates are shown, and in words what a request has of the one that it names."""

from collections.abc import Iterator
from functools import cache
from typing import Protocol

from console.domain import acts, declared
from console.domain.differences import GONE, NEW, pieces
from console.domain.templates.comparing import Change, Comparison
from console.look.senses import Sense
from console.views.view import View, Viewer
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


ROW = View(wire.TemplateRow, "template", whose=_whose, nth=_nth)
WHOLE = View(wire.TemplateView, "template", whose=_whose, nth=_nth, screened=_screened, warned=_warned)
VERSION = View(wire.VersionRow, "template", nth=_nth)
SHIPPED = View(wire.ShippedRow, "template")


class _Held(Protocol):
    @property
    def kept(self) -> wire.Version: ...
    @property
    def found(self) -> Comparison: ...


def notes(viewer: Viewer, held: _Held | None) -> list[tuple[Sense, str]]:
    """What a request has of its template: that it is the same with its blanks filled, or each part that was changed."""
    if held is None:
        return []
    named = viewer.t("template.named", name=held.kept.says.name, version=held.kept.version)
    values = viewer.t("template.between").join(
        viewer.t("template.value", name=one.name or "___", value=one.value) for one in held.found.values
    )
    said = viewer.t("template.with_values", values=values) if values else ""
    if not held.found.changes:
        return [(Sense.GOOD, viewer.t("template.as_it_is", template=named, values=said))]
    return [
        (
            Sense.YOURS,
            viewer.t("template.changed", template=named, field=viewer.label("field", one.field), words=words),
        )
        for one in held.found.changes
        for words in [_change(viewer, one)]
    ]


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
