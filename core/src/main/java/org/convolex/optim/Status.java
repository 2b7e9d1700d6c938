package org.convolex.optim;

/** Why a solver stopped. It is the solver's own belief; only a certificate claims. */
public enum Status {
    /** The asked relative gap was reached. */
    GAP_REACHED,
    /** All was done that was to be done, by a method that bounds no gap. */
    FINISHED,
    /** The time was used up first. */
    TIME_LIMIT,
    /** The number of iterations was used up first. */
    ITERATION_LIMIT,
    /** The listener asked to stop. */
    STOPPED,
    /** No step brings progress any more, the gap is at the level of rounding. */
    STALLED,
    /** A number that is not finite, or an objective below its own lower bound. */
    NUMERICAL_TROUBLE
}
