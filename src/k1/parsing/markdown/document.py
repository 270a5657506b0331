"""Markdown papers with YAML front matter and BibTeX, as the open journals take them, read into a document.

Units hold the source text without its markup; formulas stay LaTeX and citations stay as typed ("[@key]"), so that
a quote can be found in the file. There are no pages and no boxes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from k1.errors import FailureKind, PaperError
from k1.parsing.document.builder import DocumentBuilder, printable
from k1.parsing.document.formulas import plain_formulas
from k1.parsing.document.identifiers import find_urls
from k1.parsing.document.licences import find_licence
from k1.parsing.document.resources import find_resources
from k1.parsing.markdown.authors import read_authors
from k1.parsing.markdown.bibtex import BibEntry, read_bibliography
from k1.parsing.markdown.blocks import BlockReader, is_abstract, printed_labels
from k1.parsing.markdown.csl import csl_entries, is_csl, read_csl
from k1.parsing.markdown.front_matter import read_date, read_head, strings
from k1.parsing.markdown.identified import identified_entry
from k1.parsing.markdown.inline import InlineReader
from k1.parsing.markdown.tokens import block_tokens
from k1.schema.documents import Document, Paper, Unit
from k1.schema.identity import canonical_arxiv, canonical_doi, paper_id
from k1.schema.vocabulary import UnitRole

PARSER = "markdown/1"
MAX_BYTES = 10_000_000


def parse_markdown(
    data: bytes, *, name: str, file_sha256: str, bibliography: bytes | None = None, subject: str | None = None
) -> Document:
    """The document of a Markdown paper; ``bibliography`` is what it cites from: BibTeX, or CSL in JSON or YAML.

    Raises
    ------
    PaperError: EMPTY, TOO_LARGE, CORRUPT (not UTF-8, broken front matter) or HOSTILE.
    """
    meta, body = read_head(_decoded(data))
    tokens = block_tokens(body)
    labels = printed_labels(tokens)
    title, tokens = _title(meta, tokens, name)
    paper = _paper(meta, title, name=name, file_sha256=file_sha256, subject=subject)
    builder = DocumentBuilder(paper.id)
    listed = bibliography or b""
    entries = csl_entries(meta.get("references")) | (read_csl(listed) if is_csl(listed) else read_bibliography(listed))
    reader = InlineReader(labels, entries)
    abstract = meta["abstract"].strip() if isinstance(meta.get("abstract"), str) else ""
    _read_abstract(abstract, tokens, builder, reader)
    BlockReader(builder, reader, tokens).read()
    _add_references(builder, entries, cited=set(reader.cited), nocite=str(meta.get("nocite", "")))
    urls = [*(str(meta.get(key) or "") for key in ("repository", "code", "data")), *reader.urls]
    urls.extend(url for unit in builder.units for url in find_urls(unit.text))
    told = {"abstract": _abstract_text(abstract, builder.units), "resources": find_resources(urls)}
    return builder.build(paper.model_copy(update=told))


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        told, remedy = f"{len(data):,} bytes of Markdown", f"split it below {MAX_BYTES:,} bytes"
        raise PaperError(FailureKind.TOO_LARGE, told, remedy)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PaperError(FailureKind.CORRUPT, f"not UTF-8 at byte {error.start}", "save the file as UTF-8") from error
    if not text.strip():
        raise PaperError(FailureKind.EMPTY, "the file holds no text", "check how the file was written")
    return printable(text.replace("\r\n", "\n").replace("\r", "\n"))


def _title(meta: Mapping[str, Any], tokens: list[Token], name: str) -> tuple[str, list[Token]]:
    """The title: of the front matter, else the first heading (which then is no section), else the file's name."""
    raw = meta.get("title")
    if isinstance(raw, str) and raw.strip():
        title = _line(raw)
        return ": ".join(filter(None, (title.rstrip(":"), _line(meta.get("subtitle"))))), tokens
    for at, token in enumerate(tokens[:-1]):
        if token.type == "heading_open" and token.tag == "h1":
            heading = InlineReader().read(tokens[at + 1].children or []).text
            return plain_formulas(heading) or name, tokens[:at] + tokens[at + 3 :]
    return name, tokens


def _line(raw: Any) -> str:
    """A line of the front matter as print has it; "" where there is none."""
    line = " ".join(raw.split()) if isinstance(raw, str) else ""
    # No paragraph: "[Re]: X" is a definition, "***" a rule, "1984. X" an item of a list; they stand as typed.
    inline = next((token for token in block_tokens(line)[1:2] if token.type == "inline"), None)
    return plain_formulas((InlineReader().read(inline.children or []).text if inline else "") or line)


def _paper(meta: Mapping[str, Any], title: str, *, name: str, file_sha256: str, subject: str | None) -> Paper:
    """What the front matter says of the paper; its abstract and its links are known once all is read."""
    date, authors, licence = read_date(meta.get("date")), read_authors(meta), meta.get("license")
    year = int(date.date[:4]) if date else None
    doi, arxiv = str(meta.get("doi") or ""), str(meta.get("arxiv") or meta.get("eprint") or "")
    names = tuple(author.name for author in authors)
    return Paper(
        id=paper_id(file_sha256=file_sha256, title=title, authors=names, year=year, doi=doi, arxiv_id=arxiv),
        file_sha256=file_sha256,
        source_format="markdown",
        name=name,
        title=title,
        authors=authors,
        keywords=tuple(strings(meta.get("tags") or meta.get("keywords"))),
        doi=canonical_doi(doi) or None,
        arxiv_id=canonical_arxiv(arxiv) or None,
        venue=meta["journal"] if isinstance(meta.get("journal"), str) else None,
        year=year,
        dates=(date,) if date else (),
        licence=(find_licence(licence) or licence) if isinstance(licence, str) else None,
        language=meta["lang"] if isinstance(meta.get("lang"), str) else None,
        subject=subject,
        parser=PARSER,
    )


def _read_abstract(given: str, tokens: Sequence[Token], builder: DocumentBuilder, reader: InlineReader) -> None:
    """The abstract of the front matter as the section that pandoc prints, unless the body has one of its own."""
    headings = (tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open")
    if not given or any(map(is_abstract, headings)):
        return
    builder.open_section(1, "Abstract")
    BlockReader(builder, reader, block_tokens(given), abstract=1).read()
    builder.open_section(1, "")


def _abstract_text(given: str, units: Sequence[Unit]) -> str:
    """The abstract; where none is called so, the other sections that serve as one, such as a summary."""
    zone = [unit for unit in units if unit.role is UnitRole.ABSTRACT]
    own = [unit for unit in zone if unit.section_path[0] == "Abstract"] if given else zone
    return "\n".join(unit.text for unit in own) or " ".join(given.split())


def _add_references(builder: DocumentBuilder, entries: Mapping[str, BibEntry], *, cited: set[str], nocite: str) -> None:
    """The list as it is printed: what the text cites, by author and year."""
    cited = cited.union(re.findall(r"@([\w:.#$%&+?<>~/-]+)", nocite))
    found = (entries.get(key) or identified_entry(key) for key in sorted(cited))
    listed = list(entries.values()) if "@*" in nocite else [entry for entry in found if entry]
    for entry in sorted(listed, key=lambda entry: entry.order):
        builder.add_reference([entry.key], entry.text, entry.fields)
