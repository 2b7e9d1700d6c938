package org.convolex.optim;

/**
 * A loss of one sample's scores against its target, convex and differentiable in the scores.
 *
 * <p>One's own is given to a trainer as it is; named in {@code META-INF/services/org.convolex.optim.Loss}, it is also found by its
 * name ({@link Losses#byName}): by {@code verify}, and by {@code --loss}.
 *
 * <p>Implementations are stateless and safe for use from many threads. Cost O(outputs) a call.
 */
public interface Loss {

    /** The name under which models and metrics record it. */
    String name();

    /** Whether it has a meaning for indicators of classes only; else targets may be any numbers. */
    default boolean needsClasses() {
        return false;
    }

    /**
     * The loss of one sample.
     *
     * @param scores holds the sample's scores from {@code offset} on
     */
    double value(double[] scores, int offset, Targets targets, int sample);

    /**
     * The loss of one sample, and its gradient in the scores.
     *
     * @param gradient receives the gradient from {@code gradientOffset} on
     * @return the loss, as {@link #value} gives it
     */
    double gradient(double[] scores, int offset, Targets targets, int sample, double[] gradient, int gradientOffset);
}
