"""Tables of several columns: workbooks and texts whose column of numbers is chosen by content."""

from tests.contacts.books import book
from tests.contacts.nasty.case import Case, text

A, B, C = 13800138001, 13800138002, 13800138003
TWO = (A, B)


def sheet(*rows: tuple[object, ...]) -> bytes:
    """A workbook with such rows; None is an empty cell, a text an inline one."""
    made = []
    for at, cells in enumerate(rows, 1):
        said = ""
        for nth, value in enumerate(cells):
            place = f"{chr(ord('A') + nth)}{at}"
            if isinstance(value, str):
                said += f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
            elif value is not None:
                said += f'<c r="{place}"><v>{value}</v></c>'
        made.append(f'<row r="{at}">{said}</row>')
    return book("".join(made))


def _book(what: str, numbers: tuple[int, ...], counts: dict[str, int], *rows: tuple[object, ...]) -> Case:
    return Case("a.xlsx", what, lambda: sheet(*rows), "", numbers, len(rows), counts)


def cases() -> list[Case]:
    """All of them."""
    clerk = [
        ("客户名单",),
        ("序号", "姓名", "手机号", "备注"),
        (1, "张三", A, "贵宾"),
        (2, "李四", str(B), None),
        ("合计", None, 2, None),
    ]
    return [
        _book("a clerk's sheet with title, heading and totals", TWO, {"header": 2, "junk": 1}, *clerk),
        _book("a name behind the number", TWO, {}, (A, "张三"), (B, "李四")),
        _book("a name before the number", TWO, {}, ("张三", A), ("李四", B)),
        _book("an account of as many digits beside the number", TWO, {"header": 1}, ("账号", "手机号"), (62220000001, A), (62220000002, B)),
        _book("a row whose number stands in another column", TWO, {"header": 1, "other_column": 1}, ("姓名", "手机号"), ("张三", A), (str(C), None), ("李四", B)),
        _book("a bracket that joins in a table", TWO, {"header": 1, "joined": 1}, ("姓名", "手机号"), ("张三", A), ("王五", "1380013800(3)"), ("李四", B)),
        _book("two numbers in a cell of a table", TWO, {"header": 1, "two_numbers": 1}, ("姓名", "手机号"), ("张三", A), ("王五", f"{C}/13800138004"), ("李四", B)),
        _book("a duplicate in a table", TWO, {"header": 1, "duplicate": 1}, ("姓名", "手机号"), ("张三", A), ("张三", A), ("李四", B)),
        text("CSV of names and numbers", f"姓名,手机号\r\n张三,{A}\r\n李四,{B}\r\n".encode("gbk"), TWO, 3, name="a.csv", read_as="gb18030", header=1),
        text("a text divided by tabs", f"姓名\t手机号\n张三\t{A}\n李四\t{B}\n".encode(), TWO, 3, header=1),
        text("CSV named .xls", f"姓名,手机号\r\n张三,{A}\r\n李四,{B}\r\n".encode("gbk"), TWO, 3, name="a.xls", header=1, notes=("extension_differs",)),
        text("a bad octet in a name of CSV costs its row", f"姓名,手机号\n张三,{A}\n".encode() + b"\xff," + f"{C}\n李四,{B}\n".encode(), TWO, 4, name="a.csv", header=1, bad_octets=1, raw={3: f"\\xff,{C}"}),
        text("a row of GBK in CSV of UTF-8", f"姓名,手机号\n张三,{A}\n".encode() + f"王五六,{C}\n".encode("gbk") + f"李四,{B}\n".encode(), TWO, 4, name="a.csv", read_as="utf-8", header=1, bad_octets=1),
        text("CSV in UTF-16 divided by tabs, as Excel writes it", f"姓名\t手机号\r\n张三\t{A}\r\n李四\t{B}\r\n".encode("utf-16"), TWO, 3, name="a.csv", read_as="utf-16-le", header=1),
        text("a formula of text in CSV", f'姓名,手机号\n张三,="{A}"\n李四,="{B}"\n'.encode(), TWO, 3, name="a.csv", header=1),
    ]  # fmt: skip
