"""General English: how frequent a word is, and which words carry no subject matter.

Frequencies are those of symspellpy's list of 82,765 English words (Google Books Ngrams joined with SCOWL), read
from the installed package without importing it.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from k1.text.words import word_set

_LIST = "frequency_dictionary_en_82_765.txt"
_TOTAL = 1.0e12
"""About the number of words the list was counted on."""

FUNCTION_WORDS = word_set("""
    a an the this that these those some any each every either neither both all most many much few several no not nor
    and or but yet so if then else than though although because since while whereas whether when where why how what
    which who whom whose of in on at by for from to into onto with within without about above across after against
    along among amongst around as before behind below beneath beside besides between beyond despite down during
    except inside like near off out outside over past per since through throughout till toward towards under
    underneath until up upon via versus vs i me my we us our ours you your yours he him his she her hers it its they
    them their theirs one ones someone something anyone anything everyone everything nobody nothing there here is
    are was were be been being am do does did done doing have has had having can could may might must shall should
    will would ought cannot also only just even still already very too more less least rather quite almost always
    never often sometimes usually again once twice first second third last next other others another such same own
    new ie eg etc et al i.e e.g cf respectively however therefore thus hence moreover furthermore
    """)
"""Words that end a noun phrase."""


PROPER = word_set("""
    gaussian bayesian markov fourier laplace poisson bernoulli boltzmann hamiltonian newton euler kalman monte carlo
    hilbert euclidean riemannian lagrangian jacobian hessian wiener cauchy chebyshev legendre bessel maxwell
    einstein schrodinger dirac fermi bose planck raman doppler zeeman stokes navier reynolds nash pareto shapley
    turing chinese english french german japanese american european african asian british indian australian
    drosophila python
    """)
"""Words of the list below that keep their capital: names, and adjectives made of names."""

LANGUAGES = word_set("r python julia matlab java perl haskell ruby stata fortran c++ jupyter")
"""What programs are written in, and what passes for one: it tells more of other names ("Python package")."""
WRITTEN_IN = "(?:" + "|".join(sorted(map(re.escape, LANGUAGES))) + ")"
"""One of these as a pattern, in small letters."""

WORKS = (
    "package|library|toolkit|toolbox|framework|software|tool|program|code|module|suite|implementation|platform|database"
    "|dataset|corpus|benchmark|pipeline|environment|interface"
)
"""What a paper may present that has a name of its own, as alternatives of a pattern."""


@lru_cache(maxsize=1)
def _frequencies() -> dict[str, int]:
    spec = find_spec("symspellpy")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("symspellpy is not installed: `make demo` sets up .venv, which holds it")
    path = Path(next(iter(spec.submodule_search_locations))) / _LIST
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return {word: int(count) for word, _, count in (line.partition(" ") for line in lines) if count}


def is_english(word: str) -> bool:
    """Whether a word (any case) stands in the list of general English."""
    return word.casefold() in _frequencies()


_LEAST_OF_VERB = 0.45


def is_mostly_verb(word: str) -> bool:
    """Whether a plain form is a verb rather than a noun: its past is about as common ("emit"; not "model", "cell")."""
    word = word.casefold()
    stem = f"{word[:-1]}i" if word.endswith("y") else word.removesuffix("e")
    past = max(_frequencies().get(form, 0) for form in (f"{stem}ed", f"{word}{word[-1:]}ed"))
    return past >= _LEAST_OF_VERB * _frequencies().get(word, 0) > 0


def rarity(word: str) -> float:
    """How rare a word is in general English: 0 for the commonest, about 9 for the rarest; 10 for unknown words."""
    count = _frequencies().get(word.casefold())
    return 10.0 if count is None else max(0.0, math.log10(_TOTAL / count) - 1.6)
