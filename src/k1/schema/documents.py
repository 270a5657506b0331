"""What a parser yields: a paper, its sections, content units, references and citations.

The rows of results/<run>/documents/<shard>/*.parquet (modules A and, in part, B and D of agents-k1 section 1).
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field, PositiveInt

from k1.schema.identity import paper_id, printed_id
from k1.schema.provenance import Box, Record, Region
from k1.schema.vocabulary import Modality, SectionRole, UnitRole


class Author(Record):
    """One author in printed order (module A)."""

    name: str = Field(description='"Given Family"')
    position: int = Field(ge=0)
    affiliations: tuple[str, ...] = ()
    rors: tuple[str | None, ...] = Field(
        default=(), description="ROR id of each affiliation, null where none was found; empty without a ROR dump"
    )
    orcid: str | None = None
    email_sha256: str | None = Field(default=None, description="SHA-256 of the lower-case address; never the address")
    corresponding: bool = False


class Date(Record):
    """A dated event in a paper's life."""

    event: str = Field(description="received, revised, accepted, published")
    date: str = Field(description="ISO 8601: year, year-month or full date")


class Resource(Record):
    """A link to code, data or a model, with the commit or version it is pinned to where one is given."""

    kind: str = Field(description="code, data, model or other")
    url: str
    version: str | None = None


class Paper(Record):
    """One paper (module A)."""

    id: str
    file_sha256: str
    source_format: str = Field(description="pdf, jats or markdown")
    name: str = Field(description="stem of the input file, or of its folder where the file is called paper")
    title: str
    authors: tuple[Author, ...] = ()
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    doi: str | None = None
    arxiv_id: str | None = None
    pmcid: str | None = None
    venue: str | None = None
    publisher: str | None = None
    year: int | None = None
    dates: tuple[Date, ...] = ()
    licence: str | None = None
    language: str | None = None
    article_type: str | None = None
    resources: tuple[Resource, ...] = ()
    subject: str | None = Field(default=None, description="from the corpus manifest, not read from the paper")
    pages: int | None = None
    pages_by_ocr: tuple[int, ...] = Field(default=(), description="read by OCR, for their text layer is no use")
    pages_unread: tuple[int, ...] = Field(default=(), description="left out: no usable text layer, and no OCR")
    parser: str = Field(description="name and version")


class Section(Record):
    """A heading and what stands under it."""

    id: str
    paper: str
    order: int = Field(ge=0)
    level: PositiveInt
    heading: str = Field(description="without its number")
    number: str | None = None
    path: tuple[str, ...] = Field(description="headings from the top to this one")
    role: SectionRole = SectionRole.OTHER
    page: PositiveInt | None = None
    box: Box | None = None


class Span(Record):
    """Marked characters of a unit's text, for example a superscript or an inline formula."""

    kind: str
    start: int = Field(ge=0)
    end: int


class Unit(Record):
    """A content unit: a paragraph, figure, table or display equation, in reading order."""

    id: str
    paper: str
    order: int = Field(ge=0)
    modality: Modality
    role: UnitRole
    section: str | None = Field(description="id of the section it stands in")
    section_path: tuple[str, ...] = ()
    text: str = Field(description="of a figure or table: label and caption; of an equation: best text or LaTeX")
    label: str | None = Field(default=None, description='as printed: "Figure 3", "Table S1", "(12)"')
    caption: str | None = None
    cells: tuple[tuple[str, ...], ...] | None = Field(default=None, description="a table's rows")
    header_rows: int | None = None
    spans: tuple[Span, ...] = ()
    page: PositiveInt | None = Field(default=None, description="of the first region")
    box: Box | None = Field(default=None, description="of the first region")
    regions: tuple[Region, ...] = ()


class Reference(Record):
    """One entry of the reference list."""

    id: str
    paper: str
    order: int = Field(ge=0)
    label: str | None = Field(default=None, description="printed number or key")
    text: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str | None = None
    volume: str | None = None
    pages: str | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    url: str | None = None
    cited_paper: str | None = Field(default=None, description="id of the cited work, by identity.paper_id")
    page: PositiveInt | None = None
    box: Box | None = None

    @property
    def work(self) -> str:
        """The id of the cited work, also where the parser could not name it.

        Reference lists of physics and astronomy print no titles: there a work is known by where it was printed, so that
        two lists that spell it differently mean one work, and without volume and page by its text.
        """
        if self.cited_paper:
            return self.cited_paper
        named = self.title or self.doi or self.arxiv_id
        if not named and self.authors and self.year and self.volume and self.pages:
            return printed_id(self.authors[0], self.year, self.volume, self.pages)
        return paper_id(
            title=self.title or self.text, authors=self.authors, year=self.year, doi=self.doi, arxiv_id=self.arxiv_id
        )


class Citation(Record):
    """One citation marker in the text, with the references it stands for and its sentence."""

    id: str
    paper: str
    unit: str
    marker: str = Field(description='as printed, for example "[3-5]"')
    start: int = Field(ge=0, description="of the marker in the unit's text")
    end: int
    sentence_start: int = Field(ge=0)
    sentence_end: int
    references: tuple[str, ...] = Field(description="ids, ranges expanded; empty where none was found")
    page: PositiveInt | None = None


_SOURCE_RANK = {"jats": 0, "markdown": 1, "pdf": 2}


def file_preference(paper: Paper) -> tuple[int, str]:
    """Sort key of several files of one paper: the first is kept, the one whose format says most, in every stage."""
    return _SOURCE_RANK.get(paper.source_format, len(_SOURCE_RANK)), paper.file_sha256


def kept_files(papers: Iterable[Paper]) -> dict[str, str]:
    """The SHA-256 of the file that is kept of each paper, by the paper's id."""
    return {paper.id: paper.file_sha256 for paper in sorted(papers, key=file_preference, reverse=True)}


class Document(Record):
    """Everything a parser says of one paper."""

    paper: Paper
    sections: tuple[Section, ...] = ()
    units: tuple[Unit, ...] = ()
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
