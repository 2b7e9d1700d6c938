package org.convolex.certify;

import java.util.Locale;
import java.util.Optional;

/**
 * The constraint {@code ||A||_* <= R}: points outside of the ball are no competitors.
 *
 * @param norm an upper bound on the point's nuclear norm
 * @param radius R
 */
public record NuclearNormBound(double norm, double radius) implements Regularization {

    @Override
    public Optional<String> violation() {
        return norm <= radius
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "the nuclear norm %.9g exceeds R = %.9g", norm, radius));
    }

    @Override
    public Optional<String> contradiction(Regularization claimed, double tolerance) {
        if (!(claimed instanceof NuclearNormBound other) || other.radius != radius) {
            return Optional.of("the regularization is " + this + ", the model claims " + claimed);
        }
        return Math.abs(other.norm - norm) <= tolerance * radius
                ? Optional.empty()
                : Optional.of(
                        String.format(Locale.ROOT, "nuclear norm is %.9g, the model claims %.9g", norm, other.norm));
    }
}
