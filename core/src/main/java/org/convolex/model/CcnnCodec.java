package org.convolex.model;

import java.util.ArrayList;
import java.util.List;
import org.convolex.ClassOutputs;
import org.convolex.Outputs;
import org.convolex.Provenance;
import org.convolex.ccnn.CcnnLayer;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.FeaturePipeline;
import org.convolex.ccnn.Weighting;
import org.convolex.certify.Certificate;
import org.convolex.data.ImageShape;
import org.convolex.data.RandomShifts;

/**
 * Convexified networks: {@link NetworkSection}, {@link WeightingSection} and {@link ShiftsSection} if there are any, and for
 * each layer {@link PipelineSection}, {@link WeightsSection} and {@link CertificateSection}, with its number in their names.
 */
final class CcnnCodec implements ModelCodec<ConvexifiedCnn> {
    private static final String NETWORK = "network";
    private static final String WEIGHTING = "weighting";
    private static final String SHIFTS = "shifts";
    private static final String PIPELINE = "pipeline.";
    private static final String WEIGHTS = "weights.";
    private static final String CERTIFICATE = "certificate.";

    @Override
    public String method() {
        return ConvexifiedCnn.METHOD;
    }

    @Override
    public Class<ConvexifiedCnn> type() {
        return ConvexifiedCnn.class;
    }

    @Override
    public void write(ConvexifiedCnn model, Sections sections) {
        sections.write(NETWORK, out -> NetworkSection.of(model).write(out));
        if (!model.weighting().none()) {
            sections.write(WEIGHTING, out -> WeightingSection.write(model.weighting(), out));
        }
        if (!model.shifts().none()) {
            sections.write(SHIFTS, out -> ShiftsSection.write(model.shifts(), out));
        }
        int outputs = model.outputs().count();
        for (int number = 1; number <= model.layers().size(); number++) {
            CcnnLayer layer = model.layers().get(number - 1);
            sections.write(PIPELINE + number, out -> PipelineSection.write(layer.pipeline(), out));
            sections.write(WEIGHTS + number, out -> WeightsSection.write(layer, outputs, out));
            sections.write(CERTIFICATE + number, out -> CertificateSection.write(layer.certificate(), out));
        }
    }

    @Override
    public ConvexifiedCnn read(HeadSection head, Outputs outputs, Provenance provenance, Sections sections) {
        NetworkSection network = sections.read(NETWORK, NetworkSection::read);
        int classes = outputs instanceof ClassOutputs ? outputs.count() : 0;
        Weighting weighting = sections.has(WEIGHTING)
                ? sections.read(WEIGHTING, in -> WeightingSection.read(in, classes, provenance.samples()))
                : Weighting.NONE;
        RandomShifts shifts = sections.has(SHIFTS) ? sections.read(SHIFTS, ShiftsSection::read) : RandomShifts.NONE;
        return new ConvexifiedCnn(
                layers(head, network.layers(), sections), network.loss(), weighting, shifts, outputs, provenance);
    }

    private static List<CcnnLayer> layers(HeadSection head, int count, Sections sections) {
        List<CcnnLayer> layers = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            ImageShape input =
                    number == 1 ? head.imageShape() : layers.get(number - 2).outputShape();
            FeaturePipeline pipeline = sections.read(PIPELINE + number, in -> PipelineSection.read(in, input));
            Certificate certificate = sections.read(CERTIFICATE + number, CertificateSection::readBounded);
            layers.add(sections.read(
                    WEIGHTS + number, in -> WeightsSection.read(in, pipeline, head.outputs(), certificate)));
        }
        return layers;
    }
}
