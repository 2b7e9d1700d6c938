package org.convolex.bench.exact;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.convolex.certify.WeightDecay;

/** The filters of architectures as a table, and as a picture: a row an architecture, its filters, then its spectrum. */
final class BiasReport {
    private static final int CELL = 72;
    private static final int SPACE = 10;
    private static final int NAMES = 170;
    private static final int SHOWN = 10;
    private static final int HEAD = 34;

    private BiasReport() {}

    /** A row an architecture. */
    static String markdown(List<Preference> preferences) {
        StringBuilder text = new StringBuilder();
        text.append(
                "| architecture | beta | neurons | rank of filters | frequencies | objective | relative gap | processor seconds |"
                        + " test error |\n");
        text.append("|---|---|---|---|---|---|---|---|---|\n");
        for (Preference preference : preferences) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.3g | %d | %d | %d | %.4f | %.1e | %.1f | %.2f %% |%n",
                    preference.architecture().label(),
                    ((WeightDecay) preference.certificate().regularization()).beta(),
                    preference.filters().size(),
                    preference.rank(),
                    preference.frequencies(),
                    preference.certificate().objective(),
                    preference.certificate().relativeGap(),
                    preference.seconds(),
                    100 * preference.testError()));
        }
        return text.toString();
    }

    /** A PNG. */
    static byte[] png(List<Preference> preferences) {
        int width = NAMES + (SHOWN + 1) * (CELL + SPACE) + 3 * SPACE;
        int height = HEAD + preferences.size() * (CELL + SPACE) + SPACE;
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        int spectra = width - CELL - SPACE;
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        graphics.drawString("filters, those that count most first; grey is 0", NAMES, HEAD - 12);
        graphics.drawString("spectrum", spectra, HEAD - 12);
        for (int row = 0; row < preferences.size(); row++) {
            Preference preference = preferences.get(row);
            int top = HEAD + row * (CELL + SPACE);
            graphics.setColor(Color.BLACK);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
            graphics.drawString(preference.architecture().label(), SPACE, top + 28);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
            graphics.drawString(
                    String.format(
                            Locale.ROOT,
                            "%d neurons, rank %d",
                            preference.filters().size(),
                            preference.rank()),
                    SPACE,
                    top + 48);
            for (int j = 0; j < Math.min(SHOWN, preference.filters().size()); j++) {
                filter(graphics, preference.filters().get(j), preference.side(), NAMES + j * (CELL + SPACE), top);
            }
            spectrum(graphics, preference.spectrum(), spectra, top);
        }
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void filter(Graphics2D graphics, double[] filter, int side, int left, int top) {
        double largest = 1e-300;
        for (double value : filter) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < filter.length; i++) {
            square(graphics, i / side, i % side, side, left, top, 0.5 + 0.5 * filter[i] / largest);
        }
        frame(graphics, left, top);
    }

    /** The mean in the centre. */
    private static void spectrum(Graphics2D graphics, double[] spectrum, int left, int top) {
        int side = (int) Math.round(Math.sqrt(spectrum.length));
        for (int f = 0; f < spectrum.length; f++) {
            int row = (f / side + side / 2) % side;
            int column = (f % side + side / 2) % side;
            square(graphics, row, column, side, left, top, spectrum[f]);
        }
        frame(graphics, left, top);
    }

    private static void square(
            Graphics2D graphics, int row, int column, int side, int left, int top, double brightness) {
        float grey = (float) Math.max(0, Math.min(1, brightness));
        graphics.setColor(new Color(grey, grey, grey));
        int x = left + column * CELL / side;
        int y = top + row * CELL / side;
        graphics.fillRect(x, y, left + (column + 1) * CELL / side - x, top + (row + 1) * CELL / side - y);
    }

    private static void frame(Graphics2D graphics, int left, int top) {
        graphics.setColor(Color.GRAY);
        graphics.drawRect(left, top, CELL - 1, CELL - 1);
    }
}
