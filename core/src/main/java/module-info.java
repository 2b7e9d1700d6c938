/**
 * Convolutional networks trained by convex optimization, each with a certificate of how far it can be from the best.
 *
 * <p>{@code jdk.incubator.vector} is an incubator module: launch with {@code --add-modules jdk.incubator.vector} and kernels use
 * vector instructions; without it their plain twins run. {@code com.microsoft.onnxruntime} is needed to probe exported models
 * only.
 */
module org.convolex {
    requires java.desktop;
    requires ojalgo;
    requires static com.microsoft.onnxruntime;
    requires static jdk.incubator.vector;
    requires static transitive org.jspecify;

    uses org.convolex.optim.Loss;

    exports org.convolex;
    exports org.convolex.ccnn;
    exports org.convolex.certify;
    exports org.convolex.convotron;
    exports org.convolex.data;
    exports org.convolex.exact;
    exports org.convolex.kernel;
    exports org.convolex.linalg;
    exports org.convolex.model;
    exports org.convolex.network;
    exports org.convolex.onnx;
    exports org.convolex.optim;
    exports org.convolex.patch;
    exports org.convolex.relaxation;
}
