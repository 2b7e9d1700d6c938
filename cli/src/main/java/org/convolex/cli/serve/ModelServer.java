package org.convolex.cli.serve;

import java.io.IOException;
import java.net.BindException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.convolex.Model;
import org.convolex.data.InvalidInputException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A model behind HTTP. Safe for use from many threads. */
public final class ModelServer implements AutoCloseable {
    /** They never wait: one accepts, one selects, the others write and run timers. */
    private static final int NETWORK_THREADS = 8;

    private final Server server;
    private final ServerConnector connector;
    private final ComputePool pool;
    private final ServerMetrics metrics = new ServerMetrics();

    private ModelServer(Model model, Map<String, Object> description, ServerSettings settings) {
        QueuedThreadPool network = new QueuedThreadPool(NETWORK_THREADS, NETWORK_THREADS);
        network.setName("convolex-http");
        network.setDaemon(true);
        network.setReservedThreads(0);
        server = new Server(network);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.time().toMillis());
        ConnectionDeadlines deadlines = new ConnectionDeadlines(server.getScheduler(), settings.time());
        connector.addEventListener(deadlines);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(settings.connections(), connector));
        pool = new ComputePool(settings.threads(), settings.waiting(), metrics);
        Endpoints endpoints = new Endpoints(model, description, settings.white(), metrics);
        server.setHandler(new GracefulHandler(new Router(endpoints, settings.largestBody(), pool, deadlines, metrics)));
        server.setErrorHandler(new JsonErrors());
        server.setStopTimeout(settings.time().toMillis() + connector.getShutdownIdleTimeout());
    }

    /**
     * Begins to serve.
     *
     * @param description of the model, for {@code GET /model}
     * @throws InvalidInputException if host and port cannot be listened on
     */
    public static ModelServer start(Model model, Map<String, Object> description, ServerSettings settings) {
        ModelServer started = new ModelServer(model, description, settings);
        try {
            started.connector.open();
        } catch (IOException | RuntimeException e) {
            started.pool.close();
            throw cannotListen(settings, e);
        }
        try {
            started.server.start();
        } catch (Exception e) {
            started.close();
            throw new IllegalStateException("the server cannot be started: " + e.getMessage(), e);
        }
        return started;
    }

    private static InvalidInputException cannotListen(ServerSettings settings, Exception failure) {
        Throwable cause = failure.getCause() instanceof BindException inner ? inner : failure;
        String reason = String.valueOf(cause.getMessage());
        return new InvalidInputException(
                reason.contains("in use")
                        ? "--port " + settings.port() + ": is in use on " + settings.host()
                                + "; give another, or 0 for any"
                        : "--host " + settings.host() + " --port " + settings.port() + ": cannot be listened on ("
                                + reason + ")",
                failure);
    }

    /** The port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Requests that are not answered yet. */
    public long inFlight() {
        return metrics.inFlight();
    }

    /** Takes no more requests, finishes those in flight, as far as they end in the time of a request, and ends. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (TimeoutException e) {
            // what did not end in time is cut off
        } catch (Exception e) {
            throw new IllegalStateException("the server cannot be stopped: " + e.getMessage(), e);
        } finally {
            pool.close();
        }
    }
}
