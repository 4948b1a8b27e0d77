"""The weights of the screening list, learned from the texts that may be read: `python -m tools.wording [--write]`.

Logistic regression with an L2 penalty by gradient descent; no library is needed for some hundreds of short texts. The threshold is
set on texts of another hand, which the weights for it did not see. Held-out texts are never read.
"""

import math
import re
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

from bench.screening.corpus import Entry, corpus
from console.domain.content.normal import Normal
from console.domain.content.wording import SCALE, terms, weighed
from console.domain.data_folder import data_folder

_ROUNDS: Final = 300
_PENALTY: Final = 1.0
_LEAST: Final = 9
"""Hundredths of a weight that is written at least."""


class Model(NamedTuple):
    """Weights by term, and the bias, both in hundredths."""

    weights: dict[str, int]
    bias: int

    def score(self, found: frozenset[str]) -> int:
        """The sum of the weights of a text's terms, in hundredths."""
        return self.bias + sum(self.weights.get(term, 0) for term in found)


class Sample(NamedTuple):
    """The terms of a text, and whether it belongs to the class."""

    found: frozenset[str]
    good: bool


def learn(samples: Sequence[Sample]) -> Model:
    """Weights that part the samples; both sides count alike, however many they are."""
    names = sorted({term for one in samples for term in one.found})
    place = {term: nth for nth, term in enumerate(names)}
    rows = [[place[term] for term in sorted(one.found)] for one in samples]
    many = sum(one.good for one in samples)
    scale = [len(samples) / 2 / (many if one.good else len(samples) - many) for one in samples]
    weights, bias = [0.0] * len(names), 0.0
    squares, bias_square = [1e-8] * len(names), 1e-8
    for _ in range(_ROUNDS):
        slopes, bias_slope = [_PENALTY * weight for weight in weights], 0.0
        for row, sample, much in zip(rows, samples, scale, strict=True):
            total = bias + sum(weights[nth] for nth in row)
            wrong = much * (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - sample.good)
            bias_slope += wrong
            for nth in row:
                slopes[nth] += wrong
        for nth, slope in enumerate(slopes):
            squares[nth] += slope * slope
            weights[nth] -= 0.3 * slope / math.sqrt(squares[nth])
        bias_square += bias_slope * bias_slope
        bias -= 0.3 * bias_slope / math.sqrt(bias_square)
    whole = {term: round(SCALE * weights[nth]) for term, nth in place.items()}
    return Model(
        {term: weight for term, weight in whole.items() if abs(weight) >= _LEAST}, round(SCALE * bias)
    )


def innocent(model: Model, named: Sequence[Sample]) -> dict[str, int]:
    """For each level of sounding innocent the score that its share of texts which mean a listed word stay under."""
    scores = sorted(model.score(one.found) for one in named)
    return {name: scores[int(share * len(scores))] for name, share in INNOCENT.items()}


def threshold(model: Model, judged: Sequence[Sample], share: float) -> tuple[int, float]:
    """The score that this share of the other side reaches, and the share of the class that reaches it, among texts of another hand."""
    others = sorted((model.score(one.found) for one in judged if not one.good), reverse=True)
    enough = others[int(share * len(others))] + 1
    theirs = [model.score(one.found) for one in judged if one.good]
    return enough, sum(score >= enough for score in theirs) / len(theirs)


Asked = Sequence[tuple[Entry, bool]]
"""Texts, and whether each belongs to the class."""


def taught(asked: Asked) -> list[Sample]:
    """What is learned from: each text, and of an innocent one its first clause as well, so that short texts are known to be innocent too.

    What is hidden is found as it is hidden; learned is how people write who mean the word.
    """
    samples = [_sample(one.plain, good) for one, good in asked]
    return samples + [
        _sample(_FIRST.split(one.plain, maxsplit=1)[0], good) for one, good in asked if not good
    ]


_FIRST: Final = re.compile(r"[，。？！：；,.?!:;\n]")


def _sample(text: str, good: bool) -> Sample:
    return Sample(frozenset(term for term, _, _ in terms(weighed(Normal(text).flat))), good)


