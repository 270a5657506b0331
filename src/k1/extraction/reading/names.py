"""Names: words that are spelt as names (code, CamelCase, acronyms, digits inside), and what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from k1.extraction.reading.paper import Reading, Sentence, Token
from k1.text.lexicon import is_english, rarity
from k1.text.words import word_set

_CAMEL = re.compile(r"^(?=.*[a-z])[A-Za-z][A-Za-z0-9.+-]*[A-Z][A-Za-z0-9.+-]*$|^[a-z]+[A-Z]\w*$")
_ACRONYM = re.compile(r"^[A-Z][A-Z0-9-]{1,9}[a-z0-9]?$")
_WITH_DIGIT = re.compile(r"^[A-Za-z][A-Za-z-]{2,20}\d{1,3}$")
_CODE_NAME = re.compile(r"^[A-Za-z][A-Za-z0-9.+_-]{1,29}$")
NO_NAMES = word_set("""
    USA UK US EU UN PDF HTML XML JSON CSV URL HTTP HTTPS DOI ISBN ISSN ORCID ID IDs II III IV VI VII VIII IX XI XII
    ET AL OK AM PM CC-BY CC MIT BSD GPL LGPL RAM CPU CPUs GPU GPUs OS IEEE ACM NSF NIH DOE ERC PhD MSc BSc Dr Prof
    DNA RNA Fig Figs Table Eq Eqs Ref Refs SI TBD TODO NOTE API APIs IDE GUI CLI JOSS README PyPI Inc Ltd Corp
    McDonald COVID-19 A4 S1 S2 S3 S4 H1 H2 vs NASA ESA NIST WHO FDA IRB LLC e.g i.e FAIR BibTeX LaTeX GB MB TB kB
    GHz MHz Hz kHz mL mM nM pH kDa eV keV MeV GeV Mpc kpc km mm cm nm THE AND FOR WITH ABSTRACT INTRODUCTION METHODS
    RESULTS BACKGROUND CONCLUSION CONCLUSIONS DISCUSSION OBJECTIVE TRUE FALSE NULL NaN None True False iOS macOS
    MacOS TABLE FIGURE GmbH ATCC NeurIPS ICLR ICML CVPR EMNLP AAAI
    ResearchGate LinkedIn arXiv PubMed YouTube GitHub Github Zenodo GitLab ReadTheDocs StackOverflow
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


def named_tokens(sentence: Sentence) -> Iterator[Token]:
    """The words of a sentence that are spelt as names."""
    yield from (token for token in sentence.tokens if is_name_like(token))


def code_names(reading: Reading) -> set[str]:
    """Words that the paper sets as code or in italics and that look like the name of a program."""
    found = set()
    for unit in reading.document.units:
        if unit.id not in reading.by_unit:
            continue
        for span in unit.spans:
            text = unit.text[span.start : span.end].strip()
            if span.kind in {"code", "italic", "emphasis"} and _CODE_NAME.match(text):
                found.add(text)
    return found


def is_rare_word(word: str) -> bool:
    """Whether a lower-case word is rare enough in English to stand for a name."""
    return rarity(word) >= 4.8
