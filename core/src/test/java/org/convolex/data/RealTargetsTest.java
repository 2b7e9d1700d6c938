package org.convolex.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real targets, and where they are read from. */
class RealTargetsTest {
    private final Path dir;

    RealTargetsTest(@TempDir Path dir) {
        this.dir = dir;
    }

    private Dataset csv(String content, DataOptions options) throws IOException {
        TestFiles.write(dir, "a.csv", content);
        return load("a.csv", options);
    }

    private Dataset npz(byte[] y, DataOptions options) throws IOException {
        TestFiles.write(
                dir, "a.npz", TestFiles.npz(TestFiles.npyBytes("(2, 3)", TestFiles.bytes(1, 2, 3, 4, 5, 6)), y));
        return load("a.npz", options);
    }

    private Dataset load(String name, DataOptions options) {
        DataSource source =
                DataSources.open(dir.resolve(name).toString(), options).train();
        Dataset data = source.load();
        assertThat(source.task()).isEqualTo(Optional.ofNullable(data.truth()).map(GroundTruth::task));
        return data;
    }

    @Test
    void aColumnThatIsNotAllIntegersHoldsTargets() throws IOException {
        Dataset data = csv("1,2,0\n3,4,-0.5\n", DataOptions.DEFAULTS);
        assertThat(data.targets().values()).containsExactly(0, -0.5);
        assertThat(data.targets().names()).containsExactly("y");
        assertThat(data.image(1)).containsExactly(3, 4);
        assertThat(data.labelled()).isFalse();
        assertThat(data.classes()).isZero();
        assertThat(data.outputs()).isEqualTo(1);
        assertThat(data).hasToString("2 images of 1 x 1 x 2, 1 real target");
        assertThat(csv("1,2,0\n3,4,1.0\n", DataOptions.DEFAULTS).labelled()).isTrue();
    }

    @Test
    void integersAreTargetsWhereARegressionIsAskedFor() throws IOException {
        DataOptions regression = DataOptions.DEFAULTS.withTask(Task.REGRESSION);
        assertThat(csv("1,2,0\n3,4,-1000000000001\n", regression).targets().values())
                .containsExactly(0, -1000000000001.0); // more digits than a float has
        assertThat(npz(TestFiles.npyBytes("(2,)", TestFiles.bytes(3, 7)), regression)
                        .targets()
                        .values())
                .containsExactly(3, 7);
    }

    @Test
    void theLastColumnsAreTargetsAndTheHeaderNamesThem() throws IOException {
        Dataset data = csv("p,q,left,top\n1,2,0.25,7\n3,4,0.75,8\n", DataOptions.DEFAULTS.withTargets(2));
        assertThat(data.targets().names()).containsExactly("left", "top");
        assertThat(data.targets().values()).containsExactly(0.25, 7, 0.75, 8);
        assertThat(data.shape()).isEqualTo(new ImageShape(1, 1, 2));
        assertThat(data).hasToString("2 images of 1 x 1 x 2, 2 real targets");
        assertThat(csv("1,2,0.25,7\n", DataOptions.DEFAULTS.withTargets(2))
                        .targets()
                        .names())
                .containsExactly("y0", "y1");
    }

    @Test
    void aNamedColumnMayHoldTheTarget() throws IOException {
        Dataset data = csv("p,angle,q\n1,0.25,2\n3,0.75,4\n", DataOptions.DEFAULTS.withLabelColumn("angle"));
        assertThat(data.targets().names()).containsExactly("angle");
        assertThat(data.targets().values()).containsExactly(0.25, 0.75);
        assertThat(data.image(1)).containsExactly(3, 4);
    }

