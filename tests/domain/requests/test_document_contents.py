"""What an attachment holds besides what is read: each kind of it is refused by name, and ordinary documents pass (R11)."""

import time
import zipfile
import zlib
from io import BytesIO
from struct import pack

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart

from console.domain.requests.document_check import refused
from tests.documents import PNG, PROGRAM, WORD, docx, ofd, old, pdf, relation, stream, zipped

SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
MACROS = WORD.replace("openxmlformats-officedocument.wordprocessingml", "ms-word").replace(
    "main", "macroEnabled.main"
)
RELS = "word/_rels/document.xml.rels"


def workbook() -> bytes:
    """A workbook as openpyxl writes it, with a chart and a link."""
    book, file = Workbook(), BytesIO()
    sheet = book.create_sheet("one")
    sheet["A1"] = "批准"
    sheet["A1"].hyperlink = "https://bank.cn"
    sheet.add_chart(BarChart(), "C3")
    book.save(file)
    return file.getvalue()


def bomb() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("OFD.xml", "<a/>")
        archive.writestr("a.xml", b" " * (60 << 20))
    return file.getvalue()


def locked() -> bytes:
    data = bytearray(docx())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def overlapped() -> bytes:
    """An archive whose directory passes over a part that lies there."""
    whole = docx(more={"word/aa.xml": "<a/>"})
    shorter = bytearray(whole)
    at = whole.find(b"PK\x01\x02", whole.find(b"PK\x01\x02") + 1)
    after = whole.find(b"PK\x01\x02", at + 1)
    del shorter[at:after]
    end = shorter.find(b"PK\x05\x06")
    (count,) = (shorter[end + 8],)
    shorter[end + 8] = shorter[end + 10] = count - 1
    size = int.from_bytes(shorter[end + 12 : end + 16], "little") - (after - at)
    shorter[end + 12 : end + 16] = size.to_bytes(4, "little")
    return bytes(shorter)


INNOCENT = {
    "a PDF with a link and a page to open": pdf(),
    "a form without a script": pdf(b"<</AcroForm<</Fields[]>>/T(name)/FT/Tx/AA<<>>>>"),
    "compressed objects": pdf(stream(b"4 0 <</Type/Font>>")),
    "a page's own text": pdf(stream(b"1 0 0 1 72 720 cm BT (JavaScript) Tj ET", b"/Filter/FlateDecode")),
    "a name that only begins alike": pdf(b"<</JavaScripts 1/Encryption 2/Launched 3>>"),
    "two saves": pdf() + pdf()[9:],
    "blanks behind": pdf(behind=b"\r\n\0\0 "),
    "a short PDF": b"%PDF-1.7 approved",
    "Word with a picture and a link": docx(),
    "a field of Word": docx('<w:fldSimple w:instr=" PAGE "/><w:instrText>HYPERLINK "http://a.cn/dde x"</w:instrText>'),
    "Excel with a chart": workbook(),
    "Word with a chart and its workbook": docx(
        types='<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>',
        more={"word/embeddings/Sheet1.xlsx": workbook()},
    ),
    "a signed OFD": ofd(),
    "a picture": PNG,
    "a scan that is only begun": b"\x89PNG\r\n\x1a\n" + bytes(40_000),
    "a photograph with something of the telephone behind": b"\xff\xd8\xff\xe0" + bytes(100) + b"\xff\xd9SEFH" + bytes(40),
    "old Word": old("WordDocument", "1Table", "\x05SummaryInformation"),
    "old Excel": old("Workbook", streams=b"\x09\x08\x10\0" + bytes(16) + b"\x85\0\x0e\0\0\0\0\0\0\0\x06\0Sheet1"),
}  # fmt: skip

