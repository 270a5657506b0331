"""BM25 over lists of terms, as plain files that can be memory-mapped (the one place that knows bm25s)."""

from __future__ import annotations

import tempfile
import warnings
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from k1.retrieval.store.index_files import reading
from k1.schema.configuration import RetrievalSettings
from k1.text.accents import without_accents

_NEVER_ASKED = " "  # the term of an index without texts
_EMPTY = ""  # bm25s keeps a place for a document without terms


def _bm25() -> Any:
    """The class of bm25s, imported without its progress bar's complaint that a notebook has no widgets."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="IProgress not found")
        from bm25s import BM25
    return BM25


def write_lexical(documents: Sequence[Sequence[str]], folder: Path, settings: RetrievalSettings) -> None:
    """Index ``documents``, each a list of terms, and write the index into ``folder``: equal input, equal bytes."""
    if not any(documents):
        documents = [[_NEVER_ASKED]]  # bm25s divides by the mean length
    vocabulary = {term: number for number, term in enumerate(sorted({t for terms in documents for t in terms}))}
    ids = [[vocabulary[term] for term in terms] for terms in documents]
    index = _bm25()(method="lucene", k1=settings.bm25_k1, b=settings.bm25_b, backend="numpy")
    # Ids in sorted order rather than bm25s' own, which follow the order of a set and change between runs.
    index.index((ids, vocabulary), show_progress=False)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".lexical.", dir=folder) as temporary:
        index.save(temporary, show_progress=False)
        for path in sorted(Path(temporary).iterdir()):
            path.chmod(0o644)
            path.replace(folder / path.name)


class LexicalIndex:
    """A written index, mapped into memory when it is first asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def _index(self) -> Any:
        with reading(self.folder):
            return _bm25().load(str(self.folder), mmap=True)

    @cached_property
    def _vocabulary(self) -> dict[str, int]:
        vocabulary: dict[str, int] = self._index.vocab_dict
        return vocabulary

    def _postings(self, term: str) -> slice:
        """Where the documents of ``term`` stand among those of all terms; an empty slice for an unknown one."""
        number = self._vocabulary.get(term)
        if number is None or term == _EMPTY:
            return slice(0, 0)
        offsets = self._index.scores["indptr"]
        return slice(int(offsets[number]), int(offsets[number + 1]))

    def frequency(self, term: str) -> int:
        """Number of documents that hold ``term``."""
        postings = self._postings(term)
        return int(postings.stop - postings.start)

    def documents(self, term: str) -> npt.NDArray[np.int32]:
        """Numbers of the documents that hold ``term``."""
        found: npt.NDArray[np.int32] = self._index.scores["indices"][self._postings(term)]
        return found

    def scores(self, term: str) -> npt.NDArray[np.float64]:
        """What ``term`` counts in the documents that hold it, in the order of `documents`."""
        return np.asarray(self._index.scores["data"][self._postings(term)], dtype=np.float64)

    @cached_property
    def _sorted_terms(self) -> list[str]:
        return sorted(self._vocabulary)

    def beginning_with(self, prefix: str) -> list[str]:
        """The terms of the index that begin so, sorted."""
        start = bisect_left(self._sorted_terms, prefix)
        found = []
        for term in self._sorted_terms[start:]:
            if not term.startswith(prefix):
                break
            found.append(term)
        return found

    @cached_property
    def _accented(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for term in self._sorted_terms:
            if (plain := without_accents(term)) != term:
                found.setdefault(plain, []).append(term)
        return found

    def spelled(self, term: str) -> list[str]:
        """The other terms of the index that have the letters of ``term``, with whatever accents."""
        plain = without_accents(term)
        return [other for other in (plain, *self._accented.get(plain, ())) if other != term and self.frequency(other)]

    def search(self, terms: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """The best documents with their scores, best first, equal scores by document number; none without a term."""
        known = [term for term in terms if self.frequency(term)]
        if not known:
            return []
        scores = np.asarray(self._index.get_scores(known), dtype=np.float64)
        hits = np.flatnonzero(scores > 0)
        order = hits[np.lexsort((hits, -scores[hits]))][:limit]
        return [(int(number), float(scores[number])) for number in order]
