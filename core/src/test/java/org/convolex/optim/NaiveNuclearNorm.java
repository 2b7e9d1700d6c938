package org.convolex.optim;

import java.util.Arrays;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.R064Store;

/** The nuclear norm and its ball by full singular value decompositions: the slow twin of {@link NuclearNormBall}. */
public final class NaiveNuclearNorm {
    private NaiveNuclearNorm() {}

    private static SingularValue<Double> decompose(double[] point, int features) {
        int rows = point.length / features;
        R064Store matrix = R064Store.FACTORY.make(rows, features);
        for (int i = 0; i < point.length; i++) {
            matrix.set(i / features, i % features, point[i]);
        }
        SingularValue<Double> decomposition = SingularValue.R064.make(rows, features);
        if (!decomposition.decompose(matrix)) {
            throw new AssertionError("no singular values of " + Arrays.toString(point));
        }
        return decomposition;
    }

    /** All singular values, largest first. */
    public static double[] singularValues(double[] point, int features) {
        return decompose(point, features).getSingularValues().toRawCopy1D();
    }

    public static double norm(double[] point, int features) {
        return Arrays.stream(singularValues(point, features)).sum();
    }

    public static double spectral(double[] point, int features) {
        return singularValues(point, features)[0];
    }

    /** The nearest point with a nuclear norm of at most the radius: the threshold by bisection. */
    public static double[] project(double[] point, int features, double radius) {
        SingularValue<Double> svd = decompose(point, features);
        double[] singular = svd.getSingularValues().toRawCopy1D();
        if (Arrays.stream(singular).sum() <= radius) {
            return point.clone();
        }
        double low = 0;
        double high = singular[0];
        for (int step = 0; step < 100; step++) {
            double threshold = (low + high) / 2;
            double sum =
                    Arrays.stream(singular).map(s -> Math.max(0, s - threshold)).sum();
            if (sum > radius) {
                low = threshold;
            } else {
                high = threshold;
            }
        }
        double[] projected = new double[point.length];
        for (int c = 0; c < singular.length && singular[c] > high; c++) {
            for (int i = 0; i < point.length; i++) {
                projected[i] += (singular[c] - high)
                        * svd.getU().doubleValue(i / features, c)
                        * svd.getV().doubleValue(i % features, c);
            }
        }
        return projected;
    }
}
