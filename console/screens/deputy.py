"""The form of a deputation (代): whose post, who signs in his place, from when until when, which categories, why."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from console.domain.categories import Category
from console.domain.people import Appointment
from console.domain.refusals import refuse
from console.errors import ConsoleError
from console.screens import order_acts, signing
from console.screens.fields_page import form_bindings
from console.screens.people_facts import Staff, deputisable, person_items, post_words
from console.screens.staff_form import StaffForm
from console.screens.statement import rows
from console.screens.windows import zone_name
from console.widgets.fields import Field, LineInput, Tick
from console.widgets.modals import ROOM, Filled, Form, Item
from console.widgets.picked import Picked
from console.widgets.show import show
from console.wire import personnel, views


class DeputyPage(StaffForm, inherit_bindings=False):
    """A new deputation; `principal` is the person whose deputy is named, the caller's own posts come first without."""

    SCOPE = "deputy"
    TAB = "people"
    BINDINGS: ClassVar[list[BindingType]] = form_bindings("deputy")
    CSS = StaffForm.CSS

    def __init__(self, principal: str = "") -> None:
        super().__init__()
        self.principal = principal
        self.posts: list[Appointment] = []
        self._kept: dict[str, str] = {}
        self._kept_ticks: set[str] = set()

    # ---- the fields

    async def known(self, staff: Staff) -> None:
        """Show the form, or say that there is no post to stand in for."""
        found = list(deputisable(staff, self.session.person, self.session.now()))
        if self.principal:
            found = [held for held in found if held.person == self.principal]
        self.posts = found
        if not found:
            self._back()
            self.trouble(refuse("not_yours_to_deputise", "R2", person=self.principal or self.session.person))
            return
        await self.rebuild("deputy" if len(found) == 1 else "post")

    def staff_fields(self, staff: Staff) -> Iterable[Widget]:
        """Whose post, who, when, for what, why."""
        del staff
        t, kept, session = self.t, self._kept, self.session
        options = [Item(str(nth), self._post_words(held)) for nth, held in enumerate(self.posts)]
        zone = zone_name(session.zone(), datetime.now(UTC))
        yield Static(show(t("people.deputy_head", zone=zone)), markup=False)
        yield Field(
            "post", t("people.whose"), Picked(lambda: options, "", kept.get("post", "0"), id="control-post")
        )
        yield Field(
            "deputy",
            t("people.deputy"),
            Picked(self._people, t("people.pick_hint"), kept.get("deputy", ""), id="control-deputy"),
        )
        yield Field("since", t("people.since"), LineInput(kept.get("since", ""), id="control-since"))
        yield Field("until", t("people.until"), LineInput(kept.get("until", ""), id="control-until"))
        for nth, category in enumerate(Category):
            label = t("people.categories") if not nth else ""
            words = session.label("category", category)
            tick = Tick(words, value=str(category) in self._kept_ticks, id=f"control-{category}")
            yield Field(f"category-{category}", label, tick)
        yield Field(
            "reason", t("act.reason"), LineInput(kept.get("reason", ""), id="control-reason", most=2000)
        )

    def _post_words(self, held: Appointment) -> str:
        return f"{self.session.name(held.person)}  {post_words(self.session, [held])}"

    def _people(self) -> list[Item]:
        return (
            person_items(self.session, self.staff, self.session.now(), self._held().person)
            if self.staff
            else []
        )

    def _held(self) -> Appointment:
        return self.posts[int(self.value("post") or 0)]

    def gather(self) -> None:
        """Keep what the fields hold."""
        for name in ("post", "deputy", "since", "until", "reason"):
            self._kept[name] = self.value(name)
        self._kept_ticks = {str(c) for c in Category if self.ticked(str(c))}

    # ---- judging

    def judge(self) -> None:
        """Look at what must be filled in, and say how the order will read."""
        if not self.query("#control-reason"):
            return
        self.faults = {}
        for name in ("deputy", "until"):
            if not self.value(name):
                self.faults[name] = refuse("field_missing", "R2", field=name)
        if not self.value("reason"):
            self.faults["reason"] = refuse("reason_missing", "R2")
        for name in ("since", "until"):
            try:
                order_acts.instant(self.session, self.value(name))
            except ConsoleError:
                self.faults[name] = refuse("time_unreadable", "R2", value=self.value(name))
        self.draw_faults()
        self.preview(self.still() if self.faults else self.t("people.ready"))

    def _call(self) -> personnel.PrepareOrder:
        held, session = self._held(), self.session
        return personnel.PrepareOrder(
            "deputation",
            person=self.value("deputy"),
            principal=held.person,
            post=str(held.post),
            department=held.department,
            since=order_acts.instant(session, self.value("since")) or session.now(),
            until=order_acts.instant(session, self.value("until")),
            categories=[str(c) for c in Category if self.ticked(str(c))],
            reason=self.value("reason"),
        )

    # ---- signing

    def do_sign(self) -> None:
        """Have the desk judge it, show what would be signed, ask for the passphrase, sign."""
        if not self.complete():
            return
        call = self._call()
        self.ask(call, lambda _: self._sign(call))

    def _sign(self, call: personnel.PrepareOrder) -> None:
        session = self.session

        def job(filled: Filled) -> views.Done:
            return order_acts.give(session, filled, call)

        self.act(
            lambda: self.t("people.deputy_title"),
            lambda: self._words(call),
            lambda: Form(passphrase=signing.passphrase_field(session)),
            job,
            lambda _: self._signed(call),
        )

    def _words(self, call: personnel.PrepareOrder) -> Text:
        session, t = self.session, self.t
        categories = ", ".join(session.label("category", c) for c in call.categories)
        return rows(
            session,
            [
                (t("people.deputy"), session.name(call.person)),
                (t("people.principal"), session.name(call.principal)),
                (t("field.post"), session.post(call.post, call.department)),
                (t("people.since"), session.when(call.since)),
                (t("people.until"), session.when(call.until)),
                (t("people.categories"), categories or t("people.all_categories")),
                (t("act.reason"), call.reason),
            ],
            ROOM,
        )

    def _signed(self, call: personnel.PrepareOrder) -> None:
        self.touched = False
        self._back()
        self.say(self.t("people.deputised", name=self.session.name(call.person)))
