"""What differs between two texts: both can be spelled back, and what changed is what a reader would call so."""

from hypothesis import given
from hypothesis import strategies as st

from console.domain.differences import GONE, NEW, SAME, Piece, pieces, side

TEXTS = st.text(alphabet="到期存款请办理ab 12,.\n", max_size=40)


def spelled(row: list[Piece]) -> str:
    return "".join(piece.words for piece in row)


@given(TEXTS, TEXTS)
def test_each_side_spells_its_text_and_no_piece_is_empty(old: str, new: str) -> None:
    row = pieces(old, new)
    assert spelled(side(row, GONE)) == old
    assert spelled(side(row, NEW)) == new
    assert all(piece.words for piece in row)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert pieces(text, text) == ([Piece(SAME, text)] if text else [])


def test_a_number_changes_as_a_whole_and_chinese_by_the_character() -> None:
    assert pieces("于12月1日到期,请办理", "于12月15日到期,请尽快办理") == [
        Piece(SAME, "于12月"),
        Piece(GONE, "1"),
        Piece(NEW, "15"),
        Piece(SAME, "日到期,请"),
        Piece(NEW, "尽快"),
        Piece(SAME, "办理"),
    ]


def test_one_character_left_between_two_changes_joins_them() -> None:
    assert pieces("请您即日办理存款手续", "请您明日到行办理存款手续") == [
        Piece(SAME, "请您"),
        Piece(GONE, "即日"),
        Piece(NEW, "明日到行"),
        Piece(SAME, "办理存款手续"),
    ]


def test_texts_with_little_in_common_are_shown_whole() -> None:
    assert pieces("您的存款到期", "祝您新年快乐万事如意") == [
        Piece(GONE, "您的存款到期"),
        Piece(NEW, "祝您新年快乐万事如意"),
    ]
