"""How well answers by SMS are judged: a corpus of made-up replies (replies.toml) through the command that people use.

`./run bench replies [--json]`. Half of the corpus is held out, said by a digest of each text, so that nobody chooses: words and
rules may be tuned by the figures of the half that is looked at, and what was learned shows on the other. Costs a few seconds.
"""

import hashlib
import json
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CORPUS: Final = Path(__file__).with_suffix(".toml")
HALVES: Final = ("looked_at", "held_out")
VERDICTS: Final = ("refuse", "human", "ignore")
SERIOUS: Final = frozenset({"loss", "fraud", "complaint"})


@dataclass(frozen=True)
class Reply:
    """One reply of the corpus: its class, how it is written, and which verdicts it must not get."""

    text: str
    kind: str
    form: tuple[str, ...]
    never: frozenset[str]

    @property
    def half(self) -> str:
        """The half it belongs to, by the first octet of the text's SHA-256."""
        return HALVES[hashlib.sha256(self.text.encode()).digest()[0] % 2]

    @property
    def refuses(self) -> bool:
        """Whether the person refuses, in whatever form."""
        return "ignore" in self.never and "refuse" not in self.never


@dataclass(frozen=True)
class Limit:
    """One figure that must hold: the share of `among` whose verdict is `verdict`, in percent, at least or at most `bound`."""

    name: str
    verdict: str
    among: Callable[[Reply], bool]
    bound: float
    least: bool = False

    def share(self, judged: Iterable[tuple[Reply, str]]) -> float | None:
        """The share in percent, None without a reply that counts."""
        counted = [verdict for reply, verdict in judged if self.among(reply)]
        return 100 * counted.count(self.verdict) / len(counted) if counted else None

    def good(self, share: float | None) -> bool:
        """Whether the share is within its bound."""
        return share is None or (share >= self.bound if self.least else share <= self.bound)


LIMITS: Final = (
    Limit("refusals that nobody sees", "ignore", lambda one: one.refuses, 0),
    Limit("bare words and their variants that act", "refuse", lambda one: one.kind == "bare", 95, least=True),
    Limit("clear sentences that act", "refuse", lambda one: one.kind == "sentence", 60, least=True),
    Limit("other replies that act", "refuse", lambda one: not one.refuses, 3),
    Limit("thanks and automatic answers put before people", "human", lambda one: one.kind == "thanks", 60),
    Limit("loss, fraud or complaint that nobody sees", "ignore", lambda one: one.kind in SERIOUS, 0),
)


def corpus(path: Path = CORPUS) -> list[Reply]:
    """Every reply of the corpus, in its order."""
    groups = tomllib.loads(path.read_text("utf-8"))["group"]
    return [
        Reply(text, group["class"], tuple(group.get("form", ())), frozenset(group["never"]))
        for group in groups
        for text in group["replies"]
    ]


def judged(replies: list[Reply]) -> list[tuple[Reply, str]]:
    """Each reply with the verdict that `sms-console replies judge --json` gives; raises CalledProcessError if it fails."""
    lines = "".join(json.dumps(reply.text) + "\n" for reply in replies)
    run = [sys.executable, "-X", "utf8", "-m", "console", "--json", "replies", "judge"]
    answered = subprocess.run(
        run, input=lines, check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout
    verdicts = [json.loads(line)["verdict"] for line in answered.splitlines()]
    return list(zip(replies, verdicts, strict=True))


def figures(pairs: list[tuple[Reply, str]]) -> dict[str, object]:
    """Of one half: the verdicts of each class, the limits, and every reply that got a verdict it must not get."""
    kinds: dict[str, Counter[str]] = {}
    for reply, verdict in pairs:
        name = f"{reply.kind} ({', '.join(reply.form)})" if reply.form else reply.kind
        kinds.setdefault(name, Counter())[verdict] += 1
    limits = []
    for limit in LIMITS:
        share = limit.share(pairs)
        limits.append(
            {
                "name": limit.name,
                "percent": None if share is None else round(share, 1),
                ("least" if limit.least else "most"): limit.bound,
                "good": limit.good(share),
            }
        )
    wrong = [
        {"text": reply.text, "class": reply.kind, "verdict": verdict}
        for reply, verdict in pairs
        if verdict in reply.never
    ]
    return {
        "replies": len(pairs),
        "classes": {name: {one: count[one] for one in VERDICTS} for name, count in kinds.items()},
        "limits": limits,
        "wrong": wrong,
    }


def report(half: str, told: dict) -> None:  # type: ignore[type-arg]
    """Print one half's figures for people; of the half that is held out the wrong ones are counted alone."""
    print(f"\n{half.replace('_', ' ')}: {told['replies']} replies")
    print(f"  {'class':<34}" + "".join(f"{one:>8}" for one in VERDICTS))
    for name, counts in told["classes"].items():
        print(f"  {name:<34}" + "".join(f"{counts[one]:>8}" for one in VERDICTS))
    for limit in told["limits"]:
        sign = "at least" if "least" in limit else "at most"
        bound = limit.get("least", limit.get("most"))
        print(f"  {'ok ' if limit['good'] else 'OUT'} {limit['name']}: {limit['percent']} % ({sign} {bound})")
    print(f"  verdicts that must not be: {len(told['wrong'])}")
    if half == HALVES[0]:
        for one in told["wrong"]:
            print(f"    {one['class']} judged {one['verdict']}: {one['text']!r}")


def main(arguments: list[str]) -> int:
    """Print the figures; 1 when a limit is passed on either half."""
    pairs = judged(corpus())
    told = {half: figures([pair for pair in pairs if pair[0].half == half]) for half in HALVES}
    good = all(limit["good"] for one in told.values() for limit in one["limits"])  # type: ignore[attr-defined]
    if "--json" in arguments:
        # What is held out stays unread: its wrong verdicts are counted, not told.
        held = told[HALVES[1]]
        held["wrong"] = len(held["wrong"])  # type: ignore[arg-type]
        print(json.dumps({**told, "good": good}, ensure_ascii=False))
    else:
        for half, one in told.items():
            report(half, one)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
