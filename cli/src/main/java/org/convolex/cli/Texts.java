package org.convolex.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers and words as users read them. */
final class Texts {
    private static final int SIGNIFICANT = 6;

    private Texts() {}

    /** Six significant digits, without zeros at the end; "-" for NaN. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinite" : "-infinite";
        }
        String text = String.format(Locale.ROOT, "%." + SIGNIFICANT + "g", value);
        int exponent = text.indexOf('e');
        String digits = exponent < 0 ? text : text.substring(0, exponent);
        if (digits.contains(".")) {
            digits = digits.replaceAll("\\.?0+$", "");
        }
        return exponent < 0 ? digits : digits + text.substring(exponent);
    }

    /** Three significant digits, for captions. */
    static String rounded(double value) {
        return number(
                Double.isFinite(value)
                        ? new BigDecimal(value).round(new MathContext(3)).doubleValue()
                        : value);
    }

    /** A share in 0..1 as per cent; "-" for NaN. */
    static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    static String seconds(double seconds) {
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        if (seconds < 100) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", (bytes + (1 << 20) - 1) >> 20);
    }

    /** The size of a file. */
    static String fileSize(long bytes) {
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }

    /** A word as a shell takes it: in quotes unless it is of harmless characters. */
    static String shellWord(String word) {
        return word.matches("[\\w.,:/=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    static String firstLower(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
