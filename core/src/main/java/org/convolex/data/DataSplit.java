package org.convolex.data;

import java.util.Optional;

/**
 * What a name of data stands for: the images to train on and, where the layout has them, those to choose settings on and those
 * to test on.
 *
 * <p>They may differ in which classes occur; {@link Dataset#withClassNames} makes the other sets agree with the training set.
 *
 * @param train the training set, or the only set there is
 * @param validation the images to choose settings on, of the same shape
 * @param test the test set, of the same shape
 */
public record DataSplit(DataSource train, Optional<DataSource> validation, Optional<DataSource> test) {

    /** @throws InvalidInputException if the sets have images of different shapes */
    public DataSplit {
        validation.ifPresent(other -> requireSameShape(other, train));
        test.ifPresent(other -> requireSameShape(other, train));
    }

    /** A set to train on, and one to test on. */
    public DataSplit(DataSource train, Optional<DataSource> test) {
        this(train, Optional.empty(), test);
    }

    static DataSplit of(DataSource train) {
        return new DataSplit(train, Optional.empty());
    }

    private static void requireSameShape(DataSource other, DataSource train) {
        if (!other.shape().equals(train.shape())) {
            throw new InvalidInputException(other.name() + ": images of " + other.shape() + ", but " + train.name()
                    + " has images of " + train.shape());
        }
    }
}
