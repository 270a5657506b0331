"""A sentence as chunks: noun phrases, verb groups and the small words between them, without a tagger or a parser.

What stands in brackets is left out, citations with it; a mention is one noun, however many words it has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import takewhile

from k1.extraction.grammar.phrases import is_qualifier
from k1.extraction.grammar.word_classes import CLOSED, VerbForm, WordClass, is_plain_verb, verb_of, word_class
from k1.extraction.reading.paper import LONGEST_SENTENCE, Sentence, Token
from k1.schema.knowledge import EntityMention
from k1.text.lexicon import is_mostly_verb
from k1.text.normalisation import singular
from k1.text.words import word_set


class ChunkKind(StrEnum):
    """The kinds of chunks."""

    NOUNS = "nouns"
    VERBS = "verbs"
    PREPOSITION = "preposition"
    COORDINATOR = "coordinator"
    RELATIVE = "relative"
    COMMA = "comma"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Chunk:
    """One chunk. ``words`` are in lower case; ``mention`` is the entity that a noun phrase is about, if it is known."""

    kind: ChunkKind
    start: int
    end: int
    tokens: tuple[Token, ...] = ()
    words: tuple[str, ...] = ()
    mention: EntityMention | None = None
    lemma: str = ""
    form: VerbForm = VerbForm.BASE
    passive: bool = False
    copula: bool = False
    negated: bool = False
    infinitive: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    token: Token
    kind: WordClass
    mention: EntityMention | None = None


UNSURE_ADVERBS = word_set("""
    possibly presumably perhaps probably potentially conceivably supposedly maybe likely
    wrongly mistakenly erroneously falsely allegedly purportedly hypothetically seemingly
    """)
"""Adverbs that make a supposition of what a verb says: "probably causes", "possibly by inhibiting"."""
SUCH_AS = "such-as"
"""The preposition of "methods such as A", told from a plain "as"."""
_BREAKS = re.compile(r"[;:\u2013\u2014!?]|\s-{1,2}\s|\.\s")
_INITIAL = re.compile(r"(?<![^\W_])[A-Z]$")
_LEFT_OUT = re.compile(r"\([^()]{0,300}\)|\[[^\[\]]{0,300}\]")
_IN_GROUP = frozenset({WordClass.BE, WordClass.HAVE, WordClass.MODAL, WordClass.NOT, WordClass.VERB, WordClass.TO,
                       WordClass.ADVERB})  # fmt: skip
_IN_PHRASE = frozenset({WordClass.NOUN, WordClass.DETERMINER, WordClass.PRONOUN})
_VERBAL = frozenset({WordClass.VERB, WordClass.BE, WordClass.HAVE})
_DENIES_BESIDE = (["but", "not"], ["and", "not"])
_ARTICLES = word_set("a an the its their our some several various")
_SUPERLATIVE = frozenset({"most", "least"})
_IN_DENIED = frozenset({WordClass.NOUN, WordClass.DETERMINER, WordClass.PREPOSITION})
_OPENERS = frozenset({WordClass.COORDINATOR, WordClass.SUBORDINATOR, WordClass.RELATIVE})
_BEFORE_TO = word_set("""
    compared relative similar due according owing related contrast comparison respect addition exposed response thanks
    prior opposed identical analogous contrary adjacent attributed linked
    """)
"""Words before a "to" that stands before a noun: "compared to control cells"."""
_MOSTLY_BEFORE_TO = word_set("lead leads led leading contribute contributes contributed contributing")
"""Words before such a "to", or before an infinitive: "leads to scar formation", "contributes to reduce pain"."""
_COUNTING = word_set("all every each any many most both several some")
"""Words that begin a clause of its own behind "but not": "but not all samplers use A"."""
_SINGLE = {
    WordClass.PREPOSITION: ChunkKind.PREPOSITION,
    WordClass.COORDINATOR: ChunkKind.COORDINATOR,
    WordClass.RELATIVE: ChunkKind.RELATIVE,
    WordClass.SUBORDINATOR: ChunkKind.BREAK,
    WordClass.TO: ChunkKind.PREPOSITION,
}


def chunks_of(sentence: Sentence, mentions: Sequence[EntityMention]) -> list[Chunk]:
    """The chunks of a sentence; none where it is too long to be prose."""
    if sentence.end - sentence.start > LONGEST_SENTENCE:
        return []
    found: list[Chunk] = []
    run: list[_Word] = []
    previous_end = sentence.start
    for word in _words(sentence, mentions):
        mark = _mark(sentence, previous_end, word.token.start)
        if run and (mark is not None or not _joins(run, word)):
            found += _chunk(run)
            run = []
        found += [mark] if mark is not None else []
        run.append(word)
        previous_end = word.token.end
    return _told_apart([*found, *(_chunk(run) if run else ())])


def _told_apart(found: Sequence[Chunk]) -> list[Chunk]:
    """The chunks without adverbs of doubt that stand alone; the verb behind one, or behind its "by", is unsure."""
    kept: list[Chunk] = []
    unsure = False
    for chunk in found:
        adverb = chunk.kind is ChunkKind.COMMA and chunk.words != ()
        if not adverb:
            kept.append(replace(chunk, unsure=True) if unsure and chunk.kind is ChunkKind.VERBS else chunk)
        unsure = adverb or (unsure and chunk.kind is ChunkKind.PREPOSITION)
    return kept


def _words(sentence: Sentence, mentions: Sequence[EntityMention]) -> list[_Word]:
    """The words outside brackets with their class, a mention as one noun."""
    text = sentence.unit.text
    left_out = [match.span() for match in _LEFT_OUT.finditer(text, sentence.start, sentence.end)]
    spans = _outermost(mentions, left_out)
    words: list[_Word] = []
    tokens = [t for t in sentence.tokens if not any(start <= t.start < end for start, end in left_out)]
    for at, token in enumerate(tokens):
        mention = next((m for m in spans if m.provenance.start <= token.start < m.provenance.end), None)
        if mention is not None:
            if not words or words[-1].mention is not mention:
                whole = Token(mention.provenance.quote, mention.provenance.start, mention.provenance.end)
                words.append(_Word(whole, WordClass.NOUN, mention))
            continue
        before = words[-1].kind if words and not _comma_between(text, words[-1].token.end, token.start) else None
        following = _following(text, tokens, at)
        if token.lower == "as" and at and tokens[at - 1].lower == "such":
            words.append(_Word(Token(SUCH_AS, token.start, token.end), WordClass.PREPOSITION))
            continue
        if token.lower == "to" and at and _stands_before_noun(tokens[at - 1].lower, following):
            words.append(_Word(token, WordClass.PREPOSITION))
            continue
        kind = WordClass.SUBORDINATOR if _paraphrases(text, tokens, at) else word_class(token.lower, before, following)
        if kind is WordClass.RELATIVE and token.lower == "that" and before in (None, WordClass.PREPOSITION):
            kind = WordClass.DETERMINER
        if kind is WordClass.ADVERB and before is WordClass.DETERMINER:
            continue  # "a widely used technique"
        if kind is WordClass.VERB and not at and _qualifies(token, following):
            kind = WordClass.NOUN
        if kind is WordClass.NOUN and words and _agrees(words, token, following, text):
            kind = WordClass.VERB
        elif kind is WordClass.VERB and before is WordClass.COORDINATOR and _lists(words, token, following, text):
            kind = WordClass.NOUN
        words.append(_Word(token, kind))
    return _affirmed(words, text)


def _qualifies(token: Token, following: str) -> bool:
    """Whether a participle that opens a sentence belongs to the noun behind it: "Activated cells were ..."."""
    verb = verb_of(token.lower)
    participle = verb is not None and verb.form is VerbForm.PARTICIPLE
    return participle and following != "" and following not in CLOSED and not following.endswith("ly")


def _stands_before_noun(before: str, following: str) -> bool:
    """Whether a "to" behind a word is a preposition."""
    return before in _BEFORE_TO or (before in _MOSTLY_BEFORE_TO and not is_plain_verb(following))


def _following(text: str, tokens: Sequence[Token], at: int) -> str:
    """The word behind another; none where a comma stands between them."""
    if at + 1 >= len(tokens) or _comma_between(text, tokens[at].end, tokens[at + 1].start):
        return ""
    return tokens[at + 1].lower


def _agrees(words: Sequence[_Word], token: Token, following: str, text: str) -> bool:
    """Whether a word is a verb by its form and the object behind it: "the package reimplements some distances"."""
    if words[-1].kind is not WordClass.NOUN or not token.text.islower() or not _may_be_subject(words, text):
        return False
    subject = words[-1].token.lower
    if singular(subject) != subject:  # "cells secrete insulin"
        return following != "" and CLOSED.get(following) in (None, WordClass.DETERMINER) and is_mostly_verb(token.lower)
    acts = token.lower.endswith("s") and not token.lower.endswith(("ss", "us", "is", "ics")) and following in _ARTICLES
    return acts and not subject.endswith("s") and not is_qualifier(subject)


def _may_be_subject(words: Sequence[_Word], text: str) -> bool:
    """Whether the last noun can have a verb behind it: not as an object, and not in "In plant cells the enzyme ..."."""
    at = _phrase_start(words, text)
    if at == 0 or _parted(words, at, text):
        return True
    return words[at - 1].kind not in (WordClass.TO, WordClass.VERB) and not _is_fronted(words, text)


def _is_fronted(words: Sequence[_Word], text: str) -> bool:
    """Whether the last noun belongs to a preposition that opens its clause; "the package for plants" has none."""
    at = _phrase_start(words, text)
    if at == 0 or _parted(words, at, text) or words[at - 1].kind is not WordClass.PREPOSITION:
        return False
    return at == 1 or words[at - 2].kind in _OPENERS or _parted(words, at - 1, text)


def _lists(words: Sequence[_Word], token: Token, following: str, text: str) -> bool:
    """Whether a word behind "and" is a noun of a fronted list: "For features and models the error ..."."""
    if len(words) < 2 or following not in _ARTICLES or token.lower.endswith("ing"):
        return False
    return _is_fronted(words[:-1], text)


def _phrase_start(words: Sequence[_Word], text: str) -> int:
    """Where the noun phrase begins that ends the words."""
    at = len(words) - 1
    while at > 0 and words[at - 1].kind in _IN_PHRASE and not _parted(words, at, text):
        at -= 1
    return at


def _parted(words: Sequence[_Word], at: int, text: str) -> bool:
    """Whether a comma stands before a word."""
    return _comma_between(text, words[at - 1].token.end, words[at].token.start)


def _paraphrases(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether "that is," begins other words for what was said, as "i.e." does."""
    if [token.lower for token in tokens[at : at + 2]] != ["that", "is"]:
        return False
    return text[tokens[at + 1].end : tokens[at + 1].end + 1] == ","


