"""Mended findings that were imported: the list that they belong to, and the next version of it, made of both (R10)."""

from typing import Final, NamedTuple

from console.acting.contacts import made_lists
from console.acting.contacts.made_lists import PendingMade
from console.acting.steps import Core, Opens
from console.domain.acts import Making
from console.domain.contacts import mended
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.wire.answers import Done
from console.wire.contacts import list_assets as wire
from console.wire.contacts import lists

_MOST: Final = 1000
"""Lists of a department among which the one is looked for."""
_READY: Final = "ready"


class Offer(NamedTuple):
    """A list of mended numbers, the list whose next version it can become a part of, and how many numbers both have."""

    row: lists.ListRow
    of: lists.ListRow
    both: int

    @property
    def total(self) -> int:
        """Numbers of the next version."""
        return self.of.n + self.row.n - self.both


def offer(core: Core, list_id: int) -> Offer:
    """Find the list whose findings were mended; of several read from one file the newest, and of its versions the newest.

    Raises RefusedError `list_not_mended` for a list that comes from no such workbook, `list_mended_gone` if there is no list to join,
    or if it has all the numbers.
    """
    row: lists.ListRow = core.call(wire.ListDetail(list_id))
    digest = mended.marked(row.sheet)
    if not digest:
        raise RefusedError(refuse("list_not_mended", "R10", list=list_id))
    page: lists.ListPage = core.call(lists.ListsPage(department=row.department, current=False, limit=_MOST))
    known = {one.id: one for one in page.rows}
    fit = [
        one
        for one in page.rows
        if one.id < row.id and (one.sha256.startswith(digest) or one.digest.startswith(digest))
    ]
    of = _newest(known, max(fit, key=lambda one: one.id)) if fit else None
    if of is None or of.state != _READY or of.id == row.id:
        raise RefusedError(refuse("list_mended_gone", "R10", list=list_id))
    found: wire.Difference = core.call(wire.ListDifference(row.id, of.id))
    if not found.only:
        raise RefusedError(refuse("list_mended_gone", "R10", list=list_id))
    return Offer(row, of, found.both)


def _newest(known: dict[int, lists.ListRow], one: lists.ListRow) -> lists.ListRow:
    """The last of the lists that replace one another; each is newer than the one before, so there is an end."""
    while (after := known.get(one.replaced_by)) is not None and after.id > one.id:
        one = after
    return one


def make(core: Core, what: Offer, *, person: str) -> PendingMade:
    """Have the desk put both together under the older one's name; raises as `made_lists.make`."""
    of, row = what.of, what.row
    return made_lists.make(
        core, Making.MERGE, [of, row], person=person, department=of.department, name=of.name
    )


def finish(core: Core, what: Offer, pending: PendingMade, opens: Opens) -> Done:
    """Sign the manifest, and let the list take the older one's place."""
    done = made_lists.finish(core, pending, opens)
    core.call(wire.ReplaceList(done.id, what.of.id))
    return done
