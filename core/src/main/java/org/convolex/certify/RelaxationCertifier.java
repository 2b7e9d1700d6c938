package org.convolex.certify;

import org.convolex.hash.Sha256;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;

/**
 * Certifies a filter against every other one in the convex program of its direction, from program and filter alone.
 *
 * <p>A line of slope t lies below sigma after its conjugate sigma*(t) has been taken off. So for any u &gt;= 0 and any slopes t_ij,
 * every competitor w has {@code (f_i(w) - y_i)_+^2 / 2 >= u_i (f_i(w) - y_i) - u_i^2 / 2}, without slack {@code 0 >= u_i (f_i(w)
 * - y_i)}, and therefore
 *
 * <pre>
 *   objective(w) >= -max_w (b - c).w - sum_i u_i (y_i + sum_j sigma*(t_ij)) [ - sum_i u_i^2 / 2 ],
 *   c = sum_i u_i sum_j t_ij x_ij,     b = r, with slack beta r
 * </pre>
 *
 * <p>whatever u and t are. The maximum over competitors is that over the constraint set and over filters up to a norm, of which the
 * two parts of b - c choose one each. Good u and t come from the filter: t_ij is the slope at its response, anything between both
 * slopes where that is a kink; u_i is what the output exceeds the target by, or without slack the nonnegative least squares {@code
 * min |sum_i u_i a_i - r|} over {@code a_i = sum_j t_ij x_ij} of the samples that meet their targets. That this comes to zero is
 * the paper's condition (12) to (14) for w to solve the program.
 */
public final class RelaxationCertifier {
    /** Up to these shares of its terms, a response is zero, or an output its target; the best bound of all counts. */
    private static final double[] NEAR = {1e-12, 1e-10, 1e-8, 1e-6};

    private static final int CORRECTIONS = 10;

    private final RelaxedPoint point;
    private final double objective;
    private final CompetitorBound bound;
    private final Workers workers;

    /**
     * A certificate, and how near the filter comes to the condition for solving its program.
     *
     * @param certificate of scope RELAXATION
     * @param missing the length of b - c, as a share of that of b: 0 says that the condition holds
     */
    public record Certified(Certificate certificate, double missing) {}

    private RelaxationCertifier(RelaxedProgram program, double[] filter, Workers workers) {
        this.point = RelaxedPoint.of(program, filter, workers);
        this.objective = program.price(point.outputs()) - Vectors.dot(point.pull(), filter);
        this.bound = new CompetitorBound(point);
        this.workers = workers;
    }

    /**
     * The certificate of a filter.
     *
     * @param filter finite
     * @param problemHash names data, blocks, activation, direction, beta and constraint set
     * @throws IllegalArgumentException if the filter has another length than the program's blocks
     */
    public static Certified certify(RelaxedProgram program, double[] filter, String problemHash, Workers workers) {
        if (filter.length != program.problem().dimension()) {
            throw new IllegalArgumentException("a filter of " + filter.length + " numbers for blocks of "
                    + program.problem().dimension());
        }
        return new RelaxationCertifier(program, filter, workers).certified(problemHash);
    }

    private Certified certified(String problemHash) {
        RelaxedProgram program = point.program();
        if (program.slack()) {
            boundWithSlack();
        } else {
            boundWithoutSlack();
        }
        double excess = bound.excess();
        double outside = bound.outside();
        RelaxedTargets targets = new RelaxedTargets(
                program.beta(),
                excess == 0 ? 0 : excess / program.largestTarget(),
                outside == 0 ? 0 : outside / point.length(),
                bound.radius());
        Certificate certificate = new Certificate(
                Scope.RELAXATION,
                targets,
                objective,
                zeroObjective(),
                bound.lowerBound(),
                problemHash,
                new Sha256().doubles(point.filter()).hex());
        return new Certified(certificate, bound.missing());
    }

    /** The objective of w = 0; where that is no competitor, of this filter if it had the direction's opposite and the same price. */
    private double zeroObjective() {
        RelaxedProgram program = point.program();
        double[] zero = new double[point.filter().length];
        double[] atZero = program.problem().outputs(zero, workers);
        boolean competes = program.region().distance(zero) <= bound.outside()
                && (program.slack() || program.excess(atZero) <= bound.excess());
        return competes
                ? program.price(atZero)
                : objective + Vectors.dot(point.pull(), point.filter()) + Vectors.length(point.pull()) * point.length();
    }

    /** (9): the nonnegative least squares of the samples that meet their targets. */
    private void boundWithoutSlack() {
        int before = -1;
        for (double near : NEAR) {
            MeetingSamples meeting = new MeetingSamples(point, near, workers);
            int count = meeting.count();
            if (count == before) {
                continue; // as before
            }
            before = count;
            meeting.improve(bound);
            if (bound.tight(objective)) {
                break;
            }
        }
    }

    /** (8): u and t as the filter has them, and corrected. */
    private void boundWithSlack() {
        int before = -1;
        for (double near : NEAR) {
            CorrectedSlopes corrected = new CorrectedSlopes(point, near, workers);
            if (corrected.kinks() == before) {
                continue; // as before
            }
            before = corrected.kinks();
            for (int pass = 0; pass <= CORRECTIONS && !bound.tight(objective); pass++) {
                corrected.improve(bound);
                if (pass < CORRECTIONS && !corrected.correct()) {
                    break;
                }
            }
        }
    }
}
