"""The commands of the group `screening`: those of every rule file (see `rule_files`), and `check`, which judges texts as well."""

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from console.cli.declared import both
from console.cli.rosters import rule_files
from console.cli.session import session
from console.cli.streams import UsageError, spelled, texts_of
from console.domain.categories import Category
from console.domain.content import check as content
from console.domain.rosters.rule_files import Kind
from console.domain.toml_lines import FileFaultError

app = rule_files.group(Kind.SCREENING, both("command_line.screening"))


@app.command("check")
def check(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="敏感词表文件；不写则检查短信内容 a list; without it, texts"),
    ] = None,
    category: Annotated[
        str, typer.Option("--category", help="短信类别 what the texts are filed as: notice, promotion, other")
    ] = "",
    whole: Annotated[
        bool, typer.Option("--whole", help="内容带签名 they begin with their signature")
    ] = False,
    files: Annotated[
        Path | None,
        typer.Option(
            "--files", metavar="DIR", help="用这个文件夹里的词表 lists of that folder (screening/*.toml)"
        ),
    ] = None,
) -> None:
    """核对词表文件；不写文件则从标准输入读短信内容，一行一条（JSON 字符串），一行一个答案。 Judge a list; without one, texts from standard input, one JSON string a line.

    不需要机构。 No organisation is needed.
    """
    run = session(context)
    if file is not None:
        rule_files.judged(run, Kind.SCREENING, file)
        return
    if category and category not in set(Category):
        raise UsageError(f"--category {', '.join(Category)}")
    try:
        screener = content.newest(texts_of(files, "screening")) if files else content.shipped()
    except FileFaultError as error:
        raise UsageError(str(error)) from error
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        text = spelled(line)
        judged = screener.judge(text, category, whole=whole)
        if run.as_json:
            hits = [
                {"rule": hit.rule, "class": hit.kind, "start": hit.start, "end": hit.end}
                for hit in judged.told
            ]
            sys.stdout.write(msgspec.json.encode({"verdict": judged.verdict, "hits": hits}).decode() + "\n")
            continue
        found = "  ".join(f"{run.name('screening', hit.kind)} {hit.words(text)}" for hit in judged.told)
        run.show(
            {"verdict": judged.verdict},
            [f"{run.name('screening_verdict', judged.verdict)}  {found}".rstrip()],
        )
    sys.stdout.flush()
