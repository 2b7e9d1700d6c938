package org.convolex.model;

import org.convolex.Model;
import org.convolex.Outputs;
import org.convolex.Provenance;
import org.convolex.data.InvalidInputException;

/**
 * The sections that only the models of one method have. Those that all have, {@link ModelFile} writes and reads. Stateless.
 *
 * @param <M> the models
 */
interface ModelCodec<M extends Model> {

    /** What the models answer to {@link Model#method}, and files call it. */
    String method();

    /** The class of the models. */
    Class<M> type();

    /** Adds the sections of a model, in a fixed order. */
    void write(M model, Sections sections);

    /**
     * Reads what {@link #write} writes.
     *
     * @param head shape and outputs
     * @param outputs what the scores stand for
     * @throws InvalidInputException if a section is missing or refused
     */
    M read(HeadSection head, Outputs outputs, Provenance provenance, Sections sections);
}
