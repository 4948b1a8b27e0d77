"""The corpora for screening are as large, as distinct and as true as they say, and the bench tells a good judge from a bad one."""

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import pytest

from bench.screening.__main__ import MEASURES, Judged, judged, main
from bench.screening.corpus import HALVES, SECTIONS, Entry, Span, corpus, unmarked

CORPUS = corpus()
LEAST = {
    "evasions": 320,
    "unlisted": 120,
    "leaks": 120,
    "leak_likes": 60,
    "ordinary": 260,
    "word_likes": 80,
    "misfiled": 90,
    "honest": 90,
}
MORE_LEAST = {
    "evasions": 150, "unlisted": 1100, "leaks": 350, "leak_likes": 280, "ordinary": 800, "word_likes": 1000, "misfiled": 250, "honest": 210,
}  # fmt: skip
VISIBLE = {
    "width",
    "case",
    "spaces",
    "symbols",
    "emoji",
    "invisible",
    "linebreak",
    "traditional",
    "lookalike",
    "radicals",
    "combining",
    "repeated",
}
REWRITTEN = {"pinyin", "initials", "split", "reversed", "homophone"}


def of(*sections: str) -> list[Entry]:
    return [entry for entry in CORPUS if entry.section in sections]


def digits(text: str) -> str:
    """The ASCII digits and X of a text, whatever width they had, spelled out or not, and whatever stood between them."""
    signs = (
        unicodedata.normalize("NFKC", text)
        .upper()
        .translate(str.maketrans("零一二三四五六七八九", "0123456789"))
    )
    return "".join(sign for sign in signs if sign in "0123456789X")


def luhn(number: str) -> bool:
    doubled = [int(sign) * (1 + place % 2) for place, sign in enumerate(reversed(number))]
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def identity(number: str) -> bool:
    """ISO 7064 MOD 11-2, as GB 11643 has it: the weighted sum leaves one."""
    values = [10 if sign == "X" else int(sign) for sign in reversed(number)]
    return sum(value * pow(2, place, 11) for place, value in enumerate(values)) % 11 == 1


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_holds_what_it_must_and_no_half_is_thin(section: str) -> None:
    entries = [entry for entry in of(section) if not entry.more]
    assert len(entries) >= LEAST[section]
    halves = Counter(entry.half for entry in entries)
    assert min(halves[half] for half in HALVES) >= 0.35 * len(entries), halves


def test_what_was_written_for_tuning_only_is_counted_apart_and_never_held_out() -> None:
    more = [entry for entry in CORPUS if entry.more]
    counts = Counter(entry.section for entry in more)
    assert set(counts) == set(MORE_LEAST)
    assert all(counts[section] >= least for section, least in MORE_LEAST.items()), counts
    assert {entry.half for entry in more} == {HALVES[0]}
    techniques = {(entry.kind, entry.technique) for entry in of("evasions") if entry.more}
    assert techniques == {("visible", one) for one in VISIBLE} | {("rewritten", one) for one in REWRITTEN}


def test_no_two_texts_are_the_same_even_without_marks_and_spaces() -> None:
    bare = Counter(
        "".join(filter(str.isalnum, unicodedata.normalize("NFKC", entry.text))) for entry in CORPUS
    )
    assert [text for text, times in bare.items() if times > 1] == []


def test_texts_that_deserve_a_hit_say_where_and_the_others_deserve_none() -> None:
    for entry in CORPUS:
        assert bool(entry.spans) == (entry.verdicts == {"block", "warn"}), entry.text
        assert entry.spans or entry.verdicts == {"pass"}, entry.text
        ends = 0
        for start, end in entry.spans:
            assert ends <= start < end <= len(entry.text), entry.text
            ends = end


def test_texts_fit_a_message_and_are_filed_under_a_category() -> None:
    for entry in CORPUS:
        assert entry.category in {"notice", "promotion", "other"}
        assert 5 <= len(entry.text) <= 200
        assert entry.whole == entry.text.startswith("【")


def test_every_way_of_hiding_a_word_is_there_and_every_class() -> None:
    for kind, techniques in (("visible", VISIBLE), ("rewritten", REWRITTEN)):
        counts = Counter(entry.technique for entry in of("evasions") if entry.kind == kind and not entry.more)
        assert set(counts) == techniques
        assert min(counts.values()) >= 10, counts
    assert {entry.class_ for entry in of("evasions")} == {
        "classified",
        "harmful",
        "fraud",
        "superlative",
        "returns",
        "contact",
        "trade",
    }


def test_a_hidden_word_is_nowhere_in_plain_sight() -> None:
    # A doubled word (保保密) still holds itself.
    hidden = [entry for entry in of("evasions") if entry.technique != "repeated"]
    plain = [entry.text for entry in hidden if entry.word in entry.text]
    assert plain == []
    assert all(entry.word in entry.plain for entry in of("evasions"))


def test_a_look_alike_holds_the_word_that_it_is_mistaken_for() -> None:
    assert [entry.text for entry in of("word_likes") if entry.word not in entry.text] == []


