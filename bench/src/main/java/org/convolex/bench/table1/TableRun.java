package org.convolex.bench.table1;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.convolex.bench.ExperimentReport;
import org.convolex.data.InvalidInputException;
import org.convolex.data.MnistVariation;
import org.convolex.linalg.Workers;
import org.convolex.model.WholeFile;

/** Runs the cells of a table that are not finished, and writes the table after each, the picture after each row. Not thread-safe. */
final class TableRun {
    private static final String PICTURE = "table1.png";

    private final Path variations;
    private final Path folder;
    private final Effort effort;
    private final Workers workers;
    private final Consumer<String> log;
    private final CellStore store;
    private final Table table;
    private final Map<MnistVariation, Task> tasks = new EnumMap<>(MnistVariation.class);

    /**
     * @param rows all methods of the table
     * @param variations what {@code convolex data variations} made
     * @param folder for cells, table and picture
     * @param log takes a line for each cell
     */
    TableRun(List<Method> rows, Path variations, Path folder, Effort effort, Workers workers, Consumer<String> log) {
        this.variations = variations;
        this.folder = folder;
        this.effort = effort;
        this.workers = workers;
        this.log = log;
        this.store = new CellStore(folder);
        this.table = new Table(rows.stream().map(Method::name).toList(), store::find);
    }

    /**
     * Fills some rows, and returns the table.
     *
     * @throws InvalidInputException if images are missing, or a finished cell was trained on others
     */
    Table fill(List<Method> methods) {
        for (Method method : methods) {
            Optional<String> missing = method.missing();
            if (missing.isPresent()) {
                log.accept(method.name() + " is left out: " + missing.get());
                continue;
            }
            for (MnistVariation variation : MnistVariation.all()) {
                fill(method, variation);
            }
            draw();
        }
        return table;
    }

    private void fill(Method method, MnistVariation variation) {
        Task task = tasks.computeIfAbsent(
                variation,
                column -> Task.load(variations.resolve(column.folder()).toString(), effort, workers));
        Optional<Cell> finished = store.find(method.name(), variation);
        if (finished.isPresent()) {
            requireSameImages(finished.get(), task);
            return;
        }
        log.accept(method.name() + " on " + variation.folder() + " ...");
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
        log.accept(String.format(
                Locale.ROOT,
                "%s on %s: %.2f %% (validation %.2f %%), %.0f s, with choosing %.0f s; %s",
                method.name(),
                variation.folder(),
                100 * outcome.testError(),
                100 * outcome.validError(),
                outcome.secondsFinal(),
                outcome.secondsTuned(),
                outcome.settings()));
        write();
    }

    private void requireSameImages(Cell cell, Task task) {
        if (!cell.trainHash().equals(task.train().hash())) {
            throw new InvalidInputException(folder + ": its cell of " + cell.method() + " on " + cell.variation()
                    + " was trained on other images than those of " + variations + "; name another folder with --out");
        }
    }

    private void write() {
        String picture =
                Files.exists(folder.resolve(PICTURE)) ? "\n![Errors by method and variation](" + PICTURE + ")\n" : "";
        new ExperimentReport(folder, "table1").write(table.markdown() + picture);
    }

    private void draw() {
        WholeFile.replace(folder.resolve(PICTURE), Picture.png(table));
        write();
    }
}
