package org.convolex.data;

import java.util.Optional;

/**
 * What a name of data stands for: the images to train on and, where the layout has them, those to test on.
 *
 * <p>The two may differ in which classes occur; {@link Dataset#withClassNames} makes the test set agree.
 *
 * @param train the training set, or the only set there is
 * @param test the test set, of the same shape
 */
public record DataSplit(DataSource train, Optional<DataSource> test) {

    /** @throws InvalidInputException if the two sets have images of different shapes */
    public DataSplit {
        if (test.isPresent() && !test.get().shape().equals(train.shape())) {
            throw new InvalidInputException(test.get().name() + ": images of "
                    + test.get().shape() + ", but " + train.name() + " has images of " + train.shape());
        }
    }

    static DataSplit of(DataSource train) {
        return new DataSplit(train, Optional.empty());
    }
}
