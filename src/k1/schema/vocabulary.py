"""The closed vocabularies of the five-module schema.

Sources: agents-k1 sections 1.2 to 1.6 (modules A to E), appendix A (citation levels), 4.1 (graph layers).
"""

from __future__ import annotations

from enum import StrEnum


class Modality(StrEnum):
    """The four modalities of a content unit."""

    TEXT = "text"
    FIGURE = "figure"
    TABLE = "table"
    EQUATION = "equation"


class UnitRole(StrEnum):
    """What a content unit is for on its page. Furniture is kept, but takes no part in extraction."""

    BODY = "body"
    ABSTRACT = "abstract"
    LIST = "list"
    ALGORITHM = "algorithm"
    THEOREM = "theorem"
    DEFINITION = "definition"
    LEMMA = "lemma"
    CODE = "code"
    FOOTNOTE = "footnote"
    BACK_MATTER = "back_matter"
    FRONT_MATTER = "front_matter"
    REFERENCE = "reference"
    FLOAT = "float"
    FURNITURE = "furniture"


class SectionRole(StrEnum):
    """Rhetorical zone of a section (the zones Z of agents-k1 1.5, and what surrounds them)."""

    ABSTRACT = "abstract"
    INTRODUCTION = "introduction"
    RELATED_WORK = "related_work"
    METHOD = "method"
    EXPERIMENT = "experiment"
    RESULTS = "results"
    DISCUSSION = "discussion"
    LIMITATIONS = "limitations"
    CONCLUSION = "conclusion"
    BACK_MATTER = "back_matter"
    APPENDIX = "appendix"
    OTHER = "other"


class EntityKind(StrEnum):
    """Kinds of module B, and Concept for the open ends of module E."""

    TASK = "task"
    METHOD = "method"
    MODEL = "model"
    DATASET = "dataset"
    METRIC = "metric"
    TOOL = "tool"
    TERM = "term"
    THEOREM = "theorem"
    CONCEPT = "concept"


class StatementKind(StrEnum):
    """Kinds of module C."""

    PROBLEM = "problem"
    MOTIVATION = "motivation"
    CONTRIBUTION = "contribution"
    HYPOTHESIS = "hypothesis"
    FINDING = "finding"
    EXPLANATION = "explanation"
    LIMITATION = "limitation"
    RATIONALE = "rationale"
    FUTURE_WORK = "future_work"
    ERROR_ANALYSIS = "error_analysis"


class CitationRole(StrEnum):
    """Role of a citation in the citing text (module D)."""

    SUPPORT = "support"
    CONTRAST = "contrast"
    EXTEND = "extend"
    BACKGROUND = "background"


class RelationType(StrEnum):
    """The 23 relations of module E, then the three structural ones that operator O3 needs."""

    BUILDS_ON = "BUILDS_ON"
    USES_COMPONENT = "USES_COMPONENT"
    ALTERNATIVE_TO = "ALTERNATIVE_TO"
    SOLVES = "SOLVES"
    APPLIED_TO = "APPLIED_TO"
    TARGETS = "TARGETS"
    CAUSES = "CAUSES"
    ENABLES = "ENABLES"
    INHIBITS = "INHIBITS"
    MODULATES = "MODULATES"
    CORRELATED_WITH = "CORRELATED_WITH"
    USES_TECHNIQUE = "USES_TECHNIQUE"
    CONSISTS_OF = "CONSISTS_OF"
    IMPLEMENTS = "IMPLEMENTS"
    COMBINES = "COMBINES"
    REQUIRES = "REQUIRES"
    DERIVED_FROM = "DERIVED_FROM"
    DIFFERS_FROM = "DIFFERS_FROM"
    HAS_LIMITATION = "HAS_LIMITATION"
    ADDRESSES_PROBLEM = "ADDRESSES_PROBLEM"
    MOTIVATED_BY = "MOTIVATED_BY"
    HAS_PROPERTY = "HAS_PROPERTY"
    SUBSET_OF = "SUBSET_OF"
    EVALUATED_ON = "EVALUATED_ON"
    MEASURED_BY = "MEASURED_BY"
    COMPARED_WITH = "COMPARED_WITH"


class EdgeType(StrEnum):
    """Edges of the graph that are not relations of module E (agents-k1 4.1)."""

    HAS_SECTION = "has_section"
    HAS_UNIT = "has_unit"
    NEXT = "next"
    AUTHORED_BY = "authored_by"
    AFFILIATED_WITH = "AFFILIATED_WITH"
    HAS_RESOURCE = "has_resource"
    CITES = "CITES"
    BELONGS_TO = "belongs_to"
    GROUNDED_IN = "grounded_in"
    PROPOSES = "proposes"
    MENTIONS = "mentions"
    INVOLVED_TASK = "involved_task"
    STATES = "states"


class HyperedgeKind(StrEnum):
    """Statements that bind three or more entities."""

    EVALUATION = "evaluation"


class Layer(StrEnum):
    """The three layers of the graph (agents-k1 4.1)."""

    DOCUMENT = "document"
    ANCHOR = "anchor"
    ENTITY = "entity"


class NodeKind(StrEnum):
    """Nodes that are neither entities of module B nor statements of module C."""

    PAPER = "paper"
    SECTION = "section"
    UNIT = "unit"
    AUTHOR = "author"
    AFFILIATION = "affiliation"
    RESOURCE = "resource"
    ANCHOR = "anchor"


class RelationSource(StrEnum):
    """Whether an edge was read from text or follows from the structure of the paper."""

    SEMANTIC = "semantic"
    STRUCTURAL = "structural"


class QueryType(StrEnum):
    """What a question asks for; it decides how much each source weighs (agents-k1 5.1)."""

    DEFAULT = "default"
    RECENCY = "recency"
    MULTIMODAL = "multimodal"
    CAUSAL = "causal"
    SYNTHESIS = "synthesis"


SYMMETRIC_RELATIONS = frozenset({RelationType.ALTERNATIVE_TO, RelationType.CORRELATED_WITH})
"""Relations without direction: the smaller id is stored as head."""


class Parser(StrEnum):
    """The parsers that can read a PDF."""

    TEXTLAYER = "textlayer"
    MARKER = "marker"


class LayoutSource(StrEnum):
    """What finds figures, tables and running heads on a page."""

    GEOMETRY = "geometry"
    RAPID = "rapid"
