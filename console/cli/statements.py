"""Signing elsewhere: write the exact bytes to a file, sign them with stock ssh-keygen, and carry the signature in."""

import hashlib
import shlex
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer

from console.acting import chains, clock, steps
from console.cli import declared, output, signing
from console.cli.approvals import decisions
from console.cli.declared import both
from console.cli.options import Count, Id, Slot
from console.cli.requests import requests
from console.cli.session import Session, session
from console.cli.streams import UsageError, read_file
from console.domain import acts
from console.domain.declared import typed
from console.domain.leaves import noun_of
from console.errors import ConsoleError
from console.signing.statements import namespace
from console.wire import calls
from console.wire.answers import Done, Prepared
from console.wire.ledger.outbox import OutKind

app = typer.Typer(no_args_is_help=True, help=both("command_line.statement"))

STEPS: Final[dict[str, type[acts.Step]]] = {
    noun_of(kind): kind
    for kind in (
        acts.Approval, acts.Return, acts.Rejection, acts.Withdrawal, acts.CodedAcceptance, acts.Extension,
        acts.Release, acts.Resume, acts.Stop,
    )
}  # fmt: skip
KINDS: Final = ("request", *STEPS)
_CALLED: Final = {"opinion": "text", "reason": "text"}
"""Fields whose option has the same name for all kinds."""
_MOST = 1 << 20
_ARMOUR = b"-----BEGIN SSH SIGNATURE-----"

File = Annotated[Path, typer.Argument(metavar="FILE")]


@app.command("prepare")
def prepare(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=", ".join(KINDS))],
    request: Id,
    out: output.AnyFile = None,
    slot: Slot = 1,
    count: Count = None,
    text: Annotated[str, typer.Option("--text", metavar="TEXT")] = "",
    content_checked: Annotated[bool, typer.Option("--content-checked")] = False,
    list_checked: Annotated[bool, typer.Option("--list-checked")] = False,
    paper: Annotated[str, typer.Option("--paper", metavar="NO")] = "",
    place: Annotated[str, typer.Option("--place", metavar="SHELF")] = "",
    code: Annotated[str, typer.Option("--code", metavar="CODE")] = "",
    gateway: Annotated[str, typer.Option("--gateway")] = "",
    opens: Annotated[str, typer.Option("--opens", metavar="TIME")] = "",
    closes: Annotated[str, typer.Option("--closes", metavar="TIME")] = "",
    by: Annotated[str, typer.Option("--for", metavar="PERSON")] = "",
) -> None:
    run = session(context)
    if by:
        run.say(run.t("cli.prepared_for", name=run.who(by)))
    if kind == "request":
        made = requests.prepared(run, request, by)
    elif kind in STEPS:
        given = {
            "text": text,
            "count": count,
            "content_checked": content_checked,
            "list_checked": list_checked,
            "paper": paper,
            "place": place,
            "code": code,
            "gateway": gateway,
            "opens": opens,
            "closes": closes,
        }
        said = {
            one.name: declared.KINDS[one.kind].read(run, given[_CALLED.get(one.name, one.name)])
            for one in typed(STEPS[kind])
        }
        on_slot = "slot" in STEPS[kind].__struct_fields__
        made = decisions.prepared(
            run, STEPS[kind], request, said | {"count": count}, slot if on_slot else 0, by=by
        )
    else:
        raise UsageError(f"KIND {kind}: {', '.join(KINDS)}")
    _write(run, made, output.named(run, out, f"{kind}-{request}.json"))


@app.command("sign")
def sign(context: typer.Context, file: File, count: Count = None, out: output.AnyFile = None) -> None:
    run = session(context)
    prepared = _read(file)
    act = _shown(run, prepared)
    clock.insist_lately(act.at)
    if isinstance(act, acts.Approval | acts.Extension | acts.Release | acts.Resume):
        run.confirmed_count(count, act.count)

    target = out or (output.STANDARD if file == output.STANDARD else _signature_of(file))
    roots = chains.pinned(run.settings.layout.roots)
    signature = steps.sign_for_carrying(act, prepared, lambda: signing.unlocked(run), roots)
    output.write(run, target, signature.encode(), OutKind.STATEMENT)
    run.show({"signature": str(target)}, [run.t("cli.signature_written", file=output.called(run, target))])


@app.command("carry")
def carry(
    context: typer.Context,
    file: File,
    signature: Annotated[Path | None, typer.Option("--signature", metavar="FILE")] = None,
    draft: Annotated[int, typer.Option("--draft", metavar="ID")] = 0,
) -> None:
    run = session(context)
    text, armour = _both(run, file, signature)
    prepared = _prepared(text)
    _shown(run, prepared)
    try:
        signed = calls.Enact(prepared.text, armour.decode("ascii"), carried=True, draft=draft)
    except UnicodeDecodeError as error:
        raise ConsoleError("file_unreadable", path=signature or _signature_of(file), error="ASCII") from error
    done: Done = run.ask(signed)
    run.done(done, "cli.carried_in")


def command_for(key: str, space: str, file: Path) -> str:
    """Return the exact command that signs `file` with stock OpenSSH."""
    return f"ssh-keygen -Y sign -f {shlex.quote(key)} -n {space} {shlex.quote(str(file))}"


def _write(run: Session, prepared: Prepared, out: Path) -> None:
    act = signing.insist(run, prepared)
    for line in signing.act_lines(run, act):
        run.say(line)
    data = prepared.text.encode()
    output.write(run, out, data, OutKind.STATEMENT)
    file = output.fetched(run, out)
    # Another person's key is not on this machine.
    mine = run.key_file if act.by == run.me.person else None
    command = command_for(str(mine or "KEYFILE"), namespace(act), file)
    summary = {
        "file": str(out),
        "sha256": hashlib.sha256(data).hexdigest(),
        "namespace": namespace(act),
        "command": command,
        "act": msgspec.to_builtins(act),
    }
    after = run.t("cli.carry_after", file=_signature_of(file))
    carry = f"sms-console statement carry {shlex.quote(str(file))}"
    if out == output.STANDARD or output.boxed_as(run, out):
        carry = f"cat {file} {_signature_of(file)} | sms-console statement carry -"
    said = run.t("cli.prepared", file=output.called(run, out), sha256=summary["sha256"])
    run.show(summary, [said, command, after, carry])


def _both(run: Session, file: Path, signature: Path | None) -> tuple[bytes, bytes]:
    """The statement and its signature: two files, or one after the other on standard input. Raises UsageError."""
    text = read_file(file, _MOST)
    if signature is not None or file != output.STANDARD:
        return text, read_file(signature or _signature_of(file), _MOST)
    statement, armour, rest = text.rpartition(_ARMOUR)
    if not armour:
        raise UsageError(run.t("cli.carry_both"))
    return statement.rstrip(), armour + rest


def _read(file: Path) -> Prepared:
    return _prepared(read_file(file, _MOST))


def _prepared(data: bytes) -> Prepared:
    try:
        return Prepared(data.decode())
    except UnicodeDecodeError as error:
        raise ConsoleError("prepared_unreadable") from error


def _shown(run: Session, prepared: Prepared) -> acts.Personal:
    act = steps.read(prepared)
    for line in signing.act_lines(run, act):
        run.say(line)
    return act


def _signature_of(file: Path) -> Path:
    return file.with_name(file.name + ".sig")
