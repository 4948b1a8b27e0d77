"""What a person's own program does to act: read the prepared bytes, check that they say what he means, sign, send."""

from contextlib import suppress
from typing import Any, Protocol

from console.domain import acts
from console.domain.people import Post, Roster, Signers
from console.errors import ConsoleError, RefusedError
from console.signing.canonical import NotCanonicalError
from console.signing.keys import UnlockedKey
from console.signing.statements import decode, namespace
from console.wire import calls, views
from console.wire.base import Call
from console.wire.personnel import WrongPassphrase


class Core(Protocol):
    """The desk as a client meets it."""

    def call(self, call: Call) -> Any:
        """Return the answer (`call.Answer`); raises RefusedError or ConsoleError."""
        ...


def read(prepared: views.Prepared) -> acts.Personal:
    """Decode the prepared bytes for showing; raises ConsoleError("prepared_unreadable")."""
    try:
        act = decode(prepared.text.encode())
    except NotCanonicalError as error:
        raise ConsoleError("prepared_unreadable") from error
    if isinstance(act, Roster | Signers):
        raise ConsoleError("prepared_unreadable")
    return act


def expect(prepared: views.Prepared, *, by: str, kind: str, **fields: object) -> acts.Personal:
    """Read the bytes and insist that they are that person's act of that kind with those fields.

    The desk prepares the bytes, so the person's own program checks them: raises ConsoleError("prepared_differs").
    """
    act = read(prepared)
    wanted = {"by": by, **fields}
    differing = [name for name, value in wanted.items() if getattr(act, name, None) != value]
    if acts.kind(act) != kind or differing:
        raise ConsoleError("prepared_differs", fields=", ".join(differing) or "type")
    return act


def sign(prepared: views.Prepared, key: UnlockedKey) -> str:
    """Return the armoured signature over exactly the prepared bytes."""
    return key.sign(prepared.text.encode(), namespace(read(prepared)))


def enact(core: Core, prepared: views.Prepared, key: UnlockedKey) -> views.Done:
    """Sign the prepared bytes and send them in."""
    done: views.Done = core.call(calls.Enact(prepared.text, sign(prepared, key)))
    return done


def signing_as(card: views.ScopeCard) -> dict[str, object]:
    """The fields of an approval that say for which posts (兼) and in whose place (代) its signer signs, as the card told him."""
    return {"posts": [Post(post) for post in card.posts], "deputy_for": card.deputy_for}


def step(core: Core, call: calls.PrepareStep, *, by: str, request: str, **also: object) -> views.Prepared:
    """Prepare a step and check it against what the person decided on the request whose digest he was shown.

    `also` names further fields that he was told of, such as those of `signing_as`.
    """
    prepared: views.Prepared = core.call(call)
    fields: dict[str, object] = {"request": request, **also}
    if call.kind in {"approval", "extension", "release", "resume"}:
        fields["count"] = call.count
    if call.kind in {"extension", "release", "resume", "stop"}:
        fields["slot"] = call.slot
    if call.kind == "approval":
        fields |= {
            "previous": call.head,
            "content_checked": call.content_checked,
            "list_checked": call.list_checked,
            "opinion": call.text,
            "shown": call.shown,
        }
    if call.kind in {"return", "rejection", "withdrawal", "extension", "stop"}:
        fields["reason"] = call.text
    if call.kind == "acceptance":
        fields |= {"paper": call.paper, "place": call.place}
    if call.kind == "extension":
        fields |= {"opens": call.opens, "closes": call.closes, "previous": call.head}
    expect(prepared, by=by, kind=call.kind, **fields)
    return prepared


def tell_wrong(core: Core) -> None:
    """Tell the desk of a wrong passphrase, so that it can count them (R12); a desk that cannot be told changes nothing."""
    with suppress(ConsoleError, RefusedError):
        core.call(WrongPassphrase())
