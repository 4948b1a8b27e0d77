"""The fields of Attachment 3 as widgets: the fields of each kind of application, and the form that they hold.

Every field is on the page from the beginning, and fields of other kinds are hidden: so a kind that is chosen in passing loses
neither typed values nor a key.
"""

from collections.abc import Callable, Iterator
from typing import Final

import msgspec
from textual.widget import Widget

from console import reading
from console.domain import declared
from console.domain.people.enrolment import Application, ApplicationKind
from console.domain.people.enrolment_rules import APPLIED_FOR, Duty
from console.domain.people.people import Appointment, DepartmentKind, Post
from console.locale import words
from console.screens.session import Session
from console.screens.versions.people_facts import Staff, person_items, post_words
from console.screens.windows import to_local
from console.widgets.fields import Choice, Field, Tick
from console.widgets.line_input import LineInput
from console.widgets.modals import Item
from console.widgets.picked import Picked
from console.wire.people.enrolment import ApplicationForm

_K = ApplicationKind
OTHERWISE: Final = {"new_department": "department", "holder": "person"}
"""Fields of the page that fill the same field of the form in another way: a new id is typed, an id in the roster is picked."""
_FIELDS: Final = (
    *("kind", "department", "new_department", "department_name", "department_kind", "supervisor"),
    *("holder", "person", "name", "staff_no", "title", "telephone", "email"),
    *("post", "standby", "replaces", "trained_on", "duties", "since", "until", "key", "reason"),
)
"""Every field of the page, in the order in which they are asked."""
_ALWAYS: Final = frozenset({"kind", "name", "staff_no", "since", "reason"})
_OF_A_PERSON: Final = frozenset({"title", "telephone", "email", "key"})
_GIVES: Final = _ALWAYS | _OF_A_PERSON | {"person", "duties"}
_OF_KIND: Final[dict[ApplicationKind, frozenset[str]]] = {
    _K.OPEN_DEPARTMENT: _GIVES | {"new_department", "department_name", "department_kind", "supervisor"},
    _K.ADD: _GIVES | {"department", "post", "standby", "replaces", "trained_on", "until"},
    _K.CHANGE: _ALWAYS | _OF_A_PERSON | {"department", "holder", "post"},
    _K.REVOKE: _ALWAYS | {"department", "holder", "post"},
    _K.DEPUTY: _GIVES | {"department", "replaces", "trained_on", "until"},
}
_POSTS: Final = {_K.OPEN_DEPARTMENT: Post.DEPARTMENT_MANAGER, _K.DEPUTY: Post.OPERATOR}
"""The post of each kind that is about one post only."""
_OF_AN_OPERATOR: Final = frozenset({"standby", "trained_on"})
_ASKED: Final = {one.name: one for one in declared.of(Application)}
_OFFERED: Final = {
    "department_kind": frozenset(DepartmentKind) - {DepartmentKind.GENERAL},
    "post": frozenset(APPLIED_FOR),
}
"""The values that a form offers for a field, if it does not offer all."""
_LONGEST: Final = {"new_department": 32, "person": 32, "department_name": 60, "trained_on": 10}
"""Most characters of fields that the act itself does not limit, or limits less strictly."""


def shown(form: ApplicationForm) -> tuple[str, ...]:
    """The names of the fields that the page shows for this form."""
    names = _OF_KIND[_K(form.kind)]
    hidden = frozenset() if post_of(form) == Post.OPERATOR else _OF_AN_OPERATOR
    return tuple(name for name in _FIELDS if name in names - hidden)


def post_of(form: ApplicationForm) -> str:
    """The post that the form is about: the chosen one, or the post of its kind."""
    return str(_POSTS.get(_K(form.kind), form.post))


def asked(form: ApplicationForm) -> ApplicationForm:
    """The form without the fields that its kind does not have: values typed for another kind do not belong to it."""
    names = {OTHERWISE.get(name, name) for name in shown(form)}
    empty = ApplicationForm()
    rest = {name: getattr(empty, name) for name in form.__struct_fields__ if name not in names}
    return msgspec.structs.replace(form, **{**rest, "post": post_of(form)})


