"""From a noun phrase to the entity it stands for: a mention, the paper's own work, or a new concept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from k1.extraction.entities.concepts import NOT_IN_NAMES, can_close, name_span
from k1.extraction.entities.kind_cues import head_kind
from k1.extraction.grammar.chunks import Chunk
from k1.extraction.grammar.phrases import is_qualifier
from k1.extraction.grammar.word_classes import CLOSED
from k1.extraction.reading.class_nouns import DATA_SETS, PACKAGES, TOOLBOXES
from k1.extraction.reading.evidence import Mentioned, mention_record
from k1.extraction.reading.names import is_name_like
from k1.extraction.reading.paper import Sentence
from k1.schema.knowledge import EntityMention
from k1.schema.vocabulary import EntityKind
from k1.text.lexicon import LANGUAGES, PROPER, is_english, rarity
from k1.text.normalisation import name_key, singular
from k1.text.words import word_set

_INITIAL = re.compile(r"[A-Z]\.")
"""The initial of a genus, before an epithet that is no plural: "G. sulfurreducens"."""
CLASS_NOUNS = (
    TOOLBOXES
    | DATA_SETS
    | word_set("""
    software framework tool module code method algorithm model approach system technique agent network procedure scheme
    implementation program project variant version platform solver sampler classifier score metric language itself
    modeling modelling programming
    """)
)
"""Words that may follow a name without naming anything else: "the celerite algorithm"."""
_WORK_ADJECTIVES = r"(?:python |software |main |current |original |presented |proposed |primary |open-source |new )?"
_OWN_TOOL = re.compile(
    rf"^(?:(?:our|the|this) {_WORK_ADJECTIVES}(?:package|library|toolkit|software|module|code|tool)"
    rf"|(?:our|this) {_WORK_ADJECTIVES}(?:framework|system))$"
)
_OWN_METHOD = re.compile(
    rf"^(?:our|this|the proposed|the presented) {_WORK_ADJECTIVES}"
    r"(?:method|approach|algorithm|model|framework|system|agent|network)$|^the (?:framework|system|agent)$"
)
_THIS = re.compile(r"^(?:this|the) (?:method|approach|algorithm|technique|model|framework|procedure)$")
CLASS_KINDS = {
    **dict.fromkeys(("package", "library", "tool", "software", "code", "program", "framework"), EntityKind.TOOL),
    **dict.fromkeys(("algorithm", "method", "technique", "approach", "sampler", "optimizer"), EntityKind.METHOD),
    **dict.fromkeys(("model", "network", "architecture"), EntityKind.MODEL),
    **dict.fromkeys(("dataset", "benchmark", "corpus"), EntityKind.DATASET),
    **dict.fromkeys(("metric", "score"), EntityKind.METRIC),
    **dict.fromkeys(("baseline", "competitor"), EntityKind.CONCEPT),  # told by what they are compared with
}
"""The kinds of what classes have for members."""
_PROGRAMS = PACKAGES | word_set("framework software language")
_NAMED_BEHIND = frozenset({EntityKind.TOOL, EntityKind.DATASET})
_SOFTWARE = PACKAGES | DATA_SETS | word_set("software tool code")


@dataclass(frozen=True, slots=True)
class Argument:
    """An entity at an end of a relation, and where the sentence prints it."""

    entity: str
    kind: EntityKind
    name: str
    start: int
    end: int


@dataclass(slots=True)
class Context:
    """What noun phrases of a paper may stand for besides what they say.

    ``known`` has the entities of the paper by the key of their name; ``concepts`` fills with the new ones.
    """

    known: Mapping[str, EntityMention]
    own: EntityMention | None
    sentence: Sentence
    concepts: dict[str, EntityMention] = field(default_factory=dict)
    subject: Argument | None = None  # of the sentence before, in the same unit
    maker: Argument | None = None  # the one method, model or tool that the sentence before names, in the same unit


def arguments(context: Context, phrases: Sequence[Chunk], *, first_person: bool = False) -> list[Argument]:
    """The entities that noun phrases side by side stand for; names without a kind take that of their neighbours."""
    following = zip(phrases, [*phrases[1:], *phrases[-1:]], strict=True)
    whole = [a for a, b in following if not (_is_adjective_of(a, b) or _is_suspended(a, phrases[-1]))]
    phrases = [] if _share_eponym(phrases) else whole
    found = [argument(context, phrase, first_person=first_person) for phrase in phrases]
    kinds = {known.kind for known in found if known is not None}
    if len(phrases) > 1 and len(kinds) == 1 and (kind := next(iter(kinds))) is not EntityKind.CONCEPT:
        found = [known or as_name(context, phrase, kind) for known, phrase in zip(found, phrases, strict=True)]
    return [known for known in found if known is not None]


def _is_adjective_of(phrase: Chunk, other: Chunk) -> bool:
    """Whether a word tells a quality of the noun of another phrase: "systemic or intraventricular insulin"."""
    word = _lone_word(phrase)
    return phrase is not other and len(other.tokens) > 1 and word != "" and is_qualifier(word)


def _is_suspended(phrase: Chunk, last: Chunk) -> bool:
    """Whether a word shares the noun of the last phrase: "cytotoxic and antibacterial activities"."""
    word = _lone_word(phrase)
    if phrase is last or len(last.tokens) < 2 or not word:
        return False
    shares = singular(word) == word and singular(last.words[-1]) != last.words[-1]
    shares = shares and not is_qualifier(last.words[-2])  # "metformin and dietary fibres": no words side by side
    return is_qualifier(word) or (phrase.mention is None and shares)


def _lone_word(phrase: Chunk) -> str:
    """The one word that a phrase has beside articles and the like, unless it is a name; else nothing."""
    words = [token.lower for token in phrase.tokens if token.lower not in CLOSED]
    return words[0] if len(words) == 1 and not is_name_like(phrase.tokens[-1]) else ""


def _share_eponym(phrases: Sequence[Chunk]) -> bool:
    """Whether names share one noun, so that each alone names nothing: "the Grange and Kiefer method"."""
    if len(phrases) != 2 or any(phrase.mention is not None for phrase in phrases) or len(phrases[1].tokens) != 2:
        return False
    first, (name, noun) = [t.text for t in phrases[0].tokens if t.lower not in CLOSED], phrases[1].tokens
    return bool(first) and first[-1].istitle() and name.text.istitle() and noun.text.islower()


def argument(context: Context, phrase: Chunk, *, first_person: bool = False) -> Argument | None:
    """The entity that one noun phrase stands for; None where it names nothing."""
    words = " ".join(phrase.words)
    if context.maker is not None and phrase.mention is None and _THIS.match(words):
        return _at(context.maker, phrase.start, phrase.end)
    own = _is_own(context.own, words) if context.own is not None else False
    if context.own is not None and (own or (first_person and words == "we")) and not _is_told_apart(context, phrase):
        return _at(context.own, phrase.start, phrase.end)
    if phrase.mention is not None and (named := _named(phrase, phrase.mention)) is not None:
        return named
    if words == "it" and context.subject is not None:
        return _at(context.subject, phrase.start, phrase.end)
    return _behind_class(context, phrase) or concept(context, phrase)


def _behind_class(context: Context, phrase: Chunk) -> Argument | None:
    """The name that its class stands before: "the sampling software Stan", "the R package coin"."""
    if len(phrase.tokens) < 2:
        return None
    before, last = phrase.tokens[-2:]
    kind = EntityKind.TOOL if before.lower == "language" else CLASS_KINDS.get(before.lower)
    written = before.lower == "package" and any(token.lower in LANGUAGES for token in phrase.tokens[:-2])
    named = written or not is_english(last.text.lower()) or (last.text[0].isupper() and before.text.islower())
    if kind not in _NAMED_BEHIND or not named or not can_close(last) or _is_part_of_body(before.lower, last.lower):
        return None
    return _new(context, last.start, last.end, kind, alike=False)


def _is_part_of_body(before: str, last: str) -> bool:
    """Whether two words are of Latin anatomy: "corpus callosum", "corpus luteum"."""
    return before == "corpus" and last.endswith(("um", "us", "i"))


def _is_own(own: EntityMention, words: str) -> bool:
    """Whether words like "this package" stand for the paper's own work, which must be of that kind."""
    pattern = _OWN_TOOL if own.kind is EntityKind.TOOL else _OWN_METHOD
    return pattern.match(words) is not None


