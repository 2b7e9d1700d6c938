package org.convolex.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.convolex.Phase;
import org.convolex.Provenance;
import org.convolex.TrainingClock;
import org.convolex.TrainingListener;
import org.convolex.ccnn.CcnnLayer;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.CertifiedSolve;
import org.convolex.ccnn.ChosenSettings;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.FeaturePipeline;
import org.convolex.ccnn.ProblemHash;
import org.convolex.ccnn.SampledFits;
import org.convolex.ccnn.Weighting;
import org.convolex.certify.FrankWolfeCertifier;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RandomOrder;
import org.convolex.data.RandomShifts;
import org.convolex.linalg.Workers;
import org.convolex.model.PipelineBytes;
import org.convolex.optim.Directions;
import org.convolex.optim.FirstOrderProgram;
import org.convolex.optim.Loss;
import org.convolex.optim.MultinomialLogistic;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.ProgressListener;
import org.convolex.optim.SampleStorage;
import org.convolex.optim.Solution;
import org.convolex.optim.Solver;
import org.convolex.optim.Start;
import org.convolex.optim.Status;
import org.convolex.optim.StoppingRule;
import org.convolex.optim.Targets;
import org.convolex.optim.WorkingSetSolver;
import org.convolex.patch.PixelScale;
import org.jspecify.annotations.Nullable;

/**
 * Trains a {@link ConvexifiedCnn} on images of a cluster: the program, the solver and the certificate of
 * {@link org.convolex.ccnn.ConvexifiedCnnTrainer}, with passes that run where the images are.
 *
 * <p>What is fitted to a thousand images is fitted here on the driver, to the same thousand that the local trainer picks, so that
 * features and the hash of the problem are the same. Restricted features are held at 16 bits.
 *
 * @param settings what to train; every layer but the last with a number of filters
 * @param held how images and restricted features are held on the cluster; {@link StorageLevel#NONE}: computed again at every pass
 * @param verifiable whether the hash of the data is the library's, for which all pixels pass through the driver once
 */
record DistributedTrainer(CcnnSettings settings, StorageLevel held, boolean verifiable) {
    private static final String DATA = "a Spark DataFrame";

    /** Trains on the images; they are still held when it returns. */
    ConvexifiedCnn train(TrainingImages images, TrainingListener listener) {
        try (Workers workers = Workers.ofMachine()) {
            return new Run(images, listener, workers).train();
        }
    }

    /** The state of one training. */
    private final class Run {
        private final TrainingImages images;
        private final Workers workers;
        private final TrainingClock clock;
        private final Loss loss = new MultinomialLogistic();
        private final String dataHash;

        private final List<CcnnLayer> layers = new ArrayList<>();
        private @Nullable Status shortfall;

        Run(TrainingImages images, TrainingListener listener, Workers workers) {
            this.images = images;
            this.workers = workers;
            this.clock = new TrainingClock(settings.maxSeconds(), listener);
            this.dataHash = verifiable ? images.hash() : images.hashOfPartitions();
        }

        ConvexifiedCnn train() {
            TrainingImages input = images;
            String hash = dataHash;
            for (int number = 1; number <= settings.layers().size(); number++) {
                CcnnLayer layer = layer(number, input, hash);
                if (number < settings.layers().size() && !clock.hurry()) {
                    layer = withFilters(layer, number);
                    TrainingImages below = input;
                    input = input.through(network(List.of(layer)), imagesHeld());
                    if (below != images) {
                        below.release();
                    }
                    hash = ProblemHash.ofResponses(layer);
                }
                layers.add(layer);
                if (clock.hurry()) {
                    break; // what there is predicts too
                }
            }
            if (input != images) {
                input.release();
            }
            return network(layers);
        }

        private ConvexifiedCnn network(List<CcnnLayer> trained) {
            Map<String, String> chosen = ChosenSettings.of(settings, trained, loss);
            chosen.put("partitions", Integer.toString(images.parts().getNumPartitions()));
            Status unfinished = layers.size() < settings.layers().size() ? clock.reasonToHurry() : Status.GAP_REACHED;
            Provenance provenance = new Provenance(
                    Provenance.libraryVersion(),
                    Provenance.thisPlatform(),
                    DATA,
                    dataHash,
                    images.size(),
                    settings.seed(),
                    (shortfall == null ? unfinished : shortfall).name(),
                    chosen);
            return new ConvexifiedCnn(
                    trained, loss.name(), Weighting.NONE, RandomShifts.NONE, images.outputs(), provenance);
        }

        private CcnnLayer withFilters(CcnnLayer layer, int number) {
            int asked = settings.layer(number).filters();
            if (asked > layer.weights().rank()) {
                throw new InvalidInputException("filters of layer " + number + ": " + asked
                        + " asked for, but its solution at R = " + layer.radius() + " has rank "
                        + layer.weights().rank() + ": ask for fewer, or give a larger radius");
            }
            return layer.withFilters(asked);
        }

