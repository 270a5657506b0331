"""Practice: questions about open text whose answers a rule knows, to teach copying before annotation is seen.

A model from nothing that meets a few thousand annotated sentences learns the form of an answer at once and copying
late, and what it cannot copy GRPO cannot strengthen (dependencies-train 7). Open text costs nothing to label if the
question is chosen so that its answer can be read off: numbers, capitalised names, abbreviations, what stands in
brackets, the words after "of"; for relations, what stands on either side of "in". The questions have the form of the
real ones, labels that do not occur included. They teach reading the schema, copying and writing JSON, and nothing of
what the annotated types mean: no annotation is used. Self-supervision, in the sense of learning from labels that
the text itself gives.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from k1.models.instances import Instance
from k1.training.data.benchmarks import Annotated
from k1.training.data.building import entity_instances, relation_instances

SOURCE = "practice"
SHORTEST = 4
"""Fewest words of a text that is asked about."""
_MENTIONS = 5
"""Most answers of one rule to one text: a longer list teaches little more and takes its time."""
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(])")
_LINKS = ("of", "in", "for", "and", "with", "to", "by", "from", "on", "is", "as", "was")
"""Words that a question may ask about: what follows them, what precedes them, what they connect."""
_SMALL_WORDS = """
a an the this that these those it its he she they his her their we our i you or but not no which who whom whose be been
being are were has have had do does did can could may might will would should must at into than then there such also
both each other some any all more most very when while where if how what after before during between through over under
about against
"""
_SMALL = frozenset(_SMALL_WORDS.split()) | frozenset(_LINKS)
"""Words that no run of content words contains."""

Span = tuple[int, int]
"""First word, and the one after the last."""


def sentences(text: str) -> Iterator[list[str]]:
    """The words of each sentence of a text, punctuation apart as annotated sets have it, if it is long enough."""
    for sentence in _SENTENCE_END.split(text):
        words = _WORD.findall(sentence)
        if len(words) >= SHORTEST:
            yield words


def _part(words: Sequence[str], longest: int, generator: random.Random) -> Sequence[str]:
    """A run of the words, its length and place drawn."""
    size = generator.randint(SHORTEST, longest)
    first = generator.randrange(max(1, len(words) - size + 1))
    return words[first : first + size]


def _runs(words: Sequence[str], inside: Callable[[str], bool]) -> list[Span]:
    """The longest runs of words that are all ``inside``."""
    runs = []
    for holds, group in groupby(range(len(words)), lambda index: inside(words[index])):
        indices = list(group)
        if holds:
            runs.append((indices[0], indices[-1] + 1))
    return runs


def _is_content(word: str) -> bool:
    return word[0].isalnum() and word.lower() not in _SMALL


def _bracketed(words: Sequence[str]) -> list[Span]:
    """What stands between a bracket and the next one that closes it."""
    opened, spans = None, list[Span]()
    for index, word in enumerate(words):
        if word == "(":
            opened = index + 1
        elif word == ")" and opened is not None and opened < index:
            spans.append((opened, index))
            opened = None
    return spans


def _ends_in(ending: str) -> Callable[[str], bool]:
    return lambda word: len(word) > 5 and word.endswith(ending)


_ENDINGS = ("ing", "tion", "ed", "al", "er", "ic", "ity", "ous", "ine", "ia")
WORD_RULES: Mapping[str, Callable[[str], bool]] = {
    "Number": lambda word: word[0].isdigit(),
    "Abbreviation": lambda word: len(word) > 1 and word.isalpha() and word.isupper(),
    "Hyphenated": lambda word: "-" in word,
    "Long-word": lambda word: len(word) > 10,
    **{f"Word-in-{ending}": _ends_in(ending) for ending in _ENDINGS},
}
"""Labels that a single word has or has not."""


def entity_spans(words: Sequence[str]) -> dict[str, list[Span]]:
    """The spans of each label of entities that is decided by rule; labels without a span have no key."""
    found: dict[str, list[Span]] = {
        label: [(index, index + 1) for index, word in enumerate(words) if holds(word)]
        for label, holds in WORD_RULES.items()
    }
    # The first word is capitalised whatever it is.
    names = _runs(["", *words[1:]], lambda word: word[:1].isupper() and len(word) > 1)
    content = _runs(words, _is_content)
    found |= {"Name": names, "Bracketed": _bracketed(words)}
    found |= {"Phrase": [span for span in content if span[1] - span[0] > 1]}
    for link in _LINKS:
        found[f"After-{link}"] = [span for span in content if span[0] and words[span[0] - 1] == link]
        found[f"Before-{link}"] = [span for span in content if words[span[1] : span[1] + 1] == [link]]
    return {label: spans for label, spans in found.items() if spans}


def relation_spans(words: Sequence[str]) -> dict[str, list[tuple[Span, Span]]]:
    """The pairs of spans of each relation that is decided by rule: content words on both sides of one word."""
    content = _runs(words, _is_content)
    found: dict[str, list[tuple[Span, Span]]] = {}
    for head, tail in pairwise(content):
        between = [word.lower() for word in words[head[1] : tail[0]] if word not in {"the", "a", "an"}]
        if len(between) == 1 and between[0] in _LINKS:
            found.setdefault(f"Linked-by-{between[0]}", []).append((head, tail))
        elif between == ["("] and words[tail[1] : tail[1] + 1] == [")"]:
            found.setdefault("Short-for", []).append((tail, head))
    return found


ENTITY_LABELS = (
    *WORD_RULES,
    "Name",
    "Bracketed",
    "Phrase",
    *(f"{end}-{w}" for w in _LINKS for end in ("After", "Before")),
)
RELATION_LABELS = (*(f"Linked-by-{link}" for link in _LINKS), "Short-for")


def _asked(found: Sequence[str], labels: Sequence[str], generator: random.Random) -> tuple[list[str], list[str]]:
    """One to three of the labels found, and these with up to two that do not occur."""
    chosen = generator.sample(found, min(len(found), generator.choice((1, 1, 2, 3))))
    absent = [label for label in labels if label not in found]
    return chosen, [*chosen, *generator.sample(absent, min(len(absent), generator.randint(0, 2)))]


def _mention(words: Sequence[str], span: Span) -> str:
    return " ".join(words[span[0] : span[1]])


def entity_practice(words: Sequence[str], generator: random.Random) -> Iterator[Instance]:
    """A question about entities of a sentence; none if no rule finds one in it, or the chosen rules find too many."""
    spans = entity_spans(words)
    chosen, labels = _asked(sorted(spans), ENTITY_LABELS, generator)
    entities = tuple((label, _mention(words, span)) for label in chosen for span in spans[label])
    if 0 < len(entities) <= _MENTIONS:
        yield from entity_instances(Annotated(SOURCE, " ".join(words), entities), labels, generator)


def relation_practice(words: Sequence[str], generator: random.Random) -> Iterator[Instance]:
    """A question about relations of a sentence; none if no rule finds one in it, or the chosen rules find too many."""
    pairs = relation_spans(words)
    chosen, labels = _asked(sorted(pairs), RELATION_LABELS, generator)
    relations = tuple(
        (label, (label, _mention(words, head)), (label, _mention(words, tail)))
        for label in chosen
        for head, tail in pairs[label]
    )
    if 0 < len(relations) <= _MENTIONS:
        yield from relation_instances(Annotated(SOURCE, " ".join(words), (), relations), labels, generator)


def practice_questions(texts: Sequence[str], limit: int, longest: int, seed: int) -> list[Instance]:
    """At most ``limit`` questions about runs of at most ``longest`` words of the texts' sentences, drawn by seed."""
    generator = random.Random(f"practice:{seed}")
    made: list[Instance] = []
    for text in generator.sample(list(texts), len(texts)):
        for words in sentences(text):
            made += generator.choice((entity_practice, relation_practice))(_part(words, longest, generator), generator)
        if len(made) >= limit:
            break
    return made[:limit]