def _is_told_apart(context: Context, phrase: Chunk) -> bool:
    """Whether a clause says which one is meant: "the software that is popular there"."""
    return phrase.words[0] == "the" and context.sentence.unit.text.startswith(" that ", phrase.end)


def _named(phrase: Chunk, mention: EntityMention) -> Argument | None:
    behind = [t.lower for t in phrase.tokens if t.start >= mention.provenance.end]
    before = [t.lower for t in phrase.tokens if t.end <= mention.provenance.start]
    if mention.proposed and before[-1:] in (["a"], ["an"], ["other"]) and not behind:
        return None  # "an exoplanet": the word, not the name
    if before and not behind and mention.surface.islower() and _is_narrowed(phrase, mention):
        return None
    if behind and mention.name.casefold() in LANGUAGES:
        return None
    if mention.kind not in (EntityKind.TOOL, EntityKind.DATASET) and not _SOFTWARE.isdisjoint(map(singular, behind)):
        return None
    appositive = mention.kind is EntityKind.TOOL and behind[-1:] and singular(behind[-1]) in _PROGRAMS
    if appositive or all(singular(word) in CLASS_NOUNS for word in behind):
        return whole_mention(mention)
    return None


def _is_narrowed(phrase: Chunk, mention: EntityMention) -> bool:
    """Whether the words before a mention of one word make it another thing: "serum prolactin"."""
    whole = name_span(phrase, None) if " " not in mention.surface else None
    return whole is not None and whole[0] < mention.provenance.start


