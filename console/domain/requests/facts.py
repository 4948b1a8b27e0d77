"""The facts about a request that the rules need, as plain values: the desk reads its tables, the verifier a bundle."""

import msgspec

from console.domain.categories import Category
from console.domain.people.people import Post
from console.domain.states import RequestState, SlotState


class SlotFacts(msgspec.Struct, frozen=True):
    """The facts about one slot that the rules need."""

    id: int
    state: SlotState
    opens: str
    closes: str
    released_by: str = ""
    continues: int = 0  # the slot that it continues; 0: one of the request's own


class Facts(msgspec.Struct, frozen=True):
    """The facts about one request that the rules need: plain values from the projections or from a bundle.

    `signed` pairs each approval's person with the number of levels it covers, in order; `hands` are drafter, editors, importers and
    submitter. `decide_by` is the last instant for a decision, empty for none: only the desk sets it, because the verifier has no
    signed copy of the calendar of working days. `third_party` says that the content is for others (R11). `lent` are the people in whose place somebody signed, `stood_in` the signers who
    signed in another's place, `extended_by` the people who gave a slot, or the rest of it, another window.
    """

    department: str
    category: Category
    state: RequestState
    route: tuple[Post, ...]
    accept: bool
    releasing_department: str
    drafter: str
    hands: frozenset[str]
    signed: tuple[tuple[str, int], ...] = ()
    accepted_by: str = ""
    slots: tuple[SlotFacts, ...] = ()
    pledged: frozenset[str] = frozenset()
    lent: frozenset[str] = frozenset()
    stood_in: frozenset[str] = frozenset()
    extended_by: frozenset[str] = frozenset()
    decide_by: str = ""
    third_party: bool = False

    def levels(self) -> int:
        """The number of levels of the route that are signed."""
        return sum(n for _, n in self.signed)

    def next_post(self) -> Post | None:
        """The post whose signature is due, or None when the route is complete."""
        done = self.levels()
        return self.route[done] if done < len(self.route) else None

    def slot(self, slot_id: int) -> SlotFacts | None:
        """The slot with that id, or None."""
        return next((s for s in self.slots if s.id == slot_id), None)
