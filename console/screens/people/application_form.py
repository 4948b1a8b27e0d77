"""The form of Attachment 3 (操作员申请表): the desk judges it while it is filled in; it is signed and submitted at the end."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from textual import on
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from console.acting import steps
from console.acting.contacts.browsing import Shown, Wanted, placed
from console.acting.patience import octets
from console.acting.people import enrolment as acting
from console.domain.people.enrolment import ApplicationKind
from console.domain.people.enrolment_rules import Duty
from console.domain.refusals import refuse
from console.errors import ConsoleError
from console.screens import act_form
from console.screens.choosing.dialog import files
from console.screens.failures import whole
from console.screens.people.application_fields import OTHERWISE, ApplicationFields, asked, shown
from console.screens.people.staff_form import StaffForm
from console.screens.versions.people_facts import Staff
from console.screens.windows import to_day, to_instant
from console.widgets.fields import Choice, Field
from console.widgets.line_input import LineInput
from console.widgets.modals import Form, Line
from console.widgets.paint import strong
from console.widgets.picked import Picked
from console.widgets.show import show
from console.wire.answers import Done, Prepared
from console.wire.people import enrolment

_PAUSE = 0.4
"""Seconds after the last key until the desk is asked to judge the form."""
_LONGEST_KEY = 4096
_FILES = Wanted("keys", frozenset({".pub"}), _LONGEST_KEY, Shown.TEXT)
_BARRED = frozenset({"not_opener", "not_an_applicant", "not_in_roster", "roster_expired"})
"""Refusals that filling in the form cannot remove."""


class ApplicationFormPage(StaffForm, scope="application_form"):
    """A new application; with a view the next version of a returned one."""

    CSS = StaffForm.CSS

    def __init__(self, view: enrolment.ApplicationView | None = None) -> None:
        super().__init__()
        self.application = view.row.id if view is not None else 0
        self.form = view.form if view is not None else enrolment.ApplicationForm()
        self._returned = view.reason if view is not None else ""
        self.all_faults = view is not None
        self._timer: Timer | None = None
        self._home = ""

    # ---- the fields

    async def known(self, staff: Staff) -> None:
        """Show the form; it begins with the applicant's own department."""
        del staff
        self._home = self._own()
        if not self.form.department:
            self.form = msgspec.structs.replace(self.form, department=self._home)
        await self.rebuild("kind")

    def _own(self) -> str:
        me = self.session.me
        return next((department for _, department in me.posts if department), "") if me else ""

    def staff_fields(self, staff: Staff) -> Iterable[Widget]:
        """Yield the fields of this kind with their known values."""
        yield Static(show(self.t("people.form_head")), markup=False)
        if self._returned:
            yield Static(strong(f"{self.t('people.returned_because')} {self._returned}"), markup=False)
        yield from self._fields(staff).widgets()

    def _fields(self, staff: Staff) -> ApplicationFields:
        return ApplicationFields(self.session, self.form, staff, self._now, self._home)

    def _now(self) -> enrolment.ApplicationForm:
        """The form with its present values; values of another kind stay, in case that kind is chosen again."""
        if not self.query("#control-reason"):
            return self.form
        zone = self.session.zone()
        kind = self.value("kind") or self.form.kind
        known = msgspec.structs.replace(self.form, kind=kind, post=self.value("post") or self.form.post)
        now: dict[str, object] = {}
        for name in shown(known):
            match name:
                case "standby":
                    now[name] = self.ticked(name)
                case "duties":
                    now[name] = [str(duty) for duty in Duty if self.ticked(str(duty))]
                case "since" | "until":
                    now[name] = to_instant(self.value(name), zone)
                case "trained_on":
                    now[name] = to_day(self.value(name))
                case _:
                    now[OTHERWISE.get(name, name)] = self.value(name)
        return msgspec.structs.replace(known, **now)

    def gather(self) -> None:
        """Keep the values of the fields."""
        self.form = self._now()

    @property
    def about(self) -> str:
        """The returned application, if it is one."""
        return str(self.application or "")

    def opens_with(self) -> dict[str, Any]:
        """The form as it opens."""
        return {"form": self.form}

    def to_keep(self) -> dict[str, Any]:
        """The form with its present values."""
        self.gather()
        return {"form": self.form}

    def take_up(self, values: Mapping[str, Any]) -> None:
        """Take the form that was kept."""
        self.form = values["form"]

    def _dated(self) -> enrolment.ApplicationForm:
        """The form as it is sent: an empty start becomes now, and fields that the form does not have are empty."""
        form = asked(self._now())
        return form if form.since else msgspec.structs.replace(form, since=self.session.now())

    # ---- judging

    def judge(self) -> None:
        """Ask the desk a moment after the last key, and show the fields of the chosen kind."""
        if not self._whole():
            return
        self.form = self._now()
        if self.form.department in self.session.departments:
            self._home = self.form.department
        self._show_fields()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self._check)

    def _show_fields(self) -> None:
        """Show the fields of the chosen kind or post, with their labels."""
        staff, there = self.staff, shown(self.form)
        if staff is None:
            return
        named = self._fields(staff)
        for field in self.query(Field):
            name = "duties" if field.field.startswith("duty-") else field.field
            field.display = name in there
            if name == field.field:
                field.call(named.label(name, self.form))

    def _whole(self) -> bool:
        """Whether every field exists: while they are made again in another language, the first may be gone already."""
        return bool(self.query("#control-kind")) and bool(self.query("#control-reason"))

    def _check(self) -> None:
        if self._whole():
            self.ask(enrolment.CheckApplication(self._dated(), self.application), self._checked)

    def _checked(self, faults: list[enrolment.ApplicationFault]) -> None:
        otherwise = {OTHERWISE[name]: name for name in shown(self.form) if name in OTHERWISE}
        self.faults = {otherwise.get(f.field, f.field): f.refusal for f in reversed(faults)}
        self.draw_faults()
        if not faults:
            self.preview(self.t("people.ready", key=self.key_words("submit")))
            return
        # A person who may not apply at all is told so before they fill anything in.
        barred = [whole(f.refusal, self.session) for f in faults if f.refusal.code in _BARRED]
        self.preview("\n".join([*barred[:1], self.still()]))

    # ---- help with the fields

    def do_pick(self) -> None:
        """Pick a person from the roster: fill in their id, name, staff number and telephone."""
        staff = self.staff
        if staff is not None:
            self.pick(lambda: self.t("people.pick"), self._fields(staff).people, self._fill)

    @on(Picked.Taken)
    def _person_taken(self, message: Picked.Taken) -> None:
        if message.field.id == "control-holder":
            self._fill(message.field.value)

    def _fill(self, person: str) -> None:
        """Fill in the roster's values for a person, and the post if the form is about one that they hold."""
        staff = self.staff
        known = staff.roster.person(person) if staff is not None else None
        if staff is None or known is None:
            return
        self.touched = True
        values = {"name": known.name, "staff_no": known.staff_no, "telephone": known.phone}
        values |= dict.fromkeys(("person", "holder"), known.id)
        for name, value in values.items():
            for control in self.query(f"#control-{name}"):
                if isinstance(control, LineInput | Picked):
                    control.value = value
        if self.form.kind in {ApplicationKind.CHANGE, ApplicationKind.REVOKE}:
            post = self._fields(staff).post_held(person)
            for control in self.query("#control-post").results(Choice):
                control.value = post or control.value
        title, reason = self.query_one("#control-title"), self.query_one("#control-reason")
        (title if "title" in shown(self.form) else reason).focus()
        self.judge()

    def do_read_key(self) -> None:
        """Read the person's public key from a file."""
        if "key" not in shown(self.form):
            self.trouble(refuse("key_not_here", "R12"))
            return
        folder = self.session.inbox
        self.act(
            lambda: self.t("people.key_title"),
            lambda: show(self.t("people.key_about")),
            lambda: Form(lines=(Line("path", self.t("people.key_path"), files=files(self, _FILES)),)),
            lambda filled: _public_key(placed(filled.lines["path"], folder)),
            self._key_read,
        )

    def _key_read(self, key: str) -> None:
        control = self.query_one("#control-key", LineInput)
        control.value = key
        self.set_focus(control)
        self.go_on()

    # ---- signing

    def do_submit(self) -> None:
        """Judge the form, show the text to be signed, ask for the passphrase, sign."""
        if not self.ready:
            return
        self.all_faults = True
        form = self._dated()
        self.ask(
            enrolment.CheckApplication(form, self.application),
            lambda faults: self._submit_if_good(form, faults),
            slot="submit",
        )

    def _submit_if_good(
        self, form: enrolment.ApplicationForm, faults: list[enrolment.ApplicationFault]
    ) -> None:
        self._checked(faults)
        if faults:
            self.go_to_fault()
            return
        person, application = self.session.person, self.application

        def prepare(core: steps.Core) -> Prepared:
            return acting.prepare(core, form, by=person, application=application)

        act_form.sign_told(self, prepare, lambda: self.t("people.form_title"), self._submitted)

    def _submitted(self, done: Done) -> None:
        self.done()
        self._back()
        self.say(self.t("people.handed_in", number=done.number))


def _public_key(path: Path) -> str:
    """The public key line of a file; raises ConsoleError("public_key_unreadable")."""
    try:
        line = octets(path, _LONGEST_KEY).decode()
    except (OSError, ValueError) as error:
        raise ConsoleError("public_key_unreadable", name=path.name) from error
    if not line.startswith("ssh-"):
        raise ConsoleError("public_key_unreadable", name=path.name)
    return " ".join(line.split("\n")[0].split()[:2])
