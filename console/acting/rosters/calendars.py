"""A year of the calendar as it counts: the one that the roster names, judged here by its digest, or the one that the program ships."""

from console.acting.rosters import rule_files as acting
from console.acting.steps import Core
from console.domain.rosters import rule_files
from console.domain.rosters.rule_files import Kind, Named, RuleFile
from console.errors import ConsoleError
from console.wire.rosters import rule_files as wire


def known(core: Core, year: int) -> RuleFile:
    """Return the file of a year; raises ConsoleError `no_such_year` for a year that is not known, `rule_file_differs`."""
    rows: list[wire.RuleFileRow] = core.call(wire.RuleFilesInForce())
    for row in rows:
        if row.kind == Kind.CALENDAR and row.name == str(year) and not row.until:
            file = acting.fetched(core, Named(Kind.CALENDAR, row.name, row.digest))
            if file is not None:
                return file
    shipped = rule_files.shipped_year(str(year))
    if shipped is None:
        raise ConsoleError("no_such_year", year=year)
    return shipped
