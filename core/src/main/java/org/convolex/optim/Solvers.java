package org.convolex.optim;

import java.util.List;

/** The solvers of this library, by name. */
public final class Solvers {
    /** The fastest to a relative gap of 1e-3. */
    public static final String AUTO = "auto";

    /** {@link AcceleratedProjectedGradient}. */
    public static final String ACCELERATED = "accelerated";

    /** In an epoch: a projection costs about what 1/30 of a pass over 10,000 digits does. */
    private static final int BATCHES = 20;

    private static final List<String> NAMES =
            List.of(AUTO, ACCELERATED, "projected-gradient", "sgd", "adagrad", "svrg", "frank-wolfe");

    private Solvers() {}

    /** The names, in the order in which messages list them. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * @param storage how a solver that restricts samples holds them
     * @param seed of those that draw their batches at random
     * @throws IllegalArgumentException if there is no solver of this name; the message lists those that are
     */
    public static Solver byName(String name, SampleStorage storage, long seed) {
        return switch (name) {
            case AUTO -> new SubspaceSolver(new AcceleratedProjectedGradient(), storage);
            case ACCELERATED -> new AcceleratedProjectedGradient();
            case "projected-gradient" -> new ProjectedGradient();
            case "sgd" -> new StochasticGradient(BATCHES, seed);
            case "adagrad" -> new AdaptiveGradient(BATCHES, seed);
            case "svrg" -> new VarianceReducedGradient(BATCHES, seed);
            case "frank-wolfe" -> new FrankWolfe();
            default ->
                throw new IllegalArgumentException(
                        "solver must be one of " + String.join(", ", NAMES) + ", got '" + name + "'");
        };
    }
}
