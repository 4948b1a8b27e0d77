"""What the importer says about a file before signing: what becomes of numbers beside the list, and whether the file is whole (R10)."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from console.contacts.cut import Sign
from console.contacts.importing import Imported
from console.contacts.reasons import TAKEN, Reason
from console.domain.contacts import aside
from console.domain.contacts.aside import Place
from console.domain.contacts.mended import marked
from console.screens.contacts.import_work import ImportWork
from console.screens.session import Session, number
from console.widgets.modals import Item

_LEAVE, _TAKE, _ALL, _WHOLE = "leave", "take", "all", "whole"
_OF_SHEET: Final = "sheet:"

Pair = tuple[str | None, str | None]
"""A sheet and a column, None: the one that is found."""


class Question(NamedTuple):
    """A question with its answers; `about` is what it is about: once all of it was answered, it is not asked again.

    `more` says of an answer what is read into the list as well, None for one that ends the import for now; `ticks` what it accepts of what
    the question `decides`.
    """

    about: frozenset[str]
    title: Callable[[], str]
    options: Callable[[], Sequence[Item]]
    more: Callable[[str], Sequence[Pair] | None]
    ticks: Callable[[str], frozenset[Reason]] = lambda _answer: frozenset()
    decides: frozenset[Reason] = frozenset()


def due(session: Session, reading: ImportWork, result: Imported) -> Question | None:
    """The next question that has to be answered before the list may be signed; None if there is none."""
    made = (
        cut_off(session, reading.cut_off(), result),
        _hidden(session, result),
        rows(session, result),
        columns(session, reading.more, result, sheets=False),
    )
    asked = (one for one in made if one is not None)
    return next((one for one in asked if not one.about <= reading.answered), None)


def cut_off(session: Session, signs: Sequence[Sign], result: Imported) -> Question | None:
    """Whether a file that may have been cut off is whole."""
    if not signs:
        return None
    said = session.t("form.between").join(session.t(f"import_view.cut_{one}") for one in signs)
    return Question(
        frozenset({"cut"}),
        lambda: session.t("import_view.cut", n=number(result.rows), why=said),
        lambda: [
            Item(_LEAVE, session.t("import_view.cut_stop")),
            Item(_WHOLE, session.t("import_view.cut_whole", n=number(result.rows))),
        ],
        lambda answer: None if answer == _LEAVE else (),
    )


def _hidden(session: Session, result: Imported) -> Question | None:
    """Whether the numbers are those of a column that nobody sees."""
    column = result.hidden_column
    if not column:
        return None
    return Question(
        frozenset({aside.key(aside.HIDDEN_COLUMN, column)}),
        lambda: session.t("aside.hidden_taken", column=column, n=number(len(result.numbers))),
        lambda: [
            Item(_LEAVE, session.t("aside.hidden_stop")),
            Item(_WHOLE, session.t("aside.hidden_whole", column=column)),
        ],
        lambda answer: None if answer == _LEAVE else (),
    )


def rows(session: Session, result: Imported) -> Question | None:
    """What becomes of rows that nobody sees."""
    there = {
        one: result.counts.get(one, 0) + result.counts.get(taken, 0)
        for one, taken in TAKEN.items()
        if result.counts.get(one, 0) + result.counts.get(taken, 0)
    }
    if not there:
        return None
    n, between = number(sum(there.values())), session.t("form.between")
    said = between.join(f"{session.label('reason', one)} {number(each)}" for one, each in there.items())
    return Question(
        frozenset(f"{one} {each}" for one, each in there.items()),
        lambda: session.t("aside.rows", n=n, reasons=said),
        lambda: [
            Item(_LEAVE, session.t("aside.leave_rows", n=n)),
            Item(_TAKE, session.t("aside.take_rows", n=n)),
        ],
        lambda _answer: (),
        lambda answer: frozenset(there) if answer == _TAKE else frozenset(),
        frozenset(there),
    )


def columns(session: Session, known: Sequence[Pair], result: Imported, *, sheets: bool) -> Question | None:
    """What becomes of other columns; with `sheets` other sheets are asked about where there are no columns. `known` are read as well."""
    source = result.source
    # In a workbook of findings the product itself wrote which column is filled in.
    left = [] if marked(source.place) else aside.columns(result.aside)
    others = aside.sheets(result.aside)
    if not (left or (sheets and others)):
        return None
    here = source.column or "A"

    n = number(sum(one.n for one in (*left, *others)))

    def options() -> Iterator[Item]:
        yield Item(_LEAVE, session.t("aside.leave_columns", column=here, n=n))
        for one in left:
            said = session.t("aside.take_column", column=here, place=one.name, n=number(one.n))
            yield Item(one.name, said)
        if len(left) > 1:
            yield Item(_ALL, session.t("aside.take_all", n=number(sum(one.n for one in left))))
        for one in others:
            yield Item(_OF_SHEET + one.name, session.t("aside.take_sheet", place=one.name))

    def more(answer: str) -> Sequence[Pair]:
        if answer == _LEAVE:
            return ()
        if answer.startswith(_OF_SHEET):
            return [*known, (answer.removeprefix(_OF_SHEET), None)]
        taken = [one for one in left if answer in {one.name, _ALL}]
        return [*known, *(_at(one, source.sheet) for one in taken)]

    about = frozenset(aside.key(one.kind, one.name) for one in (*left, *(others if sheets else ())))
    return Question(about, lambda: session.t("aside.elsewhere", n=n), lambda: list(options()), more)


def _at(place: Place, sheet: str | None) -> Pair:
    """Sheet and column of a place that is left aside."""
    named, _, column = place.name.rpartition("!")
    return named or sheet, column
