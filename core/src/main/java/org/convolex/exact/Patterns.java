package org.convolex.exact;

import org.convolex.data.InvalidInputException;

/**
 * Where the activation patterns of a convex program come from.
 *
 * @param kind of source
 * @param count how many to draw; 0 unless they are sampled
 */
public record Patterns(Kind kind, int count) {
    /** The sources. */
    public enum Kind {
        /** Those that the dual constraint asks for. */
        PRICED,
        /** All there are, enumerated before the program is solved. */
        ALL,
        /** Those of random filters. */
        SAMPLED
    }

    public static final Patterns PRICED = new Patterns(Kind.PRICED, 0);
    public static final Patterns ALL = new Patterns(Kind.ALL, 0);

    /**
     * Patterns of so many random filters.
     *
     * @throws InvalidInputException if the count is not positive
     */
    public static Patterns sampled(int count) {
        if (count < 1) {
            throw new InvalidInputException("patterns must be >= 1, got " + count);
        }
        return new Patterns(Kind.SAMPLED, count);
    }

    /** As the command line has it: {@code price}, {@code all} or a number. */
    @Override
    public String toString() {
        return switch (kind) {
            case PRICED -> "price";
            case ALL -> "all";
            case SAMPLED -> Integer.toString(count);
        };
    }
}
