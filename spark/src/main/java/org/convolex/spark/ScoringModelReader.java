package org.convolex.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.convolex.data.InvalidInputException;
import org.convolex.model.ModelFile;
import scala.Option;

/** Reads what {@link ScoringModelWriter} wrote. */
final class ScoringModelReader<M extends ScoringModel<M>> extends MLReader<M> {
    private final Class<M> type;
    private final BiFunction<String, byte[], M> maker;

    /** @param maker of uid and the bytes of the model file */
    ScoringModelReader(Class<M> type, BiFunction<String, byte[], M> maker) {
        this.type = type;
        this.maker = maker;
    }

    @Override
    public M load(String path) {
        DefaultParamsReader.Metadata metadata = DefaultParamsReader.loadMetadata(path, sparkSession(), type.getName());
        M model = maker.apply(metadata.uid(), bytes(new Path(path, ScoringModelWriter.FILE)));
        metadata.getAndSetParams(model, Option.empty());
        return model;
    }

    private byte[] bytes(Path file) {
        try {
            FileSystem files = file.getFileSystem(sparkSession().sparkContext().hadoopConfiguration());
            try (InputStream in = files.open(file)) {
                byte[] bytes = in.readAllBytes();
                ModelFile.decode(bytes);
                return bytes;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read", e);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + ": " + e.getMessage(), e);
        }
    }
}
