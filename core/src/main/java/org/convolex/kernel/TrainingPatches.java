package org.convolex.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.convolex.data.Dataset;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.ZcaWhitening;

/**
 * The whitened patches of training images, from which maps that learn from data take their points.
 *
 * @param images to take patches from
 * @param extractor image to patches
 * @param whitening of patches
 */
public record TrainingPatches(Dataset images, PatchExtractor extractor, ZcaWhitening whitening) {
    /** Patches drawn from an image before the next image is drawn. */
    private static final int DRAWS_AN_IMAGE = 4;

    /** Draws for each patch wanted, before all are searched in their order. */
    private static final int DRAWS_A_PATCH = 8;

    /** The number n P of patches. */
    public long count() {
        return (long) images.size() * extractor.grid().patches();
    }

    /**
     * Different patches in random order, as a kernel sees them; equal ones (blank corners) count once. Fewer patches are the
     * first of more.
     *
     * @param most patches
     * @return {@code most} patches, or all different ones where there are fewer
     */
    double[][] draw(int most, Kernel kernel, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Collection found = new Collection(most, kernel);
        int patches = extractor.grid().patches();
        PatchExtractor.Extraction extraction = extractor.newExtraction();
        long draws = (long) DRAWS_A_PATCH * most;
        for (long draw = 0; draw < draws && !found.complete(); draw += DRAWS_AN_IMAGE) {
            float[] read = extraction.of(images, random.nextInt(images.size()));
            for (int i = 0; i < DRAWS_AN_IMAGE; i++) {
                found.add(read, random.nextInt(patches));
            }
        }
        return found.completed();
    }

    /** All different patches, as a kernel sees them, in the order of the images. */
    double[][] all(Kernel kernel) {
        return new Collection(Integer.MAX_VALUE, kernel).completed();
    }

    /** Patches found so far, each once. */
    private final class Collection {
        private final int most;
        private final Kernel kernel;
        private final Set<Key> known = new HashSet<>();
        private final List<double[]> points = new ArrayList<>();

        Collection(int most, Kernel kernel) {
            this.most = most;
            this.kernel = kernel;
        }

        boolean complete() {
            return points.size() >= most;
        }

        void add(float[] read, int patch) {
            int dimension = whitening.dimension();
            int at = patch * dimension;
            if (!complete() && known.add(new Key(Arrays.copyOfRange(read, at, at + dimension)))) {
                points.add(kernel.project(whitening.apply(read, at)));
            }
        }

        /** Goes through all patches, for as long as some are missing. */
        double[][] completed() {
            PatchExtractor.Extraction extraction = extractor.newExtraction();
            for (int i = 0; i < images.size() && !complete(); i++) {
                float[] read = extraction.of(images, i);
                for (int patch = 0; patch < extractor.grid().patches(); patch++) {
                    add(read, patch);
                }
            }
            return points.toArray(new double[0][]);
        }
    }

    /** Arrays that are equal by content. */
    private record Key(float[] values) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(values, key.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }
}
