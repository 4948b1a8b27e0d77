"""Notices that went outside, as people read them: about what, by which channel, and what came of each."""

from console.locale import words
from console.views.view import View, Viewer
from console.wire.notices import outward as wire


def _kinds(viewer: Viewer, row: wire.NoticeRow) -> str:
    said = (viewer.t("notice.counted", kind=kind_words(viewer, kind), n=n) for kind, n in row.kinds.items())
    return viewer.t("form.between").join(said)


def kind_words(viewer: Viewer, kind: str) -> str:
    """What a notice is about."""
    if kind in {wire.DESK_GONE, wire.TEST}:
        return viewer.label("notice_kind", kind)
    return viewer.label("todo" if kind in wire.TROUBLES else "chase", kind)


def called(number: int) -> str:
    """A notice's number as people read it."""
    return f"N-{number:06d}"


def code_words(code: str, lang: str) -> str:
    """A channel's answer; one that a later program reports is shown as it is."""
    name, _, number = code.partition(":")
    known = bool(name) and words.has(f"notice_code.{name}", lang)
    return words.text(f"notice_code.{name}", lang, n=number) if known else code


NOTICE = View(
    wire.NoticeRow,
    "notice",
    number=lambda _viewer, row: called(row.id),
    kinds=_kinds,
    level=lambda viewer, row: viewer.label("notice_level", row.level),
    state=lambda viewer, row: viewer.state(row.state, "notice"),
    code=lambda viewer, row: code_words(row.code, viewer.lang),
)
