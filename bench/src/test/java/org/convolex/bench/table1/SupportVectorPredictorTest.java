package org.convolex.bench.table1;

import static org.assertj.core.api.Assertions.assertThat;

import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_parameter;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.Test;

class SupportVectorPredictorTest {
    @Test
    void predictsWhatLibsvmPredicts() {
        svm.svm_set_print_string_function(text -> {});
        Dataset digits = DataSources.open("digits").train().load(500);
        svm_parameter parameter = SupportVectorMachine.parameter(10, 20); // digits are dark: their pixels are 0..16
        svm_model model = SupportVectorMachine.train(digits.head(300), parameter);

        int[] classes;
        try (Workers workers = new Workers(2)) {
            classes = new SupportVectorPredictor(model, 64).classes(digits, workers);
        }

        int mistakes = 0;
        for (int i = 0; i < classes.length; i++) {
            assertThat((double) classes[i])
                    .isEqualTo(svm.svm_predict(model, SupportVectorMachine.nodes(digits.image(i))));
            mistakes += classes[i] == digits.label(i) ? 0 : 1;
        }
        assertThat(mistakes).isLessThan(50);
    }
}
