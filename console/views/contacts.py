"""How contact lists, their findings and opt-outs are shown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeVar

from console.contacts.messages import Finding, SourceInfo
from console.contacts.reasons import outcome, split
from console.domain.acts import Making
from console.domain.contacts.optouts import CHOICES, DEPARTMENT, OPTIONAL
from console.domain.contacts.parts import Rule
from console.domain.requests.mandatory import Duty
from console.locale import aside, words
from console.locale.parts import rule_words
from console.look.senses import Sense
from console.views.view import View, Viewer, counted
from console.wire.contacts import list_assets, lists, optouts
from console.wire.shown import WHOLE

_Name = TypeVar("_Name", bound=str)


def by_reason(viewer: Viewer, counts: Mapping[_Name, int], between: str = "\n") -> str:
    """How many rows have each reason, most frequent first."""
    ordered = sorted(counts.items(), key=lambda one: -one[1])
    return between.join(f"{viewer.label('reason', reason)} {counted(n)}" for reason, n in ordered if n)


def versions_words(viewer: Viewer, row: lists.ListRow) -> str:
    """Which version a list is, what it replaces and what replaces it; empty for a list that is the only one."""
    if not (row.replaces or row.replaced_by):
        return ""
    said = [viewer.t("list_assets.version", n=row.version)]
    said += [viewer.t("list_assets.before", list=row.replaces)] if row.replaces else []
    said += [viewer.t("list_assets.after", list=row.replaced_by)] if row.replaced_by else []
    return viewer.t("form.between").join(said)


def made_words(viewer: Viewer, row: lists.ListRow) -> str:
    """How a list was made of which others; empty for one that was read from a file."""
    if not row.made:
        return ""
    if row.made == Making.PART:
        rule = rule_words(Rule(row.prefixes, row.share), viewer.lang)
        return viewer.t("list_assets.part_of", list=row.parents[0], rule=rule)
    between = " - " if row.made == Making.SUBTRACT else " + "
    return f"{viewer.label('making', row.made)} {between.join(map(str, row.parents))}"


LIST = View(
    lists.ListRow,
    "contacts",
    "lists",
    left_out=lambda _viewer, row: row.rows - row.n,
    left_out_why=lambda viewer, row: by_reason(viewer, split(row.counts, row.repaired)[0]),
    remarked=lambda viewer, row: by_reason(viewer, split(row.counts, row.repaired)[1]),
    repaired=lambda viewer, row: by_reason(viewer, row.repaired),
    aside=lambda viewer, row: "\n".join(aside.lines(row.aside, viewer.lang)),
    read_from=lambda _viewer, row: " ".join(filter(None, (row.source, row.encoding, row.sheet))),
    short_digest=lambda _viewer, row: row.digest[:24],
    versions=versions_words,
    made_of=made_words,
)


def needs_words(viewer: Viewer, needs: Sequence[list_assets.Need]) -> list[str]:
    """What still needs a list, a line each; or that nothing does."""
    if not needs:
        return [viewer.t("list_assets.not_needed")]
    return ["  ".join(said for _, said in NEED.pairs(WHOLE, viewer, one)) for one in needs]


NEED = View(list_assets.Need, "list_assets")
DIFFERENCE = View(list_assets.Difference, "list_assets")


def outcome_words(viewer: Viewer, row: lists.FindingRow | Finding) -> str:
    """What was done with a row; for a duplicate, the row that it repeats."""
    code = outcome(row.reason, row.kept, row.first)
    return viewer.t(f"finding.{code}", row=counted(row.first)) if code else ""


def remark_words(viewer: Viewer, source: SourceInfo, *, every_row: bool = False) -> Iterator[str]:
    """What a person should know of a file's other columns, rows and sheets; with `every_row` rows out of sight are taken, too."""
    for one in source.remarks:
        code = "every_row" if every_row and one.code == "hidden_rows" else one.code
        yield viewer.t(f"remark.{code}", place=one.place, n=counted(one.n))


_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_AT_ENDS = re.compile(r"\A +| +\Z")


def visible(raw: str) -> str:
    """Return a row's raw text in which spaces at its ends, and spaces that no keyboard has, can be seen.

    Whatever draws the text makes the rest visible: signs without a width, direction marks, control characters.
    """
    return _AT_ENDS.sub(
        lambda one: "\u2420" * len(one[0]), _SPACES.sub(lambda one: f"<{ord(one[0]):04X}>", raw)
    )


def mend_words(viewer: Viewer, row: lists.FindingRow | Finding) -> str:
    """What a clerk does about a row."""
    return viewer.t(f"mend.{row.reason}") if words.has(f"mend.{row.reason}") else ""


FINDING = View(
    lists.FindingRow,
    "findings",
    outcome=outcome_words,
    visible=lambda _viewer, row: visible(row.raw),
    mend=mend_words,
    # Left empty: the clerk writes the number there, and the importer knows the column by its head.
    mended=lambda _viewer, _row: "",
)


def scope_words(viewer: Viewer, scope: str, department: str = "") -> str:
    """What an opt-out covers; `department` is whose promotion it refuses, if it is one department's."""
    if scope == DEPARTMENT and department:
        return viewer.t("optouts.of_department", department=viewer.department(department))
    return viewer.label("optout", scope)


