"""What clauses say of two entities: head, sense and tail, before kinds decide on a relation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from k1.extraction.grammar.chunks import Chunk
from k1.extraction.grammar.clause import Clause, Phrases, denies
from k1.extraction.grammar.clauses import LISTING
from k1.extraction.grammar.phrases import is_qualifier
from k1.extraction.grammar.verb_frames import (
    ACTIVE,
    CLASS_OF,
    COMPARATIVES,
    MEANS,
    OBJECT,
    OFFERS,
    OWN_DEEDS,
    PAIRS,
    PASSIVE,
    RISKS,
    TRANSPARENT,
    sense_of,
)
from k1.extraction.grammar.word_classes import CLOSED, VerbForm
from k1.extraction.relations.arguments import Argument, Context, arguments
from k1.extraction.relations.ends import Said, Slots, each, filled, kind_of_class
from k1.extraction.relations.predicates import BECOMING, copula, inverted, is_expletive, is_of_class, listed
from k1.extraction.relations.senses import MAKERS, METHODS
from k1.schema.vocabulary import EntityKind
from k1.text.normalisation import singular
from k1.text.words import word_set

_WORKS = frozenset({EntityKind.METHOD, EntityKind.MODEL, EntityKind.TOOL, EntityKind.DATASET})


def said_in(context: Context, clause: Clause) -> Iterator[Said]:
    """The triples of one clause; none where it denies or supposes."""
    verb = clause.verb
    if clause.supposed or clause.denied:
        return
    clause = replace(clause, slots=_until_denied(clause.slots))
    subject = subjects(context, clause, first_person=verb.lemma in OWN_DEEDS)
    if any(phrase.words == ("we",) for phrase in clause.subject):
        made = _said_of(context, clause, subject)
        yield from (said for said in made if said.tail.kind in _WORKS or said.head.start != clause.subject[0].start)
    else:
        yield from _said_of(context, clause, subject)


def subjects(context: Context, clause: Clause, *, first_person: bool = False) -> list[Argument]:
    """The entities of a subject; "depletion of A" is one, since what it does is not what A does."""
    if clause.behind is not None:
        return filled(context, clause.subject, clause.behind)
    return arguments(context, clause.subject, first_person=first_person)


def _until_denied(slots: Sequence[tuple[str, Phrases]]) -> list[tuple[str, Phrases]]:
    """The slots up to the first noun phrase that denies: "requires A but no B", "uses A with no need of B"."""
    kept: list[tuple[str, Phrases]] = []
    for slot, phrases in slots:
        said = tuple(takewhile(lambda phrase: not denies(phrase), phrases))
        if said:
            kept.append((slot, said))
        if len(said) < len(phrases):
            break
    return kept


def _said_of(context: Context, clause: Clause, subject: list[Argument]) -> Iterator[Said]:
    verb = clause.verb
    slots = _slots(clause)
    yield from listed(context, clause)
    yield from _purposes(context, slots)
    yield from _wielded(context, clause, slots)
    yield from _outdone(context, subject, slots)
    if verb.copula and (BECOMING.intersection(verb.words) or is_expletive(context, clause)):
        return
    if verb.copula:
        yield from inverted(context, clause, slots)
        yield from copula(context, subject, slots, of_class=is_of_class(clause))
        return
    if clause.lets and verb.lemma == "have":
        return
    if clause.lets and not verb.passive and slots and slots[0][0] == OBJECT:
        yield from each(subject, _purpose(clause), _objects(context, slots))
        yield from _framed(context, clause, subject, slots[1:])
        return
    if verb.lemma == "make" and clause.slots and clause.slots[0][1][0].words[-1] == "use":
        yield from each(subject, "use", _objects(context, slots))
        return
    yield from _framed(context, clause, subject, slots)
    yield from _means(context, subject, slots)
    if verb.passive:
        return
    yield from _pairs(context, verb, slots)
    if verb.lemma in OFFERS:
        yield from _offered(context, subject, slots)


def _purpose(clause: Clause) -> str:
    """The sense of an infinitive: its verb's own where that says more than that something becomes possible."""
    sense = sense_of(ACTIVE, clause.verb.lemma, OBJECT) or ""
    if sense in _TELLING and clause.verb.lemma not in _YIELDING:
        return sense
    return "do" if clause.lets in ("use", "be") else "enable"


def _wielded(context: Context, clause: Clause, slots: Slots) -> Iterator[Said]:
    """What means are for: "we use A to estimate B"."""
    sense = _purpose(clause)
    if not clause.verb.lemma or clause.verb.lemma in _HANDLING:
        return
    if sense == "implement":  # "we adopt A to implement B": B is made with A
        yield from each(_objects(context, slots), "written", arguments(context, clause.means))
        return
    for means in arguments(context, clause.means):
        does = "do" if sense == "enable" and means.kind in MAKERS else sense
        yield from each([means], does, _objects(context, slots))


