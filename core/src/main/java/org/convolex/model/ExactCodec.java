package org.convolex.model;

import java.util.ArrayList;
import java.util.List;
import org.convolex.Outputs;
import org.convolex.Provenance;
import org.convolex.RealOutputs;
import org.convolex.certify.BoundEffort;
import org.convolex.certify.Certificate;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.exact.Architecture;
import org.convolex.exact.Convolution;
import org.convolex.exact.ExactNetwork;
import org.convolex.exact.ScoreCoding;
import org.convolex.network.Neuron;
import org.convolex.optim.ConjugateLoss;
import org.convolex.optim.Loss;
import org.convolex.optim.Losses;

/**
 * Networks trained by an exact convex program: three sections of their own, and {@link CertificateSection} with weight decay as
 * section "certificate".
 *
 * <p>Section "convolution": how the network sees an image.
 *
 * <pre>
 *   text        architecture
 *   float32     pixel scale, above 0
 *   int32 x 3   size, stride and padding of patches; all 0 where filters are circular
 *   int32       side of a block in patches; 0 but for relu-blocks
 * </pre>
 *
 * <p>Section "program": what it was trained for, but for beta, which is in the certificate.
 *
 * <pre>
 *   text        loss
 *   int32       boxes of filters that the certificate may bound, at least 1
 *   float64     tolerance of that bound, above 0
 * </pre>
 *
 * <p>Section "neurons", for filters of h numbers that give q numbers of an image, and a network of c scores: one for two
 * classes, else one for each output.
 *
 * <pre>
 *   int32 x 3       h, q and c
 *   int32           number of neurons, at least 0
 *   for each neuron
 *     float64 x h     filter
 *     float64 x q c   output weights, position by position
 * </pre>
 */
final class ExactCodec implements ModelCodec<ExactNetwork> {
    private static final String CONVOLUTION = "convolution";
    private static final String PROGRAM = "program";
    private static final String NEURONS = "neurons";
    private static final String CERTIFICATE = "certificate";

    private static final int LARGEST_SIDE = 1 << 24;

    /** What pools them takes memory for each, also where a file has not a single neuron. */
    private static final int MOST_PATCHES = 1 << 24;

    private record Program(String loss, BoundEffort effort) {}

    @Override
    public String method() {
        return ExactNetwork.METHOD;
    }

    @Override
    public Class<ExactNetwork> type() {
        return ExactNetwork.class;
    }

    @Override
    public void write(ExactNetwork model, Sections sections) {
        sections.write(CONVOLUTION, out -> write(model.convolution(), out));
        sections.write(PROGRAM, out -> {
            out.text(model.loss());
            out.int32(model.effort().boxes());
            out.doubles(model.effort().tolerance());
        });
        sections.write(NEURONS, out -> writeNeurons(model, out));
        sections.write(CERTIFICATE, out -> CertificateSection.write(model.certificate(), out));
    }

    private static void write(Convolution convolution, SectionWriter out) {
        out.text(convolution.architecture().label());
        out.floats(convolution.scale());
        out.int32(convolution.patch());
        out.int32(convolution.stride());
        out.int32(convolution.padding());
        out.int32(convolution.pool());
    }

    private static void writeNeurons(ExactNetwork model, SectionWriter out) {
        out.int32(model.convolution().dimension());
        out.int32(model.convolution().positions());
        out.int32(ScoreCoding.scores(model.outputs()));
        out.int32(model.neurons().size());
        for (Neuron neuron : model.neurons()) {
            out.doubles(neuron.filter());
            out.doubles(neuron.weights());
        }
    }

    @Override
    public ExactNetwork read(HeadSection head, Outputs outputs, Provenance provenance, Sections sections) {
        Convolution convolution = sections.read(CONVOLUTION, in -> readConvolution(in, head.imageShape(), outputs));
        Program program = sections.read(PROGRAM, in -> readProgram(in, outputs));
        Certificate certificate = sections.read(CERTIFICATE, CertificateSection::readDecayed);
        return sections.read(
                NEURONS,
                in -> new ExactNetwork(
                        convolution,
                        readNeurons(in, convolution, outputs),
                        program.loss(),
                        program.effort(),
                        outputs,
                        certificate,
                        provenance));
    }

