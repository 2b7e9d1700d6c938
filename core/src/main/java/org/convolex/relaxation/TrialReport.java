package org.convolex.relaxation;

/**
 * What is kept of a trial: of its filter, if it is not the best, only how well it does.
 *
 * @param outcome of the program
 * @param rmse root of the mean squared training error; NaN where there is no filter
 * @param missing how far the filter is from the condition for solving its program, (12) to (14) of the paper, as a share of the
 *     direction: 0 says that it holds; NaN where there is no filter
 * @param relativeGap of the filter's own certificate, for its own direction; NaN where there is no filter
 */
public record TrialReport(Outcome outcome, double rmse, double missing, double relativeGap) {
    private static final double ROUNDING = 1e-8;

    /** Whether the condition holds, but for rounding. */
    public boolean conditionHolds() {
        return missing <= ROUNDING;
    }
}
