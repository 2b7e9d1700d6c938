package org.convolex.cli;

import java.util.ArrayList;
import java.util.List;
import org.convolex.Phase;
import org.convolex.TrainingListener;
import org.convolex.optim.Progress;
import org.jspecify.annotations.Nullable;

/** Remembers the solves of a training, and its notes: what a report tells of the way to the result. */
final class TrainingHistory {
    /** More points than these in a solve are thinned out: no chart shows them. */
    private static final int MOST_POINTS = 2000;

    /**
     * A step of a solve.
     *
     * @param seconds since the solve began
     * @param progress as the solver reported it
     */
    record Point(double seconds, Progress progress) {}

    private final List<List<Point>> solves = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** One for each program that was solved to the end: of several layers one for each. */
    List<List<Point>> solves() {
        return solves;
    }

    /** What was chosen and found, line by line. */
    List<String> notes() {
        return notes;
    }

    /** A listener that remembers, and passes everything on. */
    TrainingListener before(TrainingListener next) {
        return new Recorder(next);
    }

    private final class Recorder implements TrainingListener {
        private final TrainingListener next;
        private @Nullable List<Point> current;
        private boolean solving;
        private long start;
        private int every = 1;
        private int skipped;

        Recorder(TrainingListener next) {
            this.next = next;
        }

        @Override
        public void onPhase(Phase phase) {
            solving = phase == Phase.SOLVE;
            if (phase == Phase.PREPROCESS) {
                current = null;
            } else if (solving && current == null) {
                current = new ArrayList<>();
                solves.add(current);
                start = System.nanoTime();
                every = 1;
            }
            next.onPhase(phase);
        }

        @Override
        public boolean onProgress(Progress progress) {
            if (solving && current != null) {
                add(current, new Point((System.nanoTime() - start) * 1e-9, progress));
            }
            return next.onProgress(progress);
        }

        /** Every so many points are kept; once there are too many, every second of them goes. */
        private void add(List<Point> points, Point point) {
            skipped++;
            if (skipped < every && !points.isEmpty()) {
                return;
            }
            skipped = 0;
            points.add(point);
            if (points.size() > MOST_POINTS) {
                every *= 2;
                for (int i = points.size() - 1; i > 0; i -= 2) {
                    points.remove(i);
                }
            }
        }

        @Override
        public void onNote(String line) {
            notes.add(line);
            next.onNote(line);
        }
    }
}
