"""Names: words that are spelt as names (code, CamelCase, acronyms, digits inside), and what surrounds them."""

from __future__ import annotations

import re

from k1.extraction.reading.paper import Reading, Token
from k1.text.lexicon import is_english, rarity
from k1.text.words import word_set

_CAMEL = re.compile(r"^(?=.*[a-z])[A-Za-z][A-Za-z0-9.+-]*[A-Z][A-Za-z0-9.+-]*$|^[a-z]+[A-Z]\w*$")
_ACRONYM = re.compile(r"^[A-Z][A-Z0-9-]{1,9}[a-z0-9]?$")
_WITH_DIGIT = re.compile(r"^[A-Za-z][A-Za-z-]{2,20}\d{1,3}$")
_CODE_NAME = re.compile(r"^[A-Za-z][A-Za-z0-9.+_-]{1,29}$")
_SET_OFF = frozenset({"code", "italic", "emphasis"})
NO_NAMES = word_set("""
    USA UK US EU UN PDF HTML XML JSON CSV URL HTTP HTTPS DOI ISBN ISSN ORCID IDs II III IV VI VII VIII IX XI XII ET AL
    OK AM PM CC-BY CC MIT BSD GPL LGPL RAM CPU CPUs GPU GPUs OS IEEE ACM NSF NIH DOE ERC PhD MSc BSc DNA RNA SI TBD TODO
    NOTE API APIs IDE GUI CLI JOSS README PyPI McDonald COVID-19 A4 S1 S2 S3 S4 H1 H2 NASA ESA NIST WHO FDA IRB LLC FAIR
    BibTeX LaTeX GB MB TB kB GHz MHz kHz mL mM nM pH kDa eV keV MeV GeV THE AND FOR WITH INTRODUCTION METHODS RESULTS
    CONCLUSIONS TRUE FALSE NULL NaN iOS macOS MacOS TABLE GmbH ATCC NeurIPS ICLR ICML CVPR EMNLP AAAI ResearchGate
    LinkedIn arXiv PubMed YouTube GitHub GitLab ReadTheDocs StackOverflow
    """)


def is_name_like(token: Token) -> bool:
    """Whether a word is spelt as a name rather than as a word."""
    text = token.text.rstrip(".-")
    if (
        not NO_NAMES.isdisjoint((text, text.removesuffix("s")))
        or text.endswith(("-based", "-like", "-free"))
        or len(text) < 3
        or len(text) > 30
    ):
        return False
    if _ACRONYM.match(text):
        # Words in capitals are headings or emphasis, not acronyms.
        return not (len(text) > 5 and is_english(text))
    if "-" in text and not any(character.isupper() for part in text.split("-") for character in part[1:]):
        return False
    return bool(_CAMEL.match(text) or _WITH_DIGIT.match(text))


def code_names(reading: Reading) -> set[str]:
    """Words that the paper sets as code or in italics and that look like the name of a program."""
    read = (unit for unit in reading.document.units if unit.id in reading.by_unit)
    spans = ((unit, span) for unit in read for span in unit.spans if span.kind in _SET_OFF)
    texts = (unit.text[span.start : span.end].strip() for unit, span in spans)
    return set(filter(_CODE_NAME.match, texts))


def is_rare_word(word: str) -> bool:
    """Whether a lower-case word is rare enough in English to stand for a name."""
    return rarity(word) >= 4.8
