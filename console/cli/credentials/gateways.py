"""The commands of the group `gateway` (see `rule_files`)."""

from console.cli.rosters.rule_files import group
from console.domain.rosters.rule_files import Kind

app = group(
    Kind.GATEWAY,
    "网关文件：网关在哪里、合同怎么定。 Gateway files: where a gateway is and what its contract says.",
)