def _affirmed(words: Sequence[_Word], text: str) -> list[_Word]:
    """The words without what is denied beside another: ", but not B," says of "A" alone what "A and B" says of both."""
    kept: list[_Word] = []
    at = 0
    while at < len(words):
        end = _denied_until(words, at, text) if kept else at
        if end > at and not (_is_whole(kept, words[at + 2]) or _closes(words, end, text)):
            end = at
        if end == at:
            kept.append(words[at])
        at = max(end, at + 1)
    return kept


def _denied_until(words: Sequence[_Word], at: int, text: str) -> int:
    """Where the noun phrase ends that "but not" or "and not" denies here; ``at`` itself where there is none."""
    lower = [word.token.lower for word in words[at : at + 3]]
    first = end = at + 2
    if lower[:2] not in _DENIES_BESIDE or not lower[2:] or lower[2] in _COUNTING:
        return at
    while end < len(words) and (words[end].kind in _IN_DENIED or words[end].token.lower == "or"):
        if end > first and _comma_between(text, words[end - 1].token.end, words[end].token.start):
            break
        end += 1
    return end if end > first else at


def _is_whole(left: Sequence[_Word], denied: _Word) -> bool:
    """Whether a noun phrase ends before "but not": "a useful but not perfect method" has its noun behind it."""
    last, first = left[-1], left[-1]
    for word in reversed(left):
        if word.kind not in _IN_PHRASE:
            break
        first = word
    if last.mention is not None or denied.kind is WordClass.DETERMINER:
        return True
    return not is_qualifier(last.token.lower) and first.token.lower not in ("a", "an")


