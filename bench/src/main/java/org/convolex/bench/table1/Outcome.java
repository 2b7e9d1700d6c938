package org.convolex.bench.table1;

/**
 * What a method reached.
 *
 * @param validError share of mistakes on the validation images, of the chosen settings
 * @param testError share of mistakes on the test images
 * @param secondsFinal of the training with the chosen settings
 * @param secondsTuned of that and of choosing the settings; loading and testing are in neither
 * @param processorSeconds of both, summed over the threads: what remains comparable on a shared machine
 * @param settings the chosen ones, in words
 */
record Outcome(
        double validError,
        double testError,
        double secondsFinal,
        double secondsTuned,
        double processorSeconds,
        String settings) {}
