"""Texts in nasty encodings, with nasty line ends, and with octets that are no text."""

from tests.contacts.nasty.case import Case, text

A, B, C = 13800138001, 13800138002, 13800138003
NAMED = "张三,13800138009"
"""A row that is left out for its second column."""


def _lines(*rows: object, end: str = "\r\n") -> str:
    return "".join(f"{row}{end}" for row in rows)


PLAIN = _lines(A, B, C)
HEADED = _lines("手机号码", A, B, C)
MIXED = _lines("手机号码", A, NAMED, B, "王小明", C)
ABC = (A, B, C)
GB, U8 = "gb18030", "utf-8"
LE, BE = "utf-16-le", "utf-16-be"
L4, B4 = "utf-32-le", "utf-32-be"


def _encoded() -> list[Case]:
    made = []
    for name, codec, mark, read_as in (
        ("UTF-8", U8, b"", U8),
        ("UTF-8 with its mark", U8, b"\xef\xbb\xbf", U8),
        ("GB18030", GB, b"", GB),
        ("UTF-16 LE with its mark", LE, b"\xff\xfe", LE),
        ("UTF-16 BE with its mark", BE, b"\xfe\xff", BE),
        ("UTF-16 LE without a mark", LE, b"", LE),
        ("UTF-16 BE without a mark", BE, b"", BE),
        ("UTF-32 LE with its mark", L4, b"\xff\xfe\0\0", L4),
        ("UTF-32 BE with its mark", B4, b"\0\0\xfe\xff", B4),
        ("UTF-32 LE without a mark", L4, b"", L4),
        ("UTF-32 BE without a mark", B4, b"", B4),
    ):
        made += [
            text(f"{name}, heading", mark + HEADED.encode(codec), ABC, 4, read_as=read_as, header=1),
            text(f"{name}, names between", mark + MIXED.encode(codec), ABC, 6, read_as=read_as, header=1, extra_column=1, junk=1),
            text(f"{name}, one number, no line end", mark + str(A).encode(codec), (A,), 1),
        ]  # fmt: skip
    return made


