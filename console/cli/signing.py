"""Signing at the command line: what is signed is read from the bytes, shown, and signed with a key opened for this one act."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from console import reading
from console.acting import cards, steps
from console.cli import tables
from console.cli.session import Session
from console.domain import acts
from console.errors import ConsoleError
from console.signing.keys import KeyFileError, unlock
from console.wire import calls, views


def statement(text: str, digest: str) -> acts.Request:
    """Return the request that a signed text spells; raises ConsoleError unless `digest` is its own."""
    return cards.statement(text, digest)


def lines(run: Session, act: msgspec.Struct) -> Iterator[str]:
    """Yield every field of an act from its bytes, as `locale.reading` has them."""
    return tables.pairs(reading.rows(run.reader, act))


def act_lines(run: Session, act: acts.Personal) -> Iterator[str]:
    """Yield what is signed: the name of the act, and every field of its bytes."""
    yield run.t("cli.signing", what=run.name("step", acts.kind(act)))
    yield from lines(run, act)


def sign(run: Session, prepared: views.Prepared) -> str:
    """Show what the bytes say, open the key, and return the armoured signature over an act that is sent in at once."""
    act = steps.insist(run.core, prepared)
    for line in act_lines(run, act):
        run.say(line)
    return steps.sign(run.core, prepared, unlocked(run))


def enact(run: Session, prepared: views.Prepared, *, draft: int = 0) -> views.Done:
    """Show, sign and send an act; `draft` is that of a request."""
    done: views.Done = run.ask(calls.Enact(prepared.text, sign(run, prepared), draft=draft))
    return done


def propose(run: Session, prepared: views.Prepared, tell: Callable[..., None], key: str) -> None:
    """Show, sign and send a proposal, and `tell` what was done (as `run.done` or `run.said`), with the digest that confirms it."""
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
