package org.convolex.cli;

import java.util.concurrent.Callable;
import org.convolex.Model;
import org.convolex.RealOutputs;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.convolex.onnx.Deviation;
import org.convolex.onnx.OnnxModel;
import org.convolex.onnx.OnnxProbe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code convolex export}. */
@Command(
        name = "export",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Write a model as an ONNX file: the whole way from raw pixels to scores, with its certificate.",
            "With --probe, run it beside the model and say how far their scores are apart."
        })
final class ExportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ModelArgument model = new ModelArgument();

    @Option(names = "--onnx", paramLabel = "F.onnx", required = true, description = "where the ONNX file goes")
    private String onnx = "";

    @Option(
            names = "--opset",
            paramLabel = "N",
            description = "the operator set that the file asks of its runtime (default: ${DEFAULT-VALUE})")
    private int operatorSet = OnnxModel.OPERATOR_SET;

    @Option(
            names = "--probe",
            paramLabel = "DATA",
            description = "run the file in onnxruntime on these images, labelled or not: " + TableOptions.DATA)
    private @Nullable String probe;

    @Mixin
    private SplitOption split = new SplitOption();

    @Mixin
    private TableOptions table = new TableOptions();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OutputFile file = OutputFile.checked("--onnx", onnx);
        if (file.sameAs(model.path())) {
            throw new InvalidInputException("--onnx " + onnx + ": is the model");
        }
        Model trained = model.read();
        OnnxModel exported = OnnxModel.of(trained, operatorSet);
        Fields fields = new Fields().add("model", model.file() + ", method " + trained.method());
        addInterface(fields, trained);
        if (probe != null) {
            exported = probed(exported, trained, probe, fields);
        }
        file.write(exported.toBytes());
        fields.add("file", file.describe() + ", opset " + operatorSet + ", " + exported.nodes() + " nodes")
                .print(console.out());
        return ExitCode.DONE;
    }

    private static void addInterface(Fields fields, Model trained) {
        String count = "[N, " + trained.outputs().count() + "]";
        fields.add(
                        "input",
                        "pixels, float32 [N, " + trained.imageShape().toString().replace(" x ", ", ") + "]")
                .add(
                        "outputs",
                        "scores, float32 " + count + "; "
                                + (trained.outputs() instanceof RealOutputs
                                        ? "prediction, float64 " + count
                                        : "label, int64 [N]"));
    }

    /** The same file that says how far it is off, which is shown, too. */
    private OnnxModel probed(OnnxModel exported, Model trained, String data, Fields fields) {
        SplitOption.Part part = split.of(data, table.openFor(trained, data));
        ModelInput.requireShape(trained, model.file(), part.source());
        Dataset images = part.source().load();
        Deviation deviation;
        try (Workers workers = threads.workers()) {
            deviation = OnnxProbe.of(exported, trained, images, workers);
        }
        String name = data + ", " + part.words();
        fields.add("probe", deviation.images() + " images (" + name + ") in " + deviation.runtime())
                .add(
                        "deviation",
                        "at most " + Texts.number(deviation.largest()) + ", " + Texts.number(deviation.relative())
                                + " of the largest score");
        deviation.flips().ifPresent(flips -> fields.add("labels", flips + " of " + deviation.images() + " are others"));
        return exported.withProbe(name, deviation);
    }
}
