"""Making the next roster version: changes as data, and their effects (architecture section 5).

`roster_rules` says what no version may contain, `roster_differences` compares two versions, and `roster_alerts` lists what a
version lacks.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, Final, Literal

import msgspec

from console.domain.credentials.custody import HandOver, handed_by
from console.domain.people.enrolment import Application, ApplicationKind
from console.domain.people.people import (
    Appointment,
    CalendarRef,
    CalendarYear,
    Department,
    DepartmentKind,
    GatewayRef,
    Key,
    Person,
    PlanRef,
    PolicyRef,
    Post,
    Roster,
    ScreeningRef,
    Standing,
)
from console.domain.refusals import Refusal, refuse
from console.domain.rosters.roster_rules import unsound
from console.domain.telephones import telephone
from console.domain.times import Time

replace = msgspec.structs.replace

Uid = Annotated[int, msgspec.Meta(ge=-1, le=(1 << 32) - 2)]
"""A kernel user id, or -1 for no account."""


class AddPerson(msgspec.Struct, frozen=True, tag="add_person"):
    """A new person; `key` is their public key line."""

    person: str
    name: str
    staff_no: str
    phone: str
    uid: Uid
    key: str


class EditPerson(msgspec.Struct, frozen=True, tag="edit_person"):
    """A new name, telephone or account; None leaves the field as it is."""

    person: str
    name: str | None = None
    phone: str | None = None
    uid: Uid | None = None


class AddKey(msgspec.Struct, frozen=True, tag="add_key"):
    """One more key, valid from the version's instant on."""

    person: str
    key: str


class RevokeKey(msgspec.Struct, frozen=True, tag="revoke_key"):
    """A key is invalid from an instant on, including its past signatures on pending requests."""

    person: str
    key: str
    since: Time


class Appoint(msgspec.Struct, frozen=True, tag="appoint"):
    """A person takes a post; an empty `until` is open-ended."""

    person: str
    post: Post
    department: str
    since: Time
    until: str = ""
    standby: bool = False


class EndPost(msgspec.Struct, frozen=True, tag="end_post"):
    """A person gives up a post at an instant."""

    person: str
    post: Post
    department: str
    at: Time


class SetStanding(msgspec.Struct, frozen=True, tag="set_standing"):
    """A person is suspended, comes back, or leaves; a person who leaves loses every post at once."""

    person: str
    standing: Literal["active", "suspended", "left"]


class AddDepartment(msgspec.Struct, frozen=True, tag="add_department"):
    """A department joins."""

    department: str
    name: str
    kind: DepartmentKind


class SetPolicy(msgspec.Struct, frozen=True, tag="set_policy"):
    """Another policy pack comes into force: its version, the digest of its bytes, and the version of its pledge."""

    version: str
    digest: str
    pledge: str


class SetScreening(msgspec.Struct, frozen=True, tag="set_screening"):
    """Another screening list comes into force (R11): its version and the digest of its bytes."""

    version: str
    digest: str


class SetGateway(msgspec.Struct, frozen=True, tag="set_gateway"):
    """A gateway file comes into force; with an empty digest the gateway is removed."""

    gateway: str
    digest: str


class SetCalendar(msgspec.Struct, frozen=True, tag="set_calendar"):
    """A year of the calendar comes into force, in place of the one of that year before."""

    year: CalendarYear
    digest: str


class SetNumbers(msgspec.Struct, frozen=True, tag="set_numbers"):
    """A number plan comes in (R10): its version and the digest of its bytes; it counts from the day that it says."""

    version: str
    digest: str


Asked = AddPerson | EditPerson | AddKey | Appoint | EndPost | AddDepartment
"""What an application can ask for."""

Change = Asked | RevokeKey | SetStanding | SetPolicy | SetScreening | SetGateway | SetCalendar | SetNumbers
"""One change; a version holds any number of changes, and none when it only renews the version before."""


