package org.convolex.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.Neuron;
import org.convolex.network.PatchRows;
import org.convolex.network.Pooling;
import org.convolex.network.RandomPrograms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionTest {
    private static final Workers WORKERS = new Workers(2);
    private static final ImageShape SHAPE = new ImageShape(2, 5, 6);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static Dataset images(ImageShape shape, int count) {
        SplittableRandom random = new SplittableRandom(1);
        float[][] images = new float[count][shape.size()];
        for (float[] image : images) {
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) random.nextGaussian();
            }
        }
        return Dataset.of(shape, images, new int[count], 1);
    }

    private static double pixel(Dataset images, int image, int channel, int y, int x) {
        float[] pixels = new float[images.shape().size()];
        images.copyImage(image, pixels, 0);
        ImageShape shape = images.shape();
        boolean inside = y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
        return inside ? pixels[(channel * shape.height() + y) * shape.width() + x] : 0;
    }

    /** Against the definition, one response after the other. */
    @ParameterizedTest
    @CsvSource({
        "relu-average, 3, 1, 0",
        "relu-average, 3, 2, 1",
        "relu-max, 2, 1, 0",
        "relu-blocks, 2, 1, 0",
        "linear, 3, 2, 0"
    })
    void responsesAreThoseOfTheDefinition(String name, int side, int stride, int padding) {
        Architecture architecture = Architecture.of(name);
        int block = architecture == Architecture.RELU_BLOCKS ? 2 : 0;
        float scale = 0.5f;
        Convolution convolution = new Convolution(architecture, SHAPE, scale, side, stride, padding, block);
        Dataset images = images(SHAPE, 3);
        PatchRows rows = convolution.rows(images, WORKERS);
        Pooling pooling = convolution.pooling();
        double[] filter = RandomPrograms.normal(new SplittableRandom(2), convolution.dimension());
        int gridRows = (SHAPE.height() + 2 * padding - side) / stride + 1;
        int gridColumns = (SHAPE.width() + 2 * padding - side) / stride + 1;
        for (int s = 0; s < images.size(); s++) {
            double[] sums = new double[convolution.positions()];
            int[] counts = new int[convolution.positions()];
            for (int row = 0; row < gridRows; row++) {
                for (int column = 0; column < gridColumns; column++) {
                    double response = 0;
                    int next = 0;
                    for (int channel = 0; channel < SHAPE.channels(); channel++) {
                        for (int y = 0; y < side; y++) {
                            for (int x = 0; x < side; x++) {
                                response += filter[next++]
                                        * scale
                                        * pixel(
                                                images,
                                                s,
                                                channel,
                                                row * stride - padding + y,
                                                column * stride - padding + x);
                            }
                        }
                    }
                    int position = switch (architecture) {
                        case RELU_BLOCKS -> row / 2 * ((gridColumns - 1) / 2 + 1) + column / 2;
                        case LINEAR -> row * gridColumns + column;
                        default -> 0;
                    };
                    counts[position]++;
                    sums[position] = architecture == Architecture.RELU_MAX
                            ? Math.max(sums[position], response)
                            : sums[position] + (architecture.rectified() ? Math.max(0, response) : response);
                }
            }
            double[] pooled = new double[sums.length];
            pooling.apply(rows, s, filter, pooled, 0);
            for (int b = 0; b < sums.length; b++) {
                double mean = architecture == Architecture.RELU_MAX ? sums[b] : sums[b] / counts[b];
                assertThat(pooled[b]).isCloseTo(mean, within(1e-6));
            }
        }
    }

    @Test
    void circularPatchesAreTheShiftsOfTheImage() {
        ImageShape shape = new ImageShape(1, 3, 4);
        Dataset images = images(shape, 2);
        Convolution convolution = new Convolution(Architecture.CIRCULAR, shape, 1, 0, 0, 0, 0);
        PatchRows rows = convolution.rows(images, WORKERS);
        assertThat(convolution.patches()).isEqualTo(12);
        for (int k = 0; k < 12; k++) {
            for (int i = 0; i < 12; i++) {
                double expected = pixel(images, 1, 0, (i / 4 + k / 4) % 3, (i % 4 + k % 4) % 4);
                assertThat(rows.values()[(12 + k) * 12 + i]).isEqualTo(expected);
            }
        }
    }

    /** The two circular layers of E6, computed pixel by pixel, give the responses of the filter in Fourier coordinates. */
    @ParameterizedTest
    @CsvSource({"1, 5", "1, 6", "4, 3", "4, 4"})
    void circularLayersGiveTheFiltersResponses(int height, int width) {
        ImageShape shape = new ImageShape(1, height, width);
        FourierBasis basis = FourierBasis.of(shape);
        int size = height * width;
        SplittableRandom random = new SplittableRandom(3);
        double[] coordinates = RandomPrograms.normal(random, size);
        double[] image = RandomPrograms.normal(random, size);
        double[][] layers = CircularFilters.layers(basis, coordinates, 2);
        double[] together = convolved(layers[0], layers[1], height, width);

        double[] inFourier = basis.coordinates(image, new double[size], 0);
        assertThat(Vectors.dot(image, together)).isCloseTo(Vectors.dot(inFourier, coordinates), within(1e-12 * size));
        assertThat(Vectors.dot(layers[0], layers[0])).isCloseTo(1, within(1e-12));
        assertThat(Vectors.length(layers[1])).isCloseTo(basis.norm().of(coordinates), within(1e-12 * size));
    }

    @Test
    void spectraBecomeNeuronsOfTheSameScoresAndNorm() {
        ImageShape shape = new ImageShape(1, 4, 4);
        FourierBasis basis = FourierBasis.of(shape);
        int outputs = 2;
        double[] spectrum = RandomPrograms.normal(new SplittableRandom(4), 16 * outputs);
        List<Neuron> neurons = CircularFilters.neurons(basis, spectrum, outputs);
        Dataset images = images(shape, 3);
        Convolution convolution = new Convolution(Architecture.CIRCULAR, shape, 1, 0, 0, 0, 0);
        PatchRows rows = convolution.rows(images, WORKERS);
        double penalty = 0;
        for (Neuron neuron : neurons) {
            penalty += Vectors.dot(neuron.filter(), neuron.filter()) / 2
                    + Vectors.dot(neuron.weights(), neuron.weights()) / 2;
        }
        assertThat(penalty).isCloseTo(new GroupShrinkage(basis.norm(), outputs).norm(spectrum), within(1e-10));
        for (int s = 0; s < images.size(); s++) {
            double[] pixels = new double[16];
            for (int i = 0; i < 16; i++) {
                pixels[i] = pixel(images, s, 0, i / 4, i % 4);
            }
            double[] inFourier = basis.coordinates(pixels, new double[16], 0);
            for (int c = 0; c < outputs; c++) {
                double expected = 0;
                for (int j = 0; j < 16; j++) {
                    expected += inFourier[j] * spectrum[j * outputs + c];
                }
                double score = 0;
                for (Neuron neuron : neurons) {
                    for (int k = 0; k < 16; k++) {
                        score += rows.dot(s * 16 + k, neuron.filter()) * neuron.weights()[k * outputs + c];
                    }
                }
                assertThat(score).isCloseTo(expected, within(1e-10));
            }
        }
    }

    private static double[] convolved(double[] a, double[] b, int height, int width) {
        double[] result = new double[a.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int p = 0; p < height; p++) {
                    for (int q = 0; q < width; q++) {
                        result[y * width + x] +=
                                a[(y - p + height) % height * width + (x - q + width) % width] * b[p * width + q];
                    }
                }
            }
        }
        return result;
    }

    @Test
    void badGeometryIsNamed() {
        assertThatThrownBy(() -> new Convolution(Architecture.RELU_MAX, SHAPE, 1, 6, 1, 0, 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("patch must be at most 5");
        assertThatThrownBy(() -> new Convolution(Architecture.CIRCULAR, SHAPE, 1, 0, 0, 0, 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("architecture circular takes images of one channel");
        assertThatThrownBy(() -> new Convolution(Architecture.RELU_BLOCKS, SHAPE, 1, 2, 1, 0, 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("pool must be >= 1, got 0");
    }
}
