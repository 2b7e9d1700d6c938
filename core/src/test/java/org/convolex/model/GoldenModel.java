package org.convolex.model;

import java.util.List;
import org.convolex.Model;
import org.convolex.TrainingListener;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ConvexifiedCnnTrainer;
import org.convolex.convotron.ConvotronNetworkTrainer;
import org.convolex.convotron.NetworkSettings;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.relaxation.RelaxationSettings;
import org.convolex.relaxation.RelaxationTrainer;

/** What the golden files hold: a model of every method, of digits or their numbers. */
enum GoldenModel {
    CLASSES("golden-1") {
        @Override
        Model train() {
            return ModelFiles.tinyModel(1);
        }
    },
    REGRESSION("golden-1-regression") {
        @Override
        Dataset images() {
            return ModelFiles.regressionImages();
        }

        @Override
        Model train() {
            return ModelFiles.tinyRegression(1);
        }
    },
    LAYERS("golden-1-layers") {
        @Override
        Model train() {
            CcnnSettings settings = CcnnSettings.builder()
                    .layers(2)
                    .patch(3, 2)
                    .features(24)
                    .filters(4)
                    .gamma(0.5)
                    .radius(20)
                    .gap(0.05)
                    .build();
            try (Workers workers = new Workers(1)) {
                return new ConvexifiedCnnTrainer(settings)
                        .train(images(), "digits", TrainingListener.NONE, workers)
                        .model();
            }
        }
    },
    EXACT("golden-1-exact") {
        @Override
        Model train() {
            return ModelFiles.tinyExact(1);
        }
    },
    RELAXATION("golden-1-relaxation") {
        @Override
        Dataset images() {
            return numbers();
        }

        @Override
        Model train() {
            try (Workers workers = new Workers(1)) {
                return new RelaxationTrainer(
                                RelaxationSettings.defaults().withPatch(4).withBeta(0.1))
                        .train(images(), "digits", TrainingListener.NONE, workers)
                        .model();
            }
        }
    },
    CONVOTRON("golden-1-convotron") {
        @Override
        Dataset images() {
            return numbers();
        }

        @Override
        Model train() {
            NetworkSettings settings =
                    NetworkSettings.defaults().withSamples(1000, 1000).withWhitening(true);
            try (Workers workers = new Workers(1)) {
                return new ConvotronNetworkTrainer(settings)
                        .train(images(), null, "digits", TrainingListener.NONE, workers)
                        .model();
            }
        }
    };

    private final String file;

    GoldenModel(String file) {
        this.file = file;
    }

    /** The name of the files. */
    String file() {
        return file;
    }

    /** The images that the model was trained on. */
    Dataset images() {
        return ModelFiles.trainingImages();
    }

    /** Trains it, as it was trained when its files were made. */
    abstract Model train();

    /** The digits' numbers as a real target. */
    private static Dataset numbers() {
        Dataset digits = ModelFiles.trainingImages();
        float[][] images = new float[digits.size()][];
        double[][] targets = new double[digits.size()][1];
        for (int i = 0; i < images.length; i++) {
            images[i] = digits.image(i);
            targets[i][0] = digits.label(i);
        }
        return Dataset.ofTargets(digits.shape(), images, targets, List.of("digit"));
    }
}
