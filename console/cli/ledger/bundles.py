"""Evidence: export a request's bundle, and judge one offline, without any desk."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from console.acting.evidence.bundles import whole as whole_bundle
from console.cli import form_numbers, output, tables
from console.cli.declared import both
from console.cli.exits import VERIFICATION
from console.cli.failures import FailureStyle, tell
from console.cli.ledger import evidence
from console.cli.options import Id
from console.cli.session import Session, session
from console.cli.streams import UsageError, read_file
from console.domain import times
from console.domain.shapes import LAST_SLOT
from console.errors import ConsoleError
from console.locale import words
from console.signing import bundle as bundles
from console.signing import bundle_file
from console.signing.refused import Refused
from console.signing.trust import Roots
from console.wire.ledger.outbox import OutKind

app = typer.Typer(no_args_is_help=True, help=both("command_line.bundle"))


@app.command("export")
def export(
    context: typer.Context,
    request: Id,
    out: output.AnyFile = None,
    slot: Annotated[int, typer.Option("--slot", min=0, max=LAST_SLOT, callback=form_numbers.slot_of)] = 0,
) -> None:
    run = session(context)
    whole = whole_bundle(run.core, request, slot)
    out = output.named(run, out, f"bundle-{request}.json")
    output.write(run, out, whole, OutKind.BUNDLE)
    data = {"file": str(out), "bytes": len(whole)}
    run.show(
        data, [run.t("cli.bundle_written", file=output.called(run, out), bytes=tables.count(len(whole)))]
    )


def add_to(app: typer.Typer) -> None:
    """Add `verify`, which stands at the top level."""
    app.command("verify", help=both("command_line.verify"))(verify)


def verify(
    context: typer.Context,
    bundle: Annotated[Path, typer.Argument(metavar="PATH")],
    roots: Annotated[Path, typer.Option("--roots", metavar="FILE")],
    at: Annotated[str, typer.Option("--at", metavar="TIME")] = "",
    ledger: Annotated[Path | None, typer.Option("--ledger", metavar="FILE")] = None,
    head: Annotated[list[str] | None, typer.Option("--head", metavar="SEQ:HASH")] = None,
    desk: Annotated[bool, typer.Option("--desk")] = False,
) -> None:
    """Judge a bundle or a folder offline; exit code 5 if it does not hold."""
    run = session(context)
    try:
        pinned = msgspec.json.decode(read_file(roots, 1 << 20), type=Roots)
    except msgspec.DecodeError as error:
        raise ConsoleError("bad_roots", error=error) from error
    moment = at or times.now()
    try:
        times.parse(moment)
    except ValueError as error:
        raise typer.BadParameter(f"--at {at}") from error
    if bundle.is_dir():
        evidence.verify_folder(run, bundle, pinned, at, evidence.Asked(ledger, head or [], desk))
        return
    if ledger is not None or head or desk:
        raise UsageError(run.t("evidence.folder_alone"))
    try:
        verified = bundles.verify(bundle_file.unpack(read_file(bundle)), pinned, moment)
    except Refused as refused:
        message = words.Words(
            run.t("cli.bundle_bad", why=words.refused(refused.name, run.lang)),
            f"{words.clause(refused.clause, run.lang)} ({refused.name})",
            run.t("cli.bundle_bad_next"),
        )
        params = {"detail": refused.detail}
        tell("refusal", refused.name, refused.clause, message, params, FailureStyle(run.as_json, run.lang))
        raise typer.Exit(VERIFICATION) from refused
    run.show(_proved(verified, moment), _proved_lines(run, verified, moment))


def _proved(verified: Any, at: str) -> dict[str, Any]:
    request = verified.request
    return {
        "good": True,
        "at": at,
        "request": request.number,
        "version": request.version,
        "digest": verified.request_digest,
        "category": str(request.category),
        "text": request.text.whole(),
        "recipients": request.recipients(),
        "slot": msgspec.to_builtins(verified.slot),
        "gateway": verified.gateway.id,
        "released": verified.release is not None,
        "solo": verified.roster.solo,
        "roster": verified.pin.version,
        "signatures": msgspec.to_builtins(verified.signatures),
    }


def _proved_lines(run: Session, verified: Any, at: str) -> Iterator[str]:
    request = verified.request
    yield run.t("cli.bundle_good", at=run.when(at))
    if verified.roster.solo:
        yield run.t("cli.solo")
    rows: list[tuple[str, object]] = [
        (run.t("cli.column.number"), f"{request.number}  v{request.version}"),
        (run.t("field.category"), run.name("category", request.category)),
        (run.t("field.body"), request.text.whole()),
        (run.t("cli.column.recipients"), tables.count(request.recipients())),
        (run.t("cli.column.slot"), f"{verified.slot.id}: {tables.count(verified.slot.n)}"),
        (run.t("cli.released"), run.t("cli.yes") if verified.release else run.t("cli.no")),
    ]
    yield from tables.pairs(rows)
    head = [run.t(f"cli.column.{name}") for name in ("step", "person", "name", "posts", "at", "fingerprint")]
    signatures = [
        (
            run.name("step", one.kind),
            one.person,
            one.name,
            ", ".join(run.name("post", post) for post in one.posts),
            run.when(one.at),
            one.fingerprint,
        )
        for one in verified.signatures
    ]
    yield from tables.table(head, signatures)
