package org.convolex.spark;

import org.apache.spark.ml.util.MLReader;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.certify.Certificate;
import org.convolex.model.ModelFile;

/** What {@link ConvexifiedCnnClassifier} trains: it scores, and holds its certificate. */
public final class ConvexifiedCnnClassificationModel extends ScoringModel<ConvexifiedCnnClassificationModel> {
    private static final long serialVersionUID = 1L;

    private ConvexifiedCnnClassificationModel(String uid, byte[] file) {
        super(uid, file);
    }

    static ConvexifiedCnnClassificationModel of(String uid, ConvexifiedCnn network) {
        return new ConvexifiedCnnClassificationModel(uid, ModelFile.encode(network));
    }

    /** A reader of what {@link #write} wrote; Spark finds it by its name. */
    public static MLReader<ConvexifiedCnnClassificationModel> read() {
        return new ScoringModelReader<>(
                ConvexifiedCnnClassificationModel.class, ConvexifiedCnnClassificationModel::new);
    }

    /** Reads what {@link #save} wrote. */
    public static ConvexifiedCnnClassificationModel load(String path) {
        return read().load(path);
    }

    @Override
    ConvexifiedCnnClassificationModel renamed(String newUid) {
        return new ConvexifiedCnnClassificationModel(newUid, file());
    }

    @Override
    public ConvexifiedCnn network() {
        return (ConvexifiedCnn) super.network();
    }

    /** How far the layer that predicts can be from the best. */
    public Certificate certificate() {
        return network().certificate();
    }

    /** Number of classes. */
    public int numClasses() {
        return network().outputs().count();
    }
}
