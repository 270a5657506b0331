"""The name of a journal that no mark parts from its neighbours: after authors, or behind a title.

Journals are told by how styles print them: capitalised words, mostly abbreviated, right before a volume. No list of
journals is kept. Both readers look at a few words only, so the time does not grow with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from k1.text.words import word_set

YEAR = r"(?:1[5-9]|20)\d\d"
"""A year of publication, for a pattern."""

SMALL_WORDS = word_set("of the and in for on de der & la des et und to e do da di del y a")
"""Words that names and titles set in small letters between others."""

_WORD = re.compile(r"\S+")
_REACH = 12  # words that the name of a journal has at most
_WINDOW = 160  # characters that they take at most
_INITIAL = 2  # characters: what is longer and ends in a full stop is a word
# Words that "of" goes on from: "Journal of", "Annual Review of".
_HEAD_NOUN = re.compile(
    r"(?:journal|annals|proceedings|transactions|bulletin|archives?|reviews?|reports|letters|advances|progress"
    r"|acta|academy|society)$",
    re.IGNORECASE,
)
# Bodies whose initials begin the name of their journals: "IEEE Trans. Inf. Theory".
_SOCIETY = re.compile(r"(?:IEEE|ACM|ACS|SIAM|AIP|APL|IET|EPJ|JETP|EPL|RSC|EMBO|FEBS|ISME|BMC|PLoS|PLOS|AIChE)$")
_ACRONYM = re.compile(r"(?=.*[A-Z\d].*[A-Z\d])[\w\u2013-]+")
_VOLUME_AHEAD = re.compile(r"[A-Z]{0,2}\d{1,4}[A-Z]?(?:[:;](?=\s?\d\d)|,(?=\s[A-Za-z]?\d)|\s?\(|(?=\s[A-Za-z]{0,2}\d))")
_YEAR_AHEAD = re.compile(rf"\(?{YEAR}\)?[,;]\s?(?:vol\.?\s)?[A-Z]?\d")
_NUMBERS_AHEAD = re.compile(rf"\s{YEAR},\s[A-Z]?\d{{1,4}}(?:\(\d{{1,4}}\))?,\s[A-Za-z]?\d")
_LONE_YEAR = re.compile(rf"\(?{YEAR}[a-h]?\)?(?!\d)")


def begins_journal(text: str, at: int) -> bool:
    """Whether an abbreviated journal and its volume stand at a place: "Nat. Mater. 6, 183 (2007)"."""
    count = abbreviated = cut_short = 0
    for word in _WORD.finditer(text, at, at + _WINDOW):
        if word[0].lstrip("(")[:1].isdigit():
            ahead = _YEAR_AHEAD if _LONE_YEAR.match(word[0]) else _VOLUME_AHEAD
            return cut_short > 0 and count <= 2 * abbreviated and ahead.match(text, word.start()) is not None
        if count >= _REACH or not _may_stand(word[0]):
            return False
        if _parts(word[0]):  # "Nat. Photonics, 2014, 8, 488"
            return abbreviated * 2 > count and _NUMBERS_AHEAD.match(text, word.end()) is not None
        count += word[0] not in SMALL_WORDS
        abbreviated += is_abbreviated(word[0])
        cut_short += is_abbreviated(word[0]) and len(word[0]) > _INITIAL
    return False


def journal_start(text: str) -> int:
    """Where the journal begins that ends a text, behind a title that no full stop ends; the text's length for none.

    "Entanglement in graphene New J. Phys.": the journal is the run of capitalised words at the end. A title in title
    case gives no such run, so there the first abbreviation begins the journal.
    """
    window = max(0, len(text) - _WINDOW)
    words = list(_WORD.finditer(text, window))
    run = _capitalised_run([word[0] for word in words])
    if not run:
        return len(text)
    first = len(words) - run
    before, names = [word[0] for word in words[:first]], [word[0] for word in words[first:]]
    skipped = _of_the_title(before, names) if before or window else 0
    return words[first + skipped].start()


def is_abbreviated(word: str) -> bool:
    """Whether a word is cut short by a full stop: "Phys.", "Chem.,", "(N.Y.)"."""
    return word.rstrip(",:;)").endswith(".")


def _capitalised_run(words: Sequence[str]) -> int:
    """How many words at the end can belong to the name of a journal."""
    count = 0
    while count < min(_REACH, len(words)):
        at = len(words) - 1 - count
        if words[at] in SMALL_WORDS:
            left = _before_small_words(words, at)
            if left is None:
                break
            count = len(words) - left
        elif _may_stand(words[at]) and not (count and _parts(words[at])):
            count += 1
        else:
            break
    return count


def _before_small_words(words: Sequence[str], at: int) -> int | None:
    """The place of the word that "of the" goes on from; None where that begins no name of a journal."""
    while at >= 0 and words[at] in SMALL_WORDS:
        at -= 1
    return at if at >= 0 and (_HEAD_NOUN.match(words[at]) or is_abbreviated(words[at])) else None


def _may_stand(word: str) -> bool:
    return word.lstrip("(")[:1].isupper() or word in SMALL_WORDS


def _parts(word: str) -> bool:
    """Whether a mark after a word ends what it belongs to: a comma or question mark that follows no abbreviation."""
    return word[-1] in ',;?!"\u201d' and not is_abbreviated(word)


def _of_the_title(before: Sequence[str], names: Sequence[str]) -> int:
    """How many of the capitalised words at the end still belong to the title."""
    abbreviated = next((at for at, name in enumerate(names) if is_abbreviated(name)), len(names) - 1)
    if not _in_sentence_case(before):
        return abbreviated
    skipped = 0
    while skipped < abbreviated and _ACRONYM.fullmatch(names[skipped]) and not _SOCIETY.match(names[skipped]):
        skipped += 1
    return skipped


def _in_sentence_case(words: Sequence[str]) -> bool:
    """Whether most words of a title are in lower case, the first and the small ones aside."""
    content = [word for word in words[1:] if word not in SMALL_WORDS and len(word) > 2]
    return sum(word[0].islower() for word in content) * 2 > len(content)
