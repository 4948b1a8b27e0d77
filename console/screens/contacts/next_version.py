"""Taking mended numbers into the list that they belong to, as its next version: what is merged how is said before it is signed."""

from collections.abc import Callable

from rich.text import Text

from console.acting.contacts import mended_lists
from console.acting.contacts.made_lists import PendingMade
from console.acting.contacts.mended_lists import Offer
from console.acting.steps import read
from console.domain import acts
from console.screens import signing
from console.screens.contacts.list_words import manifest_words
from console.screens.page import Page
from console.views.contacts import merged_words
from console.widgets.columns import folded
from console.widgets.modals import Form
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire.answers import Done
from console.wire.contacts import lists


def take_in(page: Page, list_id: int, then: Callable[[int, Offer], None]) -> None:
    """Have the next version made, show its manifest, sign it; `then` gets its number."""
    session = page.session
    core, person = session.desk(), session.person

    def job() -> tuple[Offer, PendingMade]:
        what = mended_lists.offer(core, list_id)
        return what, mended_lists.make(core, what, person=person)

    def sign(made: tuple[Offer, PendingMade]) -> None:
        what, pending = made
        act = read(pending.prepared)

        def about() -> Text:
            said = folded(show(merged_words(session.viewer, *what)), ROOM)
            manifest = manifest_words(session, act) if isinstance(act, acts.Manifest) else show("")
            return Text("\n").join([*said, manifest])

        def dropped(done: Done) -> None:
            del done
            page.say(page.t("list_assets.not_signed"))

        page.act(
            lambda: page.t("import_view.sign_title"),
            about,
            lambda: Form(passphrase=signing.passphrase_field(session)),
            lambda filled: mended_lists.finish(
                core, what, pending, lambda: signing.unlocked(session, filled)
            ),
            lambda done: then(done.id, what),
            lambda: page.ask(lists.DropList(pending.list_id), dropped),
        )

    page.work(job, sign, "next_version")