class ApplicationFields:
    """The widgets of a form; `now` returns the form with its present values, for lists that depend on other fields.

    `home` is the department of the roster that was chosen last: the form itself does not hold it while a new one is to join.
    """

    def __init__(
        self,
        session: Session,
        form: ApplicationForm,
        staff: Staff,
        now: Callable[[], ApplicationForm],
        home: str,
    ) -> None:
        self._session, self._form, self._staff, self._now, self._home = session, form, staff, now, home

    def widgets(self) -> Iterator[Field]:
        """Yield every field; fields of other kinds are hidden."""
        there = shown(self._form)
        for name in _FIELDS:
            if name == "duties":
                yield from self._duties()
                continue
            field = Field(name, self.label(name, self._form), self._control(name))
            field.display = name in there
            yield field

    def label(self, name: str, form: ApplicationForm) -> str:
        """The label of a field in this form."""
        t = self._session.t
        match name:
            case "holder":
                return t("people.whom")
            case "new_department":
                return t("people.department_id")
            case "since":
                return t("people.since_now")
            case "until" if form.kind != _K.DEPUTY:
                return t("people.until_empty")
            case "replaces" if form.kind == _K.DEPUTY:
                return t("people.stands_in")
            case _:
                return t(words.field_key("application", _ASKED[name].path))

    def _control(self, name: str) -> Widget:
        session, form = self._session, self._form
        value, control_id = str(getattr(form, OTHERWISE.get(name, name))), f"control-{name}"
        hint = session.t("people.pick_hint")
        one = _ASKED.get(name)
        if one is not None and one.kind == "choice":
            offered = [code for code in one.choices if code in _OFFERED.get(name, one.choices)]
            kind = reading.set_of(one.reads)
            return Choice([(code, session.label(kind, code)) for code in offered], value, id=control_id)
        match name:
            case "department":
                known = value in session.departments
                return Picked(self._departments, hint, value if known else self._home, id=control_id)
            case "new_department":
                value = "" if value in session.departments else value
            case "supervisor":
                return Picked(self._supervisors, hint, value, id=control_id)
            case "holder":
                known = self._staff.roster.person(value) is not None
                return Picked(self.people, hint, value if known else "", id=control_id)
            case "standby":
                return Tick(session.t("ask.application.standby"), value=form.standby, id=control_id)
            case "replaces":
                return Picked(self._predecessors, session.t("people.nobody"), value, id=control_id)
            case "since" | "until":
                value = to_local(value, session.zone())
            case _:
                pass
        most = _LONGEST.get(name) or (one.most if one is not None else declared.LINE)
        return LineInput(value, id=control_id, most=most)

    def _duties(self) -> Iterator[Field]:
        session, there = self._session, "duties" in shown(self._form)
        for nth, duty in enumerate(Duty):
            tick = Tick(session.label("duty", duty), value=duty in self._form.duties, id=f"control-{duty}")
            name = f"duty-{duty}" if nth else "duties"
            field = Field(name, "" if nth else self.label(name, self._form), tick)
            field.display = there
            yield field

    # ---- the choices of the fields

    def people(self) -> list[Item]:
        """The people whom the application may be about: for a change or an end the holders of such a post there, else everyone."""
        now, staff = self._now(), self._staff.roster.people
        if now.kind in {_K.CHANGE, _K.REVOKE}:
            held = {a.person for a in self._standing(now.department) if a.post in APPLIED_FOR}
            staff = [person for person in staff if person.id in held]
        items = [(p, post_words(self._session, self._staff.posts(p.id, self._session.now()))) for p in staff]
        return [Item(p.id, f"{p.name}  {p.staff_no}  {p.id}  {posts}".rstrip()) for p, posts in items]

    def post_held(self, person: str) -> str:
        """The post in the form's department that a person could give up or change, or empty."""
        held = [a.post for a in self._standing(self._now().department) if a.person == person]
        return str(next((post for post in held if post in APPLIED_FOR), ""))

    def _predecessors(self) -> list[Item]:
        """The words for nobody, and the present holders of the post; for a standby the present standbys."""
        form = asked(self._now())
        held = {
            a.person
            for a in self._standing(form.department)
            if str(a.post) == form.post and a.standby == form.standby and a.person != form.person
        }
        nobody = Item("", self._session.t("people.nobody"))
        return [nobody, *(Item(p, f"{self._session.name(p)}  {p}") for p in sorted(held))]

    def _standing(self, department: str) -> list[Appointment]:
        now = self._session.now()
        return [
            a
            for a in self._staff.roster.posts
            if a.department == department and (not a.until or now < a.until)
        ]

    def _departments(self) -> list[Item]:
        return [Item(department, name) for department, name in self._session.departments.items()]

    def _supervisors(self) -> list[Item]:
        posts = {Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER}
        above = {held.person for held in self._staff.roster.posts if held.post in posts}
        items = person_items(self._session, self._staff, self._session.now())
        return [item for item in items if item.value in above]