def whole_mention(mention: EntityMention) -> Argument:
    """A mention as an argument, where it stands."""
    return _at(mention, mention.provenance.start, mention.provenance.end)


def _at(said: Argument | EntityMention, start: int, end: int) -> Argument:
    return Argument(said.entity, said.kind, said.name, start, end)


def concept(context: Context, phrase: Chunk, behind: Chunk | None = None) -> Argument | None:
    """A phrase of the field that no mention covers, alone or with its "of" (``behind``); None for other phrases."""
    span = name_span(phrase, behind)
    if span is None:
        return None
    text = context.sentence.unit.text[slice(*span)]
    if any(mark in text for mark in NOT_IN_NAMES) or any(word.isdigit() for word in text.split()):
        return None  # a citation's number, or a formula, stands inside
    return _new(context, *span, None)


def as_name(context: Context, phrase: Chunk, kind: EntityKind) -> Argument | None:
    """A single word spelt as a name, of a kind that its neighbours tell: "batman, PyTransit, and starry"."""
    words = [token for token in phrase.tokens if token.lower not in CLOSED]
    if len(words) == 2 and all(word.text[0].isupper() for word in words):
        return _new(context, words[0].start, words[1].end, kind)
    if len(words) != 1 or words[0].text[0].isdigit() or not can_close(words[0]):
        return None
    word = words[0]
    named = is_name_like(word) or rarity(word.text) >= 6 or (word.text[0].isupper() and rarity(word.text) > 3)
    return _new(context, word.start, word.end, kind) if named else None


def _new(context: Context, start: int, end: int, kind: EntityKind | None, *, alike: bool = True) -> Argument | None:
    """The entity of some characters of the sentence: one the paper knows, or a new one, which is kept.

    One that is known as another kind is the same where they may be ``alike``.
    """
    sentence = context.sentence
    surface = sentence.unit.text[start:end]
    opens = not any(map(str.isalpha, sentence.unit.text[sentence.start : start].rpartition(":")[2]))
    name = _printed(surface, opens=opens) if alike else surface
    key = name_key(name)
    if (known := context.known.get(key)) is not None and (alike or known.kind is kind):
        return _at(known, start, end)
    kind = kind or _kind(name)
    mention = mention_record(sentence.unit, (start, end), Mentioned(kind, name), sentence.zone)
    context.concepts.setdefault(mention.id, mention)
    return _at(mention, start, end)


def _printed(surface: str, *, opens: bool) -> str:
    """A name as a node prints it: white space folded, its first letter small where it ``opens`` a sentence."""
    words = surface.split()
    first = words[0]
    small = first[1:] == first[1:].lower() and all(word == word.lower() for word in words[1:2])
    is_word = is_english(first) or is_qualifier(first.lower())
    if opens and small and is_word and first.casefold() not in PROPER:
        words[0] = first.lower()
    if words[-1].islower() and not (len(words) == 2 and _INITIAL.fullmatch(first)):
        words[-1] = singular(words[-1])
    return " ".join(words)


def _kind(name: str) -> EntityKind:
    """The kind that the last word tells; else a term, or a concept where the phrase has a part of its own ("of")."""
    kind = head_kind(name)
    if kind in (EntityKind.TOOL, EntityKind.DATASET, EntityKind.METRIC, EntityKind.MODEL) or " of " in name:
        return EntityKind.CONCEPT
    return kind or EntityKind.TERM
