"""What another screening list would have blocked, as a roster signer's program gathers it from the desk, part after part."""

from collections.abc import Sequence

import msgspec

from console.acting.rosters.rule_files import FileChange
from console.acting.steps import Core
from console.domain.rosters.rule_files import Kind
from console.wire import paging
from console.wire.rosters import rule_files as wire


def gathered(core: Core, digest: str) -> wire.Effects:
    """Return what the list of that digest would have done to the newest texts, once the desk has judged all of them.

    Raises what `paging.pages` raises.
    """

    def part(key: str) -> wire.Effects:
        answer: wire.Effects = core.call(wire.ScreeningEffects(digest, key))
        return answer

    parts = [*paging.pages(part, lambda one: one.after)]
    # A text that came in meanwhile moves the others: none is named twice.
    rows = {(row.about, row.id): row for one in parts for row in one.rows}
    return msgspec.structs.replace(
        parts[-1],
        texts=sum(one.texts for one in parts),
        drafts=sum(one.drafts for one in parts),
        rows=[*rows.values()],
    )


def brought(changes: Sequence[FileChange]) -> str:
    """Return the digest of the screening list that changes of files bring; empty if they bring none."""
    return next((one.new.digest for one in changes if one.kind is Kind.SCREENING and one.new is not None), "")
