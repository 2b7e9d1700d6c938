package org.convolex.exact;

import java.util.Arrays;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.FilterNorm;
import org.convolex.network.Gates;
import org.convolex.network.PatchRows;
import org.convolex.network.Pooling;
import org.convolex.network.Pooling.Reduction;
import org.convolex.patch.AveragePooling;
import org.convolex.patch.PatchGrid;

/**
 * How an architecture sees an image: pixels are scaled, cut into patches, and divided by the number of patches whose responses
 * are averaged. Circular architectures see the whole image, at each of its shifts (E5) or in Fourier coordinates (E6).
 *
 * <p>Immutable and safe for use from many threads.
 *
 * @param architecture of the network
 * @param image shape of the images
 * @param scale what pixels are multiplied by
 * @param patch side of a patch; circular architectures have none, and 0 here
 * @param stride of patches; circular architectures: 0
 * @param padding of images; circular architectures: 0
 * @param pool side of a block in patches; 0 where there are no blocks
 * @param circularLayers below the rectifier of {@link Architecture#CIRCULAR_RELU}, at least 2; else 0
 * @param gates of gated architectures; else {@link Gates#NONE}
 */
public record Convolution(
        Architecture architecture,
        ImageShape image,
        float scale,
        int patch,
        int stride,
        int padding,
        int pool,
        int circularLayers,
        Gates gates) {

    /** One without gates, and with two circular layers below the rectifier where there are any. */
    public Convolution(
            Architecture architecture, ImageShape image, float scale, int patch, int stride, int padding, int pool) {
        this(
                architecture,
                image,
                scale,
                patch,
                stride,
                padding,
                pool,
                architecture == Architecture.CIRCULAR_RELU ? 2 : 0,
                Gates.NONE);
    }

    /** The same with gates. */
    public Convolution withGates(Gates value) {
        return new Convolution(architecture, image, scale, patch, stride, padding, pool, circularLayers, value);
    }

    /** The same with so many circular layers below the rectifier. */
    public Convolution withCircularLayers(int value) {
        return new Convolution(architecture, image, scale, patch, stride, padding, pool, value, gates);
    }

    /**
     * @throws InvalidInputException if the images have no such patches, or several channels where filters are circular
     */
    public Convolution {
        if (architecture.circular()) {
            if (image.channels() != 1) {
                throw new InvalidInputException(
                        "architecture " + architecture.label() + " takes images of one channel, got " + image);
            }
        } else {
            new PatchGrid(image, patch, stride, padding);
        }
        if (architecture.blocks() && pool < 1) {
            throw new InvalidInputException("pool must be >= 1, got " + pool);
        }
        if (architecture == Architecture.CIRCULAR_RELU && circularLayers < 2) {
            throw new InvalidInputException("circular layers must be >= 2, got " + circularLayers);
        }
    }

    private PatchGrid grid() {
        return new PatchGrid(image, patch, stride, padding);
    }

    /** K, the patches of an image. */
    public int patches() {
        return switch (architecture) {
            case CIRCULAR -> image.size();
            case CIRCULAR_RELU -> 1;
            default -> grid().patches();
        };
    }

    /** Patches beside each other: of circular architectures, the shifts of an image along a row. */
    public int patchColumns() {
        return switch (architecture) {
            case CIRCULAR -> image.width();
            case CIRCULAR_RELU -> 1;
            default -> grid().columns();
        };
    }

    /** h, the numbers of a patch. */
    public int dimension() {
        return architecture.circular() ? image.size() : grid().dimension();
    }

    /** q, the positions for which responses are pooled. */
    public int positions() {
        return pooling().positions();
    }

    /** Numbers of a filter: h, with a second layer h + q. */
    public int filterLength() {
        return pooling().filterLength(dimension());
    }

    /** Numbers that a filter gives of an image: q, with a second layer 1. */
    public int results() {
        return pooling().results();
    }

    /** What becomes of responses. */
    public Pooling pooling() {
        return switch (architecture) {
            case RELU_AVERAGE, CIRCULAR_RELU -> Pooling.all(Reduction.SUM, patches());
            case RELU_MAX -> Pooling.all(Reduction.MAX, patches());
            case GATED_AVERAGE -> Pooling.all(Reduction.LINEAR, patches());
            case RELU_BLOCKS -> blocks(Reduction.SUM);
            case GATED_BLOCKS -> blocks(Reduction.LINEAR);
            case RELU_RELU -> blocks(Reduction.LAYERED);
            case LINEAR, CIRCULAR -> Pooling.none(Reduction.LINEAR, patches());
        };
    }

    private Pooling blocks(Reduction reduction) {
        AveragePooling windows = new AveragePooling(grid().rows(), grid().columns(), pool);
        int[] positionOf = new int[patches()];
        int[] starts = windows.starts();
        int[] order = windows.order();
        for (int w = 0; w < windows.windows(); w++) {
            for (int i = starts[w]; i < starts[w + 1]; i++) {
                positionOf[order[i]] = w;
            }
        }
        return new Pooling(reduction, windows.windows(), positionOf);
    }

    /** The norm of a filter that weight decay is of. */
    public FilterNorm norm() {
        return switch (architecture) {
            case CIRCULAR_RELU -> CircularFilters.norm(FourierBasis.of(image), circularLayers);
            case RELU_RELU -> FilterNorm.behind(dimension(), positions());
            default -> FilterNorm.euclidean(dimension());
        };
    }

    /** Numbers of all patches of so many images. */
    public double numbers(int images) {
        return (double) images * patches() * dimension();
    }

    /**
     * The patches of images. Cost O(n K h), for circular-relu O(n d^2).
     *
     * @throws InvalidInputException if they hold more than 2^31 numbers
     */
    public PatchRows rows(Dataset images, Workers workers) {
        if (numbers(images.size()) > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException(images.size() + " images of " + patches() + " patches of " + dimension()
                    + " numbers are more than " + (Integer.MAX_VALUE - 8) + " numbers: take fewer images"
                    + (architecture.circular() ? "" : ", or a larger stride"));
        }
        int size = patches() * dimension();
        double[] values = new double[images.size() * size];
        FourierBasis basis = architecture == Architecture.CIRCULAR_RELU ? FourierBasis.of(image) : null;
        double[] shares = shares();
        workers.forEachChunk(images.size(), (chunk, from, to) -> {
            float[] pixels = new float[image.size()];
            float[] cut = new float[dimension()];
            for (int i = from; i < to; i++) {
                images.copyImage(i, pixels, 0);
                for (int j = 0; j < pixels.length; j++) {
                    pixels[j] *= scale;
                }
                if (basis != null) {
                    double[] exact = new double[pixels.length];
                    for (int j = 0; j < exact.length; j++) {
                        exact[j] = pixels[j];
                    }
                    basis.coordinates(exact, values, i * size);
                } else if (architecture == Architecture.CIRCULAR) {
                    shifts(pixels, values, i * size);
                } else {
                    cut(pixels, cut, shares, values, i * size);
                }
            }
        });
        return new PatchRows(values, images.size(), patches(), dimension());
    }

    /**
     * What a filter multiplies the scaled pixels of a patch with, whatever coordinates its own numbers are in. Cost O(h), for
     * circular-relu O(d^2).
     *
     * @param filter of {@link #filterLength} numbers
     * @return h numbers: of relu-relu those of the first layer, of length 1 or 0, of circular-relu an image
     */
    public double[] pixelFilter(double[] filter) {
        return switch (architecture) {
            case CIRCULAR_RELU -> FourierBasis.of(image).pixels(filter);
            case RELU_RELU -> {
                double[] first = Arrays.copyOf(filter, dimension());
                double length = Vectors.length(first);
                for (int i = 0; i < first.length; i++) {
                    first[i] = length == 0 ? 0 : first[i] / length;
                }
                yield first;
            }
            default -> filter;
        };
    }

    /** For each patch, one over the number of patches that its responses are averaged with. */
    private double[] shares() {
        double[] shares = new double[patches()];
        Arrays.fill(shares, 1);
        if (architecture == Architecture.RELU_AVERAGE || architecture == Architecture.GATED_AVERAGE) {
            Arrays.fill(shares, 1.0 / patches());
        } else if (architecture.blocks()) {
            int[] positionOf = pooling().positionOf();
            int[] counts = new int[positions()];
            for (int position : positionOf) {
                counts[position]++;
            }
            for (int k = 0; k < shares.length; k++) {
                shares[k] = 1.0 / counts[positionOf[k]];
            }
        }
        return shares;
    }

    private void cut(float[] pixels, float[] patchOf, double[] shares, double[] values, int at) {
        PatchGrid grid = grid();
        int next = at;
        for (int k = 0; k < shares.length; k++) {
            grid.copyPatch(pixels, k / grid.columns(), k % grid.columns(), patchOf, 0);
            for (float value : patchOf) {
                values[next++] = shares[k] * value;
            }
        }
    }

    /** Patch k is the image, moved so that its pixel k comes first. */
    private void shifts(float[] pixels, double[] values, int at) {
        int height = image.height();
        int width = image.width();
        int next = at;
        for (int k = 0; k < pixels.length; k++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    values[next++] = pixels[(y + k / width) % height * width + (x + k % width) % width];
                }
            }
        }
    }
}