def _closes(words: Sequence[_Word], end: int, text: str) -> bool:
    """Whether a comma or a verb follows what is denied."""
    if end >= len(words):
        return False
    return words[end].kind in _IN_GROUP or _comma_between(text, words[end - 1].token.end, words[end].token.start)


def _outermost(mentions: Sequence[EntityMention], left_out: Sequence[tuple[int, int]]) -> list[EntityMention]:
    """Mentions outside brackets that lie in no longer mention."""
    kept: list[EntityMention] = []
    for mention in sorted(mentions, key=lambda m: (m.provenance.start, -m.provenance.end, m.id)):
        start = mention.provenance.start
        inside = any(low <= start < high for low, high in left_out)
        if not inside and (not kept or start >= kept[-1].provenance.end):
            kept.append(mention)
    return kept


def _comma_between(text: str, start: int, end: int) -> bool:
    gap = text[start:end]
    if gap == " ":
        return False  # most often so, and this is asked of every two words
    outside = _LEFT_OUT.sub(" ", gap)
    return any(mark in outside for mark in ",;:")


def _mark(sentence: Sentence, start: int, end: int) -> Chunk | None:
    """A comma or a break between two words; None where only space and brackets stand there."""
    gap = sentence.unit.text[start:end]
    if gap == " ":
        return None
    gap = _LEFT_OUT.sub(" ", gap)
    if gap == ". " and _INITIAL.search(sentence.unit.text, max(sentence.start, start - 2), start):
        return None  # "F. poae"
    if _BREAKS.search(gap):
        return Chunk(ChunkKind.BREAK, start, end)
    return Chunk(ChunkKind.COMMA, start, end) if "," in gap or "(" in gap or ")" in gap else None


