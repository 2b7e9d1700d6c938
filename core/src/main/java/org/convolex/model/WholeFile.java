package org.convolex.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.convolex.data.InvalidInputException;

/** What files are and how they are replaced, with the file system's failures as {@link InvalidInputException}. */
public final class WholeFile {
    private WholeFile() {}

    /** @throws InvalidInputException if there is something else than a file, or nothing */
    static void requireFile(Path path) {
        if (!Files.exists(path)) {
            throw new InvalidInputException(path + ": no such file");
        }
        requireNothingButFile(path);
    }

    private static void requireNothingButFile(Path path) {
        if (Files.isDirectory(path)) {
            throw new InvalidInputException(path + ": is a folder, not a file");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new InvalidInputException(path + ": is a device or pipe, not a file");
        }
    }

    /**
     * Writes a file beside the target, forces it to the disk, and renames it to the target's name: at every moment the
     * target is the old file or the new one. A symbolic link stays, and the file that it names is replaced.
     *
     * @throws InvalidInputException if that fails; then the target is as it was, and nothing else is left
     */
    public static void replace(Path path, byte[] content) {
        requireNothingButFile(path);
        try {
            Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
            // a name of fixed length: one made from the target's could be too long
            Path temporary = target.resolveSibling(
                    ".convolex-" + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp");
            try {
                writeThrough(temporary, content);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw failure(path, "cannot be written", e);
        }
    }

    private static void writeThrough(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** What went wrong with a file, in words for its user: {@code "m.cvx: cannot be written (permission denied)"}. */
    public static InvalidInputException failure(Path path, String what, IOException e) {
        String reason = e.getMessage();
        if (e instanceof NoSuchFileException) {
            reason = "no such file or folder";
        } else if (e instanceof AccessDeniedException) {
            reason = "permission denied";
        } else if (e instanceof FileSystemException system && system.getReason() != null) {
            reason = system.getReason(); // without the name of the temporary file
        }
        return new InvalidInputException(path + ": " + what + " (" + reason + ")", e);
    }
}
