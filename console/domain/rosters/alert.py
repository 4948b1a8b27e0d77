"""One thing that a roster lacks or lets clash; apart, because the command line shows alerts and judges none."""

import msgspec


class Alert(msgspec.Struct, frozen=True):
    """Something that the roster lacks or lets clash: `code` keys the words, with their params.

    `grave` says that work stops or a rule is broken; else it is only good to know.
    """

    code: str
    clause: str
    params: dict[str, str]
    grave: bool


def subject(alert: Alert) -> str:
    """What an alert is about, the same for as long as it lasts, however few days are left."""
    about = (value for name, value in sorted(alert.params.items()) if name != "days")
    return " ".join((alert.code, *about))