def _enticing(entry: Entry) -> bool | None:
    if entry.kind.startswith(("near", "aside")):
        # Look-alikes that were made from the list, word by word, teach how the list errs, not how people entice.
        return None
    if entry.section in {"unlisted", "evasions"}:
        return True
    return False if entry.section in {"ordinary", "word_likes", "honest", "leak_likes"} else None


def _promoting(entry: Entry) -> bool | None:
    if entry.kind.startswith("aside"):
        return None
    if entry.section == "misfiled":
        return True
    innocent = entry.section in {"ordinary", "word_likes", "honest", "leak_likes"}
    return False if innocent and entry.category != "promotion" else None


def _disclosing(entry: Entry) -> bool | None:
    if entry.section == "leaks":
        return True
    return False if entry.section in {"ordinary", "word_likes", "honest", "leak_likes"} else None


LEARNED: Final = (
    ("enticing", False, _enticing, 0.006),
    ("misfiled", True, _promoting, 0.004),
    ("disclosing", False, _disclosing, 0.01),
)
"""Class, whether for notices alone, which texts belong to it (None: not asked), and the share of others that may be taken for it."""
TELLING: Final = "enticing"
"""The class by whose weights a text may sound innocent."""
INNOCENT: Final = {"mild": 0.15, "calm": 0.02}
"""The share of texts that mean a listed word and may be taken for innocent: a block for a warning, a warning for a note."""


def spelled(kind: str, model: Model, enough: int, under: Mapping[str, int], *, notices: bool) -> str:
    """The weights as the list has them."""
    told = [
        f"{term}={weight}"
        for term, weight in sorted(model.weights.items(), key=lambda one: (-one[1], one[0]))
    ]
    lines, line = list[str](), ""
    for one in told:
        if len(line) + len(one) > 140:
            lines.append(line)
            line = ""
        line += f"{one} "
    lines.append(line)
    body = "\n".join(one.rstrip() for one in lines)
    flag = ("notices = true\n" if notices else "") + "".join(
        f"{name} = {score}\n" for name, score in under.items()
    )
    return f'[[wording]]\nclass = "{kind}"\nlevel = "warn"\n{flag}bias = {model.bias}\nenough = {enough}\nterms = """\n{body}\n"""\n'


def learned(nth: int) -> tuple[str, str]:
    """The table of one class of `LEARNED`, and what came of it."""
    kind, notices, belongs, share = LEARNED[nth]
    entries = [one for one in corpus() if one.half == "tuning"]
    asked = [(one, good) for one in entries if (good := belongs(one)) is not None]
    asked.sort(key=lambda one: one[0].text)
    judged = [_sample(one.plain, good) for one, good in asked if not one.more]
    named = [_sample(one.plain, True) for one in entries if one.section == "evasions" and not one.more]
    # The limits are set by the weights of other hands than those that wrote what is judged, so that a writer's turns do not count.
    others = learn(taught([(one, good) for one, good in asked if one.more]))
    enough, caught = threshold(others, judged, share)
    under = innocent(others, named) if kind == TELLING else {}
    samples = taught(asked)
    model = learn(samples)
    many = sum(one.good for one in samples)
    told = f"{kind}: {many} and {len(samples) - many} texts, {len(model.weights)} weights, {100 * caught:.1f} % unseen caught"
    return spelled(kind, model, enough, under, notices=notices), told


def main(arguments: Sequence[str]) -> int:
    """Learn, say what came of it, and write it into the newest list if asked."""
    with ProcessPoolExecutor() as pool:
        tables, told = zip(*pool.map(learned, range(len(LEARNED))), strict=True)
    for line in told:
        print(line)
    if "--write" in arguments:
        path = max((data_folder() / "screening").glob("*.toml"))
        _write(path, tables)
    return 0


def _write(path: Path, tables: Sequence[str]) -> None:
    text = re.split(r"(?m)^# ---- learned", path.read_text("utf-8"))[0].rstrip()
    head = "# ---- learned: written by `python -m tools.wording --write`, not by hand\n\n"
    path.write_text(f"{text}\n\n{head}" + "\n".join(tables), "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
