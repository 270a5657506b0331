"""What clauses say of two entities: head, sense and tail, before kinds decide on a relation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import NamedTuple

from k1.extraction.grammar.chunks import SUCH_AS, Chunk
from k1.extraction.grammar.clause import Clause, Phrases, denies
from k1.extraction.grammar.clauses import LISTING
from k1.extraction.grammar.verb_frames import (
    ACTIVE,
    ADJECTIVES,
    CLASS_OF,
    COMPARATIVES,
    MEANS,
    OBJECT,
    OFFERS,
    OWN_DEEDS,
    PAIRS,
    PASSIVE,
    TRANSPARENT,
    slots_of,
)
from k1.extraction.grammar.word_classes import VerbForm
from k1.extraction.relations.arguments import (
    CLASS_KINDS,
    LANGUAGES,
    Argument,
    Context,
    arguments,
    as_name,
    concept,
    whole_mention,
)
from k1.schema.knowledge import EntityMention
from k1.schema.vocabulary import EntityKind
from k1.text.normalisation import singular
from k1.text.words import word_set


class Said(NamedTuple):
    """Head, sense, tail: "A uses B"."""

    head: Argument
    sense: str
    tail: Argument


Slots = list[tuple[str, Phrases, Chunk | None]]
"""Slot, noun phrases, and the noun phrase behind their "of", if there is one."""

_WORKS = frozenset({EntityKind.METHOD, EntityKind.MODEL, EntityKind.TOOL, EntityKind.DATASET})
_VARIANTS = word_set("implementation extension generalization generalisation variant adaptation modification version")
_NOT_A_PURPOSE = frozenset({"in"})


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
        return _filled(context, clause.subject, clause.behind)
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
    yield from _listed(context, clause)
    yield from _purposes(context, slots)
    yield from _outdone(context, subject, slots)
    if verb.copula and (_BECOMING.intersection(verb.words) or _is_expletive(context, clause)):
        return
    if verb.copula:
        yield from _copula(context, subject, slots, of_class=_is_of_class(clause))
        return
    if clause.lets and verb.lemma == "have":
        return
    if clause.lets and not verb.passive and slots and slots[0][0] == OBJECT:
        yield from _each(subject, _purpose(clause), _objects(context, slots))
        yield from _framed(context, clause, subject, slots[1:])
        return
    if verb.lemma == "make" and clause.slots and clause.slots[0][1][0].words[-1] == "use":
        yield from _each(subject, "use", _objects(context, slots))
        return
    yield from _framed(context, clause, subject, slots)
    yield from _means(context, subject, slots)
    if verb.passive:
        return
    yield from _pairs(context, verb, slots)
    if verb.lemma in OFFERS:
        yield from _offered(context, subject, slots)


def _is_expletive(context: Context, clause: Clause) -> bool:
    """Whether "it" stands for what follows: "it is a good exercise to fit A"."""
    if not clause.subject or clause.subject[0].words != ("it",) or not clause.slots or context.sentence is None:
        return False
    end = clause.slots[0][1][-1].end
    return context.sentence.unit.text[end : end + 6].startswith((" to ", " that "))


_BECOMING = frozenset({"become", "becomes", "became"})


def _purpose(clause: Clause) -> str:
    """The sense of an infinitive: its verb's own where that says more than that something becomes possible."""
    sense, turned = slots_of(ACTIVE, clause.verb.lemma).get(OBJECT, ("enable", False))
    if sense in _TELLING and not turned and clause.verb.lemma not in _YIELDING:
        return sense
    return "do" if clause.lets in ("use", "be") else "enable"


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
            stands_for = CLASS_OF if clause.verb.copula and last_slot == OBJECT else TRANSPARENT
            if heads[-1].words[-1] in stands_for and heads[-1].mention is None:
                found[-1] = (last_slot, phrases, None)
            else:
                found[-1] = (last_slot, heads, phrases[0])
        elif slot == "to" and found and _is_approach(found[-1][1][-1]):
            found[-1] = (found[-1][0], phrases, None)  # "implements an approach to A"
        elif slot in LISTING and found and _kind_of_class(found[-1][1][-1]) is not None:
            last_slot, heads, _ = found[-1]
            found[-1] = (last_slot, (*heads, *phrases), None)
        else:
            found.append((slot, phrases, None))
    return found


def _is_approach(phrase: Chunk) -> bool:
    """Whether a noun phrase stands for what follows its "to": "a unified approach to A"."""
    return phrase.mention is None and phrase.words[-1] in ("approach", "approaches")


def _kind_of_class(phrase: Chunk) -> EntityKind | None:
    """The kind of the members of a class that a noun phrase names: "several optimisers"; None for other phrases."""
    return next((kind for word in reversed(phrase.words[-2:]) if (kind := CLASS_KINDS.get(singular(word)))), None)


