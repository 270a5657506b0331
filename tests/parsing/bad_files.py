"""Files as they should not be, made on the spot: each a few kilobytes to a few hundred, written by hand."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import pairwise

import pypdfium2 as pdfium

PASSWORD_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
FILE_ID = b"0123456789abcdef"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def pdf_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, the first of them the catalogue, with a right table of places."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def content(lines: Sequence[str]) -> bytes:
    """A page that prints lines at 10 points, one below the other."""
    shown = (line.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)") for line in lines)
    return b"BT /F 10 Tf 14 TL 72 740 Td " + b" ".join(b"(%s) Tj T*" % line for line in shown) + b" ET"


def one_page(contents: bytes, resources: bytes = b"", more: Sequence[bytes] = (), trailer: bytes = b"") -> bytes:
    """A PDF of one page; ``contents`` is its stream object, number 5, and ``more`` are the objects from 6 on."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /Font << /F 4 0 R >> %s >> >>" % resources
    )
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, FONT, contents, *more], trailer)


def readable(lines: Sequence[str] | None = None) -> bytes:
    """A sound PDF of one page of running text."""
    return one_page(stream(content(lines or ["Tides of a small harbour", "", *PROSE])))


PROSE = [
    "The gauge has recorded the water level of the harbour since the spring of the first year.",
    "We fit a sum of harmonic terms to the record and ask how well it predicts the months that follow.",
    "The residual falls with every term that is added, until the noise of the gauge is all that is left.",
]


def unmapped() -> bytes:
    """A page that looks right and whose font maps every code to a private-use character."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange"
        b" 1 beginbfrange <21> <7E> <E021> endbfrange endcmap end"
    )
    font = FONT[:-3] + b" /ToUnicode 7 0 R >>"
    text = stream(content(["Tides of a small harbour", "", *PROSE]).replace(b"/F ", b"/G "))
    sound = one_page(text, b"/Font << /G 6 0 R >>", [font, stream(cmap)])
    return sound.replace(b"/Resources << /Font << /F 4 0 R >> ", b"/Resources <<                      ")


def joined(*files: bytes) -> bytes:
    """The pages of several PDFs in one."""
    document = pdfium.PdfDocument.new()
    for data in files:
        document.import_pages(pdfium.PdfDocument(data))
    return saved(document)


def scanned(data: bytes, dpi: float = 200) -> bytes:
    """The pages of a PDF as pictures of themselves, without text."""
    document = pdfium.PdfDocument.new()
    for page in pdfium.PdfDocument(data):
        width, height = page.get_size()
        picture = pdfium.PdfImage.new(document)
        picture.set_bitmap(page.render(scale=dpi / 72))
        picture.set_matrix(pdfium.PdfMatrix().scale(width, height))
        made = document.new_page(width, height)
        made.insert_obj(picture)
        made.gen_content()
    return saved(document)


def saved(document: pdfium.PdfDocument) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"
    pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages, *[page] * count])


def no_pages() -> bytes:
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"])


def pages_that_are_not_there() -> bytes:
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [8 0 R 9 0 R] /Count 2 >>"])


def encrypted(user_password: str) -> bytes:
    """A PDF under the standard security handler, revision 2 (40-bit RC4); an empty password opens it to all."""
    user, owner = (_padded(word) for word in (user_password, "owner"))
    owner_entry = _rc4(hashlib.md5(owner).digest()[:5], user)
    rights = -4
    seed = user + owner_entry + rights.to_bytes(4, "little", signed=True) + FILE_ID
    key = hashlib.md5(seed).digest()[:5]
    user_entry = _rc4(key, PASSWORD_PADDING)
    object_key = hashlib.md5(key + (5).to_bytes(3, "little") + b"\0\0").digest()[:10]
    entry = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P %d /O <%s> /U <%s> >> /ID [<%s> <%s>]" % (
        rights,
        owner_entry.hex().encode(),
        user_entry.hex().encode(),
        FILE_ID.hex().encode(),
        FILE_ID.hex().encode(),
    )
    return one_page(stream(_rc4(object_key, content(["Tides of a small harbour", "", *PROSE]))), trailer=entry)


def _padded(password: str) -> bytes:
    return (password.encode("latin-1") + PASSWORD_PADDING)[:32]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def packed(megabyte: bytes, times: int) -> bytes:
    """A zlib stream of one megabyte again and again, without compressing it more than once (no checksum at its end)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(megabyte) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + block * times + packer.flush(zlib.Z_FINISH)


def decompression_bomb(megabytes: int = 2000) -> bytes:
    """Blanks compressed twice: a few kilobytes that become gigabytes."""
    twice = zlib.compress(packed(b" " * 1_000_000, megabytes), 9)
    return one_page(stream(twice, b"/Filter [/FlateDecode /FlateDecode]"))


def endless_pages(count: int = 60, megabytes: int = 100) -> bytes:
    """Pages that save and restore their state tens of millions of times each: bounded memory, minutes of time."""
    kids = b" ".join(b"%d 0 R" % number for number in range(4, count + 4))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 3 0 R >>"
    contents = stream(packed(b"q Q " * 250_000, megabytes), b"/Filter /FlateDecode")
    pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages, contents, *[page] * count])


def nested_forms(width: int = 10, depth: int = 8) -> bytes:
    """Forms that each draw the next one ten times: two kilobytes that print a hundred million lines."""
    forms = []
    for level in range(depth):
        last = level == depth - 1
        body = b"BT /F 9 Tf 50 700 Td (again) Tj ET" if last else b"/N Do " * width
        inner = b"/Font << /F 4 0 R >>" if last else b"/XObject << /N %d 0 R >>" % (7 + level)
        forms.append(stream(body, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >>" % inner))
    return one_page(stream(b"/X Do"), b"/XObject << /X 6 0 R >>", forms)


def expanding_xml() -> bytes:
    """Entities that each stand for ten of the one before."""
    names = "abcdefghij"
    inner = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names))
    text = (
        f'<?xml version="1.0"?><!DOCTYPE article [<!ENTITY a "ha">{inner}]><article><body><p>&j;</p></body></article>'
    )
    return text.encode()


def reaching_xml(address: str = "file:///etc/passwd") -> bytes:
    """An entity that stands for a file of the machine."""
    text = f'<!DOCTYPE article [<!ENTITY x SYSTEM "{address}">]><article><body><p>&x;</p></body></article>'
    return text.encode()


def deep_xml(depth: int = 100_000) -> bytes:
    return b"<article><body>" + b"<sec>" * depth + b"</sec>" * depth + b"</body></article>"


BAD_FILES: dict[str, Callable[[], bytes]] = {
    "password.pdf": lambda: encrypted("secret"),
    "truncated.pdf": lambda: readable()[:300],
    "no-pages.pdf": no_pages,
    "lost-pages.pdf": pages_that_are_not_there,
    "5000-pages.pdf": lambda: many_pages(5000),
    "bomb.pdf": decompression_bomb,
    "endless.pdf": endless_pages,
    "nested-forms.pdf": nested_forms,
    "web-page.pdf": lambda: b"<html>404 not found</html>",
    "empty.pdf": lambda: b"",
    "blank.pdf": lambda: many_pages(3),
    "expanding.xml": expanding_xml,
    "reaching.xml": reaching_xml,
    "deep.xml": deep_xml,
    "cut.xml": lambda: b"<article><front><article-meta>",
}
