"""A contact list in words: which rows of its file are in it, which are not and why, and what its importer signs (R9, R10)."""

from collections.abc import Mapping
from typing import TypeVar

from rich.text import Text

from console.contacts.reasons import split
from console.domain.acts import MadeManifest, Making, Manifest, aside_of, rule_of
from console.locale import aside
from console.locale.parts import rule_words
from console.screens.labelled import rows
from console.screens.session import Session, number
from console.views.contacts import by_reason
from console.widgets.room import ROOM

_Name = TypeVar("_Name", bound=str)


def row_pairs(
    session: Session,
    n: int,
    of: int,
    counts: Mapping[_Name, int],
    repaired: Mapping[_Name, int],
    left: Mapping[str, int],
    between: str = "\n",
) -> list[tuple[str, str]]:
    """Rows of the file, numbers in the list, by reason the rows that are left out or should be checked, and what is in no row."""
    viewer = session.viewer
    left_out, remarked = split(counts, repaired)
    return [
        (session.t("lists.rows"), number(of)),
        (session.t("lists.n"), number(n)),
        (session.t("lists.left_out"), number(of - n)),
        (session.t("lists.repaired"), by_reason(viewer, repaired, between)),
        (session.t("lists.aside"), "\n".join(aside.lines(left, viewer.lang))),
        (session.t("lists.left_out_why"), by_reason(viewer, left_out, between)),
        (session.t("lists.remarked"), by_reason(viewer, remarked, between)),
    ]


def _made_pairs(session: Session, act: Manifest) -> list[tuple[str, str]]:
    """How a list was made, and the manifests of the lists that it was made of."""
    if not isinstance(act, MadeManifest):
        return []
    made = session.label("making", act.made)
    if act.made is Making.PART:
        made = rule_words(rule_of(act), session.viewer.lang)
    return [
        (session.t("leaf.list.made"), made),
        (session.t("leaf.list.parents"), "\n".join(act.parents)),
    ]


def manifest_words(session: Session, act: Manifest) -> Text:
    """What the importer of a list vouches for, from the signed bytes; accepted repairs come before the rows left out."""
    source = act.source
    file = "  ".join(part for part in (source.name, source.sheet, source.encoding) if part)
    between = session.t("form.between")
    return rows(
        session,
        [
            (session.t("column.name"), act.name),
            (session.label("field", "department"), session.department(act.department)),
            (session.t("import_view.file"), f"{file}  {number(source.size)} B"),
            *_made_pairs(session, act),
            *row_pairs(session, act.n, act.rows, act.counts, act.repaired, aside_of(act), between),
            ("SHA-256", source.sha256),
            (session.t("lists.root"), act.root),
        ],
        ROOM,
    )
