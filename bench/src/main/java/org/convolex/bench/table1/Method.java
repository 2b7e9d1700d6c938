package org.convolex.bench.table1;

import java.util.Optional;

/** A way to train a classifier: a row of the table. */
interface Method {
    /** What the table calls it. */
    String name();

    /** Why it cannot run on this machine, if it cannot. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** Chooses its settings on validation images, trains, and counts mistakes on the test images. */
    Outcome run(Task task);
}
