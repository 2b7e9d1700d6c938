package org.convolex.ccnn;

import org.convolex.data.DataSources;
import org.convolex.data.DataSplit;
import org.convolex.data.Dataset;

/** The embedded digits, and settings that train on some of them in a second. */
final class Digits {
    private static final DataSplit SPLIT = DataSources.open("digits");

    private Digits() {}

    static Dataset train(int images) {
        return SPLIT.train().load(images);
    }

    static Dataset test() {
        return SPLIT.test().orElseThrow().load();
    }

    /** Few features; gamma and R are still chosen. */
    static CcnnSettings.Builder small() {
        return CcnnSettings.builder().features(32).directions(16).gap(1e-2).memoryBytes(2L << 30);
    }

    /** Nothing to choose: a single solve. */
    static CcnnSettings.Builder fixed() {
        return small().gamma(0.2).radius(20);
    }
}