class ChangeError(Exception):
    """A change, or the version that results from it, is invalid; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def apply(
    roster: Roster,
    changes: Iterable[Change],
    *,
    at: str,
    expires: str,
    previous: str,
    signers: str,
    grounds: Iterable[str],
) -> Roster:
    """Return the version after `roster`, made at `at`; appointments that have ended by then are left out.

    `previous` and `signers` are digests, `grounds` are the digests of the filed applications that it carries out. No change takes
    effect before `at`. Raises ChangeError.
    """
    version = made(
        roster, changes, at=at, expires=expires, previous=previous, signers=signers, grounds=grounds
    )
    refusal = unsound(version)
    if refusal:
        raise ChangeError(refusal)
    return version


def made(
    roster: Roster,
    changes: Iterable[Change],
    *,
    at: str,
    expires: str,
    previous: str,
    signers: str,
    grounds: Iterable[str],
) -> Roster:
    """Return the same as `apply`, without judging it as a whole: further changes may follow. Raises ChangeError."""
    making = _Making(roster, at)
    for change in changes:
        making.change(change)
    return replace(
        roster,
        version=roster.version + 1,
        previous=previous,
        signers=signers,
        at=at,
        expires=expires,
        policy=making.policy,
        pledge=making.pledge,
        screening=making.screening,
        gateways=making.gateways,
        calendars=making.calendars,
        plans=making.plans,
        departments=making.departments,
        people=list(making.people.values()),
        posts=[held for held in making.posts if not held.until or held.until > at],
        grounds=list(grounds),
    )


def _judge_phone(phone: str | None) -> None:
    """Judge a telephone that is given as the form does; what people have already stays as it is. Raises ChangeError."""
    if phone and not telephone(phone):
        raise ChangeError(refuse("telephone_form", "R8", value=phone))


class _Making:
    """A version in the making."""

    def __init__(self, roster: Roster, at: str) -> None:
        self.at = at
        self.people = {person.id: person for person in roster.people}
        self.posts = list(roster.posts)
        self.departments = list(roster.departments)
        self.gateways = list(roster.gateways)
        self.calendars = list(roster.calendars)
        self.plans = list(roster.plans)
        self.policy, self.pledge = roster.policy, roster.pledge
        self.screening = roster.screening

    def change(self, change: Change) -> None:
        step: dict[type, Callable[[Any], None]] = {
            AddPerson: self._add_person,
            EditPerson: self._edit_person,
            AddKey: self._add_key,
            RevokeKey: self._revoke_key,
            Appoint: self._appoint,
            EndPost: self._end_post,
            SetStanding: self._set_standing,
            AddDepartment: self._add_department,
            SetPolicy: self._set_policy,
            SetScreening: self._set_screening,
            SetGateway: self._set_gateway,
            SetCalendar: self._set_calendar,
            SetNumbers: self._set_numbers,
        }
        step[type(change)](change)

    def _person(self, person_id: str) -> Person:
        person = self.people.get(person_id)
        if person is None:
            raise ChangeError(refuse("roster_unknown_person", "R8", person=person_id))
        return person

    def _key(self, public: str) -> Key:
        if not _KEY.fullmatch(public):
            raise ChangeError(refuse("roster_key_malformed", "R12"))
        return Key(public, self.at, "")

    def _add_person(self, change: AddPerson) -> None:
        if change.person in self.people:
            raise ChangeError(refuse("roster_person_known", "R8", person=change.person))
        _judge_phone(change.phone)
        self.people[change.person] = Person(
            id=change.person,
            name=change.name,
            staff_no=change.staff_no,
            phone=change.phone,
            uid=change.uid,
            keys=[self._key(change.key)] if change.key else [],
            standing=Standing.ACTIVE,
        )

    def _edit_person(self, change: EditPerson) -> None:
        person = self._person(change.person)
        _judge_phone(change.phone)
        given = {"name": change.name, "phone": change.phone, "uid": change.uid}
        self.people[person.id] = replace(person, **{n: v for n, v in given.items() if v is not None})

    def _add_key(self, change: AddKey) -> None:
        person = self._person(change.person)
        self.people[person.id] = replace(person, keys=[*person.keys, self._key(change.key)])

    def _revoke_key(self, change: RevokeKey) -> None:
        person = self._person(change.person)
        if not any(key.public == change.key and not key.revoked for key in person.keys):
            raise ChangeError(refuse("roster_key_not_his", "R12", person=person.id))
        if change.since > self.at:
            raise ChangeError(refuse("roster_revoked_later", "R12", since=change.since))
        keys = [
            replace(k, revoked=change.since) if k.public == change.key and not k.revoked else k
            for k in person.keys
        ]
        self.people[person.id] = replace(person, keys=keys)

    def _appoint(self, change: Appoint) -> None:
        self._person(change.person)
        since = max(change.since, self.at)
        if change.until and change.until <= since:
            raise ChangeError(refuse("roster_post_dates", "R8", person=change.person))
        self.posts.append(
            Appointment(change.person, change.post, change.department, since, change.until, change.standby)
        )

    def _end_post(self, change: EndPost) -> None:
        person = self._person(change.person)
        end = max(change.at, self.at)
        kept: list[Appointment] = []
        for held in self.posts:
            theirs = (held.person, held.post, held.department) == (person.id, change.post, change.department)
            if not theirs or (held.until and held.until <= end):
                kept.append(held)
            elif held.since < end:
                kept.append(replace(held, until=end))
        if kept == self.posts:
            raise ChangeError(
                refuse(
                    "roster_post_not_held",
                    "R8",
                    person=person.id,
                    post=change.post,
                    department=change.department,
                )
            )
        self.posts = kept

    def _set_standing(self, change: SetStanding) -> None:
        person, standing = self._person(change.person), Standing(change.standing)
        if person.standing is standing:
            raise ChangeError(refuse("roster_standing_same", "R8", person=person.id, standing=standing))
        person = replace(person, standing=standing)
        if standing is Standing.LEFT:
            # The account may be given to somebody else; name and keys belong to this person for ever.
            person = replace(person, uid=-1)
            self.posts = [held for held in self.posts if held.person != person.id]
        self.people[person.id] = person

    def _add_department(self, change: AddDepartment) -> None:
        self.departments.append(Department(change.department, change.name, change.kind))

    def _set_policy(self, change: SetPolicy) -> None:
        self.policy, self.pledge = PolicyRef(change.version, change.digest), change.pledge

    def _set_screening(self, change: SetScreening) -> None:
        self.screening = ScreeningRef(change.version, change.digest)

    def _set_gateway(self, change: SetGateway) -> None:
        rest = [gateway for gateway in self.gateways if gateway.id != change.gateway]
        if not change.digest and len(rest) == len(self.gateways):
            raise ChangeError(refuse("roster_no_gateway", "R2", gateway=change.gateway))
        self.gateways = [*rest, GatewayRef(change.gateway, change.digest)] if change.digest else rest

    def _set_calendar(self, change: SetCalendar) -> None:
        rest = [one for one in self.calendars if one.year != change.year]
        self.calendars = sorted([*rest, CalendarRef(change.year, change.digest)], key=lambda one: one.year)

    def _set_numbers(self, change: SetNumbers) -> None:
        rest = [one for one in self.plans if one.version != change.version]
        self.plans = [*rest, PlanRef(change.version, change.digest)]


_KEY: Final = re.compile(r"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}")
"""An Ed25519 public key as OpenSSH writes it (RFC 8709, section 4), without a comment: 51 bytes in base64."""


# ---- what a ground asks for

Paper = Application | HandOver
"""What a version may carry out: a filed application, or a fully signed hand-over of custody."""


def changes_of(paper: Paper, roster: Roster) -> list[Asked]:
    """Return the changes that a ground makes to `roster`, the version before: person, key, post, and the predecessor's post."""
    return _of_hand_over(paper, roster) if isinstance(paper, HandOver) else _of_application(paper, roster)


