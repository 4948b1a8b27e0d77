"""The last step of an import: the rows go to the desk, the importer signs, and the page says what to do with the list."""

from collections.abc import Callable, Iterable
from typing import Any

from rich.text import Text
from textual.widget import Widget

from console.acting.contacts import lists, mended_lists
from console.acting.contacts.lists import Pending
from console.acting.contacts.mended_lists import Offer
from console.acting.own_trust import Place
from console.acting.steps import read
from console.contacts import inbox
from console.contacts.errors import FileRefusedError
from console.contacts.importing import Imported
from console.domain import acts
from console.domain.contacts.mended import marked
from console.domain.refusals import refuse
from console.locale import aside
from console.look.senses import Sense
from console.nouns.requests import ToForm
from console.screens import pages, signing
from console.screens.choosing import file_words
from console.screens.contacts import import_words, next_version
from console.screens.contacts.contact_list import glance_lines
from console.screens.contacts.import_step import ImportStep
from console.screens.contacts.import_work import WORK
from console.screens.contacts.list_words import manifest_words
from console.views.contacts import glance_words, merged_words, opted_words
from console.widgets.lines import Lines
from console.widgets.modals import Filled, Form
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire.answers import Done
from console.wire.contacts import list_assets
from console.wire.contacts import lists as list_calls


