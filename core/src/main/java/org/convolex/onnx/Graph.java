package org.convolex.onnx;

import java.util.ArrayList;
import java.util.List;
import org.convolex.data.ImageShape;
import org.convolex.onnx.Constant.ElementType;
import org.convolex.patch.AveragePooling;

/**
 * Builds a graph from the pixels to the scores, node by node. The names of nodes are those of their operators, numbered in their
 * order. All operators are of the sets {@value #LEAST_OPERATOR_SET} to {@value #OPERATOR_SET} alike. Not safe for use from several
 * threads.
 */
final class Graph {
    /** The newest set of operators in which these graphs mean what they do. */
    static final int OPERATOR_SET = 17;

    /** The oldest one. */
    static final int LEAST_OPERATOR_SET = 13;

    static final String PIXELS = "pixels";
    static final String SCORES = "scores";
    static final String LABEL = "label";
    static final String PREDICTION = "prediction";

    private static final String BATCH = "N";

    private final Message content = new Message();
    private final List<Message> outputs = new ArrayList<>();
    private int names;
    private int nodes;
    private long largestValue;

    /** The input of the graph. */
    Value pixels(ImageShape shape) {
        content.text(2, "convolex")
                .message(
                        11, interfaceValue(PIXELS, ElementType.FLOAT, shape.channels(), shape.height(), shape.width()));
        return new Value(PIXELS, shape.channels(), shape.height(), shape.width());
    }

    /** Applies a function of one number to every number. */
    Value map(String operator, Value x, Attribute... attributes) {
        return like(x, node(operator, List.of(x.name()), attributes));
    }

    /** Combines numbers of two values, or of a value and a constant, which is repeated along sides of length 1. */
    Value combine(String operator, Value x, Value other) {
        return like(x, node(operator, List.of(x.name(), other.name())));
    }

    /** Combines every number with a constant. */
    Value combine(String operator, Value x, double constant) {
        return like(x, node(operator, List.of(x.name(), constant(Constant.floats(new double[] {constant})))));
    }

    /** A constant with a number for each channel. */
    Value perChannel(double[] values) {
        return new Value(constant(Constant.floats(values, 1, values.length, 1, 1)), values.length, 1, 1);
    }

    /** A constant with the sides of a value. */
    Value constantLike(double[] values, Value x) {
        return like(x, constant(Constant.floats(values, 1, x.channels(), x.rows(), x.columns())));
    }

    /** Puts the channels of an image together, such as {@code ReduceMean}: one channel. */
    Value reduceChannels(String operator, Value x) {
        String name = node(operator, List.of(x.name()), Attribute.list("axes", 1), Attribute.of("keepdims", 1));
        return new Value(name, 1, x.rows(), x.columns());
    }

    /**
     * Inner products of every window with filters.
     *
     * @param filters row-major, filters x (channels, height, width of a window)
     */
    Value convolve(Value x, Window window, double[] filters) {
        int length = x.channels() * window.height() * window.width();
        int count = filters.length / length;
        String weights = constant(Constant.floats(filters, count, x.channels(), window.height(), window.width()));
        return convolution(x, window, count, List.of(x.name(), weights));
    }

    /** The numbers of every window as channels: channel, then row, then column. */
    Value patches(Value x, Window window) {
        int length = x.channels() * window.height() * window.width();
        double[] identity = new double[length * length];
        for (int i = 0; i < length; i++) {
            identity[i * length + i] = 1;
        }
        return convolve(x, window, identity);
    }

    /**
     * A linear function of the channels of each pixel.
     *
     * @param matrix row-major, new channels x channels
     */
    Value multiply(Value x, double[] matrix) {
        return convolve(x, Window.tile(1, 1), matrix);
    }

    /**
     * An affine function of the channels of each pixel.
     *
     * @param matrix row-major, new channels x channels
     * @param shift a number for each new channel
     */
    Value multiplyAdd(Value x, double[] matrix, double[] shift) {
        String weights = constant(Constant.floats(matrix, shift.length, x.channels(), 1, 1));
        String bias = constant(Constant.floats(shift, shift.length));
        return convolution(x, Window.tile(1, 1), shift.length, List.of(x.name(), weights, bias));
    }

    private Value convolution(Value x, Window window, int channels, List<String> inputs) {
        String name = node(
                "Conv",
                inputs,
                Attribute.list("kernel_shape", window.height(), window.width()),
                Attribute.list("strides", window.strideDown(), window.strideAcross()),
                Attribute.list(
                        "pads",
                        window.paddingAbove(),
                        window.paddingBeside(),
                        window.paddingAbove(),
                        window.paddingBeside()));
        return noted(new Value(name, channels, window.rows(x.rows()), window.columns(x.columns())));
    }

    /** The mean of each window. Smaller windows at the lower and right borders are means of what they hold. */
    Value averagePool(Value x, AveragePooling pooling) {
        if (pooling.size() == 1) {
            return x;
        }
        int height = Math.min(pooling.size(), x.rows());
        int width = Math.min(pooling.size(), x.columns());
        String name = node(
                "AveragePool",
                List.of(x.name()),
                Attribute.list("kernel_shape", height, width),
                Attribute.list("strides", height, width),
                Attribute.list(
                        "pads", 0, 0, pooling.rows() * height - x.rows(), pooling.columns() * width - x.columns()),
                Attribute.of("count_include_pad", 0));
        return new Value(name, x.channels(), pooling.rows(), pooling.columns());
    }

