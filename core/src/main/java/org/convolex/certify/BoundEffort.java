package org.convolex.certify;

/**
 * How hard a bound over all filters is worked for. A part of what a model remembers, so that its certificate can be computed again.
 *
 * @param tolerance the share by which the bound may exceed the larger of beta and the largest pull; finite and above 0
 * @param boxes of filters that may be bounded, at least 1; fewer give a looser bound, never a false one
 */
public record BoundEffort(double tolerance, int boxes) {

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public BoundEffort {
        if (!(tolerance > 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tolerance must be finite and > 0, got " + tolerance);
        }
        if (boxes < 1) {
            throw new IllegalArgumentException("boxes must be >= 1, got " + boxes);
        }
    }
}
