package org.convolex.cli;

import org.convolex.data.InvalidInputException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Turns whatever went wrong into one line and an exit code. */
final class Failures {
    private final Console console;
    private final boolean debug;

    /** @param debug print the stack trace, too */
    Failures(Console console, boolean debug) {
        this.console = console;
        this.debug = debug;
    }

    int report(Throwable failure) {
        if (debug) {
            failure.printStackTrace(console.err());
        }
        if (failure instanceof ParameterException badOption) {
            return badOption(badOption);
        }
        if (failure instanceof InvalidInputException) {
            console.say(message(failure));
            return ExitCode.BAD_INPUT;
        }
        if (failure instanceof OutOfMemoryError) {
            console.say("out of memory at a heap of "
                    + Texts.mebibytes(Runtime.getRuntime().maxMemory())
                    + ": give a larger --memory or fewer images (--train-limit)");
            return ExitCode.BAD_INPUT;
        }
        console.say("internal error: " + failure.getClass().getSimpleName() + ": " + message(failure)
                + (debug ? "" : " (CONVOLEX_DEBUG=1 shows where; please report it)"));
        return ExitCode.INTERNAL_ERROR;
    }

    private int badOption(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        String message = Texts.firstLower(message(failure));
        console.say(message + "; see " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.BAD_INPUT;
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? "no details" : message.replaceAll("\\s*\\R\\s*", " ");
    }
}
