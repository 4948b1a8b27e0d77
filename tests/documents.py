"""Documents as programs write them, harmless ones and such as hold more than what is read."""

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from struct import pack
from typing import Final

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OUTSIDE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PNG: Final = (
    b"\x89PNG\r\n\x1a\n"
    + pack(">I4sIIBBBBBI", 13, b"IHDR", 1, 1, 8, 0, 0, 0, 0, 0x3A7E9B55)
    + pack(">I4s", 10, b"IDAT")
    + zlib.compress(b"\0\0")
    + b"\0" * 4
    + b"\0\0\0\0IEND\xaeB`\x82"
)


def zipped(parts: Mapping[str, bytes | str], *, before: bytes = b"", behind: bytes = b"") -> bytes:
    """An archive of these parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return before + file.getvalue() + behind


def relation(kind: str, target: str, *, external: bool = False) -> str:
    """A list with one relationship."""
    mode = ' TargetMode="External"' if external else ""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{OUTSIDE}/{kind}" Target="{target}"{mode}/></Relationships>'
    )


def docx(
    body: str = "<w:p/>", *, main: str = WORD, types: str = "", more: Mapping[str, bytes | str] | None = None
) -> bytes:
    """A document of Word with a picture; `more` are further parts by name, `types` further entries of its list of types."""
    declared = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{types}</Types>'
    )
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": declared,
        "_rels/.rels": relation("officeDocument", "word/document.xml"),
        "word/document.xml": f'<w:document xmlns:w="urn:w"><w:body>{body}</w:body></w:document>',
        "word/media/image1.png": PNG,
        "word/_rels/document.xml.rels": relation("hyperlink", "https://bank.cn/a", external=True),
    }
    return zipped(parts | dict(more or {}))


def ofd(more: Mapping[str, bytes | str] | None = None) -> bytes:
    """A signed OFD, as far as its parts go."""
    parts: dict[str, bytes | str] = {
        "OFD.xml": '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>',
        "Doc_0/Document.xml": "<ofd:Document xmlns:ofd='http://www.ofdspec.org/2016'/>",
        "Doc_0/Res/image_0.png": PNG,
        "Doc_0/Res/font_1.ttf": b"\0\1\0\0font",
        "Doc_0/Signs/Sign_0/SignedValue.dat": b"\x30\x82\x01\x00",
        "Doc_0/Signs/Sign_0/Seal.esl": b"\x30\x82\x02\x00",
        "Doc_0/Attachs/original_invoice.xml": "<eInvoice/>",
    }
    return zipped(parts | dict(more or {}))


def pdf(*objects: bytes, trailer: bytes = b"", behind: bytes = b"") -> bytes:
    """A document of one page with a link; `objects` are the contents of further ones."""
    given = (
        b"<</Type/Catalog/Pages 2 0 R/OpenAction[3 0 R/FitH null]>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[<</Subtype/Link/A<</S/URI/URI(https://bank.cn)>>>>]>>",
        *objects,
    )
    text = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    for nth, one in enumerate(given, 1):
        text += b"%d 0 obj\n%s\nendobj\n" % (nth, one)
    return text + b"trailer\n<</Root 1 0 R%s>>\nstartxref\n0\n%%%%EOF\n" % trailer + behind


def stream(
    content: bytes, said: bytes = b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode", packed: bytes = b""
) -> bytes:
    """The content of an object that is a compressed stream."""
    data = packed or zlib.compress(content)
    return b"<<%s/Length %d>>stream\r\n%s\r\nendstream" % (said, len(data), data)


def old(*names: str, streams: bytes = b"") -> bytes:
    """A compound file with storages and streams of these names."""
    entries = b""
    for one in ("Root Entry", *names):
        wide = one.encode("utf-16-le")
        entries += wide.ljust(64, b"\0") + pack("<HBB", len(wide) + 2, 1, 1) + bytes(60)
    entries += bytes(-len(entries) % 512)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries + streams


PROGRAM: Final = b"MZ".ljust(60, b"\0") + pack("<I", 64) + b"PE\0\0" + bytes(40)
"""The beginning of a program of Windows."""
