package org.convolex.bench.table1;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.convolex.data.InvalidInputException;
import org.convolex.data.MnistVariation;
import org.convolex.linalg.Workers;
import org.convolex.model.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code convolex reproduce table1}: runs the cells that are not finished, and writes table and picture after each. */
@Command(
        name = "table1",
        sortOptions = false,
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        description = "Table 1 of Zhang, Liang, Wainwright (2017): methods by variations of MNIST.",
        footer = {"", "Finished cells are kept in the folder of --out, and are not run again."})
public final class Table1Command implements Callable<Integer> {
    @Option(
            names = "--variations",
            paramLabel = "DIR",
            required = true,
            description = "what convolex data variations made")
    private String variations = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "for cells, table1.md and table1.png (default: ${DEFAULT-VALUE})")
    private String out = "table1";

    @Option(
            names = "--quick",
            description =
                    "1,000 images to train, 500 to choose, 2,000 to test on, and half the settings: a few minutes")
    private boolean quick;

    @Option(
            names = "--methods",
            paramLabel = "NAME",
            split = ",",
            description = "run only these rows, such as \"SVM rbf,CCNN-1\"; the table shows all that are finished")
    private List<String> methods = List.of();

    @Option(names = "--threads", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
    private int threads = 2;

    @Override
    public Integer call() {
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        Path folder = Path.of(out, effort.folder());
        CellStore store = new CellStore(folder);
        List<Method> all = Methods.all();
        Table table = new Table(all.stream().map(Method::name).toList(), store::find);
        if (threads < 1 || threads > 1024) {
            throw new InvalidInputException("--threads: expected an integer in 1..1024, got " + threads);
        }
        try (Workers workers = new Workers(threads)) {
            for (Method method : chosen(all)) {
                for (MnistVariation variation : MnistVariation.all()) {
                    if (run(method, variation, store, effort, workers)) {
                        write(table, folder);
                    }
                }
            }
        }
        write(table, folder);
        System.out.print(table.markdown());
        return 0;
    }

    private List<Method> chosen(List<Method> all) {
        List<String> names = all.stream().map(Method::name).toList();
        for (String asked : methods) {
            if (!names.contains(asked)) {
                throw new InvalidInputException(
                        "--methods " + asked + ": no such row; there are " + String.join(", ", names));
            }
        }
        return all.stream()
                .filter(method -> methods.isEmpty() || methods.contains(method.name()))
                .toList();
    }

    /** Runs a cell unless it is finished; says whether it ran. */
    private boolean run(Method method, MnistVariation variation, CellStore store, Effort effort, Workers workers) {
        Optional<Cell> finished = store.find(method.name(), variation);
        if (finished.isPresent()) {
            return false;
        }
        String data = Path.of(variations, variation.folder()).toString();
        Task task = Task.load(data, effort, workers);
        say("%s on %s ...", method.name(), variation.folder());
        Outcome outcome = method.run(task);
        store.store(new Cell(
                method.name(),
                variation.folder(),
                task.train().hash(),
                task.train().size(),
                task.valid().size(),
                task.test().size(),
                workers.threads(),
                outcome));
        say(
                "%s on %s: %.2f %% (validation %.2f %%), %.0f s, with choosing %.0f s; %s",
                method.name(),
                variation.folder(),
                100 * outcome.testError(),
                100 * outcome.validError(),
                outcome.secondsFinal(),
                outcome.secondsTuned(),
                outcome.settings());
        return true;
    }

    private static void write(Table table, Path folder) {
        WholeFile.replace(folder.resolve("table1.md"), table.markdown().getBytes(StandardCharsets.UTF_8));
        WholeFile.replace(folder.resolve("table1.png"), Picture.png(table));
    }

    private static void say(String format, Object... values) {
        System.err.println("convolex: " + String.format(Locale.ROOT, format, values));
    }
}