_HANDLING = frozenset({"visualize", "visualise", "plot", "show", "draw", "store"})
"""Verbs whose object is there without their means: "uses A to plot B"."""
_YIELDING = frozenset({"produce", "yield"})
"""Verbs whose subject brings its object about where it acts, not where it is used to: "uses A to produce B"."""
_TELLING = frozenset({"solve", "inhibit", "modulate", "implement", "cause", "combine"})


def _slots(clause: Clause) -> Slots:
    """The slots of a clause.

    A transparent head ("a class of") gives its place to what follows its "of", a class ("methods such as") to its
    members.
    """
    found: Slots = []
    for slot, phrases in clause.slots:
        if slot == "of" and found and found[-1][2] is None:
            last_slot, heads, _ = found[-1]
            stands_for = CLASS_OF if clause.verb.copula and last_slot == OBJECT else TRANSPARENT | RISKS
            if heads[-1].words[-1] in stands_for and heads[-1].mention is None:
                found[-1] = (last_slot, phrases, None)
            else:
                found[-1] = (last_slot, heads, phrases[0])
        elif slot == "to" and found and _is_approach(found[-1][1][-1]):
            found[-1] = (found[-1][0], phrases, None)  # "implements an approach to A"
        elif slot in LISTING and found and kind_of_class(found[-1][1][-1]) is not None:
            last_slot, heads, _ = found[-1]
            found[-1] = (last_slot, (*heads, *phrases), None)
        else:
            found.append((slot, phrases, None))
    return found


def _is_approach(phrase: Chunk) -> bool:
    """Whether a noun phrase stands for what follows its "to": "a unified approach to A"."""
    return phrase.mention is None and phrase.words[-1] in ("approach", "approaches")


def _objects(context: Context, slots: Slots) -> list[Argument]:
    """The entities of the first object of a clause."""
    if not slots or slots[0][0] != OBJECT:
        return []
    return filled(context, slots[0][1], slots[0][2])


def _framed(context: Context, clause: Clause, subject: list[Argument], slots: Slots) -> Iterator[Said]:
    voice, lemma = PASSIVE if clause.verb.passive else ACTIVE, clause.verb.lemma
    used: set[str] = set()
    named = {slot for slot, _, _ in slots}
    for at, (slot, phrases, behind) in enumerate(slots):
        if slot == "for" and not named.isdisjoint({OBJECT, "as"}):
            continue  # "allows A for B", "is used as A for B": B has to do with A
        sense = sense_of(voice, lemma, slot)
        if sense is None or slot in used or (slot == OBJECT and slots[0][0] != OBJECT):
            continue
        used.add(slot)
        if lemma == "play" and slots[0][1][-1].words[-1] not in _ROLES:
            continue
        if sense == "cause" and (change := _change(phrases[-1])) is not None:
            yield from each(subject, change, _changed(context, slots[at:]))
            continue
        if sense == "cause":
            sense = _grade(phrases) or sense
        if sense == "cause" and clause.verb.form is VerbForm.GERUND and lemma == "produce":
            continue  # "A producing B": a compound
        if sense == "is" and clause.verb.infinitive:
            continue  # "allows A to act as B": A is not the subject
        if slot == "with" and sense == "use" and slot != slots[0][0]:
            continue  # "was seen in moons with B": B has to do with the moons
        if slot == "in" and sense == "apply" and phrases[0].mention is None:
            continue
        found = filled(context, phrases, behind)
        if sense == "~implement" and slot == "in":
            yield from _implemented_in(context, subject, found)
        else:
            yield from each(subject, sense, found)


def _change(phrase: Chunk) -> str | None:
    """What a phrase says of that which follows its "in" or "of"; "a weight reduction in A" changes weight, not A."""
    return _CHANGES.get(singular(phrase.words[-1])) if all(map(_is_degree, phrase.words[:-1])) else None


def _grade(phrases: Phrases) -> str | None:
    """What is done to that of which there is less or more behind a cause: "leads to less A", "to faster A"."""
    grades = [grade for phrase in phrases for grade in _grades(phrase.words)]
    return grades[0] if any(_grades(phrases[0].words)) and len(set(grades)) == 1 else None


def _grades(words: Sequence[str]) -> list[str]:
    """What each comparative says; none is the "lower" of a part of the body: "lower respiratory infection"."""
    return [_GRADES[word] for word, behind in pairwise([*words, ""]) if word in _GRADES and behind not in _BODY]


