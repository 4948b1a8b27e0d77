"""People read instants on their own clock with its zone; programs read them in UTC."""

import re
from collections.abc import Iterator

import pytest

from console.domain.refusals import Refusal
from console.locale import words
from tools.check_locale import load, placeholders

INSTANT = "2026-11-24T08:30:15Z"
MACHINE = re.compile(r"[0-9]T[0-9:]+Z")
PARTS = ("what", "why", "next")
LENGTHS = {"apart"}


@pytest.fixture(autouse=True)
def zone() -> Iterator[None]:
    words.use_zone("Asia/Shanghai")
    yield
    words.use_zone("Asia/Shanghai")


def values(prefix: str, code: str, value: str) -> dict[str, str]:
    """Every value that the words of a failure ask for, each of them the same."""
    catalogue = load()
    asked = {
        name for part in PARTS for name in placeholders(catalogue[f"{prefix}.{code}.{part}"][1]) - {"clause"}
    }
    return {name: "61" if name in LENGTHS else value for name in asked}


def codes(prefix: str) -> list[str]:
    return sorted({key.split(".", 1)[1].rpartition(".")[0] for key in load() if key.startswith(f"{prefix}.")})


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("value", [INSTANT, f"version 3 at {INSTANT}"], ids=["whole", "within"])
def test_no_refusal_problem_or_alert_tells_an_instant_as_programs_write_it(lang: str, value: str) -> None:
    told = 0
    for code in codes("refusal"):
        given = values("refusal", code, value)
        shown = " ".join(words.explain(Refusal(code, "R2", given), lang))
        assert not MACHINE.search(shown), code
        told += shown.count("2026-11-24 16:30 +08")
    for code in codes("problem"):
        shown = " ".join(words.problem(code, values("problem", code, value), lang))
        assert not MACHINE.search(shown), code
        told += shown.count("2026-11-24 16:30 +08")
    for code in codes("alert"):
        shown = " ".join(words.alert(code, "R8", values("alert", code, value), lang))
        assert not MACHINE.search(shown), code
    assert told > 100


def test_any_text_tells_a_value_that_is_an_instant_on_peoples_clock() -> None:
    assert "2026-11-24 16:30 +08" in words.text("cli.bundle_good", "en", at=INSTANT)
    assert words.text("cli.bundle_good", "en", at="2026-02-31T08:30:15Z").count("2026-02-31T08:30:15Z") == 1


def test_what_somebody_wrote_himself_is_not_rewritten() -> None:
    for own in (f"系统在 {INSTANT} 重启", f"系统重启于 {INSTANT}"):
        assert own in words.text("cli.bundle_good", "en", at=own)
        assert words.slot_reason(own, "zh") == own


def test_the_clock_is_that_of_the_zone_in_use() -> None:
    words.use_zone("Asia/Kathmandu")
    message = words.explain(Refusal("roster_expired", "R2", {"expires": INSTANT}), "en")
    assert "2026-11-24 14:15 +0545" in message.what


def test_a_clause_of_the_regulation_is_cited_by_number_and_a_rule_of_the_system_in_words() -> None:
    assert words.cited("R10", "zh") == "R10"
    assert words.cited("I6", "zh") == "系统规则"
    assert words.cited("I6", "en") == "house rule"
    for name in ("I1", "I2", "I4", "I5", "I6"):
        assert words.clause(name, "zh").startswith("系统规则“")
        assert words.clause(name, "en").startswith("House rule “")


def test_no_words_name_a_rule_of_the_system_by_its_number() -> None:
    catalogue = load()
    named = [key for key, pair in catalogue.items() if re.search(r"\bI[1-6]\b", " ".join(pair))]
    assert named == []
