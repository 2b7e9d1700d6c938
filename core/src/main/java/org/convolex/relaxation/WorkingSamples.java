package org.convolex.relaxation;

import java.util.Arrays;
import org.convolex.linalg.Workers;
import org.convolex.network.SharedFilter;

/**
 * Program (9) over many samples, few of which matter: it is solved over a growing set of samples, to which a pass over all adds
 * those that the solution violates most, until it violates none. Passes: about a dozen, whatever the number of samples. Memory: what
 * {@link SharedFilter} holds, and the blocks of the set once more.
 */
final class WorkingSamples {
    private static final int PASSES = 200;
    private static final int SAMPLES_A_NUMBER = 8;

    private final SharedFilter problem;
    private final DirectionProgram program;

    WorkingSamples(SharedFilter problem, DirectionProgram program) {
        this.problem = problem;
        this.program = program;
    }

    DirectionProgram.Solution solve(double[] direction, Workers workers) {
        int first = Math.min(problem.samples(), SAMPLES_A_NUMBER * direction.length);
        int[] samples = DirectionProgram.all(first);
        DirectionProgram.Solution solution = program.solve(direction, samples);
        int constraints = solution.constraints();
        for (int pass = 0; pass < PASSES && solution.feasible() && solution.finished(); pass++) {
            int[] violated = violated(solution.filter(), first, workers);
            if (violated.length == 0) {
                return with(solution, constraints, true);
            }
            int[] more = Arrays.copyOf(samples, samples.length + violated.length);
            System.arraycopy(violated, 0, more, samples.length, violated.length);
            samples = more;
            solution = program.solve(direction, samples);
            constraints += solution.constraints();
        }
        return with(solution, constraints, !solution.feasible());
    }

    private static DirectionProgram.Solution with(
            DirectionProgram.Solution solution, int constraints, boolean finished) {
        return new DirectionProgram.Solution(
                solution.filter(), solution.bounded(), solution.feasible(), finished, solution.far(), constraints);
    }

    /** The samples that a filter violates most, at most so many; the same for any number of threads. */
    private int[] violated(double[] filter, int most, Workers workers) {
        double[] violations = new double[problem.samples()];
        workers.forEachChunk(violations.length, (chunk, from, to) -> program.violations(from, to, filter, violations));
        double[] sorted = Arrays.stream(violations)
                .filter(violation -> violation > 0)
                .sorted()
                .toArray();
        double least = sorted.length <= most ? 0 : sorted[sorted.length - most - 1];
        int[] found = new int[most];
        int count = 0;
        for (int i = 0; i < violations.length && count < most; i++) {
            if (violations[i] > least) {
                found[count++] = i;
            }
        }
        if (count == 0 && sorted.length > 0) { // all alike: any of them
            for (int i = 0; i < violations.length && count < most; i++) {
                if (violations[i] > 0) {
                    found[count++] = i;
                }
            }
        }
        return Arrays.copyOf(found, count);
    }
}
