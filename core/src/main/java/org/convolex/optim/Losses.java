package org.convolex.optim;

import java.util.List;
import java.util.stream.Collectors;

/** The losses of this library, by name. */
public final class Losses {
    private static final List<Loss> ALL = List.of(new MultinomialLogistic(), new SquaredLoss());

    private Losses() {}

    /**
     * @throws IllegalArgumentException if there is no loss of this name; the message lists those that are
     */
    public static Loss byName(String name) {
        for (Loss loss : ALL) {
            if (loss.name().equals(name)) {
                return loss;
            }
        }
        throw new IllegalArgumentException("loss must be one of "
                + ALL.stream().map(Loss::name).collect(Collectors.joining(", ")) + ", got '" + name + "'");
    }
}
