"""`./run bench screening [--json] [--missed]`: the corpora through the judge, each figure beside its limit, by half.

Exit code 1 if a limit is not met on either half, or if there is no judge. What was written later, for tuning alone, and hard on
purpose, is measured apart and has no limit: the weights were learned from it. `--missed` lists what went wrong there and in the half that
may be tuned; of the half that is held out only figures are ever told.
"""

import importlib
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol, cast

from bench.screening.corpus import HALVES, MORE, Entry, Span, corpus

JUDGE: Final = "console.domain.content.check"
SLACK: Final = 6
"""By how many characters a hit may be longer than what it found."""


class Hit(Protocol):
    """Where a rule met the text, in code points, `end` exclusive."""

    @property
    def start(self) -> int:
        """The first character."""

    @property
    def end(self) -> int:
        """One past the last."""


class Judgement(Protocol):
    """What the judge says of a text: block, warn or pass, and why."""

    @property
    def verdict(self) -> str:
        """`block`, `warn` or `pass`."""

    @property
    def hits(self) -> Sequence[Hit]:
        """Every rule that met the text."""


Check = Callable[[str, str, bool], Judgement]
"""The judge: text, category, and whether the text carries its signature."""


@dataclass(frozen=True)
class Judged:
    """An entry with what the judge said of it, and whether it finds the listed word when nothing hides it."""

    entry: Entry
    verdict: str
    hits: tuple[Span, ...]
    listed: bool = True

    @property
    def flagged(self) -> bool:
        """Whether the text was not simply let through."""
        return self.verdict != "pass"

    @property
    def caught(self) -> bool:
        """Whether the text was flagged, and for something that stands where the reason is."""
        return self.flagged and meets(self.hits, self.entry.spans)

    @property
    def located(self) -> bool:
        """Whether at least half of a span is covered by hits of which none is much longer than the span."""
        return any(2 * self._covered(span) >= span.end - span.start for span in self.entry.spans)

    def _covered(self, span: Span) -> int:
        """How many characters of a span the hits cover that are not much longer."""
        fit = [hit for hit in self.hits if hit.end - hit.start <= span.end - span.start + SLACK]
        return sum(any(hit.start <= place < hit.end for hit in fit) for place in range(span.start, span.end))


class Measure(NamedTuple):
    """One figure: the share of `among` for which `holds`, in percent, at least or at most `bound`."""

    name: str
    among: Callable[[Judged], bool]
    holds: Callable[[Judged], bool]
    bound: float
    least: bool

    def told(self, judged: Sequence[Judged]) -> dict[str, object]:
        """The figure as JSON tells it; without a text that counts, no limit is met."""
        counted = [one for one in judged if self.among(one)]
        number = sum(map(self.holds, counted))
        percent = 100 * number / len(counted) if counted else None
        good = percent is not None and (percent >= self.bound if self.least else percent <= self.bound)
        return {
            "name": self.name,
            "texts": len(counted),
            "number": number,
            "percent": None if percent is None else round(percent, 1),
            ("least" if self.least else "most"): self.bound,
            "good": good,
        }


def of(*sections: str, kind: str = "") -> Callable[[Judged], bool]:
    """Whether a text is of one of the sections, and of the kind where one is asked for."""
    return lambda one: one.entry.section in sections and kind in {"", one.entry.kind}


def caught(one: Judged) -> bool:
    """Whether the text was flagged where it should be."""
    return one.caught


def flagged(one: Judged) -> bool:
    """Whether the text was not let through."""
    return one.flagged


FOUND: Final = of("evasions", "unlisted", "leaks")
MEASURES: Final = (
    Measure("visible evasions caught", of("evasions", kind="visible"), caught, 95, least=True),
    Measure("rewritten evasions caught", of("evasions", kind="rewritten"), caught, 75, least=True),
    Measure("unlisted fraud and advertising caught", of("unlisted"), caught, 70, least=True),
    Measure("leaks caught", of("leaks"), caught, 95, least=True),
    Measure(
        "hits located, of what was caught",
        lambda one: FOUND(one) and one.caught,
        lambda one: one.located,
        90,
        least=True,
    ),
    Measure("ordinary blocked", of("ordinary"), lambda one: one.verdict == "block", 0, least=False),
    Measure("ordinary warned", of("ordinary"), lambda one: one.verdict == "warn", 3, least=False),
    Measure("look-alikes of words flagged", of("word_likes"), flagged, 5, least=False),
    Measure("look-alikes of leaks flagged", of("leak_likes"), flagged, 5, least=False),
    Measure("misfiled flagged, with the words", of("misfiled"), caught, 85, least=True),
    Measure("honest notices flagged", of("honest"), flagged, 5, least=False),
)


