"""No pattern of a list holds anybody up: it is tried before it is accepted, and matched within a time (R11)."""

import hashlib
import threading
import time

import pytest

from console.domain.content import lists, trials
from console.domain.content.check import LONGEST, Screener
from console.domain.content.patterns import Clock, Matcher, RunawayError
from console.domain.data_folder import shipped_texts


def listed(pattern: str) -> str:
    return f"version = '1'\n[[rule]]\nreason = 'fraud'\nlevel = 'block'\npattern = '''{pattern}'''\n"


RUNAWAYS = [
    "保本.*收益.*承诺.*兑付", "(?:a|a)+b", "a.*b.*c.*d.*e", r"\s+\s+\s+\s+x", "中+中+中+国", r"(?:\d|1)+(?:\d|1)+x", "保本[^。]*收益[^。]*兑付[^。]*到期",
    r"[^0-9]+[^a-z]+[^A-Z]+@", r"\W+\w*\W+\w*\W+z", r"\u4fdd+\u4fdd+\u4fdd+x", r"\101+\101+\101+B",
    r"(?:\w\w?)+!", r"(..+)\1", r"(?P<said>.+)(?P=said)", r"(\d{2,}).*\1",
]  # fmt: skip
HONEST = [
    "保本", "(?:保本|保息).{0,20}收益", r"[〔\[]\s*20\d{2}\s*[〕\]]\s*\d+\s*号", "(?<!不)保本", r"^\s*★", r"(.)\1{5}", "承诺[^。]{0,12}兑付", "(?:微信|QQ)[:：]?\\w{5,20}",
    "年化\\d+(?:\\.\\d+)?%", ".*", "x*",
]  # fmt: skip


@pytest.mark.parametrize("pattern", RUNAWAYS)
def test_a_pattern_that_runs_away_is_not_accepted_and_its_trial_ends(pattern: str) -> None:
    begun = time.process_time()
    fault = trials.fault(listed(pattern))
    assert fault is not None
    assert (fault.code, fault.line, fault.field) == ("runs_away", 5, "rule[1].pattern")
    assert time.process_time() - begun < 5


MANY = "国债|黄金|外汇|期货|股票|基金|保险|信托|贵金属|理财|存款|贷款|债券|原油|白银"


@pytest.mark.parametrize(
    "pattern",
    [
        f"{MANY}|{RUNAWAYS[0]}", f"(?:{MANY}|{RUNAWAYS[0]})", f"(?:{RUNAWAYS[0]}|{MANY})", f"(?:{MANY})|[a-z]+[b-z]+[c-z]+9", f"(?:{MANY}|(?:甲|{RUNAWAYS[4]}|乙)|丙)",
        "甲.乙.丙.丁.戊.己.庚.辛.壬.癸.子.丑.寅|卯.*辰.*巳.*午.*未",
    ],
)  # fmt: skip
def test_a_pattern_is_tried_as_far_as_it_goes(pattern: str) -> None:
    fault = trials.fault(listed(pattern))
    assert fault is not None
    assert fault.code == "runs_away"


@pytest.mark.parametrize(
    "pattern", ["(?x) 保 本 .* 收 益", "(?ix)保 本", "(?x:保 本 .* 收 益 .* 兑 付)", "(?x-i:保 本)"]
)
def test_a_pattern_with_blanks_and_remarks_is_not_accepted(pattern: str) -> None:
    fault = trials.fault(listed(pattern))
    assert fault is not None
    assert (fault.field, fault.line) == ("rule[1].pattern", 5)


def test_a_long_honest_pattern_is_accepted_soon() -> None:
    begun = time.process_time()
    assert trials.fault(listed("|".join(f"{one}宝" for one in MANY.split("|") * 5)[:390])) is None
    assert trials.fault(listed(f"(?:{MANY}).{{0,12}}(?:{MANY})(?!公告)")) is None
    assert time.process_time() - begun < 20


@pytest.mark.parametrize("pattern", HONEST)
def test_an_honest_pattern_is_accepted_and_tried_over_thirty_texts_at_least(pattern: str) -> None:
    texts = trials.hostile_texts(trials.pieces_of(pattern))
    assert len(set(texts)) >= 30
    assert {len(text) for text in texts} == {LONGEST}
    assert trials.fault(listed(pattern)) is None


