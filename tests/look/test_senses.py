"""What states mean: every state of the domain has a sense, so that none is drawn without a mark."""

from enum import Enum
from typing import Final

import pytest

from console.domain import states
from console.domain.archive.archive import PaperState
from console.domain.archive.emergencies import EmergencyState
from console.domain.complaints.complaints import State as ComplaintState
from console.domain.filing.filing import FilingState
from console.domain.people.enrolment import ApplicationState
from console.domain.replies.replies import State as ReplyState
from console.look.senses import Sense
from console.noun import sense_of, senses
from console.views import ends
from tests.views.test_views import viewer

OF_THE_DOMAIN: Final[dict[str, type[Enum]]] = {
    "state:request": states.RequestState,
    "state:slot": states.SlotState,
    "state:application": ApplicationState,
    "state:complaint": ComplaintState,
    "state:reply": ReplyState,
    "paper_state": PaperState,
    "emergency_state": EmergencyState,
    "filing.state": FilingState,
}


@pytest.mark.parametrize("kind", [*OF_THE_DOMAIN])
def test_every_state_of_the_domain_has_a_sense(kind: str) -> None:
    assert {str(one.value) for one in OF_THE_DOMAIN[kind]} <= {*senses()[kind]}
    assert all(senses()[kind].values())


def test_every_state_of_a_recipient_has_a_sense() -> None:
    assert {one.name.lower() for one in states.RecipientState} <= {*senses()["state:recipient"]}


def test_a_code_that_nobody_knows_has_no_mark() -> None:
    assert sense_of("state:request", "✓ nonsense") is Sense.PLAIN
    assert sense_of("nonsense", "done") is Sense.PLAIN


@pytest.mark.parametrize(
    ("due", "sense"),
    [
        ("", Sense.PLAIN),
        ("2026-11-27T10:59:59Z", Sense.BAD),
        ("2026-11-27T11:00:00Z", Sense.BAD),
        ("2026-11-27T15:59:59Z", Sense.YOURS),
        # Midnight in Shanghai.
        ("2026-11-27T16:00:00Z", Sense.WAITING),
    ],
)
def test_a_deadline_is_overdue_ends_today_or_has_time(due: str, sense: Sense) -> None:
    seen = viewer("zh")._replace(now="2026-11-27T11:00:00Z")
    assert ends.sense(seen, due) is sense
