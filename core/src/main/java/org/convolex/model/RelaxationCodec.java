package org.convolex.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.convolex.Outputs;
import org.convolex.Provenance;
import org.convolex.certify.Certificate;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.network.Activation;
import org.convolex.relaxation.BlockLayout;
import org.convolex.relaxation.FilterSet;
import org.convolex.relaxation.Outcome;
import org.convolex.relaxation.SharedFilterNetwork;
import org.convolex.relaxation.TrialReport;

/**
 * Networks of one shared filter: three sections of their own, and {@link CertificateSection} with relaxed targets as section
 * "certificate".
 *
 * <p>Section "blocks": how the network sees an image.
 *
 * <pre>
 *   float32     pixel scale, above 0
 *   int32 x 2   height and width of a block, which divide those of the images
 *   text        activation
 * </pre>
 *
 * <p>Section "filter", for blocks of h numbers.
 *
 * <pre>
 *   text          constraint
 *   int32         h
 *   float64 x h   direction
 *   float64 x h   filter
 * </pre>
 *
 * <p>Section "trials".
 *
 * <pre>
 *   int32         number of trials, at least 1
 *   for each trial
 *     text        outcome
 *     float64     root of the mean squared training error
 *     float64     what is missing from the condition for solving the program
 *     float64     relative gap
 * </pre>
 */
final class RelaxationCodec implements ModelCodec<SharedFilterNetwork> {
    private static final String BLOCKS = "blocks";
    private static final String FILTER = "filter";
    private static final String TRIALS = "trials";
    private static final String CERTIFICATE = "certificate";

    private record Seen(BlockLayout layout, Activation activation) {}

    private record Found(FilterSet set, double[] direction, double[] filter) {}

    @Override
    public String method() {
        return SharedFilterNetwork.METHOD;
    }

    @Override
    public Class<SharedFilterNetwork> type() {
        return SharedFilterNetwork.class;
    }

    @Override
    public void write(SharedFilterNetwork model, Sections sections) {
        sections.write(BLOCKS, out -> {
            out.floats(model.layout().scale());
            out.int32s(model.layout().height(), model.layout().width());
            out.text(model.activation().label());
        });
        sections.write(FILTER, out -> {
            out.text(model.set().label());
            out.int32(model.filter().length);
            out.doubles(model.direction());
            out.doubles(model.filter());
        });
        sections.write(TRIALS, out -> {
            out.int32(model.trials().size());
            for (TrialReport trial : model.trials()) {
                out.text(trial.outcome().words());
                out.doubles(trial.rmse(), trial.missing(), trial.relativeGap());
            }
        });
        sections.write(CERTIFICATE, out -> CertificateSection.write(model.certificate(), out));
    }

    @Override
    public SharedFilterNetwork read(HeadSection head, Outputs outputs, Provenance provenance, Sections sections) {
        Seen seen = sections.read(BLOCKS, in -> readBlocks(in, head.imageShape()));
        List<TrialReport> trials = sections.read(TRIALS, RelaxationCodec::readTrials);
        Certificate certificate = sections.read(CERTIFICATE, CertificateSection::readRelaxed);
        return sections.read(FILTER, in -> {
            Found found = readFilter(in, seen.layout());
            return new SharedFilterNetwork(
                    seen.layout(),
                    seen.activation(),
                    found.set(),
                    found.direction(),
                    found.filter(),
                    trials,
                    outputs,
                    certificate,
                    provenance);
        });
    }

    private static Seen readBlocks(SectionReader in, ImageShape image) {
        float scale = in.positiveFloat("pixel scale");
        BlockLayout layout =
                new BlockLayout(image, scale, in.int32("height of a block", 1), in.int32("width of a block", 1));
        return new Seen(layout, Activation.of(in.word("activation")));
    }

    private static Found readFilter(SectionReader in, BlockLayout layout) {
        FilterSet set = FilterSet.of(in.text("constraint"));
        int dimension = layout.dimension();
        in.expectInt32("length of a filter", dimension);
        return new Found(set, in.doubles("direction", dimension), in.doubles("filter", dimension));
    }

    private static List<TrialReport> readTrials(SectionReader in) {
        int count = in.int32("number of trials", 1);
        List<TrialReport> trials = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            trials.add(new TrialReport(
                    outcome(in.word("outcome of trial " + t)),
                    in.anyDouble("error of trial " + t),
                    in.anyDouble("condition of trial " + t),
                    in.anyDouble("relative gap of trial " + t)));
        }
        return trials;
    }

    private static Outcome outcome(String words) {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.words().equals(words))
                .findAny()
                .orElseThrow(() -> new InvalidInputException("'" + words + "' is no outcome of a trial"));
    }
}
