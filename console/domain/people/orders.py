"""Personnel orders: acts signed by one person that immediately change somebody's rights (architecture section 5).

No order gives a right that the roster does not provide for: a deputy signs for a post that somebody holds, a standby named in the
roster becomes active for dated days, and a suspension only takes rights away.
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

    The principal or a superior signs it. `department` is empty for a post of the whole organisation; empty `categories` means every
    category.
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
    """A person's rights stop at once; the next roster version, signed by two, says whether they are restored."""

    person: Annotated[PersonId, ask()]
    reason: Annotated[Reason, ask("line", missing=_NO_REASON, urgent=True)]


class Activation(SignedAct, frozen=True, tag="activation/1"):
    """The standby (B角) of a post acts between two instants, in place of its holder."""

    department: Annotated[DepartmentId, ask(needed=False)]
    post: Annotated[Post, ask()]
    person: Annotated[PersonId, ask()]
    since: Annotated[Time, ask("now")]
    until: Annotated[Time, ask()]
    reason: Annotated[Long, ask("line", missing=_NO_REASON)]
