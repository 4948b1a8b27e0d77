"""What counts as a telephone number in a form."""

import pytest

from console.domain.telephones import telephone


@pytest.mark.parametrize(
    "text",
    [
        "010-00000001", "01000000001", "0871 6555 0000", "(0871)65550000", "（010）00000001", "+86 10 0000 0001", "95599", "8012",
        "400-800-0000", "010-00000001 转 802", "010-00000001转802", "010-00000001-802", "010-00000001 ext. 802", "010-00000001 x802",
        "０１０－００００００００１", "010—00000001", "010-00000001、95599", "010-00000001/00000002", " 010-00000001 ", "13800138000",
    ],
)  # fmt: skip
def test_what_people_write_for_a_telephone_is_one(text: str) -> None:
    assert telephone(text)


@pytest.mark.parametrize(
    "text",
    [
        "abc", "", " ", "-", "12", "见通讯录", "同上", "010-0000000l", "010-00000001 转", "转802", "010-00000001、", "010--", "+",
        "010-00000001 abc", "1" * 25, "a@b.example", "电话 010-00000001", "〇一〇", "٠١٠-٠٠٠٠٠٠٠١", "010-00000001\n802x",
    ],
)  # fmt: skip
def test_what_nobody_can_dial_is_none(text: str) -> None:
    assert not telephone(text)
