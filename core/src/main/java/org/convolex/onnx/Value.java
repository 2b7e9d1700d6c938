package org.convolex.onnx;

/**
 * What a node of a graph gives for each image of a batch: a tensor of batch x channels x rows x columns.
 *
 * @param name in the graph
 */
record Value(String name, int channels, int rows, int columns) {

    /** Numbers of one image. */
    long size() {
        return (long) channels * rows * columns;
    }
}
