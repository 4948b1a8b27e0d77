"""Deciding on a request: the prepared step must say what was decided, on the request that was read."""

from collections.abc import Mapping
from typing import NamedTuple

from console.acting import declared
from console.acting.sitting import Core
from console.domain import acts
from console.domain.archive.check_code import spelled
from console.domain.people.people import Post
from console.errors import ConsoleError
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.requests import approvals
from console.wire.requests.rows import RequestView


class On(NamedTuple):
    """The subject of a step, as its signer read it: request, digest of its statement, digest of the last step, slot (0: none)."""

    request: int
    digest: str
    head: str
    slot: int = 0


def of_card(request: int, card: approvals.ScopeCard) -> On:
    """The request that an approval card shows."""
    return On(request, card.digest, card.head)


def of_view(view: RequestView, slot: int = 0) -> On:
    """The request that its page shows, or a slot of it."""
    return On(view.row.id, view.digest, view.head, slot)


def step(
    core: Core, kind: type[acts.Step], on: On, said: Mapping[str, Given], *, by: str, **shown: object
) -> Prepared:
    """Have a step prepared; `shown` holds further fields that its signer was told of, such as those of `signing_as`.

    Raises as `declared.prepare`.
    """
    subject = f"{on.request}.{on.slot}" if on.slot else str(on.request)
    act = {"request": on.digest, **shown}
    if kind not in {acts.Resume, acts.Stop}:
        # These two steps follow the release, which only the desk knows.
        act["previous"] = on.head
    if on.slot:
        act["slot"] = on.slot
    if kind is acts.CodedAcceptance:
        act |= {"form": True, "text": True, "list": True}
        said = {**said, "code": spelled(str(said.get("code", "")))}
    return declared.prepare(core, kind, subject, said, act, by=by, head=on.head)


def signing_as(card: approvals.ScopeCard) -> dict[str, object]:
    """The fields of an approval that say for which posts (兼) and in whose place (代) its signer signs, taken from the card."""
    return {
        "level": card.level,
        "posts": [Post(post) for post in card.posts],
        "deputy_for": card.deputy_for,
    }


def insist_approved(act: acts.Request, gateway: str) -> None:
    """Insist that a release uses a gateway that the request names; raises ConsoleError("prepared_differs")."""
    if gateway not in {act.gateway, act.backup_gateway}:
        raise ConsoleError("prepared_differs", fields="gateway")
