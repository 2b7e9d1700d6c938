package org.convolex.bench.table1;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.convolex.data.InvalidInputException;
import org.convolex.data.MnistVariation;
import org.convolex.model.WholeFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Finished cells, a JSON file each, so that a table can be filled in several sittings. */
final class CellStore {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;

    /** @throws InvalidInputException if the folder can be neither found nor made */
    CellStore(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw WholeFile.failure(folder, "cannot be made", e);
        }
    }

    /**
     * The cell, if it is finished.
     *
     * @throws InvalidInputException if its file is damaged
     */
    Optional<Cell> find(String method, MnistVariation variation) {
        Path file = file(method, variation.folder());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readValue(Files.readAllBytes(file), Cell.class));
        } catch (IOException | JacksonException e) {
            throw new InvalidInputException(file + ": is no finished cell of a table; remove it to run it again", e);
        }
    }

    void store(Cell cell) {
        WholeFile.replace(
                file(cell.method(), cell.variation()),
                MAPPER.writeValueAsString(cell).getBytes(StandardCharsets.UTF_8));
    }

    /** For instance {@code cnn-2-relu.img-rot.json}. */
    private Path file(String method, String variation) {
        String slug =
                method.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
        return folder.resolve(slug + "." + variation + ".json");
    }
}
