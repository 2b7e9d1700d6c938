package org.convolex.bench.table1;

import java.util.List;
import java.util.concurrent.Callable;
import org.convolex.bench.CommandInput;
import org.convolex.bench.CommandOutput;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code convolex reproduce table1}: the table of test errors. */
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
            description = "for cells, table1.md, table1.html and table1.png (default: ${DEFAULT-VALUE})")
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
        CommandInput.requireThreads(threads);
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        List<Method> all = Methods.all();
        List<Method> chosen = chosen(all);
        try (Workers workers = new Workers(threads)) {
            TableRun run = new TableRun(
                    all,
                    CommandInput.path("--variations", variations),
                    CommandInput.path("--out", out).resolve(effort.folder()),
                    effort,
                    workers,
                    CommandOutput::log);
            System.out.print(run.fill(chosen).markdown());
        }
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
}
