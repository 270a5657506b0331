"""Noun phrases that name a thing of the field, though the paper prints them once: the ends that relations bring in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from k1.extraction.grammar.chunks import Chunk
from k1.extraction.grammar.phrases import ING_NOUNS, VERBS, is_breaker, is_qualifier, is_quantity, is_term, trimmed
from k1.extraction.grammar.verb_frames import COMPARATIVES
from k1.extraction.grammar.word_classes import CLOSED, verb_of
from k1.extraction.reading.paper import Token
from k1.text.lexicon import rarity
from k1.text.normalisation import singular
from k1.text.words import word_set

_ACTIVITY = re.compile(r"(?:tion|sion|sis|ment|ing|ysis|[^u]ality|arity|ivity|ness)$")
_NOT_PARTS = word_set("""
    et al i.e e.g fig figure table section eq equation e.g. ref two three four five six seven eight nine ten
    named called termed itself themselves oneself
    """)
NOT_IN_NAMES = "()[]{},;:=$\\@\u2019'\u201c\u201d\""
_WEAK_FIRST = word_set("""
    new other such own better specific improved several following analyzed adjusting common most further certain similar
    same excellent versatile additional current early advanced many few popular typical purpose extra valid reliable
    inherent plausible reasonable proprietary emerged unified diverse generated obtained calculated subsequent slight
    modest striking marked exaggerated
    """)
_WEAK_LAST = word_set("""
    baseline interface chain user chemist researcher scientist advancement challenge capability tutorial example
    experience notebook session improvement performance fit behaviour behavior individual person people reader author
    community ability need attention insight datasets notion trend section day student expert object variable thing
    difficulty opportunity practice issue topic consideration limitation task work quality overview understanding
    approximation progress contribution assumption finding release agent-based query setting format property foundation
    loss inference series module class workspace doc mean analogue generalization generalisation extension variant
    version implementation fast tell corresponding nature alternative counterpart appropriate worldwide following
    referee reviewer consequence description presence absence existence occurrence amount case situation portion
    proportion fraction share increment player
    """)
_ACTS = frozenset(word for word in VERBS if word.endswith("ing"))
_SIZES = word_set("low high small large long short")
_NOUN_ENDINGS = ("tion", "sion", "ity", "ment", "ness", "ance", "ence", "sis", "ism", "phy", "try", "ology", "omics",
                 "gradients", "ature", "metry", "ics")  # fmt: skip
DEEDS = word_set("""
    accumulation activation administration coadministration co-administration deactivation depletion dephosphorylation
    disruption downregulation down-regulation impairment induction inhibition knockdown overexpression
    phosphorylation pretreatment preincubation supplementation suppression upregulation up-regulation
    computation calculation specification flexibility efficiency simplicity severity complexity similarity availability
    probability suitability
    """)
"""Nouns that name nothing without what they are done to."""
_NEVER_NAMING = CLOSED.keys() - {"near"}  # a noun phrase with it is "near infrared light"
_MUCH = word_set("growing large larger vast substantial considerable increasing extensive whole")
_QUALITIES = word_set("""
    aging ageing bearing boiling breeding circulating cycling dividing dwelling dying emerging existing flowering
    flowing floating flying foraging growing hearing incoming infiltrating invading lactating living migrating nesting
    nursing ongoing orbiting oscillating outgoing proliferating sleeping spawning spinning surviving swimming walking
    wintering working
    """)
"""Words in "-ing" that say what the noun behind them does itself: "circulating tumour cells"."""
_NOUNS_TOO = frozenset({"speed", "yield", "yields"})
"""Verbs that close a name as nouns: "convergence speed", "crop yield"."""
_POINTING = word_set("this these that those such its their his her our")
"""Words that point elsewhere, so that what they begin is told by no name: "biosynthesis of these hormones"."""
_GENERAL = word_set("""
    technique method approach strategy mediator regulator parameter potential target species tool metric situation
    """)
"""Nouns that name something only with a word of the field before them."""
OF_SOMETHING = word_set("""
    coefficient measure alteration index ratio viability variability feasibility dose dosage
    abundance level rate frequency incidence prevalence severity titer titre
    """)
_MOST_WORDS = 6
_LEAST_RARITY = 2.5
_LEAST_BEFORE_GENERAL = 3.6  # of the one word before a general noun; two say more than one
_LEAST_OF_TWO = 5.0  # of two common words together: "sample selection technique"


def name_span(phrase: Chunk, behind: Chunk | None) -> tuple[int, int] | None:
    """The characters of a unit that a new name covers: the phrase, or with "of" and what follows it."""
    much = singular(phrase.words[-1]) == "body" and not _MUCH.isdisjoint(phrase.words)  # "a growing body" of work
    if much or any(token.text[0].isdigit() and not is_quantity(token.text) for token in phrase.tokens):
        return None  # "9 stimulation and 6 return contacts"
    tokens = _without_weak(phrase)
    if behind is not None and behind.words[0] in _POINTING:
        if len(tokens) < 2 or tokens[-1].lower in DEEDS:
            return None  # "depletion of these cells"
        behind = None
    pointed = behind is None and len(tokens) == 1 and phrase.words[0] in _POINTING  # "this complication"
    if pointed or not tokens:
        return None
    if behind is not None and len(tokens) <= 2 and (_asks_for_of(tokens[-1].lower) or _is_single(tokens)):
        tail = [token for token in behind.tokens if token.lower not in CLOSED]
        tokens = [*tokens, *tail] if tail else []
    elif behind is None and any(map(_is_plural, tokens[:-1])):
        return None  # "networks evolve": a noun inside a name is seldom a plural
    elif (behind is not None and len(tokens) == 1 and not _is_single(tokens)) or not _is_named(tokens):
        return None
    return (tokens[0].start, tokens[-1].end) if tokens and _is_sound(tokens) else None


def _asks_for_of(head: str) -> bool:
    """Whether a noun names a thing only with what follows its "of": a deed, a measure of something."""
    return _ACTIVITY.search(head) is not None or singular(head) in OF_SOMETHING


def _is_sound(tokens: Sequence[Token]) -> bool:
    """Whether words can be a name: no number or mark among them, no verb before, a noun at the end."""
    verb_first = len(tokens) > 1 and tokens[0].lower in VERBS and tokens[0].lower not in _ACTS
    return not verb_first and len(tokens) <= _MOST_WORDS and can_close(tokens[-1]) and all(map(_is_part, tokens))


def _without_weak(phrase: Chunk) -> list[Token]:
    """The words of a phrase without articles and first words that say nothing of the subject."""
    graded = {quality.start for word, quality in pairwise(phrase.tokens) if _grades(phrase, word, quality)}
    tokens = [t for t in phrase.tokens if t.lower not in _NEVER_NAMING and t.start not in graded]
    if tokens and len(tokens[0].text) == 1 and tokens[0].text.isupper():
        return tokens  # "F. poae isolates": the initial of a genus
    if len(tokens) < 3 or tokens[0].lower not in _SIZES:
        tokens = trimmed(tokens)
    if len(tokens) > 2 and _is_deed(tokens):
        tokens = tokens[1:]
    while tokens and tokens[0].lower in _WEAK_FIRST | COMPARATIVES:
        tokens = tokens[1:]
    return tokens


def _grades(phrase: Chunk, word: Token, quality: Token) -> bool:
    """Whether a word says how much of a quality there is, which then names nothing: "the most effective strategy"."""
    if word.lower == "most":
        return word is not phrase.tokens[0]
    return word.lower in ("more", "less", "very") and is_qualifier(quality.lower)


def _is_deed(tokens: Sequence[Token]) -> bool:
    """Whether words begin with what is done to the rest: "fitting univariate distributions"."""
    first = tokens[0].lower
    if not first.endswith("ing") or first in _QUALITIES or not _is_plural(tokens[-1]):
        return False
    # No adjective stands inside a compound: "fitting discrete mixtures", but "clustering algorithms".
    return first not in ING_NOUNS or is_qualifier(tokens[1].lower)


def _is_plural(token: Token) -> bool:
    word = token.text
    return len(word) > 3 and word.islower() and word.endswith("s") and singular(word) != word


def _is_named(tokens: Sequence[Token]) -> bool:
    least = _LEAST_BEFORE_GENERAL if len(tokens) == 2 else _LEAST_RARITY + 0.5
    said = sorted(_specific(word.lower) for word in tokens[:-1])
    if singular(tokens[-1].lower) in _GENERAL and max(said, default=0) < least and sum(said[-2:]) < _LEAST_OF_TWO:
        return False
    return is_term(list(tokens), _LEAST_RARITY) or _is_single(tokens)


def _specific(word: str) -> float:
    """How much a word says of what a general noun names: nothing where it praises ("reliable", "effective")."""
    return 0 if word.endswith(("able", "ible")) else rarity(word)


def can_close(last: Token) -> bool:
    """Whether a word can be the head of a name: no verb, and no noun that stands for anything."""
    word = last.lower
    if (
        word in _WEAK_LAST
        or singular(word) in _WEAK_LAST
        or word.endswith(
            ("-based", "-like", "-free", "-driven", "-side", "-specific", "-dependent", "-related", "-induced")
        )
    ):
        return False
    return not is_breaker(last) or word.endswith("ing") or word in _NOUNS_TOO


def _is_part(token: Token) -> bool:
    word = token.text
    return (
        (len(word) > 1 or word.isupper())
        and not word[0].isdigit()
        and word.casefold() not in _NOT_PARTS
        and "." not in word
    )


_SCIENTIFIC = re.compile(
    r"(?:a?emia|itis|osis|oma|penia|pathy|cytes?|algia|uria|plasia|trophy|plegia|graphy|metry|scopy|ectomy|otomy|plasty"
    r"|therapy|assay|lysis|phoresis|genesis|[iyn]lase|inase|idase|ptase|tease|erase|ulose|ctose|ucose|statin|mycin|cillin"
    r"|amine|idine|azine|lanine|phine|caine|sterol|sterone|steroid|globin|globulin|ulin|parin|toxin|tonin|kine|plast"
    r"|chlor(?:ide|ine)|oxide|sulph?ate|nitrate|phosphate|acetate|virus|philia|phobia|phrenia|esity|esthesia|monia)$"
)
"""Endings of nouns that the sciences made: "insulin", "hypoxemia", "apoptosis"."""
_LEAST_SCIENTIFIC = 6


def _is_single(tokens: Sequence[Token]) -> bool:
    """Whether one word alone is a term: a noun by its ending, rare in English, and no form of a verb."""
    if len(tokens) != 1:
        return False
    word = singular(tokens[0].lower)
    if word in DEEDS:
        return False
    if is_made_by_science(word):
        return True
    return word.endswith(_NOUN_ENDINGS) and len(word) > 7 and 3.6 <= rarity(word) < 10 and verb_of(word) is None


def is_made_by_science(word: str) -> bool:
    """Whether a noun in lower case has an ending that the sciences made, and is rare in English."""
    return len(word) >= _LEAST_SCIENTIFIC and _SCIENTIFIC.search(word) is not None and rarity(word) >= 3.6
