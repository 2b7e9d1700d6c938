package org.convolex.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.convolex.linalg.RightSingularVectors;
import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;

/**
 * The fully corrective Frank-Wolfe method (Jaggi 2013). The points of the ball are the convex combinations of zero and the
 * atoms {@code -R u v^T} with unit vectors u, v. Each iteration adds the atoms of the leading singular pairs of the gradient, the
 * first of which minimizes the linear model over the ball, and then minimizes f over the convex combinations of all atoms in hand:
 *
 * <pre>min over l &gt;= 0, sum_j l_j &lt;= 1 of  f(sum_j l_j a_j).</pre>
 *
 * <p>Scores are linear, so that with the scores of every atom at hand this problem reads no samples: accelerated
 * projected gradient steps on the simplex solve it. Atoms of weight 0 are dropped. No projection onto the ball is ever taken.
 *
 * <p>An iteration costs a full pass, which gives the lower bound, and one for each of the {@value #ATOMS} new atoms' scores. Memory: n d2 numbers an
 * atom.
 */
public record FrankWolfe() implements Solver {
    /** Singular pairs taken from a gradient: one alone would need as many iterations as the solution has atoms, and more. */
    private static final int ATOMS = 3;

    private static final int CORRECTIVE_STEPS = 100;

    /** Corrective steps end when a step moves the weights by less. */
    private static final double NEGLIGIBLE_MOVE = 1e-7;

    @Override
    public String name() {
        return "frank-wolfe";
    }

    @Override
    public Solution solve(
            FirstOrderProgram any, Start start, StoppingRule rule, ProgressListener listener, Workers workers) {
        NuclearNormProgram program = NuclearNormProgram.here(any, "FrankWolfe");
        Monitor monitor = new Monitor("FrankWolfe", program, start, rule, listener, workers);
        return new Run(program, monitor, start, workers).solve();
    }

    /**
     * An extreme point of the ball, or the start.
     *
     * @param point in the order of points
     * @param scores of the point, samples x outputs
     */
    private record Atom(double[] point, double[] scores) {}

    /** The state of one solve. */
    private static final class Run {
        private final NuclearNormProgram program;
        private final Monitor monitor;
        private final Workers workers;
        private final FusedPass pass;
        private final int features;
        private final int outputs;

        private List<Atom> atoms = new ArrayList<>();
        private double[] weights = new double[0];
        private double stepConstant = 1;

        Run(NuclearNormProgram program, Monitor monitor, Start start, Workers workers) {
            this.program = program;
            this.monitor = monitor;
            this.workers = workers;
            this.pass = new FusedPass(program, workers);
            this.features = program.samples().features();
            this.outputs = program.targets().outputs();
            double[] first =
                    program.ball().project(start.point(), features, workers).point();
            add(first, 1);
        }

        Solution solve() {
            while (true) {
                double[] point = point();
                FusedPass.Result result = pass.at(point);
                Status status = monitor.after(point, result);
                if (status != null) {
                    return monitor.solution(status, Double.NaN);
                }
                addLeading(result.gradient());
                correct();
                drop();
            }
        }

        private void add(double[] point, double weight) {
            atoms.add(new Atom(point, pass.at(point).scores()));
            weights = Arrays.copyOf(weights, atoms.size());
            weights[atoms.size() - 1] = weight;
        }

        /** The atoms -R u v^T of leading singular pairs: {@code v = G^T u / |G^T u|}. */
        private void addLeading(double[] gradient) {
            RightSingularVectors decomposition = RightSingularVectors.of(gradient, features, workers);
            double[] values = decomposition.values();
            for (int j = 0; j < Math.min(ATOMS, values.length) && values[j] > 1e-7 * values[0]; j++) {
                double[] u = decomposition.vectors()[j];
                double[] image = RowMatrices.multiply(gradient, features, u, 1, workers);
                double factor = -program.ball().radius() / Math.sqrt(RowMatrices.dot(image, image));
                double[] atom = new double[gradient.length];
                for (int i = 0; i < atom.length; i++) {
                    atom[i] = factor * image[i / features] * u[i % features];
                }
                add(atom, 0);
            }
        }

        private double[] point() {
            double[] point = new double[program.pointLength()];
            for (int j = 0; j < weights.length; j++) {
                double[] atom = atoms.get(j).point();
                for (int i = 0; i < point.length; i++) {
                    point[i] += weights[j] * atom[i];
                }
            }
            return point;
        }

