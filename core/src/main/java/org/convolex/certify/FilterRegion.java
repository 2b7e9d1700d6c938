package org.convolex.certify;

import java.util.ArrayList;
import java.util.List;
import org.convolex.linalg.Vectors;

/**
 * A closed convex set of filters, as a certifier sees it: what a linear function reaches over it, and in which directions it ends
 * at a filter. Immutable and safe for use from many threads.
 */
public sealed interface FilterRegion {
    /** A filter this near to the border, as a share of its size, is on it. */
    double AT_THE_BORDER = 1e-7;

    /** {@code max of g.w over the set}; may be infinite. */
    double support(double[] slope);

    /** The distance of a filter from the set, or more; 0 if it lies in it. */
    double distance(double[] filter);

    /** Directions whose combinations with nonnegative factors hold all outward normals at a filter. */
    List<double[]> normals(double[] filter);

    /** All filters. */
    record Everything() implements FilterRegion {
        @Override
        public double support(double[] slope) {
            return Vectors.length(slope) == 0 ? 0 : Double.POSITIVE_INFINITY;
        }

        @Override
        public double distance(double[] filter) {
            return 0;
        }

        @Override
        public List<double[]> normals(double[] filter) {
            return List.of();
        }
    }

    /** {@code low <= w_i <= high} for every i; either may be infinite. */
    record Box(double low, double high) implements FilterRegion {
        @Override
        public double support(double[] slope) {
            double sum = 0;
            for (double value : slope) {
                if (value != 0) {
                    sum += value * (value > 0 ? high : low);
                }
            }
            return sum;
        }

        @Override
        public double distance(double[] filter) {
            double sum = 0;
            for (double value : filter) {
                double outside = Math.max(0, Math.max(low - value, value - high));
                sum += outside * outside;
            }
            return Math.sqrt(sum);
        }

        @Override
        public List<double[]> normals(double[] filter) {
            double near = AT_THE_BORDER * largest(filter);
            List<double[]> normals = new ArrayList<>();
            for (int i = 0; i < filter.length; i++) {
                if (filter[i] >= high - near) {
                    normals.add(axis(filter.length, i, 1));
                }
                if (filter[i] <= low + near) {
                    normals.add(axis(filter.length, i, -1));
                }
            }
            return normals;
        }
    }

    /** {@code |w|_2 <= radius}. */
    record Ball(double radius) implements FilterRegion {
        @Override
        public double support(double[] slope) {
            return radius * Vectors.length(slope);
        }

        @Override
        public double distance(double[] filter) {
            return Math.max(0, Vectors.length(filter) - radius);
        }

        @Override
        public List<double[]> normals(double[] filter) {
            return Vectors.length(filter) >= radius * (1 - AT_THE_BORDER) ? List.of(Vectors.unit(filter)) : List.of();
        }
    }

    /** {@code |w|_1 <= radius}. */
    record SumBall(double radius) implements FilterRegion {
        @Override
        public double support(double[] slope) {
            return radius * largest(slope);
        }

        /** What the sum exceeds the radius by: to be moved in one coordinate alone is the longest way. */
        @Override
        public double distance(double[] filter) {
            return Math.max(0, sum(filter) - radius);
        }

        @Override
        public List<double[]> normals(double[] filter) {
            List<double[]> normals = new ArrayList<>();
            if (sum(filter) >= radius * (1 - AT_THE_BORDER)) {
                double near = AT_THE_BORDER * largest(filter);
                double[] signs = new double[filter.length];
                for (int i = 0; i < filter.length; i++) {
                    if (Math.abs(filter[i]) > near) {
                        signs[i] = Math.signum(filter[i]);
                    } else {
                        normals.add(axis(filter.length, i, 1));
                        normals.add(axis(filter.length, i, -1));
                    }
                }
                normals.add(signs);
            }
            return normals;
        }

        private static double sum(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += Math.abs(value);
            }
            return sum;
        }
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double[] axis(int dimension, int index, double sign) {
        double[] axis = new double[dimension];
        axis[index] = sign;
        return axis;
    }
}