def _broken() -> list[Case]:
    good = f"{A}\n{B}\n"
    many = "".join(f"{13800138100 + n}\n" for n in range(50))
    fifty = tuple(13800138100 + n for n in range(50))
    named = "".join(f"客户{n},13900000000\n" for n in range(20))
    return [
        text("one stray octet in ASCII costs its row", f"{A}\n1380013\xff800\n{B}\n".encode("latin-1"), (A, B), 3, bad_octets=1, raw={2: "1380013\\xff800"}),
        text("one stray octet behind a number costs its row", f"{A}\n{C}\x80\n{B}\n".encode("latin-1"), (A, B), 3, bad_octets=1, raw={2: f"{C}\\x80"}),
        text("a stray octet in fifty rows", many.encode() + b"\xff\n" + good.encode(), (A, B, *fifty), 53, bad_octets=1, raw={51: "\\xff"}),
        text("a stray octet in the first row", b"\xff\n" + many.encode(), fifty, 51, bad_octets=1),
        text("UTF-8 cut in its last character", f"{A}\n{B}\n张三".encode()[:-1], (A, B), 3, read_as=U8, bad_octets=1),
        text("UTF-8 cut after one octet of three", f"{A}\n{B}\n张三".encode()[:-2], (A, B), 3, read_as=U8, bad_octets=1),
        text("GB18030 cut in its last character", f"{A}\n姓名王\n{B}\n张三".encode(GB)[:-1], (A, B), 4, read_as=GB, junk=1, bad_octets=1),
        text("a row of GBK in a file of UTF-8", named.encode() + good.encode() + "张三\n".encode("gbk"), (A, B), 23, read_as=U8, extra_column=20, bad_octets=1, raw={23: "\\xd5\\xc5\\xc8\\xfd"}),
        text("a row of UTF-8 in a file of GBK", named.encode("gbk") + good.encode() + "张三李\n".encode(), (A, B), 23, read_as=GB, extra_column=20, bad_octets=1),
        text("an overlong digit of UTF-8 is none; alone, its octets are a Chinese sign", f"{A}\n".encode() + b"\xc0\xb1" + f"3800138003\n{B}\n".encode(), (A, B), 3, junk=1),
        text("an overlong digit among UTF-8", named.encode() + b"\xc0\xb1" + f"3800138003\n{B}\n".encode(), (B,), 22, extra_column=20, bad_octets=1),
        text("a UTF-8 surrogate is no text", f"{A}\n{B}\n张三王五\n".encode() + b"\xed\xa0\x80\n", (A, B), 4, read_as=U8, junk=1, bad_octets=1),
        text("GB18030 of four octets", f"{A}\n\U00020000{B}\n{B}\n".encode(GB), (A, B), 3, read_as=GB, junk=1),
        text("GB18030 of four octets alone in a row", f"{A}\n\u0f00\n{B}\n".encode(GB), (A, B), 3, read_as=GB, junk=1),
        text("full-width digits in GBK", "１３８００１３８００１\n１３８００１３８００２\n".encode("gbk"), (A, B), 2, read_as=GB, fullwidth=2),
        text("the euro sign of Windows code page 936", f"{A}\n".encode() + b"\x80\n" + f"{B}\n".encode(), (A, B), 3, bad_octets=1),
        text("UTF-16 LE cut in the middle of a unit", f"{A}\r\n{B}\r\n".encode(LE) + b"1", (A, B), 3, read_as=LE, bad_octets=1),
        text("UTF-16 LE with its mark cut in the middle of a unit", b"\xff\xfe" + f"{A}\r\n{B}\r\n1".encode(LE)[:-1], (A, B), 3, read_as=LE, bad_octets=1),
        text("half a surrogate pair in UTF-16", f"{A}\r\n".encode(LE) + b"\x3d\xd8" + f"\r\n{B}\r\n".encode(LE), (A, B), 3, read_as=LE, bad_octets=1, raw={2: "\\x3d\\xd8"}),
        text("UTF-32 with a unit beyond Unicode", b"\xff\xfe\0\0" + f"{A}\n".encode(L4) + b"\0\0\x11\0" + f"\n{B}\n".encode(L4), (A, B), 3, read_as=L4, bad_octets=1),
        text("UTF-16 LE whose names have low octets of nought", "".join(f"一丂{n}\n{13800138100 + n}\n" for n in range(50)).encode(LE), fifty, 100, read_as=LE, junk=50),
        text("a line end beside one NUL in ASCII is no UTF-16", f"{A}\n\0\n{B}\n".encode(), (A, B), 3, read_as=U8, junk=1),
        text("one NUL in a number", f"{A}\n138\x0000138003\n{B}\n".encode(), (A, B), 3, read_as=U8, junk=1),
        text("a tail of NULs, as a cut copy has", f"{A}\n{B}\n".encode() + b"\0" * 512, (A, B), 3, read_as=U8, junk=1),
        text("NULs before the first row", b"\0" * 8 + f"{C}\n{A}\n{B}\n".encode(), (A, B), 3, read_as=U8, junk=1),
        text("a mark in the middle: two files of UTF-8 put together", f"\ufeff{A}\n{B}\n\ufeff{C}\n".encode(), ABC, 3, read_as=U8, invisible=1),
        text("two marks at the beginning", f"\ufeff\ufeff{A}\n{B}\n".encode(), (A, B), 2, read_as=U8, invisible=1),
        text("a mark in the middle of UTF-16", f"\ufeff{A}\r\n\ufeff{B}\r\n".encode(LE), (A, B), 2, read_as=LE, invisible=1),
        text("a mark alone in the last row", f"{A}\n{B}\n\ufeff".encode(), (A, B), 3, blank=1),
        text("UTF-7 is ASCII that is no number", f"{A}\n+Tg0-\n{B}\n".encode(), (A, B), 3, junk=1),
        text("Big5 names are left out and cost no number", f"{A}\n".encode() + "張三\n".encode("big5") + f"{B}\n".encode(), (A, B), 3, junk=1),
        text("Latin-1 letters", f"{A}\ncaf\xe9\n{B}\n".encode("latin-1"), (A, B), 3, bad_octets=1),
    ]  # fmt: skip


