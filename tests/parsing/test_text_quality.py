"""Text layers that do not say what is printed are told apart from those that do."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.parsing.bad_files import PROSE, content, joined, one_page, readable, stream, unmapped

from k1.errors import FailureKind, PaperError
from k1.parsing.ocr import readable as readable_pages
from k1.parsing.page.pages import opened
from k1.parsing.page.text_quality import TextQuality, judge_text
from k1.parsing.page.textlayer import characters
from k1.parsing.pdf.document import parse_pdf

PAGE = " ".join(PROSE * 3)
GERMAN = (
    "Der Pegel verzeichnet den Wasserstand des Hafens seit dem Frühjahr des ersten Jahres. Wir passen eine Summe von "
    "Schwingungen an und fragen, wie gut sie die folgenden Monate vorhersagt. Der Rest nimmt mit jeder Schwingung ab, "
    "bis nur noch das Rauschen des Pegels übrig bleibt, das von Wellen und Wind herrührt."
)
GREEK = "Ο παλιρροιογράφος καταγράφει τη στάθμη του λιμανιού από την άνοιξη του πρώτου έτους. " * 4
BASES = "ACGTTGCAACGTGGCATTAC " * 30


def moved(text: str, by: int) -> str:
    letters = string.ascii_lowercase
    turned = letters[by:] + letters[:by]
    return text.translate(str.maketrans(letters + letters.upper(), turned + turned.upper()))


def sprinkled(text: str, share: float) -> str:
    chance = random.Random(1)
    return "".join(chance.choice("1|!;~^$%&#<>0") if c != " " and chance.random() < share else c for c in text)


UNITS = "The first cells of the tank were in 50 mM salt, 5 mM acid, 10 mL at 20 nM, 5 kV, 3 eV, 4 dB, 2 kJ, 3 mW. " * 8


@pytest.mark.parametrize(
    "text",
    [PAGE, GERMAN, GREEK, BASES, UNITS, "3.1 4.1 5.9 2.6 " * 40],
    ids=["en", "de", "el", "dna", "units", "numbers"],
)
def test_languages_sequences_units_and_numbers_are_usable(text: str) -> None:
    assert judge_text(text) is TextQuality.USABLE


@pytest.mark.parametrize(
    ("damage", "verdict"),
    [
        (lambda text: "".join(chr(0xE000 + ord(c)) if c.isalpha() else c for c in text), TextQuality.UNMAPPED),
        (lambda text: "".join(f"(cid:{ord(c)})" if c.isalpha() else c for c in text), TextQuality.UNMAPPED),
        (lambda text: "".join("\0" if c.isalpha() else c for c in text), TextQuality.UNMAPPED),
        (lambda text: moved(text, 3), TextQuality.IMPLAUSIBLE),
        (lambda text: "".join(chr(ord(c) - 29) if c.isalpha() else c for c in text), TextQuality.IMPLAUSIBLE),
        (lambda text: sprinkled(text, 0.3), TextQuality.RUBBISH),
        (lambda text: "".join(chr(ord(c) - 29) if c in "rstuvw" else c for c in text), TextQuality.RUBBISH),
        (lambda text: "Page 3 of 9", TextQuality.ABSENT),
    ],
    ids=[
        "private use",
        "cid",
        "no Unicode",
        "shifted",
        "glyph ids",
        "stray characters",
        "glyph ids of some",
        "a stamp",
    ],
)
def test_damage_is_named(damage: Callable[[str], str], verdict: TextQuality) -> None:
    assert judge_text(damage(PAGE)) is verdict


def verdicts(data: bytes) -> list[TextQuality]:
    """What is said of the text of each page, which is judged before it is made into lines."""
    with opened(data) as document:
        layers = [page.get_textpage() for page in document]
        return [judge_text(characters(layer.raw)) for layer in layers]


@pytest.mark.shared
@pytest.mark.slow
def test_no_page_of_a_real_paper_is_called_garbage(shared: Path) -> None:
    files = sorted((shared / "data" / "papers").glob("*/*/paper.pdf"))
    found = {file.parent.name: verdicts(file.read_bytes()) for file in files}
    assert len(found) == 40
    assert all(TextQuality.USABLE in pages for pages in found.values())
    assert {name: pages for name, pages in found.items() if any(page.is_garbage for page in pages)} == {}


@pytest.fixture
def _without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readable_pages, "is_available", lambda: False)


@pytest.mark.usefixtures("_without_ocr")
@pytest.mark.parametrize("data", [unmapped(), one_page(stream(content([moved(line, 3) for line in PROSE * 2])))])
def test_a_paper_of_garbage_is_a_failure_that_says_so_and_names_the_extra(data: bytes) -> None:
    with pytest.raises(PaperError) as caught:
        parse_pdf(data, name="x", file_sha256="0" * 64)
    assert caught.value.kind is FailureKind.GARBLED
    assert "1 of 1 pages is garbage" in caught.value.message
    assert "pip install -e '.[ocr]'" in caught.value.remedy


@pytest.mark.usefixtures("_without_ocr")
def test_a_garbage_page_among_sound_ones_is_left_out_and_named() -> None:
    document = parse_pdf(joined(readable(), unmapped(), readable()), name="x", file_sha256="0" * 64)
    assert document.paper.pages_unread == (2,)
    assert {unit.page for unit in document.units} == {1, 3}