def _each(heads: Sequence[Argument], sense: str, tails: Sequence[Argument]) -> Iterator[Said]:
    for head in heads:
        for tail in tails:
            if head.entity != tail.entity:
                yield Said(head, sense, tail)


def _filled(context: Context, phrases: Phrases, behind: Chunk | None) -> list[Argument]:
    """The entities of a slot; "estimation of masses" is one concept, and so "estimation" alone is none."""
    if behind is not None and len(phrases) == 1 and phrases[0].mention is None:
        whole = concept(context, phrases[0], behind)
        return [whole] if whole is not None else []
    if behind is not None and len(phrases) > 1 and phrases[-1].mention is None:
        whole = concept(context, phrases[-1], behind)  # "extraction and the computation of masses"
        return [*arguments(context, phrases[:-1]), *([whole] if whole is not None else [])]
    found = arguments(context, phrases)
    kind = _kind_of_class(phrases[0]) if len(phrases) > 1 else None
    if kind is EntityKind.CONCEPT and context.own is not None:
        kind = EntityKind.TOOL if context.own.kind is EntityKind.TOOL else EntityKind.METHOD
    if kind is not None:
        known = {item.start for item in found}
        found = [item for item in found if item.start >= phrases[1].start] or found  # members rather than their class
        names = (as_name(context, phrase, kind) for phrase in phrases[1:] if phrase.mention is None)
        found += [name for name in names if name is not None and name.start not in known]
    return found


def _objects(context: Context, slots: Slots) -> list[Argument]:
    """The entities of the first object of a clause."""
    if not slots or slots[0][0] != OBJECT:
        return []
    return _filled(context, slots[0][1], slots[0][2])


def _framed(context: Context, clause: Clause, subject: list[Argument], slots: Slots) -> Iterator[Said]:
    voice = PASSIVE if clause.verb.passive else ACTIVE
    frame = slots_of(voice, clause.verb.lemma)
    used: set[str] = set()
    named = {slot for slot, _, _ in slots}
    for slot, phrases, behind in slots:
        if slot == "for" and not named.isdisjoint({OBJECT, "as"}):
            continue  # "allows A for B", "is used as A for B": B has to do with A
        if slot not in frame or slot in used or (slot == OBJECT and slots[0][0] != OBJECT):
            continue
        used.add(slot)
        sense, turned = frame[slot]
        if sense == "cause" and clause.verb.form is VerbForm.GERUND and clause.verb.lemma == "produce":
            continue  # "A producing B": a compound
        if sense == "is" and clause.verb.infinitive:
            continue  # "allows A to act as B": A is not the subject
        if slot in _NOT_A_PURPOSE and sense == "apply" and phrases[0].mention is None:
            continue
        found = _filled(context, phrases, behind)
        if sense == "implement" and slot == "in":
            yield from _implemented_in(context, subject, found)
        else:
            yield from _each(found, sense, subject) if turned else _each(subject, sense, found)


def _implemented_in(context: Context, made: list[Argument], tools: list[Argument]) -> Iterator[Said]:
    """What "A is implemented in B" says: of the paper's own B what it offers, of another B what A is made with."""
    for tool in tools:
        if context.own is not None and tool.entity == context.own.entity:
            yield from _each([tool], "implement", made)
        else:
            yield from _each(made, "written", [tool])


def _purposes(context: Context, slots: Slots) -> Iterator[Said]:
    """What a named method is for: "a sampler for A"."""
    for (before, phrases, behind), (slot, purpose, more) in pairwise(slots):
        if slot == "for" and behind is None and before != "of":
            methods = [item for item in arguments(context, phrases[-1:]) if item.kind in _MADE]
            yield from _each(methods, "apply", _filled(context, purpose, more))


def _outdone(context: Context, subject: list[Argument], slots: Slots) -> Iterator[Said]:
    """What a clause sets its subject against: "A gives better fits than B", "A is more accurate than B"."""
    for (_, phrases, _), (slot, others, behind) in pairwise(slots):
        if slot == "than" and behind is None and not COMPARATIVES.isdisjoint(phrases[-1].words):
            yield from _each(subject, "compare", arguments(context, others))


def _means(context: Context, subject: list[Argument], slots: Slots) -> Iterator[Said]:
    """What a clause does "via" or "through the use of" something that is named."""
    for slot, phrases, behind in slots:
        if slot in ("via", "through") and behind is None:
            yield from _each(subject, "use", [item for item in arguments(context, phrases) if item.kind in _MEANT])


_MEANT = frozenset({EntityKind.METHOD, EntityKind.MODEL, EntityKind.TOOL})


