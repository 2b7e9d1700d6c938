package org.convolex.model;

import org.convolex.data.RandomShifts;

/**
 * Section "shifts": shifted copies of the training images that were trained on, too; their seed is in the provenance. It is
 * missing where there were none.
 *
 * <pre>
 *   int32        pixels, at least 1
 *   int32        copies of each image, at least 1
 * </pre>
 */
final class ShiftsSection {
    private ShiftsSection() {}

    static void write(RandomShifts shifts, SectionWriter out) {
        out.int32(shifts.pixels());
        out.int32(shifts.copies());
    }

    static RandomShifts read(SectionReader in) {
        return new RandomShifts(in.int32("pixels of shifts", 1), in.int32("copies", 1));
    }
}
