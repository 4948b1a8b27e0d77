"""The identity port: who makes a call. Decided by the account behind the socket or, in solo mode only, by what the caller says."""

import os
import socket
import struct
from collections.abc import Collection, Mapping
from typing import Protocol

from console.domain.people.people import Roster, Standing
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.services.context import Caller
from console.wire.calls import Hello

_UCRED = struct.Struct("3i")
_WATCHER = Caller("", only="watch")
_TELLER = Caller("", only="notices")


class Identity(Protocol):
    """Decides who calls. Asked at Hello and again before every call, so that a roster change counts at once."""

    def caller(self, hello: Hello, uid: int, roster: Roster) -> Caller:
        """Return the caller. Raises RefusedError, with the clause, for anyone who is not active in the roster.

        `uid` is the account at the other end of the socket, -1 if the platform does not tell.
        """
        ...


class PeerUid:
    """The account decides: its uid names one person of the roster or, through `services`, one service entry.

    `watchers` are accounts that may ask for the state of the installation, and for nothing else; `teller` is the one that tells
    people outside (-1: none).
    """

    def __init__(self, services: Mapping[int, str], watchers: Collection[int] = (), teller: int = -1) -> None:
        self._services, self._watchers, self._teller = dict(services), frozenset(watchers), teller

    def caller(self, hello: Hello, uid: int, roster: Roster) -> Caller:
        """See Identity."""
        if uid < 0:
            # Without an account from the platform, all callers would be the same, as would all people without a uid in the roster.
            raise RefusedError(refuse("account_unknown", "R8", uid=uid))
        people = [person.id for person in roster.people if person.uid == uid >= 0]
        active = any(one.standing is Standing.ACTIVE for one in roster.people if one.uid == uid)
        if hello.watch and (active or uid in self._watchers):
            return _WATCHER
        if hello.notices and uid == self._teller and not people:
            return _TELLER
        if hello.service or (uid in self._services and not people):
            return self._service(hello, uid, roster)
        if not people:
            raise RefusedError(refuse("account_unknown", "R8", uid=uid))
        if len(people) > 1:
            raise RefusedError(refuse("account_shared", "R12", uid=uid))
        if hello.person not in {"", people[0]}:
            raise RefusedError(refuse("not_own_account", "R12", person=hello.person))
        return Caller(_active(people[0], roster))

    def _service(self, hello: Hello, uid: int, roster: Roster) -> Caller:
        service = self._services.get(uid, "")
        if not service or hello.service not in {"", service} or hello.person:
            raise RefusedError(refuse("not_own_account", "R12", person=hello.service))
        return Caller("", _listed(service, roster))


class Chosen:
    """The caller says who they are: for a `solo` roster, where one account acts for everybody."""

    def caller(self, hello: Hello, uid: int, roster: Roster) -> Caller:
        """See Identity."""
        if not roster.solo:
            raise RefusedError(refuse("identity_not_chosen", "R12"))
        if uid not in {-1, os.geteuid()} and not (hello.watch and uid == 0):
            raise RefusedError(refuse("account_unknown", "R8", uid=uid))
        if hello.watch:
            return _WATCHER
        if hello.notices:
            return _TELLER
        if bool(hello.person) == bool(hello.service):
            raise RefusedError(refuse("nobody_named", "R8"))
        if hello.service:
            return Caller("", _listed(hello.service, roster))
        return Caller(_active(hello.person, roster))


def peer_uid(sock: socket.socket) -> int:
    """Return the uid of the process that connected (SO_PEERCRED, unix(7)), or -1 if the platform does not tell."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return -1
    _, uid, _ = _UCRED.unpack(sock.getsockopt(socket.SOL_SOCKET, option, _UCRED.size))
    return int(uid)


def _active(person_id: str, roster: Roster) -> str:
    person = roster.person(person_id)
    if person is None:
        raise RefusedError(refuse("not_in_roster", "R8", person=person_id))
    if person.standing is not Standing.ACTIVE:
        raise RefusedError(refuse("person_not_active", "R8", person=person_id, standing=person.standing))
    return person_id


def _listed(service: str, roster: Roster) -> str:
    if not any(entry.id == service for entry in roster.services):
        raise RefusedError(refuse("service_unknown", "R12", service=service))
    return service
