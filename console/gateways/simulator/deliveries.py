"""What the simulated CMPP gateway delivers: status reports, and messages of subscribers in parts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from console.gateways.cmpp.codec import LAYOUT_3, encode, layout, write_report
from console.gateways.cmpp.pdus import V20, V30, Deliver, Pdu, Report, Submit, longest
from console.gateways.simulator.faults import IsmgFaults

_TAIL: Final = 11
_PART: Final = 134
"""Octets of a part behind its UDH of six."""
_CODINGS: Final = {0: "ascii", 8: "utf-16-be", 15: "gb18030"}


@dataclass(slots=True)
class Delivery:
    """A DELIVER on its way: what is in it, written for each line in its version, and how often it was sent again."""

    deliver: Deliver
    report: Report | None = None
    repeats: int = 0

    def octets(self, sequence: int, version: int, faults: IsmgFaults) -> bytes:
        """Write it for a line of this version."""
        deliver = self.deliver
        if self.report is not None:
            shape = {60: V20, 71: V30}.get(faults.report_octets, version)
            deliver = deliver._replace(content=write_report(self.report, shape))
        octets = encode(Pdu(sequence, deliver), version)
        if faults.cut_tail and layout(version) is LAYOUT_3:
            return (len(octets) - _TAIL).to_bytes(4) + octets[4:-_TAIL]
        return octets


def about(message_id: str, to: str, report: Report) -> Delivery:
    """Return a report's DELIVER under an id of its own; `to` is the Src_Id of the SUBMIT."""
    return Delivery(Deliver(message_id, to, source=report.number, registered_delivery=1), report)


def replies(question: Mapping[str, Any], next_id: Callable[[], str]) -> list[Delivery]:
    """Return a subscriber's message: `number`, `to`, `text` or `hex`, Msg_Fmt `fmt` (8), at least so many `parts`, `pseudo` (false).

    Raises:
        KeyError, ValueError: something is missing or cannot be written.
    """
    fmt = int(question.get("fmt", 8))
    content = bytes.fromhex(question.get("hex", "")) or question["text"].encode(_CODINGS[fmt])
    parts = max(
        int(question.get("parts", 0)), 1 if len(content) <= longest(fmt) else -(-len(content) // _PART)
    )
    # An even number of octets, so that no character of UCS-2 is cut.
    size = -(-len(content) // parts) + 1 & ~1 if parts > 1 else len(content)
    mark = int(next_id()[-2:], 16)
    whole = Deliver(
        destination=question["to"], fmt=fmt, source=question["number"], source_kind=int(question.get("pseudo", False)),
        udhi=int(parts > 1),
    )  # fmt: skip
    made = []
    for n in range(parts):
        head = bytes((5, 0, 3, mark, parts, n + 1)) if parts > 1 else b""
        piece = head + content[n * size : (n + 1) * size]
        made.append(Delivery(whole._replace(message_id=next_id(), content=piece)))
    return made


def part_of(submit: Submit) -> int:
    """Return which part of a text this is: what its UDH says last, else Pk_number."""
    content = submit.content
    return content[content[0]] if submit.udhi and content and content[0] < len(content) else submit.number
