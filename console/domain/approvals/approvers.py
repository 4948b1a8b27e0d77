"""Who counts as a request's first and last approver now, and who stands in for whom (代)."""

import msgspec

from console.domain.people.orders import Deputation
from console.domain.people.people import EVERYWHERE, Post, Roster
from console.domain.requests.facts import Facts


class Approvers(msgspec.Struct, frozen=True):
    """The approvers at one instant: by the roster with the personnel orders applied, and the deputations in force."""

    roster: Roster
    at: str
    deputations: tuple[Deputation, ...] = ()

    def stands_in(self, person: str, principal: str, post: Post, subject: Facts) -> bool:
        """Whether a deputation in force lets `person` sign for `principal`, who must hold the post now."""
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
        """Whether `person` is a deputy of somebody who holds the post now."""
        return any(self.stands_in(person, p, post, subject) for p in {d.principal for d in self.deputations})

    def is_first(self, person: str, subject: Facts) -> bool:
        """Whether `person` may act as the first approver now.

        That is the signer of the first level; a deputy who signed it counts while the deputation lasts. Afterwards, or if the
        signer has no post any more, it is the person who holds that level's post now and had no hand in the request.
        """
        if not subject.signed:
            return False
        signer, post = subject.signed[0][0], subject.route[0]
        here = any(True for _ in self.roster.appointments(signer, self.at))
        if here and (signer not in subject.stood_in or self.deputises(signer, post, subject)):
            return person == signer
        return person not in subject.hands and self.roster.holds(person, post, subject.department, self.at)

    def is_last(self, person: str, subject: Facts) -> bool:
        """Whether `person` may act as the last approver now.

        That is the person who holds the last level's post now and had no hand in the request, or the deputy who signed that level,
        while the deputation lasts.
        """
        if person in subject.hands:
            return False
        post, last = subject.route[-1], subject.signed[-1][0] if subject.signed else ""
        return self.roster.holds(person, post, subject.department, self.at) or (
            person == last and self.deputises(person, post, subject)
        )
