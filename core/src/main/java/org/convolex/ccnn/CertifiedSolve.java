package org.convolex.ccnn;

import java.util.function.Function;
import org.convolex.Phase;
import org.convolex.TrainingClock;
import org.convolex.certify.Certificate;
import org.convolex.linalg.Workers;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.FirstOrderProgram;
import org.convolex.optim.Solution;
import org.convolex.optim.Solver;
import org.convolex.optim.Start;
import org.convolex.optim.Status;
import org.convolex.optim.StoppingRule;

/**
 * Solves a layer's program, certifies, and asks the solver for more where double precision sees less than it believed. Where the
 * samples are is for the program and the certifier to know.
 *
 * @param program to solve
 * @param solver of the program
 * @param certifier of points of the program
 * @param gap the relative gap to certify
 */
public record CertifiedSolve(
        FirstOrderProgram program, Solver solver, Function<FactoredPoint, Certificate> certifier, double gap) {
    /**
     * How often the solver is asked for more, where the certificate falls short of what it believed: the squared loss of
     * real targets has points whose own bound is looser by a factor of five than the best that the solver met.
     */
    private static final int ROUNDS = 6;

    /**
     * What it comes to.
     *
     * @param weights A
     * @param certificate of A
     * @param status why it stopped; GAP_REACHED says that the certificate confirms the gap
     * @param iterations of the solver
     */
    public record Result(FactoredPoint weights, Certificate certificate, Status status, int iterations) {}

    /**
     * Solves for as long as the clock allows. Begins phase CERTIFY before each certificate, and SOLVE before each solve but the
     * first.
     */
    public Result from(Start start, TrainingClock clock, Workers workers) {
        Start from = start;
        double asked = gap;
        int iterations = 0;
        for (int round = 1; ; round++) {
            StoppingRule rule = StoppingRule.gap(asked).withMaxSeconds(Math.max(1e-9, clock.secondsLeft()));
            Solution solution = solver.solve(program, from, rule, clock::onProgress, workers);
            iterations += solution.iterations();

            clock.begin(Phase.CERTIFY);
            FactoredPoint weights = FactoredPoint.of(solution.point(), program.features(), program.ball(), workers);
            Certificate certificate = certifier.apply(weights);
            boolean certified = certificate.certifies(gap);
            if (certified || solution.status() != Status.GAP_REACHED || round == ROUNDS) {
                return new Result(weights, certificate, status(certified, certificate, solution.status()), iterations);
            }
            clock.begin(Phase.SOLVE);
            from = solution.asStart();
            asked /= 2;
        }
    }

    private static Status status(boolean certified, Certificate certificate, Status believed) {
        if (certified) {
            return Status.GAP_REACHED;
        }
        if (certificate.numericalTrouble()) {
            return Status.NUMERICAL_TROUBLE;
        }
        return believed == Status.GAP_REACHED ? Status.STALLED : believed;
    }
}
