"""Calls about the custody of gateway passwords (R12): what the dispatcher reports, and what people may know. Never a secret."""

from typing import Annotated, ClassVar

import msgspec

from console.wire.base import Ask, Do
from console.wire.bounds import Exact, Whole
from console.wire.credentials.envelopes import SecretChange
from console.wire.shown import shown


class CustodyReport(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="custody/1", tag_field="type"
):
    """What the dispatcher signs about an act of custody (namespace `sms-custody@<org>`), canonical JSON.

    `event` is unlocked, locked, created, installed, rotated, rotate_failed, bind_tested, retired, rephrased or incident; `person`
    did it, empty for an automatic event. `gateway` is empty for an event of the vault. `fingerprint` is that of the secret that the
    event is about, `why` is a short reason for people, `state` is the state of the credential afterwards. `nonce` tells two equal
    events of one second apart.
    """

    org: str
    by: str
    at: str
    event: str
    person: str
    gateway: str
    fingerprint: str
    installed: str
    last_bind: str
    state: str
    why: str
    backend: str
    nonce: str


class ReportCustody(Do, frozen=True):
    """One signed report of an act of custody; repeating it changes nothing."""

    text: Exact
    signature: Exact


class TrustChain(msgspec.Struct, frozen=True):
    """Everything that proves who holds which post now; the dispatcher judges it itself.

    Each statement is its text and its signatures; the three lists are in the order in which they were made.
    """

    signers: list[tuple[str, list[str]]]
    rosters: list[tuple[str, list[str]]]
    orders: list[tuple[str, list[str]]]


class PullTrust(Ask, frozen=True):
    """The roster chain and the personnel orders in force, from which the dispatcher derives who is custodian.

    A caller that has the versions up to `known` gets the versions from that one on; 0 is from the start.
    """

    known: Whole = 0
    Answer: ClassVar[type] = TrustChain


class CredentialRow(msgspec.Struct, frozen=True):
    """The password of one gateway account, as far as anybody may know it.

    `holders` pairs id and name of those who hold it today, `standby` of the standbys (B角). `fingerprint` is four groups of
    four, keyed by a key that only the vault has. `state` is in_force, locked, none, retired, incident or unknown; `why` names what
    is wrong. `link` is the last state of the line that the dispatcher reported. `age` is days since `installed`, -1 if never.
    `change` is set while somebody else knows, or may know, the password or the vault's phrase.
    """

    gateway: Annotated[
        str,
        shown(width=10, places="l", label="credentials.which", section=-1),
        shown("named_gateway", places="p"),
        shown(places="t", section=-1),
    ]
    name: str
    holders: Annotated[
        list[tuple[str, str]],
        shown("holders", places="l", label="credentials.holder", section=1),
        shown("holders_named", places="pt", label="holder", section=1),
    ]
    standby: Annotated[list[tuple[str, str]], shown("standby_named", places="pt", section=1)]
    fingerprint: Annotated[
        str, shown(width=19, places="l", label="credentials.fingerprint"), shown(places="pt")
    ]
    installed: Annotated[str, shown("time", places="pt")]
    installed_by: Annotated[str, shown("installer", places="p", label="by")]
    last_bind: Annotated[
        str, shown("time", 11, "l", label="credentials.last_bind", section=2), shown("time", places="pt")
    ]
    state: Annotated[
        str,
        shown("how", 10, "l", label="column.state", section=-2),
        shown("custody_state", places="pt", section=-1),
    ]
    why: Annotated[str, shown("why", places="p", section=-1), shown("owed", places="t", section=1)]
    link: Annotated[str, shown("gateway", places="pt", label="line", section=-1)]
    backend: str
    age: Annotated[
        int,
        shown("days", 4, "l", label="credentials.age", section=2),
        shown("age", places="p"),
        shown("age_days", places="t"),
    ]
    due: bool
    change: Annotated[SecretChange | None, shown("change", places="p", label="envelope.due", section=1)] = (
        None
    )


class Credentials(Ask, frozen=True):
    """The passwords of every gateway that the roster names."""

    Answer: ClassVar[type] = list[CredentialRow]
