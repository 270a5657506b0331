"""The title of a paper: the largest text of its first page that is no masthead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from k1.parsing.front.authors import is_byline
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Line, Page
from k1.text.months import month_number

_MASTHEAD = re.compile(
    r"^(?:www\.|arxiv:|https?:|issn\b|doi\b|vol(?:ume|\.)?\s?\d|open access$|(?:the )?journal of\b.*\d"
    r"|(?:[a-z]+ ){0,2}journal ?of(?: ?[a-z&]+){1,6}$|original (?:article|paper|research)$"
    r"|(?:mini |systematic )?review(?: article)?s?$|(?:short |brief |rapid )?(?:communication|report)s?$"
    r"|(?:research|clinical|case)"
    r" (?:article|study|report|paper|note)s?$|articles?$|letters?$|editorials?$|study protocol$|research$"
    r"|software$|perspectives?$"
    r"|abstract$|contents$|keywords?\b|introduction$|received\b|copyright\b|article in press$|methodology$"
    r"|database$|correspondence$)",
    re.IGNORECASE,
)
_RUNNING = re.compile(r"\d{4}|\bet al\b|\bvol\b|\bpages?\b|doi|https?:", re.IGNORECASE)
_ISSUE = re.compile(r"\bdoi\b|\bvol(?:ume)?\b|\bissn\b|https?:", re.IGNORECASE)
_NOTE_MARKS = re.compile(r"(?<=\w{2})[\s,]?[\u2217\u2020\u2021\u00a7\u00b6\u22c6][\s,\u2217\u2020\u2021\u22c6*]*$")
_ONLY_A_DATE = re.compile(r"(?:\d{1,2}(?:st|nd|rd|th)?\s)?(?P<month>[A-Z][a-z]{2,8})\.?\s(?:\d{1,2},?\s)?(?:19|20)\d\d")
_FIRST_SECTION = re.compile(r"(?:1|(?:\d{1,2}\.)+\d*)\s+[^\W\d_]")
_PROSE = 3.0  # points that type of the text's size counts less
_LARGE = 14.0  # points; so large, lines may stand far apart
_LARGER = 1.15  # times the size of the names, of a title of no more than _SHORT words
_SHORT = 3
_CLOSE, _WIDE = 0.95, 1.3  # gap between lines of one title, in sizes of its font
_SPREAD = 0.1  # em that lines of one title may stand further apart than those of the page do
_FEWEST_GAPS = 4
_SIZE_STEP = 0.6  # points within which lines are of one size


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """The title's text, and its lines on the first page."""

    text: str
    lines: tuple[Line, ...]


def find_title(page: Page, metadata_title: str, elsewhere: Sequence[str], vocabulary: Vocabulary) -> TitleBlock:
    """The title on a first page; empty where nothing on it can be one.

    Parameters
    ----------
    metadata_title: the title that the file's metadata claims; believed where the page prints it too.
    elsewhere: other lines of the paper (page heads, how to cite): a masthead comes back there before a year.
    vocabulary: the words of the paper, which tell whether a hyphen at the end of a line belongs to its word.
    """
    prose = _main_size(page)
    groups = _groups(
        [line for line in page.lines if line.box.y0 < 0.75 * page.height and line.text.strip() and not line.turned],
        prose,
    )
    claimed = title_letters(metadata_title)
    printed = [(title_letters(text), text) for text in dict.fromkeys(elsewhere)]
    scored = [
        (_score(group, page, claimed, printed) - _PROSE * _is_prose(group, prose), -at, group)
        for at, group in enumerate(groups)
    ]
    if not scored:
        return TitleBlock("", ())
    score, _, best = max(scored, key=lambda item: item[:2])
    if score <= 0:
        return TitleBlock("", ())
    chosen = _over_names(best, groups, page) or best
    return TitleBlock(_tidy(_run_on(chosen, vocabulary)), tuple(chosen))


def _over_names(best: Sequence[Line], groups: Sequence[Sequence[Line]], page: Page) -> Sequence[Line] | None:
    """The larger group of a word or two right above a group of names that no names follow: a short title."""
    following = [group for group in groups if group[0].box.y0 > best[-1].box.y0]
    if not is_byline(best) or (following and is_byline(following[0][:1])):
        return None
    above = [group for group in groups if group[-1].box.y1 < best[0].box.y0 + 1]
    nearest = max(above, key=lambda group: group[-1].box.y1, default=None)
    if nearest is None or nearest[0].size < _LARGER * best[0].size or len(_joined(nearest).split()) > _SHORT:
        return None
    barred = _MASTHEAD.match(_joined(nearest)) or len(title_letters(_joined(nearest))) < 4
    return None if barred or _shares_row_with_issue(nearest, page) else nearest


def _main_size(page: Page) -> float:
    """The font size of most letters of a page."""
    letters: Counter[float] = Counter()
    for line in page.lines:
        letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _is_prose(group: Sequence[Line], size: float) -> bool:
    """Whether a group is set as the text of the page is: in its size, upright or italic, and not bold."""
    return abs(group[0].size - size) < 0.3 and not any(line.bold for line in group)


