"""What the operators answer: frozen records, each row with the evidence it rests on.

``graphanything --json`` prints these records; their fields are a promise to the programs that read them.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from k1.schema.provenance import Box, Record
from k1.schema.vocabulary import QueryType


class Evidence(Record):
    """One place of one paper that says it, quoted."""

    paper: str = Field(description="id of the paper")
    title: str = Field(description="title of the paper")
    year: int | None
    section: str = Field(description="headings from the top, joined by ` > `; empty where the source has none")
    page: int | None = Field(description="null for sources without pages")
    box: Box | None = Field(description="points, origin at the top left")
    quote: str = Field(description="characters `start` to `end` of the unit's text")
    unit: str = Field(description="id of the content unit")
    start: int
    end: int
    extractor: str = Field(description="who read it, name and version")


class NodeRef(Record):
    """A node of the graph, named."""

    id: str
    kind: str
    name: str
    year: int | None = None


class UnknownNode(Record):
    """Answer of `evidence` and `neighbours` where no node has the name."""

    question: str
    node: None = None


class UnknownPaper(Record):
    """Answer of `paper-details` where no paper has the name."""

    question: str
    paper: None = None


class Seed(Record):
    """A node that a mention may stand for (operator O1). Homonyms are several seeds."""

    node: NodeRef
    score: float = Field(description="1.0 name or alias, 0.9 abbreviation, 0.8 same words, up to 0.7 similar")
    reason: str
    papers: int = Field(description="papers of the corpus that speak of it")


class PaperRow(Record):
    """One paper of a list."""

    paper: NodeRef
    authors: tuple[str, ...]
    venue: str | None
    in_corpus: bool = Field(description="false for a paper known only from reference lists")
    score: float
    reason: str
    evidence: tuple[Evidence, ...]


class PaperList(Record):
    """Answer of `find-paper`."""

    question: str
    papers: tuple[PaperRow, ...]


class EntityRow(Record):
    """An entity as one paper or the corpus speaks of it."""

    node: NodeRef
    proposed: bool = Field(description="the paper presents it as its own")
    mentions: int
    evidence: tuple[Evidence, ...]


class StatementRow(Record):
    """A statement of module C."""

    node: NodeRef
    evidence: tuple[Evidence, ...]


class RelationRow(Record):
    """A relation of module E as one paper says it."""

    head: NodeRef
    relation: str
    tail: NodeRef
    source: str = Field(description="semantic where a sentence says it, structural where a table shows it")
    confidence: float | None = Field(description="of the surest place; null where none is calibrated")
    evidence: tuple[Evidence, ...]


class BoundNode(Record):
    """A node that a hyperedge binds, and as what."""

    role: str
    node: NodeRef


class HyperedgeRow(Record):
    """A statement of one paper that binds three or more nodes."""

    kind: str
    bound: tuple[BoundNode, ...]
    confidence: float | None
    evidence: tuple[Evidence, ...]


class CitationRow(Record):
    """One citation between two papers."""

    citing: NodeRef
    cited: NodeRef
    role: str | None = Field(description="support, contrast, extend or background")
    level: int | None = Field(description="1 peripheral to 5 foundational")
    strength: float | None = Field(description="how much the citing paper rests on it, 0 to 1, uncalibrated")
    mentions: int | None = Field(description="how often its text cites it")
    in_corpus: bool = Field(description="the paper at the other end was read, not only cited")
    evidence: tuple[Evidence, ...]


class CitationList(Record):
    """Answer of `citations-of` (what the paper cites) and `citations-to` (what cites the paper)."""

    question: str
    paper: NodeRef | None
    homonyms: tuple[NodeRef, ...] = Field(description="other papers that it may stand for; an id asks for one of them")
    reason: str = Field(description="why the question stands for this paper; empty where it stands for none")
    citations: tuple[CitationRow, ...]


class AnchorRow(Record):
    """A figure, table, equation or paragraph (operator O4)."""

    node: NodeRef
    modality: str
    label: str | None
    score: float
    reason: str
    evidence: tuple[Evidence, ...]


class AnchorList(Record):
    """Answer of `anchors`."""

    question: str
    seeds: tuple[Seed, ...]
    anchors: tuple[AnchorRow, ...]


class PaperCard(Record):
    """Answer of `paper-details`: what the graph knows of one paper."""

    paper: NodeRef
    homonyms: tuple[NodeRef, ...] = Field(description="other papers that it may stand for; an id asks for one of them")
    reason: str = Field(description="why the question stands for this paper")
    authors: tuple[str, ...]
    affiliations: tuple[str, ...]
    abstract: str
    metadata: dict[str, str] = Field(description="doi, arxiv_id, pmcid, venue, licence, subject, ... where known")
    entities: tuple[EntityRow, ...] = Field(description="most important first: proposed, then by mentions")
    statements: tuple[StatementRow, ...]
    relations: tuple[RelationRow, ...] = Field(description="of what the paper proposes first, then in reading order")
    hyperedges: tuple[HyperedgeRow, ...] = Field(description="in reading order")
    citations: tuple[CitationRow, ...] = Field(description="strongest first")
    cited_by: tuple[CitationRow, ...]
    anchors: tuple[AnchorRow, ...] = Field(description="figures and tables in reading order")


class Step(Record):
    """One edge of a path. ``forward`` is false where the path walks it from tail to head."""

    head: NodeRef
    relation: str
    tail: NodeRef
    forward: bool = True
    confidence: float | None
    level: int | None = None
    length: float
    evidence: tuple[Evidence, ...]


class Path(Record):
    """A loop-free path and its length."""

    length: float
    steps: tuple[Step, ...]


class Lineage(Record):
    """Answer of `lineage`: paths between two things, or what one thing builds on and what builds on it."""

    question: str
    start: tuple[Seed, ...]
    goal: tuple[Seed, ...]
    paths: tuple[Path, ...] = Field(description="shortest first; edges point from newer to older work")
    builds_on: tuple[Step, ...] = Field(description="of a lineage with one argument, nearest first")
    built_upon_by: tuple[Step, ...] = Field(description="of a lineage with one argument, nearest first")
    edges_searched: int = Field(description="edges of the corpus that count as lineage")
    edges_against_time: int = Field(description="left out because what is built on is younger")


class MetricValue(Record):
    """One value of a table, as printed."""

    metric: str = Field(description="heading of the column, as printed")
    value: str
    split: str | None = Field(description="test, validation, development or training; null where none is named")
    unit: str = Field(description="id of the table")
    evidence: tuple[Evidence, ...]


class BaselineRow(Record):
    """A method that some paper evaluates on the data set (operator O3)."""

    method: NodeRef
    dataset: NodeRef
    proposed: bool = Field(description="some paper of the corpus presents the method as its own")
    metrics: tuple[str, ...] = Field(description="metrics the same papers measure the method by")
    values: tuple[MetricValue, ...] = Field(description="of the tables that the evidence cites, by metric and split")
    papers: int
    confidence: float | None = Field(description="combined over papers; null where no edge is calibrated")
    evidence: tuple[Evidence, ...]


class BaselineList(Record):
    """Answer of `baselines`."""

    question: str
    datasets: tuple[Seed, ...]
    rows: tuple[BaselineRow, ...]


class Gap(Record):
    """Something this corpus lacks (operator O5), with the query that proves it."""

    kind: str = Field(description="orphan_method, singleton_dataset, stray_paper or sparse_cell")
    subjects: tuple[NodeRef, ...]
    statement: str
    query: str = Field(description="what was counted, with the counts")
    evidence: tuple[Evidence, ...]


class GapList(Record):
    """Answer of `gaps`. A gap of this corpus, not of the field."""

    question: str
    topic: tuple[Seed, ...]
    papers: int = Field(description="papers of the corpus")
    counts: dict[str, int] = Field(description="gaps found of each kind, before any limit")
    gaps: tuple[Gap, ...]


class SourceReport(Record):
    """One of the three sources: whether it answered, and how much it weighs."""

    source: str = Field(description="web, mmkg or kn")
    answered: bool
    note: str
    weight: float
    records: int


class Hit(Record):
    """One record of a fused answer."""

    node: NodeRef
    score: float
    sources: dict[str, float] = Field(description="normalised score of each source; absent where it did not list it")
    via: tuple[Step, ...] = Field(description="the path from a seed, where traversal found it")
    evidence: tuple[Evidence, ...]


class SearchAnswer(Record):
    """Answer of `tri-search`."""

    question: str
    query_type: QueryType
    rule: str = Field(description="what decided the type")
    seeds: tuple[Seed, ...]
    sources: tuple[SourceReport, ...]
    hits: tuple[Hit, ...]


class Strength(StrEnum):
    """How sure an answer is by its surest quote."""

    STRONG = "strong"
    WEAK = "weak"
    NONE = "none"


class AskedOfPaper(StrEnum):
    """What a question asks of papers that the graph holds in rows; ``written``: which ones a person wrote."""

    AUTHORS = "authors"
    AFFILIATIONS = "affiliations"
    YEAR = "year"
    DOI = "doi"
    CITES = "cites"
    CITED_BY = "cited_by"
    WRITTEN = "written"


class Sentence(Record):
    """One sentence that answers, quoted."""

    score: float = Field(description="ranks the quotes of one question; of two questions it says nothing")
    confidence: float = Field(
        description="chance that such a quote answers, 0 to 1: fitted where half of the questions could not be answered"
    )
    matched: tuple[str, ...] = Field(description="words of the question that it holds")
    evidence: Evidence


class PaperFact(Record):
    """What the rows of the graph say of one paper."""

    paper: NodeRef
    reason: str = Field(description="why the question stands for this paper")
    values: tuple[str, ...] = Field(description="names, titles, a year or a DOI; empty where none is known")
    evidence: tuple[Evidence, ...] = Field(description="the places that say it, where the rows name them")


class PaperFacts(Record):
    """What a question asks of a paper that it names, as the rows of the graph answer."""

    asked: AskedOfPaper
    name: str = Field(description="what the question calls the paper, or who wrote it")
    papers: tuple[PaperFact, ...] = Field(description="each paper that it may stand for; none where none has the name")


class ExtractiveAnswer(Record):
    """Answer of `ask`: the sentences of the papers that answer best, or rows. No model writes anything."""

    question: str
    terms: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = Field(
        default=(),
        description="words of the question that no quoted sentence holds, but for such as only say what is asked for",
    )
    absent: tuple[str, ...] = Field(
        default=(), description="words of the question that no paper holds in any inflection"
    )
    respelt: dict[str, str] = Field(default={}, description="words that the corpus spells otherwise: how they are read")
    papers: int = Field(description="papers of the corpus")
    strength: Strength = Field(description="strong, weak, or none where no quote is sure enough to be an answer")
    sentences: tuple[Sentence, ...] = ()
    nearest: tuple[Sentence, ...] = Field(default=(), description="where none is: the quotes that come nearest")
    facts: PaperFacts | None = Field(
        default=None, description="where rows answer and not quotes: who wrote a paper, when, its DOI, its citations"
    )


class NodeEvidenceList(Record):
    """Answer of `evidence`: every place that speaks of a node, and the sentence around each."""

    node: NodeRef
    homonyms: tuple[NodeRef, ...] = Field(description="other nodes of the name asked for; an id asks for one of them")
    text: str
    evidence: tuple[Evidence, ...]
    sentences: tuple[str, ...]


class NeighbourList(Record):
    """Answer of `neighbours`: the edges of a node."""

    node: NodeRef
    homonyms: tuple[NodeRef, ...] = Field(description="other nodes of the name asked for; an id asks for one of them")
    steps: tuple[Step, ...]
    more: int = Field(ge=0, description="steps that the limit leaves out")