        private void drop() {
            List<Atom> kept = new ArrayList<>();
            double[] keptWeights = new double[weights.length];
            for (int j = 0; j < weights.length; j++) {
                if (weights[j] > 0) {
                    keptWeights[kept.size()] = weights[j];
                    kept.add(atoms.get(j));
                }
            }
            atoms = kept;
            weights = Arrays.copyOf(keptWeights, kept.size());
        }

        /** Accelerated projected gradient with restart on the weights. */
        private void correct() {
            double[] x = weights;
            double[] y = x;
            double momentum = 1;
            Slope atY = slope(y);
            for (int step = 0; step < CORRECTIVE_STEPS; step++) {
                double[] next = step(y, atY);
                Slope atNext = slope(next);
                double squared = Vectors.squaredDistance(next, y);
                if (squared <= NEGLIGIBLE_MOVE * NEGLIGIBLE_MOVE) {
                    break;
                }
                double model = atY.value() + stepConstant / 2 * squared;
                for (int j = 0; j < y.length; j++) {
                    model += atY.gradient()[j] * (next[j] - y[j]);
                }
                if (atNext.value() > model + 1e-15 * Math.abs(model)) {
                    stepConstant *= 2;
                    continue;
                }
                boolean uphill = pointsUphill(x, y, next);
                double from = uphill ? 1 : momentum;
                momentum = (1 + Math.sqrt(1 + 4 * from * from)) / 2;
                double beta = (from - 1) / momentum;
                double[] extrapolated = new double[x.length];
                for (int j = 0; j < x.length; j++) {
                    extrapolated[j] = next[j] + beta * (next[j] - x[j]);
                }
                x = next;
                y = extrapolated;
                atY = beta == 0 ? atNext : slope(y);
                stepConstant *= 0.95;
            }
            weights = x;
        }

        private double[] step(double[] from, Slope slope) {
            double[] moved = from.clone();
            for (int j = 0; j < moved.length; j++) {
                moved[j] -= slope.gradient()[j] / stepConstant;
            }
            return ontoSimplex(moved);
        }

        /** f and its gradient in the weights: {@code df/dl_j = 1/n sum_i <scores of atom j, residual>_i}. */
        private Slope slope(double[] at) {
            Targets targets = program.targets();
            int count = atoms.size();
            double[] sums = workers.sumOverChunks(targets.samples(), count + 1, (from, to) -> {
                double[] sum = new double[count + 1];
                double[] scores = new double[outputs];
                double[] residual = new double[outputs];
                for (int i = from; i < to; i++) {
                    for (int k = 0; k < outputs; k++) {
                        scores[k] = 0;
                        for (int j = 0; j < count; j++) {
                            scores[k] += at[j] * atoms.get(j).scores()[i * outputs + k];
                        }
                    }
                    double weight = targets.weight(i);
                    sum[count] += weight * program.loss().gradient(scores, 0, targets, i, residual, 0);
                    for (int j = 0; j < count; j++) {
                        double inner = 0;
                        for (int k = 0; k < outputs; k++) {
                            inner += residual[k] * atoms.get(j).scores()[i * outputs + k];
                        }
                        sum[j] += weight * inner;
                    }
                }
                return sum;
            });
            double[] gradient = new double[count];
            for (int j = 0; j < count; j++) {
                gradient[j] = sums[j] / targets.samples();
            }
            return new Slope(sums[count] / targets.samples(), gradient);
        }
    }

    /** f and its gradient in the weights. */
    private record Slope(double value, double[] gradient) {}

    /** Whether the last move, from x, goes against the step just taken from y. */
    private static boolean pointsUphill(double[] x, double[] y, double[] next) {
        double inner = 0;
        for (int j = 0; j < x.length; j++) {
            inner += (y[j] - next[j]) * (next[j] - x[j]);
        }
        return inner > 0;
    }

    /** The nearest weights of at least 0 with a sum of at most 1. */
    private static double[] ontoSimplex(double[] values) {
        double[] descending = values.clone();
        Arrays.sort(descending);
        double sum = 0;
        double threshold = 0;
        for (int j = 0; j < descending.length; j++) {
            double value = descending[descending.length - 1 - j];
            sum += Math.max(0, value);
            double candidate = (sum - 1) / (j + 1);
            if (candidate >= value) {
                break;
            }
            threshold = Math.max(0, candidate);
        }
        double[] projected = new double[values.length];
        for (int j = 0; j < projected.length; j++) {
            projected[j] = Math.max(0, values[j] - threshold);
        }
        return projected;
    }
}
