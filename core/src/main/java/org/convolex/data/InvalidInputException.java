package org.convolex.data;

/**
 * Input that cannot be used: a missing, truncated or malformed file, or values out of bounds.
 *
 * <p>The message is one line, ready to be shown to the user as it is: it names the file, the place in it, the value and
 * the bound, and what to do where that is not obvious. No reader lets any other exception out for what a file contains.
 */
public final class InvalidInputException extends RuntimeException {

    /** @param message one line for the user */
    public InvalidInputException(String message) {
        super(oneLine(message));
    }

    /**
     * @param message one line for the user
     * @param cause what the file system or a decoder reported
     */
    public InvalidInputException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** Names and values from files may hold line breaks. */
    private static String oneLine(String message) {
        return message.replaceAll("\\p{Cntrl}", "?");
    }
}
