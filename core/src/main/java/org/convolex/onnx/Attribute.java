package org.convolex.onnx;

/** An attribute of a node, as AttributeProto. */
record Attribute(Message message) {
    private static final int FLOAT = 1;
    private static final int INTEGER = 2;
    private static final int INTEGERS = 7;

    static Attribute of(String name, float value) {
        return new Attribute(new Message().text(1, name).number(2, value).integer(20, FLOAT));
    }

    static Attribute of(String name, int value) {
        return new Attribute(new Message().text(1, name).integer(3, value).integer(20, INTEGER));
    }

    static Attribute list(String name, int... values) {
        Message message = new Message().text(1, name);
        for (int value : values) {
            message.integer(8, value);
        }
        return new Attribute(message.integer(20, INTEGERS));
    }
}
