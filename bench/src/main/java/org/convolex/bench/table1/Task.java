package org.convolex.bench.table1;

import java.util.Optional;
import org.convolex.data.DataSource;
import org.convolex.data.DataSources;
import org.convolex.data.DataSplit;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;

/**
 * What a method is given: a column of the table.
 *
 * @param train labelled images to learn from
 * @param valid labelled images to choose settings on
 * @param test labelled images, for the error alone
 * @param effort how many settings to try
 * @param workers threads to compute on
 */
record Task(Dataset train, Dataset valid, Dataset test, Effort effort, Workers workers) {

    /**
     * The images of a folder that {@code convolex data variations} made.
     *
     * @throws InvalidInputException if one of the three parts is missing
     */
    static Task load(String folder, Effort effort, Workers workers) {
        DataSplit split = DataSources.open(folder);
        Dataset train = split.train().load(effort.train());
        return new Task(
                train,
                like(train, part(folder, "validation", split.validation()), effort.valid()),
                like(train, part(folder, "test", split.test()), effort.test()),
                effort,
                workers);
    }

    private static DataSource part(String folder, String name, Optional<DataSource> source) {
        return source.orElseThrow(() -> new InvalidInputException(
                folder + ": no " + name + " images in this folder; make it with convolex data variations"));
    }

    private static Dataset like(Dataset train, DataSource source, int limit) {
        return source.load(limit).withClassNames(train.classNames());
    }

    /** The same images with fewer to learn from. */
    Task withTrain(int limit) {
        return new Task(train.head(Math.min(limit, train.size())), valid, test, effort, workers);
    }
}
