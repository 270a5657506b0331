"""Noun phrases without a tagger: runs of content words, bounded by function words, verbs and punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from k1.extraction.reading.names import is_name_like
from k1.extraction.reading.paper import Sentence, Token
from k1.text.lexicon import FUNCTION_WORDS, rarity
from k1.text.normalisation import singular
from k1.text.words import word_set

LONGEST_PHRASE = 5

_VERB_STEMS = word_set("""
    accelerat accommodat accomplish achiev adapt adopt aim allow appear appl arise assess assum attempt avoid becom
    begin believ belong bring calculat captur carr choos compris comput conclud consist constrain construct contain
    contribut convert correspond creat deal decreas defin demonstrat denot depend deriv describ determin develop differ
    discard discuss distinguish employ enabl encourag ensur evaluat examin exceed exist expect explain exploit explor
    express extend extract facilitat fail fall find follow generat give go handl happen help highlight identif illustrat
    implement impos improv includ incorporat increas indicat inspir introduc investigat involv keep know lead leverag
    lie limit live look maintain make maximiz mention minimiz motivat need note observ obtain occur offer operat
    outperform overcom perform permit plac possess predict prefer present preserv prevent proceed produc propos prov
    provid publish quantif receiv reduc refer reflect rel remain remov render replac report represent requir resolv
    result return reveal run satisf see seek select serv show simplif solv speed specif stor suffer suggest suppl
    support summariz summaris take tend think treat try understand undergo underl updat us util vary want work writ
    yield download instal constitut expand optimi optimiz optimis address surpass attain acquir gather enhanc validat
    verif justif clarif strengthen come influenc inherit rely reli combin compar consider cover ask answer aid accept
    add continu evolv persist
    """)
_ENDINGS = ("", *word_set("e s es ed ing esses ies ied ying y ting ted ning n t ize izes ized"))
_IRREGULAR = word_set("""
    found made led held kept became begun brought built chosen chose done drawn fell felt gave gone grown left lost met
    paid put ran said sent set sought spent stood taught told took understood went written wrote won came lay lain let
    lets gets getting seems seem seemed based related associated according due thereby able unable likely unlikely
    available possible necessary important well better best worse worst far away together apart instead rather still yet
    already taking doing making giving tries tried underwent undergone
    """)
VERBS = frozenset(stem + ending for stem in _VERB_STEMS for ending in _ENDINGS) | _IRREGULAR
PARTICIPLES = word_set("""
    supervised unsupervised weighted generalized generalised mixed fixed nested distributed linked embedded
    pretrained restricted regularized penalized truncated censored reinforced augmented hidden connected masked
    coupled ordered stratified clustered randomized randomised correlated repeated directed weighted-average
    convolved accelerated charged excited ionized polarized perturbed differentiated detailed
    """)
ACTIVITIES = word_set("""
    learning sampling clustering training processing imaging sequencing modeling modelling computing programming
    engineering mining boosting bagging smoothing filtering embedding encoding coding scaling splitting folding bonding
    scattering lensing annealing testing screening scheduling planning forecasting profiling darkening fitting
    broadening reasoning prompting rendering mapping monitoring matching tagging parsing understanding tracking spring
    string ring wing timing binding docking heating cooling doping remaining
    """)
"""Words in "-ing" that are nouns of their own: "clustering"."""
ING_NOUNS = ACTIVITIES | word_set("bootstrapping decoding answering walking breathing nursing neighboring underlying")
NOUNS_IN_LY = word_set("family assembly anomaly supply reply monopoly poly")
_GENERIC_FIRST = word_set("""
    mm cm nm km ml mg kg hz khz mhz ghz min max vol wt vs des les der die und von novel existing different various
    several many main major minor simple standard common general typical similar specific certain particular entire
    whole full complete recent previous prior current present large small high low higher lower larger smaller good
    great big single double multiple numerous additional further final initial original popular useful powerful
    efficient fast accurate robust flexible modern traditional conventional classical-style key core basic advanced
    complex widely-used well-known well-established state-of-the-art open-source user-friendly easy-to-use proposed used
    based above following corresponding respective underlying appropriate suitable sufficient individual separate
    independent-minded total overall relative real true desired given required available possible important significant
    interesting necessary relevant increasing growing wide broad long short alternative own custom user-defined built-in
    native primary secondary promising competitive comparable simplest best better our their python-based ready early
    late next better-known resulting remaining two three four five six seven eight nine ten first second third one
    associated related extensive comprehensive rich vast huge considerable substantial unique ideal optimal-looking
    proper actual whose potential time-consuming cumbersome expensive challenging difficult easy hard
    """)
_FIXED = word_set("""
    standard-deviation standard-error large-language small-molecule single-cell single-nucleotide single-molecule
    single-crystal single-photon whole-genome whole-brain whole-exome whole-blood total-variation total-internal
    real-time double-bond double-strand multiple-sclerosis multiple-myeloma multiple-imputation multiple-linear
    general-relativity general-anesthesia general-anaesthesia low-rank high-throughput high-resolution short-term
    long-term best-subset
    """)
"""Words that name nothing alone and are part of a name before these: "standard deviation"."""
_BAD_LAST = word_set("""
    way ways case cases type types kind kinds set sets number numbers range ranges part parts example examples section
    sections figure figures table tables paper papers work works study studies problem problems issue issues result
    results value values level levels amount amounts time times group groups order orders use uses field fields area
    areas aspect aspects feature features advantage advantages form forms user users author authors years people
    researcher researchers community communities needs support purpose purposes interest choice choices variety majority
    lack goals aim aims step steps point points line lines approach approaches role effort efforts information
    literature application applications implementation implementations functionality capability capabilities version
    versions release documentation development reference references term terms condition conditions difference
    differences effect effects change changes increase decrease impact importance context scenario scenarios basis fact
    reason reasons question questions idea ideas concept concepts manner fashion tool tools code details detail
    possibility ability addition other others same large high low small data e.g i.e like such publication publications
    journal journals factor ecosystem ecosystems training test testing action query train split appendix gpu gpus
    package packages library libraries software framework frameworks toolkit toolkits index indices degree degrees rate
    rates
    """)


_ADJECTIVES = ("al", "ous", "ive", "ific", "able", "ible", "ary", "ic", "ful", "less", "ant", "ent", "ian", "ar", "ed")
_NOUNS_LIKE_ADJECTIVES = word_set("""
    signal material potential crystal interval trial chemical animal integral functional metal polynomial differential
    retrieval removal individual principal journal capital hospital survival approval portal derivative objective
    perspective narrative alternative adjective archive variable table library boundary vocabulary dictionary summary
    binary secondary metric characteristic heuristic topic logic statistic traffic music arithmetic plastic mechanic
    gradient coefficient component agent content event patient client student exponent constant variant quadrant plant
    mutant determinant surfactant gaussian hamiltonian lagrangian laplacian jacobian hessian grammar scalar radar sugar
    star planetar collar seed speed feed bed accelerant antioxidant antibiotic clinic genetic critic fabric ceramic
    organic implant transplant infant pollutant contaminant reactant oxidant participant quotient nutrient ingredient
    recipient solvent reagent adolescent accident incident weed breed reed cable vegetable mammal canal mineral cereal
    coral vial proposal renewal disposal withdrawal referral arrival reversal dispersal appraisal analgesic anesthetic
    anaesthetic antipsychotic diuretic narcotic probiotic prebiotic epidemic pandemic mosaic lidar sonar pulsar quasar
    cultivar calendar exemplar median physician clinician additive adhesive explosive preservative sedative incentive
    initiative capillary ovary estuary
    """)
_OTHER_ADJECTIVES = word_set("discrete finite infinite sparse dense smooth healthy univariate bivariate multivariate")
_LIKE_NOUNS_IN_MENT = frozenset({"vehement", "clement", "inclement"})
_QUANTITY = re.compile(
    r"\d[\d.,]*-?(?:[kcmnpf\u00b5\u03bc]?[mgslVWK]|[mkMG]?(?:Hz|Pa|eV)|[nm\u00b5\u03bc]?M|[km]?Da|[kM]?bp?|min|h|d|mL|dB|%)"
)
"""A number with its unit, as one word: "2.0mm"."""
_NUMERAL = re.compile(
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]{3,5})?|eleven|twelve|[a-z]{3,5}teen|hundred"
)
_MEASURED = word_set("""
    value values axis axes dimensional dimension direction directions coordinate coordinates component components plane
    planes position positions index th
    """)
_RANGE = re.compile("[A-Za-z]\u2013[A-Za-z]")  # "rows A\u2013D"
_LEAST_BEFORE_LETTER = 3.25  # rarity; commoner words number their things by letters ("panel B", "matrix X")


def phrases(sentence: Sentence) -> Iterator[tuple[Token, ...]]:
    """The maximal noun phrases of a sentence of two to five words, generic first words taken off."""
    for run in _runs(sentence):
        words = trimmed(run)
        if 2 <= len(words) <= LONGEST_PHRASE and is_term(words):
            yield tuple(words)


def lone_words(sentence: Sentence) -> Iterator[Token]:
    """The words of a sentence in lower case that no other word of a name stands beside: "its prolactin is"."""
    for run in _runs(sentence):
        words = trimmed(run)
        if len(words) == 1 and (words[0].text.islower() or words[0].start == sentence.start):
            yield words[0]


def _runs(sentence: Sentence) -> Iterator[list[Token]]:
    """The words side by side that no word or mark parts which cannot stand in a noun phrase."""
    run: list[Token] = []
    for token in sentence.tokens:
        if run and not _adjacent(sentence, run[-1], token):
            yield run
            run = []
        if is_breaker(token):
            yield run
            run = []
        else:
            run.append(token)
    yield run


def _adjacent(sentence: Sentence, left: Token, right: Token) -> bool:
    gap = sentence.unit.text[left.end : right.start]
    if gap == ". " and len(left.text) == 1 and left.text.isupper():
        return right.text.islower()  # "F. poae isolates"
    return gap.isspace() and len(gap) < 3


def is_breaker(token: Token) -> bool:
    """Whether a word cannot stand in a noun phrase: function words, verbs, adverbs, numbers."""
    word = token.lower
    if word in FUNCTION_WORDS or not any(character.isalpha() for character in word):
        return True
    if "'" in word or "\u2019" in word or "/" in word or "#" in word:
        return True
    if word in PARTICIPLES or word in ING_NOUNS or "-" in word:
        return False
    if word.endswith("ly"):
        return word not in NOUNS_IN_LY
    return word in VERBS or (word.endswith(("ed", "ing")) and len(word) > 4 and word not in NOUNS_IN_LY)


def trimmed(run: Sequence[Token]) -> list[Token]:
    """The words of a phrase without the first ones that say nothing of the subject ("novel", "several")."""
    words = list(run)
    while words and _says_nothing(words[0]) and not _is_fixed(words):
        words.pop(0)
    return words


def _says_nothing(first: Token) -> bool:
    """Whether a first word says nothing of the subject: a general word, a variable, a quantity."""
    if first.lower in _GENERIC_FIRST or _NUMERAL.fullmatch(first.lower):
        return True
    return _is_variable(first.text) or is_quantity(first.text)


def is_quantity(word: str) -> bool:
    """Whether a word is a number with its unit."""
    return _QUANTITY.fullmatch(word) is not None


def _is_fixed(words: Sequence[Token]) -> bool:
    """Whether a general word is part of the name that it begins: "standard deviation", "small molecule"."""
    return len(words) > 1 and f"{words[0].lower}-{singular(words[1].lower)}" in _FIXED


def is_qualifier(word: str) -> bool:
    """Whether a word in lower case says more of a noun than it names itself: "useful", "tidal"."""
    return word in _GENERIC_FIRST or _is_adjective(word)


def _is_adjective(word: str) -> bool:
    if word.endswith("ment"):
        return word in _LIKE_NOUNS_IN_MENT
    return word in _OTHER_ADJECTIVES or (word.endswith(_ADJECTIVES) and word not in _NOUNS_LIKE_ADJECTIVES)


def is_term(words: list[Token], least_rarity: float = 3.0) -> bool:
    """Whether a phrase names something of the subject: no generic last word, and a rare enough modifier."""
    last = words[-1].lower
    if all(word.text[0].isupper() for word in words) or is_name_like(words[-1]):
        return False  # people, places, journals, and names that other routes know better
    if last in _BAD_LAST or len(last) < 3 or _is_adjective(last):
        return False
    before = ("", *(word.lower for word in words[:-1]))
    if any(_is_label(word.text, left) for left, word in zip(before, words, strict=True)):
        return False
    return max((rarity(part) for word in words[:-1] for part in word.lower.split("-")), default=0.0) >= least_rarity


def _is_variable(word: str) -> bool:
    """Whether a word is a lone small Latin letter: a variable, or the mark of a list."""
    return len(word) == 1 and word.isascii() and word.islower()


def _is_label(word: str, before: str) -> bool:
    """Whether a letter or digit counts or measures: "group B", "p-value". In "vitamin D" and "X-ray" it names."""
    if before and _RANGE.fullmatch(word):
        return True
    letter, hyphen, rest = word.partition("-")
    if len(letter) != 1:
        return False
    if letter.isdigit():
        return True
    if hyphen:
        return rest.casefold() in _MEASURED
    return _is_variable(letter) or (before != "" and rarity(before) < _LEAST_BEFORE_LETTER)
