#!/usr/bin/env python3
"""Solves an exported convex program of relu-average with CVXOPT, to compare objective and seconds with Convolex.

Run by hand; it needs Debian's python3-cvxopt (apt install python3-cvxopt), and no build or test does:

    ./convolex reproduce exact --part export --out exact
    python3 bench/peers/cone_program.py exact/all-patterns.csv exact/fifty-patterns.csv

The program, of groups i = an activation pattern and a sign of the output weight:

    min  1/2 |sum_i sign_i sum_k D_ik X_k c_i - y|^2 + beta sum_i |c_i|
    s.t. (2 D_ik - I) X_k c_i >= 0  for all i, k

With the second-order cones |c_i| <= t_i, it is a quadratic cone program, which solvers.coneqp takes as it is.
"""

import math
import sys
import time

from cvxopt import matrix, solvers, spmatrix


def read(path):
    """Sizes and beta, then a line a sample (patches, target), then a line a filter."""
    with open(path, encoding="ascii") as file:
        lines = [line.strip().split(",") for line in file if line.strip()]
    head = {name: float(value) for name, value in lines[:5]}
    samples = int(head["samples"])
    patches = int(head["patches"])
    dimension = int(head["dimension"])
    numbers = [[float(value) for value in line] for line in lines[5:]]
    rows = [
        [line[k * dimension:(k + 1) * dimension] for k in range(patches)] for line in numbers[:samples]
    ]
    targets = [line[-1] for line in numbers[:samples]]
    return rows, targets, head["beta"], numbers[samples:]


def all_filters(rows):
    """A filter inside each cell of the plane: halfway between neighbouring hyperplanes."""
    if len(rows[0][0]) != 2:
        sys.exit("all patterns: only patches of two numbers are enumerated here")
    angles = set()
    for sample in rows:
        for x, y in sample:
            normal = math.atan2(y, x)
            angles.add((normal + math.pi / 2) % (2 * math.pi))
            angles.add((normal - math.pi / 2) % (2 * math.pi))
    ordered = sorted(angles)
    ordered.append(ordered[0] + 2 * math.pi)
    middles = [(a + b) / 2 for a, b in zip(ordered, ordered[1:])]
    return [[math.cos(angle), math.sin(angle)] for angle in middles]


def patterns(rows, filters):
    """Which patches of all samples each filter activates, every pattern once."""
    seen = {}
    for u in filters:
        pattern = tuple(
            sum(a * b for a, b in zip(patch, u)) >= 0 for sample in rows for patch in sample
        )
        seen[pattern] = None
    return list(seen)


def solve(path):
    rows, targets, beta, filters = read(path)
    samples, patches, dimension = len(rows), len(rows[0]), len(rows[0][0])
    found = patterns(rows, filters or all_filters(rows))
    groups = [(pattern, sign) for pattern in found for sign in (1, -1)]
    count = len(groups)
    size = count * dimension  # of all c; then come all t
    start = time.process_time()

    responses = matrix(0.0, (samples, size))
    values, at, of = [], [], []
    line = 0
    for i, (pattern, sign) in enumerate(groups):
        for s in range(samples):
            for k in range(patches):
                active = pattern[s * patches + k]
                for j in range(dimension):
                    x = rows[s][k][j]
                    if active:
                        responses[s, i * dimension + j] += sign * x
                    values.append(-x if active else x)  # -(2 D - I) X c <= 0
                    at.append(line)
                    of.append(i * dimension + j)
                line += 1
    linear = line
    for i in range(count):  # (t, c) in the second-order cone
        values.append(-1.0)
        at.append(line)
        of.append(size + i)
        line += 1
        for j in range(dimension):
            values.append(-1.0)
            at.append(line)
            of.append(i * dimension + j)
            line += 1
    cones = spmatrix(values, at, of, (line, size + count))
    right = matrix(0.0, (line, 1))
    quadratic = matrix(0.0, (size + count, size + count))
    quadratic[:size, :size] = responses.T * responses
    target = matrix(targets)
    slope = matrix(beta, (size + count, 1))
    slope[:size] = -responses.T * target
    sizes = {"l": linear, "q": [dimension + 1] * count, "s": []}
    built = time.process_time()

    solvers.options.update(show_progress=False, reltol=1e-6, abstol=1e-9, feastol=1e-8)
    answer = solvers.coneqp(quadratic, slope, cones, right, sizes)
    end = time.process_time()

    constant = 0.5 * sum(y * y for y in targets)
    print(
        f"{path}: {len(found)} patterns, {answer['status']},"
        f" objective {answer['primal objective'] + constant:.9g},"
        f" dual {answer['dual objective'] + constant:.9g},"
        f" {answer['iterations']} iterations,"
        f" {built - start:.3f} processor seconds to build, {end - built:.3f} to solve"
    )


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for name in sys.argv[1:]:
        solve(name)
