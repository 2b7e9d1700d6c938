package org.convolex.spark;

import java.nio.file.Path;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.convolex.Model;
import org.convolex.model.ModelFile;

/** Scores with a model of any method, whoever trained it: {@code ConvolexModel.fromFile(Path.of("digits.cvx"))}. */
public final class ConvolexModel extends ScoringModel<ConvolexModel> {
    private static final long serialVersionUID = 1L;

    private ConvolexModel(String uid, byte[] file) {
        super(uid, file);
    }

    /** @throws IllegalArgumentException if the model is of a method that has no file format */
    public static ConvolexModel of(Model model) {
        return new ConvolexModel(Identifiable.randomUID("convolex"), ModelFile.encode(model));
    }

    /**
     * From a model file of this machine.
     *
     * @throws org.convolex.data.InvalidInputException if there is no such file, or it is no model file
     */
    public static ConvolexModel fromFile(Path path) {
        return of(ModelFile.read(path));
    }

    /** A reader of what {@link #write} wrote; Spark finds it by its name. */
    public static MLReader<ConvolexModel> read() {
        return new ScoringModelReader<>(ConvolexModel.class, ConvolexModel::new);
    }

    /** Reads what {@link #save} wrote. */
    public static ConvolexModel load(String path) {
        return read().load(path);
    }

    @Override
    ConvolexModel renamed(String newUid) {
        return new ConvolexModel(newUid, file());
    }

    /** See {@link #featuresCol}. */
    public ConvolexModel setFeaturesCol(String value) {
        set(featuresCol(), value);
        return this;
    }

    /** See {@link #predictionCol}. */
    public ConvolexModel setPredictionCol(String value) {
        set(predictionCol(), value);
        return this;
    }

    /** See {@link #rawPredictionCol}. */
    public ConvolexModel setRawPredictionCol(String value) {
        set(rawPredictionCol(), value);
        return this;
    }

    /** See {@link #probabilityCol}. */
    public ConvolexModel setProbabilityCol(String value) {
        set(probabilityCol(), value);
        return this;
    }
}