class ImportDonePage(ImportStep, scope="import_done"):
    """Upload, signature, result."""

    STEP = 4
    CSS = ImportStep.CSS

    def __init__(self) -> None:
        super().__init__()
        self._outdated = False
        self._begun = False
        self._list = 0
        self._told: tuple[tuple[Sense, str], ...] = ()
        self._glance: list_assets.Glance | None = None
        self._offer: Offer | None = None

    def parts(self) -> Iterable[Widget]:
        """Yield what happened, and what comes next."""
        yield Lines(id="outcome", classes="panel")

    def begin(self) -> None:
        """Send the rows to the desk, once."""
        super().begin()
        self._draw()
        result = self.reading.result
        if result is not None and not self._begun:
            self._begun = True
            self._send(result)

    def _draw(self) -> None:
        session, told, name = self.session, self._told, self.reading.name.strip()
        outcome = self.query_one("#outcome", Lines)
        outcome.border_title = show(self.t("import_view.done" if told else "import_view.sending"))
        outcome.put(lambda width: import_words.outcome(session, told, name, width))
        ready = None if self._list else refuse("list_not_imported", "R10")
        mended = None if self._offer else refuse("list_not_mended", "R10", list=self._list)
        self.allowed = {"import_done.request": ready, "import_done.mend": mended}
        self.draw_frame()

    def hint(self) -> str:
        """What to do with the list, or that the rows are on their way."""
        return self.t(f"import_step.{'imported' if self._list else 'import_done'}")

    # ---- sending and signing

    def _send(self, result: Imported) -> None:
        session, reading = self.session, self.reading
        person, department, name = session.person, reading.department, reading.name.strip()
        origin = reading.origin
        reading.handed.claim()

        def progress(done: int, total: int) -> None:
            reading.progress = (done, total)

        def job() -> Pending:
            return reading.handed.to_sign(
                session.desk(),
                result,
                person=person,
                department=department,
                name=name,
                origin=origin,
                progress=progress,
                cancelled=reading.stop.is_set,
            )

        self.run(job, self._look)

    def _look(self, pending: Pending) -> None:
        """Count what stands out about the list, for whoever signs it to see."""
        self.ask(list_assets.ListGlance(pending.list_id), lambda glance: self._sign(pending, glance))

    def stopped(self, error: Exception) -> None:
        """Go back to the findings, with everything as it was, and say why nothing was imported."""
        self._to_check()
        super().stopped(error)

    def _to_check(self) -> None:
        self.reading.reached = self.STEP - 1
        self._back()

    def _sign(self, pending: Pending, glance: list_assets.Glance) -> None:
        self._glance = glance
        session, origin = self.session, self.reading.origin
        act = read(pending.prepared)

        def about() -> Text:
            manifest = manifest_words(session, act) if isinstance(act, acts.Manifest) else show("")
            return Text("\n").join([manifest, glance_lines(session, glance, ROOM)])

        def job(filled: Filled) -> Any:
            try:
                lists.finish(session.desk(), pending, lambda: signing.unlocked(session, filled), origin)
            except FileRefusedError:
                self._outdated = True
                raise
            return pending.list_id

        self.act(
            lambda: self.t("import_view.sign_title"),
            about,
            lambda: Form(passphrase=signing.passphrase_field(session)),
            job,
            self._finished,
            lambda: self.ask(list_calls.DropList(pending.list_id), self._not_signed),
        )

    def _not_signed(self, done: Done) -> None:
        """Go back after the desk dropped the rows: to the findings, or to the file if it has changed."""
        del done
        if self._outdated:
            self.reading.renew()
            self.to_first()
        else:
            self._to_check()
        self.say(self.t("import_view.changed" if self._outdated else "import_view.not_signed"))

    # ---- afterwards

    def _finished(self, list_id: int) -> None:
        """Say what was imported; of the import nothing is kept any more, and a file of the drop box is taken away."""
        reading, session = self.reading, self.session
        n = len(reading.result.numbers) if reading.result is not None else 0
        mends = reading.result is not None and bool(marked(reading.result.source.place))
        told = [(Sense.GOOD, import_words.imported(session, reading, n))]
        if reading.result is not None:
            source = reading.result.source
            told += [(Sense.YOURS, one) for one in aside.lines(reading.result.aside, session.lang)]
            if not source.parts:
                session.own.keep_place(
                    reading.department, reading.shape, Place(source.sheet or "", source.column)
                )
        if session.drop_box and not reading.of_paste and inbox.in_box(reading.path):
            left = inbox.take_away(reading.path, session.inbox, reading.digest)
            words = self.t(f"cli.inbox_{left}", file=file_words.file_name(reading.path))
            told.append((Sense.GOOD if left == inbox.Left.TAKEN else Sense.YOURS, words))
        self._list, self._told, self.at = list_id, tuple(told), self.STEP + 1
        session.drafts.drop(session.person, WORK)
        session.drafts.end(session.person, WORK)
        self.draw_steps()
        self._draw()
        self.say(self.hint())
        self.ask(list_calls.ListOptOuts(list_id), self._opted)
        if mends:
            # Where there is nothing to join, there is nothing to say.
            self.work(
                lambda: mended_lists.offer(session.desk(), list_id), self._offered, "mend", lambda _: None
            )

    def _opted(self, opted: list_calls.OptedOut) -> None:
        """Say how many of the list have opted out."""
        viewer = self.session.viewer
        look = glance_words(viewer, self._glance) if self._glance is not None else []
        noted = [(sense, said) for sense, said in look if sense is Sense.YOURS]
        meaning = Sense.YOURS if any(opted.scopes.values()) else Sense.GOOD
        self._told = (*self._told, (meaning, opted_words(viewer, opted)), *noted)
        self._draw()

    def _offered(self, what: Offer) -> None:
        """Say of mended findings which list they can be taken into."""
        self._offer = what
        words = f"{merged_words(self.session.viewer, *what)} {self.t('list_assets.mend_key')}"
        # Beneath what was imported: how many have opted out may be told before or after it.
        self._told = (*self._told[:1], (Sense.YOURS, words), *self._told[1:])
        self._draw()

    def do_mend(self) -> None:
        """Take mended numbers into the list that they belong to, as its next version."""

        def then(list_id: int, what: Offer) -> None:
            self._list, self._offer = list_id, None
            said = self.t("list_assets.replaces", list=list_id, old=what.of.id)
            self._told = ((Sense.GOOD, said), *self._told[2:])
            self._draw()
            self.say(said)

        if self._offer is not None:
            next_version.take_in(self, self._offer.row.id, then)

    def do_request(self) -> None:
        """Begin a request to this list."""
        form = pages.showing(ToForm(department=self.reading.department, attach=self._list))
        self.console.open_tab("requests")
        self.console.push_screen(form)

    def do_back(self) -> None:
        """Once the list is imported go back to all lists; before that, to the findings."""
        if self._list:
            while isinstance(self.app.screen, ImportStep):
                self.app.pop_screen()
        else:
            super().do_back()

    def leave_for(self, then: Callable[[], None]) -> None:
        """Once the list is imported nothing is left behind."""
        if self._list:
            then()
        else:
            super().leave_for(then)
