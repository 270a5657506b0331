"""Reference lists in BibTeX: entries as fields and as printed text. A broken entry is skipped, the rest is read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from k1.parsing.document.builder import printable
from k1.parsing.document.formulas import plain_formulas
from k1.parsing.document.identifiers import find_arxiv_id
from k1.parsing.references.fields import ReferenceFields, reference_columns
from k1.schema.identity import canonical_arxiv, canonical_doi, without_ending

MAX_BYTES = 20_000_000
_ENTRY = re.compile(r"(?:^|(?<=\}))[ \t]*@(?=\w+\s*[{(])", re.MULTILINE)
_MACRO = re.compile(r"^string\s*[{(]", re.IGNORECASE)
_NO_ENTRY = re.compile(r"^(?:comment|preamble|string)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\s\"#%'(),={}]+")  # what pybtex can take for the name of a macro, and more
_LONGEST_ENTRY = 100_000  # characters; real entries with abstracts stay below a tenth of it

# What latexcodec leaves: commands that name a character, commands that only style, grouping braces.
_CHARACTERS = {
    **{r"\textbar": "|", r"\textless": "<", r"\textgreater": ">", r"\textmu": "\u00b5"},
    **{r"\textquotesingle": "'", r"\textquoteright": "\u2019", r"\textquoteleft": "\u2018"},
    **{r"\textunderscore": "_", r"\TeX": "TeX", r"\LaTeX": "LaTeX"},
}
_NAMED = re.compile("|".join(sorted(map(re.escape, _CHARACTERS), key=len, reverse=True)) + r"(?![A-Za-z])\s?(?:\{\})?")
_STYLE = re.compile(r"\\[A-Za-z]+\*?\s?")
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_TILDE = re.compile(r"\\textasciitilde(?![A-Za-z])\s?(?:\{\})?|\\~\{\s?\}")
_LINK = re.compile(r"\\url\s*\{((?:[^{}]|\{[^{}]*\})*)\}|https?://(?:[^\s{}]|\{[^\s{}]*\})+")
_OF_ONE_WORK = frozenset({"title", "doi", "url", "eprint", "pages", "howpublished", "note", "abstract"})
# A name as biblatex spells it out, "family=Beethoven, given=Ludwig, prefix=van, useprefix=true".
_SPELLED_OUT = re.compile(r"\bfamily=([^,={}]+), given=([^,={}]+?)((?:, [a-z-]+=[^,={}]+?)*)(?=\s+and\s|\s*[}\"])")
_PREFIX = re.compile(r"prefix=([^,={}]+)")
_VENUES = (
    *("journal", "journaltitle", "booktitle", "eventtitle", "school", "institution"),
    *("howpublished", "publisher", "organization"),
)
_DOTLESS = re.compile(r"\{\\([ij])\}")


@dataclass(frozen=True, slots=True)
class BibEntry:
    """One entry: its key, the text a list of references would print, and the fields of a Reference."""

    key: str
    text: str
    fields: Mapping[str, object]

    @property
    def order(self) -> tuple[str, str, str]:
        """Where the entry stands in an author-year list."""
        authors = self.fields["authors"]
        first = self.text.casefold() if authors else str(self.fields["title"]).casefold()
        return first.partition(" (")[0], str(self.fields["year"] or ""), str(self.fields["title"]).casefold()


def read_bibliography(data: bytes) -> dict[str, BibEntry]:
    """The entries of a BibTeX file by key, in the order of the file; of two with one key the first counts."""
    text = "".join(map(_line, data[:MAX_BYTES].splitlines(keepends=True))).lstrip("\ufeff").replace("\r\n", "\n")
    text = _SPELLED_OUT.sub(_in_order, text)
    chunks = [chunk for chunk in _ENTRY.split(text)[1:] if len(chunk) <= _LONGEST_ENTRY]
    macros = _macros(f"@{chunk}" for chunk in chunks if _MACRO.match(chunk))
    entries: dict[str, Any] = {}
    for chunk in chunks:
        for key, raw in () if _NO_ENTRY.match(chunk) else _parse_entry(f"@{chunk}", macros):
            entries.setdefault(key, raw)
    by_key = {key.casefold(): raw for key, raw in reversed(entries.items()) if key}
    wholes = {key: by_key.get(raw.fields.get("crossref", "").casefold()) for key, raw in entries.items()}
    return {key: _entry(key, raw, None if wholes[key] is raw else wholes[key]) for key, raw in entries.items()}


def _in_order(name: re.Match[str]) -> str:
    """A name that is spelled out in parts, as BibTeX has it: "van Beethoven, Ludwig"."""
    prefix = _PREFIX.search(name[3])
    return f"{prefix[1]} {name[1]}, {name[2]}" if prefix else f"{name[1]}, {name[2]}"


def _line(data: bytes) -> str:
    """A line of a file that is UTF-8, or Latin-1 as Windows extends it; files that were joined are both."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _macros(chunks: Iterable[str]) -> dict[str, str]:
    """What each @string stands for, by its name in lower case; the names of months to begin with."""
    from pybtex.database.input.bibtex import Parser
    from pybtex.errors import capture

    parser = Parser(encoding="utf-8")
    for chunk in chunks:
        with suppress(Exception), capture():
            parser.parse_string(chunk)
    return {name.lower(): value for name, value in parser.macros.items()}


