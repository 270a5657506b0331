"""The configuration of a run: one model, from which defaults, JSON Schema and reference are generated."""

from __future__ import annotations

from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, Field, field_validator

from k1.schema.vocabulary import EdgeType, HyperedgeKind, LayoutSource, Parser, QueryType, RelationType


class Section(BaseModel, frozen=True, extra="forbid"):
    """Base of all parts of the configuration: frozen, and closed to unknown keys."""


_KIND = "which source this entry is"


class ManifestSource(Section):
    """Papers out of registry packages, each pinned by version and SHA-256."""

    kind: Literal["manifest"] = Field(default="manifest", description=_KIND)
    path: str = Field(default="config/demo-corpus.csv", description="table of data versions, one row a paper")


class FolderSource(Section):
    """A folder of PDF, JATS XML or Markdown files, read recursively."""

    kind: Literal["folder"] = Field(description=_KIND)
    path: str = Field(description="the folder")
    licence: str | None = Field(default=None, description="licence of all files, where you know it")


class ArxivSource(Section):
    """Papers by arXiv id."""

    kind: Literal["arxiv"] = Field(description=_KIND)
    ids: tuple[str, ...] = Field(description="arXiv ids, with or without version")
    base_url: str = Field(default="https://export.arxiv.org", description="where the PDFs are fetched")


class PmcSource(Section):
    """Papers of the open-access part of PubMed Central, by PMC id, as JATS XML."""

    kind: Literal["pmc"] = Field(description=_KIND)
    ids: tuple[str, ...] = Field(description="PMC ids")
    base_url: str = Field(
        default="https://www.ebi.ac.uk/europepmc/webservices/rest", description="Europe PMC's REST service"
    )


class DoiSource(Section):
    """Open-access papers by DOI; OpenAlex says where the PDF is."""

    kind: Literal["doi"] = Field(description=_KIND)
    dois: tuple[str, ...] = Field(description="DOIs")
    base_url: str = Field(default="https://api.openalex.org", description="OpenAlex's REST service")
    email: str | None = Field(default=None, description="sent to OpenAlex for its polite pool")


CorpusSource = Annotated[
    ManifestSource | FolderSource | ArxivSource | PmcSource | DoiSource, Field(discriminator="kind")
]


class CorpusSettings(Section):
    """Where the papers come from."""

    sources: tuple[CorpusSource, ...] = Field(
        default=(ManifestSource(),), min_length=1, description="one entry for each folder, service or table of papers"
    )
    shard_bits: int = Field(
        default=0, ge=0, le=16, description="2^k shards by the first k bits of each file's SHA-256; 0 for a demo"
    )
    attempts: int = Field(default=4, ge=1, le=20, description="tries per download, with growing pauses")
    timeout: float = Field(default=60.0, gt=0, le=3600, description="seconds for one request")
    max_bytes: int = Field(default=200_000_000, ge=1_000, description="a larger file is a failure")


class ParsingSettings(Section):
    """How a file becomes a document."""

    parser: Parser = Field(
        default=Parser.TEXTLAYER,
        description="what reads PDFs; marker wants an environment of its own (docs/parsers.md)",
    )
    layout: LayoutSource = Field(
        default=LayoutSource.GEOMETRY, description="rapid: a layout model (extra ocr) helps the geometry"
    )
    timeout: float = Field(
        default=30.0, gt=0, le=3600, description="seconds a file may take, less those that it waits for a core"
    )
    memory_mb: int = Field(default=2048, ge=256, description="address space a parsing worker may use")
    max_pages: int = Field(default=2000, ge=1, description="a longer file is a failure")
    ror: str | None = Field(
        default=None, description="a ROR data dump in schema 2 (CSV or JSON): affiliations get their ROR ids"
    )


class Extractor(StrEnum):
    """The extractors that can read a document."""

    BASELINE = "baseline"


