"""The lists of a request at the command line: read from their importers' signed manifests, beside the statement that names them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from console.acting.contacts import manifests
from console.cli import tables
from console.cli.session import Session
from console.domain import acts
from console.locale import vouched as words
from console.wire.requests.drafts import Draft
from console.wire.requests.rows import RequestView

if TYPE_CHECKING:
    from console.acting.contacts.manifests import Vouched


def of_slots(run: Session, act: acts.Request, view: RequestView) -> None:
    """Prove and show the lists of a request's statement; raises ConsoleError where the desk's rows name others."""
    slots = manifests.vouched(run.core, run.own, act)
    manifests.insist_rows(slots, view.slots)
    say(run, slots)


def of_submission(run: Session, act: acts.Request, request: int) -> None:
    """Prove and show the lists of a request that is submitted; raises ConsoleError where others were chosen for it here."""
    slots, chosen = manifests.vouched(run.core, run.own, act), run.own.chosen(request)
    manifests.insist_chosen(slots, chosen)
    say(run, slots)
    for one in manifests.chosen_elsewhere(slots, chosen):
        run.say(f"{one.slot}. {run.t('vouched.chosen_elsewhere')}")


def choose(run: Session, draft: Draft, request: int) -> None:
    """Remember which lists a draft's slots name, and show what they are, because a number alone says nothing."""
    chosen = manifests.chosen_now(run.core, [slot.list_id for slot in draft.slots])
    run.own.choose(request, chosen)
    for slot, one in enumerate(chosen, 1):
        if one is not None:
            run.say(run.t("vouched.chosen", slot=slot, name=one.name, n=tables.count(one.n)))


def say(run: Session, slots: "Sequence[Vouched]") -> None:
    """Show the proved lists."""
    for line in lines(run, slots):
        run.say(line)


def lines(run: Session, slots: "Sequence[Vouched]") -> Iterator[str]:
    """Yield a line for every slot's list, from its signed manifest."""
    if not slots:
        return
    yield f"-- {words.title(run.lang, proved=slots[0].proved)} --"
    for one in slots:
        said = words.rows(one.slot, one.manifest, one.importer, run.lang, run.when, proved=one.proved)
        yield from tables.pairs([(label, value) for label, value in said])
