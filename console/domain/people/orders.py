"""Personnel orders: signed acts that change at once, and by one person, what somebody may do (architecture section 5).

None of them gives a right that the roster does not foresee: a deputy signs for a post that somebody holds, a standby whom the
roster names wakes for dated days, a suspension only takes away.
"""

from typing import Annotated, Final

import msgspec

from console.domain.asks import ask
from console.domain.categories import Category
from console.domain.people.people import Post
from console.domain.refusals import refuse
from console.domain.shapes import DepartmentId, Digest, Long, PersonId, Reason, SignedAct
from console.domain.times import Time

_NO_REASON: Final = refuse("reason_missing", "R2")


class Deputation(SignedAct, frozen=True, tag="deputation/1"):
    """`deputy` signs for `principal` in one post of one department between two instants (代).

    Given by the principal, or appointed by a superior. `department` is empty for a post of the whole organisation; `categories`
    empty means every category.
    """

    principal: Annotated[PersonId, ask(option="for")]
    post: Annotated[Post, ask()]
    department: Annotated[DepartmentId, ask(needed=False)]
    deputy: Annotated[PersonId, ask(option="person")]
    since: Annotated[Time, ask("now")]
    until: Annotated[Time, ask()]
    categories: Annotated[list[Category], msgspec.Meta(max_length=3), ask(needed=False, option="category")]
    reason: Annotated[Long, ask("line", missing=_NO_REASON)]


class Recall(SignedAct, frozen=True, tag="recall/1"):
    """Ends a deputation or an activation before its day; `order` is its digest."""

    order: Annotated[Digest, ask(code=True)]
    reason: Annotated[Long, ask("line", missing=_NO_REASON, urgent=True)]


class Suspension(SignedAct, frozen=True, tag="suspension/1"):
    """A person's rights stop at once; the next roster version says whether they come back (it takes two to give them)."""

    person: Annotated[PersonId, ask()]
    reason: Annotated[Reason, ask("line", missing=_NO_REASON, urgent=True)]


class Activation(SignedAct, frozen=True, tag="activation/1"):
    """The standby (B角) of a post acts between two instants, and its holder does not."""

    department: Annotated[DepartmentId, ask(needed=False)]
    post: Annotated[Post, ask()]
    person: Annotated[PersonId, ask()]
    since: Annotated[Time, ask("now")]
    until: Annotated[Time, ask()]
    reason: Annotated[Long, ask("line", missing=_NO_REASON)]
