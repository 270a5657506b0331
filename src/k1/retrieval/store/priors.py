"""Trust in a relation where an edge has no calibrated confidence, and its weight in a path.

Start values of ours (design, section 3: operators use a prior per relation where the confidence is null), to be
fitted once there are questions with gold evidence. ``retrieval.priors`` in the configuration overrides them.
"""

from __future__ import annotations

from collections.abc import Mapping

_GRADES = {
    0.9: """BUILDS_ON DERIVED_FROM CAUSES ENABLES INHIBITS EVALUATED_ON MEASURED_BY proposes""",
    0.8: """USES_COMPONENT SOLVES MODULATES USES_TECHNIQUE CONSISTS_OF IMPLEMENTS COMBINES REQUIRES HAS_LIMITATION
        ADDRESSES_PROBLEM SUBSET_OF grounded_in""",
    0.7: """ALTERNATIVE_TO APPLIED_TO TARGETS MOTIVATED_BY HAS_PROPERTY COMPARED_WITH involved_task states""",
    0.6: """CORRELATED_WITH DIFFERS_FROM""",
    0.5: """CITES""",
    0.3: """mentions authored_by has_resource""",
    0.2: """AFFILIATED_WITH""",
}
DEFAULT_PRIORS = {relation: prior for prior, names in _GRADES.items() for relation in names.split()}
UNKNOWN_RELATION = 0.5
"""Prior of a relation that is not listed: relations of other schemas, and hyperedges."""


def prior_of(relation: str, overrides: Mapping[str, float]) -> float:
    """The prior of a relation, in (0, 1]."""
    return overrides.get(relation, DEFAULT_PRIORS.get(relation, UNKNOWN_RELATION))