    @Test
    void floatingPointNumbersOfNpzAreTargets() throws IOException {
        assertThat(npz(TestFiles.npyDoubles("(2,)", 3, 7), DataOptions.DEFAULTS).targets())
                .satisfies(targets -> assertThat(targets.values()).containsExactly(3, 7))
                .satisfies(targets -> assertThat(targets.names()).containsExactly("y"));
        RealTargets two = npz(TestFiles.npyDoubles("(2, 2)", 3, 7, 4, 8), DataOptions.DEFAULTS)
                .targets();
        assertThat(two.values()).containsExactly(3, 7, 4, 8);
        assertThat(two.value(1, 0)).isEqualTo(4);
        assertThat(two.names()).containsExactly("y0", "y1");
    }

    @Test
    void theFirstImagesHaveTheFirstTargets() throws IOException {
        npz(TestFiles.npyDoubles("(2, 2)", 3, 7, 4, 8), DataOptions.DEFAULTS);
        Dataset first =
                DataSources.open(dir.resolve("a.npz").toString()).train().load(1);
        assertThat(first.targets().values()).containsExactly(3, 7);
        assertThat(first.hash())
                .isEqualTo(DataSources.open(dir.resolve("a.npz").toString())
                        .train()
                        .load()
                        .head(1)
                        .hash());
    }

    @Test
    void classesAreNoTargets() {
        assertThatThrownBy(() -> DataSources.open("digits", DataOptions.DEFAULTS.withTask(Task.REGRESSION)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("digits: real targets were asked for, but the images have class labels");
        assertThatThrownBy(
                        () -> DataOptions.DEFAULTS.withTask(Task.CLASSIFICATION).withTargets(2))
                .hasMessage("2 targets were given, but classification has none");
        assertThatThrownBy(() -> DataOptions.DEFAULTS.withLabelColumn("y").withTargets(2))
                .hasMessage("label column 'y' is one, but 2 targets are expected: they are the last columns");
        Dataset labelled = Dataset.of(new ImageShape(1, 1, 1), new float[1][1], new int[1], 1);
        assertThatThrownBy(labelled::targets).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> target(0.5, "y").label(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> target(0.5, "y").withClassNames(List.of("cat")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("the images have real targets, not class labels");
        assertThatThrownBy(() -> labelled.agreeingWith(target(0.5, "y")))
                .hasMessage("the images have class labels, not real targets");
    }

    private static Dataset target(double value, String name) {
        return Dataset.ofTargets(new ImageShape(1, 1, 1), new float[1][1], new double[][] {{value}}, List.of(name));
    }

    @Test
    void targetsWithoutANameTakeAny() {
        assertThat(target(1, "y").agreeingWith(target(2, "angle")).targets().names())
                .containsExactly("angle");
        assertThat(target(1, "angle").agreeingWith(target(2, "y")).targets().values())
                .containsExactly(1);
        assertThatThrownBy(() -> target(1, "width").agreeingWith(target(2, "angle")))
                .hasMessage("the targets are width, but angle are expected");
    }

    @Test
    void theHashSeesValuesNamesAndKind() {
        Dataset one = target(0.5, "y");
        assertThat(one.hash()).isEqualTo(target(0.5, "y").hash());
        assertThat(one.hash())
                .isNotEqualTo(target(Math.nextUp(0.5), "y").hash())
                .isNotEqualTo(target(0.5, "z").hash())
                .isNotEqualTo(Dataset.unlabelled(one.shape(), new float[1][1]).hash());
    }

    @Test
    void refusesTargetsThatAreNoNumbers() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1.1e100}) {
            assertThatThrownBy(() -> target(value, "angle"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("image 0, target 'angle': " + value + " is not a finite number in -1e100..1e100");
        }
        assertThatThrownBy(() ->
                        Dataset.ofTargets(new ImageShape(1, 1, 1), new float[2][1], new double[][] {{1}}, List.of("y")))
                .hasMessage("targets: 2 images but 1 rows of targets");
        assertThatThrownBy(() -> Dataset.ofTargets(
                        new ImageShape(1, 1, 1), new float[1][1], new double[][] {{1, 2}}, List.of("y")))
                .hasMessage("image 0: 2 targets, but there are 1 names");
    }
}