class ExtractionSettings(Section):
    """How a document becomes knowledge."""

    extractor: Extractor = Field(default=Extractor.BASELINE, description="baseline: rules, without a model")


class GraphSettings(Section):
    """How knowledge becomes a graph."""

    layout_seed: int = Field(default=1, ge=0, description="seed of the explorer's layout")


class FusionWeights(Section):
    """Weight of each source in a fused score; a source that gives no answer leaves the denominator."""

    web: float = Field(default=0.30, ge=0, le=1, description="fresh papers from the web")
    mmkg: float = Field(default=0.40, ge=0, le=1, description="text, figures, tables and equations of the graph")
    kn: float = Field(default=0.30, ge=0, le=1, description="paths over the graph's typed edges")


_FUSION = {
    QueryType.DEFAULT: FusionWeights(),
    QueryType.RECENCY: FusionWeights(web=0.70, mmkg=0.15, kn=0.15),
    QueryType.MULTIMODAL: FusionWeights(web=0.15, mmkg=0.70, kn=0.15),
    QueryType.CAUSAL: FusionWeights(web=0.10, mmkg=0.20, kn=0.70),
    QueryType.SYNTHESIS: FusionWeights(web=0.20, mmkg=0.50, kn=0.30),
}


class RetrievalSettings(Section):
    """How the graph is searched."""

    bm25_k1: float = Field(default=1.2, ge=0, description="saturation of term frequency")
    bm25_b: float = Field(default=0.75, ge=0, le=1, description="normalisation by length")
    per_source: int = Field(default=50, ge=1, description="records kept of each source before fusion")
    depth: int = Field(default=3, ge=1, le=6, description="edges a path may have")
    fusion: dict[QueryType, FusionWeights] = Field(
        default=_FUSION, description="weights of the sources by type of question; a type left out has its default"
    )
    priors: dict[str, Annotated[float, Field(gt=0, le=1)]] = Field(
        default={},
        description="trust in a relation, by its name, where an edge has no confidence, and its weight in paths; "
        "a relation left out has its default",
    )

    @field_validator("priors")
    @classmethod
    def _of_known_relations(cls, priors: dict[str, float]) -> dict[str, float]:
        known = {relation.casefold(): relation.value for relation in (*RelationType, *EdgeType, *HyperedgeKind)}
        for name in priors:
            if name not in known.values():
                likely = get_close_matches(name.casefold(), known, n=1)
                meant = f"; did you mean {known[likely[0]]}?" if likely else ""
                raise ValueError(f"{name} is no relation of the graph{meant}")
        return priors


class BackboneSettings(Section):
    """What the target ``backbone`` trains; no other stage looks at it."""

    profile: str = Field(
        default="lesson", pattern=r"^[a-z0-9][a-z0-9-]{0,63}$", description="trained as config/<profile>.yaml says"
    )
    seeds: tuple[Annotated[int, Field(ge=0)], ...] = Field(default=(1,), min_length=1, description="one run for each")
    python: str = Field(
        default=".venv-train/bin/python",
        description="interpreter with the packages of training; `python` under --sdm conda",
    )


class Configuration(Section):
    """A run of K1."""

    run: str = Field(
        default="demo",
        pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$",
        description="names results/<run>: small letters, digits, - and _, at most 64; if left out, the file does",
    )
    corpus: CorpusSettings = CorpusSettings()
    parsing: ParsingSettings = ParsingSettings()
    extraction: ExtractionSettings = ExtractionSettings()
    graph: GraphSettings = GraphSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    backbone: BackboneSettings = BackboneSettings()
    max_failed_fraction: float = Field(
        default=0.2,
        ge=0,
        le=1,
        description="share of the papers that may fail, in all stages together, before the run stops; above 0, one "
        "of several may in any case",
    )
    question: str | None = Field(
        default=None,
        description="asked of the graph at the end of the run and in notebook 03, which has one of its own without it",
    )
