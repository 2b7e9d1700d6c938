package org.convolex.bench.solvers;

import org.convolex.optim.Status;

/**
 * What one solver did on one program.
 *
 * @param radius of the program's ball
 * @param solver its name
 * @param curve what it proved, and when
 * @param seconds until it stopped
 * @param iterations that it counts; one is a step or an epoch
 * @param status why it stopped
 * @param certifiedGap the relative gap of its last point, by the certifier in double precision
 */
record SolverRun(
        double radius,
        String solver,
        GapCurve curve,
        double seconds,
        int iterations,
        Status status,
        double certifiedGap) {}
