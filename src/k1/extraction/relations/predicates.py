"""What "is" says of two entities: class and member, and nouns and adjectives that relate ("A is the cause of B")."""

from __future__ import annotations

from collections.abc import Iterator

from k1.extraction.grammar.chunks import SUCH_AS, Chunk
from k1.extraction.grammar.clause import Clause, Phrases
from k1.extraction.grammar.verb_frames import ADJECTIVES, MEANS, OBJECT, VARIANTS
from k1.extraction.relations.arguments import Argument, Context, arguments, whole_mention
from k1.extraction.relations.ends import Said, Slots, each, filled, is_language
from k1.extraction.relations.senses import METHODS
from k1.schema.vocabulary import EntityKind
from k1.text.normalisation import singular
from k1.text.words import word_set


def is_expletive(context: Context, clause: Clause) -> bool:
    """Whether "it" stands for what follows: "it is a good exercise to fit A"."""
    if not clause.subject or clause.subject[0].words != ("it",) or not clause.slots:
        return False
    return context.sentence.unit.text.startswith((" to ", " that "), clause.slots[0][1][-1].end)


BECOMING = frozenset({"become", "becomes", "became"})


def copula(context: Context, subject: list[Argument], slots: Slots, *, of_class: bool) -> Iterator[Said]:
    """What "is" says: "A is a B", "A is a package for B", "A is an extension of B"; ``of_class`` "A is a kind of B"."""
    if not slots or slots[0][0] != OBJECT:
        return
    _, phrases, behind = slots[0]
    words = phrases[-1].words
    language = phrases[-1].mention
    if language is not None and is_language(language) and words[-1] in MEANS:
        yield from each(subject, "require", [whole_mention(language)])
    related = [("of", filled(context, (behind,), None))] if behind is not None else []
    related += [(slot, filled(context, others, more)) for slot, others, more in slots[1:2]]
    for slot, found in related:
        said = ADJECTIVES.get((singular(words[-1]), slot))
        if said is not None and _is_supposed(context, phrases[-1]):
            return
        if said is not None:
            yield from each(subject, said, found)
            return
    if words[-1] == "implementation" and behind is not None:
        yield from each(subject, "implement", arguments(context, (behind,)))
    elif words[-1] in VARIANTS and behind is not None:
        yield from each(subject, "build", arguments(context, (behind,)))
    elif not is_language(language) and (of_class or _tells_class(phrases)):
        classes = arguments(context, phrases[-1:])
        # "the commonest method is Local Explanations"
        named = not of_class and phrases[0].words[0] not in _INDEFINITE | {"the"}
        yield from each(subject, "is", [item for item in classes if _is_class(item)] if named else classes)
    if words[-1] in MEANS and len(slots) > 1 and slots[1][0] == "for":
        yield from each(subject, "apply", filled(context, slots[1][1], slots[1][2]))


def inverted(context: Context, clause: Clause, slots: Slots) -> Iterator[Said]:
    """What "is" says where the noun that relates is the subject: "the commonest cause of A is B"."""
    if clause.behind is None or not slots or slots[0][0] != OBJECT:
        return
    _, phrases, behind = slots[0]
    said = ADJECTIVES.get((singular(clause.subject[0].words[-1]), "of"))
    if said is None or _is_supposed(context, clause.subject[0]) or phrases[0].words[0] in _INDEFINITE:
        return  # "a cause of A is a disease" tells a class
    ends, others = filled(context, (clause.behind,), None), filled(context, phrases, behind)
    yield from each(others, said, ends)


def _is_supposed(context: Context, phrase: Chunk) -> bool:
    """Whether a word makes less of what a noun or an adjective relates: "a possible cause of A", "less dependent"."""
    text = context.sentence.unit.text[phrase.start : phrase.end]
    return not _SUPPOSING.isdisjoint(text.lower().split()[:-1])


_SUPPOSING = word_set("""
    possible potential probable plausible likely unlikely putative presumed presumptive suspected supposed alleged
    hypothesized hypothesised hypothetical conceivable candidate proposed postulated unproven less least
    """)


def listed(context: Context, clause: Clause) -> Iterator[Said]:
    """What the members of a list belong to: "methods such as A and B"."""
    for at, (slot, members) in enumerate(clause.slots[1:], start=1):
        before, classes = clause.slots[at - 1]
        inside = before == "of" and at > 1 and singular(clause.slots[at - 2][1][-1].words[-1]) not in _GROUPS
        head = classes[-1].words[-1]
        if slot in _MEMBERS and not inside and (slot == SUCH_AS or singular(head) != head):
            whole = arguments(context, classes[-1:])
            for member in arguments(context, members):
                told = [item for item in whole if _is_class(item) and _can_hold(item, member)]
                yield from each([member], "is", told)


_MEMBERS = frozenset({SUCH_AS, "including"})


_GROUPS = word_set("type class kind range variety set number family group series list form")


def _tells_class(phrases: Phrases) -> bool:
    """Whether a predicate says what kind of thing its subject is: "a sampler", "solvers", but not "the first"."""
    words = phrases[-1].words
    plural = len(phrases) == 1 and words[-1].endswith("s") and words[0] != "the"
    return phrases[0].words[0] in _INDEFINITE or plural or _is_superlative(phrases)


def _is_superlative(phrases: Phrases) -> bool:
    """Whether a predicate is the first of a kind, and so of the kind: "the most common sampler"."""
    return len(phrases) == 1 and phrases[0].words[:2] in (("the", "most"), ("the", "commonest"))


def is_of_class(clause: Clause) -> bool:
    """Whether a predicate names its class behind "a kind of": "is a form of cell death"."""
    if [slot for slot, _ in clause.slots[:2]] != [OBJECT, "of"]:
        return False
    words = clause.slots[0][1][-1].words
    return words[0] in _INDEFINITE and words[-1] in _KINDS


_KINDS = word_set("class family type kind form case subclass subset instance example")


def _can_hold(whole: Argument, member: Argument) -> bool:
    """Whether a class is of a member's kind; else "ways of finding masses such as A" has A among the masses."""
    return member.kind not in METHODS or whole.kind in METHODS or whole.kind is EntityKind.TASK


_INDEFINITE = frozenset({"a", "an"})


def _is_class(item: Argument) -> bool:
    """Whether a name is that of a class: in lower case, as a word of the language."""
    return item.name == item.name.lower()
