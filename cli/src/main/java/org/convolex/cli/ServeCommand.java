package org.convolex.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.convolex.Model;
import org.convolex.cli.serve.ModelServer;
import org.convolex.cli.serve.ServerSettings;
import org.convolex.data.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code convolex serve}. */
@Command(
        name = "serve",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Serve a model over HTTP: POST /predict, /responses; GET /model, /health, /metrics; and at / a page to draw on.",
            "Ctrl-C finishes what is in flight and ends."
        })
final class ServeCommand implements Callable<Integer> {
    /** Models of images with larger pixels take the bytes of image files as they are, all others in their own scale. */
    private static final double BYTES_ABOVE = 64;

    private static final long LARGEST_BODY = 1L << 30;
    private static final double LONGEST_TIME = 3600;

    private final Console console;

    @Mixin
    private ModelArgument model = new ModelArgument();

    @Option(
            names = "--port",
            paramLabel = "P",
            converter = OptionValues.Port.class,
            description = "port to listen on, 0 for any that is free (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(
            names = "--host",
            paramLabel = "H",
            description = "address to listen on (default: ${DEFAULT-VALUE}, for this machine only; 0.0.0.0 for all)")
    private String host = "127.0.0.1";

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(
            names = "--waiting",
            paramLabel = "N",
            converter = OptionValues.Count.class,
            description = "requests that may wait for a thread; more get status 503 (default: ${DEFAULT-VALUE})")
    private int waiting = 64;

    @Option(
            names = "--max-body",
            paramLabel = "SIZE",
            converter = OptionValues.Memory.class,
            description = "largest body of a request; larger ones get status 413 (default: 1m)")
    private long largestBody = 1 << 20;

    @Option(
            names = "--request-time",
            paramLabel = "SECONDS",
            converter = OptionValues.Seconds.class,
            description = "how long a request may take to arrive, to be answered, and to be read, each"
                    + " (default: ${DEFAULT-VALUE})")
    private double requestTime = 10;

    @Option(
            names = "--connections",
            paramLabel = "N",
            converter = OptionValues.Count.class,
            description = "connections open at a time; more wait to be accepted (default: ${DEFAULT-VALUE})")
    private int connections = 1000;

    @Option(
            names = "--white",
            paramLabel = "P",
            converter = OptionValues.AutoStep.class,
            description =
                    "what white, 255, in PNG and JPEG is for the model (default: auto: 255 if the largest pixel of its"
                            + " training images was above 64, else that pixel)")
    private double white;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (largestBody > LARGEST_BODY) {
            throw new InvalidInputException("--max-body: " + largestBody + " bytes, must be at most 1g");
        }
        if (!(requestTime >= 0.01 && requestTime <= LONGEST_TIME)) {
            throw new InvalidInputException("--request-time: " + requestTime + " s, must be in 0.01..3600");
        }
        Model read = model.read();
        ServerSettings settings = new ServerSettings(
                host,
                port,
                threads.count(),
                waiting,
                (int) largestBody,
                Duration.ofMillis(Math.round(1000 * requestTime)),
                connections,
                white > 0 ? white : usualWhite(read));
        CountDownLatch asked = new CountDownLatch(1);
        try (Signals signals = new Signals(() -> stop(asked));
                ModelServer server = ModelServer.start(read, InspectCommand.content(read), settings)) {
            console.out().println("serving " + model.file() + " on http://" + address() + ":" + server.port() + "/");
            console.out().flush();
            asked.await();
            console.say("stopping; requests in flight: " + server.inFlight() + "; once more to drop them");
        }
        return ExitCode.DONE;
    }

    /** The second signal ends at once. */
    private static void stop(CountDownLatch asked) {
        if (asked.getCount() == 0) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
        asked.countDown();
    }

    private String address() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static double usualWhite(Model model) {
        double largest = model.largestPixel();
        return largest > BYTES_ABOVE ? 255 : largest;
    }
}
