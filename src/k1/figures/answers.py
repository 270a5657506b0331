"""An answer and where it comes from."""

from __future__ import annotations

import polars as pl
from matplotlib.figure import Figure

from k1.figures.palette import BLUE, ORANGE, QUIET, SKY
from k1.figures.style import BAR, LEAST_BARS, PAGE, empty_figure, house_style, light_grid, new_axes, shortened
from k1.retrieval.records import Evidence, ExtractiveAnswer, Hit, SearchAnswer

SOURCES = {
    "web": ("fresh papers (web)", SKY),
    "mmkg": ("text, figures, tables (mmkg)", BLUE),
    "kn": ("paths (kn)", ORANGE),
}
MAX_HITS = 15


@house_style()
def draw_answer(answer: SearchAnswer) -> Figure:
    """The fused score of each hit, split into what the three sources gave to it."""
    hits = answer.hits[:MAX_HITS][::-1]
    if not hits:
        return empty_figure("the graph has no answer to this question")
    weights = {report.source: report.weight for report in answer.sources if report.answered}
    whole = sum(weights.values()) or 1.0
    figure, axes = new_axes(PAGE, 0.85 + 0.21 * max(LEAST_BARS, len(hits)))
    left = [0.0] * len(hits)
    for source, (label, colour) in SOURCES.items():
        values = [weights.get(source, 0.0) * hit.sources.get(source, 0.0) / whole for hit in hits]
        note = "" if source in weights else ", off"
        axes.barh(range(len(hits)), values, left=left, height=BAR, color=colour, label=label + note)
        left = [a + b for a, b in zip(left, values, strict=True)]
    for place, hit in enumerate(hits):
        axes.text(left[place] + 0.01, place, _where(hit), va="center", fontsize=6, color=QUIET)
    axes.set_yticks(range(len(hits)), [shortened(f"{hit.node.name} ({hit.node.kind})", 58) for hit in hits])
    axes.set_xlim(0, 1.3)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1.0])
    axes.set_xlabel("fused score")
    figure.legend(loc="outside upper right", ncols=len(SOURCES))
    light_grid(axes, "x")
    return figure


def seed_table(answer: SearchAnswer) -> pl.DataFrame:
    """One row a node that the question's words may stand for, and why."""
    rows = [
        {"node": seed.node.name, "kind": seed.node.kind, "score": seed.score, "papers": seed.papers, "why": seed.reason}
        for seed in answer.seeds
    ]
    columns = {"node": pl.String, "kind": pl.String, "score": pl.Float64, "papers": pl.Int64, "why": pl.String}
    return pl.DataFrame(rows, schema=columns)


def hit_table(answer: SearchAnswer) -> pl.DataFrame:
    """One row a hit with its best evidence: what, score, paper, section, page, quote."""
    rows = [
        {"what": shortened(hit.node.name, 60), "kind": hit.node.kind, "score": hit.score, **_place(hit.evidence[0])}
        for hit in answer.hits
        if hit.evidence
    ]
    return pl.DataFrame(rows, schema={"what": pl.String, "kind": pl.String, "score": pl.Float64, **_PLACE})


def sentence_table(answer: ExtractiveAnswer) -> pl.DataFrame:
    """One row a sentence that answers: score, paper, section, page, quote."""
    rows = [{"score": sentence.score, **_place(sentence.evidence)} for sentence in answer.sentences]
    return pl.DataFrame(rows, schema={"score": pl.Float64, **_PLACE})


_PLACE = {"paper": pl.String, "section": pl.String, "page": pl.Int64, "quote": pl.String}


def _place(evidence: Evidence) -> dict[str, object]:
    return {"paper": evidence.title, "section": evidence.section, "page": evidence.page, "quote": evidence.quote}


def _where(hit: Hit) -> str:
    if not hit.evidence:
        return ""
    first = hit.evidence[0]
    return shortened(first.title, 26) + (f", p. {first.page}" if first.page else "")
