"""The words of an import: its steps, the first rows of a file, the sum and the reasons, the progress, and what came of it."""

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from rich.text import Text

from console.contacts.importing import Imported
from console.contacts.messages import TOLD_NOTES, Preview, SheetInfo, SourceInfo
from console.contacts.reasons import ACCEPTABLE, KEPT, TAKEN, Reason
from console.domain.digit_masking import digits_masked
from console.locale import aside
from console.look.roles import Role
from console.look.senses import Sense
from console.screens.choosing.file_words import file_name
from console.screens.contacts.import_work import ImportWork
from console.screens.session import Session, number
from console.views import documents
from console.views.contacts import glance_words, remark_words
from console.widgets.columns import folded
from console.widgets.lines import flow
from console.widgets.paint import box, ink, joined, spread
from console.widgets.parts import Share, Step, hung, share_bar, share_legend
from console.widgets.parts import steps as way_of
from console.widgets.show import cells, fit, line
from console.widgets.spark import bar, thin_bar
from console.wire.contacts.list_assets import Glance

STEPS: Final = ("file", "columns", "check", "import")
_NAMED: Final = 60
"""Cells that the steps need before the name of the file has room beside them."""
_ROWS: Final = 6
"""First rows of a file that are drawn."""
_COLUMN: Final = 20
"""Cells of a column of the file, at most."""
_ROLES: Final = {"as_is": Role.OK, "repaired": Role.ACCENT, "left_out": Role.DANGER}
BAR: Final = Role.ACCENT
"""The role of the bars behind the reasons."""
_OWN_WORDS: Final = frozenset({Reason.HEADER, Reason.BLANK})
"""Rows that nobody would have wanted in the list."""


def steps(session: Session, at: int, named: str, width: int) -> list[Text]:
    """The four steps on one line, with the name of the file where there is room; only the step in hand if they do not fit."""
    senses = (Sense.GOOD, Sense.NOW, Sense.LATER)
    way = [
        Step(senses[(nth > at) - (nth < at) + 1], f"{nth} {session.t(f'import_view.step_{name}')}", "")
        for nth, name in enumerate(STEPS, 1)
    ]
    room = min(cells(file_name(named)), width - _NAMED)
    drawn = way_of(way, width - room - 1 if room > 0 else width)
    if "\n" in drawn.plain:
        return [way_of([way[at - 1]], width)]
    return [spread(drawn, ink(fit(file_name(named), room), Role.MUTED), width) if room > 0 else drawn]


def upload(session: Session, width: int) -> list[Text]:
    """How a file comes into the drop box: the line for this host and account, and the same for WinSCP."""
    to = session.upload
    if to is None:
        return []
    said = session.t("import_view.upload", command=to.command, host=to.host, port=to.port, account=to.account)
    return folded(ink(said, Role.MUTED), width)


# ---- columns


def table(session: Session, preview: Preview, width: int) -> list[Text]:
    """The first rows by column; the one that holds the numbers is raised, and says so above."""
    names, rows = preview.source.columns or ("A",), preview.table[:_ROWS]
    taken = names.index(preview.source.column) if preview.source.column in names else 0
    if not rows:
        return [ink(session.t("import_view.no_rows"), Role.MUTED)]
    every = {taken, *(nth for nth, name in enumerate(names) if name in _columns(preview.source))}
    heads = [_taken(session, nth in every) for nth in range(len(names))]
    wanted = [
        max(4, min(_COLUMN, max(map(cells, (heads[nth], *(digits_masked(row[nth]) for row in rows)))) + 1))
        for nth in range(len(names))
    ]
    shown = _fitting(wanted, taken, width - _WIDTH_OF_NUMBER)
    widths = [min(wanted[nth], width - _WIDTH_OF_NUMBER) for nth in shown]
    at, hidden = shown.index(taken), len(names) - len(shown)
    lines = [_row("", [line[nth] for nth in shown], widths, Role.MUTED, at) for line in (names, heads)]
    for number_of, row in enumerate(rows, 1):
        role = Role.MUTED if number_of <= preview.heading else Role.TEXT
        lines.append(_row(str(number_of), [digits_masked(row[nth]) for nth in shown], widths, role, at))
    return [*lines, ink(session.t("import_view.more_columns", n=hidden), Role.MUTED)] if hidden else lines


_WIDTH_OF_NUMBER: Final = 4
"""Cells of the number of a row and the gap after it."""