def _groups(lines: Sequence[Line], prose: float) -> list[list[Line]]:
    """Lines of one size that stand close below each other; in a manuscript with wide line spacing, as far as its text.

    Lines set as text of size ``prose``, and names, must stand close all the same: nothing else parts a title from them.
    """
    groups: list[list[Line]] = []
    spacing = _SPREAD + _usual_gap(lines)
    for at, line in enumerate(lines):
        widest = 0.0 if _is_prose([line], prose) or _are_names(line, lines[at + 1 : at + 2]) else spacing
        home = next((group for group in reversed(groups[-4:]) if _belongs(group[-1], line, widest)), None)
        if home is None:
            groups.append([line])
        else:
            home.append(line)
    return groups


def _are_names(line: Line, following: Sequence[Line]) -> bool:
    """Whether a line holds names of people; words of a title that look like names stand right above such."""
    goes_on = line.text.rstrip().endswith((",", "&", " and"))
    return is_byline([line]) and (goes_on or not (following and is_byline(following)))


def _usual_gap(lines: Sequence[Line]) -> float:
    """How far apart the lines of a page stand, in em; 0 where there are too few to tell."""
    placed = sorted(lines, key=lambda line: line.box.y1)
    gaps = [
        (below.box.y0 - above.box.y1) / below.size
        for above, below in pairwise(placed)
        if abs(below.size - above.size) <= _SIZE_STEP and below.box.y1 - above.box.y1 > 0.5 * below.size
    ]
    return median(gaps) if len(gaps) >= _FEWEST_GAPS else 0.0


def _belongs(last: Line, line: Line, widest: float) -> bool:
    """Whether a line goes on with a group; ``widest``: the gap in em that no line spacing of the page exceeds."""
    size = max(last.size, line.size)
    widest = max(widest, _WIDE if size >= _LARGE else _CLOSE)
    below = line.box.y0 - last.box.y1
    overlap = min(last.box.x1, line.box.x1) - max(last.box.x0, line.box.x0)
    same_row = abs(line.box.y1 - last.box.y1) < 0.3 * size and -1 < line.box.x0 - last.box.x1 < 3 * size
    return (
        abs(last.size - line.size) <= _SIZE_STEP
        and (same_row or (-0.6 * size < below < widest * size and overlap > 0))
        and (last.bold == line.bold or last.spans[0].bold == line.spans[0].bold)  # a program's name may be light
    )


def _score(group: Sequence[Line], page: Page, claimed: str, elsewhere: Sequence[tuple[str, str]]) -> float:
    """How much a group looks like the title: its size first, then length and place."""
    text = _joined(group)
    key = title_letters(text)
    words = len(text.split())
    if len(key) < 6 or words > 60 or _MASTHEAD.match(text.strip()) or not re.search(r"[^\W\d_]{3}", text):
        return 0.0
    if _FIRST_SECTION.match(text) or _is_date(text):
        return 0.0
    if key == claimed and words > 1:
        return 100.0 + max(line.size for line in group)
    if claimed and len(claimed) > 15 and (claimed.startswith(key[:60]) or key.startswith(claimed[:60])) and words > 2:
        return 100.0 + max(line.size for line in group)
    score = max(line.size for line in group) + 0.5 * group[0].bold + 1.0 * text.isupper()
    score *= 0.4 if words < 3 else 0.9 if words == 3 else 1.0
    score -= 4.0 * (group[0].box.y0 > 0.55 * page.height)
    if _is_masthead(key, elsewhere) or _shares_row_with_issue(group, page):
        score -= 12.0
    return score


def _is_date(text: str) -> bool:
    found = _ONLY_A_DATE.fullmatch(text.strip())
    return found is not None and month_number(found["month"]) is not None


def _is_masthead(key: str, elsewhere: Sequence[tuple[str, str]]) -> bool:
    """Whether other lines print the same words before a year or a volume, as they do with a journal's name."""
    for folded, text in elsewhere:
        if folded != key and folded.startswith(key) and _RUNNING.search(text[len(key) :]):
            return True
    return False


def _shares_row_with_issue(group: Sequence[Line], page: Page) -> bool:
    """Whether a DOI, a volume or an address stands in the row of a group's only line, as beside a journal's name."""
    only = group[0]
    return len(group) == 1 and any(
        abs(line.box.y1 - only.box.y1) < 0.5 * only.size and line is not only and _ISSUE.search(line.text)
        for line in page.lines
    )


def _run_on(group: Sequence[Line], vocabulary: Vocabulary) -> str:
    """The lines of a title as running text."""
    text = ""
    for line in group:
        piece = line.text.strip()
        text, between = vocabulary.join(re.sub("\u2010$", "-", text), piece)
        text += between + piece
    return text


def _joined(group: Sequence[Line]) -> str:
    """The words of a group of lines, broken ones left broken."""
    return _tidy(" ".join(line.text.strip() for line in group))


def _tidy(text: str) -> str:
    # Open platforms print the version and its referees' verdict as part of the title line.
    text = re.sub(r"\s*\[v(?:ersion)?\.?\s?\d+\b[^\]]*\]\s*$", "", " ".join(text.split()))
    return _NOTE_MARKS.sub("", text)


def title_letters(text: str) -> str:
    """The letters and digits of a title in small, which its printings share."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
