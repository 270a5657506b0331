"""Small papers written for the tests, and archives of them."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
from collections.abc import Callable, Mapping

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
MARKDOWN = b"---\ntitle: Widths of rivers\n---\n\n# Summary\n\nRivers have widths [@doe2001].\n"
BIBTEX = b"@article{doe2001,\n  title = {Rivers},\n  author = {Doe, Jo},\n  year = {2001}\n}\n"
JATS = (
    b'<?xml version="1.0"?>\n<!DOCTYPE article PUBLIC "-//NLM//DTD JATS 1.2//EN" "JATS-archivearticle1.dtd">\n'
    b'<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta>'
    b"<title-group><article-title>Widths of rivers</article-title></title-group><permissions>"
    b'<license xlink:href="https://creativecommons.org/licenses/by/4.0/"><license-p>Open access.</license-p></license>'
    b"</permissions></article-meta></front><body><p>Rivers have widths.</p></body></article>"
)
HTML = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in.</body></html>"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def archive(members: Mapping[str, bytes], extra: Callable[[tarfile.TarFile], None] | None = None) -> bytes:
    """A gzipped tar archive of these members; ``extra`` may add what no honest archive holds."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
        if extra:
            extra(tar)
    return gzip.compress(packed.getvalue(), mtime=0)