def overlap(one: Span, other: Span) -> int:
    """How many characters two stretches share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def meets(hits: Sequence[Span], spans: Sequence[Span]) -> bool:
    """Whether any hit shares a character with any span."""
    return any(overlap(hit, span) for hit in hits for span in spans)


def judged(entry: Entry, check: Check) -> Judged:
    """An entry through the judge; one that hides a listed word, once more with the word in plain sight."""

    def ask(text: str) -> tuple[str, tuple[Span, ...]]:
        answer = check(text, entry.category, entry.whole)
        return answer.verdict, tuple(Span(hit.start, hit.end) for hit in answer.hits)

    verdict, hits = ask(entry.text)
    if entry.section != "evasions":
        return Judged(entry, verdict, hits)
    start = entry.spans[0].start
    plain_verdict, plain_hits = ask(entry.plain)
    listed = plain_verdict != "pass" and meets(plain_hits, [Span(start, start + len(entry.word))])
    return Judged(entry, verdict, hits, listed)


def groups(half: Sequence[Judged]) -> dict[str, dict[str, int]]:
    """For each section by its classes, techniques and kinds: how many texts, flagged, caught and located."""
    counts: dict[str, dict[str, int]] = {}
    for one in half:
        entry = one.entry
        names = {f"class {entry.class_}": entry.class_, f"technique {entry.technique}": entry.technique}
        if not entry.class_ and not entry.technique:
            names = {f"{entry.category} {entry.kind}": entry.kind}
        for name, there in names.items():
            if there:
                row = counts.setdefault(
                    f"{entry.section}: {name}", {"texts": 0, "flagged": 0, "caught": 0, "located": 0}
                )
                row["texts"] += 1
                row["flagged"] += one.flagged
                row["caught"] += one.caught
                row["located"] += one.caught and one.located
    return counts


def figures(half: Sequence[Judged]) -> dict[str, object]:
    """Of one half: every measure with its limit, the same by group, and how many hidden words no list names."""
    measures = [measure.told(half) for measure in MEASURES]
    return {
        "texts": len(half),
        "measures": measures,
        "groups": groups(half),
        "evasions of words that are not listed": sum(not one.listed for one in half),
        "good": all(measure["good"] for measure in measures),
    }


def missed(half: Sequence[Judged]) -> list[dict[str, object]]:
    """What went wrong, text by text: reasons that were not found or not located, and texts flagged without one."""
    wrong: list[dict[str, object]] = []
    for one in half:
        entry = one.entry
        good = one.caught and (one.located or not FOUND(one)) if entry.spans else not one.flagged
        if not good:
            told = {
                "section": entry.section,
                "kind": entry.kind,
                "class": entry.class_,
                "technique": entry.technique,
                "word": entry.word,
                "listed": one.listed,
                "category": entry.category,
                "text": entry.text,
                "spans": entry.spans,
                "verdict": one.verdict,
                "hits": one.hits,
            }
            wrong.append({name: value for name, value in told.items() if value not in {"", ()}})
    return wrong


def report(half: str, told: dict[str, object]) -> None:
    """Print one half's figures for people."""
    print(f"\n{half.replace('_', ' ')}: {told['texts']} texts")
    for measure in cast("list[dict[str, object]]", told["measures"]):
        sign = "at least" if "least" in measure else "at most"
        bound = measure.get("least", measure.get("most"))
        share = f"{measure['percent']} % ({measure['number']} of {measure['texts']})"
        print(f"  {'ok ' if measure['good'] else 'OUT'} {measure['name']}: {share}, {sign} {bound} %")
    unlisted = "evasions of words that are not listed"
    print(f"      {unlisted}: {told[unlisted]}")
    print(f"  {'group':<44}{'texts':>8}{'flagged':>8}{'caught':>8}{'located':>8}")
    for name, row in cast("dict[str, dict[str, int]]", told["groups"]).items():
        print(f"  {name:<44}" + "".join(f"{number:>8}" for number in row.values()))


def the_judge() -> Check | None:
    """The command's own judge, None where it cannot be had."""
    try:
        return cast("Check", importlib.import_module(JUDGE).check)
    except (ImportError, AttributeError) as error:
        print(f"no judge to measure: {JUDGE} cannot be had ({error})", file=sys.stderr)
        return None


def part(entry: Entry) -> str:
    """The half of an entry; those that were written for tuning alone are a part of their own."""
    return MORE if entry.more else entry.half


def main(arguments: Sequence[str], check: Check | None = None) -> int:
    """Print the figures of `check`, or of the command's own judge; 1 when a limit is not met or there is no judge."""
    check = check or the_judge()
    if check is None:
        return 1
    everything = [judged(entry, check) for entry in corpus()]
    parts = {half: [one for one in everything if part(one.entry) == half] for half in (*HALVES, MORE)}
    told = {half: figures(texts) for half, texts in parts.items()}
    good = all(told[half]["good"] for half in HALVES)
    if "--missed" in arguments:
        told[HALVES[0]]["missed"] = missed(parts[HALVES[0]] + parts[MORE])
    if "--json" in arguments:
        print(json.dumps({**told, "good": good}, ensure_ascii=False))
        return 0 if good else 1
    for half, one in told.items():
        report(half, one)
    for wrong in cast("list[dict[str, object]]", told[HALVES[0]].get("missed", [])):
        print(f"  {wrong}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
