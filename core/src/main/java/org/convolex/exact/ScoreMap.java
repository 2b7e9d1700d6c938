package org.convolex.exact;

/** A linear map from a matrix, row-major, to the scores of all samples, and its transpose; neither is ever stored. */
interface ScoreMap {
    /** Numbers of the matrix. */
    int size();

    /** One score for each sample and output, row-major. */
    double[] scores(double[] matrix);

    /** The transposed map of samples x outputs. */
    double[] transposed(double[] dual);
}