    /** Puts all pixels of a channel together, such as {@code GlobalAveragePool}. */
    Value poolAll(String operator, Value x) {
        return new Value(node(operator, List.of(x.name())), x.channels(), 1, 1);
    }

    /** The same numbers in the same order with other sides. */
    Value reshape(Value x, int channels, int rows, int columns) {
        String sides = constant(Constant.integers(-1, channels, rows, columns));
        return noted(new Value(node("Reshape", List.of(x.name(), sides)), channels, rows, columns));
    }

    /** The channels of several values of the same rows and columns, one after the other. */
    Value concatenate(List<Value> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        int channels = parts.stream().mapToInt(Value::channels).sum();
        String name = node("Concat", parts.stream().map(Value::name).toList(), Attribute.of("axis", 1));
        return noted(new Value(name, channels, parts.get(0).rows(), parts.get(0).columns()));
    }

    /** The channels of these numbers. */
    Value channels(Value x, long... numbers) {
        String name = node("Gather", List.of(x.name(), constant(Constant.integers(numbers))), Attribute.of("axis", 1));
        return noted(new Value(name, numbers.length, x.rows(), x.columns()));
    }

    /**
     * 1 where a linear function of the channels is at least 0, else 0, computed in double precision: near 0, single precision would
     * now and then decide otherwise.
     *
     * @param matrix row-major, new channels x channels
     */
    Value signs(Value x, double[] matrix) {
        int count = matrix.length / x.channels();
        int pixels = x.rows() * x.columns();
        String sides = constant(Constant.integers(-1, x.channels(), pixels));
        String channels = node("Reshape", List.of(x.name(), sides));
        String exact = node("Cast", List.of(channels), Attribute.of("to", ElementType.DOUBLE.number()));
        String weights = constant(Constant.doubles(matrix, count, x.channels()));
        String products = node("MatMul", List.of(weights, exact));
        String zero = constant(Constant.doubles(new double[1]));
        String signs = node("GreaterOrEqual", List.of(products, zero));
        String numbers = node("Cast", List.of(signs), Attribute.of("to", ElementType.FLOAT.number()));
        return reshape(new Value(numbers, count, 1, pixels), count, x.rows(), x.columns());
    }

    /**
     * The output {@value #SCORES}: linear functions of all numbers of an image.
     *
     * @param weights row-major, outputs x (channels, rows, columns)
     */
    void scores(Value x, int count, double[] weights) {
        String flat = node("Flatten", List.of(x.name()), Attribute.of("axis", 1));
        String matrix = constant(Constant.floats(weights, count, x.size()));
        node("Gemm", SCORES, List.of(flat, matrix), Attribute.of("transB", 1));
        outputs.add(interfaceValue(SCORES, ElementType.FLOAT, count));
    }

    /** The output {@value #LABEL}: the number of the largest score, the first of several. */
    void label() {
        node("ArgMax", LABEL, List.of(SCORES), Attribute.of("axis", 1), Attribute.of("keepdims", 0));
        outputs.add(interfaceValue(LABEL, ElementType.INT64));
    }

    /** The output {@value #PREDICTION}: the scores in the units of the targets, {@code mean + scale score}. */
    void prediction(double[] means, double[] scales) {
        String exact = node("Cast", List.of(SCORES), Attribute.of("to", ElementType.DOUBLE.number()));
        String scaled = node("Mul", List.of(exact, constant(Constant.doubles(scales, scales.length))));
        node("Add", PREDICTION, List.of(scaled, constant(Constant.doubles(means, means.length))));
        outputs.add(interfaceValue(PREDICTION, ElementType.DOUBLE, means.length));
    }

    /** The number of nodes. */
    int nodes() {
        return nodes;
    }

    /** The most numbers that a node gives for one image. */
    long largestValue() {
        return largestValue;
    }

    /** As GraphProto. */
    Message message() {
        Message graph = new Message();
        graph.append(content);
        outputs.forEach(output -> graph.message(12, output));
        return graph;
    }

    private Value like(Value x, String name) {
        return noted(new Value(name, x.channels(), x.rows(), x.columns()));
    }

    private Value noted(Value value) {
        largestValue = Math.max(largestValue, value.size());
        return value;
    }

    private String node(String operator, List<String> inputs, Attribute... attributes) {
        return node(operator, operator + "_" + ++names, inputs, attributes);
    }

    private String node(String operator, String name, List<String> inputs, Attribute... attributes) {
        Message node = new Message();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, name).text(3, name).text(4, operator);
        for (Attribute attribute : attributes) {
            node.message(5, attribute.message());
        }
        content.message(1, node);
        nodes++;
        return name;
    }

    private String constant(Constant constant) {
        String name = "constant_" + ++names;
        content.message(5, constant.message(name));
        return name;
    }

    /** As ValueInfoProto: a tensor whose first side is the batch. */
    private static Message interfaceValue(String name, ElementType type, int... sides) {
        Message shape = new Message().message(1, new Message().text(2, BATCH));
        for (int side : sides) {
            shape.message(1, new Message().integer(1, side));
        }
        Message tensor = new Message().integer(1, type.number()).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }
}
