"""The plan of a new organisation as people write it (TOML): people, their posts and keys, gateways, policy."""

import tomllib
from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec

from console.domain.people.people import DepartmentKind, Post
from console.errors import ConsoleError

_Some = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
_Threshold = Annotated[int, msgspec.Meta(ge=1, le=20)]


class PlannedOrganisation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The organisation: `zone` is the IANA zone in which the plan's dates are meant, `days` how long version 1 holds.

    `signatures` are those that its provider registered, without brackets; its name if none are given.
    """

    id: _Some
    name: _Some
    signatures: Annotated[list[_Some], msgspec.Meta(max_length=100)] = []
    zone: str = "Asia/Shanghai"
    solo: bool = False
    days: Annotated[int, msgspec.Meta(ge=1, le=100)] = 90


class PlannedRoots(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Root keys, each a `.pub` file or a line, and how many of them must sign."""

    keys: Annotated[list[_Some], msgspec.Meta(min_length=1, max_length=20)]
    threshold: _Threshold = 2


class PlannedSigners(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many roster signers must sign; the post `roster_signer` says who they are."""

    threshold: _Threshold = 2


class PlannedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A policy pack, screening list or gateway: a shipped one by name, or a file of the site."""

    shipped: str = ""
    file: str = ""


class PlannedDepartment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A department."""

    id: _Some
    name: _Some
    kind: DepartmentKind


class Duty(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A post that a person takes; `since` None: from the roster's own instant; `until`: the first day without it, or open-ended."""

    post: Post
    department: str = ""
    standby: bool = False
    since: date | None = None
    until: date | None = None


class PlannedPerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person: `key` is a `.pub` file or a public line, `uid` the account on the desk's host (-1: none)."""

    id: _Some
    name: _Some
    staff_no: str
    phone: str
    key: _Some
    posts: list[Duty]
    uid: Annotated[int, msgspec.Meta(ge=-1, le=2**32 - 2)] = -1


class PlannedService(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A process that signs in its own name."""

    id: _Some
    key: _Some
    kind: Literal["dispatch"] = "dispatch"


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that the first roster says, before keys and files are read."""

    organisation: PlannedOrganisation
    roots: PlannedRoots
    policy: PlannedFile
    screening: PlannedFile
    department: list[PlannedDepartment]
    person: list[PlannedPerson]
    gateway: list[PlannedFile]
    service: list[PlannedService]
    signers: PlannedSigners = PlannedSigners()


def read(text: str) -> Plan:
    """Return the plan that a TOML text spells; raises ConsoleError `plan_unreadable` saying where it is wrong."""
    try:
        plan = msgspec.convert(tomllib.loads(text), Plan, strict=True)
        ZoneInfo(plan.organisation.zone)
    except (ValueError, KeyError, OSError) as error:
        raise ConsoleError("plan_unreadable", error=error) from error
    for one in (plan.policy, plan.screening, *plan.gateway):
        if bool(one.shipped) == bool(one.file):
            raise ConsoleError("plan_unreadable", error="policy, screening, gateway: shipped = … / file = …")
    return plan
