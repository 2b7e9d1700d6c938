package org.convolex.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.convolex.network.FilterNorm;
import org.convolex.network.Neuron;

/**
 * From spectra back to circular layers. In the orthonormal Fourier basis a circular convolution of a pair's cosine with a filter of
 * the same pair is {@code sqrt(d / 2)} times the filter, and of a frequency without a partner {@code sqrt d} times.
 */
final class CircularFilters {
    private CircularFilters() {}

    /**
     * One neuron for each frequency of E5: the filter is the frequency's cosine, its output weights carry phases and outputs.
     *
     * @param spectrum row-major, d x outputs, in the basis
     * @return balanced; {@code sum_j |u_j| |W_j| = sum_g w_g |Z_g|_F}
     */
    static List<Neuron> neurons(FourierBasis basis, double[] spectrum, int outputs) {
        FilterNorm norm = basis.norm();
        int size = norm.dimension();
        List<Neuron> neurons = new ArrayList<>();
        for (int g = 0; g < norm.groups(); g++) {
            int first = norm.start(g);
            double[] weights = new double[size * outputs];
            boolean any = false;
            for (int j = first; j < norm.ends()[g]; j++) {
                for (int c = 0; c < outputs; c++) {
                    double value = norm.weights()[g] * spectrum[j * outputs + c];
                    any |= value != 0;
                    for (int k = 0; k < size; k++) {
                        weights[k * outputs + c] += value * basis.vectors()[j][k];
                    }
                }
            }
            if (any) {
                neurons.add(new Neuron(basis.vectors()[first].clone(), weights).balanced(FilterNorm.euclidean(size)));
            }
        }
        return neurons;
    }

    /**
     * The norm of a filter of E6 by its coordinates. For two circular layers, the first of length at most 1, it is the spectrum's
     * {@code |q|_1 / sqrt d}. For more, of which all but the last have a product of Frobenius norm at most 1, it is {@code |q|_1}: only that
     * product counts, so that the program is the one of two layers with beta times sqrt d.
     */
    static FilterNorm norm(FourierBasis basis, int layers) {
        FilterNorm norm = basis.norm();
        double scale = layers == 2 ? 1 : Math.sqrt(norm.dimension());
        return new FilterNorm(
                norm.ends(),
                Arrays.stream(norm.weights()).map(weight -> scale * weight).toArray());
    }

    /**
     * The circular layers of a filter of E6, by its coordinates c: {@code X circ(u_1) .. circ(u_m) w} gives the responses to c, and {@code
     * |w| = N(c)} in the {@link #norm} of so many layers. Of two, {@code |u_1| = 1}; of more, u_1 .. u_m are alike, and the product
     * of their circulants has Frobenius norm 1.
     *
     * <p>The product's eigenvalue at a frequency is the root of the frequency's share in N(c), which is where {@code |w|} is least
     * (Cauchy and Schwarz).
     *
     * @param layers m + 1, at least 2
     * @return u_1 .. u_m and w as images
     */
    static double[][] layers(FourierBasis basis, double[] coordinates, int layers) {
        FilterNorm groups = basis.norm();
        FilterNorm norm = norm(basis, layers);
        int size = norm.dimension();
        int products = layers - 1;
        double total = norm.of(coordinates);
        double unit =
                layers == 2 ? 1 : Math.sqrt(size); // of one layer of length 1 the circulant has Frobenius norm sqrt d
        double[] product = new double[size];
        double[] last = new double[size];
        for (int g = 0; g < norm.groups(); g++) {
            double share = norm.weights()[g] * norm.length(coordinates, g);
            if (share > 0) {
                double eigenvalue = Math.sqrt(share / total) / unit / groups.weights()[g];
                product[norm.start(g)] = groups.weights()[g] * Math.pow(eigenvalue, 1.0 / products);
                for (int i = norm.start(g); i < norm.ends()[g]; i++) {
                    last[i] = coordinates[i] / eigenvalue;
                }
            }
        }
        double[][] images = new double[layers][];
        for (int layer = 0; layer < products; layer++) {
            images[layer] = basis.pixels(product);
        }
        images[products] = basis.pixels(last);
        return images;
    }

    /**
     * The length that the last layer must have at least where every other layer has a unit ball of its own, {@code |circ(u_l)|_F <= 1}:
     * the quasi-norm {@code |q|_p} of the spectrum with {@code p = 2 / layers} (Hoelder). It is no less than {@code |q|_1}, the
     * convex norm of the product's ball, which is why that program bounds these networks from below only.
     */
    static double lengthWithUnitLayers(FourierBasis basis, double[] coordinates, int layers) {
        FilterNorm norm = basis.norm();
        double power = 2.0 / layers;
        double sum = 0;
        for (int g = 0; g < norm.groups(); g++) {
            double frequencies = Math.rint(norm.dimension() * norm.weights()[g] * norm.weights()[g]); // one, or a pair
            sum += frequencies * Math.pow(norm.length(coordinates, g) / Math.sqrt(frequencies), power);
        }
        return Math.pow(sum, 1 / power);
    }
}
