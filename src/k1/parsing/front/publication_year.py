"""The year in which a paper appeared, as its first page and its running heads tell it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from k1.schema.documents import Date
from k1.text.months import MONTH

# "arXiv:2501.10120v1 [cs.IR] 17 Jan 2025", "arXiv:hep-th/9901001v3 11 Nov 1999"
_STAMP = re.compile(
    r"^\W*arXiv:\s?(?:[a-z-]{2,12}(?:\.[A-Z]{2})?/)?(?P<year>\d\d)(?:0[1-9]|1[0-2])\.?\d{3,5}(?:v\d+)?"
    r"\s+(?:\[[\w.-]+\]\s*)?\d{1,2}\s[A-Z][a-z]{2}",
    re.MULTILINE,
)
_FIRST_OF_ARXIV = 91  # 1991; smaller numbers are years of this century
_YEAR = r"(?:19[5-9]|20[0-4])\d"
# Names of meetings have capitals side by side ("NeurIPS"). Bounded on both sides, for a line may have no end.
_SURNAME = rf"(?<![\w'\u2019-])(?!{MONTH}|\w*[A-Z]{{2}})[A-Z][^\W\d_A-Z][\w'\u2019-]{{0,40}}(?![\w'\u2019-])"
_IMPRINT = r"(?:Published|Accepted|Received|Revised|Copyright|Vol(?:ume|\.)|Issue|Spring|Summer|Fall|Autumn|Winter)\b"
_WHOLE_YEAR = re.compile(rf"(?<![\d.\u2013-]){_YEAR}(?![\da-z\u2013-])")
# "(Orlov et al., 2017; Quist, 2019a, 2019b)", "(see Orlov and Quist 1996)", "Orlov et al. (2017)", "Orlov and Quist
# (2017)", "Orlov (2017) argues"; not "(accepted May 2017)", nor "Surveys (2017)" at the end of a line
_CITED = re.compile(
    rf"\((?!{_IMPRINT})[^()]{{0,400}}?(?:\bal\.?,?|[^\W\d_],|{_SURNAME})\s+{_YEAR}[a-z]?(?:[;,][^()]{{0,400}})?(?:\)|\Z)"
    rf"|(?:\bal\.?,?|\b(?:and|&)\s+[A-Z][\w'\u2019-]+)\s*[(\[]{_YEAR}[a-z]?(?:[;,]\s*[\w\s;,.-]{{0,80}})?[)\]]"
    rf"|{_SURNAME}\s*\({_YEAR}[a-z]?\)(?=,?\s(?!(?:pp?|vol|no|art|doi|https?)\b)[a-z])"
)
# "Proceedings of Interspeech (Dresden, 2015)": what stands in brackets behind it is no citation
_VENUE_BEFORE = re.compile(r"\b(?:Conference|Symposium|Workshop|Proceedings|Congress|Meeting|Journal)\b[^()]{0,120}\Z")
_LONGEST_VENUE = 140
_MEETING_ALONE = re.compile(r"\([A-Z][\w-]{1,40} \d{4}\)")  # "(Interspeech 2015)" on a line of its own


def find_year(dates: Sequence[Date], running: Sequence[str], page_text: str) -> int | None:
    """The year of the published date, else of arXiv's stamp, else the commonest of the heads, else of the first page.

    Parameters
    ----------
    dates: what is printed of the days on which the paper was received, accepted and published.
    running: the running heads and feet of all pages.
    page_text: the lines of the first page and the stamps along its margin, without a reference list.
    """
    published = next((date.date for date in dates if date.event == "published"), None)
    if published:
        return int(published[:4])
    if stamp := _STAMP.search(page_text):  # its date is that of the version at hand, the id's that of the first
        year = int(stamp["year"])
        return year + (1900 if year >= _FIRST_OF_ARXIV else 2000)
    for text in ("\n".join(running), _CITED.sub(_blank, page_text)):
        years = Counter(_WHOLE_YEAR.findall(text))
        if years:
            return int(max(years, key=lambda year: (years[year], year)))
    return int(dates[-1].date[:4]) if dates else None


def _blank(cited: re.Match[str]) -> str:
    """What stands in place of a citation: nothing, unless a venue is named before it, or a line holds it alone."""
    text, start, end = cited.string, cited.start(), cited.end()
    if (
        _MEETING_ALONE.fullmatch(cited[0])
        and text[start - 1 : start] in ("", "\n")
        and text[end : end + 1] in ("", "\n")
    ):
        return cited[0]
    return cited[0] if _VENUE_BEFORE.search(text[max(0, start - _LONGEST_VENUE) : start]) else " "
