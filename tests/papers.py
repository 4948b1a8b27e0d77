"""Documents that a request has attached, and how they come to the desk (R11)."""

import hashlib
from dataclasses import dataclass
from typing import Any

from console.acting.requests import papers
from console.acting.requests.papers import Paper
from console.wire import calls
from console.wire.answers import Done
from console.wire.base import Call
from console.wire.requests.drafts import Draft
from tests.services.core import Core


def written(name: str = "批文.pdf", data: bytes = b"%PDF-1.7 " + b"approved " * 20) -> Paper:
    """A paper with this content."""
    return Paper(name, hashlib.sha256(data).hexdigest(), data)


APPROVAL = written()
FOR_OTHERS: dict[str, Any] = {
    "third_party": True,
    "third_party_approval": "行办2026-7",
    "attachments": [APPROVAL.named],
}
"""What makes a draft one for others, with the approval that `saved` hands in."""


@dataclass(frozen=True)
class Line:
    """A person's line to the desk."""

    core: Core
    person: str

    def call(self, call: Call) -> Any:
        return self.core.call(self.person, call)


def saved(core: Core, draft: Draft, *brought: Paper, person: str = "zhaomin", request: int = 0) -> int:
    """Save a draft and hand in the papers that it names; returns its id."""
    done: Done = core.call(person, calls.SaveDraft(draft, request))
    for one in brought or (APPROVAL,):
        papers.handed_in(Line(core, person), done.id, one)
    return done.id
