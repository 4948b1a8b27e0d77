"""Printed forms: each is gathered by its noun from the original signed statements, made by `exports`; each printing is a ledger entry (R3)."""

from collections.abc import Callable
from typing import Final, NamedTuple

from console.domain.archive.check_code import check_code
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.exports.shapes import Printing
from console.services.context import Context, answers
from console.services.ledger import ledger
from console.services.printed.form_parts import printing
from console.wire.archive import forms as wire


class Made(NamedTuple):
    """A finished form: the file's name without its extension, its bytes, the digest shown, its ledger subject, and the version."""

    name: str
    data: bytes
    digest: str
    subject: str
    version: int


Maker = Callable[[Context, wire.PrintForm, Printing], Made]
_MAKES: Final[dict[str, Maker]] = {}


def prints(kind: str) -> Callable[[Maker], Maker]:
    """Mark what makes the form of a kind. Raises ValueError if something makes it already."""

    def add(make: Maker) -> Maker:
        if kind in _MAKES:
            raise ValueError(kind)
        _MAKES[kind] = make
        return make

    return add


@answers
def print_form(ctx: Context, call: wire.PrintForm) -> wire.Printed:
    """Make one form for the caller, who must be allowed to read its subject, and enter the printing in the ledger."""
    make = _MAKES.get(call.kind)
    if make is None:
        raise RefusedError(refuse("no_such_form", "R3", form=call.kind))
    made = make(ctx, call, printing(ctx, call.lang))
    code = check_code(made.digest)
    payload = {"form": call.kind, "version": made.version, "check_code": code, "language": call.lang}
    seq = ledger.record(ctx, "form.printed", made.subject, payload)
    return wire.Printed(f"{made.name}.xlsx", made.data, code, seq)


def made(ctx: Context, kind: str, of: str, frame: Printing, version: int = 0) -> Made:
    """One form for a filing pack. It is no ledger entry of its own, because the pack is compiled and signed as a whole."""
    return _MAKES[kind](ctx, wire.PrintForm(kind, of, version, frame.language), frame)


def number_of(call: wire.PrintForm) -> int:
    """The number by which a form is asked for. Raises RefusedError."""
    try:
        return int(call.id)
    except ValueError as error:
        raise RefusedError(refuse("no_such_form", "R3", form=f"{call.kind} {call.id}")) from error


def may_read(ctx: Context, person: str, department: str) -> None:
    """Raise RefusedError unless the form is about the caller, or about a department that they may read."""
    if person != ctx.caller.person:
        ctx.may_read(department)
