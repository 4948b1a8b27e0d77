"""The commands of the group `gateway` (see `rule_files`)."""

from console.cli import viewed
from console.cli.declared import both
from console.cli.rosters.rule_files import group
from console.domain.rosters.rule_files import Kind
from console.views.sending import GATEWAY_CODE
from console.wire.rosters import gateway_codes

app = group(Kind.GATEWAY, both("command_line.gateway"))
viewed.add_list(app, gateway_codes.GatewayCodes, GATEWAY_CODE, "cli.no_gateway_codes", "codes")
