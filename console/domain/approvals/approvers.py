"""Whose word counts as that of a request's first and last approver, and who stands in for whom (代)."""

import msgspec

from console.domain.people.orders import Deputation
from console.domain.people.people import EVERYWHERE, Post, Roster
from console.domain.requests.facts import Facts


class Approvers(msgspec.Struct, frozen=True):
    """Who approves for whom at one instant: the roster as the personnel orders leave it, and the deputations in force."""

    roster: Roster
    at: str
    deputations: tuple[Deputation, ...] = ()

    def stands_in(self, person: str, principal: str, post: Post, subject: Facts) -> bool:
        """Whether a deputation in force lets `person` sign for `principal`, who must hold the post at this moment."""
        return self.roster.holds(principal, post, subject.department, self.at) and any(
            d.deputy == person
            and d.principal == principal
            and d.post is post
            and d.since <= self.at < d.until
            and (d.department == subject.department or (post in EVERYWHERE and not d.department))
            and (not d.categories or subject.category in d.categories)
            for d in self.deputations
        )

    def deputises(self, person: str, post: Post, subject: Facts) -> bool:
        """Whether `person` stands in for whoever holds the post at this moment."""
        return any(self.stands_in(person, p, post, subject) for p in {d.principal for d in self.deputations})

    def is_first(self, person: str, subject: Facts) -> bool:
        """Whether the word of the first approver is `person`'s now.

        It is theirs who signed the first level themselves, or as a deputy while their days last. When they are over, or where the
        signer has no post at all any more, it is theirs who holds that level's post now and had no hand in the request.
        """
        if not subject.signed:
            return False
        signer, post = subject.signed[0][0], subject.route[0]
        here = any(True for _ in self.roster.appointments(signer, self.at))
        if here and (signer not in subject.stood_in or self.deputises(signer, post, subject)):
            return person == signer
        return person not in subject.hands and self.roster.holds(person, post, subject.department, self.at)

    def is_last(self, person: str, subject: Facts) -> bool:
        """Whether the word of the last approver is `person`'s now.

        It is theirs who holds the last level's post now and had no hand in the request, or who signed that level as a deputy
        whose days last.
        """
        if person in subject.hands:
            return False
        post, last = subject.route[-1], subject.signed[-1][0] if subject.signed else ""
        return self.roster.holds(person, post, subject.department, self.at) or (
            person == last and self.deputises(person, post, subject)
        )
