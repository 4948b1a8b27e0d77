"""The commands of the group `screening`: those of every rule file (see `rule_files`), and `check`, which judges texts as well."""

import re
import sys
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer

from console.acting.rosters import rosters as roster_acting
from console.acting.rosters import rule_files as acting
from console.acting.rosters import screening_effects, word_tables
from console.cli import exits, output, viewed
from console.cli.contacts.readings import Encoding, OneSheet
from console.cli.declared import both
from console.cli.rosters import rosters, rule_files
from console.cli.session import session
from console.cli.streams import UsageError, read_file, read_text, texts_of
from console.contacts import source
from console.domain.categories import Category
from console.domain.content import additions
from console.domain.content import check as content
from console.domain.content.lists import ScreeningList
from console.domain.rosters.rule_files import Kind
from console.domain.toml_lines import FileFaultError
from console.errors import ConsoleError
from console.locale import words
from console.views import rosters as views
from console.views import screening_words
from console.views.rosters import EFFECT
from console.wire.ledger.outbox import OutKind

app = rule_files.group(Kind.SCREENING, both("command_line.screening"))


@app.command("check")
def check(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]")] = None,
    category: Annotated[str, typer.Option("--category")] = "",
    whole: Annotated[bool, typer.Option("--whole")] = False,
    files: Annotated[Path | None, typer.Option("--files", metavar="DIR")] = None,
) -> None:
    run = session(context)
    if file is not None:
        rule_files.judged(run, Kind.SCREENING, read_file(file))
        return
    if category and category not in set(Category):
        raise UsageError(f"--category {', '.join(Category)}")
    try:
        screener = content.newest(texts_of(files, "screening")) if files else content.shipped()
    except FileFaultError as error:
        raise UsageError(str(error)) from error
    unread = []
    for nth, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        text = read_text(line)
        if text is None:
            # Nobody may take it for judged: what cannot be read does not pass.
            unread.append(nth)
        judged = _judged(screener, text, category, whole=whole)
        if run.as_json:
            hits = [
                {"rule": hit.rule, "class": hit.kind, "start": hit.start, "end": hit.end}
                for hit in judged.told
            ]
            sys.stdout.write(msgspec.json.encode({"verdict": judged.verdict, "hits": hits}).decode() + "\n")
            continue
        found = "  ".join(f"{run.name('screening', hit.kind)} {hit.words(text or '')}" for hit in judged.told)
        run.show(
            {"verdict": judged.verdict},
            [f"{run.name('screening_verdict', judged.verdict)}  {found}".rstrip()],
        )
    sys.stdout.flush()
    if unread:
        # The answers alone are on the standard output, a line each.
        params = {"n": str(len(unread)), "lines": " ".join(map(str, unread[:_NAMED]))}
        for line in words.problem("texts_unread", params, run.lang):
            run.say(line)
        raise typer.Exit(exits.PROBLEM)


_BEGINS: Final = re.compile(r"\s*【[^【】]*[^【】\s][^【】]*】")
_PLACE: Final = 12
"""Characters shown of a text that does not begin with a signature."""


def _judged(screener: content.Screener, text: str | None, category: str, *, whole: bool) -> content.Judged:
    """Judge a text. One that is said to begin with its signature, and does not or with half a one, is warned of besides."""
    if text is None:
        return content.UNREAD
    judged = screener.judge(text, category, whole=whole)
    if not whole or _BEGINS.match(text):
        return judged
    unsigned = content.Hit("unsigned", content.SIGNATURE, "warn", 0, min(len(text), _PLACE))
    return content.Judged("warn" if judged.verdict == "pass" else judged.verdict, (unsigned, *judged.hits))


_NAMED = 20
"""Lines named at most that could not be read."""


@app.command("effects")
def effects(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]")] = None,
    proposal: Annotated[str, typer.Option("--proposal", metavar="DIGEST")] = "",
    xlsx: output.Workbook = None,
) -> None:
    run = session(context)
    known = rosters.known_versions(run)
    if file is not None and not proposal:
        brought, _ = acting.bring(run.core, known.roster, Kind.SCREENING, read_file(file))
        listed = brought.named.digest
    elif proposal and file is None:
        draft = roster_acting.review(run.core, known, proposal)
        listed = screening_effects.brought(acting.compared(run.core, known.roster, draft.roster))
        if not listed:
            raise ConsoleError("no_list_proposed", proposal=proposal)
    else:
        raise UsageError("FILE | --proposal")
    told = screening_effects.gathered(run.core, listed)
    said = [words for _, words in views.effects(viewed.viewer(run), told)]
    viewed.listed(run, told, EFFECT, "effects.none", xlsx, more=lambda _: said)


@app.command("import")
def bring_in(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    kind: Annotated[str, typer.Option("--class", metavar="CLASS")] = "",
    level: Annotated[str, typer.Option("--level")] = "",
    origin: Annotated[str, typer.Option("--source", metavar="TEXT")] = "",
    version: Annotated[str, typer.Option("--version")] = "",
    sheet: OneSheet = None,
    encoding: Encoding = None,
    out: output.AnyFile = None,
    yes: rule_files.Yes = False,
) -> None:
    run = session(context)
    in_force = rule_files.fetched(run, rule_files.chosen(run, Kind.SCREENING, ""))
    made: ScreeningList = in_force.says
    with source.open_source(file) as opened:
        table = word_tables.read(opened, sheet, encoding)
    found = additions.sorted_out(screening_words.rows(made, table, kind, level, origin), made)
    name = version or additions.next_version(made.version)
    for line in screening_words.told(found, made.version, name, run.lang):
        run.say(line)
    if not found.fresh:
        raise ConsoleError("screening_nothing_new", file=file.name)
    text = additions.with_words(in_force.text, found.fresh, name, f"{file.name}  {opened.sha256[:16]}")
    data = text.encode()
    if out is None:
        known = rosters.known_versions(run)
        _, change = acting.bring(run.core, known.roster, Kind.SCREENING, data)
        rosters.propose_changes(run, known, [change], yes=yes)
        return
    named = acting.opened(Kind.SCREENING, data).named
    output.write(run, out, data, OutKind.RULES)
    faults = [{"row": one.nth, "fault": one.code, "text": one.said} for one in found.faults]
    run.show(
        {
            "version": name,
            "digest": named.digest,
            "file": str(out),
            **screening_words.counts(found),
            "faulty": faults,
        },
        [run.t("rule_file.saved", file=output.called(run, out))],
    )
