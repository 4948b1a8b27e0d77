"""Options that the commands of many nouns share."""

from typing import Annotated

import typer

from console.cli import form_numbers
from console.domain.shapes import LAST_SLOT

After = Annotated[
    str, typer.Option("--after", metavar="KEY", help="从上一页的末尾接着 go on after a page's end")
]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, help="一页几行 rows a page")]
Count = Annotated[
    int | None,
    typer.Option("--count", metavar="N", help="再输一遍人数 the number of recipients, typed again"),
]
Id = Annotated[
    int,
    form_numbers.argument(
        "request",
        "NUMBER",
        "申请编号（如 2026-业务部-0001）或序号 the request's number, as on its form, or its id",
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="原因 the reason")]
Request = Annotated[
    int,
    typer.Option(
        metavar="NUMBER", parser=form_numbers.parser("request"), help="只看一份申请 one request alone"
    ),
]
Slot = Annotated[
    int,
    typer.Option(
        "--slot",
        min=1,
        max=LAST_SLOT,
        callback=form_numbers.slot_of,
        help="第几个时段，也可写在编号后（….2） which slot; it may stand behind the number, too (….2)",
    ),
]
