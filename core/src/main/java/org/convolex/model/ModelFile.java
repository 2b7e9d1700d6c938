package org.convolex.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.convolex.ClassOutputs;
import org.convolex.Model;
import org.convolex.Outputs;
import org.convolex.Provenance;
import org.convolex.RealOutputs;
import org.convolex.data.InvalidInputException;

/**
 * Models as files. Every number is stored in its own type, so that a model read back gives the same bits in every score,
 * and its certificate verifies as before. The same model gives the same bytes.
 *
 * <p>{@link FileLayout} has the map of the bytes. Every model has a {@link HeadSection}, one of real outputs a
 * {@link StandardizationSection}, and every one a {@link ProvenanceSection}; the sections between them are those of its
 * method, see {@link ModelCodec}. Stateless.
 */
public final class ModelFile {
    /** A method is added here. */
    private static final List<ModelCodec<?>> CODECS =
            List.of(new CcnnCodec(), new ExactCodec(), new RelaxationCodec(), new ConvotronCodec());

    /** Real outputs make a method of its own in files: releases that know none would take them for scores of classes. */
    private static final String REGRESSION = "-regression";

    private static final String HEAD = "model";
    private static final String STANDARDIZATION = "standardization";
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
        byte[] bytes;
        try {
            bytes = encode(model);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(path + ": not written, for " + e.getMessage(), e);
        }
        WholeFile.replace(path, bytes);
    }

    /**
     * A model as the bytes of its file.
     *
     * @throws InvalidInputException if the model holds numbers that {@link #decode} refuses
     * @throws IllegalArgumentException if the model is of a method that has no file format
     */
    public static byte[] encode(Model model) {
        Sections sections = CODECS.stream()
                .filter(codec -> codec.type().isInstance(model))
                .findAny()
                .map(codec -> sectionsOf(model, codec))
                .orElseThrow(() ->
                        new IllegalArgumentException("models of method '" + model.method() + "' cannot be saved"));
        try {
            modelOf(sections);
        } catch (InvalidInputException e) {
            throw new InvalidInputException("it could not be read again: " + e.getMessage(), e);
        }
        return FileLayout.encode(sections);
    }

    /**
     * A model from the bytes of its file.
     *
     * @throws InvalidInputException as {@link #read}, without a path in the message
     */
    public static Model decode(byte[] bytes) {
        try (InputStream in = new ByteArrayInputStream(bytes)) {
            return modelOf(FileLayout.decode(in, bytes.length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private static <M extends Model> Sections sectionsOf(Model model, ModelCodec<M> codec) {
        Sections sections = new Sections();
        if (model.outputs() instanceof RealOutputs real) {
            HeadSection head = HeadSection.of(codec.method() + REGRESSION, model);
            sections.write(HEAD, head::write);
            sections.write(STANDARDIZATION, out -> StandardizationSection.write(real, out));
        } else {
            HeadSection head = HeadSection.of(codec.method(), model);
            sections.write(HEAD, head::write);
        }
        codec.write(codec.type().cast(model), sections);
        sections.write(PROVENANCE, out -> ProvenanceSection.write(model.provenance(), out));
        return sections;
    }

    private static Model modelOf(Sections sections) {
        HeadSection head = sections.read(HEAD, HeadSection::read);
        for (ModelCodec<?> codec : CODECS) {
            if (head.method().equals(codec.method())) {
                return modelOf(codec, head, new ClassOutputs(head.names()), sections);
            }
            if (head.method().equals(codec.method() + REGRESSION)) {
                Outputs outputs = sections.read(STANDARDIZATION, in -> StandardizationSection.read(in, head.names()));
                return modelOf(codec, head, outputs, sections);
            }
        }
        throw new InvalidInputException("a model of method '" + head.method() + "', but this release ("
                + Provenance.libraryVersion() + ") reads only " + methods());
    }

    private static Model modelOf(ModelCodec<?> codec, HeadSection head, Outputs outputs, Sections sections) {
        return codec.read(head, outputs, sections.read(PROVENANCE, ProvenanceSection::read), sections);
    }

    /** All that {@link HeadSection} may name, as a list in words. */
    private static String methods() {
        List<String> names = CODECS.stream()
                .flatMap(codec -> Stream.of(codec.method(), codec.method() + REGRESSION))
                .map(name -> "'" + name + "'")
                .toList();
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
