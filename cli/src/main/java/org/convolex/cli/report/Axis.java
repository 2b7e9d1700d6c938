package org.convolex.cli.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One direction of a {@link Chart}.
 *
 * @param title with its unit
 * @param from the value where it begins
 * @param to the value where it ends, above {@code from}
 * @param logarithmic whether equal distances are equal factors; then both ends are powers of ten
 */
public record Axis(String title, double from, double to, boolean logarithmic) {
    private static final int TICKS = 5;
    private static final int DECADES = 6;

    /** In decades: what is 1 but for rounding needs no decade of its own. */
    private static final double ROUNDING = 1e-3;

    /** One that shows these ends, and a little more where they are equal. */
    public static Axis linear(String title, double from, double to) {
        double least = Math.max(Math.abs(from), Math.abs(to)) * 1e-9 + Double.MIN_NORMAL;
        return to - from > least
                ? new Axis(title, from, to, false)
                : new Axis(
                        title, from - Math.max(1e-3, Math.abs(from) / 2), to + Math.max(1e-3, Math.abs(to) / 2), false);
    }

    /** One from the power of ten below {@code from} to the one above {@code to}, or a hair below; both are above 0. */
    public static Axis logarithmic(String title, double from, double to) {
        double bottom = Math.floor(Math.log10(from) + ROUNDING);
        double top = Math.max(bottom + 1, Math.ceil(Math.log10(to) - ROUNDING));
        return new Axis(title, Math.pow(10, bottom), Math.pow(10, top), true);
    }

    /** Where a value is: 0 at the beginning, 1 at the end. */
    double place(double value) {
        return logarithmic ? Math.log10(value / from) / Math.log10(to / from) : (value - from) / (to - from);
    }

    /** Round values on the axis, a handful. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            int decades = (int) Math.round(Math.log10(to / from));
            int every = (decades - 1) / DECADES + 1;
            for (int i = 0; i <= decades; i += every) {
                ticks.add(Math.pow(10, Math.round(Math.log10(from)) + i));
            }
            return ticks;
        }
        double step = step();
        for (double i = Math.ceil(from / step - 1e-9); i * step <= to + 1e-9 * step; i++) {
            ticks.add(i * step + 0.0); // never -0
        }
        return ticks;
    }

    /** 1, 2 or 5 times a power of ten. */
    private double step() {
        double rough = (to - from) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    /** A tick in few characters. */
    String label(double tick) {
        if (tick == 0) {
            return "0";
        }
        double size = Math.max(Math.abs(from), Math.abs(to));
        if (logarithmic || size >= 1e6 || size < 1e-3) {
            BigDecimal digits =
                    new BigDecimal(String.format(Locale.ROOT, "%.3e", tick).replaceAll("e.*", ""));
            int exponent = (int) Math.floor(Math.log10(Math.abs(tick)) + 1e-9);
            return digits.stripTrailingZeros().toPlainString() + "e" + exponent;
        }
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step()) + 1e-9));
        return String.format(Locale.ROOT, "%." + decimals + "f", tick);
    }
}
