"""Options that the commands of many nouns share."""

from typing import Annotated

import typer

from console.cli import form_numbers
from console.domain.shapes import LAST_SLOT

After = Annotated[str, typer.Option("--after", metavar="KEY")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1000)]
Count = Annotated[int | None, typer.Option("--count", metavar="N")]
Id = Annotated[int, form_numbers.argument("request", "NUMBER")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT")]
Request = Annotated[int, typer.Option(metavar="NUMBER", parser=form_numbers.parser("request"))]
Slot = Annotated[int, typer.Option("--slot", min=1, max=LAST_SLOT, callback=form_numbers.slot_of)]
