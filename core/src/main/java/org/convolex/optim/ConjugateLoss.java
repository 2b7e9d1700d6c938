package org.convolex.optim;

/**
 * A loss whose convex conjugate in the scores is known, so that a dual point bounds a training objective from below:
 *
 * <pre>L*(g; y) = sup_s  g.s - L(s; y),   L(s; y) + L*(g; y) &gt;= g.s,  with equality where g is the gradient at s.</pre>
 *
 * <p>Implementations are stateless and safe for use from many threads. Cost O(outputs) a call.
 */
public interface ConjugateLoss extends Loss {

    /**
     * The conjugate of one sample's loss.
     *
     * @param slope g, the sample's from {@code offset} on
     * @return L*(g; y), infinite where the supremum is. Slopes that are a convex combination of 0 and a gradient are always in
     *     the domain, whatever their rounding
     */
    double conjugate(double[] slope, int offset, Targets targets, int sample);

    /**
     * The second derivative of one sample's loss in one of its scores; at a kink of the gradient, one from either side. It is
     * at least 0.
     *
     * @param scores holds the sample's scores from {@code offset} on
     */
    double curvature(double[] scores, int offset, Targets targets, int sample, int output);
}
