package org.convolex.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the bytes that protobuf's own description of its wire format gives. */
class MessageTest {
    private static String hex(Message message) {
        return HexFormat.of().formatHex(message.toBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0800",
        "1, 1, 0801",
        "1, 127, 087f",
        "1, 128, 088001",
        "1, 150, 089601",
        "2, 300, 10ac02",
        "16, 1, 800101",
        "1, -1, 08ffffffffffffffffff01",
        "1, 9223372036854775807, 08ffffffffffffffff7f",
    })
    void integers(int field, long value, String expected) {
        assertThat(hex(new Message().integer(field, value))).isEqualTo(expected);
    }

    @Test
    void textsAreUtf8AfterTheirLength() {
        assertThat(hex(new Message().text(2, "testing"))).isEqualTo("120774657374696e67");
        assertThat(hex(new Message().text(2, "\u00e4"))).isEqualTo("1202c3a4");
        assertThat(hex(new Message().text(2, ""))).isEqualTo("1200");
    }

    @Test
    void floatsAreLittleEndian() {
        assertThat(hex(new Message().number(2, 1.5f))).isEqualTo("150000c03f");
    }

    @Test
    void messagesNest() {
        Message inner = new Message().integer(1, 150);
        assertThat(hex(new Message().message(3, inner).integer(1, 1))).isEqualTo("1a030896010801");
    }

    @Test
    void longContentHasALongLength() {
        assertThat(hex(new Message().bytes(9, new byte[200])))
                .startsWith("4ac80100")
                .hasSize(2 * 203);
    }

    /** dims 1 and 2, data type 1, name, raw data. */
    @Test
    void tensors() {
        assertThat(hex(Constant.floats(new double[] {1, -2}, 1, 2).message("w")))
                .isEqualTo("08010802" + "1001" + "420177" + "4a08" + "0000803f" + "000000c0");
        assertThat(hex(Constant.doubles(new double[] {1}).message("d")))
                .isEqualTo("100b" + "420164" + "4a08" + "000000000000f03f");
        assertThat(hex(Constant.integers(-1, 3).message("s")))
                .isEqualTo("0802" + "1007" + "420173" + "4a10" + "ffffffffffffffff" + "0300000000000000");
    }

    @Test
    void attributesNameTheirType() {
        assertThat(hex(Attribute.of("axis", 1).message())).isEqualTo("0a0461786973" + "1801" + "a00102");
        assertThat(hex(Attribute.of("alpha", 1.5f).message())).isEqualTo("0a05616c706861" + "150000c03f" + "a00101");
        assertThat(hex(Attribute.list("pads", 0, 2).message())).isEqualTo("0a0470616473" + "40004002" + "a00107");
    }
}
