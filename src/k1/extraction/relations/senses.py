"""Which relation a sense is, by the kinds at its ends (domain and range of agents-k1 1.6)."""

from __future__ import annotations

from k1.schema.vocabulary import EntityKind, RelationType

_K = EntityKind
METHODS = frozenset({_K.METHOD, _K.MODEL})
"""Ways to do something."""
MAKERS = METHODS | {_K.TOOL}
"""What somebody made, to do something with."""
_TOOL = frozenset({_K.TOOL})
_SUBJECTS = frozenset({_K.TERM, _K.TASK, _K.CONCEPT})
_ANY = frozenset(EntityKind) - {_K.THEOREM}
_THINGS = _ANY - _TOOL
_R = RelationType

SENSES: dict[str, tuple[tuple[RelationType, frozenset[EntityKind], frozenset[EntityKind]], ...]] = {
    "use": (
        (_R.USES_COMPONENT, METHODS, frozenset({_K.METHOD, _K.TOOL})),
        (_R.REQUIRES, _TOOL, _TOOL),
        (_R.USES_TECHNIQUE, _ANY - {_K.DATASET}, METHODS | {_K.TASK}),
        (_R.USES_TECHNIQUE, MAKERS, _SUBJECTS),
        (_R.USES_TECHNIQUE, _SUBJECTS, _TOOL | _SUBJECTS),
    ),
    "written": (
        (_R.USES_COMPONENT, METHODS, _TOOL),
        (_R.REQUIRES, _TOOL, _TOOL),
        (_R.USES_TECHNIQUE, _SUBJECTS, _TOOL),
    ),
    "require": ((_R.REQUIRES, _TOOL, _TOOL), (_R.REQUIRES, _ANY - _TOOL, _ANY)),
    "build": ((_R.BUILDS_ON, METHODS, METHODS), (_R.DERIVED_FROM, MAKERS, MAKERS)),
    "derive": ((_R.DERIVED_FROM, _ANY, _ANY),),
    "motivate": ((_R.MOTIVATED_BY, MAKERS, _ANY),),
    "implement": ((_R.IMPLEMENTS, _TOOL, _THINGS - {_K.DATASET}),),
    "enable": ((_R.COMBINES, _TOOL, _TOOL), (_R.ENABLES, _ANY - {_K.METRIC}, _THINGS)),
    "do": ((_R.APPLIED_TO, METHODS, frozenset({_K.TASK, _K.TERM, _K.DATASET})), (_R.ENABLES, _TOOL, _THINGS)),
    "apply": (
        (_R.APPLIED_TO, METHODS, frozenset({_K.TASK, _K.DATASET, _K.TERM})),
        (_R.ENABLES, _TOOL, METHODS | _SUBJECTS),
    ),
    "solve": ((_R.SOLVES, METHODS, frozenset({_K.TASK})), (_R.ADDRESSES_PROBLEM, MAKERS, _SUBJECTS)),
    "contain": (
        (_R.IMPLEMENTS, _TOOL, METHODS),
        (_R.CONSISTS_OF, _THINGS - {_K.METRIC}, _THINGS),
        (_R.CONSISTS_OF, _TOOL, _SUBJECTS),
    ),
    "combine": ((_R.COMBINES, MAKERS | _SUBJECTS, _ANY),),
    "compare": ((_R.COMPARED_WITH, MAKERS, MAKERS),),
    "evaluate": ((_R.EVALUATED_ON, MAKERS, frozenset({_K.DATASET})),),
    "measure": ((_R.MEASURED_BY, MAKERS | {_K.TASK}, frozenset({_K.METRIC})),),
    "cause": ((_R.CAUSES, _THINGS - {_K.DATASET}, _THINGS - {_K.DATASET}),),
    "inhibit": ((_R.INHIBITS, _ANY - {_K.DATASET}, _THINGS - {_K.DATASET}),),
    "modulate": ((_R.MODULATES, _THINGS - {_K.DATASET}, _THINGS - {_K.DATASET}),),
    "correlate": ((_R.CORRELATED_WITH, _THINGS, _THINGS),),
    "differ": ((_R.DIFFERS_FROM, _ANY, _ANY),),
    "replace": ((_R.ALTERNATIVE_TO, METHODS, METHODS), (_R.ALTERNATIVE_TO, _TOOL, _TOOL)),
    "suffer": ((_R.HAS_LIMITATION, _ANY, _SUBJECTS),),
    "lack": ((_R.HAS_LIMITATION, MAKERS, _SUBJECTS),),
    "have": ((_R.HAS_PROPERTY, _ANY, _SUBJECTS),),
    "target": ((_R.TARGETS, METHODS | {_K.TASK}, frozenset({_K.TERM})),),
    "is": (
        (_R.SUBSET_OF, frozenset({_K.METHOD}), frozenset({_K.METHOD, _K.TASK, _K.TERM})),
        (_R.SUBSET_OF, frozenset({_K.MODEL}), METHODS | {_K.TERM}),
        (_R.SUBSET_OF, _TOOL, frozenset({_K.TERM})),
        (_R.SUBSET_OF, frozenset({_K.TASK}), frozenset({_K.TASK})),
        (_R.SUBSET_OF, frozenset({_K.TERM, _K.CONCEPT, _K.METRIC}), _SUBJECTS | METHODS | {_K.METRIC}),
        (_R.SUBSET_OF, frozenset({_K.DATASET}), frozenset({_K.DATASET})),
    ),
}  # fmt: skip
"""Relations by sense; the first whose kinds fit is the one."""


def relation_of(sense: str, head: EntityKind, tail: EntityKind) -> RelationType | None:
    """The relation that a sense is between two kinds; None where it is none."""
    return next((relation for relation, heads, tails in SENSES[sense] if head in heads and tail in tails), None)