GUILTY = {
    "script: in clear": ("script", pdf(SCRIPT)),
    "script: escaped name": ("script", pdf(b"<</S/J#61vaScr#69pt/JS(x)>>")),
    "script: compressed": ("script", pdf(stream(b"4 0 " + SCRIPT))),
    "script: compressed and not said to be objects": ("script", pdf(stream(b"4 0 " + SCRIPT, b"/Filter/FlateDecode"))),
    "script: compressed, its type escaped": ("script", pdf(stream(b"%x\n4 0 " + SCRIPT, b"/Type/#4fbjStm/Filter[/FlateDecode]"))),
    "script: damaged stream": ("script", pdf(stream(b"", packed=zlib.compress(b"4 0 " + SCRIPT + b" " * 900)[:-6]))),
    "script: objects in a form": ("script", pdf(b"<</AcroForm<</XFA 9 0 R>>>>")),
    "script: in a picture of an OFD": ("script", ofd({"a.svg.xml": "<svg:svg xmlns:svg='urn:s'><svg:script/></svg:svg>"})),
    "unreadable: filters": ("unreadable", pdf(stream(b"4 0 x", b"/Type/ObjStm/Filter[/ASCII85Decode/FlateDecode]"))),
    "unreadable: predictor": ("unreadable", pdf(stream(b"4 0 x", b"/Type/ObjStm/Filter/FlateDecode/DecodeParms<</Predictor 12>>"))),
    "unreadable: hidden dictionary": ("unreadable", pdf(stream(b"4 0 x", b"/Type/ObjStm/X(obj)/Filter/LZWDecode"))),
    "unreadable: no such compression": ("unreadable", pdf(stream(b"", packed=b"nothing"))),
    "program: launched": ("program", pdf(b"<</S/Launch/F(cmd.exe)>>")),
    "embedded: a file": ("embedded", pdf(b"<</Names<</EmbeddedFiles<<>>>>>>")),
    "embedded: media": ("embedded", pdf(b"<</Subtype/RichMedia>>")),
    "outside: a form that is sent": ("outside", pdf(b"<</S/SubmitForm>>")),
    "encrypted: PDF": ("encrypted", pdf(trailer=b"/Encrypt 9 0 R")),
    "excessive: PDF": ("excessive", pdf(stream(b"4 0 " + b" " * (65 << 20)))),
    "hidden: behind a PDF": ("hidden", pdf(behind=b"<html>")),
    "hidden: an archive behind a PDF": ("hidden", pdf()[:-6] + zipped({"a.class": b"x"})),
    "program: behind a PDF": ("program", pdf(b"<<>>" + PROGRAM)),
    "macro: a document's type": ("macro", docx(main=MACROS)),
    "macro: a project": ("macro", docx(types='<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>', more={"word/x.bin": b"x"})),
    "macro: a project under another type": ("macro", docx(types='<Default Extension="bin" ContentType="image/x"/>', more={"word/vbaProject.bin": b"x"})),
    "macro: by relation": ("macro", docx(more={RELS: relation("vbaProject", "x.bin")})),
    "macro: upper case": ("macro", docx(more={RELS: relation("VBAProject", "x.bin")})),
    "embedded: an object": ("embedded", docx(more={RELS: relation("oleObject", "embeddings/oleObject1.bin")})),
    "embedded: an object's octets": ("embedded", docx(types='<Default Extension="bin" ContentType="image/x"/>', more={"word/a.bin": old()})),
    "embedded: a control": ("embedded", docx(types='<Default Extension="bin" ContentType="application/vnd.ms-office.activeX"/>')),
    "embedded: a page": ("embedded", docx(more={RELS: relation("aFChunk", "a.htm")})),
    "embedded: no type": ("embedded", docx(more={"word/notes.dat": b"x"})),
    "embedded: an archive in a chart's workbook": ("embedded", docx(
        types='<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>',
        more={"word/a.xlsx": docx(types='<Default Extension="zip" ContentType="image/x"/>', more={"a.zip": zipped({"a": b"x"})})})),
    "program: in Word": ("program", docx(types='<Default Extension="exe" ContentType="image/png"/>', more={"word/media/a.exe": PROGRAM})),
    "program: called a picture": ("program", docx(more={"word/media/image2.png": PROGRAM})),
    "program: behind a picture": ("program", docx(more={"word/media/image2.png": PNG + PROGRAM})),
    "program: DDE": ("program", docx('<w:fldSimple w:instr=" DDEAUTO c:\\\\cmd.exe "/>')),
    "program: DDE in pieces": ("program", docx(
        '<w:fldChar w:fldCharType="begin"/><w:instrText> D</w:instrText><w:instrText>&#68;E</w:instrText><w:instrText>AUTO x</w:instrText>')),
    "program: DDE in UTF-16": ("program", docx(more={"word/document.xml": '<?xml version="1.0" encoding="UTF-16"?><w:f xmlns:w="urn:w"><w:fldSimple w:instr="dde x"/></w:f>'.encode("utf-16")})),
    "program: a link": ("program", docx(more={RELS: relation("hyperlink", "ms-msdt:/id", external=True)})),
    "outside: a template": ("outside", docx(more={RELS: relation("attachedTemplate", "https://a.cn/a.dotm", external=True)})),
    "outside: a picture": ("outside", docx(more={RELS: relation("image", "https://a.cn/a.png", external=True)})),
    "outside: another workbook": ("outside", docx(more={RELS: relation("externalLink", "externalLinks/externalLink1.xml")})),
    "unreadable: entities": ("unreadable", docx(more={"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})),
    "encrypted: Word": ("encrypted", locked()),
    "hidden: behind Word": ("hidden", docx() + b"more"),
    "hidden: between the parts": ("hidden", overlapped()),
    "program: a jar as OFD": ("program", zipped({"META-INF/MANIFEST.MF": "Main-Class: A", "A.class": b"\xca\xfe\xba\xbe"})),
    "program: a jar that is an OFD too": ("program", ofd({"A.dat": b"\xca\xfe\xba\xbe\0\0\0\x34"})),
    "program: Linux": ("program", ofd({"a.dat": b"\x7fELF\x02\x01\x01\0"})),
    "program: a shell's": ("program", ofd({"a.dat": b"#!/bin/sh\n"})),
    "embedded: an archive in an OFD": ("embedded", ofd({"a.dat": zipped({"a": b"x"})})),
    "embedded: any archive": ("embedded", zipped({"a.txt": b"x"})),
    "embedded: what no OFD holds": ("embedded", ofd({"a.docm2": b"x"})),
    "excessive: a bomb": ("excessive", bomb()),
    "unreadable: half an archive": ("unreadable", docx()[:-30]),
    "macro: old Word": ("macro", old("WordDocument", "Macros", "VBA")),
    "macro: a sheet of old Excel": ("macro", old("Workbook", streams=b"\x85\0\x0e\0\0\0\0\0\0\x01\x06\0Macro1")),
    "embedded: old Word": ("embedded", old("WordDocument", "ObjectPool", "\x01Ole10Native")),
    "encrypted: old Excel": ("encrypted", old("Workbook", streams=b"\x09\x08\x10\0" + bytes(16) + b"\x2f\0\x36\0")),
    "encrypted: old Word": ("encrypted", old("WordDocument", streams=b"\xec\xa5\xc1\0" + bytes(6) + b"\0\x13")),
    "encrypted: new Word": ("encrypted", old("EncryptedPackage", "EncryptionInfo")),
    "program: DDE in old Word": ("program", old("WordDocument", streams="\x13 DDEAUTO cmd".encode("utf-16-le"))),
    "excessive: a picture of millions": ("excessive", b"\x89PNG\r\n\x1a\n" + pack(">I4sII", 13, b"IHDR", 0xFFFFFFFF, 0xFFFFFFFF)),
    "hidden: an archive behind a picture": ("hidden", PNG + zipped({"a": b"x"})),
    "hidden: an archive in a photograph": ("hidden", b"\xff\xd8\xff\xe0" + bytes(50) + zipped({"a": b"x"})),
    "hidden: a page in a picture": ("hidden", b"GIF89a\1\0\1\0/*<ScRiPt>*/"),
    "program: in a photograph": ("program", b"\xff\xd8\xff\xe0" + PROGRAM),
}  # fmt: skip


@pytest.mark.parametrize("name", INNOCENT)
def test_what_is_only_read_passes(name: str) -> None:
    assert refused("a", INNOCENT[name]) is None


@pytest.mark.parametrize("name", GUILTY)
def test_what_acts_hides_or_cannot_be_checked_is_refused_by_name(name: str) -> None:
    content, data = GUILTY[name]
    refusal = refused("a", data)
    assert refusal is not None
    assert (refusal.params["content"], refusal.clause) == (content, "R11")
    unchecked = content in {"encrypted", "unreadable", "excessive"}
    assert refusal.code == ("document_unchecked" if unchecked else "document_active")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 " + b"stream\n" * 1_100_000,
        b"%PDF-1.7 " + b"/ObjStm obj stream\r" * 400_000,
        b"%PDF-1.7 " + b"#4a#4A/#" * 1_000_000,
        b"%PDF-1.7 " + b"MZ" * 4_000_000,
        b"%PDF-1.7 " + b"PK\x05\x06" * 2_000_000,
        b"%PDF-1.7 1 0 obj<</Filter/FlateDecode>>stream\n" + zlib.compress(b"1 " * 30_000_000),
        old("PowerPoint Document", streams=b"\x13 " * 3_000_000),
        zipped({"OFD.xml": "<a>" + "<b/>" * 4_000_000 + "</a>"}),
    ],
    ids=["streams", "objects", "escapes", "programs", "ends", "inflated", "fields", "elements"],
)  # fmt: skip
def test_a_hostile_document_is_judged_within_seconds(data: bytes) -> None:
    began = time.process_time()
    refused("a", data)
    assert time.process_time() - began < 8