OPT_OUT_LIST = View(
    optouts.OptOutListRow,
    "optout_lists",
    covers=lambda viewer, row: scope_words(viewer, row.scope, row.department),
)


def plan_words(viewer: Viewer, scope: str, department: str, counts: Mapping[str, int]) -> str:
    """What bringing a list of opt-outs would do; the counts add up to the rows of its file."""
    named = ("rows", "new", "known", "repeated", "blank", "no_number")
    said = {name: counted(counts[name]) for name in named}
    words = viewer.t("optouts.plan", scope=scope_words(viewer, scope, department), **said)
    return words + ended_words(viewer, counts["ended"])


def ended_words(viewer: Viewer, n: int) -> str:
    """How many numbers of a list of opt-outs are left to a person, because their refusal ended after its day; empty if none."""
    return viewer.t("optouts.ended_since", n=counted(n)) if n else ""


def left_out_words(viewer: Viewer, counts: Mapping[str, int]) -> str:
    """How many recipients are left out by each scope of opt-out, the narrowest scope first; empty if nobody is."""
    named = (
        f"{viewer.label('optout', scope)} {counted(counts[scope])}" for scope in CHOICES if counts.get(scope)
    )
    return viewer.t("form.between").join(named)


def opted_words(viewer: Viewer, opted: lists.OptedOut) -> str:
    """How many numbers of a list have opted out, and how many have not."""
    out = sum(opted.scopes.values())
    if not out:
        return viewer.t("optouts.list_none", n=counted(opted.n))
    if out >= opted.n:
        return viewer.t(
            "optouts.list_everybody", n=counted(opted.n), scopes=left_out_words(viewer, opted.scopes)
        )
    return viewer.t(
        "optouts.list_some", n=counted(opted.n), out=counted(out), left=counted(opted.n - out),
        scopes=left_out_words(viewer, opted.scopes),
    )  # fmt: skip


def merged_words(viewer: Viewer, row: lists.ListRow, of: lists.ListRow, both: int) -> str:
    """What becomes of mended numbers and of the list that they belong to, once they are its next version."""
    return viewer.t(
        "list_assets.mended", list=of.id, name=of.name, n=counted(of.n), more=counted(row.n - both),
        both=counted(both), total=counted(of.n + row.n - both),
    )  # fmt: skip


def glance_words(viewer: Viewer, found: list_assets.Glance) -> list[tuple[Sense, str]]:
    """What stands out about a list, a line each: what is to be looked at, and what is not."""
    between, about = viewer.t("form.between"), "about" if found.estimated else "exactly"

    def n_of(n: int) -> str:
        return viewer.t(f"glance.{about}", n=counted(n))

    def said(name: str, some: int, /, **params: object) -> tuple[Sense, str]:
        words = viewer.t(f"glance.{name}" if some else f"glance.no_{name}", **params)
        return Sense.YOURS if some else Sense.PLAIN, words

    most = [f"{one.name} {n_of(one.n)}" for one in found.overlaps[:_OVERLAPS]]
    rest = len(found.overlaps) - len(most)
    if rest > 0:
        most.append(viewer.t("glance.more", n=rest))
    over = [f"{viewer.label('category', one)} {counted(n)}" for one, n in found.over.items()]
    opted = sum(found.opted.values())
    return [
        said("overlap", len(most), n=found.compared, lists=between.join(most)),
        said("recent", found.recent, n=n_of(found.recent), days=found.days),
        said("opted", opted, n=counted(opted), scopes=left_out_words(viewer, found.opted)),
        said("over", len(over), categories=between.join(over)),
        said(
            "runs",
            found.runs,
            runs=counted(found.runs),
            n=counted(found.in_runs),
            longest=counted(found.longest),
        ),
    ]


_OVERLAPS: Final = 3
"""Lists that are named, those with the most common numbers first."""


def duty_words(
    viewer: Viewer, duty: str, left_out: Mapping[str, int], basis: str = "", ground: str = ""
) -> str:
    """Why a message does not honour every opt-out, or when it would not; empty if there is nothing to say.

    `basis` and `ground` are those of a signed request.
    """
    if duty == Duty.MANDATORY and basis:
        return viewer.t("optouts.mandatory_by", basis=viewer.label("basis", basis), ground=ground.strip())
    if duty == Duty.MANDATORY:
        return viewer.t("optouts.mandatory")
    if duty == Duty.MISFILED:
        return viewer.t("optouts.misfiled")
    if duty == Duty.UNNAMED and left_out.get(OPTIONAL):
        return viewer.t("optouts.unnamed", n=counted(left_out[OPTIONAL]))
    return ""


def opt_out_words(viewer: Viewer, scope: str, department: str, ended: str) -> str:
    """What an opt-out covers, or that it has ended."""
    covers = scope_words(viewer, scope, department)
    return viewer.t("optouts.ended_one", covers=covers) if ended else covers


OPT_OUT = View(
    optouts.OptOutRow,
    "optouts",
    covers=lambda viewer, row: opt_out_words(viewer, row.scope, row.department, row.ended),
    number=lambda viewer, row: row.number or viewer.t("erasure.gone"),
    source=lambda viewer, row: words.opted_by(row.source, viewer.lang),
)
