"""The order of touchpoints that ends best, within what must come first."""

from collections.abc import Collection, Sequence

EXACT = 12
"""Up to so many movable touchpoints every order is looked at."""

Value = tuple[float, float, int]


def best_order(
    valences: Sequence[float],
    before: Collection[tuple[int, int]] = (),
    fixed: Collection[int] = (),
) -> list[int]:
    """Put touchpoints in the order that ends best.

    Parameters
    ----------
    valences : sequence of float
        In the order of today.
    before : collection of (int, int)
        Places in `valences`: the first of a pair comes before the second, as it does today.
    fixed : collection of int
        Places that keep their touchpoint.

    Returns
    -------
    list of int
        For each place the touchpoint (its place of today) that comes there.

    Notes
    -----
    Largest is, in this order: the last valence (peak and valley are the same in any order, so this
    decides both means with the end); the sign of the later one, where valences on both sides are
    equally far from 0 and furthest; then the fewest pairs that are turned round: nothing moves
    without need. Up to 12 movable touchpoints this is exact, by the best way to fill the last k
    places with each set of k touchpoints. Beyond, the highest one that may come last moves there,
    and those after it move up; where none may, today's order stays.
    """
    m = len(valences)
    movable = [i for i in range(m) if i not in set(fixed)]
    after: list[set[int]] = [set() for _ in range(m)]
    for first, second in before:
        after[first].add(second)
    if len(movable) > EXACT:
        return _shifted(valences, after, movable)
    return _filled(valences, after, movable)


def _filled(valences: Sequence[float], after: list[set[int]], movable: list[int]) -> list[int]:
    """Fill the movable places from the last to the first; a bit of a set is a touchpoint."""
    k, whole = len(movable), (1 << len(movable)) - 1
    later = [sum(1 << b for b, j in enumerate(movable) if j in after[i]) for i in movable]
    best: dict[int, tuple[Value, list[int]]] = {0: ((0.0, 0.0, 0), [])}
    for count in range(k):
        place = movable[k - 1 - count]
        grown: dict[int, tuple[Value, list[int]]] = {}
        fits = [_fits(i, place, after, movable) for i in movable]
        for done, (value, order) in best.items():
            for b, i in enumerate(movable):
                if done >> b & 1 or later[b] & ~done or not fits[b]:
                    continue
                end, sign, turned = _worth(i, place, done, valences, movable)
                total = (value[0] + end, value[1] + sign, value[2] - turned)
                key = done | 1 << b
                if key not in grown or total > grown[key][0]:
                    grown[key] = (total, [i, *order])
        best = grown
    return _placed(len(valences), movable, best[whole][1])


def _fits(i: int, place: int, after: list[set[int]], movable: list[int]) -> bool:
    """Whether a touchpoint at a place is on the right side of those that do not move."""
    fixed = set(range(len(after))) - set(movable)
    return all(j > place for j in after[i] & fixed) and all(
        f < place for f in fixed if i in after[f]
    )


def _worth(
    i: int, place: int, done: int, valences: Sequence[float], movable: list[int]
) -> tuple[float, float, int]:
    """What a touchpoint at a place adds when those in `done` come later."""
    m, top = len(valences), max(map(abs, valences))
    placed = [j for b, j in enumerate(movable) if done >> b & 1]
    fixed = [j for j in range(m) if j not in movable]
    end = float(valences[i]) if place == m - 1 else 0.0
    later = [*placed, *(f for f in fixed if f > place)]
    furthest = abs(valences[i]) == top and all(abs(valences[j]) < top for j in later)
    # Where none of those that move is the later one, a fixed one is: it counts only as a loss.
    kept = [_sign(valences[f]) for f in fixed if abs(valences[f]) == top]
    sign = _sign(valences[i]) - (kept[-1] if kept else 0) if furthest else 0
    turned = sum(j < i for j in placed) + sum((i < f) != (place < f) for f in fixed)
    return end, float(sign), turned


def _sign(valence: float) -> int:
    return (valence > 0) - (valence < 0)


def _shifted(valences: Sequence[float], after: list[set[int]], movable: list[int]) -> list[int]:
    """The highest touchpoint that may come last goes there, the others move up."""
    m, today = len(valences), list(range(len(valences)))
    if movable[-1] != m - 1:
        return today
    for i in sorted(movable, key=lambda i: (-valences[i], -i)):
        if valences[i] <= valences[-1]:
            break
        order = _placed(m, movable, [*(j for j in movable if j != i), i])
        place = {j: p for p, j in enumerate(order)}
        if all(place[a] < place[b] for a in range(m) for b in after[a]):
            return order
    return today


def _placed(m: int, movable: list[int], order: list[int]) -> list[int]:
    found = list(range(m))
    for place, i in zip(movable, order, strict=True):
        found[place] = i
    return found
