"""The relations that a made-up paper says, as names."""

from __future__ import annotations

from invented_paper import invented_document
from k1.extraction.extract import extract_baseline
from k1.schema.vocabulary import SectionRole

OPENING = (
    "tidewheel is a Python package for harmonic analysis of sea level. We present tidewheel. tidewheel uses NumPy. "
    "The Kalman filter algorithm is old. Markov chain Monte Carlo (MCMC) is slow. MCMC is popular. The PyMC library "
    "is older."
)


def triples(*sentences: str) -> set[tuple[str, str, str]]:
    """Relations of a paper that opens as above and then says some sentences, each in a paragraph of its own."""
    texts = [(SectionRole.ABSTRACT, OPENING)]
    texts += [(SectionRole.METHOD, sentence) for sentence in sentences]
    found = extract_baseline(invented_document(tuple(texts)))
    names = {mention.entity: mention.name for mention in found["mentions"]}
    quotes = set(sentences)
    return {
        (names[r.head], r.relation.value, names[r.tail]) for r in found["relations"] if r.provenance.quote in quotes
    }


MCMC = "Markov chain Monte Carlo"
