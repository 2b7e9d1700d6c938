package org.convolex.optim;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Losses by name: those of this library, and those that others provide as services of type {@link Loss}. So a model that was
 * trained with a loss of one's own is verified like any other, where that class is on the class path.
 */
public final class Losses {
    private static final List<Loss> OWN =
            List.of(new MultinomialLogistic(), new SquaredLoss(), new SquaredHingeLoss(), new HuberLoss());

    private Losses() {}

    /** The names, in the order in which messages list them. */
    public static List<String> names() {
        return all().map(Loss::name).toList();
    }

    private static Stream<Loss> all() {
        return Stream.concat(
                OWN.stream(), ServiceLoader.load(Loss.class).stream().map(ServiceLoader.Provider::get));
    }

    /**
     * A loss by the name that {@link Loss#name} gives; {@code huber:0.5} is Huber's with delta 0.5.
     *
     * @throws IllegalArgumentException if there is no loss of this name, the message lists those that are; or if delta is
     *     no number above 0
     */
    public static Loss byName(String name) {
        Optional<Loss> found = all().filter(loss -> loss.name().equals(name)).findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        String prefix = HuberLoss.NAME + ":";
        if (name.startsWith(prefix)) {
            return huber(name.substring(prefix.length()));
        }
        throw new IllegalArgumentException(
                "loss must be one of " + String.join(", ", names()) + ", got '" + name + "'");
    }

    private static Loss huber(String delta) {
        try {
            return new HuberLoss(Double.parseDouble(delta));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("huber: delta must be finite and > 0, got '" + delta + "'", e);
        }
    }
}