def _pairs(context: Context, verb: Chunk, slots: Slots) -> Iterator[Said]:
    """What a verb says between its object and a later noun: "compare A with B"."""
    objects = _objects(context, slots)
    for slot, phrases, behind in slots[1:]:
        sense = PAIRS.get((verb.lemma, slot))
        if sense is not None:
            yield from _each(objects, sense, _filled(context, phrases, behind))


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
                yield from _each(tools, "enable", _filled(context, purpose, more))
            elif slot == "in":
                others = [item for item in arguments(context, purpose) if item.kind is EntityKind.TOOL]
                yield from _each(tools, "combine", others)
            elif slot == "between":
                yield from _each(tools, "combine", arguments(context, purpose))
        if behind is not None and head.startswith(("implementation", "algorithm", "function", "method")):
            yield from _each(tools, "implement", arguments(context, (behind,)))
        return
    found = _objects(context, slots)
    yield from _each(tools, "implement", [item for item in found if item.kind in _MADE])
    yield from _each(tools, "enable", [item for item in found if item.kind is EntityKind.TASK])


_MADE = frozenset({EntityKind.METHOD, EntityKind.MODEL})


def _copula(context: Context, subject: list[Argument], slots: Slots, *, of_class: bool) -> Iterator[Said]:
    """What "is" says: "A is a B", "A is a package for B", "A is an extension of B"; ``of_class`` "A is a kind of B"."""
    if not slots or slots[0][0] != OBJECT:
        return
    _, phrases, behind = slots[0]
    words = phrases[-1].words
    language = phrases[-1].mention
    if language is not None and _is_language(language) and words[-1] in MEANS:
        yield from _each(subject, "require", [whole_mention(language)])
    if len(slots) > 1 and (said := ADJECTIVES.get((words[-1], slots[1][0]))) is not None:
        found = _filled(context, slots[1][1], slots[1][2])
        yield from _each(found, said[1:], subject) if said.startswith("~") else _each(subject, said, found)
    if words[-1] == "implementation" and behind is not None:
        yield from _each(subject, "implement", arguments(context, (behind,)))
    elif words[-1] in _VARIANTS and behind is not None:
        yield from _each(subject, "build", arguments(context, (behind,)))
    elif not _is_language(language) and (of_class or _tells_class(phrases)):
        classes = arguments(context, phrases[-1:])
        named = not of_class and phrases[0].words[0] not in _INDEFINITE  # "the commonest method is Local Explanations"
        yield from _each(subject, "is", [item for item in classes if _is_class(item)] if named else classes)
    if words[-1] in MEANS and len(slots) > 1 and slots[1][0] == "for":
        yield from _each(subject, "apply", _filled(context, slots[1][1], slots[1][2]))


def _listed(context: Context, clause: Clause) -> Iterator[Said]:
    """What the members of a list belong to: "methods such as A and B"."""
    for at, (slot, members) in enumerate(clause.slots[1:], start=1):
        before, classes = clause.slots[at - 1]
        inside = before == "of" and at > 1 and singular(clause.slots[at - 2][1][-1].words[-1]) not in _GROUPS
        if slot in _MEMBERS and not inside and (slot == SUCH_AS or classes[-1].words[-1].endswith("s")):
            whole = arguments(context, classes[-1:])
            for member in arguments(context, members):
                told = [item for item in whole if _is_class(item) and _can_hold(item, member)]
                yield from _each([member], "is", told)


_MEMBERS = frozenset({SUCH_AS, "including"})
_GROUPS = word_set("type class kind range variety set number family group series list form")


def _tells_class(phrases: Phrases) -> bool:
    """Whether a predicate says what kind of thing its subject is: "a sampler", "solvers", but not "the first"."""
    words = phrases[-1].words
    plural = len(phrases) == 1 and words[-1].endswith("s") and words[0] != "the"
    return phrases[0].words[0] in _INDEFINITE or plural


def _is_of_class(clause: Clause) -> bool:
    """Whether a predicate names its class behind "a kind of": "is a form of cell death"."""
    if [slot for slot, _ in clause.slots[:2]] != [OBJECT, "of"]:
        return False
    words = clause.slots[0][1][-1].words
    return words[0] in _INDEFINITE and words[-1] in _KINDS


_KINDS = word_set("class family type kind form case subclass subset instance example")


def _can_hold(whole: Argument, member: Argument) -> bool:
    """Whether a class is of a member's kind; else "ways of finding masses such as A" has A among the masses."""
    return member.kind not in _MADE or whole.kind in _MADE or whole.kind is EntityKind.TASK


_INDEFINITE = frozenset({"a", "an"})


def _is_language(mention: EntityMention | None) -> bool:
    return mention is not None and mention.name.casefold() in LANGUAGES


def _is_class(item: Argument) -> bool:
    """Whether a name is that of a class: in lower case, as a word of the language."""
    return item.name == item.name.lower()
