"""The commands of the group `policy` (see `rule_files`)."""

from console.cli.declared import both
from console.cli.rosters.rule_files import group
from console.domain.rosters.rule_files import Kind

app = group(Kind.POLICY, both("command_line.policy"))
