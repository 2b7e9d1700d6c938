package org.convolex.relaxation;

import java.util.Arrays;
import org.convolex.linalg.Vectors;

/**
 * A closed convex set that a filter must lie in: what is known of it beforehand. Linear programs ask it for half-spaces, smooth
 * ones for projections. Immutable and safe for use from many threads.
 */
public sealed interface FilterSet
        permits FilterSet.Everything, FilterSet.Box, FilterSet.Ball, FilterSet.SumBall, Equalities {

    /**
     * A half-space {@code a.v <= b} that holds the whole set but not w.
     *
     * @param tolerance by which w may miss the set, in its own units
     * @param normal receives a
     * @return b; NaN if w is in the set, up to the tolerance
     */
    double cut(double[] filter, double tolerance, double[] normal);

    /** The point of the set that is nearest to w. */
    double[] project(double[] filter);

    /** As the command line has it. */
    String label();

    /**
     * The set of a label: {@code none}, {@code nonnegative}, {@code box:LO,HI}, {@code l2:R} or {@code l1:R}.
     *
     * @throws IllegalArgumentException if there is none, or it is empty
     */
    static FilterSet of(String label) {
        if (label.equals("none")) {
            return new Everything();
        }
        if (label.equals("nonnegative")) {
            return new Box(0, Double.POSITIVE_INFINITY);
        }
        int colon = label.indexOf(':');
        String[] numbers = label.substring(colon + 1).split(",", -1);
        try {
            switch (label.substring(0, Math.max(0, colon)) + " " + numbers.length) {
                case "box 2":
                    return new Box(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
                case "l2 1":
                    return new Ball(Double.parseDouble(numbers[0]));
                case "l1 1":
                    return new SumBall(Double.parseDouble(numbers[0]));
                default:
                    break;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "constraint must be none, nonnegative, box:LO,HI, l2:R or l1:R, got '" + label + "'");
    }

    /** All filters. */
    record Everything() implements FilterSet {
        @Override
        public double cut(double[] filter, double tolerance, double[] normal) {
            return Double.NaN;
        }

        @Override
        public double[] project(double[] filter) {
            return filter.clone();
        }

        @Override
        public String label() {
            return "none";
        }
    }

    /**
     * {@code low <= w_i <= high} for every i; nonnegative filters are those between 0 and infinity.
     *
     * @param low may be minus infinity
     * @param high at least low, may be infinity
     */
    record Box(double low, double high) implements FilterSet {
        public Box {
            if (!(low <= high) || low == Double.POSITIVE_INFINITY || high == Double.NEGATIVE_INFINITY) {
                throw new IllegalArgumentException("a box from " + low + " to " + high + " is empty");
            }
        }

        @Override
        public double cut(double[] filter, double tolerance, double[] normal) {
            int worst = -1;
            double most = tolerance;
            for (int i = 0; i < filter.length; i++) {
                double outside = Math.max(low - filter[i], filter[i] - high);
                if (outside > most) {
                    most = outside;
                    worst = i;
                }
            }
            if (worst < 0) {
                return Double.NaN;
            }
            Arrays.fill(normal, 0);
            boolean above = filter[worst] > high;
            normal[worst] = above ? 1 : -1;
            return above ? high : -low;
        }

        @Override
        public double[] project(double[] filter) {
            double[] projected = filter.clone();
            for (int i = 0; i < projected.length; i++) {
                projected[i] = Math.max(low, Math.min(high, projected[i]));
            }
            return projected;
        }

        @Override
        public String label() {
            return low == 0 && high == Double.POSITIVE_INFINITY ? "nonnegative" : "box:" + low + "," + high;
        }
    }

    /**
     * {@code |w|_2 <= radius}.
     *
     * @param radius above 0
     */
    record Ball(double radius) implements FilterSet {
        public Ball {
            requireRadius(radius);
        }

        @Override
        public double cut(double[] filter, double tolerance, double[] normal) {
            double length = Vectors.length(filter);
            if (!(length > radius + tolerance)) {
                return Double.NaN;
            }
            for (int i = 0; i < normal.length; i++) {
                normal[i] = filter[i] / length;
            }
            return radius;
        }

        @Override
        public double[] project(double[] filter) {
            double[] projected = filter.clone();
            double length = Vectors.length(filter);
            if (length > radius) {
                for (int i = 0; i < projected.length; i++) {
                    projected[i] *= radius / length;
                }
            }
            return projected;
        }

        @Override
        public String label() {
            return "l2:" + radius;
        }
    }

    /**
     * {@code |w|_1 <= radius}.
     *
     * @param radius above 0
     */
    record SumBall(double radius) implements FilterSet {
        public SumBall {
            requireRadius(radius);
        }

        @Override
        public double cut(double[] filter, double tolerance, double[] normal) {
            double sum = 0;
            for (double value : filter) {
                sum += Math.abs(value);
            }
            if (!(sum > radius + tolerance)) {
                return Double.NaN;
            }
            for (int i = 0; i < normal.length; i++) {
                normal[i] = Math.signum(filter[i]);
            }
            return radius;
        }

        /** Duchi et al. (2008): all magnitudes fall by the same number. */
        @Override
        public double[] project(double[] filter) {
            double[] magnitudes = new double[filter.length];
            double sum = 0;
            for (int i = 0; i < filter.length; i++) {
                magnitudes[i] = Math.abs(filter[i]);
                sum += magnitudes[i];
            }
            if (sum <= radius) {
                return filter.clone();
            }
            Arrays.sort(magnitudes);
            double above = 0;
            double shrinkage = 0;
            for (int count = 1; count <= magnitudes.length; count++) {
                double next = magnitudes[magnitudes.length - count];
                above += next;
                double candidate = (above - radius) / count;
                if (candidate < next) {
                    shrinkage = candidate;
                }
            }
            double[] projected = new double[filter.length];
            for (int i = 0; i < filter.length; i++) {
                projected[i] = Math.signum(filter[i]) * Math.max(0, Math.abs(filter[i]) - shrinkage);
            }
            return projected;
        }

        @Override
        public String label() {
            return "l1:" + radius;
        }
    }

    private static void requireRadius(double radius) {
        if (!(radius > 0 && radius < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a radius must be finite and > 0, got " + radius);
        }
    }
}
