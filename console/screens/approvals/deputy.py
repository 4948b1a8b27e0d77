"""The form of a deputation (代): whose post, who signs in their place, from when until when, which categories, why."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from textual.widget import Widget
from textual.widgets import Static

from console.acting import declared
from console.domain.declared import Asked
from console.domain.people.orders import Deputation
from console.domain.people.people import Appointment
from console.domain.refusals import refuse
from console.screens import act_form
from console.screens.act_form import ActForm
from console.screens.people.staff_form import StaffForm
from console.screens.versions.people_facts import Staff, deputisable, person_items, post_words
from console.screens.windows import zone_name
from console.widgets.fields import Field
from console.widgets.modals import Item
from console.widgets.picked import Picked
from console.widgets.show import show
from console.wire.acts import Given


class DeputyPage(ActForm, StaffForm, scope="deputy"):
    """A new deputation. `principal` is the person whose deputy is named; without it the caller's own posts come first."""

    def __init__(self, principal: str = "") -> None:
        super().__init__(Deputation)
        self.principal = principal
        self.posts: list[Appointment] = []

    @property
    def about(self) -> str:
        """Whose deputy is named, and the posts to choose from: the chosen one is kept by its place among them."""
        return "-".join((self.principal, *(f"{one.person}.{one.post}" for one in self.posts)))

    # ---- the fields

    async def known(self, staff: Staff) -> None:
        """Show the form, or say that there is no post for which a deputy can be named."""
        appointments = list(deputisable(staff, self.session.person, self.session.now()))
        if self.principal:
            appointments = [held for held in appointments if held.person == self.principal]
        self.posts = appointments
        if not appointments:
            self._back()
            self.trouble(refuse("not_yours_to_deputise", "R2", person=self.principal or self.session.person))
            return
        await self.rebuild("deputy" if len(appointments) == 1 else "held")

    def above(self) -> Iterable[Widget]:
        """Yield the words on the time zone, and the choice of the post."""
        t, session = self.t, self.session
        options = [
            Item(str(nth), f"{session.name(held.person)}  {post_words(session, [held])}")
            for nth, held in enumerate(self.posts)
        ]
        zone = zone_name(session.zone(), datetime.now(UTC))
        yield Static(show(t("people.deputy_head", zone=zone)), markup=False)
        held = Picked(lambda: options, "", self.kept.get("held", "0"), id="control-held")
        yield Field("held", t("people.whose"), held)

    def items(self, one: Asked) -> Sequence[Item]:
        """The people who may sign in place of the holder of the post."""
        del one
        if self.staff is None:
            return []
        return person_items(self.session, self.staff, self.session.now(), self._held().person)

    def _held(self) -> Appointment:
        return self.posts[int(self.value("held") or self.kept.get("held", 0))]

    def given(self) -> dict[str, Given]:
        """The post and its holder."""
        held = self._held()
        return {"principal": held.person, "post": str(held.post), "department": held.department}

    def gather(self) -> None:
        """Keep the values of the fields."""
        super().gather()
        self.kept["held"] = self.value("held")

    # ---- signing

    def sign(self, said: dict[str, Given]) -> None:
        """Have the deputation prepared, read and signed."""
        t = self.t
        every = [] if said["categories"] else [(t("people.categories"), t("people.all_categories"))]
        act_form.sign(
            self,
            lambda core: declared.prepare(core, Deputation, "", said, {}, by=self.session.person),
            lambda: t("people.deputy_title"),
            lambda: self._signed(str(said["deputy"])),
            lambda: every,
        )

    def _signed(self, deputy: str) -> None:
        self.done()
        self._back()
        self.say(self.t("people.deputised", name=self.session.name(deputy)))
