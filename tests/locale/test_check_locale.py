"""The catalogue's judge: what lacks words, and words that nothing asks for, both fail it."""

from pathlib import Path

import pytest

from tools import check_locale

SAID = {
    f"{family}.{part}": ("话", "words")
    for family in ("refusal.not_yours", "problem.file_gone", "problem.key_lost")
    for part in ("what", "why", "next")
}
SOURCE = """
def judge(error):
    refuse("not_yours", "R1")
    raise ConsoleError("file_gone") if error else ConsoleError(f"key_{error}")
"""


def judged(folder: Path, source: str, texts: dict[str, tuple[str, str]]) -> tuple[list[str], list[str]]:
    place = folder / "console"
    place.mkdir(exist_ok=True)
    (place / "judging.py").write_text(source, "utf-8")
    return check_locale.check(texts, place)


def test_words_that_are_whole_and_asked_for_are_good(tmp_path: Path) -> None:
    assert judged(tmp_path, SOURCE, SAID) == ([], [])


@pytest.mark.parametrize("lacking", [key for key in SAID if "key_lost" not in key])
def test_a_refusal_or_problem_that_lacks_a_part_of_its_words_is_found(tmp_path: Path, lacking: str) -> None:
    texts = {key: pair for key, pair in SAID.items() if key != lacking}
    found, unused = judged(tmp_path, SOURCE, texts)
    assert (len(found), unused) == (1, [])
    assert found[0].endswith(f"nothing says {lacking}")


@pytest.mark.parametrize("key", ["refusal.not_yours_any_more.what", "problem.gone.why", "unasked.page"])
def test_words_that_nothing_asks_for_are_found(tmp_path: Path, key: str) -> None:
    assert judged(tmp_path, SOURCE, SAID | {key: ("话", "words")}) == ([], [key])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("登记一件投诉。 Write a complaint down.", 1),
        ("登记 write", 1),
        ("登记一件投诉。", 0),
        ("zh, en", 0),
    ],
)
def test_what_is_said_in_both_languages_belongs_into_the_catalogue(
    tmp_path: Path, text: str, found: int
) -> None:
    docstring = f'def judge(): "{text}"\n'
    assert judged(tmp_path, SOURCE + docstring, SAID) == ([], [])
    lines, _ = judged(tmp_path, SOURCE + f'HELP = "{text}"\n', SAID)
    assert [line.partition(": ")[2][:24] for line in lines] == ["says it in both language"] * found


@pytest.mark.parametrize(
    ("judged", "code"), [(([], []), 0), ((["a.py:1: nothing says it"], []), 1), (([], ["unasked.page"]), 1)]
)
def test_either_ends_the_check_with_a_failure(
    monkeypatch: pytest.MonkeyPatch, judged: tuple[list[str], list[str]], code: int
) -> None:
    monkeypatch.setattr(check_locale, "misplaced", tuple)
    monkeypatch.setattr(check_locale, "check", lambda _texts, _folder: judged)
    assert check_locale.main() == code


def test_a_page_that_words_name_has_a_name(tmp_path: Path) -> None:
    said = 'press { PAGE("all.sends") }'
    texts = SAID | {"refusal.not_yours.next": (said, said)}
    found, _ = judged(tmp_path, SOURCE, texts | {"tab.sends": ("发送", "Sends")})
    assert found == []
    found, _ = judged(tmp_path, SOURCE, texts)
    assert [one.partition(":")[0] for one in found] == ["refusal.not_yours.next"]
