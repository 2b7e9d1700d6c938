package org.convolex.network;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A convex function of a response, at least zero but for the leaky rectifier. Immutable and safe for use from many threads.
 *
 * @param kind which function
 * @param leak slope below zero of a leaky rectifier, in [0, 1); 0 for all others
 */
public record Activation(Kind kind, double leak) {
    /** max(0, t). */
    public static final Activation RELU = new Activation(Kind.RELU, 0);

    /** |t|. */
    public static final Activation ABSOLUTE = new Activation(Kind.ABSOLUTE, 0);

    /** max(0, t)^2. */
    public static final Activation SQUARED_RELU = new Activation(Kind.SQUARED_RELU, 0);

    /** log(1 + e^t). */
    public static final Activation SOFTPLUS = new Activation(Kind.SOFTPLUS, 0);

    private static final double USUAL_LEAK = 0.1;

    /** The functions. */
    public enum Kind {
        RELU("relu"),
        LEAKY_RELU("leaky-relu"),
        ABSOLUTE("abs"),
        SQUARED_RELU("squared-relu"),
        SOFTPLUS("softplus");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    /**
     * @throws IllegalArgumentException if a leak is out of its range, or not of a leaky rectifier
     */
    public Activation {
        if (kind == Kind.LEAKY_RELU ? !(leak >= 0 && leak < 1) : leak != 0) {
            throw new IllegalArgumentException("the leak of " + kind.label + " must be "
                    + (kind == Kind.LEAKY_RELU ? "in [0, 1)" : "0") + ", got " + leak);
        }
    }

    /** max(leak t, t). */
    public static Activation leaky(double leak) {
        return new Activation(Kind.LEAKY_RELU, leak);
    }

    /**
     * The activation of a name: {@code relu}, {@code leaky-relu} with a leak of 0.1 or {@code leaky-relu:LEAK}, {@code abs},
     * {@code squared-relu}, {@code softplus}.
     *
     * @throws IllegalArgumentException if there is none, the message lists those that are
     */
    public static Activation of(String label) {
        String prefix = Kind.LEAKY_RELU.label + ":";
        if (label.startsWith(prefix)) {
            try {
                return leaky(Double.parseDouble(label.substring(prefix.length())));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + label + "': the leak is no number", e);
            }
        }
        return Stream.of(RELU, leaky(USUAL_LEAK), ABSOLUTE, SQUARED_RELU, SOFTPLUS)
                .filter(activation -> activation.kind.label.equals(label))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("activation must be one of "
                        + Arrays.stream(Kind.values()).map(kind -> kind.label).collect(Collectors.joining(", "))
                        + ", got '" + label + "'"));
    }

    /** The name on the command line and in files; {@link #of} reads it. */
    public String label() {
        return kind == Kind.LEAKY_RELU ? kind.label + ":" + leak : kind.label;
    }

    /** Whether it is linear but for a kink at zero, so that its constraints are those of a linear program. */
    public boolean polyhedral() {
        return kind == Kind.RELU || kind == Kind.LEAKY_RELU || kind == Kind.ABSOLUTE;
    }

    /** The value at t. */
    public double value(double t) {
        return switch (kind) {
            case RELU -> Math.max(0, t);
            case LEAKY_RELU -> Math.max(leak * t, t);
            case ABSOLUTE -> Math.abs(t);
            case SQUARED_RELU -> t > 0 ? t * t : 0;
            case SOFTPLUS -> Math.max(0, t) + Math.log1p(Math.exp(-Math.abs(t)));
        };
    }

    /** A subgradient at t; at a kink, that of its left side. */
    public double slope(double t) {
        return switch (kind) {
            case RELU -> t > 0 ? 1 : 0;
            case LEAKY_RELU -> t > 0 ? 1 : leak;
            case ABSOLUTE -> t > 0 ? 1 : -1;
            case SQUARED_RELU -> t > 0 ? 2 * t : 0;
            case SOFTPLUS -> 1 / (1 + Math.exp(-t));
        };
    }

    /** The second derivative at t where there is one, 0 at a kink. */
    public double curvature(double t) {
        return switch (kind) {
            case RELU, LEAKY_RELU, ABSOLUTE -> 0;
            case SQUARED_RELU -> t > 0 ? 2 : 0;
            case SOFTPLUS -> {
                double slope = slope(t);
                yield slope * (1 - slope);
            }
        };
    }

    /** The least slope that a subgradient at a kink has; the largest is 1. */
    public double leastSlope() {
        return kind == Kind.ABSOLUTE ? -1 : leak;
    }

    /**
     * The conjugate {@code max_t s t - sigma(t)}: the line of slope s that meets the graph from below is {@code s t} less this.
     *
     * @return infinite where no line of this slope stays below the graph
     */
    public double conjugate(double slope) {
        return switch (kind) {
            case RELU, LEAKY_RELU, ABSOLUTE -> slope >= leastSlope() && slope <= 1 ? 0 : Double.POSITIVE_INFINITY;
            case SQUARED_RELU -> slope >= 0 ? slope * slope / 4 : Double.POSITIVE_INFINITY;
            case SOFTPLUS ->
                slope >= 0 && slope <= 1 ? logOfItself(slope) + logOfItself(1 - slope) : Double.POSITIVE_INFINITY;
        };
    }

    private static double logOfItself(double p) {
        return p == 0 ? 0 : p * Math.log(p);
    }
}
