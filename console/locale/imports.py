"""Reading a list: why a file is not read, why a row is not simply a number, and what the reading noted (R10)."""

from typing import Final

from console.locale.entry import Pair, Three, three, under

_LIST: Final[Pair] = (
    "R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。",
    "R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.",
)
_SAFE: Final[Pair] = (
    "R10：来历不明的文件只读得懂的部分，可能有害的一律不读。",
    "R10: a stranger's file is read only as far as it is safe.",
)
_SAVE: Final[Pair] = (
    "在 Excel 里另存为 .xlsx，或导出为一列号码的 TXT。",
    "Save it in Excel as .xlsx, or export one column of numbers as TXT.",
)
_MACHINE: Final[Pair] = (
    "读文件的进程受限运行，出错只结束它自己；什么也没有导入。",
    "The reading runs in a limited process of its own; nothing was imported.",
)
_REPORT: Final[Pair] = (
    "再试一次；再次出现请把文件名和这条信息交系统管理员。",
    "Try again; if it happens twice, give the file's name and this message to the administrator.",
)

_FILES: Final[dict[str, Three]] = {
    "missing": (("文件不存在。", "There is no such file."), _LIST, ("核对路径。", "Check the path.")),
    "unreadable": (
        ("文件打不开。", "The file cannot be opened."),
        _LIST,
        ("核对权限，或拷到自己的目录。", "Check its permissions, or copy it into your own folder."),
    ),
    "symlink": (
        ("这是一个链接，不是文件。", "It is a link, not a file."),
        _SAFE,
        ("写明真正的文件。", "Name the file itself."),
    ),
    "not_regular": (
        ("这不是普通文件。", "It is not a regular file."),
        _SAFE,
        ("写明一个 TXT 或 Excel 文件。", "Name a TXT or Excel file."),
    ),
    "empty": (("文件是空的。", "The file is empty."), _LIST, ("换一个文件。", "Choose another file.")),
    "changing": (
        (
            "文件正在变化：还在上传，或有程序正打开它写入。",
            "The file is still changing: an upload or a program writes to it.",
        ),
        (
            "R10：通讯录要整份读入，写到一半的文件不读，以免漏号。",
            "R10: a list is read whole; a file that is half written is not read, so that no number is lost.",
        ),
        (
            "等上传结束，或关闭正在编辑它的程序，再导入一次。",
            "Wait until the upload ends, or close the program that edits it, then import again.",
        ),
    ),
    "changed": (
        ("读取之后文件变了，没有签名。", "The file changed after it was read; nothing was signed."),
        (
            "R10：签名的名单须与文件一致；读到的是变化前的内容。",
            "R10: the signed list must be the file's; what was read is what the file was before.",
        ),
        ("重新读取文件，核对后再签名。", "Read the file again, look at the result, then sign."),
    ),
    "too_large": (
        ("文件太大（{size} 字节，最多 {limit}）。", "The file is too large ({size} bytes; at most {limit})."),
        _SAFE,
        ("分成几个文件导入。", "Split it into several files."),
    ),
    "too_many_rows": (
        ("行数太多（{rows}，最多 {limit}）。", "It has too many rows ({rows}; at most {limit})."),
        _SAFE,
        ("分成几个文件导入。", "Split it into several files."),
    ),
    "unknown_type": (
        ("不认识的文件类型 {suffix}。", "Files of type {suffix} are not read."),
        _LIST,
        _SAVE,
    ),
    "csv_file": (("这是 CSV 文件。", "It is a CSV file."), _LIST, _SAVE),
    "csv_renamed": (
        ("这是改了扩展名的文本，不是 Excel 文件。", "It is text with an Excel name, no Excel file."),
        _LIST,
        ("把扩展名改回 .txt，每行一个号码。", "Give it its .txt name back, one number a line."),
    ),
    "html_renamed": (
        ("这是改了扩展名的网页，不是 Excel 文件。", "It is a web page with an Excel name."),
        _LIST,
        _SAVE,
    ),
    "xml_spreadsheet": (
        ("这是 XML 表格，不是 .xls 或 .xlsx。", "It is an XML spreadsheet, neither .xls nor .xlsx."),
        _LIST,
        _SAVE,
    ),
    "not_workbook": (("文件里没有工作簿。", "It holds no workbook."), _LIST, _SAVE),
    "xlsb": (("这是 .xlsb 二进制工作簿。", "It is a binary workbook (.xlsb)."), _LIST, _SAVE),
    "macro_workbook": (("工作簿带有宏。", "The workbook holds macros."), _SAFE, _SAVE),
    "encrypted": (
        ("文件加了密码。", "The file is encrypted."),
        _SAFE,
        ("去掉密码后另存。", "Save it without a password."),
    ),
    "damaged": (("文件已损坏。", "The file is damaged."), _LIST, _SAVE),
    "inflates_too_much": (
        ("解开后太大（{size} 字节，最多 {limit}）。", "It inflates to {size} bytes; at most {limit}."),
        _SAFE,
        _SAVE,
    ),
    "doctype": (("文件里有外部定义。", "It holds a document type declaration."), _SAFE, _SAVE),
    "xml_encoding": (
        ("文件内部的编码不是 UTF-8 或 UTF-16。", "Its inner encoding is not supported."),
        _SAFE,
        _SAVE,
    ),
    "too_many_columns": (
        ("列数太多（最多 {limit}）。", "It has too many columns (at most {limit})."),
        _LIST,
        ("只留号码一列。", "Keep the column of numbers alone."),
    ),
    "encoding": (
        ("第 {row} 行不是 {encoding} 编码。", "Row {row} is not {encoding}."),
        _LIST,
        ("用 --encoding 指明编码，或另存为 UTF-8。", "Name the encoding (--encoding), or save as UTF-8."),
    ),
    "no_such_sheet": (
        ("没有工作表 {sheet}。", "There is no sheet {sheet}."),
        _LIST,
        ("先不带 --sheet 看有哪些表。", "Leave --sheet out to see which there are."),
    ),
    "cancelled": (
        ("导入已取消。", "The import was cancelled."),
        ("您停下了它；什么也没有导入。", "You stopped it; nothing was imported."),
        ("需要时重新导入。", "Import again when you want to."),
    ),
    "failed.memory": (
        ("内存不够。", "It ran out of memory."),
        _MACHINE,
        ("分成几个文件导入。", "Split the file."),
    ),
    "failed.cpu": (
        ("用时超过了限额。", "It used up its processor time."),
        _MACHINE,
        ("分成几个文件导入。", "Split the file."),
    ),
    "failed.time": (
        ("{seconds} 秒内没有读完。", "It did not finish within {seconds} s."),
        _MACHINE,
        ("分成几个文件，或等主机空闲时再试。", "Split the file, or try when the host is less busy."),
    ),
    "failed.crashed": (("读文件的进程出错结束了。", "The reading process crashed."), _MACHINE, _REPORT),
    "failed.killed": (
        ("读文件的进程被系统结束了。", "The system ended the reading process."),
        _MACHINE,
        _REPORT,
    ),
    "failed.protocol": (
        ("读文件的进程答非所问。", "The reading process said something unexpected."),
        _MACHINE,
        _REPORT,
    ),
    "failed.not_started": (
        ("读文件的进程没有启动（{error}）。", "The reading process did not start ({error})."),
        _MACHINE,
        _REPORT,
    ),
}

