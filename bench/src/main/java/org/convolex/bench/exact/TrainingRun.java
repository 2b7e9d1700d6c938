package org.convolex.bench.exact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.convolex.Phase;
import org.convolex.TrainingListener;
import org.convolex.bench.Stopwatch;
import org.convolex.certify.Certificate;
import org.convolex.exact.ExactNetwork;
import org.convolex.optim.Progress;

/**
 * What exact training and back-propagation made of one task.
 *
 * @param task images and beta
 * @param network the exact one
 * @param seconds of processor time of the exact training, with its certificate
 * @param certifySeconds of these, for the certificate
 * @param curve such seconds and lowest objectives so far, of the exact training
 * @param trainError of the exact network
 * @param testError of the exact network
 * @param others runs of back-propagation
 * @param otherTestErrors of their networks, in the same order
 * @param width neurons of back-propagation
 */
record TrainingRun(
        TrainingTask task,
        ExactNetwork network,
        double seconds,
        double certifySeconds,
        List<double[]> curve,
        double trainError,
        double testError,
        List<BackPropagation.Run> others,
        Map<BackPropagation.Run, Double> otherTestErrors,
        int width) {

    Certificate certificate() {
        return network.certificate();
    }

    /** Those of one method, the lowest objective first. */
    List<BackPropagation.Run> of(BackPropagation.Method method) {
        return others.stream()
                .filter(run -> run.method() == method)
                .sorted(Comparator.comparingDouble(BackPropagation.Run::objective))
                .toList();
    }

    /** Hears an exact training's lowest objective so far. */
    static final class Curve implements TrainingListener {
        private final List<double[]> points = new ArrayList<>();
        private final Stopwatch watch = new Stopwatch();
        private final Consumer<String> log;
        private double certifyStart;

        Curve(Consumer<String> log) {
            this.log = log;
        }

        @Override
        public boolean onProgress(Progress progress) {
            if (points.isEmpty() || progress.objective() < points.get(points.size() - 1)[1]) {
                points.add(new double[] {watch.processorSeconds(), progress.objective()});
            }
            return true;
        }

        @Override
        public void onPhase(Phase phase) {
            if (phase == Phase.CERTIFY) {
                certifyStart = watch.processorSeconds();
            }
        }

        @Override
        public void onNote(String line) {
            log.accept(line);
        }

        /** Of processor time, since the training began. */
        double seconds() {
            return watch.processorSeconds();
        }

        /** Of these, when the certificate began. */
        double certifyStart() {
            return certifyStart;
        }

        List<double[]> points() {
            return List.copyOf(points);
        }
    }
}