def _is_degree(word: str) -> bool:
    """Whether a word before a change is no noun: "a", "significant", "marked", "sharp", "20"."""
    return (
        word in CLOSED or is_qualifier(word) or word in _DEGREES or not word.isalpha() or word.endswith(("ed", "fold"))
    )


def _changed(context: Context, slots: Slots) -> list[Argument]:
    """What a change befalls: "an increase in A", "a decline of A"."""
    if slots[0][2] is not None:
        return filled(context, (slots[0][2],), None)
    return filled(context, *slots[1][1:]) if len(slots) > 1 and slots[1][0] == "in" else []


_CHANGES = dict.fromkeys(("increase", "rise", "elevation", "improvement", "change"), "modulate") | dict.fromkeys(
    ("decrease", "reduction", "decline", "drop"), "inhibit"
)
"""What is done to that in which a change is caused."""
_LESS = frozenset({"less", "fewer", "lower", "smaller", "slower", "weaker", "shorter"})
_GRADES = dict.fromkeys(COMPARATIVES, "modulate") | dict.fromkeys(_LESS, "inhibit")
_BODY = word_set("""
    abdominal airway airways back extremity extremities eyelid gastrointestinal gi incisor incisors jaw leg legs limb
    limbs lip lobe molar molars oesophageal esophageal pole quadrant respiratory urinary
    """)
_DEGREES = COMPARATIVES | word_set("""
    sharp mean average net rapid slow steep mild abrupt slight modest moderate strong weak absolute parallel acute
    profound striking sudden steady median mere
    """)
_ROLES = frozenset({"role", "roles", "part"})
"""What is played in something: "plays a central role in A"."""


def _implemented_in(context: Context, made: list[Argument], tools: list[Argument]) -> Iterator[Said]:
    """What "A is implemented in B" says: of the paper's own B what it offers, of another B what A is made with."""
    for tool in tools:
        if context.own is not None and tool.entity == context.own.entity:
            yield from each([tool], "implement", made)
        else:
            yield from each(made, "written", [tool])


def _purposes(context: Context, slots: Slots) -> Iterator[Said]:
    """What a named method is for: "a sampler for A"."""
    for (before, phrases, behind), (slot, purpose, more) in pairwise(slots):
        if slot == "for" and behind is None and before != "of":
            methods = [item for item in arguments(context, phrases[-1:]) if item.kind in METHODS]
            yield from each(methods, "apply", filled(context, purpose, more))


def _outdone(context: Context, subject: list[Argument], slots: Slots) -> Iterator[Said]:
    """What a clause sets its subject against: "A gives better fits than B", "A is more accurate than B"."""
    for (_, phrases, _), (slot, others, behind) in pairwise(slots):
        if slot == "than" and behind is None and not COMPARATIVES.isdisjoint(phrases[-1].words):
            yield from each(subject, "compare", arguments(context, others))


def _means(context: Context, subject: list[Argument], slots: Slots) -> Iterator[Said]:
    """What a clause does "via" or "through the use of" something that is named."""
    for slot, phrases, behind in slots:
        if slot in ("via", "through") and behind is None:
            yield from each(subject, "use", [item for item in arguments(context, phrases) if item.kind in MAKERS])


def _pairs(context: Context, verb: Chunk, slots: Slots) -> Iterator[Said]:
    """What a verb says between its object and a later noun: "compare A with B"."""
    objects = _objects(context, slots)
    for slot, phrases, behind in slots[1:]:
        sense = PAIRS.get((verb.lemma, slot))
        if sense is not None:
            yield from each(objects, sense, filled(context, phrases, behind))


def _offered(context: Context, subject: list[Argument], slots: Slots) -> Iterator[Said]:
    """What a tool offers: "provides tools for A", "includes an implementation of A", "offers A"."""
    tools = [argument for argument in subject if argument.kind is EntityKind.TOOL]
    if not slots or slots[0][0] != OBJECT or not tools:
        return
    _, phrases, behind = slots[0]
    head = phrases[-1].words[-1]
    if head in MEANS:
        for slot, purpose, more in slots[1:2]:
            if slot in ("for", "to"):
                yield from each(tools, "enable", filled(context, purpose, more))
            elif slot == "in":
                others = [item for item in arguments(context, purpose) if item.kind is EntityKind.TOOL]
                yield from each(tools, "combine", others)
            elif slot == "between":
                yield from each(tools, "combine", arguments(context, purpose))
        if behind is not None and head.startswith(("implementation", "algorithm", "function", "method")):
            yield from each(tools, "implement", arguments(context, (behind,)))
        return
    found = _objects(context, slots)
    yield from each(tools, "implement", [item for item in found if item.kind in METHODS])
    yield from each(tools, "enable", [item for item in found if item.kind is EntityKind.TASK])