def _parse_entry(chunk: str, macros: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """The pybtex entries of one chunk; nothing where it cannot be read."""
    from pybtex.database import InvalidNameString
    from pybtex.database.input.bibtex import DuplicateField, Parser, UndefinedMacro
    from pybtex.errors import capture

    # Only what the chunk names: all macros for each entry would take time by the square of the file.
    named = {word: macros[word] for word in _WORD.findall(chunk.lower()) if word in macros}
    try:
        with capture() as flaws:
            entries = Parser(encoding="utf-8", macros=named).parse_string(chunk).entries
    # Beside its own errors pybtex raises IndexError, AttributeError and RecursionError on broken input.
    except Exception:
        return
    # An unknown macro is empty, of a field given twice the first counts; after another flaw half of the entry is lost.
    if all(isinstance(flaw, UndefinedMacro | DuplicateField | InvalidNameString) for flaw in flaws):
        yield from entries.items()


def _decode_latex(text: str) -> str:
    """LaTeX text as plain Unicode: accents and symbols decoded, styling commands and braces dropped."""
    text = plain_formulas(text)
    if not text.isascii() or "\\" in text or "$" in text or "--" in text or "~" in text:
        text = _decoded(_DOTLESS.sub(r"\\\1 ", text))
    text = _NAMED.sub(lambda match: _CHARACTERS[match[0].rstrip("{} ")], text)
    text = _STYLE.sub("", _ESCAPED.sub(r"\1", text))
    return " ".join(printable(text.replace("{", "").replace("}", "")).split())


def _decoded(text: str) -> str:
    """Accents and symbols as characters; the text as it is where the codec gives up."""
    import latexcodec  # noqa: F401 - registers the codec

    decode: Callable[[str], tuple[str, int]] = codecs.lookup("ulatex").decode  # type: ignore[assignment]
    try:
        return decode(text)[0]
    except ValueError:
        return text


def _entry(key: str, raw: Any, whole: Any | None) -> BibEntry:
    """The entry of a work; ``whole`` is the one that its field "crossref" names, such as the proceedings it is in."""
    values = _values(raw) if whole is None else _of_part(_values(raw), _values(whole))
    holders = [holder.persons for holder in (raw, whole) if holder is not None]
    people = (_names(persons.get(role, [])) for role in ("author", "editor") for persons in holders)
    return made_entry(key, next((names for names in people if names), []), values, _address(raw.fields))


def made_entry(key: str, authors: list[tuple[str, str]], values: Mapping[str, str], url: str | None) -> BibEntry:
    """The entry of a work whose fields have BibTeX's names; ``authors``: given and family names."""
    doi = canonical_doi(values.get("doi", "")) or canonical_doi(values.get("url", ""))
    dated = re.search(r"\b(1[5-9]|20)\d\d\b", values.get("year", "") or values.get("date", ""))
    names = tuple(f"{given} {family}".strip() for given, family in authors)
    title = ": ".join(filter(None, (values.get("title", ""), values.get("subtitle", ""))))
    fields = ReferenceFields(
        title=title or None,
        authors=names,
        year=int(dated[0]) if dated else None,
        venue=_venue(values),
        volume=values.get("volume") or None,
        pages=values.get("pages") or None,
        doi=doi or None,
        arxiv_id=_arxiv_id(values),
        url=url,
    )
    return BibEntry(key, _printed(authors, values, fields), {"label": key, **reference_columns(fields)})


def _values(raw: Any) -> dict[str, str]:
    return {name.casefold(): _decode_latex(value) for name, value in raw.fields.items()}


def _of_part(own: Mapping[str, str], whole: Mapping[str, str]) -> dict[str, str]:
    """The fields of a part, and where it has none those of the whole, whose title names the book."""
    book = {"booktitle": whole["title"]} if "title" in whole else {}
    return book | {name: value for name, value in whole.items() if name not in _OF_ONE_WORK} | dict(own)


def _address(fields: Mapping[str, str]) -> str | None:
    """The address of an entry as it is typed into a browser: of its field, else of how it was published."""
    published = _LINK.search(fields.get("howpublished", ""))
    shown = without_ending(published[1] or published[0], ".,; ") if published else ""
    given = fields.get("url", "").strip() or shown
    plain = _ESCAPED.sub(r"\1", _TILDE.sub("~", given.removeprefix(r"\url")))
    return plain.replace("{", "").replace("}", "").strip() or None


def _names(persons: list[Any]) -> list[tuple[str, str]]:
    """Given and family names in order; "and others" is nobody."""
    given = (_decode_latex(" ".join([*one.first_names, *one.middle_names])) for one in persons)
    family = (_decode_latex(" ".join([*one.prelast_names, *one.last_names, *one.lineage_names])) for one in persons)
    return [pair for pair in zip(given, family, strict=True) if pair[1].casefold() not in ("", "others")]


def _arxiv_id(values: Mapping[str, str]) -> str | None:
    if "arxiv" in (values.get("archiveprefix") or values.get("eprinttype") or "").casefold():
        return canonical_arxiv(values.get("eprint", "")) or None
    links = (values.get(name, "") for name in ("journal", "eprint", "url", "doi", "note", "howpublished"))
    return find_arxiv_id(" ".join(links)) or canonical_arxiv(values.get("eprint", "")) or None


def _venue(values: Mapping[str, str]) -> str | None:
    found = ((name, values[name]) for name in _VENUES if values.get(name))
    return next((text for name, text in found if name != "howpublished" or "://" not in text), None)


def _printed(authors: list[tuple[str, str]], values: Mapping[str, str], fields: ReferenceFields) -> str:
    """The entry as an author-year list prints it."""
    names = [f"{family}, {_initials(given)}" if given else family for given, family in authors]
    if len(names) > 1:
        names[-1] = f"& {names[-1]}"
    volume = (fields.volume or "") + (f"({values['number']})" if values.get("number") else "")
    source = ", ".join(part for part in (fields.venue, volume, fields.pages) if part)
    link = f"https://doi.org/{fields.doi}" if fields.doi else fields.url or ""
    year, title = f"({fields.year or 'n.d.'}).", _stopped(fields.title or "")
    head = (", ".join(names), year, title) if names else (title, year)
    return " ".join(filter(None, (*head, _stopped(source), link if link != source else "")))


def _initials(given: str) -> str:
    return " ".join(name if name.endswith(".") else f"{name[0]}." for name in given.split() if name)


def _stopped(text: str) -> str:
    return text if not text or text[-1] in ".?!" else f"{text}."
