package org.convolex.bench.table1;

import java.util.Locale;
import java.util.Map;
import org.convolex.Evaluation;
import org.convolex.Phase;
import org.convolex.TrainingListener;
import org.convolex.bench.Stopwatch;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ConvexifiedCnnTrainer;
import org.convolex.ccnn.TrainedCnn;

/**
 * A convexified network of this library; it chooses gamma and R itself.
 *
 * @param name in the table
 * @param settings with everything open that is to be chosen
 */
record ConvexifiedNetwork(String name, CcnnSettings settings) implements Method {

    @Override
    public Outcome run(Task task) {
        Stopwatch stopwatch = new Stopwatch();
        TrainedCnn trained = new ConvexifiedCnnTrainer(settings)
                .train(task.train(), task.valid(), name, TrainingListener.NONE, task.workers());
        double processorSeconds = stopwatch.processorSeconds();
        Map<Phase, Double> seconds = trained.seconds();
        double total =
                seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        return new Outcome(
                trained.validError(),
                Evaluation.of(trained.model(), task.test(), task.workers()).error(),
                total - seconds.getOrDefault(Phase.CHOOSE, 0.0),
                total,
                processorSeconds,
                String.format(
                        Locale.ROOT,
                        "%s; relative gap %.1e, %s",
                        trained.model().provenance().settings(),
                        trained.model().certificate().relativeGap(),
                        trained.status()));
    }
}
