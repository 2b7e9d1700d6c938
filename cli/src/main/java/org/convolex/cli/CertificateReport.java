package org.convolex.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.convolex.certify.Certificate;

/** The numbers of a certificate, in words and under the names that they have everywhere. */
final class CertificateReport {
    private CertificateReport() {}

    /** @param asked what is said beside the relative gap */
    static void addTo(Fields fields, Certificate certificate, String asked) {
        fields.add("objective", Texts.number(certificate.objective()))
                .add("lower bound", Texts.number(certificate.lowerBound()))
                .add("gap", Texts.number(certificate.gap()))
                .add("relative gap", Texts.number(certificate.relativeGap()) + asked)
                .add("certificate", certificate.words());
    }

    /** For {@link Metrics}. */
    static Map<String, Object> metrics(Certificate certificate) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("objective", Json.orNull(certificate.objective()));
        numbers.put("zeroObjective", Json.orNull(certificate.zeroObjective()));
        numbers.put("lowerBound", Json.orNull(certificate.lowerBound()));
        numbers.put("gap", Json.orNull(certificate.gap()));
        numbers.put("relativeGap", Json.orNull(certificate.relativeGap()));
        numbers.put("scope", certificate.scope().name());
        numbers.putAll(RegularizationReport.metrics(certificate.regularization()));
        return numbers;
    }
}