def _fitting(wanted: Sequence[int], taken: int, room: int) -> list[int]:
    """The columns for which there is room, in the file's order; the one that is taken is always among them."""
    shown, left = [taken], room - wanted[taken] - 1
    for nth, width in enumerate(wanted):
        if nth == taken:
            continue
        if width + 1 > left:
            break
        shown.append(nth)
        left -= width + 1
    return sorted(shown)


def _columns(source: SourceInfo) -> list[str]:
    """The columns of the sheet in view whose numbers are taken."""
    sheet = f"{source.sheet or ''}!"
    parts = [one.place.removeprefix(sheet) for one in source.parts if one.place.startswith(sheet)]
    return parts or [source.column]


def _taken(session: Session, taken: bool) -> str:
    """What stands above a column: that its numbers are taken, or that it is not."""
    return f"{box(True)} {session.t('import_view.mobile')}" if taken else session.t("import_view.not_taken")


def _row(lead: str, texts: Sequence[str], widths: Sequence[int], role: Role, at: int) -> Text:
    pieces = [ink(lead.rjust(_WIDTH_OF_NUMBER - 1) + " ", Role.MUTED)]
    for nth, (text, width) in enumerate(zip(texts, widths, strict=False)):
        chosen = nth == at
        said = fit(f" {text}" if chosen else text, width + 1)
        pieces.append(ink(said, Role.STRONG if chosen else role, Role.RAISED if chosen else None))
    return joined(*pieces)


def facts(session: Session, reading: ImportWork, width: int) -> list[Text]:
    """Name, size and rows of the file; its heading; what is said about other columns, and what the reading noted.

    First of all, what the whole file says otherwise than its beginning did.
    """
    preview = reading.preview
    if preview is None:
        return []
    source, t = preview.source, session.t
    pieces = [
        ink(fit(file_name(source.name), min(width, cells(file_name(source.name)))), Role.STRONG),
        ink(f"{documents.size(source.size)}  {source.kind}", Role.MUTED),
        ink(t("import_view.rows", n=number(preview.rows)) if preview.whole else t("import_view.uncounted")),
        ink(
            t("import_view.heading", row=preview.heading) if preview.heading else t("import_view.no_heading")
        ),
    ]
    lines = [line for words in differs_words(session, reading) for line in hung(Sense.YOURS, words, width)]
    lines += flow(pieces, width)
    others = len(source.columns) > 1
    known = "other_columns" if others else "whole_rows" if source.kind == "txt" else "one_column"
    private = t(f"import_view.{known}", n=len(source.columns), column=" + ".join(_columns(source)))
    lines += hung(Sense.PLAIN, private, width)
    for note in source.notes:
        if note in TOLD_NOTES:
            lines += hung(Sense.YOURS, session.label("note", note), width)
    for words in remark_words(session.viewer, source):
        lines += hung(Sense.YOURS, words, width)
    return lines


def differs_words(session: Session, reading: ImportWork) -> Iterator[str]:
    """What the whole file says otherwise than its beginning did, a sentence each."""
    before, now = reading.beginning, reading.preview
    if before is None or now is None:
        return
    for name in reading.differs:
        old, new = (str(getattr(one.source, name) or "") for one in (before, now))
        if name == "column":
            old, new = (
                session.t(f"import_view.{'in_column' if one else 'in_rows'}", column=one)
                for one in (old, new)
            )
        yield session.t(f"import_view.differs_{name}", before=old, now=new)


def sheet(session: Session, info: SheetInfo, *, counted: bool = True) -> str:
    """A sheet with its rows as far as they are counted, and whether it is hidden."""
    hidden = "" if info.visible else f"  {session.t('import_view.hidden')}"
    rows = f"  {session.t('import_view.rows', n=number(info.rows))}" if counted else ""
    return f"{info.name}{rows}{hidden}"


# ---- findings


class Found(NamedTuple):
    """A reason with the number of its rows, whether a repair of it may be ticked and is, and an example with masked digits."""

    reason: Reason
    n: int
    repairable: bool
    ticked: bool
    example: str


def found(result: Imported, ticked: frozenset[Reason]) -> list[Found]:
    """The reasons of a result: repairs first, then what is left out, then what is in the list but should be looked at."""

    def made(one: Reason) -> Found:
        # Rows out of sight that are taken in are called otherwise, but stay one line with one box.
        both = (one, TAKEN[one]) if one in TAKEN else (one,)
        some = [page[0] for each in both if (page := result.findings.page(reason=each, limit=1))]
        example = digits_masked(some[0].raw) if some else ""
        n = sum(result.counts.get(each, 0) for each in both)
        return Found(one, n, one in ACCEPTABLE, one in ticked, example)

    def order(one: Found) -> tuple[int, int, str]:
        place = 0 if one.repairable else 3 if one.reason in _OWN_WORDS else 2 if one.reason in KEPT else 1
        return place, -one.n, one.reason

    untaken = {taken: one for one, taken in TAKEN.items()}
    there = {untaken.get(one, one) for one, n in result.counts.items() if n} | (ticked & ACCEPTABLE)
    return sorted(map(made, there), key=order)