def _of_hand_over(act: HandOver, roster: Roster) -> list[Asked]:
    ends: list[Asked] = [
        EndPost(held.person, held.post, held.department, act.effective) for held in handed_by(act, roster)
    ]
    return [*ends, Appoint(act.incoming, Post.CUSTODIAN, act.department, act.effective)]


def _of_application(application: Application, roster: Roster) -> list[Asked]:
    asked: list[Asked] = []
    if application.kind is ApplicationKind.REVOKE:
        return [EndPost(application.person, application.post, application.department, application.since)]
    if application.kind is ApplicationKind.OPEN_DEPARTMENT and application.new_department:
        new = application.new_department
        asked.append(AddDepartment(application.department, new.name, new.kind))
    asked += _the_person(application, roster)
    if application.kind is ApplicationKind.CHANGE:
        return asked
    asked += _the_predecessor(application, roster)
    asked.append(
        Appoint(
            application.person,
            application.post,
            application.department,
            application.since,
            application.until,
            application.standby,
        )
    )
    if application.kind is ApplicationKind.OPEN_DEPARTMENT and application.new_department:
        supervisor = application.new_department.supervisor
        asked.append(Appoint(supervisor, Post.SUPERVISING_MANAGER, application.department, application.since))
    return asked


def _the_person(application: Application, roster: Roster) -> Iterator[Asked]:
    """Add the person if they are new; otherwise yield the changed fields and a new key."""
    person = roster.person(application.person)
    if person is None:
        yield AddPerson(
            application.person,
            application.name,
            application.staff_no,
            application.telephone,
            -1,
            application.key,
        )
        return
    name = application.name if application.name not in {"", person.name} else None
    phone = application.telephone if application.telephone not in {"", person.phone} else None
    if application.kind is ApplicationKind.CHANGE and (name or phone):
        yield EditPerson(person.id, name, phone)
    if application.key and application.key not in roster.keys_of(person.id):
        yield AddKey(person.id, application.key)


def _the_predecessor(application: Application, roster: Roster) -> Iterator[Asked]:
    """End the predecessor's post: for good, or until the last day of a temporary deputy."""
    if not application.replaces:
        return
    yield EndPost(application.replaces, application.post, application.department, application.since)
    if application.kind is not ApplicationKind.DEPUTY or not application.until:
        return
    for held in roster.posts:
        same = (held.person, held.post, held.department) == (
            application.replaces,
            application.post,
            application.department,
        )
        if same and not held.standby and (not held.until or application.until < held.until):
            yield Appoint(held.person, held.post, held.department, application.until, held.until)
