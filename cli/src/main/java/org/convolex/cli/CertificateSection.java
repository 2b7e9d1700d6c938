package org.convolex.cli;

import static j2html.TagCreator.blockquote;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;

import org.convolex.certify.Certificate;
import org.convolex.cli.report.Definitions;
import org.convolex.cli.report.Section;

/** A certificate in words and numbers. */
final class CertificateSection {
    private CertificateSection() {}

    /**
     * @param askedGap the relative gap that was to be certified
     * @param verification the command that checks it
     */
    static Section of(Certificate certificate, double askedGap, String verification) {
        Definitions figures = new Definitions()
                .add("objective", Texts.number(certificate.objective()))
                .add("lower bound", Texts.number(certificate.lowerBound()))
                .add("gap", Texts.number(certificate.gap()))
                .add("zero model", Texts.number(certificate.zeroObjective()))
                .add(
                        "relative gap",
                        Texts.number(certificate.relativeGap()) + " (asked: " + Texts.number(askedGap) + ")");
        RegularizationReport.figures(certificate.regularization())
                .forEach((name, value) -> figures.add(name, Texts.number(value)));
        return new Section(
                "What is guaranteed",
                blockquote(certificate.words()),
                figures.html(),
                p(
                        "The attainable decrease is that from the zero model to the lower bound; the relative gap is the share of it"
                                + " that may be missing. All of this is about the training images: how the model does on others is"
                                + " measured below, and not guaranteed. Whoever has the model and the data can check the claim, with code"
                                + " that shares nothing with the solvers:"),
                pre(verification));
    }
}
