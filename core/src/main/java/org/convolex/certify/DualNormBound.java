package org.convolex.certify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Pooling.Reduction;

/**
 * A bound on the dual norm {@code max |phi(u)^T V|_F over N(u) <= 1}, by branch and bound over cones of filters.
 *
 * <p>It starts from the 2 h faces of a cube around the origin, bounds the largest pull in each, and halves the one with the
 * largest bound until no bound is above the largest pull that was met, or a target that suffices, or the work is used up. In
 * all cases {@code upper} holds; only its distance from {@code attained} differs.
 *
 * @param upper no filter of norm 1 has a larger pull
 * @param attained the largest pull that was met
 * @param filter that has it, of norm 1
 * @param boxes that were bounded
 */
public record DualNormBound(double upper, double attained, double[] filter, int boxes) {
    /** Boxes halved at a time, whatever the number of threads. */
    private static final int AT_A_TIME = 16;

    /** A box this narrow is a direction, as far as double precision goes. */
    private static final double NARROWEST = 1e-12;

    private static final Comparator<Bounded> LARGEST_FIRST = Comparator.<Bounded>comparingDouble(
                    bounded -> -bounded.bound().upper())
            .thenComparingInt(Bounded::number);

    /** @param number in order of creation: ties must not depend on threads */
    private record Bounded(FilterBox box, BoxBound bound, int relaxation, int number) {}

    /**
     * @param dual V, row-major, samples x outputs
     * @param target boxes with bounds up to it are not halved: enough for a V that is to be scaled down to it
     * @param effort its tolerance is on the larger of {@code target} and {@code attained}
     */
    public static DualNormBound of(
            NetworkProgram program, double[] dual, double target, BoundEffort effort, Workers workers) {
        return of(program, dual, target, effort, Double.POSITIVE_INFINITY, workers);
    }

    /**
     * As {@link #of(NetworkProgram, double[], double, BoundEffort, Workers)}, but ends with the first filter that refutes the
     * dual point.
     *
     * @param refuting a pull that ends the search
     */
    public static DualNormBound of(
            NetworkProgram program,
            double[] dual,
            double target,
            BoundEffort effort,
            double refuting,
            Workers workers) {
        if (program.pooling().reduction() == Reduction.LINEAR) {
            return LinearPull.bound(program, dual); // |M^T u| for one matrix M: its largest singular value
        }
        PrincipalAxes turned = PrincipalAxes.of(program, workers);
        DualNormBound bound = new Search(turned.program(), dual, new Limits(target, effort, refuting), workers).run();
        return new DualNormBound(bound.upper(), bound.attained(), turned.back(bound.filter()), bound.boxes());
    }

    /** What ends a search: a bound near enough to {@code target}, the effort, or a pull that refutes. */
    private record Limits(double target, BoundEffort effort, double refuting) {}

    private static final class Search {
        private final NetworkProgram program;
        private final double[] dual;
        private final Limits limits;
        private final Workers workers;
        private final List<BoxRelaxation> relaxations = new ArrayList<>();
        private final PriorityQueue<Bounded> open = new PriorityQueue<>(LARGEST_FIRST);
        private double settled;
        private double attained;
        private double[] filter;
        private int boxes;

        Search(NetworkProgram program, double[] dual, Limits limits, Workers workers) {
            this.program = program;
            this.dual = dual;
            this.limits = limits;
            this.workers = workers;
            this.filter = new double[program.rows().dimension()];
            if (program.weightsOfNeuron() == 1) {
                double[] opposite = new double[dual.length];
                for (int i = 0; i < dual.length; i++) {
                    opposite[i] = -dual[i];
                }
                relaxations.add(new ScalarRelaxation(program, dual));
                relaxations.add(new ScalarRelaxation(program, opposite));
            } else {
                relaxations.add(new VectorRelaxation(program, dual));
            }
        }

        DualNormBound run() {
            int dimension = program.rows().dimension();
            List<FilterBox> faces = new ArrayList<>();
            List<Integer> signs = new ArrayList<>();
            for (int relaxation = 0; relaxation < relaxations.size(); relaxation++) {
                for (int face = 0; face < dimension; face++) {
                    faces.add(FilterBox.wholeFace(dimension, face, 1));
                    faces.add(FilterBox.wholeFace(dimension, face, -1));
                    signs.add(relaxation);
                    signs.add(relaxation);
                }
            }
            bound(faces, signs);
            while (!open.isEmpty()
                    && open.peek().bound().upper() > enough()
                    && boxes < limits.effort().boxes()
                    && attained < limits.refuting()) {
                halveSome();
            }
            double upper =
                    Math.max(settled, open.isEmpty() ? 0 : open.peek().bound().upper());
            return new DualNormBound(Math.max(upper, attained), attained, filter, boxes);
        }

        private double enough() {
            return Math.max(limits.target(), attained) * (1 + limits.effort().tolerance());
        }

        private void halveSome() {
            List<FilterBox> halves = new ArrayList<>();
            List<Integer> signs = new ArrayList<>();
            while (halves.size() < 2 * AT_A_TIME
                    && !open.isEmpty()
                    && open.peek().bound().upper() > enough()) {
                Bounded next = open.poll();
                int split = next.bound().split();
                if (split >= program.rows().dimension()
                        || next.box().high()[split] - next.box().low()[split] < NARROWEST) {
                    settled = Math.max(settled, next.bound().upper());
                    continue;
                }
                halves.add(next.box().half(split, false));
                halves.add(next.box().half(split, true));
                signs.add(next.relaxation());
                signs.add(next.relaxation());
            }
            bound(halves, signs);
        }

        private void bound(List<FilterBox> some, List<Integer> signs) {
            BoxBound[] bounds = new BoxBound[some.size()];
            double[][] candidates = new double[some.size()][];
            double[] pulls = new double[some.size()];
            double enough = enough();
            workers.forEach(some.size(), i -> {
                bounds[i] = relaxations.get(signs.get(i)).bound(some.get(i), enough);
                for (double[] candidate :
                        new double[][] {bounds[i].candidate(), some.get(i).middle()}) {
                    double size = program.norm().of(candidate);
                    double pull = size > 0 ? program.pull(candidate, dual) / size : 0;
                    if (pull > pulls[i]) {
                        pulls[i] = pull;
                        candidates[i] = Vectors.dividedBy(candidate, size);
                    }
                }
            });
            for (int i = 0; i < bounds.length; i++) {
                if (pulls[i] > attained) {
                    attained = pulls[i];
                    filter = candidates[i];
                }
            }
            for (int i = 0; i < bounds.length; i++) {
                if (bounds[i].upper() > enough()) {
                    open.add(new Bounded(some.get(i), bounds[i], signs.get(i), boxes + i));
                } else {
                    settled = Math.max(settled, bounds[i].upper());
                }
            }
            boxes += bounds.length;
        }
    }
}
