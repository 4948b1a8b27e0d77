"""What a bundle holds, how it is packed, and what a valid bundle proves."""

import msgspec

from console.domain import policy
from console.domain.acts import (
    Manifest,
    Pledge,
    Release,
    Request,
    Slot,
)
from console.domain.authority import Facts
from console.domain.content.appeals import ReleaseText
from console.domain.people.people import Roster
from console.domain.people.standing import Brought
from console.domain.sending import gateways
from console.signing.canonical import NotCanonicalError, dumps, loads
from console.signing.refused import Refused
from console.signing.statements import Signed
from console.signing.trust import Pin


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The two statements of one act as they were signed."""

    proposal: Signed
    confirmation: Signed


class Bundle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Statements with their signatures, and the two files that they cite. `release` is absent before it is signed.

    `appeals` are the pairs that released the request's text although a screening list blocks it; unset where there is none.
    """

    v: int
    org: str
    signers: list[Signed]
    rosters: list[Signed]
    policy: str
    gateway: str
    pledges: list[Signed]
    orders: list[Signed]
    manifests: list[Signed]
    request: Signed
    steps: list[Signed]
    release: Signed | None
    appeals: list[Pair] | msgspec.UnsetType = msgspec.UNSET


class Own(msgspec.Struct, frozen=True):
    """The verifier's own copies of policy and gateway file; the bundle's copies must be the same bytes."""

    policy: str
    gateway: str


class Signature(msgspec.Struct, frozen=True):
    """Who signed what, for people and reports."""

    kind: str
    person: str
    name: str
    posts: tuple[str, ...]
    fingerprint: str
    at: str
    digest: str


class Verified(msgspec.Struct, frozen=True):
    """What a good bundle proves. `slot` and `manifest` belong to the release; without a release they are those of slot 1.

    `since` is when the release was signed, empty without a release. For a send that continues another (`pairs.verify_continue`),
    `slot` is its own, `release_digest` is of its proposal, `since` is when it was confirmed, `continues` is the other's slot.
    """

    roster: Roster
    pin: Pin
    policy: policy.Policy
    gateway: gateways.GatewayFile
    request: Request
    request_digest: str
    slot: Slot
    manifest: Manifest
    release: Release | None
    release_digest: str
    signatures: tuple[Signature, ...]
    facts: Facts
    pledges: tuple[Pledge, ...]
    orders: tuple[Brought, ...]
    at: str
    since: str
    continues: int = 0
    appeals: tuple[ReleaseText, ...] = ()


def pack(bundle: Bundle) -> bytes:
    """Return the bundle's canonical bytes."""
    return dumps(msgspec.to_builtins(bundle))


def unpack(data: bytes) -> Bundle:
    """Return the bundle that the bytes spell; raises Refused."""
    try:
        return msgspec.convert(loads(data), Bundle, strict=True)
    except NotCanonicalError as error:
        raise Refused("not_canonical", str(error)) from error
    except msgspec.ValidationError as error:
        raise Refused("bundle_malformed", str(error)) from error
