package org.convolex.ccnn;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;

/**
 * How much an image of each class counts in training. Only proportions matter. Immutable.
 *
 * @param kind how they are found
 * @param given one a class, for {@link Kind#GIVEN}; else empty
 */
public record ClassWeights(Kind kind, List<Double> given) {
    /** Every image counts alike. */
    public static final ClassWeights NONE = new ClassWeights(Kind.NONE, List.of());

    /** Every class counts alike: an image counts n / (classes x images of its class). */
    public static final ClassWeights BALANCED = new ClassWeights(Kind.BALANCED, List.of());

    /** How weights are found. */
    public enum Kind {
        /** All are 1. */
        NONE,
        /** From the number of images of each class. */
        BALANCED,
        /** As given. */
        GIVEN
    }

    /**
     * @throws InvalidInputException if a weight is not finite and at least 0, or all are 0
     */
    public ClassWeights {
        given = List.copyOf(given);
        if ((kind == Kind.GIVEN) == given.isEmpty()) {
            throw new InvalidInputException("class weights: " + kind + " with " + given.size() + " numbers");
        }
        for (int k = 0; k < given.size(); k++) {
            double weight = given.get(k);
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new InvalidInputException(
                        "class weights: the weight of class " + k + " must be finite and >= 0, got " + weight);
            }
        }
        if (kind == Kind.GIVEN && Collections.max(given) == 0) {
            throw new InvalidInputException("class weights: all " + given.size() + " are 0");
        }
    }

    /** These weights, one a class in the order of class names. */
    public static ClassWeights of(double... weights) {
        return new ClassWeights(Kind.GIVEN, Arrays.stream(weights).boxed().collect(Collectors.toList()));
    }

    /**
     * The factor of each class; empty where all are 1. Classes without images have factor 0 where balanced.
     *
     * @throws InvalidInputException if the number of given weights is not that of classes, or there are none
     */
    double[] resolve(Dataset training) {
        if (kind != Kind.NONE && !training.labelled()) {
            throw new InvalidInputException("class weights: the images have real targets, no classes to weigh");
        }
        int classes = training.classes();
        return switch (kind) {
            case NONE -> new double[0];
            case BALANCED -> balanced(training.labels(), classes);
            case GIVEN -> {
                if (given.size() != classes) {
                    throw new InvalidInputException(
                            "class weights: " + given.size() + " given, but the data has " + classes + " classes");
                }
                yield given.stream().mapToDouble(Double::doubleValue).toArray();
            }
        };
    }

    private static double[] balanced(int[] labels, int classes) {
        double[] weights = new double[classes];
        for (int label : labels) {
            weights[label]++;
        }
        for (int k = 0; k < classes; k++) {
            weights[k] = weights[k] == 0 ? 0 : labels.length / (classes * weights[k]);
        }
        return weights;
    }

    /** As the command line takes it: {@code none}, {@code balanced} or numbers separated by commas. */
    @Override
    public String toString() {
        return switch (kind) {
            case NONE -> "none";
            case BALANCED -> "balanced";
            case GIVEN -> given.stream().map(String::valueOf).collect(Collectors.joining(","));
        };
    }
}
