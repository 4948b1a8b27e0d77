"""Recalling a personnel order: the recall names only the order's digest, so the signed order must say what was shown of it."""

from collections.abc import Mapping

from console.acting import declared
from console.acting.steps import Core, read
from console.domain import acts
from console.domain.leaves import noun_of
from console.domain.people.orders import Recall
from console.errors import ConsoleError
from console.signing.statements import digest
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.people.personnel import OrderRow


def signed(row: OrderRow) -> acts.Order:
    """Return the order that a recall would name, from its own bytes; raises ConsoleError("prepared_differs")."""
    act = read(Prepared(row.text))
    if not isinstance(act, acts.Order) or digest(row.text.encode()) != row.digest:
        raise ConsoleError("prepared_differs", fields="order")
    return act


def recall(core: Core, row: OrderRow, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have the recall of the order in `row` prepared; raises ConsoleError("prepared_differs") unless its bytes say what the row shows."""
    order = signed(row)
    shown: dict[str, object] = {
        name: getattr(row, name) for name in order.__struct_fields__ if hasattr(row, name)
    }
    shown |= {"deputy": row.person} if hasattr(order, "deputy") else {}
    differing = [name for name, value in shown.items() if getattr(order, name) != value]
    if differing or noun_of(type(order)) != row.kind:
        raise ConsoleError("prepared_differs", fields=", ".join(differing) or "type")
    return declared.prepare(core, Recall, "", {**said, "order": row.digest}, {}, by=by)
