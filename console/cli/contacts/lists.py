"""What a department keeps of its lists: show one, compare two, make one of others, note, next version, delete."""

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
import typer

from console.acting import steps
from console.acting.contacts import made_lists, mended_lists
from console.cli import output, signing, tables, viewed
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.domain.acts import Making
from console.domain.contacts import parts
from console.domain.refusals import Refusal
from console.errors import ConsoleError, RefusedError
from console.signing.keys import UnlockedKey
from console.views.contacts import DIFFERENCE, LIST, NEED, glance_words, merged_words
from console.wire import paging, shown
from console.wire.answers import Done
from console.wire.contacts import list_assets as wire
from console.wire.contacts import lists as list_calls
from console.wire.ledger.outbox import OutKind

Which = Annotated[int, typer.Argument(metavar="LIST")]
Other = Annotated[int, typer.Argument(metavar="OTHER")]
Others = Annotated[list[int], typer.Argument(metavar="OTHER…")]
Name = Annotated[str, typer.Option("--name")]
Department = Annotated[str, typer.Option("--department")]
Yes = Annotated[bool, typer.Option("--yes")]


def add(app: typer.Typer) -> None:
    """Add the commands."""
    for name, command in (
        ("show", show), ("diff", diff), ("merge", merge), ("subtract", subtract), ("part", part),
        ("note", note), ("replace", replace), ("mend", mend), ("delete", delete),
    ):  # fmt: skip
        app.command(name)(command)


def show(context: typer.Context, which: Which) -> None:
    run = session(context)
    row: list_calls.ListRow = run.ask(wire.ListDetail(which))
    needs: list[wire.Need] = run.ask(wire.ListNeeds(which))
    data = msgspec.to_builtins(row) | {"needs": msgspec.to_builtins(needs), "glance": None}
    lines = [*viewed.whole(run, row, LIST, shown.WHOLE)]
    if row.state != _ERASED:
        glance: wire.Glance = run.ask(wire.ListGlance(which))
        data["glance"] = msgspec.to_builtins(glance)
        lines += [said for _, said in glance_words(viewed.viewer(run), glance)]
    run.show(data, [*lines, *_needs(run, needs)])


_ERASED = "erased"


def _needs(run: Session, needs: list[wire.Need]) -> Iterator[str]:
    yield run.t("list_assets.needed_by" if needs else "list_assets.not_needed")
    if needs:
        yield from viewed.lines(run, needs, NEED)


def diff(
    context: typer.Context,
    which: Which,
    other: Other,
    side: Annotated[str, typer.Option("--side")] = "only",
    out: output.AnyFile = None,
) -> None:
    run = session(context)
    if side not in wire.SIDES:
        raise UsageError(f"--side {', '.join(wire.SIDES)}")
    found: wire.Difference = run.ask(wire.ListDifference(which, other))
    if out is None:
        run.show(found, viewed.whole(run, found, DIFFERENCE))
        return
    rows = paging.rows(
        run.core.call, lambda key: wire.DifferenceNumbers(which, other, side, after=key, limit=1000)
    )
    data = "".join(f"{row.number}\n" for row in rows).encode()
    output.write(run, out, data, OutKind.NUMBERS)
    n = data.count(b"\n")
    said = run.t("list_assets.written", n=tables.count(n), file=output.called(run, out))
    run.show(msgspec.to_builtins(found) | {"side": side, "written": n, "file": str(out)}, [said])


def merge(
    context: typer.Context, which: Which, other: Others, name: Name, department: Department = ""
) -> None:
    _make(session(context), Making.MERGE, [which, *other], name, department)


def subtract(
    context: typer.Context, which: Which, other: Others, name: Name, department: Department = ""
) -> None:
    _make(session(context), Making.SUBTRACT, [which, *other], name, department)


def part(
    context: typer.Context,
    which: Which,
    name: Name,
    prefix: Annotated[str, typer.Option("--prefix", metavar="138,139")] = "",
    share: Annotated[str, typer.Option("--share", metavar="30")] = "",
    department: Department = "",
) -> None:
    rule = parts.typed(prefix, share)
    if isinstance(rule, Refusal):
        raise RefusedError(rule)
    _make(session(context), rule, [which], name, department)


def _make(run: Session, how: Making | parts.Rule, ids: list[int], name: str, department: str) -> None:
    parents: list[list_calls.ListRow] = [run.ask(wire.ListDetail(one)) for one in ids]
    pending = made_lists.make(
        run.core, how, parents,
        person=run.me.person, department=department or parents[0].department, name=name,
    )  # fmt: skip
    done = made_lists.finish(run.core, pending, _read(run, pending))
    row: list_calls.ListRow = run.ask(wire.ListDetail(done.id))
    said = run.t("cli.imported", list=done.id, n=tables.count(row.n)) + run.t("cli.entry", seq=done.seq)
    data = {"list": done.id, "seq": done.seq, "n": row.n, "made": row.made, "parents": ids}
    run.show(data | (msgspec.to_builtins(how) if isinstance(how, parts.Rule) else {}), [said])


def _read(run: Session, pending: made_lists.PendingMade) -> steps.Opens:
    """Show the manifest of a list that was made; return what opens the key for it. Without a key the list is dropped."""
    for line in signing.act_lines(run, steps.read(pending.prepared)):
        run.say(line)
    return lambda: opened_for(run, pending.list_id)


def opened_for(run: Session, list_id: int) -> UnlockedKey:
    """Open the key for the manifest of a list; without a key the list is dropped. Raises as `signing.unlocked` does."""
    try:
        key: UnlockedKey = signing.unlocked(run)
    except (ConsoleError, KeyboardInterrupt):
        run.ask(list_calls.DropList(list_id))
        raise
    return key


def note(context: typer.Context, which: Which, text: Annotated[str, typer.Argument(metavar="TEXT")]) -> None:
    run = session(context)
    _done(run, run.ask(wire.SetListNote(which, text)), "list_assets.noted", list=which)


def replace(context: typer.Context, which: Which, old: Annotated[int, typer.Argument(metavar="OLD")]) -> None:
    run = session(context)
    said = "list_assets.replaces" if old else "list_assets.replaces_none"
    _done(run, run.ask(wire.ReplaceList(which, old)), said, list=which, old=old)


def mend(context: typer.Context, which: Which) -> None:
    run = session(context)
    what = mended_lists.offer(run.core, which)
    run.say(merged_words(viewed.viewer(run), *what))
    pending = mended_lists.make(run.core, what, person=run.me.person)
    done = mended_lists.finish(run.core, what, pending, _read(run, pending))
    said = run.t("list_assets.replaces", list=done.id, old=what.of.id) + run.t("cli.entry", seq=done.seq)
    run.show({"list": done.id, "seq": done.seq, "n": what.total, "replaces": what.of.id}, [said])


def delete(context: typer.Context, which: Which, yes: Yes = False) -> None:
    run = session(context)
    row: list_calls.ListRow = run.ask(wire.ListDetail(which))
    if not yes:
        run.say(run.t("list_assets.delete_about", name=row.name, n=tables.count(row.n)))
        if not (run.interactive and run.agrees(run.t("list_assets.delete_question"))):
            run.show({"deleted": False}, [run.t("list_assets.not_deleted")])
            return
    seq = made_lists.delete(run.core, which)
    run.show(
        {"deleted": True, "seq": seq},
        [run.t("list_assets.deleted", name=row.name) + run.t("cli.entry", seq=seq)],
    )


def _done(run: Session, done: Done, key: str, **params: Any) -> None:
    run.show(done, [run.t(key, **params)])
