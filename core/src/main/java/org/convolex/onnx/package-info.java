/**
 * Models as ONNX graphs: a writer of protobuf's wire format, a builder of graphs, one translator a method, and a probe that runs
 * the result in onnxruntime beside the model. Only {@link org.convolex.onnx.OnnxProbe} needs onnxruntime on the class path.
 */
@NullMarked
package org.convolex.onnx;

import org.jspecify.annotations.NullMarked;
