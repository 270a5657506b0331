# ruff: noqa: E501  (a table reads best with one row a line)
"""Verb frames of module E: which sense a verb has between its subject and each of its other arguments.

A line is: sense, slots, words. Slots are "object" or prepositions; ``~`` before a sense turns its direction ("B is used
by A" says what "A uses B" says). The sense and the kinds at its ends decide on the relation.
"""

from __future__ import annotations

from k1.text.words import word_set

ACTIVE, PASSIVE, OBJECT = "active", "passive", "object"

_FRAMES = {
    ACTIVE: """
use        object            use employ utilize utilise leverage adopt exploit wrap invoke
use        on,upon           rely
use        of                make
require    object            require need
is         as                serve act function
require    on,upon           depend
modulate   in                play
written    from              draw
build      on,upon           build
build      object            extend generalize generalise adapt modify
implement  object            implement
enable     object            enable facilitate allow support permit accelerate simplify automate streamline catalyze catalyse
enable     for               allow
do         object            compute calculate estimate model simulate predict fit infer learn optimize optimise analyze analyse visualize visualise detect identify classify generate select sample solve process explore perform reconstruct characterize characterise approximate evaluate quantify discover assess explain interpret capture handle process manage retrieve monitor plot parse measure record encode map draw
solve      object            solve tackle address overcome mitigate resolve circumvent alleviate
solve      with              deal cope
contain    object            contain comprise include
contain    of                consist
combine    object            combine integrate incorporate couple unify
combine    with              integrate interface work
compare    object            outperform surpass exceed beat
cause      object            cause induce trigger produce yield elicit evoke provoke drive
cause      to                lead
enable     to                contribute
cause      in                result
~cause     from              result arise stem
inhibit    object            inhibit prevent suppress reduce block minimize minimise decrease limit eliminate avoid attenuate ameliorate abolish diminish impair counteract downregulate down-regulate
inhibit    against           protect
inhibit    with              interfere
modulate   object            affect influence modulate increase enhance improve regulate control alter promote stimulate activate upregulate up-regulate potentiate mediate restore worsen exacerbate aggravate enrich
correlate  with              correlate
differ     from              differ
replace    object            replace
suffer     from              suffer
lack       object            lack
have       object            exhibit possess preserve
target     object            target
""",
    PASSIVE: """
~use       by                use employ utilize utilise leverage adopt wrap
use        with,using,via    determine characterize characterise
have       by                characterize characterise
apply      in,for,to         use employ utilize utilise apply adopt
use        with,using,via,by perform compute calculate estimate obtain fit solve measure record acquire analyse analyze generate optimize optimise train evaluate quantify detect identify synthesize synthesise prepare fabricate examine investigate simulate visualize visualise purify isolate amplify approximate classify assess
~require   by,for            require
use        with,using        implement write develop power back construct
written    in,on,within,from implement write develop power back construct
build      on,upon           build base
~build     by                extend generalize generalise
derive     from              derive adapt extract obtain inherit isolate purify
motivate   by                inspire motivate
~implement in,by             implement
~enable    by                enable facilitate accelerate
~do        by                generate compute calculate produce create estimate explain interpret capture handle process manage retrieve monitor measure record encode
apply      for               design develop optimize optimise suit tailor
~solve     by                solve tackle address overcome mitigate resolve
contain    of                compose comprise
~contain   in                include contain
combine    with              combine integrate couple
~combine   into              integrate incorporate
~compare   by                outperform surpass
compare    with,to,against   compare benchmark
evaluate   on                evaluate test train benchmark validate pretrain
measure    by,with,using     measure evaluate assess quantify
~cause     by                cause induce trigger elicit evoke provoke drive
~cause     to                attribute
~inhibit   by                inhibit prevent suppress reduce block limit minimize minimise attenuate ameliorate abolish diminish impair counteract downregulate down-regulate
~modulate  by                affect influence modulate regulate control stimulate activate upregulate potentiate mediate restore worsen exacerbate aggravate
correlate  with              correlate associate link
correlate  to                relate link
~replace   by                replace
target     to,at             target
""",
}

BOUNDARY_LEMMAS = word_set("""
    provide offer present introduce propose describe release distribute host show demonstrate give aim focus define
    adjust navigate represent return store access install run help bring justify ensure
    """)
"""Verbs without a frame of their own; some lend their subject to what follows ("provides tools for ...")."""
OFFERS = word_set("""
    provide offer include contain present introduce release develop implement propose
    """)
_USING = word_set("use employ utilize utilise adopt leverage")
OWN_DEEDS = _USING | word_set("implement extend combine integrate build incorporate base provide offer support compare")
"""Verbs whose "we" stands for what the paper presents: "we implement a sampler"."""
LETS = word_set("""
    allow enable permit help aim design use develop make provide offer
    """)
"""Verbs whose infinitive says what their subject makes possible."""

WIELDING = _USING | word_set("apply exploit propose present introduce develop design implement describe build")
"""Verbs whose object does what an infinitive behind it says: "we propose A to do it"."""

CLASS_OF = word_set("""
    class classes range number family families type types kind kinds form forms case cases set sets collection suite
    list series subset subclass member instance example examples one several some many most
    """)
"""Heads before an "of" that tell a class behind "is": "A is a kind of B"."""
TRANSPARENT = CLASS_OF | word_set("""
    prowess power capability capabilities strength strengths variety variant variants combination use implementation
    implementations version versions extension generalization generalisation goal aim purpose application applications
    concept majority all each feature features aspect aspects advantage advantages principle core development advent
    emergence addition portion proportion fraction share amount
    """)
