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
from console.errors import ConsoleError
from console.signing.keys import UnlockedKey
from console.views.contacts import DIFFERENCE, LIST, NEED, glance_words, merged_words
from console.wire import paging, shown
from console.wire.answers import Done
from console.wire.contacts import list_assets as wire
from console.wire.contacts import lists as list_calls

Which = Annotated[int, typer.Argument(metavar="LIST", help="通讯录编号 the list's id")]
Other = Annotated[int, typer.Argument(metavar="OTHER", help="另一份的编号 the other list's id")]
Others = Annotated[list[int], typer.Argument(metavar="OTHER…", help="另几份的编号 the other lists' ids")]
Name = Annotated[str, typer.Option("--name", help="新名单的名称 the new list's name")]
Department = Annotated[str, typer.Option("--department", help="部门编号，默认第一份的 department id")]
Yes = Annotated[bool, typer.Option("--yes", help="不再询问 without asking")]


def add(app: typer.Typer) -> None:
    """Add the commands."""
    for name, command in (
        ("show", show), ("diff", diff), ("merge", merge), ("subtract", subtract), ("note", note),
        ("replace", replace), ("mend", mend), ("delete", delete),
    ):  # fmt: skip
        app.command(name)(command)


def show(context: typer.Context, which: Which) -> None:
    """一份通讯录：来源、版本、备注，谁还用着。 One list: where it is from, its versions and note, and what needs it."""
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
    side: Annotated[
        str, typer.Option("--side", help="写出哪一部分 which part is written: only, both, only_other")
    ] = "only",
    out: output.AnyFile = None,
) -> None:
    """两份的差异：各有多少、共有多少；--out 写出掩码号码。 How two lists differ; --out writes one part's numbers, masked."""
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
    output.write(run, out, data)
    n = data.count(b"\n")
    said = run.t("list_assets.written", n=tables.count(n), file=output.called(run, out))
    run.show(msgspec.to_builtins(found) | {"side": side, "written": n, "file": str(out)}, [said])


def merge(
    context: typer.Context, which: Which, other: Others, name: Name, department: Department = ""
) -> None:
    """合并成一份新名单，看清单签名（R9、R10）。 Make a list of all numbers of several, and sign its manifest."""
    _make(session(context), Making.MERGE, [which, *other], name, department)


def subtract(
    context: typer.Context, which: Which, other: Others, name: Name, department: Department = ""
) -> None:
    """从一份里扣除另几份，成一份新名单，看清单签名。 Make a list of the first one's numbers that are in none of the others."""
    _make(session(context), Making.SUBTRACT, [which, *other], name, department)


def _make(run: Session, made: Making, ids: list[int], name: str, department: str) -> None:
    parents: list[list_calls.ListRow] = [run.ask(wire.ListDetail(one)) for one in ids]
    pending = made_lists.make(
        run.core, made, parents,
        person=run.me.person, department=department or parents[0].department, name=name,
    )  # fmt: skip
    done = made_lists.finish(run.core, pending, _read(run, pending))
    row: list_calls.ListRow = run.ask(wire.ListDetail(done.id))
    said = run.t("cli.imported", list=done.id, n=tables.count(row.n)) + run.t("cli.entry", seq=done.seq)
    run.show({"list": done.id, "seq": done.seq, "n": row.n, "made": made, "parents": ids}, [said])


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


def note(
    context: typer.Context,
    which: Which,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="备注，空的去掉 the note; empty removes it")],
) -> None:
    """给名单写备注；不是签名的内容。 Write a list's note; it is no part of what was signed."""
    run = session(context)
    _done(run, run.ask(wire.SetListNote(which, text)), "list_assets.noted", list=which)


def replace(
    context: typer.Context,
    which: Which,
    old: Annotated[
        int, typer.Argument(metavar="OLD", help="被替换的那份，0 为没有 the list it replaces; 0 for none")
    ],
) -> None:
    """标明这份是另一份的新版本。 Say that a list is the next version of another."""
    run = session(context)
    said = "list_assets.replaces" if old else "list_assets.replaces_none"
    _done(run, run.ask(wire.ReplaceList(which, old)), said, list=which, old=old)


def mend(context: typer.Context, which: Which) -> None:
    """把改正后的号码并入原名单，作它的下一版，看清单签名。 Take mended numbers into the list that they belong to, as its next version."""
    run = session(context)
    what = mended_lists.offer(run.core, which)
    run.say(merged_words(viewed.viewer(run), *what))
    pending = mended_lists.make(run.core, what, person=run.me.person)
    done = mended_lists.finish(run.core, what, pending, _read(run, pending))
    said = run.t("list_assets.replaces", list=done.id, old=what.of.id) + run.t("cli.entry", seq=done.seq)
    run.show({"list": done.id, "seq": done.seq, "n": what.total, "replaces": what.of.id}, [said])


def delete(context: typer.Context, which: Which, yes: Yes = False) -> None:
    """删除没有用的名单：号码清除，签名的清单留着（R13）。 Delete a list that nothing needs; its signed manifest stays."""
    run = session(context)
    row: list_calls.ListRow = run.ask(wire.ListDetail(which))
    if not yes:
        run.say(run.t("list_assets.delete_about", name=row.name, n=tables.count(row.n)))
        if not (run.interactive and typer.confirm(run.t("list_assets.delete_question"), err=True)):
            run.show({"deleted": False}, [run.t("list_assets.not_deleted")])
            return
    seq = made_lists.delete(run.core, which)
    run.show(
        {"deleted": True, "seq": seq},
        [run.t("list_assets.deleted", name=row.name) + run.t("cli.entry", seq=seq)],
    )


def _done(run: Session, done: Done, key: str, **params: Any) -> None:
    run.show(done, [run.t(key, **params)])
