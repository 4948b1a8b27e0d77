"""One gap or conflict of a roster; a separate module, because the command line shows alerts but judges none."""

import msgspec


class Alert(msgspec.Struct, frozen=True):
    """A gap or conflict of the roster: `code` keys the words, `params` fill them in.

    `grave` says that work stops or a rule is broken; otherwise the alert is only information.
    """

    code: str
    clause: str
    params: dict[str, str]
    grave: bool


def subject(alert: Alert) -> str:
    """The identity of an alert, constant while it lasts, however few days are left."""
    about = (value for name, value in sorted(alert.params.items()) if name != "days")
    return " ".join((alert.code, *about))