"""Heads that stand for what follows their "of"; not all tell a class: "A is the main feature of B"."""
VARIANTS = word_set("implementation extension generalization generalisation variant adaptation modification version")
"""Those of them that are works of their own: "A is a version of B that uses C"."""
COMPARATIVES = word_set("""
    more less fewer better worse faster slower higher lower larger smaller greater easier simpler cheaper stronger
    weaker shorter longer
    """)

_RELATIONAL = """
apply     for          suitable useful ideal
apply     to           applicable
differ    from         different
require   on           dependent reliant
~require  of,for       prerequisite precondition requirement
~require  for,to       essential indispensable
do        of           capable
replace   to           alternative alternatives
suffer    to           prone
cause     of           cause trigger driver inducer
~cause    to           due attributable
~cause    of           consequence complication sequela
inhibit   of           inhibitor suppressor antagonist blocker
modulate  of           regulator modulator mediator determinant activator enhancer agonist
modulate  in           determinant
correlate of           predictor marker biomarker indicator predictive indicative
correlate for          predictor marker biomarker factor
~contain  of           component constituent ingredient part subunit
contain   in           rich
contain   of           mixture combination
use       of           application
"""


def _senses(rows: str) -> dict[tuple[str, str], str]:
    """The sense of each word with each of its slots."""
    found: dict[tuple[str, str], str] = {}
    for row in rows.strip().splitlines():
        sense, slots, *words = row.split()
        found |= {(word, slot): sense for word in words for slot in slots.split(",")}
    return found


ADJECTIVES = _senses(_RELATIONAL)
"""What "A is suitable for B" and "A is the main cause of B" say, by the last word of the predicate and the slot."""
RISKS = word_set("risk risks likelihood odds chance chances")
"""Heads that stand for what follows their "of" where something is done to them: "increases the risk of A"."""

PAIRS = _senses("""
apply      to,for          apply use employ
compare    with,to,against compare benchmark
evaluate   on              evaluate test train validate benchmark
measure    by,using        evaluate measure assess quantify
combine    with            combine integrate couple
replace    with,by         replace
derive     from            derive extract adapt obtain
""")
"""What an active verb says between its object and a preposition's noun: "we compare A with B"."""

MEANS = word_set("""
    tools functions methods routines support functionality interface interfaces platform means capabilities utilities
    features implementations implementation access wrappers bindings algorithms framework infrastructure options
    module modules classes package toolkit library environment tool function software
    """)
"""Nouns that stand for what they are for: "provides tools for A"."""

MAKING = frozenset({"write", "implement", "develop", "design", "build"})
"""Verbs whose participle tells of what is made, not of what that is for: "a library for A written in B"."""
CAUSING = word_set("cause induce trigger produce elicit evoke drive mediate associate relate correlate link")
"""Verbs whose participle tells of an event as well as of what it happens to."""
MEASURES = word_set("frequency incidence prevalence risk rate rates level levels amount number proportion severity")
"""Heads that what follows their "of" has, so that a participle tells of that."""
PURPOSEFUL = word_set("""
    used employed utilized utilised applied adopted designed developed proposed introduced built created made engineered
    added administered given injected included incorporated implemented extended modified adapted trained intended
    shown found known seen reported demonstrated observed proved proven confirmed said able needed required
    performed conducted undertaken considered regarded recognized recognised deemed viewed exploited tested
    written coded programmed configured tailored tuned optimized optimised passed specified supplied selected
    """)
"""Participles before an infinitive that says what the subject itself does: "A was added to reduce B"."""
OPEN_TO_ALL = word_set("opportunity opportunities possibility possibilities need needs demand effort efforts way ways")
"""Nouns before an infinitive that anybody may do."""
UNDONE = word_set("""
    stopped removed withdrawn discontinued disabled banned eliminated depleted ablated silenced deleted inhibited blocked
    suppressed reduced decreased prevented abolished omitted avoided lowered diminished impaired
    """)
"""Participles of what is no longer there, so that its loss does what a gerund says: "A was stopped, causing B"."""
ABLE = word_set("""
    capable incapable advantage advantages ability potential aim goal purpose benefit property effect effects possibility
    """)
"""Words behind whose "of" a gerund says what their subject does: "A is capable of preventing B"."""
HOLDING = word_set("contain comprise suffer lack exhibit possess")
"""Verbs whose gerund tells of the noun right before it."""
HINDERING = word_set("prevent inhibit suppress regulate control modulate affect influence mediate drive alter encode")
"""Further ones, where no comma stands between: "methods preventing A", "genes regulating B"."""
WITHOUT_PASSIVE = word_set("lead result arise stem contribute rely depend consist differ suffer interfere correlate")
"""Verbs whose "-ed" is a past tense where no "be" or "have" stands before it: "A led to B"."""
NOT_DONE = frozenset({"without", "than"})
"""Prepositions before what is not done: "without using A", "rather than using A"."""
TREATMENTS = frozenset({"treatment", "pretreatment", "administration", "supplementation", "incubation", "exposure"})
"""Nouns that name nothing without what they are done with."""

_SENSES = {voice: _senses(rows) for voice, rows in _FRAMES.items()}
VERB_LEMMAS = frozenset(lemma for senses in _SENSES.values() for lemma, _ in senses) | BOUNDARY_LEMMAS


def sense_of(voice: str, lemma: str, slot: str) -> str | None:
    """The sense that a verb in a voice has with a slot."""
    return _SENSES[voice].get((lemma, slot))
