"""The commands of the group `screening` (see `rule_files`)."""

from console.cli.declared import both
from console.cli.rosters.rule_files import group
from console.domain.rosters.rule_files import Kind

app = group(Kind.SCREENING, both("command_line.screening"))
