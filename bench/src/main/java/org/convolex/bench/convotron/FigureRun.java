package org.convolex.bench.convotron;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.convolex.bench.Stopwatch;
import org.convolex.convotron.ConvotronListener;
import org.convolex.convotron.ConvotronSettings;
import org.convolex.convotron.ConvotronTrainer;
import org.convolex.convotron.OverlappingNetwork;
import org.convolex.convotron.TrainedConvotron;

/**
 * One training of one setting.
 *
 * @param refined whether by batches with rounds of refinement, or by the plain algorithm
 * @param angles of stage 1 against samples
 * @param errors of stage 2 against samples
 * @param rounds errors after stage 2 (round 0) and each round of refinement
 * @param trained what came of it
 * @param seconds of processor time, measuring angles and errors of stages 1 and 2 included
 */
record FigureRun(
        Setting setting,
        long seed,
        boolean refined,
        List<Point> angles,
        List<Point> errors,
        List<Point> rounds,
        TrainedConvotron trained,
        double seconds) {
    private static final int POINTS = 40;
    private static final long STREAM_SEED = 1_000;
    private static final long TEST_SEED = 2_000;

    /** Trains, and measures about 40 times a stage. */
    static FigureRun of(Setting setting, long seed, boolean refined, int testSamples) {
        OverlappingNetwork planted = setting.planted(seed);
        Comparison comparison = new Comparison(planted, setting.stream(planted, TEST_SEED + seed), testSamples);
        List<Point> angles = new ArrayList<>();
        List<Point> errors = new ArrayList<>();
        SortedMap<Integer, List<OverlappingNetwork>> ends = new TreeMap<>();
        ConvotronListener listener = new ConvotronListener() {
            @Override
            public void first(long samples, double[] weights) {
                if (due(angles, samples, setting.first())) {
                    angles.add(new Point((double) samples, comparison.angle(weights)));
                }
            }

            @Override
            public void second(int round, long samples, List<OverlappingNetwork> networks) {
                if (round == 0 && due(errors, samples, setting.second())) {
                    errors.add(new Point((double) samples, comparison.error(networks)));
                }
                ends.put(round, networks); // the last report of a round takes the place of those before
            }
        };
        ConvotronSettings settings = (refined ? setting.refined() : setting.plain()).withSeed(seed);
        Stopwatch watch = new Stopwatch();
        TrainedConvotron trained =
                new ConvotronTrainer(settings).train(setting.stream(planted, STREAM_SEED + seed), listener);
        double seconds = watch.processorSeconds();
        List<Point> rounds = new ArrayList<>();
        ends.forEach((round, networks) -> rounds.add(new Point((double) round, comparison.error(networks))));
        return new FigureRun(setting, seed, refined, angles, errors, rounds, trained, seconds);
    }

    private static boolean due(List<Point> points, long samples, int all) {
        return points.isEmpty() || samples >= points.get(points.size() - 1).samples() + (double) all / POINTS;
    }

    /** Of the angles or errors: the last at or before so many samples, or the first. */
    static double at(List<Point> points, double samples) {
        double value = points.get(0).value();
        for (Point point : points) {
            if (point.samples() <= samples) {
                value = point.value();
            }
        }
        return value;
    }
}
