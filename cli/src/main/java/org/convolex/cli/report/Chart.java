package org.convolex.cli.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.span;
import static j2html.TagCreator.tag;
import static j2html.TagCreator.text;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines and dots over two axes, as SVG. Colours are those of the page, so that it can be read in the light and in the dark, and no
 * fonts are needed where it is made. What is outside of the axes is cut off.
 */
public final class Chart {
    private static final int WIDTH = 360;
    private static final int HEIGHT = 230;
    private static final int LEFT = 54;
    private static final int TOP = 26;
    private static final int PLOT_WIDTH = WIDTH - LEFT - 16;
    private static final int PLOT_HEIGHT = HEIGHT - TOP - 40;

    /** Lines of fewer points have dots, too: a single one would not be seen. */
    private static final int FEW_POINTS = 40;

    private record Series(String name, String kind, DomContent content) {}

    private final String title;
    private final Axis x;
    private final Axis y;
    private final List<Series> series = new ArrayList<>();

    public Chart(String title, Axis x, Axis y) {
        this.title = title;
        this.x = x;
        this.y = y;
    }

    /** A line through points; it has a gap where a value is not finite. */
    public Chart line(String name, double[] xs, double[] ys) {
        StringBuilder path = new StringBuilder();
        boolean broken = true;
        for (int i = 0; i < xs.length; i++) {
            if (shown(xs[i], ys[i])) {
                path.append(broken ? 'M' : 'L').append(point(xs[i], ys[i]));
                broken = false;
            } else {
                broken = true;
            }
        }
        DomContent line = tag("path").attr("d", path.toString());
        return add(name, "line", xs.length > FEW_POINTS ? line : tag("g").with(line, marks(xs, ys)));
    }

    /** Points without a line. */
    public Chart dots(String name, double[] xs, double[] ys) {
        return add(name, "dots", marks(xs, ys));
    }

    /** A dashed line between two points, to compare with. */
    public Chart reference(String name, double fromX, double fromY, double toX, double toY) {
        String path = "M" + point(fromX, fromY) + "L" + point(toX, toY);
        series.add(new Series(name, "reference", tag("path").attr("d", path)));
        return this;
    }

    private Chart add(String name, String kind, DomContent content) {
        long before =
                series.stream().filter(one -> !one.kind().equals("reference")).count();
        series.add(new Series(name, kind + " series" + before, content));
        return this;
    }

    private DomContent marks(double[] xs, double[] ys) {
        ContainerTag<?> marks = tag("g");
        for (int i = 0; i < xs.length; i++) {
            if (shown(xs[i], ys[i])) {
                String[] at = point(xs[i], ys[i]).split(" ");
                marks.with(tag("circle").attr("cx", at[0]).attr("cy", at[1]).attr("r", "2"));
            }
        }
        return marks;
    }

    private boolean shown(double atX, double atY) {
        return Double.isFinite(x.place(atX)) && Double.isFinite(y.place(atY));
    }

    /** Within the plot, where numbers far outside would only make the file larger. */
    private String point(double atX, double atY) {
        return number(PLOT_WIDTH * clamped(x.place(atX))) + " " + number(PLOT_HEIGHT * (1 - clamped(y.place(atY))));
    }

    private static double clamped(double place) {
        return Math.max(-1, Math.min(2, place));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    public DomContent html() {
        return figure(
                        tag("svg")
                                .attr("xmlns", "http://www.w3.org/2000/svg")
                                .attr("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
                                .attr("role", "img")
                                .attr("aria-label", title)
                                .with(axes())
                                .with(tag("svg")
                                        .attr("x", Integer.toString(LEFT))
                                        .attr("y", Integer.toString(TOP))
                                        .attr("width", Integer.toString(PLOT_WIDTH))
                                        .attr("height", Integer.toString(PLOT_HEIGHT))
                                        .with(each(
                                                series,
                                                one -> tag("g").withClass(one.kind())
                                                        .with(one.content())))),
                        figcaption(
                                span(title + ": "),
                                each(
                                        series,
                                        one -> span(span().withClass("key " + one.kind()), text(one.name()))
                                                .withClass("legend"))))
                .withClass("chart");
    }

    private List<DomContent> axes() {
        List<DomContent> axes = new ArrayList<>();
        for (double tick : x.ticks()) {
            double at = LEFT + PLOT_WIDTH * x.place(tick);
            axes.add(grid(at, TOP, at, TOP + PLOT_HEIGHT));
            axes.add(words(x.label(tick), at, TOP + PLOT_HEIGHT + 14, "middle"));
        }
        for (double tick : y.ticks()) {
            double at = TOP + PLOT_HEIGHT * (1 - y.place(tick));
            axes.add(grid(LEFT, at, LEFT + PLOT_WIDTH, at));
            axes.add(words(y.label(tick), LEFT - 6, at + 4, "end"));
        }
        axes.add(words(x.title(), LEFT + PLOT_WIDTH / 2.0, HEIGHT - 8, "middle"));
        axes.add(words(y.title(), LEFT, 14, "start"));
        return axes;
    }

    private static DomContent grid(double x1, double y1, double x2, double y2) {
        return tag("path")
                .withClass("grid")
                .attr("d", "M" + number(x1) + " " + number(y1) + "L" + number(x2) + " " + number(y2));
    }

    private static DomContent words(String words, double atX, double atY, String anchor) {
        return tag("text")
                .attr("x", number(atX))
                .attr("y", number(atY))
                .attr("text-anchor", anchor)
                .with(text(words));
    }
}
