package org.convolex.model;

import java.util.Arrays;
import java.util.function.Function;
import org.convolex.certify.Certificate;
import org.convolex.certify.NuclearNormBound;
import org.convolex.certify.Regularization;
import org.convolex.certify.RelaxedTargets;
import org.convolex.certify.Scope;
import org.convolex.certify.WeightDecay;
import org.convolex.data.InvalidInputException;

/**
 * Section "certificate". Its numbers but the radius and beta may be anything, for a certificate may say that it claims
 * nothing; whether a claim holds is not for a file reader to say, but for {@link org.convolex.Verification}.
 *
 * <pre>
 *   text       scope: GLOBAL, GIVEN_FEATURES, PER_LAYER, GIVEN_GATES or RELAXATION
 *
 *   of a program on a nuclear-norm ball
 *   float64    radius
 *   float64    nuclear norm, at most
 *
 *   of a program with weight decay
 *   float64    beta
 *
 *   of a program with relaxed targets
 *   float64    beta, at least 0
 *   float64    largest excess over a target, as a share of the largest target
 *   float64    distance from the constraint set, as a share of the filter's norm
 *   float64    norm of competitors, at most
 *
 *   of all
 *   float64    objective
 *   float64    objective of the zero point
 *   float64    lower bound
 *   text       hash of the problem
 *   text       hash of the point
 * </pre>
 *
 * <p>Which of them it is, the method of the model says.
 */
final class CertificateSection {
    private CertificateSection() {}

    static void write(Certificate certificate, SectionWriter out) {
        out.text(certificate.scope().name());
        write(certificate.regularization(), out);
        out.doubles(certificate.objective(), certificate.zeroObjective(), certificate.lowerBound());
        out.text(certificate.problemHash());
        out.text(certificate.pointHash());
    }

    private static void write(Regularization regularization, SectionWriter out) {
        if (regularization instanceof NuclearNormBound bound) {
            out.doubles(bound.radius(), bound.norm());
        } else if (regularization instanceof WeightDecay decay) {
            out.doubles(decay.beta());
        } else if (regularization instanceof RelaxedTargets relaxed) {
            out.doubles(relaxed.beta(), relaxed.excess(), relaxed.outside(), relaxed.radius());
        } else {
            throw new IllegalArgumentException("there is no format for " + regularization);
        }
    }

    /** One of a program on a nuclear-norm ball. */
    static Certificate readBounded(SectionReader in) {
        return read(in, CertificateSection::bound);
    }

    /** One of a program with weight decay. */
    static Certificate readDecayed(SectionReader in) {
        return read(in, section -> new WeightDecay(section.positiveDouble("beta")));
    }

    /** One of a program with relaxed targets. */
    static Certificate readRelaxed(SectionReader in) {
        return read(
                in,
                section -> new RelaxedTargets(
                        section.anyDouble("beta"),
                        section.anyDouble("excess"),
                        section.anyDouble("distance from the constraint set"),
                        section.anyDouble("norm of competitors")));
    }

    private static Certificate read(SectionReader in, Function<SectionReader, Regularization> regularization) {
        return new Certificate(
                scope(in.word("scope")),
                regularization.apply(in),
                in.anyDouble("objective"),
                in.anyDouble("objective of the zero point"),
                in.anyDouble("lower bound"),
                in.text("hash of the problem"),
                in.text("hash of the point"));
    }

    private static NuclearNormBound bound(SectionReader in) {
        double radius = in.positiveDouble("radius");
        return new NuclearNormBound(in.anyDouble("nuclear norm"), radius);
    }

    private static Scope scope(String name) {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope.name().equals(name))
                .findAny()
                .orElseThrow(() -> new InvalidInputException(
                        "scope must be one of " + Arrays.toString(Scope.values()) + ", got '" + name + "'"));
    }
}
