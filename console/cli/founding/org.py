"""Founding an organisation: a plan becomes statements, people sign them over some days, and the chain of trust is judged.

No desk is asked. Root keys and roster signers sign here; they need no account anywhere.
"""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from console.acting.founding import founding, plans, signatures
from console.acting.founding.founding import Sources
from console.cli import output, signing, tables
from console.cli.declared import both
from console.cli.exits import VERIFICATION
from console.cli.founding import ceremony, founding_words
from console.cli.session import Session, session
from console.cli.statements import command_for
from console.cli.streams import UsageError, read_file
from console.domain import times
from console.domain.data_folder import data_folder
from console.errors import ConsoleError
from console.locale import words
from console.signing.refused import Refused
from console.signing.sshsig import fingerprint
from console.signing.statements import Signed, namespace
from console.signing.trust import establish
from console.wire.ledger.outbox import OutKind

if TYPE_CHECKING:
    from console.acting.founding.signatures import Signing
    from console.cli.founding.ceremony import Ceremony
    from console.domain.people.people import Roster
    from console.domain.rosters.staffing import Finding
    from console.signing.trust import Roots

app = typer.Typer(no_args_is_help=True, help=both("command_line.org"))

_MOST = 4 << 20
_CODE = 8
"""Characters of a statement's check code that its signer types."""
_ARMOUR = b"-----BEGIN SSH SIGNATURE-----"

Folder = Annotated[Path, typer.Argument(metavar="DIR")]
Statement = Annotated[str, typer.Argument(metavar="NAME")]


