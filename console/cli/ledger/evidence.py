"""`evidence`: the complete proof of one request as a folder, and its offline check."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import msgspec
import typer

from console.acting.evidence import evidence as acting
from console.acting.evidence import evidence_check, evidence_sealed
from console.cli import output, tables
from console.cli.declared import both
from console.cli.exits import VERIFICATION
from console.cli.options import Id
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.errors import ConsoleError, os_cause
from console.locale import words
from console.locale.guard import guard
from console.signing.links import ungrouped
from console.wire.ledger.outbox import OutKind

if TYPE_CHECKING:
    from console.acting.evidence.evidence import About
    from console.acting.evidence.evidence_check import Checked
    from console.acting.evidence.evidence_sealed import Sealed
    from console.signing.links import LedgerHead


def add_to(app: typer.Typer) -> None:
    """Add `evidence`, which stands at the top level."""
    app.command("evidence", help=both("command_line.evidence"))(evidence)


def evidence(
    context: typer.Context,
    request: Id,
    reason: Annotated[str, typer.Option("--reason")],
    out: output.AnyFolder = None,
) -> None:
    """Take out everything that proves a request, checkable without this program."""
    run = session(context)
    out = output.named(run, out, f"evidence-{request}.tar")
    output.insist_new(run, out)
    made = acting.make(run.core, request, reason, lambda done, total: _progress(run, done, total))
    output.write_folder(run, out, f"evidence-{request}", made.files, OutKind.EVIDENCE)
    data = {
        "folder": str(out),
        "number": made.number,
        "files": len(made.files),
        "made": made.made,
        "sealed": made.sealed,
        "manifest": made.digest,
    }
    lines = [
        run.t(
            "evidence.written",
            folder=output.called(run, out),
            n=tables.count(len(made.files)),
            number=made.number,
        ),
        run.t("evidence.sealed", seq=made.sealed, digest=made.digest),
        run.t(
            "evidence.verify_next",
            folder=f"evidence-{request}" if output.tar_at(run, out, "") is not None else out,
        ),
    ]
    run.show(data, lines)


def _progress(run: Session, done: int, total: int) -> None:
    if run.interactive and not run.as_json:
        run.say(run.t("evidence.so_far", done=done, total=total))


class Asked(NamedTuple):
    """Where the manifest's digest is looked up: in an export with heads kept elsewhere, or at a desk; with neither, nowhere."""

    ledger: Path | None = None
    heads: Sequence[str] = ()
    desk: bool = False


def verify_folder(run: Session, folder: Path, roots: Any, at: str, asked: Asked) -> None:
    """Check a folder offline and say what it proves, or every fault with its file; exit code 5 if there is one.

    The digest of its manifest is looked up where `asked` says; if it was looked up nowhere, the output says so.
    """
    try:
        checked = evidence_check.check(folder, roots, at)
    except OSError as error:
        raise ConsoleError("file_unreadable", path=folder, error=type(error).__name__) from error
    sealed = _looked_up(run, checked, roots, asked)
    faults = [
        {
            "file": one.file,
            "code": one.code,
            "detail": one.detail,
            "words": fault_words(run, one.code, one.detail),
        }
        for one in [*checked.faults, *(sealed.faults if sealed is not None else [])]
    ]
    about = checked.about
    data = {
        "good": not faults,
        "number": about.number if about is not None else "",
        "request": about.request if about is not None else 0,
        "made": about.made if about is not None else 0,
        "at": about.at if about is not None else "",
        "files": checked.files,
        "signatures": checked.signatures,
        "entries": checked.entries,
        "manifest": checked.manifest,
        "looked_up": sealed.looked if sealed is not None else "",
        "sealed": sealed.entry if sealed is not None else 0,
        "bundles": [
            {
                "file": name,
                "number": one.request.number,
                "slot": one.slot.id,
                "signatures": msgspec.to_builtins(one.signatures),
            }
            for name, one in checked.verified
        ],
        "faults": faults,
    }
    run.show(
        data, _bad_lines(run, faults) if faults or about is None else _good_lines(run, checked, about, sealed)
    )
    if faults:
        raise typer.Exit(VERIFICATION)


def _looked_up(run: Session, checked: "Checked", roots: Any, asked: Asked) -> "Sealed | None":
    """What ledger or desk say of the manifest; None where neither was asked, or the folder does not say what it is about."""
    about, export = checked.about, asked.ledger
    if asked.heads and export is None:
        raise UsageError(run.t("evidence.head_needs_ledger"))
    if asked.desk and export is not None:
        raise UsageError(run.t("evidence.one_place"))
    if about is None:
        return None
    if export is None:
        return evidence_sealed.at_desk(run.core, about, checked.manifest) if asked.desk else None
    kept = _heads(asked.heads)
    try:
        with export.open("rb") as lines:

            def again() -> Iterable[bytes]:
                lines.seek(0)
                return lines

            return evidence_sealed.in_export(again, roots, about, checked.manifest, kept)
    except OSError as error:
        raise ConsoleError("file_unreadable", path=export, error=os_cause(error)) from error
    except ConsoleError as error:
        if error.code != "evidence_ledger_bad":
            raise
        why = run.name("chain", error.params["why"])
        raise ConsoleError(error.code, seq=error.params["seq"], why=why) from error


def _heads(texts: Sequence[str]) -> "list[LedgerHead]":
    kept = [head for text in texts if (head := ungrouped(text)) is not None]
    if len(kept) != len(texts):
        raise ConsoleError("ledger.bad_head")
    return kept


def fault_words(run: Session, code: str, detail: str) -> str:
    """A fault in words."""
    kind, _, name = code.partition(".")
    if kind == "refused":
        return run.t("evidence_fault.refused", why=words.refused(name, run.lang))
    return run.t(f"evidence_fault.{code}", detail=detail)


def _bad_lines(run: Session, faults: list[dict[str, str]]) -> Iterator[str]:
    yield run.t("evidence.bad", n=len(faults))
    for one in faults:
        # The file name comes from a folder that somebody else made.
        yield guard(f"  {one['file']}: {one['words']}")


def _good_lines(run: Session, checked: "Checked", about: "About", sealed: "Sealed | None") -> Iterator[str]:
    yield run.t("evidence.good", number=about.number, at=run.when(about.at))
    yield run.t(
        "evidence.counts",
        files=tables.count(checked.files),
        signatures=tables.count(checked.signatures),
        entries=tables.count(checked.entries),
    )
    for name, one in checked.verified:
        yield run.t("evidence.bundle", file=name, slot=one.slot.id, n=tables.count(one.slot.n))
        for signature in one.signatures:
            posts = ", ".join(run.name("post", post) for post in signature.posts)
            who = f"{signature.name} ({signature.person})"
            yield guard(f"  {run.name('step', signature.kind)}  {who}  {posts}  {run.when(signature.at)}")
    if sealed is None:
        yield run.t("evidence.not_looked_up")
        yield run.t("evidence.hold_against", seq=about.made, digest=checked.manifest)
    else:
        yield run.t(
            f"evidence.sealed_in_{sealed.looked}",
            seq=sealed.entry,
            at=run.when(sealed.at),
            by=run.who(sealed.by),
        )
    yield run.t("cli.head", head=about.tip)
