package org.convolex.bench.solvers;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.convolex.optim.Progress;
import org.convolex.optim.ProgressListener;

/**
 * The relative gap that a solver has proved, against time: as heard from it, least so far. Not safe for use from several
 * threads.
 */
final class GapCurve implements ProgressListener {

    /**
     * A point of the curve.
     *
     * @param seconds since the solver started
     * @param gap relative, of the solver's best point and its best lower bound on the program
     */
    record Point(double seconds, double gap) {}

    private final List<Point> points = new ArrayList<>();
    private boolean inSubspaces;
    private boolean atStart;

    /**
     * Tells that the solver goes on in a subspace. Its bounds are then on the program in the subspace, except for the first one,
     * which is known to hold for the whole: only that one counts.
     */
    void beginSubspace() {
        inSubspaces = true;
        atStart = true;
    }

    @Override
    public boolean onProgress(Progress progress) {
        if (!inSubspaces || atStart) {
            add(progress.seconds(), progress.relativeGap());
        }
        atStart = false;
        return true;
    }

    /** Adds a point, if its gap is less than all before it. */
    void add(double seconds, double gap) {
        if (points.isEmpty() || gap < points.get(points.size() - 1).gap()) {
            points.add(new Point(seconds, gap));
        }
    }

    /** In order of time, with falling gaps. */
    List<Point> points() {
        return List.copyOf(points);
    }

    /** When the gap was first at most this; empty if it never was. */
    OptionalDouble secondsTo(double gap) {
        return points.stream()
                .filter(point -> point.gap() <= gap)
                .mapToDouble(Point::seconds)
                .findFirst();
    }
}
