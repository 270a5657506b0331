# ruff: noqa: E501  (a table reads best with one row a line)
"""Verb frames of module E: which sense a verb has between its subject and each of its other arguments.

A line is: voice, slots, sense, lemmas. Slots are "object" or prepositions; ``~`` before a sense turns its direction
("B is used by A" says what "A uses B" says). The sense and the kinds at its ends decide on the relation.
"""

from __future__ import annotations

from collections import defaultdict

from k1.text.words import word_set

ACTIVE, PASSIVE, OBJECT = "active", "passive", "object"

_FRAMES = """
active   object            use        use employ utilize utilise leverage adopt exploit wrap invoke
active   on,upon           use        rely
active   of                use        make
passive  by                ~use       use employ utilize utilise leverage adopt wrap
passive  with,using,via    use        determine characterize characterise
passive  by                have       characterize characterise
passive  in,for,to         apply      use employ utilize utilise apply adopt
passive  with,using,via,by use        perform compute calculate estimate obtain fit solve measure record acquire analyse analyze generate optimize optimise train evaluate quantify detect identify synthesize synthesise prepare fabricate examine investigate simulate visualize visualise purify isolate amplify approximate classify assess
active   object            require    require need
active   as                is         serve act function
active   on,upon           require    depend
passive  by,for            ~require   require
active   in                modulate   play
passive  with,using        use        implement write develop power back construct
active   from              written    draw
passive  in,on,within,from written    implement write develop power back construct
passive  on,upon           build      build base
active   on,upon           build      build
active   object            build      extend generalize generalise adapt modify
passive  by                ~build     extend generalize generalise
passive  from              derive     derive adapt extract obtain inherit isolate purify
passive  by                motivate   inspire motivate
active   object            implement  implement
passive  in,by             ~implement implement
active   object            enable     enable facilitate allow support permit accelerate simplify automate streamline catalyze catalyse
active   for               enable     allow
passive  by                ~enable    enable facilitate accelerate
active   object            do         compute calculate estimate model simulate predict fit infer learn optimize optimise analyze analyse visualize visualise detect identify classify generate select sample solve process explore perform reconstruct characterize characterise approximate evaluate quantify discover assess explain interpret capture handle process manage retrieve monitor plot parse measure record encode map draw
passive  by                ~do        generate compute calculate produce create estimate explain interpret capture handle process manage retrieve monitor measure record encode
passive  for               apply      design develop optimize optimise suit tailor
active   object            solve      solve tackle address overcome mitigate resolve circumvent alleviate
active   with              solve      deal cope
passive  by                ~solve     solve tackle address overcome mitigate resolve
active   object            contain    contain comprise include
active   of                contain    consist
passive  of                contain    compose comprise
passive  in                ~contain   include contain
active   object            combine    combine integrate incorporate couple unify
active   with              combine    integrate interface work
passive  with              combine    combine integrate couple
passive  into              ~combine   integrate incorporate
active   object            compare    outperform surpass exceed beat
passive  by                ~compare   outperform surpass
passive  with,to,against   compare    compare benchmark
passive  on                evaluate   evaluate test train benchmark validate pretrain
passive  by,with,using     measure    measure evaluate assess quantify
active   object            cause      cause induce trigger produce yield elicit evoke provoke drive
active   to                cause      lead
active   to                enable     contribute
active   in                cause      result
passive  by                ~cause     cause induce trigger elicit evoke provoke drive
passive  to                ~cause     attribute
active   from              ~cause     result arise stem
active   object            inhibit    inhibit prevent suppress reduce block minimize minimise decrease limit eliminate avoid attenuate ameliorate abolish diminish impair counteract downregulate down-regulate
active   against           inhibit    protect
active   with              inhibit    interfere
passive  by                ~inhibit   inhibit prevent suppress reduce block limit minimize minimise attenuate ameliorate abolish diminish impair counteract downregulate down-regulate
active   object            modulate   affect influence modulate increase enhance improve regulate control alter promote stimulate activate upregulate up-regulate potentiate mediate restore worsen exacerbate aggravate enrich
passive  by                ~modulate  affect influence modulate regulate control stimulate activate upregulate potentiate mediate restore worsen exacerbate aggravate
active   with              correlate  correlate
passive  with              correlate  correlate associate link
passive  to                correlate  relate link
active   from              differ     differ
active   object            replace    replace
passive  by                ~replace   replace
active   from              suffer     suffer
active   object            lack       lack
active   object            have       exhibit possess preserve
active   object            target     target
passive  to,at             target     target
"""