def test_a_pattern_is_judged_by_its_own_time_however_much_else_the_process_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Other threads take both processors meanwhile: by the time of the whole process it would take a multiple."""
    pattern = r"[A-Za-z0-9.-]{1,300}\.(?:com|cn|net)"
    matcher = Matcher(pattern)
    own = max(trials._seconds(matcher, text) for text in trials.hostile_texts(trials.pieces_of(pattern)))
    monkeypatch.setattr(trials, "MOST", own * 2.5)
    over = threading.Event()

    def hash_on() -> None:
        block = bytes(1_000_000)
        while not over.is_set():
            hashlib.sha256(block).digest()

    others = [threading.Thread(target=hash_on) for _ in range(6)]
    for one in others:
        one.start()
    try:
        assert trials.fault(listed(pattern)) is None
    finally:
        over.set()
        for one in others:
            one.join()


@pytest.mark.parametrize(
    ("pattern", "slow"),
    [
        (r"[A-Za-z0-9.-]+\.(?:com|cn|net)", True),
        (r"(?<![A-Za-z0-9.-])[A-Za-z0-9.-]+\.(?:com|cn|net)", False),
        (r"[A-Za-z0-9.-]{1,64}\.(?:com|cn|net)", False),
    ],
)
def test_an_address_is_found_by_a_pattern_with_a_beginning_or_an_end_in_sight(
    pattern: str, *, slow: bool
) -> None:
    """Without either, it begins anew at each character and reads to the end of the text each time."""
    assert (trials.fault(listed(pattern)) is not None) == slow
    assert Matcher(pattern).search("请登录 www.example.com 办理", 0, Clock(1)) is not None


def test_what_is_shipped_is_accepted() -> None:
    assert [trials.fault(text) for text in shipped_texts("screening")] == [None, None]


def test_a_list_whose_patterns_take_too_long_together_is_not_accepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trials, "WHOLE", 0.0)
    fault = trials.fault(listed("保本"))
    assert fault is not None
    assert (fault.code, fault.line) == ("runs_away", 5)


def test_what_another_list_had_already_is_not_tried_again() -> None:
    text = shipped_texts("screening")[-1]
    assert trials.fault(text) is None
    before = trials._try.cache_info().misses
    assert (
        trials.fault(f"{text}\n[[rule]]\nreason = 'fraud'\nlevel = 'block'\npattern = '只有这里有'\n") is None
    )
    assert trials._try.cache_info().misses == before + 1


def test_a_phrase_that_runs_away_is_not_accepted() -> None:
    part = '["啊"]'
    text = f'version = "1"\n[[phrase]]\nclass = "fraud"\nlevel = "block"\nwithin = 60\nparts = [{", ".join([part] * 11)}, ["呀"]]\n'
    fault = trials.fault(text)
    assert fault is not None
    assert (fault.code, fault.field) == ("runs_away", "phrase[1].parts")


def test_while_a_pattern_of_a_list_in_force_runs_others_go_on_and_the_text_is_blocked_as_not_judged() -> None:
    screener = Screener(lists.read(listed(RUNAWAYS[0])))
    text = "兑付" + "保本" * 800 + "收益" * 800 + "承诺" * 800
    over, turns = threading.Event(), 0
    verdicts: list[object] = []

    def judge() -> None:
        verdicts.append(screener.judge(text))
        over.set()

    begun = time.process_time()
    threading.Thread(target=judge).start()
    while not over.wait(0.01):
        turns += 1
    assert turns > 10
    assert time.process_time() - begun < 10
    (judged,) = verdicts
    assert judged.verdict == "block"  # type: ignore[attr-defined]
    assert [(hit.kind, hit.rule) for hit in judged.hits] == [("unjudged", RUNAWAYS[0])]  # type: ignore[attr-defined]
    # What can be judged is, by the same list.
    assert screener.judge("保本收益承诺").verdict == "pass"
    assert screener.judge("保本且收益承诺兑付").verdict == "block"


def test_a_text_that_cannot_be_judged_holds_up_once_whoever_asks_several_times_about_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screener = Screener(lists.read(listed(RUNAWAYS[0])))
    texts = ["兑付" + "保本" * (800 + nth) + "收益" * 800 + "承诺" * 800 for nth in range(2)]
    first = [screener.judge(text) for text in texts]
    begun = time.process_time()
    assert [screener.judge(text) for text in texts for _ in range(20)] == [
        one for one in first for _ in range(20)
    ]
    assert time.process_time() - begun < 0.5
    # Later the host may be less busy.
    later = time.monotonic() + 61
    monkeypatch.setattr("console.domain.content.check.time.monotonic", lambda: later)
    begun = time.process_time()
    assert screener.judge(texts[0]) == first[0]
    assert time.process_time() - begun > 0.5


def test_matching_ends_with_its_time() -> None:
    matcher = Matcher(RUNAWAYS[0])
    with pytest.raises(RunawayError) as caught:
        matcher.search("兑付" + "保本" * 800 + "收益" * 800 + "承诺" * 800, 0, Clock(0.05))
    assert caught.value.pattern == RUNAWAYS[0]


def test_a_word_of_many_characters_with_several_readings_is_made_ready_at_once() -> None:
    text = f'version = "1"\n[[words]]\nclass = "fraud"\nlevel = "block"\nrewritten = true\nwords = ["{"行重长乐" * 15}"]\n'
    begun = time.process_time()
    assert Screener(lists.read(text)).judge("行重长乐" * 15).verdict == "block"
    assert time.process_time() - begun < 5
