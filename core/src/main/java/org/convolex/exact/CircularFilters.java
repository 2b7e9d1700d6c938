package org.convolex.exact;

import java.util.ArrayList;
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
     * The two circular layers of a filter of E6, by its coordinates c: {@code X circ(u) w} gives the responses to c, {@code |u| =
     * 1} and {@code |w| = N(c)}.
     *
     * @return u and w as images
     */
    static double[][] layers(FourierBasis basis, double[] coordinates) {
        FilterNorm norm = basis.norm();
        int size = norm.dimension();
        double total = norm.of(coordinates);
        double[] first = new double[size];
        double[] second = new double[size];
        for (int g = 0; g < norm.groups(); g++) {
            double share = norm.weights()[g] * norm.length(coordinates, g);
            if (share > 0) {
                double amplitude = Math.sqrt(share / total);
                first[norm.start(g)] = amplitude;
                for (int i = norm.start(g); i < norm.ends()[g]; i++) {
                    second[i] = norm.weights()[g] * coordinates[i] / amplitude;
                }
            }
        }
        return new double[][] {basis.pixels(first), basis.pixels(second)};
    }
}
