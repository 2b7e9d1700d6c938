package org.convolex.spark;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import org.convolex.data.ImageShape;

/** Counts rows that nothing can be made of, by what is wrong with them. Not safe for use from several threads. */
final class Defects implements Serializable {
    private static final long serialVersionUID = 1L;

    private long rows;
    private long nulls;
    private long lengths;
    private long firstLength;
    private long notFinite;
    private long nullLabels;
    private long labels;

    void row() {
        rows++;
    }

    void nullImage() {
        nulls++;
    }

    /** @param length that is not the one expected */
    void length(long length) {
        firstLength = lengths == 0 ? length : firstLength;
        lengths++;
    }

    void notFinite() {
        notFinite++;
    }

    void nullLabel() {
        nullLabels++;
    }

    void label() {
        labels++;
    }

    long rows() {
        return rows;
    }

    void add(Defects other) {
        rows += other.rows;
        nulls += other.nulls;
        firstLength = lengths == 0 ? other.firstLength : firstLength;
        lengths += other.lengths;
        notFinite += other.notFinite;
        nullLabels += other.nullLabels;
        labels += other.labels;
    }

    /** What is wrong, in one line; empty if nothing is. */
    Optional<String> message(String imageColumn, String labelColumn, ImageShape shape, int classes) {
        if (nulls > 0) {
            return line(imageColumn, nulls, "are null");
        }
        if (lengths > 0) {
            String expected = String.format(
                    Locale.ROOT,
                    "do not have the %,d numbers of %s: the first has %,d",
                    shape.size(),
                    shape,
                    firstLength);
            return line(imageColumn, lengths, expected);
        }
        if (notFinite > 0) {
            return line(imageColumn, notFinite, "hold NaN or an infinite number");
        }
        if (nullLabels > 0) {
            return line(labelColumn, nullLabels, "are null");
        }
        return labels == 0 ? Optional.empty() : line(labelColumn, labels, "are not an integer in 0.." + (classes - 1));
    }

    private Optional<String> line(String column, long count, String what) {
        return Optional.of(String.format(Locale.ROOT, "%s: %,d of %,d rows %s", column, count, rows, what));
    }
}
