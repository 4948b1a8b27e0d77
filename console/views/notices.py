"""Notices that went outside, as people read them: about what, by which channel, and what came of each."""

from collections.abc import Callable

from console.views.view import View, Viewer
from console.wire.notices import outward as wire


def _kinds(viewer: Viewer, row: wire.NoticeRow) -> str:
    said = (
        viewer.t("notice.counted", kind=kind_words(viewer, kind), n=n)
        for kind, n in sorted(row.kinds.items())
    )
    return viewer.t("form.between").join(said)


def kind_words(viewer: Viewer, kind: str) -> str:
    """What a notice is about."""
    if kind in {wire.DESK_GONE, wire.TEST}:
        return viewer.label("notice_kind", kind)
    return viewer.label("todo" if kind in wire.TROUBLES else "chase", kind)


def called(number: int) -> str:
    """A notice's number as people read it."""
    return f"N-{number:06d}"


def code_words(t: Callable[..., str], code: str) -> str:
    """A channel's answer; `t` finds words by their key."""
    name, _, number = code.partition(":")
    return t(f"notice_code.{name}", n=number) if name else ""


NOTICE = View(
    wire.NoticeRow,
    "notice",
    number=lambda _viewer, row: called(row.id),
    kinds=_kinds,
    level=lambda viewer, row: viewer.label("notice_level", row.level),
    state=lambda viewer, row: viewer.state(row.state, "notice"),
    code=lambda viewer, row: code_words(viewer.t, row.code),
)
