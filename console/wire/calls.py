"""The calls about people and requests, the one that enacts, and the messages that carry every call and its answer.

A call asks (reads), does (needs no signature) or enacts (carries a signature). `Call.Answer` is the type of the desk's answer. Any call
may be answered by a Refusal or a Problem instead. Every call there is: console.wire.every_call.
"""

from typing import Annotated, ClassVar, Final

import msgspec

from console.domain.categories import Category
from console.domain.refusals import Refusal
from console.domain.states import UNSETTLED, RequestState
from console.wire.answers import Blob
from console.wire.base import Ask, Call, Do, EnactCall
from console.wire.bounds import (
    Exact,
    Filter,
    RequestsAfter,
    Small,
    Whole,
    filter_by,
)
from console.wire.duties.here import DepartmentRow, Me, PersonRow, TodoRow
from console.wire.requests.drafts import Draft, Preview
from console.wire.requests.rows import RequestPage, RequestView
from console.wire.sending.slots import GatewayRow

# ---- asks of people


class WhoAmI(Ask, frozen=True):
    """The caller, their posts, and their pending duties."""

    Answer: ClassVar[type] = Me


class People(Ask, frozen=True):
    """Everyone in the roster in force."""

    Answer: ClassVar[type] = list[PersonRow]


class Departments(Ask, frozen=True):
    """Every department in the roster in force."""

    Answer: ClassVar[type] = list[DepartmentRow]


class Gateways(Ask, frozen=True):
    """The gateways that the roster names."""

    Answer: ClassVar[type] = list[GatewayRow]


class Todo(Ask, frozen=True):
    """What waits for the caller, oldest deadline first."""

    Answer: ClassVar[type] = list[TodoRow]


class RequestsPage(Ask, frozen=True):
    """Requests that the caller may see; `queue` keeps only those that wait for their decision. Empty filters match everything.

    Emergency sends made on paper (补录) are listed among them; state `emergency` selects only these.
    """

    state: Annotated[str, filter_by((*RequestState, UNSETTLED, "emergency"), "state.request")] = ""
    category: Annotated[str, filter_by(Category, "category")] = ""
    department: str = ""
    text: Filter = ""
    queue: bool = False
    after: RequestsAfter = ""
    limit: Whole = 128
    Answer: ClassVar[type] = RequestPage


class RequestDetail(Ask, frozen=True):
    """One request in full; `version` 0 is the newest."""

    request: Whole
    version: Small = 0
    Answer: ClassVar[type] = RequestView


class PreviewDraft(Ask, frozen=True):
    """Parts, cost, route and faults of a draft as it stands; `request` is its id, 0 for a draft not saved yet."""

    draft: Draft
    request: Whole = 0
    Answer: ClassVar[type] = Preview


class BundleOf(Ask, frozen=True):
    """The bundle of a request (`slot` 0: without a release); also the evidence that `verify` judges offline.

    A caller that has the roster versions up to `known` gets the versions from that one on; 0 is from the start.
    """

    request: Whole
    slot: Small = 0
    known: Whole = 0
    Answer: ClassVar[type] = Blob


# ---- dos of people


class SaveDraft(Do, frozen=True):
    """Save the form as it stands; `request` 0 makes a new one. A returned request becomes a draft of its next version."""

    draft: Draft
    request: Whole = 0


class DropDraft(Do, frozen=True):
    """Delete a draft that was never submitted."""

    request: Whole


# ---- enacts


class Enact(EnactCall, frozen=True):
    """A signed act: the statement's text as prepared, and its armoured signature. The caller need not be the signer.

    `carried` says that it was signed elsewhere some time ago, even if the signer brings it in. `draft` names the draft from
    which a request was prepared, because two drafts that were never submitted may have the same content.
    """

    text: Exact
    signature: Exact
    carried: bool = False
    draft: Whole = 0


# ---- what goes to and fro besides


class Problem(msgspec.Struct, frozen=True):
    """The call failed, but not because of a rule: `code` keys the words, `report` names the log entry of an unexpected error."""

    code: str
    params: dict[str, str] = {}
    report: str = ""


class Hello(msgspec.Struct, frozen=True):
    """First frame of a connection. `person` is honoured only if the roster says solo (people choose their identity).

    `watch` asks for nothing but the state of the installation, as whoever watches it from outside does; `notices` is the program that
    tells people outside. `source` is where a person came from, as their own program knows it: the address in sshd's SSH_CONNECTION.
    """

    version: int
    person: str = ""
    service: str = ""
    watch: bool = False
    notices: bool = False
    source: str = ""


class Welcome(msgspec.Struct, frozen=True):
    """The desk's answer to Hello, or the refusal after which it hangs up."""

    version: int
    refusal: Refusal | None = None


class Envelope(msgspec.Struct, frozen=True, array_like=True):
    """A call with the number that its answer repeats."""

    id: int
    call: Call


class Reply(msgspec.Struct, frozen=True, array_like=True):
    """The answer to a call: exactly one of `ok` (raw MessagePack of Call.Answer), `refusal`, `problem` is set."""

    id: int
    ok: msgspec.Raw | None = None
    refusal: Refusal | None = None
    problem: Problem | None = None


WISHES: Final = "wishes"
"""The topic of what the dispatcher must learn at once: a hold, a stop, a freeze, and what ends them."""


class Notice(msgspec.Struct, frozen=True, array_like=True):
    """Something changed; sent as reply 0. Topics: `requests`, `lists`, `sends`, `optouts`, `gateways`, `roster`, `wishes`."""

    topics: list[str]
