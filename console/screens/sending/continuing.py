"""On the monitor: sending again to recipients that an ended slot did not reach. The operator proposes; an approver confirms."""

from collections.abc import Callable, Iterator, Mapping

from rich.text import Text

from console.acting import steps
from console.acting.approvals import cards
from console.domain.two_person.pairs import ContinueThrough, Which
from console.look.senses import Sense
from console.screens import act_form
from console.screens.labelled import rows
from console.screens.page import Page
from console.screens.sending import ways
from console.screens.session import Session, number
from console.screens.two_person import pair_words
from console.widgets.modals import Item
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.requests.rows import RequestView
from console.wire.sending import sends
from console.wire.sending.slots import GatewayRow


def propose(
    page: Page,
    view: sends.SendView,
    whole: RequestView,
    known: Mapping[str, GatewayRow],
    then: Callable[[], None],
) -> None:
    """Ask whom to reach and through which gateway where there is a choice, then for window, number and reason; sign."""
    session = page.session
    signed = cards.statement(whole.statement, whole.digest)

    def chosen(which: Which) -> None:
        ways.pick(
            page,
            signed,
            view.row.gateway,
            known,
            lambda gateway: _ask(page, view, which, counts[which], gateway, then),
        )

    counts = {Which.FAILED: view.failed, Which.REMAINDER: view.remainder}
    some = [which for which, n in counts.items() if n]
    if len(some) == 1:
        chosen(some[0])
        return

    def options() -> list[Item]:
        return [
            Item(str(which), f"{session.label('continuation', which)}  {number(counts[which])}")
            for which in some
        ]

    page.pick(lambda: session.t("continuing.which"), options, lambda which: chosen(Which(which)))


def _ask(
    page: Page, view: sends.SendView, which: Which, count: int, gateway: str, then: Callable[[], None]
) -> None:
    session, row = page.session, view.row

    def prepare(core: steps.Core, said: dict[str, Given]) -> Prepared:
        return pair_words.prepare(core, ContinueThrough, row, said, session.person)

    def about() -> Text:
        said = [
            *pair_words.which(session, row.number, row.slot, row.purpose),
            (session.t("continuing.whom"), session.label("continuation", which)),
            (session.t("column.recipients"), number(count)),
            (session.label("field", "gateway"), gateway),
        ]
        return rows(session, said, ROOM).append_text(show(f"\n{session.t(f'continuing.then_{which}')}"))

    act_form.ask(
        page,
        ContinueThrough,
        lambda: session.label("act", "continue"),
        about,
        prepare,
        then,
        lambda: pair_words.which(session, row.number, row.slot, row.purpose),
        {"which": str(which), "count": count, "gateway": gateway},
    )


def notes(session: Session, view: sends.SendView) -> Iterator[tuple[Sense, str]]:
    """The slot that this slot continues, and the key for a person who may now propose to send again; nothing if neither applies."""
    if view.row.continues:
        yield Sense.WAITING, session.t("continuing.continues", slot=view.row.continues)
    if "continue" in view.allowed and view.allowed["continue"] is None:
        failed, remainder = number(view.failed), number(view.remainder)
        yield Sense.YOURS, session.t("continuing.turn", failed=failed, remainder=remainder)