def _joins(run: Sequence[_Word], word: _Word) -> bool:
    """Whether a word goes on with the chunk that ``run`` began."""
    last = run[-1].kind
    if last is WordClass.DETERMINER and word.token.lower in _SUPERLATIVE:
        return run[-1].token.lower == "the"
    if last in (WordClass.NOUN, WordClass.DETERMINER):
        return word.kind is WordClass.NOUN
    # "helps identify" and "is used to" are two groups; "used" after "be" is one.
    return last in _IN_GROUP and last is not WordClass.VERB and word.kind in _IN_GROUP


def _chunk(run: Sequence[_Word]) -> list[Chunk]:
    """The chunk that words side by side make; none of adverbs and the like that stand alone."""
    tokens = tuple(word.token for word in run)
    words = tuple(token.lower for token in tokens)
    place = (tokens[0].start, tokens[-1].end, tokens)
    if any(word.kind in _IN_PHRASE for word in run):
        mention = next((word.mention for word in reversed(run) if word.mention is not None), None)
        return [Chunk(ChunkKind.NOUNS, *place, words, mention)]
    if len(run) == 1 and run[0].kind in _SINGLE:
        return [Chunk(_SINGLE[run[0].kind], *place, words)]
    if any(word.kind in _VERBAL for word in run):
        return [_verb_group(run, words)]
    if words in (("not",), ("not", "to")):
        return [Chunk(ChunkKind.BREAK, *place, words)]  # "is due not to A"
    if unsure := tuple(word for word in words if word in UNSURE_ADVERBS):
        return [Chunk(ChunkKind.COMMA, *place, unsure)]
    return [Chunk(ChunkKind.PREPOSITION, *place, ("to",))] if run[-1].kind is WordClass.TO else []


def _verb_group(run: Sequence[_Word], words: tuple[str, ...]) -> Chunk:
    kinds = {word.kind for word in run}
    be, has = WordClass.BE in kinds, WordClass.HAVE in kinds
    main = next((word.token.lower for word in reversed(run) if word.kind is WordClass.VERB), "")
    verb = verb_of(main)
    form = verb.form if verb else _form_of_unknown(main)
    return Chunk(
        ChunkKind.VERBS,
        run[0].token.start,
        run[-1].token.end,
        tuple(word.token for word in run),
        words,
        lemma=verb.lemma if verb else ("have" if has and not be else ""),
        form=form,
        passive=form is VerbForm.PARTICIPLE and (be or not has),
        copula=be and not main,
        negated=WordClass.NOT in kinds,
        infinitive=WordClass.TO in kinds,
    )


def _form_of_unknown(word: str) -> VerbForm:
    if word.endswith("ed"):
        return VerbForm.PARTICIPLE
    return VerbForm.GERUND if word.endswith("ing") else VerbForm.BASE


def acts_later(behind: Sequence[Chunk]) -> bool:
    """Whether a later verb is that of the sentence, as behind "led" in "A led by B causes C"."""
    kinds = (ChunkKind.NOUNS, ChunkKind.PREPOSITION, ChunkKind.VERBS)
    inside = list(takewhile(lambda chunk: chunk.kind in kinds, behind))
    acting = (ChunkKind.NOUNS, ChunkKind.VERBS, ChunkKind.NOUNS)
    verbs = (b for a, b, c in zip(inside, inside[1:], inside[2:], strict=False) if (a.kind, b.kind, c.kind) == acting)
    led = inside != [] and inside[0].words == ("by",)
    return led or any(verb.form is not VerbForm.GERUND and not verb.infinitive for verb in verbs)
