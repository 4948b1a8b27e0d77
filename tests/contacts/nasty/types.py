"""Files that are no list, by their true kind, under true and false names; and lists under false names."""

import gzip
import io
import struct
import tarfile
import zipfile
import zlib

import xlwt
from xlwt.CompoundDoc import XlsDoc

from tests.contacts.books import book, column, pack, parts
from tests.contacts.nasty.case import Case, refused, text

A, B = 13800138001, 13800138002
LINES = f"{A}\n{B}\n".encode()
ODF = "application/vnd.oasis.opendocument."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DIFFERS = ("extension_differs",)
GOOD = column(f"><v>{A}</v>", f"><v>{B}</v>")


def compound(*streams: str, content: bytes = b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 24) -> bytes:
    """A compound file ([MS-CFB]) with such streams in its directory; the first one has the content."""
    sector = 512
    head = OLE + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    body = content.ljust(4096, b"\0")
    entries = ["Root Entry", *streams]
    sectors = -(-len(entries) // 4)
    table = [0xFFFFFFFD, *range(2, 1 + sectors), 0xFFFFFFFE]
    first = len(table)
    blocks = len(body) // sector
    table += [*range(first + 1, first + blocks), 0xFFFFFFFE]
    directory = b""
    for nth, name in enumerate(entries):
        encoded = name.encode("utf-16-le")
        kind = 5 if nth == 0 else 2
        links = struct.pack(
            "<III",
            0xFFFFFFFF,
            nth + 1 if 0 < nth < len(entries) - 1 else 0xFFFFFFFF,
            1 if nth == 0 else 0xFFFFFFFF,
        )
        start, size = (first, len(body)) if nth == 1 else (0xFFFFFFFE, 0)
        directory += encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded) + 2, kind, 1) + links
        directory += b"\0" * 36 + struct.pack("<IQ", start, size)
    fat = struct.pack(f"<{len(table)}I", *table).ljust(sector, b"\xff")
    return head + fat + directory.ljust(sectors * sector, b"\0") + body


def old_book(*, records: bytes = b"") -> bytes:
    """A workbook of Excel 97 to 2003 with two numbers, and perhaps records behind its first."""
    made = xlwt.Workbook()
    sheet = made.add_sheet("a")
    sheet.write(0, 0, A)
    sheet.write(1, 0, str(B))
    written = made.get_biff_data()
    out = io.BytesIO()
    XlsDoc().save(out, written[:20] + records + written[20:])
    return out.getvalue()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo("list.txt")
        entry.size = len(LINES)
        archive.addfile(entry, io.BytesIO(LINES))
    return out.getvalue()


def _zip_of(name: str, data: bytes) -> bytes:
    return pack({name: data})


def _stored_first(mimetype: str, **files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", mimetype)
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


def _bmp() -> bytes:
    return (
        b"BM"
        + struct.pack("<IHHI", 58, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, 1, 1, 1, 24, 0, 4, 0, 0, 0, 0)
        + b"\0\0\0\0"
    )


def _dbf() -> bytes:
    head = struct.pack("<BBBBIHH20x", 3, 126, 11, 28, 1, 65, 12)
    return (
        head + b"PHONE".ljust(11, b"\0") + b"C\0\0\0\0\x0b\0".ljust(21, b"\0") + b"\r" + b" 13800138001\x1a"
    )


def _png() -> bytes:
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 1, 1, 8, 0, 0, 0, 0)
        + zlib.compress(b"\0\0")
    )


