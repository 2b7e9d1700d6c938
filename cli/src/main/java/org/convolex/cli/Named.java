package org.convolex.cli;

import java.util.function.Supplier;
import org.convolex.data.InvalidInputException;

/** Puts the name of the input into messages of calls that do not know it. */
final class Named {
    private Named() {}

    /**
     * @param name of the input
     * @throws InvalidInputException as {@code call} does, with the name in front
     */
    static <T> T input(String name, Supplier<T> call) {
        try {
            return call.get();
        } catch (InvalidInputException e) {
            String message = e.getMessage();
            throw message != null && message.startsWith(name) ? e : new InvalidInputException(name + ": " + message, e);
        }
    }

    /**
     * @param name of the input
     * @throws InvalidInputException as {@code check} does, with the name in front
     */
    static void check(String name, Runnable check) {
        input(name, () -> {
            check.run();
            return name;
        });
    }
}
