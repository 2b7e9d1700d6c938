package org.convolex.bench.exact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.convolex.certify.Certificate;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.exact.Architecture;
import org.convolex.exact.Convolution;
import org.convolex.exact.ExactNetwork;
import org.convolex.linalg.SymmetricEigen;
import org.convolex.linalg.Workers;
import org.convolex.network.Neuron;
import org.convolex.network.PatchRows;

/**
 * What filters an architecture picks.
 *
 * @param architecture of the network
 * @param certificate of the network
 * @param filters as pictures, of length 1, those that count most first
 * @param counts how much each counts, {@code N(u) |w|}
 * @param side of a filter in pixels
 * @param spectrum |u^| over all filters, row-major frequencies of an image, the largest being 1
 * @param seconds of processor time of the training
 * @param testError of the network
 */
record Preference(
        Architecture architecture,
        Certificate certificate,
        List<double[]> filters,
        List<Double> counts,
        int side,
        double[] spectrum,
        double seconds,
        double testError) {
    private static final double SINGULAR = 1e-2;
    private static final double FREQUENT = 1e-2;

    /** That of a network of two classes on square images. */
    static Preference of(ExactNetwork network, double seconds, double testError, Workers workers) {
        Convolution convolution = network.convolution();
        List<Neuron> sorted = new ArrayList<>(network.neurons());
        Comparator<Neuron> byCount =
                Comparator.comparingDouble(neuron -> convolution.norm().of(neuron.filter()) * neuron.weightLength());
        sorted.sort(byCount.reversed());
        List<double[]> filters = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        ImageShape image = convolution.image();
        double[] energies = new double[image.size()];
        int side = convolution.architecture().circular() ? image.width() : convolution.patch();
        for (Neuron neuron : sorted) {
            double count = convolution.norm().of(neuron.filter()) * neuron.weightLength();
            double[] pixels = unit(pixels(neuron.filter(), convolution, workers));
            filters.add(pixels);
            counts.add(count);
            double[] spectrum = spectrum(pixels, side, image);
            double total = 0;
            for (double value : spectrum) {
                total += value;
            }
            for (int f = 0; f < energies.length; f++) {
                // of circular-relu, pixels are those of both layers together: |u^|^2 is their |c^| over its sum
                energies[f] += count
                        * (convolution.architecture() == Architecture.CIRCULAR_RELU
                                ? spectrum[f] / total
                                : spectrum[f] * spectrum[f]);
            }
        }
        return new Preference(
                convolution.architecture(),
                network.certificate(),
                filters,
                counts,
                side,
                amplitudes(energies),
                seconds,
                testError);
    }

    /** Singular values of the filters, each as long as it counts, above a hundredth of the largest. */
    int rank() {
        if (filters.isEmpty()) {
            return 0;
        }
        int size = filters.get(0).length;
        double[] gram = new double[size * size];
        for (int j = 0; j < filters.size(); j++) {
            double square = counts.get(j) * counts.get(j);
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    gram[a * size + b] += square * filters.get(j)[a] * filters.get(j)[b];
                }
            }
        }
        double[] values = SymmetricEigen.of(gram, size).values();
        int rank = 0;
        while (rank < size && values[rank] > SINGULAR * SINGULAR * values[0]) {
            rank++;
        }
        return rank;
    }

    /** Frequencies, of a pair one, whose amplitude is above a hundredth of the largest. */
    int frequencies() {
        int width = (int) Math.round(Math.sqrt(spectrum.length));
        int frequencies = 0;
        for (int f = 0; f < spectrum.length; f++) {
            int negative = (width - f / width) % width * width + (width - f % width) % width;
            frequencies += f <= negative && spectrum[f] > FREQUENT ? 1 : 0;
        }
        return frequencies;
    }

    /** A filter as pixels; that of circular-relu has other coordinates, and is what it answers to single pixels. */
    private static double[] pixels(double[] filter, Convolution convolution, Workers workers) {
        if (convolution.architecture() != Architecture.CIRCULAR_RELU) {
            return filter;
        }
        int size = convolution.image().size();
        float[][] pixels = new float[size][size];
        for (int i = 0; i < size; i++) {
            pixels[i][i] = 1;
        }
        PatchRows rows = convolution.rows(Dataset.unlabelled(convolution.image(), pixels), workers);
        double[] answers = new double[size];
        for (int i = 0; i < size; i++) {
            answers[i] = rows.dot(i, filter);
        }
        return answers;
    }

    private static double[] unit(double[] filter) {
        double square = 0;
        for (double value : filter) {
            square += value * value;
        }
        double[] unit = filter.clone();
        for (int i = 0; i < unit.length && square > 0; i++) {
            unit[i] /= Math.sqrt(square);
        }
        return unit;
    }

    /** |u^| at the frequencies of an image, a filter of side x side pixels being surrounded by zeros. */
    static double[] spectrum(double[] filter, int side, ImageShape image) {
        int height = image.height();
        int width = image.width();
        double[] spectrum = new double[height * width];
        for (int p = 0; p < height; p++) {
            for (int q = 0; q < width; q++) {
                double real = 0;
                double imaginary = 0;
                for (int i = 0; i < filter.length; i++) {
                    double angle = 2 * Math.PI * ((double) p * (i / side) / height + (double) q * (i % side) / width);
                    real += filter[i] * Math.cos(angle);
                    imaginary -= filter[i] * Math.sin(angle);
                }
                spectrum[p * width + q] = Math.hypot(real, imaginary);
            }
        }
        return spectrum;
    }

    private static double[] amplitudes(double[] energies) {
        double largest = 0;
        for (double energy : energies) {
            largest = Math.max(largest, energy);
        }
        double[] amplitudes = new double[energies.length];
        for (int f = 0; f < energies.length && largest > 0; f++) {
            amplitudes[f] = Math.sqrt(energies[f] / largest);
        }
        return amplitudes;
    }
}