def _chosen() -> list[Case]:
    names = "陈,张\n"
    return [
        text("UTF-8 that is read as GB18030 on demand", f"{A}\n张三王\n{B}\n".encode(), (A, B), 3, encoding=GB, read_as=GB, bad_octets=1),
        text("GB18030 that is read as UTF-8 on demand", f"{A}\n{names}{B}\n".encode(GB), (A, B), 3, encoding=U8, read_as=U8, bad_octets=1),
        text("UTF-16 LE on demand", f"{A}\n{B}\n".encode(LE), (A, B), 2, encoding=LE, read_as=LE),
        text("UTF-16 BE on demand with a mark", f"\ufeff{A}\n{B}\n".encode(BE), (A, B), 2, encoding=BE, read_as=BE),
        text("few numbers among much Chinese in UTF-16 on demand", f"{'汉' * 400}\n{A}\n".encode(LE), (A,), 2, encoding=LE, read_as=LE, junk=1),
        text("the choice is stronger than the mark", b"\xef\xbb\xbf" + f"{A}\n{names}{B}\n".encode(GB), (A, B), 3, encoding=GB, read_as=GB, extra_column=1),
        text("a choice that fits nothing is read all the same", b"\xff\xff\n\xfe\xfe\n" + f"{A}\n".encode(), (A,), 3, encoding=U8, read_as=U8, bad_octets=2),
        text("UTF-32 on demand", f"{A}\n{B}\n".encode(B4), (A, B), 2, encoding=B4, read_as=B4),
        Case("list.txt", "an encoding that nobody offers", PLAIN.encode, refused="encoding", encoding="big5"),
    ]  # fmt: skip


def _ends() -> list[Case]:
    return [
        text("line feeds", _lines(A, B, C, end="\n").encode(), ABC, 3, notes=()),
        text("carriage returns alone", _lines(A, B, C, end="\r").encode(), ABC, 3, notes=("cr_lines",)),
        text("a lone carriage return among line feeds ends a row", f"{A}\n{B}\r{C}\n".encode(), ABC, 3, notes=("cr_lines",)),
        text("all three line ends", f"{A}\r\n{B}\r{C}\n".encode(), ABC, 3),
        text("CR CR LF is a row and a blank one", f"{A}\r\r\n{B}\r\r\n".encode(), (A, B), 4, blank=2),
        text("LF CR is a row and a blank one", f"{A}\n\r{B}\n\r".encode(), (A, B), 4, blank=2),
        text("carriage returns in UTF-16", _lines(A, B, C, end="\r").encode(LE), ABC, 3, read_as=LE),
        text("no last line end", f"{A}\n{B}".encode(), (A, B), 2),
        text("blank rows at the end", f"{A}\n{B}\n\n\n".encode(), (A, B), 4, blank=2),
        text("blank rows at the beginning", f"\n\n{A}\n{B}\n".encode(), (A, B), 4, blank=2),
        text("a final Ctrl-Z", f"{A}\n{B}\n\x1a".encode(), (A, B), 2, notes=("ctrl_z",)),
        text("a Ctrl-Z in a row", f"{A}\n\x1a{B}\n".encode(), (A,), 2, junk=1),
        text("vertical tab, form feed, FS, NEL, LS and PS end no row", f"{A}\nA\x0bB\x0cC\x1cD\x85E\u2028F\u2029G\n{B}\n".encode(), (A, B), 3, junk=1),
        text("NEL in GB18030 ends no row", f"{A}\n张\x85三\n{B}\n".encode(GB), (A, B), 3, junk=1),
        text("LS between two numbers is one row", f"{A}\n{C}\u2028{B}\n".encode(), (A,), 2, two_numbers=1),
        text("line feeds alone", b"\n\n\n", (), 3, blank=3),
        text("a long row without end", f"{A}\n".encode() + b"8" * 300_000, (A,), 2, junk=1),
    ]  # fmt: skip


def cases() -> list[Case]:
    """All of them."""
    return [*_encoded(), *_broken(), *_chosen(), *_ends()]
