"""Three small invented papers, their units, and one PDF that we draw ourselves."""

from __future__ import annotations

import hashlib

import polars as pl

from k1.runtime.tables import frame
from k1.schema import identity
from k1.schema.documents import Author, Paper, Section, Unit
from k1.schema.provenance import Box, Provenance, Region
from k1.schema.tables import PAPERS, SECTIONS, UNITS
from k1.schema.vocabulary import EntityKind, Modality, SectionRole, UnitRole

HOSTILE = '</script><img src=x onerror="document.title=1"><!-- \u202e <b>bold</b> & "quotes" \u2028'
PAGE_WIDTH, PAGE_HEIGHT = 612.0, 792.0
BOX = Box(72.0, 144.0, 540.0, 200.0)

TOPICS = [
    ("Wavelet shrinkage for noisy light curves", "pdf", "astronomy"),
    ("Sparse kernels for stellar spectra " + HOSTILE, "pdf", "statistics"),
    ("A short note on kernels", "markdown", "statistics"),
]
NAMES = [
    (EntityKind.METHOD, "wavelet shrinkage", (0, 1)),
    (EntityKind.METHOD, "Gaussian process", (0, 1, 2)),
    (EntityKind.MODEL, "sparse kernel", (1, 2)),
    (EntityKind.TASK, "denoising", (0, 1)),
    (EntityKind.DATASET, "light curve survey", (0,)),
    (EntityKind.METRIC, "mean squared error", (0, 1)),
    (EntityKind.TOOL, "𝑓-solver " + HOSTILE, (1,)),
    (EntityKind.TERM, "shrinkage threshold", (0,)),
]


def paper_ids() -> list[str]:
    return [identity.paper_id(title=title, year=2020 + n) for n, (title, _, _) in enumerate(TOPICS)]


def page_pdf() -> bytes:
    """One letter page with a line of text, as a PDF of our own hand."""
    stream = b"BT /F1 12 Tf 72 640 Td (Evidence stands here.) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )


def paper(number: int) -> Paper:
    title, source_format, subject = TOPICS[number]
    return Paper(
        id=paper_ids()[number],
        file_sha256=hashlib.sha256(str(number).encode()).hexdigest(),
        source_format=source_format,
        name=f"paper-{number}",
        title=title,
        authors=(Author(name="Ada Example", position=0),),
        abstract=f"We study paper {number}.",
        year=2020 + number,
        subject=subject,
        pages=1 if source_format == "pdf" else None,
        parser="invented/1",
    )


def units(number: int) -> list[Unit]:
    of = paper(number)
    paged = of.source_format == "pdf"
    names = [name for _, name, papers in NAMES if number in papers]
    texts = [(Modality.TEXT, f"In 𝒜 part we use {name} on real data & more.") for name in names]
    texts += [(Modality.FIGURE, "Figure 1: A light curve."), (Modality.EQUATION, "y = f(x) + e")]
    return [
        Unit(
            id=identity.unit_id(of.id, modality, text),
            paper=of.id,
            order=order,
            modality=modality,
            role=UnitRole.FLOAT if modality == Modality.FIGURE else UnitRole.BODY,
            section=identity.section_id(of.id, ("Methods",)),
            section_path=("Methods",),
            text=text,
            label="Figure 1" if modality == Modality.FIGURE else None,
            page=1 if paged else None,
            box=BOX if paged else None,
            regions=(Region(page=1, box=BOX),) if paged else (),
        )
        for order, (modality, text) in enumerate(texts)
    ]


def documents() -> dict[str, pl.DataFrame]:
    numbers = range(len(TOPICS))
    sections = [
        Section(
            id=identity.section_id(id_, ("Methods",)),
            paper=id_,
            order=0,
            level=1,
            heading="Methods",
            path=("Methods",),
            role=SectionRole.METHOD,
        )
        for id_ in paper_ids()
    ]
    return {
        "papers": frame(PAPERS, [paper(n) for n in numbers]),
        "sections": frame(SECTIONS, sections),
        "units": frame(UNITS, [unit for n in numbers for unit in units(n)]),
    }


def place_of(number: int, name: str) -> Provenance:
    unit = next(unit for unit in units(number) if name in unit.text)
    start = unit.text.index(name)
    return Provenance(
        paper=unit.paper,
        unit=unit.id,
        extractor="invented/1",
        page=unit.page,
        box=unit.box,
        start=start,
        end=start + len(name),
        quote=name,
    )
