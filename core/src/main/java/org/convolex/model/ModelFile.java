package org.convolex.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.convolex.ClassOutputs;
import org.convolex.Model;
import org.convolex.Outputs;
import org.convolex.Provenance;
import org.convolex.RealOutputs;
import org.convolex.ccnn.CcnnLayer;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.FeaturePipeline;
import org.convolex.ccnn.Weighting;
import org.convolex.certify.Certificate;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RandomShifts;

/**
 * Models as files. Every number is stored in its own type, so that a model read back gives the same bits in every score,
 * and its certificate verifies as before. The same model gives the same bytes.
 *
 * <p>{@link FileLayout} has the map of the bytes; {@link HeadSection}, {@link StandardizationSection}, {@link NetworkSection}, {@link WeightingSection}, {@link ShiftsSection},
 * {@link PipelineSection}, {@link WeightsSection}, {@link CertificateSection} and {@link ProvenanceSection} have those of the sections. Stateless.
 */
public final class ModelFile {
    /** A method of its own for files: releases that know no real outputs would take them for scores of classes. */
    private static final String REGRESSION = ConvexifiedCnn.METHOD + "-regression";

    private static final String HEAD = "model";
    private static final String STANDARDIZATION = "standardization";
    private static final String NETWORK = "network";
    private static final String WEIGHTING = "weighting";
    private static final String SHIFTS = "shifts";
    private static final String PIPELINE = "pipeline.";
    private static final String WEIGHTS = "weights.";
    private static final String CERTIFICATE = "certificate.";
    private static final String PROVENANCE = "provenance";

    private ModelFile() {}

    /**
     * Writes a model. The file appears complete or not at all: what was there before stays until then, and after a
     * failure.
     *
     * @throws InvalidInputException if the file cannot be written, or the model holds numbers that {@link #read} refuses;
     *     the message names the path and the reason
     * @throws IllegalArgumentException if the model is of a method that has no file format
     */
    public static void write(Model model, Path path) {
        Sections sections = sectionsOf(model);
        try {
            modelOf(sections);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    path + ": not written, for it could not be read again: " + e.getMessage(), e);
        }
        WholeFile.replace(path, FileLayout.encode(sections));
    }

    /**
     * Reads a model.
     *
     * @throws InvalidInputException if there is no such file, it is no model file, it is damaged, or a later release wrote
     *     it in a format that this one does not know; the message names the path and the reason
     */
    public static Model read(Path path) {
        WholeFile.requireFile(path);
        try (InputStream in = Files.newInputStream(path)) {
            return modelOf(FileLayout.decode(in, Files.size(path)));
        } catch (IOException e) {
            throw WholeFile.failure(path, "cannot be read", e);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(path + ": " + e.getMessage(), e);
        }
    }

    private static Sections sectionsOf(Model model) {
        if (!(model instanceof ConvexifiedCnn cnn)) {
            throw new IllegalArgumentException("models of method '" + model.method() + "' cannot be saved");
        }
        Sections sections = new Sections();
        if (cnn.outputs() instanceof RealOutputs real) {
            sections.write(HEAD, out -> HeadSection.of(REGRESSION, model).write(out));
            sections.write(STANDARDIZATION, out -> StandardizationSection.write(real, out));
        } else {
            sections.write(
                    HEAD, out -> HeadSection.of(ConvexifiedCnn.METHOD, model).write(out));
        }
        sections.write(NETWORK, out -> NetworkSection.of(cnn).write(out));
        if (!cnn.weighting().none()) {
            sections.write(WEIGHTING, out -> WeightingSection.write(cnn.weighting(), out));
        }
        if (!cnn.shifts().none()) {
            sections.write(SHIFTS, out -> ShiftsSection.write(cnn.shifts(), out));
        }
        for (int number = 1; number <= cnn.layers().size(); number++) {
            CcnnLayer layer = cnn.layers().get(number - 1);
            sections.write(PIPELINE + number, out -> PipelineSection.write(layer.pipeline(), out));
            sections.write(
                    WEIGHTS + number,
                    out -> WeightsSection.write(layer, cnn.outputs().count(), out));
            sections.write(CERTIFICATE + number, out -> CertificateSection.write(layer.certificate(), out));
        }
        sections.write(PROVENANCE, out -> ProvenanceSection.write(model.provenance(), out));
        return sections;
    }

    private static Model modelOf(Sections sections) {
        HeadSection head = sections.read(HEAD, HeadSection::read);
        Outputs outputs = switch (head.method()) {
            case ConvexifiedCnn.METHOD -> new ClassOutputs(head.names());
            case REGRESSION -> sections.read(STANDARDIZATION, in -> StandardizationSection.read(in, head.names()));
            default ->
                throw new InvalidInputException("a model of method '" + head.method() + "', but this release ("
                        + Provenance.libraryVersion() + ") reads only '" + ConvexifiedCnn.METHOD + "' and '"
                        + REGRESSION + "'");
        };
        Provenance provenance = sections.read(PROVENANCE, ProvenanceSection::read);
        NetworkSection network = sections.read(NETWORK, NetworkSection::read);
        int classes = outputs instanceof ClassOutputs ? outputs.count() : 0;
        Weighting weighting = sections.has(WEIGHTING)
                ? sections.read(WEIGHTING, in -> WeightingSection.read(in, classes, provenance.samples()))
                : Weighting.NONE;
        RandomShifts shifts = sections.has(SHIFTS) ? sections.read(SHIFTS, ShiftsSection::read) : RandomShifts.NONE;
        return new ConvexifiedCnn(
                layersOf(sections, head, network.layers()), network.loss(), weighting, shifts, outputs, provenance);
    }

    private static List<CcnnLayer> layersOf(Sections sections, HeadSection head, int count) {
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
