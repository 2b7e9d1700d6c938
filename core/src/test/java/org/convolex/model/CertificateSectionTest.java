package org.convolex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.convolex.certify.Certificate;
import org.convolex.certify.Scope;
import org.convolex.certify.WeightDecay;
import org.convolex.data.InvalidInputException;
import org.junit.jupiter.api.Test;

/** Certificates with weight decay; those with a nuclear norm are in every file of the other tests. */
class CertificateSectionTest {
    private static final Certificate DECAYED =
            new Certificate(Scope.GIVEN_GATES, new WeightDecay(0.25), 0.5, 1, 0.125, "problem", "point");

    private static ByteBuffer written() {
        SectionWriter out = new SectionWriter();
        CertificateSection.write(DECAYED, out);
        return ByteBuffer.wrap(out.toByteArray());
    }

    @Test
    void betaStandsWhereABallHasRadiusAndNorm() {
        ByteBuffer bytes = written();
        int beta = Integer.BYTES + Scope.GIVEN_GATES.name().length();
        assertThat(bytes.getDouble(beta)).isEqualTo(0.25);
        assertThat(bytes.getDouble(beta + 8)).isEqualTo(0.5);
        assertThat(bytes.getDouble(beta + 16)).isEqualTo(1);
        assertThat(bytes.getDouble(beta + 24)).isEqualTo(0.125);

        SectionReader in = new SectionReader(bytes);
        assertThat(CertificateSection.readDecayed(in)).isEqualTo(DECAYED);
        in.expectEnd();
    }

    @Test
    void betaMustBePositive() {
        ByteBuffer forged =
                written().putDouble(Integer.BYTES + Scope.GIVEN_GATES.name().length(), 0);
        assertThatThrownBy(() -> CertificateSection.readDecayed(new SectionReader(forged)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("beta must be finite and > 0, got 0.0");
    }
}
