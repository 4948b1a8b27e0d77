"""A year of the calendar as it counts: the one that the roster names, judged here by its digest, or the one that the program ships."""

from typing import Final

from console.acting import rule_files as acting
from console.acting.steps import Core
from console.domain.data_folder import data_folder
from console.domain.rosters import rule_files
from console.domain.rosters.rule_files import Kind, Named, RuleFile
from console.errors import ConsoleError
from console.wire import rule_files as wire

_SHIPPED: Final = "cn-{}.toml"


def known(core: Core, year: int) -> RuleFile:
    """Return the file of a year; raises ConsoleError `no_such_year` for a year that is not known, `rule_file_differs`."""
    rows: list[wire.RuleFileRow] = core.call(wire.RuleFilesInForce())
    for row in rows:
        if row.kind == Kind.CALENDAR and row.name == str(year) and not row.until:
            file = acting.fetched(core, Named(Kind.CALENDAR, row.name, row.digest))
            if file is not None:
                return file
    shipped = data_folder() / "calendar" / _SHIPPED.format(year)
    if not shipped.is_file():
        raise ConsoleError("no_such_year", year=year)
    return rule_files.opened(Kind.CALENDAR, shipped.read_bytes())
