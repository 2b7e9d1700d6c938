package org.convolex.bench.table1;

/**
 * A finished cell of the table, as it is stored.
 *
 * @param method name of the row
 * @param variation folder of the column
 * @param trainHash of the training images
 * @param train images learned from
 * @param valid images chosen on
 * @param test images tested on
 * @param threads used
 * @param outcome what was reached
 */
record Cell(
        String method,
        String variation,
        String trainHash,
        int train,
        int valid,
        int test,
        int threads,
        Outcome outcome) {}
