package org.convolex.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.convolex.Model;
import org.convolex.data.InvalidInputException;
import org.convolex.model.ModelFile;
import picocli.CommandLine.Parameters;

/** The model that a command works with: its first parameter. */
final class ModelArgument {
    @Parameters(index = "0", paramLabel = "MODEL", description = "a model as train writes it, such as model.cvx")
    private String file = "";

    String file() {
        return file;
    }

    Path path() {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new InvalidInputException(file + ": not a file name", e);
        }
    }

    Model read() {
        return ModelFile.read(path());
    }
}
