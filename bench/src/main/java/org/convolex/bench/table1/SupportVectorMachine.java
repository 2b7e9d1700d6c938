package org.convolex.bench.table1;

import java.util.Locale;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;
import org.convolex.bench.Stopwatch;
import org.convolex.data.Dataset;

/**
 * A support vector machine with the Gaussian kernel on pixels scaled to 0..1, one against one, by LIBSVM. C and gamma are chosen on a
 * part of the training images, and the machine is then trained on all.
 */
final class SupportVectorMachine implements Method {
    private static final int TUNING_IMAGES = 2_500;
    private static final double CACHE_MEBIBYTES = 300;

    @Override
    public String name() {
        return "SVM rbf";
    }

    @Override
    public Outcome run(Task task) {
        svm.svm_set_print_string_function(text -> {});
        Stopwatch tuning = new Stopwatch();
        svm_parameter best = choose(task.withTrain(TUNING_IMAGES));
        Stopwatch training = new Stopwatch();
        svm_model model = train(task.train(), best);
        double secondsFinal = training.seconds();
        double secondsTuned = tuning.seconds();
        double processorSeconds = tuning.processorSeconds();
        SupportVectorPredictor predictor =
                new SupportVectorPredictor(model, task.train().shape().size());
        return new Outcome(
                predictor.error(task.valid(), task.workers()),
                predictor.error(task.test(), task.workers()),
                secondsFinal,
                secondsTuned,
                processorSeconds,
                String.format(Locale.ROOT, "C %.3g, gamma %.3g; %d support vectors", best.C, best.gamma, model.l));
    }

    private static svm_parameter choose(Task task) {
        double[] costs = task.effort().settings(2, 10);
        double[] gammas = task.effort().settings(0.003, 0.01, 0.03, 0.1);
        svm_parameter[] grid = new svm_parameter[costs.length * gammas.length];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = parameter(costs[i / gammas.length], gammas[i % gammas.length]);
        }
        svm_model[] models = new svm_model[grid.length];
        task.workers().forEach(grid.length, i -> models[i] = train(task.train(), grid[i]));
        int best = 0;
        double bestError = Double.POSITIVE_INFINITY;
        for (int i = 0; i < grid.length; i++) {
            double error = new SupportVectorPredictor(
                            models[i], task.train().shape().size())
                    .error(task.valid(), task.workers());
            if (error < bestError) {
                best = i;
                bestError = error;
            }
        }
        return grid[best];
    }

    static svm_parameter parameter(double cost, double gamma) {
        svm_parameter parameter = new svm_parameter();
        parameter.svm_type = svm_parameter.C_SVC;
        parameter.kernel_type = svm_parameter.RBF;
        parameter.C = cost;
        parameter.gamma = gamma;
        parameter.eps = 1e-3;
        parameter.cache_size = CACHE_MEBIBYTES;
        parameter.shrinking = 1;
        parameter.weight_label = new int[0];
        parameter.weight = new double[0];
        return parameter;
    }

    static svm_model train(Dataset images, svm_parameter parameter) {
        svm_problem problem = new svm_problem();
        problem.l = images.size();
        problem.x = new svm_node[images.size()][];
        problem.y = new double[images.size()];
        for (int i = 0; i < images.size(); i++) {
            problem.x[i] = nodes(images.image(i));
            problem.y[i] = images.label(i);
        }
        return svm.svm_train(problem, parameter);
    }

    /** The pixels that are not black, as LIBSVM wants them: numbered from 1. */
    static svm_node[] nodes(float[] pixels) {
        int count = 0;
        for (float pixel : pixels) {
            count += pixel == 0 ? 0 : 1;
        }
        svm_node[] nodes = new svm_node[count];
        int next = 0;
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i] != 0) {
                svm_node node = new svm_node();
                node.index = i + 1;
                node.value = pixels[i] / SupportVectorPredictor.WHITE;
                nodes[next++] = node;
            }
        }
        return nodes;
    }
}
