package org.convolex.optim;

import java.util.List;
import java.util.stream.Collectors;

/** The losses of this library, by name. */
public final class Losses {
    private static final List<Loss> ALL =
            List.of(new MultinomialLogistic(), new SquaredLoss(), new SquaredHingeLoss(), new HuberLoss());

    private Losses() {}

    /** The names, in the order in which messages list them. */
    public static List<String> names() {
        return ALL.stream().map(Loss::name).collect(Collectors.toList());
    }

    /**
     * A loss by the name that {@link Loss#name} gives; {@code huber:0.5} is Huber's with delta 0.5.
     *
     * @throws IllegalArgumentException if there is no loss of this name, the message lists those that are; or if delta is
     *     no number above 0
     */
    public static Loss byName(String name) {
        for (Loss loss : ALL) {
            if (loss.name().equals(name)) {
                return loss;
            }
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
