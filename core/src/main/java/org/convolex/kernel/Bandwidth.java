package org.convolex.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.convolex.data.Dataset;
import org.convolex.data.EvenSpread;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Vectors;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.ZcaWhitening;

/** The scale of a Gaussian kernel from the data: how far patches lie apart. */
public final class Bandwidth {
    private static final int PAIRS = 4_000;
    private static final int FEWEST_OF_AN_IMAGE = 8;

    private Bandwidth() {}

    /** The images that are looked at. */
    public static EvenSpread images(int size) {
        return EvenSpread.ofAtMost(PAIRS / perImage(size), size);
    }

    private static int perImage(int size) {
        return Math.max(FEWEST_OF_AN_IMAGE, PAIRS / size);
    }

    /**
     * The median of ||z - z'||^2 over random pairs of whitened training patches that differ. Pairs of equal patches
     * (blank corners) say nothing about scale and are left out.
     *
     * @throws InvalidInputException if all drawn patches are equal
     */
    public static double medianSquaredDistance(
            Dataset training, PatchExtractor extractor, ZcaWhitening whitening, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PatchExtractor.Extraction extraction = extractor.newExtraction();
        int perImage = perImage(training.size());
        EvenSpread spread = images(training.size());
        double[][] patches = new double[spread.count() * perImage][];
        for (int i = 0; i < spread.count(); i++) {
            float[] read = extraction.of(training, spread.index(i));
            for (int j = 0; j < perImage; j++) {
                int patch = random.nextInt(extractor.grid().patches());
                patches[i * perImage + j] = whitening.apply(read, patch * whitening.dimension());
            }
        }
        double[] distances = new double[PAIRS];
        int count = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            double distance = Vectors.squaredDistance(
                    patches[random.nextInt(patches.length)], patches[random.nextInt(patches.length)]);
            if (distance > 1e-12) {
                distances[count++] = distance;
            }
        }
        if (count == 0) {
            throw new InvalidInputException("all patches of the training images are equal after contrast"
                    + " normalization: there is nothing to learn from");
        }
        Arrays.sort(distances, 0, count);
        return distances[count / 2];
    }
}
