"""Templates as the person's own program sees them: a draft begun from one, and what a request has of the one that it names."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from console.acting.steps import Core
from console.domain import acts, declared
from console.domain.refusals import refuse
from console.domain.templates import blanks, comparing
from console.domain.templates.comparing import Comparison
from console.errors import ConsoleError, RefusedError
from console.wire.requests import templates as wire
from console.wire.requests.drafts import Draft, SlotDraft


class Against(NamedTuple):
    """A request held against the template that it names; `newest` is the desk's word for its newest version, 0 if not known."""

    kept: wire.Version
    found: Comparison
    newest: int = 0


def read(core: Core, template: int, version: int = 0) -> wire.TemplateView:
    """Read a version (0: the newest); raises ConsoleError("template_differs") if its digest is not that of what it says."""
    view: wire.TemplateView = core.call(wire.TemplateDetail(template, version))
    if view.kept.id != template or view.kept.sha256() != view.sha256:
        raise ConsoleError("template_differs", template=view.row.name)
    return view


def begun(
    view: wire.TemplateView, departments: Sequence[str], values: Mapping[str, str], signature: str
) -> Draft:
    """Return a new draft with the texts of a template, its named blanks filled with `values`, in a department of the drafter's.

    `signature` stands in a draft whose template has none. Self-checks, lists and windows are the drafter's to give. Raises RefusedError
    for a template that is not offered, or not to these departments.
    """
    refusal = view.allowed.get("begin")
    if refusal is not None:
        raise RefusedError(refusal)
    kept, says = view.kept, view.kept.says
    mine = [one for one in departments if one == kept.department or view.row.everyone]
    if not mine:
        raise RefusedError(refuse("not_drafter", "R9", department=kept.department))
    department = kept.department if kept.department in mine else mine[0]
    texts = {name: blanks.filled(value, values) for name, value in says.texts().items()}
    texts["signature"] = texts["signature"] or signature
    new = Draft(
        department=department,
        category=says.category,
        basis=says.basis,
        slots=[SlotDraft()],
        template=kept.id,
        template_version=kept.version,
    )
    return msgspec.structs.replace(new, **texts)


def given(said: Mapping[str, object]) -> dict[str, str]:
    """Return what was typed into the fields that a template gives, by name."""
    return {name: str(said[name]) for name in wire.Template().given()}


def against(act: acts.Request, kept: wire.Version | None, newest: int = 0) -> Against | None:
    """Hold a request against the version that it names; None if it names none. `newest` as in `Against`.

    Raises ConsoleError("template_differs") if the version shown is not the one that was signed for.
    """
    used = acts.newest(act).template
    if used is msgspec.UNSET:
        return None
    if kept is None or (kept.says.name, kept.version, kept.sha256()) != (
        used.name,
        used.version,
        used.sha256,
    ):
        raise ConsoleError("template_differs", template=used.name)
    return Against(kept, comparing.compare(kept.says.given(), given(declared.said_in(act))), newest)


def of_draft(kept: wire.Version, draft: Draft, newest: int = 0) -> Against:
    """Hold a draft that is being filled against the version from which it was begun. `newest` as in `Against`."""
    return Against(kept, comparing.compare(kept.says.given(), given(draft.said()), being_filled=True), newest)


def let_go(draft: Draft) -> Draft:
    """Return the draft with its text as free text, which names no template."""
    return msgspec.structs.replace(draft, template=0, template_version=0)


def put_back(held: Against) -> dict[str, str]:
    """Return the template's words for each part that was changed; what its blanks were filled with stays."""
    return {one.field: one.before for one in held.found.changes}


def of_submission(core: Core, act: acts.Request, draft: Draft, begun_with: str = "") -> Against | None:
    """Hold what would be signed against the version that the draft names, and that against the one that was read when it began.

    `begun_with` is the digest that was kept then, empty if it began elsewhere. Raises ConsoleError("template_differs").
    """
    if not draft.template:
        return None
    view = read(core, draft.template, draft.template_version)
    kept = view.kept
    if begun_with and kept.sha256() != begun_with:
        raise ConsoleError("template_differs", template=kept.says.name)
    return against(act, kept, view.row.version)


def differs(act: acts.Request, draft: Draft) -> bool:
    """Whether a request names another template than its draft, as far as numbers tell."""
    used = acts.newest(act).template
    named = 0 if used is msgspec.UNSET else used.version
    return named != (draft.template_version if draft.template else 0)


def with_values(says: wire.Template, **values: object) -> wire.Template:
    """Return the template with these values in place of its own; raises msgspec.ValidationError for a value of another type."""
    return msgspec.convert(msgspec.structs.asdict(says) | values, wire.Template, strict=True)
