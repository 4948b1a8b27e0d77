"""Personnel orders: signed acts that change at once, and by one person, what somebody may do (architecture section 5).

None of them gives a right that the roster does not foresee: a deputy signs for a post that somebody holds, a standby whom the
roster names wakes for dated days, a suspension only takes away.
"""

from typing import Annotated, Literal

import msgspec

from console.domain.people import Post
from console.domain.reads import reads
from console.domain.shapes import DepartmentId, Digest, Long, PersonId, Reason, SignedAct
from console.domain.times import Time

CategoryName = Annotated[Literal["notice", "promotion", "other"], reads("category")]


class Deputation(SignedAct, frozen=True, tag="deputation/1"):
    """`deputy` signs for `principal` in one post of one department between two instants (代).

    Given by the principal himself, or appointed by his superior. `categories` empty means every category.
    """

    principal: PersonId
    post: Post
    department: DepartmentId
    deputy: PersonId
    since: Time
    until: Time
    categories: Annotated[list[CategoryName], msgspec.Meta(max_length=3)]
    reason: Long


class Recall(SignedAct, frozen=True, tag="recall/1"):
    """Ends a deputation or an activation before its day; `order` is its digest."""

    order: Digest
    reason: Long


class Suspension(SignedAct, frozen=True, tag="suspension/1"):
    """A person's rights stop at once; the next roster version says whether they come back (it takes two to give them)."""

    person: PersonId
    reason: Reason


class Activation(SignedAct, frozen=True, tag="activation/1"):
    """The standby (B角) of a post acts between two instants, and its holder does not."""

    department: DepartmentId
    post: Post
    person: PersonId
    since: Time
    until: Time
    reason: Long
