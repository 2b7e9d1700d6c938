package org.convolex.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.convolex.kernel.FastfoodFeatures;
import org.convolex.kernel.FeatureMap;
import org.convolex.kernel.GaussianKernel;
import org.convolex.kernel.IdentityFeatures;
import org.convolex.kernel.InversePolynomialKernel;
import org.convolex.kernel.LandmarkFeatures;
import org.convolex.kernel.RandomFourierFeatures;
import org.convolex.kernel.RandomMaclaurinFeatures;
import org.convolex.patch.AveragePooling;

/** Feature maps of whitened patches, averaged over windows. */
final class MapTranslator {
    private MapTranslator() {}

    static Value addPooled(FeatureMap map, Graph graph, Value whitened, AveragePooling pooling) {
        Value patches = map.kernel() instanceof InversePolynomialKernel ? projected(graph, whitened) : whitened;
        if (map instanceof RandomFourierFeatures fourier) {
            return cosines(graph, patches, fourier.frequencies(), fourier.phases(), pooling);
        }
        if (map instanceof FastfoodFeatures fastfood) {
            return cosines(graph, patches, fastfood.frequencies(), fastfood.phases(), pooling);
        }
        if (map instanceof LandmarkFeatures landmarks) {
            Value values = graph.averagePool(kernelValues(landmarks, graph, patches), pooling);
            return graph.multiply(values, landmarks.factor());
        }
        if (map instanceof RandomMaclaurinFeatures maclaurin) {
            Value pooled = graph.averagePool(products(maclaurin, graph, patches), pooling);
            return graph.combine("Mul", pooled, graph.perChannel(maclaurin.coefficients()));
        }
        if (map instanceof IdentityFeatures) {
            return graph.averagePool(patches, pooling);
        }
        throw new IllegalArgumentException("there is no graph of a map " + map.kind());
    }

    /** z / max(1, ||z||). */
    private static Value projected(Graph graph, Value z) {
        return graph.combine("Div", z, graph.combine("Max", graph.reduceChannels("ReduceL2", z), 1));
    }

    /** sqrt(2/m) cos(W z + b). */
    private static Value cosines(Graph graph, Value z, double[] frequencies, double[] phases, AveragePooling pooling) {
        Value cosines = graph.map("Cos", graph.multiplyAdd(z, frequencies, phases));
        return graph.combine("Mul", graph.averagePool(cosines, pooling), Math.sqrt(2.0 / phases.length));
    }

    /** Of a Gaussian exp(2 gamma c.z - gamma ||c||^2 - gamma ||z||^2), of an inverse polynomial 1 / (2 - c.z). */
    private static Value kernelValues(LandmarkFeatures map, Graph graph, Value z) {
        int dimension = map.dimension();
        boolean gaussian = map.kernel() instanceof GaussianKernel;
        double gamma = map.kernel().gamma();
        double[] matrix = new double[map.landmarks().length];
        double[] shift = new double[map.count()];
        Arrays.fill(shift, gaussian ? 0 : 2);
        for (int i = 0; i < matrix.length; i++) {
            double number = map.landmarks()[i];
            matrix[i] = gaussian ? 2 * gamma * number : -number;
            shift[i / dimension] -= gaussian ? gamma * number * number : 0;
        }
        Value products = graph.multiplyAdd(z, matrix, shift);
        if (!gaussian) {
            return graph.map("Reciprocal", products);
        }
        Value length = graph.combine("Mul", graph.reduceChannels("ReduceSumSquare", z), gamma);
        return graph.map("Exp", graph.combine("Sub", products, length));
    }

    /** The products of the factors of all features, degree by degree, without their coefficients. */
    private static Value products(RandomMaclaurinFeatures map, Graph graph, Value z) {
        List<Value> parts = new ArrayList<>();
        int from = 0;
        for (int first = 0, end; first < map.count(); first = end) {
            int degree = map.degrees()[first];
            end = first;
            while (end < map.count() && map.degrees()[end] == degree) {
                end++;
            }
            parts.add(productsOfDegree(map, graph, z, degree, end - first, from));
            from += degree * (end - first);
        }
        return graph.concatenate(parts);
    }

    /**
     * @param features of this degree
     * @param from number of their first direction
     */
    private static Value productsOfDegree(
            RandomMaclaurinFeatures map, Graph graph, Value z, int degree, int features, int from) {
        int dimension = map.dimension();
        if (degree == 0) {
            double[] ones = new double[features];
            Arrays.fill(ones, 1);
            return graph.multiplyAdd(z, new double[features * dimension], ones);
        }
        double[] matrix = new double[degree * features * dimension];
        for (int j = 0; j < features; j++) {
            for (int s = 0; s < degree; s++) {
                System.arraycopy(
                        map.directions(),
                        (from + j * degree + s) * dimension,
                        matrix,
                        (s * features + j) * dimension,
                        dimension);
            }
        }
        Value factors = graph.multiply(z, matrix);
        if (degree == 1) {
            return factors;
        }
        Value byFactor = graph.reshape(factors, degree, features, z.rows() * z.columns());
        return graph.reshape(graph.reduceChannels("ReduceProd", byFactor), features, z.rows(), z.columns());
    }
}
