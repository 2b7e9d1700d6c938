package org.convolex.cli;

import java.util.Locale;
import org.convolex.data.InvalidInputException;

/**
 * The memory that a training takes, mostly for the images cut into pieces, beside what it may take.
 *
 * @param pieces what the images are cut into, such as "patches"
 * @param images how many images with how many pieces of which size, in words
 */
record MemoryNeed(String pieces, String images, long needed, long allowed) {

    /**
     * @param advice what else helps, behind a comma, or nothing
     * @throws InvalidInputException if it is more than may be taken
     */
    void require(String advice) {
        if (needed > allowed) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "not enough memory: %s need about %s, but %s may be used; give --memory more, or fewer images by"
                            + " --train-limit%s",
                    images,
                    Texts.mebibytes(needed),
                    Texts.mebibytes(allowed),
                    advice));
        }
    }

    /** For {@code --estimate-only}: the pieces, and the memory. */
    void addTo(Fields fields) {
        fields.add(pieces, images)
                .add(
                        "memory",
                        Texts.mebibytes(needed) + " for the " + pieces + " and what is made of them, of "
                                + Texts.mebibytes(allowed) + " that may be used");
    }
}
