package org.convolex;

import java.util.List;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;

/**
 * How a model of classes does on labelled images; {@link RegressionEvaluation} is for real targets. Immutable by convention:
 * the matrix is not copied.
 *
 * @param classNames of the model
 * @param confusion {@code confusion[actual][predicted]}, in images
 */
public record Evaluation(List<String> classNames, int[][] confusion) {

    /**
     * Scores all images and counts.
     *
     * @throws InvalidInputException if the images have another shape, or a class the model lacks,
     *     or model or images are not of classes
     */
    public static Evaluation of(Model model, Dataset images, Workers workers) {
        if (!(model.outputs() instanceof ClassOutputs outputs)) {
            throw new InvalidInputException("the model predicts real numbers, no classes");
        }
        Dataset labelled = outputs.encode(images); // before the long work
        return of(outputs.names(), labelled.labels(), model.scores(labelled, workers));
    }

    /**
     * Counts what is scored already.
     *
     * @param outputs of the model
     * @param scores of the images, row-major, images x classes
     * @throws InvalidInputException if the images have a class the model lacks
     */
    public static Evaluation of(ClassOutputs outputs, Dataset images, float[] scores) {
        return of(outputs.names(), outputs.encode(images).labels(), scores);
    }

    private static Evaluation of(List<String> classNames, int[] labels, float[] scores) {
        int classes = classNames.size();
        int[] predicted = classesOf(scores, classes);
        int[][] confusion = new int[classes][classes];
        for (int i = 0; i < predicted.length; i++) {
            confusion[labels[i]][predicted[i]]++;
        }
        return new Evaluation(classNames, confusion);
    }

    /** The class of the largest score of each row; the first of several. */
    public static int[] classesOf(float[] scores, int classes) {
        int[] predicted = new int[scores.length / classes];
        for (int i = 0; i < predicted.length; i++) {
            int best = 0;
            for (int k = 1; k < classes; k++) {
                if (scores[i * classes + k] > scores[i * classes + best]) {
                    best = k;
                }
            }
            predicted[i] = best;
        }
        return predicted;
    }

    /** Images in all. */
    public int images() {
        int sum = 0;
        for (int k = 0; k < confusion.length; k++) {
            sum += actual(k);
        }
        return sum;
    }

    /** Images of the wrong class predicted. */
    public int mistakes() {
        int right = 0;
        for (int k = 0; k < confusion.length; k++) {
            right += confusion[k][k];
        }
        return images() - right;
    }

    /** The share of mistakes, in 0..1. */
    public double error() {
        return (double) mistakes() / images();
    }

    /** Images of a class. */
    public int actual(int classIndex) {
        int sum = 0;
        for (int count : confusion[classIndex]) {
            sum += count;
        }
        return sum;
    }

    /** Images predicted to be of a class. */
    public int predicted(int classIndex) {
        int sum = 0;
        for (int[] row : confusion) {
            sum += row[classIndex];
        }
        return sum;
    }

    /** The share of a class's images that are recognized; NaN for a class without images. */
    public double recall(int classIndex) {
        return (double) confusion[classIndex][classIndex] / actual(classIndex);
    }

    /** The share of a class's predictions that are right; NaN for a class never predicted. */
    public double precision(int classIndex) {
        return (double) confusion[classIndex][classIndex] / predicted(classIndex);
    }
}
