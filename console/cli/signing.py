"""Signing at the command line: the act is read from its bytes, shown, and signed with a key that is opened for this act only."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from console import reading
from console.acting import named, steps
from console.acting.approvals import cards
from console.cli import tables
from console.cli.session import Session
from console.domain import acts
from console.errors import ConsoleError
from console.signing.key_errors import KeyFileError
from console.signing.keys import unlock
from console.wire import calls
from console.wire.answers import Done, Prepared


def statement(text: str, digest: str) -> acts.Request:
    """Return the request that a signed text spells; raises ConsoleError unless its digest is `digest`."""
    return cards.statement(text, digest)


def lines(run: Session, act: msgspec.Struct) -> Iterator[str]:
    """Yield every field of an act from its bytes, in the wording of `locale.reading`."""
    return tables.pairs(reading.rows(run.reader, act))


def act_lines(run: Session, act: acts.Personal) -> Iterator[str]:
    """Yield the name of an act, and every field of its bytes."""
    yield run.t("cli.signing", what=run.name("step", acts.kind(act)))
    yield from lines(run, act)


def insist(run: Session, prepared: Prepared, about: msgspec.Struct | None = None) -> acts.Personal:
    """Read an act about to be signed: it is about what the command named by number, if `about` (of a confirmation, the proposal) is.

    Raises as `steps.insist` and `named.insist` do.
    """
    act = steps.insist(run.core, prepared)
    for number in run.numbers:
        named.insist(run.core, about or act, number)
    return act


def sign(run: Session, prepared: Prepared, about: msgspec.Struct | None = None) -> str:
    """Show what the bytes say, open the key, and return the armoured signature over an act that is sent in at once."""
    act = insist(run, prepared, about)
    for line in act_lines(run, act):
        run.say(line)
    return steps.sign(run.core, act, prepared, lambda: unlocked(run))


def enact(run: Session, prepared: Prepared, about: msgspec.Struct | None = None, *, draft: int = 0) -> Done:
    """Show, sign and send an act; `draft` is the number of a request's draft, `about` as in `insist`."""
    done: Done = run.ask(calls.Enact(prepared.text, sign(run, prepared, about), draft=draft))
    return done


def propose(run: Session, prepared: Prepared, tell: Callable[..., None], key: str) -> None:
    """Show, sign and send a proposal, and `tell` the result (as `run.done` or `run.said`), with the digest that confirms it."""
    digest = hashlib.sha256(prepared.text.encode()).hexdigest()
    tell(enact(run, prepared), key, proposal=digest)


def unlocked(run: Session) -> Any:
    """Return the person's unlocked key; raises ConsoleError `key_…`."""
    path = run.key_path()
    try:
        return unlock(path, run.passphrase())
    except KeyFileError as error:
        if error.code == "wrong_passphrase":
            raise steps.tell_wrong(run.core, path) from error
        raise ConsoleError(f"key_{error.code}", path=path) from error
