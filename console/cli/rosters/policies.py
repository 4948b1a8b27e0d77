"""The commands of the group `policy` (see `rule_files`)."""

from console.cli.rosters.rule_files import group
from console.domain.rosters.rule_files import Kind

app = group(
    Kind.POLICY, "制度包：谁签、谁发、时段和限度。 Policy packs: who signs, who sends, hours and limits."
)