@app.command("plan")
def plan(context: typer.Context, out: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    run = session(context)
    sample = data_folder() / "samples" / "organisation.toml"
    output.write(run, out, sample.read_bytes(), OutKind.RULES)
    run.show({"file": str(out)}, [run.t("org.plan_written", file=output.called(run, out))])


@app.command("draft")
def draft(
    context: typer.Context,
    plan_file: Annotated[Path, typer.Option("--plan", metavar="FILE")],
    out: output.Folder,
) -> None:
    run = session(context)
    planned = plans.read(_text(plan_file))
    made = founding.build(planned, _sources(plan_file.parent), times.now())
    findings = founding.judge(made)
    _insist(run, findings, made.roster)

    def written(folder: Path) -> ceremony.Ceremony:
        ceremony.write(made, folder)
        return ceremony.load(folder)

    opened = output.made_folder(run, out, "org", written)
    data = {"folder": str(out), **_summary(opened), "findings": _findings(run, findings, made.roster)}
    lines = [run.t("org.drafted", folder=output.called(run, out)), *_roots_lines(run, opened.roots)]
    lines += [run.t("org.code", name=name, code=one.digest()) for name, one in opened.statements.items()]
    lines += [run.t("org.next_sign", folder="org" if out == output.STANDARD else out)]
    run.show(data, lines)


@app.command("show")
def show(context: typer.Context, folder: Folder) -> None:
    run = session(context)
    opened = ceremony.load(folder)
    findings = founding.judge(opened.founding)
    lines = list(_roots_lines(run, opened.roots))
    for name, signed in opened.statements.items():
        lines += ["", *founding_words.statement(run, signatures.read(name, signed), opened.roster)]
        lines += [run.t("org.code", name=name, code=signed.digest())]
        lines += founding_words.state(run, opened.signing(name))
    lines += ["", *(founding_words.finding(run, one, opened.roster) for one in findings)]
    run.show(_summary(opened) | {"findings": _findings(run, findings, opened.roster)}, lines)


@app.command("sign")
def sign(
    context: typer.Context,
    folder: Folder,
    name: Statement,
    signature: Annotated[Path | None, typer.Option("--signature", metavar="FILE")] = None,
    code: Annotated[str, typer.Option("--confirm", metavar="CODE")] = "",
) -> None:
    run = session(context)
    with ceremony.alone(folder):
        opened = ceremony.load(folder)
        signed = opened.statement(name)
        for line in founding_words.statement(run, signatures.read(name, signed), opened.roster):
            run.say(line)
        state = opened.signing(name)
        _insist(run, founding.judge(opened.founding), opened.roster)
        run.say(run.t("org.code", name=name, code=signed.digest()))
        made = _carried(opened, state, signature) if signature else _by_key(run, state, signed, code)
        ceremony.keep(opened, name, made)
        after = signatures.signing(name, made, opened.roots, opened.signers, opened.roster)
    run.show(_state_data(after), [run.t("org.added", name=name), *founding_words.state(run, after)])


@app.command("export")
def export(context: typer.Context, folder: Folder, name: Statement, out: output.File) -> None:
    run = session(context)
    opened = ceremony.load(folder)
    signed = opened.statement(name)
    act = signatures.read(name, signed)
    for line in founding_words.statement(run, act, opened.roster):
        run.say(line)
    output.write(run, out, signed.text.encode(), OutKind.STATEMENT)
    out = Path(f"{name}.txt") if (piped := out == output.STANDARD) else out
    command = command_for(str(run.key_file or "KEYFILE"), namespace(act), out)
    after = f"sms-console org sign {shlex.quote(str(folder))} {name} --signature {shlex.quote(f'{out}.sig')}"
    data = {"file": str(out), "sha256": signed.digest(), "namespace": namespace(act), "command": command}
    lines = [run.t("org.code", name=name, code=signed.digest()), command, after]
    run.show(data, [run.t("org.exported", file=run.t("cli.standard_output") if piped else out), *lines])


@app.command("check")
def check(context: typer.Context, folder: Folder) -> None:
    run = session(context)
    opened = ceremony.load(folder)
    findings = founding.judge(opened.founding)
    states = [opened.signing(name) for name in opened.statements]
    faults = list(_faults(run, opened, states, findings))
    data = {
        "good": not faults,
        "faults": faults,
        "findings": _findings(run, findings, opened.roster),
        **_summary(opened),
    }
    lines = [run.t("org.not_founded"), *faults] if faults else list(_founded(run, opened))
    for state in states:
        if state.missing:
            lines += ["", *founding_words.state(run, state)]
    lines += ["", *(founding_words.finding(run, one, opened.roster) for one in findings if not one.blocks)]
    run.show(data, lines)
    if faults:
        raise typer.Exit(VERIFICATION)


@app.command("next-signers")
def next_signers(
    context: typer.Context,
    folder: Folder,
    signer: Annotated[list[str], typer.Option("--signer", metavar="KEY")],
    threshold: Annotated[int, typer.Option("--threshold", min=1, max=20)] = 2,
) -> None:
    run = session(context)
    opened = ceremony.load(folder)
    keys = [founding.key_line(one, _text_of(Path())) for one in signer]
    statement = founding.next_signers(opened.newest_signers, keys, threshold, times.now())
    _insist(run, list(founding.judge_signers(statement, opened.roster)), opened.roster)
    path = ceremony.keep_draft(opened, statement)
    data = {"file": str(path), "statement": msgspec.to_builtins(statement)}
    lines = [run.t("org.signers_drafted", name=path.stem)]
    run.show(data, [*lines, *founding_words.statement(run, statement, opened.roster)])


def _by_key(run: Session, state: "Signing", signed: "Signed", code: str) -> "Signed":
    """Sign with the person's key, as everywhere; it is checked before it is opened and again afterwards."""
    from console.cli.founding import keys  # noqa: PLC0415 - as above

    signatures.insist(state, keys.public_line(run.key_path()))
    _confirm(run, state, code)
    key = signing.unlocked(run)
    signatures.insist(state, key.public)
    space = namespace(signatures.read(state.name, signed))
    return signatures.with_signature(state, signed, key.sign(signed.text.encode(), space))


def _carried(opened: "Ceremony", state: "Signing", file: Path) -> "Signed":
    """Add signatures made elsewhere: an armour of stock ssh-keygen, or every signature of another copy of the statement."""
    data = read_file(file, _MOST)
    signed = opened.statement(state.name)
    if data.startswith(_ARMOUR):
        return signatures.with_signature(state, signed, data.decode("ascii", "replace"))
    try:
        other = msgspec.json.decode(data, type=Signed)
    except msgspec.MsgspecError as error:
        raise ConsoleError("signature_bad", name=state.name, why=error) from error
    return signatures.joined(state, signed, other)


def _confirm(run: Session, state: "Signing", code: str) -> None:
    """Raise ConsoleError `not_confirmed` unless the signer types the beginning of the statement's check code."""
    if not code:
        if not run.interactive:
            raise UsageError(run.t("org.confirm_needed", count=_CODE))
        code = typer.prompt(run.t("org.confirm", count=_CODE), err=True, default="", show_default=False)
    if len(code) < _CODE or not state.digest.startswith(code.strip().lower()):
        raise ConsoleError("not_confirmed", name=state.name, typed=code)


def faults(run: Session, opened: "Ceremony") -> list[str]:
    """Why an organisation was never founded, in words; empty if it was, even if its roster has ended since."""
    states = [opened.signing(name) for name in opened.statements]
    return list(_faults(run, opened, states, founding.judge(opened.founding), ended=False))


def _faults(
    run: Session,
    opened: "Ceremony",
    states: "list[Signing]",
    findings: "list[Finding]",
    *,
    ended: bool = True,
) -> Iterator[str]:
    """Why the organisation is not founded, in words; empty if it is."""
    yield from (founding_words.finding(run, one, opened.roster) for one in findings if one.blocks)
    missing = [state for state in states if state.missing and state.name not in opened.drafts]
    for state in missing:
        yield run.t("org.missing", name=state.name, missing=state.missing, least=state.least)
    if missing:
        return
    try:
        newest = establish(opened.roots, opened.signers, opened.rosters, None).newest
    except Refused as error:
        yield f"{words.refused(error.name, run.lang)} ({error.name})"
        return
    if ended and newest.expires <= times.now():
        yield run.t("org.expired", expires=run.when(newest.expires))


def _founded(run: Session, opened: "Ceremony") -> Iterator[str]:
    """Yield the facts to write down on paper."""
    roster = opened.roster
    yield run.t("org.founded", name=f"{roster.org_name} ({roster.org})")
    if roster.solo:
        yield run.t("cli.solo")
    yield from _roots_lines(run, opened.roots)
    for name, signed in opened.statements.items():
        yield run.t("org.code", name=name, code=signed.digest())
    yield run.t("org.valid", expires=run.when(roster.expires))
    yield run.t("org.next_start", folder=opened.home.root)


def _roots_lines(run: Session, roots: "Roots") -> Iterator[str]:
    yield run.t("org.roots", threshold=roots.threshold, count=len(roots.keys))
    yield from tables.pairs(
        (run.t("org.root", number=n), fingerprint(key)) for n, key in enumerate(roots.keys, 1)
    )


def _summary(opened: "Ceremony") -> dict[str, Any]:
    return {
        "organisation": opened.roots.org,
        "roots": {
            "threshold": opened.roots.threshold,
            "keys": [{"public": key, "fingerprint": fingerprint(key)} for key in opened.roots.keys],
        },
        "statements": [
            _state_data(opened.signing(name))
            | {"statement": msgspec.to_builtins(signatures.read(name, signed))}
            for name, signed in opened.statements.items()
        ],
    }


def _state_data(state: "Signing") -> dict[str, Any]:
    return {**msgspec.to_builtins(state), "missing": state.missing}


def _findings(run: Session, findings: "list[Finding]", roster: "Roster") -> list[dict[str, Any]]:
    return founding_words.findings_data(run, findings, roster)


def _insist(run: Session, findings: "list[Finding]", roster: "Roster") -> None:
    """Show every finding; raise ConsoleError `founding_wrong` if one of them blocks."""
    lines = [founding_words.finding(run, one, roster) for one in findings]
    for line in lines:
        run.say(line)
    blocking = [line for line, one in zip(lines, findings, strict=True) if one.blocks]
    if blocking:
        codes = ", ".join(dict.fromkeys(one.code for one in findings if one.blocks))
        raise ConsoleError("founding_wrong", count=len(blocking), codes=codes)


def _sources(folder: Path) -> Any:
    return Sources(
        file=_text_of(folder),
        policy=_shipped("policy"),
        screening=_shipped("screening"),
        gateway=_shipped("gateways"),
    )


def _text_of(folder: Path) -> Any:
    return lambda name: _text(folder / Path(name).expanduser())


def _shipped(kind: str) -> Any:
    def read(name: str) -> str:
        place = data_folder() / kind
        names = sorted(
            one.name.removesuffix(".toml") for one in place.iterdir() if one.name.endswith(".toml")
        )
        if name not in names:
            raise ConsoleError("not_shipped", name=name, names=", ".join(names))
        return (place / f"{name}.toml").read_text("utf-8")

    return read


def _text(path: Path) -> str:
    try:
        return read_file(path, _MOST).decode()
    except UnicodeDecodeError as error:
        raise ConsoleError("file_unreadable", path=path, error="UTF-8") from error