def _foreign() -> list[Case]:
    html = f"<html><body><table><tr><td>{A}</td></tr></table></body></html>".encode()
    xml = b'<?xml version="1.0"?>\r\n'
    sheet2003 = (
        xml
        + b'<?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    )
    sylk = f'ID;PWXL;N;E\r\nC;Y1;X1;K"{A}"\r\nE\r\n'.encode()
    dif = b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,1\r\n""\r\n'
    mht = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n'
        + html
    )
    gz, encrypted = gzip.compress(LINES, mtime=0), compound("EncryptedPackage", "EncryptionInfo")
    old = [
        ("a.html", "a web page under its own name", html, "html_renamed"),
        ("a.xls", "a web page named .xls", html, "html_renamed"),
        ("a.xls", "a bare table of a web page named .xls", f"<table><tr><td>{A}".encode(), "html_renamed"),
        ("a.xls", "a web page in UTF-16 named .xls", html.decode().encode("utf-16"), "html_renamed"),
        ("a.txt", "a web page named .txt with a mark before it", b"\xef\xbb\xbf\r\n" + html, "html_renamed"),
        ("a.xls", "a web page behind a comment and an XML line", xml + b"<!-- x -->\n<html xmlns='x'>", "html_renamed"),
        ("a.xls", "a style before the table", b"<style>td{}</style><table>", "html_renamed"),
        ("a.xml", "an XML spreadsheet of Excel 2003", sheet2003, "xml_spreadsheet"),
        ("a.xls", "an XML spreadsheet named .xls", sheet2003, "xml_spreadsheet"),
        ("a.xls", "an XML spreadsheet in UTF-16", sheet2003.decode().encode("utf-16"), "xml_spreadsheet"),
        ("a.xml", "XML of something else", xml + b"<list><n>1</n></list>", "xml_file"),
        ("a.txt", "XML of something else named .txt", xml + b"<list/>", "xml_file"),
        ("a.fods", "a flat OpenDocument table", xml + b'<office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet"/>', "ods"),
        ("a.ods", "an OpenDocument table", _stored_first(ODF + "spreadsheet", content_xml="<a/>"), "ods"),
        ("a.xlsx", "an OpenDocument table named .xlsx", _stored_first(ODF + "spreadsheet", content_xml="<a/>"), "ods"),
        ("a.odt", "an OpenDocument text", _stored_first(ODF + "text", content_xml="<a/>"), "document"),
        ("a.docx", "a Word document", pack({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}), "document"),
        ("a.xlsx", "a Word document named .xlsx", pack({"word/document.xml": "<a/>"}), "document"),
        ("a.pptx", "slides", pack({"ppt/presentation.xml": "<a/>"}), "document"),
        ("a.doc", "an old Word document", compound("WordDocument"), "document"),
        ("a.xls", "an old Word document named .xls", compound("WordDocument"), "document"),
        ("a.ppt", "old slides", compound("PowerPoint Document"), "document"),
        ("a.wps", "a WPS text", compound("WordDocument", "WpsCustomData"), "document"),
        ("a.rtf", "a rich text", b"{\\rtf1\\ansi 13800138001}", "document"),
        ("a.txt", "a rich text named .txt", b"{\\rtf1\\ansi 13800138001}", "document"),
        ("a.pdf", "a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "document"),
        ("a.txt", "a PDF named .txt", b"%PDF-1.4\n1 0 obj\n", "document"),
        ("a.mht", "a web archive", mht, "web_archive"),
        ("a.xls", "a web archive named .xls", mht, "web_archive"),
        ("a.numbers", "a table of Numbers", pack({"Index/Document.iwa": "x", "Index/Tables/DataList.iwa": "x"}), "numbers_table"),
        ("a.xlsx", "a table of Numbers named .xlsx", pack({"Index.zip": "x", "Data/a": "x", "Metadata/Properties.plist": "x"}), "numbers_table"),
        ("a.xlsb", "a binary workbook", pack({"xl/workbook.bin": "x"}), "xlsb"),
        ("a.xlsx", "a binary workbook named .xlsx", pack({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x"}), "xlsb"),
        ("a.xlsm", "a workbook with macros", pack({**parts(GOOD), "xl/vbaProject.bin": "x"}), "macro_workbook"),
        ("a.xlsx", "a workbook with macros named .xlsx", pack({**parts(GOOD), "xl/vbaProject.bin": "x"}), "macro_workbook"),
        ("a.xls", "an old workbook with macros", compound("Workbook", "_VBA_PROJECT_CUR"), "macro_workbook"),
        ("a.xlsx", "a workbook with a password", encrypted, "encrypted"),
        ("a.txt", "a workbook with a password named .txt", encrypted, "encrypted"),
        ("a.xls", "an old workbook with a password", old_book(records=b"\x2f\x00\x36\x00" + b"\x01\x00" * 27), "encrypted"),
        ("a.xls", "an old workbook with a password behind other records", old_book(records=b"\x86\x00\x00\x00\xe1\x00\x02\x00\xb0\x04\x2f\x00\x36\x00" + b"\x01\x00" * 27), "encrypted"),
        ("a.xls", "a workbook of Excel 5", compound("Book", content=b"\x09\x08\x08\x00\x00\x05\x05\x00"), "old_workbook"),
        ("a.xls", "a sheet of Excel 2", b"\x09\x00\x04\x00\x02\x00\x10\x00\x0a\x00\x00\x00", "old_workbook"),
        ("a.xls", "a sheet of Excel 3", b"\x09\x02\x06\x00\x00\x00\x10\x00\x00\x00\x0a\x00\x00\x00", "old_workbook"),
        ("a.xls", "a sheet of Excel 4", b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00\x0a\x00\x00\x00", "old_workbook"),
        ("a.xls", "a message of Outlook named .xls", compound("__properties_version1.0", "__substg1.0_0037001F"), "not_workbook"),
        ("a.slk", "a SYLK table", sylk, "sylk"),
        ("a.xls", "a SYLK table named .xls", sylk, "sylk"),
        ("a.dif", "a DIF table", dif, "dif"),
        ("a.txt", "a DIF table named .txt", dif, "dif"),
        ("a.dbf", "a dBASE table", _dbf(), "database"),
        ("a.txt", "a dBASE table named .txt", _dbf(), "database"),
        ("a.db", "a SQLite database", b"SQLite format 3\0" + b"\x10\0\1\1" * 21, "database"),
        ("a.mdb", "an Access database", b"\0\1\0\0Standard Jet DB\0" + b"\1" * 80, "database"),
        ("a.zip", "a zip of a list", _zip_of("list.txt", LINES), "archive"),
        ("a.xlsx", "a zip of a list named .xlsx", _zip_of("list.txt", LINES), "archive"),
        ("a.xlsx", "a zip of a workbook named .xlsx", _zip_of("a.xlsx", book(GOOD)), "archive"),
        ("a.zip", "an empty zip", b"PK\x05\x06" + b"\0" * 18, "archive"),
        ("a.jar", "a Java archive", _zip_of("META-INF/MANIFEST.MF", b"x"), "archive"),
        ("a.gz", "a gzip", gz, "archive"),
        ("a.txt", "a gzip named .txt", gz, "archive"),
        ("a.rar", "a RAR", b"Rar!\x1a\x07\x01\x00" + b"\x33" * 40, "archive"),
        ("a.xls", "an old RAR named .xls", b"Rar!\x1a\x07\x00" + b"\x33" * 40, "archive"),
        ("a.7z", "a 7z", b"7z\xbc\xaf\x27\x1c\x00\x04" + b"\x33" * 40, "archive"),
        ("a.tar", "a tar", _tar(), "archive"),
        ("a.bz2", "a bzip2", b"BZh91AY&SY" + b"\x33" * 40, "archive"),
        ("a.xz", "an xz", b"\xfd7zXZ\x00" + b"\x33" * 40, "archive"),
        ("a.zst", "a zstd", b"\x28\xb5\x2f\xfd" + b"\x33" * 40, "archive"),
        ("a.cab", "a cabinet", b"MSCF\0\0\0\0" + b"\x33" * 40, "archive"),
        ("a.png", "a PNG", _png(), "media"),
        ("a.xlsx", "a PNG named .xlsx", _png(), "media"),
        ("a.jpg", "a JPEG", b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + b"\x33" * 40, "media"),
        ("a.txt", "a JPEG named .txt", b"\xff\xd8\xff\xe1\x00\x10Exif\0" + b"\x33" * 40, "media"),
        ("a.gif", "a GIF", b"GIF89a\1\0\1\0" + b"\x33" * 40, "media"),
        ("a.bmp", "a bitmap", _bmp(), "media"),
        ("a.tif", "a TIFF", b"II*\0\x08\0\0\0" + b"\x33" * 40, "media"),
        ("a.webp", "a WebP", b"RIFF\x24\0\0\0WEBPVP8 " + b"\x33" * 40, "media"),
        ("a.heic", "a picture of a telephone", b"\0\0\0\x18ftypheic\0\0\0\0" + b"\x33" * 40, "media"),
        ("a.amr", "a sound", b"#!AMR\n" + b"\x33" * 40, "media"),
        ("a.exe", "a program of Windows", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" + b"\0" * 60, "program"),
        ("a.xls", "a program of Windows named .xls", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" + b"\0" * 60, "program"),
        ("a.txt", "a program of Linux named .txt", b"\x7fELF\2\1\1" + b"\0" * 60, "program"),
        ("a.lnk", "a shortcut", b"L\0\0\0\1\x14\2\0\0\0\0\0\xc0\0\0\0\0\0\0F" + b"\0" * 60, "shortcut"),
        ("a.xlsx.lnk", "a shortcut to a workbook", b"L\0\0\0\1\x14\2\0\0\0\0\0\xc0\0\0\0\0\0\0F" + b"\0" * 60, "shortcut"),
        ("a.url", "a shortcut to a page", b"[InternetShortcut]\r\nURL=http://a/\r\n", "shortcut"),
        ("~$a.xlsx", "the lock file of Office", b"\x06clerk " + b"\0" * 158, "office_lock"),
        ("a.vcf", "cards of a telephone", f"BEGIN:VCARD\r\nVERSION:3.0\r\nTEL:{A}\r\nEND:VCARD\r\n".encode(), "vcard"),
        ("a.txt", "cards of a telephone named .txt", f"BEGIN:VCARD\r\nTEL:{A}\r\nEND:VCARD\r\n".encode(), "vcard"),
        ("a.txt", "octets of no kind named .txt", bytes(range(1, 9)) * 50, "not_text"),
        ("a.xlsx", "octets of no kind named .xlsx", b"\x01\x02\x03\x00" * 20, "damaged"),
        ("a.xls", "an old workbook without its head", old_book()[8:], "damaged"),
        ("a.dat", "octets of no kind named .dat", b"\x01\x02\x03\x04\x05" * 20, "not_text"),
        ("a.txt", "nothing but NULs", b"\0" * 4096, "damaged"),
        ("a.xlsx", "nothing but NULs named .xlsx", b"\0" * 4096, "damaged"),
        ("a.txt", "nothing", b"", "empty"),
        ("a.xlsx", "a workbook cut in half", book(GOOD)[:-200], "damaged"),
        ("a.xls", "a compound file that is only its head", OLE, "damaged"),
        ("a.xls", "a compound file whose directory goes round in a ring", _ring(), "damaged"),
    ]  # fmt: skip
    return [refused(*one) for one in old]


def _ring() -> bytes:
    data = bytearray(compound("Workbook"))
    data[512 + 4 : 512 + 8] = struct.pack("<I", 1)
    return bytes(data)


def _renamed() -> list[Case]:
    two = (A, B)
    return [
        text("a text named .xls", LINES, two, 2, name="a.xls", notes=DIFFERS),
        text("a text named .xlsx", LINES, two, 2, name="a.xlsx", notes=DIFFERS),
        text("a text in GBK named .xls", f"手机号\n{A}\n{B}\n".encode("gbk"), two, 3, name="a.xls", header=1, notes=DIFFERS),
        text("a text in UTF-16 named .xls", f"手机号\n{A}\n{B}\n".encode("utf-16"), two, 3, name="a.xls", header=1),
        text("a text named .dat", LINES, two, 2, name="a.dat", notes=DIFFERS),
        text("a text without an ending", LINES, two, 2, name="list", notes=DIFFERS),
        text("a text named .TXT", LINES, two, 2, name="LIST.TXT", notes=()),
        text("a text that begins with MZ", b"MZ\n" + LINES, two, 3, header=1),
        text("a text that begins with BM", b"BM\n" + LINES, two, 3, header=1),
        text("a text that begins with a heading in angle brackets", f"<手机号>\n{A}\n{B}\n".encode(), two, 3, header=1),
        text("a text that begins with PK", b"PK\n" + LINES, two, 3, header=1),
        text("a text with an escape sequence", b"\x1b[2J\n" + LINES, two, 3, junk=1),
        Case("a.txt", "a workbook named .txt", lambda: book(GOOD), "", two, 2, {}, notes=DIFFERS),
        Case("a.xls", "a workbook named .xls", lambda: book(GOOD), "", two, 2, {}, notes=DIFFERS),
        Case("a.et", "a workbook of WPS", old_book, "", two, 2, {}, notes=DIFFERS),
        Case("a.xlsx", "an old workbook named .xlsx", old_book, "", two, 2, {}, notes=DIFFERS),
        Case("a.txt", "an old workbook named .txt", old_book, "", two, 2, {}, notes=DIFFERS),
    ]  # fmt: skip


def cases() -> list[Case]:
    """All of them."""
    return [*_foreign(), *_renamed()]