MESSAGES: Final[dict[str, Pair]] = {
    **three("import", _FILES),
    **under(
        "reason",
        {
            "fullwidth": ("全角数字", "full-width digits"),
            "spacing": ("夹有空格或横线", "spaces or dashes"),
            "prefix": ("带 +86、0086 等前缀", "prefix such as +86"),
            "invisible": ("夹有看不见的字符", "invisible characters"),
            "float_text": ("写成小数（.0）", "written as a decimal (.0)"),
            "lost_digits": ("科学计数，尾数已丢", "scientific notation, digits lost"),
            "fraction": ("带小数", "a fraction"),
            "two_numbers": ("一行两个号码", "two numbers in a row"),
            "extra_column": (
                "每行不止一列，请只留手机号列",
                "more than one column: keep the mobile numbers alone",
            ),
            "junk": ("夹有别的文字", "other characters"),
            "bad_length": ("位数不对", "wrong length"),
            "bad_head": ("号段不对", "not a mobile head"),
            "error_cell": ("单元格报错", "an error cell"),
            "formula": ("公式没有结果", "a formula without a result"),
            "landline": ("固定电话", "landline"),
            "iot13": ("13 位物联网号", "13-digit IoT number"),
            "short_code": ("短号码", "short code"),
            "service_number": ("客服号码", "service number"),
            "foreign": ("境外号码", "foreign number"),
            "header": ("标题行", "header"),
            "blank": ("空行", "blank"),
            "duplicate": ("重复", "duplicate"),
            "unassigned": ("号段未登记（已收录，请核对）", "unregistered range (kept; check)"),
            "emergency": ("应急号段（已收录，请核对）", "emergency range (kept; check)"),
            "virtual_operator": ("虚拟运营商（已收录）", "virtual operator (kept)"),
            "data_card": ("数据卡（已收录）", "data card (kept)"),
            "satellite": ("卫星号（已收录）", "satellite (kept)"),
        },
    ),
    **under(
        "note",
        {
            "utf16_without_bom": ("UTF-16，没有字节序标记", "UTF-16 without a byte order mark"),
            "cr_lines": ("旧式换行（CR）", "old line ends (CR)"),
            "ctrl_z": ("末尾有 Ctrl-Z", "Ctrl-Z at its end"),
            "extension_differs": ("扩展名与内容不符", "its name says another type"),
        },
    ),
    **under(
        "stage",
        {
            "reading": ("读取", "reading"),
            "rows": ("逐行判断", "judging rows"),
            "sorting": ("排序去重", "sorting"),
            "upload": ("送交业务台", "to the desk"),
        },
    ),
}
"""`import.<code>.what`, `.why`, `.next`; `reason.<name>`, `note.<name>`, `stage.<name>`."""
