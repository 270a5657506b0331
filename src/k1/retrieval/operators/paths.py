"""Shortest paths over a few edges, in plain Python.

igraph has these too, but its import takes longer than any question asked here (2.6 s on 2 cores, it draws in
matplotlib); the tests hold both against each other.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

Node = int
Arc = tuple[Node, Node]
Arcs = Mapping[Node, Mapping[Node, float]]
"""Length (above 0) of the arc from one node to another."""


@dataclass(frozen=True, order=True)
class Route:
    """A loop-free path: its length and its nodes, from start to end."""

    length: float
    nodes: tuple[Node, ...]


def reachable(arcs: Arcs, starts: Collection[Node], depth: int) -> Iterator[tuple[Route, int]]:
    """The shortest route to each node within ``depth`` arcs of ``starts``, nearest first, with its number of arcs."""
    queue = [Route(0.0, (start,)) for start in sorted(set(starts))]
    heapq.heapify(queue)
    fewest: dict[Node, int] = {}
    while queue:
        route = heapq.heappop(queue)
        here, steps = route.nodes[-1], len(route.nodes) - 1
        # A longer route of fewer arcs leads further on.
        if fewest.get(here, depth + 1) <= steps:
            continue
        if here not in fewest:
            yield route, steps
        fewest[here] = steps
        if steps < depth:
            for end, length in arcs.get(here, {}).items():
                if fewest.get(end, depth + 1) > steps + 1:
                    heapq.heappush(queue, Route(route.length + length, (*route.nodes, end)))


def shortest_route(
    arcs: Arcs, start: Node, goals: Collection[Node], *, without: Collection[Node] = (), barred: Collection[Arc] = ()
) -> Route | None:
    """The shortest route from ``start`` to any goal that avoids some nodes and arcs; None if there is none."""
    queue = [Route(0.0, (start,))]
    done = set(without)
    while queue:
        route = heapq.heappop(queue)
        here = route.nodes[-1]
        if here in done:
            continue
        if here in goals:
            return route
        done.add(here)
        for end, length in arcs.get(here, {}).items():
            if end not in done and (here, end) not in barred:
                heapq.heappush(queue, Route(route.length + length, (*route.nodes, end)))
    return None


def shortest_routes(arcs: Arcs, starts: Collection[Node], goals: Collection[Node], k: int) -> list[Route]:
    """The ``k`` shortest loop-free routes from any start to any goal, shortest first (Yen's algorithm)."""
    firsts = (shortest_route(arcs, start, goals) for start in sorted(set(starts)))
    waiting = [route for route in firsts if route]
    heapq.heapify(waiting)
    found: list[Route] = []
    while waiting and len(found) < k:
        best = heapq.heappop(waiting)
        if best in found:
            continue
        found.append(best)
        for route in _detours(arcs, best, goals, found):
            heapq.heappush(waiting, route)
    return found


def _detours(arcs: Arcs, route: Route, goals: Collection[Node], found: Sequence[Route]) -> Iterator[Route]:
    """For each node of a route the shortest way on that no found route with the same beginning takes."""
    length = 0.0
    for position in range(len(route.nodes) - 1):
        beginning, spur = route.nodes[: position + 1], route.nodes[position]
        barred = {
            (other.nodes[position], other.nodes[position + 1])
            for other in found
            if other.nodes[: position + 1] == beginning and len(other.nodes) > position + 1
        }
        rest = shortest_route(arcs, spur, goals, without=beginning[:-1], barred=barred)
        if rest:
            yield Route(length + rest.length, (*beginning[:-1], *rest.nodes))
        length += arcs[spur][route.nodes[position + 1]]
