"""Where nodes stand: a force-directed layout with a fixed seed. The one file here that knows igraph."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

Link = tuple[int, int]
Point = tuple[float, float]

_BY_RANK = 0.55  # share of the rank in a place along an axis; 0 keeps the shape, 1 spreads evenly


def spring_layout(size: int, links: Sequence[Link], *, seed: int, iterations: int = 400) -> list[Point]:
    """Fruchterman-Reingold positions of ``size`` nodes: equal input and seed, equal positions."""
    if not size:
        return []
    graph = _graph(size, links)
    start = _scatter(size, random.Random(seed), spread=size**0.5)
    with _seeded(seed):
        found = graph.layout_fruchterman_reingold(seed=start, niter=iterations, grid=False)
    return [(x, y) for x, y in found]


def spread_out(places: Sequence[Point]) -> list[Point]:
    """Places in the unit square, by rank and by distance: dense middles open up, outliers come nearer."""
    if not places:
        return []
    columns = [_part_ranked([place[axis] for place in places]) for axis in (0, 1)]
    return list(zip(*columns, strict=True))


def _part_ranked(values: list[float]) -> list[float]:
    order = sorted(range(len(values)), key=lambda i: (values[i], i))
    rank = {i: place / max(1, len(values) - 1) for place, i in enumerate(order)}
    low, high = min(values), max(values)
    return [_BY_RANK * rank[i] + (1 - _BY_RANK) * (v - low) / ((high - low) or 1.0) for i, v in enumerate(values)]


def surround(
    placed: Sequence[Point], size: int, links: Sequence[Link], *, seed: int, iterations: int = 60
) -> list[Point]:
    """Positions of ``size`` nodes of which the first ``len(placed)`` stay where they are.

    The others start near the neighbours that already stand, and settle with the grid variant, which is fast.
    """
    start = _near_neighbours(placed, size, links, random.Random(seed))
    graph = _graph(size, links)
    loose = size - len(placed)
    fixed_x, fixed_y = [p[0] for p in placed], [p[1] for p in placed]
    if not loose or not placed:
        return start
    low, high = [-1e6] * loose, [1e6] * loose
    with _seeded(seed):
        found = graph.layout_fruchterman_reingold(
            seed=start,
            niter=iterations,
            start_temp=2.0,
            grid=True,
            minx=fixed_x + low,
            maxx=fixed_x + high,
            miny=fixed_y + low,
            maxy=fixed_y + high,
        )
    return [*placed, *((x, y) for x, y in list(found)[len(placed) :])]


def _graph(size: int, links: Sequence[Link]) -> Any:
    import igraph  # heavy, needed only here

    return igraph.Graph(n=size, edges=list(links))


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """igraph draws from a generator of our own inside the block, from Python's afterwards."""
    import igraph

    igraph.set_random_number_generator(random.Random(seed))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def _scatter(count: int, generator: random.Random, spread: float) -> list[Point]:
    return [(generator.uniform(-spread, spread), generator.uniform(-spread, spread)) for _ in range(count)]


def _near_neighbours(
    placed: Sequence[Point], size: int, links: Sequence[Link], generator: random.Random
) -> list[Point]:
    """Breadth-first from what stands: each node beside the mean of its neighbours that have a place."""
    neighbours: list[list[int]] = [[] for _ in range(size)]
    for head, tail in links:
        neighbours[head].append(tail)
        neighbours[tail].append(head)
    places: list[Point | None] = [*placed, *([None] * (size - len(placed)))]
    front = list(range(len(placed)))
    while front:
        reached = sorted({n for node in front for n in neighbours[node] if places[n] is None})
        for node in reached:
            known = [p for n in neighbours[node] if (p := places[n]) is not None]
            dx, dy = generator.uniform(-1.5, 1.5), generator.uniform(-1.5, 1.5)
            places[node] = (sum(p[0] for p in known) / len(known) + dx, sum(p[1] for p in known) / len(known) + dy)
        front = reached
    spread = max((abs(c) for p in placed for c in p), default=size**0.5) * 1.2
    rest = iter(_scatter(sum(p is None for p in places), generator, spread))
    return [p if p is not None else next(rest) for p in places]