def test_leaked_numbers_pass_their_check_digits() -> None:
    for entry in of("leaks"):
        for start, end in entry.spans:
            number = digits(entry.text[start:end])
            # Parts of a number, passports, and what is to be read backwards have no check digit.
            if "倒着" in entry.text:
                continue
            rest = entry.text[end:].lstrip(" -再加尾巴")[:1]
            figures = unicodedata.normalize("NFKC", entry.text[start:end]).isascii()
            if entry.class_ == "card" and figures and 16 <= len(number) <= 19 and not rest.isdigit():
                assert luhn(number), entry.text
            if entry.class_ == "identity" and figures and len(number) == 18:
                assert identity(number), entry.text
                # The sequence that is never given out: nobody has this number.
                assert number[-4:-1] == "000" or number[-3:] == "000", entry.text
    whole = [one for entry in of("leaks") if entry.class_ in {"card", "identity"} for one in entry.spans]
    assert len(whole) > 150


def test_no_number_that_only_looks_like_a_leak_passes_a_check_digit() -> None:
    for entry in of("leak_likes", "ordinary", "word_likes", "honest"):
        for found in re.finditer(r"(?<![0-9A-Za-z])[0-9X]+(?![0-9A-Za-z])", entry.text):
            run = found.group()
            # One in ten numbers passes by chance: what it is said to be tells it from a card.
            named = re.search(r"[单号编码件批][^0-9]{0,4}$", entry.text[: found.start()])
            assert named or not (16 <= len(run) <= 19 and "X" not in run and luhn(run)), entry.text
            assert not (len(run) == 18 and "X" not in run[:-1] and identity(run)), entry.text


def test_the_three_categories_share_what_is_ordinary() -> None:
    counts = Counter(entry.category for entry in of("ordinary"))
    assert min(counts.values()) >= 80, counts
    for entry in of("ordinary"):
        if entry.category == "promotion":
            # The letters of the way to refuse stand at the end.
            assert re.search(r"(?<![A-Za-z])(?:[A-Z]{1,2}|0{1,4})(?![A-Za-z])[^A-Za-z]{0,8}$", entry.text), (
                entry.text
            )


def test_marks_become_spans_and_a_lost_mark_is_told() -> None:
    assert unmarked("请⟦加 V⟧或⟦私聊⟧。") == ("请加 V或私聊。", (Span(1, 4), Span(5, 7)))
    for lost in ("请⟦加V", "请加V⟧", "⟦⟦加⟧"):
        with pytest.raises(ValueError, match="without"):
            unmarked(lost)


@dataclass(frozen=True)
class Said:
    """An answer as a judge gives it."""

    verdict: str
    hits: tuple[Span, ...]


KNOWN = {entry.text: entry for entry in CORPUS}


def knowing(text: str, _category: str, _whole: bool) -> Said:
    """A judge that knows the corpora by heart, and of a hidden word in plain sight nothing."""
    entry = KNOWN.get(text)
    return Said("warn", entry.spans) if entry and entry.spans else Said("pass", ())


def test_a_judge_that_knows_all_meets_every_limit_and_one_that_knows_nothing_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--json"], knowing) == 0
    assert json.loads(capsys.readouterr().out)["good"]
    assert main(["--json", "--missed"], lambda *_: Said("pass", ())) == 1
    told = json.loads(capsys.readouterr().out)
    assert {len(told[half]["measures"]) for half in HALVES} == {len(MEASURES)}
    assert "missed" not in told["held_out"]
    wanting = [entry for entry in CORPUS if entry.spans and entry.half == HALVES[0]]
    assert {one["text"] for one in told["tuning"]["missed"]} == {entry.text for entry in wanting}


def test_nothing_of_the_half_that_is_held_out_is_ever_printed(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--missed"], lambda *_: Said("block", (Span(0, 1),)))
    main(["--missed", "--json"], lambda *_: Said("block", (Span(0, 1),)))
    out = capsys.readouterr().out
    assert [entry.text for entry in CORPUS if entry.half == HALVES[1] and entry.text in out] == []


def test_each_limit_can_be_met_and_can_be_missed() -> None:
    everything = [judged(entry, knowing) for entry in CORPUS]
    for measure in MEASURES:
        assert measure.told(everything)["good"], measure.name
        spoilt = [
            Judged(one.entry, "block" if measure.bound == 0 else "pass" if measure.least else "warn", ())
            for one in everything
        ]
        assert not measure.told(spoilt)["good"], measure.name


def test_a_hit_is_located_when_it_covers_half_and_is_hardly_longer() -> None:
    entry = next(entry for entry in of("evasions") if len(entry.spans[0]) == 2)
    start, end = entry.spans[0]
    half = start + (end - start + 1) // 2

    def located(hit: Span) -> bool:
        return Judged(entry, "warn", (hit,)).located

    assert located(Span(start, half))
    assert located(Span(start, end + 6))
    assert not located(Span(start, end + 7))
    assert not located(Span(end, end + 3))
