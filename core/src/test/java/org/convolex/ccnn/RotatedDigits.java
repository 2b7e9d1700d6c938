package org.convolex.ccnn;

import java.util.List;
import java.util.SplittableRandom;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;

/**
 * The embedded digits, each turned by an angle drawn from -45..45 degrees; the angle is to be found again, and beside it, in a
 * unit of its own, the ink: the sum of the pixels in thousands.
 */
public final class RotatedDigits {
    private static final int SIDE = 8;
    private static final double MOST = 45;

    private RotatedDigits() {}

    /** The first digits with the angle as target. */
    public static Dataset angles(Dataset digits, long seed) {
        return of(digits, seed, List.of("angle"));
    }

    /** The same images with angle and ink as targets. */
    public static Dataset anglesAndInk(Dataset digits, long seed) {
        return of(digits, seed, List.of("angle", "ink"));
    }

    private static Dataset of(Dataset digits, long seed, List<String> names) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] images = new float[digits.size()][];
        double[][] targets = new double[digits.size()][names.size()];
        for (int i = 0; i < images.length; i++) {
            targets[i][0] = random.nextDouble(-MOST, MOST);
            images[i] = rotated(digits.image(i), Math.toRadians(targets[i][0]));
            if (names.size() > 1) {
                for (float pixel : images[i]) {
                    targets[i][1] += pixel / 1000;
                }
            }
        }
        return Dataset.ofTargets(new ImageShape(1, SIDE, SIDE), images, targets, names);
    }

    /** Around the middle, bilinear, black beyond the border. */
    private static float[] rotated(float[] image, double angle) {
        double middle = (SIDE - 1) / 2.0;
        float[] turned = new float[image.length];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double fromX = middle + Math.cos(angle) * (x - middle) + Math.sin(angle) * (y - middle);
                double fromY = middle - Math.sin(angle) * (x - middle) + Math.cos(angle) * (y - middle);
                int left = (int) Math.floor(fromX);
                int top = (int) Math.floor(fromY);
                double right = fromX - left;
                double down = fromY - top;
                turned[y * SIDE + x] = (float) ((1 - down)
                                * ((1 - right) * at(image, top, left) + right * at(image, top, left + 1))
                        + down * ((1 - right) * at(image, top + 1, left) + right * at(image, top + 1, left + 1)));
            }
        }
        return turned;
    }

    private static double at(float[] image, int y, int x) {
        return x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : image[y * SIDE + x];
    }
}
