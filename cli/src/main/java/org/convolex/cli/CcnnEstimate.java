package org.convolex.cli;

import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.MemoryPlan;
import org.convolex.ccnn.TimeEstimate;
import org.convolex.linalg.Workers;

/**
 * What {@code train --estimate-only} says of a convexified network.
 *
 * @param images to train on, in words
 * @param memory planned
 * @param budget in bytes
 * @param time estimated
 */
record CcnnEstimate(String images, MemoryPlan memory, long budget, TimeEstimate time) {

    static CcnnEstimate of(TrainingImages images, CcnnSettings settings, MemoryPlan plan, Workers workers) {
        return new CcnnEstimate(
                images.training().toString(),
                plan,
                settings.memoryBytes(),
                TimeEstimate.of(images.training(), settings, plan, workers));
    }

    Fields fields() {
        MemoryPlan.Layer peak = memory.peak();
        return new Fields()
                .add("data", images)
                .add("images", Texts.mebibytes(peak.imageBytes()))
                .add("features", Texts.mebibytes(peak.featureBytes()) + ", " + storage(peak))
                .add("work", Texts.mebibytes(peak.workBytes()))
                .add(
                        "memory",
                        Texts.mebibytes(peak.totalBytes()) + " in all, of " + Texts.mebibytes(budget)
                                + " that may be used")
                .add("time", "about " + Texts.seconds(time.seconds()) + ", give or take a factor of two")
                .add("basis", time.basis());
    }

    private static String storage(MemoryPlan.Layer layer) {
        return switch (layer.restricted()) {
            case SINGLE -> "held in single precision";
            case SIXTEEN_BITS -> "held at 16 bits";
            case RECOMPUTED -> "computed again at every pass (slow: more --memory would hold them)";
        };
    }
}
