package org.convolex.model;

import java.util.Arrays;
import org.convolex.certify.Certificate;
import org.convolex.certify.Scope;
import org.convolex.data.InvalidInputException;

/**
 * Section "certificate". Its numbers but the radius may be anything, for a certificate may say that it claims nothing;
 * whether a claim holds is not for a file reader to say, but for {@link org.convolex.ccnn.Verification}.
 *
 * <pre>
 *   text       scope: GLOBAL, GIVEN_FEATURES or PER_LAYER
 *   float64    radius
 *   float64    nuclear norm, at most
 *   float64    objective
 *   float64    objective of the zero point
 *   float64    lower bound
 *   text       hash of the problem
 *   text       hash of the point
 * </pre>
 */
final class CertificateSection {
    private CertificateSection() {}

    static void write(Certificate certificate, SectionWriter out) {
        out.text(certificate.scope().name());
        out.doubles(
                certificate.radius(),
                certificate.nuclearNorm(),
                certificate.objective(),
                certificate.zeroObjective(),
                certificate.lowerBound());
        out.text(certificate.problemHash());
        out.text(certificate.pointHash());
    }

    static Certificate read(SectionReader in) {
        return new Certificate(
                scope(in.word("scope")),
                in.positiveDouble("radius"),
                in.anyDouble("nuclear norm"),
                in.anyDouble("objective"),
                in.anyDouble("objective of the zero point"),
                in.anyDouble("lower bound"),
                in.text("hash of the problem"),
                in.text("hash of the point"));
    }

    private static Scope scope(String name) {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope.name().equals(name))
                .findAny()
                .orElseThrow(() -> new InvalidInputException(
                        "scope must be one of " + Arrays.toString(Scope.values()) + ", got '" + name + "'"));
    }
}
