"""Who of a list a message may not reach because they opted out (R13): counted before anybody signs; the dispatcher judges again."""

from array import array
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select

from console.domain.acts import Request
from console.domain.categories import Category
from console.domain.contacts.optouts import covers
from console.domain.requests.mandatory import mandatory
from console.services.contacts import hashed_optouts
from console.services.context import Context
from console.store.contacts import ListNumberRecord, OptoutRecord, list_number, optout


class Message(NamedTuple):
    """What decides which opt-outs keep a message back."""

    category: Category
    department: str
    mandatory: bool

    def covered_by(self, scope: str, department: str) -> bool:
        """Whether an opt-out keeps it back."""
        return covers(scope, department, self.category, self.department, mandatory=self.mandatory)


def message(ctx: Context, request: Request) -> Message:
    """The message of a signed request."""
    return Message(request.category, request.department, mandatory(ctx.policy, request))


def of_lists(ctx: Context, to_send: Message, numbers: "Mapping[int, array[int]]") -> int:
    """How many numbers of finished lists the message may not reach; clear and hashed opt-outs together, each number once.

    `numbers` are the lists' numbers by list id.
    """
    rows = ctx.conn.execute(
        select(ListNumberRecord.num, OptoutRecord.scope, OptoutRecord.department)
        .select_from(list_number.join(optout, OptoutRecord.num == ListNumberRecord.num))
        .where(ListNumberRecord.list_id.in_(list(numbers)))
    )
    found = {row.num for row in rows if to_send.covered_by(row.scope, row.department)}
    for list_id, listed in numbers.items():
        hashed = hashed_optouts.of_list(ctx, list_id, listed)
        found |= {number for number, scope in hashed if to_send.covered_by(*scope)}
    return len(found)