def total(session: Session, parts: Mapping[str, int], rows: int, width: int) -> list[Text]:
    """Every row of the file as one line, and what stands for each part; the parts add up to the rows."""
    shares = [Share(_ROLES[part], session.t(f"import_view.{part}"), n) for part, n in parts.items()]
    whole = ink(session.t("import_view.whole", n=number(rows)), Role.MUTED)
    return [share_bar(shares, width), *flow([*share_legend(shares), whole], width)]


def left_aside(session: Session, result: Imported, width: int) -> list[Text]:
    """What of the file is in no row of the reading, and what becomes of text beside the numbers, a sentence each."""
    told = [
        part for said in aside.lines(result.aside, session.lang) for part in hung(Sense.YOURS, said, width)
    ]
    if result.left_out:
        key = "texts_kept" if result.texts else "texts_dropped"
        told += hung(Sense.PLAIN, session.t(f"import_view.{key}"), width)
    return told


def stands_out(
    session: Session, glance: Glance | None, width: int, *, short: bool, unknown: bool
) -> list[Text]:
    """What stands out about the numbers, a sentence each; `short`: only what is to be looked at.

    Before that is counted, that it is being counted; `unknown`: that it could not be.
    """
    if glance is None:
        said = "unknown" if unknown else "waiting"
        return folded(ink(session.t(f"glance.{said}"), Role.MUTED), width)
    told = glance_words(session.viewer, glance)
    if short:
        told = [one for one in told if one[0] is not Sense.PLAIN] or [
            (Sense.GOOD, session.t("glance.nothing"))
        ]
    return [part for meaning, words in told for part in hung(meaning, words, width)]


def reason(session: Session, one: Found) -> str:
    """The reason, with a box if its repair can be ticked."""
    words = session.label("reason", one.reason)
    return f"{box(one.ticked)} {words}" if one.repairable else words


def sense(one: Found) -> Sense:
    """What a reason means: its box says so for a repair."""
    if one.repairable:
        return Sense.PLAIN
    if one.reason in _OWN_WORDS:
        return Sense.LATER
    return Sense.YOURS if one.reason in KEPT else Sense.BAD


def reason_bar(one: Found, most: int, width: int) -> str:
    """The share of a reason."""
    return thin_bar(one.n, most, width)


def becomes(session: Session, one: Found) -> str:
    """What becomes of the rows of a reason."""
    if one.reason in _OWN_WORDS:
        return session.t("import_view.not_counted")
    if one.repairable:
        return session.t("import_view.confirmed" if one.ticked else "import_view.unticked")
    return session.t("import_view.in_list" if one.reason in KEPT else "import_view.left_out")


# ---- progress, and the end


def progress(session: Session, reading: ImportWork, width: int) -> list[Text]:
    """A progress bar with rate and time left."""
    done, of = reading.progress
    seconds = max(0.001, time.monotonic() - reading.begun)
    rate = int(done / seconds)
    left = -(-(of - done) // rate) if of and rate else 0
    said = {"done": number(done), "total": number(of), "rate": number(rate), "left": left}
    figures = ink(session.t("import_view.progress", **said) if of else session.t("import_view.begun"))
    room = width - figures.cell_len - 1
    drawn = ink(bar(done, of, min(24, room)), Role.ACCENT) if room > 0 else line("")
    return flow([joined(drawn, line(" "), figures)], width) if room > 0 else folded(figures, width)


def imported(session: Session, reading: ImportWork, n: int) -> str:
    """What was imported."""
    return session.t("import_view.finished", name=reading.name.strip(), n=number(n))


def outcome(session: Session, told: Sequence[tuple[Sense, str]], name: str, width: int) -> list[Text]:
    """What came of it and what comes next; before that, what is being imported."""

    def said() -> Iterator[tuple[Sense, str]]:
        if not told:
            yield Sense.NOW, session.t("import_view.on_its_way", name=name)
            return
        yield from told
        yield Sense.NOW, session.t("import_view.next_request")
        yield Sense.PLAIN, session.t("import_view.next_lists")

    return [part for meaning, words in said() for part in hung(meaning, words, width)]
