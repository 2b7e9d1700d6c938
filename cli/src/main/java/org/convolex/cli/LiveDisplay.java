package org.convolex.cli;

import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.convolex.optim.Progress;

/** For terminals: one line with a bar, redrawn a few times a second; notes stay above it. */
final class LiveDisplay extends TrainingDisplay {
    private static final int STEPS = 1000;
    private static final int CELLS = 20;
    private static final int MILLISECONDS = 200;
    private static final String ERASE_LINE = "\r\033[K";

    private final Console console;
    private final ProgressBar bar;
    private volatile String numbers = "";

    LiveDisplay(Console console, double askedGap) {
        super(askedGap);
        this.console = console;
        this.bar = new ProgressBarBuilder()
                .setInitialMax(STEPS)
                .setUpdateIntervalMillis(MILLISECONDS)
                .continuousUpdate()
                .setRenderer(this::line)
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, console.columns() - 1))
                .build();
    }

    @Override
    void show(Progress progress) {
        numbers = numbers(progress);
        double share = share();
        bar.stepTo(Double.isNaN(share) ? 0 : Math.round(STEPS * share));
    }

    @Override
    void showPhase() {
        numbers = "";
        bar.stepTo(0);
        bar.refresh();
    }

    @Override
    public void onNote(String note) {
        print(ERASE_LINE + "  " + note + System.lineSeparator());
        bar.refresh();
    }

    private void draw(String line) {
        print(ERASE_LINE + line);
    }

    private synchronized void print(String text) {
        console.err().print(text);
        console.err().flush();
    }

    /** For instance {@code solve      [##########----------]  52 %  12 s  objective ...}. */
    private String line(ProgressState state, int width) {
        double share = share();
        String meter;
        if (Double.isNaN(share)) {
            meter = "[" + " ".repeat(CELLS) + "]      ";
        } else {
            int full = (int) (share * CELLS);
            meter = String.format(
                    Locale.ROOT, "[%s%s] %3d %%", "#".repeat(full), "-".repeat(CELLS - full), (int) (100 * share));
        }
        String time = Texts.seconds(state.getElapsedAfterStart().toMillis() * 1e-3);
        String text = phaseName() + " " + meter + "  " + time + "  " + numbers;
        return text.length() <= width ? text : text.substring(0, Math.max(0, width));
    }

    @Override
    public void close() {
        bar.close();
        print(ERASE_LINE);
    }
}
