"""Giving a personnel order: what the caller means is insisted on in the bytes before they are signed."""

from console.acting.steps import Core, expect
from console.domain.people import Post
from console.wire import views
from console.wire.personnel import PrepareOrder

_SAID = {
    "deputation": ("post", "department", "since", "until", "categories", "reason"),
    "activation": ("department", "person", "since", "until", "reason"),
    "suspension": ("person", "reason"),
    "recall": ("order", "reason"),
}


def prepare(core: Core, call: PrepareOrder, *, by: str) -> views.Prepared:
    """Have an order prepared and check it against what was asked for; raises ConsoleError("prepared_differs")."""
    prepared: views.Prepared = core.call(call)
    fields: dict[str, object] = {name: getattr(call, name) for name in _SAID.get(call.kind, ())}
    if call.kind == "deputation":
        fields |= {"deputy": call.person, "principal": call.principal or by}
    if call.kind == "activation":
        fields["post"] = call.post or Post.OPERATOR
    expect(prepared, by=by, kind=call.kind, **fields)
    return prepared
