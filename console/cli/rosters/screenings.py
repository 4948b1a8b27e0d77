"""The commands of the group `screening` (see `rule_files`)."""

from console.cli.rosters.rule_files import group
from console.domain.rosters.rule_files import Kind

app = group(
    Kind.SCREENING,
    "敏感词表：短信里不许有、要提醒的词。 Screening lists: what a text must not carry, and what is warned of.",
)
