"""Who may search by mobile number and see one unmasked (R7): the posts that answer for it, but never the password's holder."""

from typing import Final

from console.domain.people.people import Post, Roster
from console.domain.refusals import Refusal, refuse

SEARCHERS: Final = (Post.REGISTRAR, Post.AUDITOR, Post.OPERATOR)
"""The registrar and the auditor may search in all departments, an operator in everything that they may read."""


EXPORTERS: Final = (Post.REGISTRAR, Post.OPERATOR)
"""Who hands opt-outs over to a carrier: in the General Department alone, because the list is of the whole bank."""


def may_export(person: str, roster: Roster, at: str) -> Refusal | None:
    """Return why `person` may not export the numbers of opt-outs, or None."""
    general = roster.general_department()
    held = {(a.post, a.department) for a in roster.appointments(person, at)}
    if any(post is Post.CUSTODIAN for post, _ in held):
        return refuse("custodian_sees_no_number", "R12")
    if general is None or not any((post, general.id) in held for post in EXPORTERS):
        return refuse("optout_export_not_yours", "R13")
    return None


def may_search(person: str, roster: Roster, at: str) -> Refusal | None:
    """Return why `person` may not search by number or unmask one, or None."""
    held = {a.post for a in roster.appointments(person, at)}
    if Post.CUSTODIAN in held:
        return refuse("custodian_sees_no_number", "R12")
    if not held & set(SEARCHERS):
        return refuse("number_not_yours", "R7")
    return None
