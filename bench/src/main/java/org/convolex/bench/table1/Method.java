package org.convolex.bench.table1;

/** A way to train a classifier: a row of the table. */
interface Method {
    /** What the table calls it. */
    String name();

    /** Chooses its settings on validation images, trains, and counts mistakes on the test images. */
    Outcome run(Task task);
}
