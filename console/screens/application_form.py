"""The form of Attachment 3 (操作员申请表): every field, judged by the desk beside it, signed and handed in at the end."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

import msgspec
from rich.text import Text
from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from console.acting import enrolment as acting
from console.acting import steps
from console.domain.enrolling import APPLIED_FOR, Duty
from console.domain.enrolment import Application, ApplicationKind
from console.domain.people import DepartmentKind, Post
from console.errors import ConsoleError
from console.screens import signing
from console.screens.application import form_rows
from console.screens.failures import KNOWN
from console.screens.fields_page import FieldsPage, form_bindings
from console.screens.people_facts import Staff, gather, person_items
from console.screens.statement import rows
from console.screens.windows import to_instant, to_local
from console.widgets.background import in_background
from console.widgets.fields import Choice, Field, LineInput, Tick
from console.widgets.modals import Filled, Form, Item, Line, Pick
from console.widgets.picked import Picked
from console.widgets.show import show
from console.wire import enrolment, views

_PAUSE = 0.4
"""Seconds without a key until the desk is asked whether the form is right."""
_LONGEST_KEY = 4096
_LINES = ("name", "staff_no", "title", "telephone", "email")
_TYPED = ("department", "department_name", "person", *_LINES, "since", "until", "trained_on", "key", "reason")


class ApplicationFormPage(FieldsPage, inherit_bindings=False):
    """A new application, or with a view the next version of a returned one."""

    SCOPE = "application_form"
    TAB = "people"
    BINDINGS: ClassVar[list[BindingType]] = form_bindings("application_form")
    CSS = FieldsPage.CSS

    class Gathered(Message):
        """Who is there, or why nobody knows."""

        def __init__(self, staff: Staff | None, error: Exception | None) -> None:
            super().__init__()
            self.staff, self.error = staff, error

    def __init__(self, view: enrolment.ApplicationView | None = None) -> None:
        super().__init__()
        self.application = view.row.id if view is not None else 0
        self.form = view.form if view is not None else enrolment.ApplicationForm()
        self._returned = view.reason if view is not None else ""
        self.staff: Staff | None = None
        self.all_faults = view is not None
        self._timer: Timer | None = None

    # ---- loading

    def begin(self) -> None:
        """Read who is there; the applicant's own department comes first."""
        if self.staff is not None:
            return
        session = self.session
        if not self.form.department and session.me is not None:
            own = [department for _, department in session.me.posts if department]
            self.form = enrolment.ApplicationForm(department=own[0] if own else "")

        def job() -> Message:
            try:
                return self.Gathered(gather(session.desk()), None)
            except KNOWN as error:
                return self.Gathered(None, error)

        in_background(self, job)

    async def on_application_form_page_gathered(self, message: Gathered) -> None:
        """Show the form."""
        message.stop()
        if message.staff is None:
            if message.error is not None:
                self.trouble(message.error)
            return
        self.staff = message.staff
        await self.rebuild("kind")

    # ---- the fields

    def fields(self) -> Iterable[Widget]:
        """Every field of Attachment 3, filled with what is known."""
        t, form = self.t, self.form
        yield Static(show(t("people.form_head")), markup=False)
        if self._returned:
            yield Static(show(f"{t('people.returned_because')} {self._returned}", "bold"), markup=False)
        kinds = [(str(k), self.session.label("application_kind", k)) for k in ApplicationKind]
        yield self._field("kind", Choice(kinds, form.kind, id="control-kind"))
        yield from self._department(form)
        yield self._field("person", LineInput(form.person, id="control-person", most=32))
        for name in _LINES:
            label = t("people.name") if name == "name" else ""
            control = LineInput(getattr(form, name), id=f"control-{name}", most=200)
            yield self._field(name, control, label)
        posts = [(str(p), self.session.label("post", p)) for p in APPLIED_FOR]
        yield self._field("post", Choice(posts, form.post, id="control-post"))
        yield self._field(
            "standby", Tick(t("people.standby_words"), value=form.standby, id="control-standby")
        )
        for nth, duty in enumerate(Duty):
            tick = Tick(self.session.label("duty", duty), value=duty in form.duties, id=f"control-{duty}")
            yield Field("duties" if not nth else f"duty-{duty}", t("field.duties") if not nth else "", tick)
        zone = self.session.zone()
        yield self._field(
            "since", LineInput(to_local(form.since, zone), id="control-since"), t("people.since_now")
        )
        yield self._field(
            "until", LineInput(to_local(form.until, zone), id="control-until"), t("people.until_empty")
        )
        yield self._field(
            "replaces", Picked(self._holders, t("people.nobody"), form.replaces, id="control-replaces")
        )
        yield self._field("trained_on", LineInput(form.trained_on, id="control-trained_on", most=10))
        yield self._field("key", LineInput(form.key, id="control-key", most=200))
        yield self._field("reason", LineInput(form.reason, id="control-reason", most=2000))

    def _field(self, name: str, control: Widget, label: str = "") -> Field:
        return Field(name, label or self.session.label("field", name), control)

    def _department(self, form: enrolment.ApplicationForm) -> Iterable[Widget]:
        if form.kind != ApplicationKind.OPEN_DEPARTMENT:
            yield self._field(
                "department",
                Picked(
                    self._departments, self.t("people.pick_hint"), form.department, id="control-department"
                ),
            )
            return
        kinds = [
            (str(k), self.session.label("department", k))
            for k in DepartmentKind
            if k is not DepartmentKind.GENERAL
        ]
        known = form.department in self.session.departments
        yield self._field(
            "department",
            LineInput("" if known else form.department, id="control-department", most=32),
            self.t("people.department_id"),
        )
        yield self._field(
            "department_name", LineInput(form.department_name, id="control-department_name", most=60)
        )
        yield self._field(
            "department_kind", Choice(kinds, form.department_kind, id="control-department_kind")
        )
        supervisors = Picked(
            self._supervisors, self.t("people.pick_hint"), form.supervisor, id="control-supervisor"
        )
        yield self._field("supervisor", supervisors)

    def _departments(self) -> list[Item]:
        return [Item(d, name) for d, name in self.session.departments.items()]

    def _supervisors(self) -> list[Item]:
        staff = self.staff
        if staff is None:
            return []
        above = {
            a.person for a in staff.roster.posts if a.post in {Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER}
        }
        return [item for item in person_items(self.session, staff, self.session.now()) if item.value in above]

    def _holders(self) -> list[Item]:
        """Who holds the post now, and could give it up; or nobody."""
        staff, form = self.staff, self._now()
        nobody = Item("", self.t("people.nobody"))
        if staff is None:
            return [nobody]
        held = {
            a.person
            for a in staff.roster.posts
            if (str(a.post), a.department) == (form.post, form.department) and not a.standby
        }
        return [nobody, *(Item(p, f"{self.session.name(p)}  {p}") for p in sorted(held))]

    # ---- what the fields hold

    def _now(self) -> enrolment.ApplicationForm:
        if not self.query("#control-reason"):
            return self.form
        zone = self.session.zone()
        typed = {name: self.value(name) for name in _TYPED}
        typed |= {name: to_instant(typed[name], zone) for name in ("since", "until")}
        return enrolment.ApplicationForm(
            **typed,
            kind=self.value("kind") or self.form.kind,
            department_kind=self.value("department_kind") or self.form.department_kind,
            supervisor=self.value("supervisor"),
            post=self.value("post") or self.form.post,
            standby=self.ticked("standby"),
            duties=[str(duty) for duty in Duty if self.ticked(str(duty))],
            replaces=self.value("replaces"),
        )

    def gather(self) -> None:
        """Keep what the fields hold."""
        self.form = self._now()

    def _dated(self) -> enrolment.ApplicationForm:
        """The form as it is sent: an empty beginning is now."""
        form = self._now()
        return form if form.since else msgspec.structs.replace(form, since=self.session.now())

    # ---- judging

    def judge(self) -> None:
        """Ask the desk a moment after the last key; another kind of application has other fields."""
        if not self.query("#control-reason"):
            return
        if self.value("kind") != self.form.kind:
            self.gather()
            self.call_later(self.rebuild)
            return
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self._check)

    def _check(self) -> None:
        if self.query("#control-reason"):
            self.ask(enrolment.CheckApplication(self._dated(), self.application), self._checked)

    def _checked(self, found: list[enrolment.ApplicationFault]) -> None:
        self.faults = {fault.field: fault.refusal for fault in reversed(found)}
        self.draw_faults()
        if not found:
            self.preview(self.t("people.ready"))
            return
        names = dict.fromkeys(
            self.t("people.name") if fault.field == "name" else self.session.label("field", fault.field)
            for fault in found
        )
        self.preview(self.t("form.faults", n=len(found), names=", ".join(names)))

    # ---- help with the fields

    def do_pick(self) -> None:
        """Take somebody from the roster: his id, name, staff number and telephone."""
        staff = self.staff
        if staff is None:
            return
        options = [Item(p.id, f"{p.name}  {p.staff_no}  {p.id}") for p in staff.roster.people]

        def picked(person: str | None) -> None:
            found = staff.roster.person(person) if person else None
            if found is None:
                return
            values = {"person": found.id, "name": found.name, "staff_no": found.staff_no}
            for name, value in (values | {"telephone": found.phone}).items():
                self.query_one(f"#control-{name}", LineInput).value = value
            self.touched = True
            self.query_one("#control-title").focus()

        self.app.push_screen(Pick(show(self.t("people.pick")), options, show(self.t("keys.pick"))), picked)

    def do_read_key(self) -> None:
        """Read his public key from a file."""
        form = Form(lines=(Line("path", self.t("people.key_path")),))
        about = show(self.t("people.key_about"))
        self.act(self.t("people.key_title"), about, form, _public_key, self._key_read)

    def _key_read(self, key: str) -> None:
        self.query_one("#control-key", LineInput).value = key

    # ---- signing

    def do_submit(self) -> None:
        """Judge, show what would be signed, ask for the passphrase, sign."""
        if not self.ready:
            return
        self.all_faults = True
        form = self._dated()
        self.ask(
            enrolment.CheckApplication(form, self.application),
            lambda found: self._submit_if_good(form, found),
            slot="submit",
        )

    def _submit_if_good(
        self, form: enrolment.ApplicationForm, found: list[enrolment.ApplicationFault]
    ) -> None:
        self._checked(found)
        if found:
            self.go_to_fault()
            return
        session, application = self.session, self.application

        def job() -> Message:
            try:
                prepared = acting.prepare(session.desk(), form, by=session.person, application=application)
            except KNOWN as error:
                return self.Prepared(form, None, error)
            return self.Prepared(form, steps.read(prepared), None)

        in_background(self, job)

    class Prepared(Message):
        """What would be signed is here, or why nothing is."""

        def __init__(self, form: enrolment.ApplicationForm, act: object, error: Exception | None) -> None:
            super().__init__()
            self.form, self.act, self.error = form, act, error

    def on_application_form_page_prepared(self, message: Prepared) -> None:
        """Show it to the letter and ask for the passphrase."""
        message.stop()
        if message.error is not None:
            self.trouble(message.error)
            return
        act, form, session, application = message.act, message.form, self.session, self.application
        if not isinstance(act, Application):
            return

        def job(filled: Filled) -> views.Done:
            core = session.desk()
            prepared = acting.prepare(core, form, by=session.person, application=application)
            return steps.enact(core, prepared, signing.unlocked(session, filled))

        words: Text = rows(session, form_rows(session, act), 72)
        asked = Form(passphrase=signing.passphrase_field(session))
        self.act(self.t("people.form_title"), words, asked, job, self._submitted)

    def _submitted(self, done: views.Done) -> None:
        self.touched = False
        self._back()
        self.say(self.t("people.handed_in", number=done.number))


def _public_key(filled: Filled) -> str:
    """The public key line of a file; raises ConsoleError("public_key_unreadable")."""
    path = Path(filled.lines["path"]).expanduser()
    try:
        with path.open("rb") as file:
            line = file.read(_LONGEST_KEY).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise ConsoleError("public_key_unreadable", name=path.name) from error
    if not line.startswith("ssh-"):
        raise ConsoleError("public_key_unreadable", name=path.name)
    return " ".join(line.split("\n")[0].split()[:2])
