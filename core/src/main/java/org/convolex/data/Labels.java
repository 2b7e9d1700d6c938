package org.convolex.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Labels that files give as numbers. */
final class Labels {

    /** Larger labels are taken for a wrong column or a damaged file: nobody trains a class per 64-bit integer. */
    private static final int LARGEST = 999;

    private Labels() {}

    /** The label that a file gives as a number, wherever it comes from. */
    static int checked(String place, double value) {
        if (!isInteger(value) || value < 0 || value > LARGEST) {
            String text = isInteger(value) && Math.abs(value) < 1e15 ? "" + (long) value : "" + value;
            throw new InvalidInputException(place + ": label " + text + " is not an integer in 0.." + LARGEST);
        }
        return (int) value;
    }

    /** Whether a number may be meant as a label; one that is not makes the numbers beside it targets, too. */
    static boolean isInteger(double value) {
        return value == Math.rint(value);
    }

    /** Number of classes of a set in which the largest label occurs. */
    static int classes(int[] labels) {
        return Arrays.stream(labels).max().orElseThrow() + 1;
    }

    /** The names of classes that a file knows only by number. */
    static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }
}
