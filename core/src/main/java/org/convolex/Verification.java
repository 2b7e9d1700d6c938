package org.convolex;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.convolex.certify.Certificate;

/**
 * A certificate of a model beside the one that was computed once more, from the model and its training data. Immutable and
 * safe for use from many threads.
 *
 * @param claimed what the model says
 * @param recomputed what holds
 * @param failures one line for each claim that does not hold; empty if all do
 */
public record Verification(Certificate claimed, Certificate recomputed, List<String> failures) {

    public Verification {
        failures = List.copyOf(failures);
    }

    /**
     * Compares two certificates of one point. But for rounding, what is claimed must be what was recomputed; only the lower
     * bound may be claimed lower.
     *
     * @param tolerance on objectives and bounds, as a share of f(0), or of the objective where that is larger; on norms, of their bound
     * @param program what the hash of the problem names, in words: {@code "the features, the loss and the radius"}
     */
    public static Verification of(Certificate claimed, Certificate recomputed, double tolerance, String program) {
        List<String> failures = new ArrayList<>();
        double size = Math.abs(recomputed.objective());
        double difference = tolerance * (size > recomputed.zeroObjective() ? size : recomputed.zeroObjective());
        recomputed.regularization().violation().ifPresent(failures::add);
        if (recomputed.numericalTrouble()) {
            failures.add(String.format(
                    Locale.ROOT,
                    "objective %.9g and lower bound %.9g contradict each other",
                    recomputed.objective(),
                    recomputed.lowerBound()));
        }
        if (claimed.scope() != recomputed.scope()) {
            failures.add("the scope is " + recomputed.scope() + ", the model claims " + claimed.scope());
        }
        recomputed
                .regularization()
                .contradiction(claimed.regularization(), tolerance)
                .ifPresent(failures::add);
        if (!(Math.abs(claimed.objective() - recomputed.objective()) <= difference)) {
            failures.add(differs("objective", recomputed.objective(), claimed.objective()));
        }
        if (!(claimed.lowerBound() <= recomputed.lowerBound() + difference)) {
            failures.add(differs("lower bound", recomputed.lowerBound(), claimed.lowerBound()));
        }
        if (!(Math.abs(claimed.zeroObjective() - recomputed.zeroObjective()) <= difference)) {
            failures.add(differs("objective of the zero model", recomputed.zeroObjective(), claimed.zeroObjective()));
        }
        if (!claimed.problemHash().equals(recomputed.problemHash())) {
            failures.add(program + " are not those that were certified (problem hash " + recomputed.problemHash()
                    + ", certified " + claimed.problemHash() + ")");
        }
        if (!claimed.pointHash().equals(recomputed.pointHash())) {
            failures.add("the weights are not those that were certified (hash " + recomputed.pointHash()
                    + ", certified " + claimed.pointHash() + ")");
        }
        return new Verification(claimed, recomputed, failures);
    }

    private static String differs(String what, double recomputed, double claimed) {
        return String.format(Locale.ROOT, "%s is %.9g, the model claims %.9g", what, recomputed, claimed);
    }

    /** This one with one more claim that does not hold. */
    public Verification withFailure(String failure) {
        List<String> all = new ArrayList<>(failures);
        all.add(failure);
        return new Verification(claimed, recomputed, all);
    }

    /** Whether every claim holds. */
    public boolean holds() {
        return failures.isEmpty();
    }
}