        private CcnnLayer layer(int number, TrainingImages input, String hash) {
            clock.begin(Phase.PREPROCESS);
            float scale = PixelScale.of(input.smallest(), input.largest(), input.size());
            Dataset fitting = sparse(input, SampledFits.images(input.size()));
            SampledFits fits = new SampledFits(settings, number, fitting, scale, workers);
            double gamma = settings.layer(number).gamma();
            double radius = settings.layer(number).radius();
            if (fits.choosesGamma() || Double.isNaN(radius)) {
                clock.begin(Phase.CHOOSE);
                SampleSearch.Choice choice = search(number, input, fits).best();
                clock.note(
                        "gamma %.3g and R = %.3g chosen: validation error %.2f %%",
                        choice.gamma(), choice.radius(), 100 * choice.validError());
                gamma = choice.gamma();
                radius = choice.radius();
            }
            clock.begin(Phase.FEATURES);
            FeaturePipeline pipeline = fits.pipeline(gamma, workers);
            int[] principal = SampledFits.principalImages(pipeline, input.shape(), input.size());
            Directions directions = fits.directions(pipeline, sparse(input, principal), workers);
            clock.begin(Phase.SOLVE);
            return solve(number, input, hash, pipeline, directions, radius);
        }

        private CcnnLayer solve(
                int number,
                TrainingImages input,
                String hash,
                FeaturePipeline pipeline,
                Directions directions,
                double radius) {
            Broadcast<byte[]> bytes = input.spark().broadcast(PipelineBytes.write(pipeline));
            int classes = input.classes();
            String lossName = loss.name();
            JavaRDD<SamplePart> parts = input.parts().map(part -> new FeaturePart(part, classes, bytes, lossName));
            NuclearNormBall ball = new NuclearNormBall(radius);
            DistributedProgram program = new DistributedProgram(
                    input.spark(),
                    parts,
                    new DistributedProgram.Size(
                            input.size(), classes * pipeline.positions(), pipeline.features(), zeroObjective(classes)),
                    ball,
                    held);
            String problem = ProblemHash.of(hash, pipeline, lossName, radius);
            CertifiedSolve solve = new CertifiedSolve(
                    program,
                    new StartsWithin(settings.solver(number, SampleStorage.SIXTEEN_BITS), directions),
                    weights -> FrankWolfeCertifier.certify(
                            program.certificateSums(weights),
                            program.zeroObjective(),
                            ball,
                            weights,
                            ConvexifiedCnn.scope(number),
                            problem,
                            workers),
                    settings.gap(number));
            CertifiedSolve.Result result;
            try {
                result = solve.from(Start.zero(program), clock, workers);
            } finally {
                program.release();
                bytes.destroy();
            }
            if (result.status() != Status.GAP_REACHED && shortfall == null) {
                shortfall = result.status();
            }
            return new CcnnLayer(pipeline, result.weights(), result.weights().rank(), result.certificate());
        }

        private double zeroObjective(int classes) {
            return loss.value(new double[classes], 0, Targets.ofClasses(new int[1], classes), 0);
        }

        private SampleSearch search(int number, TrainingImages input, SampledFits fits) {
            int size = input.size();
            int heldOut = SampleSearch.heldOut(size, settings.validationShare());
            int training = Math.min(SampleSearch.MOST_IMAGES, size - heldOut);
            Dataset compared = labelled(input, IntStream.range(0, training).toArray());
            Dataset judges =
                    labelled(input, IntStream.range(size - heldOut, size).toArray());
            return SampleSearch.run(
                    input.spark(), fits, settings.layer(number), compared, judges, clock.secondsLeft(), workers);
        }

        /** Images at the local trainer's indices, and no others. */
        private Dataset sparse(TrainingImages input, int[] indices) {
            List<TrainingImages.Labelled> images = collect(input, indices);
            Map<Integer, float[]> byIndex = new HashMap<>();
            for (int i = 0; i < indices.length; i++) {
                byIndex.put(indices[i], images.get(i).pixels());
            }
            return Dataset.sparse(input.shape(), input.size(), byIndex);
        }

        /** Images at the local trainer's indices, in their order. */
        private Dataset labelled(TrainingImages input, int[] indices) {
            List<TrainingImages.Labelled> images = collect(input, indices);
            return Dataset.over(
                    input.shape(),
                    images.stream().map(TrainingImages.Labelled::pixels).toArray(float[][]::new),
                    images.stream().mapToInt(TrainingImages.Labelled::label).toArray(),
                    input.classes());
        }

        /** The local trainer shuffles: what it sees as its i-th image is another row here. */
        private List<TrainingImages.Labelled> collect(TrainingImages input, int[] indices) {
            int[] rows = RandomOrder.at(input.size(), settings.seed(), indices);
            Map<Integer, TrainingImages.Labelled> byRow = new HashMap<>();
            input.collect(rows).forEach(image -> byRow.put(image.row(), image));
            return Arrays.stream(rows).mapToObj(byRow::get).toList();
        }
    }

    /** Images have to be held, or the layers below would be computed at every pass. */
    private StorageLevel imagesHeld() {
        return held.equals(StorageLevel.NONE()) ? StorageLevel.MEMORY_AND_DISK() : held;
    }

    /**
     * A {@link WorkingSetSolver} whose first restriction is made when it solves: the program holds one at a time.
     *
     * @param inner solves the restricted programs
     * @param directions to begin with
     */
    private record StartsWithin(Solver inner, Directions directions) implements Solver {
        @Override
        public String name() {
            return "working-set";
        }

        @Override
        public Solution solve(
                FirstOrderProgram program, Start start, StoppingRule rule, ProgressListener listener, Workers workers) {
            SampleStorage storage = SampleStorage.SIXTEEN_BITS;
            return new WorkingSetSolver(inner, directions, program.within(directions, storage, workers), storage)
                    .solve(program, start, rule, listener, workers);
        }
    }
}
