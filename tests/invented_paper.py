"""A small invented paper, as a parser would hand it over."""

from __future__ import annotations

from k1.schema.documents import Author, Citation, Document, Paper, Reference, Section, Span, Unit
from k1.schema.identity import make_id, paper_id, reference_id, section_id, unit_id
from k1.schema.vocabulary import Modality, SectionRole, UnitRole

TEXTS: tuple[tuple[SectionRole, str], ...] = (
    (
        SectionRole.ABSTRACT,
        "tidewheel is a Python package for harmonic analysis of sea level. tidewheel uses NumPy and the Kalman "
        "filter. However, existing packages are limited to regular sampling.",
    ),
    (
        SectionRole.INTRODUCTION,
        "We present tidewheel, a library built on Markov chain Monte Carlo (MCMC). Several studies used other "
        "samplers [2]. There is a need for software that handles gaps.",
    ),
    (
        SectionRole.METHOD,
        "We use the sampler of Miller [1] because it needs no tuning. The MCMC method was applied to storm surge "
        "records. Storm surge records are sparse. tidewheel implements MCMC.",
    ),
    (
        SectionRole.RESULTS,
        "We found that tidewheel was 3.5 times faster than the older code. In contrast to Jones [3], errors fell.",
    ),
    (
        SectionRole.DISCUSSION,
        "One limitation of this approach is that storm surge records must be long. Future work will add tides of "
        "other planets.",
    ),
)


def invented_document(texts: tuple[tuple[SectionRole, str], ...] = TEXTS) -> Document:
    """The paper, with a citation for every "[n]" of its text."""
    paper = paper_id(title="tidewheel: a Python package for tides", authors=("Ada Rivers",), year=2024)
    sections, units, citations = [], [], []
    references = [
        Reference(id=reference_id(paper, f"work {n}"), paper=paper, order=n, label=str(n), text=f"work {n}")
        for n in range(1, 5)
    ]
    for order, (role, text) in enumerate(texts):
        section = Section(
            id=section_id(paper, (role.value,)), paper=paper, order=order, level=1, heading=role.value,
            path=(role.value,), role=role,
        )  # fmt: skip
        unit = Unit(
            id=unit_id(paper, "text", text), paper=paper, order=order, modality=Modality.TEXT, role=UnitRole.BODY,
            section=section.id, section_path=(role.value,), text=text,
            spans=tuple(Span(kind="code", start=i, end=i + 9) for i in _starts(text, "tidewheel")),
        )  # fmt: skip
        sections.append(section)
        units.append(unit)
        citations += [
            Citation(
                id=make_id("citation", unit.id, str(at)), paper=paper, unit=unit.id, marker=text[at : at + 3], start=at,
                end=at + 3, sentence_start=0, sentence_end=len(text),
                references=(references[int(text[at + 1]) - 1].id,),
            )
            for at in _starts(text, "[")
        ]  # fmt: skip
    return Document(
        paper=Paper(
            id=paper, file_sha256="0" * 64, source_format="markdown", name="tidewheel", year=2024, parser="test/1",
            title="tidewheel: a Python package for tides", authors=(Author(name="Ada Rivers", position=0),),
        ),
        sections=tuple(sections), units=tuple(units), references=tuple(references), citations=tuple(citations),
    )  # fmt: skip


def _starts(text: str, part: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(part, at)]
