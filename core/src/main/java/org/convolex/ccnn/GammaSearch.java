package org.convolex.ccnn;

import java.util.Locale;

/**
 * Candidates for gamma from the scale of the data: a Gaussian kernel tells patches apart whose squared distance is about
 * 1 / gamma.
 */
final class GammaSearch {
    /** Over the median squared distance of whitened patches. */
    private static final double[] FACTORS = {0.5, 1, 2};

    private GammaSearch() {}

    /** Gammas to try, smallest first, at three digits so that they are easy to retype. */
    static double[] candidates(double medianSquaredDistance) {
        double[] candidates = new double[FACTORS.length];
        for (int i = 0; i < candidates.length; i++) {
            candidates[i] = Double.parseDouble(String.format(Locale.ROOT, "%.2e", FACTORS[i] / medianSquaredDistance));
        }
        return candidates;
    }
}