BOUNDARY_LEMMAS = word_set("""
    provide offer present introduce propose develop describe release distribute host show demonstrate give aim
    focus design create define adjust navigate represent describe interpret explain return store handle access
    install run help bring motivate justify ensure
    """)
"""Verbs without a frame of their own; some lend their subject to what follows ("provides tools for ...")."""
OFFERS = word_set("""
    provide offer include contain present introduce release develop implement propose
    """)
OWN_DEEDS = word_set("""
    use employ utilize utilise adopt leverage implement extend combine integrate build incorporate base provide
    offer support compare
    """)
"""Verbs whose "we" stands for what the paper presents: "we implement a sampler"."""
LETS = word_set("""
    allow enable permit help let aim design use develop make provide offer
    """)
"""Verbs whose infinitive says what their subject makes possible."""

WIELDING = word_set("""
    use employ utilize utilise apply adopt leverage exploit propose present introduce develop design implement describe
    build
    """)
"""Verbs whose object does what an infinitive behind it says: "we propose A to do it"."""

TRANSPARENT = word_set("""
    prowess power capability capabilities strength strengths
    class classes set sets variety range number family families suite collection type types kind kinds form
    forms variant variants case cases combination use implementation implementations version versions extension
    generalization generalisation goal aim purpose application applications concept series list kind subset
    subclass majority many some all most one several each example examples member instance feature features
    aspect aspects advantage advantages principle core development advent emergence addition portion
    proportion fraction share amount
    """)
"""Heads that stand for what follows their "of"."""
VARIANTS = word_set("implementation extension generalization generalisation variant adaptation modification version")
"""Those of them that are works of their own: "A is a version of B that uses C"."""
CLASS_OF = word_set("""
    class classes range number family families type types kind kinds form forms case cases set sets collection suite list series subset subclass member instance example examples one several some many most
    """)
"""Those of them behind which "is" tells a class: "A is a kind of B", not "A is the main feature of B"."""
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


def _relational() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for line in _RELATIONAL.strip().splitlines():
        sense, slots, *words = line.split()
        found |= {(word, slot): sense for word in words for slot in slots.split(",")}
    return found


ADJECTIVES = _relational()
"""What "A is suitable for B" and "A is the main cause of B" say, by the last word of the predicate and the slot."""
RISKS = word_set("risk risks likelihood odds chance chances")
"""Heads that stand for what follows their "of" where something is done to them: "increases the risk of A"."""

_PAIRS = """
apply      apply use employ                       to,for
compare    compare benchmark                      with,to,against
evaluate   evaluate test train validate benchmark on
measure    evaluate measure assess quantify       by,using
combine    combine integrate couple               with
replace    replace                                with,by
derive     derive extract adapt obtain            from
"""
PAIRS = {
    (lemma, slot): line.split()[0]
    for line in _PAIRS.strip().splitlines()
    for lemma in line.split()[1:-1]
    for slot in line.split()[-1].split(",")
}
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

Frames = dict[tuple[str, str, str], tuple[str, bool]]


def _frames() -> Frames:
    found: Frames = {}
    for line in _FRAMES.strip().splitlines():
        voice, slots, sense, *lemmas = line.split()
        for lemma in lemmas:
            for slot in slots.split(","):
                found[voice, lemma, slot] = (sense.lstrip("~"), sense.startswith("~"))
    return found


FRAMES = _frames()
"""Sense, and whether it is turned, by voice, lemma and slot."""
VERB_LEMMAS = frozenset(lemma for _, lemma, _ in FRAMES) | BOUNDARY_LEMMAS


def slots_of(voice: str, lemma: str) -> dict[str, tuple[str, bool]]:
    """The senses of a verb in a voice, by slot."""
    return _BY_VERB.get((voice, lemma), {})


_BY_VERB: defaultdict[tuple[str, str], dict[str, tuple[str, bool]]] = defaultdict(dict)
for (_voice, _lemma, _slot), _sense in FRAMES.items():
    _BY_VERB[_voice, _lemma][_slot] = _sense