    private static Convolution readConvolution(SectionReader in, ImageShape image, Outputs outputs) {
        Architecture architecture = Architecture.of(in.word("architecture"));
        if (architecture == Architecture.CIRCULAR_RELU && ScoreCoding.scores(outputs) != 1) {
            throw new InvalidInputException("architecture " + architecture.label() + " gives one score, but there are "
                    + outputs.count() + " outputs");
        }
        float scale = in.positiveFloat("pixel scale");
        if (architecture.circular()) {
            for (String what : List.of("patch size", "stride", "padding", "pool")) {
                in.expectInt32(what, 0);
            }
            return modest(new Convolution(architecture, image, scale, 0, 0, 0, 0));
        }
        int patch = side(in, "patch size", 1);
        int stride = side(in, "stride", 1);
        int padding = side(in, "padding", 0);
        int pool = 0;
        if (architecture == Architecture.RELU_BLOCKS) {
            pool = side(in, "pool", 1);
        } else {
            in.expectInt32("pool", 0);
        }
        return modest(new Convolution(architecture, image, scale, patch, stride, padding, pool));
    }

    private static int side(SectionReader in, String what, int least) {
        int value = in.int32(what, least);
        if (value > LARGEST_SIDE) {
            throw new InvalidInputException(what + " is " + value + ", which is more than " + LARGEST_SIDE);
        }
        return value;
    }

    /** Counts of patches and of their numbers are ints, and must not overflow for forged sizes. */
    private static Convolution modest(Convolution convolution) {
        ImageShape image = convolution.image();
        double width = image.width() + 2.0 * convolution.padding();
        double height = image.height() == 1 ? 1 : image.height() + 2.0 * convolution.padding();
        double area = image.height() == 1 ? convolution.patch() : (double) convolution.patch() * convolution.patch();
        boolean circular = convolution.architecture().circular();
        double patches = circular ? image.size() : columns(width, convolution) * columns(height, convolution);
        double numbers = patches * (circular ? image.size() : image.channels() * area);
        if (patches > MOST_PATCHES || numbers > Integer.MAX_VALUE) {
            throw new InvalidInputException(String.format(
                    "%.0f patches of %.0f numbers in one image are more than %d, or their numbers more than %d",
                    patches, numbers / patches, MOST_PATCHES, Integer.MAX_VALUE));
        }
        return convolution;
    }

    private static double columns(double length, Convolution convolution) {
        return length == 1 ? 1 : Math.floor((length - convolution.patch()) / convolution.stride()) + 1;
    }

    private static Program readProgram(SectionReader in, Outputs outputs) {
        Loss loss = Losses.byName(in.word("loss"));
        if (!(loss instanceof ConjugateLoss)) {
            throw new InvalidInputException("loss " + loss.name() + " has no known conjugate");
        }
        if (loss.needsClasses() && outputs instanceof RealOutputs) {
            throw new InvalidInputException("loss " + loss.name() + " is for classes, but the outputs are real");
        }
        int boxes = in.int32("boxes", 1);
        return new Program(loss.name(), new BoundEffort(in.positiveDouble("tolerance"), boxes));
    }

    private static List<Neuron> readNeurons(SectionReader in, Convolution convolution, Outputs outputs) {
        int dimension = convolution.dimension();
        int positions = convolution.positions();
        int scores = ScoreCoding.scores(outputs);
        in.expectInt32("length of a filter", dimension);
        in.expectInt32("number of positions", positions);
        in.expectInt32("number of scores", scores);
        long weights = (long) positions * scores;
        if (weights > Integer.MAX_VALUE) {
            throw new InvalidInputException(
                    positions + " positions x " + scores + " scores are more than " + Integer.MAX_VALUE);
        }
        int count = in.int32("number of neurons", 0);
        List<Neuron> neurons = new ArrayList<>();
        for (int j = 0; j < count; j++) {
            neurons.add(
                    new Neuron(in.doubles("filter " + j, dimension), in.doubles("weights of neuron " + j, weights)));
        }
        return neurons;
    }
}
