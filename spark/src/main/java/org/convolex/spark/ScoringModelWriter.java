package org.convolex.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;

/** Writes a model's parameters as Spark ML does, and beside them the model file {@value #FILE}, which other tools read. */
final class ScoringModelWriter extends MLWriter {
    /** Its name in the model's folder. */
    static final String FILE = "model.cvx";

    private final ScoringModel<?> model;

    ScoringModelWriter(ScoringModel<?> model) {
        this.model = model;
    }

    @Override
    public void saveImpl(String path) {
        DefaultParamsWriter.saveMetadata(model, path, sparkSession());
        Path file = new Path(path, FILE);
        try {
            FileSystem files = file.getFileSystem(sparkSession().sparkContext().hadoopConfiguration());
            try (OutputStream out = files.create(file)) {
                out.write(model.file());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written", e);
        }
    }
}
