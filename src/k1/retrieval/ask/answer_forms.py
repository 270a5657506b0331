# ruff: noqa: E501  (a cue table reads best with one pattern a line)
"""The form of an answer by what a question asks for, and the headings under which it mostly stands."""

from __future__ import annotations

import re

from k1.retrieval.ask.asked import SUPERLATIVES, Asked

IS_A = re.compile(
    r"^\W*(?:(?:package|library|toolkit|software|code|method|model)\W+)?(?:(?:\([^)]{1,60}\)|\[[^\]]{1,80}\])\W*)?"
    r"(?:(?:,? ?(?:is|are|was|were)|can be (?:seen|thought of|viewed) as|refers? to|means?|denotes?|describes?|represents?|stands for)\s+(?:an?|the|any|one|defined)\b"
    r"|, (?:an?|the) \w+)",
    re.IGNORECASE,
)
FORMS: dict[Asked, re.Pattern[str]] = {
    Asked.REASON: re.compile(
        r"\b(?:because|due to|owing to|since|as (?:it|they|this|these)|therefore|thus|so that|lack of|leads? to|caused|in order to"
        r"|as a result|reason|involves?|requires?)\b",
        re.I,
    ),
    Asked.WAY: re.compile(
        r"\b(?:by \w+ing|using|based on|on the basis of|through|via|stages|steps|procedure|so as to)\b", re.I
    ),
    Asked.WEAKNESS: re.compile(
        r"\b(?:lag\w*|behind|worse|slower|limited (?:to|by)|limitations? (?:of|is|are|was|were|include|that)"
        r"|(?:an?|few|some|several|one|main|major|certain|other) (?:\w+ )?limitations?|drawbacks?|shortcomings?|disadvantages?|weakness\w*|fails?|challenges?|second best"
        r"|suffers?|hinder\w*|hamper\w*|imped(?:es?|ed|ing)|at the (?:cost|expense) of|might favou?r|inefficien\w+|bottleneck)\b",
        re.I,
    ),
    Asked.COMPARISON: re.compile(
        r"\b(?:outperform\w*|surpass\w*|exceed\w*|better|faster|worse|lower|higher|compared|than|different|unlike|in contrast|whereas)\b"
        r"|\d ?%",
        re.I,
    ),
    Asked.NEED: re.compile(r"\b(?:requir\w+|involv\w+|needs?|must|necessary|depend\w*)\b", re.I),
    Asked.PLACE: re.compile(
        r"\b(?:in|at|from|across|near|within|on|throughout)\s+(?:[a-z]+\s+){0,3}[A-Z]\w+|https?://|\bavailable\b"
    ),
    Asked.TIME: re.compile(
        r"\b(?:1[89]|20)\d\d\b|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
        r"|\b(?:when|if|once|after|before|until|during|since)\b",
    ),
    Asked.BEST: re.compile(rf"\b(?:{SUPERLATIVES}|mainly|mostly|predominant\w*|principal|prevails?)\b", re.I),
    Asked.SHOWN: re.compile(r"\b(?:fig(?:ure|s)?|tab(?:le)?s?|diagrams?)\b\.?\s?\(?[A-Z]?\d", re.I),
    Asked.MEMBERS: re.compile(r"\b(?:including|such as|namely|like|called|consists? of|include)\b", re.I),
}
FORM_WEIGHTS = {
    Asked.QUANTITY: 0.4,
    Asked.SHOWN: 0.5,
    Asked.MEMBERS: 0.12,
    Asked.PLACE: 0.2,
    Asked.TIME: 0.2,
    Asked.BEST: 0.2,
}
OPENING = re.compile(r"abstract|introduction|summary|statement of need|overview|background", re.I)
DOING = re.compile(
    r"method|procedure|protocol|analysis|design|implementation|experiment|training|approach|features", re.I
)
FINDING = re.compile(r"result|experiment|evaluation|performance|benchmark|discussion|conclusion|abstract", re.I)
LIMITS = re.compile(r"limitation|discussion|future|statement of need|performance|comparison", re.I)
SITES = re.compile(r"distribution|location|site|area|setting|availab|habitat|materials|patients|subjects|sampl", re.I)
PLACES = {Asked.PLACE: SITES, Asked.WAY: DOING, Asked.COMPARISON: FINDING, Asked.WEAKNESS: LIMITS}
"""The headings under which each kind of answer mostly stands; the opening of a paper for the others."""
THANKS = re.compile(
    r"^\W*wh(?:o|ere)\b|\b(?:fund|grant|paid|sponsor|financ|acknowledg|thank|support|contribut|author|interest|conflict"
    r"|ethic|approv|consent|availab|repositor|publicly|download|deposit|archived|github|zenodo)",
    re.I,
)
"""What only the matter after a paper's end tells: who paid, who is thanked, what is declared."""
DECLARED = re.compile(r"\b(?:fund|grant|paid|sponsor|financ|acknowledg|thank|conflicts? of|competing|ethic)", re.I)
"""What hardly any other matter tells."""
REFERS_BACK = re.compile(
    r"^\W*(?:[\w-]+,? ){0,3}?(?:(?:its|they|their|them|these|such|the (?:latter|former))\b"
    r"|it\b(?! (?:is|was|has been|can be|should be|must be) (?:\w+ ){0,2}that\b)"
    r"|this\b(?! (?:study|paper|work|article|review|section|report|protocol|trial)\b))",
    re.I,
)
"""Near the beginning of a sentence, a word for something that the sentence before names."""
CITATION = r"\[[\d,;\s\u2013-]+\]|\([^()]{0,200}\b(?:1[89]|20)\d\d[a-z]?\b[^()]{0,200}\)"
"""By numbers, or in brackets with a year."""
NO_STATEMENT = re.compile(r"\?[\s\"'\u2019\u201d)\]]*$|^\W*\[\d{1,3}\]\s+[A-Z]")
"""A question, quoted or not, and an entry of a list of works; a citation that is a subject has its verb behind it."""
CAPTION = re.compile(r"^\W*(?:fig(?:ure)?|tab(?:le)?|query|question|user)\b\.?\s*[\d:](?!.{0,30} that\b)", re.I)
"""A label, and "Figure 3 shows the tides"; what "Table 2 shows that ..." goes on with is a finding."""
ASKS_SHOWN = re.compile(r"\b(?:fig(?:ure)?s?|tables?|plots?|diagrams?|captions?)\b", re.I)
ANNOUNCEMENT = re.compile(
    r"\b(?:aims?|objectives?|purpose|goal) of (?:this|the present|our)\b|\b(?:we|study|work|paper|article) (?:aims?|aimed) (?:to|at)\b"
    r"|\bto (?:our|the best of our) knowledge\b|\b(?:further|future) (?:studies|research|work|investigations?)\b",
    re.I,
)
"""What says that something is to be found out, or is new, and not what was found."""
ASKS_PLANS = re.compile(
    r"\b(?:aims?|objectives?|purpose|goals?|future|further|novel|first|plan|investigat|examin|address|hypothes|remain|unknown|recommend"
    r"|stud(?:y|ied)\W*$|about\W*$)",
    re.I,
)
