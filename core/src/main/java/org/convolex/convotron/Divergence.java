package org.convolex.convotron;

import org.convolex.data.InvalidInputException;

/** Tells when steps have left all bounds. */
final class Divergence {
    /** Times the length that the targets speak of. */
    private static final double MOST = 1e4;

    private Divergence() {}

    /**
     * Ends a training whose network has grown past what the targets can have come from.
     *
     * @param stage for the message
     * @param squares {@code |w|^2 |a|^2}
     * @param size what |w| |a| should be about
     * @throws InvalidInputException with a smaller step
     */
    static void check(String stage, double squares, double size, double step) {
        if (!(squares < MOST * MOST * size * size)) {
            throw new InvalidInputException(
                    stage + " diverged at a step size of " + step + ": take a smaller one, such as " + step / 4);
        }
    }
}
