"""The state of an application's post after it was carried out, in the words that screens, command line and printed form share."""

from collections.abc import Callable, Iterator
from typing import Protocol

from console.wire.people.enrolment import Afterwards, InForce, Suspended


class Words(Protocol):
    """A text of the catalogue in the reader's language."""

    def __call__(self, key: str, /, **params: object) -> str:
        """Return the text."""


def pairs(
    afterwards: Afterwards, t: Words, who: Callable[[str], str], when: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Yield label and value pairs; `who` names a person, `when` an instant. A missing fact comes as an empty value."""
    yield t("afterwards.now"), course(afterwards, t, who, when)
    bound = "afterwards.bound" if afterwards.uid >= 0 else "afterwards.unbound"
    yield t("afterwards.account"), t(bound, person=afterwards.account, uid=afterwards.uid)
    yield t("afterwards.made"), _signed(afterwards.made, t, who, when)
    yield t("afterwards.ended_by"), _signed(afterwards.ended, t, who, when) if afterwards.ended else ""
    yield t("afterwards.keys"), keys(afterwards, t, when)


def keys(afterwards: Afterwards, t: Words, when: Callable[[str], str]) -> str:
    """One line for each key that no longer counts."""
    return "\n".join(
        t(
            "afterwards.key_left" if key.left else "afterwards.key_revoked",
            fingerprint=key.fingerprint,
            at=when(key.at),
        )
        for key in afterwards.keys
    )


def course(afterwards: Afterwards, t: Words, who: Callable[[str], str], when: Callable[[str], str]) -> str:
    """The present state of the post."""
    if afterwards.course == "suspended":
        return _suspended(afterwards.suspended, t, who, when)
    said = "held_until" if afterwards.course == "held" and afterwards.until else afterwards.course
    return t(f"afterwards.{said}", since=when(afterwards.since), until=when(afterwards.until))


def _suspended(one: Suspended | None, t: Words, who: Callable[[str], str], when: Callable[[str], str]) -> str:
    if one is None:
        return t("afterwards.suspended_plain")
    said = "afterwards.suspended_version" if one.version else "afterwards.suspended"
    return t(said, at=when(one.at), name=who(one.by), n=one.version)


def _signed(one: InForce, t: Words, who: Callable[[str], str], when: Callable[[str], str]) -> str:
    at = when(one.in_force or one.at)
    said = t("afterwards.signed", n=one.version, first=who(one.first), second=who(one.second), at=at)
    return (
        f"{said}\n{t('afterwards.asked_for', numbers=' '.join(one.applications))}"
        if one.applications
        else said
    )
